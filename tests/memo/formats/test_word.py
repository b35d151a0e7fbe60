"""Word: a document that Word knows its way in, whose table of authorities is a field already filled."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from io import BytesIO

import docx
import pytest

from afortiori.errors import MissingExtra
from afortiori.memo.blocks import Authorities, Cited, Document, Heading, Paragraph, Span, plain
from afortiori.memo.edition import UNVERIFIED, edition
from afortiori.memo.publishing import publish
from afortiori.memo.word.looks import A4, LETTER
from afortiori.memo.word.pages import pages
from memo.formats.reading import W, part, parts, styled, words
from memo.formats.samples import ALPHA, GAMMA, SAMPLE, STATUTE

DATA = publish(SAMPLE, "memo.docx", remarks=True)


def codes(data: bytes) -> list[str]:
    """The code of each field, in order."""
    found: list[str] = []
    for element in part(data, "document").iter(f"{W}fldChar", f"{W}instrText"):
        if element.get(f"{W}fldCharType") == "begin":
            found.append("")
        elif element.tag == f"{W}instrText":
            found[-1] += element.text or ""
    return found


def test_headings_are_words_own() -> None:
    """The navigation pane shows the headings: they stand in Word's styles, each with its level."""
    headings = [block for block in SAMPLE.blocks if isinstance(block, Heading)]
    for level in (1, 2, 3):
        assert [h.text for h in headings if h.level == level] == styled(DATA, f"Heading{level}")
    names = {style.name for style in docx.Document(BytesIO(DATA)).styles}
    assert {"Heading 1", "Heading 2", "Heading 3", "Title", "Quote", "List Bullet", "footnote text"} <= names


def test_each_authority_is_marked_in_full_where_first_cited() -> None:
    """The first mark of an authority gives its full form and its category; every later one its key alone."""
    marks = [code for code in codes(DATA) if code.startswith(" TA ")]
    firsts = [code for code in marks if "\\l" in code]
    expected = {
        f' TA \\l "{plain(ALPHA.long)}" \\s "alpha-1990" \\c 1 ',
        f' TA \\l "{plain(GAMMA.long)} {UNVERIFIED}" \\s "gamma-1995" \\c 1 ',
        f' TA \\l "{plain(STATUTE.long)}" \\s "act-7" \\c 2 ',
    }
    assert expected == set(firsts)
    assert {' TA \\s "alpha-1990" '} == {code for code in marks if code not in firsts}


def test_the_table_of_authorities_is_a_field_for_each_category() -> None:
    """Word fills one field for each category; what it shows before is the list in its order, with pages."""
    assert [' TOA \\c "1" ', ' TOA \\c "2" '] == [code for code in codes(DATA) if "TOA" in code]
    listed = styled(DATA, "TableofAuthorities")
    expected = [plain(ALPHA.long), f"{plain(GAMMA.long)} {UNVERIFIED}", plain(STATUTE.long)]
    assert expected == [line.split("|")[0] for line in listed]
    assert all(re.fullmatch(r"\d+(, \d+)*", line.split("|")[1]) for line in listed)
    assert ["Cases", "Statutes"] == styled(DATA, "TOAHeading")


def test_every_field_is_closed() -> None:
    """Each field that begins ends, and one that shows something is separated from its code once."""
    kinds = [str(e.get(f"{W}fldCharType")) for e in part(DATA, "document").iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("end")
    assert kinds.count("separate") == len([code for code in codes(DATA) if "TOA" in code])


def test_nothing_is_asked_on_opening() -> None:
    """No setting makes Word update its fields, and so prompt, when the document is opened."""
    settings = part(DATA, "settings")
    assert [] == list(settings.iter(f"{W}updateFields"))
    assert b"dirty" not in parts(DATA)["word/document.xml"]
    assert b"TargetMode" not in b"".join(data for name, data in parts(DATA).items() if name.endswith(".rels"))


def test_notes_are_words_own() -> None:
    """Each note is in the part for notes, under the number by which the text calls it."""
    called = [e.get(f"{W}id") for e in part(DATA, "document").iter(f"{W}footnoteReference")]
    kept = {e.get(f"{W}id"): words(e, f"{W}t") for e in part(DATA, "footnotes").iter(f"{W}footnote")}
    assert ["1", "2"] == called
    assert [" The court left the point open. Alpha, 12 Rep. at 348."] == [kept["1"]]
    assert {"-1", "0", "1", "2"} == set(kept)


def test_comments_say_where_a_fact_is_stated() -> None:
    """Where asked, a remark is a comment on the words it is about; else it is nowhere."""
    comments = docx.Document(BytesIO(DATA)).comments
    assert ["Stated in the intake notes, page 2"] == [comment.text for comment in comments]
    plainly = publish(SAMPLE, "memo.docx")
    assert "word/comments.xml" not in parts(plainly)
    assert b"intake notes" not in b"".join(parts(plainly).values())


def test_the_properties_are_the_documents() -> None:
    """Title, language and day are those of the document, and nothing tells of the machine or its clock."""
    about = docx.Document(BytesIO(DATA)).core_properties
    assert (SAMPLE.title, "en-US", 2026, 11, 24) == (
        about.title,
        about.language,
        about.created.year,
        about.created.month,
        about.created.day,
    )
    assert about.created == about.modified
    default = part(DATA, "styles").find(f"{W}docDefaults//{W}lang")
    assert default is not None
    assert default.get(f"{W}val") == "en-US"


def test_a_table_repeats_its_head_and_is_described() -> None:
    """The first row of a table stands at the head of each page, and its caption is told to who cannot see it."""
    table = next(part(DATA, "document").iter(f"{W}tbl"))
    heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")]
    assert [True] == heads[:1]
    assert not any(heads[1:])
    assert ["The matter beside the cases on point"] == [e.get(f"{W}val") for e in table.iter(f"{W}tblCaption")]


def test_privilege_stands_at_the_head_of_every_page_but_the_first() -> None:
    """The first page shows the words of privilege in the text; the others above it."""
    assert "Privileged and confidential: attorney work product" == words(part(DATA, "header1"))
    assert "" == words(part(DATA, "header2"), f"{W}t")
    assert [] != list(part(DATA, "document").iter(f"{W}titlePg"))


def test_the_paper_is_the_countrys() -> None:
    """Letter in the United States, A4 elsewhere."""
    sizes = {}
    for language in ("en-US", "en-GB"):
        size = next(part(publish(replace(SAMPLE, language=language), "memo.docx"), "document").iter(f"{W}pgSz"))
        sizes[language] = (size.get(f"{W}w"), size.get(f"{W}h"))
    assert {"en-US": ("12240", "15840"), "en-GB": ("11906", "16838")} == sizes


def test_the_pages_of_a_citation_are_those_on_which_it_falls() -> None:
    """Under a title, twenty-six paragraphs of a line stand on a sheet of Letter; on A4 two more."""
    body = Paragraph("One line.")
    here = Paragraph((Cited(ALPHA, (Span("Alpha"),)), Span(".")))
    after = {n: edition(Document("T", (*[body] * n, here))) for n in (25, 26, 27, 28)}
    on_letter = {n: pages(document, LETTER)[ALPHA] for n, document in after.items()}
    on_a4 = {n: pages(document, A4)[ALPHA] for n, document in after.items()}
    assert {25: (1,), 26: (2,), 27: (2,), 28: (2,)} == on_letter
    assert {25: (1,), 26: (1,), 27: (1,), 28: (2,)} == on_a4


def test_a_document_that_cites_nothing_has_no_field() -> None:
    """An empty table of authorities is empty."""
    assert [] == codes(publish(Document("T", (Heading("H"), Authorities())), "memo.docx"))


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without python-docx the user is told what to install."""
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingExtra, match="documents"):
        publish(SAMPLE, "memo.docx")
