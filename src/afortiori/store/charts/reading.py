"""Any chart that a user names: which kind of file it is, and its sheets."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from stat import S_ISREG
from typing import Any

from afortiori.errors import BadInput, MissingExtra, Problem
from afortiori.store.bounds import unlimited
from afortiori.store.charts.cells import MOST_BYTES, MOST_TEXT, Book, Cell, clean, sheet_of
from afortiori.store.charts.csvfile import read_csv
from afortiori.store.charts.packaging import DESCRIPTOR
from afortiori.store.charts.recording import DOCTRINE, RECORD, packed
from afortiori.store.charts.unpacking import chart_in

SECONDS = 120
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".json", ".parquet")


def read_chart(path: Path, shown: str = "") -> Book:
    """``read_bytes``, of a file, or of the chart in a data package whose descriptor it is."""
    file, data = shown or path.name, _bytes(path, shown or path.name)
    return read_bytes(*_packaged(path.parent, file, data) if path.name == DESCRIPTOR else (data, file))


def _packaged(folder: Path, file: str, descriptor: bytes) -> tuple[bytes, str]:
    def read(name: str) -> bytes:
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise BadInput([Problem(file, 0, f"'{name[:80]}' leads out of its folder", "put the file there")])
        return _bytes(path, name)

    name, data = chart_in(descriptor, file, read)
    return data, name


def read_bytes(data: bytes, file: str) -> Book:
    """The sheets of a chart, whatever it is by its content; ``file`` is its name. BadInput where it cannot be read."""
    book = _read(data, file)
    if not any(sheet.lines for sheet in book.sheets):
        raise BadInput([Problem(file, 0, "nothing is written in it", "name a chart with cases")])
    return book


def _read(data: bytes, file: str) -> Book:
    if len(data) > MOST_BYTES:
        raise BadInput([Problem(file, 0, f"larger than {MOST_BYTES // 1_000_000} MB", "split the chart")])
    if data.startswith(b"PK"):
        return _apart("workbook", data, file)
    if data.startswith(b"PAR1"):
        return _apart("parquet", data, file)
    if data.startswith(_OLD):
        what = "protected by a password, or an old .xls workbook"
        raise BadInput([Problem(file, 0, what, "save it as .xlsx without a password")])
    if data.startswith(b"%PDF"):
        raise BadInput([Problem(file, 0, "a PDF, not a chart", "export the chart as .xlsx or .csv")])
    return read_json(data, file) if file.lower().endswith(".json") else read_csv(data, file)


def _bytes(path: Path, file: str) -> bytes:
    try:
        if not S_ISREG(path.stat().st_mode):
            raise BadInput([Problem(file, 0, "no regular file", "name a CSV file or a workbook")])
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadInput([Problem(file, 0, f"cannot be read: {error.strerror}", "check the path")]) from None
    return data


def read_json(data: bytes, file: str) -> Book:
    """A list of objects, one a row, whose keys are the columns; or an export, with its doctrine and its cases by id."""
    remedy = 'write a list of objects, one a row: [{"Case": "..."}]'
    try:
        read = json.loads(data.decode("utf-8-sig"))
    except RecursionError:
        raise BadInput([Problem(file, 0, "nested beyond any sense", remedy)]) from None
    except ValueError:
        raise BadInput([Problem(file, 0, "no JSON", remedy)]) from None
    rows = _export(read) if isinstance(read, dict) else read
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadInput([Problem(file, 0, "no list of rows", remedy)])
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [Cell(1, j, clean(name)[:MOST_TEXT]) for j, name in enumerate(names, 1)]
    for i, row in enumerate(rows, 2):
        cells += [Cell(i, j, _plain(row[name])) for j, name in enumerate(names, 1) if row.get(name) is not None]
    return Book(file, (sheet_of("", cells, file),))


def _export(read: dict[str, Any]) -> list[dict[str, Any]] | None:
    """The rows of an export: each case by its name, with its whole record; the doctrine beside the first."""
    cases, doctrine = read.get("cases"), read.get("doctrine")
    if not isinstance(cases, dict) or not isinstance(doctrine, dict):
        return None
    rows = []
    for id, case in cases.items():
        name = case.get("name") if isinstance(case, dict) else None
        pieces = packed({"id": id, "case": case})
        rows.append({"Case": name or id, **{f"{RECORD} {i}": piece for i, piece in enumerate(pieces, 1)}})
    first = rows[:1] or [{"Case": ""}]
    own = {f"{DOCTRINE} {i}": piece for i, piece in enumerate(packed(doctrine), 1)}
    return [{**first[0], **own}, *rows[1:]]


def _plain(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return clean(text)[:MOST_TEXT]


def _apart(kind: str, data: bytes, file: str) -> Book:
    """Read in a process of its own, with limits of time on every system, and of memory where the system has them."""
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-P", "-X", "utf8", str(Path(__file__).with_name("child.py")), kind],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=_surroundings(),
        )
        found = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        what = "it takes more time or memory than a chart may"
        raise BadInput([Problem(file, 0, what, "delete what is not part of the chart, or save it as CSV")]) from None
    if "missing" in found:
        raise MissingExtra("corpora", "Parquet")
    if "refused" in found:
        raise BadInput([Problem(file, 0, str(found["refused"]), str(found["remedy"]))])
    return _book(found, file)


def _surroundings() -> dict[str, str]:
    """What the child sees of the environment: what it needs to start, so that what it says depends on nothing but the file."""
    kept = ("PATH", "PYTHONPATH", "SYSTEMROOT", "TEMP", "TMPDIR")
    return {name: os.environ[name] for name in kept if name in os.environ}


def _book(found: dict[str, Any], file: str) -> Book:
    sheets = []
    for sheet in sorted(found["sheets"], key=lambda sheet: bool(sheet["hidden"])):
        cells = (
            Cell(r, c, clean(text)[:MOST_TEXT], clean(comment), fault) for r, c, text, comment, fault in sheet["cells"]
        )
        merged = [(int(a), int(b), int(c), int(d)) for a, b, c, d in sheet["merged"]]
        sheets.append(sheet_of(clean(sheet["name"]), cells, file, merged))
    return Book(file, tuple(sheets), (*found["notes"], *unlimited()))
