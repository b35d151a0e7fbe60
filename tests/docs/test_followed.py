"""Pages that lead from an empty folder to an answer are followed in one: their files are saved, then their commands run in turn."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from docs.following import FOLLOWED, ROOT, Saved, pattern, steps

from afortiori.cli import main


@pytest.mark.parametrize("page", FOLLOWED)
def test_a_page_can_be_followed(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In an empty folder every command of the page is answered, and prints what the page shows."""
    monkeypatch.chdir(tmp_path)
    typed = 0
    for step in steps((ROOT / page).read_text(encoding="utf-8")):
        if isinstance(step, Saved):
            (tmp_path / step.name).write_text(step.text, encoding="utf-8")
            continue
        typed += 1
        status = main(shlex.split(step.command, comments=True)[1:])
        said = capsys.readouterr()
        assert (0, "") == (status, said.err), step.command
        assert step.shown is None or re.fullmatch(pattern(step.shown), said.out, re.DOTALL), (
            f"{step.command}\n{said.out}"
        )
    assert typed > 1
