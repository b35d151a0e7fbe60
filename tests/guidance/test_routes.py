"""Routes and the next question to ask, against every completion of the facts."""

from __future__ import annotations

from builders import (
    NDCAL,
    NINTH,
    D,
    P,
    base,
    con,
    diamond,
    doctrine,
    leaf,
    options,
    partly,
    precedent,
    pro,
    rule,
)
from hypothesis import given
from oracle import brute
from oracle.plain import plain_authorities
from strategies import World, contested_worlds, tried, worlds

from afortiori.casebase import Law
from afortiori.guidance import Route, next_questions, routes
from guidance.asking import Question, asked, ids, speaks_for


def admits(route: Route, completion: dict[str, str]) -> bool:
    """Whether a completion of the facts lies on a route."""
    return all(completion[step.factor] in step.admits for step in route.steps)


def check_routes(q: Question, side: str, found: tuple[Route, ...], plain: list[dict[str, object]]) -> None:
    """Every completion that some authority compels is admitted, and no other; by authorities that compel it there."""
    for completion in brute.completions(q.known):
        forcing = {a["id"] for a in plain if speaks_for(q.of, a, completion, q.model) == side}
        through = [route for route in found if admits(route, completion)]
        assert bool(forcing) == bool(through)
        assert all({a.id for a in route.authorities} <= forcing for route in through)


@given(worlds(with_rules=True) | contested_worlds())
@tried(50)
def test_a_completion_is_admitted_iff_some_authority_forces_in_it(world: World) -> None:
    """A completion lies on a route to a side iff some binding authority forces that side there."""
    q = asked(world)
    for side in q.sides:
        check_routes(q, side, routes(q.law, q.facts, side), q.authorities)


@given(worlds(with_rules=True))
@tried(60)
def test_persuasive_routes_are_those_of_persuasive_authorities(world: World) -> None:
    """Asked through what only persuades, the same holds of those authorities."""
    q = asked(world, NINTH)
    for side in q.sides:
        found = routes(q.law, q.facts, side, q.law.persuasive)
        check_routes(q, side, found, plain_authorities(q.law.persuasive))


@given(worlds(with_rules=True) | contested_worlds())
@tried(50)
def test_no_route_admits_less_than_another(world: World) -> None:
    """Of any two routes to a side each admits a completion that the other does not."""
    q = asked(world)
    every = list(brute.completions(q.known))
    for side in q.sides:
        admitted = [{i for i, c in enumerate(every) if admits(route, c)} for route in routes(q.law, q.facts, side)]
        assert [] == [(a, b) for i, a in enumerate(admitted) for j, b in enumerate(admitted) if i != j and a <= b]
        assert all(admitted)


@given(worlds(with_rules=True) | contested_worlds())
@tried(60)
def test_every_factor_of_a_route_excludes_a_level(world: World) -> None:
    """A step parts the levels still possible into some that it admits and some that it excludes; one step a factor."""
    q = asked(world)
    for side in q.sides:
        for route in routes(q.law, q.facts, side):
            assert len({step.factor for step in route.steps}) == len(route.steps)
            for step in route.steps:
                assert step.admits
                assert step.excludes
                assert sorted(q.known[step.factor]) == sorted((*step.admits, *step.excludes))


@given(worlds(with_rules=True))
@tried(60)
def test_the_shortest_route_comes_first(world: World) -> None:
    """Routes come by the number of facts to find out; of equals, those come first that nothing may overturn."""
    q = asked(world)
    for side in q.sides:
        order = [(len(route.steps), bool(route.unless)) for route in routes(q.law, q.facts, side)]
        assert sorted(order) == order


@given(contested_worlds() | worlds(with_rules=True))
@tried(80)
def test_on_a_route_the_side_wins_unless_what_it_names_compels_the_other(world: World) -> None:
    """However the rest turns out: the verdict is forced for the side wherever none of ``unless`` forces the other."""
    q = asked(world)
    plain = {a["id"]: a for a in q.authorities}
    for side in q.sides:
        for route in routes(q.law, q.facts, side):
            named = [plain[rival.id] for rival in route.unless]
            for c in brute.completions(q.known):
                if admits(route, c) and not any(speaks_for(q.of, rival, c, q.model) for rival in named):
                    assert {side} == brute.compelled(q.of, q.authorities, c, q.model)["sides"]


@given(contested_worlds() | worlds(with_rules=True))
@tried(80)
def test_what_a_route_names_may_force_the_other_side_on_its_way(world: World) -> None:
    """Each of ``unless`` forces the other side in some completion on the way; one that yields there may undo the route."""
    q = asked(world)
    plain = {a["id"]: a for a in q.authorities}
    for side in q.sides:
        for route in routes(q.law, q.facts, side):
            ways = [c for c in brute.completions(q.known) if admits(route, c)]
            for rival in route.unless:
                there = [c for c in ways if speaks_for(q.of, plain[rival.id], c, q.model) == brute.other(q.of, side)]
                assert there
                beaten = any(brute.prevails(plain[a.id], plain[rival.id]) for a in route.authorities)
                beats = any(brute.prevails(plain[rival.id], plain[a.id]) for a in route.authorities)
                assert beats or not beaten


def test_a_route_names_an_equal_with_which_it_would_conflict() -> None:
    """An equal prevails over nobody, and where both compel the verdict is conflicted: so it is named."""
    of = doctrine(*pro("custody"), *con("warning"))
    both = {"custody": "present", "warning": "present"}
    law = Law(
        base(of, precedent("p", P, both), precedent("d", D, {"warning": "present", "custody": "present"})), options()
    )
    [route] = routes(law, partly(of), P)
    assert ["d"] == ids(route.unless)


def test_a_route_does_not_name_what_yields_to_it() -> None:
    """A lower court's rival yields, and the side wins whatever it compels."""
    of = doctrine(*pro("custody"), *con("warning"))
    both = {"custody": "present", "warning": "present"}
    law = Law(base(of, precedent("p", P, both), precedent("d", D, both, court=NDCAL)), options())
    [route] = routes(law, partly(of), P)
    assert () == route.unless


@given(contested_worlds() | worlds(with_rules=True, most=4))
@tried(60)
def test_a_fact_is_asked_about_iff_it_is_relevant(world: World) -> None:
    """The next questions are just the relevant facts, each once, with the levels still possible."""
    q = asked(world)
    asks = next_questions(q.law, q.facts)
    relevant = brute.relevant(q.of, q.authorities, q.known, q.model)
    assert sorted(relevant) == sorted(ask.factor for ask in asks)
    assert [q.known[ask.factor] for ask in asks] == [list(ask.levels) for ask in asks]


@given(worlds(with_rules=True, most=4))
@tried(60)
def test_what_settles_soonest_is_asked_first(world: World) -> None:
    """First the facts of a shortest route to either side; of those, the facts of most routes."""
    q = asked(world)
    every = [{step.factor for step in r.steps} for side in q.sides for r in routes(q.law, q.facts, side)]
    asks = next_questions(q.law, q.facts)
    for ask in asks:
        through = [factors for factors in every if ask.factor in factors]
        assert min(map(len, through), default=len(q.of["factors"])) == ask.fewest
        assert len(through) == ask.routes
    assert asks == tuple(sorted(asks, key=lambda ask: (ask.fewest, -ask.routes)))


def test_a_route_says_what_to_show_and_what_must_not_turn_out() -> None:
    """Through a case for the plaintiff: its own facts are shown, and what it did not overcome does not turn out."""
    of = doctrine(*pro("custody", "promise"), *con("warning"), diamond("reliance"))
    case = precedent("c", P, {"custody": "present", "promise": "present"}, reason={"custody": "present"})
    law = Law(base(of, case), options())
    [route] = routes(law, partly(of, {"promise": "absent"}), P)
    steps = [(step.factor, step.admits, step.excludes) for step in route.steps]
    assert [("custody", ("present",), ("absent",)), ("warning", ("absent",), ("present",))] == steps
    assert ["custody", "warning"] == [ask.factor for ask in next_questions(law, partly(of, {"promise": "absent"}))]


def test_a_route_of_no_step_is_open_where_it_is_already_compelled() -> None:
    """Where a case already forces, the route through it asks for nothing, and nothing is asked."""
    of = doctrine(*pro("custody", "promise"))
    law = Law(base(of, precedent("c", P, {"custody": "present"})), options())
    facts = partly(of, {"custody": "present"})
    assert [((), ["c"])] == [(route.steps, ids(route.authorities)) for route in routes(law, facts, P)]
    assert () == next_questions(law, facts)
    assert () == routes(law, facts, D)


def test_of_two_routes_of_one_length_the_safer_comes_first() -> None:
    """A route that a higher court may still overturn comes after one of the same length that none may."""
    of = doctrine(*pro("custody", "promise"), *con("warning"))
    low = precedent("a-low", P, {"custody": "present", "warning": "present"}, court=NDCAL)
    high = precedent("b-high", P, {"promise": "present", "warning": "present"})
    bar = rule("bar", "sufficient", D, leaf(of, "warning"), court=NINTH)
    law = Law(base(doctrine(*of.factors, rules=[bar]), low, high), options())
    found = routes(law, partly(of), P)
    assert [(["b-high"], []), (["a-low"], ["bar"])] == [(ids(r.authorities), ids(r.unless)) for r in found]


def test_a_shorter_route_comes_first_though_it_is_less_safe() -> None:
    """The number of facts to find out counts before what may still overturn the route."""
    of = doctrine(*pro("custody", "promise", "order"), *con("warning"))
    both = {"promise": "present", "order": "present", "warning": "present"}
    long, short = (
        precedent("long", P, both),
        precedent("short", P, {"custody": "present", "warning": "present"}, court=NDCAL),
    )
    bar = rule("bar", "sufficient", D, leaf(of, "warning"), court=NINTH)
    found = routes(Law(base(doctrine(*of.factors, rules=[bar]), long, short), options()), partly(of), P)
    assert [(["short"], 1, True), (["long"], 2, False)] == [
        (ids(route.authorities), len(route.steps), bool(route.unless)) for route in found
    ]
