"""The reasons still open to a court that would rule for a side (theory 3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from afortiori.casebase import Law
from afortiori.constraint import Conditions, held, maximal, met, open_to, reason
from afortiori.doctrine import Condition, Doctrine, Rule
from afortiori.precedent import Facts, Precedent

MOST_REASONS = 300
MOST_GROWN = 4
Reasons = set[Conditions]


@dataclass(frozen=True, slots=True)
class Rationale:
    """A reason still open to a court that would rule for a side, and the precedents that it must distinguish."""

    side: str
    conditions: tuple[Condition, ...]
    distinguishes: tuple[Precedent, ...]


@dataclass(frozen=True, slots=True)
class Rationales:
    """The rationales found, shortest first. None at all: the facts are forced for the other side, or no ground is left.

    ``rules`` are those that may yet speak for the other side, as what is unknown turns out: no reason distinguishes a rule.
    ``complete`` is false where the bound was reached: each one found is minimal, and there may be others.

    >>> from afortiori import answers
    >>> asked = answers.question("balistreri", {"as_of": "1988-08-24"})
    >>> law, facts = asked.law, asked.asked.facts
    >>> rationales(law, facts, "no-duty").found
    ()
    """

    found: tuple[Rationale, ...]
    complete: bool = True
    rules: tuple[Rule, ...] = ()


def rationales(law: Law, facts: Facts, side: str, *, bound: int = MOST_REASONS) -> Rationales:
    """The minimal reasons for ruling for ``side`` that add no new conflict, by their maximal conditions (theory 3).

    An empty reason among them: nothing stands in the way. At most ``bound`` are kept while they are sought, the shortest.

    >>> from afortiori import answers
    >>> law = answers.question("popov", {"as_of": "2020-01-01"}).law
    >>> found = rationales(law, answers.question("popov", {}).asked.facts, "D")
    >>> len(found.found), found.complete
    (1, True)
    """
    doctrine, other = law.doctrine, law.doctrine.other(side)
    if other in law.find(facts).stable:
        return Rationales(())
    ours, theirs = met(doctrine, facts, side), open_to(doctrine, facts, other)
    bars = [
        (precedent, ours - held(doctrine, precedent, side))
        for precedent in law.selection.binding
        if precedent.holding == other and reason(doctrine, precedent, law.options.model) <= theirs
    ]
    beyond = _minimal(frozenset(gap) for _, gap in bars)
    if frozenset() in beyond:
        return Rationales(())
    reasons, complete = _hitting(doctrine, beyond, bound)
    stood = tuple(precedent for precedent, _ in bars)
    found = [Rationale(side, maximal(doctrine, v), stood) for v in reasons]
    found.sort(key=lambda r: (len(r.conditions), [str(c) for c in r.conditions]))
    return Rationales(tuple(found), complete, tuple(_waiting(law, facts, other)))


def _waiting(law: Law, facts: Facts, side: str) -> Iterator[Rule]:
    for rule in law.selection.rules:
        found = law.find(facts, [rule])
        if side in found.possible and side not in found.stable:
            yield rule


def _minimal(sets: Iterable[Conditions]) -> list[Conditions]:
    kept: list[Conditions] = []
    for one in sorted(set(sets), key=lambda s: (len(s), sorted(s))):
        if not any(smaller <= one for smaller in kept):
            kept.append(one)
    return kept


def _hitting(doctrine: Doctrine, gaps: list[Conditions], bound: int) -> tuple[Reasons, bool]:
    """The minimal closed sets that meet every gap, gap by gap; the shortest ``bound`` of them where there are more."""
    reasons: Reasons = {frozenset()}
    complete = True
    for n, gap in enumerate(gaps, 1):
        meet = {v for v in reasons if v & gap}
        grown = {v | doctrine.factor(c.factor).satisfied(c.level) for v in reasons - meet for c in gap}
        complete = complete and len(grown) <= MOST_GROWN * bound
        reasons = meet | {v for v in _minimal(_shortest(grown, MOST_GROWN * bound)) if not any(w <= v for w in meet)}
        if len(reasons) > bound:
            complete = False
            reasons = {_reduced(doctrine, v, gaps[:n]) for v in _shortest(reasons, bound)}
    return {_reduced(doctrine, v, gaps) for v in reasons}, complete


def _shortest(reasons: Reasons, most: int) -> Reasons:
    return reasons if len(reasons) <= most else set(sorted(reasons, key=lambda v: (len(v), sorted(v)))[:most])


def _reduced(doctrine: Doctrine, found: Conditions, gaps: list[Conditions]) -> Conditions:
    """A set that meets every gap, without what it does not need; after a bound was reached one may need less."""
    for condition in maximal(doctrine, found):
        smaller = found - {condition}
        if all(smaller & gap for gap in gaps):
            return _reduced(doctrine, smaller, gaps)
    return found
