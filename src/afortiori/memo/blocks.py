"""What a written answer is made of, before it has a format.

A text is plain, or a line of runs: words that may be italic or bold, a citation that a table of authorities lists, a note
at the foot of the page. Every format takes every block; what it cannot show it says in words.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one face. ``remark`` is a comment for the margin: where a fact is stated, or what is assumed."""

    text: str
    italic: bool = False
    bold: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority as the table of authorities lists it: ``key`` is its id in the base, ``long`` its full form.

    ``group`` is the heading it is listed under: Cases, Rules and so on. ``unverified`` where nobody has looked it up.
    """

    key: str
    group: str
    long: tuple[Span, ...]
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Cited:
    """One place where an authority is cited, in the form used there: the full one, the short one or an *id*.

    ``pin`` is the page or pages cited; ``memo.citing.settle`` writes it into the form.
    """

    authority: Authority
    spans: tuple[Span, ...]
    pin: str = ""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of the page."""

    runs: tuple[Span | Cited, ...]


Run = Span | Cited | Footnote
Text = str | tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the highest."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. ``strong`` marks the conclusion; ``kind`` is '' or 'privilege', 'title', 'quotation'."""

    text: Text
    strong: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list, each item with the items below it."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list."""

    text: Text
    below: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a row of column names. ``caption`` tells a reader who cannot see it what it holds."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Fields:
    """The lines at the head of a memorandum: TO, FROM, DATE, RE."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Authorities:
    """The table of authorities: a format lists under each group all that is cited, with the pages where it can."""


Block = Heading | Paragraph | Items | Table | Fields | Authorities


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its title, its language (``en-US``, ``en-GB``), its date as words, and its blocks."""

    title: str
    blocks: tuple[Block, ...]
    language: str = "en-US"
    date: str = ""


def items(*texts: Text) -> Items:
    """A flat list."""
    return Items(tuple(Item(text) for text in texts))


def plain(text: Text) -> str:
    """A text without its faces; a footnote is left out.

    >>> plain((Span("See "), Span("Escamilla", italic=True)))
    'See Escamilla'
    """
    if isinstance(text, str):
        return text
    spans = (span for run in text for span in spans_of(run))
    return "".join(span.text for span in spans)


def spans_of(run: Run) -> tuple[Span, ...]:
    """The words of a run as they stand in the line: none of a footnote, which stands elsewhere."""
    if isinstance(run, Span):
        return (run,)
    return run.spans if isinstance(run, Cited) else ()


def cited(document: Document) -> tuple[Authority, ...]:
    """Every authority that a document cites, once, in the order in which it is first cited, footnotes included."""
    found: dict[Authority, None] = {}
    for block in document.blocks:
        for text in texts(block):
            for run in text if isinstance(text, tuple) else ():
                inner = run.runs if isinstance(run, Footnote) else (run,)
                found.update((r.authority, None) for r in inner if isinstance(r, Cited))
    return tuple(found)


def texts(block: Block) -> tuple[Text, ...]:
    """Every text of a block, in order."""
    if isinstance(block, Heading | Paragraph):
        return (block.text,)
    if isinstance(block, Items):
        return tuple(text for item in block.items for text in (item.text, *item.below))
    if isinstance(block, Table):
        return tuple(cell for row in block.rows for cell in row)
    return tuple(text for row in block.rows for text in row) if isinstance(block, Fields) else ()
