"""The cabinet on a server of PostgreSQL, reached at an address such as ``postgresql://name:password@host/database``."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from afortiori.errors import BadInput, MissingExtra, Problem, bad_option
from afortiori.store.cabinet import NotKept
from afortiori.store.cabinet.ground import Row, Run
from afortiori.store.cabinet.rows import SqlCabinet

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine, TextClause

SCHEMA = 1
PLAIN, ENCRYPTED, VERIFIED = "disable", "require", "verify-full"
_NEAR = ("localhost", "127.0.0.1", "::1", None, "")
_TABLES = (
    "CREATE TABLE afortiori (schema BIGINT NOT NULL)",
    """CREATE TABLE matter (
        id TEXT PRIMARY KEY, title TEXT NOT NULL, doctrine TEXT NOT NULL, latest BIGINT NOT NULL, saved TEXT NOT NULL
    )""",
    "CREATE INDEX matter_saved ON matter (saved DESC, id)",
    """CREATE TABLE version (
        matter TEXT NOT NULL REFERENCES matter (id) ON DELETE CASCADE, number BIGINT NOT NULL,
        who TEXT NOT NULL, at TEXT NOT NULL, what TEXT NOT NULL, state BIGINT NOT NULL,
        title TEXT NOT NULL, doctrine TEXT NOT NULL, content TEXT NOT NULL,
        PRIMARY KEY (matter, number)
    )""",
    """CREATE TABLE document (
        place BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id TEXT NOT NULL UNIQUE, owner TEXT NOT NULL, name TEXT NOT NULL,
        digest TEXT NOT NULL, size BIGINT NOT NULL, kept TEXT NOT NULL, data BYTEA NOT NULL
    )""",
    "CREATE INDEX document_owner ON document (owner, place)",
    """CREATE TABLE person (
        name TEXT PRIMARY KEY, password TEXT NOT NULL, administrator BIGINT NOT NULL, closed BIGINT NOT NULL, since TEXT NOT NULL
    )""",
    "CREATE TABLE session (digest TEXT PRIMARY KEY, person TEXT NOT NULL, form_token TEXT NOT NULL, ends TEXT NOT NULL)",
    "CREATE TABLE access (thing TEXT NOT NULL, person TEXT NOT NULL, role TEXT NOT NULL, PRIMARY KEY (thing, person))",
    "CREATE INDEX access_person ON access (person, thing)",
    """CREATE TABLE log (
        place BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL,
        answered TEXT NOT NULL, whence TEXT NOT NULL
    )""",
)
_COPIED = {
    "matter": "SELECT id, title, doctrine, latest, saved FROM matter",
    "version": "SELECT matter, number, who, at, what, state, title, doctrine, content FROM version",
    "document": "SELECT id, owner, name, digest, size, kept, data FROM document ORDER BY place",
    "person": "SELECT name, password, administrator, closed, since FROM person",
    "access": "SELECT thing, person, role FROM access",
    "log": "SELECT at, who, what, answered, whence FROM log ORDER BY place",
}
_ONE_AT_A_TIME = 0xAF0271


class PostgresGround:
    """A database of a server; its tables are made where there are none. What it says never repeats the password."""

    def __init__(self, address: str) -> None:
        self._engine, self.name = _engine(address)
        try:
            with self.writing() as run:
                _made(run, self.name)
        except NotKept as error:
            self.close()
            raise BadInput([Problem(self.name, 0, str(error), "check the address and that the server runs")]) from None
        except BadInput:
            self.close()
            raise

    def close(self) -> None:
        """End the connections."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Run]:
        """A transaction that only reads, and sees one moment."""
        with _told(), self._engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            yield _runner(connection)

    @contextmanager
    def writing(self) -> Iterator[Run]:
        """One transaction that writes; of two that change one matter the second waits for the first."""
        with _told(), self._engine.begin() as connection:
            yield _runner(connection)

    def copy(self) -> bytes:
        """All that lies there, as of one moment, as a file of SQLite: nobody is tied to the server."""
        from afortiori.store.cabinet.sqlite import file_of

        with self.reading() as run:
            return file_of({table: run(statement) for table, statement in _COPIED.items()})


class PostgresCabinet(SqlCabinet):
    """A cabinet in the database at an address."""

    def __init__(self, address: str) -> None:
        super().__init__(PostgresGround(address))


def _engine(address: str) -> tuple[Engine, str]:
    """The connections to an address, and the address as it may be shown."""
    try:
        from sqlalchemy import create_engine
        from sqlalchemy.engine import make_url
        from sqlalchemy.exc import ArgumentError
    except ImportError:
        raise MissingExtra("postgres", "PostgreSQL") from None
    if find_spec("pg8000") is None:
        raise MissingExtra("postgres", "PostgreSQL")
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise _no_address() from None
    if url.drivername not in ("postgresql", "postgres", "postgresql+pg8000") or not url.database:
        raise _no_address()
    plain = url.set(drivername="postgresql+pg8000", query={})
    engine = create_engine(
        plain, connect_args=_reached(url), pool_size=16, max_overflow=16, pool_pre_ping=True, hide_parameters=True
    )
    return engine, plain.set(drivername="postgresql").render_as_string(hide_password=True)


def _no_address() -> BadInput:
    return bad_option("not an address of PostgreSQL", "write postgresql://NAME:PASSWORD@HOST:5432/DATABASE")


def _reached(url: URL) -> dict[str, Any]:
    """How the server is reached: by its socket, plainly on this machine, else encrypted and verified unless the address says otherwise."""
    query = {name: value if isinstance(value, str) else value[-1] for name, value in url.query.items()}
    folder = query.pop("host", "")
    mode = query.pop("sslmode", PLAIN if url.host in _NEAR else VERIFIED)
    if query or mode not in (PLAIN, ENCRYPTED, VERIFIED):
        raise bad_option(
            "the address of PostgreSQL asks what is not known",
            f"sslmode={PLAIN}, {ENCRYPTED} or {VERIFIED}; host=FOLDER",
        )
    reached: dict[str, Any] = {"timeout": 20, "application_name": "afortiori", "ssl_context": False}
    if folder:
        reached["unix_sock"] = f"{folder}/.s.PGSQL.{url.port or 5432}"
    elif mode != PLAIN:
        reached["ssl_context"] = _secured(verified=mode == VERIFIED)
    return reached


def _secured(*, verified: bool) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if not verified:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


@lru_cache(maxsize=256)
def _clause(statement: str) -> TextClause:
    from sqlalchemy import text

    return text(statement)


def _runner(connection: Connection) -> Run:
    def run(statement: str, /, **values: object) -> list[Row]:
        result = connection.execute(_clause(statement), {name: _storable(value) for name, value in values.items()})
        return [tuple(row) for row in result] if result.returns_rows else []

    return run


def _storable(value: object) -> object:
    """Text as the server can hold it: it knows no NUL."""
    return value.replace("\0", "\ufffd") if isinstance(value, str) else value


@contextmanager
def _told() -> Iterator[None]:
    """What keeps the server from its work, as NotKept; the driver's words may carry values, so only the server's own are told."""
    from sqlalchemy import exc

    try:
        yield
    except exc.DBAPIError as error:
        said = error.orig.args[0] if error.orig is not None and error.orig.args else ""
        raise NotKept(str(said.get("M", "refused")) if isinstance(said, dict) else str(said) or "no answer") from None
    except (exc.TimeoutError, OSError):
        raise NotKept("it is too busy, or does not answer") from None


def _made(run: Run, name: str) -> None:
    """The tables, made where there are none; another version's are refused."""
    run("SELECT pg_advisory_xact_lock(:number)", number=_ONE_AT_A_TIME)
    if not run(
        "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'afortiori'"
    ):
        for statement in _TABLES:
            run(statement)
        run("INSERT INTO afortiori (schema) VALUES (:schema)", schema=SCHEMA)
    elif run("SELECT schema FROM afortiori") != [(SCHEMA,)]:
        raise BadInput([Problem(name, 0, "its tables are of another version of afortiori", "use that version")])
