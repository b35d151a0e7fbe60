"""Arguing from precedent: which cases are on point, which moves a side has, and what answers them (theory 7)."""

from __future__ import annotations

from afortiori.argument.adverse import Adverse, adverse
from afortiori.argument.dialogue import Argued, IssueArgued, argue
from afortiori.argument.lattice import (
    Counterexamples,
    Lattice,
    Node,
    best,
    counterexamples,
    lattice,
    more_on_point,
    most_on_point,
    shared,
    trumped_by,
)
from afortiori.argument.values import Argument, Context, Move, Point, Support

__all__ = [
    "Adverse",
    "Argued",
    "Argument",
    "Context",
    "Counterexamples",
    "IssueArgued",
    "Lattice",
    "Move",
    "Node",
    "Point",
    "Support",
    "adverse",
    "argue",
    "best",
    "counterexamples",
    "lattice",
    "more_on_point",
    "most_on_point",
    "shared",
    "trumped_by",
]
