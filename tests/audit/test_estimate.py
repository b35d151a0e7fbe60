"""What is not law: an estimate against its recomputation, and its calibration on published bases (theory 12)."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from builders import D, P, base, con, doctrine, known, options, precedent, present, pro
from samples import table

import afortiori
from afortiori.casebase import CaseBase, Law, Options
from afortiori.errors import Misuse
from afortiori.estimate import Estimate, Share, estimate_of
from afortiori.precedent import facts

CATO = "literature/cato-trade-secrets"
ALBERTA = "literature/alberta-adult-interdependent-partner"


def published(factors: str, cases: str) -> CaseBase:
    """A published base: the presence of its factors, and its outcomes."""
    sides = {row["id"]: row["side"] for row in table(factors)}
    of = doctrine(
        *pro(*(id for id, s in sides.items() if s == "P")), *con(*(id for id, s in sides.items() if s == "D"))
    )
    return base(
        of,
        *(precedent(r["id"], P if r["outcome"] == "P" else D, present(r["factors"])) for r in table(cases)),
    )


def asked(of: CaseBase) -> Estimate:
    """The estimate on facts none of which is known."""
    return estimate_of(Law(of, options(model="result")), facts(of.doctrine, {}))


def left_out(of: CaseBase) -> list[float]:
    """The calibrated probability of each case from the others, worked out anew with no part of the estimate."""
    from sklearn.linear_model import LogisticRegression

    names = [f.id for f in of.doctrine.factors]
    x = np.array([[any(v.factor == n for v in p.values) for n in names] for p in of], dtype=float)
    y = np.array([p.holding == P for p in of])
    scores = np.array([LogisticRegression(max_iter=1000).fit(np.delete(x, i, 0), np.delete(y, i)).decision_function(x[i : i + 1])[0]
                       for i in range(len(y))])  # fmt: skip
    return [
        LogisticRegression(max_iter=1000)
        .fit(np.delete(scores, i)[:, None], np.delete(y, i))
        .predict_proba([[scores[i]]])[0, 1]
        for i in range(len(y))
    ]


@pytest.mark.parametrize(("folder", "cases", "n"), [(CATO, "cases_32.csv", 32), (ALBERTA, "cases.csv", 28)])
def test_an_estimate_is_calibrated_on_a_published_base(folder: str, cases: str, n: int) -> None:
    """CATO-32 and Alberta-28: left-out accuracy, error and bands as recomputed; each band's interval holds what was said."""
    of = published(f"{folder}/factors.csv", f"{folder}/{cases}")
    found, again = asked(of), left_out(of)
    won = [p.holding == P for p in of]
    right = sum((p > 0.5) == y for p, y in zip(again, won, strict=True))
    assert (n, sum(won), right) == (found.cases, found.for_side, found.right.hits)
    assert np.mean([(p - y) ** 2 for p, y in zip(again, won, strict=True)]) == pytest.approx(found.brier)
    assert Counter(min(2, int(p * 3)) for p in again) == Counter({i: b.came.of for i, b in enumerate(found.bands)})
    for band in found.bands:
        low, high = band.came.interval
        assert low <= band.said <= high
    assert found.brier < found.brier_of_rate
    low, high = found.interval
    assert 0 < low < found.probability < high < 1


def test_counting_stands_beside_it() -> None:
    """The side that more of a case's factors favour, asked of CATO's 32; at a tie it says nothing."""
    of = published(f"{CATO}/factors.csv", f"{CATO}/cases_32.csv")
    found = asked(of)
    ahead = [sum(1 if of.doctrine.factor(v.factor).side == P else -1 for v in p.values) for p in of]
    right = sum(n != 0 and (n > 0) == (p.holding == P) for n, p in zip(ahead, of, strict=True))
    assert (right, ahead.count(0)) == (found.counting.hits, found.tied)


def test_an_estimate_changes_no_verdict() -> None:
    """What is open stays open, however probable a side is; unknown facts are named."""
    pack = afortiori.open_pack("trade-secrets")
    law = Law(pack.base, Options(None, "2026-11-24"))
    facts = pack.matters["mason-before-discovery"].facts
    before = law.find(facts)
    found = estimate_of(law, facts)
    assert (before, "depends") == (law.find(facts), before.kind)
    assert set(before.depends_on) <= set(found.imputed)


OF = doctrine(*pro("order", "promise"), *con("warning"))


@pytest.mark.parametrize(("wins", "losses"), [(4, 4), (12, 2), (0, 20)])
def test_too_few_cases_are_refused(wins: int, losses: int) -> None:
    """Fewer than ten cases, or fewer than three for a side."""
    cases = [precedent(f"w{i}", P, present("order")) for i in range(wins)]
    cases += [precedent(f"l{i}", D, present("warning")) for i in range(losses)]
    with pytest.raises(Misuse, match="too few"):
        estimate_of(Law(base(OF, *cases), options()), known(OF, {}))


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"), [(0, 10, 0.0, 0.278), (5, 10, 0.237, 0.763), (10, 10, 0.722, 1.0)]
)
def test_the_interval_of_a_share(hits: int, of: int, low: float, high: float) -> None:
    """Wilson's interval, as published tables give it."""
    assert (low, high) == tuple(round(end, 3) for end in Share(hits, of).interval)


def test_many_cases_are_left_out_in_groups() -> None:
    """Three hundred cases that one factor tells apart: each group left out is estimated rightly, and the interval is narrow."""
    cases = [
        precedent(f"c{i}", P if i % 10 < 8 else D, present("order" if i % 10 < 8 else "warning")) for i in range(300)
    ]
    found = estimate_of(Law(base(OF, *cases), options()), known(OF, {"order": "present"}))
    assert (300, 240, 300) == (found.cases, found.for_side, found.right.hits)
    assert 0.9 < found.interval[0] < found.probability
