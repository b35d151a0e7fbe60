"""PDF: tagged and titled for every reader, the right pages in its table of authorities."""

from __future__ import annotations

import re
import sys

import pypdfium2
import pypdfium2.raw
import pytest

from afortiori.errors import MissingExtra
from afortiori.memo.blocks import Authorities, Authority, Block, Cited, Document, Heading, Paragraph, Span, plain
from afortiori.memo.publishing import publish
from memo.formats.reading import pdf_pages
from memo.formats.samples import ALPHA, GAMMA, SAMPLE, STATUTE
from memo.memorandum.goldens import GOLDENS, Golden

DATA = publish(SAMPLE, "memo.pdf")


def test_it_is_tagged_titled_and_says_its_language() -> None:
    """The file says that it is PDF/UA-1, has a tree of tags, a title that a reader shows, and a language."""
    assert b"pdfuaid:part>1<" in DATA
    assert b"/Marked true" in DATA
    assert b"/Lang(en-US)" in DATA
    assert b"/DisplayDocTitle true" in DATA
    pdf = pypdfium2.PdfDocument(DATA)
    assert pypdfium2.raw.FPDFCatalog_IsTagged(pdf.raw)
    assert SAMPLE.title == pdf.get_metadata_value("Title")
    assert pdf.get_metadata_value("CreationDate").startswith("D:20261124")
    pdf.close()


def test_its_outline_is_that_of_the_headings() -> None:
    """A reader's side pane shows the headings, and the groups of authorities below theirs."""
    pdf = pypdfium2.PdfDocument(DATA)
    found = [(entry.level + 1, str(entry.get_title())) for entry in pdf.get_toc()]
    pdf.close()
    headings = [(block.level, block.text) for block in SAMPLE.blocks if isinstance(block, Heading)]
    assert [*headings, (2, "Cases"), (2, "Statutes")] == found


def test_the_table_gives_the_pages_on_which_each_authority_is_cited() -> None:
    """Each page that cites an authority stands once after it, in order, and no other."""
    blocks: list[Block] = [Heading("H")]
    for n in range(90):
        authority = (ALPHA, GAMMA, STATUTE)[n % 3 if n < 60 else 1]
        mark = Cited(authority, (Span(f"{authority.group[0]}{authority.key[0]}{n:02}mark"),))
        blocks.append(Paragraph((Span("Words. " * 30), mark, Span("."))))
    pages = pdf_pages(publish(Document("T", (*blocks, Heading("Listed"), Authorities())), "memo.pdf"))
    listed = _listed(pages, (ALPHA, GAMMA, STATUTE))
    for authority in (ALPHA, GAMMA, STATUTE):
        cited = re.compile(rf"{authority.group[0]}{authority.key[0]}\d\dmark")
        assert [n for n, text in enumerate(pages, 1) if cited.search(text)] == listed[authority.key]


def _listed(pages: list[str], authorities: tuple[Authority, ...]) -> dict[str, list[int]]:
    """The pages after each authority in the table."""
    table = " ".join(" ".join(pages).split("Listed")[-1].split())
    found = {}
    for authority in authorities:
        after = table.split(plain(authority.long), 1)[1].replace("[citation not verified]", "")
        numbers = re.match(r"[ .]*((?:\d+, )*\d+)", after)
        found[authority.key] = [int(n) for n in numbers[1].split(", ")] if numbers else []
    return found


def test_each_page_has_its_number_and_privilege_stands_above() -> None:
    """Every page ends with its number; every page but the first begins with the words of privilege."""
    pages = pdf_pages(DATA)
    assert [str(n) for n in range(1, len(pages) + 1)] == [text.split()[-1] for text in pages]
    words = "Privileged and confidential: attorney work product"
    assert [1] * len(pages) == [text.count(words) for text in pages]


@pytest.mark.parametrize("golden", GOLDENS, ids=[golden.path.stem for golden in GOLDENS])
def test_every_memorandum_of_the_packs_is_accessible(golden: Golden) -> None:
    """Each of them can be written as PDF/UA-1, which typst refuses where a rule of it is broken."""
    assert b"pdfuaid:part>1<" in publish(golden.document(), "memo.pdf")


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without typst the user is told what to install."""
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtra, match="documents"):
        publish(SAMPLE, "memo.pdf")
