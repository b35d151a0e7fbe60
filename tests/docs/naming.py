"""The tests that a page gives as evidence, by path and name."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def named(page: Path) -> list[tuple[str, str]]:
    """Each test that a page names: its file, and its name."""
    return NAMED.findall(page.read_text(encoding="utf-8"))


def missing(page: Path) -> list[str]:
    """The tests that a page names and that there are not."""
    return [f"{path}::{name}" for path, name in named(page) if not _holds(ROOT / path, name)]


def _holds(path: Path, name: str) -> bool:
    return path.is_file() and f"def {name}(" in path.read_text(encoding="utf-8")
