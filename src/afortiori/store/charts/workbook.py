"""The workbook that a partner prints: factors across, sides by colour and by sign, panes frozen, filters set, no cell a formula."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from afortiori.doctrine import Doctrine
from afortiori.store.charts.cells import clean, letter
from afortiori.store.charts.recording import DOCTRINE, RECORD
from afortiori.store.charts.showing import Shown, remark, sign

if TYPE_CHECKING:
    from afortiori.store.charts.exporting import Table

HEAD = 4
FIRST, OTHER, PLAIN = "DCE9F5", "FBE3D0", "EFEFEF"
WIDTHS = {
    "case": 34, "citation": 20, "docket": 12, "court": 13, "decided": 12, "outcome": 16, "factor": 13, "history": 26,
    "posture": 24, "disposition": 24, "judge": 16, "words": 44, "note": 36, "id": 18,
}  # fmt: skip
_LONGEST = 32_000
_DAY = b"1980-01-01T00:00:00Z"


def workbook_of(table: Table) -> bytes:
    """The chart on a first sheet, the doctrine on a second."""
    from openpyxl import Workbook

    book = Workbook()
    chart = book.active
    assert chart is not None
    chart.title = "Cases"
    _Chart(chart, table).fill()
    _doctrine(book.create_sheet("Doctrine"), table)
    book.properties.title = clean(table.doctrine.name)
    book.properties.creator = "afortiori"
    stream = BytesIO()
    book.save(stream)
    return _undated(stream.getvalue())


def _undated(data: bytes) -> bytes:
    """The same workbook without the time at which it was made, so that the same base gives the same bytes."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as made, ZipFile(stream, "w", ZIP_DEFLATED) as kept:
        for name in made.namelist():
            part = made.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(?<=>)\d{4}-\d\d-\d\dT[\d:]+Z(?=<)", _DAY, part)
            kept.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part, ZIP_DEFLATED)
    return stream.getvalue()


def put(sheet: Any, row: int, column: int, text: str) -> Any:
    """A text in a cell, whatever it looks like; never a formula, a number or a date."""
    cell = sheet.cell(row, column)
    cell.value = clean(text)[:_LONGEST]
    if cell.value:
        cell.data_type = "s"
        cell.quotePrefix = cell.value[:1] in "=+-@'"
    return cell


class _Chart:
    """The sheet of cases."""

    def __init__(self, sheet: Any, table: Table) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        self.sheet, self.table = sheet, table
        self.first, self.other = table.doctrine.sides
        # what follows the later history is for the screen: summaries and notes would fill a page a case
        self.printed = next(c for c, column in enumerate(table.columns, 1) if column.holds == "history")
        self.fills = {
            name: PatternFill("solid", start_color=colour)
            for name, colour in (("+", FIRST), ("\u2212", OTHER), ("0", PLAIN), ("head", PLAIN))
        }
        self.bold, self.large, self.small = (
            Font(bold=True, size=10),
            Font(bold=True, size=14),
            Font(size=9, italic=True),
        )
        self.plain = Font(size=9)
        self.styles: dict[tuple[str, bool], Any] = {}  # made once for cells that look alike: to look it up takes longer
        self.wrapped = Alignment(wrap_text=True, vertical="top")
        self.upright = Alignment(wrap_text=True, vertical="bottom", text_rotation=90, horizontal="center")
        self.foot = Alignment(wrap_text=True, vertical="bottom")
        thin = Side("thin", color="BFBFBF")
        self.box = Border(left=thin, right=thin, top=thin, bottom=thin)

    def fill(self) -> None:
        """Everything, from the title to how it is printed."""
        doctrine = self.table.doctrine
        put(self.sheet, 1, 1, doctrine.name).font = self.large
        put(self.sheet, 2, 1, doctrine.question).font = self.bold
        legend = (
            f"(+) for {self.first.id}: {self.first.name}.   (\u2212) for {self.other.id}: {self.other.name}.   (0) for neither.   "
            "Blank: not discussed."
        )
        put(self.sheet, 3, 1, legend).font = self.small
        for c, column in enumerate(self.table.columns, 1):
            self._head(c, column, doctrine)
        for r, (id, row) in enumerate(zip(self.table.cases, self.table.rows, strict=True), HEAD + 1):
            for c, (column, text) in enumerate(zip(self.table.columns, row, strict=True), 1):
                self._cell(r, c, column, text, id)
        self._heights()
        self._records(len(self.table.columns) + 1)
        self._printed()

    def _head(self, c: int, column: Shown, doctrine: Doctrine) -> None:
        cell = put(self.sheet, HEAD, c, column.header)
        cell.font, cell.border = self.bold, self.box
        factor = doctrine.factor(column.factor) if column.factor else None
        cell.alignment = self.upright if factor else self.foot
        side = factor.side if factor else None
        cell.fill = self.fills["+" if side == self.first.id else "\u2212" if side else "head"]
        self.sheet.column_dimensions[letter(c)].width = WIDTHS[column.holds]

    def _cell(self, r: int, c: int, column: Shown, text: str, id: str) -> None:
        from openpyxl.comments import Comment

        mark = self._mark(column, text)
        cell = put(self.sheet, r, c, f"({mark}) {text}" if mark else text)
        look = mark, bool(cell.quotePrefix)
        if look not in self.styles:
            cell.alignment, cell.border, cell.font = self.wrapped, self.box, self.plain
            if mark:
                cell.fill = self.fills[mark]
            self.styles[look] = cell._style
        cell._style = copy(self.styles[look])
        said = clean(remark(self.table.cases[id], column.factor)) if column.factor else ""
        if said:
            cell.comment = Comment(said, "afortiori", width=320, height=120)

    def _mark(self, column: Shown, text: str) -> str:
        if column.factor:
            return sign(self.table.doctrine.factor(column.factor), text, self.first.id)
        if column.holds == "outcome":
            return {self.first.id: "+", self.other.id: "\u2212"}.get(text, "")
        return ""

    def _heights(self) -> None:
        """Rows as high as their fullest cell, up to a bound; columns that say nothing hidden."""
        columns, rows = self.table.columns, self.table.rows
        longest = max((len(column.header) for column in columns if column.factor), default=0)
        self.sheet.row_dimensions[HEAD].height = min(max(30, 5.2 * longest), 190)
        for r, row in enumerate(rows, HEAD + 1):
            printed = zip(columns[: self.printed], row, strict=False)
            lines = max(_lines(text, WIDTHS[column.holds]) for column, text in printed)
            self.sheet.row_dimensions[r].height = 12.5 * min(lines, 8)
        for c, column in enumerate(columns, 1):
            if not column.factor and rows and not any(row[c - 1] for row in rows):
                self.sheet.column_dimensions[letter(c)].hidden = True

    def _records(self, at: int) -> None:
        """The records stand at the right, hidden and not printed."""
        width = max((len(record) for record in self.table.records), default=0)
        for i in range(width):
            put(self.sheet, HEAD, at + i, f"{RECORD} {i + 1}")
            self.sheet.column_dimensions[letter(at + i)].hidden = True
        for r, record in enumerate(self.table.records, HEAD + 1):
            for i, piece in enumerate(record):
                put(self.sheet, r, at + i, piece)

    def _printed(self) -> None:
        last = letter(len(self.table.columns))
        printed = letter(self.printed)
        bottom = HEAD + max(len(self.table.rows), 1)
        sheet = self.sheet
        sheet.freeze_panes = f"B{HEAD + 1}"
        sheet.auto_filter.ref = f"A{HEAD}:{last}{bottom}"
        sheet.print_area = f"A1:{printed}{bottom}"
        sheet.print_title_rows = f"{HEAD}:{HEAD}"
        sheet.print_title_cols = "A:A"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_LEGAL
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = _pages(self.table.columns[: self.printed]), 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.page_margins.header = sheet.page_margins.footer = 0.3
        sheet.page_margins.top = sheet.page_margins.bottom = 0.6
        sheet.oddFooter.left.text = clean(self.table.doctrine.id).replace("&", "&&")
        sheet.oddFooter.right.text = "Page &P of &N"


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column of some width, with its sign."""
    return sum(-(-(len(line) + 4) // max(width - 1, 1)) for line in text.split("\n"))


def _pages(columns: Sequence[Shown]) -> int:
    """How many pages lie side by side: a page takes some 200 characters at a size that can be read."""
    return max(1, -(-sum(WIDTHS[column.holds] for column in columns) // 200))


def _doctrine(sheet: Any, table: Table) -> None:
    """The factors as a table to print, and the doctrine's record, hidden at the right."""
    from openpyxl.styles import Alignment, Font

    names = ("Factor", "Id", "Favours", "Levels, weakest first", "Neutral", "Definition")
    widths = (30, 24, 14, 40, 16, 70)
    for c, (name, width) in enumerate(zip(names, widths, strict=True), 1):
        put(sheet, 1, c, name).font = Font(bold=True)
        sheet.column_dimensions[letter(c)].width = width
    for r, factor in enumerate(table.doctrine.factors, 2):
        levels = ", ".join(factor.levels)
        said = (factor.name, factor.id, factor.side or "nobody", levels, factor.neutral, factor.definition)
        for c, text in enumerate(said, 1):
            put(sheet, r, c, text).alignment = Alignment(wrap_text=True, vertical="top")
    put(sheet, 1, len(names) + 1, f"{DOCTRINE} 1")
    sheet.column_dimensions[letter(len(names) + 1)].hidden = True
    for r, piece in enumerate(table.own, 2):
        put(sheet, r, len(names) + 1, piece)
    sheet.freeze_panes = "A2"
    sheet.print_area = f"A1:{letter(len(names))}{len(table.doctrine.factors) + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
