"""What is not law: how the cases were decided that resemble these facts, as a calibrated probability (theory 12).

Never a verdict, and never in place of one: an open case stays open.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from afortiori.casebase import Law
from afortiori.doctrine import Doctrine
from afortiori.errors import MissingExtra, Misuse
from afortiori.precedent import Facts, Precedent, own_facts

FEWEST = 10
MOST_GROUPS = 200
NORMAL_95 = 1.959964
BINS = ((0.0, 1 / 3), (1 / 3, 2 / 3), (2 / 3, 1.0))
Array = Any


@dataclass(frozen=True, slots=True)
class Share:
    """A share of some cases, with its 95% interval (Wilson 1927)."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        """The share itself; 0 where there is no case."""
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% interval.

        >>> [round(end, 2) for end in Share(8, 10).interval]
        [0.49, 0.94]
        """
        if not self.of:
            return 0.0, 1.0
        z, n, p = NORMAL_95, self.of, self.value
        middle, spread = p + z * z / (2 * n), z * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
        return max(0.0, (middle - spread) / (1 + z * z / n)), min(1.0, (middle + spread) / (1 + z * z / n))


@dataclass(frozen=True, slots=True)
class Band:
    """The cases whose estimate fell in a band when each was left out: what was said on average, and what came."""

    low: float
    high: float
    said: float
    came: Share


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate for ``side``: its calibrated probability, the 95% interval, and how good such estimates are here.

    ``right`` counts the cases estimated rightly when each is left out; ``counting`` those that the counting baseline
    (more factors for one side than the other) gets right, and ``tied`` those of which it says nothing. ``brier`` is the
    mean squared error of the left-out probabilities, ``brier_of_rate`` that of saying the overall rate each time.
    ``counted`` is what counting says of the facts, None at a tie. ``imputed`` names the factors not known.

    >>> from afortiori import answers
    >>> asked = answers.question("balistreri", {"forum": "any"})
    >>> found = estimate_of(asked.law, asked.asked.facts)
    >>> found.side, found.cases, 0 < found.probability < 1
    ('duty', 25, True)
    """

    side: str
    probability: float
    interval: tuple[float, float]
    cases: int
    for_side: int
    right: Share
    counting: Share
    tied: int
    brier: float
    brier_of_rate: float
    bands: tuple[Band, ...]
    counted: str | None
    imputed: tuple[str, ...]


def estimate_of(law: Law, facts: Facts) -> Estimate:
    """An estimate from the cases that bind; Misuse where there are fewer than ten, or fewer than three for a side.

    A logistic regression with a ridge penalty on the conditions that each case satisfies. Its scores are calibrated on
    those that each case gets when it is left out (Platt 1999); the interval is the jackknife's (Tukey 1958). More than two
    hundred cases are left out in two hundred groups. What is not known of the facts stands at its average among the cases.

    >>> from afortiori import answers
    >>> asked = answers.question("balistreri", {"forum": "any"})
    >>> found = estimate_of(asked.law, asked.asked.facts)
    >>> found.interval[0] <= found.probability <= found.interval[1]
    True
    """
    side = law.doctrine.sides[0].id
    cases = [p for p in law.selection.binding if p.holding is not None]
    won = sum(p.holding == side for p in cases)
    if len(cases) < FEWEST or min(won, len(cases) - won) < 3:
        raise Misuse(f"{len(cases)} cases bind, {won} of them for '{side}': too few to estimate from")
    with _one_thread():
        return _estimated(law.doctrine, side, cases, facts)


def _one_thread() -> AbstractContextManager[Any]:
    """Small models fit thirty times faster on one thread than on several that wait for each other."""
    try:
        from threadpoolctl import threadpool_limits
    except ImportError:
        raise MissingExtra("stats", "an estimate") from None
    limited: AbstractContextManager[Any] = threadpool_limits(1)
    return limited


def _estimated(doctrine: Doctrine, side: str, cases: Sequence[Precedent], facts: Facts) -> Estimate:
    import numpy as np

    x = np.array([_conditions(doctrine, own_facts(doctrine, p)) for p in cases])
    y = np.array([p.holding == side for p in cases], dtype=np.float64)
    here = _imputed(_conditions(doctrine, facts), x)
    groups = min(len(y), MOST_GROUPS)
    group = np.empty(len(y), dtype=np.int64)
    group[np.argsort(y, kind="stable")] = np.arange(len(y)) % groups
    kept = [group != g for g in range(groups)]
    models = [_fitted(x[k], y[k]) for k in kept]
    left_out = np.array([_score(models[g], row) for g, row in zip(group, x, strict=True)])
    curves = [_curve(left_out[k], y[k]) for k in kept]
    said = np.array([_logistic(_on(curves[g], score)) for g, score in zip(group, left_out, strict=True)])
    logit = _on(_curve(left_out, y), _score(_fitted(x, y), here))
    without = np.array([_on(curve, _score(model, here)) for model, curve in zip(models, curves, strict=True)])
    spread = NORMAL_95 * float(np.sqrt((groups - 1) * np.mean((without - without.mean()) ** 2)))
    counted = [_counting(doctrine, own_facts(doctrine, p)) for p in cases]
    return Estimate(
        side,
        _logistic(logit),
        (_logistic(logit - spread), _logistic(logit + spread)),
        len(cases),
        int(y.sum()),
        Share(int(((said > 0.5) == (y > 0.5)).sum()), len(cases)),
        Share(sum(p.holding == told for p, told in zip(cases, counted, strict=True)), len(cases)),
        counted.count(None),
        float(np.mean((said - y) ** 2)),
        float(np.mean((_rates(y) - y) ** 2)),
        tuple(_band(low, high, said, y) for low, high in BINS),
        _counting(doctrine, facts),
        tuple(f.id for f in doctrine.factors if f.conditions() and len(facts.possible(f)) > 1),
    )


def _conditions(doctrine: Doctrine, facts: Facts) -> list[float]:
    """1 for each condition satisfied, 0 for each that is not, nan where the facts leave it open."""
    found = []
    for factor in doctrine.factors:
        levels = [factor.satisfied(level) for level in facts.possible(factor)]
        for condition in factor.conditions():
            states = {condition in there for there in levels}
            found.append(float(states.pop()) if len(states) == 1 else float("nan"))
    return found


def _imputed(here: Sequence[float], x: Array) -> Array:
    import numpy as np

    row = np.array(here)
    return np.where(np.isnan(row), x.mean(axis=0), row)


def _fitted(x: Array, y: Array, penalty: float = 1.0) -> Any:
    """A logistic regression with a ridge penalty; of one outcome only, the constant model."""
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError:
        raise MissingExtra("stats", "an estimate") from None
    return LogisticRegression(C=penalty, max_iter=1_000).fit(x, y)


def _score(model: Any, row: Array) -> float:
    return float(model.decision_function(row.reshape(1, -1))[0])


def _curve(scores: Array, y: Array) -> Any:
    """A logistic curve through left-out scores, which gives the log-odds that go with a score (Platt 1999)."""
    return _fitted(scores.reshape(-1, 1), y)


def _on(curve: Any, score: float) -> float:
    """The log-odds on a curve."""
    import numpy as np

    return _score(curve, np.array([score]))


def _rates(y: Array) -> Array:
    """For each case the rate among the others."""
    return (y.sum() - y) / (len(y) - 1)


def _band(low: float, high: float, said: Array, y: Array) -> Band:
    within = (said >= low) & ((said < high) | (high == 1.0))
    count = int(within.sum())
    return Band(low, high, float(said[within].mean()) if count else 0.0, Share(int(y[within].sum()), count))


def _counting(doctrine: Doctrine, facts: Facts) -> str | None:
    """The side that more factors surely favour; None at a tie."""
    counts = dict.fromkeys((side.id for side in doctrine.sides), 0)
    for factor in doctrine.factors:
        sides = [{c.side for c in factor.satisfied(level)} for level in facts.possible(factor)]
        for side in set.intersection(*sides):
            counts[side] += 1
    (first, one), (second, two) = counts.items()
    return None if one == two else first if one > two else second


def _logistic(z: float) -> float:
    from math import exp

    return 1 / (1 + exp(-z)) if z >= 0 else exp(z) / (1 + exp(z))
