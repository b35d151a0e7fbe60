"""Claims about the case law, against the oracle's reading of every case; and each kind of answer by a small base."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from builders import NDCAL, NINTH, D, P, base, con, doctrine, event, known, options, partly, precedent, pro, scale
from hypothesis import given
from oracle import brute
from oracle.brute import Atom
from oracle.plain import plain_authorities
from strategies import Dice, a_recorded_world, decoded, tried

from afortiori import claims
from afortiori.casebase import Law, Options
from afortiori.claims import FALSE, NOT_SHOWN, OUTSIDE, TRUE, Answer
from afortiori.precedent import Facts
from guidance.asking import Question, base_of, ids, question

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A law on a day in a forum, what its base holds as plain data, and conditions C to claim something of."""

    q: Question
    considered: dict[str, dict[str, Any]]
    every: dict[str, dict[str, Any]]
    pairs: Pairs

    @property
    def closed(self) -> frozenset[Atom]:
        """The conditions of C, of either side, closed downward."""
        absent = {name: factor["neutral"] for name, factor in self.q.of["factors"].items()}
        levels = [absent | {name: level} for name, level in self.pairs]
        return frozenset().union(*(brute.satisfied(self.q.of, k, side) for k in levels for side in self.q.sides))


def claimed(roll: Dice) -> Claimed:
    """A base with claims, history and parts; one to three conditions, each on its own factor, at any level."""
    world, day, forum = a_recorded_world(roll)
    q = question(Law(base_of(world), Options(forum, day, world.model)), world.facts)
    every = {case["id"]: case for case in plain_authorities(q.law.base)}
    rules = plain_authorities(q.law.doctrine.rules)
    places = brute.selected(q.of, every.values(), rules, forum.id if forum else None, day, q.model)
    considered = {id: case for id, case in every.items() if places[id] in ("binding", "persuasive")}
    names = roll.shuffled(sorted(q.of["factors"]))[: roll.one((1, 2, 3))]
    pairs = tuple((name, roll.one(q.of["factors"][name]["levels"])) for name in names)
    return Claimed(q, considered, every, pairs)


def states(c: Claimed, case: dict[str, Any]) -> list[bool | None]:
    """Of each part of C whether a case's stated facts reach it; None where the opinion is silent, or says it unsurely."""
    found: list[bool | None] = []
    for name, level in c.pairs:
        factor = c.q.of["factors"][name]
        held, sure = case["values"].get(name, (None, "low"))
        if sure == "low":
            found.append(None)
        elif level == factor["neutral"]:
            found.append(held == level)
        else:
            up = (factor["neutral"], level) in factor["order"]
            found.append(held == level or ((level, held) if up else (held, level)) in factor["order"])
    return found


def near(answer: Answer) -> list[str]:
    """The cases that come near a claim."""
    return sorted(n.precedent.id for n in answer.nearest)


@given(decoded(claimed))
@tried(60)
def test_a_reason_within_c_is_just_what_makes_no_case_false(c: Claimed) -> None:
    """'No case has held that C suffices' is false iff a considered case for the side has its reason within C."""
    for side in c.q.sides:
        answer = claims.no_case(c.q.law, side, c.pairs, suffices=True)
        of_side = {id: case for id, case in c.considered.items() if case["holding"] == side}
        counter = sorted(id for id, case in of_side.items() if brute.reason_of(c.q.of, case, c.q.model) <= c.closed)
        unclear = [
            id
            for id, case in of_side.items()
            if case["reason"] is None and brute.satisfied(c.q.of, brute.facts_of(c.q.of, case), side) & c.closed
        ]
        assert counter == ids(answer.counterexamples)
        assert (FALSE if counter else NOT_SHOWN if unclear else TRUE) == answer.kind
        assert set(unclear) - set(counter) <= set(near(answer))


@given(decoded(claimed))
@tried(60)
def test_what_no_case_has_held_to_suffice_does_not_suffice_in_part(c: Claimed) -> None:
    """If it is true that no case has held that C suffices, it is true of every part of C."""
    for side in c.q.sides:
        if claims.no_case(c.q.law, side, c.pairs, suffices=True).kind == TRUE:
            parts = [c.pairs[:i] + c.pairs[i + 1 :] for i in range(len(c.pairs))]
            kinds = [claims.no_case(c.q.law, side, part, suffices=True).kind for part in parts]
            assert [TRUE] * len(parts) == kinds


@given(decoded(claimed))
@tried(60)
def test_facts_that_include_c_are_just_what_makes_no_case_false(c: Claimed) -> None:
    """'No case has held for the side where C' is false iff the stated facts of a considered case for it include C.

    Else it is true iff each such case states that it lacks a part of C; those that do not are near, with what they omit.
    """
    for side in c.q.sides:
        answer = claims.no_case(c.q.law, side, c.pairs, suffices=False)
        reached = {id: states(c, case) for id, case in c.considered.items() if case["holding"] == side}
        counter = sorted(id for id, of in reached.items() if all(of))
        silent = {id for id, of in reached.items() if None in of and False not in of}
        expected = FALSE if counter else NOT_SHOWN if silent else TRUE
        assert (counter, expected) == (ids(answer.counterexamples), answer.kind)
        assert silent <= set(near(answer))


@given(decoded(claimed))
@tried(50)
def test_a_case_that_is_not_considered_is_near_at_most(c: Claimed) -> None:
    """What decided another claim, or did not reach the question, is never a counterexample; sharing all of C, it is near."""
    aside = {a.precedent.id for a in c.q.law.selection.aside}
    for side in c.q.sides:
        for suffices in (True, False):
            answer = claims.no_case(c.q.law, side, c.pairs, suffices=suffices)
            assert aside.isdisjoint(ids(answer.counterexamples))
            assert {id for id in aside if all(states(c, c.every[id]))} == aside & set(near(answer))
        assert (len(c.considered), len(c.q.law.selection.binding)) == (answer.cases, answer.binding)


@given(decoded(claimed))
@tried(50)
def test_what_a_near_case_lacks_and_is_silent_on_is_told(c: Claimed) -> None:
    """Each near case tells just the parts of C that it lacks, and those on which its opinion is silent."""
    for answer in (
        claims.no_case(c.q.law, P, c.pairs, suffices=True),
        claims.on_point(c.q.law, c.q.facts, c.pairs, ()),
    ):
        for found in answer.nearest:
            told = list(zip(c.pairs, states(c, c.every[found.precedent.id]), strict=True))
            assert [pair for pair, state in told if state is False] == list(found.lacks)
            assert [pair[0] for pair, state in told if state is None] == list(found.silent)
        order = [(len(n.lacks), len(n.silent)) for n in answer.nearest]
        assert sorted(order) == order


@given(decoded(claimed))
@tried(50)
def test_a_case_held_what_it_held_on_facts_that_it_states(c: Claimed) -> None:
    """True iff it held for the side and states all of C; not shown where it is silent on a part; false otherwise."""
    day = brute.last_day(c.q.law.options.as_of)
    for id, case in c.every.items():
        for side in c.q.sides:
            reached = states(c, case)
            expected = FALSE if case["holding"] != side or False in reached else NOT_SHOWN if None in reached else TRUE
            if not brute.last_day(case["decided"]) < day:
                expected = OUTSIDE
            assert expected == claims.holds(c.q.law, id, side, c.pairs).kind


@given(decoded(claimed))
@tried(60)
def test_the_cases_on_point_are_those_that_share_c(c: Claimed) -> None:
    """Those named are all on point iff every considered case that states all of C is named; any other is a counterexample.

    Where the facts lack a part of C no case is; where they leave one open it is not shown.
    """
    sharing = sorted(id for id, case in c.considered.items() if all(states(c, case)))
    each = [
        states(c, {"values": {name: (k, "high") for name, k in levels.items()}})
        for levels in brute.completions(c.q.known)
    ]
    held, lacked = all(map(all, each)), any(not any(found) for found in zip(*each, strict=True))
    for named in ([], sharing, sharing[:1], sharing[1:]):
        answer = claims.on_point(c.q.law, c.q.facts, c.pairs, named)
        left = [id for id in sharing if id not in named] if named else []
        assert (left, [] if lacked else sharing) == (ids(answer.counterexamples), ids(answer.support))
        assert (lacked or bool(left)) == (answer.kind == FALSE)
        unsaid = [
            id for id, case in c.considered.items()
            if None in states(c, case) and False not in states(c, case) and any(states(c, case))
        ]  # fmt: skip
        assert ((bool(unsaid) or not held) and not lacked and not left) == (answer.kind == NOT_SHOWN)
        assert (held, False) == (not answer.why, "open" in answer.why and lacked)


@given(decoded(claimed))
@tried(50)
def test_it_follows_a_fortiori_iff_the_case_forces_in_every_completion(c: Claimed) -> None:
    """True where the case stands and forces however the facts turn out; false where it never does or stands no more; else not shown."""
    day = brute.last_day(c.q.law.options.as_of)
    for id, case in c.every.items():
        there = [brute.forces(c.q.of, case, k, c.q.model) for k in brute.completions(c.q.known)]
        expected = FALSE if id not in c.considered else TRUE if all(there) else NOT_SHOWN if any(there) else FALSE
        if not brute.last_day(case["decided"]) < day:
            expected = OUTSIDE
        assert expected == claims.a_fortiori(c.q.law, id, c.q.facts).kind


@given(decoded(claimed))
@tried(60)
def test_a_factor_was_considered_iff_a_case_states_it(c: Claimed) -> None:
    """True iff each factor is stated, with confidence, in some considered case; the cases are all of those."""
    names = [name for name, _ in c.pairs]
    stating = {
        name: [id for id, case in c.considered.items() if case["values"].get(name, ("", "low"))[1] != "low"]
        for name in names
    }
    answer = claims.factors_considered(c.q.law, names)
    assert (TRUE if all(stating.values()) else NOT_SHOWN) == answer.kind
    assert sorted({id for found in stating.values() for id in found}) == ids(answer.support)


# Each answer by a small base.

OF = doctrine(*pro("order", "promise"), scale("risk", "none told seen"), *con("warning"), claim="due process")
STATED = precedent("stated", P, {"order": "present", "risk": "seen"}, reason={"order": "present", "risk": "told"})
BARE = precedent("bare", P, {"risk": "seen", "order": "absent"}, court=NDCAL)
OTHER = precedent("other", P, {"order": "present", "risk": "seen"}, claims=("equal protection",))
NOT_REACHED = precedent("not-reached", None, {"order": "present"})
LATE = precedent("late", P, {"promise": "present"}, decided="1999-12-31")
GONE = precedent("gone", P, {"promise": "present"}, history=(event("overruled", "1990"),))
AGAINST = precedent("against", D, {"order": "present", "warning": "present"})
LAW = Law(base(OF, STATED, BARE, OTHER, NOT_REACHED, LATE, GONE, AGAINST), options(NINTH))
EARLIER = Law(LAW.base, options(NINTH, "1999-12-31"))


def suffices(law: Law, side: str, **pairs: str) -> tuple[str, list[str]]:
    """The answer to 'no case has held that these suffice', with its counterexamples."""
    answer = claims.no_case(law, side, tuple(pairs.items()), suffices=True)
    return answer.kind, ids(answer.counterexamples)


def test_no_case_answers_false_with_the_case_whose_reason_lies_within() -> None:
    """The stated reason needs order and risk together: within both, and within neither alone."""
    assert (FALSE, ["stated"]) == suffices(LAW, P, order="present", risk="told")
    assert (TRUE, []) == suffices(LAW, P, order="present")
    assert (NOT_SHOWN, []) == suffices(LAW, P, risk="told")
    assert (FALSE, ["bare"]) == suffices(LAW, P, risk="seen")


def test_a_ground_that_is_not_coded_leaves_it_not_shown_on_more_conditions_too() -> None:
    """If a case that states no reason may rest on a part of C, it may rest on C: not shown, and the case is near."""
    answer = claims.no_case(LAW, P, (("risk", "told"), ("promise", "present")), suffices=True)
    assert (FALSE, ["late"]) == (answer.kind, ids(answer.counterexamples))
    before = claims.no_case(EARLIER, P, (("risk", "told"), ("promise", "present")), suffices=True)
    assert (NOT_SHOWN, []) == (before.kind, ids(before.counterexamples))
    assert [("bare", ("promise",))] == [(n.precedent.id, n.silent) for n in before.nearest if n.why]


def test_a_case_counts_from_the_day_after_it_and_until_it_is_taken_away() -> None:
    """What is decided on the day is not asked; what was overruled is not either."""
    assert (FALSE, ["late"]) == suffices(LAW, P, promise="present")
    assert (TRUE, []) == suffices(EARLIER, P, promise="present")
    assert (FALSE, ["gone"]) == suffices(Law(LAW.base, options(NINTH, "1990-12-31")), P, promise="present")


def test_a_case_on_another_claim_is_near_and_no_counterexample() -> None:
    """The equal protection case has the facts and is listed, with why it does not count."""
    answer = claims.no_case(LAW, P, (("order", "present"),), suffices=False)
    assert (FALSE, ["stated"]) == (answer.kind, ids(answer.counterexamples))
    whys = {n.precedent.id: n.why for n in answer.nearest if n.why}
    assert {"other": "decided another claim: equal protection", "not-reached": "did not reach the question"} == whys


def test_a_case_that_is_persuasive_only_is_a_counterexample_too() -> None:
    """A claim is of any court: a trial court's holding makes it false, though it binds nobody."""
    assert (FALSE, ["bare"]) == suffices(LAW, P, risk="seen")
    assert "bare" not in ids(LAW.selection.binding)
    answer = claims.no_case(LAW, P, (("risk", "seen"),), suffices=True)
    assert (4, 3) == (answer.cases, answer.binding)


def kind_of_holds(case: str, side: str, **pairs: str) -> str:
    """The answer to 'CASE held for the side where these'."""
    return claims.holds(LAW, case, side, tuple(pairs.items())).kind


def test_holds_answers_all_four() -> None:
    """True as stated; false for the other side or a fact it lacks; not shown where silent; outside the base."""
    assert [TRUE, FALSE, FALSE, NOT_SHOWN, OUTSIDE] == [
        kind_of_holds("stated", P, order="present", risk="told"),
        kind_of_holds("stated", D),
        kind_of_holds("bare", P, order="present"),
        kind_of_holds("bare", P, promise="present"),
        kind_of_holds("unheard-of", P),
    ]
    assert OUTSIDE == claims.holds(EARLIER, "late", P, ()).kind


def on_point(named: Sequence[str], facts: Facts, side: str | None = None, **pairs: str) -> tuple[str, list[str]]:
    """The answer to 'the cases on point are those named', with its counterexamples."""
    answer = claims.on_point(LAW, facts, tuple(pairs.items()), named, side)
    return answer.kind, ids(answer.counterexamples)


def test_on_point_answers_all_four() -> None:
    """True where all are named; false with the one left out, or where the matter lacks C; not shown; outside the base."""
    here = known(OF, {"order": "present", "risk": "seen"})
    assert (TRUE, []) == on_point(["stated", "against"], here, order="present")
    assert (FALSE, ["against"]) == on_point(["stated"], here, order="present")
    assert (TRUE, []) == on_point(["stated"], here, P, order="present")
    assert (FALSE, ["against"]) == on_point(["stated"], known(OF), order="present")
    assert (FALSE, []) == on_point(["stated"], known(OF), P, order="present")
    assert (NOT_SHOWN, []) == on_point(["stated"], here, order="present", risk="told")
    assert (OUTSIDE, []) == on_point(["stated", "unheard-of"], here, P, order="present")


def test_a_case_that_is_silent_on_a_part_is_listed_with_it() -> None:
    """A case that shares one of two conditions and is silent on the other may be on point; one that lacks it is a near miss."""
    here = known(OF, {"order": "present", "risk": "seen"})
    answer = claims.on_point(LAW, here, (("order", "present"), ("risk", "told")), ["stated"])
    assert [("bare", ("order",), ()), ("against", (), ("risk",))] == [
        (n.precedent.id, tuple(name for name, _ in n.lacks), n.silent)
        for n in sorted(answer.nearest, key=lambda n: len(n.silent))
    ]


def test_a_fortiori_answers_all_four() -> None:
    """True where the case compels; false where it cannot; not shown where a fact is unknown; outside the base."""
    facts = [
        known(OF, {"order": "present", "risk": "told"}),
        known(OF, {"order": "present", "risk": "told", "warning": "present"}),
        partly(OF, {"order": "present", "risk": "told"}),
    ]
    assert [TRUE, FALSE, NOT_SHOWN] == [claims.a_fortiori(LAW, "stated", on).kind for on in facts]
    assert OUTSIDE == claims.a_fortiori(LAW, "unheard-of", facts[0]).kind


def test_considered_answers_both() -> None:
    """True where each factor is stated somewhere; not shown where no case states one."""
    none_promised = Law(base(OF, STATED, AGAINST), options(NINTH))
    assert TRUE == claims.factors_considered(none_promised, ["order", "warning"]).kind
    assert NOT_SHOWN == claims.factors_considered(none_promised, ["order", "promise"]).kind


def test_a_case_at_neutral_is_at_neutral_and_not_beyond_it() -> None:
    """Within a two-sided factor, a condition at neutral is met there only: not by a case, nor a matter, below it."""
    of = doctrine(scale("nearness", "far distant near", neutral="distant"))
    cases = [precedent(level, P, {"nearness": level}, reason={"nearness": "near"}) for level in ("far", "distant")]
    law = Law(base(of, *cases), options(NINTH))
    here = (("nearness", "distant"),)
    assert ["distant"] == ids(claims.no_case(law, P, here, suffices=False).counterexamples)
    kinds = [claims.on_point(law, known(of, {"nearness": k}), here, ["distant"]).kind for k in ("distant", "far")]
    assert [TRUE, FALSE] == kinds


def test_silence_is_not_absence_where_facts_are_claimed() -> None:
    """A case for the side that does not say whether C is no counterexample, and leaves the claim not shown; it is listed."""
    answer = claims.no_case(EARLIER, P, (("promise", "present"),), suffices=False)
    assert (NOT_SHOWN, []) == (answer.kind, ids(answer.counterexamples))
    assert {"stated": ("promise",), "bare": ("promise",)} == {n.precedent.id: n.silent for n in answer.nearest}
    assert TRUE == claims.no_case(Law(base(OF, BARE), options(NINTH)), P, (("order", "present"),), suffices=False).kind


def test_a_named_case_that_lacks_a_part_makes_the_claim_false() -> None:
    """Named as on point, it states that it lacks a part: false, and it is told with what it lacks."""
    here = known(OF, {"order": "present", "risk": "seen"})
    answer = claims.on_point(LAW, here, (("order", "present"),), ["stated", "against", "bare"])
    assert (FALSE, ["bare"]) == (answer.kind, ids(answer.counterexamples))
    assert {"bare": (("order", "present"),)} == {n.precedent.id: n.lacks for n in answer.nearest if n.why == "named"}


def test_a_named_case_for_the_other_side_makes_a_claim_of_one_side_false() -> None:
    """'The cases for the plaintiff on point are these' is false of a case that the defendant won."""
    here = known(OF, {"order": "present"})
    assert (FALSE, ["against"]) == on_point(["stated", "against"], here, P, order="present")


def test_a_named_case_that_is_not_yet_decided_is_outside_the_base() -> None:
    """On a day before its decision a case is not among those that can be asked."""
    here = known(OF, {"order": "present"})
    assert OUTSIDE == claims.on_point(EARLIER, here, (("order", "present"),), ["stated", "late"]).kind


def test_a_named_case_that_says_nothing_of_c_leaves_it_not_shown() -> None:
    """A case named as on point whose opinion is silent on all of C may or may not be: not shown."""
    here = known(OF, {"order": "present"})
    assert (NOT_SHOWN, []) == on_point(["stated", "against", "late"], here, order="present")


def test_a_near_miss_lacks_one_condition() -> None:
    """What lacks one of the conditions is listed; what lacks two is no near miss."""
    of = doctrine(*pro("order", "promise", "custody"))
    all_three = {"order": "present", "promise": "present", "custody": "present"}
    one = precedent("one", P, all_three | {"order": "absent"})
    two = precedent("two", P, all_three | {"order": "absent", "promise": "absent"})
    law = Law(base(of, one, two), options(NINTH))
    answer = claims.on_point(law, known(of, all_three), tuple(all_three.items()), ())
    assert ["one"] == [n.precedent.id for n in answer.nearest]
