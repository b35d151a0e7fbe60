"""Laws of selection: which precedents and rules bind a forum on a day (theory 5)."""

from __future__ import annotations

from dataclasses import replace

from builders import (
    NDCAL,
    NDILL,
    NINTH,
    SCOTUS,
    SEVENTH,
    D,
    P,
    base,
    con,
    doctrine,
    event,
    known,
    leaf,
    options,
    precedent,
    pro,
    rule,
)
from hypothesis import given
from oracle import brute
from oracle.plain import plain_authorities, plain_doctrine
from strategies import World, recorded_worlds, tried, worlds

from afortiori.analysis import analyse
from afortiori.authority import Court
from afortiori.casebase import CaseBase, Columns, Options, Selection, find, select
from afortiori.doctrine import Doctrine, Rule
from afortiori.precedent import Precedent

OF = doctrine(*pro("custody"), *con("consent"))
CUSTODY = {"custody": "present"}


def placed(selection: Selection) -> dict[str, str]:
    """Where each authority fell, by its id."""
    found = {p.id: "binding" for p in selection.binding}
    found |= {p.id: "persuasive" for p in selection.persuasive}
    found |= {removal.authority.id: "removed" for removal in selection.removed}
    found |= {aside.precedent.id: "aside" for aside in selection.aside}
    found |= {p.id: "not yet" for p in selection.not_yet}
    return found | {r.id: "binding" for r in selection.rules}


def place(case: Precedent, asked: Options, of: Doctrine = OF) -> str:
    """Where a case alone in its base falls."""
    [where] = placed(select(base(of, case), asked)).values()
    return where


@given(recorded_worlds())
@tried(240)
def test_selection_is_what_the_oracle_says(recorded: tuple[World, str, Court | None]) -> None:
    """Whatever the claims, parts, histories, courts and dates, each authority falls where the theory puts it."""
    world, day, forum = recorded
    rules = tuple(a for a in world.authorities if isinstance(a, Rule))
    of = replace(world.doctrine, rules=rules)
    chosen = select(CaseBase(of, world.precedents), Options(forum, day, world.model))
    expected = brute.selected(
        plain_doctrine(of),
        plain_authorities(world.precedents),
        plain_authorities(rules),
        forum.id if forum else None,
        day,
        world.model,
    )
    assert expected == placed(chosen)


@given(recorded_worlds())
@tried(100)
def test_every_precedent_falls_in_one_place(recorded: tuple[World, str, Court | None]) -> None:
    """Each precedent stands in one list, in order of id, and would bind once removed iff its court binds the forum."""
    world, day, forum = recorded
    s = select(CaseBase(world.doctrine, world.precedents), Options(forum, day, world.model))
    listed = [*s.binding, *s.persuasive, *s.not_yet, *(a.precedent for a in s.aside), *(r.authority for r in s.removed)]
    assert sorted(p.id for p in world.precedents) == sorted(a.id for a in listed)
    for part in (s.binding, s.persuasive, s.not_yet):
        assert sorted(p.id for p in part) == [p.id for p in part]
    for removal in s.removed:
        binding = forum is None or (removal.authority.court.id, forum.id) in brute.BINDS
        assert (removal.authority.published and binding) == removal.would_bind


@given(worlds(with_rules=True))
@tried(80)
def test_columns_asked_of_some_find_what_those_alone_compel(world: World) -> None:
    """One encoding asked of some authorities gives just the verdict of a base of those alone."""
    columns = Columns(world.doctrine, world.authorities, world.model)
    for some in (world.authorities[::2], world.authorities[1:], ()):
        assert find(world.doctrine, some, world.facts, world.model) == columns.find(world.facts, some)


@given(recorded_worlds())
@tried(60)
def test_an_analysis_asks_what_binds(recorded: tuple[World, str, Court | None]) -> None:
    """The verdict of an analysis is that of what binds; what persuades and what fell are never mixed in."""
    world, day, forum = recorded
    of = replace(world.doctrine, rules=tuple(a for a in world.authorities if isinstance(a, Rule)))
    asked = Options(forum, day, world.model)
    chosen = select(CaseBase(of, world.precedents), asked)
    told = analyse(CaseBase(of, world.precedents), world.facts, asked)
    model = world.model
    assert find(of, (*chosen.binding, *chosen.rules), world.facts, model) == told.verdict.finding
    assert find(of, chosen.binding, world.facts, model) == told.precedents_alone.finding
    assert find(of, chosen.rules, world.facts, model) == told.rules_alone.finding
    assert find(of, (*chosen.persuasive, *chosen.persuasive_rules), world.facts, model) == told.persuasive.finding


def test_decided_before_is_strict() -> None:
    """A case binds from the day after its decision; one dated by its month or year, from the next."""
    days = ("1988-08-23", "1988-08-24", "1988-08-31", "1988-09-01", "1988-12-31", "1989-01-01")
    seen = {
        decided: [place(precedent("c", P, CUSTODY, decided=decided), options(as_of=day)) for day in days]
        for decided in ("1988-08-23", "1988-08", "1988")
    }
    assert {
        "1988-08-23": ["not yet"] + ["binding"] * 5,
        "1988-08": ["not yet"] * 3 + ["binding"] * 3,
        "1988": ["not yet"] * 5 + ["binding"],
    } == seen


def test_a_holding_binds_on_the_day_that_it_is_taken_away() -> None:
    """A reversal of February 22 leaves a decision of that day bound, and frees the next."""
    case = precedent("c", P, CUSTODY, history=(event("reversed", "1989-02-22"),))
    days = ("1989-02-21", "1989-02-22", "1989-02-23")
    assert ["binding", "binding", "removed"] == [place(case, options(as_of=day)) for day in days]


def test_an_event_takes_away_its_own_holding_only() -> None:
    """A holding in parts loses the part named; a case not in parts answers to 'this'."""
    history = (event("vacated", "1989", "search"),)
    parts = [precedent("c", P, CUSTODY, history=history, part=part) for part in ("search", "arrest", "")]
    assert ["removed", "binding", "binding"] == [place(case, options()) for case in parts]
    whole = precedent("c", P, CUSTODY, history=(event("vacated", "1989", "this"),))
    assert "removed" == place(whole, options())


def test_the_events_that_took_a_holding_away_are_told_earliest_first() -> None:
    """A removal lists just the events that had taken the holding away by the day."""
    events = (
        event("overruled", "1995"),
        event("reversed", "1989"),
        event("vacated", "2005"),
        event("vacated", "1990", "x"),
    )
    [removal] = select(base(OF, precedent("c", P, CUSTODY, history=events)), options()).removed
    assert ["reversed", "overruled"] == [e.event for e in removal.events]


def test_an_unpublished_opinion_never_binds() -> None:
    """An unpublished opinion persuades only, in its own court and without a forum."""
    case = precedent("c", P, CUSTODY, court=NINTH, published=False)
    assert ["persuasive"] * 3 == [place(case, options(forum)) for forum in (NINTH, NDCAL, None)]


def test_where_a_case_binds() -> None:
    """A circuit's case binds in the circuit and its districts, and persuades elsewhere."""
    case = precedent("c", P, CUSTODY, court=NINTH)
    expected = {"ca9": "binding", "cand": "binding", "ca7": "persuasive", "ilnd": "persuasive", "scotus": "persuasive"}
    assert expected == {f.id: place(case, options(f)) for f in (NINTH, NDCAL, SEVENTH, NDILL, SCOTUS)}


def test_without_a_forum_every_published_case_binds() -> None:
    """Without a forum even a district's case counts; with its own district as forum it does not."""
    case = precedent("c", P, CUSTODY, court=NDCAL)
    assert ["binding", "persuasive"] == [place(case, options(forum)) for forum in (None, NDCAL)]


def test_another_claim_and_a_question_not_reached_never_force() -> None:
    """A case that decided another claim, or did not reach the question, is set aside, and why is told."""
    of = replace(OF, claim="due process")
    cases = (
        precedent("another", P, CUSTODY, claims=("equal protection", "negligence")),
        precedent("not-reached", None, CUSTODY, claims=("due process",)),
        precedent("not-coded", P, {"custody": "absent"}),
        precedent("this", P, CUSTODY, claims=("equal protection", "due process")),
    )
    chosen = select(base(of, *cases), options())
    assert [
        ("another", "decided another claim: equal protection, negligence"),
        ("not-coded", "reason not coded"),
        ("not-reached", "did not reach the question"),
    ] == [(aside.precedent.id, aside.why) for aside in chosen.aside]
    assert ["this"] == [p.id for p in chosen.binding]
    assert "binding" == place(cases[0], options())


def test_what_is_left_out_is_in_no_list() -> None:
    """``without`` leaves out a holding by its id, all of a case's holdings by the case's, and its rules."""
    one, two = precedent("doe#one", P, CUSTODY), precedent("doe#two", P, CUSTODY)
    law = rule("law", "sufficient", P, leaf(OF, "custody"), case="doe")
    of = replace(OF, rules=(law,))
    left = {
        without: sorted(placed(select(base(of, one, two), options(without=without))))
        for without in ((), ("doe#one",), ("doe",), ("law",))
    }
    assert {
        (): ["doe#one", "doe#two", "law"],
        ("doe#one",): ["doe#two", "law"],
        ("doe",): [],
        ("law",): ["doe#one", "doe#two"],
    } == left


def test_without_a_case_what_it_took_away_is_back() -> None:
    """Leaving out a case leaves out its effect: the case that it overruled, and the rule laid down there, bind again."""
    history = (event("overruled", "1989")._replace(by="roe"),)
    law = rule("law", "sufficient", P, leaf(OF, "custody"), case="doe")
    both = base(replace(OF, rules=(law,)), precedent("doe", P, CUSTODY, history=history), precedent("roe", D, CUSTODY))
    seen = {w: {i: placed(select(both, options(without=w)))[i] for i in ("doe", "law")} for w in ((), ("roe",))}
    assert {
        (): {"doe": "removed", "law": "removed"},
        ("roe",): {"doe": "binding", "law": "binding"},
    } == seen


def test_a_rule_binds_as_a_case_of_its_court_and_date_would() -> None:
    """A rule binds its court's own forums, from the day after it was laid down, if published."""
    law = rule("law", "sufficient", P, leaf(OF, "custody"), court=NINTH, decided="1988-08-23")

    def where(law: Rule, forum: Court | None = NINTH, as_of: str = "1988-08-24") -> tuple[list[str], list[str]]:
        chosen = select(base(replace(OF, rules=(law,))), options(forum, as_of))
        return [r.id for r in chosen.rules], [r.id for r in chosen.persuasive_rules]

    nobody: list[str] = []
    binding, persuasive, gone = (["law"], nobody), (nobody, ["law"]), (nobody, nobody)
    assert [binding, binding, persuasive] == [where(law, forum) for forum in (NINTH, None, SEVENTH)]
    assert gone == where(law, as_of="1988-08-23")
    assert persuasive == where(replace(law, published=False))
    assert [] == [*select(base(replace(OF, rules=(law,))), options(rules=False)).rules]


def test_a_rule_ends_on_its_last_day() -> None:
    """A rule with an end still speaks on that day, and not on the next."""
    law = rule("law", "sufficient", P, leaf(OF, "custody"), until="1989-02-22")
    days = ("1989-02-22", "1989-02-23")
    assert [1, 0] == [len(select(base(replace(OF, rules=(law,))), options(as_of=day)).rules) for day in days]


def test_a_superseded_rule_is_gone_from_the_day_after() -> None:
    """A rule superseded by one that binds the forum is gone; one superseded elsewhere or later is not."""
    old = rule("old", "sufficient", P, leaf(OF, "custody"), court=NINTH)
    new = rule("new", "necessary", P, leaf(OF, "custody"), court=NINTH, decided="1989-02-22", supersedes=("old",))
    elsewhere = replace(new, court=SEVENTH)

    def rules(newer: Rule, as_of: str) -> list[str]:
        return [r.id for r in select(base(replace(OF, rules=(old, newer))), options(NINTH, as_of)).rules]

    assert [["old"], ["new"], ["old"]] == [
        rules(new, "1989-02-22"),
        rules(new, "1989-02-23"),
        rules(elsewhere, "1989-02-23"),
    ]


def test_a_rule_falls_with_its_case_and_what_it_superseded_revives() -> None:
    """Where the case that laid a rule down is reversed the rule is gone, and the rule that it superseded is back."""
    old = rule("old", "sufficient", P, leaf(OF, "custody"))
    new = rule("new", "necessary", P, leaf(OF, "custody"), case="doe", supersedes=("old",))
    doe = precedent("doe", P, CUSTODY, history=(event("reversed", "1989"),))
    law = base(replace(OF, rules=(old, new)), doe)
    assert [["new"], ["old"]] == [
        [r.id for r in select(law, options(as_of=d)).rules] for d in ("1989-12-31", "1990-01-01")
    ]
    assert ["doe", "new"] == [r.authority.id for r in select(law, options()).removed]


def test_a_rule_without_a_formula_is_a_note() -> None:
    """A note is shown and binds nobody."""
    chosen = select(base(replace(OF, rules=(rule("note", "sufficient", P, None),))), options())
    assert ((), ["note"]) == (chosen.rules, [r.id for r in chosen.notes])


def test_what_persuades_is_never_mixed_in() -> None:
    """What the other circuit's case forces stands among what persuades: a split, not a conflict."""
    contested = {"custody": "present", "consent": "present"}
    here = precedent("here", P, contested, court=NINTH)
    there = precedent("there", D, contested, court=SEVENTH)
    told = analyse(base(OF, here, there), known(OF, contested), options(NINTH))
    sides = [layer.finding.side for layer in (told.verdict, told.persuasive)]
    assert [P, D] == sides
