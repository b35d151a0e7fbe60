"""The table of a corpus: SQLite, written a shard at a time, so that work broken off goes on where it stopped."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from afortiori.errors import BadInput, Problem
from afortiori.store.corpora.shard import COLUMNS, NUMBERS, Rows
from afortiori.version import VERSION


def _named(columns: Iterable[str]) -> str:
    return ", ".join(f'"{one}"' for one in columns)


KEYS = {
    "opinions": ("opinion",),
    "parts": ("opinion", "number"),
    "citations": ("opinion", "number"),
    "clusters": ("cluster", "source"),
    "set_aside": ("source", "number", "line", "what"),
}
_INSERT = {
    table: " ".join(["INSERT OR REPLACE INTO", table, "VALUES (", ", ".join("?" * (len(columns) + 1)), ")"])
    for table, columns in COLUMNS.items()
}
_DELETE = {table: " ".join(["DELETE FROM", table, "WHERE shard = ?"]) for table in (*COLUMNS, "shards")}
_COUNT = {table: " ".join(["SELECT count(*) FROM", table]) for table in COLUMNS}
_SELECT = {
    table: " ".join(["SELECT", _named(columns), "FROM", table, "ORDER BY", _named(KEYS[table])])
    for table, columns in COLUMNS.items()
}
FORM = "1"
_MARK = 0x61466F72


@dataclass(frozen=True, slots=True)
class Counts:
    """What a table holds."""

    opinions: int
    citations: int
    parts: int
    clusters: int
    set_aside: int


class Table:
    """A table being written. Each shard is added in one step, with its rows, or not at all."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._open(path)
        except sqlite3.DatabaseError:
            raise BadInput([_foreign(path)]) from None

    def _open(self, path: Path) -> None:
        try:
            self._connection = sqlite3.connect(path, isolation_level=None)
        except sqlite3.OperationalError as error:
            raise BadInput([Problem(str(path), 0, f"cannot be written: {error}", "check the path")]) from None
        if not self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            self._create()
        elif self._connection.execute("PRAGMA application_id").fetchone()[0] != _MARK:
            raise BadInput([_foreign(path)])
        about = dict(self._connection.execute("SELECT key, value FROM about"))
        if about != {"form": FORM, "afortiori": VERSION}:
            what = f"a table begun by afortiori {str(about.get('afortiori'))[:20]}, which may read opinions otherwise"
            raise BadInput([Problem(str(path), 0, what, "write to a new table")])

    def _create(self) -> None:
        run = self._connection.execute
        run("BEGIN")
        run(f"PRAGMA application_id = {_MARK}")
        for table, columns in COLUMNS.items():
            defined = ", ".join(f'"{one}" {"INTEGER" if one in NUMBERS else "TEXT"}' for one in columns)
            key = f"PRIMARY KEY ({_named(KEYS[table])})"
            run(f"CREATE TABLE {table} ({defined}, shard INTEGER NOT NULL, {key}) WITHOUT ROWID")
            run(f"CREATE INDEX {table}_of_shard ON {table} (shard)")
        run("CREATE INDEX citations_by_key ON citations (key)")
        run("CREATE TABLE shards (shard INTEGER PRIMARY KEY, source TEXT, number INTEGER, digest TEXT UNIQUE)")
        run("CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
        self._connection.executemany("INSERT INTO about VALUES (?, ?)", [("form", FORM), ("afortiori", VERSION)])
        run("COMMIT")

    def done(self) -> dict[str, int]:
        """The digest of each shard that is in the table, with its number there."""
        return {digest: shard for shard, digest in self._connection.execute("SELECT shard, digest FROM shards")}

    def add(self, source: str, number: int, digest: str, rows: Rows) -> None:
        """Add a shard's rows; what the table has of the same opinions is replaced."""
        run = self._connection
        run.execute("BEGIN IMMEDIATE")
        try:
            new = run.execute("INSERT INTO shards (source, number, digest) VALUES (?, ?, ?)", (source, number, digest))
            for table, found in rows.items():
                run.executemany(_INSERT[table], ([*row, new.lastrowid] for row in found))
            run.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                run.execute("ROLLBACK")
            raise

    def drop(self, shards: Iterable[int]) -> None:
        """Take out shards whose source has changed, with all that they brought."""
        run = self._connection
        run.execute("BEGIN IMMEDIATE")
        for shard in shards:
            for table in (*COLUMNS, "shards"):
                run.execute(_DELETE[table], (shard,))
        run.execute("COMMIT")

    def of_sources(self, sources: Iterable[str]) -> dict[int, str]:
        """The shards that came from some sources, with their digests."""
        wanted = set(sources)
        found = self._connection.execute("SELECT shard, source, digest FROM shards")
        return {shard: digest for shard, source, digest in found if source in wanted}

    def counts(self) -> Counts:
        """How many rows of each kind there are."""
        return Counts(*(self._count(name) for name in Counts.__dataclass_fields__))

    def _count(self, table: str) -> int:
        return int(self._connection.execute(_COUNT[table]).fetchone()[0])

    def rows(self, table: str) -> Iterator[tuple[Any, ...]]:
        """The rows of one kind in order, without their shard."""
        yield from self._connection.execute(_SELECT[table])

    def aside(self) -> Iterator[tuple[str, str, str]]:
        """Each record that was set aside: where, why, and what to do."""
        for source, _, line, what, remedy in self.rows("set_aside"):
            yield f"{source}:{line}" if line else source, what, remedy

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _foreign(path: Path) -> Problem:
    return Problem(str(path), 0, "a file that is no table of afortiori's", "name a new file; nothing was written")
