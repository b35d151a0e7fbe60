"""The argument in three plies, against the literature's worked examples and as a tree of lawful moves (theory 7)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from builders import D, P, base, con, doctrine, known, options, partly, precedent, present, pro
from hypothesis import given
from samples import DATA, table
from strategies import World, tried, worlds

from afortiori.argument import Argued, Argument, argue, lattice, shared, trumped_by
from afortiori.argument.dialogue import bearing_on, cut_down, every
from afortiori.argument.moves import moves
from afortiori.casebase import CaseBase, Law
from afortiori.constraint import extra, forces, missing
from afortiori.doctrine import Doctrine, Issue, boolean
from afortiori.precedent import Precedent

SIDES = {"P": P, "D": D}


@cache
def examples() -> list[dict[str, Any]]:
    """The literature's worked examples."""
    from ruamel.yaml import YAML

    path = DATA / "literature/worked-examples.yaml"
    if not path.is_file():
        pytest.skip("the shared data file worked-examples.yaml is absent")
    found: list[dict[str, Any]] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return found


def example(id: str) -> dict[str, Any]:
    """One worked example."""
    return next(e for e in examples() if e["id"] == id)


def law(of: Doctrine, *cases: Precedent, model: str = "result") -> Law:
    """The law of some cases, any court."""
    return Law(base(of, *cases), options(model=model))


def factors(argument: Argument, role: str) -> list[str]:
    """The factors of an argument's points in one role, sorted."""
    return sorted(point.factor for point in argument.of(role))


def only(arguments: tuple[Argument, ...], move: str) -> Argument:
    """The one argument that makes a move."""
    (found,) = [argument for argument in arguments if argument.move == move]
    return found


def three_ply() -> Argued:
    """The worked three-ply argument, for the plaintiff."""
    told = example("three-ply")
    sides = {row["id"]: row["side"] for row in table("literature/cato-trade-secrets/factors.csv")}
    of = doctrine(*(boolean(f, SIDES[s], SIDES["D" if s == "P" else "P"]) for f, s in sides.items()))
    cases = [precedent(c["id"], SIDES[c["outcome"]], present(" ".join(c["factors"]))) for c in told["base"]]
    return argue(law(of, *cases), known(of, present(" ".join(told["focus"]))), P)


def test_three_ply_the_plaintiff_cites() -> None:
    """Ply 1: TSC1, on what it shares, and what the plaintiff has beyond it. Gray and others 2025."""
    expected = example("three-ply")["plies"][0]
    (cites,) = three_ply().arguments
    strengths = only(cites.supported, "cite to highlight strengths")
    assert (expected["cites"], P, 1) == (cites.case.id, cites.side, cites.ply)
    assert sorted(expected["shared"]) == factors(cites, "shared")
    assert sorted(expected["strengths"]) == factors(strengths, "strength")


def test_three_ply_the_defendant_responds() -> None:
    """Ply 2: TSC1 is distinguished, and TSC2 is a counterexample more on point. Gray and others 2025."""
    expected = example("three-ply")["plies"][1]
    (cites,) = three_ply().arguments
    distinguishes = only(cites.answered, "distinguish")
    counters = only(cites.answered, "more on point counterexample")
    assert (expected["distinguishes"], D, 2) == (distinguishes.case.id, distinguishes.side, distinguishes.ply)
    assert sorted(expected["missing"]) == factors(distinguishes, "missing")
    assert sorted(expected["extra"]) == factors(distinguishes, "extra")
    assert expected["counterexample"] == counters.case.id
    assert sorted(expected["shared"]) == factors(counters, "shared")


def test_three_ply_the_plaintiff_rebuts() -> None:
    """Ply 3: TSC2 is distinguished in its turn. Gray and others 2025."""
    expected = example("three-ply")["plies"][2]
    (cites,) = three_ply().arguments
    rebuts = only(only(cites.answered, "more on point counterexample").answered, "distinguish")
    assert (expected["distinguishes"], P, 3) == (rebuts.case.id, rebuts.side, rebuts.ply)
    assert sorted(expected["only_there"]) == factors(rebuts, "missing")
    assert sorted(expected["only_here"]) == factors(rebuts, "extra")


def test_significant_distinctions_are_emphasised() -> None:
    """F6 and F19 are emphasised, neither is downplayed, F23 is blocked and no distinction. arXiv 2510.08710."""
    told = example("significant-distinction")
    rows = table("literature/significant-distinctions/hierarchy.csv")
    linked = [
        replace(
            boolean(row["factor"], SIDES[row["side"]], SIDES["D" if row["side"] == "P" else "P"]),
            parent=row["concern"],
            strength=row["strength"],
        )
        for row in rows
    ]
    of = doctrine(*linked, *pro("common"))
    case = precedent("c", P, present(" ".join([*told["precedent"]["factors"], "common"])))
    found = every(argue(law(of, case), known(of, present(" ".join([*told["focus"], "common"]))), P).arguments)
    emphasised = {d.factor for argument in found if argument.move == "emphasise" for d in argument.distinctions}
    assert set(told["significant"]) == emphasised
    assert [] == [argument for argument in found if argument.move == "downplay"]
    assert set(told["distinctions"]) == {p.factor for a in found if a.move == "distinguish" for p in a.points}


def test_a_distinction_is_downplayed_by_what_does_the_same_work() -> None:
    """What is missing here is downplayed by another factor of the same concern, which the move names."""
    of = doctrine(*(replace(f, parent="care") for f in pro("locks", "guards")), *pro("common"))
    case = precedent("c", P, present("locks common"))
    (cites,) = argue(law(of, case), known(of, present("guards common")), P).arguments
    downplays = only(only(cites.answered, "distinguish").answered, "downplay")
    assert [("locks", ("guards",))] == [(d.factor, d.matched) for d in downplays.distinctions]


def test_weaknesses_are_not_fatal_where_the_side_won_in_spite_of_them() -> None:
    """Against the new d1 the plaintiff cites a case that it won though d1 was there."""
    of = doctrine(*pro("p1", "p2", "p3"), *con("d1", "d2"))
    cited, won = precedent("cited", P, present("p1 p2")), precedent("won", P, present("p3 d1"))
    (cites,) = argue(law(of, cited, won), known(of, present("p1 p2 d1 d2")), P).arguments
    answer = only(only(cites.answered, "distinguish").answered, "cite to show weaknesses are not fatal")
    assert ((won,), ["d1"]) == (answer.cases, factors(answer, "weakness"))


def test_a_case_that_ties_is_a_counterexample_as_on_point() -> None:
    """A case that shares the same and went the other way is cited against it, and distinguished in reply."""
    of = doctrine(*pro("p1", "p2"), *con("d1"))
    won, lost = precedent("won", P, present("p1 p2")), precedent("lost", D, present("p1 d1"))
    (cites,) = argue(law(of, won, lost), known(of, present("p1")), P).arguments
    counter = only(cites.answered, "as on point counterexample")
    assert lost == counter.case
    assert ["d1"] == factors(only(counter.answered, "distinguish"), "missing")


def test_with_nothing_in_common_the_argument_stops() -> None:
    """With no case that shares a condition for the side, nothing is argued. Theory 7."""
    of = doctrine(*pro("p1", "p2"), *con("d1"))
    argued = argue(law(of, precedent("c", P, present("p1 d1"))), known(of, present("p2 d1")), P)
    assert () == argued.arguments


def test_what_forces_leads() -> None:
    """A case that forces is cited first, though another is more on point, and nothing distinguishes it."""
    of = doctrine(*pro("p1", "p2", "p3"), *con("d1"))
    forcing, nearer = precedent("forcing", P, present("p1 d1")), precedent("nearer", P, present("p1 p2 p3"))
    argued = argue(law(of, forcing, nearer), known(of, present("p1 p2")), P)
    assert ["forcing", "nearer"] == [argument.case.id for argument in argued.arguments]
    assert [] == [a.move for a in argued.arguments[0].answered if a.move == "distinguish"]


def test_against_one_case_the_other_side_opens_with_it() -> None:
    """Against a case of the other side: it is cited by that side, and the three plies are about it alone."""
    of = doctrine(*pro("p1", "p2"), *con("d1"))
    mine, theirs = precedent("mine", P, present("p1 p2")), precedent("theirs", D, present("p1 d1"))
    argued = argue(law(of, mine, theirs), known(of, present("p1 p2")), P, against=theirs)
    (opening,) = argued.arguments
    assert (D, "theirs") == (opening.side, opening.case.id)
    assert [(P, "distinguish"), (P, "more on point counterexample")] == [(a.side, a.move) for a in opening.answered]


def test_adverse_authority_is_every_untrumped_case_and_those_one_change_away() -> None:
    """A trumped case is left out unless one factor alone keeps it from controlling."""
    of = doctrine(*pro("p1", "p2", "p3"), *con("d1", "d2", "d3"))
    cases = [
        precedent("mine", P, present("p1 p2 d1")),
        precedent("trumped-near", D, present("p1 p2")),
        precedent("trumped-far", D, present("d1 d2 d3")),
        precedent("untrumped", D, present("p1 p3 d1")),
    ]
    found = argue(law(of, *cases), known(of, present("p1 p2 p3 d1")), P).adverse
    assert ["untrumped"] == [case.id for case in found.untrumped]
    assert [("untrumped", ["p2"])] == [(one.case.id, [p.factor for p in one.points]) for one in found.one_away]


def test_what_is_not_known_is_an_unsettled_ground_and_is_not_emphasised() -> None:
    """A distinction that unknown facts may undo is marked, and nothing is made of it."""
    of = doctrine(*(replace(f, parent="care") for f in pro("locks", "guards")), *pro("common"))
    case = precedent("c", P, present("locks common"))
    (cites,) = argue(law(of, case), partly(of, {"common": "present"}), P).arguments
    distinguishes = only(cites.answered, "distinguish")
    assert [("locks", False)] == [(p.factor, p.certain) for p in distinguishes.points]
    assert () == distinguishes.supported


def issues() -> Doctrine:
    """Two issues with two factors each."""
    of = doctrine(
        *(replace(f, parent="A") for f in (*pro("a1", "a2"), *con("a3"))),
        *(replace(f, parent="B") for f in (*pro("b1"), *con("b2"))),
    )
    return replace(of, issues=(Issue("A", "Care", "", side=P), Issue("B", "Harm", "", side=P)))


def test_each_issue_is_argued_from_its_own_cases() -> None:
    """By issue, each is argued on the factors that bear on it, from the case that is strongest there. CATO."""
    of = issues()
    care, harm = precedent("care", P, present("a1 a2 b2")), precedent("harm", P, present("a3 b1"))
    argued = argue(law(of, care, harm), known(of, present("a1 a2 b1")), P, by_issue=True)
    assert [("A", ["care"]), ("B", ["harm"])] == [
        (issue.issue.id, [a.case.id for a in issue.arguments]) for issue in argued.issues
    ]


def test_on_an_issue_with_nothing_for_the_side_it_cites_a_win_in_spite_of_that() -> None:
    """Where an issue holds only weaknesses the side cites a case that it won with them."""
    of = issues()
    won = precedent("won", P, present("a1 b2"))
    argued = argue(law(of, won), known(of, present("a1 b2")), P, by_issue=True)
    (argument,) = argued.issues[1].arguments
    assert ("cite to show weaknesses are not fatal", "won", ["b2"]) == (
        argument.move,
        argument.case.id,
        factors(argument, "weakness"),
    )


def test_a_finding_on_an_issue_counts_there_before_the_outcome() -> None:
    """A case that the plaintiff won, and that found against it on an issue, is the defendant's there."""
    of = issues()
    case = replace(precedent("c", P, present("a1 b1")), findings=(("A", False),))
    argued = argue(law(of, case), known(of, present("a1 b1")), P, by_issue=True)
    assert [("A", []), ("B", ["c"])] == [(i.issue.id, [a.case.id for a in i.arguments]) for i in argued.issues]


def test_a_ground_of_the_winner_is_none_for_the_issue_that_he_lost() -> None:
    """Cut down to an issue found for the side that lost, a case rests on all its facts there, and on none of the other's grounds."""
    of = issues()
    case = replace(precedent("c", D, present("a1 a3 b2"), reason=present("a3 b2")), findings=(("A", True),))
    care, harm = (cut_down(of, case, bearing_on(of, issue), issue) for issue in of.issues)
    assert [(P, None), (D, (("b2", "present"),))] == [(care.holding, care.reason), (harm.holding, harm.reason)]
    argued = argue(law(of, case, model="reason"), known(of, present("a1")), P, by_issue=True)
    assert [["c"]] == [[a.case.id for a in issue.arguments] for issue in argued.issues]
    assert [] == [a for a in every(argued.issues[0].arguments) if a.move == "distinguish"]


def test_an_issue_reaches_the_factors_of_the_issues_below_it() -> None:
    """What bears on an issue below bears on the issue."""
    of = replace(issues(), issues=(Issue("A", "Care", "", parent="B"), Issue("B", "Harm", "")))
    assert ["a1", "a2", "a3", "b1", "b2"] == list(bearing_on(of, of.issues[1]).factor_ids())
    assert ["a1", "a2", "a3"] == list(bearing_on(of, of.issues[0]).factor_ids())


def test_what_bears_on_an_issue_as_well_is_weighed_there() -> None:
    """Cut down to the issue, a factor that mostly bears on another stands under this one, beside what answers it here."""
    of = issues()
    of = replace(of, factors=tuple(replace(f, also=("A",)) if f.id == "b1" else f for f in of.factors))
    small = bearing_on(of, of.issues[0])
    assert [("a1", "A"), ("a2", "A"), ("a3", "A"), ("b1", "A")] == [(f.id, f.parent) for f in small.factors]


@given(worlds())
@tried(300)
def test_every_move_says_what_the_definitions_say(world: World) -> None:
    """Each case, point and ply of a generated argument is what the definitions give for it, and no ply exceeds three."""
    case_base = CaseBase(world.doctrine, world.precedents)
    asked = Law(case_base, options(model=world.model))
    argued = argue(asked, world.facts, P)
    found = lattice(world.doctrine, world.facts, asked.selection.binding)
    for argument in every((*argued.arguments, *argued.persuasive)):
        case = argument.case
        assert argument.side == (P if argument.ply in (1, 3) else D)
        named = {c for point in argument.points for c in point.conditions}
        if argument.move == "distinguish":
            lacking = missing(world.doctrine, case, world.facts, world.model)
            assert named <= lacking | extra(world.doctrine, case, world.facts)
            assert not forces(world.doctrine, case, world.facts, world.model)
        elif argument.move in ("analogise", "more on point counterexample", "as on point counterexample"):
            assert case.holding == argument.side
            assert named <= shared(world.doctrine, case, world.facts)
        for one in argument.cases:
            assert one.holding == argument.side
        for answer in argument.answered:
            assert answer.ply == argument.ply + 1
            if answer.move == "more on point counterexample":
                assert answer.case in trumped_by(found, case)


@given(worlds())
@tried(200)
def test_adverse_authority_agrees_with_the_definitions(world: World) -> None:
    """No untrumped case of the other side that is on point is left out."""
    asked = Law(CaseBase(world.doctrine, world.precedents), options(model=world.model))
    argued = argue(asked, world.facts, P)
    binding = asked.selection.binding
    on_point = {c.id: shared(world.doctrine, c, world.facts) for c in binding}
    untrumped = {
        c.id
        for c in binding
        if c.holding == D
        and on_point[c.id]
        and not any(o.holding == P and on_point[o.id] > on_point[c.id] for o in binding)
    }
    assert untrumped == {c.id for c in argued.adverse.untrumped}


@given(worlds())
@tried(100)
def test_the_argument_does_not_turn_on_the_order_of_the_cases(world: World) -> None:
    """The same cases in another order give the same argument."""
    first = Law(CaseBase(world.doctrine, world.precedents), options(model=world.model))
    second = Law(CaseBase(world.doctrine, reversed(world.precedents)), options(model=world.model))
    assert argue(first, world.facts, P) == argue(second, world.facts, P)


NEW_MOVE = """
from afortiori.argument.values import Argument, Context, Move


def _make(context: Context) -> tuple[Argument, ...]:
    return (Argument("concede", context.ply, context.side, context.target.case),) if context.target else ()


MOVE = Move("concede", (2,), 9, _make, answers=("analogise",))
"""


def test_a_file_added_is_a_move_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A move in a file of its own is made without anything else being touched."""
    import afortiori.argument.moves as home

    (tmp_path / "concede_for_the_test.py").write_text(NEW_MOVE, encoding="utf-8")
    monkeypatch.setattr(home, "__path__", [*home.__path__, str(tmp_path)])
    of = doctrine(*pro("p1"))
    (cites,) = argue(law(of, precedent("c", P, present("p1"))), known(of, present("p1")), P).arguments
    assert ["concede"] == [argument.move for argument in cites.answered]
    assert "concede" in [move.name for move in moves()]


def test_the_eight_moves_of_cato_are_there() -> None:
    """Each of the eight basic moves, under its name. Aleven 1997."""
    assert [
        "analogise",
        "cite to highlight strengths",
        "distinguish",
        "emphasise",
        "more on point counterexample",
        "as on point counterexample",
        "downplay",
        "cite to show weaknesses are not fatal",
    ] == [move.name for move in moves()]
