"""Issues: settled by a rule, by precedent or by default; what follows from a case's outcome (theory 6)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import D, P, con, doctrine, every, options, precedent, present, pro, some

from afortiori.casebase import CaseBase, Law, with_issues
from afortiori.casebase.issues import findings
from afortiori.doctrine import Answer, Doctrine, Formula, Issue, Leaf
from afortiori.precedent import Facts, Precedent, facts


def established(issue: str, level: str = "established") -> Leaf:
    """The formula that is a finding on an issue."""
    from afortiori.casebase.issues import as_factor

    condition = as_factor(doctrine(), Issue(issue, issue, "")).condition(level)
    assert condition is not None
    return Leaf(condition)


def two_issues(join: Formula, *, default: bool | None = None) -> Doctrine:
    """Issue A over a and b, issue B over x and y, and a rule that joins them."""
    of = doctrine(*pro("a", "x"), *con("b", "y"))
    parents = {"a": "A", "b": "A", "x": "B", "y": "B"}
    factors = tuple(replace(f, parent=parents[f.id]) for f in of.factors)
    issues = (Issue("A", "A", "", default=default), Issue("B", "B", ""))
    return replace(of, factors=factors, issues=issues, answer=Answer(P, join, "test"))


BOTH = every(established("A"), established("B"))
EITHER = some(established("A"), established("B"))


def settled(of: Doctrine, cases: list[Precedent], here: Facts) -> tuple[str, str | None, dict[str, tuple[str, str]]]:
    """The question's status and side through its issues, and each issue's status and how it was settled."""
    found = with_issues(Law(CaseBase(of, cases), options()), here)
    return found.status, found.side, {b.issue.id: (b.status, b.how) for b in found.below if b.issue is not None}


def known(of: Doctrine, ids: str) -> Facts:
    """These factors present, all others absent."""
    return facts(of, dict.fromkeys(ids.split(), "present"), unmentioned="absent")


def test_different_precedents_may_settle_different_issues() -> None:
    """Each issue by another case: the whole case at once is open (van Woerkom and others 2023; worked example)."""
    of = two_issues(BOTH)
    cases = [precedent(i, P, dict.fromkeys(f.split(), "present")) for i, f in (("c1", "a x b"), ("c2", "a x y"))]
    here = known(of, "a x b y")
    assert Law(CaseBase(of, cases), options()).find(here).kind == "open"
    by_precedent = ("established", "precedent")
    assert ("established", P, {"A": by_precedent, "B": by_precedent}) == settled(of, cases, here)


def test_an_open_issue_is_unknown_above() -> None:
    """With one conjunct open the question is open; with one established an 'or' is settled."""
    case = precedent("c", P, {"a": "present", "x": "present"})
    here = {join: settled(two_issues(join), [case], known(two_issues(join), "a")) for join in (BOTH, EITHER)}
    assert ("open", None, {"A": ("established", "precedent"), "B": ("open", "")}) == here[BOTH]
    assert "open" == here[EITHER][0]  # nothing is inferred through 'or', so no case has a finding on A


@pytest.mark.parametrize(
    ("holding", "recorded", "follows"),
    [
        (P, {}, {"A": True, "B": True}),
        (D, {}, {}),
        (D, {"A": True}, {"A": True, "B": False}),
        (D, {"A": False}, {"A": False}),
    ],
)
def test_what_follows_from_an_outcome(holding: str, recorded: dict[str, bool], follows: dict[str, bool]) -> None:
    """A win on 'A and B' establishes both; a loss gives a finding only where all the others are established."""
    case = replace(precedent("c", holding, {"a": "present"}), findings=tuple(recorded.items()))
    assert follows == findings(two_issues(BOTH), case)


@pytest.mark.parametrize("holding", [P, D])
def test_nothing_is_inferred_through_or(holding: str) -> None:
    """A win or a loss on 'A or B' gives no finding on either."""
    assert {} == findings(two_issues(EITHER), precedent("c", holding, {"a": "present"}))


def test_a_default_applies_only_where_all_below_is_known_absent() -> None:
    """An unraised issue falls to its default; one whose facts are unknown, or raised and undecided, does not."""
    of = two_issues(BOTH, default=False)
    assert ("not established", "default") == settled(of, [], known(of, "x"))[2]["A"]
    assert ("not established", D) == settled(of, [], known(of, "x"))[:2]
    assert ("open", "") == settled(of, [], facts(of, {"x": "present"}))[2]["A"]
    assert ("open", "") == settled(of, [], known(of, "a x"))[2]["A"]


def test_an_issue_may_stand_below_an_issue() -> None:
    """An established issue supports the one above it, and cases are compared there on their findings."""
    of = two_issues(BOTH)
    above = Issue("B", "B", "", parent="A")
    nested = replace(of, issues=(of.issues[0], above), answer=Answer(P, established("A"), "test"))
    case = replace(precedent("c", P, {"x": "present", "b": "present"}), findings=(("A", True), ("B", True)))
    status, side, below = settled(nested, [case], known(nested, "x b"))
    assert ("established", P, {"A": ("established", "precedent")}) == (status, side, below)
    assert "open" == settled(nested, [case], known(nested, "b"))[0]


def test_a_loss_counts_against_the_one_issue_that_the_others_do_not_establish() -> None:
    """Where the pack attributes losses, and only there, another case's finding on A leaves B to have been lost."""
    of = two_issues(BOTH)
    attributing = replace(of, answer=of.answer._replace(attribute=True) if of.answer else None)
    cases = [precedent("won", P, {"a": "present", "x": "present"}), precedent("lost", D, present("a y"))]
    here = known(of, "y")
    assert ("open", None, {"A": ("open", ""), "B": ("open", "")}) == settled(of, cases, here)
    lost_on_b = ("not established", "precedent")
    assert ("not established", D, {"A": ("open", ""), "B": lost_on_b}) == settled(attributing, cases, here)


def test_a_loss_is_attributed_to_nothing_where_two_issues_may_have_been_lost() -> None:
    """Neither A nor B is established in the losing case, so it has a finding on neither; row order is irrelevant."""
    of = two_issues(BOTH)
    attributing = replace(of, answer=of.answer._replace(attribute=True) if of.answer else None)
    cases = [precedent("won", P, present("a x")), precedent("lost", D, present("b y"))]
    expected = ("open", None, {"A": ("open", ""), "B": ("open", "")})
    assert expected == settled(attributing, cases, known(of, "y"))
    assert expected == settled(attributing, cases[::-1], known(of, "y"))


def test_a_question_may_go_to_neither_side() -> None:
    """With 'otherwise' the other side has it only where that formula holds; between the two nobody has it."""
    of = two_issues(established("A"))
    rule = established("B")
    neither = replace(of, answer=Answer(P, established("A"), "test", otherwise=rule))
    loss = replace(precedent("c", D, present("b y")), findings=(("A", False), ("B", False)))
    win_b = replace(precedent("d", D, present("b x")), findings=(("A", False), ("B", True)))
    assert "open" == settled(neither, [loss], known(of, "b y"))[0]
    assert ("not established", D) == settled(neither, [loss, win_b], known(of, "b x"))[:2]


@pytest.mark.parametrize("here", ["b", "a b"])
def test_a_ground_of_the_winner_is_none_for_the_issue_that_he_lost(here: str) -> None:
    """Who won without an issue won on other grounds: there the finding rests on all that the facts have against him."""
    of = two_issues(EITHER)
    case = precedent("c", P, present("a b x"), reason=present("a x"))
    case = replace(case, findings=(("A", False), ("B", True)))
    assert ("not established", "precedent") == settled(of, [case], known(of, here))[2]["A"]
    assert ("established", "precedent") == settled(of, [case], known(of, "x"))[2]["B"]


def test_an_issue_may_stand_below_several() -> None:
    """An issue that two rules name is settled once, and stands below both (a graph, as in the ADF)."""
    of = two_issues(BOTH)
    shared = Issue("S", "S", "", rule=Leaf(of.factor("a").conditions()[0]))
    rules: dict[str, Formula] = {
        "A": established("S"),
        "B": every(established("S"), Leaf(of.factor("x").conditions()[0])),
    }
    graph = replace(of, issues=(*(i._replace(rule=rules[i.id]) for i in of.issues), shared))
    found = with_issues(Law(CaseBase(graph, []), options()), known(of, "a x"))
    assert ("established", ["A", "B"]) == (found.status, [b.issue.id for b in found.below if b.issue])
    assert [["S"], ["S"]] == [[inner.issue.id for inner in b.below if inner.issue] for b in found.below]
    assert "not established" == with_issues(Law(CaseBase(graph, []), options()), known(of, "x")).status
