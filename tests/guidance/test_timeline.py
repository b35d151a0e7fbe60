"""Events and changes of law replayed: a small base made by hand, with dates at the edges."""

from __future__ import annotations

from dataclasses import replace

from builders import (
    NDCAL,
    NINTH,
    D,
    P,
    base,
    con,
    doctrine,
    event,
    known,
    leaf,
    options,
    partly,
    precedent,
    pro,
    rule,
    scale,
)

import afortiori
from afortiori.authority import When
from afortiori.casebase import CaseBase, Law, Options
from afortiori.guidance import Moment, timeline, with_levels
from afortiori.precedent import Event, Facts
from guidance.asking import ids

OF = doctrine(scale("order", "none issued served"), *con("warning"))
EARLY = precedent("early", P, {"order": "issued"}, decided="1985-06-30", history=(event("overruled", "1988-02-29"),))
LATER = precedent("later", D, {"order": "served", "warning": "present"}, reason={"warning": "present"}, decided="1990")
ELSEWHERE = precedent("elsewhere", P, {"order": "issued"}, decided="1984", court=NDCAL)
CASES = base(OF, EARLY, LATER, ELSEWHERE)
START = known(OF)


def happened(text: str, when: str | None = None, **sets: str) -> Event:
    """An event with what it brings about."""
    return Event(text, tuple(sets.items()), None if when is None else When(when))


def rows(moments: tuple[Moment, ...]) -> list[tuple[str, str, list[str], list[str], str, str | None, bool]]:
    """A timeline as plain rows: day, event, decided, taken away, verdict, side, changed."""
    return [
        (
            m.day,
            m.event.text if m.event else "",
            ids(m.decided),
            ids(m.taken),
            m.finding.kind,
            m.finding.side,
            m.changed,
        )
        for m in moments
    ]


def test_a_matter_and_its_law_are_replayed_day_by_day() -> None:
    """Events and changes of law stand in the order in which they count: each from the day after it, or after its month."""
    events = [
        happened("an order issues", "1985-06-29", order="issued"),
        happened("it is served", None, order="served"),
        happened("a month goes by", "1988-02"),
        happened("she is warned", "1990-12-31", warning="present"),
    ]
    assert [
        ("1985-06-30", "an order issues", [], [], "open", None, False),
        ("", "it is served", [], [], "open", None, False),
        ("1985-07-01", "", ["early"], [], "forced", P, True),
        ("1988-03-01", "", [], ["early"], "open", None, True),
        ("1988-03-01", "a month goes by", [], [], "open", None, False),
        ("1991-01-01", "she is warned", [], [], "forced", D, True),
    ] == rows(timeline(CASES, options(NINTH, "1995-01-01"), START, events))


def test_an_event_on_the_day_of_a_decision_meets_the_law_of_the_day_after() -> None:
    """An event and a decision of one day count from the same day: the event is decided by the new law."""
    found = timeline(CASES, options(NINTH, "1986-01-01"), START, [happened("issued", "1985-06-30", order="issued")])
    assert [("1985-07-01", "issued", [], [], "forced", P, True)] == rows(found)


def test_a_decision_on_the_last_day_does_not_count() -> None:
    """The law runs to the day asked about: what is decided the day before counts, what is decided on it does not."""
    events = [happened("issued", "1985-01-01", order="issued")]
    open_still = rows(timeline(CASES, options(NINTH, "1985-06-30"), START, events))
    counted = rows(timeline(CASES, options(NINTH, "1985-07-01"), START, events))
    assert [("1985-01-02", "issued", [], [], "open", None, False)] == open_still
    assert [*open_still, ("1985-07-01", "", ["early"], [], "forced", P, True)] == counted


def test_a_removal_counts_from_the_day_after_it() -> None:
    """On the day of the overruling the case still binds; on the next it is listed as taken away."""
    events = [happened("issued", "1986-01-01", order="issued")]
    held = rows(timeline(CASES, options(NINTH, "1988-02-29"), START, events))
    gone = rows(timeline(CASES, options(NINTH, "1988-03-01"), START, events))
    assert [("1986-01-02", "issued", [], [], "forced", P, True)] == held
    assert [*held, ("1988-03-01", "", [], ["early"], "open", None, True)] == gone


def test_undated_events_alone_meet_the_law_of_the_day_asked_about() -> None:
    """Without a date anywhere every event is shown undated, on the law of the day asked about."""
    events = [happened("issued", None, order="issued"), happened("served", None, order="served")]
    assert [("", "issued", [], [], "forced", P, True), ("", "served", [], [], "forced", P, False)] == rows(
        timeline(CASES, options(NINTH, "1986-01-01"), START, events)
    )


def test_without_events_the_law_is_followed_from_its_beginning() -> None:
    """Facts that nobody dated are asked under each state of the law."""
    facts = known(OF, {"order": "served", "warning": "present"})
    moments = timeline(CASES, options(NINTH, as_of="2000-01-01"), facts, ())
    assert [("1991-01-01", "", ["later"], [], "forced", D, True)] == rows(moments)
    assert [("1985-07-01", True), ("1988-03-01", True)] == [
        (m.day, m.changed)
        for m in timeline(CASES, options(NINTH, as_of="1989-01-01"), known(OF, {"order": "served"}), ())
    ]


def test_a_verdict_that_depends_changes_with_the_verdicts_that_remain() -> None:
    """On facts that are unknown, a decision that may compel the other side is a change."""
    of = doctrine(*pro("order"), *con("warning"))
    cases = base(
        of,
        precedent("first", P, {"order": "present"}, decided="1985-01-01"),
        precedent("second", D, {"warning": "present"}, decided="1990-01-01"),
    )
    moments = timeline(cases, options(as_of="2000-01-01"), partly(of), ())
    assert [("1985-01-02", True), ("1990-01-02", True)] == [(m.day, m.changed) for m in moments]


def test_undated_events_before_the_first_date_meet_its_law() -> None:
    """An undated event before the first dated one is replayed on the law of that one."""
    events = [happened("issued", None, order="issued"), happened("served", "1985-06-30", order="served")]
    assert [("", "issued", [], [], "forced", P, True), ("1985-07-01", "served", [], [], "forced", P, False)] == rows(
        timeline(CASES, options(NINTH, "1986-01-01"), START, events)
    )


def test_a_rule_is_a_change_of_law_from_the_day_after_it_to_the_day_that_ends_it() -> None:
    """A rule is listed as decided, and as taken away the day after it ends."""
    statute = rule("statute", "sufficient", D, leaf(OF, "order", "issued"), decided="1986-05-31", until="1987")
    of = replace(OF, rules=(statute,))
    events = [happened("issued", "1986-01-01", order="issued")]
    assert [
        ("1986-01-02", "issued", [], [], "open", None, False),
        ("1986-06-01", "", ["statute"], [], "forced", D, True),
        ("1988-01-01", "", [], ["statute"], "open", None, True),
    ] == rows(timeline(base(of), options(NINTH, "1990-01-01"), START, events))


def test_a_decision_that_adds_authority_without_changing_the_verdict_is_listed_unmarked() -> None:
    """A second case that compels the same is listed, and is no change; one that compels nothing here is not listed."""
    second = precedent("second", P, {"order": "issued"}, decided="1987-01-01")
    idle = precedent("idle", D, {"warning": "present"}, decided="1987-02-01")
    cases = CaseBase(OF, [EARLY, second, idle])
    events = [happened("issued", "1986-01-01", order="issued")]
    assert [
        ("1986-01-02", "issued", [], [], "forced", P, True),
        ("1987-01-02", "", ["second"], [], "forced", P, False),
        ("1988-03-01", "", [], ["early"], "forced", P, False),
    ] == rows(timeline(cases, options(NINTH, "1990-01-01"), START, events))


def replayed(cases: CaseBase, asked: Options, start: Facts, moments: tuple[Moment, ...]) -> None:
    """Every row's verdict is that of its facts on the law of its day."""
    facts, day = start, ""
    for moment in moments:
        facts = with_levels(cases.doctrine, facts, moment.event.sets) if moment.event else facts
        day = moment.day or day
        if day:
            assert Law(cases, asked._replace(as_of=day)).find(facts) == moment.finding


def test_every_row_of_balistreri_is_the_verdict_of_its_day() -> None:
    """In the pack's matter each row's verdict is the verdict of its facts on the law of its day."""
    pack = afortiori.open_pack("duty-to-protect")
    matter = pack.matters["balistreri"]
    asked = options(NINTH, "2026-11-23")
    start = matter.before_events(pack.doctrine)
    moments = timeline(pack.base, asked, start, matter.events)
    assert len(matter.events) == sum(1 for moment in moments if moment.event is not None)
    replayed(pack.base, asked, start, moments)


def verdicts(*, rules: bool) -> list[tuple[str, str, str | None]]:
    """The changes of law since the panel's decision, on Balistreri's facts as pleaded: day, verdict, side."""
    pack = afortiori.open_pack("duty-to-protect")
    matter = pack.matters["balistreri"]
    asked = options(NINTH, "2026-11-23", rules=rules)
    moments = timeline(pack.base, asked, matter.before_events(pack.doctrine), matter.events)
    assert [] == [m.day for m in moments if m.changed and m.day < "1988-08-24"]
    return [(m.day, m.finding.kind, m.finding.side) for m in moments if m.changed]


def test_balistreri_through_the_law_on_precedents_alone() -> None:
    """D1 of questions.md: open until the panel, then duty; open from DeShaney on; no duty from the amended opinion on."""
    assert [
        ("1988-08-24", "forced", "duty"),
        ("1989-02-23", "open", None),
        ("1990-02-28", "forced", "no-duty"),
    ] == verdicts(rules=False)


def test_balistreri_through_the_law_with_its_rules() -> None:
    """D1 of questions.md with the rules: DeShaney's rule compels no duty at once, and it stays so."""
    assert [("1988-08-24", "forced", "duty"), ("1989-02-23", "forced", "no-duty")] == verdicts(rules=True)
