"""CourtListener's bulk CSV: its quotes and escapes as each year's export wrote them, cut into rows without reading it whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from afortiori.errors import Problem

BLOCK = 1 << 20
MOST_ROW = 60_000_000
MOST_COLUMNS = 1_000
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a CSV quotes: the mark round a field, and what stands before that mark within one."""

    quote: str = '"'
    escape: str = '"'


POSTGRES = Dialect()
# PostgreSQL's own (doubled quotes), the backtick of 2024, and the backslash since January 2025.
DIALECTS = (Dialect('"', "\\"), POSTGRES, Dialect("`", "\\"), Dialect("`", "`"))


class Bytes(Protocol):
    """Where bytes come from."""

    def read(self, size: int, /) -> bytes:
        """The next bytes; none at the end."""


@dataclass(frozen=True, slots=True)
class Row:
    """The bytes of one row, its line in the file, and why it is none, where it is none."""

    data: bytes
    line: int
    fault: str = ""


@cache
def _field(dialect: Dialect) -> re.Pattern[bytes]:
    """A field and what ends it: a comma, a line's end, or the end of the file."""
    quote = re.escape(dialect.quote.encode())
    return re.compile(rb"(%b|[^,\r\n%b]*+)(,|\r?\n|\r|\Z)" % (_quoted(dialect).pattern, quote))


@cache
def _quoted(dialect: Dialect) -> re.Pattern[bytes]:
    """A field between quotes."""
    quote, escape = re.escape(dialect.quote.encode()), re.escape(dialect.escape.encode())
    if dialect.quote == dialect.escape:
        return re.compile(rb"%b[^%b]*+(?:%b%b[^%b]*+)*+%b" % (quote, quote, quote, quote, quote, quote))
    return re.compile(rb"%b[^%b%b]*+(?:%b[\s\S][^%b%b]*+)*+%b" % (quote, quote, escape, escape, quote, escape, quote))


def dialect_of(sample: bytes) -> Dialect:
    r"""The dialect under which the first rows have as many fields as the header.

    >>> dialect_of(b'id,html\n"1","<a href=\\"x\\" y=\\"1,2\\">z</a>"\n')
    Dialect(quote='"', escape='\\')
    """
    return max(DIALECTS, key=lambda dialect: _fitting(sample, dialect))


def _fitting(sample: bytes, dialect: Dialect) -> int:
    """How many of the first rows fit the header."""
    at = 0
    counts: list[int] = []
    while at < len(sample) and len(counts) < 50:
        end, count = _row_end(sample, at, dialect)
        if end < 0:
            break
        counts.append(count)
        at = end
    return sum(count == counts[0] for count in counts[1:]) - sum(count != counts[0] for count in counts[1:])


UNSEEN, FAULTY = -1, -2


def _row_end(data: bytes, at: int, dialect: Dialect) -> tuple[int, int]:
    """Where the row at a place ends, and how many fields it has; UNSEEN where its end is not in these bytes."""
    field, count = _field(dialect), 0
    while True:
        match = field.match(data, at)
        if match is None:
            closed = _quoted(dialect).match(data, at) or not data.startswith(dialect.quote.encode(), at)
            return FAULTY if closed else UNSEEN, count
        if match.end() == len(data) and match[2] in (b"", b"\r", b","):
            return UNSEEN, count
        count, at = count + 1, match.end()
        if match[2] != b",":
            return at, count


def rows(stream: Bytes, dialect: Dialect) -> Iterator[Row]:
    """The rows of a stream, header first; a row whose quotes do not close costs itself and no other."""
    cutter = _Cutter(dialect)
    while more := stream.read(BLOCK):
        yield from cutter.cut(more)
    yield from cutter.cut(b"", last=True)


class _Cutter:
    """Bytes that come in blocks, cut into rows; what is not yet whole waits for the next block."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self._waiting = b""
        self._line = 1
        self._width = 0

    def cut(self, more: bytes, *, last: bool = False) -> Iterator[Row]:
        """The rows that are whole now."""
        data, at = self._waiting + more, 0
        data += b"\n" if last and not data.endswith(b"\n") else b""
        while at < len(data):
            patient = not last and len(data) - at < MOST_ROW
            end, count = _row_end(data, at, self.dialect)
            if end == UNSEEN and patient:
                break
            faulty = end < 0 or (self._width and count != self._width and not data[at:end].isspace())
            if faulty:
                end = _next_row(data, at, self.dialect, self._width)
                if end < 0 and patient:
                    break
            yield from self._row(data[at:end] if end >= 0 else data[at:], count, faulty=bool(faulty))
            at = end if end >= 0 else len(data)
        self._waiting = data[at:]

    def _row(self, data: bytes, count: int, *, faulty: bool) -> Iterator[Row]:
        self._width = self._width or (0 if data.isspace() else count)
        if faulty:
            yield Row(b"", self._line, "a row whose quotes or commas are not whole")
        elif not data.isspace():
            yield Row(data, self._line)
        self._line += data.count(b"\n")


def _next_row(data: bytes, at: int, dialect: Dialect, width: int) -> int:
    """After a faulty row, the next place at a line's start from which a whole row can be read; -1 where there is none."""
    quote = re.escape(dialect.quote.encode())
    for match in re.compile(rb"\n(?=%b?\d{1,18}%b?,)" % (quote, quote)).finditer(data, at):
        if _row_end(data, match.end(), dialect)[1] == width:
            return match.end()
    return -1


def header(row: bytes, dialect: Dialect) -> tuple[str, ...]:
    """The names of the columns."""
    return tuple(_values(row.removeprefix(b"\xef\xbb\xbf"), dialect))


def _values(row: bytes, dialect: Dialect) -> list[str]:
    found = []
    for match in _field(dialect).finditer(row.rstrip(b"\r\n")):
        text = match[1].decode("utf-8", "replace")
        if text.startswith(dialect.quote):
            text = text[1:-1]
            doubled = dialect.quote == dialect.escape
            text = text.replace(dialect.quote * 2, dialect.quote) if doubled else _ESCAPED.sub(_plain(dialect), text)
        found.append(text)
        if match[2] != b",":
            break
    return found


def _plain(dialect: Dialect) -> Any:
    """An escape undone before a quote or an escape; before another letter the backslash is a backslash."""
    return lambda match: match[1] if match[1] in (dialect.quote, dialect.escape) else match[0]


def fields(row: bytes, columns: tuple[str, ...], dialect: Dialect) -> dict[str, str] | Problem:
    r"""A row by the names of its columns.

    >>> fields(b'"1","a \\"b\\" c"', ("id", "plain_text"), Dialect('"', "\\"))
    {'id': '1', 'plain_text': 'a "b" c'}
    """
    values = _values(row, dialect)
    if len(values) != len(columns):
        return Problem("", 0, f"{len(values)} fields where the header has {len(columns)}", "fetch the file again")
    return dict(zip(columns, values, strict=True))


def cluster_of(row: dict[str, str]) -> tuple[str, str, str, str] | None:
    """A row of the bulk clusters: its id, name, date and docket's id; None where it is no such row."""
    if "date_filed" not in row or "case_name" not in row or "plain_text" in row:
        return None
    name = row["case_name"] or row.get("case_name_short", "") or row.get("case_name_full", "")
    return row.get("id", ""), name, row["date_filed"], row.get("docket_id", "")
