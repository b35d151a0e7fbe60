"""Bare names: a case already cited, called by one party's name alone. Suggestions, never citations."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from afortiori.opinion.citations import Cite, parties
from afortiori.opinion.normal import Normal

_CAPITAL = re.compile(r"(?<![\w’'-])[A-Z][\w-]{2,40}")
_GENERIC = frozenset(
    [
        "united",
        "states",
        "state",
        "people",
        "commonwealth",
        "county",
        "city",
        "town",
        "board",
        "doe",
        "roe",
        "smith",
        "jones",
        "johnson",
        "brown",
        "secretary",
        "commissioner",
        "attorney",
        "general",
        "national",
        "american",
        "first",
        "new",
        "york",
        "washington",
        "california",
        "texas",
        "inc",
        "court",
        "supreme",
        "federal",
        "north",
        "south",
        "west",
        "east",
        "public",
        "school",
        "district",
        "department",
        "police",
        "social",
        "services",
        "california",
        "estate",
    ]
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A bare name, where it stands in the original, and the citation that it may mean."""

    text: str
    start: int
    end: int
    refers: int
    name: str
    pages: tuple[tuple[str, int], ...] = ()
    part: str = ""

    @property
    def page(self) -> int | None:
        """The page in the first system; None where it is unknown."""
        return self.pages[0][1] if self.pages else None


def suggestions(normal: Normal, cites: tuple[Cite, ...], original: str, own: frozenset[str]) -> Iterator[Suggestion]:
    """Each bare name of a case that is cited before or after, outside of every citation.

    ``own`` are the words of the opinion's own name: its parties are called by them.
    """
    known = _short_names(cites)
    known = {word: index for word, index in known.items() if word not in own}
    taken = sorted(cite.whole for cite in cites)
    starts = [start for start, _ in taken]
    if not known:
        return
    for match in _CAPITAL.finditer(normal.text):
        index = known.get(match[0].lower())
        if index is None:
            continue
        start, end = normal.reading.span(*match.span())
        before = bisect_right(starts, start) - 1
        inside = before >= 0 and start < taken[before][1]
        if not inside and not _of_a_person(normal.text, match):
            yield Suggestion(original[start:end], start, end, index, cites[index].name)


def _of_a_person(text: str, match: re.Match[str]) -> bool:
    """Whether the name is a person's, or a part of another name: titled, or with names beside it."""
    before = text[max(match.start() - 24, 0) : match.start()].split()
    titled = bool(before) and before[-1] in (
        "Mr.",
        "Mrs.",
        "Ms.",
        "Dr.",
        "Officer",
        "Justice",
        "Judge",
        "JUSTICE",
        "Sgt.",
        "v.",
    )
    return titled or bool(
        re.match(
            r"[’']s? (?:own )?(?:complaint|husband|wife|home|claim|father|mother)|\sv\.\s",
            text[match.end() : match.end() + 24],
        )
    )


def _short_names(cites: Iterable[Cite]) -> dict[str, int]:
    """For each case cited in full, the word of its first party that is its own, else of its second."""
    found: dict[str, int] = {}
    for index, cite in enumerate(cites):
        if cite.kind not in ("case", "docket") or cite.parallel or not cite.name:
            continue
        first, _, second = cite.name.partition(" v. ")
        for party in (first, second):
            words = [word for word in parties(party) if word not in _GENERIC and len(word) > 2]
            if words:
                found.setdefault(words[-1] if party == first else words[0], index)
                break
    return found
