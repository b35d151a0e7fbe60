"""The explanation through issues is a tree: each issue below what it bears on, and told once."""

from __future__ import annotations

import pytest

from afortiori.cli import main


def tree(matter: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The lines of the tree of issues in the answer on a matter, under the ADF's conditions."""
    assert main(["decide", matter, "--reading", "adf"]) == 0
    lines = capsys.readouterr().out.split("Issue by issue\n")[1].split("\n\n")[0].splitlines()
    return [line for line in lines if line.lstrip().startswith("- ")]


def test_an_issue_stands_below_what_it_bears_on(capsys: pytest.CaptureFixture[str]) -> None:
    """Of the ADF's nodes each is set in below its parent, by two columns a level."""
    lines = tree("mason-before-discovery", capsys)
    placed = [(line.strip(" -").partition(":")[0], len(line) - len(line.lstrip())) for line in lines]
    chain = ["Trade secret misappropriation", "Info valuable", "Info known or available", "Info known"]
    assert [2, 4, 6, 8] == [next(depth for name, depth in placed if name == wanted) for wanted in chain]


def test_what_bears_on_several_issues_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    """Below the second mention of an issue nothing is repeated: it says that it stands above."""
    lines = [line.strip(" -") for line in tree("mason-before-discovery", capsys)]
    told = [line for line in lines if line.startswith("Info known or available")]
    assert [False, *[True] * (len(told) - 1)] == [line.endswith("(as above)") for line in told]
    assert 1 == sum(line.startswith("Info known:") for line in lines)
