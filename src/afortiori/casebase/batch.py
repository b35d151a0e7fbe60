"""Many facts asked of a register at once: numpy arrays in, numpy arrays out (theory 2, 4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from afortiori.casebase.bearing import bearing, without_issues
from afortiori.casebase.encoding import Encoding
from afortiori.casebase.engine.walking import Walk
from afortiori.casebase.law import Law
from afortiori.casebase.register import Register
from afortiori.casebase.selection import Options
from afortiori.constraint import prevails
from afortiori.doctrine import Doctrine, Factor
from afortiori.errors import Misuse
from afortiori.precedent import Facts
from afortiori.precedent import facts as some_facts

Array = Any
Progress = Callable[[int, int], None]
UNKNOWN = -1
TABLE_FROM = 1_024
MOST_PART = 262_144
KINDS = ("open", "forced", "conflicted", "depends")


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts:
    """A verdict for each of many facts. Each array has a row a fact, and where it has two columns, one a side.

    ``witness`` is the least row number of the register that forces the side in every completion, -1 where none does, or
    where the verdict came of precedents and rules weighed by rank. ``exact`` is false where a bound was reached: then
    ``stable`` is sound and ``possible`` may name too much.

    >>> from afortiori import Options, open_pack
    >>> from afortiori.casebase.register import register_of
    >>> pack = open_pack("wild-animals")
    >>> register, options = register_of(pack.base, "result"), Options(None, "2020-01-01", "result")
    >>> facts = [pack.matters["popov"].facts, pack.matters["marked-whale"].facts]
    >>> found = decide_many(register, facts, options)
    >>> found.sides, found.stable.tolist()
    (('P', 'D'), [[False, False], [True, False]])
    """

    sides: tuple[str, str]
    stable: Array
    possible: Array
    witness: Array
    exact: Array

    def __len__(self) -> int:
        return len(self.stable)

    @property
    def kind(self) -> Array:
        """The place of each verdict in ``KINDS``: open, forced, conflicted, depends (theory 4)."""
        import numpy as np

        settled = (self.stable == self.possible).all(axis=1)
        return np.where(settled, self.stable.sum(axis=1), 3).astype(np.uint8)

    @property
    def side(self) -> Array:
        """0 or 1 where that side, and it alone, is forced; -1 elsewhere."""
        import numpy as np

        return np.where(self.kind == 1, self.stable[:, 1].astype(np.int8), np.int8(-1))


def facts_array(doctrine: Doctrine, facts: Sequence[Facts]) -> Array:
    """Facts as an array: the place of each factor's level, -1 where nothing is known of it.

    Misuse where a factor is narrowed to several levels: ask about such facts one by one.

    >>> from afortiori import open_pack
    >>> pack = open_pack("wild-animals")
    >>> facts_array(pack.doctrine, [pack.matters["popov"].facts]).tolist()
    [[1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0]]
    """
    import numpy as np

    found = np.full((len(facts), len(doctrine.factors)), UNKNOWN, dtype=np.int16)
    for row, known in zip(found, facts, strict=True):
        for f, factor in enumerate(doctrine.factors):
            levels = known.possible(factor)
            if 1 < len(levels) < len(factor.levels):
                raise Misuse(f"factor '{factor.id}' is narrowed to several levels, which no array tells")
            if len(levels) == 1:
                row[f] = factor.levels.index(levels[0])
    return found


def decide_many(
    register: Register, facts: Array | Sequence[Facts], options: Options, *, progress: Progress | None = None
) -> Verdicts:
    """The verdict on each of many facts, of what binds a forum on a day.

    ``facts`` as ``facts_array`` gives them. Where nobody outranks anybody, no rule binds and the possible levels have a
    least and a greatest, the worst and the best completion are exact; the rest are asked one by one. Memory: some 100
    bytes a fact and word, for at most 262,144 facts at a time; ``progress(done, total)`` is called between parts.

    >>> from afortiori import Options, open_pack
    >>> from afortiori.casebase.register import register_of
    >>> pack = open_pack("wild-animals")
    >>> register, options = register_of(pack.base, "result"), Options(None, "2020-01-01", "result")
    >>> facts = [pack.matters["popov"].facts, pack.matters["marked-whale"].facts]
    >>> found = decide_many(register, facts, options)
    >>> [register.precedents[row].id for row in found.witness[1] if row >= 0]
    ['ghen-v-rich-1881']
    """
    import numpy as np

    asked = _array(register.doctrine, facts)
    parts = [asked[i : i + MOST_PART] for i in range(0, len(asked), MOST_PART)] or [asked]
    judge, found, done = _Judge(register, options), [], 0
    for part in parts:
        found.append(judge.verdicts(part))
        done += len(part)
        if progress is not None:
            progress(done, len(asked))
    first = found[0]
    if len(found) == 1:
        return first
    joined = (np.concatenate([getattr(v, name) for v in found]) for name in ("stable", "possible", "witness", "exact"))
    return Verdicts(first.sides, *joined)


def thresholds_many(
    register: Register,
    facts: Array | Sequence[Facts],
    factor: str,
    options: Options,
    *,
    progress: Progress | None = None,
) -> Array:
    """The kind of verdict at each level of one factor, all else staying: (facts, levels), places in ``KINDS``.

    A second plane tells the side: (2, facts, levels), -1 where none is forced alone.

    >>> from afortiori import Options, open_pack
    >>> from afortiori.casebase.register import register_of
    >>> pack = open_pack("wild-animals")
    >>> register, options = register_of(pack.base, "result"), Options(None, "2020-01-01", "result")
    >>> facts = [pack.matters["popov"].facts, pack.matters["marked-whale"].facts]
    >>> thresholds_many(register, facts, "malice", options)[0].tolist()
    [[0, 0], [1, 1]]
    """
    import numpy as np

    doctrine = register.doctrine
    asked, place = _array(doctrine, facts), list(doctrine.factor_ids()).index(factor)
    levels = len(doctrine.factor(factor).levels)
    moved = np.repeat(asked, levels, axis=0)
    moved[:, place] = np.tile(np.arange(levels, dtype=asked.dtype), len(asked))
    found = decide_many(register, moved, options, progress=progress)
    return np.stack([found.kind.astype(np.int8), found.side]).reshape(2, len(asked), levels)


def fewest_changes(
    register: Register, facts: Array | Sequence[Facts], side: str, options: Options, *, progress: Progress | None = None
) -> Array:
    """For each fact the fewest factors that would have to stand otherwise for some binding case to force ``side``.

    0 where one forces already, -1 where none ever does. Unknown facts count at their worst. Needs no more memory than
    ``decide_many``; with numba every case is read once for each fact, without it once in numpy.

    >>> from afortiori import Options, open_pack
    >>> from afortiori.casebase.register import register_of
    >>> pack = open_pack("wild-animals")
    >>> register, options = register_of(pack.base, "result"), Options(None, "2020-01-01", "result")
    >>> facts = [pack.matters["popov"].facts, pack.matters["marked-whale"].facts]
    >>> fewest_changes(register, facts, "P", options).tolist()
    [3, 0]
    """
    import numpy as np

    from afortiori.casebase.engine.walking import compiled_loops, shared

    rows = register.sides[side].settled()
    asked = _array(register.doctrine, facts)
    queries = questions(rows.encoding, asked, worst=True)
    words = np.stack(rows.arrays(), axis=1)
    kept = words[register.chosen(options).mask(np.asarray(rows.numbers))]
    spots, ones, guarded = _spots(rows.encoding)
    most, loops = len(register.doctrine.factors) + 1, compiled_loops()

    def ask(part: slice) -> Array:
        if loops is not None:
            return loops.fewest(kept, queries[part], spots, ones, guarded, most)
        return np.array([_fewest(kept, q, spots, ones, guarded, most) for q in queries[part]], dtype=np.int64)

    found = shared(ask, len(queries), progress)
    return np.where(found == most, -1, found)


def relevant_many(
    register: Register, facts: Array | Sequence[Facts], options: Options, *, progress: Progress | None = None
) -> Array:
    """For each fact the factors on which its verdict depends: (facts, factors), True where it is worth asking (theory 4).

    Each fact is swept on the cases that bear on it; settled ones are not.

    >>> from afortiori import Options, open_pack
    >>> from afortiori.casebase.register import register_of
    >>> pack = open_pack("wild-animals")
    >>> register, options = register_of(pack.base, "result"), Options(None, "2020-01-01", "result")
    >>> facts = [pack.matters["duck-decoy-motive-unknown"].facts]
    >>> relevant = relevant_many(register, facts, options)
    >>> [factor.id for factor, asked in zip(pack.doctrine.factors, relevant[0], strict=True) if asked]
    ['malice']
    """
    import numpy as np

    asked = _array(register.doctrine, facts)
    verdicts = decide_many(register, asked, options)
    found = np.zeros(asked.shape, dtype=bool)
    open_ones = np.flatnonzero(verdicts.kind == KINDS.index("depends"))
    names = list(register.doctrine.factor_ids())
    for done, i in enumerate(open_ones):
        known = facts_of(register.doctrine, asked[i])
        for name in law_bearing(register, known, options).find(known).depends_on:
            found[i, names.index(name)] = True
        if progress is not None:
            progress(done + 1, len(open_ones))
    return found


def facts_of(doctrine: Doctrine, row: Array) -> Facts:
    """One row of an array as facts."""
    known = {f.id: f.levels[int(k)] for f, k in zip(doctrine.factors, row, strict=True) if int(k) != UNKNOWN}
    return some_facts(doctrine, known)


def law_bearing(register: Register, facts: Facts, options: Options) -> Law:
    """The law of what bears on some facts."""
    return Law(bearing(register, facts, options).base, options._replace(model=register.model))


class _Judge:
    """What is decided once for many facts: whether the two completions are exact, and the walks."""

    def __init__(self, register: Register, options: Options) -> None:
        import numpy as np

        self.register, self.options = register, options
        doctrine, chosen = register.doctrine, register.chosen(options)
        self.sides = doctrine.sides[0].id, doctrine.sides[1].id
        self.rows = {side: register.sides[side].settled() for side in self.sides}
        self.walks = {s: Walk(rows.zones, chosen.mask(rows.zones.numbers)) for s, rows in self.rows.items()}
        used = [np.unique(np.asarray(register.standing)[np.asarray(r.numbers)]) for r in self.rows.values()]
        here, there = ([register.standings[int(s)] for s in some if chosen.good[int(s)]] for some in used)
        self.ranked = any(prevails(a, b) or prevails(b, a) for a in here for b in there)
        self.ruled = options.rules and any(rule.formula is not None for rule in without_issues(doctrine).rules)
        self.bounded = np.array([_bounded(factor) for factor in doctrine.factors])
        self.selected = not all(walk.chosen.all() for walk in self.walks.values())

    def verdicts(self, asked: Array) -> Verdicts:
        """The verdicts on one part."""
        import numpy as np

        known = bool((asked != UNKNOWN).all())
        stable, possible = np.zeros((len(asked), 2), dtype=bool), np.zeros((len(asked), 2), dtype=bool)
        witness = np.full((len(asked), 2), -1, dtype=np.int64)
        for n, side in enumerate(self.sides):
            worst = questions(self.rows[side].encoding, asked, worst=True)
            witness[:, n] = self._lowest(side, worst)
            stable[:, n] = possible[:, n] = witness[:, n] >= 0
            if not known:
                best = questions(self.rows[side].encoding, asked, worst=False)
                possible[:, n] = stable[:, n] | self._some(side, best)
        found = Verdicts(self.sides, stable, possible, witness, np.ones(len(asked), dtype=bool))
        for i in np.flatnonzero(self._inexact(asked, found)):
            self._one(asked[i], found, int(i))
        return found

    def _lowest(self, side: str, queries: Array) -> Array:
        """The witnesses; where a lattice table says that there is none, nobody is asked."""
        import numpy as np

        found = np.full(len(queries), -1, dtype=np.int64)
        alive = np.flatnonzero(self._may(side, queries))
        if alive.size:
            found[alive] = self.walks[side].lowest(np.ascontiguousarray(queries[alive]))
        return found

    def _some(self, side: str, queries: Array) -> Array:
        import numpy as np

        may = self._may(side, queries)
        if self.selected or not self._tabled(side, queries):
            alive = np.flatnonzero(may)
            may[alive] = self.walks[side].some(np.ascontiguousarray(queries[alive])) >= 0
        return may

    def _may(self, side: str, queries: Array) -> Array:
        import numpy as np

        table = self._tabled(side, queries)
        return np.ones(len(queries), dtype=bool) if table is None else table.passing(queries[:, 0])

    def _tabled(self, side: str, queries: Array) -> Any:
        return self.rows[side].table if len(queries) >= TABLE_FROM else None

    def _inexact(self, asked: Array, found: Verdicts) -> Array:
        """Where the two completions do not decide: rules, rank between the sides, or partial orders not yet known."""
        import numpy as np

        if self.ruled:
            return np.ones(len(asked), dtype=bool)
        unbounded = ((asked == UNKNOWN) & ~self.bounded).any(axis=1) & (found.stable != found.possible).any(axis=1)
        return unbounded | (found.possible.all(axis=1) if self.ranked else np.zeros(len(asked), dtype=bool))

    def _one(self, row: Array, found: Verdicts, i: int) -> None:
        doctrine = self.register.doctrine
        known = facts_of(doctrine, row)
        said = law_bearing(self.register, known, self.options).find(known)
        for n, side in enumerate(self.sides):
            found.stable[i, n], found.possible[i, n] = side in said.stable, side in said.possible
            standing = {a.id for a in said.by}
            witness = int(found.witness[i, n])
            if witness >= 0 and self.register.precedents[witness].id not in standing:
                found.witness[i, n] = -1
        found.exact[i] = said.exact


def _array(doctrine: Doctrine, facts: Array | Sequence[Facts]) -> Array:
    """The array that was given, checked, or that of facts."""
    import numpy as np

    if not isinstance(facts, np.ndarray):
        return facts_array(doctrine, facts)
    if facts.ndim != 2 or facts.shape[1] != len(doctrine.factors):
        raise Misuse(f"an array of facts has a column for each of the {len(doctrine.factors)} factors, in order")
    most = np.array([len(factor.levels) for factor in doctrine.factors])
    asked = facts.astype(np.int16, casting="same_kind" if facts.dtype.kind == "i" else "unsafe")
    if ((asked < UNKNOWN) | (asked >= most)).any():
        raise Misuse("an array of facts holds the places of levels, and -1 where nothing is known")
    return asked


def questions(encoding: Encoding, asked: Array, *, worst: bool) -> Array:
    """Questions in words, at the worst or the best completion: (facts, words)."""
    import numpy as np

    found = np.zeros((len(asked), len(encoding.guards)), dtype=np.uint64)
    for f, factor in enumerate(encoding.doctrine.factors):
        parts = [*encoding.query_parts(factor), encoding.possible_part(factor, factor.levels, worst=worst)]
        table = np.array(parts, dtype=np.uint64)
        for w in range(len(encoding.guards)):
            if table[:, w].any():
                found[:, w] |= table[:, w][asked[:, f]]
    return found


def _bounded(factor: Factor) -> bool:
    """Whether all the levels have a least and a greatest."""
    return any(all(factor.at_least(a, b) for b in factor.levels) for a in factor.levels) and any(
        all(factor.at_least(b, a) for b in factor.levels) for a in factor.levels
    )


def _spots(encoding: Encoding) -> tuple[Array, Array, Array]:
    """Each bit and field: (factor, word, shift), its greatest number, and whether it is a field or a guarded bit."""
    import numpy as np

    listed = [(f, *spot) for f, of_factor in enumerate(encoding.by_factor()) for spot in of_factor]
    spots = np.array([spot[:3] for spot in listed], dtype=np.int64).reshape(len(listed), 3)
    ones = np.array([(1 << width) - 1 for *_, width, _ in listed], dtype=np.uint64)
    return spots, ones, np.array([guarded for *_, guarded in listed], dtype=bool)


def _fewest(words: Array, query: Array, spots: Array, ones: Array, guarded: Array, most: int) -> int:
    """The fewest factors at which a row fails a query, without numba."""
    import numpy as np

    apart = np.zeros((len(words), most), dtype=bool)
    for (factor, word, shift), one, field in zip(spots, ones, guarded, strict=True):
        need = words[:, word] >> np.uint64(shift) & one
        have = query[word] >> np.uint64(shift) & one
        apart[:, factor] |= need > have if field else (need & have) != 0
    return int(apart.sum(axis=1).min(initial=most))
