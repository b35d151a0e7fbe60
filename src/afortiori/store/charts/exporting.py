"""A base as one table, ready for any format: what a reader sees of each case, and its whole record beside it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from afortiori.authority import Court, When, cite
from afortiori.doctrine import Doctrine
from afortiori.errors import MissingExtra, bad_option, did_you_mean
from afortiori.store.charts.cells import clean
from afortiori.store.charts.csvfile import guarded
from afortiori.store.charts.recording import DOCTRINE, RECORD, bare, packed, referred
from afortiori.store.charts.showing import Shown, columns, shown

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """A chart to be written: its columns, for each case what they say and its record in pieces, and the doctrine's."""

    doctrine: Doctrine
    columns: Sequence[Shown]
    cases: Mapping[str, Row]
    rows: Sequence[Sequence[str]]
    records: Sequence[Sequence[str]]
    own: Sequence[str]
    plain: Row

    def flat(self) -> list[list[str]]:
        """All of it as rows of texts below one row of names: the doctrine stands in the first row of cases, and in the last."""
        width = max((len(record) for record in self.records), default=1)
        names = [c.header for c in self.columns]
        names += [f"{RECORD} {i + 1}" for i in range(width)] + [f"{DOCTRINE} {i + 1}" for i in range(len(self.own))]
        rows = [
            [
                *row,
                *record,
                *[""] * (width - len(record)),
                *(self.own if i in (0, len(self.rows) - 1) else [""] * len(self.own)),
            ]
            for i, (row, record) in enumerate(zip(self.rows, self.records, strict=True))
        ]
        return [names, *(rows or [[*[""] * (len(names) - len(self.own)), *self.own]])]


def table_of(plain: Row, cases: Mapping[str, Row], doctrine: Doctrine, courts: Mapping[str, Court]) -> Table:
    """The table of some cases, in the order of their ids."""
    shape = columns(doctrine)
    ordered = dict(sorted(cases.items()))
    said = [shown(id, case, doctrine, courts) for id, case in ordered.items()]
    rows = [[clean(of[column.holds, column.factor]) for column in shape] for of in said]
    records = [packed({"id": id, "case": case, "named": _named(case, cases, courts)}) for id, case in ordered.items()]
    return Table(doctrine, shape, ordered, rows, records, packed(plain), plain)


def _named(case: Row, cases: Mapping[str, Row], courts: Mapping[str, Court]) -> dict[str, str]:
    """The cases to which a case refers by their ids, in words: so it refers to one that is taken out of the chart."""
    found: dict[str, str] = {}

    def noted(name: str) -> str:
        if other := cases.get(name):
            place = next(iter(other.get("citations") or []), other.get("docket") or "")
            found[name] = cite(other["name"], place, courts[other["court"]], When(str(other["decided"])))
        return name

    referred(case, noted)
    return found


def as_csv(table: Table) -> bytes:
    """Comma separated, in UTF-8 with its mark, as Excel opens it without asking; no cell that a spreadsheet would compute."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows([[guarded(text) for text in row] for row in table.flat()])
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8", "replace")


def as_json(table: Table) -> bytes:
    """The records themselves: the doctrine, and the cases by id."""
    data = {"doctrine": bare(table.plain), "cases": {id: bare(case) for id, case in table.cases.items()}}
    return (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def as_xlsx(table: Table) -> bytes:
    """A workbook, formatted as a chart to be printed."""
    from afortiori.store.charts.workbook import workbook_of

    return workbook_of(table)


def as_parquet(table: Table) -> bytes:
    """Columns of text, for a database."""
    try:
        import duckdb
    except ImportError:
        raise MissingExtra("corpora", "Parquet") from None
    from pathlib import Path
    from tempfile import TemporaryDirectory

    names, *rows = table.flat()
    listed = ", ".join('"' + name.replace('"', '""') + '" VARCHAR' for name in _distinct(names))
    with TemporaryDirectory() as folder, duckdb.connect(config={"threads": "1"}) as database:
        database.execute(f"CREATE TABLE chart ({listed})")
        if rows:
            database.executemany(f"INSERT INTO chart VALUES ({', '.join('?' * len(names))})", rows)  # noqa: S608 - marks alone
        path = Path(folder) / "chart.parquet"
        database.execute(f"COPY chart TO '{str(path).replace(chr(39), chr(39) * 2)}' (FORMAT parquet)")
        return path.read_bytes()


def _distinct(names: Sequence[str]) -> list[str]:
    """Names that a database tells apart: it takes no account of case."""
    from afortiori.store.charts.spelling import unused

    taken: set[str] = set()
    found = []
    for name in names:
        plain = name.encode("utf-8", "replace").decode()
        found.append(plain if plain.casefold() not in taken else unused(f"{plain} ", taken))
        taken.add(found[-1].casefold())
    return found


FORMATS: dict[str, Callable[[Table], bytes]] = {
    ".csv": as_csv, ".xlsx": as_xlsx, ".json": as_json, ".parquet": as_parquet,
}  # fmt: skip


def exported(table: Table, suffix: str) -> bytes:
    """The bytes of a table in the format of a suffix; BadInput where there is none."""
    if suffix not in FORMATS:
        raise bad_option(f"no format for '{suffix[:20]}'", did_you_mean(suffix, FORMATS))
    return FORMATS[suffix](table)
