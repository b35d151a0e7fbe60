"""Where the real inputs for the tests lie: ``shared/data`` beside the repository, which not everybody has."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).resolve().parents[1] / ".." / "shared" / "data"


def table(name: str) -> list[dict[str, str]]:
    """The rows of a shared CSV file; skips the test where the file is absent."""
    path = DATA / name
    if not path.is_file():
        pytest.skip(f"the shared data file {name} is absent")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def example(id: str) -> dict[str, Any]:
    """One of the literature's worked examples; skips the test where the file is absent."""
    from ruamel.yaml import YAML

    path = DATA / "literature/worked-examples.yaml"
    if not path.is_file():
        pytest.skip("the shared data file worked-examples.yaml is absent")
    examples = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return next(dict(each) for each in examples if each["id"] == id)


def sample(name: str) -> Path:
    """One of the shared sample files; skips the test where it is absent."""
    path = DATA / "samples" / name
    if not path.is_file():
        pytest.skip(f"the shared sample {name} is absent")
    return path


def seed() -> Path:
    """The dissent from which the project began; skips the test where it is absent."""
    path = DATA.parent / "seed" / "dissent.txt"
    if not path.is_file():
        pytest.skip("the shared seed is absent")
    return path
