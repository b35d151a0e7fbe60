"""An opinion read: one pure function from a record to its parts, pages, citations and quotations."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

from afortiori.opinion.citations import Cite, find, parties
from afortiori.opinion.markup import readable
from afortiori.opinion.names import Suggestion, suggestions
from afortiori.opinion.normal import Normal, normalise
from afortiori.opinion.pages import Finder, Pages
from afortiori.opinion.parts import Part, Places, parts_of
from afortiori.opinion.quotations import Quotation, quotations_in

CLOSE = 120
MOST_HEAD = 4_000


@dataclass(frozen=True, slots=True)
class Record:
    """An opinion as a file gives it. ``text`` is the original: every place that a reading names is a place in it.

    ``parts`` are those that the record itself marks; ``kind`` says what the file was; ``markup``: the text is HTML;
    ``encoding`` and ``field`` say how the text comes out of the file again, where it is a file's text or a record's field. ``quoted`` are stretches set off as block quotations.
    """

    text: str
    name: str = ""
    kind: str = "text"
    citations: tuple[str, ...] = ()
    court: str = ""
    decided: str = ""
    docket: str = ""
    parts: tuple[Part, ...] = ()
    markup: bool = False
    id: str = ""
    encoding: str = ""
    field: str = ""
    quoted: tuple[tuple[int, int], ...] = ()
    cluster: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What an opinion says by its form: parts, pages, citations, quotations, and bare names as suggestions."""

    record: Record
    normal: Normal
    parts: tuple[Part, ...]
    citations: tuple[Cite, ...]
    quotations: tuple[Quotation, ...]
    suggestions: tuple[Suggestion, ...]

    @property
    def pages(self) -> Pages:
        """The page marks."""
        return self.normal.pages


def read(record: Record) -> Reading:
    """Read an opinion. MissingExtra where eyecite is absent.

    >>> reading = read(Record("dissenting: See Jensen v. Conrad, 747 F.2d 185, 194 (4th Cir.1984). *1429If not, Jensen fails."))
    >>> [(c.name, c.court, c.year, c.pin, c.part) for c in reading.citations]
    [('Jensen v. Conrad', 'ca4', '1984', '194', 'dissent')]
    >>> [(s.text, s.pages) for s in reading.suggestions]
    [('Jensen', (('*', 1429),))]
    """
    normal = made_readable(record)
    parts = parts_of(normal, record.parts, len(record.text))
    pages, places = Finder(normal.pages), Places(parts)
    cites = tuple(_placed(cite, record.text, pages, places) for cite in find(normal))
    return Reading(
        record,
        normal,
        parts,
        cites,
        tuple(
            _with_cite(quotation, cites, normal, pages, places) for quotation in quotations_in(normal, record.quoted)
        ),
        tuple(
            replace(one, pages=pages.at(one.start), part=_part(places, one.start))
            for one in suggestions(normal, cites, record.text, _own(record, normal, parts))
        ),
    )


def made_readable(record: Record) -> Normal:
    """A record's reading text, with its way back into the original."""
    return normalise(readable(record.text) if record.markup else record.text)


def _own(record: Record, normal: Normal, parts: tuple[Part, ...]) -> frozenset[str]:
    """The words by which the opinion's own parties are called: in its record's name, else at its head."""
    if record.name:
        return frozenset(parties(record.name))
    if not parts or parts[0].kind not in ("head", "syllabus"):
        return frozenset()
    head = normal.text[: normal.reading.inward(min(parts[0].end, MOST_HEAD))]
    around = re.search(r"([^\n.]{1,200})\s(?:v\.|vs\.|V\.)\s([^\n.]{1,200})", head.replace("\n", "  "))
    return frozenset(parties(f"{around[1]} v. {around[2]}")) if around else frozenset()


def _part(places: Places, at: int) -> str:
    part = places.at(at)
    return part.kind if part else ""


def _placed(cite: Cite, text: str, pages: Finder, places: Places) -> Cite:
    """A citation with its own words, its page, and the part that relies on it."""
    part = places.at(cite.start)
    return replace(
        cite,
        text=text[cite.start : cite.end],
        pages=pages.at(cite.start),
        part=part.kind if part else "",
        author=part.author if part else "",
    )


def _with_cite(
    quotation: Quotation, cites: tuple[Cite, ...], normal: Normal, pages: Finder, places: Places
) -> Quotation:
    """A quotation with its page, its part, and the citation that it stands in or that follows it."""
    here = replace(quotation, pages=pages.at(quotation.start), part=_part(places, quotation.start))
    index = _cited(quotation, cites, normal)
    return here if index is None else replace(here, cite=_main(cites, index), pin=cites[index].pin)


def _cited(quotation: Quotation, cites: tuple[Cite, ...], normal: Normal) -> int | None:
    """The citation that a quotation stands in, that follows it, or that leads up to it."""
    after = bisect_left(cites, quotation.end, key=lambda cite: cite.start)
    for index in range(max(after - 4, 0), after):
        if cites[index].whole[0] < quotation.start < cites[index].whole[1]:
            return index
    leads = _introducing(quotation, cites, normal)
    between = normal.between(quotation.end - 1, cites[after].whole[0], CLOSE) if after < len(cites) else ""
    if between and _follows(between) and (leads is None or not _ELSEWHERE.match(between)):
        return None if _CITING.match(between) else after
    return leads


# What is quoted in a parenthesis behind a quotation, or cited there, is not where the quotation itself stands, if a citation leads up to it.
_ELSEWHERE = re.compile(r"[^()]{0,20}\((?:quoting|citing)\b")
_CITING = re.compile(r"[^()]{0,20}\(citing\b")


def _follows(between: str) -> bool:
    """Whether a citation belongs to a quotation before it: close by, and no whole sentence stands between."""
    return len(between) <= CLOSE and not re.search(r"[.?!][”\"]?\s+[A-Z][^.?!]*\s[a-z][^.?!]*[.?!]\s", between)


def _introducing(quotation: Quotation, cites: tuple[Cite, ...], normal: Normal) -> int | None:
    """The citation that leads up to a quotation: 'In Jensen, 747 F.2d at 190, the court said:'."""
    before = bisect_left(cites, quotation.start, key=lambda cite: cite.start) - 1
    if before < 0 or quotation.start < cites[before].whole[1]:
        return None
    between = normal.between(cites[before].whole[1], quotation.start, CLOSE).rstrip(' \n“"')
    return (
        before if len(between) <= CLOSE and between.endswith((":", ",", "that", "(")) and ". " not in between else None
    )


def _main(cites: tuple[Cite, ...], index: int) -> int:
    """The full citation behind a short one."""
    refers = cites[index].refers
    return index if refers is None else refers


@dataclass(frozen=True, slots=True)
class Authority:
    """A line of a table of authorities: a case, how often each part relies on it, on which pages, and the base's id of it.

    ``unpaged``: it is cited on a page that is not known, too.
    """

    name: str
    cite: str
    court: str
    year: str
    parts: tuple[tuple[str, int], ...]
    pages: tuple[int, ...]
    case: str = ""
    unpaged: bool = False


def authorities(reading: Reading, known: dict[str, str] | None = None) -> tuple[Authority, ...]:
    """The table of authorities: each case once, by name. ``known`` leads from a citation's key to a case of the base."""
    by_key: dict[str, list[Cite]] = {}
    for cite in reading.citations:
        main = reading.citations[cite.refers] if cite.refers is not None else cite
        if main.kind in ("case", "docket", "history") and not cite.parallel and cite.kind != "history":
            by_key.setdefault(main.key, []).append(cite)
    lines = [_line(key, list(cites), known or {}) for key, cites in by_key.items()]
    return tuple(sorted(lines, key=lambda line: (line.name.casefold() or "~", line.cite)))


def _line(key: str, cites: list[Cite], known: dict[str, str]) -> Authority:
    full = max(cites, key=lambda cite: (bool(cite.name), bool(cite.court), bool(cite.year), -cite.start))
    parts: dict[str, int] = {}
    for cite in cites:
        parts[cite.part] = parts.get(cite.part, 0) + 1
    pages = sorted({cite.page for cite in cites if cite.page is not None})
    return Authority(
        full.name,
        full.cite,
        full.court,
        full.year,
        tuple(parts.items()),
        tuple(pages),
        known.get(key, ""),
        any(cite.page is None for cite in cites),
    )


def in_base(cites: Iterable[Cite], known: dict[str, str]) -> tuple[Cite, ...]:
    """The citations, each with the id of its case in the base."""
    return tuple(replace(cite, case=known.get(cite.key, "")) for cite in cites)
