"""Laws of authority: dates, whom courts bind, what later history takes away (theory 5)."""

from __future__ import annotations

import pytest
from builders import (
    NDCAL,
    NDILL,
    NINTH,
    SCOTUS,
    SEVENTH,
    D,
    P,
    deny,
    doctrine,
    event,
    known,
    leaf,
    precedent,
    pro,
    rule,
)
from hypothesis import given
from hypothesis import strategies as st
from strategies import tried

from afortiori.authority import EVENTS_THAT_TAKE_AWAY, Court, When, legislature
from afortiori.casebase import find
from afortiori.courts import built_in
from afortiori.errors import Misuse

CAL, CALAPP, NEVADA = built_in()["cal"], built_in()["calctapp"], built_in()["nev"]
ALL = list(built_in().values())


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("1988-08-23", "1988-08-23"),
        ("1988", "1988-12-31"),
        ("1988-01", "1988-01-31"),
        ("1988-04", "1988-04-30"),
        ("1988-06", "1988-06-30"),
        ("1988-09", "1988-09-30"),
        ("1988-11", "1988-11-30"),
        ("1988-12", "1988-12-31"),
        ("1988-02", "1988-02-29"),
        ("1989-02", "1989-02-28"),
        ("1900-02", "1900-02-28"),
        ("2000-02", "2000-02-29"),
    ],
)
def test_a_date_counts_from_its_last_day(text: str, last: str) -> None:
    """A month counts from its last day and a year from December 31, leap years included."""
    assert last == When(text).last


@given(st.dates())
@tried(200)
def test_a_day_lies_in_its_month_and_its_year(day: object) -> None:
    """No day is later than the last day of its month, nor that than the last day of its year."""
    text = str(day)
    assert [text, When(text[:7]).last] == sorted([text, When(text[:7]).last])
    assert When(text[:7]).last <= When(text[:4]).last
    assert (text, text[:4]) == (When(text).last, When(text).year)


@given(st.dates())
@tried(200)
def test_a_month_ends_on_the_day_before_the_next_begins(day: object) -> None:
    """The last day of a month is the calendar's."""
    from calendar import monthrange
    from datetime import date

    assert isinstance(day, date)
    last = monthrange(day.year, day.month)[1]
    assert f"{str(day)[:7]}-{last}" == When(str(day)[:7]).last


def test_before_is_strict_and_asks_for_all_that_a_date_can_mean() -> None:
    """A decision is before a day only where the last day that it can mean is."""
    assert [False, True] == [When("1988-08-23").before(day) for day in ("1988-08-23", "1988-08-24")]
    assert [False, False, True] == [When("1988").before(day) for day in ("1988-06-01", "1988-12-31", "1989-01-01")]
    assert [False, False, True] == [When("1988-02").before(day) for day in ("1988-02-28", "1988-02-29", "1988-03-01")]


def test_a_date_reads_as_precisely_as_its_source_gives_it() -> None:
    """A day, a month and a year are written in words."""
    assert ["August 23, 1988", "February 1988", "1988", "May 1, 1990"] == [
        str(When(text)) for text in ("1988-08-23", "1988-02", "1988", "1990-05-01")
    ]


@pytest.mark.parametrize(
    "text",
    ["", "88", "1988-13", "1988-02-30", "1989-02-29", "1988-8-23", "1988/08/23", "1988-08-23-01", "August", "0000"],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    """A date that the calendar does not have, or that is written otherwise, is misuse."""
    with pytest.raises(Misuse):
        When(text)


@pytest.mark.parametrize("text", ["1_88", "+988", " 988", "1988-+8-23", "1988- 8-23", "１９８８"])  # noqa: RUF001 - digits that are none of ASCII
def test_what_only_resembles_a_date_is_refused(text: str) -> None:
    """A date is ASCII digits and hyphens: nothing else compares as text."""
    with pytest.raises(Misuse):
        When(text)


@pytest.mark.parametrize(
    ("court", "forum", "binds"),
    [
        (SCOTUS, SCOTUS, True),
        (SCOTUS, NINTH, True),
        (SCOTUS, NDCAL, True),
        (SCOTUS, CAL, True),
        (SCOTUS, CALAPP, True),
        (NINTH, NINTH, True),
        (NINTH, NDCAL, True),
        (NINTH, SEVENTH, False),
        (NINTH, NDILL, False),
        (NINTH, SCOTUS, False),
        (NINTH, CAL, False),
        (NINTH, CALAPP, False),
        (SEVENTH, NDILL, True),
        (SEVENTH, NDCAL, False),
        (NDCAL, NDCAL, False),
        (NDCAL, NDILL, False),
        (NDCAL, NINTH, False),
        (NDCAL, SCOTUS, False),
        (CAL, CALAPP, True),
        (CAL, CAL, True),
        (CAL, NINTH, False),
        (CAL, NDCAL, False),
        (CAL, SCOTUS, False),
        (CAL, NEVADA, False),
        (CALAPP, CAL, False),
        (CALAPP, NDCAL, False),
    ],
)
def test_whom_a_court_binds_on_federal_law(court: Court, forum: Court, binds: bool) -> None:
    """On federal law the Supreme Court binds all, a circuit itself and its districts, a district nobody."""
    assert binds == court.binds(forum, "us")


@pytest.mark.parametrize(
    ("court", "forum", "binds"),
    [
        (CAL, CAL, True),
        (CAL, CALAPP, True),
        (CAL, NDCAL, True),
        (CAL, NINTH, True),
        (CAL, SEVENTH, True),
        (CAL, SCOTUS, True),
        (CAL, NEVADA, True),
        (CALAPP, CAL, False),
        (CALAPP, CALAPP, False),
        (CALAPP, NDCAL, False),
        (CALAPP, NEVADA, False),
        (SCOTUS, CAL, False),
        (SCOTUS, NDCAL, False),
        (SCOTUS, SCOTUS, False),
        (NINTH, NINTH, False),
        (NINTH, NDCAL, False),
        (NEVADA, CAL, False),
        (NEVADA, NEVADA, False),
    ],
)
def test_whom_a_court_binds_on_californias_law(court: Court, forum: Court, binds: bool) -> None:
    """On a state's law only that state's courts bind, and its highest court binds everyone who applies it."""
    assert binds == court.binds(forum, "us-ca")


def test_every_circuit_binds_itself_and_its_districts_alone() -> None:
    """In the whole table a circuit binds itself and the districts that name it, and no other federal court."""
    federal = [court for court in ALL if court.system == "us"]
    circuits = [court for court in federal if court.level == "appellate"]
    assert 13 == len(circuits)
    for circuit in circuits:
        expected = {circuit.id} | {
            court.id for court in federal if court.level == "trial" and circuit.id in court.above
        }
        assert expected == {forum.id for forum in ALL if circuit.binds(forum, "us")}


def test_a_statute_binds_every_court_that_applies_its_law() -> None:
    """A statute of a law binds whoever applies that law, and nobody on the law of another."""
    courts = built_in().values()
    assert all(legislature("us").binds(forum, "us") for forum in courts)
    assert all(legislature("us-ca").binds(forum, "us-ca") for forum in courts)
    assert not any(legislature("us-ca").binds(forum, "us-ny") for forum in courts)


@pytest.mark.parametrize(("decided", "kind", "side"), [("1979", "forced", D), ("1981", "conflicted", None)])
def test_a_statute_prevails_over_an_earlier_decision_and_conflicts_with_a_later_one(
    decided: str, kind: str, side: str | None
) -> None:
    """Of whatever court: what was decided before it yields; what was decided after it, against it, is shown as a conflict."""
    of = doctrine(*pro("order"))
    act = rule("act", "necessary", P, deny(leaf(of, "order")), court=legislature("us"), decided="1980")
    case = precedent("case", P, {"order": "present"}, court=SCOTUS, decided=decided)
    found = find(of, (case, act), known(of, {"order": "present"}), "reason")
    assert (kind, side) == (found.kind, found.side)


def test_a_trial_court_binds_nobody() -> None:
    """No district's decision binds any court, its own included, on any law."""
    trial = [court for court in ALL if court.level == "trial"]
    assert [] == [(a.id, b.id) for a in trial for b in ALL for law in ("us", "us-ca") if a.binds(b, law)]


def test_who_stands_above_whom() -> None:
    """A court outranks those below it in its own hierarchy, and never itself."""
    order = [SCOTUS, NINTH, SEVENTH, NDCAL, NDILL]
    above = {
        ("scotus", "ca9"),
        ("scotus", "ca7"),
        ("scotus", "cand"),
        ("scotus", "ilnd"),
        ("ca9", "cand"),
        ("ca7", "ilnd"),
    }
    assert above == {(a.id, b.id) for a in order for b in order if a.outranks(b)}
    assert CAL.outranks(CALAPP)


@pytest.mark.parametrize("kind", EVENTS_THAT_TAKE_AWAY)
def test_a_holding_is_gone_from_the_day_after_the_event(kind: str) -> None:
    """What takes a holding away does so for decisions after its day, not on it."""
    gone = event(kind, "1989-02-22")
    days = ("1989-02-21", "1989-02-22", "1989-02-23")
    assert [False, False, True] == [gone.takes_away("this", day) for day in days]


def test_an_event_dated_by_its_year_takes_away_from_the_next() -> None:
    """An event known to the year or the month counts from its last day."""
    assert [False, True] == [event("reversed", "1989").takes_away("this", day) for day in ("1989-12-31", "1990-01-01")]
    assert [False, True] == [
        event("reversed", "1988-02").takes_away("this", day) for day in ("1988-02-29", "1988-03-01")
    ]


def test_an_event_may_take_away_one_holding_and_leave_another() -> None:
    """What removes all takes every holding; what names one takes that one; what removes nothing takes none."""
    day = "2000-01-01"
    taken = {
        removes: [event("vacated", "1989", removes).takes_away(holding, day) for holding in ("search", "arrest")]
        for removes in ("all", "search", "nothing")
    }
    assert {"all": [True, True], "search": [True, False], "nothing": [False, False]} == taken
