"""Blocks as plain text for a terminal: 80 columns, colour only where asked, and never alone in carrying meaning."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from unicodedata import combining, east_asian_width

from afortiori.memo.blocks import Block, Heading, Items, Paragraph, Table

WIDTH = 80
GAP = 2
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def render(blocks: Iterable[Block], *, colour: bool = False, width: int = WIDTH) -> str:
    """The blocks as text that ends with a newline; no line is wider than ``width``."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Heading):
            heading = _wrapped(_clean(block.text), width, "" if block.level < 3 else "  ")
            lines += ["", *_bold(heading, wanted=colour)]
            if block.level == 1:
                lines.append("=" * max(map(_cells, heading)))
        elif isinstance(block, Paragraph):
            lines += _bold(_wrapped(_clean(block.text), width, "  "), wanted=colour and block.strong)
        elif isinstance(block, Items):
            for item in block.items:
                lines += _wrapped(_clean(item.text), width, "  - ", "    ")
                for below in item.below:
                    lines += _wrapped(_clean(below), width, "      ", "      ")
        else:
            lines += _table(block, width)
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


def _clean(text: str) -> str:
    """Text without anything that could steer a terminal, on one line."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else "�" for c in text).split())


def _bold(lines: list[str], *, wanted: bool) -> list[str]:
    return [f"{_BOLD}{line}{_PLAIN}" for line in lines] if wanted else lines


def _wrapped(text: str, width: int, first: str, rest: str | None = None) -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=first if rest is None else rest, break_on_hyphens=False
    ) or [first.rstrip()]


def _table(table: Table, width: int) -> list[str]:
    rows = [tuple(_clean(cell) for cell in row) for row in (table.columns, *table.rows)]
    widths = _widths(rows, width - 2 - GAP * (len(table.columns) - 1))
    lines = []
    for n, row in enumerate(rows):
        cells = [textwrap.wrap(cell, w, break_on_hyphens=False) or [""] for cell, w in zip(row, widths, strict=True)]
        for i in range(max(map(len, cells))):
            parts = [
                (cell[i] if i < len(cell) else "") + " " * (w - _cells(cell[i] if i < len(cell) else ""))
                for cell, w in zip(cells, widths, strict=True)
            ]
            lines.append("  " + (" " * GAP).join(parts))
        if n == 0:
            lines.append("  " + (" " * GAP).join("-" * w for w in widths))
    return lines


def _widths(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """Column widths that fit: the widest give way first."""
    widths = [max(1, *(_cells(row[i]) for row in rows)) for i in range(len(rows[0]))]
    while sum(widths) > room:
        widest = widths.index(max(widths))
        if widths[widest] <= 8:
            break
        widths[widest] -= 1
    return widths


def _cells(text: str) -> int:
    """How many columns a text takes in a terminal."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)
