"""How often a base speaks of its own cases when each is left out, and how often rightly (theory 12: what is not law)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from afortiori.casebase import CaseBase, Law, Options, read_as, with_issues
from afortiori.precedent import Precedent, Reading, own_facts

SHUFFLES = 5


@dataclass(frozen=True, slots=True)
class Coverage:
    """Leave-one-out under one model: the cases asked, those of which it speaks, and those of which it speaks rightly.

    ``departs`` names the cases of which it speaks wrongly. ``shuffled`` is the same with the outcomes moved on to other
    cases, one entry for each shift: what is right by coding must get worse there.

    >>> from afortiori import answers
    >>> law = answers.question("popov", {"as_of": "2020-01-01"}).law
    >>> found = coverage_of(law.base, law.options)[0]
    >>> found.model, found.cases, found.spoken
    ('result model', 4, 0)
    """

    model: str
    cases: int
    spoken: int
    right: int
    departs: tuple[str, ...]
    shuffled: tuple[tuple[int, int], ...]

    @property
    def wrong(self) -> int:
        """How often it speaks and is wrong."""
        return self.spoken - self.right


@dataclass(frozen=True, slots=True)
class _Said:
    spoken: int
    right: int
    departs: tuple[str, ...]


Speaker = Callable[[CaseBase, Options, Precedent], "str | None"]


def coverage_of(base: CaseBase, options: Options, readings: Sequence[Reading] = ()) -> tuple[Coverage, ...]:
    """Each model's leave-one-out on a base: result, reason, each with issues, each reading, and the counting baseline.

    Each case is asked of the others on the law of ``options``, on its own facts, what it does not mention being absent.

    >>> from afortiori import answers
    >>> law = answers.question("popov", {"as_of": "2020-01-01"}).law
    >>> [found.model for found in coverage_of(law.base, law.options)][-1]
    'counting (not law)'
    """
    models: list[tuple[str, CaseBase, Speaker]] = [
        ("result model", base, _whole("result")),
        ("reason model", base, _whole("reason")),
        ("result model, and issues", base, _either("result")),
        ("reason model, and issues", base, _either("reason")),
    ]
    for reading in readings:
        read = read_as(base, reading)
        if reading.doctrine is not None and all(issue.rule for issue in read.doctrine.issues):
            models.append((f"the rules of '{reading.id}' alone", read, _by_rules))
        elif reading.doctrine is not None:
            models.append((f"result model, and issues, read as '{reading.id}'", read, _either("result")))
    models.append(("counting (not law)", base, _counting))
    return tuple(_covered(name, of, options, speaker) for name, of, speaker in models)


def _covered(name: str, base: CaseBase, options: Options, speaker: Speaker) -> Coverage:
    cases = [p for p in base if p.holding is not None]
    shifts = [1 + i * len(cases) // (SHUFFLES + 1) for i in range(SHUFFLES)] if len(cases) > SHUFFLES else []
    said = _asked(base, options, speaker)
    moved = [_asked(_shifted(base, cases, shift), options, speaker) for shift in shifts]
    return Coverage(
        name, len(cases), said.spoken, said.right, said.departs, tuple((each.spoken, each.right) for each in moved)
    )


def _asked(base: CaseBase, options: Options, speaker: Speaker) -> _Said:
    said = [(p, speaker(base, options, p)) for p in base if p.holding is not None]
    spoken = [(p, side) for p, side in said if side is not None]
    departs = tuple(p.id for p, side in spoken if side != p.holding)
    return _Said(len(spoken), len(spoken) - len(departs), departs)


def _shifted(base: CaseBase, cases: Sequence[Precedent], shift: int) -> CaseBase:
    """The base with each case's outcome taken from another case; stated reasons go, since they favour the old one."""
    outcomes = {p.id: cases[(i + shift) % len(cases)].holding for i, p in enumerate(cases)}
    changed = [replace(p, holding=outcomes[p.id], reason=None) if p.id in outcomes else p for p in base]
    return CaseBase(base.doctrine, changed, base.courts)


def _whole(model: str) -> Speaker:
    def speak(base: CaseBase, options: Options, precedent: Precedent) -> str | None:
        law = Law(base, options._replace(model=model, without=(*options.without, precedent.case)))
        return law.find(own_facts(base.doctrine, precedent)).side

    return speak


def _either(model: str) -> Speaker:
    def speak(base: CaseBase, options: Options, precedent: Precedent) -> str | None:
        law = Law(base, options._replace(model=model, without=(*options.without, precedent.case)))
        here = own_facts(base.doctrine, precedent)
        sides = {law.find(here).side, with_issues(law, here).side} - {None}
        return sides.pop() if len(sides) == 1 else None

    return speak


def _by_rules(base: CaseBase, options: Options, precedent: Precedent) -> str | None:
    """The side that the rules at every issue give, whatever the cases decided."""
    law = Law(base, options._replace(without=(*options.without, precedent.case)))
    return with_issues(law, own_facts(base.doctrine, precedent)).side


def _counting(base: CaseBase, options: Options, precedent: Precedent) -> str | None:  # noqa: ARG001 - a speaker takes all three
    """The first side where it has more factors than the other, else the second: who asserts must have more to show."""
    first, second = (side.id for side in base.doctrine.sides)
    lead = 0
    for value in precedent.used():
        sides = {c.side for c in base.doctrine.factor(value.factor).satisfied(value.level)}
        lead += (first in sides) - (second in sides)
    return first if lead > 0 else second
