"""Faults in a matter: what is written, and the problems that a user reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from packs.writing import changed, faults, pack

FILE = "matters/goat.yaml"
TABLE: list[tuple[str, str, list[str]]] = [
    ("fence: hedge", "fenc: hedge", ["pack/matters/goat.yaml:7: unknown factor 'fenc'; did you mean 'fence'?"]),
    (
        "fence: hedge",
        "fence: hege",
        ["pack/matters/goat.yaml:7: unknown level 'hege' of factor 'fence'; did you mean 'hedge'?"],
    ),
    (
        "[near, adjoining]",
        "[near, unknown]",
        ["pack/matters/goat.yaml:9: 'unknown' stands in a list of levels; write 'unknown' alone"],
    ),
    (
        "[near, adjoining]",
        "[]",
        ["pack/matters/goat.yaml:9: no level for 'distance'; write a level, a list of levels, or 'unknown'"],
    ),
    ("forum: ca9", "forum: ca99", ["pack/matters/goat.yaml:3: unknown court 'ca99'; did you mean 'ca9'?"]),
    (
        "as_of: 1990-01-01",
        "as_of: 1990-01",
        ["pack/matters/goat.yaml:4: '1990-01' is no day; write a day, such as 1988-08-23"],
    ),
    (
        "as_of: 1990-01-01",
        "as_of: today",
        ["pack/matters/goat.yaml:4: 'today' is no date; write 1988-08-23, 1988-08 or 1988"],
    ),
    (
        "doctrine: pack",
        "doctrine: other",
        ["pack/matters/goat.yaml:2: a matter for another doctrine, 'other'; write 'doctrine: pack'"],
    ),
    (
        "unmentioned: absent",
        "unmentioned: absnt",
        ["pack/matters/goat.yaml:5: 'unmentioned' cannot be 'absnt'; did you mean 'absent'?"],
    ),
    ("title: The goat\n", "", ["pack/matters/goat.yaml:1: 'title' is missing; write 'title: ...'"]),
]


@pytest.mark.parametrize(("right", "wrong", "problems"), TABLE, ids=[row[1][:60] for row in TABLE])
def test_a_fault_is_told_with_its_line_and_its_remedy(
    tmp_path: Path, right: str, wrong: str, problems: list[str]
) -> None:
    """Each passage of a valid file, written otherwise, gives exactly these problems."""
    assert problems == faults(pack(tmp_path, changed(FILE, (right, wrong))))
