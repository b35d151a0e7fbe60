"""The commands that argue: what they print fits, steers nothing, says nothing twice and cites nothing that is not there."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from builders import D, P, con, doctrine, known, options, precedent, present, pro
from cli.running import steering, too_wide

from afortiori.argument import argue, lattice
from afortiori.casebase import CaseBase, Law
from afortiori.cli import main
from afortiori.memo.arguing import argued_blocks, argued_told
from afortiori.memo.blocks import Cited, Document, Items, Paragraph, Text, cited, plain, texts
from afortiori.memo.citing import forms
from afortiori.memo.lattice_picture import lattice_picture
from afortiori.memo.lattice_tree import lattice_tree
from afortiori.precedent import Facts
from afortiori.store.library import open_pack, pack_folders

ARGUED = ["verdict", "side", "by", "for", "against", "nothing_in_common", "arguments", "persuasive", "issues"]
ABOUT = ["matter", "doctrine", "forum", "as_of", "model"]
EVERYTHING = "--forum any --as-of 2026-11-01"
SVG = "{http://www.w3.org/2000/svg}"
COMMANDS = [
    "lattice balistreri",
    f"lattice balistreri {EVERYTHING}",
    "lattice trade-secrets-blank",
    "lattice popov",
    "argue balistreri --for duty",
    "argue balistreri --for no-duty --by-issue",
    f"argue balistreri --for duty {EVERYTHING}",
    "argue balistreri-facts-unknown --for duty",
    "argue balistreri --for duty --against davidson-v-cannon-1986",
    "argue mason --for P --by-issue",
    "argue popov --for P",
    "argue acevedo --for violation",
]


@cache
def matters() -> tuple[tuple[Law, Facts, str], ...]:
    """Every matter of every pack, for each side, in its forum's law as of a late day."""
    found = []
    for name in sorted(pack_folders()):
        pack = open_pack(name)
        law = Law(pack.base, options(as_of="2026-11-01"))
        for matter in pack.matters.values():
            found += [(law, matter.facts, side.id) for side in pack.doctrine.sides]
    return tuple(found)


def ran(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What a command prints."""
    assert main(command.split()) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS)
def test_it_fits_a_terminal(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """No line is wider than a terminal, and no character steers it."""
    out = ran(command, capsys)
    assert ([], []) == (too_wide(out), steering(out))


@pytest.mark.parametrize("command", COMMANDS)
def test_it_answers_in_json(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The answer as JSON has its keys."""
    data = json.loads(ran(f"{command} --json", capsys))
    wanted = ARGUED if command.startswith("argue") else ["nodes", "apart", "persuasive"]
    assert [*ABOUT, *wanted] == [key for key in data if not key.startswith("adverse")]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("argue balistreri --for nobody", "unknown side 'nobody'"),
        ("argue balistreri --for duty --against nothing", "no case that may be cited here is named 'nothing'"),
        ("argue balistreri --for duty --against wood-v-ostrander-1988", "was decided for duty"),
        ("argue balistreri --for duty --against davidson-v-cannon-1986 --by-issue", "do not go together"),
    ],
)
def test_what_cannot_be_argued_is_told(command: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A side or a case that cannot be argued is refused in words, with what to write instead."""
    assert main(command.split()) == 2
    assert said in capsys.readouterr().err


def test_with_nothing_in_common_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """Where no case shares a fact that favours the side, the argument says so and stops."""
    assert "There is no analogy to draw" in " ".join(ran("argue popov --for P", capsys).split())


@pytest.mark.parametrize("by_issue", [False, True])
def test_no_sentence_stands_twice(by_issue: bool) -> None:
    """In the argument of any matter no sentence is said twice."""
    for law, facts, side in matters():
        told = argued_told(argue(law, facts, side, by_issue=by_issue), forms(law.base, law.options.as_of))
        said = [
            sentence.strip()
            for block in told.blocks
            if isinstance(block, Paragraph)
            for sentence in re.split(r"(?<=[a-z)]\.)(?<! v\.)(?<! Pa\.) (?=[A-Z])", _uncited(block.text))
        ]
        twice = {sentence for sentence in said if said.count(sentence) > 1}
        assert set() == twice


def _uncited(text: Text) -> str:
    """A text with the id of each case in place of its citation."""
    if isinstance(text, str):
        return text
    return "".join(run.authority.key if isinstance(run, Cited) else plain((run,)) for run in text)


def test_every_citation_is_of_a_case_of_the_base() -> None:
    """Every case cited in an argument is one of the base, and every adverse authority is among the cited."""
    for law, facts, side in matters():
        argued = argue(law, facts, side)
        blocks = argued_blocks(argued, forms(law.base, law.options.as_of))
        keys = {authority.key for authority in cited(Document("", blocks))}
        assert keys <= set(law.base.cases())
        assert {case.case for case in argued.adverse.untrumped} <= keys


def test_every_factor_named_is_one_of_the_doctrine() -> None:
    """The points of every argument name factors that the doctrine has."""
    for law, facts, side in matters():
        data = argued_told(argue(law, facts, side), forms(law.base, law.options.as_of)).data
        assert _factors(data) <= set(law.doctrine.factor_ids())


def _factors(data: Any) -> set[str]:
    """Every factor that plain data names."""
    if isinstance(data, dict):
        own = {data["factor"]} if "factor" in data else set()
        return own.union(*(_factors(value) for value in data.values()))
    return set().union(*(_factors(value) for value in data)) if isinstance(data, list) else set()


def test_adverse_authority_is_always_listed() -> None:
    """Each untrumped case for the other side has its item, whatever was argued."""
    of = doctrine(*pro("p1", "p2"), *con("d1"))
    theirs = [precedent(f"theirs-{i}", D, present("p1 d1")) for i in range(8)]
    law = Law(CaseBase(of, [precedent("mine", P, present("p1 p2")), *theirs]), options(model="result"))
    told = argued_told(argue(law, known(of, present("p1 p2 d1")), P), forms(law.base, "2000-01-01"))
    listed = [item for block in told.blocks if isinstance(block, Items) for item in block.items]
    assert 8 == len(listed)


def test_levels_are_told_for_both_sides(capsys: pytest.CaptureFixture[str]) -> None:
    """A fact shared at different levels is told with both."""
    out = " ".join(ran("argue balistreri --for duty", capsys).split())
    assert "affirmative act or inaction (inadequate response here, affirmative act there)" in out


def boxes(picture: str) -> list[tuple[int, int, int, int]]:
    """The boxes of a picture: left, top, right, bottom."""
    root = ElementTree.fromstring(picture)
    found = []
    for rect in root.iter(f"{SVG}rect"):
        if rect.get("rx"):
            x, y = int(rect.get("x", "0")), int(rect.get("y", "0"))
            found.append((x, y, x + int(rect.get("width", "0")), y + int(rect.get("height", "0"))))
    return found


def test_no_two_boxes_of_the_picture_overlap(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a hundred cases no box covers another, and all lie on the canvas."""
    file = tmp_path / "lattice.svg"
    ran(f"lattice balistreri {EVERYTHING} -o {file}", capsys)
    picture = file.read_text(encoding="utf-8")
    found = boxes(picture)
    root = ElementTree.fromstring(picture)
    width, height = int(root.get("width", "0")), int(root.get("height", "0"))
    assert len(found) > 40
    assert all(right < width and bottom < height for _, _, right, bottom in found)
    for i, (x1, y1, x2, y2) in enumerate(found):
        for a1, b1, a2, b2 in found[i + 1 :]:
            assert x2 <= a1 or a2 <= x1 or y2 <= b1 or b2 <= y1


def test_the_picture_is_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The picture has a title, and a description that names every case with its side and whether it is trumped."""
    file = tmp_path / "lattice.svg"
    data = json.loads(ran(f"lattice mason --json -o {file}", capsys))
    root = ElementTree.fromstring(file.read_text(encoding="utf-8"))
    title, told = root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc") or ""
    assert "Claim lattice: Mason v. Jack Daniel Distillery" == title
    for node in data["nodes"]:
        for case in node["cases"]:
            mark = "TRUMPED" if case["trumped"] else "untrumped"
            assert f"[{case['side']}] {case['citation']} {mark}" in told


def test_hostile_names_come_out_as_text() -> None:
    """Markup, controls and marks of direction in a name steer neither the terminal nor the picture."""
    of = doctrine(*pro("p1"))
    name = "A <script>&\x00\x1b[31m\u202e v. " + "B" * 5000
    case = replace(precedent("c", P, present("p1")), name=name)
    found = lattice(of, known(of, present("p1")), [case])
    tree, picture = lattice_tree(found, lattice(of, Facts(), [])), lattice_picture(name, found, found)
    assert ([], []) == (steering(tree), too_wide(tree))
    assert [] == steering(picture)
    assert ElementTree.fromstring(picture).find(f"{SVG}script") is None


def test_a_node_with_several_above_it_is_shown_once(capsys: pytest.CaptureFixture[str]) -> None:
    """In the tree each case stands once, and a node met again is referred to."""
    out = ran("lattice balistreri", capsys).partition("Persuasive only")[0]
    assert 1 == out.count("Escamilla v. City of Santa Ana, 796")
    assert "(7) above" in out


def test_a_case_is_cited_in_full_where_it_is_first_named() -> None:
    """The first mention of every case in an argument is its citation."""
    for law, facts, side in matters()[:6]:
        blocks = argued_blocks(argue(law, facts, side), forms(law.base, law.options.as_of))
        keys = [
            run.authority.key for block in blocks for text in texts(block) if isinstance(text, tuple)
            for run in text if isinstance(run, Cited)
        ]  # fmt: skip
        assert len(keys) == len(set(keys))


def test_a_page_shows_the_lattice_with_its_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Written as a page, the picture stands above a table with a row for each node and a line for each case."""
    file = tmp_path / "lattice.html"
    assert main(["lattice", "balistreri", "--as-of", "1988-08-24", "-o", str(file)]) == 0
    capsys.readouterr()
    page = file.read_text(encoding="utf-8")
    nodes = json.loads(ran("lattice balistreri --as-of 1988-08-24 --json", capsys))["nodes"]
    table = page.split("What binds")[1].split("</table>")[0]
    assert (1, len(nodes) + 1) == (page.count("<svg "), table.count("<tr>"))
    assert sum(len(node["cases"]) for node in nodes) == table.count("trumped")
