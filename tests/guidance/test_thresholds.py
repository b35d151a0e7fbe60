"""Thresholds, against the verdict at every level and a definition of the least change that shares no code."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from builders import P, base, con, diamond, doctrine, known, options, partly, precedent, pro, scale
from hypothesis import given
from strategies import World, contested_worlds, tried, worlds

from afortiori.casebase import Law
from afortiori.errors import Misuse
from afortiori.guidance import Threshold, threshold, thresholds
from afortiori.precedent import Facts, facts
from guidance.asking import Outcome, Question, asked, between, comes_to, outcome


def standing(q: Question, names: tuple[str, ...]) -> Facts:
    """The facts of a question with some factors known, each at the first level still possible."""
    levels: dict[str, str | tuple[str, ...]] = {name: tuple(possible) for name, possible in q.known.items()}
    return facts(q.law.doctrine, levels | {name: q.known[name][0] for name in names})


def some_factors(q: Question) -> list[tuple[str, ...]]:
    """Each factor by itself, and pairs of the first three."""
    names = list(q.known)
    return [*((name,) for name in names), *combinations(names[:3], 2)]


def told(found: Threshold) -> dict[tuple[str, ...], Outcome]:
    """The verdict at each combination of levels."""
    return {tuple(level for _, level in at.levels): comes_to(at.finding) for at in found.table}


@given(worlds(with_rules=True, most=5) | contested_worlds())
@tried(60)
def test_the_table_is_what_find_says_at_every_level(world: World) -> None:
    """At each level, or each combination of levels, the finding is that of the facts with these levels."""
    q = asked(world)
    for names in some_factors(q):
        of = standing(q, names)
        found = threshold(q.law, of, names)
        every = product(*(q.law.doctrine.factor(name).levels for name in names))
        expected = [
            (pairs, q.law.find(facts(q.law.doctrine, dict(of.narrowed) | dict(pairs))))
            for levels in every
            for pairs in [tuple(zip(names, levels, strict=True))]
        ]
        assert expected == [(at.levels, at.finding) for at in found.table]
        assert q.law.find(of) == found.now


@given(worlds(with_rules=True, most=4))
@tried(40)
def test_the_table_is_what_the_oracle_says(world: World) -> None:
    """At each level the verdict is the one that enumeration gives."""
    q = asked(world)
    for name in q.known:
        expected = {(k,): outcome(q, {**q.known, name: [k]}) for k in q.of["factors"][name]["levels"]}
        assert expected == told(threshold(q.law, q.facts, (name,)))


@given(worlds(with_rules=True, most=5) | contested_worlds())
@tried(60)
def test_the_changes_are_just_the_least(world: World) -> None:
    """A change is told iff its verdict is another and no entry on the way there, factor by factor, has that verdict."""
    q = asked(world)
    for names in some_factors(q):
        found = threshold(q.law, standing(q, names), names)
        table, now = told(found), comes_to(found.now)
        start = [q.known[name][0] for name in names]
        expected = [
            far
            for far, reached in table.items()
            if reached != now
            and not any(
                near != far
                and table[near] == reached
                and all(
                    between(q.of["factors"][name], *steps) for name, *steps in zip(names, start, near, far, strict=True)
                )
                for near in table
            )
        ]
        assert expected == [tuple(level for _, level in at.levels) for at in found.changes]


@given(worlds(with_rules=True, most=5) | contested_worlds())
@tried(60)
def test_no_change_is_told_iff_no_level_changes_the_verdict(world: World) -> None:
    """There is no change iff every level has the verdict of the facts as they stand."""
    q = asked(world)
    for names in some_factors(q):
        found = threshold(q.law, standing(q, names), names)
        assert (set(told(found).values()) == {comes_to(found.now)}) == (found.changes == ())


@given(worlds(with_rules=True, most=5) | contested_worlds())
@tried(60)
def test_under_a_bound_what_is_told_is_so_and_what_is_left_out_is_said(world: World) -> None:
    """With next to nothing tried, each change told is one of those found in full; and where none is missed or not is said."""
    q = asked(world)
    for names in some_factors(q):
        whole, bounded = (threshold(q.law, q.facts, names, bound=bound) for bound in (50_000, 1))
        changes = [(at.levels, at.finding.kind, at.finding.side) for at in whole.changes]
        assert [
            at for at in changes if at in [(b.levels, b.finding.kind, b.finding.side) for b in bounded.changes]
        ] == [(at.levels, at.finding.kind, at.finding.side) for at in bounded.changes]
        if bounded.complete:
            assert changes == [(at.levels, at.finding.kind, at.finding.side) for at in bounded.changes]


@given(worlds(with_rules=True, most=4))
@tried(40)
def test_each_factor_is_asked_about_by_itself(world: World) -> None:
    """``thresholds`` is ``threshold`` of each factor that favours somebody, in the doctrine's order."""
    q = asked(world)
    expected = [threshold(q.law, q.facts, (f.id,)) for f in q.law.doctrine.factors if f.side is not None]
    assert expected == list(thresholds(q.law, q.facts))


def test_two_factors_may_change_together_what_neither_changes_alone() -> None:
    """A case that needs both quantity and quality: no level of one alone, and one least change of the two."""
    of = doctrine(scale("number", "none one many"), scale("quality", "none bare supported"))
    law = Law(base(of, precedent("c", P, {"number": "one", "quality": "bare"})), options())
    alone = [threshold(law, known(of), (name,)).changes for name in ("number", "quality")]
    both = threshold(law, known(of), ("number", "quality")).changes
    assert [(), ()] == alone
    assert [(("number", "one"), ("quality", "bare"))] == [at.levels for at in both]
    assert [("forced", P)] == [(at.finding.kind, at.finding.side) for at in both]


def test_a_change_is_told_in_both_directions() -> None:
    """From within a two-sided factor, the nearest level above and the nearest below that change the verdict."""
    of = doctrine(scale("nearness", "far distant near close", neutral="distant"), *con("warning"))
    cases = [precedent("up", P, {"nearness": "near"}), precedent("down", "defendant", {"nearness": "far"})]
    found = threshold(Law(base(of, *cases), options()), known(of), ("nearness",))
    expected = [("far", "forced", "defendant"), ("near", "forced", P)]
    assert expected == [(at.levels[0][1], at.finding.kind, at.finding.side) for at in found.changes]


def test_too_many_combinations_are_refused() -> None:
    """Past 20,000 combinations the question is refused; 20,000 would be answered."""
    of = doctrine(*(scale(f"f{i}", " ".join(f"k{j}" for j in range(28))) for i in range(3)))
    with pytest.raises(Misuse, match="21,952 combinations"):
        threshold(Law(base(of), options()), partly(of), ("f0", "f1", "f2"))
    assert 784 == len(threshold(Law(base(of), options()), partly(of), ("f0", "f1")).table)


def test_of_unknown_facts_the_levels_are_those_that_would_settle_them() -> None:
    """Where a factor is unknown, the change is from what is not settled to what each level settles."""
    of = doctrine(*pro("custody"))
    found = threshold(Law(base(of, precedent("c", P, {"custody": "present"})), options()), partly(of), ("custody",))
    assert "depends" == found.now.kind
    assert [("absent", "open"), ("present", "forced")] == [(at.levels[0][1], at.finding.kind) for at in found.changes]


def test_a_factor_left_as_it_stands_is_on_the_way_to_any_of_its_levels() -> None:
    """From one of two incomparable levels: a change of another factor alone is less than the same with a side step."""
    of = doctrine(diamond("reliance"), *pro("order"))
    law = Law(base(of, precedent("c", P, {"order": "present"})), options())
    found = threshold(law, known(of, {"reliance": "left"}), ("reliance", "order"))
    assert [(("reliance", "left"), ("order", "present"))] == [at.levels for at in found.changes]


def test_a_factor_named_twice_is_refused() -> None:
    """No facts have two levels of one factor."""
    of = doctrine(*pro("order"))
    with pytest.raises(Misuse, match="named twice"):
        threshold(Law(base(of), options()), partly(of), ("order", "order"))
