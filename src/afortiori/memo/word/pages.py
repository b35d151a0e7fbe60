"""On which page of the Word document each citation falls, as the table of authorities shows before Word refreshes it.

The lines are broken by the widths of the letters of Times and set one below another as the looks say. Word may move a line
or two; it counts the pages itself when the table is refreshed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from afortiori.memo.blocks import (
    Authority,
    Block,
    Cited,
    Document,
    Fields,
    Footnote,
    Heading,
    Items,
    Paragraph,
    Table,
    Text,
    spans_of,
)
from afortiori.memo.edition import groups, runs, shares
from afortiori.memo.word.looks import (
    BELOW,
    BODY,
    BULLET,
    CAPTION,
    CELL,
    GROUP,
    HEAD,
    HEADINGS,
    LISTED,
    NOTE,
    PRIVILEGE,
    QUOTE,
    RULE,
    TITLE,
    Look,
    Paper,
)

# Thousandths of the size, for the characters from the space to the tilde. Source: Adobe's metrics of Times Roman.
_WIDTHS = (
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722,
    556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500,
    500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
)  # fmt: skip
_MARKS = {"\u2018": 333, "\u2019": 333, "\u201c": 444, "\u201d": 444, "\u2026": 1000, "\u2014": 1000}
_OTHER, _WIDE = 500, 1000
_LEADING = 1.1475
_BOLD = 1.06
_CELL_MARGIN = 5.0
_ROW_MARGIN = 4.5
_UNIT = re.compile(r"[^\s-]*-+(?=\S)|\S+|\s+")

Pages = dict[Authority, tuple[int, ...]]


@dataclass(slots=True)
class _Broken:
    """A text broken into lines: how many, and on which line each authority is cited first and again."""

    lines: int = 1
    cited: list[tuple[int, Authority]] = field(default_factory=list)
    notes: list[tuple[int, Footnote]] = field(default_factory=list)


@dataclass(slots=True)
class _Sheet:
    """The sheets as they fill: the page, the height used on it, the headings that wait for what follows them."""

    paper: Paper
    page: int = 1
    used: float = 0.0
    waiting: float = 0.0
    above: float = 0.0
    foot: float = 0.0
    found: dict[Authority, dict[int, None]] = field(default_factory=dict)

    def room(self) -> float:
        return self.paper.depth - self.used - self.foot

    def turn(self) -> None:
        """A new page, at whose head the space before a paragraph falls away."""
        self.page, self.used, self.foot = self.page + 1, 0.0, 0.0
        self.waiting, self.above = max(0.0, self.waiting - self.above), 0.0

    def cite(self, authority: Authority) -> None:
        self.found.setdefault(authority, {})[self.page] = None

    def block(self, block: Block, listed: Sequence[Text]) -> None:
        if isinstance(block, Heading):
            self.text(block.text, HEADINGS[block.level - 1])
        elif isinstance(block, Paragraph):
            self.text(block.text, _look(block))
        elif isinstance(block, Items):
            for item in block.items:
                self.text(item.text, BULLET)
                for below in item.below:
                    self.text(below, BELOW)
        elif isinstance(block, Table):
            self.table(block)
        elif isinstance(block, Fields):
            for row in block.rows:
                self.text(row[1], HEAD)
            self.used += RULE
        else:
            for text in listed:
                self.text(text, GROUP if isinstance(text, str) else LISTED)

    def text(self, text: Text, look: Look) -> None:
        """One paragraph: a heading waits for what follows it; no page begins or ends with a single line of several."""
        broken = _broken(text, look, self.paper.measure - look.left - look.right, look.hanging)
        height = look.size * _LEADING * look.line
        before = look.before if self.used or self.waiting or self.page == 1 else 0.0
        if look.keep:
            self.above = self.above if self.waiting else before
            self.waiting += before + broken.lines * height
            return
        first = broken.lines if broken.lines <= 3 else 2
        if self.room() < self.waiting + before + first * height and self.used:
            self.turn()
        self.used += self.waiting + (before if self.used or self.waiting or self.page == 1 else 0.0)
        self.waiting = 0.0
        self.lines(broken, height)

    def lines(self, broken: _Broken, height: float) -> None:
        cited, notes = broken.cited, broken.notes
        for n in range(broken.lines):
            last_pair = n == broken.lines - 2 and broken.lines > 3 and self.room() < 2 * height
            if self.used and (self.room() < height or last_pair):
                self.turn()
            self.used += height
            for _, note in [note for note in notes if note[0] == n]:
                self.note(note)
            for _, authority in [each for each in cited if each[0] == n]:
                self.cite(authority)

    def note(self, note: Footnote) -> None:
        broken = _broken(note.runs, NOTE, self.paper.measure, 0.0)
        self.foot += broken.lines * NOTE.size * _LEADING + (NOTE.before if self.foot else 12.0)
        for _, authority in broken.cited:
            self.cite(authority)

    def table(self, table: Table) -> None:
        if table.caption.strip():
            self.text(table.caption, CAPTION)
        widths = [share * self.paper.measure - 2 * _CELL_MARGIN for share in shares(table)]
        head = self.row(table.columns, widths, 0.0)
        for row in table.rows:
            self.row(row, widths, head)

    def row(self, cells: Sequence[Text], widths: Sequence[float], head: float) -> float:
        """One row, which stands on one page; its height."""
        broken = [_broken(cell, CELL, width, 0.0) for cell, width in zip(cells, widths, strict=True)]
        height = max(each.lines for each in broken) * CELL.size * _LEADING + _ROW_MARGIN
        if self.used and self.room() < self.waiting + height:
            self.turn()
            self.used = head
        self.used += self.waiting + height
        self.waiting = 0.0
        for each in broken:
            for _, authority in each.cited:
                self.cite(authority)
            for _, note in each.notes:
                self.note(note)
        return height


def pages(document: Document, paper: Paper) -> Pages:
    """The pages on which each authority of a document made ready is cited, in order."""
    sheet = _Sheet(paper)
    listed: list[Text] = []
    for group in groups(document):
        listed += [group.name, *(each.long for each in group.authorities)]
    for block in document.blocks:
        sheet.block(block, listed)
    return {authority: tuple(sorted(found)) for authority, found in sheet.found.items()}


def _look(block: Paragraph) -> Look:
    return {"title": TITLE, "privilege": PRIVILEGE, "quotation": QUOTE}.get(block.kind, BODY)


def _broken(text: Text, look: Look, width: float, hanging: float) -> _Broken:
    """A text broken into lines of a width, the first of them longer where the others hang."""
    broken, at, room = _Broken(), 0.0, width + hanging
    for unit, mark in _units(text):
        if isinstance(mark, Footnote):
            broken.notes.append((broken.lines - 1, mark))
        wide = _wide(unit) * look.size / 1000 * (_BOLD if look.bold else 1.0)
        if at and at + (0.0 if unit.isspace() else wide) > room:
            broken.lines, at, room = broken.lines + 1, 0.0, width
        while wide > room:
            broken.lines, wide, room = broken.lines + 1, wide - room, width
        at += wide
        if isinstance(mark, Cited):
            broken.cited.append((broken.lines - 1, mark.authority))
    return broken


def _units(text: Text) -> Iterator[tuple[str, Cited | Footnote | None]]:
    """What a line may break between; the first unit of a citation with the citation."""
    for run in runs(text):
        if isinstance(run, Footnote):
            yield "", run
            continue
        words = _UNIT.findall("".join(span.text for span in spans_of(run))) or [""]
        yield words[0], run if isinstance(run, Cited) else None
        yield from ((word, None) for word in words[1:])


@lru_cache(maxsize=1024)
def _wide(unit: str) -> int:
    return sum(map(_width, unit))


def _width(c: str) -> int:
    if " " <= c <= "~":
        return _WIDTHS[ord(c) - 32]
    return _MARKS.get(c, _WIDE if ord(c) > 0x2E7F else _OTHER)
