"""Sources cut into shards: files, folders, JSON lines and bulk CSV, read once from front to back and never held whole."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from stat import S_ISREG
from typing import IO, Any
from zlib import crc32

from afortiori.errors import BadInput, Problem
from afortiori.store.corpora.bulk import Dialect, dialect_of, header, rows
from afortiori.store.corpora.shard import Piece, Shard
from afortiori.store.opinions import MOST_BYTES, SUFFIXES

SHARD_BYTES = 300_000
MOST_PIECES = 1_000
PER_SHARD = 16
MOST_LINE = 100_000_000
SAMPLE = 1 << 20
PACKED: dict[bytes, Callable[..., Any]] = {b"\x1f\x8b": gzip.open, b"BZh": bz2.open, b"\xfd7zXZ": lzma.open}
PACKED_SUFFIXES = (".gz", ".bz2", ".xz")
LINES = (".jsonl", ".ndjson")
_BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError)


@dataclass(slots=True)
class Progress:
    """How far the reading of the sources has come, in bytes of the files as they lie on the disk."""

    total: int
    done: int = 0
    within: int = 0

    @property
    def share(self) -> float:
        """The share of the bytes that has been cut."""
        return min((self.done + self.within) / self.total, 1.0) if self.total else 1.0


def files_of(sources: Iterable[str], *, besides: Iterable[Path] = ()) -> dict[Path, str]:
    """Every file of the sources with the source that it is of, those of a folder in order; BadInput where one is not there."""
    left_out = {path.resolve() for path in besides}
    found: dict[Path, str] = {}
    problems = []
    for source in sources:
        path = Path(source)
        if path.is_dir():
            found |= dict.fromkeys((one for one in _within(path) if one.resolve() not in left_out), source)
        elif path.is_file():
            found[path] = source
        else:
            what = "no such file or folder" if not path.exists() else "no regular file"
            problems.append(Problem(source[:200], 0, what, "name a file or a folder of opinions"))
    if problems:
        raise BadInput(problems)
    return found


def _within(folder: Path) -> Iterator[Path]:
    """The files below a folder that are not hidden; links to other folders are not followed."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(root) / name for name in sorted(names) if not name.startswith("."))


def size_of(files: Iterable[Path]) -> int:
    """The bytes of some files together."""
    return sum(path.stat().st_size for path in files if path.exists())


def shards(files: Mapping[Path, str], progress: Progress) -> Iterator[Shard]:
    """The shards of some files, in order. Small files share one."""
    batch = _Batch("", "file")
    for path, source in files.items():
        size = path.stat().st_size if path.exists() else 0
        if _streamed(path):
            yield from _of_stream(path, source, progress)
        else:
            if source != batch.source:
                yield from batch.rest()
                batch = _Batch(source, "file")
            piece = _whole(path, str(path))
            yield from batch.with_piece(piece)
            # Where a shard of files ends hangs on their names, so that a file that is added changes few of them.
            if crc32(piece.source.encode("utf-8", "replace")) % PER_SHARD == 0:
                yield from batch.rest()
        progress.done, progress.within = progress.done + size, 0
    yield from batch.rest()


def _bare(path: Path) -> str:
    """A file's suffix, below that of its packing."""
    return Path(path.stem).suffix.lower() if path.suffix.lower() in PACKED_SUFFIXES else path.suffix.lower()


def _streamed(path: Path) -> bool:
    """Whether a file holds a record on each line or row: then it is never held whole."""
    return _bare(path) in (*LINES, ".csv") or (_bare(path) == ".json" and path.is_file() and _starts_lines(path))


def _starts_lines(path: Path) -> bool:
    """Whether a JSON file's first line is a whole record, and another follows."""
    try:
        with _opened(path) as stream:
            first, second = stream.readline(SAMPLE).strip(), stream.readline(2)
    except _BROKEN:
        return False
    return first.startswith(b"{") and first.endswith(b"}") and second[:1] == b"{"


def _whole(path: Path, name: str) -> Piece:
    """A file as one piece."""
    if _bare(path) not in SUFFIXES and _bare(path):
        return Piece(name, 1, 0, b"", "not a kind of file that holds opinions")
    try:
        if not S_ISREG(path.stat().st_mode):
            return Piece(name, 1, 0, b"", "no regular file")
        with _opened(path) as stream:
            data = stream.read(MOST_BYTES + 1)
    except _BROKEN as error:
        return Piece(name, 1, 0, b"", f"cannot be read: {getattr(error, 'strerror', None) or 'not whole'}")
    too_large = f"larger than {MOST_BYTES // 1_000_000} MB" if len(data) > MOST_BYTES else ""
    return Piece(name, 1, 0, b"" if too_large else data, too_large)


def _opened(path: Path) -> IO[bytes]:
    """A file's bytes, unpacked as they are read."""
    with path.open("rb") as stream:
        start = stream.read(6)
    unpacked = _unpacker(start)
    return unpacked(path, "rb") if unpacked else path.open("rb")


def _unpacker(start: bytes) -> Callable[..., IO[bytes]] | None:
    """What opens a packed file that begins so; None for one that is not packed."""
    return next((opener for mark, opener in PACKED.items() if start.startswith(mark)), None)


@dataclass(slots=True)
class _Batch:
    """Pieces of one source until they make a shard."""

    source: str
    form: str
    columns: tuple[str, ...] = ()
    dialect: Dialect = field(default_factory=Dialect)
    pieces: list[Piece] = field(default_factory=list)
    size: int = 0
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def with_piece(self, piece: Piece) -> Iterator[Shard]:
        self.pieces.append(piece)
        self.size += len(piece.data)
        if self.size >= SHARD_BYTES or len(self.pieces) >= MOST_PIECES:
            yield from self.rest()

    def rest(self) -> Iterator[Shard]:
        if self.pieces:
            number = 0 if self.form == "file" else next(self.numbers)
            yield Shard(self.source, number, self.form, tuple(self.pieces), self.columns, self.dialect)
        self.pieces, self.size = [], 0


def _of_stream(path: Path, source: str, progress: Progress) -> Iterator[Shard]:
    """The shards of a file of many records. Where it breaks off, that is set aside, and what came before is kept."""
    name, number = str(path), 0
    batch = _Batch(source, "lines")
    try:
        with path.open("rb") as below:
            start = below.read(6)
            below.seek(0)
            unpacked = _unpacker(start)
            stream: IO[bytes] = unpacked(below, "rb") if unpacked else below
            batch, pieces = _rows(stream, name, source) if _bare(path) == ".csv" else (batch, _lines(stream, name))
            for piece in pieces:
                number, progress.within = piece.number, below.tell()
                yield from batch.with_piece(piece)
    except _BROKEN as error:
        what = f"cannot be read further: {getattr(error, 'strerror', None) or 'not whole'}"
        yield from batch.with_piece(Piece(name, number + 1, 0, b"", what))
    yield from batch.rest()


def _lines(stream: IO[bytes], name: str) -> Iterator[Piece]:
    """A piece for each line that is not blank; a line beyond the bound is passed over."""
    number = 0
    for line in count(1):
        data = stream.readline(MOST_LINE + 1)
        if not data:
            return
        fault = ""
        if len(data) > MOST_LINE:
            fault = f"a line of more than {MOST_LINE // 1_000_000} MB"
            while data and not data.endswith(b"\n"):
                data = stream.readline(SAMPLE)
        if fault or data.strip():
            number += 1
            yield Piece(name, number, line, b"" if fault else data.rstrip(b"\r\n"), fault)


def _rows(stream: IO[bytes], name: str, source: str) -> tuple[_Batch, Iterator[Piece]]:
    """A piece for each row of a bulk CSV."""
    start = stream.read(SAMPLE)
    dialect = dialect_of(start)
    cut = rows(_Again(start, stream), dialect)
    first = next(cut, None)
    columns = header(first.data, dialect) if first else ()
    if not {"id"} <= set(columns) or not set(columns) & {"plain_text", "html", "html_with_citations", "case_name"}:
        what = "a CSV that is none of CourtListener's opinions or clusters"
        return _Batch(source, "rows"), iter([Piece(name, 1, 1, b"", what)])
    pieces = (Piece(name, number, row.line, row.data, row.fault) for number, row in enumerate(cut, 1))
    return _Batch(source, "rows", columns, dialect), pieces


class _Again:
    """A stream whose first bytes have been read already."""

    def __init__(self, start: bytes, stream: IO[bytes]) -> None:
        self._start, self._stream = start, stream

    def read(self, size: int, /) -> bytes:
        """The next bytes."""
        if self._start:
            data, self._start = self._start[:size], self._start[size:]
            return data
        return self._stream.read(size)
