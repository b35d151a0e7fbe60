"""Which row of a sheet names the columns, and what each column holds, told from its name and its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from afortiori.store.charts.cells import Line, Sheet
from afortiori.store.charts.marks import read_mark
from afortiori.store.charts.spelling import fold

NAMES: dict[str, str] = {
    "id": "id, case id, key",
    "case": "case, cases, style, case name, case style, name, name of case, caption, title, authority, decision, style of case",
    "citation": "citation, citations, cite, cites, cite(s), citation(s), reporter, reporter cite, cit",
    "docket": "docket, docket no, docket number, docket #, case no, case number, no, index no, file no, docket nos",
    "court": "court, forum, tribunal, ct, deciding court",
    "decided": "date, decided, year, date decided, decision date, yr, date of decision, decision year, filed, date filed",
    "judge": "judge, judges, justice, author, opinion by, panel, written by, judge(s)",
    "posture": "posture, procedural posture, procedure, stage, motion, procedural history",
    "opinion": "opinion, opinion part, opinion type, maj/dissent, type of opinion",
    "outcome": "outcome, result, disposition, ruling, who won, winner, prevailing party, outcome (for whom), for whom, holding for,"
    "decided for, verdict, prevailed",
    "words": "holding, held, holding in words, summary, holding/rationale, rationale",
    "history": "later history, subsequent history, history, treatment, subsequent treatment, later treatment, negative history",
    "coder": "coder, coded by, reader, reviewer, analyst, initials",
    "confidence": "confidence, certainty, coder confidence, sure",
    "url": "url, link, source url, hyperlink, westlaw link, web",
    "note": "note, notes, comment, comments, remarks, remark, last cite-checked, cite-checked, last checked, jurisdiction, circuit",
    "claim": "claim, claims, cause of action",
    "part": "part, holding id, question",
    "factor": "factor, factors, element, feature, consideration, variable",
    "value": "value, finding, direction, coding, level, code, favors, favours, factor value, how found",
    "weight": "weight, strength, importance",
    "quotation": "quote, quotation, court's words, quoted text, text, passage, language",
    "pin": "pin, pin cite, pincite, page, pages, at",
    "source": "source",
    "list": "categories, category, tags, keywords, topics, key words",
    "disposition": "procedural disposition",
    "published": "published, publication",
    "doctrine": "doctrine",
    "record": "record",
}
_KNOWN = {fold(name): kind for kind, names in NAMES.items() for name in names.split(",")}
_RECORD = re.compile(r"(?P<kind>record|doctrine) \d{1,3}\Z")
_NUMBERED = re.compile(r"\A(?:\d+[.):]\s*|#\s*)|\s*[:*]+\Z")
SEARCHED = 60
LONG = ("factor", "value")
NAMED = ("id", "case", "citation")


@dataclass(frozen=True, slots=True)
class Header:
    """The row that names the columns, as its number, and the name of each column that has one."""

    row: int
    names: Mapping[int, str]


def meaning(name: str) -> str:
    """What a column with this name holds; '' where the name is no known one.

    >>> meaning("Cite(s)"), meaning("Docket No."), meaning("Warned")
    ('citation', 'docket', '')
    """
    key = fold(_NUMBERED.sub("", name.strip()))
    numbered = _RECORD.match(key)
    return numbered["kind"] if numbered else _KNOWN.get(key, "")


def find_header(sheet: Sheet) -> Header | None:
    """The row among the first that most looks like names of columns, above rows that are filled; None where none does."""
    best, best_score = None, 0.0
    lines = sheet.lines[:SEARCHED]
    for i, line in enumerate(lines):
        score = _score(line, sheet.lines[i + 1 : i + 21])
        if score > best_score:
            best, best_score = line, score
    if best is None:
        return None
    return Header(best.number, _named(sheet, best))


def header_at(sheet: Sheet, row: int) -> Header | None:
    """The header where a user says it stands."""
    line = next((line for line in sheet.lines if line.number == row), None)
    return Header(row, _named(sheet, line)) if line else None


def _score(line: Line, below: Sequence[Line]) -> float:
    """Known names count most; then short texts, each once; a row with nothing below it names nothing."""
    texts = [cell.text for cell in line.cells if cell.text]
    if not below or not texts:
        return 0.0
    kinds = {kind for text in texts if (kind := meaning(text))}
    short = sum(len(text) <= 60 and not text.isdigit() and not _only_mark(text) for text in texts)
    distinct = len({fold(text) for text in texts}) / len(texts)
    columns = {cell.column for cell in line.cells}
    filled = sum(any(cell.column in columns for cell in each.cells) for each in below) / len(below)
    if not kinds & {"case", "citation", "docket", "id"} and len(texts) < 2:
        return 0.0
    if "record" in kinds:
        return 1e6
    return (6 * len(kinds) + short * distinct) * filled * (1.5 if kinds & {"case", "citation", "id"} else 1.0)


def _only_mark(text: str) -> bool:
    mark = read_mark(text)
    return bool(mark.kind) and not meaning(text)


def _named(sheet: Sheet, line: Line) -> dict[int, str]:
    """The names of the columns; a cell merged from above or across names every column that it covers and nothing else does."""
    names = {cell.column: " ".join(cell.text.split()) for cell in line.cells if cell.text}
    texts = {(c.row, c.column): " ".join(c.text.split()) for each in sheet.lines[:SEARCHED] for c in each.cells}
    for top, left, bottom, right in sheet.merged:
        if top <= line.number <= bottom and right - left < 200 and top < bottom and texts.get((top, left)):
            for column in range(left, right + 1):
                names.setdefault(column, texts[top, left])
    return names


def body(sheet: Sheet, header: Header) -> Iterator[Line]:
    """The rows of cases: all below the header that say anything in a column that has a name."""
    for line in sheet.lines:
        if line.number > header.row:
            cells = tuple(cell for cell in line.cells if cell.column in header.names)
            if any(cell.text or cell.fault for cell in cells):
                yield Line(line.number, cells)


def unnamed(sheet: Sheet, header: Header) -> tuple[int, ...]:
    """The columns that say something below the header and have no name."""
    found = {c.column for line in sheet.lines if line.number > header.row for c in line.cells if c.text}
    return tuple(sorted(found - set(header.names)))
