"""What each option of ``decide`` does, and the keys of its JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from packs.writing import ELDER, YOUNGER, pack, write

from afortiori.cli import main

KEYS = {
    "matter", "doctrine", "forum", "as_of", "model", "verdict", "side", "stable", "possible", "depends_on", "by", "by_count",
    "layers", "persuasive", "nearest", "removed", "yielded",
}  # fmt: skip
RELATIONS = {"met", "missing", "extra", "weaker", "equal"}
VERDICTS = {"forced", "open", "conflicted", "depends"}

Capsys = pytest.CaptureFixture[str]


def asked(capsys: Capsys, *arguments: str) -> dict[str, Any]:
    """The answer of ``decide ... --json``."""
    status = main(["decide", *arguments, "--json"])
    captured = capsys.readouterr()
    answered = (0, "")
    assert answered == (status, captured.err)
    answer = json.loads(captured.out)
    assert isinstance(answer, dict)
    return answer


def verdict(answer: dict[str, Any]) -> tuple[str, str | None]:
    """The verdict and the side."""
    return answer["verdict"], answer["side"]


def by(answer: dict[str, Any]) -> list[str]:
    """What compels the answer: cases and rules by their ids."""
    return [entry.get("case") or entry["rule"] for entry in answer["by"]]


@pytest.fixture
def goat(tmp_path: Path) -> str:
    """The matter of the small pack."""
    return f"{pack(tmp_path)}/goat"


def check_entries(entries: list[dict[str, Any]]) -> None:
    """Each entry of a ``by`` has the documented keys."""
    for entry in entries:
        if "rule" in entry:
            assert entry.keys() >= {"rule", "citation", "because"}
        else:
            assert entry.keys() >= {"case", "citation", "firm", "comparison"}
            assert isinstance(entry["firm"], bool)
            check_rows(entry["comparison"])


def check_rows(rows: list[dict[str, Any]]) -> None:
    """Each row of a comparison has the documented keys and a documented relation."""
    for row in rows:
        assert row.keys() >= {"factor", "precedent", "matter", "favours", "relation"}
        assert row["relation"] in RELATIONS


@pytest.mark.parametrize(
    "arguments",
    [
        ["balistreri"],
        ["balistreri", "--as-of", "1988-08-24"],
        ["balistreri", "--as-of", "2024-01-01"],
        ["balistreri-facts-unknown", "--forum", "any", "--as-of", "2024-01-01"],
        ["lynch-mob", "--forum", "any", "--model", "result", "--no-rules"],
    ],
    ids=" ".join,
)
def test_json_has_the_documented_keys(capsys: Capsys, arguments: list[str]) -> None:
    """Whatever the answer, its keys, and those of what it lists, are the documented ones."""
    answer = asked(capsys, *arguments)
    assert answer.keys() >= KEYS
    assert answer["verdict"] in VERDICTS
    assert len(answer["by"]) == answer["by_count"]
    assert {"precedents", "rules"} == answer["layers"].keys()
    for layer in (answer, *answer["layers"].values(), answer["persuasive"]):
        assert layer.keys() >= {"verdict", "side", "by", "by_count"}
        check_entries(layer["by"])
    sides = ["duty", "no-duty"]
    assert sides == list(answer["nearest"])
    for near in (near for side in answer["nearest"].values() for near in side):
        assert near.keys() >= {"case", "missing", "extra"}
        check_rows([*near["missing"], *near["extra"]])
        assert {"missing"} >= {row["relation"] for row in near["missing"]}
        assert {"extra"} >= {row["relation"] for row in near["extra"]}
    assert all(len(side) <= 3 for side in answer["nearest"].values())
    for removal in answer["removed"]:
        assert removal.keys() >= {"by", "date", "event", "inferred"}
        assert "case" in removal or "rule" in removal


def test_json_says_what_was_asked(capsys: Capsys) -> None:
    """The matter, doctrine, forum, day and model stand in the answer as they were taken."""
    answer = asked(capsys, "balistreri", "--forum", "ca7", "--as-of", "1999-12-31", "--model", "result")
    expected = ("duty-to-protect/balistreri", "duty-to-protect", "ca7", "1999-12-31", "result")
    assert expected == tuple(answer[key] for key in ("matter", "doctrine", "forum", "as_of", "model"))


def test_the_panels_own_decision_compels_its_facts_the_day_after(capsys: Capsys) -> None:
    """A decision counts from the day after it: on that day it is not yet among what binds."""
    case = "balistreri-v-pacifica-ca9-1988"
    assert case not in by(asked(capsys, "balistreri", "--as-of", "1988-08-23"))
    assert case in by(asked(capsys, "balistreri", "--as-of", "1988-08-24"))


def test_without_a_case_and_without_a_rule(capsys: Capsys) -> None:
    """--without takes cases and rules, and is repeatable."""
    case, rule = "balistreri-v-pacifica-ca9-1988", "deshaney-special-relationship"
    after = ("balistreri", "--as-of", "1988-08-24")
    assert case not in by(asked(capsys, *after, "--without", case))
    later = ("balistreri", "--as-of", "2024-01-01")
    assert rule in by(asked(capsys, *later))
    answer = asked(capsys, *later, "--without", rule, "--without", case)
    assert rule not in by(answer)
    without = sorted([case, rule])
    assert without == answer["without"]


def test_forum(goat: str, capsys: Capsys) -> None:
    """The forum decides which cases bind: younger is the Ninth Circuit's, elder the Supreme Court's."""
    walled = (goat, "--set", "fence=wall", "--set", "warned=absent", "--set", "distance=near", "--no-rules")
    ninth, seventh, all_courts = (asked(capsys, *walled, "--forum", forum) for forum in ("ca9", "ca7", "any"))
    expected = [("forced", "free"), ("open", None), ("forced", "free")]
    assert expected == [verdict(answer) for answer in (ninth, seventh, all_courts)]
    younger = ["younger"]
    assert younger == [entry["case"] for entry in seventh["persuasive"]["by"]]


def test_as_of(goat: str, capsys: Capsys) -> None:
    """What was decided on the day itself or later does not count."""
    days = ("1980-05-01", "1980-05-02")
    expected = [("open", None), ("forced", "liable")]
    assert expected == [verdict(asked(capsys, goat, "--as-of", day)) for day in days]


def test_model(goat: str, capsys: Capsys) -> None:
    """Elder's stated reason is the warning; in the result model it rests on the nearness too."""
    near = (goat, "--set", "distance=near")
    expected = [("forced", "liable"), ("open", None)]
    assert expected == [verdict(asked(capsys, *near, "--model", model)) for model in ("reason", "result")]


def test_no_rules(goat: str, capsys: Capsys) -> None:
    """--no-rules leaves precedents only."""
    walled = (goat, "--set", "fence=wall", "--set", "warned=absent", "--without", "younger")
    expected = [("forced", "free"), ("open", None)]
    assert expected == [verdict(asked(capsys, *walled, *more)) for more in ([], ["--no-rules"])]


def test_set_for_unknown(goat: str, capsys: Capsys) -> None:
    """FACTOR=? makes a fact unknown, FACTOR=A,B leaves two levels possible; the last word on a factor counts."""
    answer = asked(capsys, goat, "--set", "warned=?")
    assert verdict(answer) == ("depends", None)
    assert "warned" not in answer["facts"]
    assert "warned" in answer["depends_on"]
    two = ["none", "hedge"]
    assert two == asked(capsys, goat, "--set", "fence=wall", "--set", "fence=hedge,none")["facts"]["fence"]


def test_base(goat: str, tmp_path: Path, capsys: Capsys) -> None:
    """--base asks a folder of cases instead of the pack's own; repeated, all of them."""
    write(tmp_path, {"one/mine.yaml": ELDER, "two/cases/theirs.yaml": YOUNGER.partition("history:")[0]})
    one, two = str(tmp_path / "one"), str(tmp_path / "two")
    mine, both = ["mine"], {"mine", "theirs"}
    assert mine == by(asked(capsys, goat, "--base", one))
    answer = asked(capsys, goat, "--base", one, "--base", two)
    seen = {entry["case"] for entry in [*answer["by"], *(n for side in answer["nearest"].values() for n in side)]}
    assert both == seen


def test_a_base_for_another_doctrine_is_an_error(goat: str, capsys: Capsys) -> None:
    """The cases of another doctrine cannot be asked."""
    assert main(["decide", goat, "--base", "duty-to-protect"]) == 2
    captured = capsys.readouterr()
    expected = (
        "afortiori: 'duty-to-protect' holds cases for the doctrine 'duty-to-protect', not for the matter's 'pack'; "
        "name a base for the same doctrine\n"
    )
    assert ("", expected) == (captured.out, captured.err)


def test_faults_in_a_base_are_told_with_their_lines(goat: str, tmp_path: Path, capsys: Capsys) -> None:
    """A base is checked as strictly as a pack."""
    write(tmp_path, {"one/mine.yaml": ELDER.replace("court: scotus", "court: scotsu")})
    assert main(["decide", goat, "--base", str(tmp_path / "one")]) == 2
    expected = f"afortiori: {tmp_path}/one/mine.yaml:3: unknown court 'scotsu'; did you mean 'scotus'?\n"
    assert expected == capsys.readouterr().err


def test_layers_gain_the_issues_where_the_doctrine_joins_them(capsys: pytest.CaptureFixture[str]) -> None:
    """A doctrine whose issues settle the question tells how, as a tree beside the other layers."""
    assert main(["decide", "caring-friends", "--json"]) == 0
    issues = json.loads(capsys.readouterr().out)["layers"]["issues"]
    assert [None, "P", 3] == [issues["issue"], issues["side"], len(issues["below"])]
