"""Columns that list several things in one cell, as categories or keywords."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from afortiori.store.charts.outcomes import commonest
from afortiori.store.charts.spelling import slug


def items_of(text: str, known: Collection[str] = ()) -> list[str]:
    """The items of a cell that lists several; at a comma only where nearly all the parts are items of ids that are known.

    >>> items_of("Film, Music; Parody", ["film", "music"]), items_of("Film, Music; Parody")
    (['Film', 'Music', 'Parody'], ['Film, Music', 'Parody'])
    """
    items = [item for part in re.split(r"[;\n|]", text) if (item := " ".join(part.split()))]
    found = []
    for item in items:
        parts = [part for piece in item.split(",") if (part := piece.strip())]
        new = sum(slug(part) not in known for part in parts)
        found += parts if len(parts) > 1 and new <= 1 and new < len(parts) / 2 else [item]
    return found


def listed(texts: Sequence[str]) -> dict[str, str]:
    """The items of a column of lists by id, each with the spelling most used.

    >>> listed(["Textual work; Music", "Textual Work", "Textual work, Music"])
    {'music': 'Music', 'textual-work': 'Textual work'}
    """
    known = {slug(item) for text in texts for item in items_of(text) if "," not in item}
    spelt: dict[str, Counter[str]] = {}
    for text in texts:
        for item in items_of(text, known):
            spelt.setdefault(slug(item), Counter())[item] += 1
    return {id: commonest(counts) for id, counts in sorted(spelt.items())}
