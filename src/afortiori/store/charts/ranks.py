"""Levels written as words, in the order that the words themselves show: 'none', 'some', 'strong'; or in no order that is known."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

_RANKS = {
    word: rank
    for rank, words in enumerate((
        "none no never nil absent zero", "minimal low weak slight little minor rarely", "some moderate medium partial sometimes mid",
        "substantial strong high major significant great much often", "very strong|very high|extreme|complete|always|full|total|yes|y|present",
    ))
    for phrase in words.split("|") for word in ([phrase] if "|" in words else phrase.split())
}  # fmt: skip
_DENIALS = frozenset(["no", "none", "not", "never", "without", "nil", "absent", "zero", "lack"])


def ranked(text: str) -> bool:
    """Whether a text is a known word of degree."""
    return text in _RANKS


def denies(text: str) -> bool:
    """Whether a level says that there is nothing of its factor.

    >>> denies("no notice"), denies("actual notice")
    (True, False)
    """
    return bool(_DENIALS & set(re.findall(r"[a-z]+", text.casefold())[:1]))


def _rank(text: str) -> int | None:
    """How much a level says, by the words in it; None where they do not tell."""
    if text in _RANKS or denies(text):
        return _RANKS.get(text, 0)
    found = {_RANKS[word] for word in re.findall(r"[a-z]+", text) if word in _RANKS}
    return found.pop() if len(found) == 1 else None


def in_order(levels: Collection[str]) -> bool:
    """Whether the order of some levels is known: numbers, two of which one denies, or words of degree, each its own.

    >>> in_order(["none", "some", "full custody"]), in_order(["employee", "guest"]), in_order(["no notice", "actual notice"])
    (True, False, True)
    """
    if all(re.fullmatch(r"-?\d{1,6}", level) for level in levels):
        return True
    ranks = [_rank(level) for level in levels]
    return (None not in ranks and len(set(ranks)) == len(ranks)) or (len(levels) == 2 and ranks.count(0) == 1)


def ordered(levels: Sequence[str]) -> list[str]:
    """The levels, weakest first, as far as they show it; one that says 'nothing' first of all, which is added where none does.

    >>> ordered(["full custody", "none", "partial"]), ordered(["guest", "employee"])
    (['none', 'partial', 'full custody'], ['none', 'employee', 'guest'])
    """
    if all(re.fullmatch(r"-?\d{1,6}", level) for level in levels):
        return sorted(levels, key=int)
    found = sorted(levels, key=lambda level: (_order(level), level))
    return found if _rank(found[0]) == 0 else ["none", *found]


def _order(level: str) -> int:
    rank = _rank(level)
    return len(_RANKS) if rank is None else rank
