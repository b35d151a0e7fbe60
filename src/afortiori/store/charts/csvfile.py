"""A CSV file as hostile input: which encoding, which delimiter, and the cells."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from afortiori.errors import BadInput, Problem
from afortiori.store.charts.cells import MOST_COLUMNS, Book, Cell, clean, sheet_of
from afortiori.store.charts.header import meaning

DELIMITERS = ",;\t|"
GUARDED = "=+-@\t\r"
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_LONGEST_FIELD = 1_000_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and what had to be supposed to read it."""

    text: str
    notes: tuple[str, ...] = ()


def read_csv(data: bytes, file: str) -> Book:
    """The one sheet of a CSV file; BadInput where it is none."""
    decoded = decode(data, file)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    nul = text.find("\0")
    if nul >= 0:
        line = text.count("\n", 0, nul) + 1
        raise BadInput([Problem(file, line, "a NUL character", "save the chart again as CSV in UTF-8")])
    given, text, above = _named_delimiter(text)
    delimiter = given or delimiter_of(text)
    sheet = sheet_of("", _cells(text, delimiter, file, above), file)
    return Book(file, (sheet,), decoded.notes)


def decode(data: bytes, file: str) -> Decoded:
    """The text of some bytes: by its byte order mark, else UTF-8, else line by line, else by what it looks like."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding, file)
    wide = _wide(data)
    if wide:
        return _strictly(data, wide, file)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    return _mixed(data) or _guessed(data, file)


def _wide(data: bytes) -> str:
    """UTF-16 without its mark, told from every other byte's being zero; '' where it is not so."""
    zeros = [data[i:4_000:2].count(0) for i in (0, 1)]
    if max(zeros) < len(data[:4_000]) * 0.3 or min(zeros) > len(data[:4_000]) * 0.05:
        return ""
    return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"


def _strictly(data: bytes, encoding: str, file: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), () if encoding == "utf-8-sig" else (f"Read as {encoding.upper()}.",))
    except UnicodeDecodeError:
        what = f"begins as {encoding.removesuffix('-sig').upper()} and does not go on so"
        raise BadInput([Problem(file, 0, what, "save the chart again as CSV in UTF-8")]) from None


def _mixed(data: bytes) -> Decoded | None:
    """Lines of UTF-8 among lines of the older Western encoding; None where no line of another script is UTF-8."""
    lines, odd, sound = [], [], 0
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            lines.append(line.decode("utf-8"))
            sound += not line.isascii()
        except UnicodeDecodeError:
            lines.append(line.decode("cp1252", "replace"))
            odd.append(number)
    if not sound:
        return None
    shown = ", ".join(map(str, odd[:10])) + (" and others" if len(odd) > 10 else "")
    return Decoded("\n".join(lines), (f"Not all of it is UTF-8: read as Windows-1252 in line {shown}.",))


def _guessed(data: bytes, file: str) -> Decoded:
    """The older Western encoding where it fits, as it does nearly always; else what charset-normalizer makes of it."""
    try:
        return Decoded(data.decode("cp1252"), ("Not UTF-8: read as Windows-1252.",))
    except UnicodeDecodeError:
        pass
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    if best is None:
        raise BadInput([Problem(file, 0, "in no encoding that could be told", "save the chart again as CSV in UTF-8")])
    return Decoded(data.decode(best.encoding, "replace"), (f"Not UTF-8: read as {best.encoding}.",))


def _named_delimiter(text: str) -> tuple[str, str, int]:
    """The delimiter that a first line 'sep=;' names, the text after it, and how many lines stood above."""
    first, _, rest = text.partition("\n")
    if len(first) == 5 and first.lower().startswith("sep=") and first[4] in DELIMITERS:
        return first[4], rest, 1
    return "", text, 0


def delimiter_of(text: str) -> str:
    r"""The delimiter that parts a line into two known names of columns or more, else the first lines most evenly; else a comma.

    >>> delimiter_of("Case;Court\nDoe v. Roe, Inc.;9th Cir.")
    ';'
    """
    lines = [line for line in text[:100_000].split("\n")[:60] if line.strip()]

    def evenness(delimiter: str) -> tuple[int, int]:
        counts = Counter(_unquoted(line).count(delimiter) for line in lines)
        counts.pop(0, None)
        return max(((n, count) for count, n in counts.items()), default=(0, 0))

    def names(delimiter: str) -> int:
        return max(
            (sum(bool(meaning(name.strip(' "'))) for name in line.split(delimiter)) for line in lines), default=0
        )

    return max(DELIMITERS, key=lambda d: (names(d) > 1, *evenness(d), -DELIMITERS.index(d)))


def _unquoted(line: str) -> str:
    return "".join(line.split('"')[::2])


def _cells(text: str, delimiter: str, file: str, above: int) -> Iterator[Cell]:
    csv.field_size_limit(_LONGEST_FIELD)
    lines = [line + "\n" for line in text.removesuffix("\n").split("\n")]
    reader = csv.reader(lines, delimiter=delimiter)
    begun = read = 0
    try:
        for row, fields in enumerate(reader, 1 + above):
            begun, read = read, reader.line_num
            if len(fields) > MOST_COLUMNS and any(fields[MOST_COLUMNS:]):
                what = f"{len(fields):,} columns; at most {MOST_COLUMNS:,} can be read"
                raise BadInput([Problem(file, begun + 1 + above, what, "split the chart")])
            for column, field in enumerate(fields, 1):
                yield Cell(row, column, clean(unguarded(field)))
    except csv.Error as error:
        what = "a quotation mark is never closed" if "field limit" in str(error) else f"no CSV: {error}"
        raise BadInput([Problem(file, read + 1 + above, what, "close it, or double it within a text")]) from None
    if _open(lines[begun:], delimiter):
        what = "a quotation mark is never closed"
        raise BadInput([Problem(file, begun + 1 + above, what, "close it, or double it within a text")])


def _open(lines: list[str], delimiter: str) -> bool:
    """Whether the last row ends within quotation marks: only the strict reader says so."""
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe stands before what it would begin with.

    >>> guarded("=1+1"), unguarded(guarded("'=1"))
    ("'=1+1", "'=1")
    """
    return f"'{text}" if text.lstrip("'")[:1] in tuple(GUARDED) else text


def unguarded(text: str) -> str:
    """The text that ``guarded`` was given."""
    return text[1:] if text.startswith("'") and text.lstrip("'")[:1] in tuple(GUARDED) else text
