"""The factors of one case: from the cells of a chart to the facts of a case file, with all that stands beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from afortiori.memo import words
from afortiori.store.charts.cells import letter
from afortiori.store.charts.gathering import Coded, Unread
from afortiori.store.charts.mapping import ChartFactor, ChartMapping
from afortiori.store.charts.marks import Mark, read_mark
from afortiori.store.charts.outcomes import unsigned
from afortiori.store.charts.spelling import fold

Row = dict[str, Any]
DISCUSSED = ("disputed", "not reached")
CONFIDENCES = {
    "high": "high", "h": "high", "certain": "high", "sure": "high", "medium": "medium", "med": "medium", "m": "medium",
    "moderate": "medium", "low": "low", "l": "low", "unsure": "low", "uncertain": "low",
}  # fmt: skip
_REPORTER = re.compile(r"\A(?P<reporter>\d{1,4}\s+.+?)\s+\d{1,5}\Z")


@dataclass(frozen=True, slots=True)
class Beside:
    """What the case's own row says that its facts need: the file, its first citation, the coder's confidence."""

    file: str
    citation: str = ""
    confidence: str = "medium"


@dataclass(slots=True)
class Facts:
    """The facts of a case, and what was found on a factor without a level: disputed, or not reached."""

    facts: dict[str, Row] = field(default_factory=dict)
    no_finding: dict[str, Row] = field(default_factory=dict)


def coded(
    rows: list[Coded], mapping: ChartMapping, beside: Beside, headers: Mapping[int, str], unread: list[Unread]
) -> Facts:
    """Each factor's level as the mapping reads its cell; a cell that it does not read is noted."""
    found = Facts()
    for row in rows:
        factor = mapping.factors[row.factor]
        mark = _mark(row, factor)
        level = _level(row, mark, factor, mapping.blank)
        header = headers.get(row.cell.column, factor.name)
        if row.cell.fault:
            unread.append(Unread(row.cell.row, row.cell.column, header, row.cell.text, row.cell.fault))
            continue
        if level is None:
            unread.append(Unread(row.cell.row, row.cell.column, header, row.cell.text, _why(factor)))
            continue
        _put(found, row, level, _entry(row, mark, beside, headers, unread), unread, header)
    return found


def _mark(row: Coded, factor: ChartFactor) -> Mark:
    """The mark of a cell; where the mapping knows its whole text, that is the mark."""
    text = unsigned(row.cell.text)
    whole = fold(text)
    if whole in factor.cells or whole in {fold(s) for level in factor.levels for s in (level, words.level(level))}:
        found = read_mark(text)
        return found if found.key == whole else Mark(whole, found.kind, found.weight)
    return read_mark(text)


def _level(row: Coded, mark: Mark, factor: ChartFactor, blank: str) -> str | None:
    """The level, or 'disputed', 'not reached', 'not discussed'; None where the mapping does not read the mark."""
    if row.listed:
        return next(level for level in factor.levels if level != factor.neutral)
    if not row.cell.text:
        return factor.neutral if blank == "absent" and row.cell.column else "not discussed"
    if found := factor.cells.get(mark.key):
        return found
    levels = {fold(spelling): level for level in factor.levels for spelling in (words.level(level), level)}
    return levels.get(mark.key)


def _why(factor: ChartFactor) -> str:
    shown = ", ".join(factor.cells) or ", ".join(factor.levels)
    return f"no mark that the mapping reads for '{factor.name}' ({shown[:120]})"


def _entry(row: Coded, mark: Mark, beside: Beside, headers: Mapping[int, str], unread: list[Unread]) -> Row:
    """What stands beside a value: where it is stated, the court's words, its weight, what the coder says of it."""
    said = {holds: cell.text for holds, cell in row.beside.items() if cell.text}
    pin = said.get("pin") or mark.pin
    weight = said.get("weight") or mark.weight
    notes = [f"Weight: {weight}." if weight else "", mark.note, said.get("note", "")]
    notes += [f"Comment: {cell.comment}" for cell in (row.cell, *row.beside.values()) if cell.comment]
    quoted = said.get("quotation", "").strip('"\u201c\u201d') or mark.quotation
    confidence = beside.confidence
    if "confidence" in said:
        confidence = CONFIDENCES.get(fold(said["confidence"]), "")
        if not confidence:
            cell = row.beside["confidence"]
            header = headers.get(cell.column, "confidence")
            unread.append(Unread(cell.row, cell.column, header, cell.text, "no high, medium or low: taken as low"))
            confidence = "low"
    source = said.get("source") or _source(row, pin, beside)
    note = " ".join(part for part in notes if part)
    return {"source": source, "confidence": confidence, "quotation": quoted, "note": note}


def _source(row: Coded, pin: str, beside: Beside) -> str:
    """The page in the reporter where there is one, and always the cell of the chart."""
    place = (
        f"{beside.file}, {letter(row.cell.column)}{row.cell.row}"
        if row.cell.column
        else f"{beside.file}, row {row.cell.row}"
    )
    if not pin:
        return place
    found = _REPORTER.match(beside.citation)
    page = f"{found['reporter']} at {pin}" if found else f"at {pin}"
    return f"{page} ({place})"


def _put(found: Facts, row: Coded, level: str, entry: Row, unread: list[Unread], header: str) -> None:
    """Note a value, unless the case has another one for the same factor already."""
    silent = level == "not discussed"
    if silent and (row.beside or row.cell.comment):
        what = [entry["quotation"], entry["note"]]
        if any(what):
            cell = next((c for c in row.beside.values() if c.text), row.cell)
            why = "it stands beside no value, so nothing holds it"
            unread.append(Unread(cell.row, cell.column, header, " ".join(w for w in what if w), why))
    if silent:
        return
    kept = found.no_finding if level in DISCUSSED else found.facts
    key = "why" if level in DISCUSSED else "value"
    before = found.facts.get(row.factor, {}).get("value") or found.no_finding.get(row.factor, {}).get("why")
    if before is not None:
        if before != level:
            why = f"the same case has '{before}' for this factor already, which is kept"
            unread.append(Unread(row.cell.row, row.cell.column, header, row.cell.text, why))
        return
    kept[row.factor] = {key: level, **entry}
