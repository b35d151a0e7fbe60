"""How much work something is, as the number of functions that it calls: the same on any machine, however busy."""

from __future__ import annotations

from collections.abc import Callable
from cProfile import Profile
from typing import TypeVar

T = TypeVar("T")


def counted(work: Callable[[], T]) -> tuple[T, int]:
    """What work gives, and the number of calls, of functions in Python and in C, that it took."""
    profile = Profile()
    found: T = profile.runcall(work)
    return found, sum(entry.callcount for entry in profile.getstats())
