"""The cabinet as one file of SQLite: every change is a transaction, and what is half done is undone when it is next opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from afortiori.errors import BadInput, Problem
from afortiori.store.cabinet import NotKept
from afortiori.store.cabinet.ground import Row, Run
from afortiori.store.cabinet.rows import SqlCabinet

SCHEMA = 2
_MARK = 0xAF0271
_MATTERS = """
CREATE TABLE matter (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, doctrine TEXT NOT NULL, latest INTEGER NOT NULL, saved TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX matter_saved ON matter (saved DESC, id);
CREATE TABLE version (
    matter TEXT NOT NULL REFERENCES matter (id) ON DELETE CASCADE, number INTEGER NOT NULL,
    who TEXT NOT NULL, at TEXT NOT NULL, what TEXT NOT NULL, state INTEGER NOT NULL,
    title TEXT NOT NULL, doctrine TEXT NOT NULL, content TEXT NOT NULL,
    PRIMARY KEY (matter, number)
) WITHOUT ROWID;
CREATE TABLE document (
    place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, owner TEXT NOT NULL, name TEXT NOT NULL,
    digest TEXT NOT NULL, size INTEGER NOT NULL, kept TEXT NOT NULL, data BLOB NOT NULL
);
CREATE INDEX document_owner ON document (owner, place)
"""
_SHARING = """
CREATE TABLE person (
    name TEXT PRIMARY KEY, password TEXT NOT NULL, administrator INTEGER NOT NULL, closed INTEGER NOT NULL, since TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE session (
    digest TEXT PRIMARY KEY, person TEXT NOT NULL, form_token TEXT NOT NULL, ends TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE access (
    thing TEXT NOT NULL, person TEXT NOT NULL, role TEXT NOT NULL, PRIMARY KEY (thing, person)
) WITHOUT ROWID;
CREATE INDEX access_person ON access (person, thing);
CREATE TABLE log (
    place INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, answered TEXT NOT NULL, whence TEXT NOT NULL
)
"""

_INSERTS = {
    "matter": "INSERT INTO matter (id, title, doctrine, latest, saved) VALUES (?, ?, ?, ?, ?)",
    "version": "INSERT INTO version (matter, number, who, at, what, state, title, doctrine, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "document": "INSERT INTO document (id, owner, name, digest, size, kept, data) VALUES (?, ?, ?, ?, ?, ?, ?)",
    "person": "INSERT INTO person (name, password, administrator, closed, since) VALUES (?, ?, ?, ?, ?)",
    "access": "INSERT INTO access (thing, person, role) VALUES (?, ?, ?)",
    "log": "INSERT INTO log (at, who, what, answered, whence) VALUES (?, ?, ?, ?, ?)",
}


class SqliteGround:
    """The file at ``path``, which is made where there is none; only its owner may read it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=0o600)
            # One connection stays open, so that the log of changes is not folded in and begun anew at every other one.
            self._kept = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            with self._open() as connection:
                _made(connection, str(path))
        except OSError as error:
            raise _unusable(path, error.strerror or "cannot be opened") from None
        except sqlite3.Error as error:
            raise _unusable(path, str(error)) from None

    def close(self) -> None:
        """Fold the log of changes into the file."""
        self._kept.close()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=20, isolation_level=None)) as connection:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA trusted_schema = OFF")
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Run]:
        """A transaction that only reads."""
        with _told(), self._open() as connection:
            yield _runner(connection)

    @contextmanager
    def writing(self) -> Iterator[Run]:
        """One transaction that writes: it waits for its turn first, so that what it reads is still so when it writes."""
        with _told(), self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield _runner(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def copy(self) -> bytes:
        """The bytes of the file, as of one moment."""
        with _told(), self._open() as connection, closing(sqlite3.connect(":memory:")) as copy:
            connection.backup(copy)
            return copy.serialize()


class SqliteCabinet(SqlCabinet):
    """A cabinet in the file at ``path``."""

    def __init__(self, path: Path) -> None:
        super().__init__(SqliteGround(path))


def file_of(rows: dict[str, list[Row]]) -> bytes:
    """A file of SQLite with these rows of each table, their columns as ``_INSERTS`` has them."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        _tables(connection, 0)
        for table, held in rows.items():
            connection.executemany(_INSERTS[table], held)
        return connection.serialize()


def _runner(connection: sqlite3.Connection) -> Run:
    def run(statement: str, /, **values: object) -> list[Row]:
        return connection.execute(statement, values).fetchall()

    return run


@contextmanager
def _told() -> Iterator[None]:
    """What keeps SQLite from its work, as NotKept."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise NotKept(str(error)) from None


def _unusable(path: Path, why: str) -> BadInput:
    return BadInput([Problem(str(path), 0, f"cannot keep matters: {why}", "name another folder for them")])


def _made(connection: sqlite3.Connection, name: str) -> None:
    """The tables, made where the file is empty, added where it is of an earlier version; another program's file is refused."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    [mark], [schema] = (connection.execute(f"PRAGMA {what}").fetchone() for what in ("application_id", "user_version"))
    [tables] = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and (mark != _MARK or not 0 < schema <= SCHEMA):
        remedy = "name another folder" if mark != _MARK else "use the version of afortiori that wrote it"
        raise BadInput([Problem(name, 0, "no file of matters of this version of afortiori", remedy)])
    _tables(connection, schema if tables else 0)
    connection.execute("COMMIT")


def _tables(connection: sqlite3.Connection, schema: int) -> None:
    """Make the tables that a file of this schema lacks."""
    for statement in ";".join((_MATTERS, _SHARING)[schema:]).split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {_MARK}")
    connection.execute(f"PRAGMA user_version = {SCHEMA}")
