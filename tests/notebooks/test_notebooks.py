"""Every notebook of the documentation runs, and shows what it showed when it was written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from notebooks.running import notebooks, shown


def test_a_notebook_shows_what_it_shows(tmp_path: Path) -> None:
    """Run anew from its first cell to its last, each cell of each notebook shows the same."""
    command = [sys.executable, "-m", "notebooks.running", str(tmp_path)]
    made = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True, timeout=600, check=False)  # fmt: skip
    assert 0 == made.returncode, made.stderr
    for path in notebooks():
        assert shown(path) == shown(tmp_path / path.name), f"{path.stem}: run 'make notebooks'"


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_its_values_are_tables(path: Path) -> None:
    """Values stand in a notebook as tables, none as Python's own words for an object."""
    outputs = [output for cell in shown(path) for output in cell]
    tables = [output["text/html"] for output in outputs if isinstance(output, dict) and "text/html" in output]
    assert len(tables) >= 3
    assert all("<table>" in html for html in tables)
    assert [] == [output for output in outputs if "object at 0x" in str(output)]


def test_there_are_three() -> None:
    """Deciding a matter, from a chart to an argument, and a doctrine over time."""
    assert ["a-doctrine-over-time", "chart-to-argument", "decide-a-matter"] == [path.stem for path in notebooks()]
