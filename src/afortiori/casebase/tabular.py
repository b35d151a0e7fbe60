"""A register from columns of levels, as a table holds them: each row one case, decided on all its facts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, overload, runtime_checkable

from afortiori.authority import Court
from afortiori.casebase.encoding import Encoding
from afortiori.casebase.register import COLUMNS_MOST, Register, SideRows
from afortiori.doctrine import Doctrine, Factor
from afortiori.errors import Misuse
from afortiori.precedent import Precedent, Value

MOST_LEVELS = 65_535
SAMPLE = 65_536
AT_ONCE = 1_000_000
Array = Any


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Some rows of a table.

    ``holding`` is 0 or 1 for the first or the second side, 255 for neither; ``levels[:, f]`` the place of the level of
    factor f (uint8 or uint16), its type's greatest number where the row is silent; ``standing`` the place of where and
    when it binds.

    >>> import numpy as np
    >>> from afortiori import open_pack
    >>> from afortiori.precedent import Precedent
    >>> pack = open_pack("wild-animals")
    >>> levels = np.full((1, len(pack.doctrine.factors)), 255, np.uint8)
    >>> levels[0, 0] = 1
    >>> Table(np.zeros(1, np.uint8), levels, np.zeros(1, np.uint8)).levels.shape
    (1, 17)
    """

    holding: Array
    levels: Array
    standing: Array

    @property
    def silent(self) -> int:
        """What stands for silence among the levels."""
        return int(2 ** (8 * self.levels.dtype.itemsize) - 1)


class TableCases(Sequence[Precedent]):
    """The rows of a table as precedents, each made when it is asked for; ``ids`` and ``names`` give what they are called."""

    __slots__ = ("_doctrine", "_ids", "_names", "_standings", "_table")

    def __init__(
        self,
        doctrine: Doctrine,
        table: Table,
        standings: Sequence[Precedent],
        ids: Sequence[str],
        names: Sequence[str] | None = None,
    ) -> None:
        self._doctrine, self._table, self._standings = doctrine, table, standings
        self._ids, self._names = ids, names or ids

    def __len__(self) -> int:
        return len(self._table.holding)

    @overload
    def __getitem__(self, index: int) -> Precedent: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Precedent, ...]: ...
    def __getitem__(self, index: int | slice) -> Precedent | tuple[Precedent, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        table, id = self._table, self._ids[index]
        holding = int(table.holding[index])
        values = tuple(
            Value(factor.id, factor.levels[int(level)], id, "medium")
            for factor, level in zip(self._doctrine.factors, table.levels[index], strict=True)
            if int(level) != table.silent
        )
        side = self._doctrine.sides[holding].id if holding < 2 else None
        stub = self._standings[int(table.standing[index])]
        return replace(stub, id=id, name=self._names[index], holding=side, values=values)

    def rows_of(self, names: Collection[str]) -> list[int]:
        """The rows of some cases."""
        if isinstance(self._ids, Named):
            return sorted(self._ids.places(names))
        return [i for i, id in enumerate(self._ids) if id in names or id.partition("#")[0] in names]

    def stating(self, rows: Array) -> list[int]:
        """For each factor how many of some rows state its level; a million of them at a time."""
        levels, silent = self._table.levels, self._table.silent
        parts = [rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE)]
        counts = [(levels[part] != silent).sum(axis=0).tolist() for part in parts]
        return [sum(column) for column in zip(*counts, strict=True)] or [0] * levels.shape[1]


@runtime_checkable
class Named(Protocol):
    """Ids that can be looked up without reading each of them."""

    def places(self, names: Collection[str]) -> set[int]:
        """The rows whose id is a name, or a name with a holding's number behind it."""


class Numbered(Sequence[str]):
    """Ids for rows that have none: their place in the table, so written that they sort as they stand."""

    __slots__ = ("_count", "_width")

    def __init__(self, count: int) -> None:
        self._count, self._width = count, len(str(count))

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(self._count)))
        if not -self._count <= index < self._count:
            raise IndexError(index)
        return f"row-{index % self._count + 1:0{self._width}}"

    def places(self, names: Collection[str]) -> set[int]:
        """The rows of some ids."""
        told = {name: name.removeprefix("row-") for name in names}
        found = {int(digits) - 1 for digits in told.values() if digits.isascii() and digits.isdigit()}
        return {row for row in found if 0 <= row < self._count and self[row] in told}


class Filling:
    """Rows of words filled from a table part by part; the parts' order is the rows' order."""

    def __init__(self, doctrine: Doctrine, sample: Table) -> None:
        if any(len(factor.levels) > min(MOST_LEVELS, sample.silent) for factor in doctrine.factors):
            raise Misuse(f"a table of this type takes factors of at most {min(MOST_LEVELS, sample.silent)} levels")
        self._doctrine = doctrine
        self.order = dense_first(doctrine, sample)
        self.encodings = [Encoding(doctrine, side.id, self.order) for side in doctrine.sides]
        self._parts = [_parts(encoding) for encoding in self.encodings]
        self._numbers: list[list[Array]] = [[], []]
        self._words: list[list[list[Array]]] = [[[] for _ in e.guards] for e in self.encodings]
        self._done = 0

    def add(self, table: Table) -> None:
        """Encode some more rows; those without a side, or with nothing for it, can never force and are in no side."""
        import numpy as np

        for n, (words, speaks) in enumerate(self._parts):
            rows = np.flatnonzero(table.holding == n)
            some = np.zeros(len(rows), dtype=bool)
            filled = [np.zeros(len(rows), dtype=np.uint64) for _ in words]
            for f in range(len(self._doctrine.factors)):
                level = np.minimum(table.levels[rows, f], len(speaks[f]) - 1)
                some |= speaks[f][level]
                filled = [column | part[f][level] for column, part in zip(filled, words, strict=True)]
            self._numbers[n].append((rows[some] + self._done).astype(np.uint32))
            for kept, column in zip(self._words[n], filled, strict=True):
                kept.append(column[some])
        self._done += len(table.holding)

    def sides(self) -> dict[str, SideRows]:
        """The rows of each side."""
        import numpy as np

        found = {}
        for n, encoding in enumerate(self.encodings):
            numbers = np.concatenate(self._numbers[n]) if self._numbers[n] else np.zeros(0, dtype=np.uint32)
            words = [np.concatenate(w) if w else np.zeros(0, dtype=np.uint64) for w in self._words[n]]
            found[encoding.side] = SideRows(encoding, numbers, words)
        return found


def register_of_table(
    doctrine: Doctrine,
    table: Table,
    standings: Sequence[Precedent],
    ids: Sequence[str] | None = None,
    courts: Mapping[str, Court] | None = None,
    *,
    columns_most: int = COLUMNS_MOST,
) -> Register:
    """The register of a table in the result model, which is its reason model too: no row states a reason.

    >>> import numpy as np
    >>> from afortiori import open_pack
    >>> from afortiori.precedent import Precedent
    >>> pack = open_pack("wild-animals")
    >>> levels = np.full((1, len(pack.doctrine.factors)), 255, np.uint8)
    >>> levels[0, 0] = 1
    >>> table = Table(np.zeros(1, np.uint8), levels, np.zeros(1, np.uint8))
    >>> standing = pack.base.precedent("pierson-v-post-1805")
    >>> from dataclasses import replace
    >>> alone = replace(standing, values=(), reason=None, opinions=())
    >>> len(register_of_table(pack.doctrine, table, [alone], ["row-1"]).precedents)
    1
    """
    filling = Filling(doctrine, table)
    for part in chunks(table):
        filling.add(part)
    cases = TableCases(doctrine, table, standings, ids or Numbered(len(table.holding)))
    return Register(
        doctrine, "result", cases, filling.sides(), table.standing, standings, courts, columns_most=columns_most
    )


def chunks(table: Table, size: int = AT_ONCE) -> Iterator[Table]:
    """A table in parts."""
    for start in range(0, len(table.holding), size):
        part = slice(start, start + size)
        yield Table(table.holding[part], table.levels[part], table.standing[part])


def dense_first(doctrine: Doctrine, sample: Table) -> tuple[str, ...]:
    """The factors whose bits most rows need first: a sorted block of rows then has the most in common."""
    import numpy as np

    density = {}
    for f, factor in enumerate(doctrine.factors):
        level = np.asarray(sample.levels[:SAMPLE, f])
        level = np.where(level == sample.silent, factor.levels.index(factor.neutral), level)
        shares = [0.0]
        for n, side in enumerate(doctrine.sides):
            needed = _needed_at(factor, side.id)
            counts = np.bincount(level[np.asarray(sample.holding[:SAMPLE]) == n], minlength=len(needed))
            shares.append(float(counts @ np.array(needed)) / max(1, counts.sum()))
        density[factor.id] = sum(shares) / max(1, len(factor.conditions()))
    return tuple(sorted(density, key=lambda name: (-density[name], name)))


def _needed_at(factor: Factor, side: str) -> list[int]:
    """For each level how many conditions a case for the side needs there, or the absence of."""
    theirs = sum(c.side != side for c in factor.conditions())
    met = ((len(factor.satisfied(level)), _favours(factor, level)) for level in factor.levels)
    return [theirs + n if favoured == side else theirs - n for n, favoured in met]


def _favours(factor: Factor, level: str) -> str | None:
    """The side for which a level stands: all conditions that one level satisfies are for one side (theory 1)."""
    for condition in factor.satisfied(level):
        return condition.side
    return None


def _parts(encoding: Encoding) -> tuple[list[list[Array]], list[Array]]:
    """For each word and factor the part of a row that each level gives, and whether it gives a condition for the side.

    The last entry is that of silence, which counts as neutral.
    """
    import numpy as np

    words: list[list[Array]] = [[] for _ in encoding.guards]
    speaks: list[Array] = []
    for factor in encoding.doctrine.factors:
        silence = factor.levels.index(factor.neutral)
        parts = encoding.row_parts(factor)
        for w, kept in enumerate(words):
            kept.append(np.array([part[w] for part in (*parts, parts[silence])], dtype=np.uint64))
        ours = [_favours(factor, level) == encoding.side for level in factor.levels]
        speaks.append(np.array([*ours, ours[silence]], dtype=bool))
    return words, speaks
