"""Loops over whole bases, compiled with numba (the extra ``fast``). Imported only where they run. Knows no law."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba
import numpy as np

from afortiori.casebase.engine.zones import BLOCK

Array = Any
_compiled = numba.njit(cache=True, nogil=True, boundscheck=False)


def _passes(row: Array, query: Array, guards: Array) -> bool:
    for w in range(guards.shape[0]):
        guard = guards[w]
        if guard == 0:
            if row[w] & query[w]:
                return False
        elif (((query[w] | guard) - row[w]) & guard) != guard:
            return False
    return True


passes: Callable[..., Any] = _compiled(_passes)


def _some(
    rows: Array, blocks: Array, zones: Array, queries: Array, guards: Array, chosen: Array, without: Array
) -> Array:
    """For each query whether a chosen row but the one at ``without`` satisfies it: the place of one, or -1."""
    found = np.empty(queries.shape[0], dtype=np.int64)
    n, n_blocks = rows.shape[0], blocks.shape[0]
    hint = 0
    for k in range(queries.shape[0]):
        query, out = queries[k], without[k]
        if hint < n and hint != out and chosen[hint] and passes(rows[hint], query, guards):
            found[k] = hint
            continue
        at = -1
        for z in range(zones.shape[0]):
            if not passes(zones[z], query, guards):
                continue
            for b in range(z * BLOCK, min(n_blocks, (z + 1) * BLOCK)):
                if not passes(blocks[b], query, guards):
                    continue
                for i in range(b * BLOCK, min(n, (b + 1) * BLOCK)):
                    if i != out and chosen[i] and passes(rows[i], query, guards):
                        at = i
                        break
                if at >= 0:
                    break
            if at >= 0:
                break
        found[k] = at
        if at >= 0:
            hint = at
    return found


some: Callable[..., Any] = _compiled(_some)


def _fits(word: int, query: int, guard: int) -> bool:
    if guard == 0:
        return word & query == 0
    return (((query | guard) - word) & guard) == guard


fits: Callable[..., Any] = _compiled(_fits)


def _in_block(block: Array, query: int, guard: int, without: int) -> int:
    """The place of some entry of a block that satisfies the query, or -1.

    The whole block is counted first: without a way out of the loop the compiler tests several entries at once.
    """
    hits = np.uint64(0)
    for i in range(block.shape[0]):
        hits += np.uint64(fits(block[i], query, guard))
    if hits:
        for i in range(block.shape[0]):
            if i != without and fits(block[i], query, guard):
                return i
    return -1


in_block: Callable[..., Any] = _compiled(_in_block)


def _first_in_one(rows: Array, blocks: Array, zones: Array, query: int, guard: int, without: int) -> Any:
    n, n_blocks = rows.shape[0], blocks.shape[0]
    for z in range(zones.shape[0]):
        if not fits(zones[z], query, guard):
            continue
        for b in range(z * BLOCK, min(n_blocks, (z + 1) * BLOCK)):
            if fits(blocks[b], query, guard):
                start = b * BLOCK
                at = in_block(rows[start : min(n, start + BLOCK)], query, guard, without - start)
                if at >= 0:
                    return start + at
    return -1


first_in_one: Callable[..., Any] = _compiled(_first_in_one)


def _some_in_one(rows: Array, blocks: Array, zones: Array, queries: Array, guard: int, without: Array) -> Array:
    """``some`` for rows of one word, all chosen."""
    found = np.empty(queries.shape[0], dtype=np.int64)
    hint = np.int64(0)
    for k in range(queries.shape[0]):
        if hint < rows.shape[0] and hint != without[k] and fits(rows[hint], queries[k], guard):
            found[k] = hint
            continue
        found[k] = first_in_one(rows, blocks, zones, queries[k], guard, without[k])
        hint = max(found[k], np.int64(0))
    return found


some_in_one: Callable[..., Any] = _compiled(_some_in_one)


def _counts_in_one(rows: Array, blocks: Array, zones: Array, queries: Array, guard: int) -> Array:
    """``counts`` for rows of one word, all chosen."""
    found = np.zeros(queries.shape[0], dtype=np.int64)
    n, n_blocks = rows.shape[0], blocks.shape[0]
    for k in range(queries.shape[0]):
        hits = np.uint64(0)
        for z in range(zones.shape[0]):
            if fits(zones[z], queries[k], guard):
                for b in range(z * BLOCK, min(n_blocks, (z + 1) * BLOCK)):
                    if fits(blocks[b], queries[k], guard):
                        for word in rows[b * BLOCK : min(n, (b + 1) * BLOCK)]:
                            hits += np.uint64(fits(word, queries[k], guard))
        found[k] = hits
    return found


counts_in_one: Callable[..., Any] = _compiled(_counts_in_one)


def _fill_in_one(
    rows: Array, blocks: Array, zones: Array, queries: Array, guard: int, starts: Array, counts: Array, out: Array
) -> None:
    """``fill`` for rows of one word, all chosen; it stops at the last row counted."""
    n, n_blocks = rows.shape[0], blocks.shape[0]
    for k in range(queries.shape[0]):
        at, end = starts[k], starts[k] + counts[k]
        for z in range(zones.shape[0]):
            if at == end or not fits(zones[z], queries[k], guard):
                continue
            for b in range(z * BLOCK, min(n_blocks, (z + 1) * BLOCK)):
                if at == end or not fits(blocks[b], queries[k], guard):
                    continue
                for i in range(b * BLOCK, min(n, (b + 1) * BLOCK)):
                    if at < end:
                        out[at] = i
                        at += np.int64(fits(rows[i], queries[k], guard))


fill_in_one: Callable[..., Any] = _compiled(_fill_in_one)


def _passing(queries: Array, octets: Array, runs: Array) -> Array:
    """For each query its bit in a lattice table; ``runs`` (shift, ones, where they go) of its live bits, at least one."""
    found = np.empty(queries.shape[0], dtype=np.bool_)
    shift, ones = runs[0, 0], runs[0, 1]
    if runs.shape[0] == 1:
        for k in range(queries.shape[0]):
            have = ~queries[k] >> shift & ones
            found[k] = octets[have >> np.uint64(3)] >> (have & np.uint64(7)) & np.uint64(1)
        return found
    for k in range(queries.shape[0]):
        have = np.uint64(0)
        for r in range(runs.shape[0]):
            have |= (~queries[k] >> runs[r, 0] & runs[r, 1]) << runs[r, 2]
        found[k] = octets[have >> np.uint64(3)] >> (have & np.uint64(7)) & np.uint64(1)
    return found


passing: Callable[..., Any] = _compiled(_passing)


def _lowest(
    rows: Array, blocks: Array, zones: Array, queries: Array, guards: Array, chosen: Array, numbers: Array, lows: Array,
    lowest_of_zone: Array,
) -> Array:  # fmt: skip
    """For each query the least row number of the chosen rows that satisfy it, or -1. ``lows``: the least of each block."""
    found = np.empty(queries.shape[0], dtype=np.int64)
    n, n_blocks = rows.shape[0], blocks.shape[0]
    most = np.int64(1) << 62
    for k in range(queries.shape[0]):
        query, best = queries[k], most
        for z in range(zones.shape[0]):
            if lowest_of_zone[z] >= best or not passes(zones[z], query, guards):
                continue
            for b in range(z * BLOCK, min(n_blocks, (z + 1) * BLOCK)):
                if lows[b] >= best or not passes(blocks[b], query, guards):
                    continue
                for i in range(b * BLOCK, min(n, (b + 1) * BLOCK)):
                    if numbers[i] < best and chosen[i] and passes(rows[i], query, guards):
                        best = np.int64(numbers[i])
        found[k] = -1 if best == most else best
    return found


lowest: Callable[..., Any] = _compiled(_lowest)


def _counts(rows: Array, blocks: Array, zones: Array, queries: Array, guards: Array, chosen: Array) -> Array:
    """For each query how many chosen rows satisfy it."""
    found = np.zeros(queries.shape[0], dtype=np.int64)
    n, n_blocks = rows.shape[0], blocks.shape[0]
    for k in range(queries.shape[0]):
        query = queries[k]
        for z in range(zones.shape[0]):
            if not passes(zones[z], query, guards):
                continue
            for b in range(z * BLOCK, min(n_blocks, (z + 1) * BLOCK)):
                if not passes(blocks[b], query, guards):
                    continue
                for i in range(b * BLOCK, min(n, (b + 1) * BLOCK)):
                    found[k] += chosen[i] and passes(rows[i], query, guards)
    return found


counts: Callable[..., Any] = _compiled(_counts)


def _fill(
    rows: Array, blocks: Array, zones: Array, queries: Array, guards: Array, chosen: Array, starts: Array, out: Array
) -> None:
    """The places of the rows counted, those of each query from its start."""
    n, n_blocks = rows.shape[0], blocks.shape[0]
    for k in range(queries.shape[0]):
        query, at = queries[k], starts[k]
        for z in range(zones.shape[0]):
            if not passes(zones[z], query, guards):
                continue
            for b in range(z * BLOCK, min(n_blocks, (z + 1) * BLOCK)):
                if not passes(blocks[b], query, guards):
                    continue
                for i in range(b * BLOCK, min(n, (b + 1) * BLOCK)):
                    if chosen[i] and passes(rows[i], query, guards):
                        out[at] = i
                        at += 1


fill: Callable[..., Any] = _compiled(_fill)


def _fewest(rows: Array, queries: Array, spots: Array, ones: Array, guarded: Array, most: int) -> Array:
    """For each query the fewest factors at which a row fails it; ``most`` where there is no row.

    ``spots`` (factor, word, shift) of each bit and field, those of a factor together; ``ones`` their greatest number.
    """
    found = np.empty(queries.shape[0], dtype=np.int64)
    for k in range(queries.shape[0]):
        best = most
        for i in range(rows.shape[0]):
            apart, last = 0, -1
            for s in range(spots.shape[0]):
                if spots[s, 0] == last:
                    continue
                need = rows[i, spots[s, 1]] >> np.uint64(spots[s, 2]) & ones[s]
                have = queries[k, spots[s, 1]] >> np.uint64(spots[s, 2]) & ones[s]
                if (guarded[s] and need > have) or (not guarded[s] and need & have):
                    last = spots[s, 0]
                    apart += 1
                    if apart >= best:
                        break
            best = min(best, apart)
            if best == 0:
                break
        found[k] = best
    return found


fewest: Callable[..., Any] = _compiled(_fewest)
