"""Bit columns: which rows admit which value of which column. Knows no law, imports nothing of ours."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import NamedTuple

Choices = Sequence[Sequence[int]]


class Rows:
    """Rows as boxes: a row admits, in each column, a set of values.

    ``admits[column][value]`` is a big int whose bit i says that row i admits the value there.
    """

    __slots__ = ("admits", "every")

    def __init__(self, boxes: Sequence[Sequence[frozenset[int]]], sizes: Sequence[int]) -> None:
        self.every = (1 << len(boxes)) - 1
        self.admits = [[0] * size for size in sizes]
        for i, box in enumerate(boxes):
            bit = 1 << i
            for column, values in zip(self.admits, box, strict=True):
                for value in values:
                    column[value] |= bit

    def certain(self, rows: int, choices: Choices) -> int:
        """Of ``rows``, those that admit every choice in every column."""
        for column, values in zip(self.admits, choices, strict=True):
            for value in values:
                rows &= column[value]
        return rows

    def possible(self, rows: int, choices: Choices) -> int:
        """Of ``rows``, those that admit some choice in every column."""
        for column, values in zip(self.admits, choices, strict=True):
            some = 0
            for value in values:
                some |= column[value]
            rows &= some
        return rows


def positions(bits: int) -> Iterator[int]:
    """The positions of the bits set, lowest first."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


class TooMany(Exception):
    """The sweep would hold more states than its bound allows."""


class Reached(NamedTuple):
    """What a sweep over all choices found: how many ways reach each result, and the columns that matter.

    A count of 0 stands for a result that is not shown to be impossible.
    """

    results: dict[Hashable, int]
    columns: frozenset[int]


def sweep(
    rows: Rows,
    start: int,
    choices: Choices,
    result: Callable[[int], Hashable],
    merge: Callable[[int, int], int],
    bound: int,
) -> Reached:
    """Every result over all ways to choose one value a column, without enumerating them.

    Walks the columns once, holding the distinct sets of rows still alive: a reduced ordered decision diagram. The
    columns that stay in it are exactly those on which the result depends. ``merge(alive, settled)`` may drop rows that
    can no longer change the result. Raises TooMany past ``bound`` states.
    """
    open_columns = sorted(
        (c for c, values in enumerate(choices) if len(values) > 1), key=lambda c: (-_power(rows, start, c, choices), c)
    )
    alive = rows.possible(
        start, [v if len(v) == 1 else range(len(a)) for v, a in zip(choices, rows.admits, strict=True)]
    )
    settled = [rows.every] * (len(open_columns) + 1)
    for i in range(len(open_columns) - 1, -1, -1):
        settled[i] = settled[i + 1]
        for value in choices[open_columns[i]]:
            settled[i] &= rows.admits[open_columns[i]][value]
    ways = [1] * (len(open_columns) + 1)
    for i in range(len(open_columns) - 1, -1, -1):
        ways[i] = ways[i + 1] * len(choices[open_columns[i]])
    ends: dict[Hashable, int] = {}
    nodes: dict[tuple[int, ...], int] = {}
    memo: dict[tuple[int, int], tuple[int, dict[Hashable, int]]] = {}

    def node(i: int, alive: int) -> tuple[int, dict[Hashable, int]]:
        alive = merge(alive, alive & settled[i])
        if not alive & ~settled[i]:
            end = result(alive)
            return ends.setdefault(end, -1 - len(ends)), {end: ways[i]}
        key = (i, alive)
        if key not in memo:
            if len(memo) >= bound:
                raise TooMany
            column = open_columns[i]
            branches = [node(i + 1, alive & rows.admits[column][value]) for value in choices[column]]
            names = [name for name, _ in branches]
            name = names[0] if len(set(names)) == 1 else nodes.setdefault((column, *names), len(nodes))
            counts: dict[Hashable, int] = {}
            for _, below in branches:
                for end, count in below.items():
                    counts[end] = counts.get(end, 0) + count
            memo[key] = name, counts
        return memo[key]

    _, counts = node(0, alive)
    return Reached(counts, frozenset(key[0] for key in nodes))


def _power(rows: Rows, start: int, column: int, choices: Choices) -> int:
    everywhere = start
    for value in choices[column]:
        everywhere &= rows.admits[column][value]
    return (start & ~everywhere).bit_count()
