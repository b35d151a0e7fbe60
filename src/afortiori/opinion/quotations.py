"""Quotations: what stands between quotation marks, the page it begins on, and the citation that follows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from afortiori.opinion.normal import Normal

LONGEST = 4_000
FEWEST_WORDS = 4
_CURLY = re.compile(rf"“([^“”]{{2,{LONGEST}}})”")
_STRAIGHT = re.compile(r'"')


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words quoted: the reading text of them, and where they stand in the original, without their marks.

    ``cite`` is the index of the citation that follows close by, or that they stand in as a parenthetical; ``pin`` is the page that
    it points to, as written there.
    """

    text: str
    start: int
    end: int
    pages: tuple[tuple[str, int], ...] = ()
    cite: int | None = None
    part: str = ""
    pin: str = ""

    @property
    def page(self) -> int | None:
        """The page in the first system; None where it is unknown."""
        return self.pages[0][1] if self.pages else None

    @property
    def words(self) -> int:
        """How many words are quoted."""
        return len(self.text.split())


def quotations_in(normal: Normal, blocks: Iterable[tuple[int, int]] = ()) -> Iterator[Quotation]:
    """Every quotation of a reading text that is long enough to be checked, in order; ``blocks`` are set off in the original."""
    found = [*_marked(normal), *_blocks(normal, blocks)]
    yield from sorted(found, key=lambda one: (one.start, -one.end))


def _blocks(normal: Normal, blocks: Iterable[tuple[int, int]]) -> Iterator[Quotation]:
    for start, end in blocks:
        text = " ".join(normal.text[normal.reading.inward(start) : normal.reading.inward(end)].split()).strip('“” "')
        if FEWEST_WORDS <= len(text.split()) and len(text) <= LONGEST:
            yield Quotation(text, start, end)


def _marked(normal: Normal) -> Iterator[Quotation]:
    """What stands between marks of quotation."""
    for at, line in normal.paragraphs():
        for start, end in _spans(line):
            text = line[start:end]
            if len(text.split()) >= FEWEST_WORDS:
                yield Quotation(text, *normal.reading.span(at + start, at + end))


def _spans(line: str) -> Iterator[tuple[int, int]]:
    for match in _CURLY.finditer(line):
        yield match.span(1)
    marks = [match.start() for match in _STRAIGHT.finditer(line)]
    for first, last in zip(marks[::2], marks[1::2], strict=False):
        if last - first - 1 <= LONGEST:
            yield first + 1, last


def sentences(line: str) -> Iterator[tuple[int, int]]:
    """Each sentence of a paragraph, from its first character to its end; an abbreviation does not end one.

    >>> line = "See Ketchum v. County, 811 F.2d 1243 (9th Cir. 1987). The order was served. He came back."
    >>> [line[start:end] for start, end in sentences(line)]
    ['See Ketchum v. County, 811 F.2d 1243 (9th Cir. 1987).', 'The order was served.', 'He came back.']
    """
    start = 0
    for match in _END.finditer(line):
        word = line[max(match.start() - 12, start) : match.start() + 1].split()
        if match[0][0] == "." and word and _ABBREVIATED.search(word[-1]):
            continue
        yield start, match.start(1)
        start = match.end()
    if start < len(line):
        yield start, len(line)


_END = re.compile(r"[.?!][”\"’')\]]{0,3}()\s(?=[A-Z“\"‘(\[])|[?!]/()(?=[A-Z])")
_ABBREVIATED = re.compile(
    r"(?:^|[(\s“])(?:v|vs|No|Nos|Inc|Co|Corp|Ltd|Mr|Mrs|Ms|Dr|Jr|Sr|St|J|JJ|C\.J|Cir|Ct|App|Supp|Cf|cf|e\.g|i\.e|U\.S|id|Id|n|nn|"
    r"pp?|art|Art|sec|cl|Dep’t|Dept|Sgt|Lt|Det|Hon|Gov|Rev|Stat|Ed|al|rel|[A-Z]|(?:[A-Z]\.)+[A-Z])\.$"
)
