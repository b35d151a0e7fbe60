"""Formats: found by being there, chosen by the suffix of the file, true to the document in each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from afortiori.errors import BadInput
from afortiori.memo import formats as package
from afortiori.memo.blocks import Heading, Paragraph, cited, plain
from afortiori.memo.edition import edition, groups, printed, running
from afortiori.memo.publishing import format_of, formats, publish
from memo.formats.reading import SUFFIXES, letters, pdf_pages, styled, text_of
from memo.formats.samples import SAMPLE
from memo.memorandum.goldens import GOLDENS, Golden

NEW_FORMAT = '''
"""A document as its headings, in capitals."""

from afortiori.memo.blocks import Heading

SUFFIX, NAME = ".outline", "Outline"


def publish(document, *, remarks=False):
    """The headings."""
    return "\\n".join(b.text.upper() for b in document.blocks if isinstance(b, Heading)).encode()
'''


def test_a_format_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file laid in the package of formats is a format: listed, and chosen by its suffix."""
    (tmp_path / "outline.py").write_text(NEW_FORMAT, encoding="utf-8")
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
    headings = [block.text.upper() for block in SAMPLE.blocks if isinstance(block, Heading)]
    assert "Outline" in [each.NAME for each in formats().values()]
    assert "\n".join(headings).encode() == publish(SAMPLE, "memo.OUTLINE")


def test_the_guide_tells_every_format() -> None:
    """The guide to memoranda has a line for each format, by its suffix and its name."""
    guide = (Path(__file__).parents[2] / "docs/how-to/write-a-memo.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\.\w+)` \| ([^|]+) \|", guide, re.MULTILINE)
    assert [(suffix, each.NAME) for suffix, each in formats().items()] == rows


def test_a_suffix_that_no_format_has_is_refused() -> None:
    """The user is told which suffixes there are."""
    with pytest.raises(BadInput, match=r"\.docx, \.html, \.md, \.pdf, \.txt"):
        format_of("memo.rtf")


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("golden", GOLDENS, ids=[golden.path.stem for golden in GOLDENS])
def test_every_format_says_all_that_the_document_says(golden: Golden, suffix: str) -> None:
    """Each heading, paragraph and authority of a memorandum is in it, word for word, in every format."""
    document = edition(golden.document())
    document = printed(document) if suffix in {".docx", ".pdf"} else document
    data = publish(golden.document(), f"memo{suffix}")
    found = letters(within_pages(data, running(document)) if suffix == ".pdf" else text_of(data, suffix))
    wanted = [plain(b.text) for b in document.blocks if isinstance(b, Heading | Paragraph)]
    wanted += [plain(authority.long) for authority in cited(document)]
    assert [] == [text for text in wanted if letters(text) not in found]


def within_pages(data: bytes, above: str) -> str:
    """The text of a PDF without what stands above and below it on each page."""
    first, *others = (text.rsplit(None, 1)[0] for text in pdf_pages(data))
    return "".join([first, *(text.replace(above, "", 1) if above else text for text in others)])


@pytest.mark.parametrize("golden", GOLDENS, ids=[golden.path.stem for golden in GOLDENS])
def test_words_table_lists_exactly_what_is_cited(golden: Golden) -> None:
    """Each authority that the Word document marks is listed in its table under its group, and nothing else is."""
    document = printed(edition(golden.document()))
    listed = [plain(authority.long) for group in groups(document) for authority in group.authorities]
    shown = styled(publish(golden.document(), "memo.docx"), "TableofAuthorities")
    assert listed == [line.split("|")[0] for line in shown]
    assert {authority.key for authority in cited(document)} == {
        authority.key for group in groups(document) for authority in group.authorities
    }
