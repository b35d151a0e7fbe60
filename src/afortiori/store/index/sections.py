"""The index file: a line that names it, a header in JSON, and sections of plain bytes. Imports next to nothing.

The first line is ``afortiori index 1 DIGEST LENGTH``, of the header that follows it; the header tells where each section
stands and its digest. Nothing in the file is ever executed.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

MAGIC = b"afortiori index 1 "
ALIGNED = 64
LONGEST_HEADER = 1 << 26
CHECKED = 1 << 24


class Damaged(Exception):
    """The file is no index that can be used; the message says why."""


class Sections:
    """An index file mapped into memory."""

    __slots__ = ("_start", "data", "header")

    def __init__(self, path: str) -> None:
        with open(path, "rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                raise Damaged("it is no index of afortiori")
            self.data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        line = self.data.find(b"\n", 0, 200)
        digest, _, length = self.data[len(MAGIC) : max(line, 0)].partition(b" ")
        if line < 0 or not length.isdigit() or int(length) > LONGEST_HEADER:
            raise Damaged("its first line is not whole")
        header = self.data[line + 1 : line + 1 + int(length)]
        if hashlib.sha256(header).hexdigest().encode() != digest:
            raise Damaged("its header has been changed")
        self._start = _aligned(line + 1 + int(length))
        self.header: dict[str, Any] = json.loads(header)
        ends = [at + size for at, size, _ in self.header["sections"].values()]
        if len(self.data) != self._start + max(ends, default=0):
            raise Damaged("it is not whole")

    def __contains__(self, name: str) -> bool:
        return name in self.header["sections"]

    def bytes(self, name: str) -> memoryview:
        """A section; Damaged where it was changed (of large ones only the whole file's length is checked)."""
        at, size, digest = self.header["sections"][name]
        view = memoryview(self.data)[self._start + at : self._start + at + size]
        if size <= CHECKED and hashlib.sha256(view).hexdigest() != digest:
            raise Damaged(f"its section '{name}' has been changed")
        return view


class Writing:
    """An index file being written: sections first, into a file beside it, the header last."""

    def __init__(self, path: str) -> None:
        self._path, self._unfinished = path, f"{path}.{os.getpid()}.tmp"
        self._file = open(self._unfinished, "w+b")  # noqa: SIM115 - closed where the writing ends
        self._sections: dict[str, tuple[int, int, str]] = {}

    def section(self, name: str, parts: Iterable[bytes | memoryview]) -> None:
        """Write a section, part by part."""
        start = _aligned(self._file.tell())
        self._file.write(bytes(start - self._file.tell()))
        digest, size = hashlib.sha256(), 0
        for part in parts:
            self._file.write(part)
            digest.update(part)
            size += memoryview(part).nbytes
        self._sections[name] = (start, size, digest.hexdigest())

    def close(self, header: dict[str, Any]) -> None:
        """Write the file itself in one step."""
        text = json.dumps(header | {"sections": self._sections}, ensure_ascii=False).encode()
        line = MAGIC + f"{hashlib.sha256(text).hexdigest()} {len(text)}\n".encode()
        whole = f"{self._unfinished}2"
        try:
            with open(whole, "wb") as out:
                out.write(line + text)
                out.write(bytes(_aligned(out.tell()) - out.tell()))
                self._file.seek(0)
                while part := self._file.read(1 << 24):
                    out.write(part)
            os.replace(whole, self._path)
        finally:
            self.abandon()
            if os.path.exists(whole):
                os.unlink(whole)

    def abandon(self) -> None:
        """Leave nothing behind."""
        self._file.close()
        if os.path.exists(self._unfinished):
            os.unlink(self._unfinished)


def own_indexes(folder: Path) -> dict[str, Path]:
    """The indexes that lie in a folder, by name; none where there is no such folder."""
    if not folder.is_dir():
        return {}
    return {path.stem: path for path in sorted(folder.glob("*.index")) if is_index(str(path))}


def is_index(path: str) -> bool:
    """Whether a file says that it is an index."""
    try:
        with open(path, "rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def unchanged(path: str, size: int, changed: int, digest: str) -> bool | None:
    """Whether a file is what it was, by its size and time, else by its content; None where it is not there."""
    try:
        state = os.stat(path)
    except OSError:
        return None
    if state.st_size != size:
        return False
    return state.st_mtime_ns == changed or digest_of(path) == digest


def digest_of(path: str) -> str:
    """The digest of a file's content."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _aligned(at: int) -> int:
    return -(-at // ALIGNED) * ALIGNED
