"""Files that afortiori writes: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from afortiori.errors import BadInput, Problem


def write(name: str, text: str) -> None:
    """Write a file in one step, so that a failure leaves what was there; BadInput where it cannot be written."""
    write_bytes(name, text.encode("utf-8"))


def write_bytes(name: str, data: bytes) -> None:
    """``write``, for a file that is not text."""
    path = Path(name)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(path)
    except OSError as error:
        raise BadInput([Problem(name, 0, f"cannot be written: {error.strerror}", "check the path")]) from None
    finally:
        unfinished.unlink(missing_ok=True)
