"""Which distinctions matter: emphasised, downplayed or blocked at the concern that a factor bears on (theory 7).

Source: CATO (Aleven 1997, 2003); Zhang, Grabmair, Gray and Ashley 2025 (arXiv 2510.08710).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from afortiori.constraint import extra, missing
from afortiori.doctrine import Doctrine
from afortiori.precedent import Facts, Precedent

STRONG, WEAK = "strong", "weak"
Stands = Mapping[str, str]


class Distinction(NamedTuple):
    """One distinction between a precedent and the facts, on one factor.

    ``stands`` is where the factor stands: ``precedent`` (missing here) or ``matter`` (extra here). ``blocked``: it does
    not effectively support its concern there. It is *significant* iff it is emphasised, and so not downplayed.
    ``matched`` are the factors that effectively support the concern, for the same side, in the other case.
    """

    factor: str
    side: str
    stands: str
    concern: str | None
    blocked: bool
    downplayed: bool
    matched: tuple[str, ...] = ()

    @property
    def emphasised(self) -> bool:
        """Whether it can be emphasised: it supports its concern where it stands, and nothing does so in the other case."""
        return not self.blocked and not self.downplayed

    @property
    def significant(self) -> bool:
        """Whether it can be emphasised and cannot be downplayed."""
        return self.emphasised


def distinctions(doctrine: Doctrine, precedent: Precedent, facts: Facts, model: str) -> tuple[Distinction, ...]:
    """Every distinction, missing and extra, in the doctrine's order, and what can be made of it. On facts fully known."""
    there = _stands(doctrine, {v.factor: v.level for v in precedent.used()})
    here = _stands(doctrine, {name: levels[0] for name, levels in facts.narrowed if len(levels) == 1})
    lacking = {c.factor for c in missing(doctrine, precedent, facts, model)}
    beyond = {c.factor for c in extra(doctrine, precedent, facts)}
    side = precedent.holding or ""
    found = []
    for factor in doctrine.factors:
        if factor.id in lacking:
            found.append(_distinction(doctrine, factor.id, side, "precedent", there, here))
        if factor.id in beyond:
            found.append(_distinction(doctrine, factor.id, doctrine.other(side), "matter", here, there))
    return tuple(found)


def _stands(doctrine: Doctrine, levels: Mapping[str, str]) -> dict[str, str]:
    """For each factor that favours a side at its level, the side."""
    found = {}
    for factor in doctrine.factors:
        sides = {c.side for c in factor.satisfied(levels.get(factor.id, factor.neutral))}
        if sides:
            found[factor.id] = sides.pop()
    return found


def _distinction(doctrine: Doctrine, factor: str, side: str, stands: str, own: Stands, other: Stands) -> Distinction:
    concern = doctrine.factor(factor).parent
    blocked = not effective(doctrine, own, factor)
    matched = tuple(
        name
        for name in other
        if other[name] == side and doctrine.factor(name).parent == concern and effective(doctrine, other, name)
    )
    downplayed = not blocked and bool(matched) and concern is not None
    return Distinction(factor, side, stands, concern, blocked, downplayed, matched if concern else ())


def effective(doctrine: Doctrine, case: Stands, factor: str) -> bool:
    """Whether a factor effectively supports its concern in a case: by a strong link, or by a weak one that none blocks.

    ``case`` tells for each factor that stands there the side it favours.
    """
    of = doctrine.factor(factor)
    if factor not in case:
        return False
    return of.strength == STRONG or not any(
        side != case[factor] and doctrine.factor(name).parent == of.parent and doctrine.factor(name).strength == STRONG
        for name, side in case.items()
    )
