"""The claim lattice as a tree for a terminal and as a table: the facts at its root, the most on point below them first."""

from __future__ import annotations

from collections.abc import Iterator

from afortiori.argument import Lattice, Node
from afortiori.doctrine import Condition, Doctrine
from afortiori.memo.blocks import Block, Heading, Table
from afortiori.memo.formats.text import WIDTH, fold
from afortiori.memo.phrases import conditions, listed
from afortiori.precedent import Precedent

DEEPEST = 10


def lattice_tree(binding: Lattice, persuasive: Lattice) -> str:
    """The lattice of what binds, then that of what only persuades."""
    lines = ["Claim lattice", "=============", *_legend(), *_tree(binding)]
    if persuasive.nodes[1:] or persuasive.nodes[0].cases or persuasive.apart:
        lines += ["", "Persuasive only: the lattice of what does not bind this forum", *_tree(persuasive)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _legend() -> Iterator[str]:
    told = (
        "Below a node stand those that share less. A case is TRUMPED where a case for the other side shares all that it "
        "does, and more. A node with several above it is shown once and then by its number."
    )
    yield from (f"  {line}" for line in fold(told, WIDTH - 2))
    yield ""


def _tree(of: Lattice) -> Iterator[str]:
    root = of.nodes[0]
    yield from _wrapped("", "", f"The facts: {said(of.doctrine, root.shared) or 'nothing that is certain'}")
    if not root.cases and not root.below:
        yield "  No case shares anything with them."
    yield from _cases(root, "│ " if root.below else "  ")
    yield from _below(of, root, "", {0})
    if of.apart:
        names = "; ".join(f"{case.name} ({case.decided.year})" for case in of.apart)
        yield from _wrapped("", "  ", f"Not on point, for they share nothing that is certain: {names}.")


def _below(of: Lattice, node: Node, prefix: str, shown: set[int]) -> Iterator[str]:
    for n, place in enumerate(node.below):
        last = n + 1 == len(node.below)
        joint, rest = ("└─", "  ") if last else ("├─", "│ ")
        if place in shown:
            yield f"{prefix}{joint} ({place}) above"
            continue
        shown.add(place)
        below = of.nodes[place]
        inner = prefix + rest
        hangs = inner + ("│ " if below.below else "  ")
        yield from _wrapped(f"{prefix}{joint} ", f"{hangs}  ", f"({place}) {said(of.doctrine, below.shared)}")
        yield from _cases(below, hangs)
        if len(inner) < 2 * DEEPEST:
            yield from _below(of, below, inner, shown)
        elif below.below:
            yield f"{inner}└─ and below it: {', '.join(f'({i})' for i in below.below)}"


def _cases(node: Node, prefix: str) -> Iterator[str]:
    for case in _sorted(node):
        mark = "TRUMPED" if case.holding in node.trumped else "untrumped"
        yield from _wrapped(f"{prefix}  ", f"{prefix}    ", f"[{case.holding}, {mark}] {cited(case)}")


def lattice_tables(binding: Lattice, persuasive: Lattice) -> tuple[Block, ...]:
    """The same as tables: a row a node, with what its cases share and the nodes that share more."""
    blocks: tuple[Block, ...] = (Heading("What binds", 2), _table(binding))
    if persuasive.nodes[1:] or persuasive.nodes[0].cases:
        blocks += (Heading("What only persuades", 2), _table(persuasive))
    return blocks


def _table(of: Lattice) -> Table:
    rows = tuple(
        (
            str(n) if n else "the facts",
            said(of.doctrine, node.shared) or "nothing that is certain",
            "; ".join(f"{cited(case)}: {case.holding}, {_mark(node, case)}" for case in _sorted(node)),
            ", ".join(str(place) if place else "the facts" for place in node.above),
        )
        for n, node in enumerate(of.nodes)
    )
    return Table(("Node", "Shared", "Cases", "Below"), rows, "Each set of shared conditions, the most on point first")


def _sorted(node: Node) -> list[Precedent]:
    return sorted(node.cases, key=lambda case: (case.holding or "", case.id))


def _mark(node: Node, case: Precedent) -> str:
    return "trumped" if case.holding in node.trumped else "untrumped"


def cited(case: Precedent) -> str:
    """A case as a lattice names it."""
    return case.citation + (f" [{case.part}]" if case.part else "")


def said(doctrine: Doctrine, shared: tuple[Condition, ...]) -> str:
    """What is shared, in words, the strongest conditions only."""
    return listed(conditions(doctrine, shared)) if shared else ""


def _wrapped(first: str, rest: str, text: str) -> Iterator[str]:
    clean = "".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in text)
    room = max(20, WIDTH - len(rest))
    for i, line in enumerate(fold(clean, max(20, WIDTH - len(first)), room)):
        yield (rest if i else first) + line
