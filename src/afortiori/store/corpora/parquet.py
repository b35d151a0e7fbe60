"""The table of a corpus as Parquet: one file a kind of row, written by a database that may open those files and no others."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from afortiori.errors import BadInput, MissingExtra, Problem
from afortiori.store.corpora.shard import COLUMNS, NUMBERS
from afortiori.store.corpora.table import Table

UNFINISHED = ".unfinished"


def file_of(path: Path, table: str) -> Path:
    """The file that holds a kind of row: citations in the one that the user named, the others beside it.

    >>> file_of(Path("corpus.parquet"), "parts").name
    'corpus.parts.parquet'
    """
    return path if table == "citations" else path.with_name(f"{path.stem}.{table.replace('_', '-')}.parquet")


def locked(files: Iterable[Path]) -> Any:
    """A database in memory that may open these files, nothing else, and nothing that it would have to fetch."""
    try:
        import duckdb
    except ImportError:
        raise MissingExtra("corpora", "Parquet") from None
    database = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    database.execute("SET allowed_paths = ?", [[str(file) for file in files]])
    database.execute("SET enable_external_access = false")
    database.execute("SET lock_configuration = true")
    return database


def to_parquet(table: Table, path: Path) -> None:
    """Write every kind of row, sorted; the files come whole or not at all."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(dir=path.parent, prefix=f".{path.stem}.")))
        made = {}
        for kind in COLUMNS:
            text, made[kind] = folder / f"{kind}.csv", folder / f"{kind}.parquet"
            _csv(table.rows(kind), kind, text)
            _copied(kind, text, made[kind])
        for kind, file in made.items():
            file.replace(file_of(path, kind))


def _csv(rows: Iterator[Sequence[Any]], kind: str, text: Path) -> None:
    with text.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_NOTNULL if hasattr(csv, "QUOTE_NOTNULL") else csv.QUOTE_MINIMAL)
        writer.writerow(COLUMNS[kind])
        writer.writerows(rows)


def _copied(kind: str, text: Path, made: Path) -> None:
    import duckdb

    columns = ", ".join(f"'{one}': '{'BIGINT' if one in NUMBERS else 'VARCHAR'}'" for one in COLUMNS[kind])
    words = ", ".join(f"'{one}'" for one in COLUMNS[kind] if one not in NUMBERS)
    source = (
        f"read_csv({_quoted(text)}, header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
        f"columns = {{{columns}}}, force_not_null = [{words}], parallel = false, max_line_size = 100000000)"
    )
    try:
        with locked([text, made]) as database:
            how = "(FORMAT parquet, USE_TMP_FILE false)"
            database.execute(" ".join(["COPY (SELECT * FROM", source, ") TO", _quoted(made), how]))
    except duckdb.Error as error:
        what = f"cannot be written as Parquet: {str(error).splitlines()[0][:120]}"
        raise BadInput([Problem(str(made.parent.parent), 0, what, "write it as .sqlite")]) from None


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
