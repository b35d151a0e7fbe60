"""Documents read back from their bytes: the text of each format, and of what kinds its parts are."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

from lxml import etree, html
from markdown_it import MarkdownIt

from afortiori.memo.edition import shown

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FACES = {"em", "strong", "a", "span", "sup", "br"}
SUFFIXES = (".docx", ".html", ".md", ".pdf", ".txt")


def letters(text: str) -> str:
    """Text as it is shown, without white space or what marks where a long word may be broken."""
    return re.sub(r"\s+", "", shown(re.sub("[\u200b\u00ad]", "", text)))


def text_of(data: bytes, suffix: str) -> str:
    """All that a reader of the file sees."""
    read: dict[str, Callable[[bytes], str]] = {
        ".docx": docx_text,
        ".html": html_text,
        ".md": markdown_text,
        ".pdf": pdf_text,
        ".txt": lambda text: text.decode(),
    }
    return read[suffix](data)


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a Word document by name."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def part(data: bytes, name: str) -> etree._Element:
    """One part of a Word document, parsed."""
    return etree.fromstring(parts(data)[f"word/{name}.xml"])


def docx_text(data: bytes) -> str:
    """The words of the body, of the notes and of the comments: of no field code."""
    shown_in = [name for name in parts(data) if re.fullmatch(r"word/(document|footnotes|comments|header1)\.xml", name)]
    roots = [etree.fromstring(parts(data)[name]) for name in shown_in]
    return "\n".join(words(p, f"{W}t") for root in roots for p in root.iter(f"{W}p"))


def styled(data: bytes, style: str) -> list[str]:
    """The text of each paragraph in a style, tabs as bars."""
    found = []
    for paragraph in part(data, "document").iter(f"{W}p"):
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        if named is not None and named.get(f"{W}val") == style:
            found.append(
                "".join("|" if e.tag == f"{W}tab" else e.text or "" for e in paragraph.iter(f"{W}t", f"{W}tab"))
            )
    return found


def words(element: etree._Element, *tags: str) -> str:
    """The text of an element: of every element in it, or of those of some tags."""
    return "".join(map(str, element.itertext(*tags)))


def html_text(data: bytes) -> str:
    """The words of the page."""
    return words(next(html.fromstring(data.decode()).iter("body")))


def rendered(data: bytes) -> str:
    """Markdown as a reader's program shows it."""
    return str(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(data.decode()))


def markdown_text(data: bytes) -> str:
    """The words of the Markdown as rendered."""
    return words(html.fromstring(f"<div>{rendered(data)}</div>"))


def pdf_text(data: bytes) -> str:
    """The words of every page."""
    return "\n".join(pdf_pages(data))


def pdf_pages(data: bytes) -> list[str]:
    """The words of each page; a hyphen that ends a line is given back by the library as U+0002."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(data)
    try:
        return [str(page.get_textpage().get_text_bounded()).replace("\x02", "-") for page in pdf]
    finally:
        pdf.close()


def kinds(data: bytes, suffix: str) -> list[str]:
    """Of what kinds the parts of a document are, in order, whatever its words."""
    if suffix == ".docx":
        body = part(data, "document")
        return [str(e.get(f"{W}val")) for e in body.iter(f"{W}pStyle")]
    root = html.fromstring(f"<div>{rendered(data)}</div>" if suffix == ".md" else data.decode())
    return [str(e.tag) for e in root.iter() if str(e.tag) not in FACES | {"div"}]
