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
    ("side: liable", "side: liable\n    set: {fense: wall}", 7, "unknown factor 'fense'"),
    ("side: liable", "side: liable\n    set: {fence: 'wall,hege'}", 7, "unknown level 'hege' of factor 'fence'"),
    (
        "side: liable",
        "side: liable\n    adopt: ['elder:dissent']",
        7,
        "elder: no opinion is named 'dissent'; its opinions: majority (Elder)",
    ),
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


def test_all_that_is_wrong_with_a_question_is_told_at_once(tmp_path: Path) -> None:
    """An unknown matter or side hides no other fault, and each remedy says what to write in a file."""
    wrong = "without: [eldre]\n    set: {fence: wal}\n    reading: r\n    forum: ca99\n    adopt: ['elder:dissent']\n    side: lible"
    asks = changed(
        FILE, ("matter: goat", "matter: gaot"), ("as_of: 1990-01-01", "as_of: 1990"), ("side: liable", wrong)
    )
    folder = pack(tmp_path, asks)
    expected = [
        (3, "unknown matter 'gaot'", "did you mean 'goat'?"),
        (4, "'1990' is no day", "write a day, such as 1988-08-23, or 'today'"),
        (6, "unknown case 'eldre'", "did you mean 'elder'?"),
        (7, "unknown level 'wal' of factor 'fence'", "did you mean 'wall'?"),
        (8, "unknown reading 'r'", "none is defined"),
        (9, "unknown court 'ca99'", "did you mean 'ca9'?"),
        (10, "elder: no opinion is named 'dissent'; its opinions: majority (Elder)", "write CASE:OPINION, such as 'some-case:dissent'"),
        (11, "unknown side 'lible'", "did you mean 'liable'?"),
    ]  # fmt: skip
    found = check([str(folder)], today="2000-01-01", cached=False).problems
    said = "'Does the keeper of the goat answer?': "
    assert expected == sorted((p.line, p.what.removeprefix(said), p.remedy) for p in found)


def test_a_question_without_a_forum_is_told_what_to_write_in_its_file(tmp_path: Path) -> None:
    """Where neither the question nor its matter names a forum, the remedy is no option of the command."""
    folder = pack(tmp_path, changed("matters/goat.yaml", ("forum: ca9\n", "")))
    [problem] = check([str(folder)], today="2000-01-01", cached=False).problems
    assert "write 'forum: ...', such as ca9 or any, here or in the matter" == problem.remedy
