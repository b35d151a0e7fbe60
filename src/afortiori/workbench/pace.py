"""How fast anybody may ask: each has so much at once, which fills again with time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from time import monotonic

MOST_KEYS = 50_000


class Pace:
    """``burst`` at once, ``rate`` a second after that, for each key apart.

    >>> pace = Pace(2, 0.5, clock=lambda: 0.0)
    >>> [pace.take("ada"), pace.take("ada"), pace.take("ada"), pace.take("ben")]
    [0.0, 0.0, 2.0, 0.0]
    """

    def __init__(self, burst: float, rate: float, *, clock: Callable[[], float] = monotonic) -> None:
        self.burst, self.rate, self.clock = burst, rate, clock
        self._left: OrderedDict[object, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, key: object) -> float:
        """How many seconds somebody has to wait before asking once more; 0 where not."""
        with self._lock:
            return max(0.0, 1 - self._now(key)) / self.rate

    def take(self, key: object) -> float:
        """``wait``, and where that is 0 one asking is taken."""
        with self._lock:
            left = self._now(key)
            if left < 1:
                return (1 - left) / self.rate
            self._left[key] = (left - 1, self.clock())
            self._left.move_to_end(key)
            while len(self._left) > MOST_KEYS:
                self._left.popitem(last=False)
            return 0.0

    def _now(self, key: object) -> float:
        now = self.clock()
        left, at = self._left.get(key, (self.burst, now))
        return min(self.burst, left + (now - at) * self.rate)
