"""Faults in a pack's questions: what is written, and the problems that a user reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from packs.writing import changed, faults, pack

FILE = "questions/own.yaml"
TABLE: list[tuple[str, str, list[str]]] = [
    (
        "verdict: forced",
        "verdict: force",
        ["pack/questions/own.yaml:5: 'verdict' cannot be 'force'; did you mean 'forced'?"],
    ),
    (
        "verdict: forced",
        "verdict: forced\n    set: [a]",
        ["pack/questions/own.yaml:6: 'set' is not in its form; write a mapping, each entry as 'name: value'"],
    ),
]


@pytest.mark.parametrize(("right", "wrong", "problems"), TABLE, ids=[row[1][:60] for row in TABLE])
def test_a_fault_is_told_with_its_line_and_its_remedy(
    tmp_path: Path, right: str, wrong: str, problems: list[str]
) -> None:
    """Each passage of a valid file, written otherwise, gives exactly these problems."""
    assert problems == faults(pack(tmp_path, changed(FILE, (right, wrong))))
