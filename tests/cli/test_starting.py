"""``new`` writes files that ``check`` accepts; ``show`` tells all of a factor."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from packs.writing import changed, pack

from afortiori.cli import main

Capsys = pytest.CaptureFixture[str]


COLON = pytest.param("a: b")


def accepted(capsys: Capsys, *arguments: str) -> bool:
    """Whether a command has an answer; its output is part of the assertion where it has none."""
    status = main(arguments)
    captured = capsys.readouterr()
    assert (status, captured.err) == (0, ""), captured
    return True


@pytest.mark.parametrize("name", ["my-doctrine", "it's", "Größe", "no", COLON, "x" * 200, "2000-01-01", "a b"])
def test_a_new_doctrine_is_accepted_whatever_its_folder_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys, name: str
) -> None:
    """The doctrine's name is made of the folder's, quoted as YAML demands."""
    monkeypatch.chdir(tmp_path)
    assert accepted(capsys, "new", "doctrine", name)
    assert accepted(capsys, "check", name)
    assert accepted(capsys, "new", "case", f"{name}/cases/mine")
    assert accepted(capsys, "new", "matter", f"{name}/matters/mine.yml")
    assert accepted(capsys, "check", name)


@pytest.mark.parametrize("doctrine", ["duty-to-protect", "pack"])
def test_a_new_matter_is_accepted_whatever_its_doctrine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys, doctrine: str
) -> None:
    """A matter outside of a pack names its doctrine, and can be asked about as it stands."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(
        "AFORTIORI_PACKS", str(pack(tmp_path, changed("doctrine.yaml", ("claim: negligence", "claim: it's"))))
    )
    assert accepted(capsys, "new", "matter", "mine", "--doctrine", doctrine)
    assert accepted(capsys, "check", "mine.yaml")
    assert accepted(capsys, "decide", "mine.yaml", "--forum", "ca9")


def test_a_new_case_outside_of_a_pack_is_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys
) -> None:
    """``new case`` says which command comes next, and that command accepts what was written."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", "case", "mine", "--doctrine", "duty-to-protect"]) == 0
    following = re.search(r"Next: afortiori (.*)$", capsys.readouterr().out.strip())
    assert following
    assert accepted(capsys, *following[1].split())


def test_a_folder_of_new_cases_is_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys) -> None:
    """A folder of cases is checked against the doctrine that is named."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    assert accepted(capsys, "new", "case", "mine/first", "--doctrine", "duty-to-protect")
    assert accepted(capsys, "check", "mine", "--doctrine", "duty-to-protect")


@pytest.mark.parametrize("kind", ["doctrine", "case", "matter"])
def test_nothing_is_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys, kind: str) -> None:
    """A file that exists is left as it is, and told."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / ("x/doctrine.yaml" if kind == "doctrine" else "x.yaml")
    file.parent.mkdir(exist_ok=True)
    file.write_text("mine", encoding="utf-8")
    assert main(["new", kind, "x", "--doctrine", "duty-to-protect"]) == 2
    assert "exists already; choose another name; nothing was written" in capsys.readouterr().err
    mine = "mine"
    assert mine == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["doctrine", "case", "matter"])
def test_where_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys, kind: str
) -> None:
    """A path below a file cannot be written; that is told in a line."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert main(["new", kind, "file/deeper", "--doctrine", "duty-to-protect"]) == 2
    captured = capsys.readouterr()
    assert not captured.out
    assert captured.err.startswith("afortiori: file/deeper")
    assert "cannot be written: Not a directory; check the path" in captured.err


def test_show_tells_all_of_a_factor(capsys: Capsys) -> None:
    """Its definition, its side, and its levels in their order, with how many cases stand at each."""
    assert main(["show", "duty-to-protect/restraining_order"]) == 0
    text = capsys.readouterr().out
    title = ["Restraining order status", "========================"]
    assert title == text.splitlines()[:2]
    levels = ["none", "sought", "issued", "served", "violation alleged", "violation proven"]
    rows = re.findall(r"^  (\S.*?) {2,}(neutral|duty|no-duty) {2,}\d+ duty, \d+ no-duty$", text, re.MULTILINE)
    assert [("none", "neutral"), *((level, "duty") for level in levels[1:])] == rows
