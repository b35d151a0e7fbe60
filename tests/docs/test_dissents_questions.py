"""The page on the dissent's questions leaves none out: each in the dissent's order, with its page, then and today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "the-dissents-questions.md"
SECTION = re.compile(r"^## ([^\n]+?), at (\d+): [^\n]+\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
IN_ORDER = [
    *((f"Claim {n}", 1428) for n in (1, 3, 11, 2, 4, 5, 6, 7, 10)),
    *((f"Question {n}", 1428) for n in (1, 2)),
    *((f"Question {n}", 1429) for n in (3, 4)),
    ("Questions 5 and 6", 1429),
    ("Questions 7 and 8", 1429),
    *((f"Question {n}", 1429) for n in (9, 10, 11)),
    ("Hypothetical", 1429),
    ("Hypothetical", 1429),
    ("Claim 9", 1429),
    ("Hypothetical", 1429),
    ("Claim 8", 1429),
]
SECTIONS = [(name, int(page), text) for name, page, text in SECTION.findall(PAGE.read_text(encoding="utf-8"))]


def test_each_stands_in_the_dissents_order_with_its_page() -> None:
    """Eleven claims, eleven questions and three hypotheticals, each under its page of the report."""
    assert IN_ORDER == [(name, page) for name, page, _ in SECTIONS]


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, _, text in SECTIONS])
def test_each_is_answered_as_of_august_1988_and_as_of_today(name: str, text: str) -> None:
    """Each section shows a command on the law of the morning of the decision, and one on the law of today."""
    commands = re.findall(r"^\$ afortiori (.+)$", text, re.MULTILINE)
    assert {day for day in ("1988-08-23", "2026-11-23") for c in commands if c.endswith(f"--as-of {day}")} == {
        "1988-08-23",
        "2026-11-23",
    }, name


def test_every_hypothetical_of_the_pack_is_asked() -> None:
    """Each matter of the pack whose facts are all known is decided or ranked somewhere on the page."""
    import afortiori

    matters = {m for m in afortiori.open_pack("duty-to-protect").matters if m != "balistreri-facts-unknown"}
    asked = set(re.findall(r"^\$ afortiori decide ([\w-]+)", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    assert matters == asked & matters
