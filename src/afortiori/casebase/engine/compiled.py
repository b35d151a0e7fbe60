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


def _first(rows: Array, blocks: Array, zones: Array, query: Array, guards: Array, without: int) -> int:
    n, n_blocks = rows.shape[0], blocks.shape[0]
    for z in range(zones.shape[0]):
        if not passes(zones[z], query, guards):
            continue
        for b in range(z * BLOCK, min(n_blocks, (z + 1) * BLOCK)):
            if not passes(blocks[b], query, guards):
                continue
            for i in range(b * BLOCK, min(n, (b + 1) * BLOCK)):
                if i != without and passes(rows[i], query, guards):
                    return i
    return -1


first: Callable[..., Any] = _compiled(_first)


def _firsts(rows: Array, blocks: Array, zones: Array, queries: Array, guards: Array, without: Array) -> Array:
    found = np.empty(queries.shape[0], dtype=np.int64)
    hint = 0
    for i in range(queries.shape[0]):
        if hint < rows.shape[0] and hint != without[i] and passes(rows[hint], queries[i], guards):
            found[i] = hint
            continue
        at = first(rows, blocks, zones, queries[i], guards, without[i])
        found[i] = at
        if at >= 0:
            hint = at
    return found


firsts: Callable[..., Any] = _compiled(_firsts)


def _counts(rows: Array, blocks: Array, zones: Array, queries: Array, guards: Array) -> Array:
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
                    found[k] += passes(rows[i], query, guards)
    return found


counts: Callable[..., Any] = _compiled(_counts)


def _fill(rows: Array, blocks: Array, zones: Array, queries: Array, guards: Array, starts: Array, out: Array) -> None:
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
                    if passes(rows[i], query, guards):
                        out[at] = i
                        at += 1


fill: Callable[..., Any] = _compiled(_fill)
