"""The smallest changes that compel a side, against every assignment of levels to the factors of a small doctrine."""

from __future__ import annotations

from itertools import product

from builders import SCOTUS, P, base, con, diamond, doctrine, known, options, partly, precedent, pro, scale
from hypothesis import given
from oracle import brute
from strategies import World, contested_worlds, equal_worlds, tried, worlds

from afortiori.casebase import Law
from afortiori.guidance import Hypothetical, hypotheticals
from afortiori.precedent import facts
from guidance.asking import Question, asked, assignments, between, distance, ids, settled, verdict

Cost = tuple[int, int]


def forced_costs(q: Question, side: str) -> list[tuple[Cost, dict[str, str]]]:
    """Every assignment of all factors whose verdict is forced for a side, with what it costs from known facts."""
    found = []
    for levels in assignments(q.of):
        if brute.compelled(q.of, q.authorities, levels, q.model)["sides"] == {side}:
            moved = [name for name, level in levels.items() if q.known[name] != [level]]
            steps = sum(distance(q.of["factors"][name], q.known[name], levels[name]) for name in moved)
            found.append(((len(moved), steps), levels))
    return found


def cost(found: Hypothetical) -> Cost:
    """What a hypothetical says that it costs."""
    return len(found.changes), sum(change.steps for change in found.changes)


@given(worlds(with_rules=True, known=True) | contested_worlds().map(settled))
@tried(60)
def test_the_first_is_a_cheapest_of_all(world: World) -> None:
    """The first has the fewest factors, then the fewest steps, of all facts forced for the side; none iff there are none."""
    q = asked(world)
    for side in q.sides:
        answer = hypotheticals(q.law, q.facts, side)
        assert answer.complete
        assert sorted(price for price, _ in forced_costs(q, side))[:1] == [cost(h) for h in answer.found[:1]]


def cheapest(q: Question, side: str) -> list[tuple[int, int, int]]:
    """The cost of the cheapest settings of some factors that settle the facts for a side; none where none does.

    A factor set to a level not possible is changed; one set to a level possible, of several, turns out so.
    """
    prices = []
    choices = [[None, *factor["levels"]] for factor in q.of["factors"].values()]
    for chosen in product(*choices):
        put = {n: k for n, k in zip(q.of["factors"], chosen, strict=True) if k is not None}
        changed = {n: k for n, k in put.items() if k not in q.known[n]}
        if verdict(q, q.known | {name: [level] for name, level in put.items()}) == ("forced", side):
            steps = sum(distance(q.of["factors"][n], q.known[n], k) for n, k in changed.items())
            prices.append((len(changed), steps, len(put) - len(changed)))
    return sorted(prices)[:1]


@given(worlds(with_rules=True, most=5) | equal_worlds() | contested_worlds())
@tried(60)
def test_on_facts_partly_known_the_first_is_a_cheapest_of_all(world: World) -> None:
    """Of all settings of the factors that settle the facts, the first changes fewest, by fewest steps; then fewest turn out."""
    q = asked(world)
    for side in q.sides:
        first = hypotheticals(q.law, q.facts, side).found[:1]
        assert cheapest(q, side) == [(*cost(h), len(h.turning_out)) for h in first]


@given(worlds(with_rules=True, most=5) | contested_worlds())
@tried(60)
def test_what_is_changed_was_not_possible_and_what_turns_out_was(world: World) -> None:
    """A change goes to a level that the facts exclude; what turns out is one of several levels still possible."""
    q = asked(world)
    for side in q.sides:
        for found in hypotheticals(q.law, q.facts, side).found:
            assert [] == [c for c in found.changes if c.after in q.known[c.factor]]
            assert all(level in q.known[name] and len(q.known[name]) > 1 for name, level in found.turning_out)


@given(worlds(with_rules=True, most=5) | contested_worlds())
@tried(60)
def test_all_that_must_turn_out_must_and_no_change_is_idle(world: World) -> None:
    """Without any one of its changes, or of what turns out, the verdict is not forced for the side."""
    q = asked(world)
    for side in q.sides:
        for found in hypotheticals(q.law, q.facts, side).found:
            for left in found.pairs:
                known = q.known | {n: [k] for n, k in found.pairs if n != left[0]}
                assert ("forced", side) != verdict(q, known)


@given(worlds(with_rules=True) | contested_worlds())
@tried(60)
def test_each_is_forced_for_the_side(world: World) -> None:
    """With its changes made, the facts are forced for the side, and what it names then controls."""
    q = asked(world)
    for side in q.sides:
        for found in hypotheticals(q.law, q.facts, side).found:
            after: dict[str, str | tuple[str, ...]] = dict(found.pairs)
            finding = q.law.find(facts(q.law.doctrine, dict(q.facts.narrowed) | after))
            assert ("forced", side) == (finding.kind, finding.side)
            assert ids(finding.by) == ids(found.by)
            assert ("forced", side) == verdict(q, q.known | {name: [level] for name, level in found.pairs})


@given(worlds(with_rules=True))
@tried(60)
def test_steps_are_the_shortest_way_in_the_order(world: World) -> None:
    """A change's steps are the length of a shortest path in the Hasse diagram, and it starts at the levels held."""
    q = asked(world)
    for side in q.sides:
        for found in hypotheticals(q.law, q.facts, side).found:
            for change in found.changes:
                assert distance(q.of["factors"][change.factor], q.known[change.factor], change.after) == change.steps
                assert (q.known[change.factor], True) == (list(change.before), change.before != (change.after,))


@given(worlds(with_rules=True, known=True))
@tried(60)
def test_no_more_is_changed_than_needed_and_nothing_is_left_out(world: World) -> None:
    """None found makes every change of another and more; and all facts forced for the side go as far as one found."""
    q = asked(world)
    for side in q.sides:
        found = hypotheticals(q.law, q.facts, side, most=1000).found
        ends = [{c.factor: c.after for c in h.changes} for h in found]

        def beyond(far: dict[str, str], near: dict[str, str]) -> bool:
            return all(
                between(q.of["factors"][n], q.known[n][0], k, far.get(n, q.known[n][0])) for n, k in near.items()
            )

        assert [] == [(a, b) for i, a in enumerate(ends) for j, b in enumerate(ends) if i != j and beyond(a, b)]
        assert [] == [levels for _, levels in forced_costs(q, side) if not any(beyond(levels, end) for end in ends)]
        assert sorted(map(cost, found)) == [cost(h) for h in found]
        assert found[:2] == hypotheticals(q.law, q.facts, side, most=2).found


def test_the_smallest_changes_in_their_order() -> None:
    """Fewer factors come before fewer steps; each names what then controls."""
    of = doctrine(scale("number", "none one two three"), *pro("custody", "promise"), *con("warning"))
    far = precedent("far", P, {"number": "three"})
    two = precedent("two", P, {"custody": "present", "promise": "present"})
    answer = hypotheticals(Law(base(of, far, two), options()), known(of), P)
    expected = [([("number", "three", 3)], ["far"]), ([("custody", "present", 1), ("promise", "present", 1)], ["two"])]
    assert expected == [([(c.factor, c.after, c.steps) for c in h.changes], ids(h.by)) for h in answer.found]
    assert answer.complete


def test_what_is_forced_already_needs_no_change() -> None:
    """Where the side is compelled as things stand, the only hypothetical changes nothing, and nothing is left out."""
    of = doctrine(*(scale(f"f{i}", "none some more most") for i in range(10)))
    law = Law(base(of, precedent("c", P, {"f0": "some"})), options())
    answer = hypotheticals(law, known(of, {"f0": "more"}), P)
    assert ([((), ["c"])], True) == ([(h.changes, ids(h.by)) for h in answer.found], answer.complete)


def test_what_cases_force_together_needs_no_change() -> None:
    """Where two cases compel a side between them, whichever of two levels is held, no change is needed."""
    of = doctrine(diamond("reliance"))
    cases = [precedent("left", P, {"reliance": "left"}), precedent("right", P, {"reliance": "right"})]
    answer = hypotheticals(Law(base(of, *cases), options()), partly(of, {"reliance": ("left", "right")}), P)
    assert [()] == [h.changes for h in answer.found]


def test_a_conflict_is_not_forced() -> None:
    """Facts on which equals conflict are no hypothetical for either side: the change must go past the conflict."""
    of = doctrine(*pro("custody", "promise"), *con("warning"))
    both = {"custody": "present", "warning": "present"}
    cases = [precedent("p", P, both), precedent("d", "defendant", both, court=SCOTUS)]
    answer = hypotheticals(Law(base(of, *cases), options()), known(of, both), P)
    changes = [[(c.factor, c.after) for c in h.changes] for h in answer.found]
    assert [[("promise", "present")], [("warning", "absent")]] == sorted(changes)


def test_past_its_bound_the_search_says_so() -> None:
    """Where the bound is reached before all was tried, the answer is marked, and is never called none."""
    of = doctrine(*pro("a", "b"), *con("w"))
    cases = [
        precedent("p", P, {"a": "present"}),
        precedent("d", "defendant", {"w": "absent", "a": "present"}, reason={"w": "present"}),
    ]
    law = Law(base(of, *cases), options())
    assert not hypotheticals(law, known(of), P, bound=0).complete
    assert hypotheticals(law, known(of), P).complete


def test_none_is_found_where_no_authority_could_compel_the_side() -> None:
    """Where no case of the base is for the side, there is no hypothetical, and the search was complete."""
    of = doctrine(*pro("a"), *con("w"))
    answer = hypotheticals(Law(base(of, precedent("p", P, {"a": "present"})), options()), known(of), "defendant")
    assert ((), True) == (answer.found, answer.complete)


def test_what_may_turn_out_is_no_change() -> None:
    """Of two incomparable levels, to find out which one holds is no change; a move to a third level is."""
    of = doctrine(diamond("reliance"), *pro("order"), *con("warning"))
    cases = [
        precedent("left", P, {"reliance": "left"}),
        precedent("both", P, {"reliance": "both", "warning": "present"}, reason={"reliance": "both"}),
    ]
    law = Law(base(of, *cases), options())
    answer = hypotheticals(law, partly(of, {"reliance": ("left", "right"), "order": "absent", "warning": "absent"}), P)
    assert [((), (("reliance", "left"),)), (("both",), ())] == [
        (tuple(c.after for c in h.changes), h.turning_out) for h in answer.found
    ]


@given(worlds(with_rules=True, most=5) | contested_worlds())
@tried(60)
def test_where_the_fewest_are_too_many_to_try_those_named_are_all_needed(world: World) -> None:
    """With next to no tries allowed, what is found is forced still, asks for nothing idle, and is said not to be complete."""
    q = asked(world)
    for side in q.sides:
        answer = hypotheticals(q.law, q.facts, side, bound=12)
        for found in answer.found:
            assert ("forced", side) == verdict(q, q.known | {n: [k] for n, k in found.pairs})
            for name, _ in found.turning_out:
                fewer = {n: [k] for n, k in found.pairs if n != name}
                assert ("forced", side) != verdict(q, q.known | fewer)
        if answer.complete and answer.found:
            assert cheapest(q, side) == [(*cost(h), len(h.turning_out)) for h in answer.found[:1]]
