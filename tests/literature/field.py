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


ISSUES = {
    "valuable": "F8 F11 F15 F16 F20 F24", "secrecy": "F4 F6 F10 F12 F19 F27", "used": "F7 F8 F14 F17 F18 F25",
    "confidential": "F1 F4 F5 F13 F21 F23", "improper": "F2 F3 F7 F14 F17 F22 F25 F26",
}  # fmt: skip
FAVOUR_D = frozenset(f"F{n}" for n in (1, 3, 5, 10, 11, 16, 17, 19, 20, 23, 24, 25, 27))
KNOCK_OUT = frozenset(("F19", "F27"))


def ibp(cases: Sequence[Case], here: frozenset[str]) -> str | None:
    """IBP: each issue by its factors, else by testing a theory on the cases; then the model that joins the issues.

    Source: Brüninghaus and Ashley, ICCBR 2003, as openlcbr (Grabmair) tells it, whose model of the issues this is.
    """
    won = {issue: _issue(cases, here, frozenset(of.split())) for issue, of in ISSUES.items()}
    raised = {issue: bool(here & frozenset(of.split())) for issue, of in ISSUES.items()}
    defaults = {issue: won[issue] if raised[issue] else "P" for issue in ISSUES if issue != "improper"}
    breach = _all(defaults["used"], defaults["confidential"]) if raised["used"] or raised["confidential"] else None
    means = won["improper"] if raised["improper"] else None
    taken = _any(breach, means) if any(raised[each] for each in ("used", "confidential", "improper")) else "P"
    return _all(defaults["valuable"], defaults["secrecy"], taken)


def _issue(cases: Sequence[Case], here: frozenset[str], bearing: frozenset[str]) -> str | None:
    """Who wins an issue: the side of all its factors, else the cases that share them, else those that share fewer."""
    found = here & bearing
    if len({factor in FAVOUR_D for factor in found}) == 1:
        return "D" if found & FAVOUR_D else "P"
    if any(case.factors >= found for case in cases):
        return _tested(cases, here, found)
    own = found - FAVOUR_D
    return "P" if own and all(_tested(cases, here, own - {factor}) == "P" for factor in own) else None


def _tested(cases: Sequence[Case], here: frozenset[str], theory: frozenset[str]) -> str | None:
    """Whom the cases that share some factors went for, those for the defendant that a knock-out factor explains left aside."""
    shared = [case for case in cases if case.factors >= theory]
    if len({case.side for case in shared}) == 1:
        return shared[0].side
    unexplained = [case for case in shared if case.side == "D" and not (case.factors & KNOCK_OUT) - here]
    return None if not shared else "D" if unexplained else "P"


def _all(*winners: str | None) -> str | None:
    return "D" if "D" in winners else None if None in winners else "P"


def _any(*winners: str | None) -> str | None:
    return "P" if "P" in winners else None if None in winners else "D"


def others(pack: str) -> list[Score]:
    """The other methods on a pack."""
    opened = afortiori.open_pack(pack)
    cases = _cases(opened.base)
    methods: list[tuple[str, Method]] = [
        *((f"AA-CBR, {side.id} by default", _by_default(side.id)) for side in opened.doctrine.sides),
        ("HYPO's most on point, where they agree", on_point),
        *([("IBP, with openlcbr's issues and knock-out factors", ibp)] if pack == "trade-secrets" else []),
    ]
    return [_score(name, method, cases) for name, method in methods]


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
    found = [condition for side in sides for condition in held(base.doctrine, case, side)]
    return frozenset(
        c.factor if base.doctrine.factor(c.factor).levels == ("absent", "present") else str(c) for c in found
    )


if __name__ == "__main__":
    for name in PACKS:
        sys.stdout.write("\n".join((name, *map(line, [*ours(name), *others(name)]), "")) + "\n")
