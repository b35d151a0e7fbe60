"""The process in which a workbook or a table from outside is read, under limits: a script that stands alone.

It reads standard input and writes JSON to standard output. Nothing here trusts what it reads.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

SECONDS = 60
MEMORY = 1_000_000_000
MOST_PARTS = 5_000
MOST_UNPACKED = 300_000_000
MOST_RATIO = 400
MOST_CELLS = 1_000_000
MOST_MERGED = 5_000
MOST_LETTERS = 100_000_000
CHUNK = 1_000_000
MOST_AT_ONCE = 100_000_000
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]{0,80}?ref="([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})"')
_FORMULA = re.compile(rb'<(?:\w+:)?c\s[^>]{0,200}?r="([A-Z]{1,3}\d{1,7})"[^>]{0,200}>\s*<(?:\w+:)?f\b[^>]{0,400}?(?:/>|>[^<]{0,9000}</(?:\w+:)?f>)\s*(<(?:\w+:)?v>[^<]|<)')  # fmt: skip
_BLANK_ROWS = re.compile(rb'(?:<row(?:\s++[\w:.-]++="[^"<>]*+")*+\s*+/>\s*+)++')
_ROW_ENDS = b"</row>"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})\Z")


class Refused(Exception):
    """A file that will not be read, and what to do about it."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(what)


def limit() -> None:
    """Limit this process's time and memory, where the system can; it writes no file of its own."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (("RLIMIT_CPU", SECONDS), ("RLIMIT_AS", MEMORY), ("RLIMIT_FSIZE", 0), ("RLIMIT_CORE", 0)):
        try:
            resource.setrlimit(getattr(resource, kind), (most, most))
        except (AttributeError, ValueError, OSError):
            continue


def workbook(data: bytes) -> dict[str, Any]:
    """Every sheet of a workbook: its cells as [row, column, text, comment, fault], its merged regions; and notes."""
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(BytesIO(data)) as archive:
            return _sheets(data, archive, _checked(archive))
    except BadZipFile:
        raise Refused("no workbook, or a damaged one", "open it and save it again as .xlsx") from None


def _checked(archive: Any) -> list[str]:
    """What the archive says that it holds: refused past the bounds. zipfile gives no more than is declared."""
    parts = archive.infolist()
    names = {part.filename for part in parts}
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if len(parts) > MOST_PARTS or len(names) < len(parts):
        raise Refused("an archive with too many parts, or with two of one name", "save the chart again as .xlsx")
    if unpacked > MOST_UNPACKED or (unpacked > 10_000_000 and unpacked / packed > MOST_RATIO):
        raise Refused(f"it would unpack to {unpacked:,} bytes", "delete the blank rows and columns, or save it as CSV")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("protected by a password", "save it without one")
    if "xl/workbook.xml" not in names and not any(name.endswith("workbook.xml") for name in names):
        what = "an OpenDocument spreadsheet" if "content.xml" in names else "an archive, but no workbook"
        raise Refused(what, "save the chart as .xlsx or .csv")
    notes = []
    if any("vbaProject" in name for name in names):
        notes.append("Its macros were not read.")
    if any(name.startswith("xl/externalLinks/") for name in names):
        notes.append("Its links to other files were not followed.")
    return notes


def _sheets(data: bytes, archive: Any, notes: list[str]) -> dict[str, Any]:
    import warnings

    from openpyxl import DEFUSEDXML, load_workbook

    if not DEFUSEDXML:
        raise Refused("the library defusedxml is missing", "install afortiori again")
    warnings.simplefilter("ignore")
    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False, keep_vba=False)
    sheets = []
    budget = [MOST_CELLS, MOST_LETTERS]
    worksheets: list[Any] = list(book.worksheets)
    for sheet in worksheets:
        part = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
        sheet._get_source = partial(_without_blank_rows, archive, part)
        scanned = _scanned(archive, part)
        comments = _comments(archive, part)
        coloured: Counter[bool] = Counter()
        cells = list(_cells(sheet, scanned["formulas"], comments, budget, coloured))
        if cells and coloured[True]:
            notes.append(
                f"Blank cells are coloured in sheet '{str(sheet.title)[:40]}': colours are not read; write what they mean."
            )
        hidden = sheet.sheet_state != "visible"
        sheets.append({"name": str(sheet.title)[:100], "cells": cells, "merged": scanned["merged"], "hidden": hidden})
    return {"sheets": sheets, "notes": notes}


def _without_blank_rows(archive: Any, part: str) -> IO[bytes]:
    """A sheet without the rows after its last cell: where they are formatted to the end there are a million of them."""
    if archive.getinfo(part).file_size > MOST_AT_ONCE:
        found: IO[bytes] = archive.open(part)
        return found
    whole: bytes = archive.read(part)
    end = whole.rfind(b"</sheetData>")
    last = whole.rfind(_ROW_ENDS, 0, max(end, 0))
    start = last + len(_ROW_ENDS)
    blank = last >= 0 and _BLANK_ROWS.fullmatch(whole, start, end)
    return BytesIO(whole[:start] + whole[end:] if blank else whole)


def _scanned(archive: Any, part: str) -> dict[str, Any]:
    """The merged regions of a sheet, and the cells whose formula has no stored value."""
    merged: list[list[int]] = []
    formulas: list[list[int]] = []
    seen: set[bytes] = set()
    with archive.open(part) as stream:
        for piece in _pieces(stream):
            for found in _MERGE.finditer(piece):
                if found.group(0) not in seen:
                    seen.add(found.group(0))
                    merged.append([*_place(found.group(1).decode()), *_place(found.group(2).decode())])
            for found in _FORMULA.finditer(piece):
                if found.group(2) == b"<" and len(formulas) < 10_000:
                    formulas.append(_place(found.group(1).decode()))
            if len(merged) > MOST_MERGED:
                raise Refused(f"more than {MOST_MERGED:,} merged regions", "save the chart as CSV")
    return {"merged": merged, "formulas": formulas}


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """A stream in pieces that overlap, so that what lies across a border is found in one of them."""
    rest = b""
    while piece := stream.read(CHUNK):
        yield rest + piece
        rest = piece[-12_000:]


def _place(reference: str) -> list[int]:
    found = _REFERENCE.match(reference)
    if not found:
        return [0, 0]
    column = 0
    for c in found.group(1):
        column = column * 26 + ord(c) - 64
    return [int(found.group(2)), column]


def _cells(
    sheet: Any, formulas: list[list[int]], comments: dict[str, str], budget: list[int], coloured: Counter[bool]
) -> Iterator[list[Any]]:
    """The cells that say anything. The sheet's own word on how large it is counts for nothing."""
    styles: dict[int, bool] = {}
    unstored = {tuple(place) for place in formulas}
    waiting = {tuple(_place(reference)): text for reference, text in comments.items()}
    sheet.reset_dimensions()
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None or (isinstance(cell.value, str) and not cell.value.strip()):
                coloured[_coloured(cell, styles)] += 1
                continue
            place: tuple[int, ...] = (cell.row, cell.column)
            fault = "an error of the spreadsheet" if cell.data_type == "e" else ""
            text = _text(cell.value)
            unstored.discard(place)
            budget[0], budget[1] = budget[0] - 1, budget[1] - len(text)
            if min(budget) < 0:
                raise Refused(f"more than {MOST_CELLS:,} cells", "split the chart")
            yield [*place, text, waiting.pop(place, ""), fault]
    for place in sorted(unstored):
        yield [*place, "", waiting.pop(place, ""), "a formula without a stored value"]
    for place, text in sorted(waiting.items()):
        yield [*place, "", text, ""]


def _coloured(cell: Any, styles: dict[int, bool]) -> bool:
    """Whether a blank cell is filled with a colour of its own; each style is looked up once."""
    style = getattr(cell, "_style_id", 0)
    if style and style not in styles:
        fill = cell.fill
        styles[style] = fill.fill_type == "solid" and str(fill.fgColor.rgb) not in ("FFFFFFFF", "00FFFFFF")
    return bool(style) and styles[style]


def _text(value: Any) -> str:
    """What a cell shows, near enough: a whole number without a point, a day without an hour."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and abs(value) < 1e15 and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)[:40_000]


def _comments(archive: Any, part: str) -> dict[str, str]:
    """The comments of a sheet by cell, as the archive keeps them beside it."""
    from posixpath import basename, dirname, normpath

    from defusedxml.ElementTree import iterparse

    beside = f"{dirname(part)}/_rels/{basename(part)}.rels"
    found: dict[str, str] = {}
    if beside not in archive.namelist():
        return found
    with archive.open(beside) as stream:
        targets = [
            element.get("Target", "")
            for _, element in iterparse(stream)
            if element.get("Type", "").endswith("/comments") and element.get("TargetMode") != "External"
        ]
    for target in targets:
        name = target.lstrip("/") if target.startswith("/") else normpath(f"{dirname(part)}/{target}")
        if name in archive.namelist():
            with archive.open(name) as stream:
                for _, element in iterparse(stream):
                    if element.tag.rpartition("}")[2] == "comment" and len(found) < 100_000:
                        runs = (run.text or "" for run in element.iter() if run.tag.rpartition("}")[2] == "t")
                        found[element.get("ref", "")] = _remark("".join(runs))
    return found


def _remark(text: str) -> str:
    """A comment; of a thread its words alone, without what Excel tells older versions of itself."""
    _, thread, words = text.partition("Comment:\n") if text.startswith("[Threaded comment]") else ("", "", "")
    return " ".join((words if thread else text).split("\n")).strip()[:40_000]


def parquet(data: bytes) -> dict[str, Any]:
    """A Parquet file as one sheet, read by a database that may open this file and no other."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "chart.parquet"
        path.write_bytes(data)
        limit()
        rows = _rows(str(path))
    cells = [
        [i, j, _text(value), "", ""]
        for i, row in enumerate(rows, 1)
        for j, value in enumerate(row, 1)
        if value is not None
    ]
    return {"sheets": [{"name": "", "cells": cells, "merged": [], "hidden": False}], "notes": []}


def _rows(path: str) -> list[Any]:
    import duckdb

    try:
        database = duckdb.connect(config=LOCKED)
        database.execute("SET allowed_paths = ?", [[path]])
        database.execute("SET enable_external_access = false")
        database.execute("SET lock_configuration = true")
        found = database.execute("SELECT * FROM read_parquet(?) LIMIT 100001", [path])
        return [[column[0] for column in found.description or ()], *found.fetchall()]
    except duckdb.Error as error:
        what = f"no Parquet file that can be read: {str(error).splitlines()[0][:120]}"
        raise Refused(what, "write it again") from None


LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": "400MB",
    "threads": "1",
}


def main(kind: str) -> int:
    """Read standard input and write what it holds, or why not, as JSON."""
    data = sys.stdin.buffer.read()
    if kind == "workbook":
        for library in ("numpy", "lxml"):
            sys.modules[library] = None  # type: ignore[assignment]  # openpyxl loads it if it can; half of the time
        limit()
    try:
        found = workbook(data) if kind == "workbook" else parquet(data)
    except Refused as refused:
        found = {"refused": refused.what, "remedy": refused.remedy}
    except MemoryError:
        found = {"refused": "it takes more memory than a chart may", "remedy": "split the chart, or save it as CSV"}
    except ImportError as error:
        found = {"missing": str(error.name)}
    except Exception as error:  # whatever a hostile file makes the libraries do is a refusal, never a trace
        what = f"cannot be read: {type(error).__name__}"
        found = {"refused": what, "remedy": "open it and save it again, or save it as CSV"}
    sys.stdout.buffer.write(json.dumps(found).encode("ascii", "backslashreplace"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
