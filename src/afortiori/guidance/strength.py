"""Which of two sets of facts is the stronger for a side (theory 4)."""

from __future__ import annotations

from dataclasses import dataclass

from afortiori.constraint import Conditions, maximal, met, open_to
from afortiori.doctrine import Condition, Doctrine
from afortiori.precedent import Facts


@dataclass(frozen=True, slots=True)
class Strength:
    """Which of two sets of facts is the stronger for a side, and on what each leads.

    ``relation``: stronger, weaker, equal, or neither; of facts partly known: what holds in every completion, else neither.

    >>> from afortiori import facts, open_pack
    >>> doctrine = open_pack("wild-animals").doctrine
    >>> spiteful, honest = (facts(doctrine, known, unmentioned="absent") for known in ({"malice": "present"}, {}))
    >>> stronger(doctrine, spiteful, honest, "P").relation
    'stronger'
    """

    side: str
    relation: str
    first_leads: tuple[Condition, ...]
    second_leads: tuple[Condition, ...]


def stronger(doctrine: Doctrine, first: Facts, second: Facts, side: str) -> Strength:
    """F is at least as strong as G for s iff G^s is a subset of F^s and F^o a subset of G^o; often neither is (theory 4).

    >>> from afortiori import facts, open_pack
    >>> doctrine = open_pack("wild-animals").doctrine
    >>> spiteful, honest = (facts(doctrine, known, unmentioned="absent") for known in ({"malice": "present"}, {}))
    >>> [str(c) for c in stronger(doctrine, spiteful, honest, "P").first_leads]
    ['malice at least present']
    """
    first_leads, second_leads = _lead(doctrine, first, second, side), _lead(doctrine, second, first, side)
    relations = {(True, True): "neither", (True, False): "stronger", (False, True): "weaker", (False, False): "equal"}
    return Strength(
        side,
        relations[bool(first_leads), bool(second_leads)],
        maximal(doctrine, first_leads),
        maximal(doctrine, second_leads),
    )


def _lead(doctrine: Doctrine, first: Facts, second: Facts, side: str) -> Conditions:
    """What makes the first the stronger: for the side it may have more, or against it the second may have more."""
    other = doctrine.other(side)
    more = open_to(doctrine, first, side) - met(doctrine, second, side)
    return more | (open_to(doctrine, second, other) - met(doctrine, first, other))
