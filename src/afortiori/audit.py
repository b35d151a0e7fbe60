"""A base as a whole: what in it conflicts, the smallest repair, what is redundant, on what its verdicts hang (theory 8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from afortiori.authority import CONFIDENCES
from afortiori.casebase import Law, Options
from afortiori.casebase.bearing import bearing
from afortiori.casebase.matching import smallest_cover
from afortiori.casebase.register import Register, stub_of
from afortiori.casebase.whole import Consistency, Repair, consistency, landmark_rows, repair_rows, stating
from afortiori.constraint import Compelled, compelled, extra, forces, held, missing, prevails, reason
from afortiori.doctrine import Condition, Factor
from afortiori.errors import Misuse
from afortiori.precedent import Facts, Precedent, own_facts

CONTROLLING = ("majority", "plurality", "per curiam")
RELYING = ("followed", "applied", "extended", "relied on", "cited with approval")
LEVELS_OF_COURT = ("trial", "appellate", "supreme")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two cases of opposite sides. *Priority conflict*: the reason of each stands among what the other overcame.

    ``against``: the one of them that was decided against the other, by its own facts; None where neither was. ``yields``:
    the one that yields to the other by rank, so that only the other binds where both would force.

    >>> from afortiori import answers
    >>> law = answers.question("mason", {}).law
    >>> [(found.first.id, found.second.id) for found in conflicts(law)][:1]
    []
    """

    first: Precedent
    second: Precedent
    against: Precedent | None
    yields: Precedent | None


@dataclass(frozen=True, slots=True)
class Fallen:
    """A precedent that relies on a case whose holding later history took away."""

    precedent: Precedent
    on: Precedent
    treatment: str


@dataclass(frozen=True, slots=True)
class Hangs:
    """A verdict that one precedent, or one coded value, keeps up: without it the verdict is another.

    ``change`` is empty where the whole precedent is taken away, else what becomes of the value, in the file's words.
    """

    matter: str
    precedent: Precedent
    factor: str
    change: str
    becomes: Compelled


@dataclass(frozen=True, slots=True)
class Provenance:
    """How well the coding is founded: coded values by confidence, quotations, reasons, citations not looked up."""

    values: int
    by_confidence: tuple[tuple[str, int], ...]
    quoted: int
    reasons: int
    unverified: int


@dataclass(frozen=True, slots=True)
class Audit:
    """What ``audit`` finds of the precedents that bind a forum on a day.

    >>> from afortiori import answers
    >>> law = answers.question("popov", {"as_of": "2020-01-01"}).law
    >>> audit_base(law, {}).consistent
    4
    """

    law: Law
    conflicts: tuple[Conflict, ...]
    repair: tuple[Precedent, ...]
    fallen: tuple[Fallen, ...]
    hanging: tuple[Hangs, ...]
    unused: tuple[Factor, ...]
    provenance: Provenance

    @property
    def consistent(self) -> int:
        """How many of the binding precedents are in no conflict."""
        touched = {p.id for c in self.conflicts for p in (c.first, c.second)}
        return len(self.law.selection.binding) - len(touched)


def audit_base(law: Law, matters: Mapping[str, Facts]) -> Audit:
    """The audit of what binds, with the verdicts on some matters whose facts are fully known.

    >>> from afortiori import answers
    >>> law = answers.question("popov", {"as_of": "2020-01-01"}).law
    >>> [factor.id for factor in audit_base(law, {}).unused]
    ['resident', 'p-gain', 'd-gain', 'assault']
    """
    found = conflicts(law)
    return Audit(
        law, found, repair(found), tuple(fallen(law)), tuple(hanging(law, matters)), unused(law), provenance(law)
    )


def conflicts(law: Law) -> tuple[Conflict, ...]:
    """Every pair of binding precedents in a priority conflict, in order of id (Horty 2011; theory 8).

    c for s and c' for o: R(c) is a subset of c'^s, and R(c') of c^o. In the result model the two notions are one.

    >>> from afortiori import answers
    >>> law = answers.question("popov", {"as_of": "2020-01-01"}).law
    >>> conflicts(law)
    ()
    """
    bits = {c: 1 << i for i, c in enumerate(c for f in law.doctrine.factors for c in f.conditions())}
    first, second = (
        [_masks(law, p, bits) for p in law.selection.binding if p.holding == side.id] for side in law.doctrine.sides
    )
    found = [
        conflict_between(law, one.precedent, two.precedent)
        for one in first
        for two in second
        if not one.reason & ~two.overcame and not two.reason & ~one.overcame
    ]
    return tuple(sorted(found, key=lambda c: (c.first.id, c.second.id)))


@dataclass(frozen=True, slots=True)
class _Masks:
    """A precedent's reason and what it overcame, as bits of conditions."""

    precedent: Precedent
    reason: int
    overcame: int


def _masks(law: Law, precedent: Precedent, bits: Mapping[Condition, int]) -> _Masks:
    overcame = held(law.doctrine, precedent, law.doctrine.other(precedent.holding or ""))
    rests_on = reason(law.doctrine, precedent, law.options.model)
    return _Masks(precedent, sum(bits[c] for c in rests_on), sum(bits[c] for c in overcame))


def conflict_between(law: Law, one: Precedent, two: Precedent) -> Conflict:
    """The priority conflict of two cases of opposite sides: which was decided against the other, which yields."""
    earlier, later = sorted((one, two), key=lambda p: (p.decided.last, p.id))
    own = own_facts(law.doctrine, later)
    against = later if forces(law.doctrine, earlier, own, law.options.model) else None
    if against is None and forces(law.doctrine, later, own_facts(law.doctrine, earlier), law.options.model):
        against = earlier
    yields = next((b for a, b in ((one, two), (two, one)) if prevails(a, b)), None)
    return Conflict(earlier, later, against, yields)


def repair(found: Sequence[Conflict]) -> tuple[Precedent, ...]:
    """The smallest set of precedents to set aside so that nothing conflicts: exact, by a matching (König).

    It is seldom unique: the lower court's is set aside first, then the older, then the first by id.

    >>> from afortiori import answers
    >>> law = answers.question("popov", {"as_of": "2020-01-01"}).law
    >>> repair(conflicts(law))
    ()
    """
    cases = {p.id: p for c in found for p in (c.first, c.second)}
    order = sorted(cases.values(), key=lambda p: (LEVELS_OF_COURT.index(p.court.level), p.decided.last, p.id))
    number = {p.id: i for i, p in enumerate(order)}
    edges: dict[int, int] = dict.fromkeys(number.values(), 0)
    for conflict in found:
        one, two = number[conflict.first.id], number[conflict.second.id]
        edges[one] |= 1 << two
        edges[two] |= 1 << one
    return tuple(order[i] for i in smallest_cover(edges, range(len(order))))


def fallen(law: Law) -> Iterator[Fallen]:
    """The binding precedents that rely on a case whose holding had been taken away by the day."""
    gone = {removal.authority.id: removal.authority for removal in law.selection.removed}
    taken = {p.case: p for p in gone.values() if isinstance(p, Precedent)}
    for precedent in law.selection.binding:
        relied = {case: how for case, how, _ in precedent.cites if how.startswith(RELYING)}
        relied |= {case: "relied on" for o in precedent.opinions if o.kind in CONTROLLING for case in o.relies_on}
        for case in sorted(relied):
            if case in taken and case != precedent.case:
                yield Fallen(precedent, taken[case], relied[case])


def hanging(law: Law, matters: Mapping[str, Facts]) -> Iterator[Hangs]:
    """The verdicts that one precedent or one coded value keeps up, matter by matter; only on facts fully known."""
    for name, facts in sorted(matters.items()):
        if all(len(facts.possible(factor)) == 1 for factor in law.doctrine.factors):
            yield from _hanging(law, name, facts)


def _hanging(law: Law, name: str, facts: Facts) -> Iterator[Hangs]:
    doctrine, model = law.doctrine, law.options.model
    speaking = [a for a in law.authorities if not isinstance(a, Precedent) or forces(doctrine, a, facts, model)]
    now = compelled(doctrine, speaking, facts, model)
    alike = Counter((a.holding, stub_of(a)) for a in speaking if isinstance(a, Precedent))
    for precedent in law.selection.binding:
        rest = [a for a in speaking if a.id != precedent.id]
        spoke = len(rest) < len(speaking)
        if alike[precedent.holding, stub_of(precedent)] > spoke:
            continue
        if spoke:
            without = compelled(doctrine, rest, facts, model)
            if without.sides != now.sides:
                yield Hangs(name, precedent, "", "", without)
        told: set[str] = set()
        for factor, change, otherwise in _turned(law, precedent, facts, spoke=spoke):
            becomes = compelled(doctrine, rest if spoke else [*rest, otherwise], facts, model)
            if becomes.sides != now.sides and factor not in told:
                told.add(factor)
                yield Hangs(name, precedent, factor, change, becomes)


def _turned(law: Law, precedent: Precedent, facts: Facts, *, spoke: bool) -> Iterator[tuple[str, str, Precedent]]:
    """The precedent recoded in one value so that it forces where it did not, or no longer where it did.

    One that fails at two factors fails however one of them is recoded.
    """
    doctrine, model = law.doctrine, law.options.model
    apart = missing(doctrine, precedent, facts, model) | extra(doctrine, precedent, facts)
    failing = {condition.factor for condition in apart}
    for factor, change, otherwise in _recoded(law, precedent) if len(failing) <= 1 else ():
        if not failing - {factor} and forces(doctrine, otherwise, facts, model) != spoke:
            yield factor, change, otherwise


def _recoded(law: Law, precedent: Precedent) -> Iterator[tuple[str, str, Precedent]]:
    """A precedent with one coded value silent, or moved one level; a stated reason keeps only what the facts then satisfy."""
    for value in precedent.used():
        factor = law.doctrine.factor(value.factor)
        for level in (None, *_beside(factor, value.level)):
            others = tuple(v for v in precedent.values if v is not value)
            moved = others if level is None else (*others, value._replace(level=level))
            stated = precedent.reason
            if stated is not None:
                held_there = factor.satisfied(level or factor.neutral)
                stated = tuple(p for p in stated if p[0] != factor.id or factor.satisfied(p[1]) <= held_there)
            yield factor.id, level or "silent", replace(precedent, values=moved, reason=stated)


def _beside(factor: Factor, level: str) -> Iterator[str]:
    """The levels one step above and one step below."""
    for other in factor.levels:
        for low, high in ((level, other), (other, level)):
            between = any((low, k) in factor.order and (k, high) in factor.order for k in factor.levels)
            if (low, high) in factor.order and not between:
                yield other


def unused(law: Law) -> tuple[Factor, ...]:
    """The factors that no binding precedent states."""
    stated = {value.factor for p in law.selection.binding for value in p.used()}
    return tuple(factor for factor in law.doctrine.factors if factor.id not in stated)


def provenance(law: Law) -> Provenance:
    """How well the coding of what binds is founded."""
    binding = law.selection.binding
    values = [value for precedent in binding for value in precedent.values]
    return Provenance(
        len(values),
        tuple((sure, sum(value.confidence == sure for value in values)) for sure in CONFIDENCES),
        sum(bool(value.quotation) for value in values),
        sum(precedent.reason is not None for precedent in binding),
        sum(bool(precedent.unverified) for precedent in binding),
    )


@dataclass(frozen=True, slots=True, eq=False)
class RowsAudit:
    """What ``audit`` finds of a register of any size, of what binds a forum on a day: row numbers where cases are meant.

    ``repair`` is None where too many pairs conflict to list them. ``stated`` counts the coded values of what binds.

    >>> from afortiori import Options, open_pack
    >>> from afortiori.casebase.register import register_of
    >>> pack = open_pack("wild-animals")
    >>> register = register_of(pack.base, "result")
    >>> found = audit_rows(register, Options(None, "2020-01-01", "result"), {})
    >>> dict(found.consistency.cases), found.landmarks.tolist()
    ({'P': 2, 'D': 2}, [0, 1, 2, 4])
    """

    register: Register
    options: Options
    consistency: Consistency
    repair: Repair | None
    landmarks: Any
    hanging: tuple[Hangs, ...]
    unused: tuple[Factor, ...]
    stated: int


def audit_rows(register: Register, options: Options, matters: Mapping[str, Facts]) -> RowsAudit:
    """The audit of a register; what hangs is sought among the cases that bear on each matter, a thousand a side at most.

    >>> from afortiori import Options, open_pack
    >>> from afortiori.casebase.register import register_of
    >>> pack = open_pack("wild-animals")
    >>> register = register_of(pack.base, "result")
    >>> [factor.id for factor in audit_rows(register, Options(None, "2020-01-01", "result"), {}).unused]
    ['resident', 'p-gain', 'd-gain', 'assault']
    """
    found = consistency(register, options)
    kept = landmark_rows(register, options)
    try:
        repaired = repair_rows(register, options)
    except Misuse:
        repaired = None
    hangs = [
        one
        for name, facts in matters.items()
        for one in hanging(Law(bearing(register, facts, options).base, options), {name: facts})
    ]
    counts = stating(register, options)
    unused = tuple(f for f, count in zip(register.doctrine.factors, counts, strict=True) if not count)
    return RowsAudit(register, options, found, repaired, kept, tuple(hangs), unused, sum(counts))
