"""Star pages: the marks that a reprint leaves where a page of a reporter begins."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from afortiori.opinion.offsets import Edit

FURTHEST = 20
_MARK = re.compile(
    r"\[(\*{1,4})(\d{1,6})\]|(?<![*\w/^)])(\*{1,4})(\d{1,6})(?!\d)|(?<=[a-z.,;:?!”\"])(\*{1,4})(\d{2,6})(?!\d)"
)
_PIN_BEFORE = re.compile(r"(?:\bat|(?:WL|LEXIS)\s+\d+,|\*\d+\s*(?:[-–,&]|and))\s*$")
_LONE_NUMBER = re.compile(r"^(\d{1,3})\r?$", re.MULTILINE)
_NOTES = re.compile(r"^[ \t]*(?:Footnotes?|FOOTNOTES?|Notes|NOTES|ENDNOTES|Endnotes)[ \t]*\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True, order=True)
class PageMark:
    """A page of a reporter begins at ``start`` of the original. ``system`` is as many stars as the mark has."""

    start: int
    end: int
    system: str
    page: int


@dataclass(frozen=True, slots=True)
class Pages:
    """The marks of an opinion, and where its notes begin: a page of theirs is unknown."""

    marks: tuple[PageMark, ...] = ()
    notes: int | None = None

    def systems(self) -> tuple[str, ...]:
        """The page systems found, fewest stars first."""
        return tuple(sorted({mark.system for mark in self.marks}, key=len))

    def at(self, place: int, system: str = "") -> int | None:
        """The page on which a place of the original stands: the last mark before it. None: unknown, never guessed."""
        if self.notes is not None and place >= self.notes:
            return None
        wanted = system or next(iter(self.systems()), "")
        before = bisect_right(self.marks, (place, 1 << 60), key=lambda mark: (mark.start, 0))
        return next((mark.page for mark in reversed(self.marks[:before]) if mark.system == wanted), None)


class Finder:
    """``Pages.at`` for many places: each system's marks apart, so that each answer is one bisection."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self._starts = {s: [m.start for m in pages.marks if m.system == s] for s in pages.systems()}
        self._pages = {s: [m.page for m in pages.marks if m.system == s] for s in pages.systems()}

    def at(self, place: int) -> tuple[tuple[str, int], ...]:
        """The page in each system in which it is known."""
        if self.pages.notes is not None and place >= self.pages.notes:
            return ()
        found = []
        for system, starts in self._starts.items():
            before = bisect_right(starts, place)
            if before:
                found.append((system, self._pages[system][before - 1]))
        return tuple(found)


def marks_in(text: str) -> tuple[PageMark, ...]:
    """The page marks of a text: for each number of stars the longest run of rising pages.

    A pin (``at *3``) is no mark, and neither is a star before a number that no neighbour continues, where others do.

    >>> [(mark.system, mark.page) for mark in marks_in("one *194 **1003 two *195 three, 1987 WL 1, at *7")]
    [('*', 194), ('**', 1003), ('*', 195)]
    """
    found: dict[str, list[PageMark]] = {}
    for match in _MARK.finditer(text):
        stars = match[1] or match[3] or match[5]
        number = match[2] or match[4] or match[6]
        if match[1] is None and _PIN_BEFORE.search(text, max(match.start() - 30, 0), match.start()):
            continue
        found.setdefault(stars, []).append(PageMark(match.start(), match.end(), stars, int(number)))
    return tuple(sorted(mark for marks in found.values() for mark in _longest_run(marks)))


def _longest_run(marks: list[PageMark]) -> list[PageMark]:
    """The longest run in which each page follows the one before it within a few pages; the earliest of equals."""
    best: dict[int, tuple[int, int]] = {}
    before: list[int | None] = []
    top = (0, 0)
    for index, mark in enumerate(marks):
        nearest = [best[p] for p in range(mark.page - FURTHEST, mark.page) if p in best]
        length, last = max(nearest, key=lambda pair: (pair[0], -pair[1]), default=(0, -1))
        before.append(last if length else None)
        if best.get(mark.page, (0, 0))[0] <= length:
            best[mark.page] = length + 1, index
        if length + 1 > top[0]:
            top = length + 1, index
    run: list[PageMark] = []
    at: int | None = top[1] if marks else None
    while at is not None:
        run.append(marks[at])
        at = before[at]
    return run[::-1]


def lifted(text: str, marks: Iterable[PageMark]) -> Iterator[Edit]:
    """The edits that lift marks out: a word that a mark cut in two is whole again, other words stay apart."""
    for start, end in _together(text, marks):
        left, right = text[start - 1 : start], text[end : end + 1]
        apart = left and right and not left.isspace() and not right.isspace()
        if apart and not (left.isalpha() and right.isalpha()):
            yield Edit(start, end, " ")
        else:
            after = end + 1 if right == " " and (not left or left.isspace()) else end
            yield Edit(start, after, "")


def _together(text: str, marks: Iterable[PageMark]) -> Iterator[tuple[int, int]]:
    """Marks with nothing but blanks between them, as one stretch."""
    open_: tuple[int, int] | None = None
    for mark in marks:
        if open_ and not text[open_[1] : mark.start].strip(" ") and mark.start >= open_[1]:
            open_ = open_[0], mark.end
            continue
        if open_:
            yield open_
        open_ = mark.start, mark.end
    if open_:
        yield open_


def notes_in(text: str) -> int | None:
    """Where the notes printed after an opinion begin: at a heading that says so, or at lone numbers from 1 to the end."""
    found = next((match.start() for match in _NOTES.finditer(text) if match.start() * 2 > len(text)), None)
    if found is not None:
        return found
    half = len(text) // 2
    numbers = [(int(match[1]), match.start()) for match in _LONE_NUMBER.finditer(text, half)]
    ones = [index for index, (number, _) in enumerate(numbers) if number == 1]
    if not ones or [number for number, _ in numbers[ones[-1] :]] != list(range(1, len(numbers) - ones[-1] + 1)):
        return None
    return numbers[ones[-1]][1] if len(numbers) - ones[-1] > 1 else None
