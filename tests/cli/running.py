"""The command as a user runs it: a process of its own, in a folder of its own, with its output in pipes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from unicodedata import category, east_asian_width

import afortiori
from cli import warm

WIDTH = 80
SOURCE = str(Path(afortiori.__file__).parents[1])


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command gave: its exit status, its answer, and what it said of faults."""

    status: int
    out: str
    err: str


def run(*arguments: str, cwd: Path | None = None, env: Mapping[str, str] | None = None, together: bool = False) -> Ran:
    """Run afortiori; ``together`` puts what goes to standard error into the answer, as a terminal shows it.

    It is forked from a process that has loaded it, on a system that can, unless its surroundings are for the interpreter.
    """
    surroundings = os.environ | {"PYTHONPATH": SOURCE, "COLUMNS": str(WIDTH)} | dict(env or {})
    with TemporaryFile() as out, TemporaryFile() as said:
        err = out if together else said
        if hasattr(os, "fork") and not any(name.startswith("PYTHON") for name in env or ()):
            status = warm.run([*arguments], str(cwd or Path.cwd()), surroundings, out, err)
        else:
            command = [sys.executable, "-m", "afortiori", *arguments]
            status = subprocess.run(command, cwd=cwd, env=surroundings, stdin=subprocess.DEVNULL, stdout=out, stderr=err, timeout=60, check=False).returncode  # fmt: skip
        out.seek(0)
        said.seek(0)
        return Ran(status, out.read().decode(), said.read().decode())


def cells(text: str) -> int:
    """How many columns a text takes in a terminal."""
    return sum(0 if category(c) in ("Mn", "Me", "Cf") else 2 if east_asian_width(c) in ("W", "F") else 1 for c in text)


def too_wide(text: str, width: int = WIDTH) -> list[str]:
    """The lines that are wider than a terminal."""
    return [line for line in text.split("\n") if cells(line) > width]


def steering(text: str) -> list[str]:
    """The characters that a terminal does not print but obeys: controls, escapes, marks of direction, invisible ones."""
    return sorted({f"U+{ord(c):04X}" for c in text if c != "\n" and category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")})
