"""How the times grow with the base, on easy bases and on hard ones, with fitted slopes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from afortiori import consistency, landmark_rows
from benchmarks.drawing import slope
from benchmarks.generating import OPTIONS, Base, antichain, asked, made
from benchmarks.measuring import words_of
from benchmarks.timing import median, once

LONGEST = 40.0
MOST_ANTICHAIN = 100_000


@dataclass
class Growth:
    """One curve: (cases, seconds), and the greatest slope it is to have; None where none is set."""

    name: str
    target: float | None
    why: str = ""
    curve: list[tuple[int, float]] = field(default_factory=list)

    @property
    def met(self) -> bool | None:
        """Whether the slope is no greater than wanted; None where none is set."""
        return None if self.target is None else slope(self.curve) <= self.target

    def add(self, size: int, base: Base, timed: Callable[[Base], float]) -> None:
        """One more point, unless it would take too long."""
        if not self.curve or self.curve[-1][1] * 12 <= LONGEST:
            self.curve.append((size, timed(base)))


def curves(sizes: Sequence[int]) -> list[Growth]:
    """Every curve, each to the size at which one step takes too long. Each base is made once."""
    listing = "a query lists all that force, whose number grows with the base; the lattice table answers whether in a time that does not"
    query, landmarks = Growth("query, 26 factors", 0.35, listing), Growth("landmarks, 26 factors", 1.4)
    consistent = Growth("consistency, 26 factors", 1.1)
    hard = Growth("query, 64 conditions, near the threshold", 0.35, listing)
    wide = Growth("consistency, 64 conditions", None)
    chain, chained = Growth("landmarks, an antichain of 40", None), Growth("query, an antichain of 40", None)
    for size in sizes:
        base = _ready(made(size, 26))
        query.add(size, base, _query)
        landmarks.add(size, base, lambda b: once(lambda: landmark_rows(b.register, OPTIONS)))
        consistent.add(size, base, lambda b: once(lambda: consistency(b.register, OPTIONS)))
        base = _ready(made(size, 64))
        hard.add(size, base, lambda b: _query(b, hard=True))
        wide.add(size, base, lambda b: once(lambda: consistency(b.register, OPTIONS)))
        if size <= MOST_ANTICHAIN:
            base = _ready(antichain(size, 40))
            chain.add(size, base, lambda b: once(lambda: landmark_rows(b.register, OPTIONS)))
            chained.add(size, base, _query)
    return [query, hard, chained, landmarks, chain, consistent, wide]


def _ready(base: Base) -> Base:
    """The base with its zone maps made, and the loops compiled."""
    for rows in base.register.sides.values():
        rows.zones.forcing((0,))
    return base


def _query(base: Base, *, hard: bool = False) -> float:
    zones, words = base.register.sides["p"].zones, [(int(w),) for w in words_of(base, asked(base, 30, hard=hard))]
    return median(lambda: [zones.matching(w) for w in words], rounds=3) / len(words)
