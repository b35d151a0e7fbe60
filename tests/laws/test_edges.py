"""Edges that the definitions must keep: names that coincide, counts beyond the parts, courts whose panels do not bind."""

from __future__ import annotations

from builders import NINTH, D, P, doctrine, leaf, precedent, pro, rule

from afortiori.casebase import find
from afortiori.constraint import compelled, prevails, truth
from afortiori.courts import built_in
from afortiori.doctrine import AtLeast
from afortiori.precedent import facts


def test_a_rule_and_a_case_of_one_name_are_told_apart() -> None:
    """Where a rule prevails over an earlier case of its own name, the definition and the case base say the same."""
    of = doctrine(*pro("custody", "reliance"))
    case = precedent("deshaney", P, {"custody": "present"}, court=NINTH, decided="1985-01-01")
    law = rule("deshaney", "necessary", P, leaf(of, "reliance"), court=NINTH, decided="1989-01-01")
    here = facts(of, {"custody": "present"}, unmentioned="absent")
    found = find(of, [case, law], here, "reason")
    assert (D, frozenset({D})) == (found.side, compelled(of, [case, law], here, "reason").sides)
    assert [case] == [yielding.authority for yielding in found.yielded]


def test_a_count_beyond_the_parts_never_holds() -> None:
    """'At least four of two' is false everywhere, so a side that needs it is never reached."""
    of = doctrine(*pro("custody", "reliance"))
    formula = AtLeast(4, (leaf(of, "custody"), leaf(of, "reliance")))
    here = facts(of, {"custody": "present", "reliance": "present"})
    assert truth(of, formula, here) is False
    assert find(of, [rule("four", "necessary", P, formula)], here, "reason").side == D
    assert find(of, [rule("four", "sufficient", P, formula)], here, "reason").kind == "open"


def test_the_earlier_prevails_only_where_panels_bind_later_panels() -> None:
    """A circuit's earlier panel prevails; a state's intermediate court, which does not bind itself, has no such rule."""
    state = built_in()["calctapp"]
    values = {"custody": "present"}
    for court, expected in ((NINTH, True), (state, False)):
        earlier = precedent("earlier", P, values, court=court, decided="1980-01-01")
        later = precedent("later", D, values, court=court, decided="1990-01-01")
        assert prevails(earlier, later) is expected
