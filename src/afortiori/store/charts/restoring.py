"""A row of our own export brought back: the whole record, with what a person has changed in the cells since."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from afortiori.authority import UNDATED
from afortiori.memo import words
from afortiori.store.charts.cells import Cell, letter
from afortiori.store.charts.citing import court_of, date_of
from afortiori.store.charts.coding import DISCUSSED
from afortiori.store.charts.gathering import Gathered, Unread
from afortiori.store.charts.mapping import ChartMapping, meant
from afortiori.store.charts.outcomes import unsigned
from afortiori.store.charts.recording import referred, safe, unpacked
from afortiori.store.charts.showing import columns, remark, shown
from afortiori.store.charts.spelling import fold
from afortiori.store.pack import Pack

Row = dict[str, Any]
_TEXTS = {
    "case": "name",
    "docket": "docket",
    "posture": "posture",
    "disposition": "disposition",
    "words": "summary",
    "note": "note",
}
_FIXED = ("history", "judge", "id")


@dataclass(frozen=True, slots=True)
class Restored:
    """A case brought back: its id, its case file, and the cases to which it refers by their ids, in words."""

    id: str
    plain: Row
    named: Mapping[str, str]

    def among(self, cases: Collection[str]) -> Row:
        """Its case file where these are the cases: each other one to which it refers is named in words."""
        return referred(self.plain, lambda name: name if name in cases else self.named.get(name, name))


def restored(case: Gathered, mapping: ChartMapping, pack: Pack, file: str, unread: list[Unread]) -> Restored | None:
    """The case of a row that carries its record; None where it carries none that can be used."""
    cells = [cell for _, cell in case.all("record")]
    record = unpacked([cell.text for cell in cells])
    plain = record.get("case") if record else None
    if record is None or not isinstance(plain, dict) or not safe(str(record.get("id", ""))):
        if cells:
            why = "its record is damaged: the row was read like any other"
            unread.append(Unread(case.row, cells[0].column, "record", "", why))
        return None
    id = str(record["id"])
    try:
        before = shown(id, plain, pack.doctrine, pack.courts)
    except (KeyError, TypeError, AttributeError):
        return None
    own = _own(mapping, pack)
    remarks = {column.factor: _text(remark(plain, column.factor)) for column in mapping.columns.values()}
    added = []
    for column, cell in _cells(case, mapping):
        key = (column.holds, column.factor)
        if own.get(key) != cell.column:
            added += [f"{column.header}: {cell.text}"] if cell.text else []
        elif _text(before[key]) != _text(cell.text):
            plain = _edited(plain, key, cell, mapping, pack, file, unread)
        if cell.comment and _text(cell.comment) != remarks[column.factor]:
            added.append(f"Comment on {column.header}: {cell.comment}")
    if added:
        plain = {**plain, "note": "\n".join([plain.get("note") or "", *added]).strip()}
    named = record.get("named")
    return Restored(id, plain, named if isinstance(named, dict) else {})


def without_cases(doctrine: Row, cases: Collection[str]) -> tuple[Row, list[str]]:
    """A doctrine where these are the cases, and its rules that were laid down in others: those no longer name a case.

    What a reading says of other cases is left out.
    """
    rules = doctrine.get("rules") or {}
    loose = [id for id, row in rules.items() if row.get("case") and row["case"] not in cases]
    kept = {id: {k: v for k, v in row.items() if k != "case" or id not in loose} for id, row in rules.items()}
    readings = {
        id: row | {key: _of(row.get(key) or {}, cases) for key in ("values", "reasons")}
        for id, row in (doctrine.get("readings") or {}).items()
    }
    changed = ({"rules": kept} if loose else {}) | ({"readings": readings} if readings else {})
    return doctrine | changed, loose


def _of(said: Row, cases: Collection[str]) -> Row:
    return {case: levels for case, levels in said.items() if case.partition("#")[0] in cases}


def _own(mapping: ChartMapping, pack: Pack) -> dict[tuple[str, str], int]:
    """Which column shows each part of a record: of several the one with the export's own name; the others somebody has added."""
    heads = {(part.holds, part.factor): part.header for part in columns(pack.doctrine)}
    parts = {c: (column.holds, column.factor) for c, column in mapping.columns.items()}
    renamed = {c: fold(mapping.columns[c].header) != fold(heads[part]) for c, part in parts.items() if part in heads}
    return {parts[c]: c for c in sorted(renamed, key=lambda c: (renamed[c], c), reverse=True)}


def _text(text: str) -> str:
    return fold(unsigned(text))


def _cells(case: Gathered, mapping: ChartMapping) -> list[tuple[Any, Cell]]:
    """Every cell that shows something of the record, those that are blank now among them."""
    there = {cell.column: cell for _, cell in case.cells.values()}
    there |= {coded.cell.column: coded.cell for coded in case.coded if coded.cell.column}
    blank = {c: Cell(case.row, c, "") for c in mapping.columns}
    return [(column, (blank | there)[c]) for c, column in mapping.columns.items() if column.holds != "record"]


def _edited(
    plain: Row, key: tuple[str, str], cell: Cell, mapping: ChartMapping, pack: Pack, file: str, unread: list[Unread]
) -> Row:
    """The record with one cell's change; a change that cannot be made is shown, and the record stays."""
    holds, factor = key
    why = ""
    if holds == "factor":
        changed, why = _fact(plain, factor, cell, mapping, file)
        plain = plain if changed is None else changed
    elif holds in _TEXTS:
        plain = {**plain, _TEXTS[holds]: cell.text}
    elif holds == "citation":
        plain = {**plain, "citations": [part for part in cell.text.split("; ") if part]}
    elif holds == "court":
        court = court_of(cell.text, pack.base.courts)
        plain, why = ({**plain, "court": court}, "") if court else (plain, "no court that is known")
    elif holds == "decided":
        date = date_of(cell.text) if cell.text else UNDATED
        plain, why = ({**plain, "decided": date}, "") if date else (plain, "no date that can only be one")
    elif holds == "outcome":
        side = meant(mapping.outcomes, unsigned(cell.text))
        fit = side in (*(s.id for s in pack.doctrine.sides), "not reached") and not plain.get("holdings")
        plain, why = ({**plain, "holding": side}, "") if fit else (plain, "no side that can stand here")
    elif holds in _FIXED:
        why = "it is not changed through a chart: edit the case file"
    if why:
        unread.append(
            Unread(cell.row, cell.column, mapping.columns[cell.column].header, cell.text, f"{why}; the record was kept")
        )
    return plain


def _fact(plain: Row, factor: str, cell: Cell, mapping: ChartMapping, file: str) -> tuple[Row | None, str]:
    text = unsigned(cell.text)
    facts = {k: v for k, v in (plain.get("facts") or {}).items() if k != factor}
    silent = {k: v for k, v in (plain.get("no_finding") or {}).items() if k != factor}
    known = mapping.factors[factor]
    level = (
        known.cells.get(fold(text))
        or next((k for k in known.levels if fold(text) in (fold(k), fold(words.level(k)))), "")
        if text
        else ""
    )
    if text and not level and fold(text) not in DISCUSSED:
        return None, f"no level of '{known.name}'"
    beside = {"source": f"{file}, {letter(cell.column)}{cell.row}", "confidence": "medium"}
    if level and level not in DISCUSSED and level != "not discussed":
        facts = _in_order({**facts, factor: {"value": level, **beside}}, mapping.factors)
    elif level in DISCUSSED or fold(text) in DISCUSSED:
        silent = {**silent, factor: {"why": level or fold(text), **beside}}
    return {**plain, "facts": facts, "no_finding": silent}, ""


def _in_order(facts: Row, factors: Mapping[str, object]) -> Row:
    return {factor: facts[factor] for factor in factors if factor in facts} | facts
