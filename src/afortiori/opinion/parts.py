"""The parts of an opinion: syllabus, majority, concurrence, dissent, each with its author."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from afortiori.opinion.normal import Normal

KINDS = (
    "head",
    "syllabus",
    "opinion",
    "majority",
    "plurality",
    "per curiam",
    "concurrence",
    "partial dissent",
    "dissent",
    "notes",
)
HEADING = 120
HEADINGS = {
    "opinion": "opinion", "opinion of the court": "opinion", "memorandum opinion": "opinion", "opinion and order": "opinion",
    "memorandum opinion and order": "opinion", "dissent": "dissent", "dissenting opinion": "dissent", "concurrence": "concurrence",
    "concurring opinion": "concurrence",
}  # fmt: skip
_NAME = r"(?:[A-Z][\w’'.-]{0,30}(?:,? (?:Jr|Sr|II|III)\.?)?)(?:\s[A-Z][\w’'.-]{0,30}){0,3}"
_TITLED = re.compile(
    rf"(?:M[rRsS]\.? )?(?:THE )?(?:Chief |CHIEF )?(?:Justice|JUSTICE|Judge|JUDGE) (?P<author>{_NAME}?)(?P<rest>(?:,| delivered| announced| concurr| dissent| filed|$|[.:]).*)$"
)
_JUDGE = re.compile(
    rf"(?P<author>{_NAME}?),? (?:(?:Chief|Senior|Associate|Acting|Presiding|Circuit|District|Magistrate|Supreme|United States|U\.S\.|CHIEF|SENIOR|ASSOCIATE|CIRCUIT|DISTRICT) ){{0,4}}"
    r"(?:Judges?|JUDGES?|Justices?|JUSTICES?|C\.\s?J\.|P\.\s?J\.|JJ?\.)\s?\*{0,2}(?P<rest>(?:[,.:(]|$| delivered| concurr| dissent).*)$"
)
_SHORT = re.compile(
    r"(?:By the Court, )?(?P<author>[A-Z’'.-]{3,30}),? (?:C\.\s?J\.|P\.\s?J\.|J\.)(?P<rest>$|\s(?:— )?[A-Z“].*$)"
)
_BARE = re.compile(
    r"(?P<rest>(?:concurring|dissenting)(?: [a-z ,]{0,60})?[.:])\s*$|(?P<rest2>(?:concurring|dissenting)(?: [a-z ,]{0,60})?:).*$"
)
_CURIAM = re.compile(r"PER CURIAM\b|Per Curiam\b")
_SYLLABUS = re.compile(r"(?:Syllabus|SYLLABUS)\s*(?:by the Court)?\.?$")
_STATEMENT = re.compile(r"(?:concurs?|dissents?|took no part)\b[^.:]{0,80}\.$")


_NO_AUTHOR = re.compile(
    r"(?:Before|BEFORE|The|THE|Hon|And|and|Circuit|CIRCUIT|District|DISTRICT|Chief|Senior|Associate|United|By|All|Of)\b|.*’s$|.*'s$"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an opinion in the original, from ``start`` to ``end``. An author not seen is empty."""

    kind: str
    author: str
    start: int
    end: int
    field: str = ""


@dataclass(frozen=True, slots=True)
class _Header:
    kind: str
    author: str


def parts_of(normal: Normal, given: Iterable[Part], length: int) -> tuple[Part, ...]:
    """The parts of an opinion: those that its record gives, else those whose headers stand in the text."""
    stated = tuple(given)
    if stated:
        return tuple(_with_author(part, normal) for part in stated)
    found: list[Part] = []
    for at, line in normal.paragraphs():
        header = header_of(line)
        if header is not None:
            place = normal.reading.start(at)
            if (
                found
                and not found[-1].author
                and place - found[-1].start <= HEADING
                and found[-1].kind in HEADINGS.values()
            ):
                found[-1] = Part(header.kind, header.author, found[-1].start, length)
                continue
            if found:
                found[-1] = _ending(found[-1], place)
            found.append(Part(header.kind, header.author, place, length))
    if not found:
        found = [Part("opinion", "", 0, length)]
    elif found[0].start > 0:
        found.insert(0, Part("head", "", 0, found[0].start))
    return tuple(_without_notes(found, normal.pages.notes, length))


def _ending(part: Part, end: int) -> Part:
    return Part(part.kind, part.author, part.start, end, part.field)


def _with_author(part: Part, normal: Normal) -> Part:
    """A part with its author tidied, or, where the record is silent, as its first lines name it."""
    if part.author:
        return Part(part.kind, tidy(part.author), part.start, part.end, part.field)
    opening = normal.text[normal.reading.inward(part.start) :][:300].lstrip().split("\n")[0]
    header = header_of(opening)
    return Part(part.kind, header.author if header else "", part.start, part.end, part.field)


def _without_notes(parts: list[Part], notes: int | None, length: int) -> list[Part]:
    """The last part cut where the notes begin, which are a part of their own."""
    if notes is None or notes <= parts[-1].start:
        return parts
    return [*parts[:-1], _ending(parts[-1], notes), Part("notes", parts[-1].author, notes, length)]


def header_of(line: str) -> _Header | None:
    """What a paragraph's first words begin: a part of a kind by an author; None where they begin none.

    >>> header_of("WATERS, District Judge, dissenting:")
    _Header(kind='dissent', author='Waters')
    >>> header_of("Justice BRENNAN, with whom Justice MARSHALL joins, dissenting.").kind
    'dissent'
    >>> header_of("Justice Blackmun concurs in the judgment.") is None
    True
    """
    opening = re.sub(r"\s+", " ", line[:400]).strip(" *_-")
    if _SYLLABUS.match(opening):
        return _Header("syllabus", "")
    if _CURIAM.match(opening):
        return _Header("per curiam", "")
    bare = _BARE.match(opening)
    if bare:
        return _Header(_kind(bare["rest"] or bare["rest2"]), "")
    if opening.lower().strip(" .:") in HEADINGS and (opening[:1].isupper() and len(opening) < 40):
        return _Header(HEADINGS[opening.lower().strip(" .:")], "")
    short = _SHORT.match(opening)
    if short:
        return _Header(_at_once(short["rest"]), tidy(short["author"]))
    match = _TITLED.match(opening) or _JUDGE.match(opening)
    if not match or _STATEMENT.search(opening) or _NO_AUTHOR.match(match["author"]):
        return None
    return _judged(match, whole=opening)


def _judged(match: re.Match[str], *, whole: str) -> _Header | None:
    """A header only if it says what it begins, or is short and ends as one."""
    rest = match["rest"]
    says = re.match(
        r"[,.(:]?\s?(?:with whom [^:]{0,220}?joins?[^:]{0,80}?,\s?|joined by [^:]{0,200}?,\s?|sitting by designation,\s?|(?:on )?[a-z ]{0,30}(?=dissent|concur))?"
        r"(delivered|announced|filed|concurring|dissenting|writing|specially|also|for the [Cc]ourt)",
        rest,
    )
    if says:
        before_colon = rest.split(":")[0][:300]
        if says[1] in ("concurring", "dissenting", "specially", "also") and not (
            re.search(r"[.:]\s|[.:]$|\)$", rest) or len(whole) < 80
        ):
            return None
        return _Header(_kind(before_colon), tidy(match["author"]))
    if re.match(r"\s*(?:[:.]|,?\s?(?:sitting by designation|for the [Cc]ourt)[:.]|delivered)", rest) and len(whole) > 3:
        return _Header("majority", tidy(match["author"])) if match.re is _JUDGE or len(whole) < 60 else None
    return None


def _at_once(rest: str) -> str:
    """The kind of part that begins after a judge's name alone: by its first words, as California's judges write it."""
    first = re.match(r"\s(?:— )?I (?:must |would |respectfully )?(concur and dissent|concur|dissent)", rest)
    return "majority" if not first else _kind(first[1])


def _kind(words: str) -> str:
    """The kind of part that a header's words say."""
    lowered = words.lower().split(". ")[0]
    dissents, concurs = "dissent" in lowered, "concur" in lowered
    if dissents and (concurs or "in part" in lowered):
        return "partial dissent"
    if dissents:
        return "dissent"
    if concurs:
        return "concurrence"
    return "plurality" if "announced the judgment" in lowered else "majority"


def tidy(author: str) -> str:
    """A judge's name as it is written in running text.

    >>> tidy("STAHL, Circuit Judge."), tidy("Justice O’Connor"), tidy("Chief Justice REHNQUIST"), tidy("DeSHANEY")
    ('Stahl', 'O’Connor', 'Rehnquist', 'DeShaney')
    """
    name = re.sub(r"^(?:M[rRsS]\.? )?(?:(?:Chief|CHIEF) )?(?:Justice|JUSTICE|Judge|JUDGE) ", "", author.strip()[:120])
    name = name.split(",")[0].strip(" .:*")
    return " ".join(_cased(word) for word in name.split())


def _cased(word: str) -> str:
    if len(word) < 3 or not re.search(r"[A-Z]{3,}", word):
        return word
    return re.sub(r"(?<=[A-Z])[A-Z]+", lambda match: match[0].lower(), word)


@dataclass(frozen=True, slots=True)
class Places:
    """Which part each place of the original stands in."""

    parts: tuple[Part, ...]

    def at(self, place: int) -> Part | None:
        """The part at a place; None outside of all."""
        index = bisect_right(self.parts, place, key=lambda part: part.start) - 1
        return self.parts[index] if index >= 0 and place < self.parts[index].end else None
