"""The normaliser: an opinion as an old reporter printed it, made readable; every place in it leads back to the original."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from afortiori.opinion.offsets import Edit, Rewritten, untouched
from afortiori.opinion.pages import PageMark, Pages, lifted, marks_in, notes_in

LONG_LINE = 200
INDENTED = 6
MOST_WARNINGS = 20
_ODD = re.compile(r"[^\t-\r\x20-\x7e§¶“”‘’—–…]")
_DROPPED = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SUPERSCRIPT = "\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079"
_YEAR = re.compile(r"(?<=\.)(?=(?:1[6-9]|20)\d\d\))")
_DASH = re.compile(r"(?<=[^\s—])—(?=[^\s—])|(?<=[^\s—])—(?=\s)|(?<=\s)—(?=[^\s—])|(?<=\w)--(?=\w)|(?<=\d)–(?=\d)")
_BLANKS = re.compile(r"\s+")
_HYPHEN = re.compile(r"(?<![\w-])([A-Za-z]{2,40})- ?([a-z]{2,40})(?![\w-])")
_WORD = re.compile(r"[A-Za-z]{4,80}")
_MIXED = re.compile(r"[A-Za-z][\u0370-\u03ff\u0400-\u052f]|[\u0370-\u03ff\u0400-\u052f][A-Za-z]")
_FOOT = re.compile(r"\s{0,60}(?:\n[ \t]{0,60}-?[ \t]?\d{1,4}[ \t]?-?\s{0,20})?$")
_TOP = re.compile(r"\f[^\S\f]*([^\n\r\f]{1,200})")
_ON_THE_PAGE = re.compile(r"[^\S\f]+")
_GOES_ON = re.compile(
    r"(?:^|[\s(])(?:v|vs|No|Nos|Inc|Co|Corp|Cir|F|U\.S|See|see|Id|id|Cf|Mr|Mrs|Dr|J|App|Supp|[A-Z])\.$"
)
_ENDS = '.:?!”")’]'


@dataclass(frozen=True, slots=True, eq=False)
class Normal:
    """A reading text with its way back, the page marks lifted out of it, and warnings for a reader."""

    reading: Rewritten
    pages: Pages
    warnings: tuple[str, ...]

    @property
    def text(self) -> str:
        """The reading text: one line a paragraph."""
        return self.reading.text

    def between(self, start: int, end: int, most: int) -> str:
        """What is read between two places of the original, as far as ``most`` characters and one more."""
        first = self.reading.inward(start)
        return self.text[first : min(self.reading.inward(end), first + most + 1)]

    def paragraphs(self) -> Iterator[tuple[int, str]]:
        """Each paragraph that is not empty, with where it starts in the reading text."""
        at = 0
        for line in self.text.split("\n"):
            if line.strip():
                yield at, line
            at += len(line) + 1


def normalise(text: str | Rewritten) -> Normal:
    r"""The reading text of an opinion.

    A space before a year (``Cir.1987``) and round dashes; page marks lifted out; a line broken within a paragraph
    mended; a word hyphenated by the printer joined, if it stands whole elsewhere; compatibility characters in their
    plain form, with a warning for letters that pose as others.

    >>> normal = normalise("If Balistreri’s claim holds,\nBalistr-eri’s order (9th Cir.1987)? *1429If")
    >>> normal.text
    'If Balistreri’s claim holds, Balistreri’s order (9th Cir. 1987)? If'
    >>> normal.reading.span(normal.text.rindex("If"), normal.text.rindex("If") + 2)
    Span(start=70, end=72)
    """
    start = untouched(text) if isinstance(text, str) else text
    plain = start.edited(_plain(start.text))
    plain = plain.edited(_page_feet(plain.text))
    marks = marks_in(plain.text)
    notes = notes_in(plain.text)
    pages = Pages(_as_original(plain, marks), None if notes is None else plain.start(notes))
    unmarked = plain.edited(lifted(plain.text, marks))
    vocabulary = frozenset(_WORD.findall(unmarked.text))
    lines = unmarked.edited(_lines(unmarked.text, vocabulary))
    spaced = lines.edited(_spaced(lines.text))
    joined = spaced.edited(_joined(spaced.text, vocabulary))
    return Normal(joined, pages, _warnings(joined.text))


def _page_feet(text: str) -> Iterator[Edit]:
    """The foot of a page and its number, where a form feed ends it: a sentence goes on over it."""
    at = 0
    running = _running(text)
    while (feed := text.find("\f", at)) >= 0:
        foot = _FOOT.search(text, max(feed - 120, at), feed)
        start = foot.start() if foot else feed
        at = _below_head(text, feed, running)
        before = text[max(start - 12, 0) : start]
        ended = before[-1:] in _ENDS and not _GOES_ON.search(before)
        indent = len(re.split(r"[\n\r\f]", text[feed:at])[-1])
        begins = indent >= INDENTED and text[at : at + 1].isupper()
        yield Edit(start, at, "\n\n\n    " if ended or begins else " ")


def _running(text: str) -> frozenset[str]:
    """The lines that stand at the top of three pages or more, but for their numbers: running heads."""
    tops = Counter(_head_of(match[1]) for match in _TOP.finditer(text))
    return frozenset(top for top, times in tops.items() if times >= 3 and top)


def _head_of(line: str) -> str:
    """A line's letters, or that it is a page's number alone."""
    letters = "".join(character for character in line if character.isalpha())
    return letters or ("0" if re.fullmatch(r"\W{0,9}\d{1,4}\W{0,9}", line) else "")


def _below_head(text: str, feed: int, running: frozenset[str]) -> int:
    """Where a page's own words begin, below a running head and the page's number."""
    top = _TOP.match(text, feed)
    if top and _head_of(top[1]) in running:
        blanks = _ON_THE_PAGE.match(text, top.end(1))
        return blanks.end() if blanks else top.end(1)
    blanks = _BLANKS.match(text, feed)
    return blanks.end() if blanks else feed + 1


def _as_original(text: Rewritten, marks: Iterable[PageMark]) -> tuple[PageMark, ...]:
    return tuple(PageMark(*text.span(mark.start, mark.end), mark.system, mark.page) for mark in marks)


def _plain(text: str) -> Iterator[Edit]:
    """Each odd character in its plain form: NFKC one by one, so that each leads back; what cannot be seen is dropped."""
    for match in _ODD.finditer(text):
        old = match[0]
        new = _plain_character(old)
        if new != old:
            yield Edit(match.start(), match.end(), new)


def _plain_character(character: str) -> str:
    if _DROPPED.match(character):
        return ""
    if unicodedata.category(character) in ("Cc", "Cs", "Cn", "Co"):
        return " "
    # A raised digit is a note's number: as a plain digit it would lengthen the page number that it stands after.
    return character if character in _SUPERSCRIPT else unicodedata.normalize("NFKC", character)


def _lines(text: str, vocabulary: frozenset[str]) -> Iterator[Edit]:
    """Blanks run together into one space, or one line end where a paragraph ends."""
    long_lines = _mostly_long(text)
    double = not long_lines and _double_spaced(text)
    for match in _BLANKS.finditer(text):
        blanks = match[0]
        if blanks == " ":
            continue
        start, end = match.span()
        if "\n" not in blanks and "\r" not in blanks:
            yield Edit(start, end, " ")
        elif (
            start and text[start - 1] == "-" and text[end : end + 1].islower() and text[start - 2 : start - 1].isalpha()
        ):
            yield _mended(text, start, end, vocabulary)
        else:
            breaks = _breaks(text, start, end, long_lines=long_lines, double=double)
            yield Edit(start, end, "\n" if breaks else " ")


def _mended(text: str, start: int, end: int, vocabulary: frozenset[str]) -> Edit:
    """A word broken at a line's end: whole if it stands whole elsewhere, else with its hyphen."""
    before = re.search(r"[A-Za-z]{1,40}$", text[max(start - 41, 0) : start - 1])
    after = re.match(r"[a-z]{1,40}", text[end : end + 40])
    whole = (before[0] if before else "") + (after[0] if after else "")
    return Edit(start - 1, end, "") if whole in vocabulary else Edit(start, end, "")


def _breaks(text: str, start: int, end: int, *, long_lines: bool, double: bool) -> bool:
    """Whether the blanks between two lines end a paragraph."""
    blanks = text[start:end].replace("\r\n", "\n").replace("\r", "\n")
    before, after = text[start - 1 : start], text[end : end + 1]
    flows = before not in _ENDS and after.islower()
    indent = len(blanks) - blanks.rfind("\n") - 1
    if double:
        return not flows and (indent >= 4 or blanks.count("\n") > 2)
    if blanks.count("\n") > 1:
        return not (flows and before != "")
    if long_lines:
        return not flows
    return indent >= 3 and before in _ENDS


def _mostly_long(text: str) -> bool:
    """Whether each line is a paragraph: most of the text stands in long lines."""
    return sum(len(line) for line in text.splitlines() if len(line) > LONG_LINE) * 2 > len(text)


def _double_spaced(text: str) -> bool:
    """Whether most lines are followed by an empty one, within paragraphs too."""
    singles = doubles = 0
    for match in re.finditer(r"(?<=[a-z,])[ \t]*\r?\n[ \t]*(\r?\n)?[ \t]*(?=[a-z])", text):
        singles, doubles = (singles, doubles + 1) if match[1] else (singles + 1, doubles)
    return doubles > singles


def _spaced(text: str) -> Iterator[Edit]:
    """A space before a year in brackets and round dashes; a short dash between numbers as a hyphen."""
    found = [Edit(match.start(), match.start(), " ") for match in _YEAR.finditer(text)]
    for match in _DASH.finditer(text):
        start, end = match.span()
        if match[0] == "–":
            found.append(Edit(start, end, "-"))
        else:
            left = "" if text[start - 1 : start].isspace() else " "
            right = "" if text[end : end + 1].isspace() else " "
            found.append(Edit(start, end, f"{left}—{right}"))
    yield from sorted(found)


def _joined(text: str, vocabulary: frozenset[str]) -> Iterator[Edit]:
    """``Balistr-eri`` joined, if ``Balistreri`` stands elsewhere."""
    for match in _HYPHEN.finditer(text):
        if match[1] + match[2] in vocabulary:
            yield Edit(match.end(1), match.start(2), "")


def _warnings(text: str) -> tuple[str, ...]:
    words = dict.fromkeys(_word_around(text, match.start()) for match in _MIXED.finditer(text))
    return tuple(f"'{word}' mixes letters that look alike of two alphabets" for word in list(words)[:MOST_WARNINGS])


def _word_around(text: str, at: int) -> str:
    left, right = text[max(at - 20, 0) : at], text[at : at + 20]
    return left.split()[-1] + right.split()[0] if left and not left[-1].isspace() else right.split()[0]
