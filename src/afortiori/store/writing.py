"""Files that afortiori writes: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from afortiori.errors import BadInput, Problem


def write(name: str, text: str) -> None:
    """Write a file in one step, so that a failure leaves what was there; BadInput where it cannot be written."""
    path = Path(name)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise BadInput([Problem(name, 0, f"cannot be written: {error.strerror}", "check the path")]) from None
