"""Which of two sets of facts is the stronger, against subset tests on every pair of completions."""

from __future__ import annotations

from dataclasses import dataclass

from builders import D, P, doctrine, known, partly, pro, scale
from hypothesis import given
from hypothesis import strategies as st
from oracle import brute
from oracle.plain import plain_doctrine, plain_facts
from strategies import Dice, a_doctrine, all_known, decoded, partly_known, tried

from afortiori.doctrine import Doctrine
from afortiori.guidance import stronger
from afortiori.precedent import Facts
from guidance.asking import atom, down

RELATIONS = {(True, True): "equal", (True, False): "stronger", (False, True): "weaker", (False, False): "neither"}
OPPOSITE = {"equal": "equal", "stronger": "weaker", "weaker": "stronger", "neither": "neither"}


@dataclass(frozen=True, slots=True)
class Matters:
    """Several sets of facts of one doctrine."""

    doctrine: Doctrine
    facts: tuple[Facts, ...]


def matters(count: int, *, known: bool) -> st.SearchStrategy[Matters]:
    """A doctrine of at most three factors and so many sets of facts."""

    def read(roll: Dice) -> Matters:
        of = a_doctrine(roll, most=3)
        return Matters(of, tuple(all_known(roll, of) if known else partly_known(roll, of) for _ in range(count)))

    return decoded(read, 128)


def at_least(of: Doctrine, first: Facts, second: Facts, side: str) -> bool:
    """Whether, in every pair of completions, F^s holds G^s and G^o holds F^o."""
    plain = plain_doctrine(of)
    other = brute.other(plain, side)
    pairs = [
        (f, g) for f in brute.completions(plain_facts(of, first)) for g in brute.completions(plain_facts(of, second))
    ]
    return all(
        brute.satisfied(plain, g, side) <= brute.satisfied(plain, f, side)
        and brute.satisfied(plain, f, other) <= brute.satisfied(plain, g, other)
        for f, g in pairs
    )


@given(matters(2, known=True))
@tried(60)
def test_on_known_facts_it_is_two_subset_tests(both: Matters) -> None:
    """On known facts each relation is just what the two subset tests, made both ways, give."""
    first, second = both.facts
    for side in (P, D):
        ways = at_least(both.doctrine, first, second, side), at_least(both.doctrine, second, first, side)
        assert RELATIONS[ways] == stronger(both.doctrine, first, second, side).relation


@given(matters(2, known=False))
@tried(60)
def test_on_facts_partly_known_it_holds_in_every_pair_of_completions(both: Matters) -> None:
    """Stronger, weaker or equal is told just where it holds however either set of facts turns out."""
    first, second = both.facts
    for side in (P, D):
        ways = at_least(both.doctrine, first, second, side), at_least(both.doctrine, second, first, side)
        assert RELATIONS[ways] == stronger(both.doctrine, first, second, side).relation


@given(matters(2, known=False))
@tried(60)
def test_it_reads_the_same_from_either_end(both: Matters) -> None:
    """The second against the first is the opposite, with the leads exchanged; for the other side, the opposite too."""
    first, second = both.facts
    for side, other in ((P, D), (D, P)):
        one, two = stronger(both.doctrine, first, second, side), stronger(both.doctrine, second, first, side)
        assert (OPPOSITE[one.relation], one.second_leads, one.first_leads) == (
            two.relation, two.first_leads, two.second_leads,
        )  # fmt: skip
        assert OPPOSITE[one.relation] == stronger(both.doctrine, first, second, other).relation


@given(matters(3, known=True))
@tried(60)
def test_it_is_transitive(three: Matters) -> None:
    """What is at least as strong as something at least as strong as a third is at least as strong as the third."""
    for side in (P, D):
        no_weaker = {
            (i, j)
            for i, f in enumerate(three.facts)
            for j, g in enumerate(three.facts)
            if stronger(three.doctrine, f, g, side).relation in ("stronger", "equal")
        }
        assert [] == [(i, k) for i, j in no_weaker for m, k in no_weaker if j == m and (i, k) not in no_weaker]


@given(matters(2, known=True))
@tried(60)
def test_the_leads_are_the_conditions_that_make_the_difference(both: Matters) -> None:
    """The first leads on what it alone has for the side, and on what the second alone has against it."""
    plain = plain_doctrine(both.doctrine)
    first, second = both.facts
    [f], [g] = (list(brute.completions(plain_facts(both.doctrine, facts))) for facts in (first, second))
    for side, other in ((P, D), (D, P)):
        ours = brute.satisfied(plain, f, side) - brute.satisfied(plain, g, side)
        theirs = brute.satisfied(plain, g, other) - brute.satisfied(plain, f, other)
        leads = stronger(both.doctrine, first, second, side).first_leads
        for wanted, of_side in ((ours, side), (theirs, other)):
            told = frozenset(atom(c) for c in leads if c.side == of_side)
            assert told <= wanted <= down(plain, told, of_side)


def test_an_order_against_more_complaints_cannot_be_ranked() -> None:
    """One has an order and the other more complaints: neither is the stronger, and each leads on its own."""
    of = doctrine(*pro("order"), scale("complaints", "none one many"))
    first, second = known(of, {"order": "present"}), known(of, {"complaints": "many"})
    found = stronger(of, first, second, P)
    assert ("neither", ["order at least present"], ["complaints at least many"]) == (
        found.relation,
        [str(c) for c in found.first_leads],
        [str(c) for c in found.second_leads],
    )


def test_an_unknown_fact_keeps_a_ranking_from_being_told() -> None:
    """With the same facts but one unknown, the first may be the stronger or equal: that is at least as strong."""
    of = doctrine(*pro("order", "promise"))
    first, second = partly(of, {"order": "present"}), known(of, {"order": "present"})
    assert "stronger" == stronger(of, first, second, P).relation
    assert "neither" == stronger(of, first, first, P).relation
