"""A quotation looked for in the text that it is said to come from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from afortiori.opinion.normal import Normal, normalise

IDENTICAL, ALTERED, CLOSE, MISPRINTED, NEAREST = "identical", "altered", "close", "misprinted", "nearest"
MOST_LEFT_OUT = 200
MOST_PUT_IN = 12
MOST_STEPS = 3_000_000
LEAST_ALIKE = 0.5
_FOLDED = str.maketrans({"“": "'", "”": "'", "‘": "'", "’": "'", '"': "'", "–": "-", "—": "-", "\n": " "})
_TOKEN = re.compile(r"\[[^\[\]]{0,200}\]\w*|\w+(?:\[[^\[\]]{0,60}\]\w*)?(?:['’-]\w+)*|(?:\.\s?){3,4}|…|\*\s\*\s\*")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
EDGES = " .,;:!?'\"“”‘’"


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quotation stands, in the original and with the source's own words, and how well they agree.

    *identical*: the same words, marks of quotation, dashes and line ends apart. *altered*: with omissions and brackets that are
    shown. *close*: the same words but for capitals and points. *misprinted*: a letter in a long word apart. *nearest*: the passage
    most like it.
    """

    kind: str
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text, folded, with where each stands."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


class Source:
    """A text in which quotations are looked for; its words are found once."""

    def __init__(self, normal: Normal) -> None:
        self.normal = normal
        self._folded = normal.text.translate(_FOLDED)
        found = [(folded(match[0]), match.span()) for match in _WORD.finditer(normal.text)]
        self._words = _Words(tuple(word for word, _ in found), tuple(span for _, span in found))
        self._at: dict[str, list[int]] = {}
        for index, word in enumerate(self._words.words):
            self._at.setdefault(word, []).append(index)
        self._steps = MOST_STEPS

    @property
    def spent(self) -> bool:
        """Whether so much was looked for that what was not found may yet stand here: comparing is bounded."""
        return self._steps <= 0

    def find(self, quotation: str) -> Match | None:
        """Where a quotation stands, the best way first; None where nothing in the text is like it.

        >>> source = Source(normalise("The state had no duty to protect, and so we affirm."))
        >>> source.find("had no duty to protect").kind, source.find("[t]he state ... so we affirm").kind
        ('identical', 'altered')
        >>> match = source.find("the state had a duty to protect")
        >>> match.kind, match.words
        ('nearest', 'The state had no duty to protect')
        """
        plain = " ".join(normalise(quotation).text.split()).strip(EDGES)
        if not plain:
            return None
        at = self._identical(plain.translate(_FOLDED))
        if at >= 0:
            return self._match(IDENTICAL, at, at + len(plain))
        return self._tolerant(plain) or self._nearest(plain)

    def _identical(self, wanted: str) -> int:
        """Where the same words stand; -1 where they do not."""
        at = self._folded.find(wanted)
        while at >= 0 and not self._whole(at, at + len(wanted)):
            at = self._folded.find(wanted, at + 1)
        return at

    def _whole(self, start: int, end: int) -> bool:
        """Whether a stretch begins and ends with whole words."""
        text = self._folded
        cut_before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
        return not cut_before and not (end < len(text) and text[end].isalnum() and text[end - 1].isalnum())

    def _match(self, kind: str, start: int, end: int) -> Match:
        words = " ".join(self.normal.text[start:end].split())
        return Match(kind, words, *self.normal.reading.span(start, end))

    def _tolerant(self, plain: str) -> Match | None:
        """The words in their order, where omissions and brackets stand for whatever they may."""
        wanted = list(_wanted(plain))
        first = next((index for index, one in enumerate(wanted) if one.word), None)
        if first is None:
            return None
        for start in self._starts(wanted[first].word):
            if self.spent:
                break
            end = self._follows(wanted[first:], start)
            if end is not None:
                at, until = self._words.spans[start][0], self._words.spans[end - 1][1]
                return self._match(self._kind(wanted, start, end), at, until)
        return None

    def _starts(self, word: str) -> Iterator[int]:
        yield from self._at.get(word, ())
        if len(word) >= 6 and word not in self._at:
            for other, places in self._at.items():
                if _alike(word, other):
                    yield from places

    def _follows(self, wanted: list[_Wanted], start: int) -> int | None:
        """Where the words wanted end, beginning at ``start``; None where they do not follow."""
        at, free = start, 0
        words = self._words.words
        for one in wanted:
            if not one.word:
                free = max(free, one.free)
                continue
            last = min(at + free + 1, len(words))
            found = next((index for index in range(at, last) if self._same(one.word, words[index])), None)
            if found is None:
                return None
            at, free = found + 1, 0
        return at

    def _same(self, wanted: str, held: str) -> bool:
        self._steps -= 1
        return self._steps > 0 and (wanted == held or _alike(wanted, held))

    def _kind(self, wanted: list[_Wanted], start: int, end: int) -> str:
        """How well words found agree: those in brackets apart, do they stand there as written, or but for capitals."""
        held = self._words.words[start:end]
        if not all(one.word in held for one in wanted if one.word and not one.bracketed):
            return MISPRINTED
        text = self.normal.text[self._words.spans[start][0] : self._words.spans[end - 1][1]]
        written = set(_WORD.findall(text.replace("’", "'")))
        as_written = all(one.written.replace("’", "'") in written for one in wanted if one.word and not one.bracketed)
        return ALTERED if as_written and any(one.changed for one in wanted) else CLOSE

    def _nearest(self, plain: str) -> Match | None:
        """The passage that shares most of the quotation's words in their order, if it shares half of them."""
        from difflib import SequenceMatcher

        wanted = [one.word for one in _wanted(plain) if one.word]
        if len(wanted) < 4:
            return None
        best, score, held = None, LEAST_ALIKE, Counter(wanted)
        for start in islice(self._candidates(wanted), 40):
            window = self._words.words[start : start + len(wanted) + 6]
            self._steps -= sum(held[word] for word in window)
            if self.spent:
                break
            blocks = [b for b in SequenceMatcher(None, wanted, window, autojunk=False).get_matching_blocks() if b.size]
            shared = sum(block.size for block in blocks) / len(wanted)
            if blocks and shared > score:
                best, score = (start + blocks[0].b, start + blocks[-1].b + blocks[-1].size), shared
        if best is None:
            return None
        return self._match(NEAREST, self._words.spans[best[0]][0], self._words.spans[best[1] - 1][1])

    def _candidates(self, wanted: list[str]) -> Iterator[int]:
        """Places where the quotation might begin: where most of its rarer words stand together, the best first."""
        rare = sorted((word for word in set(wanted) if word in self._at), key=lambda word: (len(self._at[word]), word))
        votes: dict[int, set[str]] = {}
        for word in rare[:12]:
            offset = wanted.index(word)
            for place in self._at[word][:500]:
                votes.setdefault(max(place - offset, 0) // 4, set()).add(word)
        together = {block: len(words | votes.get(block + 1, set())) for block, words in votes.items()}
        for block in sorted(together, key=lambda block: (-together[block], block)):
            yield max(block * 4 - 3, 0)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A word of a quotation, or a gap in which ``free`` words of the source may stand. ``changed``: brackets or an omission."""

    word: str
    written: str = ""
    free: int = 0
    bracketed: bool = False

    @property
    def changed(self) -> bool:
        """Whether the writer shows a change here."""
        return self.bracketed or not self.word


def _wanted(plain: str) -> Iterator[_Wanted]:
    for match in _TOKEN.finditer(plain):
        token = match[0]
        if token[0] in ".…*":
            yield _Wanted("", free=MOST_LEFT_OUT)
        elif token[0] == "[" and token[-1] == "]":
            yield _Wanted("", free=MOST_PUT_IN, bracketed=True)
        elif "[" in token:
            yield from _letter(token)
        else:
            yield _Wanted(folded(token), token)


def _letter(token: str) -> Iterator[_Wanted]:
    """``[h]ad`` is 'had'; ``establish[ed]`` stands for whatever word it was."""
    inside = re.sub(r"[\[\]]", "", token)
    if re.match(r"\[\w\]\w", token):
        yield _Wanted(folded(inside), inside, bracketed=True)
    else:
        yield _Wanted("", free=MOST_PUT_IN, bracketed=True)


def folded(word: str) -> str:
    """A word without capitals and marks.

    >>> folded("Balistr-eri’s")
    'balistreris'
    """
    return re.sub(r"['’-]", "", word).casefold()


def _alike(a: str, b: str) -> bool:
    """Whether two long words differ by one letter, as bad print makes them; numbers never do."""
    if a == b:
        return True
    if min(len(a), len(b)) < 6 or abs(len(a) - len(b)) > 1 or not (a.isalpha() and b.isalpha()):
        return False
    if len(a) > len(b):
        a, b = b, a
    at = next((index for index in range(len(a)) if a[index] != b[index]), len(a))
    return a[at + 1 :] == b[at + 1 :] if len(a) == len(b) else a[at:] == b[at + 1 :]
