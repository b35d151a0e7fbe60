"""The threat model gives a test for each measure, and each of those tests is there."""

from __future__ import annotations

import re

from docs.naming import ROOT, missing, named

PAGE = ROOT / "SECURITY.md"


def test_every_test_that_a_page_names_is_there() -> None:
    """No measure, figure or habit rests on a test that was removed or renamed."""
    assert [] == [gone for page in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")) for gone in missing(page)]


def test_every_threat_has_its_test() -> None:
    """Each row of the tables of threats ends with one test or more."""
    tables = PAGE.read_text(encoding="utf-8").partition("## Threats")[2].partition("## What is not defended")[0]
    rows = [row for row in re.findall(r"^\| (.+) \|$", tables, re.MULTILINE) if not row.startswith("threat ")]
    assert [] == [row for row in rows if "::" not in row.rpartition(" | ")[2]]
    assert len(rows) < len(named(PAGE))
