"""The definitions: one precedent, or one rule, against one set of facts. Everything else must agree with this."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from afortiori.authority import LEGISLATURE
from afortiori.doctrine import Condition, Doctrine, Formula, Leaf, Not, Rule
from afortiori.precedent import Facts, Precedent

Conditions = frozenset[Condition]
Authority = Precedent | Rule


def met(doctrine: Doctrine, facts: Facts, side: str) -> Conditions:
    """The conditions for ``side`` that the facts satisfy on every level still possible (theory 1, 4)."""
    found: set[Condition] = set()
    known = dict(facts.narrowed)
    for factor in doctrine.factors:
        if levels := known.get(factor.id):  # of a factor that is unknown, neutral is possible, and satisfies nothing
            found.update(frozenset.intersection(*map(factor.satisfied, levels)))
    return _for(side, found)


def open_to(doctrine: Doctrine, facts: Facts, side: str) -> Conditions:
    """The conditions for ``side`` that the facts may satisfy: those true on some level still possible (theory 4)."""
    found: set[Condition] = set()
    known = dict(facts.narrowed)
    for factor in doctrine.factors:
        found.update(*map(factor.satisfied, known.get(factor.id) or factor.levels))
    return _for(side, found)


def held(doctrine: Doctrine, precedent: Precedent, side: str) -> Conditions:
    """c^s: the conditions for ``side`` in a decided case, where silence counts as absent (theory 2, Silence)."""
    found: set[Condition] = set()
    stated = {value.factor: value.level for value in precedent.used()}
    for factor in doctrine.factors:
        if factor.id in stated:  # neutral, where nothing is stated, satisfies nothing
            found.update(factor.satisfied(stated[factor.id]))
    return _for(side, found)


def _for(side: str, conditions: Iterable[Condition]) -> Conditions:
    return frozenset([c for c in conditions if c.side == side])


def closed(doctrine: Doctrine, reason: Iterable[tuple[str, str]]) -> Conditions:
    """A reason closed downward: naming 'at least 3' names 'at least 2' (theory 1; Horty 2019)."""
    found: set[Condition] = set()
    for name, level in reason:
        found |= doctrine.factor(name).satisfied(level)
    return frozenset(found)


def maximal(doctrine: Doctrine, conditions: Conditions) -> tuple[Condition, ...]:
    """The conditions that no other of them implies, sorted: how a closed set is shown (theory 3)."""
    implied = {d for c in conditions for d in doctrine.factor(c.factor).satisfied(c.level) if d != c}
    return tuple(sorted(conditions - implied))


def reason(doctrine: Doctrine, precedent: Precedent, model: str) -> Conditions:
    """R(c): the stated reason in the reason model, all that the facts satisfy in the result model.

    Source: Horty 2004 (result model); Lamond 2005, Horty 2011, Horty and Bench-Capon 2012 (reason model).
    """
    if precedent.holding is None:
        return frozenset()
    if model == "reason" and precedent.reason is not None:
        return closed(doctrine, precedent.reason)
    return held(doctrine, precedent, precedent.holding)


def coded(doctrine: Doctrine, precedent: Precedent, model: str) -> bool:
    """Whether the reason binds anybody: it is not empty and does not rest on low-confidence values only (theory 2)."""
    used = {value.factor for value in precedent.used()}
    return any(c.factor in used for c in reason(doctrine, precedent, model))


def missing(doctrine: Doctrine, precedent: Precedent, facts: Facts, model: str) -> Conditions:
    """R(c) minus F^s, as far as certain facts go: what the precedent rests on and the facts lack (theory 3)."""
    side = precedent.holding or ""
    return reason(doctrine, precedent, model) - met(doctrine, facts, side)


def extra(doctrine: Doctrine, precedent: Precedent, facts: Facts) -> Conditions:
    """F^o minus c^o: what the other side may have here, and the precedent did not overcome (theory 3)."""
    other = doctrine.other(precedent.holding or "")
    return open_to(doctrine, facts, other) - held(doctrine, precedent, other)


def forces(doctrine: Doctrine, precedent: Precedent, facts: Facts, model: str) -> bool:
    """The kernel: c forces its side in F iff R(c) is a subset of F^s and F^o is a subset of c^o (theory 2).

    On facts partly known: whether it does so at the worst completion, so in every one.
    """
    if not coded(doctrine, precedent, model):
        return False
    return not missing(doctrine, precedent, facts, model) and not extra(doctrine, precedent, facts)


def silent(doctrine: Doctrine, precedent: Precedent) -> tuple[str, ...]:
    """The factors for the winner on which the opinion is silent, so that they count as absent."""
    used = {value.factor for value in precedent.used()}
    return tuple(
        f.id for f in doctrine.factors if f.id not in used and any(c.side == precedent.holding for c in f.conditions())
    )


def firm(doctrine: Doctrine, precedent: Precedent, facts: Facts, model: str) -> bool:
    """Whether a forcing survives R = every condition that the winner may have had (theory 2, Silence)."""
    if model == "reason" and precedent.reason is not None:
        return True
    side = precedent.holding or ""
    unstated = _for(side, (c for name in silent(doctrine, precedent) for c in doctrine.factor(name).conditions()))
    return unstated <= met(doctrine, facts, side)


def truth(doctrine: Doctrine, formula: Formula, facts: Facts) -> bool | None:
    """A formula on facts partly known: True, False, or None where they do not settle it (strong Kleene, theory 5)."""
    if isinstance(formula, Leaf):
        factor = doctrine.factor(formula.condition.factor)
        states = {formula.condition in factor.satisfied(k) for k in facts.possible(factor)}
        return states.pop() if len(states) == 1 else None
    if isinstance(formula, Not):
        value = truth(doctrine, formula.part, facts)
        return None if value is None else not value
    values = [truth(doctrine, part, facts) for part in formula.parts]
    if values.count(True) >= formula.count:
        return True
    return False if len(values) - values.count(False) < formula.count else None


def speaks_for(doctrine: Doctrine, rule: Rule, facts: Facts) -> str | None:
    """The side that a rule compels in F: sufficient where E holds, necessary where it does not (theory 5, Rules)."""
    if rule.formula is None or rule.side is None:
        return None
    value = truth(doctrine, rule.formula, facts)
    if rule.kind == "sufficient":
        return rule.side if value is True else None
    return doctrine.other(rule.side) if value is False else None


def prevails(a: Authority, b: Authority) -> bool:
    """Whether a prevails over b where they force opposite sides (theory 5, Rank and Rules)."""
    if a.court.id != b.court.id and LEGISLATURE not in (a.court.level, b.court.level):
        return a.court.outranks(b.court)
    if a.court.level == b.court.level == "appellate" and (a.bench == "en banc") != (b.bench == "en banc"):
        return a.bench == "en banc"
    earlier = a.decided.before(b.decided.last)
    later = b.decided.before(a.decided.last)
    if isinstance(a, Rule):
        return b.id in a.supersedes if isinstance(b, Rule) else later
    if isinstance(b, Rule):
        return False
    panels = a.court.level == "appellate" and a.court.binds_itself and a.bench != "en banc"
    return panels and earlier


class Compelled(NamedTuple):
    """What authorities compel on fully known facts: the sides forced, by which, and which yielded."""

    sides: frozenset[str]
    by: frozenset[str]
    yielded: frozenset[str]

    @property
    def kind(self) -> str:
        """forced, open or conflicted."""
        return ("open", "forced", "conflicted")[len(self.sides)]


def compelled(doctrine: Doctrine, authorities: Iterable[Authority], facts: Facts, model: str) -> Compelled:
    """The verdict on fully known facts: who forces which side, after the lower has yielded to the higher (theory 2, 5)."""
    forcing: list[tuple[Authority, str]] = []
    for authority in authorities:
        if isinstance(authority, Rule):
            side = speaks_for(doctrine, authority, facts)
        else:
            side = authority.holding if forces(doctrine, authority, facts, model) else None
        if side is not None:
            forcing.append((authority, side))
    beaten = [any(t != s and prevails(b, a) for b, t in forcing) for a, s in forcing]
    standing = [pair for pair, lost in zip(forcing, beaten, strict=True) if not lost]
    yielded = frozenset(a.id for (a, _), lost in zip(forcing, beaten, strict=True) if lost)
    return Compelled(frozenset(s for _, s in standing), frozenset(a.id for a, _ in standing), yielded)


def completions(doctrine: Doctrine, facts: Facts) -> Iterator[Facts]:
    """Every way in which the facts may turn out: one level for each factor."""
    choices = [facts.possible(factor) for factor in doctrine.factors]
    for levels in product(*choices):
        yield Facts(tuple((f.id, (k,)) for f, k in zip(doctrine.factors, levels, strict=True)))
