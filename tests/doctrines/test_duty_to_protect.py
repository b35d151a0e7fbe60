"""The pack duty-to-protect against the verified facts that it was made from, and against the history that it must know."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from counting import counted
from ruamel.yaml import YAML
from samples import DATA

import afortiori
from afortiori.casebase import Law, Options
from afortiori.courts import built_in
from afortiori.doctrine import Rule
from afortiori.store.pack import Pack
from afortiori.store.questions import run

CHANGES = Path(__file__).parent / "duty_to_protect_changes.yaml"
TODAY = "2026-11-23"


def read(path: Path) -> Any:
    """A YAML file as plain data."""
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The pack."""
    return afortiori.open_pack("duty-to-protect")


@pytest.fixture(scope="module")
def verified() -> list[dict[str, Any]]:
    """The records of the verified case table."""
    table = DATA / "duty-to-protect" / "cases.yaml"
    if not table.is_file():
        pytest.skip("the shared data file duty-to-protect/cases.yaml is absent")
    cases: list[dict[str, Any]] = read(table)["cases"]
    return cases


@pytest.fixture(scope="module")
def changes() -> dict[str, Any]:
    """What was left out or changed, each with its reason."""
    listed: dict[str, Any] = read(CHANGES)
    return listed


def binding(pack: Pack, forum: str, day: str) -> set[str]:
    """The ids of the precedents that bind a forum on a day."""
    law = Law(pack.base, Options(built_in()[forum], day))
    return {authority.id for authority in law.authorities if not isinstance(authority, Rule)}


def test_every_verified_case_is_in_the_pack_or_left_out_for_a_reason(
    pack: Pack, verified: list[dict[str, Any]], changes: dict[str, Any]
) -> None:
    """Each case of the verified table, at high or medium confidence, is a case of the pack."""
    expected = {case["id"] for case in verified} - set(changes["left_out"])
    assert expected == {case["id"] for case in verified} & set(pack.base.cases())
    assert all(reason.strip() for reason in changes["left_out"].values())


def test_every_verified_value_is_in_the_pack_or_changed_for_a_reason(
    pack: Pack, verified: list[dict[str, Any]], changes: dict[str, Any]
) -> None:
    """Each value at high or medium confidence stands in the pack as verified, or its change is listed with a reason."""
    changed = {(c["case"], c["factor"]): c for c in changes["values"]}
    wrong = []
    for case in verified:
        if case["id"] in changes["left_out"]:
            continue
        held: dict[str, set[str]] = {}
        for precedent in pack.base:
            if precedent.case == case["id"]:
                for value in precedent.values:
                    held.setdefault(value.factor, set()).add(value.level)
        for factor, entry in case["factors"].items():
            if entry["confidence"] == "low" and (case["id"], factor) not in changed:
                continue
            listed = changed.get((case["id"], factor))
            wanted = (listed["now"] if listed["now"] is not None else set()) if listed else entry["value"]
            if held.get(factor, set()) != ({wanted} if isinstance(wanted, str) else set(wanted)):
                wrong.append((case["id"], factor, wanted, held.get(factor)))
    assert wrong == []
    assert [c for c in changes["values"] if not str(c["why"]).strip()] == []


def test_every_value_says_where_it_is_stated_by_reporter(pack: Pack) -> None:
    """No value lacks a source, and no source is a web address; low confidence is not shipped."""
    values = [(p.id, value) for p in pack.base for value in p.values]
    assert [] == [id for id, v in values if not v.source or "http" in v.source or v.confidence == "low"]
    assert [] == [id for id, v in values if not any(c.isdigit() for c in v.source)]


def test_every_cited_source_of_the_table_is_listed_in_the_readme(pack: Pack, verified: list[dict[str, Any]]) -> None:
    """The pack's README lists each web address that the verified table rests on."""
    readme = (pack.path / "README.md").read_text(encoding="utf-8")
    kept = set(pack.base.cases())
    addresses = {s for case in verified if case["id"] in kept for s in case["sources"] if str(s).startswith("http")}
    assert sorted(address for address in addresses if address not in readme) == []


def test_its_questions_are_asked_for_little_work(pack: Pack) -> None:
    """Each asks for a verdict alone, and the law of a forum on a day is taken once: some 2,000 calls a question."""
    asked, calls = counted(lambda: list(run(pack, today=TODAY)))
    assert len(asked) > 100
    assert calls < 8_000 * len(asked)


def test_the_questions_of_the_pack_come_out_right(pack: Pack) -> None:
    """Every question of the pack comes out as its source says."""
    outcomes = list(run(pack, today=TODAY))
    assert [(o.question, o.wrong) for o in outcomes if o.wrong] == []
    assert len(outcomes) > 100


@pytest.mark.parametrize("case", ["wood-v-ostrander-1989", "kennedy-v-ridgefield-2006", "martinez-v-clovis-2019"])
def test_danger_creation_still_binds_beside_deshaney(pack: Pack, case: str) -> None:
    """Today the Ninth Circuit's danger-creation cases bind, and on their own facts nothing prevails over them."""
    precedent = pack.base.precedent(case)
    facts = afortiori.facts(pack.doctrine, {v.factor: v.level for v in precedent.used()}, unmentioned="absent")
    finding = afortiori.decide(pack.base, facts, forum="ca9", as_of=TODAY).verdict.finding
    assert ("forced", "duty") == (finding.kind, finding.side)
    assert case in {authority.id for authority in finding.by}


@pytest.mark.parametrize(
    ("case", "forum", "first", "last"),
    [
        ("pinder-v-johnson-panel-1994", "ca4", "1994-08-30", "1994-10-14"),
        ("doe-v-covington-panel-2011", "ca5", "2011-08-06", "2012-03-23"),
        ("wood-v-ostrander-1988", "ca9", "1988-07-14", "1989-06-27"),
        ("balistreri-v-pacifica-ca9-1988", "ca9", "1988-08-24", "1989-02-22"),
    ],
)
def test_a_decision_binds_from_the_day_after_it_to_the_day_that_takes_it_away(
    pack: Pack, case: str, forum: str, first: str, last: str
) -> None:
    """A decision counts from the day after it, and is gone from the day after what took it away."""
    day_before = {"1994-08-30": "1994-08-29", "2011-08-06": "2011-08-05", "1988-07-14": "1988-07-13"}
    before = day_before.get(first, "1988-08-23")
    days_after = {"1994-10-14": "1994-10-15", "2012-03-23": "2012-03-24", "1989-06-27": "1989-06-28"}
    after = days_after.get(last, "1989-02-23")
    held = [case in binding(pack, forum, day) for day in (before, first, last, after)]
    assert held == [False, True, True, False]


def test_the_tenth_circuits_castle_rock_is_reversed_and_never_forces(pack: Pack) -> None:
    """A procedural holding is shown and never forces on this question, before or after its reversal."""
    for day in ("2005-06-27", "2005-06-28"):
        assert "gonzales-v-castle-rock-ca10-2004" not in binding(pack, "ca10", day)


def test_what_abrogation_is_inferred_is_said_to_be_inferred(pack: Pack) -> None:
    """DeShaney did not overrule Balistreri in terms: the answer says that it is inferred, and names both events."""
    answer = afortiori.decide(pack.base, pack.matters["balistreri"].facts, forum="ca9", as_of=TODAY)
    events = {
        (event.event, event.by, event.inferred)
        for removal in answer.selection.removed
        if removal.authority.id == "balistreri-v-pacifica-ca9-1988"
        for event in removal.events
    }
    assert events == {
        ("abrogated", "deshaney-v-winnebago-1989", True),
        ("superseded", "balistreri-v-pacifica-ca9-1990", False),
    }
