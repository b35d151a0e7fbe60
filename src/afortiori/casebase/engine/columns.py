"""Rows of words as bit columns in big integers: what a small base needs, without numpy. Knows no law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

Words = tuple[int, ...]
Spot = tuple[int, int, int]
Numbers = tuple[int, int, int, list[int]]
FEW = 64
TOGETHER = (1 << 7) - 1


class BitColumns:
    """For each bit of a plain word the rows that need it; for each field and value the rows that need more.

    ``fields`` lists (word, shift, width without the guard) of each field; a bit in a guarded word that is no field has
    width 1. Bit i of every column is row i. Plain bits side by side are answered together: what a combination of them
    fails is kept when it has been asked for, at most 128 columns for seven conditions.
    """

    __slots__ = ("_fields", "_groups", "_plain", "count", "every")

    def __init__(self, rows: Iterable[tuple[int, Words]], plain: Sequence[Spot], fields: Sequence[Spot]) -> None:
        self.count, self.every = 0, 0
        needed: dict[tuple[int, int], list[int]] = {(word, shift): [] for word, shift, _ in plain}
        at: dict[Spot, dict[int, list[int]]] = {spot: {} for spot in fields}
        kept: list[int] = []
        for i, words in rows:
            kept.append(i)
            for (word, shift), numbers in needed.items():
                if words[word] >> shift & 1:
                    numbers.append(i)
            for (word, shift, width), by_value in at.items():
                by_value.setdefault(words[word] >> shift & (1 << width) - 1, []).append(i)
        self.count = len(kept)
        self.every = as_bits(kept)
        self._plain = [(word, 1 << shift, as_bits(numbers)) for (word, shift), numbers in needed.items()]
        self._groups = list(_grouped(self._plain))
        self._fields = [(w, s, (1 << n) - 1, _below(by_value)) for (w, s, n), by_value in at.items()]

    @classmethod
    def of(cls, every: int, plain: Sequence[tuple[int, int, int]], fields: Sequence[Numbers]) -> BitColumns:
        """Columns made before: (word, bit, rows), and (word, shift, greatest number, rows that need more than each)."""
        made = cls((), (), ())
        made.every, made.count, made._plain, made._fields = every, every.bit_count(), list(plain), list(fields)
        made._groups = list(_grouped(made._plain))
        return made

    def kept(self) -> tuple[list[tuple[int, int, int]], list[Numbers], int]:
        """The columns, as ``of`` takes them, and all the rows."""
        return self._plain, self._fields, self.every

    def forcing(self, query: Words) -> int:
        """The rows that the query satisfies, as bits."""
        failing = 0
        for word, shift, together in self._groups:
            lacked = query[word] >> shift & TOGETHER
            if lacked in together:
                failing |= together[lacked]
            else:
                failing |= together.setdefault(lacked, _joined(together, lacked))
        for word, shift, ones, below in self._fields:
            failing |= below[min(query[word] >> shift & ones, len(below) - 1)]
        return self.every & ~failing

    def failing(self, query: Words, among: Iterable[tuple[int, int, int, bool]]) -> int:
        """The rows that fail the query at some of these spots."""
        wanted = {(word, shift) for word, shift, _, _ in among}
        failing = 0
        for word, bit, needed in self._plain:
            if query[word] & bit and (word, bit.bit_length() - 1) in wanted:
                failing |= needed
        for word, shift, ones, below in self._fields:
            if (word, shift) in wanted:
                failing |= below[min(query[word] >> shift & ones, len(below) - 1)]
        return failing


def _grouped(plain: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, dict[int, int]]]:
    """The plain bits of each word in groups: where a group begins, and the rows that need each of its bits."""
    word, start, together = -1, 0, dict[int, int]()
    for at, bit, needed in sorted(plain):
        shift = bit.bit_length() - 1
        if at != word or shift - start >= TOGETHER.bit_length():
            word, start, together = at, shift, {0: 0}
            yield word, start, together
        together[bit >> start] = needed


def _joined(together: dict[int, int], lacked: int) -> int:
    """The rows that need any of some bits; a bit that stands for no condition is needed by none."""
    needed = 0
    for shift in range(lacked.bit_length()):
        if lacked >> shift & 1:
            needed |= together.get(1 << shift, 0)
    return needed


def _below(by_value: dict[int, list[int]]) -> list[int]:
    """For each value the rows that need more than it; the last entry is 0."""
    above, columns = 0, []
    for value in range(max(by_value, default=0), -1, -1):
        columns.append(above)
        above |= as_bits(by_value.get(value, ()))
    return columns[::-1]


def as_bits(numbers: Iterable[int]) -> int:
    """Row numbers as the bits of one big integer."""
    listed = list(numbers)
    if not listed:
        return 0
    data = bytearray((max(listed) >> 3) + 1)
    for i in listed:
        data[i >> 3] |= 1 << (i & 7)
    return int.from_bytes(data, "little")


def positions(bits: int, most: int | None = None) -> Iterator[int]:
    """The positions of the bits set, lowest first, at most so many."""
    for found, at in enumerate(_few(bits) if bits.bit_count() < FEW else _many(bits)):
        if found == most:
            return
        yield at


def _few(bits: int) -> Iterator[int]:
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def _many(bits: int) -> Iterator[int]:
    for at, byte in enumerate(bits.to_bytes((bits.bit_length() + 7) // 8, "little")):
        for bit in _few(byte):
            yield at * 8 + bit
