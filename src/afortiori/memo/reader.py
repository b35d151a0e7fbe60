"""A reader: an opinion as one HTML file with its citations, quotations and pages marked; no script, no other file."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import PurePath

from afortiori.memo.reading import NOT_CASES, cited, offsets, seated
from afortiori.opinion import Authority, Cite, Reading, authorities, in_base

_STYLE = """
:root { color-scheme: light; --ink: #1a1a1a; --quiet: #4a4a4a; --line: #767676; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: var(--ink); overflow-wrap: anywhere;
  font: 1.0625rem/1.6 "Times New Roman", Times, "Liberation Serif", serif; }
.page { display: grid; grid-template-columns: minmax(0, 44rem) minmax(16rem, 24rem); gap: 2rem 3rem;
  max-width: 76rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
header { grid-column: 1 / -1; border-bottom: 1px solid var(--line); padding-bottom: .75rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: .25rem 0; } h2 { font-size: 1.125rem; margin: 1.6em 0 .5em; }
.part { font-size: 1rem; margin: 2em 0 .5em; padding-top: .75rem; border-top: 1px solid var(--line); }
main > .part:first-child { margin-top: 0; border-top: 0; }
p { margin: 0 0 .9em; } .about, .quiet { color: var(--quiet); font-size: .9375rem; }
aside { font-size: .9375rem; line-height: 1.45; } aside ol, aside ul { padding-left: 1.4rem; } aside li { margin: .45em 0; }
a { color: #0b4f9c; } a:focus-visible { outline: 3px solid #0b4f9c; outline-offset: 2px; }
.cite { background: #e8f0fa; border-bottom: 2px solid #0b4f9c; text-decoration: none; color: inherit; }
.held { background: #e2f2e4; border-bottom: 2px solid #1b6b2a; }
.law { background: #f1f1f1; border-bottom: 2px dotted var(--line); }
.maybe { border-bottom: 2px dashed #8a5a00; }
q { quotes: none; text-decoration: underline dotted 1px; text-underline-offset: .2em; } q::before, q::after { content: none; }
.mark { font: 600 .75rem/1 system-ui, sans-serif; color: var(--quiet); border: 1px solid var(--line); border-radius: .2rem;
  padding: .05rem .25rem; white-space: nowrap; } .no { font-size: .75em; }
:target { outline: 3px solid #b35c00; outline-offset: 2px; }
@media (max-width: 60rem) { .page { grid-template-columns: minmax(0, 1fr); } }
@media print { .page { display: block; padding: 0; } body { font-size: 11pt; } aside { break-before: page; } }
"""


@dataclass(frozen=True, slots=True)
class _Tag:
    """A tag that opens at ``start`` and closes at ``end`` of the reading text; ``rank`` orders those that open together."""

    start: int
    end: int
    rank: int
    opening: str
    closing: str


def reader(reading: Reading, known: Mapping[str, str], *, name: str = "") -> bytes:
    """The reading as one HTML file. ``known`` leads from a citation's key to a case of the base."""
    cites = in_base(reading.citations, dict(known))
    title = reading.record.name or PurePath(name).name or "Opinion"
    body = [
        '<div class="page">',
        *_header(reading, title, cites),
        "<main>",
        *_text(reading, cites),
        "</main>",
        '<aside aria-label="What the opinion cites">',
        *_parts(reading),
        *_table(authorities(reading, dict(known)), cites),
        *_listed(cites),
        *_suggested(reading),
        "</aside>",
        "</div>",
    ]
    return "\n".join([*_head(title), *body, "</body>", "</html>", ""]).encode("utf-8", "replace")


def marked(reading: Reading, known: Mapping[str, str]) -> str:
    """The text alone, as the part of a page: a paragraph an element, with its citations, quotations and pages marked."""
    return "\n".join(_text(reading, in_base(reading.citations, dict(known))))


def _head(title: str) -> Iterator[str]:
    digest = b64encode(sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    yield '<!DOCTYPE html>\n<html lang="en-US">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"


def _header(reading: Reading, title: str, cites: tuple[Cite, ...]) -> Iterator[str]:
    record = reading.record
    about = "; ".join(
        part for part in (", ".join(record.citations), record.court, record.decided, record.docket) if part
    )
    held = sum(bool(cite.case) for cite in cites)
    yield f"<header>\n<h1>{escape(title)}</h1>"
    yield f'<p class="about">{escape(about)}</p>' if about else ""
    for warning in reading.normal.warnings:
        yield f"<p><strong>Warning:</strong> {escape(warning)}.</p>"
    yield (
        f'<p class="about">{len(cites)} citations, {held} of them of cases in the base; {len(reading.quotations)} quotations. '
        '<span class="cite">A case</span>, <span class="cite held">a case in the base ✓</span>, <span class="cite law">another '
        'source</span>, <q>a quotation</q>, <span class="maybe">perhaps a case, by its name alone?</span>, '
        f'<span class="mark">*12</span> page 12 begins. Places are {escape(offsets(reading))}.</p>\n</header>'
    )


def _parts(reading: Reading) -> Iterator[str]:
    yield '<nav aria-label="Parts">\n<h2>Parts</h2>\n<ul>'
    for number, part in enumerate(reading.parts, 1):
        page = reading.pages.at(part.start)
        said = f"{part.kind}{': ' + part.author if part.author else ''}{f', page {page}' if page is not None else ''}"
        yield f'<li><a href="#part{number}">{escape(said)}</a></li>'
    yield "</ul>\n</nav>"


def _table(lines: tuple[Authority, ...], cites: tuple[Cite, ...]) -> Iterator[str]:
    yield "<h2>Table of authorities</h2>"
    if not lines:
        yield "<p>No case is cited.</p>"
        return
    places: dict[str, list[int]] = {}
    for number, cite in enumerate(cites, 1):
        main = cites[cite.refers] if cite.refers is not None else cite
        if not cite.parallel:
            places.setdefault(main.cite, []).append(number)
    yield "<ul>"
    for line in lines:
        by = ", ".join(f"{kind} {times}" for kind, times in line.parts if kind)
        links = " ".join(f'<a href="#c{number}">c{number}</a>' for number in places.get(line.cite, [])[:60])
        held = f" <strong>✓ in the base: {escape(line.case)}</strong>" if line.case else ""
        yield (
            f"<li><i>{escape(line.name or 'name not read')}</i>, {escape(line.cite)}{escape(seated(line.court, line.year))}{held}"
            f'<br><span class="quiet">{escape(by)}:</span> {links}</li>'
        )
    yield "</ul>"


def _listed(cites: tuple[Cite, ...]) -> Iterator[str]:
    yield "<h2>Every citation</h2>\n<ol>"
    for number, cite in enumerate(cites, 1):
        page = f"page {cite.page}" if cite.page is not None else "page unknown"
        signal = f"{escape(cite.signal)}: " if cite.signal else ""
        yield f'<li><a href="#c{number}">{signal}{escape(cited(cite))}</a> <span class="quiet">{escape(cite.part)}, {page}</span></li>'
    yield "</ol>"


def _suggested(reading: Reading) -> Iterator[str]:
    if not reading.suggestions:
        return
    yield "<h2>Perhaps also cited, by name alone</h2>\n<ul>"
    for number, one in enumerate(reading.suggestions, 1):
        page = f"page {one.page}" if one.page is not None else "page unknown"
        yield f'<li><a href="#s{number}">{escape(one.text)}</a>: {escape(one.name)}? <span class="quiet">{page}</span></li>'
    yield "</ul>"


def _text(reading: Reading, cites: tuple[Cite, ...]) -> Iterator[str]:
    """The reading text, a paragraph an element, under a heading for each part."""
    tags, marks = sorted(_tags(reading, cites), key=lambda tag: (tag.start, tag.rank, -tag.end)), _marks(reading)
    headings = [(reading.normal.reading.inward(part.start), number) for number, part in enumerate(reading.parts, 1)]
    first = 0
    for at, line in reading.normal.paragraphs():
        while headings and headings[0][0] <= at + len(line) - 1:
            yield _heading(reading, headings.pop(0)[1])
        while first < len(tags) and tags[first].start < at:
            first += 1
        inside = []
        while first < len(tags) and tags[first].end <= at + len(line):
            inside.append(tags[first])
            first += 1
        here = [(place - at, said) for place, said in _taken(marks, at + len(line))]
        yield f'<p data-start="{reading.normal.reading.start(at)}">{_marked(line, at, inside, here)}</p>'
    while headings:
        yield _heading(reading, headings.pop(0)[1])


def _heading(reading: Reading, number: int) -> str:
    part = reading.parts[number - 1]
    return f'<h2 class="part" id="part{number}">{escape(part.kind.capitalize())}{escape(": " + part.author) if part.author else ""}</h2>'


def _taken(marks: list[tuple[int, str]], end: int) -> Iterator[tuple[int, str]]:
    while marks and marks[-1][0] <= end:
        yield marks.pop()


def _marks(reading: Reading) -> list[tuple[int, str]]:
    """The page marks by their places in the reading text, the last first."""
    found = [
        (
            reading.normal.reading.inward(mark.start),
            f'<span class="mark" title="page {mark.page} begins">{mark.system}{mark.page}</span> ',
        )
        for mark in reading.pages.marks
    ]
    return sorted(found, key=lambda found: found[0], reverse=True)


def _tags(reading: Reading, cites: tuple[Cite, ...]) -> Iterator[_Tag]:
    inward = reading.normal.reading.inward
    for number, cite in enumerate(cites, 1):
        kind = "cite held" if cite.case else "cite law" if cite.kind in NOT_CASES else "cite"
        title = escape(cited(cite), quote=True)
        opening = (
            f'<span class="{kind}" id="c{number}" title="{title}" data-start="{cite.start}" data-end="{cite.end}">'
        )
        yield _Tag(
            inward(cite.start),
            inward(cite.end - 1) + 1,
            2,
            opening,
            f'{" ✓" if cite.case else ""}<sup class="no">c{number}</sup></span>',
        )
    for number, one in enumerate(reading.suggestions, 1):
        opening = f'<span class="maybe" id="s{number}" title="{escape(one.name, quote=True)}?">'
        yield _Tag(inward(one.start), inward(one.end - 1) + 1, 2, opening, '<span class="no">?</span></span>')
    for quotation in reading.quotations:
        opening = f'<q data-start="{quotation.start}" data-end="{quotation.end}">'
        yield _Tag(inward(quotation.start), inward(quotation.end - 1) + 1, 1, opening, "</q>")


def _marked(line: str, at: int, tags: list[_Tag], marks: list[tuple[int, str]]) -> str:
    """A paragraph with its tags, which nest: one that would cross another is left out."""
    said: list[str] = []
    open_: list[_Tag] = []
    done = 0

    def upto(place: int) -> None:
        nonlocal done
        while marks and marks[0][0] < place:
            mark, shown = marks.pop(0)
            mark = max(mark, done)
            said.extend((escape(line[done:mark], quote=False), shown))
            done = mark
        said.append(escape(line[done:place], quote=False))
        done = max(done, place)

    for tag in tags:
        while open_ and open_[-1].end <= tag.start:
            upto(open_[-1].end - at)
            said.append(open_.pop().closing)
        if open_ and tag.end > open_[-1].end:
            continue
        upto(tag.start - at)
        said.append(tag.opening)
        open_.append(tag)
    while open_:
        upto(open_[-1].end - at)
        said.append(open_.pop().closing)
    upto(len(line))
    return "".join([*said, *(shown for _, shown in marks)])
