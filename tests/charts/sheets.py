"""Charts for the tests: CSV from rows, workbooks from cells, archives patched as an attacker would."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.comments import Comment

from afortiori.store import charts
from afortiori.store.charts import Imported

HEAD = ["Case", "Citation", "Court", "Year", "Outcome", "Warned (P)", "Custody (P)"]
DOE = ["Doe v. Roe", "12 F.3d 34", "9th Cir.", "1994", "Plaintiff", "yes", "no"]
ALPHA = ["Alpha v. Beta", "13 F.3d 56", "2d Cir.", "1995", "Defendant", "no", "yes"]
GAMMA = ["Gamma v. Delta", "14 F.3d 78", "9th Cir.", "1996", "Plaintiff", "yes", "yes"]
ROWS = [HEAD, DOE, ALPHA, GAMMA]


def as_csv(rows: Sequence[Sequence[str]], delimiter: str = ",") -> bytes:
    """Rows as a CSV file."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode()


def as_xlsx(
    rows: Sequence[Sequence[object]],
    comments: Mapping[str, str] | None = None,
    merged: Sequence[str] = (),
    touch: Callable[[Workbook], None] | None = None,
) -> bytes:
    """Rows as a workbook, with comments and merged regions by the names of their cells."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for place, text in (comments or {}).items():
        sheet[place].comment = Comment(text, "A coder")
    for region in merged:
        sheet.merge_cells(region)
    if touch:
        touch(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def patched(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one part of its archive changed, or added where it has none."""
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
        if part not in old.namelist():
            new.writestr(part, change(b""))
    return stream.getvalue()


def imported(rows: Sequence[Sequence[str]]) -> Imported:
    """What rows give under the mapping that is proposed for them."""
    return charts.propose(as_csv(rows), "chart.csv").imported


def unread(found: Imported) -> list[tuple[int, int, str]]:
    """The cells that could not be read: row, column, what they say."""
    return [(cell.row, cell.column, cell.text) for cell in found.unread]


def levels(found: Imported, case: str) -> dict[str, str]:
    """The levels of a case."""
    return {factor: row["value"] for factor, row in found.cases[case]["facts"].items()}
