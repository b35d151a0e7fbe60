"""Cite a counterexample more on point: a case that the answering side won, and that shares more with the facts."""

from __future__ import annotations

from afortiori.argument.lattice import counterexamples
from afortiori.argument.values import Argument, Context, Move, by_weight, cite


def _make(context: Context) -> tuple[Argument, ...]:
    """Of the cases that trump, those most on point."""
    if context.target is None:
        return ()
    of = context.lattice
    trumping = set(counterexamples(of, context.target.case).more)
    hidden: set[int] = set()
    top = []
    for place, node in enumerate(of.nodes):
        found = [case for case in node.cases if case in trumping]
        if place not in hidden:
            top += found
        if found or place in hidden:
            hidden.update(node.below)
    return cite(context, by_weight(top), MOVE.name)


MOVE = Move("more on point counterexample", (2,), 5, _make, answers=("analogise",))
