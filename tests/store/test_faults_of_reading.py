"""Faults in the readings of a doctrine: what is written, and the problems that a user reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from packs.writing import DOCTRINE, faults, pack

GOOD = """\
readings:
  care:
    text: How the keeper was on notice, as one.
    issues:
      notice: {name: Notice}
      escape: {name: Escape, rule: {notice: established}, authority: test}
    answer:
      side: liable
      where: {all: [{escape: established}, {care: forewarned}]}
      otherwise: {not: {notice: established}}
      losses: attributed
      authority: test
    dimensions:
      care:
        name: Care
        definition: Whether a keeper near by was warned.
        favours: liable
        levels: [none, forewarned]
        parent: notice
        of: [fence]
        where: {forewarned: {fence: hedge}}
    parents:
      warned: [notice, escape]
"""
RULES = DOCTRINE.partition("rules:")[0] + "courts:" + DOCTRINE.partition("courts:")[2]


def written(right: str = "", wrong: str = "") -> dict[str, str]:
    """The small doctrine without its rule, with the reading, a passage of it written otherwise."""
    assert not right or GOOD.count(right) == 1, right
    return {"doctrine.yaml": RULES + (GOOD.replace(right, wrong) if right else GOOD)}


TABLE: list[tuple[str, str, str]] = [
    ("warned: [notice, escape]", "warned: [notce]", "unknown issue 'notce'; did you mean 'notice'?"),
    ("of: [fence]", "of: [fense]", "unknown factor 'fense'; did you mean 'fence'?"),
    ("of: [fence]", "of: [fence, fence]", "factor 'fence' is part of 'care' too; keep one"),
    ("{forewarned: {fence: hedge}}", "{warned: {fence: hedge}}", "unknown level 'warned' of factor 'care'"),
    ("{forewarned: {fence: hedge}}", "{forewarned: {warned: present}}", "unknown factor 'warned'; write one of: fence"),
    ("rule: {notice: established}", "rule: {escape: established}", "issue 'escape' stands above itself; break the circle"),
    ("side: liable\n", "side: nobody\n", "unknown side 'nobody'; write one of: liable, free"),
    ("losses: attributed", "losses: all", "'losses' cannot be 'all'"),
    ("otherwise: {not: {notice", "otherwise: {not: {notce", "unknown factor 'notce'; did you mean 'notice'?"),
]  # fmt: skip


def test_a_reading_without_fault_is_read(tmp_path: Path) -> None:
    """A reading may have issues, an answer, a dimension and parents of its own."""
    assert [] == faults(pack(tmp_path, written()))


@pytest.mark.parametrize(("right", "wrong", "what"), TABLE, ids=[row[1][:60] for row in TABLE])
def test_a_fault_of_a_reading_is_told(tmp_path: Path, right: str, wrong: str, what: str) -> None:
    """Each passage of a valid reading, written otherwise, gives its problem at its line."""
    files = written(right, wrong)
    text = files["doctrine.yaml"]
    line = text[: text.index(wrong, text.index("readings:"))].count("\n") + 1
    found = faults(pack(tmp_path, files))
    assert any(problem.startswith(f"pack/doctrine.yaml:{line}: {what}") for problem in found), found


def coded(text: str) -> dict[str, str]:
    """The small doctrine with a reading that codes a case otherwise, in one line."""
    return {"doctrine.yaml": f"{RULES}readings:\n  r: {{text: As the dissent read it, {text}}}\n"}


CODED: list[tuple[str, str]] = [
    ("values: {elder: {fence: wall}}, reasons: {elder: {distance: adjoining}}", ""),
    ("values: {elder: {distance: far, warned: present}}", ""),
    ("values: {younger: {distance: far}}, reasons: {younger: {distance: far}}", ""),
    (
        "values: {elder: {warned: absent}}",
        "so read, the case's facts do not satisfy its reason 'warned: present' (its value there: absent); "
        "correct the value, or read the reason otherwise too, under 'reasons'",
    ),
    ("values: {elder: {warned: absent}}, reasons: {elder: {distance: adjoining}}", ""),
    (
        "values: {elder: {distance: near}}, reasons: {elder: {distance: adjoining}}",
        "the case's own facts do not satisfy 'distance: adjoining' (its value there: near); correct the reason or the value",
    ),
]


@pytest.mark.parametrize(("text", "what"), CODED, ids=[row[0][:60] for row in CODED])
def test_a_case_as_read_satisfies_its_reason_as_read(tmp_path: Path, text: str, what: str) -> None:
    """Values and reasons that a reading codes otherwise are checked together, as it leaves the case (theory 1, 2)."""
    found = faults(pack(tmp_path, coded(text)))
    assert [f"pack/doctrine.yaml:34: {what}"] * bool(what) == found


def test_factors_read_as_one_leave_a_reason_satisfied(tmp_path: Path) -> None:
    """Where several factors are read as one, the level of a case's facts there satisfies that of its reason (theory 1, 2)."""
    files = written("{forewarned: {fence: hedge}}", "{forewarned: {all: [{warned: present}, {not: {fence: hedge}}]}}")
    files["doctrine.yaml"] = (
        files["doctrine.yaml"]
        .replace("of: [fence]", "of: [fence, warned]")
        .replace("    parents:\n      warned: [notice, escape]\n", "")
    )
    expected = (
        "pack/doctrine.yaml:46: so read, the facts of 'elder' do not satisfy its reason 'forewarned' (its level there: none); "
        "correct 'where', or read that reason otherwise, under 'reasons'"
    )
    assert [expected] == faults(pack(tmp_path, files))
