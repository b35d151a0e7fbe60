"""The dissent's claims of the pack duty-to-protect, on the three dates of questions.md: before, day and today."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from builders import NINTH, options

import afortiori
from afortiori import claims
from afortiori.analysis import compare
from afortiori.casebase import Law
from afortiori.claims import FALSE, NOT_SHOWN, TRUE, Answer
from afortiori.precedent import Facts
from guidance.asking import ids

BEFORE, DAY, TODAY = "1988-08-23", "1988-08-24", "2026-11-23"
DATES = (BEFORE, DAY, TODAY)
AWARE = ("awareness_of_risk", "risk_to_victim_reported")
ISSUED = ("restraining_order", "issued")
SERVED = ("restraining_order", "served")
IDENTIFIED = ("victim_identifiability", "identified")
BALISTRERI = "balistreri-v-pacifica-ca9-1988"
ESCAMILLA = "escamilla-v-santa-ana-1986"


def law(day: str) -> Law:
    """The law of the Ninth Circuit on a day."""
    return Law(afortiori.open_pack("duty-to-protect").base, options(NINTH, day))


def matter(name: str) -> Facts:
    """The facts of one of the pack's matters."""
    return afortiori.open_pack("duty-to-protect").matters[name].facts


def suffices(day: str, *pairs: tuple[str, str]) -> Answer:
    """The claim that no case has held that these suffice for a duty."""
    return claims.no_case(law(day), "duty", pairs, suffices=True)


def whys(answer: Answer) -> dict[str, str]:
    """The near cases, each with why it was not counted."""
    return {n.precedent.id: n.why for n in answer.nearest}


@pytest.mark.parametrize("day", DATES)
def test_c1_courts_have_considered_the_four_factors(day: str) -> None:
    """C1: true at every date; today as history, which the answer cannot say: that two no longer suffice is DeShaney's rule."""
    four = ["custody", "awareness_of_risk", "effect_on_danger", "assurance"]
    assert TRUE == claims.factors_considered(law(day), four).kind


@pytest.mark.parametrize("level", ["risk_to_victim_reported", "risk_to_victim_confirmed"])
def test_c2_awareness_alone(level: str) -> None:
    """C2 before: no counterexample; Lowers is volunteered. Not shown, since its ground and some others' are not coded."""
    answer = suffices(BEFORE, ("awareness_of_risk", level))
    assert (NOT_SHOWN, []) == (answer.kind, ids(answer.counterexamples))
    lowers = next(n for n in answer.nearest if n.precedent.id == "lowers-v-streator-1985")
    assert ((), ()) == (lowers.lacks, lowers.silent)
    assert lowers.why.endswith("its ground is not coded")
    assert lowers.precedent not in law(BEFORE).selection.binding


def test_c2_lowers_is_gone_today() -> None:
    """C2 today: Lowers did not outlast DeShaney and is not asked. True on DeShaney's rule; the coding of others leaves it not shown."""
    answer = suffices(TODAY, AWARE)
    assert [] == ids(answer.counterexamples)
    assert "lowers-v-streator-1985" not in whys(answer)
    assert "deshaney-v-winnebago-1989" in {rule.case for rule in law(TODAY).selection.rules}


@pytest.mark.parametrize("day", [BEFORE, DAY])
def test_c5_that_the_order_alone_suffices_is_not_shown_to_have_been_held(day: str) -> None:
    """C5: no case held that the order alone suffices; Dudosh of 1985 and Thurman are volunteered, each with why."""
    answer = suffices(day, ISSUED)
    assert (NOT_SHOWN, []) == (answer.kind, ids(answer.counterexamples))
    assert {
        "dudosh-v-allentown-1985": "its facts include all of this, and its ground is not coded",
        "thurman-v-torrington-1984": "decided another claim: equal protection",
    }.items() <= whys(answer).items()


def test_c5_with_awareness_is_false_from_the_day_of_balistreri() -> None:
    """C5: not shown the day before; false the day after by Balistreri itself. Our coding rests it on an order served."""
    before, day = suffices(BEFORE, SERVED, AWARE), suffices(DAY, SERVED, AWARE)
    assert (NOT_SHOWN, []) == (before.kind, ids(before.counterexamples))
    assert (FALSE, [BALISTRERI]) == (day.kind, ids(day.counterexamples))
    assert [] == ids(suffices(DAY, ISSUED, AWARE).counterexamples)
    assert [] == ids(suffices(TODAY, SERVED, AWARE).counterexamples)


def test_c5_read_as_facts_dudosh_had_contradicted_it() -> None:
    """C5, the other reading: in 1985 a claim with an order in its facts had gone on; the dissent's sentence is then false."""
    answer = claims.no_case(law(BEFORE), "duty", [ISSUED], suffices=False)
    assert (FALSE, ["dudosh-v-allentown-1985"]) == (answer.kind, ids(answer.counterexamples))
    assert "thurman-v-torrington-1984" in whys(answer)


@pytest.mark.parametrize("day", DATES)
def test_c6_dudosh_found_no_relationship_with_an_order_and_awareness(day: str) -> None:
    """C6: true at every date; and the same case had gone on in 1985, on the same conditions."""
    assert TRUE == claims.holds(law(day), "dudosh-v-allentown-1987", "no-duty", [ISSUED, AWARE]).kind
    assert TRUE == claims.holds(law(day), "dudosh-v-allentown-1985", "duty", [ISSUED, AWARE]).kind


def on_point(day: str, named: Sequence[str], side: str | None) -> Answer:
    """The claim that the cases that share order, awareness and an identified victim with Balistreri are these."""
    return claims.on_point(law(day), matter("balistreri"), [ISSUED, AWARE, IDENTIFIED], named, side)


def test_c7_the_only_other_case_on_point() -> None:
    """C7: that Turner is on point is not shown, as questions.md says: its order was not seen.

    Our coding makes the whole claim false: the district court's own ruling in Balistreri and Dudosh v. Warg share all three.
    """
    answer = on_point(BEFORE, ["dudosh-v-allentown-1987", "turner-v-north-charleston-1987"], "no-duty")
    others = ["balistreri-v-pacifica-cand-1987", "dudosh-v-warg-1987"]
    assert (FALSE, others) == (answer.kind, ids(answer.counterexamples))
    silent = {n.precedent.id: n.silent for n in answer.nearest if not n.lacks}
    assert ("restraining_order",) == silent["turner-v-north-charleston-1987"]
    assert ("restraining_order",) == silent["estate-of-gilmore-v-buckley-1986"]
    all_named = on_point(BEFORE, ["dudosh-v-allentown-1987", "turner-v-north-charleston-1987", *others], "no-duty")
    assert NOT_SHOWN == all_named.kind


def test_c7_near_misses_for_the_duty() -> None:
    """C7: of either side, Dudosh of 1985 shares all three and went on; Lowers lacks just the order."""
    answer = on_point(BEFORE, [], None)
    assert "dudosh-v-allentown-1985" in ids(answer.support)
    assert {"lowers-v-streator-1985": (ISSUED,)}.items() <= {n.precedent.id: n.lacks for n in answer.nearest}.items()


@pytest.mark.parametrize("day", DATES)
def test_c8_escamilla_does_not_compel_an_answer_in_balistreri(day: str) -> None:
    """C8: no. Missing: a victim who is the public at large; extra: awareness of her, complaints, the order, her report of its breach."""
    answer = claims.a_fortiori(law(day), ESCAMILLA, matter("balistreri"))
    assert (FALSE, [ESCAMILLA]) == (answer.kind, ids(answer.counterexamples))
    escamilla = law(day).base.precedent(ESCAMILLA)
    rows = compare(law(day).doctrine, escamilla, matter("balistreri"), "reason").differing()
    missing = {row.factor for row in rows if row.relation == "missing"}
    extra = {row.factor for row in rows if row.relation == "extra"}
    assert {"victim_identifiability"} == missing
    assert {"awareness_of_risk", "complaint_count", "restraining_order", "private_enforcement"} <= extra
    assert {"percipience", "imminence"}.isdisjoint(extra)


@pytest.mark.parametrize("day", DATES)
def test_c9_the_ninth_circuit_had_ruled_on_an_unknown_bystander_only(day: str) -> None:
    """C9, partly true: Escamilla compels no duty to a bystander whom nobody knew; not to people known to be in danger."""
    answers = {
        name: claims.a_fortiori(law(day), ESCAMILLA, matter(name)).kind
        for name in ("fight-brewing-bystander", "fight-brewing", "in-the-middle")
    }
    assert {"fight-brewing-bystander": TRUE, "fight-brewing": FALSE, "in-the-middle": FALSE} == answers


@pytest.mark.parametrize("day", [BEFORE, DAY])
def test_c4_no_case_is_known_to_rest_on_a_proven_violation(day: str) -> None:
    """C4: not shown: no case for a duty states a proven violation, and some opinions do not speak of an order at all."""
    answer = claims.no_case(law(day), "duty", [("restraining_order", "violation_proven")], suffices=False)
    assert (NOT_SHOWN, []) == (answer.kind, ids(answer.counterexamples))
    assert [("restraining_order",)] == sorted({n.silent for n in answer.nearest if not n.lacks})
