"""Which row of a sheet names the columns, and what each column holds, told from its name and its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from afortiori.store.charts.cells import Line, Sheet
from afortiori.store.charts.marks import read_mark
from afortiori.store.charts.spelling import LEGEND, fold

NAMES: dict[str, str] = {
    "id": "id, case id, key",
    "case": "case, cases, style, case name, case style, name, name of case, caption, title, authority, decision, style of case,"
    "case caption, precedent",
    "citation": "citation, citations, cite, cites, cite(s), citation(s), reporter, reporter cite, cit",
    "docket": "docket, docket no, docket number, docket #, case no, case number, no, index no, file no, docket nos",
    "court": "court, forum, tribunal, ct, deciding court",
    "decided": "date, decided, year, date decided, decision date, yr, date of decision, decision year, filed, date filed,"
    "year decided, year of decision, date of judgment",
    "judge": "judge, judges, justice, author, opinion by, panel, written by, judge(s)",
    "posture": "posture, procedural posture, procedure, stage, motion, procedural history",
    "opinion": "opinion, opinion part, opinion type, maj/dissent, type of opinion",
    "outcome": "outcome, result, disposition, ruling, who won, winner, prevailing party, outcome (for whom), for whom, holding for,"
    "decided for, verdict, prevailed, held for, in favor of, in favour of, judgment for, ruled for, decision for, won by,"
    "who prevailed, winning party, prevailing side",
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
_PARTS = re.compile(r"\s*(?:[&/,+()]|\band\b|\bwith\b)\s*")
# Of a column that holds several things, what the rest is read out of.
_FIRST = ("case", "citation", "court", "outcome", "note", "quotation")
_SEATED = ("circuit", "jurisdiction")
_NUMBERED = re.compile(r"\A(?:\d+[.):]\s*|#\s*)|\s*[:*]+\Z")
SEARCHED = 60
LONG = ("factor", "value")
NAMED = ("id", "case", "citation")


@dataclass(frozen=True, slots=True)
class Header:
    """The row that names the columns, as its number, and the name of each column that has one.

    ``groups`` are the headings that stand above several of them, by column.
    """

    row: int
    names: Mapping[int, str]
    groups: Mapping[int, str] = field(default_factory=dict)


def meaning(name: str) -> str:
    """What a column with this name holds; '' where the name is no known one.

    >>> meaning("Cite(s)"), meaning("Docket No."), meaning("Warned"), meaning("Court & Date"), meaning("Result (P/D)")
    ('citation', 'docket', '', 'court', 'outcome')
    """
    key = fold(LEGEND.sub("", _NUMBERED.sub("", name.strip())))
    numbered = _RECORD.match(key)
    return numbered["kind"] if numbered else _known(key) or _several(key)


def _known(key: str) -> str:
    """What a known name holds, in the plural too."""
    return _KNOWN.get(key) or _KNOWN.get(key.removesuffix("s"), "")


def _several(key: str) -> str:
    """What a name that joins several known ones comes down to: 'Case and Citation', 'Court (Year)'."""
    kinds = [_known(part) for part in _PARTS.split(key) if part]
    if not all(kinds) or len(kinds) < 2:
        return ""
    return next((kind for kind in _FIRST if kind in kinds), kinds[0] if len(set(kinds)) == 1 else "")


def seated(name: str) -> bool:
    """Whether a column of this name can say the court, where no other does: 'Circuit'."""
    return fold(name) in _SEATED


def cased(header: Header) -> int:
    """How plainly a header is one of cases: it says so, or only numbers them, or does neither."""
    kinds = {meaning(name) for name in header.names.values()}
    return 2 if kinds & {"case", "citation", "record"} else 1 if "id" in kinds else 0


def find_header(sheet: Sheet) -> Header | None:
    """The row among the first that most looks like names of columns, above rows that are filled; None where none does."""
    best, best_score = None, 0.0
    lines = sheet.lines[:SEARCHED]
    for i, line in enumerate(lines):
        score = _score(sheet, line, sheet.lines[i + 1 : i + 21])
        if score > best_score:
            best, best_score = line, score
    if best is None:
        return None
    return _header(sheet, best)


def header_at(sheet: Sheet, row: int) -> Header | None:
    """The header where a user says it stands."""
    line = next((line for line in sheet.lines if line.number == row), None)
    return _header(sheet, line) if line else None


def _header(sheet: Sheet, line: Line) -> Header:
    names = _named(sheet, line)
    return Header(line.number, names, _groups(sheet, line, names))


def _score(sheet: Sheet, line: Line, below: Sequence[Line]) -> float:
    """Known names count most; then short texts, each once; a row with nothing below it names nothing."""
    names = _named(sheet, line)
    texts = list(names.values())
    if not below or not texts:
        return 0.0
    kinds = {kind for text in texts if (kind := meaning(text))}
    short = sum(len(text) <= 60 and not text.isdigit() and not _only_mark(text) for text in texts)
    distinct = len({fold(text) for text in texts}) / len(texts)
    filled = sum(any(cell.column in names for cell in each.cells) for each in below) / len(below)
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
    return names | _from_above(sheet, line, names)


def _above(sheet: Sheet, line: Line) -> Line | None:
    """The row directly above another."""
    return next((each for each in sheet.lines[:SEARCHED] if each.number == line.number - 1), None)


def _from_above(sheet: Sheet, line: Line, names: Mapping[int, str]) -> dict[int, str]:
    """The names in the row above, where a header has two rows and the upper one names the cases."""
    above = _above(sheet, line)
    if above is None or any(meaning(name) in NAMED for name in names.values()):
        return {}
    upper = {cell.column: " ".join(cell.text.split()) for cell in above.cells if cell.text}
    own = [name for column, name in names.items() if column not in upper]
    if not own or any(name.isdigit() or len(name) > 60 or _only_mark(name) for name in names.values()):
        return {}
    if not any(meaning(name) in NAMED for column, name in upper.items() if column not in names):
        return {}
    return {column: name for column, name in upper.items() if column not in names}


def _groups(sheet: Sheet, line: Line, names: Mapping[int, str]) -> dict[int, str]:
    """The heading above each column that is not its name: it goes as far as it is merged, or up to the next one."""
    above = _above(sheet, line)
    if above is None:
        return {}
    upper = {cell.column: " ".join(cell.text.split()) for cell in above.cells if cell.text}
    ends = {left: right for top, left, bottom, right in sheet.merged if top <= above.number <= bottom}
    found: dict[int, str] = {}
    for column, text in upper.items():
        last = ends.get(column, min([c - 1 for c in upper if c > column], default=max(names, default=column)))
        found |= {c: text for c in range(column, min(last, column + 200) + 1) if c in names and names[c] != text}
    return found


def body(sheet: Sheet, header: Header) -> Iterator[Line]:
    """The rows of cases: all below the header that say anything in a column that has a name."""
    for line in sheet.lines:
        if line.number > header.row:
            cells = tuple(cell for cell in line.cells if cell.column in header.names)
            if any(cell.text or cell.fault for cell in cells):
                yield Line(line.number, cells)


def across(sheet: Sheet) -> bool:
    """Whether a sheet has its cases side by side: the names of columns stand below one another in its first filled column."""
    lines = sheet.lines[:SEARCHED]
    first = min((line.cells[0].column for line in lines if line.cells), default=0)
    down = {kind for line in lines if (cell := line.at(first)) and (kind := meaning(cell.text))}
    side_by_side = max((len({meaning(cell.text) for cell in line.cells} - {""}) for line in lines), default=0)
    return len(down & {"case", "citation", "court", "decided", "outcome", "docket"}) >= 3 and side_by_side < 3


def unnamed(sheet: Sheet, header: Header) -> tuple[int, ...]:
    """The columns that say something below the header and have no name."""
    found = {c.column for line in sheet.lines if line.number > header.row for c in line.cells if c.text}
    return tuple(sorted(found - set(header.names)))
