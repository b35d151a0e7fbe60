"""HYPO's probes: one fact made weaker or stronger, and the facts moved towards a precedent of the other side (theory 4)."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from afortiori.casebase import Finding, Law
from afortiori.doctrine import Factor
from afortiori.guidance.facts import Levels, Pairs, steps_from, verdict_of, with_levels
from afortiori.guidance.hypotheticals import Change
from afortiori.precedent import Facts, Precedent

MOST_NEAR = 3


@dataclass(frozen=True, slots=True)
class Probe:
    """One known fact moved, all else held: to the first level at which the verdict changes, or else to the last."""

    factor: str
    before: str
    after: str
    finding: Finding
    changed: bool


@dataclass(frozen=True, slots=True)
class Nearing:
    """The facts moved the shortest way under a precedent of the other side, and the verdict there.

    ``turning_out`` are the unknown facts that must stand at one of the levels still possible besides.
    """

    precedent: Precedent
    binds: bool
    changes: tuple[Change, ...]
    turning_out: Pairs
    finding: Finding


@dataclass(frozen=True, slots=True)
class Probes:
    """The probes of some facts for a side: each known fact weaker and stronger, and the precedents of the other side.

    >>> from afortiori import answers
    >>> asked = answers.question("mason", {})
    >>> found = probes(asked.law, asked.asked.facts, "P")
    >>> [probe.factor for probe in found.weaker if probe.changed and probe.after == "absent"]
    ['F6', 'F15', 'F21']
    """

    weaker: tuple[Probe, ...]
    stronger: tuple[Probe, ...]
    towards: tuple[Nearing, ...]


def probes(law: Law, facts: Facts, side: str, *, most: int = MOST_NEAR) -> Probes:
    """HYPO's probes (Ashley 1990; Rissland and Ashley 1987): for a side, towards ``most`` that bind and ``most`` that do not.

    >>> from afortiori import answers
    >>> asked = answers.question("popov", {})
    >>> near = probes(asked.law, asked.asked.facts, "P").towards[0]
    >>> near.precedent.id, [(change.factor, change.after) for change in near.changes]
    ('pierson-v-post-1805', [('p-gain', 'absent'), ('assault', 'absent')])
    """
    now, other = law.find(facts), law.doctrine.other(side)
    return Probes(
        tuple(_moved(law, facts, side, now)),
        tuple(_moved(law, facts, other, now)),
        (
            *_nearest(law, facts, other, law.selection.binding, most),
            *_nearest(law, facts, other, law.selection.persuasive, most),
        ),
    )


def _moved(law: Law, facts: Facts, side: str, now: Finding) -> Iterator[Probe]:
    """Each known fact made weaker for ``side``, which is to make it stronger for the other."""
    for factor in law.doctrine.factors:
        held = facts.possible(factor)
        levels = _weaker(factor, held[0], side) if len(held) == 1 else []
        probe = None
        for level in levels:
            finding = law.find(with_levels(law.doctrine, facts, [(factor.id, level)]))
            changed = verdict_of(finding) != verdict_of(now)
            probe = Probe(factor.id, held[0], level, finding, changed)
            if changed:
                break
        if probe is not None:
            yield probe


def _weaker(factor: Factor, held: str, side: str) -> list[str]:
    """The levels weaker for a side than the one held, the nearest first."""

    def weaker(level: str) -> bool:
        there, here = factor.satisfied(level), factor.satisfied(held)
        return {c for c in there if c.side == side} <= here and {c for c in here if c.side != side} <= there != here

    steps = steps_from(factor, (held,))
    return sorted(filter(weaker, factor.levels), key=lambda level: steps[level])


def _nearest(law: Law, facts: Facts, side: str, among: Sequence[Precedent], most: int) -> Iterator[Nearing]:
    """The nearest of some precedents for a side under which the facts do not stand as they are."""
    boxes = ((a, admitted) for a, admitted in law.admits(side, among) if isinstance(a, Precedent) and all(admitted))
    ways = ((precedent, *_way(law, facts, admitted)) for precedent, admitted in boxes)
    for precedent, changes, turning in heapq.nsmallest(most, (way for way in ways if way[1] or way[2]), key=_far):
        pairs = (*((change.factor, change.after) for change in changes), *turning)
        finding = law.find(with_levels(law.doctrine, facts, pairs))
        yield Nearing(precedent, precedent in law.selection.binding, changes, turning, finding)


def _far(way: tuple[Precedent, tuple[Change, ...], Pairs]) -> tuple[int, int, int]:
    _, changes, turning = way
    return len(changes), sum(change.steps for change in changes), len(turning)


def _way(law: Law, facts: Facts, admitted: Sequence[Levels]) -> tuple[tuple[Change, ...], Pairs]:
    """What must be changed, and what must turn out, for the facts to stand within the levels admitted."""
    changes: list[Change] = []
    turning: list[tuple[str, str]] = []
    for factor, levels in zip(law.doctrine.factors, admitted, strict=True):
        here = facts.possible(factor)
        free = [level for level in here if level in levels]
        if not free and levels:
            steps = steps_from(factor, here)
            nearest = min(levels, key=lambda level: steps[level])
            changes.append(Change(factor.id, here, nearest, steps[nearest]))
        elif len(free) < len(here) and free:
            turning.append((factor.id, free[0]))
    return tuple(changes), tuple(turning)
