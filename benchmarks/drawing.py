"""A log-log plot as SVG: a line for each curve, its slope beside its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 720, 400, 70, 50, 40, 270
COLOURS = ("#1b5e9e", "#b3401f", "#2e7d32", "#6a3d9a", "#7a5c00", "#006d77")
Curve = Sequence[tuple[float, float]]


def slope(curve: Curve) -> float:
    """The slope of the line that fits the logarithms best."""
    xs, ys = [log10(x) for x, _ in curve], [log10(y) for _, y in curve]
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    over = sum((x - mx) ** 2 for x in xs)
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True)) / over if over else 0.0


def plot(title: str, curves: Mapping[str, Curve], across: str, up: str) -> str:
    """The plot's text."""
    points = [point for curve in curves.values() for point in curve]
    x0, x1 = (f(log10(g(x for x, _ in points))) for f, g in ((floor, min), (ceil, max)))
    y0, y1 = (f(log10(g(y for _, y in points))) for f, g in ((floor, min), (ceil, max)))
    x1, y1 = max(x1, x0 + 1), max(y1, y0 + 1)

    def at(x: float, y: float) -> tuple[float, float]:
        across_ = LEFT + (log10(x) - x0) / (x1 - x0) * (WIDTH - LEFT - RIGHT)
        return across_, HEIGHT - BOTTOM - (log10(y) - y0) / (y1 - y0) * (HEIGHT - BOTTOM - TOP)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}"'
        ' font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{LEFT}" y="22" font-size="14" font-weight="bold">{escape(title)}</text>',
    ]
    for n in range(x0, x1 + 1):
        x, y = at(10.0**n, 10.0**y0)
        parts.append(f'<path d="M{x:.1f} {y:.1f}V{TOP}" stroke="#ddd"/>')
        parts.append(f'<text x="{x:.1f}" y="{y + 18:.1f}" text-anchor="middle">10^{n}</text>')
    for n in range(y0, y1 + 1):
        x, y = at(10.0**x0, 10.0**n)
        parts.append(f'<path d="M{x:.1f} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{x - 6:.1f}" y="{y + 4:.1f}" text-anchor="end">{_time(n)}</text>')
    for i, (name, curve) in enumerate(curves.items()):
        colour, path = COLOURS[i % len(COLOURS)], " L".join(f"{x:.1f} {y:.1f}" for x, y in (at(*p) for p in curve))
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in (at(*p) for p in curve)]
        y = TOP + 14 + 34 * i
        parts.append(f'<text x="{WIDTH - RIGHT + 10}" y="{y}" fill="{colour}">{escape(name)}</text>')
        parts.append(f'<text x="{WIDTH - RIGHT + 10}" y="{y + 14}" fill="{colour}">slope {slope(curve):.2f}</text>')
    parts.append(f'<text x="{LEFT}" y="{HEIGHT - 10}">{escape(across)}</text>')
    parts.append(f'<text x="6" y="{TOP - 6}">{escape(up)}</text></svg>')
    return "\n".join(parts) + "\n"


def _time(n: int) -> str:
    whole, unit = (n, "s") if n >= 0 else (n + 3, "ms") if n >= -3 else (n + 6, "µs") if n >= -6 else (n + 9, "ns")
    return f"{10**whole} {unit}"
