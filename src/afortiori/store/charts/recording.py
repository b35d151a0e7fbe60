"""Whole records carried in the cells of a chart, so that an export loses nothing: JSON in ASCII, cut to what a cell holds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from afortiori.store.charts.cells import Book, Sheet
from afortiori.store.charts.spelling import fold

Row = dict[str, Any]
LONGEST = 30_000
DOCTRINE, RECORD = "Doctrine", "Record"
IN_CHART = "in this chart"
_PIECE = re.compile(r"(\d{1,4}):(.*);\Z", re.DOTALL)
_HEADED = re.compile(r"doctrine (\d{1,3})\Z")


def packed(record: Mapping[str, Any]) -> list[str]:
    """A record in pieces, each marked at both ends, so that no blank is lost and nothing looks like a formula.

    >>> packed({"id": "doe"})
    ['1:{"id":"doe"};']
    """
    text = json.dumps(bare(record), separators=(",", ":"))
    pieces = [text[i : i + LONGEST] for i in range(0, len(text), LONGEST)]
    return [f"{number}:{piece};" for number, piece in enumerate(pieces, 1)]


def unpacked(pieces: Sequence[str]) -> Row | None:
    """The record of some pieces, in any order; None where one is missing or they are none.

    >>> unpacked(packed({"id": "doe"})), unpacked(["2:x;"])
    ({'id': 'doe'}, None)
    """
    found = {int(match[1]): match[2] for piece in pieces if (match := _PIECE.match(piece))}
    if not found or sorted(found) != list(range(1, len(found) + 1)):
        return None
    try:
        record = json.loads("".join(found[number] for number in sorted(found)))
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def referred(plain: Row, change: Callable[[str], str]) -> Row:
    """A case with each reference to another case changed: what took it away, what it cites, what its opinions rely on.

    >>> referred({"cites": [{"case": "doe"}]}, str.upper)
    {'cites': [{'case': 'DOE'}]}
    """
    found = dict(plain)
    for key, name in (("history", "by"), ("cites", "case"), ("opinions", "relies_on")):
        rows = plain.get(key)
        if isinstance(rows, list):
            found[key] = [_referring(row, name, change) for row in rows]
    return found


def _referring(row: Any, key: str, change: Callable[[str], str]) -> Any:
    named = row.get(key) if isinstance(row, Mapping) else None
    if isinstance(named, list):
        return {**row, key: [change(name) if isinstance(name, str) else name for name in named]}
    return {**row, key: change(named)} if isinstance(named, str) else row


def bare(value: Any, key: str = "") -> Any:
    """A record without what is empty, which the shape of its file fills in again; an empty reason says that none could be coded."""
    if isinstance(value, Mapping):
        return {k: bare(v, k) for k, v in value.items() if (k == "reason" and v is not None) or not _empty(v)}
    if isinstance(value, list):
        return [bare(part, key) for part in value]
    return value


def _empty(value: Any) -> bool:
    return value is None or value in ("", [], {})


def doctrine_in(book: Book) -> Row | None:
    """The doctrine that an export carries, wherever in the book it stands."""
    for sheet in book.sheets:
        record = unpacked(_pieces(sheet))
        if record is not None:
            return record
    return None


def _pieces(sheet: Sheet) -> list[str]:
    columns: set[int] = set()
    found = []
    for line in sheet.lines:
        found += [cell.text for cell in line.cells if cell.column in columns]
        columns |= {cell.column for cell in line.cells if _HEADED.match(fold(cell.text))}
    return found


def safe(id: str) -> bool:
    """Whether an id out of a chart can be the name of a file."""
    return bool(re.fullmatch(r"[A-Za-z0-9_][\w.-]{0,119}", id)) and "#" not in id
