"""What is released: the pins, the version and its history, what the source distribution holds."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from afortiori.version import VERSION

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


def test_the_latest_entry_of_the_changelog_is_this_version() -> None:
    """Below what is not yet released stands the version that the package bears, with its day."""
    released = re.findall(r"^## \[([\d.]+)\] - \d{4}-\d\d-\d\d$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert VERSION == released[0]


def test_the_source_distribution_holds_all_that_its_documents_speak_of() -> None:
    """Nothing that the repository has is left out of it: no exclusion stands in the build's configuration."""
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]
    assert "sdist" not in build.get("build", {}).get("targets", {})
