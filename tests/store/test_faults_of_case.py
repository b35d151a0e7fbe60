"""Faults in a decided case: what is written, and the problems that a user reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from packs.writing import FILES, changed, faults, pack

FILE = "cases/elder.yaml"
TABLE: list[tuple[str, str, list[str]]] = [
    ("court: scotus", "court: scotsu", ["pack/cases/elder.yaml:3: unknown court 'scotsu'; did you mean 'scotus'?"]),
    ("holding: liable", "holding: lible", ["pack/cases/elder.yaml:7: unknown holding 'lible'; did you mean 'liable'?"]),
    (
        "holding: liable\n",
        "",
        ["pack/cases/elder.yaml:1: 'holding' is missing; write 'holding: SIDE', or 'holding: not reached'"],
    ),
    (
        "  warned: {value",
        "  wraned: {value",
        [
            "pack/cases/elder.yaml:10: unknown factor 'wraned'; did you mean 'warned'?",
            "pack/cases/elder.yaml:16: the case's own facts do not satisfy 'warned: present' (its value there: not stated); correct the reason or the value",
        ],
    ),
    (
        "value: hedge",
        "value: hege",
        ["pack/cases/elder.yaml:9: unknown level 'hege' of factor 'fence'; did you mean 'hedge'?"],
    ),
    (
        "decided: 1980-05-01",
        "decided: 1988-13-01",
        ["pack/cases/elder.yaml:4: '1988-13-01' is no date; write 1988-08-23, 1988-08 or 1988"],
    ),
    (
        "decided: 1980-05-01",
        "decided: 1988-02-30",
        ["pack/cases/elder.yaml:4: '1988-02-30' is no date; write 1988-08-23, 1988-08 or 1988"],
    ),
    (
        "decided: 1980-05-01",
        "decided: August 1988",
        ["pack/cases/elder.yaml:4: 'August 1988' is no date; write 1988-08-23, 1988-08 or 1988"],
    ),
    (
        "decided: 1980-05-01",
        "decided: 1988-8-23",
        ["pack/cases/elder.yaml:4: '1988-8-23' is no date; write 1988-08-23, 1988-08 or 1988"],
    ),
    (
        "decided: 1980-05-01",
        "decided: 88",
        ["pack/cases/elder.yaml:4: '88' is no date; write 1988-08-23, 1988-08 or 1988"],
    ),
    (
        "decided: 1980-05-01",
        "decided: 1988-08-23T00:00",
        ["pack/cases/elder.yaml:4: '1988-08-23T00:00' is no date; write 1988-08-23, 1988-08 or 1988"],
    ),
    (
        "reason: {warned: present}",
        "reason: {fence: wall}",
        [
            "pack/cases/elder.yaml:16: 'fence: wall' does not favour the holding 'liable'; name only conditions of the winning side"
        ],
    ),
    (
        "reason: {warned: present}",
        "reason: {warned: absent}",
        [
            "pack/cases/elder.yaml:16: 'warned: absent' does not favour the holding 'liable'; name only conditions of the winning side"
        ],
    ),
    (
        "reason: {warned: present}",
        "reason: {colour: black}",
        [
            "pack/cases/elder.yaml:16: 'colour: black' does not favour the holding 'liable'; name only conditions of the winning side"
        ],
    ),
    (
        "  warned: {value: present, source: 1 U.S. at 3, confidence: high}\n",
        "",
        [
            "pack/cases/elder.yaml:15: the case's own facts do not satisfy 'warned: present' (its value there: not stated); correct the reason or the value"
        ],
    ),
    (
        "value: present",
        "value: absent",
        [
            "pack/cases/elder.yaml:16: the case's own facts do not satisfy 'warned: present' (its value there: absent); correct the reason or the value"
        ],
    ),
    (
        "reason: {warned: present}",
        "reason: {distance: far}",
        [
            "pack/cases/elder.yaml:16: 'distance: far' does not favour the holding 'liable'; name only conditions of the winning side"
        ],
    ),
    (
        "    outcome: liable",
        "    outcome: lible",
        ["pack/cases/elder.yaml:15: unknown side 'lible'; did you mean 'liable'?"],
    ),
    (
        "reason: {warned: present}",
        "reason: {warned: yes}",
        ["pack/cases/elder.yaml:16: unknown level 'yes' of factor 'warned'; write one of: absent, present"],
    ),
    (
        "holding: liable",
        "holding: not reached",
        [
            "pack/cases/elder.yaml:16: 'warned: present' does not favour the holding 'not reached'; name only conditions of the winning side"
        ],
    ),
    (
        "holding: liable",
        "holding: free",
        [
            "pack/cases/elder.yaml:15: the majority's outcome 'liable' is not the holding 'free'; correct one of the two",
            "pack/cases/elder.yaml:16: 'warned: present' does not favour the holding 'free'; name only conditions of the winning side",
        ],
    ),
    (
        "outcome: liable",
        "outcome: free",
        ["pack/cases/elder.yaml:15: the majority's outcome 'free' is not the holding 'liable'; correct one of the two"],
    ),
]


@pytest.mark.parametrize(("right", "wrong", "problems"), TABLE, ids=[row[1][:60] for row in TABLE])
def test_a_fault_is_told_with_its_line_and_its_remedy(
    tmp_path: Path, right: str, wrong: str, problems: list[str]
) -> None:
    """Each passage of a valid file, written otherwise, gives exactly these problems."""
    assert problems == faults(pack(tmp_path, changed(FILE, (right, wrong))))


OTHERS: list[tuple[str, list[str]]] = [
    (
        "{kind: dissent, author: Kid, outcome: free, reason: {warned: present}}",
        ["'warned: present' does not favour the outcome 'free'; name only conditions of that side"],
    ),
    (
        "{kind: dissent, author: Kid, outcome: free, reason: {fence: wall}}",
        [
            "the case's own facts do not satisfy 'fence: wall' (its value there: hedge); correct the reason or the value",
        ],
    ),
    (
        "{kind: concurrence, author: Kid, outcome: not reached, reason: {fence: hedge}}",
        ["'fence: hedge' does not favour the outcome 'not reached'; name only conditions of that side"],
    ),
    (
        "{kind: majority, author: Kid, outcome: liable, reason: {warned: present}}",
        ["a second majority; name it a plurality, a concurrence or a dissent"],
    ),
    ("{kind: dissent, author: Kid, outcome: free, reason: {fence: hedge}}", []),
    ("{kind: concurrence, author: Kid, outcome: liable, reason: {distance: adjoining}}", []),
    ("{kind: plurality, author: Kid, outcome: free}", []),
    ("{kind: dissent, author: Kid, reason: {fence: wall}}", []),
]


@pytest.mark.parametrize(("opinion", "problems"), OTHERS, ids=[row[0][:60] for row in OTHERS])
def test_every_opinion_agrees_with_itself_and_with_the_facts(tmp_path: Path, opinion: str, problems: list[str]) -> None:
    """A second opinion's reason favours its own outcome and is satisfied by the case's facts; one majority controls (theory 2, 9)."""
    files = {FILE: f"{FILES[FILE]}  - {opinion}\n"}
    assert [f"pack/cases/elder.yaml:17: {problem}" for problem in problems] == faults(pack(tmp_path, files))


PARTS = """\
holdings:
  day: {holding: liable, reason: {warned: present}}
  night: {holding: free, reason: {fence: wall}, facts: {fence: {value: wall, source: 1 U.S. at 9, confidence: high}}}
"""


def test_an_opinion_on_one_of_several_holdings_rests_on_the_facts_of_that_one(tmp_path: Path) -> None:
    """Where a case has several holdings, what an opinion rests on must stand in one of them (theory 9)."""
    files = changed(
        FILE, ("reason: {warned: present}", "reason: {fence: wall}"), ("outcome: liable", "outcome: free"),
        ("holding: liable\n", PARTS),
    )  # fmt: skip
    assert [] == faults(pack(tmp_path, files))
    files[FILE] += "  - {kind: dissent, outcome: liable, reason: {warned: present, colour: black}}\n"
    expected = "pack/cases/elder.yaml:19: 'colour: black' does not favour the outcome 'liable'; name only conditions of that side"
    assert [expected] == faults(pack(tmp_path / "other", files))
