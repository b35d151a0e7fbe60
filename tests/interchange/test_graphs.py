"""Arguments as graphs: in the Argument Interchange Format, and as DOT."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from shapes import faults

from afortiori import answers
from afortiori.argument import argue
from afortiori.argument.dialogue import every
from afortiori.cli import main
from afortiori.errors import BadInput
from afortiori.interchange.graphs import SAYS, Graph, Node, dot

Capsys = pytest.CaptureFixture[str]
MATTERS = [
    ("popov", "D", {}),
    ("popov", "P", {"against": "pierson-v-post-1805"}),
    ("two-flats", "P", {"by_issue": True}),
    ("two-flats", "P", {}),
    ("mason", "P", {}),
    ("balistreri", "duty", {}),
    ("balistreri-facts-unknown", "no-duty", {}),
    ("acevedo", "violation", {}),
]
LABEL = re.compile(r'  (\d+) \[shape=(box|ellipse|diamond)(?:, style=dashed)?, label="((?:[^"\\]|\\["\\n])*)"\];')


@cache
def drawn(matter: str, side: str, form: str, **said: Any) -> str:
    """The graph of an argument, as text."""
    return answers.argument_graph(matter, side, form, as_of="2026-11-25", **said)


def read(matter: str, side: str, said: dict[str, Any]) -> tuple[dict[str, dict[str, str]], list[tuple[str, str]]]:
    """The nodes of an argument by their ids, and its edges."""
    data = json.loads(drawn(matter, side, "aif", **said))
    nodes = {node["nodeID"]: node for node in data["nodes"]}
    assert len(data["nodes"]) == len(nodes)
    return nodes, [(edge["fromID"], edge["toID"]) for edge in data["edges"]]


@pytest.mark.parametrize(("matter", "side", "said"), MATTERS)
def test_an_argument_is_a_graph_of_aif(matter: str, side: str, said: dict[str, Any]) -> None:
    """No edge joins information to information, each inference and conflict has premises and one conclusion, and all lead to the claim."""
    nodes, edges = read(matter, side, said)
    assert [] == [(a, b) for a, b in edges if nodes[a]["type"] == nodes[b]["type"] == "I"]
    for id, node in nodes.items():
        out = [b for a, b in edges if a == id]
        if node["type"] in ("RA", "CA"):
            assert (1, True) == (len(out), any(b == id for _, b in edges))
        else:
            assert (0 if id == "0" else 1) == len(out)
    reached, more = {"0"}, {"0"}
    while more := {a for a, b in edges if b in more} - reached:
        reached |= more
    assert set(nodes) == reached


@pytest.mark.parametrize(("matter", "side", "said"), MATTERS)
def test_it_is_as_its_schema_says(matter: str, side: str, said: dict[str, Any]) -> None:
    """The file has the keys that ``afortiori schema aif`` names, and no others."""
    data = json.loads(drawn(matter, side, "aif", **said))
    assert [] == faults(answers.schema("aif"), data)


@pytest.mark.parametrize(("matter", "side", "said"), MATTERS)
def test_every_move_is_in_the_graph(matter: str, side: str, said: dict[str, Any]) -> None:
    """Each argument of the tree is one node of information, said by its side, and nothing is worded by a bare name."""
    asked = answers.question(matter, {"as_of": "2026-11-25"})
    law, facts = asked.law, asked.asked.facts
    against = law.base.precedent(said["against"]) if "against" in said else None
    argued = argue(law, facts, side, against=against, by_issue=said.get("by_issue", False))
    opened = [*argued.arguments, *argued.persuasive, *(a for issue in argued.issues for a in issue.arguments)]
    nodes, edges = read(matter, side, said)
    starts = dict(edges)
    moves = sorted(
        (nodes[b]["text"], nodes[a]["side"])
        for a, b in starts.items()
        if nodes[a]["type"] == "I" and nodes[b]["text"] in SAYS and nodes[starts[b]]["type"] == "I" and _whole(nodes[a])
    )
    assert sorted((a.move, a.side) for a in every(opened)) == moves


def _whole(node: dict[str, str]) -> bool:
    """Whether a node says a move, and is no premise of one."""
    shapes = [re.escape(says).replace(r"\{", "{").replace(r"\}", "}") for says in SAYS.values()]
    return any(re.fullmatch(re.sub(r"\{\w+\}", ".+", shape), node["text"]) for shape in shapes)


@pytest.mark.parametrize(("matter", "side", "said"), MATTERS)
def test_dot_draws_the_same_graph(matter: str, side: str, said: dict[str, Any]) -> None:
    """Each line of DOT is a node or an edge of the graph, in the grammar of DOT."""
    nodes, edges = read(matter, side, said)
    head, direction, *lines, last = drawn(matter, side, "dot", **said).splitlines()
    assert ("digraph argument {", "  rankdir=BT;", "}") == (head, direction, last)
    labelled = [LABEL.fullmatch(line) for line in lines[: len(nodes)]]
    shapes = {"box": "I", "ellipse": "RA", "diamond": "CA"}
    assert [(id, node["type"]) for id, node in nodes.items()] == [(m[1], shapes[m[2]]) for m in labelled if m]
    assert [f"  {a} -> {b};" for a, b in edges] == lines[len(nodes) :]


def test_no_text_ends_its_label() -> None:
    """Quotation marks, backslashes and line breaks in a text stay within its label."""
    text = 'a"];\n x -> y; \\" \u202e z\\'
    line = dot(Graph((Node(0, "I", text),), ())).splitlines()[2]
    match = LABEL.fullmatch(line)
    assert match
    assert 'a"];  x -> y; \\"   z\\' == re.sub(r"\\(.)", lambda m: " " if m[1] == "n" else m[1], match[3])


def test_argue_writes_a_graph_beside_its_answer(tmp_path: Path, capsys: Capsys) -> None:
    """``argue -o`` writes AIF or DOT by the suffix, and prints the argument as without it."""
    said = ["argue", "popov", "--for", "D", "--as-of", "2026-11-25"]
    assert 0 == main(said)
    plain = capsys.readouterr().out
    for suffix, form in ((".json", "aif"), (".dot", "dot"), (".GV", "dot")):
        file = tmp_path / f"popov{suffix}"
        assert 0 == main([*said, "-o", str(file)])
        assert (plain, drawn("popov", "D", form)) == (capsys.readouterr().out, file.read_text(encoding="utf-8"))


def test_another_suffix_is_refused(tmp_path: Path, capsys: Capsys) -> None:
    """A suffix of which no graph is made is told before anything is written."""
    assert 2 == main(["argue", "popov", "--for", "D", "-o", str(tmp_path / "popov.svg")])
    told = "afortiori: no graph is written as '.svg'; name a file that ends in .json (AIF) or .dot\n"
    assert (told, []) == (capsys.readouterr().err, list(tmp_path.iterdir()))


def test_an_unknown_form_is_refused() -> None:
    """A form that is none is met with the nearest one."""
    with pytest.raises(BadInput, match="unknown form 'aiff'; did you mean 'aif'"):
        answers.argument_graph("popov", "D", "aiff")
