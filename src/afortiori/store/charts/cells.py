"""A chart as it lies on disk: sheets of rows of cells, each with its place, its text and what is written beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import category, normalize

from afortiori.errors import BadInput, Problem

MOST_BYTES = 50_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 2_000
MOST_CELLS = 1_000_000
MOST_TEXT = 40_000
MOST_LETTERS = 100_000_000
_BLANKS = "\t\v\f\u00a0\u2007\u202f\u3000"
_DROPPED = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that is not blank; rows and columns count from 1. ``fault`` says why its text cannot be taken."""

    row: int
    column: int
    text: str
    comment: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row that is not blank: its number and its cells from left to right."""

    number: int
    cells: tuple[Cell, ...]

    def at(self, column: int) -> Cell | None:
        """The cell in a column; None where it is blank."""
        return next((cell for cell in self.cells if cell.column == column), None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: the rows that are not blank. ``merged`` are regions as (top, left, bottom, right)."""

    name: str
    lines: tuple[Line, ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """A chart's sheets, its name as the user gave it, and what was noticed while it was read."""

    file: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()


def clean(text: str) -> str:
    r"""A text without what could steer a reader: controls, marks of direction, invisible characters, odd blanks.

    >>> clean(" Doe\u202e v.\u00a0Roe\x00 ")
    'Doe v. Roe'
    """
    text = text.replace("\ufe0f", "")
    if not text.isprintable():
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = "".join(" " if c in _BLANKS else c for c in text)
        text = "".join(c for c in text if c == "\n" or category(c) not in _DROPPED)
    return normalize("NFC", text).strip()


def letter(column: int) -> str:
    """A column as a spreadsheet names it.

    >>> letter(1), letter(27), letter(14)
    ('A', 'AA', 'N')
    """
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def number(name: str) -> int | None:
    """The column that a name such as 'AA' stands for; None where it names none.

    >>> number("AA"), number("A1")
    (27, None)
    """
    if not 1 <= len(name) <= 3 or not name.isascii() or not name.isalpha():
        return None
    found = 0
    for c in name.upper():
        found = found * 26 + ord(c) - 64
    return found


def sheet_of(name: str, cells: Iterable[Cell], file: str, merged: Iterable[tuple[int, int, int, int]] = ()) -> Sheet:
    """A sheet of some cells, in any order; blank ones are dropped. BadInput past the bounds."""
    rows: dict[int, dict[int, Cell]] = {}
    columns: set[int] = set()
    count = letters = 0
    for cell in cells:
        if not (cell.text or cell.comment or cell.fault):
            continue
        rows.setdefault(cell.row, {})[cell.column] = cell
        columns.add(cell.column)
        count, letters = count + 1, letters + len(cell.text)
        _bounded(file, len(rows), len(columns), count, letters)
    lines = tuple(Line(row, tuple(rows[row][c] for c in sorted(rows[row]))) for row in sorted(rows))
    return Sheet(name, lines, tuple(merged))


def _bounded(file: str, rows: int, columns: int, cells: int, letters: int) -> None:
    for found, most, what in (
        (columns, MOST_COLUMNS, "columns"),
        (rows, MOST_ROWS, "rows"),
        (cells, MOST_CELLS, "cells"),
        (letters, MOST_LETTERS, "characters"),
    ):
        if found > most:
            raise BadInput([Problem(file, 0, f"more than {most:,} {what} that are not blank", "split the chart")])


def place(file: str, sheet: str, row: int, column: int) -> str:
    """Where a cell stands, in words: file, sheet, row, column."""
    within = f", sheet {sheet}" if sheet else ""
    return f"{file}{within}, row {row}, column {letter(column)}"
