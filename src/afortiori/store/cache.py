"""Compiled files in the user's cache folder: YAML is too slow to parse each time. Plain JSON, found by content."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from typing import Any

MOST_BYTES = 500_000_000
FILES = "files"
_KEPT = re.compile(r"[0-9a-f]{64}\.json")
SHAPES = os.path.join(os.path.dirname(__file__), "schema.py")


def folder() -> str:
    """The cache folder: $AFORTIORI_CACHE, else the platform's own place for caches."""
    if own := os.environ.get("AFORTIORI_CACHE"):
        return own
    home = os.path.expanduser("~")
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Caches", "afortiori")
    if sys.platform == "win32":
        return os.path.join(
            os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local"), "afortiori", "Cache"
        )
    return os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache"), "afortiori")


def key_of(version: str, parts: Iterable[tuple[str, bytes]]) -> str:
    """The digest of some files' names and contents, of the shapes that they are checked against, and of the version."""
    digest = hashlib.sha256(f"{version}\n".encode() + _shapes())
    for name, data in parts:
        digest.update(f"{len(data)} {name}\n".encode())
        digest.update(data)
    return digest.hexdigest()


@cache
def _shapes() -> bytes:
    with open(SHAPES, "rb") as shapes:
        return shapes.read()


def fetch(key: str) -> dict[str, Any] | None:
    """What was kept under the key; None where there is nothing that can be used.

    A file is used only where it is whole: its first line is the digest of the key and of the rest.
    """
    try:
        path = os.path.join(folder(), f"{key}.json")
        if not os.path.isfile(path):
            return None
        with open(path, "rb") as file:
            digest, _, data = file.read().partition(b"\n")
        if digest != _digest(key, data):
            return None
        plain = json.loads(data, parse_int=_refuse, parse_float=_refuse, parse_constant=_refuse)
    except (OSError, ValueError, RecursionError):
        return None
    return plain if isinstance(plain, dict) else None


def _digest(key: str, data: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\n" + data).hexdigest().encode()


def _refuse(number: str) -> Any:
    raise ValueError(f"plain data hold no number, and here is {number[:20]}")


def keep(key: str, plain: dict[str, Any]) -> None:
    """Keep plain data under the key, whole or not at all; a folder that cannot be written is no fault."""
    with suppress(OSError):
        path = os.path.join(folder(), f"{key}.json")
        os.makedirs(os.path.dirname(path), exist_ok=True, mode=0o700)
        unfinished = f"{path}.{os.getpid()}.tmp"
        data = json.dumps(plain, ensure_ascii=False).encode()
        try:
            with open(unfinished, "wb") as file:
                file.write(_digest(key, data) + b"\n" + data)
            os.replace(unfinished, path)
        finally:
            if os.path.exists(unfinished):
                os.unlink(unfinished)
        if not key.startswith(f"{FILES}/"):  # after a pack, not after each of its files
            _make_room(folder())


def _make_room(where: str) -> None:
    """Past the limit, what was written longest ago goes, until half is left; what nobody kept here is not touched."""
    found: list[tuple[float, int, str]] = []
    for inner in (where, os.path.join(where, FILES)):
        if os.path.isdir(inner):
            found += [
                (e.stat().st_mtime, e.stat().st_size, e.path) for e in os.scandir(inner) if _KEPT.fullmatch(e.name)
            ]
    room = sum(size for _, size, _ in found)
    if room > MOST_BYTES:
        for _, size, path in sorted(found):
            if room > MOST_BYTES // 2:
                os.unlink(path)
                room -= size
