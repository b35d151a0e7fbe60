"""Two bases side by side, under one doctrine: two charts mapped as one, or a chart read onto a pack's factors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from afortiori.errors import BadInput, Problem, bad_option
from afortiori.store import charts
from afortiori.store.charts.cells import Book, Cell, Line, Sheet
from afortiori.store.charts.header import Header, body, find_header
from afortiori.store.charts.mapping import ChartMapping, read_mapping
from afortiori.store.charts.opening import Opened, is_chart, open_base_or_chart, opened
from afortiori.store.charts.proposing import propose as proposed_for
from afortiori.store.charts.reading import read_chart
from afortiori.store.charts.recording import IN_CHART, doctrine_in
from afortiori.store.charts.spelling import fold
from afortiori.store.library import open_pack
from afortiori.store.pack import Pack, precedents_from

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two bases under one doctrine, and for each case of the second that is one of the first, its id there."""

    first: Opened
    second: Opened
    same: Mapping[str, str]


def open_pair(
    first: str, second: str, doctrine: str | None = None, mapping: str | None = None, *, cached: bool = True
) -> Pair:
    """Two bases by the names that a user gives them; BadInput where they cannot stand under one doctrine."""
    named = [name for name in (first, second) if not is_chart(name)]
    if doctrine is None and named and len(named) < 2:
        doctrine = named[0]
    if len(named) < 2 and doctrine is None:
        pair = _two_charts(first, second, mapping, cached=cached)
    else:
        pair = (
            open_base_or_chart(first, doctrine, cached=cached),
            open_base_or_chart(second, doctrine, cached=cached),
        )
    if pair[0].pack.doctrine.factors != pair[1].pack.doctrine.factors:
        raise bad_option("the two bases have different factors", "give --doctrine PACK, onto which both are read")
    return Pair(*pair, same_cases(pair[0].cases, pair[1].cases))


def _two_charts(first: str, second: str, mapping: str | None, *, cached: bool) -> tuple[Opened, Opened]:
    books = [read_chart(Path(name)) for name in (first, second)]
    if mapping is not None:
        told = read_mapping(Path(mapping))
        pack = open_pack(told.doctrine, cached=cached) if told.doctrine not in ("", IN_CHART) else None
    else:
        told, pack = _together(books), None
    found = []
    for name, book in zip((first, second), books, strict=True):
        imported = charts.imported_for(book, _for(told, book), pack)
        found.append(opened(name, imported, pack, cached=cached))
    return found[0], found[1]


def _together(books: Sequence[Book]) -> ChartMapping:
    """One mapping proposed for several charts, as if their rows stood below one another."""
    carried = next((book for book in reversed(books) if doctrine_in(book) is not None), None)
    if carried is not None:
        return charts.proposal_for(carried).mapping
    names: dict[str, int] = {}
    heads: list[Cell] = []
    lines: list[Line] = []
    for book in books:
        sheet, header = _chart_in(book)
        columns = {}
        for c, name in header.names.items():
            columns[c] = names.setdefault(fold(name), len(names) + 1)
            heads.append(Cell(1, columns[c], name))
        for line in body(sheet, header):
            moved = [Cell(len(lines) + 2, columns[cell.column], cell.text) for cell in line.cells]
            lines.append(Line(len(lines) + 2, tuple(sorted(moved, key=lambda cell: cell.column))))
    first = {cell.column: cell for cell in reversed(heads)}
    head = Line(1, tuple(first[c] for c in sorted(first)))
    return charts.proposal_for(Book(books[-1].file, (Sheet("", (head, *lines)),))).mapping


def _chart_in(book: Book) -> tuple[Sheet, Header]:
    """The sheet of a book that has the cases, and its header."""
    mapping = proposed_for(book)
    sheet = next(sheet for sheet in book.sheets if sheet.name == mapping.sheet)
    header = find_header(sheet)
    assert header is not None
    return sheet, header


def _for(mapping: ChartMapping, book: Book) -> ChartMapping:
    """The mapping as it applies to another chart of the same columns, wherever they stand there."""
    sheet, header = _chart_in(book)
    by_name = {fold(column.header): column for column in mapping.columns.values()}
    columns = {
        c: replace(by_name[fold(name)], header=name) for c, name in header.names.items() if fold(name) in by_name
    }
    if not columns:
        what = "none of its columns is in the mapping"
        raise BadInput([Problem(book.file, header.row, what, "give a mapping for charts of these columns")])
    return replace(mapping, chart=book.file, sheet=sheet.name, header=header.row, columns=columns)


def codes(base: Opened, factor: str) -> bool:
    """Whether a base codes a factor at all: a pack every one, a chart those that have a column or are in a case's record."""
    if base.imported is None or base.imported.mapping.layout == "long":
        return True
    columns = base.imported.mapping.columns.values()
    if any(column.holds == "list" or column.factor == factor for column in columns):
        return True
    parts = ("facts", "no_finding")
    return any(factor in (plain.get(part) or {}) for plain in base.cases.values() for part in parts)


def same_cases(first: Mapping[str, Row], second: Mapping[str, Row]) -> dict[str, str]:
    """The cases that both bases have, as their id in the second and in the first: by id, else by citation, else by name and court."""
    same = {id: id for id in second if id in first}
    for told in (_cited, _named):
        rest = {key: id for id, plain in first.items() if id not in same.values() for key in told(plain)}
        for id, plain in second.items():
            found = next((rest[key] for key in told(plain) if key in rest), None)
            if id not in same and found is not None and found not in same.values():
                same[id] = found
    return same


def _cited(plain: Row) -> list[str]:
    return [fold(citation) for citation in plain.get("citations") or []]


def _named(plain: Row) -> list[str]:
    return [f"{fold(str(plain.get('name', '')))} {plain.get('court', '')}"]


def pack_with(pack: Pack, plains: Mapping[str, Row]) -> Pack:
    """A pack with cases of plain data for its base."""
    return charts.with_cases(pack, precedents_from(plains, pack))
