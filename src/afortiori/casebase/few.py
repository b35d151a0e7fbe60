"""The fewest binding rows of a register on which the verdict on some facts is what it is on all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from afortiori.casebase.base import CaseBase
from afortiori.casebase.bearing import NEAREST, Bearing, fewest_rows, without_issues
from afortiori.casebase.register import Register, SideRows
from afortiori.casebase.selection import Options
from afortiori.precedent import Facts

LISTED, MOST, MOST_LOOKED_AT = 12, 30, 20_000
Array = Any
Words = tuple[int, ...]


def few(register: Register, facts: Facts, options: Options) -> Bearing:
    """``bearing``, cut down to what the verdict needs: it is worked out in the time of a few queries, and is as exact.

    Of the rows that surely force a side some are kept: they force wherever any other does. Else, of those that may, the
    ones whose unmet needs contain no other's: whatever meets another's meets theirs (theory 4). The nearest are kept
    where no side is surely forced. What only persuades is left out.
    """
    found: set[int] = set()
    counts: list[tuple[str, int]] = []
    complete = True
    for side, rows in register.sides.items():
        sure = register.forcing(side, facts, options, most=LISTED)
        may, whole = (sure.rows, True) if sure.count else _least(register, rows.settled(), facts, options)
        found.update(may)
        counts.append((side, sure.count))
        complete &= whole
    if not any(count for _, count in counts):
        for rows in register.sides.values():
            found.update(_near(register, rows.settled(), facts, options))
    precedents = [register.precedents[i] for i in sorted(found)]
    base = CaseBase(without_issues(register.doctrine), precedents, register.courts)
    return Bearing(base, complete, tuple(counts), register.chosen(options).count)


def _least(register: Register, rows: SideRows, facts: Facts, options: Options) -> tuple[Sequence[int], bool]:
    """Of the rows that may force, one for each least set of unmet needs, the first by number; whether these are all."""
    import numpy as np

    zones, worst = rows.zones, rows.encoding.worst(facts)
    found = zones.first(rows.encoding.best(facts), MOST_LOOKED_AT)
    places = found[register.chosen(options).mask(zones.numbers[found])]
    if not places.size:
        return (), len(found) < MOST_LOOKED_AT
    unmet = np.stack([_unmet(word[places], w, worst, rows) for w, word in enumerate(zones.rows)], axis=1)
    distinct, first = np.unique(unmet[:, 0] if unmet.shape[1] == 1 else unmet, axis=0, return_index=True)
    kept = _minimal(distinct.reshape(len(first), -1), rows.encoding.guards)
    least = [int(i) for i in zones.numbers[places[first[kept[:MOST]]]]]
    return least, len(kept) <= MOST and len(found) < MOST_LOOKED_AT


def _unmet(word: Array, w: int, worst: Words, rows: SideRows) -> Array:
    """What rows need of one word beyond what the facts surely give: bits, and the whole field where a field falls short."""
    import numpy as np

    if not rows.encoding.guards[w]:
        return word & np.uint64(worst[w])
    unmet = np.zeros_like(word)
    for spots in rows.encoding.by_factor():
        for at, shift, width, _ in spots:
            if at == w:
                field = word >> np.uint64(shift) & np.uint64((1 << width) - 1)
                have = np.uint64(worst[w] >> shift & (1 << width) - 1)
                unmet |= np.where(field > have, field, np.uint64(0)) << np.uint64(shift)
    return unmet


def _minimal(distinct: Array, guards: Sequence[int]) -> Array:
    """The places of the sets of unmet needs that contain no other's; where there are very many, of the first of them."""
    import numpy as np

    left = np.arange(len(distinct))
    kept: list[int] = []
    while left.size and len(kept) <= MOST:
        one = distinct[left[0]]
        kept.append(int(left[0]))
        left = left[1:][~_contains(distinct[left[1:]], one, guards)]
    return np.array(kept)


def _contains(sets: Array, one: Array, guards: Sequence[int]) -> Array:
    """Which of some sets of needs contain all the needs of one."""
    import numpy as np

    held = np.ones(len(sets), dtype=bool)
    for w, guard in enumerate(guards):
        if guard:
            held &= (((sets[:, w] | np.uint64(guard)) - one[w]) & np.uint64(guard)) == guard
        else:
            held &= (one[w] & ~sets[:, w]) == 0
    return held


def _near(register: Register, rows: SideRows, facts: Facts, options: Options) -> list[int]:
    """The first binding rows that fail at one factor alone; where there are none, and none may force, by ``bearing``'s scan."""
    worst = rows.encoding.worst(facts)
    found: list[int] = []
    for spots in rows.encoding.by_factor():
        relaxed = rows.zones.forcing(_without(worst, spots))
        found += register.chosen(options).of(relaxed)[:NEAREST].tolist()
    if found or rows.zones.first(rows.encoding.best(facts), 1).size:
        return found
    return fewest_rows(register, rows, worst, options)[:LISTED]


def _without(query: Words, spots: Sequence[tuple[int, int, int, bool]]) -> Words:
    """A query to which one factor is no obstacle."""
    words = list(query)
    for w, shift, width, guarded in spots:
        ones = (1 << width) - 1 << shift
        words[w] = words[w] | ones if guarded else words[w] & ~ones
    return tuple(words)
