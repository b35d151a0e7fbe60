"""What a chart says of each case, gathered from its rows: one row a case in a wide chart, several in a long one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from afortiori.store.charts.cells import Cell, Line
from afortiori.store.charts.header import NAMED, Header
from afortiori.store.charts.lists import items_of
from afortiori.store.charts.mapping import OF_A_VALUE, ChartMapping, Column
from afortiori.store.charts.outcomes import unsigned
from afortiori.store.charts.spelling import factor_id, fold, slug

_HINTED = ("weight", "quotation", "pin", "source", "note", "confidence")


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that could not be read, or not wholly: where it stands, what it says, and why."""

    row: int
    column: int
    header: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Coded:
    """One factor of a case: the cell that holds its value, and the cells beside it by what they hold."""

    factor: str
    cell: Cell
    beside: Mapping[str, Cell] = field(default_factory=dict)
    listed: bool = False


@dataclass(slots=True)
class Gathered:
    """A case as the chart has it: its rows, the cells that say what it is, and its factors in the chart's order."""

    rows: list[int]
    cells: dict[int, tuple[Column, Cell]] = field(default_factory=dict)
    coded: list[Coded] = field(default_factory=list)

    def first(self, holds: str) -> Cell | None:
        """The first cell that holds this and says something."""
        return next((cell for column, cell in self.cells.values() if column.holds == holds and cell.text), None)

    def text(self, holds: str) -> str:
        """What the first such cell says."""
        cell = self.first(holds)
        return cell.text if cell else ""

    def all(self, holds: str) -> list[tuple[Column, Cell]]:
        """Every such cell that says something, with its column."""
        return [(column, cell) for column, cell in self.cells.values() if column.holds == holds and cell.text]

    @property
    def row(self) -> int:
        """The first row."""
        return self.rows[0]


def gathered(
    lines: Iterable[Line], mapping: ChartMapping, known: Mapping[str, str], unread: list[Unread]
) -> list[Gathered]:
    """The cases of some rows. ``known`` are the factors by their folded names."""
    if mapping.layout == "long":
        return _long(lines, mapping, known, unread)
    return [_wide(line, mapping) for line in lines]


def is_header(line: Line, header: Header) -> bool:
    """Whether a row only says the names of the columns again, as at the top of a printed page."""
    return bool(line.cells) and all(fold(cell.text) == fold(header.names.get(cell.column, "")) for cell in line.cells)


def _wide(line: Line, mapping: ChartMapping) -> Gathered:
    found = Gathered([line.number])
    values = {
        column.factor: Cell(line.number, c, "") for c, column in mapping.columns.items() if column.holds == "factor"
    }
    beside: dict[str, dict[str, Cell]] = {}
    for cell in line.cells:
        column = mapping.columns.get(cell.column)
        if column is None or column.holds in ("left out", "doctrine"):
            continue
        if column.holds == "factor":
            values[column.factor] = cell
        elif column.factor and column.holds in OF_A_VALUE:
            beside.setdefault(column.factor, {})[column.holds] = cell
        elif column.holds == "list":
            found.coded += [Coded(id, cell, {}, listed=True) for id in _listed(cell.text, mapping)]
        else:
            found.cells[cell.column] = (column, cell)
    for factor in dict.fromkeys([*values, *beside]):
        blank = Cell(line.number, 0, "")
        found.coded.append(Coded(factor, values.get(factor, blank), beside.get(factor, {})))
    return found


def _listed(text: str, mapping: ChartMapping) -> list[str]:
    ids = (slug(item) for item in items_of(text, mapping.factors))
    return [id for id in dict.fromkeys(ids) if id in mapping.factors]


def _long(
    lines: Iterable[Line], mapping: ChartMapping, known: Mapping[str, str], unread: list[Unread]
) -> list[Gathered]:
    """Rows of one case are brought together by what names it; a blank name is that of the row above, as charts merge it."""
    cases: dict[tuple[str, ...], Gathered] = {}
    last: tuple[str, ...] = ()
    for line in lines:
        key = _names(line, mapping)
        if last and all(text in ("", before) for text, before in zip(key, last, strict=True)):
            key = last
        if not any(key):
            unread += [
                Unread(c.row, c.column, mapping.columns[c.column].header, c.text, "no case is named in its row")
                for c in line.cells
                if c.column in mapping.columns
            ]
            continue
        case = cases.setdefault(key, Gathered([]))
        case.rows.append(line.number)
        last = key
        _take(line, case, mapping, known, unread)
    return list(cases.values())


def _names(line: Line, mapping: ChartMapping) -> tuple[str, ...]:
    columns = [c for c, column in mapping.columns.items() if column.holds in NAMED]
    return tuple(fold(cell.text) if (cell := line.at(c)) else "" for c in columns)


def _take(line: Line, case: Gathered, mapping: ChartMapping, known: Mapping[str, str], unread: list[Unread]) -> None:
    """One row of a long chart: its factor and what is said of it; the rest says what the case is."""
    value, named = Cell(line.number, 0, ""), None
    beside: dict[str, Cell] = {}
    for cell in line.cells:
        column = mapping.columns.get(cell.column)
        if column is None or column.holds in ("left out", "doctrine"):
            continue
        if column.holds == "value":
            value = cell
        elif column.holds == "factor":
            named = cell
        elif column.holds in _HINTED:
            beside[column.holds] = cell
        else:
            _agreeing(case, column, cell, unread)
    factor = (known.get(fold(named.text)) or known.get(factor_id(named.text), "")) if named else ""
    if factor:
        case.coded.append(Coded(factor, value, beside))
    elif named or value.text:
        shown = named or value
        why = "no factor of this name is in the mapping" if named else "its row names no factor"
        unread.append(Unread(shown.row, shown.column, mapping.columns[shown.column].header, shown.text, why))


def _agreeing(case: Gathered, column: Column, cell: Cell, unread: list[Unread]) -> None:
    """What says again what the case is must say the same."""
    before = case.cells.setdefault(cell.column, (column, cell))[1]
    if fold(unsigned(before.text)) != fold(unsigned(cell.text)) and cell.text:
        if not before.text:
            case.cells[cell.column] = (column, cell)
        else:
            why = f"row {before.row} of the same case says otherwise: {before.text[:80]}"
            unread.append(Unread(cell.row, cell.column, column.header, cell.text, why))


def comments(case: Gathered) -> Iterator[tuple[str, str]]:
    """The comments on the cells that say what the case is, each with the column's name."""
    for column, cell in case.cells.values():
        if cell.comment:
            yield column.header, cell.comment
