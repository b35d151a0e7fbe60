"""Forms of citation, and what stands round them."""

from __future__ import annotations

import pytest

from afortiori.opinion import Cite, Record, authorities, read


def cites(text: str, *, markup: bool = False) -> list[Cite]:
    """The citations of a text."""
    return list(read(Record(text, markup=markup)).citations)


@pytest.mark.parametrize(
    ("text", "name", "court", "year", "pin"),
    [
        ("In re Oliver, 333 U.S. 257, 273 (1948).", "In re Oliver", "scotus", "1948", "273"),
        ("Marbury v. Madison, 5 U.S. (1 Cranch) 137, 177 (1803).", "Marbury v. Madison", "scotus", "1803", "177"),
        ("Archie v. Racine, 847 F.2d 1211, 1220-23 & n.10 (CA7 1988) (en banc).", "Archie v. Racine", "ca7", "1988", "1220-23 & n.10"),
        ("State ex rel. Doe v. Roe, 100 A.2d 5, 7 n.3 (Del. 1953).", "State ex rel. Doe v. Roe", "del", "1953", "7 n.3"),
        ("People v. Lee (2001) 24 Cal.4th 100, 105.", "People v. Lee", "cal", "2001", "105"),
        ("Roe v. Doe, 50 N.Y.2d 100 (1980).", "Roe v. Doe", "ny", "1980", ""),
        ('Griffin v. Steeltek, Inc. ("Griffin I"), 160 F.3d 591, 594 (10th Cir. 1998).', "Griffin v. Steeltek, Inc.", "ca10", "1998", "594"),
        ("Smith v. Jones, 2019 WL 12345, at *3 (N.D. Cal. Jan. 3, 2019).", "Smith v. Jones", "cand", "2019", "*3"),
        ("Doe v. Broward County, No. 18-cv-123 (S.D. Fla. May 3, 2018).", "Doe v. Broward County", "flsd", "2018", ""),
        ("That was settled (9th Cir. 1988). Ames v. Bold, 700 F.2d 10 (3d Cir. 1983).", "Ames v. Bold", "ca3", "1983", ""),
        ("directly on point—Turner v. City of North Charleston, 675 F.Supp. 314 (D.S.C.1987) — so", "Turner v. City of North Charleston", "scd", "1987", ""),
        ("Doe ex dem. Ames v. Bold's Heirs, 100 F.3d 5\n(2d\nCir. 1996)", "Doe ex dem. Ames v. Bold's Heirs", "ca2", "1996", ""),
    ],
)  # fmt: skip
def test_a_full_citation(text: str, name: str, court: str, year: str, pin: str) -> None:
    """Names, court, year and pin are read from many ways of writing them."""
    [cite] = cites(text)
    assert (name, court, year, pin) == (cite.name, cite.court, cite.year, cite.pin)


@pytest.mark.parametrize(
    ("before", "signal"),
    [
        ("See ", "see"), ("See also ", "see also"), ("See, e.g., ", "see, e.g."), ("But see ", "but see"), ("Cf. ", "cf."),
        ("But cf. ", "but cf."), ("Accord ", "accord"), ("Contra ", "contra"), ("It is so held in ", ""), ("See generally ", "see generally"),
        ("Compare Doe v. Roe, 1 F.4th 5 (1st Cir. 2021), with ", "with"), ("See Doe v. Roe, 1 F.4th 5 (1st Cir. 2021); ", "see"),
    ],
)  # fmt: skip
def test_a_signal(before: str, signal: str) -> None:
    """The signal before a citation goes on through its string."""
    assert signal == cites(f"{before}Ames v. Bold, 700 F.2d 10 (3d Cir. 1983).")[-1].signal


def test_short_forms_and_id() -> None:
    """Short forms, *supra* and *id.* stand for the citation that they mean, an *id.* for the one just before it."""
    text = (
        "Ames v. Bold, 700 F.2d 10, 12 (3d Cir. 1983). Id. at 13. Cole v. Dorn, 800 F.2d 20 (4th Cir. 1986). Ames, 700 F.2d at 14. "
        "Id. Cole, supra, at 22. Eve v. Fox, 2019 WL 12345 (D. Me. 2019). Eve, 2019 WL 12345, at *4. 900 F.2d at 3."
    )
    expected = [
        ("case", "Ames v. Bold", None, "12"), ("id", "Ames v. Bold", 0, "13"), ("case", "Cole v. Dorn", None, ""),
        ("short", "Ames v. Bold", 0, "14"), ("id", "Ames v. Bold", 0, ""), ("supra", "Cole v. Dorn", 2, "22"),
        ("case", "Eve v. Fox", None, ""), ("short", "Eve v. Fox", 6, "*4"), ("short", "", None, "3"),
    ]  # fmt: skip
    assert expected == [(c.kind, c.name, c.refers, c.pin) for c in cites(text)]


@pytest.mark.parametrize(
    ("short", "text", "pin"),
    [
        ("Bold, 5 F.2d at 569 n.14 (quoting Cole).", "5 F.2d at 569 n.14", "569 n.14"),
        ("Bold, 5 F.2d at 14 & n.2 (listing them).", "5 F.2d at 14 & n.2", "14 & n.2"),
        ("Bold, 5 F.2d at 14-15, 20.", "5 F.2d at 14-15, 20", "14-15, 20"),
        ("Id. at 569 n.14.", "Id. at 569 n.14", "569 n.14"),
        ("Id., at 4 (quoting Cole).", "Id., at 4", "4"),
        ("Id. 12 men said so.", "Id.", ""),
        ("Bold, supra, at 5 n.4.", "supra, at 5 n.4", "5 n.4"),
    ],
)
def test_the_pin_of_a_short_form(short: str, text: str, pin: str) -> None:
    """A short form has its pin, with what follows it, and ends behind it."""
    cite = cites(f"Ames v. Bold, 5 F.2d 1, 2 (9th Cir. 1925). {short}")[1]
    assert (text, pin, "Ames v. Bold") == (cite.text, cite.pin, cite.name)


def test_a_short_form_of_the_later_history() -> None:
    """A short form by the volume of an affirmance stands for the affirmance, which is then an authority of its own."""
    reading = read(
        Record(
            "Ames v. Bold, 600 F. Supp. 10 (D. Mass. 1984), aff'd, 796 F.2d 26 (1st Cir. 1986). See Ames, 796 F.2d at 28."
        )
    )
    assert ("796 F.2d 26", "Ames v. Bold", 1) == (
        reading.citations[2].cite,
        reading.citations[2].name,
        reading.citations[2].refers,
    )
    assert ["600 F. Supp. 10", "796 F.2d 26"] == [line.cite for line in authorities(reading)]


def test_later_history() -> None:
    """What became of a case is told from what is relied on, and lends it the year where one serves both."""
    [case, history] = cites("Ames v. Bold, 700 F.2d 10 (CA3), cert. denied, 464 U.S. 9 (1983).")
    assert ("case", "1983", "cert. denied") == (case.kind, case.year, case.history)
    assert ("history", 0) == (history.kind, history.refers)


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("“the order was served on him” Ames v. Bold, 1 F.3d 1 (1st Cir. 1993).", 0),
        ("“The order was served on him.” See Ames v. Bold, 1 F.3d 1 (1st Cir. 1993).", 0),
        ("In Ames v. Bold, 1 F.3d 1 (1st Cir. 1993), we said that “the order was served on him” at last.", 0),
        ("In Ames v. Bold, 1 F.3d 1 (1st Cir. 1993), we said: “the order was served on him.”", 0),
        ("Ames v. Bold, 1 F.3d 1 (1st Cir. 1993) (“the order was served on him”).", 0),
        ("“The order was served on him.” The keeper came back. Ames v. Bold, 1 F.3d 1 (1st Cir. 1993).", None),
        ("“The order was served on him.” Nothing follows.", None),
        (
            "Ames v. Bold, 1 F.3d 1 (1st Cir. 1993) (“the order was served on him” (quoting Cole v. Dorn, 2 F.3d 2 (2d Cir. 1992))).",
            0,
        ),
        (
            "As held in Ames v. Bold, 1 F.3d 1 (1st Cir. 1993), “the order was served on him” (citing Cole v. Dorn, 2 F.3d 2 (2d Cir. 1992)).",
            0,
        ),
        ("“The order was served on him” (citing Cole v. Dorn, 2 F.3d 2 (2d Cir. 1992)).", None),
        ("“The order was served on him” (quoting Cole v. Dorn, 2 F.3d 2 (2d Cir. 1992)).", 0),
    ],
)
def test_what_a_quotation_comes_from(text: str, cite: int | None) -> None:
    """A quotation comes from the citation that follows it at once, that it stands in, or that leads up to it."""
    [quotation] = read(Record(text)).quotations
    assert cite == quotation.cite


def test_id_of_a_section_is_of_no_case() -> None:
    """'Id. § 1.08' goes on from a statute, or from a treatise that is not read as a citation."""
    case = "Ames v. Bold, 5 F.2d 1, 2 (9th Cir. 1925). Nimmer says so too. Id., § 1.08[C][1]. Id. at 3."
    assert [("Id., § 1.08[C][1]", "§ 1.08[C][1]", None), ("Id. at 3", "3", None)] == [
        (c.text, c.pin, c.refers) for c in cites(case)[1:]
    ]
    assert [0] == [c.refers for c in cites("42 U.S.C. § 1983. Id. § 1985.")[1:]]


MARKED = (
    "<p>See <em>Ames v. Bold, </em><a class='long-enough-to-matter' href='/opinion/1/ames-v-bold-and-others/'>5 F.2d 1</a>, 2 (9th Cir.1925), "
    "cert. <page-number citation-index='1' label='1424'>*1424</page-number>denied, <a href='/opinion/2/another-address/'>9 U.S. 2</a> (1926). "
    "42 U.S.C. § 1983.<sup>1</sup> The 9<sup>th</sup> time, <i>Ames,</i> 5 <b>F.2d</b> at 3.</p>"
)


def test_markup_stands_in_no_ones_way() -> None:
    """Tags within a citation, and between one and its history, are not there for reading; a note's number is no part of a section."""
    found = cites(MARKED, markup=True)
    assert [
        ("case", "5 F.2d 1"),
        ("history", "9 U.S. 2"),
        ("statute", "42 U.S.C. § 1983"),
        ("short", "5 F.2d at 3"),
    ] == [(cite.kind, cite.words.rstrip(".")) for cite in found]
    assert [cite.text for cite in found] == [MARKED[cite.start : cite.end] for cite in found]


def test_who_relies_on_it() -> None:
    """A citation carries the part and the author that rely on it."""
    text = "AMES, Circuit Judge.\n\nSee 1 U.S. 1 (1790).\n\nBOLD, Circuit Judge, dissenting:\n\nSee 2 U.S. 2 (1791)."
    assert [("majority", "Ames"), ("dissent", "Bold")] == [(c.part, c.author) for c in cites(text)]


def test_citations_stand_in_order() -> None:
    """A docket citation stands where it is cited, before what follows it."""
    text = "Doe v. Roe, No. 12-3456 (2d Cir. 2001); Ames v. Bold, 1 F.3d 1 (1st Cir. 1993)."
    assert [("docket", "Doe v. Roe"), ("case", "Ames v. Bold")] == [(c.kind, c.name) for c in cites(text)]
