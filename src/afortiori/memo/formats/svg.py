"""Pictures as SVG, made of text and plain shapes: a title and a description for those who cannot see them."""

from __future__ import annotations

from collections.abc import Sequence

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
