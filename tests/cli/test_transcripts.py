"""The transcripts beside this file: each command, and exactly what it prints."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.running import run

HERE = Path(__file__).parent
FENCE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILES = sorted(HERE.glob("*.md"))


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command line of a transcript and what stands below it, up to the next one."""
    for block in FENCE.findall(text):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, rest = part.partition("\n")
            yield line, rest


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_transcript_prints_what_it_says(path: Path, tmp_path: Path) -> None:
    """Every command, run in order in an empty folder, prints what the transcript shows, and ends with ``exit: N``."""
    found = list(commands(path.read_text(encoding="utf-8")))
    assert found
    for line, expected in found:
        program, *arguments = shlex.split(line)
        if program == "cat":
            said, status = "".join((tmp_path / name).read_text(encoding="utf-8") for name in arguments), 0
        else:
            assert program == "afortiori", line
            ran = run(*arguments, cwd=tmp_path, together=True)
            said, status = ran.out, ran.status
        actual = said + (f"exit: {status}\n" if status else "")
        assert expected == actual, f"$ {line}"


def test_there_are_transcripts() -> None:
    """The transcripts are found where this file looks for them."""
    assert "errors" in {path.stem for path in FILES}
