"""A register as a whole: consistency, landmarks and the exact repair of what binds a forum on a day (theory 8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from afortiori.casebase.engine.lattice import MOST_LIVE, LatticeTable, live_bits
from afortiori.casebase.engine.walking import Walk
from afortiori.casebase.engine.zones import ZoneMap
from afortiori.casebase.matching import smallest_cover
from afortiori.casebase.register import Register, SideRows
from afortiori.casebase.selection import Options
from afortiori.casebase.standing import covering
from afortiori.casebase.tabular import TableCases
from afortiori.constraint import Authority
from afortiori.errors import MissingExtra, Misuse
from afortiori.precedent import own_facts

Array = Any
Progress = Callable[[int, int], None]
PRIORITY, AGAINST = "priority conflict", "against precedent"
SETS_A_QUESTION = 1_024
MOST_EDGES = 100_000_000
MOST_WITHOUT_SCIPY = 5_000


@dataclass(frozen=True, slots=True, eq=False)
class Consistency:
    """How many of the binding cases for each side stand in no conflict, of which ``notion``.

    ``conflicting`` holds the row numbers of those that stand in one, rising.

    >>> from afortiori import Options, open_pack
    >>> from afortiori.casebase.register import register_of
    >>> pack = open_pack("wild-animals")
    >>> register, options = register_of(pack.base, "result"), Options(None, "2020-01-01", "result")
    >>> found = consistency(register, options)
    >>> found.notion, dict(found.cases), dict(found.consistent)
    ('priority conflict', {'P': 2, 'D': 2}, {'P': 2, 'D': 2})
    """

    notion: str
    cases: Mapping[str, int]
    consistent: Mapping[str, int]
    conflicting: Array

    @property
    def share(self) -> float:
        """The share of the cases in no conflict; 1 where there is no case."""
        return sum(self.consistent.values()) / max(1, sum(self.cases.values())) if self.cases else 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Repair:
    """The smallest set of cases to set aside so that nothing conflicts: their row numbers, and how many pairs conflict.

    >>> from afortiori import Options, open_pack
    >>> from afortiori.casebase.register import register_of
    >>> pack = open_pack("wild-animals")
    >>> register, options = register_of(pack.base, "result"), Options(None, "2020-01-01", "result")
    >>> repair_rows(register, options).pairs
    0
    """

    rows: Array
    pairs: int


def consistency(
    register: Register, options: Options, *, notion: str = PRIORITY, progress: Progress | None = None
) -> Consistency:
    """Each binding case asked against the other side. Memory: the rows twice, 8 bytes a row, and 32 MB.

    >>> from afortiori import Options, open_pack
    >>> from afortiori.casebase.register import register_of
    >>> pack = open_pack("wild-animals")
    >>> register, options = register_of(pack.base, "result"), Options(None, "2020-01-01", "result")
    >>> consistency(register, options).conflicting.tolist()
    []
    """
    import numpy as np

    first, second = (_Asked(register, side.id, options) for side in register.doctrine.sides)
    if notion == PRIORITY or register.model == "result":
        found = [one.clashing(two, progress) for one, two in ((first, second), (second, first))]
    elif notion == AGAINST:
        found = [one.against(two, progress) for one, two in ((first, second), (second, first))]
    else:
        raise Misuse(f"unknown notion '{notion}': write '{PRIORITY}' or '{AGAINST}'")
    cases = {one.side: len(one.numbers) for one in (first, second)}
    consistent = {one.side: int((~bad).sum()) for one, bad in zip((first, second), found, strict=True)}
    rows = np.concatenate([one.numbers[bad] for one, bad in zip((first, second), found, strict=True)])
    return Consistency(notion, cases, consistent, np.sort(rows))


def landmark_rows(
    register: Register, options: Options, rules: Sequence[Authority] = (), *, progress: Progress | None = None
) -> Array:
    """The row numbers of the binding cases that force all that the selection forces, rising (theory 8).

    Redundant is what another of its side covers that binds wherever and whenever it does; of equals the first by date
    and id stands for all. ``rules`` are those that bind beside the cases: a case may prevail over them or yield to them.

    >>> from afortiori import Options, open_pack
    >>> from afortiori.casebase.register import register_of
    >>> pack = open_pack("wild-animals")
    >>> register, options = register_of(pack.base, "result"), Options(None, "2020-01-01", "result")
    >>> [register.precedents[row].id for row in landmark_rows(register, options)][:2]
    ['ghen-v-rich-1881', 'keeble-v-hickeringill-1707']
    """
    import numpy as np

    sides = [side.id for side in register.doctrine.sides]
    found = [_landmarks(_Asked(register, s, options), _rivals(register, o, options, rules), progress)
             for s, o in (sides, sides[::-1])]  # fmt: skip
    return np.sort(np.concatenate(found))


def repair_rows(register: Register, options: Options, *, progress: Progress | None = None) -> Repair:
    """The exact repair of what binds, in priority conflicts: a matching by Hopcroft and Karp, a cover by König.

    Of several smallest sets this is the one with the most cases of the first side. Memory: 16 bytes a conflicting pair;
    Misuse past a hundred million pairs.

    >>> from afortiori import Options, open_pack
    >>> from afortiori.casebase.register import register_of
    >>> pack = open_pack("wild-animals")
    >>> register, options = register_of(pack.base, "result"), Options(None, "2020-01-01", "result")
    >>> repair_rows(register, options).rows.tolist()
    []
    """
    import numpy as np

    one, two = (_Asked(register, side.id, options) for side in register.doctrine.sides)
    walk = Walk(two.zones)
    queries = one.facing()
    counts = walk.counts(queries, progress)
    pairs = int(counts.sum())
    if pairs > MOST_EDGES:
        raise Misuse(f"{pairs:,} pairs conflict, more than {MOST_EDGES:,}: select a forum or a day with fewer cases")
    places = walk.pairs(queries, counts)
    left, right = _cover(counts, places, len(two.numbers))
    return Repair(np.sort(np.concatenate([one.numbers[left], two.numbers[right]])), pairs)


def stating(register: Register, options: Options) -> list[int]:
    """For each factor how many binding rows state its level.

    >>> from afortiori import Options, open_pack
    >>> from afortiori.casebase.register import register_of
    >>> pack = open_pack("wild-animals")
    >>> stating(register_of(pack.base, "result"), Options(None, "2020-01-01", "result"))[:3]
    [4, 1, 0]
    """
    import numpy as np

    chosen = register.chosen(options)
    bound = [np.asarray(rows.settled().numbers) for rows in register.sides.values()]
    rows = np.sort(np.concatenate([numbers[chosen.mask(numbers)] for numbers in bound]))
    if isinstance(register.precedents, TableCases):
        return register.precedents.stating(rows)
    used = [{value.factor for value in register.precedents[int(i)].used()} for i in rows]
    return [sum(factor.id in there for there in used) for factor in register.doctrine.factors]


class _Asked:
    """The chosen rows of one side, sorted, and the same cases as questions to the other."""

    def __init__(self, register: Register, side: str, options: Options) -> None:
        self.register, self.side = register, side
        self.rows: SideRows = register.sides[side].settled()
        self.options = options
        self.zones: ZoneMap = self.rows.zones
        kept = register.chosen(options).mask(self.zones.numbers)
        if not kept.all():
            self.zones = ZoneMap([word[kept] for word in self.zones.rows], self.zones.numbers[kept], self.zones.guards)
        self.numbers = self.zones.numbers

    def facing(self) -> Array:
        """The rows as facts that a priority conflict would meet: in plain words they stay as they are (theory 8)."""
        import numpy as np

        tops = [np.uint64(top) for top in self.rows.encoding.tops]
        words = [t - word if g else word for word, t, g in zip(self.zones.rows, tops, self.zones.guards, strict=True)]
        return np.stack(words, axis=1)

    def alike(self) -> Array:
        """The rows as the weakest facts on which they force: what satisfies these needs no more than the row."""
        import numpy as np

        words = [word if g else ~word for word, g in zip(self.zones.rows, self.zones.guards, strict=True)]
        return np.stack(words, axis=1)

    def clashing(self, other: _Asked, progress: Progress | None) -> Array:
        """Which of these are in a priority conflict with one of the other side."""
        table = other.lattice(len(self.numbers))
        if table is None:
            found: Array = Walk(other.zones).some(self.facing(), progress=progress) >= 0
            return found
        answered: Array = table.passing(self.facing()[:, 0].copy())
        if progress is not None:
            progress(len(answered), len(answered))
        return answered

    def lattice(self, asked: int) -> LatticeTable | None:
        """The chosen rows as a lattice table, where so many questions are worth the building of it; else None."""
        if len(self.zones.guards) != 1 or self.zones.guards[0]:
            return None
        live = live_bits(self.zones.rows[0])
        worth = live.bit_count() <= MOST_LIVE and 1 << live.bit_count() <= asked * SETS_A_QUESTION
        return LatticeTable(self.zones.rows[0], live) if worth else None

    def against(self, other: _Asked, progress: Progress | None) -> Array:
        """Which of these are decided against precedent, or have one of the other side decided against them."""
        mine, theirs = self._own(other), other._own(self)
        forced = Walk(other.zones).some(mine, progress=progress) >= 0
        turned = ZoneMap.sorted(list(self._turned(theirs).T), other.numbers, other.zones.guards)
        forcing = Walk(turned).some(self._turned(self._stacked()), progress=progress) >= 0
        result: Array = forced | forcing
        return result

    def _own(self, other: _Asked) -> Array:
        """Their own facts as questions to the other side."""
        import numpy as np

        doctrine, encoding = self.register.doctrine, other.rows.encoding
        precedents = (self.register.precedents[int(i)] for i in self.numbers)
        words = [encoding.worst(own_facts(doctrine, p)) for p in precedents]
        return np.array(words, dtype=np.uint64).reshape(len(words), len(encoding.guards))

    def _stacked(self) -> Array:
        import numpy as np

        return np.stack(self.zones.rows, axis=1)

    def _turned(self, words: Array) -> Array:
        """Questions as rows, or rows as questions: fields are counted from the other end."""
        import numpy as np

        tops = np.array(self.rows.encoding.tops, dtype=np.uint64)
        return np.where(np.array(self.zones.guards, dtype=np.uint64) != 0, tops - words, words)


def _rivals(register: Register, side: str, options: Options, rules: Sequence[Authority]) -> list[Authority]:
    """Where and when the binding cases of a side stand, each standing once, and the rules."""
    import numpy as np

    asked = _Asked(register, side, options)
    standings = np.unique(np.asarray(register.standing)[asked.numbers])
    return [*(register.standings[int(s)] for s in standings), *rules]


def _landmarks(asked: _Asked, rivals: Sequence[Authority], progress: Progress | None) -> Array:
    """The landmarks of one side: of rows alike in words and standing the first, unless another covers it."""
    import numpy as np

    register, zones = asked.register, asked.zones
    standing = np.asarray(register.standing)[asked.numbers].astype(np.int64)
    used = np.unique(standing)
    cover, group = covering([register.standings[int(s)] for s in used], rivals)
    of = group[np.searchsorted(used, standing)]
    days = np.array([register.standings[int(s)].decided.last for s in used])
    day = np.unique(days, return_inverse=True)[1][np.searchsorted(used, standing)]
    order = np.lexsort((asked.numbers, day, of, *reversed(zones.rows)))
    keys = [of[order], *(word[order] for word in zones.rows)]
    fresh = np.concatenate([[True], np.any([key[1:] != key[:-1] for key in keys], axis=0)]) if len(order) else order
    kept = order[fresh.astype(bool)]
    one = ZoneMap([word[kept] for word in zones.rows], asked.numbers[kept], zones.guards)
    queries = asked.alike()[kept]
    walk = Walk(one)
    if len(cover) <= 1:
        covered = walk.some(queries, np.arange(len(kept)), progress) >= 0
    else:
        covered = _covered(walk, queries, of[kept], cover, progress)
    return one.numbers[~covered]


def _covered(walk: Walk, queries: Array, of: Array, cover: Array, progress: Progress | None) -> Array:
    """Which rows another one covers that binds wherever and whenever they do."""
    import numpy as np

    found = np.zeros(len(queries), dtype=bool)
    step = 4_096
    for start in range(0, len(queries), step):
        part = slice(start, min(start + step, len(queries)))
        counts = walk.counts(queries[part])
        places = walk.pairs(queries[part], counts)
        own = np.repeat(np.arange(part.start, part.stop), counts)
        hit = (places != own) & cover[of[places], of[own]]
        found[own[hit]] = True
        if progress is not None:
            progress(part.stop, len(queries))
    return found


def _cover(counts: Array, places: Array, width: int) -> tuple[Array, Array]:
    """The smallest cover of a graph between two sides: which nodes of each stand in it (König 1931).

    The matching is sought from the nodes of fewest neighbours on: little is then left to mend.
    """
    import numpy as np

    if not len(places):
        return places, places
    try:
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import maximum_bipartite_matching
    except ImportError:
        return _cover_without_scipy(counts, places, width)
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    graph = csr_array((np.ones(len(places), dtype=np.int8), places.astype(np.int32), starts), (len(counts), width))
    mine, theirs = np.argsort(counts, kind="stable"), np.argsort(np.bincount(places, minlength=width), kind="stable")
    # By columns it is, read by rows, the graph seen from the other side: nothing need be turned.
    turned = graph[mine].tocsc()[:, theirs]
    graph = csr_array((turned.data, turned.indices, turned.indptr), (width, len(counts)))
    found = maximum_bipartite_matching(graph, perm_type="column")
    back = np.empty(width, dtype=np.int64)
    back[theirs] = np.where(found >= 0, mine[found], -1)
    mate = np.full(len(counts), -1, dtype=np.int64)
    mate[back[back >= 0]] = np.flatnonzero(back >= 0)
    seen, reached = mate < 0, np.zeros(width, dtype=bool)
    frontier = np.flatnonzero(seen & (counts > 0))
    while frontier.size:
        near = np.unique(np.concatenate([places[starts[i] : starts[i + 1]] for i in frontier]))
        near = near[~reached[near]]
        reached[near] = True
        frontier = back[near]
        frontier = frontier[~seen[frontier]]
        seen[frontier] = True
    return np.flatnonzero(~seen & (counts > 0)), np.flatnonzero(reached)


def _cover_without_scipy(counts: Array, places: Array, width: int) -> tuple[Array, Array]:
    import numpy as np

    total = len(counts) + width
    if total > MOST_WITHOUT_SCIPY:
        raise MissingExtra("fast", f"the exact repair of more than {MOST_WITHOUT_SCIPY} cases")
    edges = dict.fromkeys(range(total), 0)
    for one, two in zip(np.repeat(np.arange(len(counts)), counts), places, strict=True):
        edges[int(one)] |= 1 << len(counts) + int(two)
        edges[len(counts) + int(two)] |= 1 << int(one)
    cover = np.array(smallest_cover(edges, range(total)), dtype=np.int64)
    return cover[cover < len(counts)], cover[cover >= len(counts)] - len(counts)
