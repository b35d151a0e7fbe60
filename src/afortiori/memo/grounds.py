"""The grounds on which a precedent is distinguished, and what can be made of each: as a table, a row a ground."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from afortiori.analysis import Analysis, Comparison, Row
from afortiori.constraint import maximal
from afortiori.doctrine import Doctrine
from afortiori.memo import words
from afortiori.memo.blocks import Block, Paragraph, Table
from afortiori.precedent import Facts
from afortiori.significance import Distinction, distinctions

LEGEND = "Missing here: the case rests on it. Only here: it stands for the other side, and the case did not have to overcome it."
WEIGHTS = "Significant: nothing at the same issue answers it in the other case. Downplayed: something does. Blocked: it supports nothing."

Weighed = Mapping[tuple[str, str], Distinction]


def weighed(analysis: Analysis, comparison: Comparison) -> Weighed:
    """By factor and relation, what can be made of each ground at its concern (theory 7).

    Only where the factor has a concern, and the facts there are all known: one still unknown may answer it or block it.
    """
    doctrine, facts = analysis.doctrine, analysis.facts
    unsettled = {f.parent for f in doctrine.factors if len(facts.possible(f)) > 1}
    found = distinctions(doctrine, comparison.precedent, facts, analysis.options.model)
    return {
        (d.factor, "missing" if d.stands == "precedent" else "extra"): d
        for d in found
        if d.concern is not None and d.concern not in unsettled
    }


def weight(distinction: Distinction) -> str:
    """What can be made of a ground, in a word: significant, downplayed or blocked."""
    return "blocked" if distinction.blocked else "downplayed" if distinction.downplayed else "significant"


def grounds(
    doctrine: Doctrine, comparison: Comparison, facts: Facts, weights: Weighed | None = None
) -> Iterator[Block]:
    """What distinguishes the precedent, which is exhaustive (theory 3), what is missing first; then what answers what."""
    differing = sorted(comparison.differing(), key=lambda row: row.relation != "missing")
    known = weights or {}
    rows = [(*_row(doctrine, row), _weight(known.get((row.factor, row.relation)))) for row in differing]
    if any(row[-1] for row in rows):
        yield Table(("Factor", "There", "Here", "So", "Weight"), tuple(rows))
    else:
        yield Table(("Factor", "There", "Here", "So"), tuple(row[:-1] for row in rows))
    yield from _answered(doctrine, comparison, facts, known)


def _row(doctrine: Doctrine, row: Row) -> tuple[str, str, str, str]:
    factor = doctrine.factor(row.factor)
    here, there = words.levels(factor, row.matter), words.level(row.precedent) if row.precedent else "(silent)"
    if row.relation == "missing":
        needed = maximal(doctrine, frozenset(row.conditions))
        there = "; ".join(words.bound(factor, c) for c in needed)
        return factor.name, there, here, "missing here" + ("" if row.certain else ", unless it turns out")
    return factor.name, there, here, "only here" + ("" if row.certain else ", if it turns out")


def _weight(found: Distinction | None) -> str:
    return weight(found) if found else ""


def _answered(doctrine: Doctrine, comparison: Comparison, facts: Facts, weights: Weighed) -> Iterator[Block]:
    """What is downplayed, and by what; a sentence for each concern and side, since all its grounds are answered alike."""
    answered: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for found in weights.values():
        if found.downplayed:
            answered.setdefault((found.stands, found.matched), []).append(doctrine.factor(found.factor).name)
    there = {value.factor: words.level(value.level) for value in comparison.precedent.used()}
    for (stands, matched), names in answered.items():
        at = [
            f"{doctrine.factor(name).name} "
            f"({words.levels(doctrine.factor(name), facts.possible(doctrine.factor(name))) if stands == 'precedent' else there[name]})"
            for name in matched
        ]
        where = "here" if stands == "precedent" else "there"
        yield Paragraph(f"Downplayed: {'; '.join(names)}. What answers {where}: {'; '.join(at)}.")
