"""What is released: the pins."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_pin_has_its_hash_and_no_address(lock: Path) -> None:
    """Each requirement is one version with its hashes; none comes from an address of its own."""
    entries = re.split(r"(?<!\\)\n", lock.read_text(encoding="utf-8").strip())
    assert [] == [
        entry for entry in entries if not re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+.*--hash=sha256:", entry, re.DOTALL)
    ]
    assert [] == [entry for entry in entries if "://" in entry]
