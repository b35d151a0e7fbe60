"""Faults in later history and references: what is written, and the problems that a user reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from packs.writing import changed, faults, pack

FILE = "cases/younger.yaml"
TABLE: list[tuple[str, str, list[str]]] = [
    (
        "confidence: high",
        "confidence: middling",
        ["pack/cases/younger.yaml:7: 'confidence' cannot be 'middling'; write one of: high, medium, low"],
    ),
    (
        "court: ca9",
        "court: ca9\nbench: ful",
        ["pack/cases/younger.yaml:4: 'bench' cannot be 'ful'; write one of: panel, en banc, unknown"],
    ),
    (
        "holding: free",
        "holding: free\npublished: maybe",
        ["pack/cases/younger.yaml:6: 'published' is not in its form; write 'true' or 'false'"],
    ),
    ("by: elder", "by: younger", ["pack/cases/younger.yaml:10: its history points to itself; name the later case"]),
    ("by: elder", "by: eldr", ["pack/cases/younger.yaml:10: unknown case 'eldr'; did you mean 'elder'?"]),
    ("by: elder", "by: elders", ["pack/cases/younger.yaml:10: unknown case 'elders'; did you mean 'elder'?"]),
    ("by: elder", "by: Elder v. Keeper, 1 U.S. 1", []),
    (
        "date: 1986-03",
        "date: 1984-03",
        [
            "pack/cases/younger.yaml:11: 'affirmed' on 1984-03 lies before the decision of 1985; correct one of the two dates"
        ],
    ),
    ("date: 1986-03", "date: 1985-03", []),
    (
        "date: 1986-03",
        "date: March 1986",
        ["pack/cases/younger.yaml:11: 'March 1986' is no date; write 1988-08-23, 1988-08 or 1988"],
    ),
    (
        "    by: elder",
        "    removes: all\n    by: elder",
        ["pack/cases/younger.yaml:9: 'affirmed' takes nothing away; write 'removes: nothing', or another event"],
    ),
    (
        "event: affirmed",
        "event: reversed",
        [
            "pack/cases/younger.yaml:9: 'reversed' does not say what it removes; write 'removes: all' or 'removes: nothing'"
        ],
    ),
    (
        "event: affirmed",
        "event: reversd",
        ["pack/cases/younger.yaml:9: 'event' cannot be 'reversd'; did you mean 'reversed'?"],
    ),
    (
        "event: affirmed\n",
        "event: reversed\n    removes: second\n",
        ["pack/cases/younger.yaml:10: unknown holding 'second'; write one of: all, nothing"],
    ),
    ("case: elder", "case: eldre", ["pack/cases/younger.yaml:14: unknown case 'eldre'; did you mean 'elder'?"]),
    (
        "holding: free",
        "holding: free\nholdings: {a: {holding: free}}",
        ["pack/cases/younger.yaml:5: both 'holding' and 'holdings'; keep one of the two"],
    ),
    (
        "holding: free",
        "holdings: {a: {holding: fre}, b: {holding: liable, reason: {fence: wall}}}",
        [
            "pack/cases/younger.yaml:5: 'fence: wall' does not favour the holding 'liable'; name only conditions of the winning side",
            "pack/cases/younger.yaml:5: unknown holding 'fre'; did you mean 'free'?",
        ],
    ),
]


@pytest.mark.parametrize(("right", "wrong", "problems"), TABLE, ids=[row[1][:60] for row in TABLE])
def test_a_fault_is_told_with_its_line_and_its_remedy(
    tmp_path: Path, right: str, wrong: str, problems: list[str]
) -> None:
    """Each passage of a valid file, written otherwise, gives exactly these problems."""
    assert problems == faults(pack(tmp_path, changed(FILE, (right, wrong))))
