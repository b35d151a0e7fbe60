"""What a draft calls a case that it cites in short, and whether that can be the case's name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from afortiori.opinion.citations import Cite, in_a_name, parties

_SIGNALS = frozenset(["see", "also", "generally", "cf.", "accord", "contra", "compare", "e.g.", "quoting", "citing"])
# Words that lead to a citation where a sentence begins with them, and stand within sentences as well.
_LEADS = frozenset(["with", "but", "and", "in", "under"])
_BEFORE = frozenset(
    ["unlike", "like", "after", "before", "since", "despite", "following", "per", "until", "from", "to"]
)
# Words that stand in many names, and in sentences that name no case.
_COMMON = frozenset(
    ["court", "supreme", "circuit", "congress", "constitution", "amendment", "clause", "act", "commission", "commissioner", "secretary",
     "attorney", "general", "chief", "justice", "judge", "national", "american", "federal", "public", "social", "services", "first", "new",
     "north", "south", "east", "west", "york", "washington", "california", "texas"]
)  # fmt: skip
_ENDS = re.compile(r".*[.;:!?)\]”\"—–(]$|[“\"(\[—–]|\*?\d[\d–-]*,")


@dataclass(frozen=True, slots=True)
class Called:
    """The name before a short form, as written, and whether a citation begins with it; within a sentence it may be prose."""

    words: str
    begins: bool


def called(before: str) -> Called:
    """What a short form is called by the words before it.

    >>> called("That is settled. See Santa Ana, "), called("the duty found in Jones, "), called("it was said: ")
    (Called(words='Santa Ana', begins=True), Called(words='Jones', begins=False), Called(words='', begins=True))
    """
    words = re.sub(r"([(\[“\"])", r" \1 ", before.rpartition("\n")[2]).split()
    if words and re.search(r"(?:[.;:]|[)\]”\"],?)$", words[-1]):
        return Called("", begins=True)
    first = len(words)
    while first and not _stops(words, first - 1) and _named(words[first - 1], " ".join(words[first : first + 2])):
        first -= 1
    return Called(" ".join(words[first:]).rstrip(" ,"), _begins(words, first))


def _stops(words: list[str], at: int) -> bool:
    """Whether a word stands before a name and is none of it, as the *In* of *In re* is."""
    return words[at].lower().rstrip(",") in _SIGNALS | _LEADS | _BEFORE and words[at : at + 2] != ["In", "re"]


def _begins(words: list[str], first: int) -> bool:
    """Whether a citation begins with the name: what stands before it has ended, or leads to it."""
    if not first or _ENDS.fullmatch(words[first - 1]):
        return True
    word = words[first - 1].lower().rstrip(",")
    return word in _SIGNALS or (word in _LEADS and _begins(words, first - 1))


def _named(word: str, after: str) -> bool:
    return word in ("v.", "vs.", "v", "re") or not after or in_a_name(word, after)


def names(words: str, *known: str) -> bool:
    """Whether some words can name a case by one of its names: a word of them is one of a name's, or is it cut short.

    >>> names("Santa Ana", "Escamilla v. City of Santa Ana"), names("Servs.", "Doe v. Social Services"), names("Roe", "Doe v. Poe")
    (True, True, False)
    """
    ours, theirs = _pieces(words), {piece for name in known for piece in _words(name)}
    initials = ["".join(word[0] for word in _words(party)) for name in known for party in name.split(" v. ")]
    if words.isupper() and any(words.replace(".", "").lower() in letters for letters in initials):
        return True
    return not ours or any(_one(a, b) for a in _words(words) for b in theirs)


def _one(a: str, b: str) -> bool:
    short = min(len(a), len(b))
    return a == b or (short >= 3 and a[:short] == b[:short]) or (short >= 4 and a[:4] == b[:4])


def other(words: str, cites: Iterable[Cite]) -> Cite | None:
    """The first of some citations whose case bears a word of these that few others bear."""
    ours = _pieces(words) - _COMMON
    full = (cite for cite in cites if cite.kind in ("case", "docket") and cite.name and not cite.parallel)
    return next((cite for cite in full if ours & _pieces(cite.name)), None)


def _pieces(words: str) -> set[str]:
    """The words by which some words can name a case: no abbreviation, no number, and nothing in small letters."""
    own = [word for word in words.split() if not (word.endswith(".") and len(word) <= 6) and word[:1].isupper()]
    return set(_words(" ".join(parties(" ".join(own))))) - {"id", "ibid", "supra"}


def _words(text: str) -> list[str]:
    """Words in small letters, in order, parted at apostrophes and hyphens."""
    return re.findall(r"\w{2,}", text.lower())
