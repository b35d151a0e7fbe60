"""A base as a data package (Frictionless Data): tables in CSV, with every column, key and reference described.

The tables are for whoever counts and joins; ``base.json`` is the whole base, and what an import reads.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from afortiori.casebase import CaseBase
from afortiori.doctrine import Doctrine
from afortiori.precedent import Precedent
from afortiori.store.charts.cells import clean
from afortiori.store.charts.csvfile import guarded

DESCRIPTOR = "datapackage.json"
BASE = "base.json"
ID = ("id",)
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns of a table that name a row of another by its key."""

    columns: tuple[str, ...]
    table: str
    key: tuple[str, ...] = ID


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name, what it holds, its columns (``name:type``), its key, what it refers to, its rows."""

    name: str
    holds: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    rows: tuple[Row, ...]
    references: tuple[Reference, ...] = ()


def package(doctrine: Doctrine, base: CaseBase, whole: bytes) -> dict[str, bytes]:
    """The files of a data package by name, the descriptor last; ``whole`` is the base as ``exported`` writes it as JSON.

    >>> from afortiori import open_pack
    >>> pack = open_pack("wild-animals")
    >>> sorted(package(pack.doctrine, pack.base, b"{}"))[:4]
    ['base.json', 'cases.csv', 'cites.csv', 'datapackage.json']
    """
    tables = [*_of_doctrine(doctrine), *_of_base(base)]
    files = {BASE: whole} | {f"{table.name}.csv": _csv(table) for table in tables}
    descriptor = {
        "profile": "data-package",
        "name": _slug(doctrine.id),
        "title": doctrine.name,
        "description": doctrine.question,
        "resources": [_whole(whole), *(_resource(table, files[f"{table.name}.csv"]) for table in tables)],
    }
    return files | {DESCRIPTOR: (json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n").encode()}


def _of_doctrine(doctrine: Doctrine) -> Iterator[Table]:
    sides = tuple((side.id, side.name, side.wanted_by) for side in doctrine.sides)
    yield Table("sides", "The two sides", ("id", "name", "wanted_by"), ID, sides)
    issues = tuple((i.id, i.name, i.definition, i.parent, i.side, i.source) for i in doctrine.issues)
    columns: tuple[str, ...] = ("id", "name", "definition", "parent", "side", "source")
    yield Table("issues", "The issues between factors and the outcome", columns, ID, issues)
    factors = tuple(
        (f.id, f.name, f.definition, f.side, f.neutral, f.parent, f.strength, f.authority) for f in doctrine.factors
    )
    columns = ("id", "name", "definition", "favours", "neutral", "issue", "strength", "authority")
    above = (Reference(("favours",), "sides"), Reference(("issue",), "issues"))
    yield Table("factors", "The factors, and the side that each favours", columns, ID, factors, above)
    levels = tuple(
        (f.id, k, place, "; ".join(a for a in f.levels if (a, k) in f.order))
        for f in doctrine.factors
        for place, k in enumerate(f.levels)
    )
    holds = "The levels of each factor, as they are listed, and those that lie below each"
    columns = ("factor", "level", "place:integer", "above")
    yield Table("levels", holds, columns, ("factor", "level"), levels, (Reference(("factor",), "factors"),))
    rules = tuple(
        (r.id, r.text, r.kind, r.side, r.authority, r.court.id, r.decided.text, r.published) for r in doctrine.rules
    )
    columns = ("id", "text", "kind", "side", "authority", "court", "decided", "published:boolean")
    yield Table("rules", "Law laid down in general terms", columns, ID, rules, (Reference(("side",), "sides"),))


def _of_base(base: CaseBase) -> Iterator[Table]:
    columns: tuple[str, ...] = (
        "id", "case", "name", "citations", "court", "decided", "holding", "reason_stated:boolean", "bench", "published:boolean",
        "docket", "posture", "disposition", "summary", "unverified", "note",
    )  # fmt: skip
    of_side, of_case = (Reference(("holding",), "sides"),), Reference(ID, "cases")
    holds = "The holdings: a row for each question that a case decided"
    yield Table("cases", holds, columns, ID, tuple(map(_case, base)), of_side)
    keyed, level = ("id", "factor"), Reference(("factor", "level"), "levels", ("factor", "level"))
    values = tuple((p.id, v.factor, v.level, v.confidence, v.source, v.quotation) for p in base for v in p.values)
    columns = ("id", "factor", "level", "confidence", "source", "quotation")
    yield Table("values", "What each opinion states of a factor", columns, keyed, values, (of_case, level))
    reasons = tuple((p.id, *pair) for p in base for pair in p.reason or ())
    holds = "What each decision rests on, where its opinion says so"
    yield Table("reasons", holds, ("id", "factor", "level"), keyed, reasons, (of_case, level))
    numbered = ("id", "place")
    history = tuple(
        (p.id, place, h.event, h.by, h.date.text, h.removes, h.source, h.inferred)
        for p in base
        for place, h in enumerate(p.history, 1)
    )
    columns = ("id", "place:integer", "event", "by", "date", "removes", "source", "inferred:boolean")
    yield Table("history", "Later history", columns, numbered, history, (of_case,))
    opinions = tuple(
        (p.id, place, o.kind, o.author, o.outcome, "; ".join("=".join(pair) for pair in o.reason or ()))
        for p in base
        for place, o in enumerate(p.opinions, 1)
    )
    columns = ("id", "place:integer", "kind", "author", "outcome", "reason")
    yield Table("opinions", "The opinions of each case", columns, numbered, opinions, (of_case,))
    cites = tuple((p.id, place, *cite) for p in base for place, cite in enumerate(p.cites, 1))
    columns = ("id", "place:integer", "cited", "treatment", "source")
    yield Table("cites", "What each case cites, and how", columns, numbered, cites, (of_case,))


def _case(p: Precedent) -> Row:
    return (
        p.id, p.case, p.name, "; ".join(p.citations), p.court.id, p.decided.text, p.holding, p.reason is not None, p.bench,
        p.published, p.docket, p.posture, p.disposition, p.summary, p.unverified, p.note,
    )  # fmt: skip


def _csv(table: Table) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([name for name, _ in _typed(table.columns)])
    writer.writerows([_cell(cell) for cell in row] for row in table.rows)
    return stream.getvalue().encode("utf-8", "replace")


def _cell(cell: object) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else guarded(clean(str(cell)))


def _resource(table: Table, data: bytes) -> dict[str, Any]:
    fields = [{"name": name, "type": kind or "string"} for name, kind in _typed(table.columns)]
    schema: dict[str, Any] = {"fields": fields, "primaryKey": [*table.key], "missingValues": [""]}
    if table.references:
        schema["foreignKeys"] = [
            {"fields": [*to.columns], "reference": {"resource": to.table, "fields": [*to.key]}}
            for to in table.references
        ]
    head = {"profile": "tabular-data-resource", "name": table.name, "title": table.holds, "path": f"{table.name}.csv"}
    return {**head, "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", **_sealed(data), "schema": schema}


def _whole(data: bytes) -> dict[str, Any]:
    title = "The whole base: the doctrine and the cases as records, which an import reads"
    head = {"profile": "data-resource", "name": "base", "title": title, "path": BASE}
    return {**head, "format": "json", "mediatype": "application/json", "encoding": "utf-8", **_sealed(data)}


def _sealed(data: bytes) -> dict[str, Any]:
    return {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}


def _typed(columns: Sequence[str]) -> Iterator[tuple[str, str]]:
    for column in columns:
        name, _, kind = column.partition(":")
        yield name, kind


def _slug(text: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in text.lower()) or "base"
