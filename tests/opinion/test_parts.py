"""The parts of an opinion, by the lines that begin them."""

from __future__ import annotations

import pytest

from afortiori.opinion import Record, read
from afortiori.opinion.parts import header_of

HEADERS = {
    "JUSTICE BRENNAN, with whom JUSTICE MARSHALL and JUSTICE BLACKMUN join, dissenting.": ("dissent", "Brennan"),
    "CHIEF JUSTICE REHNQUIST delivered the opinion of the Court.": ("majority", "Rehnquist"),
    "MR. JUSTICE DOUGLAS, concurring in part and dissenting in part.": ("partial dissent", "Douglas"),
    "Mr. Chief Justice Burger announced the judgment of the Court and an opinion.": ("plurality", "Burger"),
    "SCHROEDER, Circuit Judge:": ("majority", "Schroeder"),
    "LIPEZ, Circuit Judge. Plaintiffs bring this action.": ("majority", "Lipez"),
    "O’SCANNLAIN, Circuit Judge, dissenting from the denial of rehearing en banc:": ("dissent", "O’Scannlain"),
    "WARDLAW, Circuit Judge, with whom Judges Fletcher and Berzon join, dissenting:": ("dissent", "Wardlaw"),
    "McKEE, Chief Judge, dissenting in part.": ("partial dissent", "McKee"),
    "GORSUCH, J., filed a dissenting opinion, in which THOMAS, J., joined.": ("dissent", "Gorsuch"),
    "THOMAS, J., concurring in judgment": ("concurrence", "Thomas"),
    "SMITH, J., delivered the opinion of the court.": ("majority", "Smith"),
    "ROTH, J.": ("majority", "Roth"),
    "By the Court, SMITH, J.": ("majority", "Smith"),
    "TOBRINER, J. — On the day in question he came.": ("majority", "Tobriner"),
    "CLARK, J. — I dissent. Until today": ("dissent", "Clark"),
    "PER CURIAM: We affirm.": ("per curiam", ""),
    "WATERS, District Judge, dissenting:": ("dissent", "Waters"),
    "dissenting:": ("dissent", ""),
    "Syllabus": ("syllabus", ""),
    "OPINION": ("opinion", ""),
    "DISSENTING OPINION": ("dissent", ""),
}
NO_HEADERS = [
    "Before POSNER and EASTERBROOK, Circuit Judges.",
    "Souter,* Associate Justice, and Howard, Circuit Judge.",
    "Justice Blackmun concurs in the judgment.",
    "Justice Scalia took no part in the consideration of this case.",
    "Judge Smith ordered the papers filed.",
    "I respectfully dissent.",
    "The opinion of Judge Roth was wrong.",
    "Opinion for the Court filed by Circuit Judge TATEL.",
    "A dissenting opinion is no authority.",
]


@pytest.mark.parametrize(("line", "expected"), HEADERS.items(), ids=HEADERS)
def test_a_line_begins_a_part(line: str, expected: tuple[str, str]) -> None:
    """A header says which part begins and who wrote it."""
    header = header_of(line)
    assert header is not None
    assert expected == (header.kind, header.author)


@pytest.mark.parametrize("line", NO_HEADERS)
def test_a_line_begins_none(line: str) -> None:
    """Panels, counsel, statements of who took part and running text begin no part."""
    assert header_of(line) is None


def test_a_heading_and_its_author_are_one() -> None:
    """'OPINION' over the author's line begins one part, the author's; what stands before is the head."""
    text = "No. 86-1234\n\nOPINION\n\nAMES, Circuit Judge:\n\nWe affirm.\n\nBOLD, Circuit Judge, dissenting:\n\nI would not.\n"
    expected = [("head", "", 0), ("majority", "Ames", text.index("OPINION")), ("dissent", "Bold", text.index("BOLD"))]
    assert expected == [(p.kind, p.author, p.start) for p in read(Record(text)).parts]


def test_parts_follow_one_another() -> None:
    """Parts cover the opinion without a gap."""
    text = "Syllabus\n\nHeld: so.\n\nAMES, J., delivered the opinion.\n\nWe affirm.\n\nPER CURIAM\n\nNo.\n"
    parts = read(Record(text)).parts
    assert [0, *(p.end for p in parts)] == [*(p.start for p in parts), len(text)]
