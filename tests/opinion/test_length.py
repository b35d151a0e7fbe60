"""Reading grows in proportion to length, and odd repetition is no trap. Work is counted, not timed."""

from __future__ import annotations

import pytest

from afortiori.opinion.citations import LONGEST_CHUNK, chunks
from afortiori.opinion.normal import normalise


@pytest.mark.parametrize(
    "unit",
    ["1983(a) ", "See Jensen v. Conrad, 747 F.2d 185. ", "*12 ", "(", "“", "§", "Id. ", "v. ", "aB-cd ", "\f", "1\n"],
)
def test_no_piece_given_to_the_finder_is_long(unit: str) -> None:
    """However a text repeats itself, what is searched for citations at once is bounded, and nothing is lost between."""
    normal = normalise(unit * (60_000 // len(unit)))
    pieces = list(chunks(normal))
    assert all(len(piece) <= LONGEST_CHUNK for _, piece in pieces)
    assert all(normal.text.startswith(piece, at) for at, piece in pieces)
