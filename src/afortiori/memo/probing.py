"""HYPO's probes in words and as data: facts weaker and stronger, and moved towards the precedents of the other side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from afortiori.casebase import Law
from afortiori.doctrine import Doctrine
from afortiori.guidance import Nearing, Probe, Probes, probes
from afortiori.memo import words
from afortiori.memo.blocks import Block, Heading, Item, Items, Paragraph, Table
from afortiori.memo.decision import citation
from afortiori.memo.guiding import change_data, change_in_words, turning_in_words
from afortiori.memo.told import Data, Told
from afortiori.precedent import Facts


def probes_told(law: Law, facts: Facts, side: str) -> Told:
    """The facts probed for a side: each made weaker and stronger, and all moved towards the precedents of the other."""
    found, other = probes(law, facts, side), law.doctrine.other(side)
    blocks: list[Block] = [Heading(f"Weaker and stronger for {side}, one known fact at a time", 2)]
    blocks += _moved(law.doctrine, found)
    blocks.append(Heading(f"Towards the precedents for {other}", 2))
    blocks += _towards(law.doctrine, found.towards, other)
    data = {
        "probes": {
            "weaker": [_probe_data(probe) for probe in found.weaker],
            "stronger": [_probe_data(probe) for probe in found.stronger],
            "towards": [_nearing_data(nearing) for nearing in found.towards],
        }
    }
    return Told(tuple(blocks), data)


def _moved(doctrine: Doctrine, found: Probes) -> Iterator[Block]:
    both = (("weaker", found.weaker), ("stronger", found.stronger))
    rows = tuple(
        (doctrine.factor(p.factor).name, words.level(p.before), f"{how}: {words.level(p.after)}", _verdict(p))
        for how, moved in both
        for p in moved
        if p.changed
    )
    if rows:
        yield Table(("Factor", "Here", "Moved to", "The verdict then"), rows)
    for how, moved in both:
        held = [doctrine.factor(p.factor).name for p in moved if not p.changed]
        if held:
            yield Paragraph(f"However much {how}, the verdict stays: {'; '.join(held)}.")
    if not found.weaker and not found.stronger:
        yield Paragraph("No fact is known that could be moved.")


def _towards(doctrine: Doctrine, near: Sequence[Nearing], side: str) -> Iterator[Block]:
    if not near:
        yield Paragraph(f"There is no precedent for {side} here under which the facts do not stand already.")
        return
    yield Items(tuple(_nearing(doctrine, nearing) for nearing in near))


def _nearing(doctrine: Doctrine, nearing: Nearing) -> Item:
    weight = "" if nearing.binds else " (persuasive)"
    below = [change_in_words(doctrine.factor(c.factor), c) for c in nearing.changes]
    below += [turning_in_words(doctrine, name, level) for name, level in nearing.turning_out]
    many = words.count(len(nearing.changes), "fact") + " away" if nearing.changes else "No fact away"
    return Item(f"{many}: {citation(nearing.precedent)}{weight}; the verdict there: {_verdict(nearing)}", tuple(below))


def _verdict(found: Probe | Nearing) -> str:
    return words.verdict(found.finding)


def _probe_data(probe: Probe) -> Data:
    return {
        "factor": probe.factor,
        "before": probe.before,
        "after": probe.after,
        "changed": probe.changed,
        "verdict": probe.finding.kind,
        "side": probe.finding.side,
    }


def _nearing_data(nearing: Nearing) -> Data:
    return {
        "case": nearing.precedent.id,
        "citation": nearing.precedent.citation,
        "binds": nearing.binds,
        "changes": [change_data(change) for change in nearing.changes],
        "turning_out": dict(nearing.turning_out),
        "verdict": nearing.finding.kind,
        "side": nearing.finding.side,
    }
