"""Compiled files in the user's cache folder: YAML is too slow to parse each time. Plain JSON, found by content."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

SHAPES = Path(__file__).with_name("schema.py")


def folder() -> Path:
    """The cache folder: $AFORTIORI_CACHE, else the platform's own place for caches."""
    if own := os.environ.get("AFORTIORI_CACHE"):
        return Path(own)
    home = Path.home()
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "afortiori"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "afortiori" / "Cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "afortiori"


def key_of(version: str, parts: Iterable[tuple[str, bytes]]) -> str:
    """The digest of some files' names and contents, of the shapes that they are checked against, and of the version."""
    digest = hashlib.sha256(f"{version}\n".encode() + SHAPES.read_bytes())
    for name, data in parts:
        digest.update(f"{len(data)} {name}\n".encode())
        digest.update(data)
    return digest.hexdigest()


def fetch(key: str) -> dict[str, Any] | None:
    """What was kept under the key; None where there is nothing that can be used.

    A file is used only where it is whole: its first line is the digest of the key and of the rest.
    """
    try:
        path = folder() / f"{key}.json"
        if not path.is_file():
            return None
        digest, _, data = path.read_bytes().partition(b"\n")
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
        where = folder()
        where.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = where / f"{key}.{os.getpid()}.tmp"
        data = json.dumps(plain, ensure_ascii=False).encode()
        try:
            unfinished.write_bytes(_digest(key, data) + b"\n" + data)
            unfinished.replace(where / f"{key}.json")
        finally:
            unfinished.unlink(missing_ok=True)
