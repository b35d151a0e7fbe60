"""``find`` and ``constraint`` against the brute-force oracle, and against each other."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from builders import (
    NINTH,
    SCOTUS,
    D,
    P,
    con,
    deny,
    diamond,
    doctrine,
    leaf,
    partly,
    precedent,
    present,
    pro,
    rule,
    some,
)
from hypothesis import given
from strategies import LINES, World, contested_worlds, equal_worlds, tried, worlds

from afortiori.casebase import Finding, find
from afortiori.constraint import compelled, completions, firm, forces, prevails, speaks_for
from afortiori.doctrine import Rule
from afortiori.precedent import facts
from oracle import brute
from oracle.plain import plain_authorities, plain_authority, plain_doctrine, plain_facts


def asked(world: World) -> Finding:
    """The verdict on a world."""
    return find(world.doctrine, world.authorities, world.facts, world.model)


def told(world: World) -> dict[str, Any]:
    """What ``find`` says, written as the oracle writes it."""
    finding = asked(world)
    assert finding.exact
    return {
        "kind": finding.kind,
        "side": finding.side,
        "stable": frozenset(finding.stable),
        "possible": frozenset(finding.possible),
        "remaining": frozenset(frozenset(kind) for kind in finding.remaining),
        "by": frozenset(a.id for a in finding.by),
        "yielded": {y.authority.id: frozenset(a.id for a in y.to) for y in finding.yielded},
    }


def oracle(world: World) -> tuple[Any, Any, Any, str]:
    """A world as the oracle takes it."""
    return (
        plain_doctrine(world.doctrine),
        plain_authorities(world.authorities),
        plain_facts(world.doctrine, world.facts),
        world.model,
    )


@given(worlds())
@tried(240)
def test_precedents_compel_what_the_oracle_says(world: World) -> None:
    """On facts partly known, the verdict of decided cases of several courts is the one that enumeration gives."""
    assert brute.verdict(*oracle(world)) == told(world)


@given(worlds(with_rules=True))
@tried(240)
def test_precedents_and_rules_compel_what_the_oracle_says(world: World) -> None:
    """With rules, sufficient and necessary, the verdict is the one that enumeration gives."""
    assert brute.verdict(*oracle(world)) == told(world)


@given(contested_worlds())
@tried(200)
def test_what_yields_is_what_the_oracle_says(world: World) -> None:
    """Where nearly everything forces, what stands after rank, bench, date and rules is what enumeration gives."""
    assert brute.verdict(*oracle(world)) == told(world)


@given(contested_worlds())
@tried(100)
def test_where_authorities_yield_the_verdict_depends_on_the_relevant_factors(world: World) -> None:
    """Where nearly everything forces, ``depends_on`` names just the relevant factors."""
    assert brute.relevant(*oracle(world)) == frozenset(asked(world).depends_on)


@given(contested_worlds() | worlds(with_rules=True))
@tried(100)
def test_who_prevails_over_whom_is_what_the_oracle_says(world: World) -> None:
    """Of any two authorities, one prevails over the other iff court, bench, date or supersession says so."""
    expected = [brute.prevails(plain_authority(a), plain_authority(b)) for a, b in permutations(world.authorities, 2)]
    assert expected == [prevails(a, b) for a, b in permutations(world.authorities, 2)]


@given(equal_worlds())
@tried(130)
def test_equals_compel_what_the_oracle_says(world: World) -> None:
    """Among equals, where opposite forcings conflict, the verdict is the one that enumeration gives."""
    assert brute.verdict(*oracle(world)) == told(world)


@given(worlds())
@tried(160)
def test_the_verdict_depends_on_the_relevant_factors(world: World) -> None:
    """``depends_on`` names just the factors in a minimal set of answers that settles one of the targets."""
    assert brute.relevant(*oracle(world)) == frozenset(asked(world).depends_on)


@given(worlds(with_rules=True, most=4))
@tried(160)
def test_with_rules_the_verdict_depends_on_the_relevant_factors(world: World) -> None:
    """With rules too, ``depends_on`` names just the relevant factors."""
    assert brute.relevant(*oracle(world)) == frozenset(asked(world).depends_on)


@given(worlds(with_rules=True))
@tried(130)
def test_find_tells_of_each_completion_what_compelled_tells(world: World) -> None:
    """The fast verdict is the definition's, over all completions, with the same authorities in the same order."""
    each = [
        compelled(world.doctrine, world.authorities, c, world.model) for c in completions(world.doctrine, world.facts)
    ]
    finding = asked(world)
    assert {frozenset(kind) for kind in finding.remaining} == {result.sides for result in each}
    assert len(finding.remaining) == len(set(finding.remaining))
    assert [sum(result.sides == set(kind) for result in each) for kind in finding.remaining] == list(finding.ways)
    place = {a.id: i for i, a in enumerate(world.authorities)}
    assert sorted(finding.by, key=lambda a: place[a.id]) == list(finding.by)
    assert sorted(finding.yielded, key=lambda y: place[y.authority.id]) == list(finding.yielded)


@given(worlds(with_rules=True, known=True))
@tried(160)
def test_on_known_facts_find_is_compelled(world: World) -> None:
    """On facts all known, the fast verdict, its authorities and those that yield are the definition's."""
    defined = compelled(world.doctrine, world.authorities, world.facts, world.model)
    finding = asked(world)
    assert (defined.kind, defined.sides) == (finding.kind, frozenset(finding.stable))
    assert defined.by == {a.id for a in finding.by}
    assert defined.yielded == {y.authority.id for y in finding.yielded}
    assert () == finding.depends_on


@given(worlds(with_rules=True, known=True))
@tried(200)
def test_compelled_is_the_oracles(world: World) -> None:
    """The definition of what authorities compel on known facts is the theory's."""
    of, authorities, facts, model = oracle(world)
    [completion] = brute.completions(facts)
    defined = compelled(world.doctrine, world.authorities, world.facts, world.model)
    expected = brute.compelled(of, authorities, completion, model)
    told = {"sides": defined.sides, "by": defined.by, "yielded": defined.yielded}
    assert told == {name: expected[name] for name in told}


@given(worlds())
@tried(200)
def test_a_case_forces_where_it_does_in_every_completion(world: World) -> None:
    """One case forces on facts partly known iff it forces in each completion, partial orders included."""
    of, authorities, facts, model = oracle(world)
    expected = [all(brute.forces(of, a, c, model) for c in brute.completions(facts)) for a in authorities]
    assert expected == [forces(world.doctrine, a, world.facts, model) for a in world.precedents]


@given(worlds(with_rules=True, most=0))
@tried(200)
def test_a_rule_speaks_where_strong_kleene_settles_it(world: World) -> None:
    """A rule speaks on facts partly known for the side that strong Kleene gives, or for nobody."""
    of, authorities, facts, _ = oracle(world)
    actual = [speaks_for(world.doctrine, a, world.facts) for a in world.authorities if isinstance(a, Rule)]
    assert [brute.speaks(of, a, facts) for a in authorities] == actual


@given(worlds())
@tried(130)
def test_a_forcing_is_firm_where_it_survives_every_condition_that_the_winner_may_have_had(world: World) -> None:
    """Firm iff the case still forces were its winner to have had every condition on which its opinion is silent."""
    of, _, facts, model = oracle(world)
    for case in (a for a in world.precedents if forces(world.doctrine, a, world.facts, model)):
        plain = plain_authority(case)
        rests_on = brute.reason_of(of, plain, model)
        if model == "result" or case.reason is None:
            stated = {name for name, (_, confidence) in plain["values"].items() if confidence != "low"}
            for name, factor in of["factors"].items():
                for level in factor["levels"] if name not in stated else []:
                    absent = {n: f["neutral"] for n, f in of["factors"].items()}
                    rests_on |= brute.satisfied(of, absent | {name: level}, plain["holding"])
        survives = all(rests_on <= brute.satisfied(of, c, plain["holding"]) for c in brute.completions(facts))
        assert survives == firm(world.doctrine, case, world.facts, model)


@given(contested_worlds() | worlds(with_rules=True))
@tried(160)
def test_past_the_bound_the_verdict_is_sound_and_marked(world: World) -> None:
    """With no state allowed, stable names no side too many, and possible, remaining and depends_on none too few."""
    true = brute.verdict(*oracle(world))
    bounded = find(world.doctrine, world.authorities, world.facts, world.model, bound=0)
    assert frozenset(bounded.stable) <= true["stable"]
    assert frozenset(bounded.possible) >= true["possible"]
    assert {frozenset(kind) for kind in bounded.remaining} >= true["remaining"]
    assert frozenset(bounded.depends_on) >= brute.relevant(*oracle(world))
    assert true["by"] <= {a.id for a in bounded.by}
    if not bounded.exact and bounded.kind != "depends":
        assert (true["kind"], true["side"]) == (bounded.kind, bounded.side)
    if bounded.exact:
        assert asked(world) == bounded


@given(worlds(shapes=LINES, most=6))
@tried(100)
def test_any_bound_that_is_not_reached_leaves_the_verdict_alone(world: World) -> None:
    """A verdict marked exact is the same whatever the bound."""
    full = asked(world)
    for bound in (0, 1, 2, 4, 8):
        bounded = find(world.doctrine, world.authorities, world.facts, world.model, bound=bound)
        assert (full if bounded.exact else False) == (bounded if bounded.exact else bounded.exact)


def test_a_tiny_bound_is_told() -> None:
    """A verdict that needs more states than the bound is marked not exact and keeps what is sure."""
    of = doctrine(*pro("custody", "assurance"), diamond("reliance"))
    case = precedent("c", P, {"custody": "present", "reliance": "left"})
    finding = find(of, [case], partly(of), "result", bound=0)
    assert (False, "depends", (), (P,), ("custody", "reliance")) == (
        finding.exact,
        finding.kind,
        finding.stable,
        finding.possible,
        finding.depends_on,
    )


def test_past_the_bound_what_forces_unbeaten_is_stable() -> None:
    """Past the bound a side is stable where one of its cases forces in every completion and nothing may prevail."""
    of = doctrine(*pro("custody", "assurance"))
    sure = precedent("sure", P, {"custody": "present"})
    other = precedent("other", D, {"assurance": "absent", "custody": "present"}, reason={})
    lower = rule("lower", "sufficient", D, leaf(of, "assurance"))
    finding = find(of, [sure, other, lower], partly(of, {"custody": "present"}), "result", bound=0)
    assert (False, (P,), (P, D)) == (finding.exact, finding.stable, finding.possible)


def test_past_the_bound_a_case_that_may_be_beaten_is_not_stable() -> None:
    """Past the bound a case that forces in every completion is not called stable where a higher rule may speak."""
    of = doctrine(*pro("custody", "assurance", "reliance"))
    sure = precedent("sure", P, {"custody": "present"}, court=NINTH)
    higher = rule("higher", "necessary", P, some(leaf(of, "assurance"), leaf(of, "reliance")), court=SCOTUS)
    asked_of = partly(of, {"custody": "present"})
    assert () == find(of, [sure, higher], asked_of, "result", bound=0).stable
    assert ((D,), (P,)) == find(of, [sure, higher], asked_of, "result").remaining


def test_an_empty_base_compels_nothing() -> None:
    """Without authorities every verdict is open, settled and depends on nothing."""
    of = doctrine(*pro("custody"), diamond("reliance"))
    finding = find(of, [], partly(of), "reason")
    assert Finding("open", None, (), (), ((),), (), (), (), ways=(8,)) == finding


def test_cases_together_force_what_none_forces_alone() -> None:
    """With incomparable levels left, a side may be stable though neither case forces at the worst completion."""
    of = doctrine(diamond("reliance"))
    left, right = precedent("left", P, {"reliance": "left"}), precedent("right", P, {"reliance": "right"})
    asked_of = partly(of, {"reliance": ("left", "right")})
    assert [False, False] == [forces(of, case, asked_of, "reason") for case in (left, right)]
    finding = find(of, [left, right], asked_of, "reason")
    assert ("forced", P, (), ()) == (finding.kind, finding.side, finding.by, finding.depends_on)


def test_a_rule_that_is_true_either_way_speaks_in_every_completion() -> None:
    """A rule on 'custody or no custody' forces though Kleene leaves it unsettled, and is then not named."""
    of = doctrine(*pro("custody"))
    always = rule("always", "sufficient", P, some(leaf(of, "custody"), deny(leaf(of, "custody"))))
    finding = find(of, [always], partly(of), "reason")
    assert ("forced", P, ()) == (finding.kind, finding.side, finding.by)


def test_a_reason_that_favours_the_loser_forces_nowhere() -> None:
    """No facts can satisfy it for the winner: the verdict is what the definition says."""
    of = doctrine(*pro("a"), *con("b"))
    case = precedent("c", P, present("a b"), reason=present("a b"))
    for levels in ({}, present("a"), present("b"), present("a b")):
        here = facts(of, levels, unmentioned="absent")
        assert (False, "open") == (forces(of, case, here, "reason"), find(of, [case], here, "reason").kind)
