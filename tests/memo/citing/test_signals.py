"""Signals: chosen by what the engine knows, and told in their order (Bluebook 1.2-1.4)."""

from __future__ import annotations

import pytest
from builders import NDCAL, NINTH, SCOTUS, precedent

from afortiori.memo.blocks import Authority, Cited, Span, plain
from afortiori.memo.citing import Citation, signal, string, weight

CHOSEN = [
    ({"compels": True, "same_side": True}, ""),
    ({"compels": True, "same_side": True, "firm": False}, "see"),
    ({"compels": False, "same_side": True, "further": True}, "see also"),
    ({"compels": False, "same_side": True}, "cf."),
    ({"compels": True, "same_side": False}, "contra"),
    ({"compels": False, "same_side": False}, "but see"),
]


@pytest.mark.parametrize(("known", "expected"), CHOSEN)
def test_a_signal_follows_from_what_the_kernel_says(known: dict[str, bool], expected: str) -> None:
    """Direct support has none; adverse authority that compels is contra."""
    assert expected == signal(**known)


def citation(said: str, name: str, place: int = 0) -> Citation:
    """An authority under a signal."""
    return Citation(said, Cited(Authority(name, "Cases", ()), (Span(name),)), (place, 0, name))


def test_signals_stand_in_their_order() -> None:
    """Support, then comparison, then contradiction; each kind its own sentence, with one signal for those that share it."""
    listed = [
        citation("but see", "F"), citation("contra", "E"), citation("cf.", "D"), citation("see also", "C"),
        citation("see", "B"), citation("", "A"), citation("see", "B2"),
    ]  # fmt: skip
    expected = "A; see B; B2; see also C. Cf. D. Contra E; but see F."
    assert expected == plain(string(listed))


def test_a_string_is_ordered_by_weight() -> None:
    """The higher court first, then the newer decision (Bluebook 1.4)."""
    cases = [
        precedent("trial", None, {}, court=NDCAL, decided="1990-01-01"),
        precedent("old", None, {}, court=NINTH, decided="1980-01-01"),
        precedent("new", None, {}, court=NINTH, decided="1989-01-01"),
        precedent("top", None, {}, court=SCOTUS, decided="1970-01-01"),
    ]
    expected = ["top", "new", "old", "trial"]
    assert expected == [case.id for case in sorted(cases, key=weight)]


def test_nothing_cited_is_no_sentence() -> None:
    """An empty string is no runs."""
    assert string([]) == ()
