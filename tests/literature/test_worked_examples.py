"""The field's worked examples of forcing and distinguishing, with the answers that their authors give."""

from __future__ import annotations

import pytest
from builders import D, P, con, doctrine, known, precedent, present, pro, scale

from afortiori.casebase import find
from afortiori.constraint import extra, forces, held, missing, reason
from afortiori.doctrine import Doctrine
from afortiori.precedent import Precedent

CATO = doctrine(
    *pro(*["F4", "F6", "F7", "F8", "F12", "F14", "F15", "F18", "F21", "F26"]), *con(*["F1", "F3", "F5", "F10", "F16"])
)
BRIEFCASE = doctrine(*pro("p1", "p2"), *con("d1", "d2", "d3"))
HOUSEHOLD = doctrine(*pro("nine-years-old", "chores"), *con("failed-dinner", "failed-homework"))


def consistent(of: Doctrine, base: list[Precedent], new: Precedent) -> bool:
    """Whether a decision can join a base: no case forces the other way, and none is in priority conflict with it.

    Source: Horty 2011; theory 8: R(c) is a subset of c'^s and R(c') is a subset of c^o.
    """
    facts = known(of, {value.factor: value.level for value in new.used()})
    opposed = [c for c in base if c.holding != new.holding]
    conflict = any(
        reason(of, c, "reason") <= held(of, new, c.holding or "")
        and reason(of, new, "reason") <= held(of, c, new.holding or "")
        for c in opposed
    )
    return not conflict and not any(forces(of, c, facts, "reason") for c in opposed)


@pytest.mark.parametrize(
    ("facts", "model", "forced"),
    [
        ("F4 F6 F15 F21 F1", "result", True),
        ("F6 F21 F1 F16", "result", False),
        ("F6 F21 F1", "result", False),
        ("F6 F21 F1", "reason", True),
        ("F6 F21 F1 F16", "reason", False),
    ],
)
def test_cato_a_fortiori(facts: str, model: str, forced: bool) -> None:
    """A case {F6, F15, F21 | F1} forces what is as strong, and more with the reason {F6, F21}. Theory 2, CATO's factors."""
    case = precedent("c", P, present("F6 F15 F21 F1"), reason=present("F6 F21"))
    assert forced == forces(CATO, case, known(CATO, present(facts)), model)


def test_cato_what_keeps_a_case_from_forcing() -> None:
    """On {F6, F21 | F1, F16} the case {F6, F15, F21 | F1} lacks F15 and did not overcome F16. Theory 2."""
    case, facts = precedent("c", P, present("F6 F15 F21 F1")), known(CATO, present("F6 F21 F1 F16"))
    assert ["F15"] == [c.factor for c in missing(CATO, case, facts, "result")]
    assert ["F16"] == [c.factor for c in extra(CATO, case, facts)]


@pytest.mark.parametrize(
    ("base", "facts", "new_reason", "expected"),
    [
        ("p1 d1", "p1 d2", "d2", True),
        ("p1 d1", "p1 d1", "d1", False),
        ("p1 p2 d1", "p1 d2 d3", "d2", True),
    ],
)
def test_briefcase_reason_model(base: str, facts: str, new_reason: str, expected: bool) -> None:
    """A decision for delta joins a base {.. | d1} decided for p1 iff it rests on more. Briefcase, tests reason-1, -2."""
    decided = precedent("c1", P, present(base), reason=present("p1"))
    new = precedent("new", D, present(facts), reason=present(new_reason))
    assert expected == consistent(BRIEFCASE, [decided], new)


@pytest.mark.parametrize(("new_reason", "expected"), [("failed-homework", True), ("failed-dinner", False)])
def test_horty_household(new_reason: str, expected: bool) -> None:
    """Having let Emma stay up though she failed dinner, Max may be refused for homework, not for dinner. Horty."""
    emma = precedent("emma", P, present("nine-years-old failed-dinner"), reason=present("nine-years-old"))
    facts = present("nine-years-old chores failed-dinner failed-homework")
    assert expected == consistent(HOUSEHOLD, [emma], precedent("max", D, facts, reason=present(new_reason)))


def test_horty_household_is_open() -> None:
    """Emma's case does not force Max's: the homework is new. Horty, household example."""
    emma = precedent("emma", P, present("nine-years-old failed-dinner"), reason=present("nine-years-old"))
    max_ = known(HOUSEHOLD, present("nine-years-old chores failed-dinner failed-homework"))
    assert "open" == find(HOUSEHOLD, [emma], max_, "reason").kind


@pytest.mark.parametrize(
    ("age", "sex", "priors", "forced"),
    [("24", "male", "10", True), ("30", "female", "5", True), ("40", "male", "10", False), ("24", "male", "0", False)],
)
def test_dimensions_recidivism(age: str, sex: str, priors: str, forced: bool) -> None:
    """At 30, female, 5 priors high risk: so at 24, male, 10 priors. van Woerkom and others 2022, Def. 2.1."""
    of = doctrine(
        scale("age", "60 40 30 24"), scale("sex", "female male"), scale("priors", "0 5 10"), *con("first-offence")
    )
    c1 = precedent("c1", P, {"age": "30", "sex": "female", "priors": "5"})
    assert forced == forces(of, c1, known(of, {"age": age, "sex": sex, "priors": priors}), "result")


THREE_PLY = present("F1 F4 F6 F10 F12 F14 F21")


def test_three_ply_distinguishing_the_plaintiffs_case() -> None:
    """TSC1 for the plaintiff is distinguished by F7, F8, F18 there and F1, F10 here. Gray and others 2025."""
    tsc1 = precedent("TSC1", P, present("F4 F6 F7 F8 F18"))
    facts = known(CATO, THREE_PLY)
    assert {"F7", "F8", "F18"} == {c.factor for c in missing(CATO, tsc1, facts, "result")}
    assert {"F1", "F10"} == {c.factor for c in extra(CATO, tsc1, facts)}


def test_three_ply_distinguishing_the_defendants_case() -> None:
    """TSC2 for the defendant is distinguished by F3, F5 there and F12, F14 here. Gray and others 2025."""
    tsc2 = precedent("TSC2", D, present("F3 F4 F5 F6 F21"))
    facts = known(CATO, THREE_PLY)
    assert {"F3", "F5"} == {c.factor for c in missing(CATO, tsc2, facts, "result")}
    assert {"F12", "F14"} == {c.factor for c in extra(CATO, tsc2, facts)}


def test_hypo_mason_is_open() -> None:
    """No case of the HYPO base forces Mason either way. Carneades' HYPO tests."""
    base = [
        precedent("KFC", P, present("F6 F16")),
        precedent("American Precision", P, present("F7 F16 F21")),
        precedent("Digital Development", P, present("F1 F6 F15 F21")),
        precedent("Speciner", D, present("F1 F16")),
        precedent("Yokana", D, present("F7 F16")),
        precedent("Bryce", P, present("F1 F6 F21")),
        precedent("Space Aero", P, present("F1 F15")),
        precedent("Smith", D, present("F1")),
    ]
    finding = find(CATO, base, known(CATO, present("F1 F6 F15 F16 F21")), "result")
    assert ("open", ()) == (finding.kind, finding.possible)


def test_without_issues_two_cases_leave_their_union_open() -> None:
    """Cases that overcame b and y apart do not overcome both. After van Woerkom and others 2023."""
    of = doctrine(*pro("a", "x"), *con("b", "y"))
    base = [precedent("c1", P, present("a x b")), precedent("c2", P, present("a x y"))]
    assert "open" == find(of, base, known(of, present("a x b y")), "result").kind
