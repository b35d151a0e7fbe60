"""Timeline: the events of a matter and the changes of law on an axis, the verdict under them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from fastapi import APIRouter, Response

from afortiori.authority import When
from afortiori.doctrine import Doctrine
from afortiori.errors import Misuse, bad_option, did_you_mean
from afortiori.guidance import Moment, timeline, verdict_of, with_levels
from afortiori.memo import words
from afortiori.memo.decision import citation
from afortiori.memo.guiding import timeline_told
from afortiori.precedent import Event
from afortiori.store.papers import with_facts, with_parts
from afortiori.workbench import factors
from afortiori.workbench.desk import Opened
from afortiori.workbench.matters import MatterPage, changed, mark
from afortiori.workbench.page import Asking, Posting, page, show
from afortiori.workbench.verdict import tone

router = APIRouter()
WIDTH = 960


@dataclass(frozen=True, slots=True)
class Point:
    """One moment on the axis: where it stands, its number, whether it is an event, and the verdict from it on."""

    number: int
    x: int
    until: int
    event: bool
    when: str
    happened: str
    brought: str
    verdict: str
    tone: str
    changed: bool
    compelling: str
    label: str = ""


def points(moments: Sequence[Moment], doctrine: Doctrine, until: str) -> list[Point]:
    """The moments along the axis, by their days; an undated one stands a little after the one before."""
    if not moments:
        return []
    days = [_ordinal(m.day) for m in moments]
    first = next((day for day in days if day), 0)
    last = max([_ordinal(until), *days])
    span, at = max(last - first, 1), 0.0
    xs: list[float] = []
    for day in days:
        wanted = (day - first) / span * (WIDTH - 60) + 20 if day else at + 26
        at = max(wanted, at + 26 if xs else wanted)
        xs.append(at)
    over = max(xs[-1] / (WIDTH - 30), 1)
    places = [round(x / over) for x in xs]
    ends = [*places[1:], WIDTH]
    return [_point(i, m, doctrine, x, end) for i, (m, x, end) in enumerate(zip(moments, places, ends, strict=True), 1)]


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal() if day else 0


def _point(number: int, moment: Moment, doctrine: Doctrine, x: int, until: int) -> Point:
    finding, event = moment.finding, moment.event
    if event is not None:
        when = f"{'before ' if event.before else ''}{event.when}" if event.when else "undated"
        happened = event.text
        brought = "; ".join(f"{doctrine.factor(n).name}: {words.level(k)}" for n, k in event.sets)
    else:
        when = words.day(moment.day)
        made = [f"{citation(a)} decided" for a in moment.decided] + [f"{citation(a)} taken away" for a in moment.taken]
        happened, brought = "The law: " + ("; ".join(made) or "changed"), ""
    said = words.verdict(finding)
    by = "; ".join(citation(a) for a in finding.by)
    return Point(
        number, x, until, event is not None, when, happened, brought, said, tone(doctrine, finding), moment.changed, by
    )


class TimelinePage(MatterPage):
    """The timeline of a matter."""

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """The moments in their order; last the facts as the sheet has them, where the events give others."""
        start = self.opened.matter.before_events(self.doctrine)
        found = timeline(self.law.base, self.law.options, start, self.opened.matter.events)
        return (*found, self._sheet(found[-1] if found else None)) if self.corrected else found

    @cached_property
    def corrected(self) -> str:
        """In words, where the sheet has other facts than the events leave; '' where it has none."""
        of = self.opened.matter
        left = of.before_events(self.doctrine)
        for event in of.events:
            left = with_levels(self.doctrine, left, event.sets)
        here = [(factor.id, of.facts.possible(factor)) for factor in self.doctrine.factors]
        changes = [(n, levels) for n, levels in here if levels != left.possible(self.doctrine.factor(n))]
        return factors.told(self.doctrine, left, changes)

    def _sheet(self, last: Moment | None) -> Moment:
        finding = self.verdict.finding
        changed = last is None or verdict_of(last.finding) != verdict_of(finding)
        return Moment("", Event(f"As the sheet has it: {self.corrected}", ()), (), (), finding, changed)

    @property
    def events(self) -> list[tuple[str, str]]:
        """The events that can be taken out: the mark of each, and its words."""
        return [(mark(event), event["text"]) for event in self.papers.matter["events"]]

    @property
    def points(self) -> list[Point]:
        """The moments along the axis."""
        found = points(self.moments, self.law.doctrine, self.law.options.as_of)
        return [*found[:-1], replace(found[-1], when="now")] if self.corrected else found


@page(router, "/matters/{id}/timeline")
def timeline_page(at: Asking, id: str) -> Response:
    """The events of a matter, and the verdict after each."""
    opened = at.desk.whole(id)
    view = TimelinePage(opened, latest=opened.saved.entry.number)

    def data() -> dict[str, Any]:
        return timeline_told(view.moments, view.law.doctrine).data

    return show(at, "timeline.html", title=opened.papers.title, data=data, view=view, width=WIDTH)


@router.post("/matters/{id}/events")
def add_event(at: Posting, id: str) -> Response:
    """An event, set among the others by its date, with the facts that it brought about."""
    after = at.number("version")
    seen = at.desk.open(id, after)
    text = " ".join(at.text("text", most=1000).split())
    if not text:
        raise bad_option("an event says nothing", "write what happened")
    when, brought = _dated(at), _brought(at, seen.pack.doctrine)
    event = {"date": when, "text": text, "facts": brought, "source": at.text("source", most=300).strip()}
    events = [*seen.papers.matter["events"]]
    place = _place(events, when)
    new = _new(seen, brought, events[place:])
    events.insert(place, event)
    told = factors.told(seen.pack.doctrine, seen.matter.facts, new.items())
    fields = [(name, value) for name in ("date", "before", "text", "source") if (value := at.text(name))]
    fields += [("set", value) for value in at.texts("set") if value]
    of = with_facts(with_parts(seen.papers, events=events), new)
    return changed(
        at, id, after, of, "; ".join(filter(None, (f"Event added: {text[:120]}", told))), fields, back="/timeline"
    )


@router.post("/matters/{id}/events/remove")
def remove_event(at: Posting, id: str) -> Response:
    """An event taken out; the facts stay as the sheet has them, and where it had set some that is said."""
    after = at.number("version")
    seen = at.desk.open(id, after)
    events, wanted = [*seen.papers.matter["events"]], at.text("event")
    number = next((i for i, event in enumerate(events) if mark(event) == wanted), None)
    if number is None:
        raise bad_option("this event is no longer among the matter's", "see its timeline as it stands now")
    gone = events.pop(number)
    of = with_parts(seen.papers, events=events)
    told = f"Event taken out: {gone['text'][:120]}{_staying(seen, gone['facts'])}"
    return changed(at, id, after, of, told, [("event", wanted)], back="/timeline")


def _dated(at: Posting) -> str:
    written = at.text("date", most=30).strip()
    try:
        return "" if not written else ("before " if at.text("before") else "") + When(written).text
    except Misuse as misuse:
        raise bad_option(str(misuse)) from None


def _brought(at: Posting, doctrine: Doctrine) -> dict[str, str]:
    found = {}
    for written in at.texts("set"):
        name, _, level = written.partition("=")
        if not name:
            continue
        if name not in doctrine.factor_ids() or level not in doctrine.factor(name).levels:
            raise bad_option(f"unknown fact '{written[:80]}'", did_you_mean(name, doctrine.factor_ids()))
        found[name] = level
    return found


def _place(events: Sequence[dict[str, Any]], written: str) -> int:
    """Where an event stands: after the last that is not later; at the end where it has no date."""
    if not written:
        return len(events)
    day = When(written.removeprefix("before ")).last
    place = len(events)
    for i, event in enumerate(events):
        if event["date"] and When(event["date"].removeprefix("before ")).last > day:
            place = min(place, i)
    return place


def _new(seen: Opened, brought: Mapping[str, str], later: Sequence[dict[str, Any]]) -> dict[str, tuple[str, ...]]:
    """The facts that an event changes: those that it brought about, where no later event sets them."""
    doctrine, facts = seen.pack.doctrine, seen.matter.facts
    settled = {name for event in later for name in event["facts"]}
    found = {name: (level,) for name, level in brought.items() if name not in settled}
    return {name: levels for name, levels in found.items() if levels != facts.possible(doctrine.factor(name))}


def _staying(seen: Opened, brought: Mapping[str, str]) -> str:
    """In words, the facts that an event had set, which stay as the sheet has them."""
    doctrine, facts = seen.pack.doctrine, seen.matter.facts
    held = [(factor, facts.possible(factor)) for factor in map(doctrine.factor, brought)]
    said = "; ".join(f"{factor.name}: {words.levels(factor, levels)}" for factor, levels in held)
    return f"; the facts that it had set stay as the sheet has them: {said}" if said else ""
