"""A zone map asked many questions: compiled loops on all cores where numba is there, else numpy. Knows no law."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

from afortiori.casebase.engine.zones import BLOCK, ZoneMap

Array = Any
Progress = Callable[[int, int], None]
CHUNK = 8_192
ALONE = 4_096


class Walk:
    """The rows of a zone map side by side, with the least row number of each block.

    ``chosen`` says which rows may answer, in their sorted order. Without numba, or where it is not wanted, each question
    walks the zone map in numpy.
    """

    __slots__ = ("_levels", "_loops", "_lows", "_words", "chosen", "guards", "numbers", "zones")

    def __init__(self, zones: ZoneMap, chosen: Array | None = None, *, compiled: bool = True) -> None:
        import numpy as np

        self._loops = compiled_loops() if compiled else None
        self.zones, self.guards = zones, np.array(zones.guards, dtype=np.uint64)
        self.numbers = zones.numbers
        self.chosen = np.ones(len(zones), dtype=bool) if chosen is None else chosen
        levels = (zones.rows, zones.blocks, zones.zones)
        self._levels = [np.ascontiguousarray(np.stack([np.asarray(w) for w in level], axis=1)) for level in levels]
        self._lows: tuple[Array, Array] | None = None
        single = len(self.guards) == 1 and bool(self.chosen.all())
        self._words = [level[:, 0] for level in self._levels] if single and self._loops is not None else None

    def some(self, queries: Array, without: Array | None = None, progress: Progress | None = None) -> Array:
        """For each query the place of some row that satisfies it, but for the place in ``without``; -1 where none."""
        import numpy as np

        out = np.full(len(queries), -1, dtype=np.int64) if without is None else without
        loops: Any = self._loops
        words = self._words

        def ask(part: slice) -> Array:
            if words is not None:
                return loops.some_in_one(*words, queries[part, 0], self.guards[0], out[part])
            if loops is not None:
                return loops.some(*self._levels, queries[part], self.guards, self.chosen, out[part])
            return np.array([self._one(q, w) for q, w in zip(queries[part], out[part], strict=True)], dtype=np.int64)

        return shared(ask, len(queries), progress)

    def lowest(self, queries: Array, progress: Progress | None = None) -> Array:
        """For each query the least row number that satisfies it; -1 where none."""
        import numpy as np

        loops = self._loops

        def ask(part: slice) -> Array:
            if loops is not None:
                return loops.lowest(
                    *self._levels, queries[part], self.guards, self.chosen, self.numbers, *self._least()
                )
            found = [self.numbers[self._all(q)] for q in queries[part]]
            return np.array([some.min() if len(some) else -1 for some in found], dtype=np.int64)

        return shared(ask, len(queries), progress)

    def counts(self, queries: Array, progress: Progress | None = None) -> Array:
        """For each query how many rows satisfy it."""
        import numpy as np

        loops: Any = self._loops
        words = self._words

        def ask(part: slice) -> Array:
            if words is not None:
                return loops.counts_in_one(*words, queries[part, 0], self.guards[0])
            if loops is not None:
                return loops.counts(*self._levels, queries[part], self.guards, self.chosen)
            return np.array([len(self._all(q)) for q in queries[part]], dtype=np.int64)

        return shared(ask, len(queries), progress)

    def pairs(self, queries: Array, counts: Array) -> Array:
        """The places of the rows that satisfy each query, one query after the other, as counted before."""
        import numpy as np

        loops: Any = self._loops
        words, found = self._words, np.empty(int(counts.sum()), dtype=np.int64)
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64)

        def ask(part: slice) -> Array:
            if words is not None:
                loops.fill_in_one(*words, queries[part, 0], self.guards[0], starts[part], counts[part], found)
            elif loops is not None:
                loops.fill(*self._levels, queries[part], self.guards, self.chosen, starts[part], found)
            else:
                for q, at, count in zip(queries[part], starts[part], counts[part], strict=True):
                    found[at : at + count] = self._all(q)
            return starts[part]

        if len(queries):
            shared(ask, len(queries), None)
        return found

    def _all(self, query: Array) -> Array:
        places = self.zones.matching([int(q) for q in query])
        return places[self.chosen[places]]

    def _one(self, query: Array, without: int) -> int:
        return next((int(i) for i in self._all(query) if i != without), -1)

    def _least(self) -> tuple[Array, Array]:
        if self._lows is None:
            import numpy as np

            starts = np.arange(0, len(self.numbers), BLOCK)
            lows = np.minimum.reduceat(self.numbers, starts) if len(starts) else self.numbers[:0]
            starts = np.arange(0, len(lows), BLOCK)
            self._lows = lows, np.minimum.reduceat(lows, starts) if len(starts) else lows[:0]
        return self._lows


def compiled_loops() -> Any:
    """The compiled loops; None where numba is not installed."""
    try:
        from afortiori.casebase.engine import compiled
    except ImportError:
        return None
    return compiled


def shared(ask: Callable[[slice], Array], total: int, progress: Progress | None) -> Array:
    """Ask about ``total`` things, a chunk at a time on every core; the answers in order. Ctrl-C stops between chunks."""
    import numpy as np

    parts = list(_parts(total))
    if total <= ALONE:
        answer = ask(slice(0, total))
        if progress is not None:
            progress(total, total)
        return answer
    from concurrent.futures import ThreadPoolExecutor

    answers, done = [], 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        try:
            for part, answer in zip(parts, pool.map(ask, parts), strict=True):
                answers.append(answer)
                done += part.stop - part.start
                if progress is not None:
                    progress(done, total)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return np.concatenate(answers)


def _parts(total: int) -> Iterator[slice]:
    size = max(256, min(CHUNK, -(-total // (4 * (os.cpu_count() or 1)))))
    for start in range(0, total, size):
        yield slice(start, min(total, start + size))
