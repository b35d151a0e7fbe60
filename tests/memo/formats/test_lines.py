"""Markdown and plain text: a paragraph a line, notes at the end, the table of authorities filled."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import ndiff

import pytest

from afortiori.memo.blocks import Document, Heading, Paragraph, Span
from afortiori.memo.formats.markdown import escaped
from afortiori.memo.publishing import publish
from memo.formats.reading import markdown_text, rendered
from memo.formats.samples import SAMPLE

REMARK = "Stated in the intake notes, page 2"


def test_a_change_of_one_paragraph_is_a_change_of_one_line() -> None:
    """Two versions of a memorandum differ in Markdown only where they differ."""
    new = "Yes, on the facts assumed."
    blocks = tuple(Paragraph(new) if isinstance(b, Paragraph) and b.strong else b for b in SAMPLE.blocks)
    before, after = (publish(each, "m.md").decode().splitlines() for each in (SAMPLE, replace(SAMPLE, blocks=blocks)))
    changed = [line for line in ndiff(before, after) if line[0] in "+-"]
    assert ["- **Yes. The base compels the duty on the facts assumed.**", f"+ {new}"] == changed


def test_every_note_is_called_and_defined_once() -> None:
    """Each footnote of Markdown has its mark in the text and its words at the end."""
    text = publish(SAMPLE, "m.md", remarks=True).decode()
    called = re.findall(r"(?<!^)\[\^(\d+)\](?!:)", text, re.MULTILINE)
    assert called == re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
    assert ["1", "2", "3"] == called
    assert REMARK in text


@pytest.mark.parametrize("suffix", [".md", ".txt", ".html", ".docx"])
def test_remarks_are_written_only_where_asked(suffix: str) -> None:
    """Where a fact is stated is told with the comments, and else not at all."""
    assert REMARK.encode() not in publish(SAMPLE, f"m{suffix}")


def test_italics_are_italics() -> None:
    """The name of a case is emphasised, and what stands beside it is not, whatever is between them."""
    runs = (Span("see", italic=True), Span(" "), Span("Doe v. Roe", italic=True), Span("'s rule"))
    text = rendered(publish(Document("T", (Heading("H"), Paragraph(runs))), "m.md"))
    assert "<p><em>see</em> <em>Doe v. Roe</em>'s rule</p>" in text


def test_plain_text_lists_what_is_cited_and_the_notes() -> None:
    """Text for a terminal has the table of authorities with its groups, and the notes by number, at the end."""
    lines = publish(SAMPLE, "m.txt", remarks=True).decode().splitlines()
    assert "  - Gamma v. Delta, 67 Rep. 89 (Ct. Two 1995) [citation not verified]" in lines
    table = lines.index("Table of Authorities")
    assert ["Cases", "Statutes", "Notes"] == [line for line in lines[table + 1 :] if line and line[0] not in " ="]
    assert f"  - [1] {REMARK}" in lines
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize(
    "text", ["1. x", "- x", "# x", "> x", "a * b", "[a](b)", "&amp;", "<b>", "~~x~~", "a\\", "+ x", "==="]
)
def test_what_markdown_would_read_as_a_mark_is_text(text: str) -> None:
    """A text at the head of a line and within one is rendered as itself."""
    document = Document("T", (Heading("H"), Paragraph(text), Paragraph(f"so {text}")))
    assert ["T", "H", text, f"so {text}"] == markdown_text(publish(document, "m.md")).split("\n")[:4]


def test_escaping_leaves_plain_words_alone() -> None:
    """Words of the law, with their signs for sections and their points, need no marks."""
    words = "Doe v. Roe, 12 F.2d 345, 347-48 & n.4 (9th Cir. 1990) (en banc), 42 U.S.C. § 1983"
    assert words == escaped(words)


def test_one_remark_on_runs_that_follow_one_another_is_one_note() -> None:
    """Facts told one after the other from one source are noted once, at the last of them."""
    facts = (
        Span("one", remark="p. 1"),
        Span("; "),
        Span("two", remark="p. 1"),
        Span("; "),
        Span("three", remark="p. 2"),
    )
    text = publish(Document("T", (Heading("H"), Paragraph(facts))), "m.md", remarks=True).decode()
    assert "one; two[^1]; three[^2]" in text
