"""The smallest cover of a graph between two sides, against every subset (König 1931)."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from strategies import tried

from afortiori.casebase.matching import smallest_cover

EDGES = st.sets(st.tuples(st.integers(0, 4), st.integers(5, 9)), max_size=14)


@given(EDGES, st.permutations(range(10)))
@tried(300)
def test_the_cover_is_smallest_and_takes_the_preferred_first(edges: set[tuple[int, int]], order: list[int]) -> None:
    """Of all smallest sets that meet every edge, the one that comes first in the order of preference."""
    near: dict[int, int] = {}
    for a, b in edges:
        near[a] = near.get(a, 0) | 1 << b
        near[b] = near.get(b, 0) | 1 << a
    preferred = [node for node in order if node in near]
    covers = (c for size in range(11) for c in combinations(preferred, size) if all(a in c or b in c for a, b in edges))
    assert next(covers) == smallest_cover(near, preferred)
