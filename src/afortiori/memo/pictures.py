"""Pictures as SVG, made of text and plain shapes: a title and a description for those who cannot see them."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from afortiori.memo.formats.text import fold

MARGIN = 24
LEFT = 210
WIDTH = 960
LINE = 18
GAP = 6
BOX = 250
COLUMNS = 108
LEGEND = "The stronger stands above, joined by a line. What no lines join on the way down cannot be ranked."
_FILLS = {"open": "#e8e8e8", "conflicted": "#f2d16b", "depends": "#d9c7e8"}
_SIDES = ("#bcd9f2", "#f2c4b0")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a timeline: when, what happened, the verdict then, and whether it is another than before."""

    when: str
    what: str
    verdict: str
    changed: bool


def timeline(title: str, rows: Sequence[Row], sides: Sequence[str]) -> str:
    """A timeline: for each row when, what and the verdict then; colour repeats what the words say."""
    told = [fold(row.what, COLUMNS) for row in rows]
    height = 2 * MARGIN + LINE + sum(_tall(lines) + GAP for lines in told)
    parts = _head(title, "; ".join(f"{row.when}: {row.verdict}" for row in rows), WIDTH, height)
    y = MARGIN + LINE
    for row, lines in zip(rows, told, strict=True):
        bold = ' font-weight="bold"' if row.changed else ""
        verdict = f"\u2192 {row.verdict}" if row.changed else row.verdict
        parts += [
            f'<rect x="{LEFT}" y="{y}" width="{WIDTH - LEFT - MARGIN}" height="{_tall(lines)}" rx="3" '
            f'fill="{_fill(row.verdict, sides)}"/>',
            f'<text x="{LEFT - 10}" y="{y + LINE}" text-anchor="end"{bold}>{escape(row.when)}</text>',
            f'<text x="{LEFT + 10}" y="{y + LINE}"{bold}>{escape(verdict)}</text>',
        ]
        for n, line in enumerate(lines, start=2):
            parts.append(f'<text x="{LEFT + 10}" y="{y + LINE * n}" font-size="12">{escape(line)}</text>')
        y += _tall(lines) + GAP
    return "\n".join([*parts, "</svg>"]) + "\n"


def _tall(lines: Sequence[str]) -> int:
    """How high the row of a timeline is that tells so many lines below its verdict."""
    return LINE * (len(lines) + 1) + 8


def order(title: str, classes: Sequence[Sequence[str]], over: Set[tuple[str, str]]) -> str:
    """A partial order, strongest above; ``classes`` are the names, those of equal strength together.

    ``over`` says of the first name of a class that it is stronger than the first of another. A line joins what is ranked
    directly: what no lines join on the way down cannot be ranked, and is not.
    """
    firsts = {each[0]: each for each in classes}
    direct = [(a, b) for a, b in sorted(over) if not any((a, c) in over and (c, b) in over for c in firsts)]
    rows = _rows(list(firsts), over, direct)
    width = max(WIDTH, 2 * MARGIN + max(len(row) for row in rows) * (BOX + MARGIN))
    tallest = max(len(each) for each in classes)
    step = LINE * tallest + 72
    place = {
        name: (width * (2 * i + 1) // (2 * len(row)), MARGIN + LINE * 3 + step * depth)
        for depth, row in enumerate(rows)
        for i, name in enumerate(row)
    }
    said = "; ".join(f"{_all(firsts[a])} above {_all(firsts[b])}" for a, b in direct) or "nothing can be ranked"
    parts = _head(title, said, width, MARGIN * 2 + LINE * 3 + step * len(rows))
    parts.append(f'<text x="{MARGIN}" y="{MARGIN + LINE}" font-size="12">{escape(LEGEND)}</text>')
    for a, b in direct:
        (x1, y1), (x2, y2) = place[a], place[b]
        parts.append(f'<line x1="{x1}" y1="{y1 + LINE * len(firsts[a]) + 10}" x2="{x2}" y2="{y2}" stroke="#555"/>')
    for name, each in firsts.items():
        x, y = place[name]
        parts.append(
            f'<rect x="{x - BOX // 2}" y="{y}" width="{BOX}" height="{LINE * len(each) + 10}" rx="3" '
            f'fill="#eeeeee" stroke="#555"/>'
        )
        for n, equal in enumerate(each, start=1):
            parts.append(f'<text x="{x}" y="{y + LINE * n}" text-anchor="middle">{escape(_cut(equal, 34))}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _all(names: Sequence[str]) -> str:
    return " = ".join(names)


def _rows(names: list[str], over: Set[tuple[str, str]], direct: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The names by how many stand above them, each below what it hangs from as far as it can."""
    depths = {name: _depth(name, over) for name in names}
    rows: list[list[str]] = []
    at: dict[str, float] = {}
    for depth in range(max(depths.values()) + 1):
        row = [name for name in names if depths[name] == depth]
        hangs = {name: [at[a] for a, b in direct if b == name and a in at] for name in row}
        row.sort(key=lambda name: (sum(hangs[name]) / len(hangs[name]) if hangs[name] else 1.0, names.index(name)))
        if depth == 0:
            row.sort(key=lambda name: (not any(a == name for a, _ in direct), names.index(name)))
        at |= {name: (2 * i + 1) / (2 * len(row)) for i, name in enumerate(row)}
        rows.append(row)
    return rows


def _head(title: str, said: str, width: int, height: int) -> list[str]:
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="14" aria-labelledby="title desc">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="desc">{escape(said)}</desc>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="{MARGIN}" y="{MARGIN}" font-weight="bold">{escape(_cut(title, 110))}</text>',
    ]


def _depth(name: str, over: Set[tuple[str, str]]) -> int:
    return max((1 + _depth(above, over) for above, below in over if below == name), default=0)


def _fill(verdict: str, sides: Sequence[str]) -> str:
    for side, colour in zip(sides, _SIDES, strict=True):
        if verdict == f"forced for {side}":
            return colour
    return _FILLS.get(verdict, "#ffffff")


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def escape(text: str) -> str:
    """Text that is text in XML: markup escaped, characters that XML forbids replaced."""
    clean = "".join(c if c.isprintable() else "\ufffd" for c in text)
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
