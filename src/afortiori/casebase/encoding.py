"""Precedents and facts as words of bits: a precedent forces its side iff no word of it meets what the facts lack."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from afortiori.constraint import Conditions, held, met, open_to, reason
from afortiori.doctrine import Doctrine, Factor
from afortiori.precedent import Facts, Precedent

Words = tuple[int, ...]
WORD = 64
PACKED_FROM = 6


@dataclass(frozen=True, slots=True)
class Field:
    """A factor on a line as a number in a word, with a guard bit above it: the greater, the better for the side."""

    factor: Factor
    word: int
    shift: int
    width: int
    places: dict[str, int]


@dataclass(frozen=True, slots=True)
class Bit:
    """A condition as one bit of a word. ``guarded``: it stands in a word of fields, as a field of one bit."""

    factor: str
    level: str
    word: int
    shift: int
    ours: bool
    guarded: bool


class Encoding:
    """How the precedents for ``side``, and the facts that they are asked of, are laid out in words of 64 bits.

    In a plain word a set bit of a precedent is what it needs: a condition of R(c), or the absence of one that it did not
    overcome; a set bit of the facts is what they lack. In a word of fields, marked by its ``guards``, a precedent's number
    is the least level that it admits and the facts' the level held. ``order`` names the factors as they are laid out,
    the most significant first; a line of ``packed_from`` levels or more is a field.
    """

    __slots__ = ("_by_factor", "doctrine", "guards", "other", "side", "slots")

    def __init__(
        self,
        doctrine: Doctrine,
        side: str,
        order: Sequence[str] | None = None,
        *,
        packed_from: int = PACKED_FROM,
        word: int = WORD,
    ) -> None:
        self.doctrine, self.side, self.other = doctrine, side, doctrine.other(side)
        factors = [doctrine.factor(id) for id in (order or doctrine.factor_ids())]
        self.slots, self.guards = _laid_out([f for f in factors if f.conditions()], side, packed_from, word)
        self._by_factor: dict[str, list[Field | Bit]] = {}
        for slot in self.slots:
            name = slot.factor.id if isinstance(slot, Field) else slot.factor
            self._by_factor.setdefault(name, []).append(slot)

    @property
    def width(self) -> int:
        """How many conditions, or numbers of levels, are told apart."""
        return sum(slot.width - 1 if isinstance(slot, Field) else 1 for slot in self.slots)

    def by_factor(self) -> list[list[tuple[int, int, int, bool]]]:
        """For each factor its spots: (word, shift, width without the guard, whether the word is one of fields)."""
        return [
            [(slot.word, slot.shift, slot.width - 1 if isinstance(slot, Field) else 1, bool(self.guards[slot.word]))
             for slot in slots]
            for slots in self._by_factor.values()
        ]  # fmt: skip

    @property
    def tops(self) -> Words:
        """The greatest value of every field, word by word: a row and the same case as facts add up to it there."""
        words = [0] * len(self.guards)
        for slot in self.slots:
            if self.guards[slot.word]:
                words[slot.word] |= (len(slot.places) - 1 if isinstance(slot, Field) else 1) << slot.shift
        return tuple(words)

    def row(self, precedent: Precedent, model: str) -> Words:
        """A precedent for ``side``: R(c), and the absence of all that it did not overcome (theory 2)."""
        return self.needing(reason(self.doctrine, precedent, model), held(self.doctrine, precedent, self.other))

    def worst(self, facts: Facts) -> Words:
        """Facts at their worst completion for ``side``: what is not certain for it, and what may be against it (theory 4)."""
        return self.lacking(met(self.doctrine, facts, self.side), open_to(self.doctrine, facts, self.other))

    def best(self, facts: Facts) -> Words:
        """Facts at their best completion for ``side``."""
        return self.lacking(open_to(self.doctrine, facts, self.side), met(self.doctrine, facts, self.other))

    def contrary(self, precedent: Precedent, model: str) -> Words:
        """A precedent of the other side as facts that a priority conflict would meet: R(c') stands for c'^o (theory 8)."""
        return self.lacking(held(self.doctrine, precedent, self.side), reason(self.doctrine, precedent, model))

    def weakest(self, row: Words) -> Words:
        """The weakest facts on which a row forces: another row forces there iff it makes this one redundant (theory 8)."""
        every = (1 << WORD) - 1
        return tuple(word if guard else ~word & every for word, guard in zip(row, self.guards, strict=True))

    def needing(self, needs: Conditions, overcame: Conditions) -> Words:
        """A row from the conditions that it rests on and those of the other side that it overcame."""
        words = [0] * len(self.guards)
        ours, theirs = _levels(needs), _levels(overcame)
        for name, slots in self._by_factor.items():
            for slot in slots:
                words[slot.word] |= _needed(slot, ours.get(name, ()), theirs.get(name, ())) << slot.shift
        return tuple(words)

    def lacking(self, has: Conditions, against: Conditions) -> Words:
        """A query from the conditions for ``side`` that stand and those of the other side that stand against it."""
        words = [0] * len(self.guards)
        ours, theirs = _levels(has), _levels(against)
        for name, slots in self._by_factor.items():
            for slot in slots:
                words[slot.word] |= _lacked(slot, ours.get(name, ()), theirs.get(name, ())) << slot.shift
        return tuple(words)

    def row_parts(self, factor: Factor) -> list[Words]:
        """For each level of a factor its part of a row in the result model; rows are the union of their parts."""
        return self._parts(factor, query=False)

    def query_parts(self, factor: Factor) -> list[Words]:
        """For each level of a factor its part of a query on facts known."""
        return self._parts(factor, query=True)

    def possible_part(self, factor: Factor, levels: Iterable[str], *, worst: bool) -> Words:
        """A factor's part of a query at the worst, or the best, of some levels still possible."""
        sets = [factor.satisfied(level) for level in levels]
        certain, open_ones = frozenset.intersection(*sets), frozenset.union(*sets)
        ours, theirs = (certain, open_ones) if worst else (open_ones, certain)
        return self._of_factor(factor, ours, theirs, query=True)

    def _parts(self, factor: Factor, *, query: bool) -> list[Words]:
        slots = self._by_factor.get(factor.id, ())
        if slots and isinstance(slots[0], Field):
            field, after = slots[0], (0,) * (len(self.guards) - slots[0].word - 1)
            return [(*(0,) * field.word, field.places[level] << field.shift, *after) for level in factor.levels]
        return [self._of_factor(factor, there, there, query=query) for there in map(factor.satisfied, factor.levels)]

    def _of_factor(self, factor: Factor, ours: Conditions, theirs: Conditions, *, query: bool) -> Words:
        mine = [c.level for c in ours if c.side == self.side]
        foes = [c.level for c in theirs if c.side != self.side]
        words = [0] * len(self.guards)
        for slot in self._by_factor.get(factor.id, ()):
            words[slot.word] |= (_lacked if query else _needed)(slot, mine, foes) << slot.shift
        return tuple(words)


def _levels(conditions: Conditions) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for condition in conditions:
        found.setdefault(condition.factor, []).append(condition.level)
    return found


def _needed(slot: Field | Bit, ours: Sequence[str], theirs: Sequence[str]) -> int:
    if isinstance(slot, Bit):
        return int(slot.level in ours) if slot.ours else int(slot.level not in theirs)
    return _place(slot, ours, theirs)


def _lacked(slot: Field | Bit, ours: Sequence[str], theirs: Sequence[str]) -> int:
    if isinstance(slot, Bit):
        lacks = slot.level not in ours if slot.ours else slot.level in theirs
        return int(lacks != slot.guarded)
    return _place(slot, ours, theirs)


def _place(slot: Field, ours: Sequence[str], theirs: Sequence[str]) -> int:
    """The level that some conditions come to: the furthest for the side, else the furthest against it, else neutral."""
    if ours:
        return max(slot.places[level] for level in ours)
    return min([slot.places[level] for level in theirs] or [slot.places[slot.factor.neutral]])


def _laid_out(
    factors: Sequence[Factor], side: str, packed_from: int, word: int
) -> tuple[tuple[Field | Bit, ...], Words]:
    """The slots, those most significant at the top of the first word, and the guards of each word."""
    sizes = {
        f.id: (len(f.levels) - 1).bit_length() + 1 for f in factors if _on_a_line(f) and len(f.levels) >= packed_from
    }
    loose = [f for f in factors if f.id not in sizes]
    together = bool(sizes) and sum(sizes.values()) + 2 * sum(len(f.conditions()) for f in loose) <= word
    plain = _Filling(word, guarded=together)
    for factor in factors if together else loose:
        plain.add(factor, side, sizes.get(factor.id))
    fields = _Filling(word, guarded=True, first=len(plain.guards))
    for factor in factors:
        if factor.id in sizes and not together:
            fields.add(factor, side, sizes[factor.id])
    return (*plain.slots, *fields.slots), (*plain.guards, *fields.guards) or (0,)


def _on_a_line(factor: Factor) -> bool:
    return 2 * len(factor.order) == len(factor.levels) * (len(factor.levels) - 1)


def _height(factor: Factor, level: str) -> int:
    """How far a level of a line stands above neutral; less than nothing where it stands below."""
    met = factor.satisfied(level)
    return len(met) if not met or next(iter(met)).bound == "at least" else -len(met)


class _Filling:
    """Words being filled from the top."""

    def __init__(self, word: int, *, guarded: bool, first: int = 0) -> None:
        self.slots: list[Field | Bit] = []
        self.guards: list[int] = []
        self._word, self._guarded, self._first, self._free = word, guarded, first, 0

    def add(self, factor: Factor, side: str, size: int | None) -> None:
        """Add a factor: as a field of that size, or its conditions one by one."""
        if size is not None:
            word, shift = self._take(size)
            rising = sorted(factor.levels, key=lambda level: _height(factor, level))
            ordered = rising if factor.side == side else rising[::-1]
            self.slots.append(Field(factor, word, shift, size, {level: i for i, level in enumerate(ordered)}))
            return
        for c in factor.conditions():
            word, shift = self._take(2 if self._guarded else 1)
            self.slots.append(Bit(factor.id, c.level, word, shift, c.side == side, self._guarded))

    def _take(self, size: int) -> tuple[int, int]:
        if size > self._free:
            self.guards.append(0)
            self._free = self._word
        self._free -= size
        if self._guarded:
            self.guards[-1] |= 1 << self._free + size - 1
        return self._first + len(self.guards) - 1, self._free


def forces_in_words(row: Words, query: Words, guards: Words) -> bool:
    """The kernel on words: nothing that a plain word needs is lacked, and no field stands below what is needed."""
    return all(
        ((q | guard) - m) & guard == guard if guard else not m & q
        for m, q, guard in zip(row, query, guards, strict=True)
    )
