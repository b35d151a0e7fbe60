"""Emphasise a distinction: nothing in the other case supports the concern for the same side."""

from __future__ import annotations

from afortiori.argument.values import Argument, Context, Move, weighed


def _make(context: Context) -> tuple[Argument, ...]:
    if context.target is None:
        return ()
    case = context.target.case
    found = tuple(d for d in weighed(context, case) if d.emphasised)
    return (Argument(MOVE.name, context.ply, context.side, case, distinctions=found),) if found else ()


MOVE = Move("emphasise", (2, 3), 4, _make, supports=("distinguish",))
