"""The claim lattice against enumeration, and against the literature's answers (theory 7)."""

from __future__ import annotations

from dataclasses import replace

from builders import D, P, con, doctrine, known, precedent, present, pro, scale
from counting import counted
from hypothesis import given
from samples import DATA, table
from strategies import World, tried, worlds

from afortiori.argument import (
    Lattice,
    best,
    counterexamples,
    lattice,
    more_on_point,
    most_on_point,
    shared,
    trumped_by,
)
from afortiori.casebase import CaseBase
from afortiori.constraint import held, met
from afortiori.doctrine import Condition, Doctrine
from afortiori.precedent import Facts, Precedent

HYPO = "literature/carneades-cato-tests"


def mason() -> tuple[Doctrine, Facts, list[Precedent]]:
    """Mason against the other cases of the HYPO base."""
    rows = [row for row in table(f"{HYPO}/casebases.csv") if row["casebase"] == "hypo"]
    sides = {row["id"]: row["side"] for row in table(f"{HYPO}/factors_with_parents.csv")}
    used = sorted({f for row in rows for f in row["factors"].split()})
    of = doctrine(*pro(*(f for f in used if sides[f] == "P")), *con(*(f for f in used if sides[f] == "D")))
    focus = next(row for row in rows if row["outcome"] == "undecided")
    decided = [
        precedent(row["case"], {"P": P, "D": D}[row["outcome"]], present(row["factors"]))
        for row in rows
        if row is not focus
    ]
    return of, known(of, present(focus["factors"])), decided


def test_mason_against_the_hypo_base() -> None:
    """Four cases are most on point, each on the factors that the literature gives. Carneades' HYPO tests."""
    from ruamel.yaml import YAML

    of, facts, decided = mason()
    examples = YAML(typ="safe").load((DATA / "literature/worked-examples.yaml").read_text(encoding="utf-8"))
    example = next(e for e in examples if e["id"] == "carneades-hypo-mason")
    top = most_on_point(lattice(of, facts, decided))
    found = {case.id: [c.factor for c in node.shared] for node in top for case in node.cases}
    assert set(example["most_on_point"]) == set(found)
    assert {case: sorted(factors) for case, factors in example["shared"].items()} == {
        case: sorted(factors) for case, factors in found.items()
    }


def test_mason_trumping_and_best_to_cite() -> None:
    """Smith and Yokana are trumped, Speciner is not; for the plaintiff the three most on point are the best to cite."""
    of, facts, decided = mason()
    found = lattice(of, facts, decided)
    trumped = {case.id: sorted(by.id for by in trumped_by(found, case)) for case in decided if case.holding == D}
    assert {
        "Smith": ["Bryce", "Digital Development", "Space Aero"],
        "Speciner": [],
        "Yokana": ["American Precision", "KFC"],
    } == trumped
    assert ["American Precision", "Digital Development", "KFC"] == sorted(c.id for c in best(found, P))
    assert ["Speciner"] == [c.id for c in best(found, D)]


def test_levels_are_shared_as_far_as_both_reach() -> None:
    """An order served there and issued here: that it was issued is shared, and no more."""
    of = doctrine(scale("order", "none issued served"))
    case = precedent("c", P, {"order": "served"})
    assert {Condition("order", "at least", "issued", P)} == shared(of, case, known(of, {"order": "issued"}))


def test_what_is_shared_counts_whatever_side_it_favours() -> None:
    """A case for the defendant that shares only the plaintiff's strength is as on point as one that the plaintiff won."""
    of = doctrine(*pro("p1"), *con("d1"))
    won, lost = precedent("won", P, present("p1")), precedent("lost", D, present("p1 d1"))
    found = lattice(of, known(of, present("p1")), [won, lost])
    assert (lost,) == counterexamples(found, won).equal
    assert () == best(found, D)


def on_point(world: World, case: Precedent) -> frozenset[Condition]:
    """What a case shares, by enumeration."""
    return frozenset(
        c for side in (P, D) for c in met(world.doctrine, world.facts, side) if c in held(world.doctrine, case, side)
    )


def decided(world: World) -> list[Precedent]:
    """The cases that have an outcome."""
    return [case for case in world.precedents if case.holding is not None]


def made(world: World) -> Lattice:
    """The claim lattice of a world."""
    return lattice(world.doctrine, world.facts, world.precedents)


@given(worlds())
@tried(400)
def test_nodes_are_the_distinct_shared_sets(world: World) -> None:
    """Each case stands at just what it shares; one that shares nothing stands apart; the facts are the root."""
    found = made(world)
    root = frozenset(c for side in (P, D) for c in met(world.doctrine, world.facts, side))
    assert root == frozenset(found.nodes[0].shared)
    for case in decided(world):
        node = found.node(case)
        expected = on_point(world, case)
        assert expected == shared(world.doctrine, case, world.facts)
        assert (expected or None) == (node and frozenset(node.shared))
    assert {c.id for c in decided(world)} == {c.id for n in found.nodes for c in n.cases} | {c.id for c in found.apart}
    assert len(found.nodes) == len({node.shared for node in found.nodes})


@given(worlds())
@tried(400)
def test_the_hasse_diagram_is_the_covering_relation(world: World) -> None:
    """A node stands next above another iff it properly includes it and no third lies between."""
    nodes = made(world).nodes
    sets = [frozenset(node.shared) for node in nodes]
    covers = {
        (i, j)
        for i, low in enumerate(sets)
        for j, high in enumerate(sets)
        if low < high and not any(low < mid < high for mid in sets)
    }
    assert covers == {(i, j) for i, node in enumerate(nodes) for j in node.above}
    assert covers == {(i, j) for j, node in enumerate(nodes) for i in node.below}


@given(worlds())
@tried(400)
def test_trumping_and_counterexamples_are_as_defined(world: World) -> None:
    """A case is trumped by just the cases for the other side that are more on point; as on point are those that tie."""
    found, cases = made(world), decided(world)
    for case in cases:
        if not on_point(world, case):
            continue
        rivals = [c for c in cases if c.holding != case.holding]
        more = {c.id for c in rivals if more_on_point(world.doctrine, c, case, world.facts)}
        equal = {c.id for c in rivals if on_point(world, c) == on_point(world, case)}
        node = found.node(case)
        assert more == {c.id for c in trumped_by(found, case)}
        assert equal == {c.id for c in counterexamples(found, case).equal}
        assert bool(more) == (node is not None and case.holding in node.trumped)


@given(worlds())
@tried(400)
def test_best_to_cite_is_as_defined(world: World) -> None:
    """Best for a side are its cases that share a condition for it and that none of those is more on point than."""
    found = made(world)
    for side in (P, D):
        fit = [c for c in decided(world) if c.holding == side and any(a.side == side for a in on_point(world, c))]
        top = {c.id for c in fit if not any(on_point(world, other) > on_point(world, c) for other in fit)}
        assert top == {c.id for c in best(found, side)}


@given(worlds())
@tried(200)
def test_most_on_point_has_no_case_above_it(world: World) -> None:
    """The most on point are the maximal shared sets that cases have."""
    held_sets = [on_point(world, case) for case in decided(world) if on_point(world, case)]
    expected = {one for one in held_sets if not any(one < other for other in held_sets)}
    assert expected == {frozenset(node.shared) for node in most_on_point(made(world))}


@given(worlds())
@tried(200)
def test_row_order_is_irrelevant(world: World) -> None:
    """The same cases in another order give the same lattice."""
    assert made(world) == lattice(world.doctrine, world.facts, tuple(reversed(world.precedents)))


def test_ten_thousand_cases_have_each_their_place() -> None:
    """Ten thousand cases on fifty factors: each stands in one node of the lattice, or apart."""
    import random

    draw = random.Random(7)
    names = [f"f{i:02}" for i in range(50)]
    of = doctrine(*pro(*names[:25]), *con(*names[25:]))
    cases = [
        precedent(f"c{i:05}", draw.choice((P, D)), present(" ".join(draw.sample(names, 12)))) for i in range(10_000)
    ]
    facts = known(of, present(" ".join(draw.sample(names, 20))))
    found, calls = counted(lambda: lattice(of, facts, CaseBase(of, cases)))
    assert calls < 2_000_000
    assert 10_000 == sum(len(node.cases) for node in found.nodes) + len(found.apart)


def test_a_case_that_reached_no_answer_is_no_part_of_it() -> None:
    """Only decided cases are on point."""
    of = doctrine(*pro("p1"))
    case = precedent("c", P, present("p1"))
    undecided = replace(case, id="u", holding=None)
    found = lattice(of, known(of, present("p1")), [case, undecided])
    assert [case] == [c for node in found.nodes for c in node.cases]
    assert () == found.apart
