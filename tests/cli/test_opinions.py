"""``read`` and ``cite-check`` as a user runs them."""

from __future__ import annotations

import json
import sys
from io import BytesIO
from pathlib import Path

import pytest

from afortiori import answers
from afortiori.answers.opinions import with_limits
from afortiori.cli import main
from afortiori.memo.blocks import Paragraph
from cli.running import SOURCE, run, too_wide

OPINION = "AMES, J., dissenting:\n\nSee Jensen v. Conrad, 747 F.2d 185, 194 (4th Cir.1984). *1429If Jensen holds so, we go on.\n"


@pytest.fixture
def opinion(tmp_path: Path) -> Path:
    """An opinion's file."""
    path = tmp_path / "opinion.txt"
    path.write_text(OPINION, encoding="utf-8", newline="")
    return path


def test_read_as_json(opinion: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``--json`` has the parts, and for each citation its words, name, court, year, pin, part, page and place."""
    assert 0 == main(["read", str(opinion), "--json"])
    told = json.loads(capsys.readouterr().out)
    [cite] = told["citations"]
    at = OPINION.index("747")
    expected = {
        "text": "747 F.2d 185", "name": "Jensen v. Conrad", "court": "ca4", "year": "1984", "pin": "194", "part": "dissent",
        "page": None, "start": at, "end": at + 12, "case": "duty-to-protect/jensen-v-conrad-1984", "signal": "see",
    }  # fmt: skip
    assert expected == {key: cite[key] for key in expected}
    assert [("dissent", "Ames", 0, len(OPINION))] == [
        (part["kind"], part["author"], part["start"], part["end"]) for part in told["parts"]
    ]
    assert [("Jensen", 1429)] == [(one["text"], one["page"]) for one in told["suggestions"]]


def test_read_in_words(opinion: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In words it fits a terminal, ends with the text and its anchors, and leaves that out where asked."""
    ran = run("read", str(opinion))
    assert (0, "", []) == (ran.status, ran.err, too_wide(ran.out))
    assert "@0 AMES, J., dissenting:" in ran.out
    assert "747 F.2d 185[c1], 194" in ran.out
    assert "[*1429]If Jensen" in ran.out.replace("\n  ", " ").replace("[*1429] ", "[*1429]")
    assert 0 == main(["read", str(opinion), "--brief"])
    assert "@0" not in capsys.readouterr().out


def test_read_as_a_page(opinion: Path, tmp_path: Path) -> None:
    """``-o`` writes a reader and says nothing."""
    ran = run("read", str(opinion), "-o", str(tmp_path / "page.html"))
    assert (0, "", "") == (ran.status, ran.out, ran.err)
    assert b'id="c1"' in (tmp_path / "page.html").read_bytes()


@pytest.mark.parametrize("data", [b"", b"[" * 100_000, b"%PDF-1.4 none", b"a\0b and some more"])
def test_what_cannot_be_read_writes_nothing(
    tmp_path: Path, data: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that cannot be read is status 2, one line that names it, and nothing written."""
    monkeypatch.chdir(tmp_path)
    Path("odd.json").write_bytes(data)
    assert 2 == main(["read", "odd.json", "-o", "page.html"])
    out, err = capsys.readouterr()
    assert "" == out
    assert err.startswith("afortiori: odd.json: ")
    assert ["odd.json"] == [path.name for path in tmp_path.iterdir()]


def test_a_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft at fault, or with what is unknown, is status 1; what is unknown may be allowed; a sound one is status 0."""
    sound = "Jensen v. Conrad, 747 F.2d 185, 194 (4th Cir. 1984)."
    invented = "Varghese v. China Southern Airlines, 925 F.3d 1339 (11th Cir. 2019)."
    wrong = "Jensen v. Conrad, 747 F.2d 185 (9th Cir. 1984)."
    expected = {"sound": (sound, 0, 0), "invented": (sound + invented, 1, 0), "wrong": (wrong, 1, 1)}
    monkeypatch.chdir(tmp_path)
    for name, (text, status, allowed) in expected.items():
        Path(f"{name}.txt").write_text(text, encoding="utf-8")
        asked = ["cite-check", f"{name}.txt", "--as-of", "1988-08-23"]
        assert (name, status) == (name, main(asked))
        assert (name, allowed) == (name, main([*asked, "--allow-unknown"]))
    assert 1 == run(*asked, cwd=tmp_path).status


def test_a_draft_in_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A DOCX is checked with its quotations, in an opinion at hand that is known by its file's name."""
    from docx import Document

    (tmp_path / "opinions").mkdir()
    words = "We hold that the mere existence of an order by itself creates no duty, and so affirm."
    (tmp_path / "opinions" / "jensen-v-conrad-1984.txt").write_text(words, encoding="utf-8")
    document, stream = Document(), BytesIO()
    document.add_paragraph(
        "“the mere existence of an order by itself creates a duty” Jensen v. Conrad, 747 F.2d 185 (4th Cir. 1984)."
    )
    document.add_paragraph("In Jensen v. Conrad, 747 F.2d 185 (4th Cir. 1984), it was said:")
    document.add_paragraph("We hold that the mere presence of an order by itself creates no duty", style="Quote")
    document.save(stream)
    (tmp_path / "draft.docx").write_bytes(stream.getvalue())
    asked = [
        "cite-check",
        str(tmp_path / "draft.docx"),
        "--opinions",
        str(tmp_path / "opinions"),
        "--as-of",
        "1988-01-01",
        "--json",
    ]
    assert 1 == main(asked)
    told = json.loads(capsys.readouterr().out)
    expected = [
        ("misquoted", "quotation", "paragraph 1"),
        ("in the base", "citation", "paragraph 1"),
        ("in the base", "citation", "paragraph 2"),
        ("misquoted", "quotation", "paragraph 3"),
    ]
    assert expected == [(one["kind"], one["what"], one["where"]) for one in told["findings"]]
    assert "the mere existence of an order by itself creates no duty" == told["findings"][0]["words"]


@pytest.mark.parametrize(("system", "said"), [("linux", False), ("darwin", True), ("win32", True)])
def test_a_limit_that_the_system_does_not_keep_is_said(
    system: str, said: bool, opinion: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no memory is limited, the answer says so."""
    told = answers.read(opinion.read_bytes(), "opinion.txt")
    monkeypatch.setattr(sys, "platform", system)
    note = Paragraph("On this system the memory that reading takes is not limited; its time is.")
    assert said is (note in with_limits(told).blocks)


def test_without_the_extra(opinion: Path, tmp_path: Path) -> None:
    """Where eyecite is absent, reading says which extra to install; the rest works."""
    absent = tmp_path / "absent"
    absent.mkdir()
    (absent / "eyecite.py").write_text("raise ImportError", encoding="utf-8")
    env = {"PYTHONPATH": f"{absent}:{SOURCE}"}
    ran = run("read", str(opinion), env=env)
    assert (3, "") == (ran.status, ran.out)
    assert "afortiori: finding citations needs the extra 'opinions': pip install 'afortiori[opinions]'\n" == ran.err
    assert 3 == run("cite-check", str(opinion), env=env).status
    assert 0 == run("list", env=env).status
