"""The chart of a base: a case a line, a factor a column, each side by its sign and its colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from afortiori.analysis import compare
from afortiori.argument import shared
from afortiori.casebase import Law
from afortiori.doctrine import Doctrine, Factor
from afortiori.memo import words
from afortiori.precedent import Facts, Precedent
from afortiori.workbench.verdict import place_of

MOST_LINES = 200
MOST_COMPARED = 2_000
SIGNS = ("+", "\N{MINUS SIGN}")
SORTS = {"name": "name", "date": "latest first", "court": "court", "holding": "side"}
NEAR = {"near": "nearest to the facts"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell: a sign for the side that the level favours, how far from neutral it is, and the same in words."""

    sign: str
    place: int | None
    said: str


@dataclass(frozen=True, slots=True)
class Line:
    """One holding of a case. ``standing`` says whether it binds; ``near`` how it stands to the facts, where there are any."""

    precedent: Precedent
    place: int | None
    standing: str
    marks: tuple[Mark | None, ...]
    near: str = ""
    distance: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Asked:
    """How a chart is to be shown: what a reader may choose."""

    sort: str = "name"
    side: str = ""
    factor: str = ""
    court: str = ""
    words: str = ""
    binding: bool = False
    grouped: bool = False
    issue: str = ""
    start: int = 0


def mark(doctrine: Doctrine, factor: Factor, level: str) -> Mark:
    """The mark of a level: '+2' is the second beyond neutral for the first side, a minus the first for the other."""
    conditions = factor.satisfied(level)
    said = f"{factor.name}: {words.level(level)}"
    if not conditions:
        return Mark("·" if factor.side else "○" if level == factor.neutral else "●", None, said)
    place = place_of(doctrine, next(iter(conditions)).side)
    steps = str(len(conditions)) if len(factor.levels) > 2 else ""
    return Mark(f"{SIGNS[place or 0]}{steps}", place, said)


class Chart:
    """A chart of the cases of a law, beside the facts of a matter where there is one."""

    def __init__(self, law: Law, asked: Asked, facts: Facts | None = None) -> None:
        self.law = law
        self.asked = asked
        self.facts = facts

    @cached_property
    def factors(self) -> tuple[Factor, ...]:
        """The columns: all the factors, or those of the issue that is asked for."""
        every = self.law.doctrine.factors
        return tuple(f for f in every if not self.asked.issue or self.asked.issue in (f.parent, *f.also)) or every

    @cached_property
    def standings(self) -> Mapping[str, str]:
        """By holding, whether it binds, and if not why."""
        selection = self.law.selection
        found = {p.id: "binds" for p in selection.binding} | {p.id: "persuades" for p in selection.persuasive}
        found |= {r.authority.id: r.events[-1].event for r in selection.removed if r.events}
        found |= {item.precedent.id: item.why for item in selection.aside}
        return found | {p.id: "not yet decided" for p in selection.not_yet}

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines that are asked for, in the order that is asked for."""
        kept = [self._line(p) for p in self.law.base if self._wanted(p)]
        if self.asked.sort == "near" and self.by_nearness:
            kept = [self.beside(line) for line in kept]
        return tuple(sorted(kept, key=self._order))

    @property
    def by_nearness(self) -> bool:
        """Whether the lines can be put in order of nearness: there are facts, and not too many cases to compare."""
        return self.facts is not None and len(self.law.base) <= MOST_COMPARED

    @cached_property
    def shown(self) -> tuple[Line, ...]:
        """The lines of this page, each with how it stands to the facts."""
        return tuple(self.beside(line) for line in self.lines[self.asked.start : self.asked.start + MOST_LINES])

    @property
    def groups(self) -> list[tuple[str, list[Line]]]:
        """The lines of this page, by court where that is asked for."""
        if not self.asked.grouped:
            return [("", list(self.shown))]
        found: dict[str, list[Line]] = {}
        for line in sorted(self.shown, key=lambda line: _rank(line.precedent)):
            found.setdefault(line.precedent.court.name, []).append(line)
        return list(found.items())

    @property
    def courts(self) -> list[tuple[str, str]]:
        """The courts that decided some of the cases: id and name."""
        return sorted({(p.court.id, p.court.name) for p in self.law.base}, key=lambda court: court[1])

    @property
    def sorts(self) -> Mapping[str, str]:
        """The orders that can be asked for."""
        return {**NEAR, **SORTS} if self.by_nearness else SORTS

    @property
    def here(self) -> tuple[Mark | None, ...]:
        """The facts of the matter as a line of the chart."""
        facts = self.facts or Facts()
        return tuple(self._here(factor, facts) for factor in self.factors)

    def _here(self, factor: Factor, facts: Facts) -> Mark | None:
        levels = facts.possible(factor)
        if len(levels) == 1:
            return mark(self.law.doctrine, factor, levels[0])
        said = f"{factor.name}: {words.levels(factor, levels)}"
        return Mark("?" if len(levels) == len(factor.levels) else "…", None, said)

    def _wanted(self, precedent: Precedent) -> bool:
        asked = self.asked
        return (
            (not asked.side or precedent.holding == asked.side)
            and (not asked.court or precedent.court.id == asked.court)
            and (not asked.factor or any(v.factor == asked.factor for v in precedent.used()))
            and (not asked.binding or self.standings.get(precedent.id) == "binds")
            and all(word in precedent.citation.casefold() for word in asked.words.casefold().split())
        )

    def _line(self, precedent: Precedent) -> Line:
        levels = {value.factor: value.level for value in precedent.used()}
        marks = tuple(
            mark(self.law.doctrine, factor, levels[factor.id]) if factor.id in levels else None
            for factor in self.factors
        )
        place, standing = place_of(self.law.doctrine, precedent.holding), self.standings.get(precedent.id, "left out")
        return Line(precedent, place, standing, marks, "", (9999, 0))

    def beside(self, line: Line) -> Line:
        """A line with how its case stands to the facts, where there are any and it holds something."""
        if self.facts is None or line.precedent.holding is None or line.near:
            return line
        doctrine, model = self.law.doctrine, self.law.options.model
        apart = len(compare(doctrine, line.precedent, self.facts, model).differing())
        common = len(shared(doctrine, line.precedent, self.facts))
        near = words.count(apart, "ground") if apart else "compels" if line.standing == "binds" else "would compel"
        return replace(line, near=near, distance=(apart, -common))

    def _order(self, line: Line) -> tuple[Any, ...]:
        precedent, name = line.precedent, line.precedent.name.casefold()
        if self.asked.sort == "near":
            return (line.standing != "binds", line.distance, name)
        if self.asked.sort == "date":
            return ([-ord(c) for c in precedent.decided.last], name)
        if self.asked.sort == "court":
            return (_rank(precedent), name)
        return (line.place if line.place is not None else 9, name) if self.asked.sort == "holding" else (name,)

    def data(self) -> dict[str, Any]:
        """The chart as data."""
        return {
            "factors": [factor.id for factor in self.factors],
            "cases": [
                {
                    "case": line.precedent.id,
                    "citation": line.precedent.citation,
                    "holding": line.precedent.holding,
                    "standing": line.standing,
                    "values": {value.factor: value.level for value in line.precedent.used()},
                    **({"near": line.near} if self.facts is not None else {}),
                }
                for line in (*map(self.beside, self.lines[:MOST_COMPARED]), *self.lines[MOST_COMPARED:])
            ],
        }


def _rank(precedent: Precedent) -> tuple[int, str]:
    levels = ("supreme", "appellate", "trial")
    level = precedent.court.level
    return (levels.index(level) if level in levels else 3, precedent.court.name)


def rows_of(factors: Iterable[Factor], lines: Sequence[Line]) -> list[list[str]]:
    """A chart as a table of texts, for a spreadsheet: a heading, then a line a case."""
    factors = list(factors)
    head = [
        "Case",
        "Citation",
        "Court",
        "Decided",
        "Held",
        "Standing",
        "To these facts",
        *(factor.name for factor in factors),
    ]
    rows = [head]
    for line in lines:
        p = line.precedent
        levels = {value.factor: value.level for value in p.used()}
        start = [
            p.name,
            "; ".join(p.citations),
            p.court.name,
            p.decided.text,
            p.holding or "not reached",
            line.standing,
        ]
        rows.append([*start, line.standing, line.near, *(words.level(levels.get(factor.id, "")) for factor in factors)])
    return rows
