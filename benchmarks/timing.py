"""Times taken in turn, as medians; and the speed of memory."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np


def median(work: Callable[[], object], *, rounds: int = 7, repeat: int = 1) -> float:
    """The median time of one piece of work in seconds, each round doing it ``repeat`` times; the first is left out."""
    times = [once(work, repeat=repeat) for _ in range(rounds + 1)]
    return statistics.median(times[1:])


def in_turn(
    ours: Callable[[], object], theirs: Callable[[], object], *, rounds: int = 7, repeat: int = 1
) -> tuple[float, float]:
    """The median times of two pieces of work done in turn, so that what else the machine does falls on both."""
    times = [(once(ours, repeat=repeat), once(theirs, repeat=repeat)) for _ in range(rounds + 1)][1:]
    mine, others = zip(*times, strict=True)
    return statistics.median(mine), statistics.median(others)


def once(work: Callable[[], object], *, repeat: int = 1) -> float:
    """The time of one piece of work in seconds, done so many times in a row."""
    start = time.perf_counter()
    for _ in range(repeat):
        work()
    return (time.perf_counter() - start) / repeat


def pass_over(rows: int, words: int = 1) -> float:
    """The time of one pass over so many rows of 8-byte words at this machine's memory bandwidth: a sum of them all."""
    data = np.ones(min(rows * words, 10_000_000), dtype=np.uint64)
    taken = median(data.sum, rounds=5)
    return taken * rows * words / len(data)
