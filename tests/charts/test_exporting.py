"""Bases written as charts: they come back whole, edits in the cells are taken, and the workbook is one to print."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from afortiori.errors import BadInput
from afortiori.store import charts
from afortiori.store.charts import Imported
from afortiori.store.charts.exporting import FORMATS
from afortiori.store.charts.folder import write_folder
from afortiori.store.charts.opening import Opened, open_base_or_chart
from afortiori.store.charts.recording import bare
from afortiori.store.pack import load_pack
from charts.sheets import ALPHA, DOE, HEAD, as_csv, imported

PACKS = [
    "duty-to-protect",
    "trade-secrets",
    "wild-animals",
    "automobile-exception",
    "adult-interdependent-relationship",
]


def written(opened: Opened, suffix: str) -> bytes:
    """A base as a chart."""
    return charts.exported(opened.pack, opened.doctrine, opened.cases, suffix)


@pytest.mark.parametrize(
    ("name", "suffix"),
    [*((name, ".xlsx") for name in PACKS), *(("trade-secrets", suffix) for suffix in FORMATS if suffix != ".xlsx")],
)
def test_a_pack_comes_back_whole(name: str, suffix: str) -> None:
    """The same doctrine and the same cases, and no cell that could not be read."""
    opened = open_base_or_chart(name)
    again = charts.propose(written(opened, suffix), f"{name}{suffix}").imported
    pack = charts.pack_of(name, again)
    assert (opened.pack.doctrine, tuple(opened.pack.base), ()) == (pack.doctrine, tuple(pack.base), again.unread)


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_comes_back_whole_through_files(name: str, tmp_path: Path) -> None:
    """The YAML that an import writes says what was exported."""
    opened = open_base_or_chart(name)
    again = charts.propose(written(opened, ".json"), f"{name}.json").imported
    write_folder(tmp_path / name, charts.files_of(name, again))
    pack = load_pack(tmp_path / name, cached=False)
    assert (opened.pack.doctrine, tuple(opened.pack.base)) == (pack.doctrine, tuple(pack.base))


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_base_gives_the_same_bytes(suffix: str) -> None:
    """An export tells no time."""
    opened = open_base_or_chart("wild-animals")
    assert written(opened, suffix) == written(opened, suffix)


HOSTILE = [HEAD, ["=1+1 v. @SUM(A1)", "+12 F.3d 34", *DOE[2:]], ["-Alpha v. Beta\u202e", *ALPHA[1:]]]


def test_no_cell_becomes_a_formula() -> None:
    """What looks like one is a text in the workbook, and stands behind an apostrophe in the CSV."""
    found = imported(HOSTILE)
    opened = Opened("x", found.doctrine or {}, found.cases, charts.pack_of("x", found))
    book = load_workbook(io.BytesIO(written(opened, ".xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {"s"} == {cell.data_type for cell in cells}
    # what looks like a formula stays a text when somebody edits it
    assert {(True, True), (False, False)} == {(str(cell.value)[:1] in "=+-@", cell.quotePrefix) for cell in cells}
    fields = [
        field.strip('"')
        for line in written(opened, ".csv").decode("utf-8-sig").splitlines()
        for field in line.split(",")
    ]
    assert [] == [field for field in fields if field[:1] in tuple("=+-@")]
    for suffix in FORMATS:
        again = charts.pack_of("x", charts.propose(written(opened, suffix), f"x{suffix}").imported)
        assert tuple(opened.pack.base) == tuple(again.base)


def test_the_workbook_is_a_chart_to_print() -> None:
    """Panes frozen, filters set, titles repeated, landscape, sides by colour and by sign, records hidden, words as comments."""
    opened = open_base_or_chart("trade-secrets")
    sheet: Any = load_workbook(io.BytesIO(written(opened, ".xlsx")))["Cases"]
    names = {cell.value: cell.column_letter for cell in sheet[4]}
    outcome = [sheet[f"{names['Outcome']}{row}"] for row in range(5, sheet.max_row + 1)]
    colours = {cell.value: cell.fill.start_color.rgb[-6:] for cell in outcome}
    assert ("B5", f"A4:{names['Id']}{sheet.max_row}", "$4:$4", "landscape") == (
        sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows, sheet.page_setup.orientation,
    )  # fmt: skip
    assert {"(+) P": "DCE9F5", "(\u2212) D": "FBE3D0"} == colours
    assert (True, False) == (sheet.column_dimensions[names["Record 1"]].hidden, sheet.column_dimensions["A"].hidden)
    assert any(cell.comment and "confidence" in cell.comment.text for row in sheet.iter_rows() for cell in row)


def edited(change: Callable[[Any, dict[str, str]], None]) -> Imported:
    """The workbook of a base with a change made by hand, imported again."""
    opened = open_base_or_chart("automobile-exception")
    book = load_workbook(io.BytesIO(written(opened, ".xlsx")))
    sheet: Any = book["Cases"]
    change(sheet, {str(cell.value): cell.column_letter for cell in sheet[4]})
    stream = io.BytesIO()
    book.save(stream)
    return charts.propose(stream.getvalue(), "edited.xlsx").imported


def test_a_level_edited_in_the_workbook_is_taken() -> None:
    """It is the case's level now, with the cell as its source; the rest of the record stands."""
    opened = open_base_or_chart("automobile-exception")
    factor = next(f for f in opened.pack.doctrine.factors if f.side and len(f.levels) == 2)
    id = next(id for id, plain in opened.cases.items() if factor.id not in plain["facts"])

    def change(sheet: Any, names: dict[str, str]) -> None:
        row = next(r for r in range(5, sheet.max_row + 1) if sheet[f"{names['Id']}{r}"].value == id)
        sheet[f"{names[factor.name]}{row}"] = f"(+) {factor.levels[1]}"

    found = edited(change)
    case = found.cases[id]
    assert (factor.levels[1], "medium", ()) == (
        case["facts"][factor.id]["value"],
        case["facts"][factor.id]["confidence"],
        found.unread,
    )
    assert {k: v for k, v in case["facts"].items() if k != factor.id} == bare(opened.cases[id]["facts"])


def test_what_cannot_be_taken_from_a_cell_is_named_and_the_record_kept() -> None:
    """An outcome that is no side, a date that is none, a level that the factor lacks."""

    def change(sheet: Any, names: dict[str, str]) -> None:
        sheet[f"{names['Outcome']}5"] = "perhaps"
        sheet[f"{names['Decided']}5"] = "3/4/1999"
        sheet[f"{names['Later history']}5"] = "reversed"

    found = edited(change)
    opened = open_base_or_chart("automobile-exception")
    first = min(opened.cases)
    assert (opened.cases[first]["holding"], opened.cases[first]["decided"]) == (
        found.cases[first]["holding"],
        found.cases[first]["decided"],
    )
    assert ["3/4/1999", "perhaps", "reversed"] == sorted(cell.text for cell in found.unread)


def test_a_row_added_to_an_export_is_a_case_like_the_others() -> None:
    """It has no record, and is read by what its cells say."""
    opened = open_base_or_chart("automobile-exception")
    side = opened.pack.doctrine.sides[0].id

    def change(sheet: Any, names: dict[str, str]) -> None:
        row = sheet.max_row + 1
        for name, text in {"Case": "New v. Old", "Court": "9th Cir.", "Decided": "1999", "Outcome": side}.items():
            sheet[f"{names[name]}{row}"] = text

    found = edited(change)
    assert ({"new-v-old"}, side) == (set(found.cases) - set(opened.cases), found.cases["new-v-old"]["holding"])


def test_a_row_taken_out_of_an_export_is_a_case_less() -> None:
    """And the doctrine still stands on its own sheet."""
    opened = open_base_or_chart("automobile-exception")
    assert sorted(opened.cases)[1:] == sorted(edited(lambda sheet, names: sheet.delete_rows(5)).cases)


def test_a_case_taken_out_to_which_others_refer_is_named_in_words() -> None:
    """The others are still read; what they say of it is what its citation says."""
    opened = open_base_or_chart("duty-to-protect")
    rows = list(csv.reader(io.StringIO(written(opened, ".csv").decode("utf-8-sig"))))
    gone = next(row for row in rows if "archie-v-city-of-racine-1988" in row)
    again = charts.propose(as_csv([row for row in rows if row is not gone]), "x.csv").imported
    pack = charts.pack_of("x", again)
    assert {"archie-v-city-of-racine-1988"} == set(opened.cases) - set(again.cases)
    assert "Archie v. City of Racine, 847 F.2d 1211 (7th Cir. 1988)" in {
        cited["case"] for cited in again.cases["deshaney-v-winnebago-1989"]["cites"]
    }
    assert len(opened.pack.base.cases()) - 1 == len(pack.base.cases())


def test_a_rule_whose_case_was_taken_out_stands_by_its_authority() -> None:
    """The chart is still read, and says which rule that is."""
    opened = open_base_or_chart("wild-animals")
    rows = list(csv.reader(io.StringIO(written(opened, ".csv").decode("utf-8-sig"))))
    again = charts.propose(as_csv([row for row in rows if "pierson-v-post-1805" not in row]), "x.csv").imported
    pack = charts.pack_of("x", again)
    of_it = [rule.id for rule in opened.pack.doctrine.rules if rule.case == "pierson-v-post-1805"]
    assert of_it
    assert [(id, None) for id in of_it] == [(rule.id, rule.case) for rule in pack.doctrine.rules if rule.id in of_it]
    assert [
        f"The rule '{id}' was laid down in a case that was taken out: it stands by its authority alone." for id in of_it
    ] == [note for note in again.notes if note.startswith("The rule")]


def test_records_without_their_doctrine_are_not_guessed_at() -> None:
    """Where the sheet or the rows that carry it were taken out, the user is asked to name it; one of the rows is enough."""
    opened = open_base_or_chart("wild-animals")
    rows = list(csv.reader(io.StringIO(written(opened, ".csv").decode("utf-8-sig"))))
    assert sorted(opened.cases)[1:] == sorted(charts.propose(as_csv([rows[0], *rows[2:]]), "x.csv").imported.cases)
    without = as_csv([rows[0], *rows[2:-1]])
    with pytest.raises(BadInput, match=r"doctrine that they are of.*name the doctrine"):
        charts.propose(without, "x.csv")
    assert len(opened.cases) - 2 == len(charts.propose(without, "x.csv", opened.pack).imported.cases)


def test_columns_and_comments_that_are_added_go_into_the_note() -> None:
    """Nothing that a person writes is lost, and what stood behind a level that is changed is no new comment."""
    opened = open_base_or_chart("automobile-exception")
    first = min(opened.cases)
    factor = next(f for f in opened.pack.doctrine.factors if f.id in opened.cases[first]["facts"])

    def change(sheet: Any, names: dict[str, str]) -> None:
        sheet.cell(4, sheet.max_column + 1).value = "Reviewed"
        for row in range(5, sheet.max_row + 1):
            sheet.cell(row, sheet.max_column).value = "yes"
        sheet[f"{names['Note']}5"] = "a note of mine"
        sheet[f"{names['Case']}5"].comment = Comment("look at this", "A coder")
        sheet[f"{names[factor.name]}5"] = "disputed"

    found = edited(change)
    assert "a note of mine\nComment on Case: look at this\nReviewed: yes" == found.cases[first]["note"]
    second = sorted(opened.cases)[1]
    assert f"{opened.cases[second].get('note') or ''}\nReviewed: yes".strip() == found.cases[second]["note"]
    assert ("Columns that name no factor of the doctrine are kept as notes: 'Reviewed'.",) == found.notes


def test_a_format_that_there_is_none_of_is_named() -> None:
    """The message lists those that there are."""
    with pytest.raises(BadInput, match=r"no format for '\.xls'; did you mean '\.xlsx'\?"):
        written(open_base_or_chart("wild-animals"), ".xls")


def test_a_chart_can_be_turned_into_a_workbook(tmp_path: Path) -> None:
    """A base is also a chart: CSV in, XLSX out."""
    (tmp_path / "chart.csv").write_bytes(as_csv([HEAD, DOE, ALPHA]))
    opened = open_base_or_chart(str(tmp_path / "chart.csv"))
    again = charts.propose(written(opened, ".xlsx"), "chart.xlsx").imported
    assert opened.cases.keys() == again.cases.keys()
