"""Courts as citations write them."""

from __future__ import annotations

import pytest

from afortiori.opinion import Record, read
from afortiori.opinion.court_names import court_named

COURTS = {
    "3d Cir.": "ca3", "2d Cir.": "ca2", "2nd Cir.": "ca2", "11th Cir.": "ca11", "D.C. Cir.": "cadc", "Fed. Cir.": "cafc",
    "S.D.N.Y.": "nysd", "N.D. Cal.": "cand", "Cal. Ct. App.": "calctapp", "Tex. App.—Dallas": "texapp", "D.S.C.": "scd",
    "E.D.Pa.": "paed", "9th Cir.": "ca9", "Del. Ch.": "delch", "CA7": "ca7",
}  # fmt: skip
REPORTERS = {
    "ca": "700 F.3d 100",
    "d": "600 F. Supp. 2d 100",
    "calctapp": "50 Cal. App. 4th 100",
    "texapp": "100 S.W.3d 100",
}


@pytest.mark.parametrize(("written", "court"), COURTS.items(), ids=COURTS)
def test_a_court_is_known_by_its_abbreviation(written: str, court: str) -> None:
    """Each abbreviation gives its court."""
    assert court_named(written) == court


@pytest.mark.parametrize("space", [" ", ""], ids=["spaced", "unspaced"])
@pytest.mark.parametrize(("written", "court"), COURTS.items(), ids=COURTS)
def test_a_court_is_found_in_a_citation(written: str, court: str, space: str) -> None:
    """Each stands in a citation's parenthesis, with a space before the year or, as old reporters print it, none."""
    reporter = REPORTERS.get(court) or (REPORTERS["ca"] if court.startswith("ca") else "100 A.2d 100")
    if court in ("nysd", "cand", "scd", "paed"):
        reporter = REPORTERS["d"]
    [cite] = read(Record(f"Ames v. Bold, {reporter}, 105 ({written}{space}2004).")).citations
    assert (court, "2004", "105", "Ames v. Bold") == (cite.court, cite.year, cite.pin, cite.name)
