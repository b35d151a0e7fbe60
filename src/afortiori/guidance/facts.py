"""Facts set otherwise, and levels that lie on the way from one to another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from afortiori.casebase import Finding
from afortiori.doctrine import Doctrine, Factor
from afortiori.precedent import Facts

Levels = tuple[str, ...]
Verdict = tuple[str, str | None, tuple[tuple[str, ...], ...]]
Pairs = tuple[tuple[str, str], ...]


def verdict_of(finding: Finding) -> Verdict:
    """A verdict as it can be compared with another: its kind, its side, and the verdicts that remain where it depends."""
    return finding.kind, finding.side, finding.remaining


def with_levels(doctrine: Doctrine, facts: Facts, pairs: Iterable[tuple[str, str]]) -> Facts:
    """The facts with some factors set to one level each."""
    known = dict(facts.narrowed) | {name: (level,) for name, level in pairs}
    return Facts(tuple((f.id, known[f.id]) for f in doctrine.factors if f.id in known))


def between(factor: Factor, start: str, near: str, far: str) -> bool:
    """Whether ``near`` lies on the way up, or on the way down, from ``start`` to ``far``, both ends included."""
    if near in (start, far):
        return True
    rising = factor.at_least(near, start) and factor.at_least(far, near)
    falling = factor.at_least(start, near) and factor.at_least(near, far)
    return rising or falling


def on_the_way(factor: Factor, now: Sequence[str], near: str, far: str) -> bool:
    """``between``, from the level held where it is known, else from neutral."""
    return between(factor, now[0] if len(now) == 1 else factor.neutral, near, far)


def steps_from(factor: Factor, here: Levels) -> dict[str, int]:
    """For each level the fewest steps to it from a level possible, each to a level next above or below in the order."""
    near = {k: [m for m in factor.levels if _next_to(factor, k, m)] for k in factor.levels}
    found = dict.fromkeys(here, 0)
    edge = list(here)
    while edge:
        following = list(dict.fromkeys(m for k in edge for m in near[k] if m not in found))
        found |= dict.fromkeys(following, found[edge[0]] + 1)
        edge = following
    return {k: found.get(k, len(factor.levels)) for k in factor.levels}


def _next_to(factor: Factor, a: str, b: str) -> bool:
    low, high = (a, b) if (a, b) in factor.order else (b, a)
    if (low, high) not in factor.order:
        return False
    return not any((low, k) in factor.order and (k, high) in factor.order for k in factor.levels)
