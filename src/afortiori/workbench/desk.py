"""The desk: packs, bases and matters as the pages open them, each read once and kept while it is as it was."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from threading import RLock
from time import monotonic
from typing import TypeVar, cast

from afortiori.casebase import Law, Options
from afortiori.casebase.few import few
from afortiori.doctrine import Doctrine
from afortiori.errors import AfortioriError, BadInput, bad_option, did_you_mean
from afortiori.opinion import Reading
from afortiori.precedent import Facts
from afortiori.store.asking import Asked, Wanted, ask
from afortiori.store.build import Matter
from afortiori.store.cabinet import Draft, Entry, NotYours, Saved
from afortiori.store.cabinet.people import BASE, Roll
from afortiori.store.cabinet.rows import OWNER, SqlCabinet
from afortiori.store.charts.folder import remove_folder
from afortiori.store.charts.spelling import unused
from afortiori.store.index.asking import ask_index, told
from afortiori.store.index.opening import doctrine_of
from afortiori.store.index.sections import own_indexes
from afortiori.store.library import Found, pack_folders
from afortiori.store.pack import Pack, load_pack, own_packs
from afortiori.store.papers import Papers, matter, papers
from afortiori.workbench.large import Large
from afortiori.workbench.large import opened as large_base

LAWS_KEPT = 64
WORKED_OUT_KEPT = 64
T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")
READINGS_KEPT = 8
LOOKED_AGAIN = 2.0


@dataclass(frozen=True, slots=True)
class Opened:
    """A version of a matter with its pack, and the law as its papers take it."""

    saved: Saved
    papers: Papers
    found: Found
    asked: Asked
    law: Law
    large: Large | None = None

    @property
    def matter(self) -> Matter:
        """The matter."""
        return self.found.matter

    @property
    def cases_of(self) -> str:
        """The base whose cases have pages; '' for a large one, whose have none."""
        return "" if self.large is not None else self.pack.id

    @property
    def pack(self) -> Pack:
        """The pack of its doctrine."""
        return self.found.pack

    @property
    def doctrine(self) -> Doctrine:
        """The doctrine, as the reading that is asked for has it."""
        return self.law.doctrine

    @property
    def facts(self) -> Facts:
        """The facts, as the reading that is asked for has them."""
        return self.asked.facts


class BaseGone(AfortioriError):
    """The base of a matter is not here: it was taken out, or is open to this person no longer."""

    def __init__(self, saved: Saved) -> None:
        self.saved = saved
        super().__init__(f"the base '{saved.doctrine}', on which this matter is decided, is not here")


@dataclass(slots=True)
class _Kept:
    pack: Pack
    stamp: tuple[int, int]
    looked: float


class Desk:
    """What the pages share: the cabinet, the folder of the user's own bases, the clock, and all that was read."""

    def __init__(self, cabinet: SqlCabinet, folder: Path, clock: Callable[[], datetime]) -> None:
        self.cabinet = cabinet
        self.folder = folder
        self.clock = clock
        self._packs: dict[str, _Kept] = {}
        self._large: dict[str, tuple[object, Large]] = {}
        self._laws: OrderedDict[object, tuple[object, Law]] = OrderedDict()
        self._fews: OrderedDict[object, tuple[Large, tuple[str, Law]]] = OrderedDict()
        self._readings: OrderedDict[tuple[str, str], Reading] = OrderedDict()
        self._worked_out: OrderedDict[object, tuple[Law, object]] = OrderedDict()
        self._lock = RLock()
        self.guiding = RLock()
        self.person: str | None = None

    def of(self, person: str) -> Desk:
        """The desk as one person has it: behind the wall, with all that was read shared."""
        hers = copy(self)
        hers.cabinet, hers.person = self.cabinet.of(person), person
        return hers

    @property
    def roll(self) -> Roll:
        """Who may sign in and open what."""
        return Roll(self.cabinet.ground)

    @property
    def bases(self) -> Path:
        """The folder of the user's own bases."""
        return self.folder / "bases"

    def today(self) -> str:
        """Today, as the user's clock has it."""
        return self.clock().date().isoformat()

    def now(self) -> str:
        """The moment, in UTC, to the second."""
        return self.clock().astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

    def own(self) -> dict[str, Path]:
        """The folders of the user's own bases, by name."""
        return self._hers(own_packs(self.bases))

    def tables(self) -> dict[str, Path]:
        """The large bases of the user's own: indexes, by name."""
        return self._hers(own_indexes(self.bases))

    def everything(self) -> dict[str, Path]:
        """The user's own bases of any size, by name."""
        return self.own() | self.tables()

    def rests_on(self, name: str) -> list[str]:
        """The user's own bases that must be open for a matter on one: that one, and what a large one was coded on."""
        own = self.everything()
        return [each for each in dict.fromkeys((name, self.coded_on(name))) if each in own]

    def coded_on(self, name: str) -> str:
        """The base that has the factors of one: of a large base, that on which it was coded; else itself."""
        tables = self.tables()
        return doctrine_of(str(tables[name])) if name in tables else name

    def _hers(self, found: dict[str, Path]) -> dict[str, Path]:
        if self.person is None or not found:
            return found
        open_to_her = self.roll.bases(self.person)
        return {name: path for name, path in found.items() if name in open_to_her}

    def name_for(self, wanted: str) -> str:
        """The name of a new base; where many share the workbench it cannot be guessed, and tells nothing of the others'."""
        return unused(wanted, set(self.folders())) if self.person is None else f"{wanted}-{token_hex(6)}"

    def made(self, base: str) -> None:
        """A base was made: it belongs to who made it."""
        if self.person is not None:
            self.roll.seat(f"{BASE}{base}", self.person, OWNER)

    def remove_base(self, base: str) -> None:
        """Take a base out for good; NotYours where somebody else owns it."""
        if self.person is not None and self.roll.role(f"{BASE}{base}", self.person) != OWNER:
            raise NotYours
        remove_folder(self.own()[base])
        with self._lock:
            self._packs.pop(base, None)
        self.roll.forget(f"{BASE}{base}")

    def folders(self) -> dict[str, Path]:
        """Every pack and base that can be opened, by name."""
        return {**self.own(), **pack_folders()}

    def pack(self, name: str) -> Pack:
        """A pack or a base by name, read anew where its files have changed."""
        if name in self.tables():
            return self.large(name).pack
        if self.person is not None and name not in pack_folders() and name not in self.own():
            raise bad_option(f"unknown pack '{name[:120]}'", did_you_mean(name, self.folders()))
        with self._lock:
            kept = self._packs.get(name)
            if kept is not None and monotonic() - kept.looked < LOOKED_AGAIN:
                return kept.pack
            folders = self.folders()
            if name not in folders:
                raise bad_option(f"unknown pack '{name[:120]}'", did_you_mean(name, folders))
            stamp = _stamp(folders[name])
            if kept is None or kept.stamp != stamp:
                kept = _Kept(load_pack(folders[name], name), stamp, 0.0)
                self._packs[name] = kept
            kept.looked = monotonic()
            return kept.pack

    def large(self, name: str) -> Large:
        """A large base by name, opened anew where its file or its pack has changed."""
        path = self.tables()[name]
        of = self.pack(doctrine_of(str(path)))
        stamp = (of, path.stat().st_mtime_ns, path.stat().st_size)
        with self._lock:
            kept = self._large.get(name)
            if kept is None or kept[0] != stamp:
                kept = self._large[name] = (stamp, large_base(name, path, of))
            return kept[1]

    def open(self, id: str, number: int | None = None) -> Opened:
        """A matter as it was saved, the latest version where none is named."""
        saved = self.cabinet.open(id, number)
        return self.opened(saved, papers(saved.content))

    def opened(self, saved: Saved, of: Papers) -> Opened:
        """Papers with their pack and their law; BaseGone, BadInput where they no longer fit the pack."""
        name = str(of.matter["doctrine"])
        try:
            return self._opened(saved, of, name)
        except BadInput:
            if self.coded_on(name) in self.folders():
                raise
            raise BaseGone(saved) from None

    def _opened(self, saved: Saved, of: Papers, name: str) -> Opened:
        if name in self.tables():
            return self._opened_large(saved, of, self.large(name))
        pack = self.pack(name)
        found = Found(pack, matter(saved.id, of, pack), pack.base)
        asked = ask(found, of.wanted(), today=self.today())
        return Opened(saved, of, found, asked, self._law(pack, of.wanted(), asked))

    def _opened_large(self, saved: Saved, of: Papers, large: Large) -> Opened:
        found = Found(large.pack, matter(saved.id, of, large.pack), large.pack.base)
        asked = ask_index(found, large.register, of.wanted(), today=self.today())
        note, law = self._few(large, asked)
        return Opened(saved, of, found, asked._replace(note=note), law, large)

    def _few(self, large: Large, asked: Asked) -> tuple[str, Law]:
        """What is said of the rows that bear on some facts, and their law: the latest few are kept."""
        key = (large.name, asked.facts, asked.options, asked.note)
        with self._lock:
            of, kept = self._fews.get(key, (None, None))
            if kept is None or of is not large:
                what = few(large.register, asked.facts, asked.options)
                note = f"{asked.note} {told(large.name, len(large.register), what)}".strip()
                kept = (note, Law(what.base, asked.options))
                self._fews[key] = (large, kept)
            _used(self._fews, key, LAWS_KEPT)
            return kept

    def whole(self, id: str) -> Opened:
        """``open``, for what is worked out from a base as a whole; BadInput where it is too large for that."""
        opened = self.open(id)
        if opened.large is not None:
            raise bad_option("that is not worked out on a base of this size", "ask it of the pack")
        return opened

    def _law(self, pack: Pack, wanted: Wanted, asked: Asked) -> Law:
        return self.law(pack, asked.options, (wanted.adopted, wanted.reading), lambda: Law(asked.base, asked.options))

    def law(self, pack: Pack, options: Options, supposed: object, make: Callable[[], Law]) -> Law:
        """The law of a pack under some options, made once; ``supposed`` tells apart what else it is made under."""
        key = (pack.id, options, supposed)
        with self._lock:
            of, law = self._laws.get(key, (None, None))
            if law is None or of is not pack:
                law = make()
                self._laws[key] = (pack, law)
            _used(self._laws, key, LAWS_KEPT)
            return law

    def worked_out(self, opened: Opened, make: Callable[[Opened], T]) -> T:
        """What is worked out from a law and facts at length, made once: the latest few are kept."""
        key = (make, id(opened.law), opened.facts)  # an id is no other law's: what is kept keeps its law
        with self._lock:
            _, kept = self._worked_out.get(key, (None, None))
        made = make(opened) if kept is None else cast("T", kept)
        with self._lock:
            self._worked_out[key] = (opened.law, made)
            _used(self._worked_out, key, WORKED_OUT_KEPT)
        return made

    def reading(self, data: bytes, name: str) -> Reading:
        """An opinion read, in a process of its own; the latest few are kept."""
        from afortiori.store.reading import fingerprint, reading_of

        key = (fingerprint(data), name)
        with self._lock:
            if key in self._readings:
                _used(self._readings, key, READINGS_KEPT)
                return self._readings[key]
        reading = reading_of(data, name)
        with self._lock:
            self._readings[key] = reading
            _used(self._readings, key, READINGS_KEPT)
        return reading

    def create(self, of: Papers, who: str, what: str) -> str:
        """Save a new matter; its id."""
        return self.cabinet.create(self._draft(of, who, what))

    def save(self, id: str, after: int, of: Papers, who: str, what: str, *, state: int | None = None) -> Entry:
        """Save the next version of a matter; Overtaken where it was saved meanwhile."""
        return self.cabinet.save(id, after, self._draft(of, who, what), state=state)

    def _draft(self, of: Papers, who: str, what: str) -> Draft:
        return Draft(of.title, str(of.matter["doctrine"]), of.text(), who, self.now(), what[:500])


def _stamp(folder: Path) -> tuple[int, int]:
    """How many files a pack has, and when one last changed: what tells that it must be read anew."""
    count, latest = 0, 0
    for place in (folder, *(folder / name for name in ("cases", "matters", "questions"))):
        if place.is_dir():
            with os.scandir(place) as entries:
                for entry in entries:
                    count, latest = count + 1, max(latest, entry.stat().st_mtime_ns)
    return count, latest


def _used(kept: OrderedDict[K, V], key: K, most: int) -> None:
    """Of what is kept this was used last; what was used longest ago is kept no longer."""
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)
