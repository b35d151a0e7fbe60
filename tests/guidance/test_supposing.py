"""Hypotheses about the base: an opinion adopted, a value read otherwise; the original base stays as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from builders import NINTH, D, P, base, con, doctrine, known, options, precedent, pro, scale
from hypothesis import given
from packs.writing import FILES, pack
from strategies import World, tried, worlds

import afortiori
import afortiori.answers
from afortiori.casebase import CaseBase, Law, adopt, opinion_named, read_as
from afortiori.errors import Misuse
from afortiori.memo.blocks import Heading, Items
from afortiori.precedent import Opinion, Reading
from guidance.asking import base_of

BALISTRERI = "balistreri-v-pacifica-ca9-1988"
CONTROLLING = ("majority", "plurality", "per curiam")


def with_opinions(cases: CaseBase) -> CaseBase:
    """The same base, each case with a controlling opinion that says what it held and a dissent the other way."""
    sides = {P: D, D: P, None: P}
    told = [
        replace(
            p,
            opinions=(
                Opinion("A", "majority", p.holding, p.reason),
                Opinion("B (by designation)", "dissent", sides[p.holding], None),
            ),
        )
        for p in cases
    ]
    return CaseBase(cases.doctrine, told, cases.courts)


@given(worlds(with_rules=True))
@tried(60)
def test_adopting_an_opinion_leaves_the_base_as_it_was(world: World) -> None:
    """The base with a dissent adopted is another base; the first is unchanged, and only that case differs."""
    cases = with_opinions(base_of(world))
    before = list(cases)
    for p in before:
        adopted = adopt(cases, p.id, "dissent")
        assert before == list(cases)
        assert [p.id] == [a.id for a, b in zip(adopted, cases, strict=True) if a != b]
        assert (p.opinions[1].outcome, None) == (adopted.precedent(p.id).holding, adopted.precedent(p.id).reason)
        assert before == list(adopt(adopted, p.id, "majority"))


@given(worlds(with_rules=True))
@tried(60)
def test_adopting_the_controlling_opinion_changes_nothing(world: World) -> None:
    """Supposing that the opinion that did prevail had prevailed is the base itself."""
    cases = with_opinions(base_of(world))
    for p in cases:
        assert list(cases) == list(adopt(cases, p.id, "majority")) == list(adopt(cases, p.id, "a"))


@given(worlds(with_rules=True))
@tried(60)
def test_an_empty_reading_changes_nothing(world: World) -> None:
    """A reading that reads nothing otherwise is the base itself, and its doctrine."""
    cases = base_of(world)
    read = read_as(cases, Reading("none", ""))
    assert (cases.doctrine, list(cases), cases.courts) == (read.doctrine, list(read), read.courts)


@pytest.mark.parametrize("name", ["automobile-exception", "duty-to-protect"])
def test_in_the_packs_the_controlling_opinion_is_what_the_case_holds(name: str) -> None:
    """Adopting a shipped case's own controlling opinion changes nothing."""
    cases = afortiori.open_pack(name).base
    asked = [(p.id, o.kind) for p in cases for o in p.opinions if o.kind in CONTROLLING]
    assert [] == [p for p, kind in asked if list(adopt(cases, p, kind)) != list(cases)]
    assert asked


def verdict(cases: CaseBase, day: str) -> tuple[str, str | None]:
    """The verdict in the Ninth Circuit on Balistreri's facts as pleaded."""
    facts = afortiori.open_pack("duty-to-protect").matters["balistreri"].facts
    finding = Law(cases, options(NINTH, day)).find(facts)
    return finding.kind, finding.side


def test_had_the_dissent_prevailed_balistreri_was_open() -> None:
    """C3: as of the morning of the decision the dissent adopted leaves it open; it binds only from the day after."""
    cases = afortiori.open_pack("duty-to-protect").base
    supposed = adopt(cases, BALISTRERI, "dissent")
    assert [("open", None), ("open", None)] == [verdict(cases, "1988-08-23"), verdict(supposed, "1988-08-23")]
    assert [("forced", "duty"), ("forced", "no-duty")] == [
        verdict(cases, "1988-08-24"),
        verdict(supposed, "1988-08-24"),
    ]
    assert cases.precedent(BALISTRERI) == adopt(supposed, BALISTRERI, "Fletcher").precedent(BALISTRERI)


def test_what_later_history_took_away_stays_taken_away() -> None:
    """A dissent adopted binds no longer than its case: from DeShaney on the supposition makes no difference."""
    cases = afortiori.open_pack("duty-to-protect").base
    supposed = adopt(cases, BALISTRERI, "dissent")
    assert verdict(cases, "1989-02-23") == verdict(supposed, "1989-02-23")


def test_had_it_come_out_otherwise_a_case_would_have_taken_nothing_away_and_laid_down_no_rule() -> None:
    """Acevedo's dissent adopted leaves Sanders standing, and the rule of Sanders decides; an opinion for the same side keeps all."""
    pack = afortiori.open_pack("automobile-exception")
    acevedo = "california-v-acevedo-1991"
    supposed = adopt(pack.base, acevedo, "Stevens")
    facts, day = pack.matters["acevedo"].facts, options(as_of="1992-01-01")
    assert [("forced", "no-violation"), ("forced", "violation")] == [
        (found.kind, found.side) for found in (Law(cases, day).find(facts) for cases in (pack.base, supposed))
    ]
    assert {rule.id for rule in pack.doctrine.rules if rule.case != acevedo} == {
        rule.id for rule in supposed.doctrine.rules
    }
    assert [] == [p.id for p in supposed if any(event.by == acevedo for event in p.history)]
    left_out = Law(pack.base, day._replace(without=(acevedo,)))
    assert left_out.find(facts).side == Law(supposed, day).find(facts).side
    same = adopt(pack.base, acevedo, "majority")
    assert (pack.doctrine.rules, list(pack.base)) == (same.doctrine.rules, list(same))


def test_a_reading_changes_the_values_the_reasons_and_the_issues_that_it_names() -> None:
    """A value read at another level, one read where the opinion is silent, a reason, an issue; all else stays."""
    of = doctrine(*pro("order", "promise"), scale("risk", "none some high"), *con("warning"))
    cases = base(of, precedent("a", P, {"order": "present", "risk": "some"}), precedent("b", D, {"warning": "present"}))
    reading = Reading(
        "other",
        "",
        replace(of, factors=tuple(replace(f, parent="awareness") if f.id == "order" else f for f in of.factors)),
        values=(("a", "risk", "high"), ("a", "promise", "present")),
        reasons=(("a", (("risk", "high"),)),),
    )
    read = read_as(cases, reading)
    assert {"order": "present", "risk": "high", "promise": "present"} == {
        value.factor: value.level for value in read.precedent("a").values
    }
    assert (("risk", "high"),) == read.precedent("a").reason
    assert ("awareness", None) == (read.doctrine.factor("order").parent, read.doctrine.factor("risk").parent)
    assert cases.precedent("b") == read.precedent("b")
    on = known(of, {"order": "present", "risk": "some"})
    assert ["forced", "open"] == [Law(held, options()).find(on).kind for held in (cases, read)]


def test_an_opinion_that_no_case_has_is_refused() -> None:
    """An unknown case, an unknown opinion, and a name that two opinions share are each refused with a remedy."""
    two = (Opinion("A", "dissent", P, None), Opinion("B", "dissent", P, None))
    cases = base(doctrine(*pro("order")), replace(precedent("a", D, {}), opinions=two))
    for case, opinion, said in (
        ("b", "dissent", "unknown case"),
        ("a", "x", "no opinion"),
        ("a", "dissent", "more than"),
    ):
        with pytest.raises(Misuse, match=said):
            adopt(cases, case, opinion)
    assert P == adopt(cases, "a", "b").precedent("a").holding


@pytest.mark.parametrize("name", ["Evans, J.", "evans", "Evans,", "mary evans j", "EVANS", "Mary"])
def test_an_opinion_is_called_by_its_author_with_or_without_points_and_capitals(name: str) -> None:
    """The whole name of an author, or a word of it, names the opinion; what stands in brackets is no name."""
    author = "Mary Evans, J." if "mary" in name.casefold() else "Evans, J."
    first, second = Opinion("Dean (by designation)", "dissent", D, None), Opinion(author, "dissent", P, None)
    case = replace(precedent("a", D, {}), opinions=(first, second))
    assert second == opinion_named(case, name)
    assert first == opinion_named(case, "Dean (by designation)")
    with pytest.raises(Misuse, match="no opinion"):
        opinion_named(case, "designation")


def test_each_of_two_dissents_is_supposed_and_nothing_unrecorded_is_told(tmp_path: Path) -> None:
    """A comparison tries every opinion that came out otherwise, and has no heading with nothing under it (theory 9)."""
    text = FILES["cases/elder.yaml"] + (
        "  - {kind: dissent, author: Kid, outcome: free, reason: {fence: hedge}}\n"
        "  - {kind: dissent, author: 'Nanny, J.', outcome: free, reason: {fence: hedge}}\n"
        "  - {kind: dissent, author: Ram}\n"
    )
    told = afortiori.answers.compare("elder", str(pack(tmp_path, {"cases/elder.yaml": text})), today="1990-01-01")
    expected = [
        {"name": "the law as it was", "verdict": "forced", "side": "liable"},
        {"name": "the dissent (Kid) had prevailed", "verdict": "forced", "side": "free"},
        {"name": "the dissent (Nanny, J.) had prevailed", "verdict": "forced", "side": "free"},
    ]
    assert expected == told.data["supposed"]
    headings = [block.text for block in told.blocks if isinstance(block, Heading)]
    assert "dissent (Kid) and dissent (Nanny, J.)" in headings
    assert "dissent (Kid) and dissent (Ram)" in headings
    assert "None" not in str([block for block in told.blocks if isinstance(block, Items)])


def test_two_opinions_of_which_nothing_is_recorded_have_no_heading() -> None:
    """Where neither reason nor outcome of two opinions is recorded, nothing is said of how they part."""
    told = afortiori.answers.compare("united-states-v-ross-1982", today="1990-01-01")
    assert [] == [block.text for block in told.blocks if isinstance(block, Heading) and " and " in block.text]


def test_an_opinion_that_would_not_reach_the_question_forces_nothing() -> None:
    """Adopting a concurrence that does not reach the question leaves a case that never forces."""
    of = doctrine(*pro("order"), *con("warning"))
    case = replace(
        precedent("a", P, {"order": "present"}), opinions=(Opinion("C", "concurrence", "not reached", None),)
    )
    assert adopt(base(of, case), "a", "concurrence").precedent("a").holding is None
