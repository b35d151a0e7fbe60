"""The facts of a matter as a sheet to fill in: the factors by issue, each with its levels and 'unknown'."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from afortiori.doctrine import Doctrine, Factor
from afortiori.memo import words
from afortiori.precedent import Facts
from afortiori.store.papers import Attached
from afortiori.workbench.page import Posted

UNKNOWN, SEVERAL = "unknown", "several"


@dataclass(frozen=True, slots=True)
class Choice:
    """One level of a factor. ``place`` is that of the side that it favours among the doctrine's, None for neither's."""

    level: str
    said: str
    note: str
    place: int | None
    chosen: bool
    possible: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One factor of the sheet. ``matters`` where the verdict hangs on it."""

    factor: Factor
    choices: tuple[Choice, ...]
    unknown: bool
    several: bool
    matters: bool
    favours: str
    attached: tuple[Attached, ...] = ()

    @property
    def said(self) -> str:
        """The levels still possible, in words."""
        return words.levels(self.factor, [c.level for c in self.choices if c.possible])


@dataclass(frozen=True, slots=True)
class Group:
    """The factors that bear on one issue."""

    name: str
    definition: str
    rows: tuple[Row, ...]


def groups(
    doctrine: Doctrine, facts: Facts, depends_on: Collection[str], attached: Sequence[Attached] = ()
) -> tuple[Group, ...]:
    """The factors by the issue that they bear on, in the doctrine's order; those that favour nobody stand last."""
    named: dict[str, tuple[str, str]] = {issue.id: (issue.name, issue.definition) for issue in doctrine.issues}
    named |= {"": ("Other facts", ""), "-": ("Recorded, and no condition for either side", "")}
    held: dict[str, list[Row]] = {}
    for factor in doctrine.factors:
        place = "-" if factor.side is None else factor.parent if factor.parent in named else ""
        held.setdefault(place or "", []).append(
            _row(doctrine, factor, facts, attached, matters=factor.id in depends_on)
        )
    return tuple(Group(*named[place], tuple(held[place])) for place in named if place in held)


def _row(doctrine: Doctrine, factor: Factor, facts: Facts, attached: Sequence[Attached], *, matters: bool) -> Row:
    here = facts.possible(factor)
    notes = dict(factor.level_notes)
    unknown = len(here) == len(factor.levels)
    choices = tuple(
        Choice(
            level,
            words.level(level),
            notes.get(level, ""),
            _place(doctrine, {c.side for c in factor.satisfied(level)}),
            here == (level,),
            level in here,
        )
        for level in factor.levels
    )
    return Row(
        factor,
        choices,
        unknown,
        not unknown and len(here) > 1,
        matters,
        _favours(doctrine, factor),
        tuple(each for each in attached if each.factor == factor.id),
    )


def _place(doctrine: Doctrine, sides: set[str]) -> int | None:
    return next((i for i, side in enumerate(doctrine.sides) if side.id in sides), None)


def _favours(doctrine: Doctrine, factor: Factor) -> str:
    """In words, whom the factor favours and from which level on."""
    if factor.side is None:
        return "Favours neither side."
    parts = []
    for levels, side in ((factor.above(), factor.side), (factor.below(), factor.other_side)):
        if levels and side:
            parts.append(
                f"{words.either([words.level(level) for level in levels])}: for {doctrine.side(side).wanted_by}"
            )
    return f"Neutral: {words.level(factor.neutral)}. " + "; ".join(parts) + "."


def entered(doctrine: Doctrine, facts: Facts, form: Posted) -> dict[str, tuple[str, ...]]:
    """The factors that a sheet changes, each with the levels that are then possible: all of them where unknown."""
    changes = {}
    for factor in doctrine.factors:
        levels = _entered(factor, form)
        if levels and levels != facts.possible(factor):
            changes[factor.id] = levels
    return changes


def _entered(factor: Factor, form: Posted) -> tuple[str, ...]:
    """The levels that a sheet gives a factor; none where it says nothing of it, or what is no level."""
    said = form.text(f"fact.{factor.id}")
    if said == UNKNOWN:
        return factor.levels
    wanted = form.texts(f"possible.{factor.id}") if said == SEVERAL else [said]
    return tuple(level for level in factor.levels if level in wanted)


def fields(changes: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """The fields of a sheet that make just these changes."""
    found = []
    for name, levels in changes.items():
        found.append((f"fact.{name}", levels[0] if len(levels) == 1 else SEVERAL))
        if len(levels) > 1:
            found += [(f"possible.{name}", level) for level in levels]
    return found


def told(doctrine: Doctrine, facts: Facts, changes: Iterable[tuple[str, Sequence[str]]]) -> str:
    """What is changed, in words: 'Custody: none → former'."""
    parts = []
    for name, levels in changes:
        factor = doctrine.factor(name)
        parts.append(f"{factor.name}: {words.levels(factor, facts.possible(factor))} → {words.levels(factor, levels)}")
    return "; ".join(parts)
