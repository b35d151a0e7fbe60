"""A document as PDF/UA-1: tagged, titled, with the pages of each citation in the table of authorities.

The document reaches typst as JSON, never as markup; the source below is the same for every document.
"""

from __future__ import annotations

import json
import re
from typing import Any

from afortiori.errors import MissingExtra
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
    cited,
    plain,
)
from afortiori.memo.edition import day, edition, groups, letter, printed, running, runs, shares

SUFFIX = ".pdf"
NAME = "PDF"

_SOURCE = rb"""
#let it = json(bytes(sys.inputs.document))
#set document(
  title: it.title,
  date: if it.day == none { none } else { datetime(year: it.day.at(0), month: it.day.at(1), day: it.day.at(2)) },
)
#set page(
  paper: it.paper,
  margin: 1in,
  header: context if counter(page).get().first() > 1 { align(center, text(9pt, it.running)) },
  footer: context align(center, text(10pt, counter(page).display("1"))),
)
#set text(font: "Libertinus Serif", size: 12pt, lang: it.lang, region: it.region)
#set par(leading: 0.7em, spacing: 1.15em)
#show title: set text(17pt)
#show title: set align(center)
#show heading: set block(above: 1.5em, below: 0.8em, sticky: true)
#show heading.where(level: 1): set text(14pt)
#show heading.where(level: 2): set text(12pt)
#show selector.or(heading.where(level: 3), heading.where(level: 4), heading.where(level: 5)): set text(
  12pt, weight: "regular", style: "italic",
)
#show figure: set block(breakable: true)
#show figure: set align(left)
#show figure.caption: it => align(left, emph(it.body))
#set figure.caption(position: top)
#set table(stroke: 0.5pt + luma(45%), inset: (x: 5pt, y: 4pt))
#show table: set text(10pt)
#show table: set par(leading: 0.55em)
#set list(indent: 0.6em, body-indent: 0.6em)
#show quote.where(block: true): set pad(x: 1.6em)

#let face(run) = {
  let words = if run.italic { emph(run.text) } else { [#run.text] }
  if run.bold { strong(words) } else { words }
}
#let line-of(runs) = {
  for run in runs {
    if run.kind == "span" { face(run) }
    else if run.kind == "note" { footnote(line-of(run.runs)) }
    else if run.kind == "mark" { super(run.mark) }
    else [#metadata(run.authority)<cited>#line-of(run.runs)]
  }
}
#let paragraph(b) = {
  let words = if b.strong { strong(line-of(b.runs)) } else { line-of(b.runs) }
  if b.of == "title" { block(above: 1.2em, below: 1.6em, width: 100%, title(words)) }
  else if b.of == "privilege" { align(center, text(10.5pt, strong(line-of(b.runs)))) }
  else if b.of == "quotation" { quote(block: true, words) }
  else { par(words) }
}
#let notes-below(b) = if b.notes.len() > 0 {
  set text(10pt)
  list(marker: none, indent: 0pt, body-indent: 0pt, ..b.notes.map(note => [#super(note.mark) #line-of(note.runs)]))
}
#let items(b) = {
  list(..b.items.map(item => {
    line-of(item.runs)
    if item.below.len() > 0 { list(..item.below.map(line-of)) }
  }))
  notes-below(b)
}
#let fields(b) = {
  grid(
    columns: (auto, 1fr), column-gutter: 1.2em, row-gutter: 0.75em,
    ..b.rows.map(row => (strong(row.at(0)), [#row.at(1)])).flatten(),
  )
  line(length: 100%, stroke: 0.7pt)
}
#let cells(b) = {
  figure(
    kind: table, supplement: none, numbering: none,
    caption: if b.caption == "" { none } else { [#b.caption] },
    table(
      columns: b.shares.map(share => share * 1fr),
      table.header(repeat: b.repeats, ..b.columns.map(name => table.cell(fill: luma(93%), strong(name)))),
      ..b.rows.flatten().map(cell => table.cell(breakable: cell.long, line-of(cell.runs))),
    ),
  )
  notes-below(b)
}
#let pages(place) = context {
  let found = (:)
  for mark in query(<cited>).filter(mark => mark.value == place) {
    let page = str(counter(page).at(mark.location()).first())
    if page not in found { found.insert(page, mark.location()) }
  }
  found.pairs().map(((page, where)) => link(where, page)).join(", ")
}
#let authorities(b) = for group in b.groups {
  heading(level: b.level, group.name)
  list(
    marker: none, indent: 0pt, body-indent: 0pt, spacing: 0.8em,
    ..group.authorities.map(each => grid(
      columns: (1fr, auto), column-gutter: 0.4em, align: (left, right + bottom),
      par(hanging-indent: 1.5em)[#line-of(each.runs) #pdf.artifact(box(width: 1fr, repeat(gap: 0.15em)[.]))],
      pages(each.place),
    )),
  )
}
#for b in it.blocks {
  if b.kind == "heading" { heading(level: b.level, b.text) }
  else if b.kind == "paragraph" { paragraph(b) }
  else if b.kind == "items" { items(b) }
  else if b.kind == "fields" { fields(b) }
  else if b.kind == "table" { cells(b) }
  else { authorities(b) }
}
"""
# Every letter of a font that has no such letter is an error of PDF/UA, and is told with the letter.
_LETTERS = rb"""
#set document(title: "Letters")
#for letter in json(bytes(sys.inputs.letters)) [#letter#parbreak()]
"""
_SURE = 0x17F
_LONG_WORD = re.compile(r"\S{25,}")
_LONG_CELL = 1200
_LONG_HEADER = 400
_Json = dict[str, Any]


def publish(document: Document, *, remarks: bool = False) -> bytes:
    """The document as PDF/UA-1; where ``remarks``, each is a footnote. Raises MissingExtra without typst."""
    ready = printed(edition(document, noted=remarks))
    data = json.dumps(_data(ready), ensure_ascii=False)
    strange = sorted({c for c in data if ord(c) > _SURE})
    absent = _absent(strange) if strange else frozenset()
    return _compiled(_SOURCE, "document", _spelt(data, absent))


def _compiled(source: bytes, name: str, data: str) -> bytes:
    """The source with its data as PDF: the fonts of the binding only, so that every machine gives the same bytes."""
    try:
        import typst
    except ImportError:
        raise MissingExtra("documents", "writing PDF") from None
    return typst.compile(source, sys_inputs={name: data}, ignore_system_fonts=True, pdf_standards=["ua-1"])


def _absent(letters: list[str]) -> frozenset[str]:
    """The letters that none of the fonts has."""
    try:
        _compiled(_LETTERS, "letters", json.dumps(letters, ensure_ascii=False))
    except RuntimeError as error:
        told = f"{error} {getattr(error, 'diagnostic', '')}"
        found = frozenset(c for c in letters if f'"{c}"' in told)
        return found or frozenset(letters)
    return frozenset()


def _spelt(text: str, absent: frozenset[str]) -> str:
    """Text in which a letter that cannot be drawn is told by its number."""
    return "".join(f"[U+{ord(c):04X}]" if c in absent else c for c in text)


def _data(document: Document) -> _Json:
    place = {authority: n for n, authority in enumerate(cited(document))}
    found, lang = day(document), re.fullmatch(r"([a-z]{2,3})(?:-([A-Z]{2}))?", document.language)
    level, blocks = 0, []
    for block in document.blocks:
        level = block.level if isinstance(block, Heading) else level
        blocks.append(_block(block, place) or _authorities(document, place, level + 1))
    return {
        "title": document.title,
        "day": found and [found.year, found.month, found.day],
        "lang": lang[1] if lang else "en",
        "region": lang and lang[2],
        "paper": "us-letter" if letter(document) else "a4",
        "running": _broken(running(document)),
        "blocks": blocks,
    }


def _block(block: Block, place: dict[Authority, int]) -> _Json | None:
    """A block as data; none for the table of authorities."""
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": _broken(block.text)}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "of": block.kind, "strong": block.strong, "runs": _runs(block.text, place)}
    if isinstance(block, Items):
        notes: list[_Json] = []
        items = [
            {"runs": _apart(item.text, place, notes), "below": [_apart(below, place, notes) for below in item.below]}
            for item in block.items
        ]
        return {"kind": "items", "items": items, "notes": notes}
    if isinstance(block, Table):
        return _table(block, place)
    if isinstance(block, Fields):
        return {"kind": "fields", "rows": [[_broken(name), _broken(value)] for name, value in block.rows]}
    return None


def _table(block: Table, place: dict[Authority, int]) -> _Json:
    notes: list[_Json] = []
    rows = [[_cell(cell, place, notes) for cell in row] for row in block.rows]
    return {
        "kind": "table",
        "caption": _broken(block.caption.strip()),
        "columns": [_broken(name) for name in block.columns],
        "repeats": sum(map(len, block.columns)) < _LONG_HEADER,
        "shares": shares(block),
        "rows": rows,
        "notes": notes,
    }


def _cell(cell: Text, place: dict[Authority, int], notes: list[_Json]) -> _Json:
    # A row stands on one page unless it is longer than a page could be.
    return {"runs": _apart(cell, place, notes), "long": len(plain(cell)) > _LONG_CELL}


def _apart(text: Text, place: dict[Authority, int], notes: list[_Json]) -> list[_Json]:
    """The runs of a cell or an item, whose notes stand below the table or the list.

    At the foot of the page typst may never end placing those of a table, and tags a list wrongly where one runs on.
    """
    found: list[_Json] = []
    for run in _runs(text, place):
        if run["kind"] == "note":
            notes.append({"mark": _letters(len(notes)), "runs": run["runs"]})
            found.append({"kind": "mark", "mark": notes[-1]["mark"]})
        else:
            found.append(run)
    return found


def _letters(n: int) -> str:
    """The n-th mark of a note: a to z, then aa to zz."""
    first, last = divmod(n, 26)
    return (_letters(first - 1) if first else "") + "abcdefghijklmnopqrstuvwxyz"[last]


def _authorities(document: Document, place: dict[Authority, int], level: int) -> _Json:
    listed = [
        {
            "name": _broken(group.name),
            "authorities": [{"place": place[each], "runs": _runs(each.long, place)} for each in group.authorities],
        }
        for group in groups(document)
    ]
    return {"kind": "authorities", "level": level, "groups": listed}


def _runs(text: Text, place: dict[Authority, int]) -> list[_Json]:
    return [_run(run, place) for run in runs(text)]


def _run(run: Run, place: dict[Authority, int]) -> _Json:
    if isinstance(run, Span):
        return {"kind": "span", "text": _broken(run.text), "italic": run.italic, "bold": run.bold}
    if isinstance(run, Footnote):
        return {"kind": "note", "runs": _runs(run.runs, place)}
    assert isinstance(run, Cited)
    return {"kind": "cited", "authority": place[run.authority], "runs": _runs(run.spans, place)}


def _broken(text: str) -> str:
    """Text whose very long words may be broken after every fourth letter, marked with zero-width spaces."""
    return _LONG_WORD.sub(lambda match: re.sub(r"(.{4})(?=.)", "\\1\u200b", match[0]), text)
