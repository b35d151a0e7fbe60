"""Cite to highlight strengths: what the side has here beyond the case cited, and cases that it won with that."""

from __future__ import annotations

from afortiori.argument.values import STRENGTH, Argument, Context, Move, covering, points
from afortiori.constraint import held, met


def _make(context: Context) -> tuple[Argument, ...]:
    if context.target is None:
        return ()
    doctrine, side, case = context.doctrine, context.side, context.target.case
    strengths = met(doctrine, context.facts, side) - held(doctrine, case, side)
    if not strengths:
        return ()
    cases = covering(context, STRENGTH, strengths, case)
    return (Argument(MOVE.name, context.ply, side, case, points(doctrine, STRENGTH, strengths), cases),)


MOVE = Move("cite to highlight strengths", (1,), 2, _make, supports=("analogise",))
