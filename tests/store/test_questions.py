"""A pack's questions: what is wrong is told with the line on which it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from packs.writing import changed, pack

from afortiori.store.checking import check

FILE = "questions/own.yaml"
TABLE = [
    ("verdict: forced\n    side: liable", "verdict: open", 5, "it must come out open, and came out forced for liable"),
    ("matter: goat", "matter: gaot", 3, "unknown matter 'gaot'"),
    ("side: liable", "side: lible", 6, "unknown side 'lible'"),
    ("side: liable", "side: liable\n    by: [elder, eldre]", 7, "unknown case or rule 'eldre'"),
    ("side: liable", "side: liable\n    set: {fense: wall}", 2, "unknown factor 'fense'"),
]


@pytest.mark.parametrize(("right", "wrong", "line", "what"), TABLE, ids=[row[3][:40] for row in TABLE])
def test_a_wrong_question_is_told_with_its_line(tmp_path: Path, right: str, wrong: str, line: int, what: str) -> None:
    """Each is one fault, in its file, on its line, with the question."""
    folder = pack(tmp_path, changed(FILE, (right, wrong)))
    [problem] = check([str(folder)], today="2000-01-01", cached=False).problems
    assert (f"{folder}/{FILE}", line) == (problem.file, problem.line)
    assert problem.what == f"'Does the keeper of the goat answer?': {what}"
    assert problem.remedy


def test_a_question_that_comes_out_right_is_no_fault(tmp_path: Path) -> None:
    """The pack as it stands has a question, and no fault."""
    report = check([str(pack(tmp_path))], today="2000-01-01", cached=False)
    assert ((), True) == (report.problems, "1 question asked" in report.summary)
