"""Charts in the shapes that people keep them in: two rows of names, several things in one column, levels as words, marks of their own."""

from __future__ import annotations

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from afortiori.errors import BadInput
from afortiori.memo.blocks import Heading
from afortiori.store import charts
from afortiori.store.charts.telling import import_told
from charts.sheets import ALPHA, DOE, GAMMA, HEAD, as_csv, as_xlsx, imported, levels, patched, unread

GROUPS = ["Case", "Court & Date", "Facts for the plaintiff", "", "Defendant's facts", "Held for (P/D)"]
NAMES = ["", "", "Warned (Y/N)", "Custody", "No contact", ""]
TWO = [
    ["Circuit chart, draft of November"], GROUPS, NAMES,
    ["Doe v. Roe, 12 F.3d 34, 37 (9th Cir. 1994)", "9th Cir. (Mar. 3, 1994)", "Y", "N", "N", "P"],
    ["Alpha v. Beta, 13 F.3d 56", "2d Cir. 5/6/95 (en banc)", "N", "Y", "Y", "D"],
]  # fmt: skip


@pytest.mark.parametrize("merged", [(), ("C2:D2",), ("A2:A3", "B2:B3", "C2:D2", "F2:F3")])
def test_names_in_two_rows(merged: tuple[str, ...]) -> None:
    """The lower row names the columns, the upper one those that it leaves blank, merged or not."""
    found = charts.propose(as_xlsx(TWO, merged=merged), "chart.xlsx").imported
    assert (3, ["alpha-v-beta", "doe-v-roe"]) == (found.mapping.header, sorted(found.cases))
    assert {"warned": "present", "custody": "absent", "no-contact": "absent"} == levels(found, "doe-v-roe")
    again = charts.imported(as_xlsx(TWO, merged=merged), "chart.xlsx", charts.propose(as_xlsx(TWO), "chart.xlsx").text)
    assert found.cases == again.cases


def test_a_heading_over_several_columns_says_whom_they_favour() -> None:
    """What stands for the plaintiff in the chart is not guessed."""
    factors = imported(TWO).mapping.factors
    assert [("plaintiff", ""), ("plaintiff", ""), ("defendant", "")] == [
        (factors[id].favours, factors[id].proposed) for id in ("warned", "custody", "no-contact")
    ]


def test_court_and_date_in_one_column() -> None:
    """Each is taken from it, the sitting too; a day that could be two counts by its year and is shown."""
    found = imported(TWO)
    told = [
        [found.cases[id].get(key, "unknown") for key in ("court", "decided", "bench")]
        for id in ("doe-v-roe", "alpha-v-beta")
    ]
    assert [["ca9", "1994-03-03", "unknown"], ["ca2", "1995", "en banc"]] == told
    assert [(5, 2, "5/6/95")] == unread(found)


def test_a_pin_is_no_part_of_a_citation() -> None:
    """'12 F.3d 34, 37' is found as 12 F.3d 34."""
    assert ["12 F.3d 34"] == imported(TWO).cases["doe-v-roe"]["citations"]


def test_a_citation_without_a_space_before_it() -> None:
    """'LLC,46 F. Supp. 3d 359' is a name and a citation."""
    found = imported([HEAD, ["Doe v. Roe Co., LLC,46 F. Supp. 3d 359", "", *DOE[2:]], ALPHA]).cases["doe-v-roe-co-llc"]
    assert ("Doe v. Roe Co., LLC", ["46 F. Supp. 3d 359"]) == (found["name"], found["citations"])


def test_a_circuit_is_a_court_where_no_other_is_named() -> None:
    """'9th' in a column Circuit is the court; beside a column Court it is a note."""
    rows = [
        ["Case", "Circuit", "Year", "Result", "Warned"],
        ["Doe v. Roe", "9th", "1994", "P", "Y"],
        ["A v. B", "D.C. Cir.", "1995", "D", "N"],
    ]
    assert ["cadc", "ca9"] == [imported(rows).cases[id]["court"] for id in ("a-v-b", "doe-v-roe")]
    beside = [
        ["Case", "Court", "Circuit", *HEAD[3:]],
        [DOE[0], "N.D. Cal.", "9th", *DOE[3:]],
        [*ALPHA[:1], "2d Cir.", "2d", *ALPHA[3:]],
    ]
    assert ("cand", "Circuit: 9th") == tuple(imported(beside).cases["doe-v-roe"][key] for key in ("court", "note"))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["actual notice", "no notice", "actual notice"], ("no notice", "actual notice")),
        (["none", "full custody", "partial"], ("none", "partial", "full custody")),
        (["guest", "employee", "guest"], ("none", "employee", "guest")),
        (["3", "0", "12"], ("0", "3", "12")),
    ],
)
def test_levels_in_words(written: list[str], expected: tuple[str, ...]) -> None:
    """The level that denies comes first and is neutral; words of degree and numbers have their order."""
    long = [["Case", "Court", "Year", "Outcome", "Factor", "Value"]]
    long += [[*row[:1], *row[2:5], "Standing", value] for row, value in zip((DOE, ALPHA, GAMMA), written, strict=True)]
    factor = imported(long).mapping.factors["standing"]
    assert (expected, expected[0]) == (factor.levels, factor.neutral)


def test_no_side_is_guessed_of_levels_in_no_order() -> None:
    """Which of them is stronger is for the user to say: until then the factor is recorded and compels nothing."""
    rows = [["Case", "Court", "Year", "Outcome", "Factor", "Value"]]
    rows += [
        [*row[:1], *row[2:5], "Role", value]
        for row, value in zip((DOE, ALPHA, GAMMA), ("guest", "employee", "guest"), strict=True)
    ]
    assert "nobody" == imported(rows).mapping.factors["role"].favours


@pytest.mark.parametrize("mark", ["√", "●", "☒", "✔\ufe0f"])
def test_marks_of_a_word_processor(mark: str) -> None:
    """Ticks as people insert them are ticks."""
    assert "present" == levels(imported([HEAD, [*DOE[:5], mark, "no"], ALPHA]), "doe-v-roe")["warned"]


def test_words_that_come_but_once_are_a_note() -> None:
    """A column of remarks in a short chart is no factor, under whatever name."""
    rows = [
        [*HEAD, "Notes / quotes", "What I thought"],
        [*DOE, "They knew.", "Read again"],
        [*ALPHA, "See p. 3", "Good"],
        [*GAMMA, "", ""],
    ]
    assert ["warned", "custody"] == list(imported(rows).mapping.factors)


def test_a_thread_of_comments_is_kept_without_what_excel_adds() -> None:
    """The words of those who commented stay with the value."""
    told = "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment.\n\nComment:\n    See note 3.\nReply:\n    Agreed."
    found = charts.propose(as_xlsx([HEAD, DOE, ALPHA], comments={"F2": told}), "chart.xlsx").imported
    assert "Comment: See note 3. Reply: Agreed." == " ".join(
        found.cases["doe-v-roe"]["facts"]["warned"]["note"].split()
    )


def test_another_kind_of_spreadsheet_is_named() -> None:
    """An OpenDocument sheet is refused with what to do."""
    data = patched(patched(as_xlsx([HEAD, DOE]), "content.xml", lambda _: b"<x/>"), "xl/workbook.xml", lambda _: b"")
    renamed = data.replace(b"xl/workbook.xml", b"xl/workbOOk.xml")
    with pytest.raises(BadInput, match=r"an OpenDocument spreadsheet; save the chart as \.xlsx or \.csv"):
        charts.propose(renamed, "chart.ods")


def test_cases_side_by_side_are_told_with_what_to_do() -> None:
    """A chart that lies on its side is not misread."""
    turned = [list(column) for column in zip(HEAD, DOE, ALPHA, strict=True)]
    with pytest.raises(BadInput, match="its cases stand side by side, a column each; turn it"):
        imported([["", *turned[0][1:]], *turned[1:]])


@pytest.mark.parametrize(
    ("plaintiff", "defendant"),
    [("Pl.", "Def."), ("Pltf", "Deft"), ("Plaintiffs", "Defendants"), ("for pl.", "for def.")],
)
def test_parties_cut_short(plaintiff: str, defendant: str) -> None:
    """The parties are known as lawyers abbreviate them; a running number is no docket."""
    rows = [["#", *HEAD], ["1", *DOE[:4], plaintiff, *DOE[5:]], ["2", *ALPHA[:4], defendant, *ALPHA[5:]]]
    found = imported(rows)
    assert ({plaintiff: "plaintiff", defendant: "defendant"}, "left out") == (
        dict(found.mapping.outcomes),
        found.mapping.columns[1].holds,
    )


def test_colours_of_blank_cells_are_told_of() -> None:
    """A cell that says something by its colour alone is blank to the import, which says so; a row of colour over words is none."""

    def paint(book: Workbook) -> None:
        for place in ("A1", "F3"):
            book.worksheets[0][place].fill = PatternFill("solid", fgColor="FFC7CE")

    rows = [HEAD, DOE, [*ALPHA[:5], "", "yes"]]
    told = "Blank cells are coloured in sheet 'Sheet': colours are not read; write what they mean."
    assert (told,) == charts.propose(as_xlsx(rows, touch=paint), "chart.xlsx").imported.notes
    assert () == charts.propose(as_xlsx([HEAD, DOE, ALPHA], touch=paint), "chart.xlsx").imported.notes


@pytest.mark.parametrize("names", [("Outcome", "For whom"), ("Disposition", "Held for"), ("Result", "Winner")])
def test_the_outcome_is_the_column_that_says_a_side(names: tuple[str, str]) -> None:
    """What was done with the judgment below is kept as the disposition; who won is the outcome."""
    rows = [
        [*HEAD[:4], *names, *HEAD[5:]],
        [*DOE[:4], "Reversed", "Plaintiff", *DOE[5:]],
        [*ALPHA[:4], "Affirmed", "Defendant", *ALPHA[5:]],
    ]
    for case, told in (("doe-v-roe", ("plaintiff", "Reversed")), ("alpha-v-beta", ("defendant", "Affirmed"))):
        assert told == tuple(imported(rows).cases[case][key] for key in ("holding", "disposition"))


def test_an_outcome_may_name_the_party_that_won() -> None:
    """'for Roe' in Doe v. Roe is for the defendant."""
    rows = [
        HEAD,
        [*DOE[:4], "for Roe", *DOE[5:]],
        [*ALPHA[:4], "Alpha", *ALPHA[5:]],
        [*GAMMA[:4], "Judgment for Gamma", *GAMMA[5:]],
    ]
    found = imported(rows)
    assert {"doe-v-roe": "defendant", "alpha-v-beta": "plaintiff", "gamma-v-delta": "plaintiff"} == {
        id: plain["holding"] for id, plain in found.cases.items()
    }


def test_a_chart_in_which_no_outcome_says_a_side() -> None:
    """'Affirmed' says nothing of who won, and that is told."""
    found = imported([HEAD, [*DOE[:4], "Affirmed", *DOE[5:]], [*ALPHA[:4], "Reversed", *ALPHA[5:]]])
    assert Heading("No case came out for a side", 2) in import_told(found).blocks


def test_a_csv_with_two_rows_of_names() -> None:
    """What a spreadsheet exports of merged headings is read as the workbook is."""
    assert ["alpha-v-beta", "doe-v-roe"] == sorted(charts.propose(as_csv(TWO), "chart.csv").imported.cases)
