"""Doctrines, precedents, rules and facts in a line each, for the tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from afortiori.authority import Court, History, When
from afortiori.casebase import CaseBase, Options
from afortiori.courts import built_in
from afortiori.doctrine import AtLeast, Condition, Doctrine, Factor, Formula, Leaf, Not, Rule, Side, boolean, line
from afortiori.precedent import Facts, Precedent, Value, facts

P, D = "plaintiff", "defendant"
SCOTUS, NINTH, SEVENTH = built_in()["scotus"], built_in()["ca9"], built_in()["ca7"]
NDCAL, NDILL = built_in()["cand"], built_in()["ilnd"]
COURTS = (SCOTUS, NINTH, SEVENTH, NDCAL, NDILL)
LONG_AGO, TODAY = "1980-01-01", "2000-01-01"

Levels = Mapping[str, str]


def doctrine(*factors: Factor, rules: Iterable[Rule] = (), law: str = "us", claim: str = "") -> Doctrine:
    """A doctrine between plaintiff and defendant on these factors."""
    sides = (Side(P, "The plaintiff wins", "the plaintiff"), Side(D, "The defendant wins", "the defendant"))
    return Doctrine("test", "Test", "Who wins?", sides, factors, law, claim, rules=tuple(rules))


def pro(*ids: str) -> tuple[Factor, ...]:
    """Boolean factors for the plaintiff."""
    return tuple(boolean(id, P, D) for id in ids)


def con(*ids: str) -> tuple[Factor, ...]:
    """Boolean factors for the defendant."""
    return tuple(boolean(id, D, P) for id in ids)


def scale(id: str, levels: str, side: str = P, *, neutral: str | None = None) -> Factor:
    """A factor on a line of levels, written weakest first with blanks between."""
    return line(id, tuple(levels.split()), side, D if side == P else P, neutral=neutral)


def partial(id: str, levels: str, chains: Iterable[str], side: str | None = P, *, neutral: str) -> Factor:
    """A factor whose order is the transitive closure of some chains, each written lowest first with blanks between."""
    known = tuple(levels.split())
    order = {pair for chain in chains for pair in zip(chain.split(), chain.split()[1:], strict=False)}
    while more := {(a, d) for a, b in order for c, d in order if b == c} - order:
        order |= more
    other = None if side is None else D if side == P else P
    return Factor(id, id, "", known, neutral, frozenset(order), side, other)


def diamond(id: str, side: str = P) -> Factor:
    """A factor with two incomparable levels, left and right, between none and both."""
    return partial(id, "none left right both", ("none left both", "none right both"), side, neutral="none")


def present(ids: str) -> dict[str, str]:
    """These boolean factors, written with blanks between, all present."""
    return dict.fromkeys(ids.split(), "present")


def precedent(
    id: str,
    holding: str | None,
    values: Levels,
    *,
    reason: Levels | None = None,
    low: Iterable[str] = (),
    court: Court = SCOTUS,
    decided: str = LONG_AGO,
    bench: str = "unknown",
    published: bool = True,
    claims: tuple[str, ...] = (),
    history: tuple[History, ...] = (),
    part: str = "",
) -> Precedent:
    """A decided case; the factors in ``low`` are stated with low confidence."""
    stated = tuple(Value(name, level, id, "low" if name in tuple(low) else "high") for name, level in values.items())
    rests_on = None if reason is None else tuple(reason.items())
    return Precedent(
        id,
        id,
        (),
        court,
        When(decided),
        holding,
        stated,
        claims,
        rests_on,
        bench,
        published,
        part=part,
        history=history,
    )


def event(kind: str, on: str, removes: str = "all") -> History:
    """A later event in a decision's life."""
    return History(kind, "a later court", When(on), removes, "test")


def leaf(doctrine: Doctrine, factor: str, level: str = "present") -> Leaf:
    """The formula that is the condition named by a factor and a level."""
    condition = doctrine.factor(factor).condition(level)
    assert isinstance(condition, Condition)
    return Leaf(condition)


def every(*parts: Formula) -> AtLeast:
    """The formula that holds where all its parts do."""
    return AtLeast(len(parts), parts)


def some(*parts: Formula) -> AtLeast:
    """The formula that holds where one of its parts does."""
    return AtLeast(1, parts)


def deny(part: Formula) -> Not:
    """The formula that holds where its part does not."""
    return Not(part)


def rule(
    id: str,
    kind: str,
    side: str,
    formula: Formula | None,
    *,
    court: Court = SCOTUS,
    decided: str = LONG_AGO,
    bench: str = "unknown",
    case: str | None = None,
    until: str | None = None,
    supersedes: tuple[str, ...] = (),
    published: bool = True,
) -> Rule:
    """Law that a court laid down in general terms."""
    end = None if until is None else When(until)
    return Rule(
        id, id, kind, side, formula, id, case, court, When(decided), bench, end, supersedes, published=published
    )


def known(doctrine: Doctrine, levels: Levels | None = None) -> Facts:
    """Facts all known: the levels named, every other factor at neutral."""
    return facts(doctrine, levels or {}, unmentioned="absent")


def partly(doctrine: Doctrine, levels: Mapping[str, str | tuple[str, ...]] | None = None) -> Facts:
    """Facts partly known: the levels named, every other factor unknown."""
    return facts(doctrine, levels or {})


def base(doctrine: Doctrine, *precedents: Precedent) -> CaseBase:
    """A case base."""
    return CaseBase(doctrine, precedents)


def options(
    forum: Court | None = None,
    as_of: str = TODAY,
    *,
    model: str = "reason",
    rules: bool = True,
    without: tuple[str, ...] = (),
) -> Options:
    """Options with a day long after every decision unless one is named."""
    return Options(forum, as_of, model, rules, without)
