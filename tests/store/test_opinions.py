"""Opinions from files that anybody may have made: each is read, or refused with what is wrong and what to do."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from afortiori.errors import BadInput
from afortiori.opinion import read
from afortiori.store.opinions import chosen
from afortiori.store.reading import reading_of

CITED = "See Jensen v. Conrad, 747 F.2d 185, 194 (4th Cir.1984); 42 U.S.C. § 1983."
BODY = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>{}</w:body></w:document>"


def docx(body: str, *, doctype: str = "", **parts: bytes) -> bytes:
    """A DOCX with a paragraph for each line."""
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in body.split("\n"))
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", doctype + BODY.format(lines))
        for name, data in parts.items():
            file.writestr(f"word/{name}.xml", data)
    return stream.getvalue()


def pdf(text: str) -> bytes:
    """A PDF of one page; without text, one with nothing but a picture's place."""
    content = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET" if text else "0 0 100 100 re f"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
    ]  # fmt: skip
    body = "".join(f"{number} 0 obj\n{one}\nendobj\n" for number, one in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer << /Root 1 0 R /Size 6 >>\n%%EOF".encode()


def zip_bomb() -> bytes:
    """A DOCX of a few hundred kilobytes that unpacks to very much."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file, file.open("word/document.xml", "w") as part:
        for _ in range(60):
            part.write(b" " * 1_000_000)
    return stream.getvalue()


ENTITIES = (
    "<!DOCTYPE d [<!ENTITY a 'lol'>"
    + "".join(f"<!ENTITY {c} '&{p};&{p};'>" for p, c in zip("abcdefg", "bcdefgh", strict=True))
    + "]>"
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", CITED.encode()),
        ("a.txt", b"\xef\xbb\xbf" + CITED.encode()),
        ("a.txt", CITED.encode("utf-16")),
        ("a.txt", CITED.encode("utf-16-be")),
        ("a.txt", CITED.encode("cp1252")),
        ("a.txt", CITED.replace("; ", ";\r").encode()),
        ("a.txt.gz", gzip.compress(CITED.encode())),
        (
            "a.html",
            CITED.replace("§", "&sect;").replace("Jensen", "<i>Jensen").replace("Conrad", "Conrad</i>").encode(),
        ),
        ("a.json", json.dumps({"plain_text": CITED}).encode()),
        ("a.json", json.dumps({"plain_text": "", "html_with_citations": f"<p>{CITED}</p>"}).encode()),
        ("a.json", json.dumps({"results": [{"plain_text": CITED}]}).encode()),
        ("a.json", json.dumps({"casebody": {"data": {"opinions": [{"text": CITED, "type": "dissent"}]}}}).encode()),
        ("a.docx", docx(CITED)),
        ("a.pdf", pdf(CITED.replace("(", "\\(").replace(")", "\\)").replace("§", "\\247"))),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_kind_of_file(name: str, data: bytes) -> None:
    """Text in several encodings, HTML, JSON of two makers, DOCX and PDF give the same citations."""
    found = read(chosen(data, name))
    [jensen, statute] = found.citations
    assert ("747 F.2d 185", "Jensen v. Conrad", "ca4", "1984", "194", "see") == (
        jensen.cite, jensen.name, jensen.court, jensen.year, jensen.pin, jensen.signal,
    )  # fmt: skip
    assert "statute" == statute.kind
    assert [c.text for c in found.citations] == [found.record.text[c.start : c.end] for c in found.citations]


def test_windows_characters_pasted_into_utf8() -> None:
    """A file of two encodings is read as both, and says so."""
    record = chosen("“Jensen” ".encode() + b"\xa7 1983", "a.txt")
    assert ("“Jensen” § 1983", "utf-8 with windows characters") == (record.text, record.encoding)


REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("a.txt", lambda: b"", "there is no text here"),
    ("a.txt", lambda: b" \n\t\r\n", "there is no text here"),
    ("a.html", lambda: b"<p><br></p>", "there is no text here"),
    ("a.txt", lambda: b"See Jensen\0 v. Conrad and more of the like", "a NUL at byte 10: not text"),
    ("a.txt", lambda: "See\0 it".encode("utf-16"), "a NUL in the text"),
    ("a.json", lambda: b"[" * 100_000, "JSON nested beyond any sense"),
    ("a.json", lambda: b'{"plain_text": "x"', "not JSON"),
    ("a.json", lambda: b'{"casebody": ' * 100_000, "JSON nested beyond any sense"),
    ("a.json", lambda: b"{}", "no record of an opinion"),
    ("a.json", lambda: b'{"clusters": [{}]}', "a record without an opinion's text"),
    ("a.docx", lambda: b"PK\x03\x04 no zip", "no DOCX that can be read"),
    ("a.docx", zip_bomb, "unpacks to more than it can sensibly hold"),
    ("a.docx", lambda: docx("&h;", doctype=ENTITIES), "a document that declares entities"),
    ("a.doc", lambda: b"\xd0\xcf\x11\xe0" + b"x" * 600, "an old Word file, or one with a password"),
    ("a.pdf", lambda: pdf(""), "its pages are pictures: there is no text in it"),
    ("a.pdf", lambda: b"%PDF-1.7 not one", "the PDF cannot be read"),
    ("a.gz", lambda: gzip.compress(CITED.encode())[:40], "not a whole gzip file"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "what"), REFUSED, ids=[what for _, _, what in REFUSED])
def test_what_cannot_be_read_is_refused(name: str, data: Callable[[], bytes], what: str) -> None:
    """A file that holds no opinion's text is refused with what is wrong and what to do."""
    with pytest.raises(BadInput) as refused:
        chosen(data(), name)
    [problem] = refused.value.problems
    assert what in problem.what
    assert problem.remedy


def test_a_number_of_many_digits_is_no_trouble() -> None:
    """A record with a number of ten thousand digits is read."""
    data = b'{"id": ' + b"9" * 10_000 + b', "plain_text": "See 1 U.S. 1 (1790)."}'
    assert ["1 U.S. 1"] == [c.cite for c in read(chosen(data, "a.json")).citations]


def test_entities_of_markup_are_dropped() -> None:
    """Entities that an HTML or XML source declares are neither obeyed nor fetched."""
    source = f"<?xml version='1.0'?>{ENTITIES}<!DOCTYPE x SYSTEM 'file:///etc/passwd'><p>&h; {CITED}</p>"
    found = read(chosen(source.encode(), "a.xml"))
    assert "&h; See" in found.normal.text
    assert "747 F.2d 185" == found.citations[0].cite


def test_several_records_are_chosen_from() -> None:
    """A file of several records asks which; a bad one among them spoils no other."""
    data = b'{"plain_text": "one 1 U.S. 1"}\n{"plain_text": 5}\n{bad\n{"plain_text": "two 2 U.S. 2"}'
    with pytest.raises(BadInput, match="2 opinions are here; choose one: --record 1 to 2"):
        chosen(data, "a.jsonl")
    assert "two 2 U.S. 2" == chosen(data, "a.jsonl", number=2).text
    with pytest.raises(BadInput, match="there is no opinion 3 here"):
        chosen(data, "a.jsonl", number=3)


def test_half_a_character_is_replaced() -> None:
    """JSON can write half a character: it is shown as one that is missing, and every place stays."""
    record = chosen(b'{"plain_text": "a\\ud800b 1 U.S. 1"}', "a.json")
    assert "a\ufffdb 1 U.S. 1" == record.text


def test_notes_of_a_docx_come_after_its_text() -> None:
    """Footnotes are a part of their own."""
    notes = BODY.replace("document", "footnotes").format(
        "<w:footnote><w:p><w:r><w:t>See 2 U.S. 2.</w:t></w:r></w:p></w:footnote>"
    )
    found = read(
        chosen(docx("A text of some length that is cited.\nSee 1 U.S. 1.", footnotes=notes.encode()), "a.docx")
    )
    assert [("1 U.S. 1", "opinion"), ("2 U.S. 2", "notes")] == [(c.cite, c.part) for c in found.citations]


def test_a_reading_made_apart_is_the_same() -> None:
    """What a process of its own reads is what this one does."""
    here, apart = read(chosen(CITED.encode(), "a.txt")), reading_of(CITED.encode(), "a.txt")
    assert (here.record, here.citations, here.parts) == (apart.record, apart.citations, apart.parts)


def test_a_problem_found_apart_is_told(tmp_path: Path) -> None:
    """What the process refuses is refused here, under the file's own name."""
    with pytest.raises(BadInput, match=r"odd\.json.*JSON nested"):
        reading_of(b"[" * 100_000, str(tmp_path / "odd.json"))


def test_reading_ends_at_its_limit_of_time() -> None:
    """A file that would take longer than it may is given up, with its process."""
    with pytest.raises(BadInput, match="not read within 1 seconds"):
        reading_of((CITED * 100_000).encode(), "long.txt", seconds=1)
