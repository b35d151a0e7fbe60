"""What the tests ask of a forked process is what a process of its own answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.running import run


@pytest.mark.parametrize(
    "command",
    ["decide balistreri", "decide nothing", "decide", "--version", "check empty", "list --json"],
)
def test_a_command_is_the_same_forked_or_started_anew(command: str, tmp_path: Path) -> None:
    """Its status, its answer and what it says of faults do not depend on how its process came about."""
    assert run(*command.split(), cwd=tmp_path, env={"PYTHONUTF8": "1"}) == run(*command.split(), cwd=tmp_path)


def test_nothing_stays_for_the_next(tmp_path: Path) -> None:
    """A command meets no folder and no surroundings but its own."""
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        assert 0 == run("new", "doctrine", "doctrine", cwd=tmp_path / name).status
    assert ["doctrine"] == [file.name for file in (tmp_path / "second").iterdir()]
