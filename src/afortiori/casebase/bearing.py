"""The few cases of a register that can bear on some facts: on them the ordinary analysis says what the whole would."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from afortiori.casebase.base import CaseBase
from afortiori.casebase.engine.columns import positions
from afortiori.casebase.register import Register, SideRows, rows_of
from afortiori.casebase.selection import Options
from afortiori.doctrine import Doctrine
from afortiori.precedent import Facts

MOST_BEARING = 1_000
NEAREST = 3
Array = Any


@dataclass(frozen=True, slots=True)
class Bearing:
    """The cases that can force a side on some facts, and for each side the nearest that cannot.

    ``complete``: every case that may force somewhere within the facts is among them, or one that forces wherever it
    does and stands as it stands. ``forcing`` and ``binding`` count all the rows that bind and force, and that bind.
    """

    base: CaseBase
    complete: bool
    forcing: tuple[tuple[str, int], ...]
    binding: int


def bearing(register: Register, facts: Facts, options: Options, *, nearest: bool = True) -> Bearing:
    """What of a register bears on facts, in the law of a forum on a day; with or without the nearest that do not force.

    A row that does not force at the best completion forces in none: leaving it out changes no verdict (theory 4). Without
    the nearest, and on facts known, one row of each standing stands for all that force: enough for the verdict.
    """
    rows: set[int] = set()
    complete, most = True, MOST_BEARING if nearest or _partly(register.doctrine, facts) else 0
    for side in register.sides.values():
        met = list(_met(side, side.encoding.best(facts), small=register.small))
        kept = _kept(register, side, facts, met, most)
        complete &= len(met) <= MOST_BEARING or not _partly(register.doctrine, facts)
        rows |= kept | set(_nearest(register, side, facts, options) if nearest else ())
    rows.update(_named(register, options))
    counted = tuple((side, register.forcing(side, facts, options, most=1).count) for side in register.sides)
    precedents = [register.precedents[i] for i in sorted(rows)]
    doctrine = without_issues(register.doctrine)
    return Bearing(CaseBase(doctrine, precedents, register.courts), complete, counted, register.chosen(options).count)


def without_issues(doctrine: Doctrine) -> Doctrine:
    """A doctrine whose issues are named and settle nothing: a register holds no findings on them."""
    return replace(doctrine, answer=None, issues=tuple(issue._replace(rule=None) for issue in doctrine.issues))


def _met(rows: SideRows, query: tuple[int, ...], *, small: bool) -> Iterator[int]:
    yield from positions(rows.columns.forcing(query)) if small else rows.zones.forcing(query).tolist()
    yield from rows.added(query)


def _kept(register: Register, rows: SideRows, facts: Facts, met: list[int], most: int) -> set[int]:
    """Of the rows that may force, so many from the first, and of each standing the first that surely forces, or may."""
    kept = set(met[:most])
    if len(met) > most:
        sure = _met(rows, rows.encoding.worst(facts), small=register.small)
        for found in (sure, iter(met)):
            first: dict[int, int] = {}
            for i in found:
                first.setdefault(register.standing[i], i)
            kept |= set(list(first.values())[:MOST_BEARING])
    return kept


def _partly(doctrine: Doctrine, facts: Facts) -> bool:
    return any(len(facts.possible(factor)) > 1 for factor in doctrine.factors if factor.conditions())


def _named(register: Register, options: Options) -> list[int]:
    """The rows whose later history the rules turn on."""
    names = {rule.case for rule in register.doctrine.rules if rule.case}
    return rows_of(register.precedents, names) if options.rules else []


def _nearest(register: Register, rows: SideRows, facts: Facts, options: Options) -> Iterable[int]:
    """The binding rows for a side that differ at the fewest factors, but at some: enough for the three nearest."""
    query = rows.encoding.worst(facts)
    if register.small:
        columns, chosen = rows.columns, register.chosen(options).bits
        failing = [columns.failing(query, spots) & chosen for spots in rows.encoding.by_factor()]
        return _fewest_bits([bits for bits in failing if bits])
    return fewest_rows(register, rows, query, options)


def _fewest_bits(failing: list[int]) -> list[int]:
    """The rows that fail at the fewest factors, by adding bit columns up; a second count where the first has too few.

    Rows that fail at more than those of some row found before are no nearer than it.
    """
    digits: list[int] = []
    for bits in failing:
        carry, place = bits, 0
        while carry:
            if place == len(digits):
                digits.append(0)
            digits[place], carry = digits[place] ^ carry, digits[place] & carry
            place += 1
    some = 0
    for bits in failing:
        some |= bits
    found: list[int] = []
    for count in range(1, len(failing) + 1):
        here = some
        for place, digit in enumerate(digits):
            here &= digit if count >> place & 1 else ~digit
        for near in found:
            here &= ~_beyond(failing, near)
        found += positions(here, MOST_BEARING)
        if len(found) >= NEAREST:
            break
    return found


def _beyond(failing: list[int], row: int) -> int:
    """The rows that fail wherever one row does."""
    bits = -1
    for column in failing:
        if column >> row & 1:
            bits &= column
    return bits


def fewest_rows(register: Register, rows: SideRows, query: tuple[int, ...], options: Options) -> list[int]:
    """The same by one scan of the words, in numpy: those at the fewest factors, a thousand at most."""
    import numpy as np

    rows = rows.settled()
    numbers, apart = np.asarray(rows.numbers), _apart(rows, query)
    kept = register.chosen(options).mask(numbers) & (apart > 0)
    found: list[int] = []
    for count in np.unique(apart[kept])[:NEAREST]:
        found += numbers[kept & (apart == count)][:MOST_BEARING].tolist()
        if len(found) >= NEAREST:
            break
    return found


def _apart(rows: SideRows, query: tuple[int, ...]) -> Array:
    """At how many factors each row fails. Factors of one bit are counted together, a word at a time."""
    import numpy as np

    words, single = rows.arrays(), [0] * len(rows.words)
    apart = np.zeros(len(rows.numbers), dtype=np.uint8)
    for spots in rows.encoding.by_factor():
        if len(spots) == 1 and spots[0][2] == 1 and not spots[0][3]:
            single[spots[0][0]] |= 1 << spots[0][1]
            continue
        here = np.zeros(len(apart), dtype=bool)
        for w, shift, width, guarded in spots:
            ones = np.uint64((1 << width) - 1)
            need = words[w] >> np.uint64(shift) & ones
            have = np.uint64(query[w] >> shift & (1 << width) - 1)
            here |= need > have if guarded else (need & have) != 0
        apart += here
    for word, q, bits in zip(words, query, single, strict=True):
        apart += np.bitwise_count(word & np.uint64(q & bits)) if bits else np.uint8(0)
    return apart
