"""Cite a counterexample as on point: a case that the answering side won, and that shares just as much."""

from __future__ import annotations

from afortiori.argument.lattice import counterexamples
from afortiori.argument.values import Argument, Context, Move, by_weight, cite


def _make(context: Context) -> tuple[Argument, ...]:
    if context.target is None:
        return ()
    return cite(context, by_weight(counterexamples(context.lattice, context.target.case).equal), MOVE.name)


MOVE = Move("as on point counterexample", (2,), 6, _make, answers=("analogise",))
