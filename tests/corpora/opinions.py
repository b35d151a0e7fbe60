"""Opinions for tests, made up: text with citations, as each kind of corpus carries it."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from afortiori.store.corpora.shard import COLUMNS
from afortiori.store.corpora.table import Table

TEXT = (
    "ALDER, Circuit Judge.\n\nThe rule is old. See Doe v. Roe, 747 F.2d 185, 194 (4th Cir. 1984). It was said again in "
    "Poe v. City of Lot, 811 F.2d 1243, 1247 (9th Cir. 1987).\n\nBIRCH, Circuit Judge, dissenting:\n\n"
    "But see Doe v. Roe, 747 F.2d at 195, overruled on other grounds, Moe v. Noe, 900 F.2d 1 (9th Cir. 1990)."
)
HEADER = ("id", "type", "plain_text", "html", "html_with_citations", "cluster_id")
Tables = dict[str, list[tuple[Any, ...]]]


def opinion(number: int, text: str = TEXT) -> dict[str, Any]:
    """A record as CourtListener's API gives it."""
    return {"id": number, "cluster_id": number + 100, "type": "010combined", "plain_text": f"{text}\n\nNo. {number}."}


def lines(records: list[Any]) -> bytes:
    """JSON lines."""
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def bulk(
    rows: list[tuple[str, ...]], header: tuple[str, ...] = HEADER, *, quote: str = '"', escape: str = "\\"
) -> bytes:
    """A bulk CSV as PostgreSQL writes it: every value quoted, a quote and the escape within it escaped."""
    out = io.StringIO()
    out.write(",".join(header) + "\n")
    for row in rows:
        out.write(",".join(_quoted(value, quote, escape) for value in row) + "\n")
    return out.getvalue().encode()


def _quoted(value: str, quote: str, escape: str) -> str:
    inner = value.replace(escape, escape * 2)
    return quote + (inner if quote == escape else inner.replace(quote, escape + quote)) + quote


def bulk_row(number: int, text: str = TEXT) -> tuple[str, ...]:
    """A row of the bulk opinions."""
    return (str(number), "010combined", text, "", "", str(number + 100))


def plain_csv(rows: list[tuple[str, ...]]) -> str:
    """A CSV as spreadsheets write it."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def tables(table: Table) -> Tables:
    """Every row of a table, sorted."""
    return {kind: sorted(table.rows(kind), key=repr) for kind in COLUMNS}
