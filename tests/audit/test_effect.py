"""What a decision would do, and whether it may be admitted (theory 8)."""

from __future__ import annotations

from dataclasses import replace

import pytest
import samples
from builders import (
    NDCAL,
    NINTH,
    SCOTUS,
    D,
    P,
    base,
    con,
    doctrine,
    known,
    leaf,
    options,
    precedent,
    present,
    pro,
    rule,
)

from afortiori.casebase import Law
from afortiori.effect import NEW, effect_of
from afortiori.errors import Misuse

OF = doctrine(*pro("order", "promise"), *con("warning"))


def test_a_decision_against_precedent_contradicts_and_conflicts() -> None:
    """Deciding for the defendant what is compelled for the plaintiff: told, and no policy but the last two may admit it."""
    law = Law(base(OF, precedent("c", P, present("order warning"))), options())
    here = known(OF, present("order warning"))
    found = effect_of(law, here, D, None, {"m": known(OF, present("warning"))}, NINTH)
    assert (["c"], 1) == ([p.id for p in found.against], len(found.conflicts))
    assert (False, False, False, False) == (
        found.admission.no_new_priority, found.admission.no_involvement, found.admission.no_corruption,
        found.admission.horty,
    )  # fmt: skip
    assert [("m", "open", "forced", D)] == [(m.matter, m.before.kind, m.after.kind, m.after.side) for m in found.moved]


def test_nothing_else_that_was_decided_that_day_is_laid_to_the_decision() -> None:
    """What is decided on the day of the law is no law yet, and no effect of the decision."""
    that_day = precedent("that-day", D, present("warning"), decided="1990-05-30")
    law = Law(base(OF, precedent("c", P, present("order")), that_day), options(as_of="1990-05-30"))
    found = effect_of(law, known(OF, present("promise")), P, None, {"m": known(OF, present("warning"))}, SCOTUS)
    assert ((), ()) == (found.moved, found.conflicts)


def test_a_decision_that_does_not_bind_the_forum_may_contradict_and_changes_nothing() -> None:
    """A trial court's decision is told of as against precedent, in conflict, and as binding nobody."""
    law = Law(base(OF, precedent("c", P, present("order warning"))), options(NDCAL))
    here = known(OF, present("order warning"))
    found = effect_of(law, here, D, None, {"m": known(OF, present("warning"))}, NDCAL)
    assert (["c"], 1, False, ()) == ([p.id for p in found.against], len(found.conflicts), found.binds, found.moved)
    assert not found.admission.no_involvement


def test_a_decision_against_a_rule_contradicts_it() -> None:
    """A rule that compels the other side is contradicted as a precedent would be."""
    of = replace(OF, rules=(rule("warned", "sufficient", D, leaf(OF, "warning")),))
    found = effect_of(Law(base(of), options()), known(of, present("order warning")), P, None, {}, NINTH)
    assert (["warned"], ()) == ([r.id for r in found.against_rules], found.against)


@pytest.mark.parametrize(
    ("side", "stated"), [(P, (("promise", "present"),)), (P, (("warning", "present"),)), (P, ()), (D, None)]
)
def test_a_reason_must_be_of_conditions_that_the_facts_satisfy(
    side: str, stated: tuple[tuple[str, str], ...] | None
) -> None:
    """A reason that is absent, the other side's or empty is refused; so is a side with nothing for it."""
    law = Law(base(OF, precedent("c", P, present("order"))), options())
    with pytest.raises(Misuse):
        effect_of(law, known(OF, present("order")), side, stated, {}, NINTH)


def test_nothing_is_decided_on_facts_unknown() -> None:
    """A matter with unknown facts is refused by the names of what is unknown."""
    from builders import partly

    law = Law(base(OF), options())
    with pytest.raises(Misuse, match="promise"):
        effect_of(law, partly(OF, present("order")), P, None, {}, NINTH)


def test_briefcase_no_new_priority() -> None:
    """Briefcase's five decisions on an inconsistent base, admitted or not by 'no new priority'."""
    example = samples.example("briefcase-no-new-priority")
    names = sorted({f for c in [*example["base"], *example["new_decisions"]] for f in (*c["pi"], *c["delta"])})
    of = doctrine(*pro(*(n for n in names if n[0] == "p")), *con(*(n for n in names if n[0] == "d")))
    sides = {"pi": P, "delta": D}
    cases = [
        precedent(c["id"], sides[c["outcome"]], dict.fromkeys((*c["pi"], *c["delta"]), "present"),
                  reason=dict.fromkeys(c["reason"], "present"))
        for c in example["base"]
    ]  # fmt: skip
    law = Law(base(of, *cases), options())
    for new in example["new_decisions"]:
        here = known(of, dict.fromkeys((*new["pi"], *new["delta"]), "present"))
        found = effect_of(law, here, sides[new["outcome"]], [(f, "present") for f in new["reason"]], {}, NINTH)
        assert new["admitted"] == found.admission.no_new_priority, new
        assert NEW == found.decision.id
