"""Cite to show that weaknesses are not fatal: cases that the side won in spite of them."""

from __future__ import annotations

from afortiori.argument.values import WEAKNESS, Argument, Context, Move, covering, points
from afortiori.constraint import Conditions, held, met
from afortiori.precedent import Precedent


def _make(context: Context) -> tuple[Argument, ...]:
    """Against a distinction, what the case cited did not overcome; on an issue where the side has nothing else, all."""
    doctrine, other = context.doctrine, context.doctrine.other(context.side)
    against = met(doctrine, context.facts, other)
    if context.target is not None:
        case = context.target.case
        return _in_spite_of(context, against - held(doctrine, case, other), case) if _own(context, case) else ()
    if context.issue is None or met(doctrine, context.facts, context.side):
        return ()
    return _in_spite_of(context, against, None)


def _own(context: Context, case: Precedent) -> bool:
    """Whether the case distinguished is the side's own: only its weaknesses beyond that case need an answer."""
    return case.holding == context.side


def _in_spite_of(context: Context, weaknesses: Conditions, case: Precedent | None) -> tuple[Argument, ...]:
    cases = covering(context, WEAKNESS, weaknesses, case)
    if not cases:
        return ()
    other = context.doctrine.other(context.side)
    met_there = weaknesses & frozenset().union(*(held(context.doctrine, s.case, other) for s in cases))
    named = points(context.doctrine, WEAKNESS, met_there)
    return (Argument(MOVE.name, context.ply, context.side, case or cases[0].case, named, cases),)


MOVE = Move("cite to show weaknesses are not fatal", (1, 3), 8, _make, answers=("distinguish",), opens=True)
