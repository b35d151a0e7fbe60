"""From a table to its index: rows encoded part by part, sorted once, written with what a verdict needs at hand."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from afortiori.authority import Court
from afortiori.casebase.encoding import Encoding, Field
from afortiori.casebase.register import COLUMNS_MOST, SideRows
from afortiori.casebase.tabular import Filling, Table
from afortiori.constraint import prevails
from afortiori.courts import built_in
from afortiori.doctrine import Doctrine
from afortiori.errors import BadInput, Problem
from afortiori.precedent import Precedent
from afortiori.store.index.sections import Writing, digest_of
from afortiori.store.index.table import Columns, TableFile
from afortiori.store.pack import Pack

Progress = Callable[[int, int], None]
Tell = Callable[[str], None]
SHAPE = "1"
Array = Any


def build(
    path: str, pack: Pack, out: str, columns: Columns, progress: Progress | None = None, tell: Tell | None = None
) -> int:
    """Write the index of a table for a pack's doctrine; how many rows it has. BadInput with every fault of the table.

    ``tell`` is told what of the table is not taken.

    Memory: the words of the rows, 8 bytes a row and word twice over while they are sorted, a part of a million rows, and
    the database's 1.5 GB.
    """
    if not os.path.isfile(path):
        raise BadInput([Problem(path, 0, "no such file", "name a CSV or Parquet file")])
    with TableFile(path, pack.doctrine, pack.courts, columns) as table:
        try:
            writing = Writing(out)
        except OSError as error:
            raise BadInput([Problem(out, 0, f"cannot be written: {error.strerror}", "check the path")]) from None
        try:
            rows = _written(table, pack, writing, progress)
        except BaseException:
            writing.abandon()
            raise
        if tell is not None:
            for note in table.notes():
                tell(note)
        return rows


def doctrine_digest(pack: Pack) -> str:
    """The digest of the file that a pack's doctrine is read from."""
    return digest_of(doctrine_file(str(pack.path)))


def doctrine_file(folder: str) -> str:
    """The file of a pack's doctrine."""
    return next(name for s in ("yaml", "yml") if os.path.isfile(name := os.path.join(folder, f"doctrine.{s}")))


def _written(table: TableFile, pack: Pack, writing: Writing, progress: Progress | None) -> int:
    total, filling, counted = table.count, _Counted(), 0
    ids: list[list[str]] = []

    def levels() -> Iterator[bytes]:
        nonlocal counted
        for part, names in table.parts():
            filling.add(pack.doctrine, part)
            ids.append(names)
            counted += len(part.holding)
            if progress is not None:
                progress(counted, total)
            yield part.levels.tobytes()

    writing.section("levels", levels())
    _columns(writing, filling, ids)
    state = os.stat(table.path)
    header = {
        "shape": SHAPE,
        "rows": total,
        "doctrine": pack.id,
        "doctrine_path": os.path.abspath(doctrine_file(str(pack.path))),
        "doctrine_digest": doctrine_digest(pack),
        "source": os.path.abspath(table.path),
        "source_size": state.st_size,
        "source_changed": state.st_mtime_ns,
        "source_digest": digest_of(table.path),
        "numbered": table.numbered,
        "wide": filling.wide,
        "small": total <= COLUMNS_MOST,
        "order": list(filling.encodings[0].doctrine.factor_ids()) if not filling.filling else list(filling.order),
        "standings": [[stub.court.id, stub.decided.text, stub.decided.last] for stub in table.standings],
        "binds": _binds(table.standings, pack.courts, pack.doctrine),
        "courts": [*(built_in() | dict(pack.courts))],
        "ranked": _ranked(table.standings),
        "ruled": any(rule.formula is not None for rule in pack.doctrine.rules),
        "sides": [_side(writing, n, rows) for n, rows in enumerate(filling.sides().values())],
        "question": pack.doctrine.question,
        "side_names": [[side.id, side.name] for side in pack.doctrine.sides],
        "factors": [_factor(factor, filling.encodings) for factor in pack.doctrine.factors],
    }
    writing.close(header)
    return total


class _Counted:
    """The rows encoded so far, with their sides and standings."""

    def __init__(self) -> None:
        self.filling: Filling | None = None
        self.holding: list[Array] = []
        self.standing: list[Array] = []
        self.wide = False
        self.order: tuple[str, ...] = ()

    def add(self, doctrine: Doctrine, part: Table) -> None:
        if self.filling is None:
            self.filling = Filling(doctrine, part)
            self.wide = part.levels.dtype.itemsize == 2
            self.order = self.filling.order
        self.filling.add(part)
        self.holding.append(part.holding)
        self.standing.append(part.standing)

    @property
    def encodings(self) -> list[Encoding]:
        return self.filling.encodings if self.filling is not None else []

    def sides(self) -> Mapping[str, SideRows]:
        return self.filling.sides() if self.filling is not None else {}


def _columns(writing: Writing, filling: _Counted, ids: list[list[str]]) -> None:
    writing.section("holding", (part.tobytes() for part in filling.holding))
    writing.section("standing", (part.tobytes() for part in filling.standing))
    if any(ids):
        import numpy as np

        encoded = [[name.encode() for name in names] for names in ids]
        lengths = np.array([len(name) + 1 for names in encoded for name in names], dtype=np.uint64)
        writing.section("ids", (b"\n".join(names) + b"\n" for names in encoded))
        writing.section("id_ends", [np.cumsum(lengths).astype(np.uint64).tobytes()])


def _side(writing: Writing, n: int, rows: SideRows) -> dict[str, Any]:
    """The rows of one side, sorted, with their zones; for a small base its bit columns too."""
    import numpy as np

    zones = rows.zones
    writing.section(f"side{n}.numbers", [np.ascontiguousarray(zones.numbers, dtype=np.uint32).tobytes()])
    for name, level in (("rows", zones.rows), ("blocks", zones.blocks), ("zones", zones.zones)):
        for w, word in enumerate(level):
            writing.section(f"side{n}.{name}{w}", [np.ascontiguousarray(word, dtype=np.uint64).data.cast("B")])
    told: dict[str, Any] = {"side": rows.encoding.side, "guards": list(rows.encoding.guards), "count": len(rows)}
    if len(zones.numbers) <= COLUMNS_MOST:
        plain, fields, every = rows.columns.kept()
        width = (every.bit_length() + 7) // 8
        columns = [every, *(bits for *_, bits in plain), *(bits for *_, below in fields for bits in below)]
        writing.section(f"side{n}.columns", (bits.to_bytes(width, "little") for bits in columns))
        told["width"] = width
        told["plain"] = [[word, bit] for word, bit, _ in plain]
        told["fields"] = [[word, shift, ones, len(below)] for word, shift, ones, below in fields]
    return told


def _binds(standings: Iterable[Precedent], courts: Mapping[str, Court], doctrine: Doctrine) -> dict[str, list[str]]:
    """For each deciding court the courts that it binds."""
    deciding = {stub.court.id: stub.court for stub in standings}
    forums = (built_in() | dict(courts)).values()
    return {id: [f.id for f in forums if court.binds(f, doctrine.law)] for id, court in deciding.items()}


def _ranked(standings: tuple[Precedent, ...]) -> bool:
    """Whether one of the standings may prevail over another; taken for granted where they are many."""
    if len(standings) > 300:
        return True
    return any(prevails(a, b) for a in standings for b in standings)


def _factor(factor: Any, encodings: list[Encoding]) -> dict[str, Any]:
    """A factor's levels, and for each side the part of a question that each of them gives."""
    return {
        "id": factor.id,
        "levels": list(factor.levels),
        "neutral": factor.neutral,
        "line": 2 * len(factor.order) == len(factor.levels) * (len(factor.levels) - 1),
        "field": any(isinstance(slot, Field) and slot.factor.id == factor.id for e in encodings for slot in e.slots),
        "parts": [[list(part) for part in encoding.query_parts(factor)] for encoding in encodings],
    }
