"""The law of a forum on a day: a base's authorities selected and encoded once, ready for many questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from afortiori.casebase.base import CaseBase
from afortiori.casebase.selection import Options, Selection, select
from afortiori.casebase.verdict import MOST_STATES, Columns, Finding
from afortiori.constraint import Authority
from afortiori.doctrine import Doctrine
from afortiori.precedent import Facts

Admits = tuple[tuple[str, ...], ...]


class Law:
    """What binds a forum on a day (``authorities``), what only persuades, and what would bind had it not been taken away.

    >>> from afortiori import open_pack
    >>> pack = open_pack("wild-animals")
    >>> from afortiori.casebase import Options
    >>> law = Law(pack.base, Options(None, "1850-01-01"))
    >>> law.find(pack.matters["popov"].facts).kind, len(law.authorities)
    ('open', 3)
    """

    __slots__ = ("_binding_rows", "_columns", "authorities", "base", "fallen", "options", "persuasive", "selection")

    def __init__(self, base: CaseBase, options: Options) -> None:
        self.base = base
        self.options = options
        self.selection: Selection = select(base, options)
        chosen = self.selection
        self.authorities: tuple[Authority, ...] = (*chosen.binding, *chosen.rules)
        self.persuasive: tuple[Authority, ...] = (*chosen.persuasive, *chosen.persuasive_rules)
        self.fallen: tuple[Authority, ...] = tuple(r.authority for r in chosen.removed if r.would_bind)
        self._columns = Columns(base.doctrine, (*self.authorities, *self.persuasive, *self.fallen), options.model)
        self._binding_rows = self._columns.rows(self.authorities)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Law):
            return NotImplemented
        return self.options == other.options and self.base == other.base

    def __hash__(self) -> int:
        return hash((self.base, self.options))

    @property
    def doctrine(self) -> Doctrine:
        """The doctrine of the base."""
        return self.base.doctrine

    def find(self, facts: Facts, among: Sequence[Authority] | None = None, *, bound: int = MOST_STATES) -> Finding:
        """The verdict on facts of what binds, or of those named among the authorities selected."""
        return self._columns.find(facts, self.authorities if among is None else among, bound=bound)

    def admits(self, side: str, among: Sequence[Authority] | None = None) -> Iterator[tuple[Authority, Admits]]:
        """Each way in which an authority (by default one that binds) can force a side: the levels it admits, by factor."""
        for authority, box in self._columns.boxes(side, self.authorities if among is None else among):
            yield (
                authority,
                tuple(
                    tuple(k for i, k in enumerate(factor.levels) if i in levels)
                    for factor, levels in zip(self.doctrine.factors, box, strict=True)
                ),
            )

    def meeting(self, side: str, levels: Sequence[Sequence[str]]) -> tuple[Authority, ...]:
        """What binds and forces ``side`` somewhere within these levels, factor by factor."""
        return self._columns.meeting(side, self._choices(levels), self._binding_rows)

    def bearing(self, side: str, levels: Sequence[Sequence[str]]) -> list[dict[str, int]]:
        """For each factor a mark of each level: at two levels of one mark what binds undoes ``side`` alike.

        Of levels within ``levels``, where an authority forces ``side`` throughout.
        """
        marks = self._columns.bearing(side, self._choices(levels), self._binding_rows)
        return [dict(zip(f.levels, of, strict=True)) for f, of in zip(self.doctrine.factors, marks, strict=True)]

    def _choices(self, levels: Sequence[Sequence[str]]) -> list[list[int]]:
        pairs = zip(self.doctrine.factors, levels, strict=True)
        return [[factor.levels.index(level) for level in here] for factor, here in pairs]
