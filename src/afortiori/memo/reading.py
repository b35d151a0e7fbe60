"""A reading as plain data for ``--json``, and in words: parts, citations, a table of authorities, the text with its anchors."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any

from afortiori.courts import built_in
from afortiori.memo.blocks import Block, Heading, Item, Items, Paragraph, Table
from afortiori.memo.told import Told
from afortiori.memo.words import count
from afortiori.opinion import Authority, Cite, PageMark, Part, Quotation, Reading, Suggestion, authorities, in_base

Data = dict[str, Any]
KINDS = {"case": "", "short": "short form", "id": "id.", "supra": "supra", "docket": "docket number"}
NOT_CASES = ("statute", "journal")


def reading_told(reading: Reading, known: Mapping[str, str], *, brief: bool = False, name: str = "") -> Told:
    """A reading in words and as plain data. ``known`` leads from a citation's key to a case of the base."""
    blocks = [
        *_head(reading, name),
        *_parts(reading),
        *_cites(reading, known),
        *_authorities(reading, known),
        *_quotations(reading),
        *_suggestions(reading),
        *([] if brief else _text(reading)),
    ]
    return Told(tuple(blocks), reading_record(reading, known, name=name))


def reading_record(reading: Reading, known: Mapping[str, str], *, name: str = "") -> Data:
    """A reading as plain data. Every ``start`` and ``end`` is a place in the original, as ``offsets`` says."""
    record = reading.record
    cites = in_base(reading.citations, dict(known))
    return {
        "opinion": {
            "file": name, "kind": record.kind, "name": record.name, "citations": list(record.citations),
            "court": record.court, "decided": record.decided, "docket": record.docket, "id": record.id,
            "encoding": record.encoding, "field": record.field, "characters": len(record.text),
        },
        "offsets": offsets(reading),
        "warnings": list(reading.normal.warnings),
        "pages": [
            {"system": system, "reporter": reporter, "first": min(pages), "last": max(pages)}
            for system, reporter, pages in _systems(reading)
        ],
        "page_marks": [_mark(mark) for mark in reading.pages.marks],
        "parts": [_part(part, reading) for part in reading.parts],
        "citations": [_cite(cite) for cite in cites],
        "authorities": [_authority(one) for one in authorities(reading, dict(known))],
        "quotations": [_quotation(one) for one in reading.quotations],
        "suggestions": [_suggestion(one) for one in reading.suggestions],
    }  # fmt: skip


def offsets(reading: Reading) -> str:
    """In words, what the places of a reading count."""
    record = reading.record
    if record.kind in ("pdf", "docx"):
        return f"characters of the text taken from the {record.kind.upper()}"
    fields = [part.field for part in reading.parts if part.field] if not record.field else [record.field]
    if fields:
        return f"characters of the record's {' + blank line + '.join(dict.fromkeys(fields))}"
    if record.kind not in ("text", "html"):
        return "characters of the record's text"
    return f"characters of the file decoded as {record.encoding or 'text'}, a byte order mark being one"


def _mark(mark: PageMark) -> Data:
    return {"system": mark.system, "page": mark.page, "start": mark.start, "end": mark.end}


def _part(part: Part, reading: Reading) -> Data:
    return {
        "kind": part.kind, "author": part.author, "page": reading.pages.at(part.start), "field": part.field,
        "start": part.start, "end": part.end,
    }  # fmt: skip


def _cite(cite: Cite) -> Data:
    return {
        "text": cite.text, "kind": cite.kind, "cite": cite.cite, "name": cite.name, "court": cite.court, "year": cite.year,
        "pin": cite.pin, "signal": cite.signal, "parenthetical": cite.parenthetical, "history": cite.history,
        "part": cite.part, "author": cite.author, "page": cite.page, "pages": dict(cite.pages), "start": cite.start,
        "end": cite.end, "whole": list(cite.whole), "refers": cite.refers, "parallel": cite.parallel, "case": cite.case,
    }  # fmt: skip


def _authority(one: Authority) -> Data:
    return {
        "name": one.name, "cite": one.cite, "court": one.court, "year": one.year, "parts": dict(one.parts),
        "pages": list(one.pages), "case": one.case,
    }  # fmt: skip


def _quotation(one: Quotation) -> Data:
    return {
        "text": one.text, "part": one.part, "page": one.page, "pages": dict(one.pages), "start": one.start, "end": one.end,
        "cite": one.cite,
    }  # fmt: skip


def _suggestion(one: Suggestion) -> Data:
    return {
        "text": one.text, "name": one.name, "part": one.part, "page": one.page, "pages": dict(one.pages),
        "start": one.start, "end": one.end, "refers": one.refers,
    }  # fmt: skip


def _systems(reading: Reading) -> Iterator[tuple[str, str, list[int]]]:
    """Each page system with the reporter whose first page, among the opinion's own citations, comes just before it."""
    own = own_citations(reading)
    for system in reading.pages.systems():
        pages = [mark.page for mark in reading.pages.marks if mark.system == system]
        yield system, next((c for c in own if 0 <= pages[0] - _page(c) <= 20), ""), pages


def own_citations(reading: Reading) -> list[str]:
    """The citations of the opinion itself: its record's, or those at its head."""
    head = [part for part in reading.parts if part.kind in ("head", "syllabus")]
    first = head[0].end if head and head[0].start == 0 else 0
    printed = [cite.cite for cite in reading.citations if cite.kind == "case" and cite.end <= min(first, 4_000)]
    return [*reading.record.citations, *printed]


def _page(cite: str) -> int:
    last = cite.rpartition(" ")[2]
    return int(last) if last.isascii() and last.isdigit() and len(last) < 8 else 0


def _head(reading: Reading, name: str) -> Iterator[Block]:
    record = reading.record
    yield Heading(record.name or PurePath(name).name or "Opinion", 1)
    about = [", ".join(record.citations), record.court, record.decided, record.docket]
    said = "; ".join(part for part in about if part)
    if said:
        yield Paragraph(f"{said}.")
    for warning in reading.normal.warnings:
        yield Paragraph(f"Warning: {warning}.")
    yield Paragraph(f"Places are {offsets(reading)}. {_paged(reading)}")


def _paged(reading: Reading) -> str:
    systems = [
        f"'{system}' {reporter + ', ' if reporter else ''}{_range(min(pages), max(pages))}"
        for system, reporter, pages in _systems(reading)
    ]
    if not systems:
        return "No page marks: every page is unknown."
    return f"Page marks: {'; '.join(systems)}. Before the first mark the page is unknown."


def _range(first: int, last: int) -> str:
    return f"page {first}" if first == last else f"pages {first} to {last}"


def _parts(reading: Reading) -> Iterator[Block]:
    yield Heading("Parts", 2)
    rows = [
        (part.kind, part.author or "not named", _on(reading.pages.at(part.start)), f"{part.start}-{part.end}")
        for part in reading.parts
    ]
    yield Table(("part", "author", "begins on", "place"), tuple(rows), "The parts of the opinion")


def _on(page: int | None) -> str:
    return "unknown" if page is None else f"{page}"


def _all_pages(pages: Iterable[tuple[str, int]]) -> str:
    return " ".join(f"{system}{page}" for system, page in pages) or "unknown"


def _cites(reading: Reading, known: Mapping[str, str]) -> Iterator[Block]:
    cites = in_base(reading.citations, dict(known))
    yield Heading(f"Citations: {len(cites)}", 2)
    if not cites:
        yield Paragraph("None.")
        return
    yield Items(tuple(Item(f"[c{n}] {cited(cite)}", (_where(cite),)) for n, cite in enumerate(cites, 1)))


def _where(cite: Cite) -> str:
    part = f"{cite.part}{' (' + cite.author + ')' if cite.author else ''}, " if cite.part else ""
    signal = f"; signal: {cite.signal}" if cite.signal else ""
    return f"{part}page {_all_pages(cite.pages)}, at {cite.start}-{cite.end}{signal}"


def cited(cite: Cite) -> str:
    """A citation as it is read: name, citation, pin, court and year, parenthetical, and what a short form stands for."""
    name = f"{cite.name}, " if cite.name else ""
    pin = f", {cite.pin}" if cite.pin and cite.kind not in ("id", "short", "supra") else ""
    seat = "" if cite.kind in NOT_CASES else seated(cite.court, cite.year)
    said = f"{name}{cite.words or cite.text}{pin}{seat}"
    said += f" ({cite.parenthetical})" if cite.parenthetical else ""
    said += f", {cite.history}" if cite.history else ""
    if cite.refers is not None:
        how = "parallel to" if cite.parallel else "later history of" if cite.kind == "history" else "stands for"
        said += f" [{how} c{cite.refers + 1}]"
    elif cite.kind in ("short", "id", "supra"):
        said += " [stands for nothing cited before it]"
    return said + (f" [{cite.case}]" if cite.case else "")


def seated(court: str, year: str) -> str:
    """A court and a year as a citation has them; the Supreme Court goes without saying.

    >>> seated("ca9", "1986"), seated("scotus", "1989"), seated("", "")
    (' (9th Cir. 1986)', ' (1989)', '')
    """
    held = built_in().get(court)
    written = "" if court == "scotus" else held.abbreviation if held else court
    said = " ".join(part for part in (written, year) if part)
    return f" ({said})" if said else ""


def _authorities(reading: Reading, known: Mapping[str, str]) -> Iterator[Block]:
    lines = authorities(reading, dict(known))
    yield Heading("Table of authorities", 2)
    if not lines:
        yield Paragraph("None.")
        return
    yield Items(tuple(Item(_listed(one), (_relied(one),)) for one in lines))
    held = sum(bool(one.case) for one in lines)
    yield Paragraph(f"{count(len(lines), 'case')} cited; {held} in the case base.")


def _listed(one: Authority) -> str:
    held = f" [{one.case}]" if one.case else ""
    return f"{one.name or 'name not read'}, {one.cite}{seated(one.court, one.year)}{held}"


def _relied(one: Authority) -> str:
    """Which parts rely on a case, how often, and on which pages."""
    by = ", ".join(f"{kind or 'no part'} {times}" for kind, times in one.parts)
    pages = [*(["unknown"] if one.unpaged else []), *map(str, one.pages)]
    return f"{by}; page {', '.join(pages)}"


def _quotations(reading: Reading) -> Iterator[Block]:
    if not reading.quotations:
        return
    yield Heading(f"Quotations: {len(reading.quotations)}", 2)
    yield Items(
        tuple(
            Item(
                f"“{_short(one.text)}” (page {_all_pages(one.pages)}, {one.start}-{one.end})"
                + (f" [c{one.cite + 1}]" if one.cite is not None else "")
            )
            for one in reading.quotations
        )
    )


def _short(text: str, most: int = 160) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _suggestions(reading: Reading) -> Iterator[Block]:
    if not reading.suggestions:
        return
    yield Heading("Perhaps also cited, by name alone", 2)
    yield Items(
        tuple(
            Item(f"'{one.text}' (page {_all_pages(one.pages)}, {one.start}-{one.end}): {one.name} [c{one.refers + 1}]?")
            for one in reading.suggestions
        )
    )


def _text(reading: Reading) -> Iterator[Block]:
    yield Heading("The text, with its anchors", 2)
    yield Paragraph(
        "Each paragraph begins with its place in the original. [*12] begins page 12; [c1] ends citation c1."
    )
    marks = anchors(reading)
    starts = [place for place, _ in marks]
    headed = {part.start: part for part in reading.parts}
    for at, line in reading.normal.paragraphs():
        place = reading.normal.reading.start(at)
        part = headed.pop(place, None)
        if part is not None and len(reading.parts) > 1:
            yield Heading(f"{part.kind}{': ' + part.author if part.author else ''}", 3)
        first, last = bisect_right(starts, at - 1), bisect_right(starts, at + len(line))
        yield Paragraph(f"@{place} {_anchored(line, at, marks[first:last])}")


def anchors(reading: Reading) -> list[tuple[int, str]]:
    """Places of the reading text where a page begins or a citation ends, and what is said there."""
    inward = reading.normal.reading.inward
    pages = [(inward(mark.start), f"[{mark.system}{mark.page}]") for mark in reading.pages.marks]
    cites = [(inward(cite.end - 1) + 1, f"[c{number}]") for number, cite in enumerate(reading.citations, 1)]
    return sorted([*pages, *cites])


def _anchored(line: str, at: int, marks: Iterable[tuple[int, str]]) -> str:
    said: list[str] = []
    done = 0
    for place, mark in marks:
        here = min(max(place - at, done), len(line))
        said += (line[done:here], mark)
        done = here
    return "".join([*said, line[done:]])
