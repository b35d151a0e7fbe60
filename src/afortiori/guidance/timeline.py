"""A matter's dated events and the changes of law, replayed (theory 4, 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from afortiori.authority import UNDATED
from afortiori.casebase import CaseBase, Finding, Law, Options
from afortiori.casebase.selection import binds
from afortiori.constraint import Authority
from afortiori.guidance.facts import verdict_of, with_levels
from afortiori.precedent import Event, Facts


@dataclass(frozen=True, slots=True)
class Moment:
    """One row of a timeline: what happened, and the verdict from the day after it.

    ``day`` is the day from which it counts, empty for an event that no source dates. ``event`` is None for a change of
    law: then ``decided`` are the authorities decided or laid down, and ``taken`` those taken away, on the day before.

    >>> from afortiori import answers
    >>> asked = answers.question("balistreri", {"as_of": "1988-08-24"})
    >>> law, facts = asked.law, asked.asked.facts
    >>> moments = timeline(law.base, law.options, facts, asked.found.matter.events)
    >>> moments[0].day, moments[0].finding.kind
    ('1982-02-14', 'open')
    """

    day: str
    event: Event | None
    decided: tuple[Authority, ...]
    taken: tuple[Authority, ...]
    finding: Finding
    changed: bool


def timeline(base: CaseBase, options: Options, start: Facts, events: Sequence[Event]) -> tuple[Moment, ...]:
    """A matter's events and the changes of law replayed in order; a change counts from the day after it (theory 4, 5).

    The law runs to ``options.as_of``, from the first dated event on; from its beginning where there are no events. An undated event is replayed on the law of the event before it. A change of law
    is listed where it changes the verdict or what compels it.

    >>> from afortiori import answers
    >>> asked = answers.question("balistreri", {"as_of": "1988-08-24"})
    >>> law, facts = asked.law, asked.asked.facts
    >>> any(moment.changed for moment in timeline(law.base, law.options, facts, asked.found.matter.events))
    True
    """
    dates = [day_after(event.when.last) for event in events if event.when is not None]
    day = min([*dates[:1], options.as_of]) if events else UNDATED
    facts, law = start, _law_on(base, options, day)
    moments: list[Moment] = []
    for event in events:
        if event.when is not None:
            law, day = _through(moments, law, facts, day, min(day_after(event.when.last), options.as_of))
        before = law.find(facts)
        facts = with_levels(base.doctrine, facts, event.sets)
        after = law.find(facts)
        shown = day if event.when is not None else ""
        moments.append(Moment(shown, event, (), (), after, verdict_of(after) != verdict_of(before)))
    _through(moments, law, facts, day, options.as_of)
    return tuple(moments)


def day_before(day: str) -> str:
    """The day before a day, both ``YYYY-MM-DD``; the first of all days is before itself."""
    from datetime import date

    return date.fromordinal(max(1, date.fromisoformat(day).toordinal() - 1)).isoformat()


def day_after(day: str) -> str:
    """The day after a day, both ``YYYY-MM-DD``."""
    from datetime import date, timedelta

    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _through(moments: list[Moment], law: Law, facts: Facts, day: str, until: str) -> tuple[Law, str]:
    """Replay the changes of law after ``day`` up to ``until``, noting those that change what compels."""
    for following_day in [d for d in law_days(law.base, law.options) if day < d <= until]:
        following = _law_on(law.base, law.options, following_day)
        before, after = law.find(facts), following.find(facts)
        if (verdict_of(before), before.by) != (verdict_of(after), after.by):
            known = {authority.id for authority in law.authorities}
            still = {authority.id for authority in following.authorities}
            decided = tuple(a for a in following.authorities if a.id not in known)
            taken = tuple(a for a in law.authorities if a.id not in still)
            changed = verdict_of(before) != verdict_of(after)
            moments.append(Moment(following_day, None, decided, taken, after, changed))
        law = following
    return _law_on(law.base, law.options, until), until


def _law_on(base: CaseBase, options: Options, day: str) -> Law:
    return Law(base, options._replace(as_of=day))


def law_days(base: CaseBase, options: Options) -> list[str]:
    """The days from which the law that binds the forum may be another: those after a decision, a rule or an event."""
    binding = [p for p in base if binds(p, base.doctrine, options.forum)]
    dates = {p.decided.last for p in binding} | {event.date.last for p in binding for event in p.history}
    rules = [rule for rule in base.doctrine.rules if binds(rule, base.doctrine, options.forum)]
    dates |= {rule.decided.last for rule in rules} | {rule.until.last for rule in rules if rule.until is not None}
    return sorted(day_after(date) for date in dates)
