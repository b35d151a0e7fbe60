"""Analogise the facts to a case that the side won: on what the two share."""

from __future__ import annotations

from afortiori.argument.lattice import best
from afortiori.argument.values import Argument, Context, Move, by_weight, cite


def _make(context: Context) -> tuple[Argument, ...]:
    """What forces leads, whether or not a case is more on point; then the best to cite."""
    if context.named is not None:
        named = (context.named,) if context.lattice.node(context.named) else ()
        return cite(context, named, MOVE.name)
    rest = by_weight(case for case in best(context.lattice, context.side) if case not in context.leading)
    return cite(context, (*context.leading, *rest), MOVE.name)


MOVE = Move("analogise", (1,), 1, _make, opens=True)
