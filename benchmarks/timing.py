"""Times taken in turn, as medians; and the speed of memory."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np


def median(work: Callable[[], object], *, rounds: int = 7, repeat: int = 1) -> float:
    """The median time of one piece of work in seconds, each round doing it ``repeat`` times; the first is left out."""
    times = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        for _ in range(repeat):
            work()
        times.append((time.perf_counter() - start) / repeat)
    return statistics.median(times[1:] if rounds > 1 else times[-1:])


def once(work: Callable[[], object]) -> float:
    """The time of work that is too long to be repeated."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def pass_over(rows: int, words: int = 1) -> float:
    """The time of one pass over so many rows of 8-byte words at this machine's memory bandwidth: a sum of them all."""
    data = np.ones(min(rows * words, 10_000_000), dtype=np.uint64)
    taken = median(data.sum, rounds=5)
    return taken * rows * words / len(data)
