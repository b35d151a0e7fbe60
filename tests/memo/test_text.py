"""Blocks as plain text: nothing wider than the terminal, in columns of the terminal; no character but those that print."""

from __future__ import annotations

from unicodedata import category, east_asian_width

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afortiori.memo.blocks import Block, Heading, Item, Items, Paragraph, Table, items
from afortiori.memo.formats.text import render


def cells(text: str) -> int:
    """How many columns a text takes in a terminal."""
    return sum(0 if category(c) in ("Mn", "Me", "Cf") else 2 if east_asian_width(c) in ("W", "F") else 1 for c in text)


def widest(text: str) -> int:
    """The columns of the widest line."""
    return max(map(cells, text.split("\n")))


def blocks_of(text: str) -> tuple[Block, ...]:
    """One text in every place where text can stand."""
    return (
        Heading(text),
        Heading(text, 2),
        Heading(text, 3),
        Paragraph(text),
        Paragraph(text, strong=True),
        Items((Item(text, (text, text)), Item("short"))),
        Table(("Factor", text), (("one", text), (text, "two"))),
        Table(("A", "B", "C", "D", "E"), ((text,) * 5,)),
    )


PLAIN = """\
Title
=====

Question
  What is it?
  - first
      below
  - second
  Factor  Here
  ------  -------
  one     present
  two
"""


def test_blocks_as_they_print() -> None:
    """Headings stand at the edge, all else is indented; tables are set in columns under a rule."""
    blocks = (
        Heading("Title"),
        Heading("Question", 2),
        Paragraph("What is it?"),
        Items((Item("first", ("below",)), Item("second"))),
        Table(("Factor", "Here"), (("one", "present"), ("two", ""))),
    )
    assert render(blocks) == PLAIN


def test_text_is_wrapped_at_words() -> None:
    """A line holds as many words as fit, and no word is parted at a hyphen."""
    text = "The restraining order had been served and the police knew of the non-custodial parent."
    expected = "  The restraining order had been\n  served and the police knew of\n  the non-custodial parent.\n"
    assert expected == render([Paragraph(text)], width=32)


def test_an_item_hangs_under_its_dash() -> None:
    """The lines of an item stand under its first word, those below it deeper."""
    expected = "  - one two\n    three\n      four five\n      six\n"
    assert expected == render([Items((Item("one two three", ("four five six",)),))], width=15)


def test_a_table_gives_way_where_it_is_widest() -> None:
    """The widest column is wrapped; the narrow ones stand."""
    table = Table(("Factor", "Where"), (("custody", "one two three four five six seven"),))
    expected = (
        "  Factor   Where\n"
        "  -------  -------------------\n"
        "  custody  one two three four\n"
        "           five six seven\n"
    )  # fmt: skip
    assert expected == render([table], width=30)


def test_a_table_of_wide_characters_stands_in_columns() -> None:
    """A wide character takes two columns, a mark none: what stands to the right of them is in line."""
    table = Table(("A", "B"), (("漢字", "x"), ("e\u0301", "x"), ("ab", "x")))
    places = {cells(line[: line.index("x")]) for line in render([table]).splitlines() if "x" in line}
    assert places == {8}


@pytest.mark.parametrize("width", [60, 79, 80, 132])
@pytest.mark.parametrize("text", ["word " * 60, "x" * 500, "a-b-" * 200, "", " ", "short"], ids=lambda text: text[:5])
def test_no_line_is_wider_than_the_width(text: str, width: int) -> None:
    """Whatever the words, whatever the width."""
    assert widest(render(blocks_of(text), width=width)) <= width


def test_a_table_of_many_columns_fits_a_narrow_terminal() -> None:
    """A table gives way until it fits."""
    assert widest(render([Table(tuple("ABCDE"), (("eight letters",) * 5,))], width=40)) <= 40


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("漢字" * 300, id="one wide word"),
        pytest.param("漢字仮名交じり " * 30, id="wide words"),
        pytest.param("\U0001f600" * 100, id="emoji"),
        pytest.param("\uff21" * 100, id="full-width letters"),
        pytest.param("e\u0301" * 300, id="marks above letters"),
        pytest.param("\u0915\u093f" * 100, id="marks beside letters"),
        pytest.param("أبجد " * 60, id="right to left"),
    ],
)
def test_no_line_is_wider_than_the_width_in_any_script(text: str) -> None:
    """Columns are counted, not characters."""
    assert widest(render(blocks_of(text))) <= 80


@settings(max_examples=100, deadline=None, derandomize=True, print_blob=False, database=None)
@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=300).filter(
        lambda text: not any(east_asian_width(c) in ("W", "F") for c in text)
    ),
    st.integers(60, 120),
)
def test_any_narrow_text_fits_and_steers_nothing(text: str, width: int) -> None:
    """No line is too wide, none ends in a blank, and nothing in the text is obeyed by a terminal."""
    out = render(blocks_of(text), width=width)
    assert widest(out) <= width
    assert all(line == line.rstrip() for line in out.split("\n"))
    assert not [c for c in out if c != "\n" and category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a\ufffd[31mb"),
        ("a\u202eb", "a\ufffdb"),
        ("a\u2066b\u2069", "a\ufffdb\ufffd"),
        ("a\u200bb", "a\ufffdb"),
        ("a\x00\x07\x08b", "a\ufffd\ufffd\ufffdb"),
        ("a\nb\r\nc\td", "a b c d"),
        ("a\u2028b\x85c", "a b c"),
        ("  a   b  ", "a b"),
    ],
    ids=ascii,
)
def test_what_does_not_print_is_shown_as_such(text: str, shown: str) -> None:
    """Characters that a terminal obeys are replaced by a sign; blanks and line breaks are one blank."""
    expected = f"  {shown}\n"
    assert expected == render([Paragraph(text)])


def test_colour_is_the_same_text_with_marks_around_it() -> None:
    """Colour carries no meaning alone: without its marks, and the rule under the title, the text is the same."""
    blocks = (Heading("Title", 2), Paragraph("Answer.", strong=True), Paragraph("More."), items("one", "two"))
    coloured = render(blocks, colour=True)
    assert "\x1b[1m" in coloured
    assert render(blocks) == coloured.replace("\x1b[1m", "").replace("\x1b[0m", "")


def test_nothing_is_an_empty_line() -> None:
    """The text of no blocks is a line break."""
    line = "\n"
    assert line == render([])
