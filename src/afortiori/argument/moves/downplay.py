"""Downplay a distinction: something else in the other case supports the same concern for the same side."""

from __future__ import annotations

from afortiori.argument.values import Argument, Context, Move, weighed


def _make(context: Context) -> tuple[Argument, ...]:
    if context.target is None:
        return ()
    case = context.target.case
    found = tuple(d for d in weighed(context, case) if d.downplayed)
    return (Argument(MOVE.name, context.ply, context.side, case, distinctions=found),) if found else ()


MOVE = Move("downplay", (3,), 7, _make, answers=("distinguish",))
