"""What the cases of a forum settle, each landmark read as a rule, and the levels that no case reaches (theory 8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from afortiori.casebase import Law
from afortiori.constraint import Authority, Conditions, held, maximal, prevails, reason
from afortiori.doctrine import Condition
from afortiori.precedent import Precedent


@dataclass(frozen=True, slots=True)
class Settled:
    """A landmark read as a rule: where ``reason``, and nothing for the other side beyond ``overcome``: ``side``.

    ``alike`` are the precedents for which it stands: they add nothing to it.
    """

    precedent: Precedent
    reason: tuple[Condition, ...]
    overcome: tuple[Condition, ...]
    alike: tuple[Precedent, ...]
    issue: str


@dataclass(frozen=True, slots=True)
class Unreached:
    """A factor and its levels at which no binding case stands."""

    factor: str
    levels: tuple[str, ...]


def settled(law: Law) -> Iterator[Settled]:
    """Each landmark read as a rule, under the issue of the first factor that its reason names."""
    doctrine, model = law.doctrine, law.options.model
    order = {factor.id: i for i, factor in enumerate(doctrine.factors)}
    for precedent, alike in landmarks(law):
        rests_on = maximal(doctrine, reason(doctrine, precedent, model))
        overcame = maximal(doctrine, held(doctrine, precedent, doctrine.other(precedent.holding or "")))
        first = min((c.factor for c in rests_on), key=lambda name: order[name])
        yield Settled(precedent, rests_on, overcame, alike, doctrine.factor(first).parent or "")


@dataclass(frozen=True, slots=True)
class _Case:
    """A precedent with what it rests on and what it overcame."""

    precedent: Precedent
    rests_on: Conditions
    overcame: Conditions


def landmarks(law: Law) -> tuple[tuple[Precedent, tuple[Precedent, ...]], ...]:
    """The precedents that force just what the selection forces, each with those that it makes redundant (theory 8).

    One is redundant iff another of its side has no more in its reason and overcame no less, and is overtaken by nothing
    that does not overtake it, and overtakes all that it does. Of equals the first by date and id stands for all.

    >>> from afortiori import answers
    >>> law = answers.question("popov", {"as_of": "2020-01-01"}).law
    >>> [(one.id, len(alike)) for one, alike in landmarks(law)][:2]
    [('keeble-v-hickeringill-1707', 0), ('pierson-v-post-1805', 0)]
    """
    kept: dict[str, list[Precedent]] = {}
    cases: dict[str, _Case] = {}
    for precedent in sorted(law.selection.binding, key=lambda p: (p.decided.last, p.id)):
        here = cases[precedent.id] = _case(law, precedent)
        covering = next((id for id in kept if _covers(law, cases[id], here)), None)
        if covering is not None:
            kept[covering].append(precedent)
            continue
        gone = [id for id in kept if _covers(law, here, cases[id])]
        kept[precedent.id] = [p for id in gone for p in (cases[id].precedent, *kept.pop(id))]
    return tuple((cases[id].precedent, tuple(alike)) for id, alike in kept.items())


def _case(law: Law, precedent: Precedent) -> _Case:
    doctrine, other = law.doctrine, law.doctrine.other(precedent.holding or "")
    return _Case(precedent, reason(doctrine, precedent, law.options.model), held(doctrine, precedent, other))


def _covers(law: Law, one: _Case, two: _Case) -> bool:
    """Whether the first makes the second redundant."""
    a, b = one.precedent, two.precedent
    if a.holding != b.holding or not one.rests_on <= two.rests_on or not two.overcame <= one.overcame:
        return False
    rivals: list[Authority] = [r for r in law.authorities if not isinstance(r, Precedent) or r.holding != a.holding]
    return all(
        (not prevails(rival, a) or prevails(rival, b)) and (not prevails(b, rival) or prevails(a, rival))
        for rival in rivals
    )


def unreached(law: Law) -> Iterator[Unreached]:
    """The levels away from neutral that no binding case states."""
    stated = {(v.factor, v.level) for p in law.selection.binding for v in p.used()}
    for factor in law.doctrine.factors:
        levels = tuple(k for k in factor.levels if k != factor.neutral and (factor.id, k) not in stated)
        if levels:
            yield Unreached(factor.id, levels)
