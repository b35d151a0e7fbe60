"""The rationales left open, against every closed set of the conditions that the facts give a side."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from builders import D, P, base, con, doctrine, known, leaf, options, partly, precedent, pro, rule, scale
from hypothesis import given
from oracle import brute
from oracle.brute import Atom
from strategies import World, contested_worlds, tried, worlds

from afortiori.casebase import Law
from afortiori.guidance import rationales
from guidance.asking import Question, asked, atom, down, ids, settled, subsets

Atoms = frozenset[Atom]


def facts_for(q: Question, side: str) -> Atoms:
    """The conditions for a side that the facts satisfy on every level still possible."""
    return frozenset.intersection(*(brute.satisfied(q.of, c, side) for c in brute.completions(q.known)))


def bars(q: Question, side: str) -> list[dict[str, Any]]:
    """The binding precedents for the other side whose reason the facts may give: each stands in the way of ``side``."""
    other = brute.other(q.of, side)
    may: Atoms = frozenset().union(*(brute.satisfied(q.of, c, other) for c in brute.completions(q.known)))
    return [case for case in q.cases(other) if brute.reason_of(q.of, case, q.model) <= may]


def compelled(q: Question, side: str) -> bool:
    """Whether what binds, rules too, forces a side in every completion."""
    return side in brute.verdict(q.of, q.authorities, q.known, q.model)["stable"]


def least_open(q: Question, side: str) -> set[Atoms]:
    """The smallest closed sets of the side's conditions with something beyond what each precedent in the way overcame.

    None where the other side is forced.
    """
    if compelled(q, brute.other(q.of, side)):
        return set()
    overcame = [brute.satisfied(q.of, brute.facts_of(q.of, case), side) for case in bars(q, side)]
    fit = [
        v
        for v in subsets(facts_for(q, side))
        if down(q.of, v, side) == v and not any(v <= beaten for beaten in overcame)
    ]
    return {v for v in fit if not any(w < v for w in fit)}


def check(world: World) -> None:
    """What ``rationales`` gives, closed again, is each smallest open set once, or None where there is none."""
    q = asked(world)
    for side in q.sides:
        found = rationales(q.law, q.facts, side).found
        expected = least_open(q, side)
        assert bool(found) == bool(expected)
        closed = [down(q.of, frozenset(map(atom, r.conditions)), side) for r in found]
        assert (len(closed), set(closed)) == (len(expected), expected)


@given(worlds(known=True) | worlds(with_rules=True, known=True) | contested_worlds().map(settled))
@tried(60)
def test_they_are_the_smallest_closed_reasons_that_add_no_conflict(world: World) -> None:
    """On known facts they are the minimal closed subsets of the side's conditions that every bar leaves something of."""
    check(world)


@given(worlds() | contested_worlds())
@tried(60)
def test_on_facts_partly_known_they_rest_on_what_is_certain_and_meet_what_may_stand_in_the_way(world: World) -> None:
    """On facts partly known they rest on certain conditions only, and answer every precedent whose reason may be met."""
    check(world)


@given(worlds(known=True) | worlds(with_rules=True, known=True) | contested_worlds().map(settled))
@tried(60)
def test_there_is_none_iff_the_other_side_is_forced(world: World) -> None:
    """On known facts there is no rationale exactly where a binding precedent, or what binds as a whole, forces the other side."""
    q = asked(world)
    [levels] = brute.completions(q.known)
    for side in q.sides:
        forced = any(brute.forces(q.of, case, levels, q.model) for case in q.cases(brute.other(q.of, side)))
        forced = forced or compelled(q, brute.other(q.of, side))
        assert forced == (not rationales(q.law, q.facts, side).found)


@given(worlds(with_rules=True) | contested_worlds())
@tried(50)
def test_each_tells_what_it_must_distinguish(world: World) -> None:
    """Each names just the precedents of the other side whose reasons may be met, and only maximal conditions."""
    q = asked(world)
    for side in q.sides:
        expected = sorted(case["id"] for case in bars(q, side))
        for found in rationales(q.law, q.facts, side).found:
            assert expected == ids(found.distinguishes)
            assert side == found.side
            atoms = frozenset(map(atom, found.conditions))
            assert [] == [a for a in atoms if a in down(q.of, atoms - {a}, side)]


@given(worlds(known=True))
@tried(60)
def test_the_shortest_comes_first(world: World) -> None:
    """They come by the number of their conditions."""
    q = asked(world)
    for side in q.sides:
        sizes = [len(found.conditions) for found in rationales(q.law, q.facts, side).found]
        assert sorted(sizes) == sizes


def test_a_rule_that_may_yet_speak_is_told_of() -> None:
    """Where it turns on what is unknown, a rationale stands beside the rule that no ground distinguishes."""
    of = doctrine(*pro("order", "promise"), *con("warning"))
    of = replace(of, rules=(rule("warned", "sufficient", D, leaf(of, "warning")),))
    law = Law(base(of), options())
    found = rationales(law, partly(of), P)
    assert ([()], ["warned"]) == ([r.conditions for r in found.found], [r.id for r in found.rules])
    assert ((), ()) == (
        rationales(law, known(of, {"warning": "present"}), P).found,
        rationales(law, partly(of), D).rules,
    )


def test_one_level_may_answer_two_precedents_that_two_factors_would() -> None:
    """A higher level of one factor stands beside the two factors that together do as much."""
    of = doctrine(scale("risk", "none some high"), *pro("order", "promise"), *con("warning"))
    first = precedent("first", D, {"warning": "present", "risk": "some", "order": "present"})
    second = precedent("second", D, {"warning": "present", "promise": "present", "risk": "some"})
    on = {"risk": "high", "order": "present", "promise": "present", "warning": "present"}
    found = rationales(Law(base(of, first, second), options()), known(of, on), P).found
    said = [[str(c) for c in rationale.conditions] for rationale in found]
    assert [["risk at least high"], ["order at least present", "promise at least present"]] == said
    assert [["first", "second"]] * 2 == [ids(rationale.distinguishes) for rationale in found]


def test_where_nothing_stands_in_the_way_any_reason_will_do() -> None:
    """Without a precedent of the other side the one rationale is empty: it requires nothing."""
    of = doctrine(*pro("order"), *con("warning"))
    found = rationales(Law(base(of, precedent("p", P, {"order": "present"})), options()), partly(of), P).found
    assert [((), ())] == [(r.conditions, r.distinguishes) for r in found]


@given(worlds(known=True) | contested_worlds().map(settled))
@tried(60)
def test_past_its_bound_each_is_minimal_still_and_others_are_said_to_be_left_out(world: World) -> None:
    """With room for one reason only, what is found is one of the smallest; if there are more it says that it is not all."""
    q = asked(world)
    for side in q.sides:
        every, few = rationales(q.law, q.facts, side), rationales(q.law, q.facts, side, bound=1)
        assert {r.conditions for r in few.found} <= {r.conditions for r in every.found}
        assert bool(every.found) == bool(few.found)
        assert few.complete <= (len(every.found) == len(few.found))
        assert every.complete
