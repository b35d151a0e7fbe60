"""Pictures as SVG, made of text and plain shapes: a title and a description for those who cannot see them."""

from __future__ import annotations

from collections.abc import Sequence, Set

ROW = 34
MARGIN = 24
LEFT = 210
WIDTH = 960
_FILLS = {"open": "#e8e8e8", "conflicted": "#f2d16b", "depends": "#d9c7e8"}
_SIDES = ("#bcd9f2", "#f2c4b0")


def timeline(title: str, rows: Sequence[tuple[str, str, str]], sides: Sequence[str]) -> str:
    """A timeline: for each row when, what and the verdict then; colour repeats what the words say."""
    height = 2 * MARGIN + ROW * (len(rows) + 1)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="serif" font-size="14" aria-labelledby="title desc">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="desc">{escape("; ".join(f"{when}: {verdict}" for when, _, verdict in rows))}</desc>',
        f'<text x="{MARGIN}" y="{MARGIN}" font-weight="bold">{escape(_cut(title, 110))}</text>',
    ]
    for i, (when, what, verdict) in enumerate(rows):
        y = MARGIN + ROW * (i + 1)
        parts += [
            f'<rect x="{LEFT}" y="{y - 20}" width="{WIDTH - LEFT - MARGIN}" height="{ROW - 6}" rx="3" '
            f'fill="{_fill(verdict, sides)}"/>',
            f'<text x="{LEFT - 10}" y="{y}" text-anchor="end">{escape(when)}</text>',
            f'<text x="{LEFT + 10}" y="{y}">{escape(_cut(f"{verdict}: {what}", 88))}</text>',
        ]
    return "\n".join([*parts, "</svg>"]) + "\n"


def order(title: str, names: Sequence[str], over: Set[tuple[str, str]]) -> str:
    """A partial order, strongest above: a line joins what can be ranked directly; what cannot be stands apart."""
    height_of = {name: _depth(name, over) for name in names}
    rows = [[name for name in names if height_of[name] == depth] for depth in range(max(height_of.values()) + 1)]
    place = {
        name: (int(WIDTH * (i + 1) / (len(row) + 1)), MARGIN * 3 + 90 * depth)
        for depth, row in enumerate(rows)
        for i, name in enumerate(row)
    }
    direct = [(a, b) for a, b in sorted(over) if not any((a, c) in over and (c, b) in over for c in names)]
    said = "; ".join(f"{a} above {b}" for a, b in direct) or "nothing can be ranked"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH} {MARGIN * 4 + 90 * len(rows)}" '
        f'font-family="serif" font-size="14" aria-labelledby="title desc">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="desc">{escape(said)}</desc>',
        f'<text x="{MARGIN}" y="{MARGIN}" font-weight="bold">{escape(_cut(title, 110))}</text>',
    ]
    for a, b in direct:
        (x1, y1), (x2, y2) = place[a], place[b]
        parts.append(f'<line x1="{x1}" y1="{y1 + 14}" x2="{x2}" y2="{y2 - 20}" stroke="#555"/>')
    for name in names:
        x, y = place[name]
        wide = 20 + 8 * len(_cut(name, 40))
        parts.append(
            f'<rect x="{x - wide // 2}" y="{y - 20}" width="{wide}" height="34" rx="3" fill="#eeeeee" stroke="#555"/>'
        )
        parts.append(f'<text x="{x}" y="{y}" text-anchor="middle">{escape(_cut(name, 40))}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


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
