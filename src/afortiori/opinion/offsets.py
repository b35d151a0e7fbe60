"""A text rewritten, and where each character of it stands in the original."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Edit(NamedTuple):
    """Characters ``start`` to ``end`` of a text, and what is put in their place."""

    start: int
    end: int
    put: str


class Span(NamedTuple):
    """A stretch of a text, from ``start`` up to and without ``end``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One rewriting, as the runs that it kept: where each starts after it and before it, and how long it is."""

    new: array[int]
    old: array[int]
    lengths: array[int]
    size: int

    def first(self, at: int) -> int:
        """Where the character at ``at`` came from; of what was put in, where it was put."""
        run = bisect_right(self.new, at) - 1
        return self.old[run] + min(at - self.new[run], self.lengths[run])

    def last(self, at: int) -> int:
        """The end of what the character at ``at`` came from; of what was put in, the end of what it replaced."""
        run = bisect_right(self.new, at) - 1
        if at - self.new[run] < self.lengths[run]:
            return self.old[run] + at - self.new[run] + 1
        return self.old[run + 1] if run + 1 < len(self.old) else self.size


@dataclass(frozen=True, slots=True, eq=False)
class Rewritten:
    """A text after some steps. Every place in it leads back into the original.

    >>> once = untouched("order/Does it").edited([Edit(5, 6, " / ")])
    >>> once.text, once.span(8, 12)
    ('order / Does it', Span(start=6, end=10))
    """

    text: str
    steps: tuple[Step, ...]

    def edited(self, edits: Iterable[Edit]) -> Rewritten:
        """The text with edits made; they come in order and do not overlap."""
        new, old, lengths = array("q"), array("q"), array("q")
        parts: list[str] = []
        at = before = 0
        for edit in edits:
            new.append(at)
            old.append(before)
            lengths.append(edit.start - before)
            parts += (self.text[before : edit.start], edit.put)
            at += edit.start - before + len(edit.put)
            before = edit.end
        if not new:
            return self
        new.append(at)
        old.append(before)
        lengths.append(len(self.text) - before)
        parts.append(self.text[before:])
        return Rewritten("".join(parts), (*self.steps, Step(new, old, lengths, len(self.text))))

    def span(self, start: int, end: int) -> Span:
        """Where a stretch of this text stands in the original."""
        if end <= start:
            return Span(self.start(start), self.start(start))
        first, last = start, end - 1
        for step in reversed(self.steps):
            first, end = step.first(first), step.last(last)
            last = max(end - 1, first)
        return Span(first, max(end, first))

    def start(self, at: int) -> int:
        """Where a place of this text stands in the original."""
        for step in reversed(self.steps):
            at = step.first(at)
        return at

    def inward(self, at: int) -> int:
        """Where a place of the original stands in this text; of what was taken out, the place after it."""
        for step in self.steps:
            run = max(bisect_right(step.old, at) - 1, 0)
            inside = at - step.old[run]
            gone = inside >= step.lengths[run] and run + 1 < len(step.new)
            at = step.new[run + 1] if gone else step.new[run] + inside
        return at


def untouched(text: str) -> Rewritten:
    """A text as it stands."""
    return Rewritten(text, ())
