"""Rows of words sorted, with what every 64 rows, and every 64 blocks, have in common: numpy alone. Knows no law."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from afortiori.casebase.engine.fields import fields_of

BLOCK = 64
SHIFT = 6
SCANNED = 1_000_000
ZONES_AT_ONCE = 4
Array = Any
_Level = tuple[list[Array], list[Array], int]


class ZoneMap:
    """Rows in sorted order, and for each block of them the least that any of its rows needs.

    In a plain word that is the AND of the rows; in a word of fields the least of each field. A block whose least is not
    satisfied holds no row that is. ``numbers[i]`` is the row number of the i-th row in sorted order. Memory: the rows
    once, 4 or 8 bytes a row for the numbers, and 1/64 and 1/4096 of the rows.
    """

    __slots__ = ("_fields", "_highs", "_levels", "blocks", "guards", "numbers", "rows", "zones")

    def __init__(self, rows: Sequence[Array], numbers: Array, guards: Sequence[int]) -> None:
        blocks = [_least(word, guard) for word, guard in zip(rows, guards, strict=True)]
        zones = [_least(word, guard) for word, guard in zip(blocks, guards, strict=True)]
        self._set(rows, blocks, zones, numbers, guards)

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
        made = cls.__new__(cls)
        made._set(rows, blocks, zones, numbers, guards)
        return made

    def _set(
        self,
        rows: Sequence[Array],
        blocks: Sequence[Array],
        zones: Sequence[Array],
        numbers: Array,
        guards: Sequence[int],
    ) -> None:
        import numpy as np

        self.rows, self.blocks, self.zones, self.numbers = rows, list(blocks), list(zones), numbers
        self.guards = tuple(guards)
        self._highs = [np.uint64(guard) for guard in guards]
        self._fields = any(guards)
        self._levels = _parted(self.blocks), _parted(rows)

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
        few = len(self.numbers) <= SCANNED
        alive = self._passing(self.blocks if few else self.zones, asked).nonzero()[0]
        for level in self._levels[few:]:
            if not alive.size:
                return alive
            alive = self._within(level, alive, asked)
        return alive

    def first(self, query: Sequence[int], most: int) -> Array:
        """``matching``, zone by zone until there are ``most``: the first of them, and some more."""
        import numpy as np

        asked = [np.uint64(q) for q in query]
        zones = self._passing(self.zones, asked).nonzero()[0]
        found, count = [zones[:0]], 0
        for start in range(0, len(zones), ZONES_AT_ONCE):
            alive = zones[start : start + ZONES_AT_ONCE]
            for level in self._levels:
                alive = self._within(level, alive, asked) if alive.size else alive
            found.append(alive)
            count += len(alive)
            if count >= most:
                break
        return np.concatenate(found)

    def _within(self, level: _Level, blocks: Array, asked: Sequence[Any]) -> Array:
        """The places within some blocks of a level that pass. Whole blocks are taken as one piece each; the last may be short."""
        whole, rest, count = level
        short = blocks[-1] == count
        if short:
            passing = count * BLOCK + self._passing(rest, asked).nonzero()[0]
            blocks = blocks[:-1]
        taken = [word.take(blocks, 0).ravel() for word in whole]
        at = (self._passing(taken, asked) if self._fields else _free(taken, asked)).nonzero()[0]
        found = (blocks[at >> SHIFT] << SHIFT) + (at & BLOCK - 1) if at.size else at
        if not short:
            return found
        import numpy as np

        return np.concatenate([found, passing])

    def _passing(self, words: Sequence[Array], query: Sequence[Any]) -> Array:
        passing = passes(words[0], query[0], self._highs[0])
        for w in range(1, len(words)):
            passing &= passes(words[w], query[w], self._highs[w])
        return passing


def _parted(words: Sequence[Array]) -> _Level:
    """A level in whole blocks, a row each, what is left over, and the number of whole blocks."""
    whole = len(words[0]) // BLOCK
    cut = whole * BLOCK
    return [word[:cut].reshape(-1, BLOCK) for word in words], [word[cut:] for word in words], whole


def _free(words: Sequence[Array], query: Sequence[Any]) -> Array:
    """Which entries of plain words the query satisfies; the words are spent."""
    met = words[0]
    met &= query[0]
    for w in range(1, len(words)):
        met |= words[w] & query[w]
    return met == 0


def passes(word: Array, query: Any, high: Any) -> Array:
    """Which entries of one word the query, or each of several, satisfies; ``high`` has the word's guards."""
    if not high:
        return (word & query) == 0
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
