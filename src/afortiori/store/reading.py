"""Opinions and drafts read from their bytes: what the command line, the workbench and other programs call.

``reading_of(data, name)`` gives a ``Reading``, made in a process of its own with limits of time and memory. ``known_cases`` gives
what a case base knows of its citations. ``memo.reading.reading_record(reading, known)`` is the same as plain data, and
``memo.reader.reader(reading, known)`` as one HTML file. ``checked_draft(data, name, known)`` gives the findings of a cite check.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from afortiori.errors import BadInput, Problem, bad_option
from afortiori.opinion import Reading
from afortiori.opinion.cite_checking import Finding, check_draft
from afortiori.opinion.known import Known, KnownCase, known_of
from afortiori.store.library import open_base, open_pack, open_packs, pack_folders, pack_for
from afortiori.store.opinions import SUFFIXES, read_file
from afortiori.store.pack import is_pack
from afortiori.store.reading_apart import SOURCE, WHOLE, read_apart

MOST_SECONDS = 300


def reading_of(data: bytes, name: str, *, number: int | None = None, seconds: int = MOST_SECONDS) -> Reading:
    """An opinion read from a file's bytes; ``number`` chooses among several records, from 1.

    BadInput where it cannot be read within its limits; MissingExtra where the extra 'opinions' is absent.
    """
    return read_apart(data, name, str(number or 0), WHOLE, seconds=seconds)


def open_reading(name: str, *, number: int | None = None, seconds: int = MOST_SECONDS) -> Reading:
    """``reading_of``, for a file by its name."""
    return reading_of(read_file(name), name, number=number, seconds=seconds)


def fingerprint(data: bytes) -> str:
    """The SHA-256 of an opinion's file, by which a change is noticed."""
    return sha256(data).hexdigest()


def known_cases(doctrine: str | None = None, bases: Sequence[str] = (), *, cached: bool = True) -> Known:
    """The cases with which an opinion or a draft is compared: a pack's, those named, or those of every pack.

    A pack that cannot be read is passed over, where none is named.
    """
    if bases:
        pack = open_pack(doctrine, cached=cached) if doctrine else pack_for(_first_pack(bases), cached=cached)
        return Known(tuple(known_of(open_base(pack, bases, cached=cached))))
    if doctrine:
        return Known(tuple(known_of(open_pack(doctrine, cached=cached).base)))
    packs, _ = open_packs(cached=cached)
    return Known(tuple(case for pack in packs for case in known_of(pack.base, pack=pack.id)))


def _first_pack(bases: Sequence[str]) -> str | None:
    """The first base that is a pack itself."""
    return next((name for name in bases if name in pack_folders() or is_pack(Path(name))), None)


@dataclass(frozen=True, slots=True)
class AtHand:
    """The opinions in some folders, and those files that cannot be read."""

    cases: tuple[KnownCase, ...]
    problems: tuple[Problem, ...] = ()


def opinions_at_hand(folders: Sequence[str]) -> AtHand:
    """The opinions in folders, each known by the citations that its record or its head gives, and by its file's name."""
    found: list[KnownCase] = []
    problems: list[Problem] = []
    for folder in folders:
        if not Path(folder).is_dir():
            raise bad_option(f"no folder of opinions at '{folder[:120]}'", "name a folder")
        for file in sorted(Path(folder).iterdir()):
            if file.suffix.lower() in SUFFIXES and file.is_file():
                try:
                    found.append(_at_hand(file))
                except BadInput as bad:
                    problems += bad.problems
    return AtHand(tuple(found), tuple(problems))


def _at_hand(file: Path) -> KnownCase:
    reading = read_apart(read_file(str(file)), str(file), "0", SOURCE, seconds=MOST_SECONDS)
    record = reading.record
    printed = tuple(cite.cite for cite in reading.citations)
    return KnownCase(
        file.stem, record.name or file.stem, record.citations or printed, text=reading.normal, file=str(file)
    )


def checked_draft(data: bytes, name: str, known: Known, *, as_of: str) -> tuple[Finding, ...]:
    """A draft's citations and quotations, each with what was found of it; ``as_of`` is the day on which authority must stand.

    The draft is read in a process of its own. BadInput where it cannot be read.
    """
    return check_draft(reading_of(data, name), known, as_of=as_of)
