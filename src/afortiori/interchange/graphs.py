"""An argument as a graph: in the Argument Interchange Format (AIF) as JSON, and as DOT for a picture.

AIF knows information (I), the application of an inference (RA) and of a conflict (CA). What a side says by a move is
information; what it rests on leads to it through an inference; what answers it attacks it through a conflict.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from afortiori.argument import Argued, Argument, IssueArgued, Point
from afortiori.doctrine import Doctrine, Rule
from afortiori.memo.phrases import conditions, label, listed, party
from afortiori.memo.words import rule_in_words
from afortiori.precedent import Precedent
from afortiori.significance import Distinction

INFORMATION, INFERENCE, CONFLICT = "I", "RA", "CA"
SHAPES = {INFORMATION: "box", INFERENCE: "ellipse", CONFLICT: "diamond"}
A_FORTIORI = "a fortiori"
SAYS = {
    "analogise": "This matter is like {case}, decided for {winner}",
    "as on point counterexample": "{case}, decided for {winner}, is as much on point",
    "more on point counterexample": "{case}, decided for {winner}, is more on point",
    "distinguish": "{case} differs from this matter",
    "emphasise": "The differences from {case} matter",
    "downplay": "The differences from {case} matter little",
    "cite to highlight strengths": "This matter is stronger than {case}",
    "cite to show weaknesses are not fatal": "What stands here against {side} has not been fatal",
}
ROLES = {
    "shared": "this matter and the case both have",
    "missing": "only the case had",
    "extra": "only this matter has",
    "strength": "this matter has beyond the case",
    "weakness": "this matter has, against the side",
}
WIDTH = 36


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its number, its kind (I, RA or CA), its words, and the side that says it."""

    id: int
    kind: str
    text: str
    side: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge from one node to another, by their numbers."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Graph:
    """The nodes of an argument and its edges; the first node is the claim."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def graph(argued: Argued) -> Graph:
    """The graph of an argument: the claim, what compels an answer, and every move as it supports or answers another."""
    drawing = _Drawing(argued.doctrine)
    claim = drawing.node(INFORMATION, drawing.decided_for(argued.side), argued.side)
    for authority in argued.finding.by:
        side = authority.side if isinstance(authority, Rule) else authority.holding
        kind = INFERENCE if side == argued.side else CONFLICT
        drawing.through(kind, A_FORTIORI, [drawing.authority(authority)], claim)
    drawing.openings((*argued.arguments, *argued.persuasive), argued.side, claim)
    for issue in argued.issues:
        drawing.issue(issue, argued.side, claim)
    return Graph(tuple(drawing.nodes), tuple(drawing.edges))


class _Drawing:
    """A graph while it is drawn."""

    def __init__(self, doctrine: Doctrine) -> None:
        self.doctrine = doctrine
        self.nodes: list[Node] = []
        self.edges: list[Edge] = []
        self.where = ""

    def node(self, kind: str, text: str, side: str = "") -> int:
        self.nodes.append(Node(len(self.nodes), kind, text, side))
        return len(self.nodes) - 1

    def through(self, kind: str, text: str, starts: Sequence[int], end: int) -> None:
        """Lead some nodes to another through an inference or a conflict."""
        if starts:
            middle = self.node(kind, text)
            self.edges += [*(Edge(start, middle) for start in starts), Edge(middle, end)]

    def openings(self, arguments: Sequence[Argument], side: str, end: int) -> None:
        """Lead what is opened with to what it speaks for or against."""
        for opening in arguments:
            kind = INFERENCE if opening.side == side else CONFLICT
            self.through(kind, opening.move, [self.argument(opening)], end)

    def issue(self, argued: IssueArgued, side: str, claim: int) -> None:
        """An issue argued by itself, which bears on the claim."""
        if argued.arguments:
            of = self.node(INFORMATION, f"{argued.issue.name}: for {party(self.doctrine, side)}", side)
            self.where = " on this issue"
            self.openings(argued.arguments, side, of)
            self.where = ""
            self.through(INFERENCE, "issue", [of], claim)

    def argument(self, argument: Argument) -> int:
        """An argument with all below it; the number of what it says."""
        said = self.node(INFORMATION, self.said(argument), argument.side)
        points = [self.node(INFORMATION, self.point(point), argument.side) for point in argument.points]
        points += [self.node(INFORMATION, self.distinction(of), argument.side) for of in argument.distinctions]
        cases = [
            self.node(INFORMATION, self.support(support.case, support.points), argument.side)
            for support in argument.supports
        ]
        self.through(INFERENCE, argument.move, [*points, *cases], said)
        for kind, arguments in ((INFERENCE, argument.supported), (CONFLICT, argument.answered)):
            for inner in arguments:
                self.through(kind, inner.move, [self.argument(inner)], said)
        return said

    def authority(self, authority: Rule | Precedent) -> int:
        """What compels an answer: a rule by what it says, a case by its citation."""
        if isinstance(authority, Rule):
            return self.node(INFORMATION, f"{authority.authority}: {rule_in_words(self.doctrine, authority)}")
        return self.node(INFORMATION, f"{authority.citation} compels {authority.holding}")

    def decided_for(self, side: str) -> str:
        """The claim that a side makes."""
        return f"{self.doctrine.side(side).name} ({side})"

    def said(self, argument: Argument) -> str:
        """What a move says; of a move that is new here, its name and the case."""
        says = SAYS.get(argument.move, argument.move + ": {case}")
        winner = party(self.doctrine, argument.case.holding) if argument.case.holding else "neither side"
        side = party(self.doctrine, argument.side)
        return says.format(case=argument.case.citation, winner=f"{winner}{self.where}", side=side)

    def point(self, point: Point) -> str:
        """A point that a move makes: where its factor stands, at which levels."""
        sure = "" if point.certain else " (facts not yet known may undo it)"
        return f"{ROLES[point.role].capitalize()}: {self.factors(point)}{sure}"

    def factors(self, point: Point) -> str:
        """What a point is about."""
        return listed(conditions(self.doctrine, point.conditions)) if point.conditions else self.named(point.factor)

    def support(self, case: Precedent, points: Sequence[Point]) -> str:
        """A case cited in support, and what it had."""
        had = "; ".join(dict.fromkeys(map(self.factors, points)))
        return f"{case.citation} had {had}"

    def distinction(self, of: Distinction) -> str:
        """What is made of a distinction, at the issue that it bears on."""
        stands = "the case" if of.stands == "precedent" else "this matter"
        other = "this matter" if of.stands == "precedent" else "the case"
        matched = listed([self.named(name) for name in of.matched])
        makes_up = f"{other} has {matched}" if of.matched else f"nothing in {other} makes up for it"
        concern = next((issue.name for issue in self.doctrine.issues if issue.id == of.concern), of.concern or "")
        return f'On the issue of "{label(concern)}", {stands} has {self.named(of.factor)}; {makes_up}'

    def named(self, factor: str) -> str:
        """A factor's name within a sentence."""
        return label(self.doctrine.factor(factor).name)


def aif(of: Graph) -> dict[str, Any]:
    """A graph in the JSON of AIFdb: nodes and edges with their ids as texts, and no locutions, for nobody has spoken.

    >>> found = aif(Graph((Node(0, "I", "A duty is owed"),), ()))
    >>> found["nodes"][0]["type"], sorted(found)
    ('I', ['edges', 'locutions', 'nodes', 'participants'])
    """
    nodes = [{"nodeID": str(node.id), "text": node.text, "type": node.kind, "side": node.side} for node in of.nodes]
    edges = [
        {"edgeID": str(number), "fromID": str(edge.start), "toID": str(edge.end), "formEdgeID": None}
        for number, edge in enumerate(of.edges)
    ]
    return {"nodes": nodes, "edges": edges, "locutions": [], "participants": []}


def dot(of: Graph) -> str:
    r"""A graph in DOT: information in boxes, inferences in ellipses, conflicts in dashed diamonds.

    >>> print(dot(Graph((Node(0, "I", 'say "no"', "D"),), ())), end="")
    digraph argument {
      rankdir=BT;
      0 [shape=box, label="D: say \"no\""];
    }
    """
    return "\n".join(["digraph argument {", "  rankdir=BT;", *_lines(of), "}", ""])


def _lines(of: Graph) -> Iterator[str]:
    for node in of.nodes:
        dashed = ", style=dashed" if node.kind == CONFLICT else ""
        said = f"{node.side}: {node.text}" if node.side else node.text
        yield f"  {node.id} [shape={SHAPES[node.kind]}{dashed}, label={_quoted(said)}];"
    yield from (f"  {edge.start} -> {edge.end};" for edge in of.edges)


def _quoted(text: str) -> str:
    """A text as a label: its lines broken, and nothing in it that ends the label."""
    clean = "".join(c if c.isprintable() else " " for c in text)
    lines = [line.replace("\\", "\\\\").replace('"', '\\"') for line in wrap(clean, WIDTH)]
    return '"' + "\\n".join(lines) + '"'
