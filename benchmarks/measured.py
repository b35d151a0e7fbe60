"""One line of what was measured."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """One line of the table: what was done, against what, the target, both times, and whether the answers agree.

    ``least``: the ratio is to be at least the target; else at most. Without a target it is told and no more. ``why``: where
    the target may be missed, the reason and what would meet it. ``unit``: s, or B where memory is measured.
    """

    work: str
    against: str
    target: float | None
    ours: float
    theirs: float
    agree: bool
    least: bool = True
    why: str = ""
    unit: str = "s"

    @property
    def ratio(self) -> float:
        """How many times faster, or, where it is to be small, how much of the other's."""
        return self.theirs / self.ours if self.least else self.ours / self.theirs

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.target is None:
            return None
        return self.ratio >= self.target if self.least else self.ratio <= self.target
