"""Laws of the kernel: one case against one set of facts (theory 1 and 2)."""

from __future__ import annotations

from dataclasses import replace

from builders import SCOTUS, D, P, base, con, doctrine, known, options, partial, partly, precedent, pro, scale
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import (
    SHAPES,
    Dice,
    World,
    a_precedent,
    all_known,
    dice,
    equal_worlds,
    factors,
    partly_known,
    tried,
    worlds,
)

from afortiori.casebase import select
from afortiori.constraint import (
    closed,
    coded,
    compelled,
    extra,
    firm,
    forces,
    held,
    met,
    missing,
    open_to,
    reason,
    silent,
)
from afortiori.doctrine import Doctrine, Factor
from afortiori.precedent import Facts, Precedent, facts


def own_facts(of: Doctrine, case: Precedent) -> Facts:
    """The facts of a decided case, where silence and a value of low confidence count as absent."""
    return known(of, {value.factor: value.level for value in case.used()})


def improved(roll: Dice, of: Doctrine, asked: Facts, side: str) -> Facts:
    """Facts all known, at least as strong for a side as these, factor by factor."""
    levels = {}
    for f in of.factors:
        [now] = asked.levels(f.id) or f.levels
        here = f.satisfied(now)
        stronger = [
            k
            for k in f.levels
            if {c for c in here if c.side == side} <= f.satisfied(k)
            and {c for c in f.satisfied(k) if c.side != side} <= here
        ]
        levels[f.id] = roll.one(stronger[::-1])
    return facts(of, levels)


@given(worlds(known=True))
@tried(130)
def test_a_precedent_forces_its_own_facts(world: World) -> None:
    """A case forces its own outcome on its own facts, unless its reason is not coded or rests on an unsure value."""
    for case in world.precedents:
        its_own = own_facts(world.doctrine, case)
        borne = reason(world.doctrine, case, world.model) <= held(world.doctrine, case, case.holding or "")
        expected = coded(world.doctrine, case, world.model) and borne
        assert expected == forces(world.doctrine, case, its_own, world.model)
        assert forces(world.doctrine, case, its_own, "result") == coded(world.doctrine, case, "result")


@given(worlds(known=True), dice())
@tried(130)
def test_improving_a_fact_for_the_winner_never_unforces(world: World, roll: Dice) -> None:
    """Where a case forces a side, it forces it on all facts at least as strong for that side."""
    for case in world.precedents:
        if forces(world.doctrine, case, world.facts, world.model):
            better = improved(roll, world.doctrine, world.facts, case.holding or "")
            assert forces(world.doctrine, case, better, world.model)


@given(worlds(known=True), dice(), st.sampled_from((P, D)))
@tried(160)
def test_improving_a_fact_keeps_a_side_forced_whoever_yields(world: World, roll: Dice, side: str) -> None:
    """A side that cases of several courts compel is compelled on all facts at least as strong for it."""
    before = compelled(world.doctrine, world.precedents, world.facts, world.model)
    better = improved(roll, world.doctrine, world.facts, side)
    after = compelled(world.doctrine, world.precedents, better, world.model)
    assert (before.sides & {side}) <= after.sides
    assert (after.sides - {side}) <= before.sides


@given(equal_worlds(known=True), dice())
@tried(130)
def test_a_new_precedent_releases_nothing_among_equals(world: World, roll: Dice) -> None:
    """Among equals and without rules, what was forced stays forced when a case is added."""
    more = a_precedent(roll, world.doctrine, "new", (SCOTUS,), world.facts)
    before = compelled(world.doctrine, world.authorities, world.facts, world.model)
    after = compelled(world.doctrine, (*world.authorities, more), world.facts, world.model)
    assert before.sides <= after.sides
    assert before.by <= after.by


@given(worlds(known=True))
@tried(130)
def test_a_narrower_stated_reason_never_forces_less(world: World) -> None:
    """With one of the grounds dropped from what was stated, a case forces wherever it did."""
    for case in world.precedents:
        if case.reason and forces(world.doctrine, case, world.facts, "reason"):
            for ground in case.reason:
                narrower = replace(case, reason=tuple(r for r in case.reason if r != ground))
                still = forces(world.doctrine, narrower, world.facts, "reason")
                assert coded(world.doctrine, narrower, "reason") == still


@given(worlds(known=True))
@tried(130)
def test_the_reason_model_forces_whatever_the_result_model_does(world: World) -> None:
    """A coded reason that the case's facts bear forces wherever all of those facts would."""
    for case in world.precedents:
        rests_on = reason(world.doctrine, case, "reason")
        borne = rests_on <= held(world.doctrine, case, case.holding or "")
        if borne and coded(world.doctrine, case, "reason") and forces(world.doctrine, case, world.facts, "result"):
            assert forces(world.doctrine, case, world.facts, "reason")


@given(worlds())
@tried(130)
def test_the_grounds_of_distinction_are_exhaustive(world: World) -> None:
    """A coded case forces iff nothing is missing and nothing extra; the grounds stand on the facts."""
    for case in world.precedents:
        if case.holding is not None and coded(world.doctrine, case, world.model):
            lacking = missing(world.doctrine, case, world.facts, world.model)
            beyond = extra(world.doctrine, case, world.facts)
            assert (not lacking and not beyond) == forces(world.doctrine, case, world.facts, world.model)
            assert lacking <= reason(world.doctrine, case, world.model)
            assert {world.doctrine.other(case.holding)} >= {c.side for c in beyond}


@given(worlds(known=True), dice())
@tried(160)
def test_a_firm_forcing_survives_any_completion_of_the_silence(world: World, roll: Dice) -> None:
    """Where a forcing is firm, the case forces still, whatever it had on the factors on which it is silent."""
    for case in world.precedents:
        if forces(world.doctrine, case, world.facts, world.model) and firm(
            world.doctrine, case, world.facts, world.model
        ):
            assert forces(world.doctrine, spoken(roll, world.doctrine, case), world.facts, world.model)


@given(worlds(known=True))
@tried(160)
def test_a_forcing_that_is_not_firm_falls_with_some_completion_of_the_silence(world: World) -> None:
    """Where a forcing is not firm, the case with some level on one silent factor does not force."""
    for case in world.precedents:
        of, model = world.doctrine, world.model
        if forces(of, case, world.facts, model) and not firm(of, case, world.facts, model):
            completed = [
                replace(case, values=(*case.used(), *precedent("", None, {name: level}).values))
                for name in silent(of, case)
                for level in of.factor(name).levels
            ]
            assert not all(forces(of, each, world.facts, model) for each in completed)


def spoken(roll: Dice, of: Doctrine, case: Precedent) -> Precedent:
    """The case with some level for the winner on each factor on which it is silent."""
    levels = {}
    for name in silent(of, case):
        factor = of.factor(name)
        favourable = [k for k in factor.levels if all(c.side == case.holding for c in factor.satisfied(k))]
        levels[name] = roll.one(favourable)
    return replace(case, values=(*case.used(), *precedent("", None, levels).values))


@given(worlds(known=True))
@tried(100)
def test_a_case_that_rests_on_nothing_sure_binds_nobody(world: World) -> None:
    """With every value of low confidence, or an empty reason, a case forces nowhere and is set aside."""
    of = world.doctrine
    for case in world.precedents:
        unsure = replace(case, values=tuple(v._replace(confidence="low") for v in case.values))
        empty = replace(case, reason=())
        assert (False, False) == (coded(of, unsure, world.model), forces(of, unsure, world.facts, world.model))
        assert (False, False) == (coded(of, empty, "reason"), forces(of, empty, world.facts, "reason"))
        sorted_out = select(base(of, unsure), options(model=world.model))
        expected = "reason not coded" if case.holding else "did not reach the question"
        assert ([expected], ()) == ([aside.why for aside in sorted_out.aside], sorted_out.binding)


@given(worlds())
@tried(100)
def test_a_value_of_low_confidence_is_as_good_as_silence(world: World) -> None:
    """In the result model a case forces as it would were its unsure values not stated at all."""
    for case in world.precedents:
        without = replace(case, values=case.used())
        assert forces(world.doctrine, without, world.facts, "result") == forces(
            world.doctrine, case, world.facts, "result"
        )
        assert silent(world.doctrine, without) == silent(world.doctrine, case)


@given(factors("custody"))
@tried(100)
def test_conditions_run_from_neutral_to_the_level_held(factor: Factor) -> None:
    """Above neutral a level gives 'at least' conditions for the side, below it 'at most' for the other, neutral none."""
    assert frozenset() == factor.satisfied(factor.neutral)
    for level in factor.levels if factor.side else ():
        satisfied = factor.satisfied(level)
        bound, side = ("at least", factor.side) if level in factor.above() else ("at most", factor.other_side)
        assert {(bound, side)} >= {(c.bound, c.side) for c in satisfied}
        assert (level != factor.neutral) == (level in {c.level for c in satisfied})
        stronger = {
            k
            for k in factor.levels
            if (level, k) in factor.order and (factor.neutral in (k, level) or bound == "at least")
        }
        assert all(satisfied <= factor.satisfied(k) for k in stronger if k in factor.above())


@given(factors("custody"))
@tried(100)
def test_naming_a_level_names_those_that_it_takes_in(factor: Factor) -> None:
    """A reason is closed downward: it names just what a fact at the named level satisfies."""
    of = doctrine(factor)
    for level in factor.levels:
        assert factor.satisfied(level) == closed(of, [("custody", level)])


@given(worlds())
@tried(100)
def test_what_is_met_is_open(world: World) -> None:
    """A condition true on every level still possible is true on some; on known facts the two are one."""
    for side in (P, D):
        assert met(world.doctrine, world.facts, side) <= open_to(world.doctrine, world.facts, side)
        exact = facts(world.doctrine, {f.id: f.levels[0] for f in world.doctrine.factors})
        assert met(world.doctrine, exact, side) == open_to(world.doctrine, exact, side)


@given(worlds(), dice())
@tried(100)
def test_facts_built_in_any_order_are_equal(world: World, roll: Dice) -> None:
    """Facts have one canonical form: the order of factors and of levels in the writing is no part of the law."""
    of = world.doctrine
    named = roll.shuffled([(f.id, world.facts.levels(f.id) or f.levels) for f in of.factors])
    written = facts(of, {name: tuple(roll.shuffled(levels)) for name, levels in named})
    assert (world.facts, hash(world.facts)) == (written, hash(written))
    only_known = {name: levels for name, levels in named if len(levels) < len(of.factor(name).levels)}
    assert world.facts == facts(of, only_known)


@given(factors("custody"))
@tried(60)
def test_factors_and_doctrines_built_alike_are_equal(factor: Factor) -> None:
    """A factor is equal to another with the same levels, order and sides, however its order was derived."""
    again = Factor(
        "custody", "custody", "", factor.levels, "nil", frozenset(sorted(factor.order)), factor.side, factor.other_side
    )
    assert (doctrine(factor), hash(doctrine(factor))) == (doctrine(again), hash(doctrine(again)))
    chained = partial("custody", "none held jailed", ("none held jailed",), neutral="none")
    assert scale("custody", "none held jailed") == chained


@given(worlds(shapes=(*SHAPES, *["no side"] * 5), known=True), dice(8))
@tried(100)
def test_forcing_does_not_turn_on_a_factor_without_a_side(world: World, roll: Dice) -> None:
    """A factor that favours nobody is recorded and never a condition: whatever it is, the same is compelled."""
    sideless = [f for f in world.doctrine.factors if f.side is None]
    assume(sideless)
    changed = facts(
        world.doctrine,
        {
            f.id: roll.one(f.levels) if f in sideless else world.facts.levels(f.id) or f.levels
            for f in world.doctrine.factors
        },
    )
    before = compelled(world.doctrine, world.authorities, world.facts, world.model)
    assert before == compelled(world.doctrine, world.authorities, changed, world.model)


def test_unknown_is_not_absent() -> None:
    """What is unknown may stand against a case and is not met for it; what is absent is neither."""
    of = doctrine(*pro("custody"), *con("consent"))
    case = precedent("c", P, {"custody": "present"})
    assert [True, False, False] == [
        forces(of, case, partly(of, given_facts), "reason")
        for given_facts in (
            {"custody": "present", "consent": "absent"},
            {"custody": "present"},
            {"consent": "absent"},
        )
    ]


def test_what_is_unknown_is_not_listed() -> None:
    """A factor that may have any of its levels is unknown, and facts list only what is narrowed."""
    of = doctrine(*pro("custody"), scale("remoteness", "remote near imminent", neutral="near"))
    written = partly(of, {"custody": ("present", "absent"), "remoteness": ("imminent", "near")})
    assert (("remoteness", ("near", "imminent")),) == written.narrowed
    assert (Facts(), None) == (partly(of), partly(of).levels("custody"))


def test_a_forcing_names_the_silent_factors_that_it_takes_as_absent() -> None:
    """The result model takes a winner's factor on which the opinion is silent as absent, and the forcing is not firm."""
    of = doctrine(*pro("custody", "assurance"), *con("consent"))
    case = precedent("c", P, {"custody": "present"})
    assert ("assurance",) == silent(of, case)
    lacking, having = known(of, {"custody": "present"}), known(of, {"custody": "present", "assurance": "present"})
    assert [(True, False), (True, True)] == [
        (forces(of, case, f, "result"), firm(of, case, f, "result")) for f in (lacking, having)
    ]
    unknown = partly(of, {"custody": "present", "consent": "absent"})
    assert (True, False) == (forces(of, case, unknown, "result"), firm(of, case, unknown, "result"))
    stated = replace(case, reason=(("custody", "present"),))
    assert [True, False] == [firm(of, stated, lacking, model) for model in ("reason", "result")]


def test_only_what_the_winner_may_have_had_makes_a_forcing_unsure() -> None:
    """On a two-sided factor on which the opinion is silent, a forcing is firm where the facts go all the winner's way."""
    of = doctrine(*pro("custody"), scale("remoteness", "remote near imminent", neutral="near"))
    case = precedent("c", P, {"custody": "present"})
    here = [known(of, {"custody": "present", "remoteness": level}) for level in ("near", "imminent")]
    assert [(True, False), (True, True)] == [(forces(of, case, f, "result"), firm(of, case, f, "result")) for f in here]


def test_the_loser_is_held_to_what_the_opinion_states() -> None:
    """A factor for the loser on which the opinion is silent counts as absent, and here distinguishes the case."""
    of = doctrine(*pro("custody"), *con("consent"))
    silent_on_consent = precedent("c", P, {"custody": "present"})
    overcame_consent = precedent("d", P, {"custody": "present", "consent": "present"})
    both = known(of, {"custody": "present", "consent": "present"})
    assert [False, True] == [forces(of, c, both, "result") for c in (silent_on_consent, overcame_consent)]


@given(dice(16))
@tried(60)
def test_facts_of_every_kind_can_be_drawn(roll: Dice) -> None:
    """Facts all known leave one level of each factor; facts partly known leave at least one."""
    of = doctrine(*pro("custody"), scale("remoteness", "remote near imminent", neutral="near"))
    exact, some = all_known(roll, of), partly_known(roll, of)
    assert [1, 1] == [len(exact.levels(f.id) or f.levels) for f in of.factors]
    assert all(some.levels(f.id) != () for f in of.factors)
