"""How often precedent speaks of a case left out: on the whole, through issues, and against counting (theory 6, 12)."""

from __future__ import annotations

import pytest

import afortiori
from afortiori.casebase import Options
from afortiori.coverage import Coverage, coverage

LAW = Options(None, "2026-11-24")


def by_model(pack: str) -> dict[str, Coverage]:
    """The coverage of a pack, by model."""
    return {row.model: row for row in coverage(afortiori.open_pack(pack).base, LAW)}


@pytest.mark.parametrize(
    ("pack", "cases", "whole", "issues", "counting"),
    [("adult-interdependent-relationship", 28, 17, 19, 26), ("trade-secrets", 32, 13, 13, 30)],
)
def test_precedent_speaks_and_is_never_wrong(pack: str, cases: int, whole: int, issues: int, counting: int) -> None:
    """Each model speaks as often as the literature's figures say, never wrongly; counting speaks more and may be wrong."""
    found = by_model(pack)
    result, either, baseline = found["result model"], found["result model, and issues"], found["counting (not law)"]
    assert (cases, whole, 0) == (result.cases, result.spoken, result.wrong)
    assert (issues, 0) == (either.spoken, either.wrong)
    assert counting == baseline.right


@pytest.mark.parametrize("pack", ["adult-interdependent-relationship", "trade-secrets"])
def test_moved_outcomes_bring_silence_or_error(pack: str) -> None:
    """With the outcomes moved to other cases a model speaks less or is wrong: what is right is not built in."""
    for model, row in by_model(pack).items():
        assert len(row.shuffled) == 5, model
        assert all(right < row.right for _, right in row.shuffled), model
