"""The pages on charts are followed as a reader would: the charts that they show are saved, then their commands run in turn."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from afortiori.cli import main

HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to"
SAVED = re.compile(r"`([\w.-]+\.csv)`[^`]*?\n\n```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^(afortiori .+)$", re.MULTILINE)


@pytest.mark.parametrize("page", ["bring-a-chart.md", "two-coders.md"])
def test_a_page_on_charts_can_be_followed(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every command of the page answers, on the charts that the page shows."""
    text = (HOW_TO / page).read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name, chart in SAVED.findall(text):
        (tmp_path / name).write_text(chart, encoding="utf-8")
    commands = COMMAND.findall(text)
    failed = [command for command in commands if main(shlex.split(command)[1:]) != 0]
    assert ([], True) == (failed, len(commands) > 1), capsys.readouterr().err
