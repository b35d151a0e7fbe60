"""A document as it is published: what every format does alike, done once.

Characters that could steer a reader's program are shown as U+FFFD; unverified authorities are marked where they are cited
and where they are listed; headings skip no level; there is a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from afortiori.memo.blocks import (
    Authorities,
    Authority,
    Block,
    Cited,
    Document,
    Fields,
    Footnote,
    Heading,
    Item,
    Items,
    Paragraph,
    Run,
    Span,
    Table,
    Text,
    cited,
    plain,
)

UNVERIFIED = "[citation not verified]"
DEEPEST = 4
RUNNING = 100
"""The characters of a line at the head of every page."""

# The order of a table of authorities; a group that is not named here stands before the last.
_GROUPS = ("cases", "constitutional provisions", "statutes", "regulations", "rules", "treatises")
_LAST = ("other authorities",)
_MARKS = {"'": "\u2018\u2019", '"': "\u201c\u201d"}
_OPENING = "([{<-\u2013\u2014\u2018\u201c"
_JOINERS = "\u200c\u200d"
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_DATES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})\s+(?P<month>\w+)\s+(?P<year>\d{4})"),
    re.compile(r"(?P<month>\w+)\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})"),
)


@dataclass(frozen=True, slots=True)
class Group:
    """One heading of a table of authorities and what is listed under it, in alphabetical order."""

    name: str
    authorities: tuple[Authority, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar."""

    year: int
    month: int
    day: int


def edition(document: Document, *, noted: bool = False) -> Document:
    """The document made ready for any format; where ``noted``, each remark is a note at the foot of the page."""
    blocks = tuple(_block(block, noted=noted) for block in document.blocks)
    title = shown(document.title).strip() or "Untitled"
    if not any(isinstance(block, Paragraph) and block.kind == "title" for block in blocks):
        blocks = (Paragraph((Span(title),), kind="title"), *blocks)
    return Document(title, tuple(_in_order(blocks)), shown(document.language), shown(document.date))


def printed(document: Document) -> Document:
    """A document made ready as it is set on paper: with the apostrophes and the quotation marks of print."""
    return replace(document, blocks=tuple(_printed_block(block) for block in document.blocks))


def _printed_block(block: Block) -> Block:
    if isinstance(block, Heading):
        return Heading(curled(block.text), block.level)
    if isinstance(block, Paragraph):
        return replace(block, text=_curled(block.text))
    if isinstance(block, Items):
        return Items(tuple(Item(_curled(i.text), tuple(map(_curled, i.below))) for i in block.items))
    if isinstance(block, Table):
        rows = tuple(tuple(map(_curled, row)) for row in block.rows)
        return Table(tuple(map(curled, block.columns)), rows, curled(block.caption))
    return (
        Fields(tuple((curled(name), curled(value)) for name, value in block.rows))
        if isinstance(block, Fields)
        else block
    )


def _curled(text: Text) -> Text:
    found: list[Run] = []
    before = " "
    for run in runs(text):
        if isinstance(run, Footnote):
            found.append(Footnote(tuple(r for r in runs(_curled(run.runs)) if not isinstance(r, Footnote))))
            continue
        spans = _curled_spans(run.spans if isinstance(run, Cited) else (run,), before)
        before = ("".join(span.text for span in spans) or before)[-1]
        found.append(
            replace(run, authority=_curled_authority(run.authority), spans=spans)
            if isinstance(run, Cited)
            else spans[0]
        )
    return tuple(found)


def _curled_authority(authority: Authority) -> Authority:
    return replace(authority, long=_curled_spans(authority.long, " "))


def _curled_spans(spans: tuple[Span, ...], before: str) -> tuple[Span, ...]:
    found: list[Span] = []
    for span in spans:
        text, remark = curled(span.text, before), curled(span.remark)
        found.append(span if (text, remark) == (span.text, span.remark) else replace(span, text=text, remark=remark))
        before = (span.text or before)[-1]
    return tuple(found)


def curled(text: str, before: str = " ") -> str:
    """Text with the quotation marks of print; ``before`` is the character before it.

    >>> curled("Dep't of 'Safety'"), curled("'s rule", "e")
    ('Dep’t of ‘Safety’', '’s rule')
    """
    if "'" not in text and '"' not in text:
        return text
    found = [before]
    for c in text:
        opens = found[-1].isspace() or found[-1] in _OPENING
        found.append(_MARKS[c][0 if opens else 1] if c in _MARKS else c)
    return "".join(found[1:])


def shown(text: str) -> str:
    r"""Text with one space for any run of white space but no-break spaces, and U+FFFD for what would not be seen.

    >>> shown("Doe\x00 v.\n\u202eRoe") == "Doe\ufffd v. \ufffdRoe"
    True
    """
    if text.isprintable() and "  " not in text:
        return text
    return re.sub(r"[^\S\u00a0\u202f]+", " ", "".join(map(_character, text)))


def _character(c: str) -> str:
    # Joiners are how some names are spelt.
    return c if c.isprintable() or c in _JOINERS else "\u00a0" if c == "\u00a0" else " " if c.isspace() else "\ufffd"


def runs(text: Text) -> tuple[Run, ...]:
    """A text as its runs, whether or not it has faces."""
    return (Span(text),) if isinstance(text, str) else text


def groups(document: Document) -> tuple[Group, ...]:
    """What the document cites, as its table of authorities lists it."""
    found: dict[str, list[Authority]] = {}
    for authority in cited(document):
        found.setdefault(authority.group, []).append(authority)
    names = sorted(found, key=lambda name: (_place(name), name.casefold(), name))
    return tuple(Group(name, tuple(sorted(found[name], key=_alphabetical))) for name in names)


def _place(name: str) -> int:
    known = name.casefold()
    return _GROUPS.index(known) if known in _GROUPS else len(_GROUPS) + (known in _LAST)


def _alphabetical(authority: Authority) -> tuple[str, str]:
    return plain(authority.long).casefold(), authority.key


def running(document: Document) -> str:
    """The words at the head of every page after the first: the words of privilege, shortened where they are long."""
    words = next((plain(b.text) for b in document.blocks if isinstance(b, Paragraph) and b.kind == "privilege"), "")
    return words if len(words) <= RUNNING else words[: RUNNING - 1].rstrip() + "…"


def shares(table: Table) -> tuple[float, ...]:
    """How a table's width is shared by its columns: more for long words and long texts; the shares add up to 1.

    >>> shares(Table(("A", "B"), (("yes", "no"),)))
    (0.5, 0.5)
    """
    columns = [tuple(map(plain, column)) for column in zip(table.columns, *table.rows, strict=True)]
    weights = [_weight(column) for column in columns]
    return tuple(round(weight / sum(weights), 4) for weight in weights)


def _weight(cells: tuple[str, ...]) -> float:
    # The first is the column's name, whose bold letters are wider, and which no column should break.
    head, *rest = (max((len(word) for word in cell.split()), default=0) for cell in cells)
    word = min(24.0, max(1.25 * head, *rest, 0))
    text = min(96, max(map(len, cells)))
    return max(6.0, word + 0.4 * max(0.0, text - word))


def letter(document: Document) -> bool:
    """Whether the document is for US Letter paper; else for A4."""
    return document.language in {"en-US", "en-CA"}


def day(document: Document) -> Day | None:
    """The document's date as a day, if its words are a date.

    >>> day(Document("Memorandum", (), date="November 24, 2026"))
    Day(year=2026, month=11, day=24)
    """
    from datetime import date

    for pattern in _DATES:
        match = pattern.fullmatch(document.date.strip())
        if match and (month := _month(match["month"])):
            try:
                found = date(int(match["year"]), month, int(match["day"]))
            except ValueError:
                return None
            return Day(found.year, found.month, found.day)
    return None


def _month(word: str) -> int:
    if word.isdecimal():
        return int(word)
    return _MONTHS.index(word.casefold()) + 1 if word.casefold() in _MONTHS else 0


def _in_order(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks with headings that go down one level at a time."""
    level = 0
    for block in blocks:
        if isinstance(block, Heading):
            level = max(1, min(block.level, level + 1, DEEPEST))
            yield Heading(block.text, level)
        else:
            yield block


def _block(block: Block, *, noted: bool) -> Block:
    if isinstance(block, Heading):
        return Heading(shown(plain(block.text)).strip() or "\ufffd", block.level)
    if isinstance(block, Paragraph):
        return replace(block, text=_text(block.text, noted=noted))
    if isinstance(block, Items):
        return Items(tuple(_item(item, noted=noted) for item in block.items))
    if isinstance(block, Table):
        rows = tuple(tuple(_text(cell, noted=noted) for cell in row) for row in block.rows)
        return Table(tuple(map(shown, block.columns)), rows, shown(block.caption))
    if isinstance(block, Fields):
        return Fields(tuple((_label(name), shown(value)) for name, value in block.rows))
    return Authorities()


def _item(item: Item, *, noted: bool) -> Item:
    return Item(_text(item.text, noted=noted), tuple(_text(below, noted=noted) for below in item.below))


def _label(name: str) -> str:
    words = shown(name).strip()
    return words if words.endswith(":") else f"{words}:"


def _text(text: Text, *, noted: bool) -> tuple[Run, ...]:
    """The runs as they are printed; of runs that follow one another with the same remark only the last is noted."""
    parts: list[Run] = []
    later = ""
    for run in reversed(runs(text)):
        remark = run.remark if isinstance(run, Span) else ""
        parts = [*_parts(run, noted=noted and not (remark and remark == later)), *parts]
        later = remark or later
    return tuple(parts)


def _parts(run: Run, *, noted: bool) -> Iterator[Run]:
    """The run as it is printed and, where remarks are noted, a note for each."""
    if isinstance(run, Footnote):
        yield Footnote(tuple(_in_note(inner, noted=noted) for inner in run.runs))
        return
    yield _printed(run)
    for remark in _remarks(run) if noted else ():
        yield Footnote((Span(remark),))


def _in_note(run: Span | Cited, *, noted: bool) -> Span | Cited:
    """A run of a footnote, which has no foot of its own: its remarks stand behind it."""
    remarks = "".join(f" [{remark}]" for remark in _remarks(run)) if noted else ""
    printed = _printed(run)
    if not remarks:
        return printed
    if isinstance(printed, Cited):
        return replace(printed, spans=(*printed.spans, Span(remarks)))
    return replace(printed, text=printed.text + remarks)


def _remarks(run: Span | Cited) -> list[str]:
    spans = run.spans if isinstance(run, Cited) else (run,)
    return [shown(span.remark) for span in spans if span.remark]


def _printed(run: Span | Cited) -> Span | Cited:
    if isinstance(run, Span):
        return _span(run)
    authority = _authority(run.authority)
    return Cited(authority, (*map(_span, run.spans), *_mark(authority)))


def _authority(authority: Authority) -> Authority:
    long = (*map(_span, authority.long), *_mark(authority))
    return Authority(shown(authority.key), shown(authority.group).strip() or "Authorities", long, authority.unverified)


def _mark(authority: Authority) -> tuple[Span, ...]:
    return (Span(f" {UNVERIFIED}", bold=True),) if authority.unverified else ()


def _span(span: Span) -> Span:
    return Span(shown(span.text), span.italic, span.bold, shown(span.remark))
