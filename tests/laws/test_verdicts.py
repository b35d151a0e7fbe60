"""Laws of the verdict: many authorities, facts partly known, who prevails (theory 2, 4 and 5)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import (
    NDCAL,
    NINTH,
    SCOTUS,
    SEVENTH,
    D,
    P,
    base,
    con,
    deny,
    diamond,
    doctrine,
    known,
    leaf,
    options,
    partly,
    precedent,
    pro,
    rule,
)
from hypothesis import given
from strategies import LINES, Dice, World, contested_worlds, dice, equal_worlds, tried, worlds

from afortiori.authority import Court, When
from afortiori.casebase import CaseBase, Finding, find, select
from afortiori.constraint import Authority, compelled, completions, forces, prevails
from afortiori.doctrine import Rule
from afortiori.precedent import Facts, Precedent, facts

OF = doctrine(*pro("custody"), *con("consent"))
FACTS = known(OF, {"custody": "present", "consent": "present"})


def for_plaintiff(id: str, court: Court, decided: str = "1980", bench: str = "panel") -> Precedent:
    """A case for the plaintiff on the facts FACTS."""
    return precedent(id, P, {"custody": "present", "consent": "present"}, court=court, decided=decided, bench=bench)


def for_defendant(id: str, court: Court, decided: str = "1980", bench: str = "panel") -> Precedent:
    """A case for the defendant on the facts FACTS."""
    return replace(for_plaintiff(id, court, decided, bench), holding=D)


def said(*authorities: Authority) -> tuple[str, str | None, tuple[str, ...]]:
    """The verdict on FACTS: its kind, its side, and who yields."""
    finding = find(OF, authorities, FACTS, "result")
    return finding.kind, finding.side, tuple(y.authority.id for y in finding.yielded)


def at_worst(world: World, side: str) -> Facts:
    """The worst completion for a side; on lines each factor has a level least for it."""
    levels = {}
    for f in world.doctrine.factors:
        possible = world.facts.levels(f.id) or f.levels
        # mypy gives no type to the defaults of a lambda
        levels[f.id] = min(possible, key=lambda k, f=f: _strength(f.satisfied(k), side))  # type: ignore[misc]
    return facts(world.doctrine, levels)


def _strength(conditions: frozenset[object], side: str) -> int:
    return sum(1 if getattr(c, "side", "") == side else -1 for c in conditions)


@given(worlds(with_rules=True))
@tried(130)
def test_the_order_of_the_rows_is_irrelevant(world: World) -> None:
    """Whatever the order in which authorities are listed, the verdict and what it depends on are the same."""
    forth = find(world.doctrine, world.authorities, world.facts, world.model)
    back = find(world.doctrine, world.authorities[::-1], world.facts, world.model)
    assert _unordered(forth) == _unordered(back)


def _unordered(finding: Finding) -> tuple[object, ...]:
    return (
        finding.kind,
        finding.side,
        finding.stable,
        finding.possible,
        finding.remaining,
        finding.depends_on,
        {a.id for a in finding.by},
        {(y.authority.id, y.side, frozenset(a.id for a in y.to)) for y in finding.yielded},
    )


@given(worlds(), dice(8))
@tried(60)
def test_a_base_is_the_same_in_any_order(world: World, roll: Dice) -> None:
    """The order in which precedents came into a base is irrelevant."""
    shuffled = roll.shuffled(world.precedents)
    assert CaseBase(world.doctrine, world.precedents).precedents == CaseBase(world.doctrine, shuffled).precedents


@given(worlds(with_rules=True) | contested_worlds())
@tried(130)
def test_stable_is_forced_in_every_completion_and_possible_in_some(world: World) -> None:
    """A stable side is compelled in every completion of the facts; one that is not possible in none."""
    finding = find(world.doctrine, world.authorities, world.facts, world.model)
    each = [
        compelled(world.doctrine, world.authorities, c, world.model).sides
        for c in completions(world.doctrine, world.facts)
    ]
    assert [s for s in (P, D) if all(s in sides for sides in each)] == list(finding.stable)
    assert [s for s in (P, D) if any(s in sides for sides in each)] == list(finding.possible)


@given(equal_worlds(shapes=LINES))
@tried(160)
def test_on_lines_the_worst_and_the_best_completion_are_exact(world: World) -> None:
    """Among equals on lines: stable iff compelled at the worst completion, possible iff at the best."""
    finding = find(world.doctrine, world.authorities, world.facts, world.model)
    for side, other in ((P, D), (D, P)):
        worst = compelled(world.doctrine, world.authorities, at_worst(world, side), world.model)
        best = compelled(world.doctrine, world.authorities, at_worst(world, other), world.model)
        assert (side in finding.stable, side in finding.possible) == (side in worst.sides, side in best.sides)


@given(equal_worlds())
@tried(130)
def test_what_forces_at_the_worst_completion_is_stable(world: World) -> None:
    """Among equals, partial orders or not: a case that forces on the facts as known makes its side stable."""
    finding = find(world.doctrine, world.authorities, world.facts, world.model)
    sure = {a.holding for a in world.precedents if forces(world.doctrine, a, world.facts, world.model)}
    assert sure <= set(finding.stable)
    assert set(finding.stable) <= set(finding.possible)


@given(worlds(with_rules=True) | contested_worlds())
@tried(130)
def test_the_kind_follows_from_stable_and_possible(world: World) -> None:
    """The verdict is settled iff each side is stable or not possible; else it depends on some factor."""
    finding = find(world.doctrine, world.authorities, world.facts, world.model)
    settled = set(finding.stable) == set(finding.possible)
    expected = ("open", "forced", "conflicted")[len(finding.stable)] if settled else "depends"
    assert expected == finding.kind
    assert settled == (finding.depends_on == ())
    assert settled == (len(finding.remaining) == 1)


@given(worlds(with_rules=True, most=4), dice(8))
@tried(100)
def test_answering_an_irrelevant_factor_changes_nothing(world: World, roll: Dice) -> None:
    """Whatever a factor on which the verdict does not depend turns out to be, the verdicts that remain are the same."""
    before = find(world.doctrine, world.authorities, world.facts, world.model)
    for f in world.doctrine.factors:
        if f.id not in before.depends_on:
            possible = world.facts.levels(f.id) or f.levels
            answered = dict(world.facts.narrowed) | {f.id: (roll.one(possible),)}
            after = find(world.doctrine, world.authorities, facts(world.doctrine, answered), world.model)
            assert (before.remaining, before.depends_on) == (after.remaining, after.depends_on)


def test_a_forced_verdict_names_nobody_who_yields() -> None:
    """Where a higher case prevails in each completion, though not always the same one, the lower is not named."""
    of = doctrine(*pro("custody"), diamond("reliance"), *con("consent"))
    against = precedent("panel", D, {"custody": "present", "reliance": "both", "consent": "present"}, court=NINTH)
    left = precedent("left", P, {"reliance": "left", "consent": "present"})
    right = precedent("right", P, {"reliance": "right", "consent": "present"})
    asked = partly(of, {"custody": "present", "consent": "present", "reliance": ("left", "right")})
    finding = find(of, [against, left, right], asked, "reason")
    assert ("forced", P, ()) == (finding.kind, finding.side, tuple(a.id for a in finding.by))


@given(contested_worlds())
@tried(130)
def test_on_known_facts_a_forced_verdict_names_only_the_winner(world: World) -> None:
    """On facts all known, whoever is named in a forced verdict is for its side, and whoever yields is not."""
    for exact in completions(world.doctrine, world.facts):
        finding = find(world.doctrine, world.authorities, exact, world.model)
        sides = {getattr(a, "holding", None) or getattr(a, "side", None) for a in finding.by}
        if finding.kind == "forced":
            assert {finding.side} == sides


def test_a_higher_court_prevails() -> None:
    """The Supreme Court prevails over a circuit, a circuit over its district; the lower yields at these facts."""
    assert ("forced", P, ("below",)) == said(for_plaintiff("above", SCOTUS), for_defendant("below", NINTH))
    assert ("forced", P, ("below",)) == said(for_plaintiff("above", NINTH), for_defendant("below", NDCAL))
    assert ("forced", P, ("below",)) == said(for_plaintiff("above", SCOTUS), for_defendant("below", NDCAL))


def test_a_court_elsewhere_does_not_prevail() -> None:
    """A circuit and another's district, or two circuits, are in no order: they conflict."""
    assert ("conflicted", None, ()) == said(for_plaintiff("a", NINTH), for_defendant("b", SEVENTH))
    assert ("conflicted", None, ()) == said(for_plaintiff("a", SEVENTH), for_defendant("b", NDCAL))


def test_what_yields_here_still_binds_elsewhere() -> None:
    """A lower case yields only where the higher one forces; elsewhere it forces still."""
    above = precedent("above", P, {"custody": "present"})
    below = for_defendant("below", NINTH)
    only_consent = known(OF, {"consent": "present"})
    assert ("forced", D) == _kind([above, below], FACTS)
    assert ("forced", D) == _kind([above, below], only_consent)
    assert ("forced", P) == _kind([above, below], known(OF, {"custody": "present"}))


def _kind(authorities: list[Precedent], asked: Facts) -> tuple[str, str | None]:
    finding = find(OF, authorities, asked, "result")
    return finding.kind, finding.side


def test_of_two_panels_the_earlier_prevails() -> None:
    """Of one circuit's panels the earlier prevails; a bench that is not recorded counts as a panel."""
    assert ("forced", P, ("later",)) == said(
        for_plaintiff("earlier", NINTH, "1980"), for_defendant("later", NINTH, "1985")
    )
    assert ("forced", D, ("later",)) == said(
        for_plaintiff("later", NINTH, "1985", "unknown"), for_defendant("earlier", NINTH, "1980")
    )


def test_a_court_en_banc_prevails_over_a_panel_earlier_or_later() -> None:
    """The circuit en banc prevails over its panels whenever they sat; two decisions en banc conflict."""
    en_banc = for_plaintiff("banc", NINTH, "1985", "en banc")
    assert ("forced", P, ("earlier",)) == said(en_banc, for_defendant("earlier", NINTH, "1980"))
    assert ("forced", P, ("later",)) == said(en_banc, for_defendant("later", NINTH, "1990"))
    assert ("conflicted", None, ()) == said(en_banc, for_defendant("again", NINTH, "1990", "en banc"))


def test_only_equals_conflict() -> None:
    """Decisions of the Supreme Court, of one district, or of two panels on one day conflict, whatever came first."""
    assert ("conflicted", None, ()) == said(for_plaintiff("a", SCOTUS, "1980"), for_defendant("b", SCOTUS, "1990"))
    assert ("conflicted", None, ()) == said(for_plaintiff("a", NDCAL, "1980"), for_defendant("b", NDCAL, "1990"))
    assert ("conflicted", None, ()) == said(for_plaintiff("a", NINTH, "1980"), for_defendant("b", NINTH, "1980"))


def test_a_panel_of_a_year_is_no_earlier_than_one_of_its_last_day() -> None:
    """A decision dated by its year counts from the year's last day, also between panels."""
    assert ("conflicted", None, ()) == said(
        for_plaintiff("year", NINTH, "1980"), for_defendant("last day", NINTH, "1980-12-31")
    )
    assert ("forced", D, ("year",)) == said(
        for_plaintiff("year", NINTH, "1980"), for_defendant("day", NINTH, "1980-12-30")
    )


CUSTODY = leaf(OF, "custody")


@pytest.mark.parametrize(
    ("law", "expected"),
    [
        (rule("r", "sufficient", P, CUSTODY, court=NINTH, decided="1990"), ("forced", P, ("c",))),
        (rule("r", "sufficient", P, CUSTODY, court=NINTH, decided="1980"), ("conflicted", None, ())),
        (rule("r", "sufficient", P, CUSTODY, court=NINTH, decided="1985"), ("conflicted", None, ())),
        (rule("r", "sufficient", P, CUSTODY, court=SCOTUS, decided="1980"), ("forced", P, ("c",))),
        (rule("r", "sufficient", P, CUSTODY, court=SCOTUS, decided="1990"), ("forced", P, ("c",))),
        (rule("r", "sufficient", P, CUSTODY, court=NDCAL, decided="1990"), ("forced", D, ("r",))),
        (rule("r", "sufficient", P, CUSTODY, court=SEVENTH, decided="1990"), ("conflicted", None, ())),
        (rule("r", "necessary", P, CUSTODY, court=SCOTUS, decided="1990"), ("forced", D, ())),
        (rule("r", "necessary", D, deny(CUSTODY), court=SCOTUS, decided="1990"), ("forced", P, ("c",))),
    ],
)
def test_a_rule_and_a_precedent(law: Rule, expected: tuple[str, str | None, tuple[str, ...]]) -> None:
    """A rule prevails over an earlier case of its court, conflicts with a later one, and ranks by its court."""
    assert expected == said(law, for_defendant("c", NINTH, "1985"))


def test_rules_of_one_court_conflict_unless_one_supersedes_the_other() -> None:
    """Two rules of one court that speak for opposite sides conflict, unless one supersedes the other."""
    first = rule("first", "sufficient", P, CUSTODY, decided="1980")
    second = rule("second", "sufficient", D, CUSTODY, decided="1990")
    assert ("conflicted", None, ()) == said(first, second)
    assert ("forced", D, ("first",)) == said(first, replace(second, supersedes=("first",)))
    assert not prevails(first, replace(second, supersedes=("first",)))


def test_an_en_banc_decision_prevails_over_a_panels_rule() -> None:
    """A rule binds as a case of its court and bench would: the court en banc prevails over a panel's rule."""
    law = rule("r", "sufficient", P, CUSTODY, court=NINTH, decided="1990", bench="panel")
    assert ("forced", D, ("r",)) == said(law, for_defendant("c", NINTH, "1985", "en banc"))


def test_a_rule_speaks_only_where_it_is_settled() -> None:
    """A rule on an unknown fact leaves the verdict depending on it."""
    law = rule("r", "sufficient", P, CUSTODY)
    finding = find(OF, [law], partly(OF), "reason")
    assert ("depends", (), (P,), ("custody",)) == (
        finding.kind,
        finding.stable,
        finding.possible,
        finding.depends_on,
    )


def test_equal_values_are_equal_law() -> None:
    """Precedents, rules and selections built twice are equal and hash alike."""
    one, two = for_plaintiff("c", NINTH), for_plaintiff("c", NINTH)
    assert (one, hash(one)) == (two, hash(two))
    assert select(base(OF, one), options()) == select(base(OF, two), options())
    assert {When("1980"), When("1980")} == {When("1980")}
