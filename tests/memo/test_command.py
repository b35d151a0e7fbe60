"""``memo`` as it is called: every format, both sides, what is refused, and the certificate beside it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from afortiori.cli import main
from memo.formats.reading import SUFFIXES, letters, text_of

OPENS = {".docx": b"PK\x03\x04", ".html": b"<!DOCTYPE html>", ".md": b"", ".pdf": b"%PDF-1.", ".txt": b""}
SIDES = ((), ("--for", "duty"), ("--for", "no-duty"))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_is_written(suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The memorandum and both briefs of one matter are written in the format that the name asks for, in silence."""
    texts = set()
    for i, words in enumerate(SIDES):
        file = tmp_path / f"{i}{suffix}"
        assert main(["memo", "balistreri", *words, "--dated", "2026-11-24", "-o", str(file)]) == 0
        data = file.read_bytes()
        assert data.startswith(OPENS[suffix])
        texts.add(letters(text_of(data, suffix)))
    assert len(texts) == len(SIDES)
    assert all("TableofAuthorities" in text and "Woodv.Ostrander" in text for text in texts)
    assert capsys.readouterr().out == ""


def test_an_unknown_format_is_refused_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The user is told the formats there are."""
    file = tmp_path / "memo.rtf"
    assert main(["memo", "balistreri", "-o", str(file)]) == 2
    assert ".docx, .html, .md, .pdf, .txt" in capsys.readouterr().err
    assert [] == list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that cannot be written is a problem with its name, and leaves nothing behind."""
    assert main(["memo", "balistreri", "-o", str(tmp_path / "none" / "memo.md")]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert [] == list(tmp_path.iterdir())


def test_the_certificate_is_named_by_its_digest_and_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The appendix gives the digest of the certificate that is written beside it, and the checker accepts that."""
    memo, certificate = tmp_path / "memo.md", tmp_path / "verdict.json"
    assert main(["memo", "balistreri", "-o", str(memo), "--certificate", str(certificate)]) == 0
    digest = sha256(certificate.read_bytes()).hexdigest()
    assert f"verdict.json, SHA-256 {digest}" in memo.read_text(encoding="utf-8")
    assert main(["verify", str(certificate)]) == 0
    capsys.readouterr()


def test_what_is_printed_is_the_plain_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a file the memorandum is printed as the plain text has it, with its table of authorities."""
    file = tmp_path / "memo.txt"
    main(["memo", "popov", "--dated", "2026-11-24", "-o", str(file)])
    main(["memo", "popov", "--dated", "2026-11-24"])
    assert file.read_text(encoding="utf-8") == capsys.readouterr().out
