"""Blocks as plain text for a terminal: 80 columns, colour only where asked, and never alone in carrying meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from unicodedata import combining, east_asian_width

from afortiori.memo.blocks import (
    Authorities,
    Block,
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
    items,
    plain,
)

SUFFIX = ".txt"
NAME = "Plain text"
WIDTH = 80
GAP = 2
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def publish(document: Document, *, remarks: bool = False) -> bytes:
    """The document as plain text, its notes at the end; where ``remarks``, each is a note."""
    return written(document, remarks=remarks).encode()


def written(document: Document, *, remarks: bool = False, colour: bool = False) -> str:
    """A whole document as text for the terminal: its table of authorities filled, its notes numbered and at the end."""
    from afortiori.memo.edition import edition

    ready = edition(document, noted=remarks)
    notes: list[str] = []
    blocks = [each for block in ready.blocks for each in _whole(block, ready, notes)]
    if notes:
        blocks += [Heading("Notes"), items(*notes)]
    return render(blocks, colour=colour)


def _whole(block: Block, document: Document, notes: list[str]) -> Iterator[Block]:
    """A block that stands for itself: what is cited is listed, and a note is a number."""
    from afortiori.memo.edition import groups

    if isinstance(block, Authorities):
        for group in groups(document):
            yield Heading(group.name, 2)
            yield items(*(authority.long for authority in group.authorities))
    elif isinstance(block, Paragraph):
        yield Paragraph(_numbered(block.text, notes), block.strong, block.kind)
    elif isinstance(block, Items):
        yield Items(
            tuple(Item(_numbered(i.text, notes), tuple(_numbered(t, notes) for t in i.below)) for i in block.items)
        )
    elif isinstance(block, Table):
        if block.caption.strip():
            yield Paragraph(block.caption)
        yield Table(block.columns, tuple(tuple(_numbered(cell, notes) for cell in row) for row in block.rows))
    else:
        yield block


def _numbered(text: Text, notes: list[str]) -> Text:
    return text if isinstance(text, str) else tuple(_marked(run, notes) for run in text)


def _marked(run: Run, notes: list[str]) -> Run:
    if not isinstance(run, Footnote):
        return run
    notes.append(f"[{len(notes) + 1}] {plain(run.runs)}")
    return Span(f" [{len(notes)}]")


def render(blocks: Iterable[Block], *, colour: bool = False, width: int = WIDTH) -> str:
    """The blocks as text that ends with a newline; no line is wider than ``width``."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Heading):
            heading = _wrapped(_clean(block.text), width, "" if block.level < 3 else "  ")
            lines += ["", *_bold(heading, wanted=colour)]
            if block.level == 1:
                lines.append("=" * max(map(cells, heading)))
        elif isinstance(block, Paragraph):
            lines += _bold(_wrapped(_clean(block.text), width, "  "), wanted=colour and block.strong)
        elif isinstance(block, Items):
            for item in block.items:
                lines += _wrapped(_clean(item.text), width, "  - ", "    ")
                for below in item.below:
                    lines += _wrapped(_clean(below), width, "      ", "      ")
        elif isinstance(block, Table):
            lines += _table(block, width)
        elif isinstance(block, Fields):
            lines += _table(Table(("", ""), block.rows), width)[2:]
        elif isinstance(block, Authorities):
            continue
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


def _clean(text: Text) -> str:
    """Text without anything that could steer a terminal, on one line."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else "�" for c in plain(text)).split())


def _bold(lines: list[str], *, wanted: bool) -> list[str]:
    return [f"{_BOLD}{line}{_PLAIN}" for line in lines] if wanted else lines


def _wrapped(text: str, width: int, first: str, rest: str | None = None) -> list[str]:
    rest = first if rest is None else rest
    lines = fold(text, width - len(first), width - len(rest))
    return [(rest if i else first) + line for i, line in enumerate(lines)] if text else [first.rstrip()]


def fold(text: str, first: int, rest: int | None = None) -> list[str]:
    """Text folded at its spaces into lines of so many terminal columns; a word that is wider is broken.

    >>> fold("the order was served", 9)
    ['the order', 'was', 'served']
    """
    rest = first if rest is None else rest
    lines: list[str] = []
    line = ""
    for whole in text.split():
        word = whole
        room = rest if lines else first
        if line and cells(line) + 1 + cells(word) <= room:
            line = f"{line} {word}"
            continue
        if line:
            lines.append(line)
        while cells(word) > (room := rest if lines else first):
            lines.append(_piece(word, room))
            word = word[len(lines[-1]) :]
        line = word
    return [*lines, line] if line or not lines else lines


def _piece(word: str, room: int) -> str:
    """As much of a word as fits, and at least one character."""
    used = 0
    for i, c in enumerate(word):
        used += cells(c)
        if used > room and i:
            return word[:i]
    return word


def _table(table: Table, width: int) -> list[str]:
    rows = [tuple(_clean(cell) for cell in row) for row in (table.columns, *table.rows)]
    widths = _widths(rows, width - 2 - GAP * (len(table.columns) - 1))
    lines = []
    for n, row in enumerate(rows):
        folded = [fold(cell, w) for cell, w in zip(row, widths, strict=True)]
        for i in range(max(map(len, folded))):
            parts = [
                (text := lines_of[i] if i < len(lines_of) else "") + " " * (w - cells(text))
                for lines_of, w in zip(folded, widths, strict=True)
            ]
            lines.append("  " + (" " * GAP).join(parts))
        if n == 0:
            lines.append("  " + (" " * GAP).join("-" * w for w in widths))
    return lines


def _widths(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """Column widths that fit: the widest give way first."""
    widths = [max(1, *(cells(row[i]) for row in rows)) for i in range(len(rows[0]))]
    while sum(widths) > room:
        widest = widths.index(max(widths))
        if widths[widest] <= 2:
            break
        widths[widest] -= 1
    return widths


def cells(text: str) -> int:
    """How many columns a text takes in a terminal."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)
