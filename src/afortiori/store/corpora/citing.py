"""Who cites a precedent, by a corpus's table: in which opinion and part, with what signal, and in what words."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from afortiori.errors import BadInput, Problem
from afortiori.opinion import compact
from afortiori.store.corpora.parquet import file_of, locked
from afortiori.store.corpora.shard import COLUMNS

TABLES = ("citations", "opinions", "clusters")
HISTORY = re.compile(
    r"\b(overrul\w+|abrogat\w+|supersed\w+|vacat\w+|revers\w+|rev[’']d|disapprov\w+|disavow\w+|withdr[ae]w\w*|no longer good law|"
    r"declin\w+ to follow|called into (?:doubt|question)|limited to its facts)",
    re.IGNORECASE,
)
AGAINST = ("but see", "but cf.", "contra")


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a precedent is cited. ``words``: what stands near that may take it away or doubt it."""

    signal: str
    part: str
    author: str
    page: int | None
    pin: str
    parenthetical: str
    passage: str
    words: str

    @property
    def doubts(self) -> bool:
        """Whether the place should be read for later history."""
        return bool(self.words) or self.signal in AGAINST


@dataclass(frozen=True, slots=True)
class Citing:
    """An opinion that cites the precedent, and where. ``case``: its id in the base; ``itself``: it seems to be the precedent."""

    opinion: str
    record: str
    name: str
    court: str
    decided: str
    cites: str
    places: tuple[Place, ...]
    case: str = ""
    itself: bool = False

    @property
    def doubts(self) -> bool:
        """Whether any place should be read for later history."""
        return any(place.doubts for place in self.places)


@dataclass(frozen=True, slots=True)
class Cited:
    """The opinions that cite a precedent, and how many were searched."""

    opinions: tuple[Citing, ...]
    searched: int


def citing(name: str, citations: Iterable[str], known: Mapping[str, str] | None = None) -> Cited:
    """The opinions of a table that cite one of the citations: those that doubt it first, then those that rely on it most.

    ``known`` leads from a citation's key to a case of the base.
    """
    found: dict[str, list[Mapping[str, Any]]] = {}
    keys = [compact(cite) for cite in citations]
    rows, searched = _found(Path(name), keys)
    for row in rows:
        found.setdefault(row["opinion"], []).append(row)
    made = [_citing(_once(rows), known or {}, keys) for rows in found.values()]
    made.sort(key=lambda one: (not one.doubts, -len(one.places), one.name.casefold(), one.opinion))
    return Cited(tuple(made), searched)


def _once(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The rows without parallel citations that stand beside another of them."""
    numbers = {row["number"] for row in rows}
    return [row for row in rows if not (row["parallel"] and row["refers"] in numbers)]


def _citing(rows: Sequence[Mapping[str, Any]], known: Mapping[str, str], keys: Sequence[str]) -> Citing:
    first = rows[0]
    own = [compact(cite) for cite in str(first["cites"]).split("; ") if cite]
    places = tuple(_place(row) for row in rows)
    return Citing(
        first["opinion"], first["record"], first["name"], first["court"], first["decided"], first["cites"], places,
        next((known[key] for key in own if key in known), ""), itself=bool({*own} & {*keys}) or _heads(rows),
    )  # fmt: skip


def _heads(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the citation stands at the head of the opinion, as its own."""
    return any(row["part"] == "head" and not row["signal"] and not row["pin"] for row in rows)


def _place(row: Mapping[str, Any]) -> Place:
    near = dict.fromkeys(match[1].lower() for match in HISTORY.finditer(row["passage"]))
    return Place(
        row["signal"], row["part"], row["author"], row["page"], row["pin"], row["parenthetical"], row["passage"],
        ", ".join([*([row["history"]] if row["history"] and row["history"] not in near else []), *near]),
    )  # fmt: skip


class _Rows(NamedTuple):
    rows: Sequence[Mapping[str, Any]]
    searched: int


COUNT = "SELECT count(*) FROM opinions"
QUERY = """
SELECT c.opinion AS opinion, o.record AS record, coalesce(nullif(o.name, ''), k.name, '') AS name, o.court AS court,
       coalesce(nullif(o.decided, ''), k.decided, '') AS decided, o.cites AS cites, c.number AS number, c.signal AS signal,
       c.part AS part, c.author AS author, c.page AS page, c.pin AS pin, c.parenthetical AS parenthetical,
       c.history AS history, c.passage AS passage, c.parallel AS parallel, c.refers AS refers
FROM citations c
JOIN opinions o ON o.opinion = c.opinion
LEFT JOIN (SELECT cluster, max(name) AS name, max(decided) AS decided FROM clusters GROUP BY cluster) k
       ON o.cluster <> '' AND k.cluster = o.cluster
WHERE c.key IN (SELECT value FROM wanted)
ORDER BY c.opinion, c.number
LIMIT 100000
"""


def _found(path: Path, keys: Sequence[str]) -> _Rows:
    if not path.is_file():
        raise BadInput([Problem(str(path), 0, "no such table", "name one that 'afortiori ingest' has written")])
    with path.open("rb") as stream:
        start = stream.read(16)
    if start.startswith(b"SQLite format 3"):
        return _in_sqlite(path, keys)
    if start.startswith(b"PAR1"):
        return _in_parquet(path, keys)
    raise BadInput([_foreign(path)])


def _in_sqlite(path: Path, keys: Sequence[str]) -> _Rows:
    try:
        with closing(sqlite3.connect(f"file:{_as_uri(path)}?mode=ro", uri=True)) as connection:
            connection.execute("CREATE TEMP TABLE wanted (value TEXT)")
            connection.executemany("INSERT INTO wanted VALUES (?)", [(key,) for key in keys])
            connection.row_factory = sqlite3.Row
            return _Rows([dict(row) for row in connection.execute(QUERY)], connection.execute(COUNT).fetchone()[0])
    except sqlite3.Error:
        raise BadInput([_foreign(path)]) from None


def _as_uri(path: Path) -> str:
    from urllib.parse import quote

    return quote(path.resolve().as_posix())


def _in_parquet(path: Path, keys: Sequence[str]) -> _Rows:
    files = {table: file_of(path, table) for table in TABLES}
    absent = [file for file in files.values() if not file.is_file()]
    if absent:
        raise BadInput([Problem(str(one), 0, "the table lacks this file", "keep its files together") for one in absent])
    with locked(files.values()) as database:
        import duckdb

        try:
            for table, file in files.items():
                named = str(file).replace("'", "''")
                columns = ", ".join(f'"{one}"' for one in COLUMNS[table])
                database.execute(
                    " ".join(["CREATE VIEW", table, "AS SELECT", columns, f"FROM read_parquet('{named}')"])
                )
            database.execute("CREATE TABLE wanted (value VARCHAR)")
            database.executemany("INSERT INTO wanted VALUES (?)", [[key] for key in keys])
            found = database.execute(QUERY)
            names = [column[0] for column in found.description]
            rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
            return _Rows(rows, database.execute(COUNT).fetchone()[0])
        except duckdb.Error:
            raise BadInput([_foreign(path)]) from None


def _foreign(path: Path) -> Problem:
    return Problem(
        str(path), 0, "a file that is no table of afortiori's", "name one that 'afortiori ingest' has written"
    )
