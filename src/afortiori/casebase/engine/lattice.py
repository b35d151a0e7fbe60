"""Every query of some few bits answered beforehand: a table closed under the order. Knows no law."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from afortiori.casebase.engine.walking import compiled_loops

MOST_LIVE = 28
Array = Any
_WITHIN = (0xAAAAAAAAAAAAAAAA, 0xCCCCCCCCCCCCCCCC, 0xF0F0F0F0F0F0F0F0, 0xFF00FF00FF00FF00, 0xFFFF0000FFFF0000,
           0xFFFFFFFF00000000)  # fmt: skip


class LatticeTable:
    """One bit for each set of live bits that a query may have: whether some row needs no more.

    Built by a zeta transform on packed bits; 2^n bits of memory for n live bits (28: 32 MB).
    """

    __slots__ = ("_bytes", "_runs", "live", "table")

    def __init__(self, word: Array, live: int) -> None:
        import numpy as np

        self.live = live
        self._runs = runs_of(live)
        bits = live.bit_count()
        table = np.zeros(max(1, 1 << bits >> 6), dtype=np.uint64)
        have = gathered(word, self._runs)
        np.bitwise_or.at(table, have >> np.uint64(6), np.uint64(1) << (have & np.uint64(63)))
        self.table = _closed(table, bits)
        self._bytes = memoryview(self.table.view(np.uint8))

    def passes(self, query: int) -> bool:
        """Whether some row needs nothing that the query lacks."""
        have = 0
        for shift, ones, to in self._runs:
            have |= (~query >> shift & ones) << to
        return bool(self._bytes[have >> 3] >> (have & 7) & 1)

    def passing(self, queries: Array) -> Array:
        """The same for many queries at once."""
        import numpy as np

        octets, loops = np.frombuffer(self._bytes, dtype=np.uint8), compiled_loops()
        if loops is not None and self._runs:
            return loops.passing(queries, octets, np.array(self._runs, dtype=np.uint64).reshape(-1, 3))
        have = gathered(~queries, self._runs).view(np.int64)
        return octets.take(have >> 3, mode="clip") >> (have & 7).astype(np.uint8) & 1 != 0

    def share(self) -> float:
        """What share of all sets of live bits some row answers."""
        import numpy as np

        bits = self.live.bit_count()
        table = self.table if bits >= 6 else self.table & np.uint64((1 << (1 << bits)) - 1)
        return float(np.bitwise_count(table).sum()) / 2.0**bits


def live_bits(word: Array) -> int:
    """The bits that some row needs."""
    import numpy as np

    return int(np.bitwise_or.reduce(word)) if len(word) else 0


def runs_of(live: int) -> tuple[tuple[int, int, int], ...]:
    """The live bits as runs side by side: (shift, ones, where they go)."""
    found, to, shift = [], 0, 0
    while live >> shift:
        shift += (live >> shift & -(live >> shift)).bit_length() - 1
        length = (~(live >> shift) & (live >> shift) + 1).bit_length() - 1
        found.append((shift, (1 << length) - 1, to))
        shift, to = shift + length, to + length
    return tuple(found)


def gathered(word: Array, runs: Sequence[tuple[int, int, int]]) -> Array:
    """The live bits of each entry moved together."""
    import numpy as np

    parts = [(word >> np.uint64(shift) & np.uint64(ones)) << np.uint64(to) for shift, ones, to in runs]
    have = parts[0] if parts else np.zeros(word.shape, dtype=np.uint64)
    for part in parts[1:]:
        have |= part
    return have


def _closed(table: Array, bits: int) -> Array:
    """The table with every set added that contains one in it (zeta transform, Yates 1937)."""
    import numpy as np

    for bit in range(min(bits, 6)):
        table |= (table << np.uint64(1 << bit)) & np.uint64(_WITHIN[bit])
    for bit in range(6, bits):
        pairs = table.reshape(-1, 2, 1 << bit - 6)
        pairs[:, 1] |= pairs[:, 0]
    return table
