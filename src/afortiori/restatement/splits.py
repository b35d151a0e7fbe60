"""Splits: facts on which one court's law compels what another's does not, each in its own forum (theory 5)."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from afortiori.authority import Court
from afortiori.casebase import CaseBase, Columns, Finding, Options, select
from afortiori.constraint import Authority
from afortiori.doctrine import Doctrine, Factor
from afortiori.precedent import Facts, facts

MOST_SHOWN = 3
MOST_PAIRS = 20_000
MOST_TRIED = 500
Levels = tuple[str, ...]
Box = tuple[Levels, ...]
Bits = tuple[int, ...]
Cost = tuple[int, int]
Costs = Sequence[Mapping[str, Cost]]


@dataclass(frozen=True, slots=True)
class Split:
    """Two authorities of different courts that compel opposite sides on the same facts, each in its own court.

    ``facts`` are the smallest such: the fewest factors away from neutral, then the fewest conditions. ``sides`` are the
    first's and the second's.
    """

    first: Authority
    second: Authority
    sides: tuple[str, str]
    facts: Facts


@dataclass(frozen=True, slots=True)
class Splits:
    """The splits shown, the smallest first between each two courts.

    ``untried`` counts the pairs of authorities that admit some facts in common and were not looked at; ``undecided``
    those for which the search for facts stopped at its bound.
    """

    found: tuple[Split, ...]
    untried: int = 0
    undecided: int = 0


@dataclass(frozen=True, slots=True)
class _Own:
    """The law of one court: all that binds there, and its own boxes for each side."""

    court: Court
    authorities: tuple[Authority, ...]
    columns: Columns
    rows: int
    boxes: dict[str, tuple[tuple[Authority, Bits, Box], ...]]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two authorities of opposite sides with the products of levels that both admit, and the least that facts there cost.

    A precedent admits one product of levels, a rule one for each of its terms.
    """

    cost: Cost
    first: Authority
    second: Authority
    sides: tuple[str, str]
    shared: tuple[Box, ...]


def splits(base: CaseBase, options: Options, *, shown: int = MOST_SHOWN, tried: int = MOST_TRIED) -> Splits:
    """The splits between the courts of appeals whose own precedents bind them; at most ``shown`` between each two.

    What an authority admits is a product of levels, so two of opposite sides meet iff they share a level of every factor;
    there the facts are sought on which both stand, each in the law of its own court, ``tried`` sets of facts at most.

    >>> from afortiori import answers
    >>> asked = answers.question("balistreri", {"as_of": "1988-08-24"})
    >>> law, facts = asked.law, asked.asked.facts
    >>> found = splits(law.base, law.options)
    >>> found.untried
    0
    """
    laws = _laws(base, options)
    found: list[Split] = []
    untried = undecided = 0
    for i, one in enumerate(laws):
        for two in laws[i + 1 :]:
            pairs = sorted(_meeting(base.doctrine, one, two), key=lambda p: (p.cost, p.first.id, p.second.id))
            between = 0
            for n, pair in enumerate(pairs[:MOST_PAIRS]):
                if between == shown:
                    untried += len(pairs) - n
                    break
                answer = _smallest(base.doctrine, one, two, pair, tried)
                undecided += answer is None
                if isinstance(answer, Facts):
                    between += 1
                    found.append(Split(pair.first, pair.second, pair.sides, answer))
            else:
                untried += max(0, len(pairs) - MOST_PAIRS)
    return Splits(tuple(found), untried, undecided)


def _laws(base: CaseBase, options: Options) -> list[_Own]:
    every: list[Authority] = [*(p for p in base if p.holding), *base.doctrine.rules]
    courts = {a.court.id: a.court for a in every if a.court.level == "appellate" and a.court.binds_itself}
    laws = [_own(base, options._replace(forum=court), court) for _, court in sorted(courts.items())]
    return [law for law in laws if law.rows]


def _own(base: CaseBase, options: Options, court: Court) -> _Own:
    selected = select(base, options)
    authorities: tuple[Authority, ...] = (*selected.binding, *selected.rules)
    columns = Columns(base.doctrine, authorities, options.model)
    own = [authority for authority in authorities if authority.court.id == court.id]
    factors = base.doctrine.factors
    boxes = {
        side.id: tuple(
            (
                a,
                tuple(sum(1 << k for k in levels) for levels in box),
                tuple(tuple(f.levels[k] for k in sorted(levels)) for f, levels in zip(factors, box, strict=True)),
            )
            for a, box in columns.boxes(side.id, own)
        )
        for side in base.doctrine.sides
    }
    return _Own(court, authorities, columns, columns.rows(own), boxes)


def _meeting(doctrine: Doctrine, one: _Own, two: _Own) -> Iterator[_Pair]:
    """Every two authorities of opposite sides, one of each court, that share a level of every factor."""
    costs = _costs(doctrine)
    for side in (s.id for s in doctrine.sides):
        other = doctrine.other(side)
        met: dict[tuple[Authority, Authority], list[Box]] = {}
        for a, bits, mine in one.boxes[side]:
            for b, others, theirs in two.boxes[other]:
                if all(x & y for x, y in zip(bits, others, strict=True)):
                    shared = tuple(tuple(k for k in x if k in y) for x, y in zip(mine, theirs, strict=True))
                    met.setdefault((a, b), []).append(shared)
        for (a, b), boxes in met.items():
            yield _Pair(min(_least(costs, box) for box in boxes), a, b, (side, other), tuple(boxes))


def _cost_of(factor: Factor, level: str) -> Cost:
    return int(level != factor.neutral), len(factor.satisfied(level))


def _costs(doctrine: Doctrine) -> Costs:
    return [{k: _cost_of(factor, k) for k in factor.levels} for factor in doctrine.factors]


def _least(costs: Costs, box: Box) -> Cost:
    least = [min(cost[k] for k in levels) for cost, levels in zip(costs, box, strict=True)]
    return sum(c[0] for c in least), sum(c[1] for c in least)


def _smallest(doctrine: Doctrine, one: _Own, two: _Own, pair: _Pair, tried: int) -> Facts | bool | None:
    """The smallest facts on which both compel their sides; False where there are none, None where the bound was reached.

    The cheapest facts of a product of levels are tried; where they fail, the product is parted by the factors at which
    other authorities of either court tell levels apart, so that no facts like those are tried again.
    """
    costs = _costs(doctrine)
    ties = count()
    heap = [(_least(costs, box), next(ties), box) for box in pair.shared]
    heapq.heapify(heap)
    while heap:
        if tried <= 0:
            return None
        tried -= 1
        _, _, within = heapq.heappop(heap)
        chosen = tuple(min(here, key=cost.__getitem__) for cost, here in zip(costs, within, strict=True))
        on = facts(doctrine, {f.id: k for f, k in zip(doctrine.factors, chosen, strict=True)})
        if _stands(one, pair.first, on) and _stands(two, pair.second, on):
            return on
        for part in _parted(doctrine, one, two, pair, within, chosen):
            heapq.heappush(heap, (_least(costs, part), next(ties), part))
    return False


def _stands(law: _Own, authority: Authority, on: Facts) -> bool:
    finding: Finding = law.columns.find(on, law.authorities)
    return finding.kind == "forced" and authority in finding.by


def _parted(doctrine: Doctrine, one: _Own, two: _Own, pair: _Pair, within: Box, chosen: Levels) -> Iterator[Box]:
    """The facts within a product that some authority tells from those chosen, as products that share no facts."""
    choices = [[f.levels.index(k) for k in here] for f, here in zip(doctrine.factors, within, strict=True)]
    every = [law.columns.rows(law.authorities) for law in (one, two)]
    first = one.columns.bearing(pair.sides[0], choices, every[0])
    second = two.columns.bearing(pair.sides[1], choices, every[1])
    like: list[Levels] = []
    for i, factor in enumerate(doctrine.factors):
        marks = {k: (first[i][n], second[i][n]) for n, k in enumerate(factor.levels)}
        alike = tuple(k for k in within[i] if marks[k] == marks[chosen[i]])
        apart = tuple(k for k in within[i] if k not in alike)
        if apart:
            yield (*like, apart, *within[i + 1 :])
        like.append(alike)
