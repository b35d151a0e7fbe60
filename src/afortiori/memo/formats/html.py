"""A document as one HTML file that needs nothing else: no script, no other file, and it prints as a memorandum does."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape

from afortiori.memo.blocks import (
    Authority,
    Block,
    Cited,
    Document,
    Fields,
    Footnote,
    Heading,
    Items,
    Paragraph,
    Run,
    Span,
    Table,
    Text,
)
from afortiori.memo.edition import Group, edition, groups, letter, running, runs

SUFFIX = ".html"
NAME = "HTML"
PICTURE = '<div class="picture" role="region" tabindex="0" aria-label="The picture">'

_STYLE = """\
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 46rem; background: #fff; color: #1a1a1a;
  font: 1.0625rem/1.55 "Times New Roman", Times, "Liberation Serif", serif; overflow-wrap: anywhere; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 1.8em 0 .5em; break-after: avoid; }
h1 { font-size: 1.6rem; text-align: center; margin: 1rem 0 1.5rem; }
h2 { font-size: 1.25rem; } h3 { font-size: 1.0625rem; } h4, h5, h6 { font-size: 1.0625rem; font-style: italic; font-weight: normal; }
p, li { orphans: 2; widows: 2; }
.privilege { margin: 0; text-align: center; font-weight: bold; font-size: .9rem; }
.fields { display: grid; grid-template-columns: minmax(4.5rem, max-content) 1fr; gap: .35rem 1rem; margin: 0;
  padding-bottom: 1rem; border-bottom: 1px solid #1a1a1a; }
.fields dt { font-weight: bold; } .fields dd { margin: 0; }
blockquote { margin: 1em 2.5rem; }
ul { padding-left: 1.5rem; } li { margin: .3em 0; }
.table, .picture { overflow-x: auto; margin: 1.25em 0; }
.table:focus-visible { outline: 3px solid #0b4f9c; outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; line-height: 1.35; }
caption { text-align: left; font-style: italic; padding-bottom: .4rem; break-after: avoid; }
th, td { border: 1px solid #767676; padding: .3rem .5rem; text-align: left; vertical-align: top; min-width: 5rem; }
thead th, thead td { background: #ececec; overflow-wrap: break-word; } tbody th { font-weight: normal; }
.authorities { list-style: none; padding-left: 0; } .authorities li { padding-left: 2rem; text-indent: -2rem; }
.where { color: #4a4a4a; font-size: .9rem; }
.notes { margin-top: 3rem; border-top: 1px solid #767676; font-size: .9375rem; }
sup { line-height: 0; font-size: .75em; }
a { color: #0b4f9c; }
:target { background: #fff3c4; }
@media print {
  body { max-width: none; padding: 0; font-size: 12pt; line-height: 1.4; }
  a { color: inherit; text-decoration: none; }
  .table { overflow: visible; } table { font-size: 10pt; } .back { display: none; }
  thead { display: table-header-group; } tr { break-inside: avoid; }
}
"""


def publish(document: Document, *, remarks: bool = False) -> bytes:
    """The document as one HTML file; where ``remarks``, each is a note."""
    return _whole(edition(document, noted=remarks)).encode()


def pictured(document: Document, picture: str) -> str:
    """The document as one HTML file with a picture (SVG, as we draw it) above its text."""
    return _whole(edition(document), (PICTURE, picture, "</div>"))


def _whole(ready: Document, above: tuple[str, ...] = ()) -> str:
    page = _Page(groups(ready))
    head, body = _split(ready.blocks)
    parts = ["<header>", *page.blocks(head), "</header>", "<main>", *above, *page.blocks(body), *page.foot(), "</main>"]
    return "\n".join([*_head(ready), *page.placed(parts), "</body>", "</html>", ""])


def fragment(blocks: Iterable[Block], name: str, *, under: int = 1) -> str:
    """Blocks as a part of a page, below a heading of level ``under``; ``name`` keeps the part's ids its own."""
    title = Paragraph((Span(name),), kind="title")  # an edition has one; here the page has it
    ready = edition(Document(name, (title, *blocks)))
    page = _Page(groups(ready), prefix=f"{name}-", under=under)
    return "\n".join(page.placed([*page.blocks(ready.blocks[1:]), *page.foot()]))


def _head(document: Document) -> Iterator[str]:
    style = f"\n{_STYLE}{_paper(document)}"
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    yield "<!DOCTYPE html>"
    yield f'<html lang="{escape(document.language)}">'
    yield '<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(document.title)}</title>"
    yield f"<style>{style}</style>\n</head>\n<body>"


def _paper(document: Document) -> str:
    """The page on paper: its size, its number, and from the second page on the words of privilege."""
    size = "letter" if letter(document) else "A4"
    top = f"@top-center {{ content: {_css(running(document))}; font: 9pt serif; }}"
    number = "@bottom-center { content: counter(page); font: 10pt serif; }"
    return (
        f"@page {{ size: {size}; margin: 1in; {top} {number} }}\n@page :first {{ @top-center {{ content: none; }} }}\n"
    )


def _css(text: str) -> str:
    """Text as a string of CSS in which every character but letters and digits is its number."""
    return '"' + "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in text) + '"'


def _split(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The head of the memorandum, and the rest."""
    for i, block in enumerate(blocks):
        if not (isinstance(block, Fields) or (isinstance(block, Paragraph) and block.kind in {"privilege", "title"})):
            return blocks[:i], blocks[i:]
    return blocks, ()


@dataclass(slots=True)
class _Page:
    """What is counted while a document is written: its notes, its tables, and the sections that cite each authority."""

    listed: tuple[Group, ...]
    prefix: str = ""
    under: int = 1
    notes: list[str] = field(default_factory=list)
    tables: int = 0
    level: int = 1
    section: str = ""
    sections: int = 0
    places: dict[Authority, dict[int, tuple[str, str]]] = field(default_factory=dict)

    def blocks(self, blocks: Iterable[Block]) -> list[str]:
        return [part for block in blocks for part in self.block(block)]

    def block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Heading):
            yield self.heading(block)
        elif isinstance(block, Paragraph):
            yield self.paragraph(block)
        elif isinstance(block, Items):
            yield from self.items(block)
        elif isinstance(block, Table):
            yield from self.table(block)
        elif isinstance(block, Fields):
            yield '<dl class="fields">'
            yield from (f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in block.rows)
            yield "</dl>"
        else:
            yield _HERE

    def heading(self, block: Heading) -> str:
        self.level = min(block.level + self.under, 6)
        self.section, self.sections = block.text, self.sections + 1
        return f"<h{self.level}>{escape(block.text)}</h{self.level}>"

    def paragraph(self, block: Paragraph) -> str:
        words = self.line(block.text)
        words = f"<strong>{words}</strong>" if block.strong else words
        if block.kind == "title":
            return f"<h1>{words}</h1>"
        if block.kind == "quotation":
            return f"<blockquote><p>{words}</p></blockquote>"
        return f'<p class="privilege">{words}</p>' if block.kind == "privilege" else f"<p>{words}</p>"

    def items(self, block: Items) -> Iterator[str]:
        yield "<ul>"
        for item in block.items:
            below = "".join(f"<li>{self.line(text)}</li>" for text in item.below)
            yield f"<li>{self.line(item.text)}{f'<ul>{below}</ul>' if below else ''}</li>"
        yield "</ul>"

    def table(self, table: Table) -> Iterator[str]:
        self.tables += 1
        caption = table.caption.strip()
        told = f"Table {self.tables}: {caption}" if caption else f"Table {self.tables}"
        hidden = ""
        if self.prefix:  # a part of a page numbers no tables, but names them
            told, hidden = caption or f"{told} ({self.prefix[:-1]})", "" if caption else ' class="hidden"'
        # A region that scrolls can be reached from the keyboard and has a name that no other has.
        yield f'<div class="table" role="region" tabindex="0" aria-label="{escape(told)}">'
        yield f"<table>\n<caption{hidden}>{escape(caption or told)}</caption>"
        cells = "".join(_cell("th", "col", escape(column.strip())) for column in table.columns)
        yield f"<thead>\n<tr>{cells}</tr>\n</thead>\n<tbody>"
        for row in table.rows:
            first, *rest = (self.line(cell) for cell in row)
            yield f"<tr>{_cell('th', 'row', first)}{''.join(f'<td>{cell}</td>' for cell in rest)}</tr>"
        yield "</tbody>\n</table>\n</div>"

    def line(self, text: Text) -> str:
        return "".join(map(self.run, runs(text)))

    def run(self, run: Run) -> str:
        if isinstance(run, Span):
            return _span(run)
        if isinstance(run, Cited):
            return self.cited(run)
        return self.footnote(run)

    def cited(self, run: Cited) -> str:
        words = "".join(map(_span, run.spans))
        found = self.places.setdefault(run.authority, {})
        if self.sections in found:
            return words
        place = f"{self.prefix}cited-{sum(map(len, self.places.values())) + 1}"
        found[self.sections] = (place, self.section)
        return f'<span id="{place}">{words}</span>'

    def footnote(self, note: Footnote) -> str:
        n = len(self.notes) + 1
        self.notes.append("")
        self.notes[n - 1] = self.line(note.runs)
        return f'<sup><a id="{self.prefix}ref-{n}" href="#{self.prefix}note-{n}" role="doc-noteref" aria-label="Note {n}">{n}</a></sup>'

    def foot(self) -> Iterator[str]:
        """The notes, each with the way back to where it was called."""
        if not self.notes:
            return
        yield f'<section class="notes" role="doc-endnotes" aria-labelledby="{self.prefix}notes">\n<h2 id="{self.prefix}notes">Notes</h2>\n<ol>'
        for n, note in enumerate(self.notes, 1):
            back = f'<a class="back" href="#{self.prefix}ref-{n}" role="doc-backlink" aria-label="Back to the text at note {n}">↩</a>'
            yield f'<li id="{self.prefix}note-{n}">{note} {back}</li>'
        yield "</ol>\n</section>"

    def placed(self, parts: Iterable[str]) -> Iterator[str]:
        """The parts with the table of authorities in its place, which only the whole document can fill."""
        level = 1
        for part in parts:
            level = int(part[2]) if part.startswith("<h") and part[2].isdigit() else level
            if part is _HERE:
                yield from (line for group in self.listed for line in self.group(group, level + 1))
            else:
                yield part

    def group(self, group: Group, level: int) -> Iterator[str]:
        yield f'<h{level}>{escape(group.name)}</h{level}>\n<ul class="authorities">'
        for authority in group.authorities:
            words = "".join(map(_span, authority.long))
            yield f"<li>{words} {_where(self.places.get(authority, {}).values())}</li>"
        yield "</ul>"


_HERE = "<!-- table of authorities -->"


def _where(places: Iterable[tuple[str, str]]) -> str:
    links = (f'<a href="#{place}">{escape(section or "Heading")}</a>' for place, section in places)
    return f'<span class="where">(cited under {"; ".join(links)})</span>'


def _cell(tag: str, scope: str, words: str) -> str:
    """A heading of a column or a row; an empty one heads nothing."""
    return f'<{tag} scope="{scope}">{words}</{tag}>' if words else "<td></td>"


def _span(span: Span) -> str:
    words = escape(span.text)
    words = f"<em>{words}</em>" if span.italic and span.text else words
    return f"<strong>{words}</strong>" if span.bold and span.text else words
