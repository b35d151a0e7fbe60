"""What a decision would do to the law: what it would settle, open and contradict, and whether it may be admitted (theory 8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from afortiori.audit import Conflict, conflict_between, conflicts
from afortiori.authority import Court, When
from afortiori.casebase import CaseBase, Finding, Law
from afortiori.constraint import forces, held, reason, speaks_for
from afortiori.doctrine import Rule
from afortiori.errors import Misuse
from afortiori.guidance import day_before, verdict_of
from afortiori.precedent import Facts, Precedent, Value

NEW = "this-decision"


@dataclass(frozen=True, slots=True)
class Moved:
    """A matter whose verdict the decision changes."""

    matter: str
    before: Finding
    after: Finding


@dataclass(frozen=True, slots=True)
class Admission:
    """Whether a decision may be admitted to a base that may be inconsistent already, by each policy (theory 8).

    *no new priority*: some precedent already gives its reason that priority. *no involvement*: it conflicts with no case.
    *no corruption*: it conflicts only with cases that are in a conflict already. *Horty*: either of the first two.
    """

    no_new_priority: bool
    no_involvement: bool
    no_corruption: bool

    @property
    def horty(self) -> bool:
        """Either no new priority, or no involvement."""
        return self.no_new_priority or self.no_involvement


@dataclass(frozen=True, slots=True)
class Effect:
    """What deciding these facts for a side, for that reason, would do.

    ``before`` is the verdict on the facts now. ``against`` are the precedents, and ``against_rules`` the rules, that compel
    the other side on them, which the decision would contradict; ``conflicts`` all with whom it would be in a priority
    conflict. ``binds``: whether it would bind the forum. It is taken as the last decision before the day of the law.

    >>> from afortiori import answers
    >>> law = answers.question("popov", {"as_of": "2020-01-01"}).law
    >>> facts = answers.question("popov", {}).asked.facts
    >>> done = effect_of(law, facts, "P", None, {}, law.base[0].court)
    >>> done.before.kind, done.conflicts, done.admission.no_involvement
    ('open', (), True)
    """

    decision: Precedent
    before: Finding
    against: tuple[Precedent, ...]
    conflicts: tuple[Conflict, ...]
    admission: Admission
    moved: tuple[Moved, ...]
    against_rules: tuple[Rule, ...] = ()
    binds: bool = True


def effect_of(
    law: Law,
    known: Facts,
    side: str,
    stated: Iterable[tuple[str, str]] | None,
    matters: Mapping[str, Facts],
    court: Court,
) -> Effect:
    """The effect of a decision of ``court`` on facts fully known, for a side and a reason (None: all its facts).

    >>> from afortiori import answers
    >>> law = answers.question("popov", {"as_of": "2020-01-01"}).law
    >>> facts = answers.question("popov", {}).asked.facts
    >>> effect_of(law, facts, "D", None, {}, law.base[0].court).admission.horty
    True
    """
    decision = decided(law, known, side, stated, court)
    base = CaseBase(law.base.doctrine, [*law.base, decision], law.base.courts)
    after = Law(base, law.options)
    first = law.doctrine.sides[0].id
    pairs = [(decision, p) if side == first else (p, decision) for p in _met(law, decision)]
    new = tuple(conflict_between(law, *pair) for pair in pairs)
    against = tuple(
        p for p in law.selection.binding if p.holding != side and forces(law.doctrine, p, known, law.options.model)
    )
    moved = [
        Moved(name, before, later)
        for name, here in sorted(matters.items())
        if verdict_of(before := law.find(here)) != verdict_of(later := after.find(here))
    ]
    rules = tuple(r for r in law.selection.rules if speaks_for(law.doctrine, r, known) == law.doctrine.other(side))
    binds = any(p.id == NEW for p in after.selection.binding)
    return Effect(decision, law.find(known), against, new, admission(law, decision), tuple(moved), rules, binds)


def decided(law: Law, known: Facts, side: str, stated: Iterable[tuple[str, str]] | None, court: Court) -> Precedent:
    """The facts as a decided case; Misuse where they are not fully known, or do not satisfy the reason."""
    doctrine = law.doctrine
    open_ones = [factor.id for factor in doctrine.factors if len(known.possible(factor)) > 1]
    if open_ones:
        raise Misuse("a case is decided on facts that are known, and these are not: " + ", ".join(open_ones))
    values = tuple(
        Value(factor.id, known.possible(factor)[0], "supposed", "high")
        for factor in doctrine.factors
        if known.possible(factor) != (factor.neutral,)
    )
    pairs = None if stated is None else tuple(stated)
    case = Precedent(NEW, "This decision", (), court, When(day_before(law.options.as_of)), side, values, reason=pairs)
    if not reason(doctrine, case, "reason") <= held(doctrine, case, side) or not reason(doctrine, case, "reason"):
        raise Misuse(f"the reason must be of conditions for '{side}' that these facts satisfy")
    return case


def admission(law: Law, decision: Precedent) -> Admission:
    """The admission policies on one decision (theory 8; Horty 2015 on inconsistent bases)."""
    doctrine, model, side = law.doctrine, law.options.model, decision.holding or ""
    v, against = reason(doctrine, decision, model), held(doctrine, decision, doctrine.other(side))
    prior = any(
        reason(doctrine, c, model) <= v and against <= held(doctrine, c, doctrine.other(side))
        for c in law.selection.binding
        if c.holding == side
    )
    corrupt = {p.id for c in conflicts(law) for p in (c.first, c.second)}
    met = {c.id for c in _met(law, decision)}
    return Admission(prior, not met, met <= corrupt)


def _met(law: Law, decision: Precedent) -> list[Precedent]:
    """The binding precedents with which a decision would be in a priority conflict (Horty; theory 8)."""
    doctrine, model, side = law.doctrine, law.options.model, decision.holding or ""
    v, against = reason(doctrine, decision, model), held(doctrine, decision, doctrine.other(side))
    return [
        c
        for c in law.selection.binding
        if c.holding not in (side, None) and v <= held(doctrine, c, side) and reason(doctrine, c, model) <= against
    ]
