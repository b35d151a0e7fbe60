"""A table of many rows, as Parquet and as CSV, streamed to its first verdict in a process of its own, and kept as an index."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

import afortiori
from afortiori.doctrine import Doctrine
from benchmarks.generating import PART, made
from benchmarks.measured import Measured

MEMORY, REFUSED = 4e9, 2
PACK, MATTER = "trade-secrets", "trade-secrets/mason"
CHILD = """
import contextlib, io, json, pathlib, resource, sys
from afortiori.cli import main
said = io.StringIO()
with contextlib.redirect_stdout(said):
    status = main(sys.argv[2:]) if sys.argv[1] == "." else main(json.loads(sys.argv[1])) or main(sys.argv[2:])
own = pathlib.Path("/proc/self/status")
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
if own.exists():
    peak = int(own.read_text().partition("VmHWM:")[2].split()[0]) * 1024
answer = json.loads(said.getvalue()[said.getvalue().index("{"):]) if status == 0 else None
print(json.dumps({"status": status, "peak": peak, "answer": answer}))
"""


def streamed(rows: int, folder: Path) -> Iterator[Measured]:
    """Memory to the first verdict from either kind of file; the time from the saved index; that changed data is refused."""
    doctrine = afortiori.open_pack(PACK).doctrine
    index, name = folder / "table.index", f"{rows:,} rows"
    tables = _write(folder, doctrine, rows)
    for table in tables:
        kind = table.suffix[1:].upper()
        asked = _Taken(_asked_of_file, table, doctrine)
        found = _Taken(_child, table, index)
        agree = _counts(found.result) == asked.result
        yield Measured(
            f"{name} from {kind} to the first verdict, streamed: memory",
            "4 GB", 1, found.result["peak"], MEMORY, agree, least=False, unit="B",
        )  # fmt: skip
        yield Measured(
            f"{name} from {kind} to the first verdict and a saved index", "DuckDB, the question alone, of the file",
            None, found.seconds, asked.seconds, agree, least=False,
        )  # fmt: skip
    again = [_Taken(_child, None, index) for _ in range(3)]
    with tables[-1].open("ab") as file:
        file.write(b"\n")
    agree = _counts(again[-1].result) == asked.result and _child(None, index)["status"] == REFUSED
    yield Measured(
        f"a verdict from the saved index of {name}, whole process; refused when its table has changed",
        "DuckDB, the question alone, of the Parquet file",
        None, min(taken.seconds for taken in again), asked.seconds, agree, least=False,
    )  # fmt: skip


class _Taken:
    """What some work gave, and how long it took."""

    def __init__(self, work: Callable[..., dict[str, Any]], *arguments: object) -> None:
        start = time.perf_counter()
        self.result = work(*arguments)
        self.seconds = time.perf_counter() - start


def _child(table: Path | None, index: Path) -> dict[str, Any]:
    make = ["index", str(table), "--doctrine", PACK, "--court", "scotus", "--decided", "1990", "-o", str(index)]
    ask = ["decide", MATTER, "--base", str(index), "--forum", "any", "--as-of", "2020-01-01", "--brief", "--json"]
    command = [sys.executable, "-c", CHILD, "." if table is None else json.dumps(make), *ask]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: dict[str, Any] = json.loads(told.splitlines()[-1])
    return found


def _counts(found: dict[str, Any]) -> dict[str, int]:
    return {side: by["count"] for side, by in found["answer"]["by"].items()} if found["answer"] else {}


def _write(folder: Path, doctrine: Doctrine, rows: int) -> list[Path]:
    """The same rows as CSV and as Parquet, written part by part."""
    import duckdb

    base = made(rows, len(doctrine.factors))
    columns, held_in = [f'"{factor.id}"' for factor in doctrine.factors], folder / "table.rows"
    tables = [folder / "table.csv", folder / "table.parquet"]
    with duckdb.connect(str(held_in), config={"threads": "2", "memory_limit": "1GB"}) as database:
        typed = ", ".join(f"{column} UTINYINT" for column in columns)
        database.execute(f"CREATE TABLE t (h UTINYINT, {typed})")
        for start in range(0, rows, PART):
            part = slice(start, start + PART)
            held = {"h": base.holding[part]}
            held |= {f"f{i}": np.ascontiguousarray(column) for i, column in enumerate(base.presence[part].T)}
            database.register("held", held)
            database.execute("INSERT INTO t SELECT * FROM held")
            database.unregister("held")
        sides = f"CASE h WHEN 0 THEN '{doctrine.sides[0].id}' ELSE '{doctrine.sides[1].id}' END AS holding"
        for table, how in zip(tables, ("FORMAT csv, HEADER", "FORMAT parquet"), strict=True):
            database.execute(f"COPY (SELECT {sides}, {', '.join(columns)} FROM t ORDER BY rowid) TO '{table}' ({how})")
    held_in.unlink()
    return tables


def _asked_of_file(path: Path, doctrine: Doctrine) -> dict[str, int]:
    """How many rows force each side, in SQL over the file: the definition, written out."""
    import duckdb

    facts = afortiori.open_pack(PACK).matters["mason"].facts
    there = {f.id for f in doctrine.factors if facts.possible(f) != (f.neutral,)}
    found = {}
    for side in doctrine.sides:
        ours = [f.id for f in doctrine.factors if any(c.side == side.id for c in f.conditions())]
        theirs = [f.id for f in doctrine.factors if f.id not in ours and f.conditions()]
        tests = [f"holding = '{side.id}'", "(" + " OR ".join(f'"{name}" = 1' for name in ours) + ")"]
        tests += [f'"{name}" = 0' for name in ours if name not in there]
        tests += [f'"{name}" = 1' for name in theirs if name in there]
        query = f"SELECT count(*) FROM '{path}' WHERE {' AND '.join(tests)}"
        with duckdb.connect(config={"threads": "2"}) as database:
            row = database.execute(query).fetchone()
        found[side.id] = int(row[0]) if row else 0
    return found
