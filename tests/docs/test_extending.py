"""What the guides show to be added is added as they say, and is there at once."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

import afortiori.argument.moves
import afortiori.memo.formats
from afortiori.cli import main

HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to"
SHOWN = re.compile(r"`(\w+\.py)` in that folder:\n\n```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def added(page: str, package: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The module that a guide shows, found in the package as if it lay there."""
    [(name, text)] = SHOWN.findall((HOW_TO / page).read_text(encoding="utf-8"))
    (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(folder)])
    monkeypatch.delitem(vars(package), name.removesuffix(".py"), raising=False)


def test_the_move_that_the_guide_adds_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its argument stands among the others, in the words that the guide quotes."""
    added("add-a-move.md", afortiori.argument.moves, tmp_path, monkeypatch)
    assert 0 == main(["argue", "popov", "--for", "D"])
    assert "The plaintiff, cite later authority, on Ghen v. Rich" in capsys.readouterr().out


def test_the_format_that_the_guide_adds_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A memorandum is written in it, with its headings."""
    added("add-a-format.md", afortiori.memo.formats, tmp_path, monkeypatch)
    assert 0 == main(["memo", "popov", "--dated", "2026-01-02", "-o", str(tmp_path / "popov.org")])
    assert "* Question Presented\n" in (tmp_path / "popov.org").read_text(encoding="utf-8")
