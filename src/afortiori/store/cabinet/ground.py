"""Where a cabinet's rows lie: statements in the SQL that SQLite and PostgreSQL share, run in transactions."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any, Protocol

Row = tuple[Any, ...]


class Run(Protocol):
    """One statement run, with its values by name; the rows that it gives."""

    def __call__(self, statement: str, /, **values: object) -> list[Row]:
        """Run it."""
        ...


class Ground(Protocol):
    """What can run statements. ``NotKept`` is raised where it cannot; what a transaction began is then undone."""

    def reading(self) -> AbstractContextManager[Run]:
        """A transaction that only reads."""
        ...

    def writing(self) -> AbstractContextManager[Run]:
        """A transaction that writes: done whole, or not at all."""
        ...

    def copy(self) -> bytes:
        """All that lies there, as of one moment, as the bytes of a file of SQLite."""
        ...

    def close(self) -> None:
        """Let it go."""
        ...
