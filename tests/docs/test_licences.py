"""The page of licences is true of what is pinned."""

from __future__ import annotations

from docs.licences import PAGE, rows


def test_the_licence_of_every_distribution_is_listed() -> None:
    """Each distribution that is pinned and installed stands in the page with the licence that it declares."""
    text = PAGE.read_text(encoding="utf-8")
    assert [] == [name for name, row in rows() if row not in text]
