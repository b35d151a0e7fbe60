"""The pictures: a partial order and a timeline, in text and plain shapes."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

from afortiori.memo.pictures import COLUMNS, Row, order, timeline

SVG = "{http://www.w3.org/2000/svg}"


def texts(picture: str) -> list[str]:
    """What a picture says, in the order in which it says it."""
    return [element.text or "" for element in ElementTree.fromstring(picture).iter(f"{SVG}text")]


def lines(picture: str) -> int:
    """How many lines a picture draws."""
    return len(list(ElementTree.fromstring(picture).iter(f"{SVG}line")))


def described(picture: str) -> str:
    """The description of a picture for those who cannot see it."""
    return ElementTree.fromstring(picture).findtext(f"{SVG}desc") or ""


def test_only_what_is_ranked_directly_is_joined() -> None:
    """A line joins a to b and b to c, and none joins a to c, which follows; d, which cannot be ranked, stands alone."""
    picture = order("t", [["a"], ["b"], ["c"], ["d"]], {("a", "b"), ("b", "c"), ("a", "c")})
    assert (2, "a above b; b above c") == (lines(picture), described(picture))
    assert {"a", "b", "c", "d"} <= set(texts(picture))


def test_those_of_equal_strength_stand_in_one_box() -> None:
    """Two of equal strength are one place of the order, named together."""
    picture = order("t", [["a", "b"], ["c"]], {("a", "c")})
    boxes = [e for e in ElementTree.fromstring(picture).iter(f"{SVG}rect") if e.get("stroke")]
    assert (2, 1, "a = b above c") == (len(boxes), lines(picture), described(picture))


def test_where_nothing_can_be_ranked_the_picture_says_so() -> None:
    """No line is drawn, and the description says that nothing can be ranked."""
    picture = order("t", [["a"], ["b"]], set())
    assert (0, "nothing can be ranked") == (lines(picture), described(picture))


def test_many_in_one_row_do_not_overlap() -> None:
    """A row of many is as wide as it must be: each box ends before the next begins."""
    picture = order("t", [[f"m{i}"] for i in range(9)], set())
    root = ElementTree.fromstring(picture)
    spans = [(int(e.get("x", 0)), int(e.get("width", 0))) for e in root.iter(f"{SVG}rect") if e.get("stroke")]
    spans.sort()
    assert all(x + wide < after for (x, wide), (after, _) in pairwise(spans))
    assert spans[-1][0] + spans[-1][1] < int(root.get("width", 0))


def test_a_timeline_tells_the_whole_event_and_marks_a_change() -> None:
    """What happened is told in full, over as many lines as it needs; a change of the verdict has its arrow."""
    long = "word " * 60
    rows = [Row("1982", long, "open", changed=False), Row("from 1988", "decided", "forced for P", changed=True)]
    said = texts(timeline("t", rows, ["P", "D"]))
    assert long.split() == " ".join(said[3:-3]).split()
    assert all(len(line) <= COLUMNS for line in said)
    assert ["from 1988", "\u2192 forced for P", "decided"] == said[-3:]


def test_what_could_be_markup_is_text() -> None:
    """A name with markup in it is shown and not obeyed."""
    assert "<b>&" in texts(order("t", [["<b>&"]], set()))
