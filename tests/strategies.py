"""Hypothesis strategies for doctrines, decided cases, rules and facts, small enough to be enumerated.

A world is decoded from one string of bytes, which is drawn at once: a hundred choices cost Hypothesis what one does.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from math import prod
from typing import TypeVar

from builders import (
    COURTS,
    NDCAL,
    NINTH,
    SCOTUS,
    SEVENTH,
    D,
    P,
    con,
    deny,
    diamond,
    doctrine,
    leaf,
    precedent,
    pro,
    rule,
)
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.internal import entropy

from afortiori.authority import Court, History, When, legislature
from afortiori.constraint import Authority
from afortiori.doctrine import AtLeast, Condition, Doctrine, Factor, Formula, Leaf, Not, Rule
from afortiori.precedent import Facts, Precedent, Value, facts

T = TypeVar("T")
Order = frozenset[tuple[str, str]]

DAYS = ("1984", "1984-12-31", "1985-06", "1985-06-30", "1985-07-01", "1985", "1986-01-01", "1988-02", "1988-02-29")
WHEN = {day: When(day) for day in DAYS}
LINES = ("boolean", "line", "two-sided")
SHAPES = (*LINES, "diamond", "partial", "no side")
MOST_COMPLETIONS = 64
ROLLS = 512
# Hypothesis sets numpy's own source of random numbers before each example and back after it, which takes longer than most examples. No
# test draws from it: this puts in its place one that is set already.
entropy.NP_RANDOM = random


def tried(examples: int) -> settings:
    """The settings of a property: the same examples on every run, and no time limit for one."""
    return settings(max_examples=examples, deadline=None, derandomize=True, print_blob=False, database=None)


@dataclass(frozen=True, slots=True)
class World:
    """A doctrine, authorities and facts to ask about; the model as it is named in options."""

    doctrine: Doctrine
    authorities: tuple[Authority, ...]
    facts: Facts
    model: str

    @property
    def precedents(self) -> tuple[Precedent, ...]:
        """The decided cases among the authorities."""
        return tuple(a for a in self.authorities if isinstance(a, Precedent))


class Dice:
    """Choices, each read off one byte of a string; the byte 0 is the first option, so a failure shrinks to the first."""

    def __init__(self, rolled: bytes) -> None:
        self._rolled = iter(rolled)

    def one(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[next(self._rolled) % len(options)]

    def some(self, options: Sequence[T], least: int = 0) -> list[T]:
        """At least so many of the options, in their order."""
        chosen = {self.one(range(len(options))) for _ in range(least)}
        return [option for i, option in enumerate(options) if next(self._rolled) & 1 or i in chosen]

    def shuffled(self, options: Sequence[T]) -> list[T]:
        """The options in any order."""
        found: list[T] = []
        for i, option in enumerate(options):
            found.insert(i - self.one(range(i + 1)), option)
        return found


def dice(rolls: int = ROLLS) -> st.SearchStrategy[Dice]:
    """As many choices as are still to be made."""
    return st.binary(min_size=rolls, max_size=rolls).map(Dice)


def decoded(read: Callable[[Dice], T], rolls: int = ROLLS) -> st.SearchStrategy[T]:
    """What is read off so many choices."""
    return dice(rolls).map(read)


@cache
def closed(pairs: Order) -> Order:
    """The transitive closure."""
    while more := {(a, d) for a, b in pairs for c, d in pairs if b == c} - pairs:
        pairs |= more
    return pairs


def an_order(roll: Dice, shape: str) -> tuple[tuple[str, ...], Order]:
    """Levels and their strict order; the neutral level is 'nil', those below it have names in b, above it in a."""
    if shape == "boolean":
        below, above = 0, 1
    elif shape in ("line", "no side"):
        below, above = 0, roll.one((1, 2, 3))
    elif shape == "two-sided":
        below, above = roll.one((1, 2)), roll.one((1, 2))
    elif shape == "diamond":
        below, above = 0, 3
    else:
        below, above = roll.one((0, 1, 2)), roll.one((2, 3))
    lows, highs = [f"b{i}" for i in range(below)], [f"a{i}" for i in range(above)]
    pairs = {(low, "nil") for low in lows} | {("nil", high) for high in highs}
    for names in (lows, highs):
        if shape == "diamond":
            pairs |= {("a0", "a2"), ("a1", "a2")}
            continue
        inner = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
        pairs |= set(roll.some(inner) if shape == "partial" else inner)
    return tuple(roll.shuffled([*lows, "nil", *highs])), closed(frozenset(pairs))


@cache
def _factor(id: str, levels: tuple[str, ...], order: Order, side: str | None, other: str | None) -> Factor:
    return Factor(id, id, "", levels, "nil", order, side, other)


def a_factor(roll: Dice, id: str, shapes: Sequence[str] = SHAPES) -> Factor:
    """A factor of one of the shapes, for either side; its levels are listed in any order."""
    shape = roll.one(shapes)
    levels, order = an_order(roll, shape)
    side, other = roll.one(((P, D), (D, P))) if shape != "no side" else (None, None)
    return _factor(id, levels, order, side, other)


def a_doctrine(roll: Dice, shapes: Sequence[str] = SHAPES, *, most: int = 5) -> Doctrine:
    """A doctrine of one to five factors whose facts have few enough completions to be enumerated."""
    found: list[Factor] = []
    for i in range(roll.one([n for n in (3, 2, 4, 1, 5) if n <= most])):
        factor = a_factor(roll, f"f{i}", shapes)
        if prod(len(f.levels) for f in [*found, factor]) <= MOST_COMPLETIONS:
            found.append(factor)
    return doctrine(*found)


def a_bench(roll: Dice, court: Court, benches: Sequence[str] = ("panel", "panel", "en banc", "unknown")) -> str:
    """A bench of the court: known of courts of appeals only."""
    return roll.one(benches) if court.level == "appellate" else "unknown"


def a_precedent(
    roll: Dice, of: Doctrine, id: str, courts: Sequence[Court] = COURTS, near: Facts | None = None
) -> Precedent:
    """A decided case: silent on some factors, unsure of others, with or without a stated reason that its facts bear.

    With ``near``, facts all known, the case tends to be no stronger for its winner than they are, so that it forces.
    """
    holding = roll.one((P, D, P, D, P, D, P, D, P, D, P, D, None))
    values = []
    for factor in of.factors:
        levels: tuple[str | None, ...] = (None, *factor.levels)
        if near is not None and roll.one(range(8)) < 7:
            levels = _no_stronger(factor, near, holding)
        level = roll.one(levels)
        if level is not None:
            values.append(Value(factor.id, level, id, roll.one(("high",) * 5 + ("medium", "low"))))
    reason = None
    if holding is not None and roll.one((False, True)):
        borne = [
            (value.factor, c.level)
            for value in values
            for c in sorted(of.factor(value.factor).satisfied(value.level))
            if c.side == holding
        ]
        reason = tuple(roll.shuffled(roll.some(borne, 1))) if borne else ()
    court = roll.one(courts)
    bench = a_bench(roll, court)
    return Precedent(id, id, (), court, WHEN[roll.one(DAYS)], holding, tuple(values), reason=reason, bench=bench)


def _no_stronger(factor: Factor, near: Facts, holding: str | None) -> tuple[str, ...]:
    """The levels at which a case decided for ``holding`` lacks nothing here and overcame all that stands against it.

    The level held here comes first, and most often.
    """
    held = (near.levels(factor.id) or factor.levels)[0]
    return (held,) * 3 + _levels_no_stronger(factor, held, holding)


@cache
def _levels_no_stronger(factor: Factor, held: str, holding: str | None) -> tuple[str, ...]:
    here = factor.satisfied(held)
    return tuple(
        level
        for level in factor.levels
        if {c for c in factor.satisfied(level) if c.side == holding} <= here
        and {c for c in here if c.side != holding} <= factor.satisfied(level)
    )


def a_formula(roll: Dice, conditions: Sequence[Condition], depth: int = 3) -> Formula:
    """A formula over the conditions, by and, or, not and at-least-n."""
    kind = roll.one(("is", "is", "not", "count")) if depth else "is"
    if kind == "is":
        return Leaf(roll.one(conditions))
    if kind == "not":
        return Not(a_formula(roll, conditions, depth - 1))
    parts = tuple(a_formula(roll, conditions, depth - 1) for _ in range(roll.one((1, 2, 3))))
    return AtLeast(roll.one(range(1, len(parts) + 1)), parts)


def a_rule(roll: Dice, of: Doctrine, id: str, others: Sequence[str], courts: Sequence[Court] = COURTS) -> Rule:
    """A rule, sufficient or necessary, that may supersede some of the others."""
    court = roll.one((*courts, legislature("us")))
    return Rule(
        id,
        id,
        roll.one(("sufficient", "necessary")),
        roll.one((P, D)),
        a_formula(roll, [c for factor in of.factors for c in factor.conditions()]),
        id,
        None,
        court,
        WHEN[roll.one(DAYS)],
        a_bench(roll, court, ("panel", "en banc", "unknown")),
        supersedes=tuple(roll.some(others)),
    )


def all_known(roll: Dice, of: Doctrine) -> Facts:
    """Facts all known."""
    return facts(of, {f.id: roll.one(f.levels) for f in of.factors})


def partly_known(roll: Dice, of: Doctrine) -> Facts:
    """Facts of which some are known, some narrowed to several levels and some unknown."""
    some = {f.id: tuple(roll.some(f.levels, 1)) if roll.one((False, True, True)) else f.levels for f in of.factors}
    return facts(of, some)


def a_world(
    roll: Dice,
    *,
    shapes: Sequence[str] = SHAPES,
    courts: Sequence[Court] = COURTS,
    most: int = 7,
    with_rules: bool = False,
    known: bool = False,
) -> World:
    """A doctrine, a base that may be empty, rules if wanted, facts and a model."""
    of = a_doctrine(roll, shapes)
    asked = all_known(roll, of) if known else partly_known(roll, of)
    near = facts(of, {f.id: roll.one(asked.levels(f.id) or f.levels) for f in of.factors})
    count = roll.one([n for n in (3, 2, 4, 3, 2, 5, 6, 7, 1, 0) if n <= most])
    authorities: list[Authority] = [
        a_precedent(roll, of, f"c{i}", courts, roll.one((near, near, near, None))) for i in range(count)
    ]
    if with_rules and any(f.conditions() for f in of.factors):
        names = [f"r{i}" for i in range(roll.one((1, 2, 3)))]
        authorities += [a_rule(roll, of, name, names[:i], courts) for i, name in enumerate(names)]
    return World(of, tuple(authorities), asked, roll.one(("reason", "result")))


def a_contested_world(roll: Dice) -> World:
    """A world in which nearly everything forces, for either side: what stands turns on rank, bench, date and rules."""
    base = {"claim": "present", "defence": "present"}
    authorities: list[Authority] = []
    for i in range(roll.one((3, 4, 5, 2))):
        values = {**base, "reliance": roll.one(("none", "left", "right")), "notice": roll.one(("absent", "present"))}
        authorities.append(_placed(roll, precedent(f"c{i}", roll.one((P, D)), values)))
    for i in range(roll.one((0, 1, 2))):
        factor, level = roll.one((("claim", "present"), ("reliance", "left"), ("notice", "present")))
        formula: Formula = leaf(CONTESTED, factor, level)
        if roll.one((False, True)):
            formula = deny(formula)
        older = ("r0",) if i and roll.one((False, True)) else ()
        law = rule(f"r{i}", "sufficient", roll.one((P, D)), formula, supersedes=older)
        authorities.append(_placed(roll, law))
    possible = roll.one((("none",), ("left",), ("left", "right"), ("left", "right", "both")))
    asked = facts(CONTESTED, {"claim": ("present",), "defence": ("present",), "reliance": possible})
    return World(CONTESTED, tuple(authorities), asked, roll.one(("reason", "result")))


CONTESTED = doctrine(*pro("claim", "notice"), *con("defence"), diamond("reliance"))
Placed = TypeVar("Placed", Precedent, Rule)


def _placed(roll: Dice, authority: Placed) -> Placed:
    """The same authority of some court, bench and date."""
    court = roll.one((NINTH, SCOTUS, NINTH, NDCAL, SEVENTH))
    bench = a_bench(roll, court, ("panel", "unknown", "en banc"))
    return replace(authority, court=court, bench=bench, decided=WHEN[roll.one(DAYS)])


def _history(roll: Dice) -> History:
    """A later event that takes away all, a named holding or nothing."""
    removes = roll.one(("all", "this", "search", "nothing"))
    return History("reversed", "a later court", WHEN[roll.one(DAYS)], removes, "test")


def a_recorded_world(roll: Dice) -> tuple[World, str, Court | None]:
    """A world whose authorities have claims, history and parts, with a day and a forum to select by."""
    world = a_world(roll, with_rules=True)
    claimed = replace(world.doctrine, claim=roll.one(("", "negligence")))
    asked = replace(world, doctrine=claimed, authorities=tuple(_recorded(roll, a) for a in world.authorities))
    day = roll.one(("1984-12-31", "1985-01-01", "1985-07-01", "1985-07-02", "1988-02-29", "1988-03-01"))
    return asked, day, roll.one((None, *COURTS))


def _recorded(roll: Dice, a: Authority) -> Authority:
    """The same authority as published or not, a rule with its end and its case, a case with claims, history and part."""
    published = roll.one((True, True, False))
    if isinstance(a, Rule):
        until, case = roll.one((None, None, *WHEN.values())), roll.one((None, "c0", "c1"))
        return replace(a, published=published, until=until, case=case)
    claims = roll.one(((), ("negligence",), ("contract",), ("contract", "negligence")))
    events = (_history(roll),) if roll.one((False, True)) else ()
    return replace(a, published=published, claims=claims, history=events, part=roll.one(("", "search", "arrest")))


def factors(id: str, shapes: Sequence[str] = SHAPES) -> st.SearchStrategy[Factor]:
    """Factors of the shapes."""
    return decoded(partial(a_factor, id=id, shapes=shapes), 32)


def worlds(
    *,
    shapes: Sequence[str] = SHAPES,
    courts: Sequence[Court] = COURTS,
    most: int = 7,
    with_rules: bool = False,
    known: bool = False,
) -> st.SearchStrategy[World]:
    """Worlds: a doctrine, a base that may be empty, rules if wanted, facts and a model."""
    of = partial(a_world, shapes=shapes, courts=courts, most=most, with_rules=with_rules, known=known)
    return decoded(of)


def equal_worlds(*, shapes: Sequence[str] = SHAPES, known: bool = False) -> st.SearchStrategy[World]:
    """Worlds without rules, all of whose cases one supreme court decided: nobody there yields to anybody."""
    return worlds(shapes=shapes, courts=(SCOTUS,), known=known)


def contested_worlds() -> st.SearchStrategy[World]:
    """Worlds in which nearly everything forces, for either side."""
    return decoded(a_contested_world, 64)


def recorded_worlds() -> st.SearchStrategy[tuple[World, str, Court | None]]:
    """Worlds whose authorities have claims, history and parts, with a day and a forum to select by."""
    return decoded(a_recorded_world)
