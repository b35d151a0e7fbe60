"""Which cabinet: a server of PostgreSQL where an address is given, else the file in the folder for data."""

from __future__ import annotations

from pathlib import Path

from afortiori.store.cabinet.rows import SqlCabinet


def cabinet_at(folder: Path, database: str) -> SqlCabinet:
    """The cabinet; BadInput where it cannot be used."""
    if database:
        from afortiori.store.cabinet.postgres import PostgresCabinet

        return PostgresCabinet(database)
    from afortiori.store.cabinet.sqlite import SqliteCabinet

    return SqliteCabinet(folder / "matters.sqlite")
