"""Questions about opinions and drafts: what an opinion says by its form, and whether a draft's citations hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from afortiori.answers.memoranda import day

if TYPE_CHECKING:
    from afortiori.memo.told import Told


def read(
    data: bytes, name: str, *, record: int | None = None, brief: bool = False, doctrine: str | None = None,
    bases: Sequence[str] = (), cached: bool = True,
) -> Told:  # fmt: skip
    """An opinion's parts, pages, citations, authorities and quotations, from a file's bytes; ``record`` chooses one of several.

    >>> told = read(b"See Jensen v. Conrad, 747 F.2d 185, 194 (4th Cir.1984).", "note.txt")
    >>> [(cite["name"], cite["court"], cite["case"]) for cite in told.data["citations"]]
    [('Jensen v. Conrad', 'ca4', 'duty-to-protect/jensen-v-conrad-1984')]
    """
    from afortiori.memo.reading import reading_told
    from afortiori.store.reading import known_cases, reading_of

    reading = reading_of(data, name, number=record)
    known = known_cases(doctrine, bases, cached=cached)
    return with_limits(reading_told(reading, known.keys, brief=brief, name=name))


def with_limits(told: Told) -> Told:
    """An answer, with what the system does not limit while files of others are read."""
    from afortiori.memo.blocks import Paragraph
    from afortiori.store.bounds import unlimited

    return told._replace(blocks=(*told.blocks, *(Paragraph(note) for note in unlimited())))


def reader(
    data: bytes, name: str, *, record: int | None = None, doctrine: str | None = None, bases: Sequence[str] = (),
    cached: bool = True,
) -> bytes:  # fmt: skip
    """The opinion as one HTML file in which its citations, quotations and pages are marked.

    >>> reader(b"See Jensen v. Conrad, 747 F.2d 185 (4th Cir.1984).", "note.txt")[:15]
    b'<!DOCTYPE html>'
    """
    from afortiori.memo import reader as page
    from afortiori.store.reading import known_cases, reading_of

    known = known_cases(doctrine, bases, cached=cached)
    return page.reader(reading_of(data, name, number=record), known.keys, name=name)


def cite_check(
    data: bytes, name: str, *, today: str, as_of: str | None = None, opinions: Sequence[str] = (),
    doctrine: str | None = None, bases: Sequence[str] = (), cached: bool = True,
) -> Told:  # fmt: skip
    """Each citation and quotation of a draft, checked; ``opinions`` are folders in which quotations are looked up.

    >>> told = cite_check(b"Doe v. Roe, 999 F.9d 12 (2d Cir. 2019).", "draft.txt", today="2026-11-25")
    >>> told.data["at_fault"], told.data["findings"][0]["says"]
    (1, "no reporter 'F.9d' is known")
    """
    from afortiori.memo.cite_checking import findings_told
    from afortiori.store.reading import checked_draft, known_cases, opinions_at_hand

    on = day(as_of or today)
    at_hand = opinions_at_hand(opinions)
    known = known_cases(doctrine, bases, cached=cached).joined(at_hand.cases)
    findings = checked_draft(data, name, known, as_of=on)
    return with_limits(findings_told(findings, name=name, as_of=on, problems=at_hand.problems))
