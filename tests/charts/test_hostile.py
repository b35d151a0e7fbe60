"""Spreadsheets and CSV files made to break their reader: clear errors and nothing written, or the good rows kept and the bad ones named."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from afortiori.errors import BadInput
from afortiori.store import charts
from afortiori.store.charts import reading
from afortiori.store.charts.bringing import Wish, bring
from afortiori.store.charts.child import MOST_UNPACKED
from afortiori.store.charts.reading import SUFFIXES
from charts.sheets import ALPHA, DOE, GAMMA, HEAD, ROWS, as_csv, as_xlsx, imported, levels, patched, unread

SHEET = "xl/worksheets/sheet1.xml"
CASES = ["alpha-v-beta", "doe-v-roe", "gamma-v-delta"]
TEXT = as_csv(ROWS).decode()


def cases(data: bytes, name: str) -> list[str]:
    """The ids of the cases that a chart gives."""
    return sorted(charts.propose(data, name).imported.cases)


def put(row: int, cell: str) -> Callable[[bytes], bytes]:
    """A sheet with one cell more, in a row after the last."""
    added = f'<row r="{row}">{cell}</row></sheetData>'.encode()
    return lambda part: part.replace(b"</sheetData>", added)


def blank(first: int, last: int) -> bytes:
    """Rows that are formatted, and hold nothing."""
    return b"".join(b'<row r="%d" spans="1:7" ht="15"/>' % i for i in range(first, last + 1))


def apart(part: bytes) -> bytes:
    """A sheet with a thousand blank rows before its last case, and a remark about a row after it."""
    moved = re.sub(
        rb'<row r="4"', blank(4, 1_003) + b'<row r="1004"', re.sub(rb' r="([A-G])4"', rb' r="\g<1>1004"', part)
    )
    return moved.replace(b"</sheetData>", b'<!-- <row r="1005"/> --></sheetData>')


def bomb() -> bytes:
    """A small archive that unpacks to more than is let in."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open(SHEET, "w") as part:
            for _ in range(MOST_UNPACKED // 1_000_000 + 1):
                part.write(b"0" * 1_000_000)
    return stream.getvalue()


def locked() -> bytes:
    """An archive whose parts are marked as encrypted."""
    data = bytearray(as_xlsx(ROWS))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


REFUSED: list[tuple[str, bytes | Callable[[], bytes], str]] = [
    ("empty.csv", b"", "nothing is written in it"),
    ("blank.csv", b"\n\n , ,\n" * 10, "nothing is written in it"),
    ("mark.csv", b"\xef\xbb\xbf", "nothing is written in it"),
    ("nul.csv", TEXT.replace("Roe", "R\0oe").encode(), "a NUL character"),
    ("open.csv", (TEXT + '"never closed,' + "x,\n" * 50).encode(), "a quotation mark is never closed"),
    ("wide.csv", as_csv([["Case", *[f"F{i}" for i in range(10_000)]], ["A v. B", *["x"] * 10_000]]), "columns"),
    ("half.csv", b"\xff\xfe" + TEXT.encode("utf-16-le")[:-1], "does not go on so"),
    ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "protected by a password, or an old .xls"),
    ("opinion.pdf", b"%PDF-1.7\n" + b"x" * 100, "a PDF, not a chart"),
    ("bomb.xlsx", bomb, "it would unpack to"),
    ("locked.xlsx", locked, "protected by a password"),
    ("torn.xlsx", as_xlsx(ROWS)[:900], "no workbook, or a damaged one"),
    ("other.xlsx", patched(as_xlsx(ROWS), "xl/workbook.xml", lambda _: b"<x/>"), "nothing is written in it"),
    ("entity.xlsx", patched(as_xlsx(ROWS), SHEET, lambda part: b'<!DOCTYPE x [<!ENTITY a "b">]>' + part), "cannot be read"),
    ("deep.json", b"[" * 100_000, "nested beyond any sense"),
    ("number.json", b'[{"Case": ' + b"9" * 10_000 + b"}]", "no JSON"),
    ("word.json", b'"Case"', "no list of rows"),
    ("not.parquet", b"PAR1" + b"\0" * 100, "no Parquet file that can be read"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "what"), REFUSED, ids=[name for name, _, _ in REFUSED])
def test_it_is_refused_with_its_reason_and_nothing_is_written(
    name: str, data: bytes | Callable[[], bytes], what: str, tmp_path: Path
) -> None:
    """A file that cannot be a chart is a problem that names it, and leaves no trace."""
    chart = tmp_path / name
    chart.write_bytes(data() if callable(data) else data)
    with pytest.raises(BadInput) as caught:
        bring(str(chart), Wish(output=str(tmp_path / "base")))
    assert (True, [name]) == (what in str(caught.value), [path.name for path in tmp_path.iterdir()])


READ: list[tuple[str, bytes]] = [
    ("utf-8.csv", TEXT.encode()),
    ("marked.csv", TEXT.encode("utf-8-sig")),
    ("utf-16.csv", TEXT.encode("utf-16")),
    ("utf-16-le.csv", TEXT.encode("utf-16-le")),
    ("utf-32.csv", TEXT.encode("utf-32")),
    ("cr.csv", TEXT.replace("\r\n", "\r").encode()),
    ("semicolon.csv", as_csv(ROWS, ";")),
    ("tab.tsv", as_csv(ROWS, "\t")),
    ("named.csv", b"sep=;\r\n" + as_csv(ROWS, ";")),
    ("rows.csv", TEXT.encode() + b",,,,,,\r\n" * 20_000),
    ("rows.json", json.dumps([dict(zip(HEAD, row, strict=True)) for row in ROWS[1:]]).encode()),
    ("plain.xlsx", as_xlsx(ROWS)),
    ("far.xlsx", patched(as_xlsx(ROWS), SHEET, put(1_048_576, '<c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c>'))),
    ("apart.xlsx", patched(as_xlsx(ROWS), SHEET, apart)),
    ("declared.xlsx", patched(as_xlsx(ROWS), SHEET, lambda part: part.replace(b'ref="A1:G4"', b'ref="A1:XFD1048576"'))),
    ("macros.xlsm", patched(as_xlsx(ROWS), "xl/vbaProject.bin", lambda _: b"Sub AutoOpen()")),
    ("links.xlsx", patched(as_xlsx(ROWS), "xl/externalLinks/externalLink1.xml", lambda _: b"<externalLink/>")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data"), READ, ids=[name for name, _ in READ])
def test_it_is_read_all_the_same(name: str, data: bytes) -> None:
    """What is odd about a file, and harmless, does not hide its cases."""
    assert (CASES, True) == (cases(data, name), Path(name).suffix in SUFFIXES)


def test_a_million_blank_rows_cost_nothing() -> None:
    """A sheet whose rows are formatted down to the last is read for what it says."""
    rows = blank(5, 1_000_005) + b"</sheetData>"
    assert CASES == cases(patched(as_xlsx(ROWS), SHEET, lambda part: part.replace(b"</sheetData>", rows)), "chart.xlsx")


def test_a_workbook_is_read_without_loading_numpy() -> None:
    """The process that reads it starts in half of the time that openpyxl with numpy would take."""
    command = [sys.executable, "-X", "importtime", str(Path(reading.__file__).with_name("child.py")), "workbook"]
    done = subprocess.run(command, input=as_xlsx(ROWS), capture_output=True, check=True)
    assert json.loads(done.stdout)["sheets"][0]["cells"]
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.decode().splitlines()}
    assert "openpyxl" in loaded
    assert not [name for name in loaded if name.startswith("numpy.")]


def test_the_section_sign_of_windows_1252() -> None:
    """0xa7 is a section sign, also in a file whose other lines are UTF-8."""
    rows = [HEAD, ["Doe \u00a7 Roe", *DOE[1:]], ALPHA]
    old = as_csv(rows).decode().encode("cp1252")
    mixed = old + ",".join(["Caf\u00e9 v. Roe", *GAMMA[1:]]).encode()
    assert "Doe \u00a7 Roe" == charts.propose(old, "chart.csv").imported.cases["doe-roe"]["name"]
    assert {"Doe \u00a7 Roe", "Alpha v. Beta", "Caf\u00e9 v. Roe"} == {
        plain["name"] for plain in charts.propose(mixed, "chart.csv").imported.cases.values()
    }


def test_marks_of_direction_and_invisible_letters_are_dropped() -> None:
    """Nothing in a name can turn the text around it."""
    found = imported([HEAD, ["Doe\u202e v.\u200b Roe\u2066", *DOE[1:]], ALPHA])
    assert "Doe v. Roe" == found.cases["doe-v-roe"]["name"]


def test_two_columns_of_one_name_are_two() -> None:
    """Neither hides the other; the second factor has an id of its own."""
    found = imported([[*HEAD, "Warned (P)"], [*DOE, "no"], [*ALPHA, "yes"]])
    assert {"warned": "present", "custody": "absent", "warned-2": "absent"} == levels(found, "doe-v-roe")


def test_a_number_of_ten_thousand_digits_is_a_cell_that_could_not_be_read() -> None:
    """It is shown, in short, and nothing is reckoned with it."""
    found = imported([HEAD, [*DOE[:5], "9" * 10_000, "no"], ALPHA, GAMMA])
    assert [(2, 6)] == [(row, column) for row, column, _ in unread(found)]


def test_formulas_are_read_by_what_was_stored() -> None:
    """A formula is never computed; one without a stored value is shown."""
    data = as_xlsx([HEAD, [*DOE[:5], '="ye"&"s"', "no"], ALPHA])
    found = charts.propose(data, "chart.xlsx").imported
    assert ({"custody": "absent"}, ["a formula without a stored value"]) == (
        levels(found, "doe-v-roe"), [cell.why for cell in found.unread],
    )  # fmt: skip


def test_an_error_of_the_spreadsheet_is_shown() -> None:
    """'#REF!' is no value."""
    cell = '<c r="A5" t="inlineStr"><is><t>Eps v. Zeta</t></is></c><c r="D5"><v>1999</v></c>'
    cell += '<c r="E5" t="inlineStr"><is><t>Plaintiff</t></is></c><c r="F5" t="e"><v>#REF!</v></c>'
    found = charts.propose(patched(as_xlsx(ROWS), SHEET, put(5, cell)), "chart.xlsx").imported
    assert (({}, ["an error of the spreadsheet"])) == (levels(found, "eps-v-zeta"), [c.why for c in found.unread])


def test_macros_and_links_are_named_and_not_followed() -> None:
    """The user learns that they were there."""
    data = patched(as_xlsx(ROWS), "xl/vbaProject.bin", lambda _: b"x")
    data = patched(data, "xl/externalLinks/externalLink1.xml", lambda _: b"<externalLink/>")
    assert ("Its macros were not read.", "Its links to other files were not followed.") == charts.propose(
        data, "c.xlsm"
    ).imported.notes


def test_a_hidden_sheet_does_not_stand_in_for_the_chart() -> None:
    """The sheet that is seen is the one that is read."""

    def hide(book: Workbook) -> None:
        other = book.create_sheet("old", 0)
        other.append(HEAD)
        other.append(["Hidden v. Case", *DOE[1:]])
        other.sheet_state = "hidden"

    assert CASES == cases(as_xlsx(ROWS, touch=hide), "chart.xlsx")


def test_a_formula_in_a_csv_stays_a_text() -> None:
    """What a spreadsheet would compute is a name like any other."""
    found = imported([HEAD, ["=cmd|' /C calc'!A0", *DOE[1:]], ALPHA])
    assert "=cmd|' /C calc'!A0" in {plain["name"] for plain in found.cases.values()}


def test_a_record_cannot_name_a_file_outside_the_folder(tmp_path: Path) -> None:
    """An id out of a chart is a file's name only where it can be one: such a row is read like any other."""
    found = imported(ROWS)
    pack = charts.pack_of("chart", found)
    assert found.doctrine is not None
    exported = json.loads(charts.exported(pack, found.doctrine, found.cases, ".json"))
    exported["cases"] = {
        "../../escaped": exported["cases"]["doe-v-roe"],
        "alpha-v-beta": exported["cases"]["alpha-v-beta"],
    }
    chart = tmp_path / "chart.json"
    chart.write_text(json.dumps(exported))
    bring(str(chart), Wish(output=str(tmp_path / "base")))
    assert ["alpha-v-beta.yaml"] == [path.name for path in (tmp_path / "base" / "cases").iterdir()]
