"""Whatever is written in a name or a note comes out as text, in every format, and steers nothing."""

from __future__ import annotations

import re

import pytest

from afortiori.memo.edition import curled
from afortiori.memo.publishing import publish
from memo.formats.reading import SUFFIXES, W, kinds, letters, part, parts, text_of, words
from memo.formats.samples import HOSTILE, filled

EACH = pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
ON_PAPER = (".docx", ".pdf")
PLACES = 12
"""The places of a document of this kind in which every format shows the text, at the least."""


@pytest.mark.parametrize("suffix", SUFFIXES)
@EACH
def test_hostile_text_comes_out_as_text(hostile: str, suffix: str) -> None:
    """A text is in the document, whole and as it can be shown, wherever it was put."""
    found = letters(text_of(publish(filled(hostile), f"memo{suffix}"), suffix))
    # A terminal is sent nothing that it does not print.
    wanted = letters(curled(hostile) if suffix in ON_PAPER else hostile)
    wanted = wanted.replace("\u200c", "\ufffd" if suffix == ".txt" else "\u200c")
    if suffix == ".pdf":
        assert [] == [c for c in set(wanted) if drawn(found, c) < PLACES * wanted.count(c)]
    else:
        assert found.count(wanted) >= PLACES


def drawn(found: str, c: str) -> int:
    """How often a PDF has a letter, or its number where no font has it: what turns at a page's end is no longer one text."""
    return found.count(c) + found.count(f"[U+{ord(c):04X}]")


@pytest.mark.parametrize("name", [name for name, text in HOSTILE.items() if text.isascii() and len(text) < 100])
def test_a_pdf_has_the_letters_in_their_order(name: str) -> None:
    """A text that stands on one page reads the same in the PDF."""
    found = letters(text_of(publish(filled(HOSTILE[name]), "memo.pdf"), ".pdf"))
    assert found.count(letters(curled(HOSTILE[name]))) >= PLACES


@pytest.mark.parametrize("suffix", [".docx", ".html", ".md"])
@EACH
def test_hostile_text_makes_no_heading_list_or_link(hostile: str, suffix: str) -> None:
    """A document's parts are of the same kinds whatever its words are."""
    if hostile.strip():
        expected = kinds(publish(filled("plain words"), f"memo{suffix}"), suffix)
        assert expected == kinds(publish(filled(hostile), f"memo{suffix}"), suffix)


@EACH
def test_a_word_document_is_well_formed_whatever_it_holds(hostile: str) -> None:
    """Every part parses, with comments on, and no field but ours is in it."""
    data = publish(filled(hostile), "memo.docx", remarks=True)
    for name in parts(data):
        if name.startswith("word/") and name.endswith(".xml"):
            part(data, name.removeprefix("word/").removesuffix(".xml"))
    codes = words(part(data, "document"), f"{W}instrText")
    outside = re.sub(r'"(?:\\.|[^"\\])*"', "", codes)
    assert {"TA", "TOA"} == {word for word in outside.split() if word.isalpha() and len(word) > 1}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_document_is_the_same_bytes(suffix: str) -> None:
    """A document is written alike each time, whatever the clock says."""
    document = filled("A & B")
    assert publish(document, f"memo{suffix}", remarks=True) == publish(document, f"memo{suffix}", remarks=True)
