"""Rows of words sorted, with what every 64 rows, and every 64 blocks, have in common: numpy alone. Knows no law."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from afortiori.casebase.engine.fields import fields_of

BLOCK = 64
Array = Any


class ZoneMap:
    """Rows in sorted order, and for each block of them the least that any of its rows needs.

    In a plain word that is the AND of the rows; in a word of fields the least of each field. A block whose least is not
    satisfied holds no row that is. ``numbers[i]`` is the row number of the i-th row in sorted order. Memory: the rows
    once, 4 or 8 bytes a row for the numbers, and 1/64 and 1/4096 of the rows.
    """

    __slots__ = ("blocks", "guards", "numbers", "rows", "zones")

    def __init__(self, rows: Array, numbers: Array, guards: Sequence[int]) -> None:
        self.guards = tuple(guards)
        self.rows, self.numbers = rows, numbers
        self.blocks = [_least(word, guard) for word, guard in zip(rows, guards, strict=True)]
        self.zones = [_least(word, guard) for word, guard in zip(self.blocks, guards, strict=True)]

    @classmethod
    def made(
        cls,
        rows: Sequence[Array],
        blocks: Sequence[Array],
        zones: Sequence[Array],
        numbers: Array,
        guards: Sequence[int],
    ) -> ZoneMap:
        """A zone map made before."""
        made = cls([], numbers, ())
        made.rows, made.blocks, made.zones, made.guards = rows, list(blocks), list(zones), tuple(guards)
        return made

    @classmethod
    def sorted(cls, words: Sequence[Array], numbers: Array, guards: Sequence[int]) -> ZoneMap:
        """A zone map of rows in any order: sorted by their words, the first most significant."""
        import numpy as np

        order = np.argsort(words[0], kind="stable") if len(words) == 1 else np.lexsort(tuple(reversed(list(words))))
        return cls([word[order] for word in words], numbers[order], guards)

    def __len__(self) -> int:
        return len(self.numbers)

    def forcing(self, query: Sequence[int]) -> Array:
        """The row numbers that the query satisfies, in order."""
        import numpy as np

        return np.sort(self.numbers[self.matching(query)])

    def matching(self, query: Sequence[int]) -> Array:
        """The places in sorted order of the rows that the query satisfies."""
        import numpy as np

        asked = [np.uint64(q) for q in query]
        alive = np.flatnonzero(self._passing(self.zones, asked))
        for level in (self.blocks, self.rows):
            if not alive.size:
                return alive
            inner = (alive[:, None] * BLOCK + np.arange(BLOCK)).ravel()
            inner = inner[: np.searchsorted(inner, len(level[0]))]
            alive = inner[self._passing([word[inner] for word in level], asked)]
        return alive

    def _passing(self, words: Sequence[Array], query: Sequence[Any]) -> Array:
        passing: Array = None
        for word, q, guard in zip(words, query, self.guards, strict=True):
            here = passes(word, q, guard)
            passing = here if passing is None else passing & here
        return passing


def passes(word: Array, query: Any, guard: int) -> Array:
    """Which entries of one word the query, or each of several, satisfies."""
    import numpy as np

    if not guard:
        return (word & query) == 0
    high = np.uint64(guard)
    return (((query | high) - word) & high) == high


def _least(word: Array, guard: int) -> Array:
    """The least of each block: the AND of a plain word, each field's least of a word of fields."""
    import numpy as np

    if not len(word):
        return word[:0]
    starts = np.arange(0, len(word), BLOCK)
    if not guard:
        return np.bitwise_and.reduceat(word, starts)
    least = np.zeros(len(starts), dtype=np.uint64)
    for shift, width in fields_of(guard):
        ones = np.uint64((1 << width) - 1)
        least |= np.minimum.reduceat((word >> np.uint64(shift)) & ones, starts) << np.uint64(shift)
    return least
