"""Adverse authority: what a lawyer must show a court though it goes the other way (theory 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from afortiori.argument.lattice import Lattice
from afortiori.argument.values import Point, by_weight, grounds
from afortiori.doctrine import Doctrine
from afortiori.precedent import Facts, Precedent


@dataclass(frozen=True, slots=True)
class OneAway:
    """A case for the other side that one factor keeps from controlling, and what of that factor does so."""

    case: Precedent
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Adverse:
    """For a side, the other's cases: those that nothing more on point answers, and those one change away.

    >>> from afortiori import answers
    >>> from afortiori.argument import lattice
    >>> asked = answers.question("popov", {"as_of": "2020-01-01"})
    >>> law, facts = asked.law, asked.asked.facts
    >>> of = lattice(law.doctrine, facts, law.selection.binding)
    >>> [case.name for case in adverse(law.doctrine, facts, "reason", of, "D").untrumped]
    ['Ghen v. Rich']
    """

    untrumped: tuple[Precedent, ...]
    one_away: tuple[OneAway, ...]


def adverse(doctrine: Doctrine, facts: Facts, model: str, of: Lattice, side: str) -> Adverse:
    """Every untrumped case for the other side, and every one that would control if one factor stood otherwise.

    >>> from afortiori import answers
    >>> from afortiori.argument import lattice
    >>> asked = answers.question("popov", {"as_of": "2020-01-01"})
    >>> law, facts = asked.law, asked.asked.facts
    >>> of = lattice(law.doctrine, facts, law.selection.binding)
    >>> [one.case.name for one in adverse(law.doctrine, facts, "reason", of, "P").one_away]
    []
    """
    other = doctrine.other(side)
    untrumped = [case for node in of.nodes if other not in node.trumped for case in node.cases if case.holding == other]
    against = [case for node in of.nodes for case in node.cases if case.holding == other]
    against += [case for case in of.apart if case.holding == other]
    return Adverse(by_weight(untrumped), tuple(_one_away(doctrine, facts, model, by_weight(against))))


def _one_away(doctrine: Doctrine, facts: Facts, model: str, cases: Sequence[Precedent]) -> list[OneAway]:
    apart = [OneAway(case, grounds(doctrine, case, facts, model)) for case in cases]
    return [found for found in apart if len({point.factor for point in found.points}) == 1]
