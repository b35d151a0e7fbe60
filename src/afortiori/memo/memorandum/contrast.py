"""A decided case beside the matter: what both have, and what sets them apart, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from afortiori.argument import Point
from afortiori.argument.values import EXTRA, MISSING
from afortiori.constraint import closed
from afortiori.doctrine import Factor
from afortiori.memo.blocks import Span
from afortiori.memo.memorandum import wording
from afortiori.memo.memorandum.frame import Frame, Runs, line
from afortiori.precedent import Precedent

MOST_SILENT = 6


@dataclass(frozen=True, slots=True)
class Beside:
    """A case and the matter, factor by factor."""

    frame: Frame
    precedent: Precedent

    def factor(self, name: str) -> Factor:
        """The factor of a name."""
        return self.frame.doctrine.factor(name)

    def stated(self, factor: str) -> str:
        """The level in the case; empty where its opinion is silent."""
        return next((v.level for v in self.precedent.used() if v.factor == factor), "")

    def there(self, factor: str) -> str:
        """How the factor stood in the case, as a clause; what the stated reason needs, where the facts went further."""
        level = self.stated(factor)
        needs = dict(self.precedent.reason or ()).get(factor, "")
        if needs and needs != level and self.frame.analysis.options.model == "reason":
            atom = self.factor(factor).condition(needs)
            return wording.condition(self.frame.doctrine, atom) if atom else wording.clause(self.factor(factor), level)
        return wording.clause(self.factor(factor), level) if level else ""

    def here(self, factor: str) -> str:
        """How the factor stands in the matter, as a clause; empty where that is not known."""
        known = self.frame.facts.possible(self.factor(factor))
        if len(known) == 1:
            return wording.clause(self.factor(factor), known[0])
        return wording.among(self.factor(factor), known, known) if len(known) < len(self.factor(factor).levels) else ""

    def common(self, points: Sequence[Point]) -> list[str]:
        """What both have, as clauses: the fact itself where it stands at one level in both, else the condition."""
        said = []
        for point in points:
            here = self.frame.facts.possible(self.factor(point.factor))
            if here == (self.stated(point.factor),):
                said.append(wording.clause(self.factor(point.factor), here[0]))
            else:
                said += wording.conditions(self.frame.doctrine, point.conditions)
        return said


def distinguished(beside: Beside, points: Sequence[Point], seen: set[tuple[str, ...]]) -> list[Runs]:
    """The grounds on which a case is distinguished, a sentence for each kind of ground.

    Facts that stand otherwise there and here are set against one another; facts of the matter on which the opinion is
    silent are told together; what is not yet known is told as such. ``seen`` are the facts told of an earlier case: open
    ones, and, after its id, those on which it is silent.
    """
    sure = list(dict.fromkeys(p.factor for p in points if p.certain))
    unsettled = [f for f in dict.fromkeys(p.factor for p in points if not p.certain) if f not in sure]
    opposed = [f for f in sure if beside.stated(f)]
    silent = [f for f in sure if not beside.stated(f)]
    found = []
    if opposed:
        found.append(_opposed(beside, opposed, seen))
    if silent:
        found.append(_silent(beside, silent, seen, after=bool(opposed)))
    if unsettled:
        found.append(_unsettled(beside, tuple(unsettled), points, seen))
    return found


def told_before(beside: Beside, what: Sequence[str], seen: set[tuple[str, ...]]) -> Span | None:
    """The name of a case of which just this has been told; None where it has not: then it is told of this case."""
    ids = {of[0] for of in seen if of[1:] == tuple(what)} - {beside.precedent.id}
    before = next((case for case in beside.frame.analysis.base if case.id in ids), None)
    seen.add((beside.precedent.id, *what))
    return None if before is None else beside.frame.name(before)


def _opposed(beside: Beside, factors: Sequence[str], seen: set[tuple[str, ...]]) -> Runs:
    there = wording.joined([beside.there(f) for f in factors])
    here = wording.joined(
        [beside.here(f) or f"that is not known of {wording.topic(beside.factor(f))}" for f in factors]
    )
    before = told_before(beside, (there, here), seen)
    if before is not None:
        return line("It is set apart by the facts that set ", before, " apart.")
    return line(f"There, {there}; here, {here}." if ";" not in there + here else f"There, {there}. Here, {here}.")


def _silent(beside: Beside, factors: Sequence[str], seen: set[tuple[str, ...]], *, after: bool) -> Runs:
    """Facts of the matter on which the opinion says nothing; where another case was silent on just these, that it is too."""
    name = beside.frame.name(beside.precedent)
    before = told_before(beside, factors, seen)
    if before is not None and len(factors) > 1:
        return line("Nor does ", name, " mention the facts here that ", before, " does not.")
    shown = factors[:MOST_SILENT]
    clauses = [beside.here(f) for f in shown]
    if len(factors) > MOST_SILENT:
        clauses.append(f"{wording.number(len(factors) - MOST_SILENT, 'further fact')} told the same way")
    more = "moreover, " if after else ""
    opinion = "a fact" if len(factors) == 1 else "facts"
    return line(
        f"Here, {more}{wording.joined(clauses)}: {opinion} that ",
        name,
        " does not mention.",
    )


def _unsettled(beside: Beside, factors: tuple[str, ...], points: Sequence[Point], seen: set[tuple[str, ...]]) -> Runs:
    name = beside.frame.name(beside.precedent)
    if factors in seen:
        return line("What the record does not yet show may set ", name, " apart as well.")
    seen.add(factors)
    doctrine = beside.frame.doctrine
    facts = [wording.unknown(doctrine.factor(f), beside.frame.facts.possible(doctrine.factor(f))) for f in factors]
    if all(p.role == MISSING for p in points if p.factor in factors):
        return line(
            "The record does not yet show ",
            f"{wording.joined(facts, 'or')}, and without that ",
            name,
            " does not apply.",
        )
    return line(
        f"The record does not yet show {wording.joined(facts, 'or')}, and on that ", name, " may prove to differ."
    )


def rested_on(beside: Beside) -> str:
    """What the decision rests on, where its opinion states it, as 'that A and that B'; empty where it does not."""
    precedent, doctrine = beside.precedent, beside.frame.doctrine
    if beside.frame.analysis.options.model != "reason" or not precedent.reason:
        return ""
    from afortiori.constraint import maximal

    return wording.that(wording.conditions(doctrine, maximal(doctrine, closed(doctrine, precedent.reason))))


def only_extra(points: Sequence[Point]) -> bool:
    """Whether a case is set apart only by what the other side has here."""
    return all(point.role == EXTRA for point in points)
