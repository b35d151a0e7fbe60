"""The claim lattice as an SVG picture: the facts on the left, what shares less of them further right.

Colour and border repeat what the words in each box say. Boxes never overlap: a column is as long as what it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from afortiori.argument import Lattice, Node
from afortiori.memo.formats.text import cells, fold
from afortiori.memo.lattice_tree import cited, said
from afortiori.memo.pictures import escape
from afortiori.precedent import Precedent

CHARACTERS = 46
CHARACTERS_BOLD = 42
BOX = 340
GAP = 110
BETWEEN = 18
LINE = 16
PADDING = 8
MARGIN = 24
_COLOURS = ("#dcebf7", "#f9e3d9")
_INK = ("#0b4a7d", "#8a3208")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a box; ``place`` is that of the side whose case it names, ``strong`` where it is untrumped."""

    text: str
    place: int | None = None
    strong: bool = False
    case: Precedent | None = None


@dataclass(frozen=True, slots=True)
class _Box:
    node: Node
    lines: tuple[_Line, ...]
    x: int
    y: int

    @property
    def height(self) -> int:
        return len(self.lines) * LINE + 2 * PADDING

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


Address = Callable[[Precedent], str]


def lattice_picture(title: str, binding: Lattice, persuasive: Lattice, address: Address | None = None) -> str:
    """The lattice of what binds, and below it that of what only persuades.

    With ``address`` each case leads to its page, and the picture is a group of links instead of one image.
    """
    top = MARGIN + LINE * (3 + len(binding.doctrine.sides))
    boxes = _placed(binding, top)
    foot = max(box.y + box.height for box in boxes)
    parts = _drawn(boxes, address)
    if persuasive.nodes[0].cases or persuasive.nodes[0].below:
        parts.append(_text(MARGIN, foot + 3 * LINE, "Persuasive only: what does not bind this forum", bold=True))
        others = _placed(persuasive, foot + 4 * LINE)
        parts += _drawn(others, address)
        boxes, foot = [*boxes, *others], max(box.y + box.height for box in others)
    width = max(box.x for box in boxes) + BOX + MARGIN
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="{"group" if address else "img"}" width="{width}" height="{foot + MARGIN}" '
        f'viewBox="0 0 {width} {foot + MARGIN}" font-family="sans-serif" font-size="12" aria-labelledby="title desc">',
        f'<title id="title">{escape(f"Claim lattice: {title}")}</title>',
        f'<desc id="desc">{escape(_described(binding, persuasive))}</desc>',
        f'<rect width="{width}" height="{foot + MARGIN}" fill="#ffffff"/>',
        *_legend(title, binding),
    ]
    return "\n".join([*head, *parts, "</svg>"]) + "\n"


def _legend(title: str, of: Lattice) -> list[str]:
    lines = fold(f"Claim lattice: {title}", 90)
    found = [_text(MARGIN, MARGIN, lines[0] + ("…" if len(lines) > 1 else ""), bold=True)]
    told = "What shares less with the facts stands further right. Trumped: a case for the other side shares all that it does, and more. Untrumped cases are in bold."
    for i, line in enumerate(fold(told, 110)):
        found.append(_text(MARGIN, MARGIN + LINE * (i + 1), line))
    for i, side in enumerate(of.doctrine.sides):
        found.append(_text(MARGIN, MARGIN + LINE * (i + 3), f"[{side.id}] {side.name}"[:90], ink=_INK[i]))
    return found


def _described(binding: Lattice, persuasive: Lattice) -> str:
    """Every node in words, for those who cannot see the picture."""
    told = [f"The facts: {said(binding.doctrine, binding.nodes[0].shared)}."]
    for kind, of in (("", binding), ("persuasive: ", persuasive)):
        for place, node in enumerate(of.nodes):
            if node.cases:
                cases = "; ".join(" ".join(_case(node, i)) for i in range(len(node.cases)))
                under = f"; below {', '.join(map(str, node.above))}" if node.above else ""
                told.append(f"{kind}{place}, sharing {said(of.doctrine, node.shared)}: {cases}{under}.")
    return " ".join(told)


def _case(node: Node, i: int) -> tuple[str, str, str]:
    case = node.cases[i]
    trumped = "TRUMPED" if case.holding in node.trumped else "untrumped"
    return f"[{case.holding}]", cited(case), trumped


def _placed(of: Lattice, top: int) -> list[_Box]:
    """Each node in the column of its longest way from the facts, near the middle of what stands above it."""
    column = [0] * len(of.nodes)
    for place, node in enumerate(of.nodes):
        column[place] = max((column[above] + 1 for above in node.above), default=0)
    placed: dict[int, _Box] = {}
    for at in range(max(column) + 1):
        places = [place for place in range(len(of.nodes)) if column[place] == at]
        wanted = {p: _wanted([placed[above].middle for above in of.nodes[p].above], top) for p in places}
        y = top
        for place in sorted(places, key=lambda p: (wanted[p], p)):
            node = of.nodes[place]
            placed[place] = _Box(node, _lines(of, place), MARGIN + at * (BOX + GAP), y)
            y += placed[place].height + BETWEEN
    return [placed[place] for place in range(len(of.nodes))]


def _wanted(middles: Sequence[int], top: int) -> int:
    return sum(middles) // len(middles) if middles else top


def _lines(of: Lattice, place: int) -> tuple[_Line, ...]:
    node = of.nodes[place]
    shares = said(of.doctrine, node.shared) or "nothing that is certain"
    head = f"The facts: {shares}" if place == 0 else f"{place}. {shares}"
    lines = [_Line(line) for line in fold(head, CHARACTERS)]
    for i, case in enumerate(node.cases):
        side = next(n for n, s in enumerate(of.doctrine.sides) if s.id == case.holding)
        mark, name, trumped = _case(node, i)
        told = fold(f"{mark} {name}: {trumped}", CHARACTERS_BOLD if trumped == "untrumped" else CHARACTERS)
        lines += [_Line(line, side, strong=trumped == "untrumped", case=node.cases[i]) for line in told]
    return tuple(lines)


def _drawn(boxes: Sequence[_Box], address: Address | None) -> list[str]:
    """The lines between the boxes first, so that the boxes cover them."""
    parts = []
    for box in boxes:
        for above in box.node.above:
            start, end = boxes[above], box
            parts.append(
                f'<path d="M {start.x + BOX} {start.middle} C {start.x + BOX + GAP // 2} {start.middle} '
                f'{end.x - GAP // 2} {end.middle} {end.x} {end.middle}" fill="none" stroke="#8a8a8a"/>'
            )
    for box in boxes:
        parts += _box(box, address)
    return parts


def _box(box: _Box, address: Address | None) -> list[str]:
    parts = [
        f'<rect x="{box.x}" y="{box.y}" width="{BOX}" height="{box.height}" rx="4" fill="#ffffff" stroke="#444444"/>'
    ]
    linked: Precedent | None = None
    for i, line in enumerate(box.lines):
        if address and line.case is not linked:
            parts.append(_turned(linked, line.case, address))
            linked = line.case
        y = box.y + PADDING + LINE * i
        if line.place is not None:
            fill = _COLOURS[line.place]
            parts.append(f'<rect x="{box.x + 1}" y="{y}" width="{BOX - 2}" height="{LINE}" fill="{fill}"/>')
        ink = "#111111" if line.place is None else _INK[line.place]
        parts.append(_text(box.x + PADDING, y + 12, line.text, bold=line.strong, ink=ink))
    return [*parts, "</a>"] if linked else parts


def _turned(before: Precedent | None, after: Precedent | None, address: Address) -> str:
    """The end of one link and the beginning of the next."""
    return ("</a>" if before else "") + (f'<a href="{escape(address(after))}">' if after else "")


def _text(x: int, y: int, text: str, *, bold: bool = False, ink: str = "#111111") -> str:
    """A line of text; one that might be wider than its box is drawn to fit it."""
    weight = ' font-weight="bold"' if bold else ""
    wide = (
        ' textLength="324" lengthAdjust="spacingAndGlyphs"'
        if x > MARGIN + PADDING - 1 and _wide(text, bold=bold)
        else ""
    )
    return f'<text x="{x}" y="{y}" fill="{ink}"{weight}{wide}>{escape(text)}</text>'


def _wide(text: str, *, bold: bool) -> bool:
    """Whether a line may be wider than its box in a wide sans-serif face of 12 px."""
    return cells(text) * (7.6 if bold else 7) > BOX - 2 * PADDING
