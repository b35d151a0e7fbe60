"""The restatement: landmarks that lose nothing, shares that enumeration confirms, splits that are real."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

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
    options,
    precedent,
    pro,
    scale,
)  # fmt: skip
from hypothesis import given
from hypothesis import strategies as st
from oracle import brute
from oracle.plain import plain_authorities, plain_facts
from strategies import World, contested_worlds, equal_worlds, tried, worlds

from afortiori.authority import Court
from afortiori.casebase import Law
from afortiori.constraint import Authority
from afortiori.doctrine import line
from afortiori.memo.agency import agency_told
from afortiori.memo.blocks import Paragraph, Table
from afortiori.precedent import Facts
from afortiori.restatement import for_agency, landmarks, restate, splits
from guidance.asking import Question, asked, assignments, atom, base_of, between, down, question

FORUMS: st.SearchStrategy[Court | None] = st.sampled_from((None, None, NINTH, NDCAL, NDILL))
CASES = contested_worlds() | worlds(with_rules=True)


def landmarks_told(q: Question) -> list[dict[str, object]]:
    """The landmarks and the rules as plain data."""
    return plain_authorities([*(p for p, _ in landmarks(q.law)), *q.law.selection.rules])


@given(CASES, FORUMS)
@tried(60)
def test_landmarks_force_what_the_selection_forces(world: World, forum: Court | None) -> None:
    """On every combination of facts, landmarks and rules compel just the sides that everything selected compels."""
    q = asked(world, forum)
    shown = landmarks_told(q)
    for levels in assignments(q.of):
        expected = brute.compelled(q.of, q.authorities, levels, q.model)["sides"]
        assert expected == brute.compelled(q.of, shown, levels, q.model)["sides"]


@given(CASES, FORUMS)
@tried(60)
def test_find_with_the_landmarks_is_find_with_everything(world: World, forum: Court | None) -> None:
    """Asked of facts partly known, and of no facts, landmarks and rules give the verdict that everything gives."""
    q = asked(world, forum)
    among: list[Authority] = [*(p for p, _ in landmarks(q.law)), *q.law.selection.rules]
    for facts in (q.facts, Facts()):
        every, shown = q.law.find(facts), q.law.find(facts, among)
        assert (every.kind, every.side, every.remaining, every.ways, every.depends_on) == (
            shown.kind, shown.side, shown.remaining, shown.ways, shown.depends_on,
        )  # fmt: skip


@given(CASES, FORUMS)
@tried(60)
def test_every_precedent_is_a_landmark_or_stands_behind_one(world: World, forum: Court | None) -> None:
    """Each binding precedent is listed once: as a landmark, or with one of its own side."""
    q = asked(world, forum)
    listed = [p.id for landmark, alike in landmarks(q.law) for p in (landmark, *alike)]
    assert sorted(p.id for p in q.law.selection.binding) == sorted(listed)
    assert all(p.holding == landmark.holding for landmark, alike in landmarks(q.law) for p in alike)


@given(equal_worlds())
@tried(60)
def test_among_equals_no_landmark_is_redundant(world: World) -> None:
    """Of one court's cases, no landmark has a reason within another's of its side that overcame no less."""
    q = asked(world)
    shown = [case for case in landmarks_told(q) if "formula" not in case]
    for a in shown:
        for b in shown:
            if a is not b and a["holding"] == b["holding"]:
                other = brute.other(q.of, str(a["holding"]))
                over_a, over_b = (brute.satisfied(q.of, brute.facts_of(q.of, case), other) for case in (a, b))
                narrower = brute.reason_of(q.of, a, q.model) <= brute.reason_of(q.of, b, q.model)
                assert not (narrower and over_b <= over_a)


@given(worlds())
@tried(60)
def test_each_landmark_read_as_a_rule_forces_where_its_case_does(world: World) -> None:
    """'Where R(c), and nothing for the other side beyond c^o' holds just where the case forces."""
    q = asked(world)
    plain = {case["id"]: case for case in q.authorities}
    for settled in restate(q.law).settled:
        side = str(settled.precedent.holding)
        other = brute.other(q.of, side)
        rests_on = down(q.of, frozenset(map(atom, settled.reason)), side)
        overcame = down(q.of, frozenset(map(atom, settled.overcome)), other)
        for levels in assignments(q.of):
            read = rests_on <= brute.satisfied(q.of, levels, side)
            read = read and brute.satisfied(q.of, levels, other) <= overcame
            assert brute.forces(q.of, plain[settled.precedent.id], levels, q.model) == read


@given(CASES, FORUMS)
@tried(60)
def test_the_shares_are_those_that_enumeration_counts(world: World, forum: Court | None) -> None:
    """The number of combinations of facts with each verdict is what counting them one by one gives."""
    q = asked(world, forum)
    counted = Counter(brute.compelled(q.of, q.authorities, levels, q.model)["sides"] for levels in assignments(q.of))
    everything = restate(q.law).everything
    told = {frozenset(kind): n for kind, n in zip(everything.remaining, everything.ways, strict=True)}
    assert (True, dict(counted)) == (everything.exact, told)


Cost = tuple[int, int]


def cost(of: Mapping[str, Any], levels: Mapping[str, str]) -> Cost:
    """How many factors stand away from neutral, and how many conditions they give either side."""
    away = sum(levels[name] != factor["neutral"] for name, factor in of["factors"].items())
    return away, sum(len(brute.satisfied(of, levels, side)) for side in of["sides"])


def parted(world: World, one: Court, two: Court) -> dict[tuple[str, str], Cost]:
    """By enumeration: every two authorities, one of each court, that compel opposite sides somewhere; and how cheaply."""
    q1, q2 = asked(world, one), asked(world, two)
    court = {a["id"]: a["court"] for a in [*q1.authorities, *q2.authorities]}
    found: dict[tuple[str, str], Cost] = {}
    for levels in assignments(q1.of):
        here, there = (brute.compelled(q.of, q.authorities, levels, q.model) for q in (q1, q2))
        if len(here["sides"]) == len(there["sides"]) == 1 and here["sides"] != there["sides"]:
            for a in (id for id in here["by"] if court[id] == one.id):
                for b in (id for id in there["by"] if court[id] == two.id):
                    found[a, b] = min(found.get((a, b), (99, 99)), cost(q1.of, levels))
    return found


CIRCUITS = worlds(courts=(NINTH, SEVENTH, SCOTUS)) | worlds(courts=(NINTH, SEVENTH, SCOTUS), with_rules=True)


@given(CIRCUITS | contested_worlds())
@tried(150)
def test_the_splits_are_just_those_that_enumeration_finds(world: World) -> None:
    """Every two authorities that part two circuits on some facts are told, each on the smallest such facts; no others."""
    q = asked(world)
    answer = splits(base_of(world), options(model=world.model), shown=1_000, tried=10_000)
    told = {}
    for split in answer.found:
        [levels] = brute.completions(plain_facts(q.law.doctrine, split.facts))
        told[split.first.id, split.second.id] = cost(q.of, levels)
    assert (parted(world, SEVENTH, NINTH), 0, 0) == (told, answer.untried, answer.undecided)


@given(CIRCUITS | contested_worlds())
@tried(60)
def test_a_split_is_real(world: World) -> None:
    """On a split's facts, all known, each of the two courts compels the side told, by the authority told."""
    cases = base_of(world)
    for split in splits(cases, options(model=world.model)).found:
        for mine, side in zip((split.first, split.second), split.sides, strict=True):
            q = question(Law(cases, options(mine.court, model=world.model)), split.facts)
            [levels] = brute.completions(q.known)
            found = brute.compelled(q.of, q.authorities, levels, q.model)
            assert {side} == found["sides"]
            assert mine.id in found["by"]
        assert (True, True) == (split.first.court != split.second.court, split.sides[0] != split.sides[1])


def test_a_split_is_found_on_facts_of_neither_case() -> None:
    """On neither case's own facts do the two part; on less than both they do, and the least such facts are told."""
    of = doctrine(*pro("order", "promise"), *con("warning", "waiver"))
    nine = precedent(
        "nine",
        P,
        {"order": "present", "promise": "present", "warning": "present"},
        reason={"order": "present"},
        court=NINTH,
    )
    seven = precedent(
        "seven",
        D,
        {"warning": "present", "waiver": "present", "order": "present"},
        reason={"warning": "present"},
        court=SEVENTH,
    )
    [split] = splits(base(of, nine, seven), options()).found
    held = {f.id for f in of.factors if split.facts.possible(f) != (f.neutral,)}
    assert {"order", "warning"} == held


def test_what_is_left_out_of_the_splits_is_counted() -> None:
    """With room for one split only between two circuits, the others are counted, and a search cut short is said to be."""
    of = doctrine(*pro("order"), *con("warning"))
    both = {"order": "present", "warning": "present"}
    nine = [precedent(f"nine{i}", P, both, court=NINTH) for i in range(3)]
    seven = precedent("seven", D, both, court=SEVENTH)
    answer = splits(base(of, *nine, seven), options(), shown=1)
    assert (1, 2, 0) == (len(answer.found), answer.untried, answer.undecided)
    assert 3 == splits(base(of, *nine, seven), options(), tried=0).undecided


@given(worlds())
@tried(60)
def test_levels_not_reached_are_those_that_no_binding_case_states(world: World) -> None:
    """A level is not reached iff it is not neutral and no binding case states it with confidence."""
    q = asked(world)
    stated = {(n, k) for case in q.authorities for n, (k, sure) in case["values"].items() if sure != "low"}
    expected = {
        (name, k)
        for name, factor in q.of["factors"].items()
        for k in factor["levels"]
        if k != factor["neutral"] and (name, k) not in stated
    }
    assert expected == {(u.factor, k) for u in restate(q.law).unreached for k in u.levels}


@given(worlds(with_rules=True) | contested_worlds())
@tried(40)
def test_each_kind_of_fact_is_taken_alone(world: World) -> None:
    """For each level that is not neutral, the verdict with everything else absent; and the verdict with nothing at all."""
    q = asked(world)
    absent = {name: [factor["neutral"]] for name, factor in q.of["factors"].items()}
    answer = for_agency(q.law)
    for alone in answer.alone:
        [levels] = brute.completions(absent | {alone.factor: [alone.level]})
        assert brute.compelled(q.of, q.authorities, levels, q.model)["sides"] == frozenset(alone.finding.stable)
    [levels] = brute.completions(absent)
    assert brute.compelled(q.of, q.authorities, levels, q.model)["sides"] == frozenset(answer.nothing.stable)


@given(worlds(with_rules=True) | contested_worlds())
@tried(60)
def test_the_combinations_are_the_smallest_that_settle(world: World) -> None:
    """With nothing else each settles its side, and whatever settles that side goes as far as one of them."""
    q = asked(world)
    absent = {name: factor["neutral"] for name, factor in q.of["factors"].items()}
    answer = for_agency(q.law)

    def sides(levels: Mapping[str, str]) -> frozenset[str]:
        found: frozenset[str] = brute.compelled(q.of, q.authorities, levels, q.model)["sides"]
        return found

    for side in q.sides:
        found = [absent | dict(t.levels) for t in answer.together if t.side == side]
        assert all({side} == sides(levels) for levels in found)
        if sides(absent) == {side}:
            assert [] == found
            continue
        for levels in assignments(q.of):
            if sides(levels) == {side} and len(found) < 40:
                near = [
                    all(between(q.of["factors"][n], absent[n], k, levels[n]) for n, k in combination.items())
                    for combination in found
                ]
                assert any(near)


def test_a_kind_of_response_is_told_from_what_is_only_recorded() -> None:
    """Of factors that favour nobody those whose ids begin with 'response_' are kinds of response."""
    of = doctrine(
        *pro("order"), line("response_report", ("absent", "present"), None), line("colour", ("red", "blue"), None)
    )
    law = Law(base(of, precedent("p", P, {"order": "present", "response_report": "present"})), options())
    answer = for_agency(law)
    assert ("response_report",) == answer.responses
    stated = {(a.factor, a.level): [p.id for p in a.cases] for a in answer.alone}
    assert {("order", "present"): ["p"], ("response_report", "present"): ["p"], ("colour", "blue"): []} == stated


def test_a_case_taken_away_is_told_apart_from_those_that_stand() -> None:
    """Of a kind of response the cases that stand are told, those that bind first, and apart those taken away by the day."""
    of = doctrine(*pro("order"), line("response_report", ("absent", "present"), None))
    reported = {"order": "present", "response_report": "present"}
    gone = precedent("gone", P, reported, court=NINTH, history=(event("overruled", "1990-01-01"),))
    standing = [precedent("a", P, reported, court=SEVENTH), precedent("b", P, reported, court=NINTH)]
    law = Law(base(of, gone, *standing), options(NINTH))
    told = {a.factor: ([p.id for p in a.cases], [p.id for p in a.gone]) for a in for_agency(law).alone}
    assert (["b", "a"], ["gone"]) == told["response_report"]


def test_a_level_is_reached_by_a_case_that_has_at_least_that() -> None:
    """A case at a level reaches every lower one for the same side; what lies beyond every case no case reaches."""
    levels = ("refused", "broken off", "absent", "issued", "served", "violated")
    of = doctrine(line("order", levels, P, neutral="absent"))
    law = Law(base(of, precedent("p", P, {"order": "served"}), precedent("d", D, {"order": "broken off"})), options())
    blocks = agency_told(law, for_agency(law)).blocks
    [rows] = [block.rows for block in blocks if isinstance(block, Table)]
    settled = "settled: plaintiff: p (1980) UNSUPPORTED"
    expected = {"order: served": settled, "order: violated": f"{settled}; no case in this base reaches it"}
    assert expected == {row[0]: row[1] for row in rows}
    idle = "order: refused (no case in this base reaches it), broken off or issued."
    [said] = [str(block.text) for block in blocks if isinstance(block, Paragraph) and "combination" in str(block.text)]
    assert idle == said.partition("in no combination: ")[2]


def test_a_case_that_a_higher_court_may_overtake_does_not_stand_for_one_that_it_may_not() -> None:
    """A circuit's wider case does not make a Supreme Court's redundant, nor a Supreme Court's case its own lower one less."""
    of = doctrine(*pro("order", "promise"), *con("warning"))
    wide = precedent("wide", P, {"order": "present", "warning": "present"}, court=NINTH)
    narrow = precedent("narrow", P, {"order": "present", "promise": "present"}, court=SCOTUS)
    rival = precedent("rival", D, {"warning": "present", "order": "present"}, court=SCOTUS)
    law = Law(base(of, wide, narrow, rival), options(NINTH))
    assert {"narrow", "rival", "wide"} == {p.id for p, _ in landmarks(law)}
    alone = Law(base(of, wide, narrow), options(NINTH))
    assert [("wide", ["narrow"])] == [(p.id, [a.id for a in alike]) for p, alike in landmarks(alone)]


def test_a_split_between_two_circuits() -> None:
    """Two circuits that compel opposite sides on one set of facts are a split; one court against itself is none."""
    of = doctrine(*pro("order"), *con("warning"))
    both = {"order": "present", "warning": "present"}
    ninth, seventh = precedent("nine", P, both, court=NINTH), precedent("seven", D, both, court=SEVENTH)
    [split] = splits(base(of, ninth, seventh), options()).found
    assert {"nine", "seven"} == {split.first.id, split.second.id}
    assert {"order": ["present"], "warning": ["present"]} == plain_facts(of, split.facts)
    itself = precedent("itself", D, both, court=NINTH)
    assert () == splits(base(of, ninth, itself), options()).found


def test_a_split_is_found_where_only_the_second_case_shows_it() -> None:
    """On one case's own facts its court is against it, on the other's it is not: the split on these is told."""
    of = doctrine(*pro("order"), scale("warning", "none low high", D))
    seven = precedent("seven", P, {"order": "present", "warning": "high"}, court=SEVENTH)
    against = {"order": "present", "warning": "high"}
    rival = precedent("rival", D, against, reason={"warning": "high"}, court=SEVENTH, bench="en banc")
    nine = precedent("nine", D, {"order": "present", "warning": "low"}, court=NINTH)
    [split] = splits(base(of, seven, rival, nine), options()).found
    assert ("seven", "nine") == (split.first.id, split.second.id)
    assert {"order": ["present"], "warning": ["low"]} == plain_facts(of, split.facts)


def test_the_supreme_court_ends_a_split() -> None:
    """Where a higher court compels one side on the facts that parted two circuits, there is no split on them."""
    of = doctrine(*pro("order"), *con("warning"), scale("risk", "none some"))
    both = {"order": "present", "warning": "present"}
    cases = [precedent("nine", P, both, court=NINTH), precedent("seven", D, both, court=SEVENTH)]
    assert () == splits(base(of, *cases, precedent("top", P, both, court=SCOTUS)), options()).found


def test_a_case_that_overtakes_nobody_does_not_stand_for_one_that_does() -> None:
    """A circuit's wider case does not make a Supreme Court's redundant where only the latter overtakes the circuit's rival."""
    of = doctrine(*pro("order", "promise"), *con("warning"))
    all_three = {"order": "present", "promise": "present", "warning": "present"}
    wide = precedent("wide", P, {"order": "present", "warning": "present"}, court=NINTH)
    narrow = precedent("narrow", P, all_three, court=SCOTUS)
    rival = precedent("rival", D, all_three, court=NINTH)
    law = Law(base(of, wide, narrow, rival), options(NINTH))
    assert {"narrow", "rival", "wide"} == {p.id for p, _ in landmarks(law)}


def test_a_court_in_conflict_with_itself_is_no_part_of_a_split() -> None:
    """Where equals of one circuit conflict on the facts, that circuit compels neither side, and there is no split."""
    of = doctrine(*pro("order"), *con("warning"))
    both = {"order": "present", "warning": "present"}
    cases = [precedent("p", P, both, court=SEVENTH), precedent("d", D, both, court=SEVENTH)]
    assert () == splits(base(of, *cases, precedent("nine", D, both, court=NINTH)), options()).found


def test_a_case_that_yields_is_no_part_of_a_split() -> None:
    """A panel that yields to an earlier one is not named, though its side prevails en banc; the en banc case is."""
    of = doctrine(*pro("order"), *con("warning"))
    both = {"order": "present", "warning": "present"}
    cases = [
        precedent("later", P, both, court=SEVENTH, bench="panel", decided="1990"),
        precedent("earlier", D, both, court=SEVENTH, bench="panel", decided="1985"),
        precedent("banc", P, both, court=SEVENTH, bench="en banc", decided="1995"),
        precedent("nine", D, both, court=NINTH),
    ]
    assert [("banc", "nine")] == [(s.first.id, s.second.id) for s in splits(base(of, *cases), options()).found]
