"""Faults in a doctrine: what is written, and the problems that a user reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from packs.writing import changed, faults, pack

FILE = "doctrine.yaml"
TABLE: list[tuple[str, str, list[str]]] = [
    (
        "favours: free",
        "favours: fre",
        [
            "pack/doctrine.yaml:13: unknown side 'fre'; did you mean 'free'?",
            "pack/doctrine.yaml:35: 'wall' is no condition of factor 'fence'; none is defined",
        ],
    ),
    (
        "favours: nobody",
        "favours: everybody",
        ["pack/doctrine.yaml:29: unknown side 'everybody'; write one of: liable, free, nobody"],
    ),
    ("parent: control", "parent: contrl", ["pack/doctrine.yaml:15: unknown issue 'contrl'; did you mean 'control'?"]),
    ("neutral: near", "neutral: nearby", ["pack/doctrine.yaml:25: unknown level 'nearby'; did you mean 'near'?"]),
    (
        "[none, hedge, wall]",
        "[none, hedge, none]",
        [
            "pack/cases/younger.yaml:7: unknown level 'wall' of factor 'fence'; write one of: none, hedge, none",
            "pack/doctrine.yaml:14: level 'none' is listed twice; keep one of the two",
            "pack/doctrine.yaml:35: 'wall' is no condition of factor 'fence'; write one of: hedge, hedge",
        ],
    ),
    (
        "[brown, black]",
        "[unknown, black]",
        ["pack/doctrine.yaml:30: 'unknown' cannot be a level; unknown is no level: leave it out"],
    ),
    (
        "[brown, black]",
        "[brown, black]\n    order: [[brown, black], [black, brown]]",
        ["pack/doctrine.yaml:31: the levels go in a circle: black, brown; delete one of the pairs"],
    ),
    (
        "[none, hedge, wall]",
        "[none, hedge, wall]\n    order: [[none, hedge]]",
        [
            "pack/doctrine.yaml:15: level 'wall' is neither above nor below the neutral level 'none'; add a pair that joins them, such as [none, wall]",
            "pack/doctrine.yaml:36: 'wall' is no condition of factor 'fence'; write one of: hedge",
        ],
    ),
    (
        "[none, hedge, wall]",
        "[none, hedge, wall]\n    order: [[none, hedge], [none, wal]]",
        [
            "pack/doctrine.yaml:15: level 'wall' is neither above nor below the neutral level 'none'; add a pair that joins them, such as [none, wall]",
            "pack/doctrine.yaml:15: unknown level 'wal'; did you mean 'wall'?",
            "pack/doctrine.yaml:36: 'wall' is no condition of factor 'fence'; write one of: hedge",
        ],
    ),
    (
        "[none, hedge, wall]",
        "[none, hedge, wall]\n    level_notes: {hege: of thorn}",
        ["pack/doctrine.yaml:15: unknown level 'hege'; did you mean 'hedge'?"],
    ),
    (
        "    favours: nobody\n",
        "    favours: nobody\n    favours: liable\n",
        ["pack/doctrine.yaml:30: 'favours' is written twice; keep one of the two"],
    ),
    ("above: [ca9]", "above: [ca99]", ["pack/doctrine.yaml:41: unknown court 'ca99'; did you mean 'ca9'?"]),
    (
        "level: trial, above: [ca9]",
        "level: supreme, above: [hundred]}\n  hundred: {name: H, abbreviation: H., level: appellate, above: [cand]",
        [
            "pack/doctrine.yaml:41: the court 'hundred', of level appellate, stands above 'manor', of level supreme; 'above' lists the courts that stand above this one",
            "pack/doctrine.yaml:42: the court 'cand', of level trial, stands above 'hundred', of level appellate; 'above' lists the courts that stand above this one",
        ],
    ),
    ("above: [ca9]", "above: [manor]", ["pack/doctrine.yaml:41: court 'manor' stands above itself; break the circle"]),
    (
        "    court: scotus\n",
        "",
        [
            "pack/doctrine.yaml:32: a rule that a case laid down has no court; write 'court: ...'; only a statute has none"
        ],
    ),
    ("court: scotus", "court: scotsu", ["pack/doctrine.yaml:38: unknown court 'scotsu'; did you mean 'scotus'?"]),
    (
        "decided: 1980-05-01",
        "decided: 1980-13-01",
        ["pack/doctrine.yaml:39: '1980-13-01' is no date; write 1988-08-23, 1988-08 or 1988"],
    ),
    ("case: elder", "case: eldr", ["pack/doctrine.yaml:37: unknown case 'eldr'; did you mean 'elder'?"]),
    ("side: liable", "side: lible", ["pack/doctrine.yaml:34: unknown side 'lible'; did you mean 'liable'?"]),
    (
        "    side: liable\n",
        "",
        ["pack/doctrine.yaml:32: rule 'fenced-in' has a formula and no side; write 'side: ...'"],
    ),
    (
        "    necessary",
        "    sufficient: {fence: wall}\n    necessary",
        ["pack/doctrine.yaml:32: rule 'fenced-in' is both sufficient and necessary; write two rules"],
    ),
    (
        "{any: [{warned: present}, {not: {fence: wall}}]}",
        "{wraned: present}",
        ["pack/doctrine.yaml:35: unknown factor 'wraned'; did you mean 'warned'?"],
    ),
    (
        "{any: [{warned: present}, {not: {fence: wall}}]}",
        "{warned: absent}",
        ["pack/doctrine.yaml:35: 'absent' is no condition of factor 'warned'; write one of: present"],
    ),
    (
        "{any: [{warned: present}, {not: {fence: wall}}]}",
        "{warned: presnt}",
        ["pack/doctrine.yaml:35: 'presnt' is no condition of factor 'warned'; did you mean 'present'?"],
    ),
    (
        "{any: [{warned: present}, {not: {fence: wall}}]}",
        "{distance: near}",
        ["pack/doctrine.yaml:35: 'near' is no condition of factor 'distance'; write one of: adjoining, far"],
    ),
    (
        "{any: [{warned: present}, {not: {fence: wall}}]}",
        "{colour: black}",
        ["pack/doctrine.yaml:35: 'black' is no condition of factor 'colour'; none is defined"],
    ),
    (
        "{any: [{warned: present}, {not: {fence: wall}}]}",
        "{at least: {count: 3, of: [{warned: present}, {fence: wall}]}}",
        [
            "pack/doctrine.yaml:35: its count is not between 1 and the number of its parts; write a list with enough parts"
        ],
    ),
    (
        "{any: [{warned: present}, {not: {fence: wall}}]}",
        "{at least: {count: 0, of: [{warned: present}]}}",
        [
            "pack/doctrine.yaml:35: its count is not between 1 and the number of its parts; write a list with enough parts"
        ],
    ),
    (
        "{any: [{warned: present}, {not: {fence: wall}}]}",
        "{at least: {count: many, of: [{warned: present}]}}",
        [
            "pack/doctrine.yaml:35: its count is not between 1 and the number of its parts; write a list with enough parts"
        ],
    ),
    (
        "{any: [{warned: present}, {not: {fence: wall}}]}",
        "{any: []}",
        [
            "pack/doctrine.yaml:35: its count is not between 1 and the number of its parts; write a list with enough parts"
        ],
    ),
    (
        "{any: [{warned: present}, {not: {fence: wall}}]}",
        "{any: {warned: present}}",
        ["pack/doctrine.yaml:35: 'any' is not in its form; write a list of formulas under it"],
    ),
    (
        "{any: [{warned: present}, {not: {fence: wall}}]}",
        "{warned: present, fence: wall}",
        [
            "pack/doctrine.yaml:35: a formula has one key here; write 'all:', 'any:', 'not:', 'at least:' or 'FACTOR: LEVEL'"
        ],
    ),
    (
        "{any: [{warned: present}, {not: {fence: wall}}]}",
        "{at least: [{warned: present}]}",
        ["pack/doctrine.yaml:35: 'at least' is not in its form; write 'count: N' and 'of:' with a list"],
    ),
    (
        "{any: [{warned: present}, {not: {fence: wall}}]}",
        "warned",
        [
            "pack/doctrine.yaml:35: a formula has one key here; write 'all:', 'any:', 'not:', 'at least:' or 'FACTOR: LEVEL'"
        ],
    ),
    (
        "{any: [{warned: present}, {not: {fence: wall}}]}",
        "{not: [{warned: present}]}",
        [
            "pack/doctrine.yaml:35: a formula has one key here; write 'all:', 'any:', 'not:', 'at least:' or 'FACTOR: LEVEL'"
        ],
    ),
    (
        "{any: [{warned: present}, {not: {fence: wall}}]}",
        "{warned: [present]}",
        ["pack/doctrine.yaml:35: '['present']' is no condition of factor 'warned'; did you mean 'present'?"],
    ),
    (
        "    court: scotus",
        "    supersedes: [fenced-in]\n    court: scotus",
        ["pack/doctrine.yaml:38: rule 'fenced-in' supersedes itself; break the circle"],
    ),
    (
        "    court: scotus",
        "    supersedes: [fenced-out]\n    court: scotus",
        ["pack/doctrine.yaml:38: unknown rule 'fenced-out'; write one of: fenced-in"],
    ),
    (
        "courts:\n",
        "  b: {rule: B, authority: b, court: ca9, decided: 1990, supersedes: [c]}\n  c: {rule: C, authority: c, court: ca9, decided: 1990, supersedes: [b]}\ncourts:\n",
        [
            "pack/doctrine.yaml:40: rule 'b' supersedes itself; break the circle",
            "pack/doctrine.yaml:41: rule 'c' supersedes itself; break the circle",
        ],
    ),
    (
        "    court: scotus",
        "    scope: control\n    court: scotus",
        [
            "pack/doctrine.yaml:38: a rule for the issue 'control' among those of the whole doctrine; write it under that issue: 'issues: control: rule: ...'"
        ],
    ),
    (
        "    court: scotus",
        "    scope: contrl\n    court: scotus",
        [
            "pack/doctrine.yaml:38: unknown scope 'contrl'; leave it out: a rule is of the whole doctrine, and the rule of an issue stands under 'issues'"
        ],
    ),
    (
        "    decided: 1980-05-01\n",
        "    decided: 1980-05-01\n    until: 1980-04\n",
        ["pack/doctrine.yaml:40: 'until' 1980-04 lies before the decision of 1980-05-01; correct one of the two dates"],
    ),
    (
        "courts:\n",
        "  b: {rule: B, authority: b, court: ca9, decided: 1979, supersedes: [fenced-in]}\ncourts:\n",
        [
            "pack/doctrine.yaml:40: it supersedes 'fenced-in', which was decided later, on 1980-05-01; correct one of the two dates, or let the later rule supersede"
        ],
    ),
    ("    decided: 1980-05-01\n", "    decided: 1980-05-01\n    until: 1980\n", []),
    (
        "courts:\n",
        "  b: {rule: B, authority: b, court: ca9, decided: 1980, supersedes: [fenced-in]}\ncourts:\n",
        [],
    ),
    (
        "courts:\n",
        "  b: {rule: B, authority: b, court: ca9, decided: '0001', supersedes: [fenced-in]}\ncourts:\n",
        [],
    ),
    ("claim: negligence", "clam: negligence", ["pack/doctrine.yaml:3: unknown key 'clam'; did you mean 'claim'?"]),
    (
        "question: Does the keeper answer for what the animal did?\n",
        "",
        ["pack/doctrine.yaml:1: 'question' is missing; write 'question: ...'"],
    ),
]


@pytest.mark.parametrize(("right", "wrong", "problems"), TABLE, ids=[row[1][:60] for row in TABLE])
def test_a_fault_is_told_with_its_line_and_its_remedy(
    tmp_path: Path, right: str, wrong: str, problems: list[str]
) -> None:
    """Each passage of a valid file, written otherwise, gives exactly these problems."""
    assert problems == faults(pack(tmp_path, changed(FILE, (right, wrong))))
