"""Work in a process of its own: its limits, and what becomes of it when it ends badly."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from afortiori.errors import BadInput, MissingExtra
from afortiori.store.bounds import apart

LIMITED = """
import sys
from afortiori.store.bounds import limit
limit(5, 300 << 20)
try:
    bytearray(1 << 30)
except MemoryError:
    sys.stdout.write("refused")
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A module that does what its first argument says."""
    text = """
import json, os, sys, time
what = sys.argv[1]
if what == "sleep":
    time.sleep(60)
elif what == "crash":
    os.abort()
elif what == "deep":
    sys.stdout.write("[" * 100_000)
elif what == "silent":
    pass
elif what == "missing":
    sys.stdout.write(json.dumps({"missing": ["opinions", "reading a PDF"]}))
else:
    sys.stdout.write(json.dumps({"read": len(sys.stdin.buffer.read())}))
"""
    (tmp_path / "odd_work.py").write_text(text, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}")
    return "odd_work"


def test_it_answers(module: str) -> None:
    """Bytes go in, plain data comes out."""
    assert {"read": 3} == apart(module, ("read",), b"abc", "a.txt", seconds=20)


@pytest.mark.parametrize("what", ["crash", "deep", "silent"])
def test_a_process_that_ends_badly(module: str, what: str) -> None:
    """A process that crashes, or says nothing that can be understood, is a problem of the file."""
    with pytest.raises(BadInput) as refused:
        apart(module, (what,), b"", "a.txt", seconds=20)
    [problem] = refused.value.problems
    assert ("a.txt", True) == (problem.file, bool(problem.remedy))


def test_a_process_that_takes_too_long_is_ended(module: str) -> None:
    """Past its time it is ended, and the file named."""
    with pytest.raises(BadInput, match=r"a\.txt: not read within 1 seconds"):
        apart(module, ("sleep",), b"", "a.txt", seconds=1)


def test_a_missing_extra_is_told(module: str) -> None:
    """What the process lacks is said here as if this one lacked it."""
    with pytest.raises(MissingExtra, match="reading a PDF needs the extra 'opinions'"):
        apart(module, ("missing",), b"", "a.txt", seconds=20)


def test_memory_is_limited() -> None:
    """On Linux a process that limits itself is refused more memory; elsewhere the manual says that it is not."""
    done = subprocess.run([sys.executable, "-c", LIMITED], capture_output=True, check=True, timeout=60)
    expected = b"refused" if sys.platform == "linux" else b""
    assert expected == done.stdout
