"""The levels at which the verdict changes, of one factor or of several together (theory 4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from afortiori.casebase import Finding, Law
from afortiori.errors import Misuse
from afortiori.guidance.facts import Verdict, on_the_way, verdict_of, with_levels
from afortiori.precedent import Facts

MOST_COMBINATIONS = 20_000
MOST_STATES = 50_000
MOST_STATES_IN_ALL = 300_000
LEAST_STATES = 500


@dataclass(frozen=True, slots=True)
class At:
    """The verdict with some factors set: one level for each factor asked about."""

    levels: tuple[tuple[str, str], ...]
    finding: Finding


@dataclass(frozen=True, slots=True)
class Threshold:
    """What levels of one or several factors do to the verdict, all else held.

    ``changes`` are the least changes from the facts as they stand that bring each other verdict.

    >>> from afortiori import answers
    >>> asked = answers.question("balistreri", {"as_of": "1988-08-24"})
    >>> law, facts = asked.law, asked.asked.facts
    >>> [(at.levels, at.finding.kind) for at in threshold(law, facts, ["restraining_order"]).changes]
    [((('restraining_order', 'issued'),), 'open')]
    """

    factors: tuple[str, ...]
    now: Finding
    table: tuple[At, ...]
    changes: tuple[At, ...]

    @property
    def complete(self) -> bool:
        """False where the unknown facts combine in more ways than were tried: a change may then not be shown."""
        return self.now.exact and all(at.finding.exact for at in self.table)


def threshold(
    law: Law, facts: Facts, factors: Sequence[str], *, now: Finding | None = None, bound: int = MOST_STATES
) -> Threshold:
    """The verdict at every level of ``factors``; Misuse past 20,000 combinations, or fewer in a base of thousands.

    ``now`` is the verdict as the facts stand, where it is known already; ``bound`` the states tried for each verdict.

    >>> from afortiori import answers
    >>> asked = answers.question("balistreri", {"as_of": "1988-08-24"})
    >>> law, facts = asked.law, asked.asked.facts
    >>> threshold(law, facts, ["culpability"]).now.kind
    'forced'
    """
    chosen = [law.doctrine.factor(name) for name in factors]
    if len(set(factors)) < len(factors):
        raise Misuse("a factor is named twice; name each once")
    size, most = 1, most_combinations(law)
    for factor in chosen:
        size *= len(factor.levels)
    if size > most:
        raise Misuse(f"{size:,} combinations of levels; ask about fewer factors (at most {most:,} are tried)")
    now = now or law.find(facts)
    bound = min(bound, max(LEAST_STATES, MOST_STATES_IN_ALL // size))
    table = []
    for levels in product(*(factor.levels for factor in chosen)):
        pairs = tuple(zip(factors, levels, strict=True))
        table.append(At(pairs, law.find(with_levels(law.doctrine, facts, pairs), bound=bound)))
    return Threshold(tuple(factors), now, tuple(table), tuple(_least_changes(law, facts, now, table)))


def most_combinations(law: Law) -> int:
    """How many combinations are tried: 20,000, and fewer the more authorities each must be asked of."""
    return min(MOST_COMBINATIONS, 10_000_000 // (len(law.authorities) + 1))


def thresholds(law: Law, facts: Facts) -> tuple[Threshold, ...]:
    """Each factor by itself, in the doctrine's order; factors that favour nobody change nothing and are left out.

    >>> from afortiori import answers
    >>> asked = answers.question("balistreri", {"as_of": "1988-08-24"})
    >>> law, facts = asked.law, asked.asked.facts
    >>> [found.factors[0] for found in thresholds(law, facts) if found.changes][:2]
    ['awareness_of_risk', 'restraining_order']
    """
    factors = [factor for factor in law.doctrine.factors if factor.side is not None]
    bound = max(LEAST_STATES, MOST_STATES_IN_ALL // sum(len(factor.levels) for factor in factors)) if factors else 0
    now = law.find(facts)
    return tuple(threshold(law, facts, (factor.id,), now=now, bound=bound) for factor in factors)


def _least_changes(law: Law, facts: Facts, now: Finding, table: Sequence[At]) -> Iterator[At]:
    """The entries with another verdict that none on the way to them has. A verdict not found exactly counts for none, and hides those beyond it.

    Levels on the way to a level on the way are on the way themselves, so it is enough to look one factor back.
    """
    factors = [law.doctrine.factor(name) for name, _ in table[0].levels]
    nearer = [
        {k: [m for m in f.levels if m != k and on_the_way(f, facts.possible(f), m, k)] for k in f.levels}
        for f in factors
    ]
    verdicts = {
        tuple(level for _, level in at.levels): verdict_of(at.finding) if at.finding.exact else None for at in table
    }
    passed: dict[tuple[str, ...], frozenset[Verdict | None]] = {}
    far = sorted(verdicts, key=lambda levels: sum(len(nearer[i][k]) for i, k in enumerate(levels)))
    for levels in far:
        before = [(*levels[:i], m, *levels[i + 1 :]) for i, k in enumerate(levels) for m in nearer[i][k]]
        passed[levels] = frozenset().union(*(passed[b] | {verdicts[b]} for b in before))
    for at in table:
        levels = tuple(level for _, level in at.levels)
        shown = now.exact and at.finding.exact and None not in passed[levels]
        if shown and verdicts[levels] != verdict_of(now) and verdicts[levels] not in passed[levels]:
            yield at
