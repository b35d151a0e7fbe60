"""Charts as people keep them, read: wide and long, with titles above, words in the cells, dissents and cases of one's own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from openpyxl import Workbook

from afortiori.authority import UNDATED
from afortiori.errors import BadInput
from afortiori.store import charts
from afortiori.store.charts.outcomes import side_named
from afortiori.store.library import open_pack
from charts.sheets import ALPHA, DOE, GAMMA, HEAD, ROWS, as_csv, as_xlsx, imported, levels, unread


def test_a_wide_chart_gives_a_case_a_row() -> None:
    """Names, citations, courts, dates, outcomes and levels come from their columns."""
    found = imported(ROWS)
    doe = found.cases["doe-v-roe"]
    assert ["alpha-v-beta", "doe-v-roe", "gamma-v-delta"] == sorted(found.cases)
    assert ("Doe v. Roe", ["12 F.3d 34"], "ca9", "1994", "plaintiff") == (
        doe["name"], doe["citations"], doe["court"], doe["decided"], doe["holding"],
    )  # fmt: skip
    assert {"warned": "present", "custody": "absent"} == levels(found, "doe-v-roe")
    assert () == found.unread


def test_every_row_is_told_of_once() -> None:
    """What became of a row is said for each below the header, also for those that give no case."""
    rows = [*ROWS, ["Total"], HEAD, DOE, ["Our client", "", "", "", "", "yes"]]
    told = [(row.row, row.became, row.why) for row in imported(rows).rows]
    assert [
        (2, "doe-v-roe", ""),
        (3, "alpha-v-beta", ""),
        (4, "gamma-v-delta", ""),
        (5, "", "says nothing of how the case came out"),
        (6, "", "names the columns again"),
        (7, "", "is the case of another row, doe-v-roe, again"),
        (8, "our-client", "a matter"),
    ] == told


def test_the_header_may_stand_below_a_title() -> None:
    """The row that names the columns is found by what it says, wherever the sheet starts."""
    moved = [["A chart of duty cases"], [], *[["", "", *row] for row in ROWS]]
    found = imported(moved)
    assert (3, sorted(imported(ROWS).cases)) == (found.mapping.header, sorted(found.cases))


def test_a_sheet_may_start_at_n1() -> None:
    """Columns count from where they stand."""
    found = charts.propose(as_xlsx([["", *[""] * 12, *row] for row in ROWS]), "chart.xlsx").imported
    assert ([14, 20], 3) == ([min(found.mapping.columns), max(found.mapping.columns)], len(found.cases))


def test_merged_headings_name_every_column_below_them() -> None:
    """A heading merged downward names its column; the row below it is no case."""
    rows = [["Case", "Outcome", "Warned (P)"], ["", "", ""], ["Doe v. Roe", "P", "yes"], ["A v. B", "D", "no"]]
    found = charts.propose(as_xlsx(rows, merged=["A1:A2", "B1:B2", "C1:C2"]), "chart.xlsx").imported
    assert ({"a-v-b": "absent", "doe-v-roe": "present"}) == {
        id: levels(found, id)["warned"] for id in sorted(found.cases)
    }


LONG = [
    ["Case", "Cite", "Court", "Year", "Outcome", "Factor", "Value", "Weight", "Quote", "Pin"],
    ["Doe v. Roe", "12 F.3d 34", "9th Cir.", "1994", "Plaintiff", "Warned (P)", "yes", "strong", "he was told", "36"],
    ["", "", "", "", "", "Custody (P)", "no", "", "", ""],
    ["Alpha v. Beta", "13 F.3d 56", "2d Cir.", "1995", "Defendant", "Warned (P)", "disputed", "", "", ""],
]


def test_a_long_chart_gives_a_factor_a_row() -> None:
    """Rows of one case are brought together; a blank name is that of the row above."""
    found = imported(LONG)
    fact = found.cases["doe-v-roe"]["facts"]["warned"]
    assert ("long", {"warned": "present", "custody": "absent"}) == (found.mapping.layout, levels(found, "doe-v-roe"))
    assert ("12 F.3d at 36 (chart.csv, G2)", "he was told", "Weight: strong.") == (
        fact["source"], fact["quotation"], fact["note"],
    )  # fmt: skip
    assert [2, 3, 4] == [row.row for row in found.rows]


def test_a_long_chart_that_contradicts_itself_is_shown() -> None:
    """A second value for one factor, and a second word on what the case is, are kept out and named."""
    again = ["Doe v. Roe", "12 F.3d 34", "2d Cir.", "", "", "Warned (P)", "no", "", "", ""]
    found = imported([*LONG, again])
    assert ("present", "ca9") == (levels(found, "doe-v-roe")["warned"], found.cases["doe-v-roe"]["court"])
    assert [(5, 3, "2d Cir."), (5, 7, "no")] == unread(found)


CELLS = [
    ("+", "for", ""), ("++", "for", "Weight: strong."), ("- (slight)", "against", "Weight: slight."), ("\u2212", "against", ""),
    ("P", "for", ""), ("\u03c0", "for", ""), ("\u0394", "against", ""), ("strongly favors", "for", "Weight: strong."),
    ("neutral", "neutral", ""), ("+; the warning was oral", "for", "the warning was oral"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "level", "note"), CELLS)
def test_what_people_write_in_a_cell(cell: str, level: str, note: str) -> None:
    """A mark gives the direction; a weight and words beside it are kept."""
    rows = [["Case", "Outcome", "Warned"], ["A v. B", "P", cell], ["C v. D", "D", "+"], ["E v. F", "P", "-"]]
    fact = imported(rows).cases["a-v-b"]["facts"]["warned"]
    assert (level, note) == (fact["value"], fact["note"])


def test_the_courts_words_and_pins_are_kept() -> None:
    """A quotation in the cell, one in its own column, a pin and a comment are provenance."""
    rows = [["Case", "Cite", "Outcome", "Warned (P)", "Quote", "Pin"], ["A v. B", "12 F.3d 34", "P", '+ "he was told" at 36', "", ""],
            ["C v. D", "13 F.3d 34", "D", "-", "\u201cnobody told him\u201d", "40"]]  # fmt: skip
    data = as_xlsx(rows, comments={"D2": "Look at the dissent too."})
    cases = charts.propose(data, "chart.xlsx").imported.cases
    first, second = cases["a-v-b"]["facts"]["warned"], cases["c-v-d"]["facts"]["warned"]
    assert ("he was told", "12 F.3d at 36 (chart.xlsx, D2)", "Comment: Look at the dissent too.") == (
        first["quotation"], first["source"], first["note"],
    )  # fmt: skip
    assert ("nobody told him", "13 F.3d at 40 (chart.xlsx, D3)") == (second["quotation"], second["source"])


def test_disputed_and_not_reached_are_kept_and_are_silence() -> None:
    """They are no levels; a blank, and 'n/a', are not even that."""
    rows = [HEAD, [*DOE[:5], "disputed", "not reached"], [*ALPHA[:5], "n/a", ""], GAMMA]
    found = imported(rows)
    doe, alpha = found.cases["doe-v-roe"], found.cases["alpha-v-beta"]
    assert ({}, {"warned": "disputed", "custody": "not reached"}) == (
        doe["facts"], {factor: row["why"] for factor, row in doe["no_finding"].items()},
    )  # fmt: skip
    assert ({}, {}) == (alpha["facts"], alpha["no_finding"])
    precedent = next(p for p in charts.pack_of("chart", found).base if p.id == "doe-v-roe")
    assert ((), (("warned", "disputed"), ("custody", "not reached"))) == (precedent.values, precedent.no_finding)


def test_blank_means_absent_only_where_the_user_says_so() -> None:
    """The mapping's word on blank cells is followed."""
    data = as_csv([HEAD, [*DOE[:5], "yes", ""], ALPHA])
    text = charts.propose(data, "chart.csv").text.replace("blank: not discussed", "blank: absent")
    assert "absent" == levels(charts.imported(data, "chart.csv", text), "doe-v-roe")["custody"]


def test_a_mark_that_is_not_known_is_shown_and_nothing_else_is_lost() -> None:
    """The cell is named with its place and its reason; the rest of its row stands."""
    found = imported([HEAD, [*DOE[:5], "yes", "perhaps"], ALPHA, GAMMA])
    assert ([(2, 7, "perhaps")], {"warned": "present"}) == (unread(found), levels(found, "doe-v-roe"))


def test_a_row_without_an_outcome_is_a_matter() -> None:
    """One's own case may stand in the chart."""
    found = imported([*ROWS, ["In re Client", "", "", "", "", "yes", ""]])
    pack = charts.pack_of("mybase", found)
    assert {"in-re-client": (("warned", ("present",)),)} == {id: m.facts.narrowed for id, m in pack.matters.items()}


def test_a_dissent_joins_its_majority() -> None:
    """Rows about one case's opinions are one case; a dissent without its majority is set aside."""
    head = [*HEAD, "Opinion", "Judge"]
    rows = [
        head,
        [*DOE, "majority", "Smith"],
        [*DOE[:4], "Defendant", "no", "", "dissent", "Jones"],
        [*ALPHA, "dissent", "Brown"],
    ]
    found = imported([*rows, [*GAMMA, "", ""]])
    kinds = [(o["kind"], o["author"], o["outcome"]) for o in found.cases["doe-v-roe"]["opinions"]]
    assert [("majority", "Smith", "plaintiff"), ("dissent", "Jones", "defendant")] == kinds
    assert {2: "", 3: "as its dissent", 4: "is a dissent, and no row above it is the majority's", 5: ""} == {
        row.row: row.why for row in found.rows
    }


def test_two_holdings_of_one_case() -> None:
    """With a column that names the part, each row is a holding of its own."""
    head = [*HEAD, "Part"]
    rows = [head, [*DOE, "stop"], [*DOE[:4], "Defendant", "no", "yes", "search"], [*ALPHA, ""]]
    pack = charts.pack_of("mybase", imported(rows))
    holdings = {precedent.id: precedent.holding for precedent in pack.base}
    assert {"alpha-v-beta": "defendant", "doe-v-roe#search": "defendant", "doe-v-roe#stop": "plaintiff"} == holdings


def test_later_history_takes_a_holding_away_only_with_a_date() -> None:
    """'rev'd' with a year is an event; without one it is kept as a note and shown."""
    head = [*HEAD, "Later history"]
    rows = [head, [*DOE, "rev'd, 20 F.3d 1 (9th Cir. 1996)"], [*ALPHA, "reversed"], [*GAMMA, "aff'd"]]
    found = imported(rows)
    assert [("reversed", "1996", "all")] == [
        (e["event"], e["date"], e["removes"]) for e in found.cases["doe-v-roe"]["history"]
    ]
    assert ([], "Later history: reversed") == (
        found.cases["alpha-v-beta"]["history"],
        found.cases["alpha-v-beta"]["note"],
    )
    assert [(3, 8, "reversed")] == unread(found)


def test_a_case_that_says_neither_court_nor_date_is_marked_as_unverified() -> None:
    """It counts as before every other where no case of the chart is dated, binds no named forum, and says what it lacks."""
    pack = charts.pack_of(
        "mybase", imported([["Case", "Outcome", "Warned (P)"], ["A v. B", "P", "yes"], ["C v. D", "D", "no"]])
    )
    case = pack.base.precedent("a-v-b")
    assert (UNDATED, "citation, court and date not stated in the chart") == (case.decided.text, case.unverified)
    assert ("trial", False) == (case.court.level, case.court.binds_itself)
    assert "A v. B (court not stated n.d.)" == case.citation


def test_an_undated_case_among_dated_ones_is_set_aside() -> None:
    """Nobody can say before which of the others it stands."""
    found = imported([HEAD, DOE, [*ALPHA[:3], "", *ALPHA[4:]], GAMMA])
    assert {3: "says no date"} == {row.row: row.why for row in found.rows if not row.became}


def test_a_date_that_could_be_two_is_shown_and_counts_by_its_year() -> None:
    """3/4/1999 is March in one country and April in another."""
    found = imported([HEAD, [*DOE[:3], "3/4/1999", *DOE[4:]], ALPHA])
    assert ("1999", [(2, 4, "3/4/1999")]) == (found.cases["doe-v-roe"]["decided"], unread(found))


def test_a_case_may_carry_its_citation_court_and_day_in_its_name() -> None:
    """The parentheses of a citation are read, and know the day of the year that a column gives."""
    rows = [["Case", "Year", "Outcome", "Warned (P)"], ["Graham v. Prince, No. 15-CV-10160 (S.D.N.Y. May 11, 2023)", "2023", "P", "yes"],
            ["Doe v. Roe, 12 F.3d 34 (9th Cir. 1994)", "1994", "D", "no"]]  # fmt: skip
    found = imported(rows).cases
    graham, doe = found["graham-v-prince"], found["doe-v-roe"]
    assert ("No. 15-CV-10160", "nysd", "2023-05-11") == (graham["docket"], graham["court"], graham["decided"])
    assert (["12 F.3d 34"], "ca9") == (doe["citations"], doe["court"])


def test_a_court_that_is_not_known_is_kept_as_one_that_binds_nobody() -> None:
    """Its row is no less a case; the mapping names it for the user to say which court it is."""
    data = as_csv([HEAD, [*DOE[:2], "C.C.D. Mass.", *DOE[3:]], ALPHA])
    proposal = charts.propose(data, "chart.csv")
    assert {"C.C.D. Mass.": "chart-c-c-d-mass"} == dict(proposal.mapping.courts)
    known = proposal.text.replace('"C.C.D. Mass.": chart-c-c-d-mass', '"C.C.D. Mass.": mad').replace(
        "C.C.D. Mass.: chart-c-c-d-mass", "C.C.D. Mass.: mad"
    )
    assert "mad" == charts.imported(data, "chart.csv", known).cases["doe-v-roe"]["court"]


def test_spellings_of_one_outcome_are_one() -> None:
    """Two sides are found, whatever the outcome is called; what is neither is not reached."""
    told = [
        "Fair use found",
        "fair use found.",
        "Fair use not found",
        "Preliminary ruling; Fair use not found",
        "Mixed result",
    ]
    rows = [
        ["Case", "Year", "Outcome", "Warned"],
        *[[f"A{i} v. B", "1990", text, "yes"] for i, text in enumerate(told)],
    ]
    holdings = [imported(rows).cases[f"a{i}-v-b"]["holding"] for i in range(5)]
    assert ["fair-use-found"] * 2 + ["fair-use-not-found"] * 2 + ["not reached"] == holdings


def test_letters_that_pose_as_others_are_compared_as_latin_and_told() -> None:
    """A Greek Nu in 'N.D. Ga.' is no other court."""
    found = imported([HEAD, [*DOE[:2], "\u039d.D. Ga.", *DOE[3:]], ALPHA])
    assert ("gand", True) == (found.cases["doe-v-roe"]["court"], "U+039D" in " ".join(found.notes))


def test_two_cases_of_one_name_have_ids_of_their_own() -> None:
    """The year tells them apart."""
    found = imported([HEAD, DOE, ["Doe v. Roe", "20 F.3d 1", "9th Cir.", "1999", "Defendant", "no", "no"]])
    assert ["doe-v-roe-1994", "doe-v-roe-1999"] == sorted(found.cases)


def test_a_chart_read_onto_a_packs_factors() -> None:
    """Columns named after a pack's factors hold its levels; its outcomes are its sides."""
    pack = open_pack("wild-animals")
    factor = next(f for f in pack.doctrine.factors if f.side)
    first = pack.doctrine.sides[0]
    rows = [
        ["Case", "Court", "Year", "Outcome", factor.name],
        ["A v. B", next(iter(pack.base.courts)), "1850", first.id, factor.levels[-1]],
    ]
    found = charts.propose(as_csv(rows), "chart.csv", pack).imported
    assert (None, {factor.id: factor.levels[-1]}, first.id) == (
        found.doctrine,
        levels(found, "a-v-b"),
        found.cases["a-v-b"]["holding"],
    )
    assert ["a-v-b"] == [p.id for p in charts.pack_of("x", found, pack).base]


@pytest.mark.parametrize(
    ("doctrine", "outcome", "expected"),
    [
        ("duty-to-protect", "Plaintiff", "duty"),
        ("duty-to-protect", "Defendant", "no-duty"),
        ("duty-to-protect", "Judgment for \u0394", "no-duty"),
        ("duty-to-protect", "the state and its officials", "no-duty"),
        ("wild-animals", "Plaintiff", "P"),
        ("wild-animals", "Def.", "D"),
        ("automobile-exception", "Plaintiff", "set aside"),
        ("automobile-exception", "the government", "no-violation"),
    ],
)
def test_an_outcome_names_a_side_of_a_doctrine(doctrine: str, outcome: str, expected: str) -> None:
    """By who wants it, up to a comma; where that is one of the parties and the other side names neither, the other party's word is its."""
    assert expected == side_named(outcome, open_pack(doctrine).doctrine)


def test_an_outcome_that_names_no_side_of_a_doctrine() -> None:
    """The row says so, and what to write; one that does name a side and is set aside by hand is only that."""
    pack = open_pack("duty-to-protect")
    rows = [HEAD, DOE, ["A v. B", *DOE[1:4], "Keeper", *DOE[5:]]]
    proposal = charts.propose(as_csv(rows), "chart.csv", pack)
    said = (
        "has the outcome 'Keeper', which names no side of the doctrine: say at 'outcomes:' in the mapping which it is"
    )
    assert ["", f"{said} (duty, no-duty)"] == [row.why for row in proposal.imported.rows]
    mapping = replace(proposal.mapping, outcomes={"Plaintiff": "set aside", "Keeper": "no-duty"})
    found = charts.imported(as_csv(rows), "chart.csv", mapping, pack)
    assert ["has the outcome 'Plaintiff', which is set aside", ""] == [row.why for row in found.rows]


def test_a_chart_without_names_of_columns_is_refused() -> None:
    """The message says what to write."""
    with pytest.raises(BadInput, match="no row that names the columns"):
        charts.propose(b"1,2,3\n4,5,6\n", "chart.csv")


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        (("claimant", "keeper", "keeper"), ("claimant", "")),
        (("keeper", "claimant", "keeper"), ("claimant", "")),
        (("for the plaintiff", "for the defendant", "for the defendant"), ("plaintiff", "")),
        (("seller", "buyer", "buyer"), ("buyer", "'P' is read as if the plaintiff's side were buyer")),
        (("fair use found", "fair use not found", "fair use found"), ("fair-use-found", "'P' is read as if the plaintiff's side were fair-use-found")),
    ],
)  # fmt: skip
def test_a_letter_names_the_side_of_whoever_sues(outcomes: tuple[str, ...], expected: tuple[str, str]) -> None:
    """'Warned (P)' favours the plaintiff or claimant; where no outcome tells who that is, the side is proposed and to be confirmed."""
    rows = [["Case", "Outcome", "Warned (P)"], *([f"A{i} v. B", said, "yes"] for i, said in enumerate(outcomes))]
    factor = imported(rows).mapping.factors["warned"]
    assert expected == (factor.favours, factor.proposed)


@pytest.mark.parametrize(
    ("outcomes", "sides", "question"),
    [
        (
            ("claimant", "keeper"),
            {"claimant": ("The claimant prevails", "the claimant"), "keeper": ("The keeper prevails", "the keeper")},
            "Does the claimant or the keeper prevail?",
        ),
        (
            ("Employees", "Employers"),
            {"employees": ("The employee prevails", "the employee"), "employers": ("The employer prevails", "the employer")},
            "Does the employee or the employer prevail?",
        ),
        (
            ("Fair use found", "Fair use not found"),
            {
                "fair-use-found": ("The answer is 'fair use found'", "the side of 'fair use found'"),
                "fair-use-not-found": ("The answer is 'fair use not found'", "the side of 'fair use not found'"),
            },
            "Is the answer 'fair use found' or 'fair use not found'?",
        ),
        (
            ("relevant", "irrelevant"),
            {
                "relevant": ("The answer is 'relevant'", "the side of 'relevant'"),
                "irrelevant": ("The answer is 'irrelevant'", "the side of 'irrelevant'"),
            },
            "Is the answer 'relevant' or 'irrelevant'?",
        ),
        (
            ("keeper", "nonsuit"),
            {
                "keeper": ("The answer is 'keeper'", "the side of 'keeper'"),
                "nonsuit": ("The answer is 'nonsuit'", "the side of 'nonsuit'"),
            },
            "Is the answer 'keeper' or 'nonsuit'?",
        ),
    ],
)  # fmt: skip
def test_sides_can_be_said_in_a_sentence(
    outcomes: tuple[str, str], sides: dict[str, tuple[str, str]], question: str
) -> None:
    """What a side is called is a clause, and who wants it a party: the chart's own word where both outcomes are parties."""
    rows = [["Case", "Outcome", "Warned"], *([f"A{i} v. B", said, "yes"] for i, said in enumerate(outcomes))]
    doctrine = imported(rows).doctrine
    assert doctrine is not None
    assert sides == {id: (side["name"], side["wanted_by"]) for id, side in doctrine["sides"].items()}
    assert question == doctrine["question"]


def test_a_dash_beside_yes_and_no_says_nothing() -> None:
    """In a column of yes and no it stands for 'not discussed'; beside a plus it is 'against'."""
    rows = [
        HEAD,
        DOE,
        ALPHA,
        [*GAMMA[:5], "\u2014", "+"],
        ["E v. F", "15 F.3d 1", "9th Cir.", "1997", "Plaintiff", "yes", "-"],
    ]
    found = imported([*rows[:1], *([*row[:6], {"no": "-", "yes": "+"}.get(row[6], row[6])] for row in rows[1:])])
    assert {"custody": "for"} == levels(found, "gamma-v-delta")
    assert {"warned": "present", "custody": "against"} == levels(found, "doe-v-roe")
    assert [] == unread(found)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [("2013", ("0", "1", "2", "3")), ("203", ("0", "2", "3")), ("0101", ("absent", "present"))],
)
def test_numbers_are_a_scale(numbers: str, expected: tuple[str, ...]) -> None:
    """0 and 1 alone are no and yes; with others beside them they are counts, in a column whose heading names a side."""
    rows = [[f"{letter} v. Roe", *DOE[1:5], number] for letter, number in zip("ABCD", numbers, strict=False)]
    found = imported([[*HEAD[:5], "Warnings (P)"], *rows])
    assert (expected, []) == (found.mapping.factors["warnings"].levels, unread(found))


def test_a_chart_in_which_no_column_is_a_factor_is_refused_in_its_own_words() -> None:
    """It says which columns were taken for notes, and what to write."""
    rows = [["Case", "Outcome", "Warnings"], ["A v. B", "P", "2"], ["C v. D", "D", "0"], ["E v. F", "P", "3"]]
    with pytest.raises(
        BadInput, match=r"chart.csv:1: no column holds a factor.*'Warnings'.*as in 'Warned \(plaintiff\)'"
    ):
        charts.pack_of("x", imported(rows))


def test_a_column_that_names_no_factor_of_the_doctrine_is_a_note() -> None:
    """Whatever stands in it; and the nearest factor is named."""
    rows = [["Case", "Citation", "Court", "Decided", "Outcome", "Malice", "Vermine"]]
    rows += [
        ["A v. B", "1 Q.B. 1", "Q.B.", "1850", "P", "yes", "yes"],
        ["C v. D", "2 Q.B. 2", "Q.B.", "1851", "D", "no", "no"],
    ]
    found = charts.propose(as_csv(rows), "chart.csv", open_pack("wild-animals")).imported
    assert ({"malice": "present"}, "Vermine: yes") == (levels(found, "a-v-b"), found.cases["a-v-b"]["note"])
    assert (
        "Columns that name no factor of the doctrine are kept as notes: 'Vermine' (did you mean 'Vermin'?).",
    ) == found.notes


def test_a_second_sheet_of_cases_is_told_of() -> None:
    """It is not read, and not passed over in silence."""

    def second(book: Workbook) -> None:
        sheet = book.create_sheet("Second")
        for row in (HEAD, DOE, ALPHA):
            sheet.append(row)
        book.create_sheet("Legend").append(["P", "the plaintiff"])

    [note] = charts.propose(as_xlsx(ROWS, touch=second), "chart.xlsx").imported.notes
    assert note.startswith("Another sheet looks like a chart and was not read: 'Second' (2 rows).")
