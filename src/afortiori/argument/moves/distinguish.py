"""Distinguish a case: on what it rests on and is missing here, and on what is here and it did not overcome."""

from __future__ import annotations

from afortiori.argument.values import Argument, Context, Move, grounds


def _make(context: Context) -> tuple[Argument, ...]:
    if context.target is None:
        return ()
    case = context.target.case
    said = grounds(context.doctrine, case, context.facts, context.model)
    return (Argument(MOVE.name, context.ply, context.side, case, said),) if said else ()


CASES_CITED = ("analogise", "more on point counterexample", "as on point counterexample")
MOVE = Move("distinguish", (2, 3), 3, _make, answers=CASES_CITED)
