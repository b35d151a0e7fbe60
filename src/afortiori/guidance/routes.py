"""What must still be shown, through which authorities; and the next questions to ask (theory 4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from afortiori.casebase import Law
from afortiori.constraint import Authority, prevails
from afortiori.guidance.facts import Levels
from afortiori.precedent import Facts

Way = tuple[Levels, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One factor of a route: the levels still possible that the route admits, and those that it excludes."""

    factor: str
    admits: Levels
    excludes: Levels


@dataclass(frozen=True, slots=True)
class Route:
    """A way to a side: what must turn out so that ``authorities`` control.

    However the rest turns out, the verdict is then the side's, unless one of ``unless`` compels the other side.

    >>> from afortiori import answers
    >>> asked = answers.question("balistreri-facts-unknown", {})
    >>> law, facts = asked.law, asked.asked.facts
    >>> route = routes(law, facts, "duty")[0]
    >>> [authority.id for authority in route.authorities], [step.factor for step in route.steps]
    (['balistreri-v-pacifica-ca9-1988'], ['restraining_order', 'culpability'])
    """

    side: str
    authorities: tuple[Authority, ...]
    steps: tuple[Step, ...]
    unless: tuple[Authority, ...] = ()


def routes(law: Law, facts: Facts, side: str, among: Sequence[Authority] | None = None) -> tuple[Route, ...]:
    """The minimal routes to a side, shortest first: a route that admits less than another is dropped (theory 4).

    Through what binds, or through those named among the authorities selected.

    >>> from afortiori import answers
    >>> asked = answers.question("balistreri-facts-unknown", {})
    >>> law, facts = asked.law, asked.asked.facts
    >>> len(routes(law, facts, "duty"))
    1
    """
    possible = tuple(facts.possible(factor) for factor in law.doctrine.factors)
    ways: dict[Way, list[Authority]] = {}
    for authority, admitted in law.admits(side, among):
        way = tuple(tuple(k for k in here if k in there) for here, there in zip(possible, admitted, strict=True))
        if all(way):
            ways.setdefault(way, []).append(authority)
    found = [_route(law, side, possible, way, ways[way]) for way in _widest(ways)]
    return tuple(sorted(found, key=lambda r: (len(r.steps), bool(r.unless), r.authorities[0].id)))


def _widest(ways: Iterable[Way]) -> list[Way]:
    """The ways that admit no less than any other; the widest are met first, so that each is compared with few."""
    places: dict[tuple[int, str], int] = {}
    kept: list[tuple[Way, int]] = []
    for way in sorted(ways, key=lambda way: -sum(map(len, way))):
        bits = 0
        for i, levels in enumerate(way):
            for level in levels:
                bits |= 1 << places.setdefault((i, level), len(places))
        if not any(bits & ~wider == 0 for _, wider in kept):
            kept.append((way, bits))
    return [way for way, _ in kept]


def _route(law: Law, side: str, possible: Way, way: Way, authorities: Sequence[Authority]) -> Route:
    steps = [
        Step(factor.id, admits, tuple(k for k in here if k not in admits))
        for factor, here, admits in zip(law.doctrine.factors, possible, way, strict=True)
        if len(admits) < len(here)
    ]
    distinct = tuple({authority.id: authority for authority in authorities}.values())
    return Route(side, distinct, tuple(steps), _unless(law, law.doctrine.other(side), way, distinct))


def _unless(law: Law, other: str, way: Way, authorities: Sequence[Authority]) -> tuple[Authority, ...]:
    """The rivals that may keep the way from ending in its side.

    First those that none of the authorities prevails over: they may stand. Where only others compel the other side, they
    yield, but may take the authorities with them: so the rivals of whichever authority has fewest such are named too.
    """
    rivals = law.meeting(other, way)
    standing = [rival for rival in rivals if not any(prevails(a, rival) for a in authorities)]
    yielding = [rival for rival in rivals if rival not in standing]
    against = [[rival for rival in yielding if prevails(rival, a)] for a in authorities]
    return tuple(sorted([*standing, *min(against, key=len)], key=lambda rival: rival.id))


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

    >>> from afortiori import answers
    >>> asked = answers.question("balistreri-facts-unknown", {})
    >>> law, facts = asked.law, asked.asked.facts
    >>> [ask.factor for ask in next_questions(law, facts)][:2]
    ['restraining_order', 'culpability']
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
