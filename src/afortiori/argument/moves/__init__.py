"""The moves of an argument, one a file: each file's ``MOVE`` is found by being there.

Source: the eight basic moves of CATO (Aleven 1997).
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from afortiori.argument.values import Move


def moves() -> tuple[Move, ...]:
    """Every move, in the order in which the moves of one ply are made.

    >>> [move.name for move in moves() if 1 in move.plies]
    ['analogise', 'cite to highlight strengths', 'cite to show weaknesses are not fatal']
    """
    names = {module.name for module in iter_modules(__path__)}
    found: list[Move] = [import_module(f"{__name__}.{name}").MOVE for name in sorted(names)]
    return tuple(sorted(found, key=lambda move: (move.order, move.name)))
