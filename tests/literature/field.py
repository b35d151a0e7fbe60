"""Other methods of the field on the published case bases, each case left out in turn; run as a program it prints the table.

Each is written from its published definition, in a few lines, and decides by factors that are present or absent.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import afortiori
from afortiori import CaseBase, Precedent
from afortiori.constraint import held
from afortiori.coverage import coverage_of

PACKS = ("trade-secrets", "adult-interdependent-relationship")

Method = Callable[[Sequence["Case"], frozenset[str]], str | None]


@dataclass(frozen=True, slots=True)
class Case:
    """A case as the field has it: its factors, of either side, and the side that won."""

    factors: frozenset[str]
    side: str


@dataclass(frozen=True, slots=True)
class Score:
    """What a method made of a base: of how many cases it spoke, and of how many rightly."""

    method: str
    cases: int
    spoken: int
    right: int


def aacbr(cases: Sequence[Case], here: frozenset[str], default: str) -> str:
    """AA-CBR: the default outcome iff the default case is in the grounded extension (Čyras, Satoh and Toni, KR 2016).

    A case attacks a less specific one of the other outcome, unless one of its own outcome stands between; cases that the new one
    does not cover are out. So the default stands iff no attacker of it does, and so on up: specificity only grows.
    """
    known = {case for case in cases if case.factors <= here}

    def stands(case: Case) -> bool:
        over = [one for one in known if one.side != case.side and one.factors > case.factors]
        nearest = [one for one in over if not any(case.factors < other.factors < one.factors for other in over)]
        return not any(stands(one) for one in nearest)

    other = next(case.side for case in cases if case.side != default)
    return default if stands(Case(frozenset(), default)) else other


def on_point(cases: Sequence[Case], here: frozenset[str]) -> str | None:
    """HYPO's criteria as a vote: the side of the most on-point cases, where they agree (Ashley 1990; Brüninghaus and Ashley 2003)."""
    shared = [(case.factors & here, case.side) for case in cases if case.factors & here]
    sides = {side for both, side in shared if not any(both < other for other, _ in shared)}
    return sides.pop() if len(sides) == 1 else None


def others(pack: str) -> list[Score]:
    """The other methods on a pack."""
    opened = afortiori.open_pack(pack)
    cases = _cases(opened.base)
    voted = _score("HYPO's most on point, where they agree", on_point, cases)
    return [
        *(_score(f"AA-CBR, {side.id} by default", _by_default(side.id), cases) for side in opened.doctrine.sides),
        voted,
    ]


def ours(pack: str) -> list[Score]:
    """What precedent, issues and rules say of each case of a pack, and the counting baseline."""
    opened = afortiori.open_pack(pack)
    rows = coverage_of(opened.base, afortiori.Options(None, "2026-11-24"), opened.readings)
    return [Score(row.model, row.cases, row.spoken, row.right) for row in rows]


def line(score: Score) -> str:
    """A score as a row of the table on the page."""
    return f"| {score.method} | {score.spoken} of {score.cases} | {score.right} | {score.spoken - score.right} |"


def _by_default(side: str) -> Method:
    return lambda cases, here: aacbr(cases, here, side)


def _score(name: str, method: Method, cases: Sequence[Case]) -> Score:
    told = [(method([*cases[:i], *cases[i + 1 :]], case.factors), case.side) for i, case in enumerate(cases)]
    return Score(name, len(cases), sum(said is not None for said, _ in told), sum(said == side for said, side in told))


def _cases(base: CaseBase) -> list[Case]:
    return [Case(_factors(base, case), case.holding) for case in base if case.holding]


def _factors(base: CaseBase, case: Precedent) -> frozenset[str]:
    sides = [side.id for side in base.doctrine.sides]
    return frozenset(str(condition) for side in sides for condition in held(base.doctrine, case, side))


if __name__ == "__main__":
    for name in PACKS:
        sys.stdout.write("\n".join((name, *map(line, [*ours(name), *others(name)]), "")) + "\n")
