"""Words of fields: numbers side by side in 64 bits, each with a guard bit above it. Knows no law.

Source: Lamport 1975 (multiple byte processing with full-word instructions).
"""

from __future__ import annotations

from collections.abc import Iterator


def fields_of(guard: int) -> Iterator[tuple[int, int]]:
    """(shift, width without the guard) of each field below a guard bit, lowest first.

    >>> list(fields_of(0b10100))
    [(0, 2), (3, 1)]
    """
    shift = 0
    while guard >> shift:
        top = (guard >> shift & -(guard >> shift)).bit_length() - 1
        yield shift, top
        shift += top + 1
