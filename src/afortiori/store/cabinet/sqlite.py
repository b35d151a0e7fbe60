"""The cabinet as one file of SQLite: every change is a transaction, and what is half done is undone when it is next opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from secrets import token_urlsafe

from afortiori.errors import BadInput, Problem
from afortiori.store.cabinet import MOST_LISTED, Card, Document, Draft, Entry, NoSuchMatter, Overtaken, Saved

SCHEMA = 1
_MARK = 0xAF0271
_TABLES = """
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
CREATE INDEX document_owner ON document (owner, place);
"""
_VERSION = """
SELECT v.number, v.who, v.at, v.what, v.state, v.title, v.doctrine, v.content
FROM matter m JOIN version v ON v.matter = m.id AND v.number = coalesce(?, m.latest) WHERE m.id = ?
"""
_HISTORY = "SELECT number, who, at, what, state FROM version WHERE matter = ? ORDER BY number DESC"
_LISTED = """
SELECT m.id, m.title, m.doctrine, v.number, v.who, v.at, v.what, v.state
FROM matter m JOIN version v ON v.matter = m.id AND v.number = m.latest
WHERE m.title LIKE ? ESCAPE '!' ORDER BY m.saved DESC, m.id LIMIT ? OFFSET ?
"""
_KEEP = "INSERT INTO document (id, owner, name, digest, size, kept, data) VALUES (?, ?, ?, ?, ?, ?, ?)"
_KEPT = "SELECT id, owner, name, digest, size, kept, data FROM document WHERE id = ?"
_DOCUMENTS = "SELECT id, owner, name, digest, size, kept FROM document WHERE owner = ? ORDER BY place"


class SqliteCabinet:
    """A cabinet in the file at ``path``, which is made where there is none; only its owner may read it."""

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
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction that writes: it waits for its turn first, so that what it reads is still so when it writes."""
        with self._open() as connection:
            try:
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")
            except sqlite3.OperationalError as error:
                raise _unsaved(self.path, str(error)) from None
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def create(self, draft: Draft) -> str:
        """Save a new matter as its version 1; its id."""
        id = token_urlsafe(12)
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO matter VALUES (?, ?, ?, 1, ?)", (id, draft.title, draft.doctrine, draft.when)
            )
            _add(connection, id, 1, draft, 1)
        return id

    def save(self, id: str, after: int, draft: Draft, *, state: int | None = None) -> Entry:
        """Save the next version."""
        with self._writing() as connection:
            _still(connection, id, after)
            number = after + 1
            connection.execute(
                "UPDATE matter SET title = ?, doctrine = ?, latest = ?, saved = ? WHERE id = ?",
                (draft.title, draft.doctrine, number, draft.when, id),
            )
            return _add(connection, id, number, draft, number if state is None else state)

    def open(self, id: str, number: int | None = None) -> Saved:
        """A version of a matter."""
        with self._open() as connection:
            row = connection.execute(_VERSION, (number, id)).fetchone()
        if row is None:
            raise NoSuchMatter
        return Saved(id, row[5], row[6], Entry(*row[:5]), row[7])

    def history(self, id: str) -> tuple[Entry, ...]:
        """Every version, the latest first."""
        with self._open() as connection:
            rows = connection.execute(_HISTORY, (id,)).fetchall()
        if not rows:
            raise NoSuchMatter
        return tuple(Entry(*row) for row in rows)

    def matters(self, *, words: str = "", start: int = 0) -> tuple[Card, ...]:
        """Matters, the latest saved first."""
        with self._open() as connection:
            rows = connection.execute(_LISTED, (_like(words), MOST_LISTED, start)).fetchall()
        return tuple(Card(row[0], row[1], row[2], Entry(*row[3:])) for row in rows)

    def count(self, *, words: str = "") -> int:
        """How many matters are listed in all."""
        with self._open() as connection:
            row = connection.execute("SELECT count(*) FROM matter WHERE title LIKE ? ESCAPE '!'", (_like(words),))
            return int(row.fetchone()[0])

    def remove(self, id: str, after: int) -> None:
        """Take a matter out."""
        with self._writing() as connection:
            _still(connection, id, after)
            connection.execute("DELETE FROM matter WHERE id = ?", (id,))
            connection.execute("DELETE FROM document WHERE owner = ?", (id,))

    def keep(self, owner: str, name: str, data: bytes, when: str) -> Document:
        """Keep a file with its owner."""
        document = Document(token_urlsafe(12), owner, name, sha256(data).hexdigest(), len(data), when)
        row = (document.id, owner, name, document.digest, document.size, when, data)
        with self._writing() as connection:
            connection.execute(_KEEP, row)
        return document

    def kept(self, id: str) -> tuple[Document, bytes]:
        """A file that is kept."""
        with self._open() as connection:
            row = connection.execute(_KEPT, (id,)).fetchone()
        if row is None:
            raise NoSuchMatter
        return Document(*row[:6]), row[6]

    def documents(self, owner: str) -> tuple[Document, ...]:
        """The files of an owner, the first kept first."""
        with self._open() as connection:
            rows = connection.execute(_DOCUMENTS, (owner,)).fetchall()
        return tuple(Document(*row) for row in rows)

    def discard(self, id: str) -> None:
        """Keep a file no longer, nor those that it owns."""
        with self._writing() as connection:
            connection.execute("DELETE FROM document WHERE id = ? OR owner = ?", (id, id))

    def backup(self) -> bytes:
        """The bytes of the file, as of one moment."""
        with self._open() as connection, closing(sqlite3.connect(":memory:")) as copy:
            connection.backup(copy)
            return copy.serialize()


def _unusable(path: Path, why: str) -> BadInput:
    return BadInput([Problem(str(path), 0, f"cannot keep matters: {why}", "name another folder for them")])


def _unsaved(path: Path, why: str) -> BadInput:
    remedy = "nothing was saved: make room, or wait a moment, and send it again"
    return BadInput([Problem(path.name, 0, f"cannot be saved: {why}", remedy)])


def _made(connection: sqlite3.Connection, name: str) -> None:
    """The tables, made where the file is empty; another program's file is refused."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    [mark], [schema] = (connection.execute(f"PRAGMA {what}").fetchone() for what in ("application_id", "user_version"))
    [tables] = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not tables:
        for statement in _TABLES.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {_MARK}")
        connection.execute(f"PRAGMA user_version = {SCHEMA}")
    elif (mark, schema) != (_MARK, SCHEMA):
        remedy = "name another folder" if mark != _MARK else "use the version of afortiori that wrote it"
        raise BadInput([Problem(name, 0, "no file of matters of this version of afortiori", remedy)])
    connection.execute("COMMIT")


def _still(connection: sqlite3.Connection, id: str, after: int) -> None:
    """Nothing where ``after`` is the latest version; Overtaken, NoSuchMatter."""
    row = connection.execute(_VERSION, (None, id)).fetchone()
    if row is None:
        raise NoSuchMatter
    if row[0] != after:
        raise Overtaken(Entry(*row[:5]))


def _add(connection: sqlite3.Connection, id: str, number: int, draft: Draft, state: int) -> Entry:
    entry = Entry(number, draft.who, draft.when, draft.what, state)
    connection.execute(
        "INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (id, number, draft.who, draft.when, draft.what, state, draft.title, draft.doctrine, draft.content),
    )
    return entry


def _like(words: str) -> str:
    escaped = words.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"%{escaped}%"
