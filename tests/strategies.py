"""Hypothesis strategies for doctrines, decided cases, rules and facts, small enough to be enumerated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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

from afortiori.authority import Court, History, When, legislature
from afortiori.constraint import Authority
from afortiori.doctrine import AtLeast, Condition, Doctrine, Factor, Formula, Leaf, Not, Rule
from afortiori.precedent import Facts, Precedent, Value, facts

Order = frozenset[tuple[str, str]]

DAYS = ("1984", "1984-12-31", "1985-06", "1985-06-30", "1985-07-01", "1985", "1986-01-01", "1988-02", "1988-02-29")
LINES = ("boolean", "line", "two-sided")
SHAPES = (*LINES, "diamond", "partial", "no side")
MOST_COMPLETIONS = 64


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


def _closed(pairs: set[tuple[str, str]]) -> Order:
    while more := {(a, d) for a, b in pairs for c, d in pairs if b == c} - pairs:
        pairs |= more
    return frozenset(pairs)


@st.composite
def orders(draw: st.DrawFn, shape: str) -> tuple[tuple[str, ...], Order]:
    """Levels and their strict order; the neutral level is 'nil', those below it have names in b, above it in a."""
    if shape == "boolean":
        below, above = 0, 1
    elif shape in ("line", "no side"):
        below, above = 0, draw(st.integers(1, 3))
    elif shape == "two-sided":
        below, above = draw(st.integers(1, 2)), draw(st.integers(1, 2))
    elif shape == "diamond":
        below, above = 0, 3
    else:
        below, above = draw(st.integers(0, 2)), draw(st.integers(2, 3))
    lows, highs = [f"b{i}" for i in range(below)], [f"a{i}" for i in range(above)]
    pairs = {(low, "nil") for low in lows} | {("nil", high) for high in highs}
    for names in (lows, highs):
        if shape == "diamond":
            pairs |= {("a0", "a2"), ("a1", "a2")}
            continue
        inner = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
        pairs |= set(draw(st.sets(st.sampled_from(inner)))) if shape == "partial" and inner else set(inner)
    return tuple(draw(st.permutations([*lows, "nil", *highs]))), _closed(pairs)


@st.composite
def factors(draw: st.DrawFn, id: str, shapes: Sequence[str] = SHAPES) -> Factor:
    """A factor of one of the shapes, for either side; its levels are listed in any order."""
    shape = draw(st.sampled_from(shapes))
    levels, order = draw(orders(shape))
    side, other = draw(st.sampled_from([(P, D), (D, P)]))
    if shape == "no side":
        return Factor(id, id, "", levels, "nil", order, None, None)
    return Factor(id, id, "", levels, "nil", order, side, other)


@st.composite
def doctrines(draw: st.DrawFn, shapes: Sequence[str] = SHAPES, *, most: int = 5) -> Doctrine:
    """A doctrine of one to five factors whose facts have few enough completions to be enumerated."""
    found: list[Factor] = []
    for i in range(draw(st.sampled_from([n for n in (3, 2, 4, 1, 5) if n <= most]))):
        factor = draw(factors(f"f{i}", shapes))
        if prod(len(f.levels) for f in [*found, factor]) <= MOST_COMPLETIONS:
            found.append(factor)
    return doctrine(*found)


@st.composite
def precedents(
    draw: st.DrawFn, of: Doctrine, id: str, courts: Sequence[Court] = COURTS, near: Facts | None = None
) -> Precedent:
    """A decided case: silent on some factors, unsure of others, with or without a stated reason that its facts bear.

    With ``near``, facts all known, the case tends to be no stronger for its winner than they are, so that it forces.
    """
    holding = draw(st.sampled_from((P, D, P, D, P, D, P, D, P, D, P, D, None)))
    values = []
    for factor in of.factors:
        levels: tuple[str | None, ...] = (None, *factor.levels)
        if near is not None and draw(st.integers(0, 5)) < 5:
            levels = _no_stronger(factor, near, holding)
        level = draw(st.sampled_from(levels))
        if level is not None:
            values.append(Value(factor.id, level, id, draw(st.sampled_from(("high",) * 5 + ("medium", "low")))))
    reason = None
    if holding is not None and draw(st.booleans()):
        borne = [
            (value.factor, c.level)
            for value in values
            for c in sorted(of.factor(value.factor).satisfied(value.level))
            if c.side == holding
        ]
        reason = tuple(draw(st.lists(st.sampled_from(borne), unique=True, min_size=1))) if borne else ()
    court = draw(st.sampled_from(courts))
    bench = draw(st.sampled_from(("panel", "panel", "en banc", "unknown"))) if court.level == "appellate" else "unknown"
    decided = When(draw(st.sampled_from(DAYS)))
    return Precedent(id, id, (), court, decided, holding, tuple(values), reason=reason, bench=bench)


def _no_stronger(factor: Factor, near: Facts, holding: str | None) -> tuple[str, ...]:
    """The levels at which a case decided for ``holding`` lacks nothing here and overcame all that stands against it.

    The level held here comes first, and most often.
    """
    held = (near.levels(factor.id) or factor.levels)[0]
    here = factor.satisfied(held)
    return (held,) * 3 + tuple(
        level
        for level in factor.levels
        if {c for c in factor.satisfied(level) if c.side == holding} <= here
        and {c for c in here if c.side != holding} <= factor.satisfied(level)
    )


def formulas(of: Doctrine) -> st.SearchStrategy[Formula]:
    """A formula over the doctrine's conditions, by and, or, not and at-least-n."""
    conditions = [c for factor in of.factors for c in factor.conditions()]

    def counted(parts: list[Formula]) -> st.SearchStrategy[Formula]:
        return st.integers(1, len(parts)).map(lambda n: AtLeast(n, tuple(parts)))

    def grown(smaller: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
        return smaller.map(Not) | st.lists(smaller, min_size=1, max_size=3).flatmap(counted)

    leaves: st.SearchStrategy[Condition] = st.sampled_from(conditions)
    return st.recursive(leaves.map(Leaf), grown, max_leaves=4)


@st.composite
def rules(draw: st.DrawFn, of: Doctrine, id: str, others: Sequence[str], courts: Sequence[Court] = COURTS) -> Rule:
    """A rule, sufficient or necessary, that may supersede some of the others."""
    court = draw(st.sampled_from((*courts, legislature("us"))))
    bench = draw(st.sampled_from(("panel", "en banc", "unknown"))) if court.level == "appellate" else "unknown"
    superseded = tuple(sorted(draw(st.sets(st.sampled_from(others))))) if others else ()
    return Rule(
        id,
        id,
        draw(st.sampled_from(("sufficient", "necessary"))),
        draw(st.sampled_from((P, D))),
        draw(formulas(of)),
        id,
        None,
        court,
        When(draw(st.sampled_from(DAYS))),
        bench,
        supersedes=superseded,
    )


@st.composite
def known_facts(draw: st.DrawFn, of: Doctrine) -> Facts:
    """Facts all known."""
    return facts(of, {f.id: draw(st.sampled_from(f.levels)) for f in of.factors})


@st.composite
def partly_known_facts(draw: st.DrawFn, of: Doctrine) -> Facts:
    """Facts of which some are known, some narrowed to several levels and some unknown."""
    levels: dict[str, tuple[str, ...]] = {}
    for factor in of.factors:
        some = st.sets(st.sampled_from(factor.levels), min_size=1).map(lambda s: tuple(sorted(s)))
        levels[factor.id] = draw(st.one_of(st.just(factor.levels), some, some))
    return facts(of, levels)


@st.composite
def worlds(
    draw: st.DrawFn,
    *,
    shapes: Sequence[str] = SHAPES,
    courts: Sequence[Court] = COURTS,
    most: int = 7,
    with_rules: bool = False,
    known: bool = False,
) -> World:
    """A doctrine, a base that may be empty, rules if wanted, facts and a model."""
    of = draw(doctrines(shapes))
    asked = draw(known_facts(of) if known else partly_known_facts(of))
    near = facts(of, {f.id: draw(st.sampled_from(asked.levels(f.id) or f.levels)) for f in of.factors})
    count = draw(st.sampled_from([n for n in (3, 2, 4, 5, 6, 7, 1, 0) if n <= most]))
    authorities: list[Authority] = [
        draw(precedents(of, f"c{i}", courts, draw(st.sampled_from((near, near, near, None))))) for i in range(count)
    ]
    if with_rules and any(f.conditions() for f in of.factors):
        names = [f"r{i}" for i in range(draw(st.integers(1, 3)))]
        authorities += [draw(rules(of, name, names[:i], courts)) for i, name in enumerate(names)]
    return World(of, tuple(authorities), asked, draw(st.sampled_from(("reason", "result"))))


@st.composite
def equal_worlds(draw: st.DrawFn, *, shapes: Sequence[str] = SHAPES, known: bool = False) -> World:
    """A world without rules, all of whose cases one supreme court decided: nobody there yields to anybody."""
    return draw(worlds(shapes=shapes, courts=(SCOTUS,), known=known))


@st.composite
def contested_worlds(draw: st.DrawFn) -> World:
    """A world in which nearly everything forces, for either side: what stands turns on rank, bench, date and rules."""
    of = doctrine(*pro("claim", "notice"), *con("defence"), diamond("reliance"))
    base = {"claim": "present", "defence": "present"}
    authorities: list[Authority] = []
    for i in range(draw(st.sampled_from((3, 4, 5, 2)))):
        reliance = draw(st.sampled_from(("none", "left", "right")))
        values = {**base, "reliance": reliance, "notice": draw(st.sampled_from(("absent", "present")))}
        case = precedent(f"c{i}", draw(st.sampled_from((P, D))), values)
        authorities.append(draw(placed(case)))
    for i in range(draw(st.sampled_from((0, 1, 2)))):
        factor, level = draw(st.sampled_from((("claim", "present"), ("reliance", "left"), ("notice", "present"))))
        formula: Formula = leaf(of, factor, level)
        if draw(st.booleans()):
            formula = deny(formula)
        older = ("r0",) if i and draw(st.booleans()) else ()
        law = rule(f"r{i}", "sufficient", draw(st.sampled_from((P, D))), formula, supersedes=older)
        authorities.append(draw(placed(law)))
    possible = draw(st.sampled_from((("none",), ("left",), ("left", "right"), ("left", "right", "both"))))
    asked = facts(of, {"claim": ("present",), "defence": ("present",), "reliance": possible})
    return World(of, tuple(authorities), asked, draw(st.sampled_from(("reason", "result"))))


Placed = TypeVar("Placed", Precedent, Rule)


@st.composite
def placed(draw: st.DrawFn, authority: Placed) -> Placed:
    """The same authority of some court, bench and date."""
    court = draw(st.sampled_from((NINTH, SCOTUS, NINTH, NDCAL, SEVENTH)))
    bench = draw(st.sampled_from(("panel", "unknown", "en banc"))) if court.level == "appellate" else "unknown"
    return replace(authority, court=court, bench=bench, decided=When(draw(st.sampled_from(DAYS))))


@st.composite
def histories(draw: st.DrawFn) -> History:
    """A later event that takes away all, a named holding or nothing."""
    removes = draw(st.sampled_from(("all", "this", "search", "nothing")))
    return History("reversed", "a later court", When(draw(st.sampled_from(DAYS))), removes, "test")


@st.composite
def recorded_worlds(draw: st.DrawFn) -> tuple[World, str, Court | None]:
    """A world whose authorities have claims, history and parts, with a day and a forum to select by."""
    world = draw(worlds(with_rules=True))
    claimed = replace(world.doctrine, claim=draw(st.sampled_from(("", "negligence"))))
    recorded: list[Authority] = []
    for a in world.authorities:
        published = draw(st.sampled_from((True, True, False)))
        if isinstance(a, Rule):
            until = draw(st.sampled_from((None, None, *DAYS)))
            case = draw(st.sampled_from((None, "c0", "c1")))
            recorded.append(replace(a, published=published, until=None if until is None else When(until), case=case))
        else:
            claims = draw(st.sampled_from(((), ("negligence",), ("contract",), ("contract", "negligence"))))
            events = tuple(draw(st.lists(histories(), max_size=1)))
            part = draw(st.sampled_from(("", "search", "arrest")))
            recorded.append(replace(a, published=published, claims=claims, history=events, part=part))
    day = draw(st.sampled_from(("1984-12-31", "1985-01-01", "1985-07-01", "1985-07-02", "1988-02-29", "1988-03-01")))
    asked = World(claimed, tuple(recorded), world.facts, world.model)
    return asked, day, draw(st.sampled_from((None, *COURTS)))
