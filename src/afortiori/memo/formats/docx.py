"""A document as Word's: styles, notes and comments of its own, and a table of authorities that Word can refresh."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from afortiori.errors import MissingExtra
from afortiori.memo.blocks import Document
from afortiori.memo.edition import day, edition, letter, printed, running
from afortiori.memo.word import looks
from afortiori.memo.word.body import AUTHOR, Body, page_number, paragraph, words
from afortiori.memo.word.pages import pages

if TYPE_CHECKING:
    from docx.document import Document as Package

SUFFIX = ".docx"
NAME = "Word"

_KEPT = {"styles", "settings", "numbering"}
_OF_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
# A file of a zip archive bears a time; the first that it can bear is the same on every day.
_NEVER = (1980, 1, 1, 0, 0, 0)


def publish(document: Document, *, remarks: bool = False) -> bytes:
    """The document as Word's; where ``remarks``, each is a comment. Raises MissingExtra without python-docx."""
    ready = printed(edition(document))
    paper = looks.LETTER if letter(ready) else looks.A4
    body = Body(ready, paper, pages(ready, paper), remarks=remarks)
    blocks = body.blocks()
    package = _blank()
    _replace(package, "styles", looks.styles(ready.language, paper))
    _replace(package, "numbering", looks.numbering())
    _replace(package, "settings", looks.settings(notes=bool(body.notes)))
    if body.notes:
        _add(package, "footnotes", body.footnotes())
    if body.comments:
        _add(package, "comments", body.margin())
    _fill(package, blocks + _section(package, paper, running(ready)))
    _describe(package, ready)
    return _saved(package)


def _blank() -> Package:
    """A document with nothing in it but what every document has."""
    try:
        import docx
    except ImportError:
        raise MissingExtra("documents", "writing Word documents") from None
    package = docx.Document()
    _drop(package.part.rels, _KEPT)
    _drop(package.part.package.rels, {"core-properties", "officeDocument"})
    return package


def _drop(relations: Any, kept: set[str]) -> None:
    for key in [key for key, each in relations.items() if each.reltype.rsplit("/", 1)[-1] not in kept]:
        del relations[key]


def _replace(package: Package, name: str, xml: str) -> None:
    """What a part holds, in place of what it held."""
    from docx.oxml.parser import parse_xml

    relation = next(each for each in package.part.rels.values() if each.reltype.endswith(f"/{name}"))
    part: Any = relation.target_part
    part._element = parse_xml(xml.encode())


def _add(package: Package, name: str, xml: str) -> str:
    """A new part of the document; the key by which the document knows it."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    kind = name.rstrip("0123456789")
    part = Part(PackURI(f"/word/{name}.xml"), _OF_WORD.format(kind), _declared(xml), package.part.package)
    return package.part.relate_to(part, f"{looks.RELATIONS}/{kind}")


def _declared(xml: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'.encode()


def _section(package: Package, paper: looks.Paper, above: str) -> str:
    """The page: its size, its number below, and from the second page on the words of privilege above."""
    header = f"<w:hdr {looks.SPACES}>{paragraph(looks.HEADER, words(above))}</w:hdr>"
    footer = f"<w:ftr {looks.SPACES}>{paragraph(looks.FOOTER, page_number())}</w:ftr>"
    blank = f"<w:hdr {looks.SPACES}>{paragraph(looks.HEADER, '')}</w:hdr>"
    parts = (
        ("header", "default", _add(package, "header1", header)),
        ("header", "first", _add(package, "header2", blank)),
        ("footer", "default", _add(package, "footer1", footer)),
        ("footer", "first", _add(package, "footer2", footer)),
    )
    references = "".join(f'<w:{tag}Reference w:type="{type_}" r:id="{key}"/>' for tag, type_, key in parts)
    margin = looks.twips(looks.MARGIN)
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{looks.twips(paper.width)}" w:h="{looks.twips(paper.height)}"/>'
        f'<w:pgMar w:top="{margin}" w:right="{margin}" w:bottom="{margin}" w:left="{margin}" w:header="720" '
        'w:footer="720" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )


def _fill(package: Package, xml: str) -> None:
    from docx.oxml.parser import parse_xml

    body = parse_xml(f"<w:body {looks.SPACES}>{xml}</w:body>")
    package.element.replace(package.element.body, body)


def _describe(package: Package, document: Document) -> None:
    """The properties: what it is called, in which language, of which day; nothing of this machine."""
    about, found = package.core_properties, day(document)
    at = datetime(found.year, found.month, found.day) if found else datetime(*_NEVER)
    about.title, about.language = document.title[:255], document.language[:255]
    about.author = about.last_modified_by = AUTHOR
    about.comments = about.subject = about.keywords = ""
    about.created = about.modified = at
    about.revision = 1


def _saved(package: Package) -> bytes:
    """The package as bytes, which are the same whenever it is written."""
    first, last = BytesIO(), BytesIO()
    package.save(first)
    with ZipFile(first) as source, ZipFile(last, "w") as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name, _NEVER), source.read(name), ZIP_DEFLATED)
    return last.getvalue()
