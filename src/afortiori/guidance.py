"""What is settled and what would settle it: routes, thresholds, hypotheticals, rationales, strength (theory 3, 4)."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, product

from afortiori.casebase import CaseBase, Finding, Law, Options
from afortiori.casebase.selection import binds
from afortiori.constraint import Authority, Conditions, held, maximal, met, open_to, prevails, reason
from afortiori.doctrine import Condition, Doctrine, Factor
from afortiori.errors import Misuse
from afortiori.precedent import Event, Facts, Precedent

MOST_COMBINATIONS = 20_000
MOST_TRIED = 20_000
Levels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One factor of a route: the levels still possible that the route admits, and those that it excludes."""

    factor: str
    admits: Levels
    excludes: Levels


@dataclass(frozen=True, slots=True)
class Route:
    """A way to a side: what must turn out so that ``authorities`` control; ``unless`` may still prevail over them."""

    side: str
    authorities: tuple[Authority, ...]
    steps: tuple[Step, ...]
    unless: tuple[Authority, ...] = ()


def routes(law: Law, facts: Facts, side: str, among: Sequence[Authority] | None = None) -> tuple[Route, ...]:
    """The minimal routes to a side, shortest first: a route that admits less than another is dropped (theory 4).

    Through what binds, or through those named among the authorities selected.
    """
    possible = _possible(law.doctrine, facts)
    ways: dict[tuple[Levels, ...], list[Authority]] = {}
    for authority, admitted in law.admits(side, among):
        way = tuple(tuple(k for k in here if k in there) for here, there in zip(possible, admitted, strict=True))
        if all(way):
            ways.setdefault(way, []).append(authority)
    widest = [way for way in ways if not any(other != way and _within(way, other) for other in ways)]
    found = [_route(law, side, possible, way, ways[way]) for way in widest]
    return tuple(sorted(found, key=lambda r: (len(r.steps), bool(r.unless), r.authorities[0].id)))


def _possible(doctrine: Doctrine, facts: Facts) -> tuple[Levels, ...]:
    return tuple(facts.possible(factor) for factor in doctrine.factors)


def _within(way: Sequence[Levels], other: Sequence[Levels]) -> bool:
    return all(set(a) <= set(b) for a, b in zip(way, other, strict=True))


def _route(
    law: Law, side: str, possible: Sequence[Levels], way: Sequence[Levels], authorities: Sequence[Authority]
) -> Route:
    steps = [
        Step(factor.id, admits, tuple(k for k in here if k not in admits))
        for factor, here, admits in zip(law.doctrine.factors, possible, way, strict=True)
        if len(admits) < len(here)
    ]
    other = law.doctrine.other(side)
    unless = {
        rival.id: rival
        for rival, admitted in law.admits(other)
        if all(set(a) & set(b) for a, b in zip(way, admitted, strict=True))
        and all(prevails(rival, authority) for authority in authorities)
    }
    distinct = {authority.id: authority for authority in authorities}
    return Route(side, tuple(distinct.values()), tuple(steps), tuple(unless[id] for id in sorted(unless)))


@dataclass(frozen=True, slots=True)
class Ask:
    """A fact to find out: relevant, and how soon it may settle the matter."""

    factor: str
    levels: Levels
    fewest: int
    routes: int


def next_questions(law: Law, facts: Facts) -> tuple[Ask, ...]:
    """The relevant unknown facts, the most telling first; an irrelevant one is never asked about (theory 4, Relevance).

    First those that stand in a shortest route to either side; among them, those that stand in most routes.
    """
    relevant = law.find(facts).depends_on
    every = [route for side in law.doctrine.sides for route in routes(law, facts, side.id)]
    asks = [_ask(law, facts, name, every) for name in relevant]
    order = {factor.id: i for i, factor in enumerate(law.doctrine.factors)}
    return tuple(sorted(asks, key=lambda ask: (ask.fewest, -ask.routes, order[ask.factor])))


def _ask(law: Law, facts: Facts, name: str, every: Sequence[Route]) -> Ask:
    through = [len(route.steps) for route in every if any(step.factor == name for step in route.steps)]
    levels = facts.possible(law.doctrine.factor(name))
    return Ask(name, levels, min(through, default=len(law.doctrine.factors)), len(through))


@dataclass(frozen=True, slots=True)
class At:
    """The verdict with some factors set: one level for each factor asked about."""

    levels: tuple[tuple[str, str], ...]
    finding: Finding


@dataclass(frozen=True, slots=True)
class Threshold:
    """What levels of one or several factors do to the verdict, all else held.

    ``changes`` are the least changes from the facts as they stand that bring each other verdict.
    """

    factors: tuple[str, ...]
    now: Finding
    table: tuple[At, ...]
    changes: tuple[At, ...]


def threshold(law: Law, facts: Facts, factors: Sequence[str]) -> Threshold:
    """The verdict at every level of ``factors``; Misuse past 20,000 combinations."""
    chosen = [law.doctrine.factor(name) for name in factors]
    size = 1
    for factor in chosen:
        size *= len(factor.levels)
    if size > MOST_COMBINATIONS:
        raise Misuse(f"{size} combinations of levels; ask about fewer factors (at most {MOST_COMBINATIONS} are tried)")
    now = law.find(facts)
    table = []
    for levels in product(*(factor.levels for factor in chosen)):
        pairs = tuple(zip(factors, levels, strict=True))
        table.append(At(pairs, law.find(with_levels(law.doctrine, facts, pairs))))
    return Threshold(tuple(factors), now, tuple(table), tuple(_least_changes(law.doctrine, facts, now, table)))


def thresholds(law: Law, facts: Facts) -> tuple[Threshold, ...]:
    """Each factor by itself, in the doctrine's order; factors that favour nobody change nothing and are left out."""
    return tuple(threshold(law, facts, (factor.id,)) for factor in law.doctrine.factors if factor.side is not None)


def verdict_of(finding: Finding) -> tuple[str, str | None]:
    """A verdict as a pair that can be compared: its kind and its side."""
    return finding.kind, finding.side


def with_levels(doctrine: Doctrine, facts: Facts, pairs: Iterable[tuple[str, str]]) -> Facts:
    """The facts with some factors set to one level each."""
    known = dict(facts.narrowed) | {name: (level,) for name, level in pairs}
    return Facts(tuple((f.id, known[f.id]) for f in doctrine.factors if f.id in known))


def _least_changes(doctrine: Doctrine, facts: Facts, now: Finding, table: Sequence[At]) -> Iterator[At]:
    for at in table:
        if verdict_of(at.finding) != verdict_of(now) and not any(
            other is not at
            and verdict_of(other.finding) == verdict_of(at.finding)
            and _on_the_way(doctrine, facts, other, at)
            for other in table
        ):
            yield at


def _on_the_way(doctrine: Doctrine, facts: Facts, near: At, far: At) -> bool:
    """Whether ``near`` lies, factor by factor, between the facts as they stand and ``far``."""
    pairs = zip(near.levels, far.levels, strict=True)
    return all(_between(doctrine.factor(name), facts.levels(name), k, m) for (name, k), (_, m) in pairs)


def _between(factor: Factor, now: Levels | None, near: str, far: str) -> bool:
    if near == far:
        return True
    start = now[0] if now is not None and len(now) == 1 else factor.neutral
    if near == start:
        return True
    rising = factor.at_least(near, start) and factor.at_least(far, near)
    falling = factor.at_least(start, near) and factor.at_least(near, far)
    return rising or falling


@dataclass(frozen=True, slots=True)
class Change:
    """One factor changed: from the levels held to one level, ``steps`` apart in the order."""

    factor: str
    before: Levels
    after: str
    steps: int


@dataclass(frozen=True, slots=True)
class Hypothetical:
    """Facts changed as little as possible so that the verdict is forced for a side, and what then controls."""

    side: str
    changes: tuple[Change, ...]
    by: tuple[Authority, ...]


@dataclass(frozen=True, slots=True)
class Hypotheticals:
    """The smallest changes found; ``complete`` is false where the bound was reached before all were tried."""

    found: tuple[Hypothetical, ...]
    complete: bool


def hypotheticals(law: Law, facts: Facts, side: str, *, most: int = 5, bound: int = MOST_TRIED) -> Hypotheticals:
    """The smallest changes that make the facts forced for a side: fewest factors, then fewest steps of level (theory 4).

    Each authority is approached from the facts as they stand, the cheapest changes first, until one is not outweighed.
    """
    doctrine, now = law.doctrine, law.find(facts)
    if verdict_of(now) == ("forced", side):
        return Hypotheticals((Hypothetical(side, (), now.by),), complete=True)
    waiting: list[tuple[int, int, int, tuple[Change, ...], Iterator[tuple[int, int, tuple[Change, ...]]]]] = []
    ties = count()
    seen_boxes = set()
    for _, admitted in law.admits(side):
        if admitted not in seen_boxes and all(admitted):
            seen_boxes.add(admitted)
            _push(waiting, ties, _ordered(doctrine, facts, admitted))
    found: list[Hypothetical] = []
    tried: set[tuple[tuple[str, str], ...]] = set()
    while waiting and len(found) < most:
        if len(tried) >= bound:
            return Hypotheticals(tuple(found), complete=False)
        _, _, _, changes, rest = heapq.heappop(waiting)
        _push(waiting, ties, rest)
        pairs = tuple((change.factor, change.after) for change in changes)
        if pairs in tried:
            continue
        tried.add(pairs)
        if any(_goes_beyond(doctrine, facts, changes, smaller.changes) for smaller in found):
            continue
        finding = law.find(with_levels(doctrine, facts, pairs))
        if verdict_of(finding) == ("forced", side):
            found.append(Hypothetical(side, changes, finding.by))
    return Hypotheticals(tuple(found), complete=True)


def _goes_beyond(doctrine: Doctrine, facts: Facts, changes: Sequence[Change], smaller: Sequence[Change]) -> bool:
    """Whether ``changes`` make every smaller change and more: another factor, or the same one further on."""
    after = {change.factor: change.after for change in changes}
    return all(
        c.factor in after and _between(doctrine.factor(c.factor), facts.levels(c.factor), c.after, after[c.factor])
        for c in smaller
    )


def _push(waiting: list, ties: Iterator[int], ways: Iterator) -> None:  # type: ignore[type-arg]
    following = next(ways, None)
    if following is not None:
        factors, steps, changes = following
        heapq.heappush(waiting, (factors, steps, next(ties), changes, ways))


def _ordered(
    doctrine: Doctrine, facts: Facts, admitted: Sequence[Levels]
) -> Iterator[tuple[int, int, tuple[Change, ...]]]:
    """Every way to bring the facts within the levels admitted, cheapest first: (factors changed, steps, changes)."""
    options = [_options(f, facts.possible(f), a) for f, a in zip(doctrine.factors, admitted, strict=True)]
    start = (0,) * len(options)
    heap = [(*_cost(options, start), start)]
    seen = {start}
    while heap:
        factors, steps, chosen = heapq.heappop(heap)
        yield factors, steps, tuple(c for i, n in enumerate(chosen) if (c := options[i][n]) is not None)
        for i, n in enumerate(chosen):
            following = (*chosen[:i], n + 1, *chosen[i + 1 :])
            if n + 1 < len(options[i]) and following not in seen:
                seen.add(following)
                heapq.heappush(heap, (*_cost(options, following), following))


def _options(factor: Factor, here: Levels, admitted: Levels) -> list[Change | None]:
    """What may be done with one factor, cheapest first: nothing, where that is admitted, or a change to a level admitted."""
    changes = [Change(factor.id, here, k, _steps(factor, here, k)) for k in admitted if here != (k,)]
    changes.sort(key=lambda change: (change.steps, factor.levels.index(change.after)))
    return [None, *changes] if set(here) <= set(admitted) else [*changes]


def _cost(options: Sequence[Sequence[Change | None]], chosen: Sequence[int]) -> tuple[int, int]:
    changes = [c for i, n in enumerate(chosen) if (c := options[i][n]) is not None]
    return len(changes), sum(change.steps for change in changes)


def _steps(factor: Factor, here: Levels, level: str) -> int:
    """The fewest steps from a level held to ``level``, each to a level next above or below in the order."""
    near = {k: [m for m in factor.levels if _next_to(factor, k, m)] for k in factor.levels}
    if level in here:
        return 1 if len(here) > 1 else 0
    reached, edge = set(here), set(here)
    for steps in range(1, len(factor.levels)):
        edge = {m for k in edge for m in near[k]} - reached
        if level in edge:
            return steps
        reached |= edge
    return len(factor.levels)


def _next_to(factor: Factor, a: str, b: str) -> bool:
    low, high = (a, b) if (a, b) in factor.order else (b, a)
    if (low, high) not in factor.order:
        return False
    return not any((low, k) in factor.order and (k, high) in factor.order for k in factor.levels)


@dataclass(frozen=True, slots=True)
class Rationale:
    """A reason still open to a court that would rule for a side, and the precedents that it must distinguish."""

    side: str
    conditions: tuple[Condition, ...]
    distinguishes: tuple[Precedent, ...]


def rationales(law: Law, facts: Facts, side: str) -> tuple[Rationale, ...] | None:
    """The minimal reasons for ruling for ``side`` that add no new conflict, by their maximal conditions (theory 3).

    None where there is none: the facts are forced for the other side. An empty reason among them: nothing stands in the way.
    """
    doctrine, other = law.doctrine, law.doctrine.other(side)
    ours, theirs = met(doctrine, facts, side), open_to(doctrine, facts, other)
    bars: list[tuple[Precedent, Conditions]] = [
        (precedent, ours - held(doctrine, precedent, side))
        for precedent in law.selection.binding
        if precedent.holding == other and reason(doctrine, precedent, law.options.model) <= theirs
    ]
    if any(not beyond for _, beyond in bars):
        return None
    reasons: set[Conditions] = {frozenset()}
    for _, beyond in bars:
        grown = {v for v in reasons if v & beyond}
        grown |= {v | doctrine.factor(c.factor).satisfied(c.level) for v in reasons - grown for c in beyond}
        reasons = {v for v in grown if not any(w < v for w in grown)}
    stood = tuple(precedent for precedent, _ in bars)
    found = [Rationale(side, maximal(doctrine, v), stood) for v in reasons]
    return tuple(sorted(found, key=lambda r: (len(r.conditions), [str(c) for c in r.conditions])))


@dataclass(frozen=True, slots=True)
class Strength:
    """Which of two sets of facts is the stronger for a side, and on what each leads.

    ``relation``: stronger, weaker, equal, or neither; of facts partly known: what holds in every completion, else neither.
    """

    side: str
    relation: str
    first_leads: tuple[Condition, ...]
    second_leads: tuple[Condition, ...]


def stronger(doctrine: Doctrine, first: Facts, second: Facts, side: str) -> Strength:
    """F is at least as strong as G for s iff G^s is a subset of F^s and F^o a subset of G^o; often neither is (theory 4)."""
    first_leads, second_leads = _lead(doctrine, first, second, side), _lead(doctrine, second, first, side)
    relations = {(True, True): "neither", (True, False): "stronger", (False, True): "weaker", (False, False): "equal"}
    return Strength(
        side,
        relations[bool(first_leads), bool(second_leads)],
        maximal(doctrine, first_leads),
        maximal(doctrine, second_leads),
    )


def _lead(doctrine: Doctrine, first: Facts, second: Facts, side: str) -> Conditions:
    """What makes the first the stronger: for the side it may have more, or against it the second may have more."""
    other = doctrine.other(side)
    more = open_to(doctrine, first, side) - met(doctrine, second, side)
    return more | (open_to(doctrine, second, other) - met(doctrine, first, other))


@dataclass(frozen=True, slots=True)
class Moment:
    """One row of a timeline: what happened, and the verdict from the day after it.

    ``day`` is the day from which it counts, empty for an event that no source dates. ``event`` is None for a change of
    law: then ``decided`` are the authorities decided or laid down, and ``taken`` those taken away, on the day before.
    """

    day: str
    event: Event | None
    decided: tuple[Authority, ...]
    taken: tuple[Authority, ...]
    finding: Finding
    changed: bool


def timeline(base: CaseBase, options: Options, start: Facts, events: Sequence[Event]) -> tuple[Moment, ...]:
    """A matter's events and the changes of law replayed in order; a change counts from the day after it (theory 4, 5).

    The law runs to ``options.as_of``. An undated event is replayed on the law of the event before it. A change of law
    is listed where it changes the verdict or what compels it.
    """
    dates = [day_after(event.when.last) for event in events if event.when is not None]
    day = min([*dates[:1], options.as_of])
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


def day_after(day: str) -> str:
    """The day after a day, both ``YYYY-MM-DD``."""
    from datetime import date, timedelta

    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _through(moments: list[Moment], law: Law, facts: Facts, day: str, until: str) -> tuple[Law, str]:
    """Replay the changes of law after ``day`` up to ``until``, noting those that change what compels."""
    for following_day in [d for d in _law_days(law.base, law.options) if day < d <= until]:
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
    return Law(base, replace(options, as_of=day))


def _law_days(base: CaseBase, options: Options) -> list[str]:
    """The days from which the law that binds the forum may be another: those after a decision, a rule or an event."""
    binding = [p for p in base if binds(p, base.doctrine, options.forum)]
    dates = {p.decided.last for p in binding} | {event.date.last for p in binding for event in p.history}
    rules = [rule for rule in base.doctrine.rules if binds(rule, base.doctrine, options.forum)]
    dates |= {rule.decided.last for rule in rules} | {rule.until.last for rule in rules if rule.until is not None}
    return sorted(day_after(date) for date in dates)
