"""The decided cases of a doctrine as rows of words, ten or ten million: one interface, whatever answers behind it."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, overload, runtime_checkable

from afortiori.authority import Court
from afortiori.casebase.base import CaseBase
from afortiori.casebase.encoding import Encoding, Words, forces_in_words
from afortiori.casebase.engine.columns import BitColumns, Spot, as_bits, positions
from afortiori.casebase.selection import BINDING, Options, status, why_never
from afortiori.doctrine import Doctrine
from afortiori.errors import Misuse
from afortiori.precedent import Facts, Precedent

COLUMNS_MOST = 100_000
MOST_LISTED = 1_000
LONGEST_TAIL = 4_096
Array = Any
Tail = tuple[tuple[int, Words], ...]


@dataclass(frozen=True, slots=True)
class Forcing:
    """Who forces a side: the first of them by row number, at most a thousand, and how many there are."""

    rows: tuple[int, ...]
    count: int

    @property
    def witness(self) -> int | None:
        """The first row that forces; None where none does."""
        return self.rows[0] if self.rows else None


class SideRows:
    """The rows for one side. ``words[w][i]`` is word w of the i-th, ``numbers[i]`` its row number.

    ``tail`` are rows added since, (row number, words), scanned one by one beside what was built for the others.
    """

    __slots__ = ("_columns", "_table", "_zones", "encoding", "numbers", "tail", "words")

    def __init__(self, encoding: Encoding, numbers: Array, words: Sequence[Array], tail: Tail = ()) -> None:
        self.encoding, self.numbers, self.words, self.tail = encoding, numbers, tuple(words), tail
        self._columns: BitColumns | None = None
        self._zones: Any = None
        self._table: Any = None

    def __len__(self) -> int:
        return len(self.numbers) + len(self.tail)

    def adding(self, number: int, words: Words) -> SideRows:
        """These rows and one more; what was built is shared, until the tail grows too long."""
        more = SideRows(self.encoding, self.numbers, self.words, (*self.tail, (number, words)))
        more._columns, more._zones, more._table = self._columns, self._zones, self._table
        return more if len(more.tail) <= LONGEST_TAIL else more.settled()

    def settled(self) -> SideRows:
        """The same rows without a tail."""
        if not self.tail:
            return self
        numbers = array("I", [*self.numbers, *(number for number, _ in self.tail)])
        rows = [array("Q", [*word, *(added[w] for _, added in self.tail)]) for w, word in enumerate(self.words)]
        return SideRows(self.encoding, numbers, rows)

    def added(self, query: Words) -> list[int]:
        """The row numbers of the tail that a query satisfies, rising."""
        guards = self.encoding.guards
        return [number for number, words in self.tail if forces_in_words(words, query, guards)]

    @property
    def columns(self) -> BitColumns:
        """The rows as bit columns, for a small base."""
        if self._columns is None:
            plain, fields = spots(self.encoding)
            rows = zip(self.numbers, zip(*self.words, strict=True), strict=True)
            self._columns = BitColumns(rows, plain, fields)
        return self._columns

    @property
    def zones(self) -> Any:
        """The rows as a zone map, for a large one."""
        if self._zones is None:
            import numpy as np

            from afortiori.casebase.engine.zones import ZoneMap

            self._zones = ZoneMap.sorted(self.arrays(), np.asarray(self.numbers, dtype=np.uint32), self.encoding.guards)
        return self._zones

    @property
    def table(self) -> Any:
        """A lattice table, where the live bits are few enough; None where they are not."""
        if self._table is None:
            from afortiori.casebase.engine.lattice import MOST_LIVE, LatticeTable, live_bits

            word = self.arrays()[0]
            plain = len(self.words) == 1 and not self.encoding.guards[0]
            live = live_bits(word) if plain else 0
            self._table = LatticeTable(word, live) if plain and live.bit_count() <= MOST_LIVE else False
        return self._table or None

    def with_zones(self, zones: Any) -> SideRows:
        """The same rows with a zone map made before."""
        self._zones = zones
        return self

    def with_columns(self, columns: BitColumns) -> SideRows:
        """The same rows with bit columns made before."""
        self._columns = columns
        return self

    def arrays(self) -> list[Array]:
        """The words as numpy arrays."""
        import numpy as np

        return [np.asarray(word, dtype=np.uint64) for word in self.words]


def spots(encoding: Encoding) -> tuple[list[Spot], list[Spot]]:
    """Where the plain bits and the fields of an encoding stand: (word, shift, width)."""
    plain: list[Spot] = []
    fields: list[Spot] = []
    for slot in encoding.slots:
        width = getattr(slot, "width", 2) - 1
        (fields if encoding.guards[slot.word] else plain).append((slot.word, slot.shift, width))
    return plain, fields


class Register:
    """Every holding of a base as a row, in order of id: what each needs in words, and where and when it binds.

    ``standings`` are the courts, days and histories that occur, each once, as a precedent without facts; ``standing``
    gives each row its place there. Rows that can never force are in no side. ``precedents`` gives a row back.

    >>> from afortiori import Options, open_pack
    >>> pack = open_pack("wild-animals")
    >>> register = register_of(pack.base, "result")
    >>> len(register.precedents), sorted(register.sides)
    (5, ['D', 'P'])
    """

    __slots__ = ("_chosen", "courts", "doctrine", "model", "precedents", "sides", "small", "standing", "standings")

    def __init__(
        self,
        doctrine: Doctrine,
        model: str,
        precedents: Sequence[Precedent],
        sides: Mapping[str, SideRows],
        standing: Any,
        standings: Sequence[Precedent],
        courts: Mapping[str, Court] | None = None,
        *,
        columns_most: int = COLUMNS_MOST,
    ) -> None:
        self.doctrine, self.model, self.precedents = doctrine, model, precedents
        self.sides = dict(sides)
        self.standing, self.standings = standing, tuple(standings)
        self.courts = dict(courts or {})
        self.small = len(precedents) <= columns_most
        self._chosen: dict[Options, Chosen] = {}

    def __len__(self) -> int:
        return len(self.precedents)

    def chosen(self, options: Options) -> Chosen:
        """The rows that bind a forum on a day: found once, and kept for the next question."""
        if options.model != self.model:
            raise Misuse(f"this register is of the {self.model} model, and the {options.model} model is asked for")
        if options not in self._chosen:
            self._chosen[options] = Chosen(self, options)
        return self._chosen[options]

    def forcing(self, side: str, facts: Facts, options: Options, *, most: int = MOST_LISTED) -> Forcing:
        """The rows that bind and force ``side`` on the facts, at their worst completion where they are partly known."""
        return self._met(side, self.sides[side].encoding.worst(facts), self.chosen(options), most)

    def possible(self, side: str, facts: Facts, options: Options, *, most: int = MOST_LISTED) -> Forcing:
        """The rows that bind and force ``side`` at the best completion of the facts."""
        return self._met(side, self.sides[side].encoding.best(facts), self.chosen(options), most)

    def _met(self, side: str, query: Words, chosen: Chosen, most: int) -> Forcing:
        rows = self.sides[side]
        if self.small:
            bits = (rows.columns.forcing(query) | as_bits(rows.added(query))) & chosen.bits
            return Forcing(tuple(positions(bits, most)), bits.bit_count())
        import numpy as np

        found = chosen.of(np.concatenate([rows.zones.forcing(query), rows.added(query)]).astype(np.int64))
        return Forcing(tuple(found[:most].tolist()), len(found))

    def adding(self, precedent: Precedent) -> Added:
        """The register with one more row, the last, and whether it is redundant: one query and one scan.

        Misuse where a row has the id already.
        """
        if any(precedent.id == other.id for other in self.precedents[-LONGEST_TAIL:]):
            raise Misuse(f"a row has the id '{precedent.id}' already")
        number, stub, sides = len(self), stub_of(precedent), dict(self.sides)
        standings = self.standings if stub in self.standings else (*self.standings, stub)
        standing = array("I", [*self.standing, standings.index(stub)])
        covered: tuple[int, ...] = ()
        side = precedent.holding
        if side is not None and not why_never(self.doctrine, precedent, self.model):
            rows = self.sides[side]
            words = rows.encoding.row(precedent, self.model)
            covered = self._covering(rows, words, standing, standings.index(stub))
            sides[side] = rows.adding(number, words)
        more = Register(
            self.doctrine, self.model, Extended(self.precedents, precedent), sides, standing, standings, self.courts
        )
        more.small = self.small
        return Added(more, covered)

    def _covering(self, rows: SideRows, words: Words, standing: Sequence[int], own: int) -> tuple[int, ...]:
        """The rows of one standing with a new one that force wherever it forces."""
        query = rows.encoding.weakest(words)
        found = positions(rows.columns.forcing(query)) if self.small else rows.zones.forcing(query).tolist()
        return tuple(i for i in (*found, *rows.added(query)) if standing[i] == own)[:MOST_LISTED]


@dataclass(frozen=True, slots=True)
class Added:
    """A register with one more row, and the rows that make the new one redundant: none where it adds to the law."""

    register: Register
    covered_by: tuple[int, ...]


class Extended(Sequence[Precedent]):
    """Precedents and some more behind them."""

    __slots__ = ("_first", "_more")

    def __init__(self, first: Sequence[Precedent], last: Precedent) -> None:
        self._first: Sequence[Precedent] = first._first if isinstance(first, Extended) else first
        self._more: tuple[Precedent, ...] = (*(first._more if isinstance(first, Extended) else ()), last)

    def __len__(self) -> int:
        return len(self._first) + len(self._more)

    @overload
    def __getitem__(self, index: int) -> Precedent: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Precedent, ...]: ...
    def __getitem__(self, index: int | slice) -> Precedent | tuple[Precedent, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        place = range(len(self))[index]
        return self._first[place] if place < len(self._first) else self._more[place - len(self._first)]

    def rows_of(self, names: Collection[str]) -> list[int]:
        """The rows of some cases."""
        return rows_of(self._first, names) + [len(self._first) + i for i in rows_of(self._more, names)]


class Chosen:
    """Which rows of a register have one status for a forum on a day: those that bind, unless others are asked for."""

    __slots__ = ("_bits", "_count", "_left_out", "_register", "_whole", "good")

    def __init__(self, register: Register, options: Options, wanted: frozenset[str] = frozenset((BINDING,))) -> None:
        self._register = register
        self.good = tuple(
            status(register.doctrine, stub, options, never=False) in wanted for stub in register.standings
        )
        self._left_out = left_out(register, options.without)
        self._whole = all(self.good) and not self._left_out
        self._bits: int | None = None
        self._count: int | None = None

    @property
    def count(self) -> int:
        """How many of the rows that can force are chosen."""
        if self._count is None:
            if self._register.small:
                every = 0
                for rows in self._register.sides.values():
                    every |= rows.columns.every | as_bits(number for number, _ in rows.tail)
                self._count = (every & self.bits).bit_count()
            else:
                sides = self._register.sides.values()
                self._count = sum(int(self.mask(rows.settled().numbers).sum()) for rows in sides)
        return self._count

    @property
    def bits(self) -> int:
        """The rows as the bits of one big integer."""
        if self._bits is None:
            everything = (1 << len(self._register)) - 1
            if not self._whole:
                everything = as_bits(i for i, s in enumerate(self._register.standing) if self.good[s])
            self._bits = everything & ~as_bits(self._left_out)
        return self._bits

    def of(self, numbers: Array) -> Array:
        """Of some row numbers those that are chosen."""
        return numbers if self._whole else numbers[self.mask(numbers)]

    def mask(self, numbers: Array) -> Array:
        """Which of some row numbers are chosen."""
        import numpy as np

        if self._whole:
            return np.ones(len(numbers), dtype=bool)
        kept = np.array(self.good, dtype=bool)[np.asarray(self._register.standing)[np.asarray(numbers, dtype=np.int64)]]
        return kept & ~np.isin(numbers, np.asarray(self._left_out)) if self._left_out else kept


@runtime_checkable
class Findable(Protocol):
    """Precedents that tell the rows of some cases without making each of them."""

    def rows_of(self, names: Collection[str]) -> list[int]:
        """The rows whose id, or whose case, is among the names, rising."""


def left_out(register: Register, without: Iterable[str]) -> list[int]:
    """The rows of the cases that are left out."""
    return rows_of(register.precedents, set(without))


def rows_of(precedents: Sequence[Precedent], names: Collection[str]) -> list[int]:
    """The rows of some cases, each named by its own id or by that of its case."""
    if not names:
        return []
    if isinstance(precedents, Findable):
        return precedents.rows_of(names)
    return [i for i, p in enumerate(precedents) if p.id in names or p.case in names]


def register_of(base: CaseBase, model: str, *, columns_most: int = COLUMNS_MOST) -> Register:
    """A base's register in one model.

    >>> from afortiori import Options, open_pack
    >>> pack = open_pack("wild-animals")
    >>> register = register_of(pack.base, "result")
    >>> [case.id for case in register.precedents][:2]
    ['ghen-v-rich-1881', 'keeble-v-hickeringill-1707']
    """
    doctrine = base.doctrine
    encodings = {side.id: Encoding(doctrine, side.id) for side in doctrine.sides}
    numbers = {side: array("I") for side in encodings}
    words = {side: [array("Q") for _ in encoding.guards] for side, encoding in encodings.items()}
    standings: dict[Precedent, int] = {}
    standing = array("I")
    for i, precedent in enumerate(base):
        standing.append(standings.setdefault(stub_of(precedent), len(standings)))
        side = precedent.holding
        if side is not None and not why_never(doctrine, precedent, model):
            numbers[side].append(i)
            for column, word in zip(words[side], encodings[side].row(precedent, model), strict=True):
                column.append(word)
    sides = {side: SideRows(encoding, numbers[side], words[side]) for side, encoding in encodings.items()}
    return Register(doctrine, model, base, sides, standing, tuple(standings), base.courts, columns_most=columns_most)


def stub_of(precedent: Precedent) -> Precedent:
    """What of a precedent decides where and when it binds, and whom it prevails over."""
    return Precedent(
        "", "", (), precedent.court, precedent.decided, None, (), bench=precedent.bench, published=precedent.published,
        history=precedent.history, part=precedent.part,
    )  # fmt: skip
