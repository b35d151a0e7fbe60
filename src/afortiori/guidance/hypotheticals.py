"""The smallest changes of the facts that compel a side (theory 4).

To *change* a factor is to move it to a level that is not possible on the facts as they stand. That an unknown factor
stands at one of the levels still possible is no change: it *turns out* so. Fewer changes come first, then fewer steps of
level, then fewer facts that must turn out.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, count, product

from afortiori.casebase import Finding, Law
from afortiori.constraint import Authority
from afortiori.doctrine import Factor
from afortiori.guidance.facts import Levels, Pairs, on_the_way, steps_from, with_levels
from afortiori.precedent import Facts

MOST_TRIED = 20_000
MOST_PASSED = 20
MOST_ANSWERS = 2_000
MOST_STATES = 5_000


@dataclass(frozen=True, slots=True)
class Change:
    """One factor changed: from the levels possible to one that is not among them, ``steps`` away in the order."""

    factor: str
    before: Levels
    after: str
    steps: int


@dataclass(frozen=True, slots=True)
class Hypothetical:
    """Facts changed as little as possible so that the verdict is forced for a side, and what then controls.

    ``turning_out`` are the unknown facts that must stand at one of the levels still possible besides.
    """

    side: str
    changes: tuple[Change, ...]
    by: tuple[Authority, ...]
    turning_out: Pairs = ()

    @property
    def pairs(self) -> Pairs:
        """Every factor set, with its level."""
        return (*((change.factor, change.after) for change in self.changes), *self.turning_out)


@dataclass(frozen=True, slots=True)
class Hypotheticals:
    """The smallest changes found; ``complete`` is false where the bound was reached before all were tried.

    >>> from afortiori import answers
    >>> law = answers.question("popov", {"as_of": "2020-01-01"}).law
    >>> found = hypotheticals(law, answers.question("popov", {}).asked.facts, "P")
    >>> found.complete, [change.factor for change in found.found[0].changes]
    (True, ['convention', 'p-living', 'd-gain'])
    """

    found: tuple[Hypothetical, ...]
    complete: bool


def hypotheticals(law: Law, facts: Facts, side: str, *, most: int = 5, bound: int = MOST_TRIED) -> Hypotheticals:
    """The smallest changes that make the facts forced for a side (theory 4); for each, the fewest facts to turn out.

    Each authority is approached from the facts as they stand, the cheapest changes first, until one is not outweighed.
    At most ``bound`` sets of changes are tried, and fewer in a base of thousands.

    >>> from afortiori import answers
    >>> law = answers.question("popov", {"as_of": "2020-01-01"}).law
    >>> len(hypotheticals(law, answers.question("popov", {}).asked.facts, "P").found)
    2
    """
    now = law.find(facts)
    if (now.kind, now.side) == ("forced", side):
        return Hypotheticals((Hypothetical(side, (), now.by),), complete=True)
    search = _Search(law, facts, side, min(bound, max(200, 2_000_000 // (len(law.authorities) + 1))))
    found: list[Hypothetical] = []
    for cost, changes in _cheapest(law, facts, side):
        if len(found) >= most and cost > _cost(found[most - 1].changes):
            break
        if search.spent:
            return Hypotheticals(tuple(found[:most]), complete=False)
        here = search.reached(changes, found)
        if here is not None:
            found.append(here)
            found.sort(key=lambda h: (_cost(h.changes), len(h.turning_out)))
    return Hypotheticals(tuple(found[:most]), complete=search.complete)


Cost = tuple[int, int]


def _cost(changes: Sequence[Change]) -> Cost:
    return len(changes), sum(change.steps for change in changes)


class _Search:
    """What has been tried so far, and what is still allowed."""

    __slots__ = ("_allowed", "_answers", "_facts", "_law", "_passed", "_side", "_states", "_tried", "complete")

    def __init__(self, law: Law, facts: Facts, side: str, allowed: int) -> None:
        self._law, self._facts, self._side = law, facts, side
        self._allowed, self._passed, self._answers = allowed, allowed * MOST_PASSED, min(MOST_ANSWERS, allowed)
        self._states = max(200, min(MOST_STATES, 2_000_000 // (len(law.authorities) + 1)))
        self._tried: set[Pairs] = set()
        self.complete = True

    @property
    def spent(self) -> bool:
        """Whether the bound is reached."""
        return self._allowed <= 0 or self._passed <= 0

    def reached(self, changes: tuple[Change, ...], found: Sequence[Hypothetical]) -> Hypothetical | None:
        """The hypothetical that makes just these changes, where it is none that makes a smaller one found and more."""
        pairs = tuple((change.factor, change.after) for change in changes)
        self._passed -= 1
        smaller = [h for h in found if self._goes_beyond(changes, h.changes)]
        if pairs in self._tried or any(not h.turning_out for h in smaller):
            return None
        self._tried.add(pairs)
        finding = self._find(pairs)
        if not any(kind == (self._side,) for kind in finding.remaining):
            return None
        answers = self._turning_out(pairs, finding, smaller)
        if answers is None:
            return None
        return Hypothetical(self._side, changes, self._find((*pairs, *answers)).by, answers)

    def _turning_out(self, pairs: Pairs, finding: Finding, smaller: Sequence[Hypothetical]) -> Pairs | None:
        """The fewest unknown facts, and how each must turn out, so that the changes are not idle.

        Where that is too much to try, few that are all needed.
        """
        levels = {name: self._facts.possible(self._law.doctrine.factor(name)) for name in finding.depends_on}
        left = self._answers
        for size in range(len(levels) + 1):
            left -= _ways([len(held) for held in levels.values()], size)
            if left < 0:
                self.complete = False
                found = self._one_by_one(pairs, finding)
                return None if found is None or self._idle(found, smaller) else found
            for names in combinations(levels, size):
                for chosen in product(*(levels[name] for name in names)):
                    answers = tuple(zip(names, chosen, strict=True))
                    if self._forced((*pairs, *answers)) and not self._idle(answers, smaller):
                        return answers
        return None

    def _idle(self, answers: Pairs, smaller: Sequence[Hypothetical]) -> bool:
        """Whether fewer changes would do if the facts turned out so."""
        return any(self._forced((*((c.factor, c.after) for c in h.changes), *answers)) for h in smaller)

    def _one_by_one(self, pairs: Pairs, finding: Finding) -> Pairs | None:
        """Facts found out one after the other, each at the level that leaves the side most; then what is not needed goes."""
        answers: Pairs = ()
        while (finding.kind, finding.side) != ("forced", self._side):
            name = next(iter(finding.depends_on), None)
            if name is None or self.spent:
                return None
            levels = self._facts.possible(self._law.doctrine.factor(name))
            found = [(self._find((*pairs, *answers, (name, level))), level) for level in levels]
            finding, level = max(found, key=lambda pair: self._share(pair[0]))
            if not self._share(finding):
                return None
            answers = (*answers, (name, level))
        for answer in answers:
            fewer = tuple(other for other in answers if other != answer)
            if self._forced((*pairs, *fewer)):
                answers = fewer
        return answers

    def _share(self, finding: Finding) -> float:
        """How much of what remains possible is forced for the side; a little where it is possible and was not counted."""
        if (self._side,) not in finding.remaining:
            return 0.0
        if not any(finding.ways):
            return 1e-9 if len(finding.remaining) > 1 else 1.0
        return finding.ways[finding.remaining.index((self._side,))] / sum(finding.ways)

    def _goes_beyond(self, changes: Sequence[Change], smaller: Sequence[Change]) -> bool:
        """Whether ``changes`` make every smaller change and more: another factor, or the same one further on."""
        after = {change.factor: change.after for change in changes}
        return all(c.factor in after and self._on_the_way(c.factor, c.after, after[c.factor]) for c in smaller)

    def _on_the_way(self, name: str, near: str, far: str) -> bool:
        factor = self._law.doctrine.factor(name)
        return on_the_way(factor, self._facts.possible(factor), near, far)

    def _forced(self, pairs: Pairs) -> bool:
        found = self._find(pairs)
        return (found.kind, found.side) == ("forced", self._side)

    def _find(self, pairs: Pairs) -> Finding:
        self._allowed -= 1
        return self._law.find(with_levels(self._law.doctrine, self._facts, pairs), bound=self._states)


def _ways(sizes: Sequence[int], chosen: int) -> int:
    """In how many ways so many of several facts may turn out."""
    ways = [1] + [0] * chosen
    for size in sizes:
        ways = [1, *(ways[i] + size * ways[i - 1] for i in range(1, chosen + 1))]
    return ways[chosen]


Ways = Iterator[tuple[Cost, tuple[Change, ...]]]


def _cheapest(law: Law, facts: Facts, side: str) -> Ways:
    """Every set of changes that brings the facts within reach of an authority for the side, the cheapest first.

    Of levels that are undone alike, only those nearest are tried.
    """
    doctrine = law.doctrine
    waiting: list[tuple[Cost, int, tuple[Change, ...], Ways]] = []
    ties = count()
    steps = {f.id: steps_from(f, facts.possible(f)) for f in doctrine.factors}

    def push(ways: Ways) -> None:
        following = next(ways, None)
        if following is not None:
            heapq.heappush(waiting, (following[0], next(ties), following[1], ways))

    for admitted in dict.fromkeys(box for _, box in law.admits(side)):
        if all(admitted):
            marks = law.bearing(side, admitted)
            options = [
                _options(f, facts.possible(f), levels, steps[f.id], mark)
                for f, levels, mark in zip(doctrine.factors, admitted, marks, strict=True)
            ]
            push(_ordered(options))
    while waiting:
        cost, _, changes, ways = heapq.heappop(waiting)
        push(ways)
        yield cost, changes


Option = Change | None


def _ordered(options: Sequence[Sequence[Option]]) -> Ways:
    """Every way to choose one option a factor, cheapest first."""
    start = (0,) * len(options)
    heap = [(_cost(_chosen(options, start)), start)]
    seen = {start}
    while heap:
        cost, chosen = heapq.heappop(heap)
        yield cost, _chosen(options, chosen)
        for i, n in enumerate(chosen):
            following = (*chosen[:i], n + 1, *chosen[i + 1 :])
            if n + 1 < len(options[i]) and following not in seen:
                seen.add(following)
                heapq.heappush(heap, (_cost(_chosen(options, following)), following))


def _options(
    factor: Factor, here: Levels, admitted: Levels, steps: Mapping[str, int], marks: Mapping[str, int]
) -> list[Option]:
    """What may be done with one factor, cheapest first: nothing, where it may turn out as admitted, or a change."""
    free = {marks[k] for k in admitted if k in here}
    changes: list[Change] = []
    for k in sorted((k for k in admitted if k not in here), key=lambda k: (steps[k], factor.levels.index(k))):
        nearer = [c for c in changes if marks[c.after] == marks[k] and on_the_way(factor, here, c.after, k)]
        if marks[k] not in free and not nearer:
            changes.append(Change(factor.id, here, k, steps[k]))
    return [None, *changes] if free else [*changes]


def _chosen(options: Sequence[Sequence[Option]], chosen: Sequence[int]) -> tuple[Change, ...]:
    return tuple(c for i, n in enumerate(chosen) if (c := options[i][n]) is not None)
