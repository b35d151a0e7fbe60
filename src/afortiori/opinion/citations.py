"""Citations: eyecite behind our own normaliser, courts, names and pins; every place leads back into the original."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from afortiori.errors import MissingExtra
from afortiori.opinion.court_names import court_named, dated, squashed
from afortiori.opinion.normal import Normal

LONGEST_CHUNK = 8_000
BESIDE = 60
_WORTH_READING = re.compile(r"\d|\b[Ii](?:d|bid)\.|\b[Ss]upra\b|§")
_KINDS = {
    "FullCaseCitation": "case",
    "ShortCaseCitation": "short",
    "IdCitation": "id",
    "SupraCitation": "supra",
    "FullLawCitation": "statute",
    "FullJournalCitation": "journal",
}
_PAGE = r"\*?\d{1,6}(?:-\d{1,6})?"
_NOTE = r"nn?\.\s?\d{1,4}(?:-\d{1,4})?"
_PINS = rf"(?:pp?\.\s*)?((?:{_PAGE}|{_NOTE})(?:(?:,\s*and\s+|,\s*|\s*&\s*|\s+and\s+)(?:{_PAGE}|{_NOTE})|\s+{_NOTE})*)"
_PIN = re.compile(rf",?\s*(?:at\s+)?{_PINS}")
_AT = re.compile(rf",?\s*at\s+{_PINS}")
_SECTION = r"§§?\s*[\w.\[\]()-]{0,30}[\w\])]"
_ID = re.compile(rf"(?:{_AT.pattern}|,?\s*(?:at\s+)?({_SECTION}))")
_PIN_OF = {"short": _PIN, "id": _ID, "supra": _AT}
_PAREN = re.compile(r"[\s,]*\(((?:[^()]|\([^()]{0,200}\)){1,400})\)")
_COURT = re.compile(r"[^()]{0,60}?\(([^()]{1,100})\)")
# California puts the year before: 'People v. Lee (2001) 24 Cal.4th 100'.
_YEAR_FIRST = re.compile(r"\s\((?:[^()]{1,30}\s)?((?:1[6-9]|20)\d\d)\)\s*$")
_HISTORY = re.compile(
    r"[\s,]{0,3}(aff[’']d|affirmed|rev[’']d|reversed|vacated|after remand|on remand|aff[’']g|rev[’']g|appeal dismissed|cert\. denied|cert\. granted|cert\. dismissed|overruled|abrogated|superseded|withdrawn|"
    r"amended|modified|reh[’']g denied|reh[’']g granted)\b"
)
SIGNALS = (
    "see, e.g.", "see also", "see generally", "see", "but see", "but cf.", "cf.", "accord", "contra", "compare", "e.g.", "with",
)  # fmt: skip
_SIGNAL = re.compile(
    r"(?:^|[\s(“.;—])((?:but\s+)?see,?\s+(?:also,?\s+)?e\.\s?g\.,?|see\s+also,?|see\s+generally|but\s+see|but\s+cf\.|see|cf\.|accord,?|contra,?|compare|e\.g\.,?)\s*$",
    re.IGNORECASE,
)
_WITH = re.compile(r"\bwith\s*$")
_CONNECTS = frozenset(
    [
        "of",
        "the",
        "and",
        "&",
        "for",
        "by",
        "de",
        "la",
        "le",
        "du",
        "del",
        "della",
        "van",
        "dem.",
        "von",
        "der",
        "den",
        "ex",
        "rel.",
        "rel",
        "et",
        "al.",
        "al",
        "re",
        "d/b/a",
        "dba",
        "f/k/a",
    ]
)
_PREFIXED = re.compile(r"(?:\b(?:In re|In the Matter of|Matter of|Ex parte|Estate of)\s[^,;()]{2,100})(?:,\s*)?$")
_LEADS = re.compile(
    r"^(?:(?:But\s+)?[Ss]ee,?\s+(?:also,?\s+|e\.\s?g\.,?\s+)?|In\s+(?!re\b|the Matter)|Cf\.\s+|Accord,?\s+|Compare\s+|Under\s+|Contra\s+|And\s+|But\s+|As\s+|Unlike\s+|Like\s+|Also\s+|Citing\s+|Quoting\s+)+"
)


@dataclass(frozen=True, slots=True)
class Cite:
    """One citation. ``start`` and ``end`` bound ``text`` in the original; ``whole`` bounds it with names and parentheses.

    ``refers`` is the index of the citation that a short form, *id.* or parallel citation stands for. ``pages`` gives the page
    on which it stands in each page system known there.
    """

    kind: str
    text: str
    cite: str
    start: int
    end: int
    whole: tuple[int, int]
    name: str = ""
    court: str = ""
    year: str = ""
    pin: str = ""
    signal: str = ""
    parenthetical: str = ""
    history: str = ""
    refers: int | None = None
    parallel: bool = False
    part: str = ""
    author: str = ""
    pages: tuple[tuple[str, int], ...] = ()
    case: str = ""
    words: str = ""

    @property
    def key(self) -> str:
        """The citation so that two ways of writing it are one."""
        return compact(self.cite)

    @property
    def page(self) -> int | None:
        """The page in the first system; None where it is unknown."""
        return self.pages[0][1] if self.pages else None


def compact(cite: str) -> str:
    """A citation without spaces and case: '675 F. Supp. 314' and '675 F.Supp. 314' are one.

    The spaces round its numbers stay, so that '1 F.2d 23' and '1 F. 2d23' are two.

    >>> compact("675 F. Supp. 314") == compact("675 F.Supp. 314")
    True
    """
    words = cite.lower().split()
    return f"{words[0]} {''.join(words[1:-1])} {words[-1]}" if len(words) > 2 else " ".join(words)


def volume_of(key: str) -> str:
    """The volume and the reporter of a citation's key: what a short form names too.

    >>> volume_of("675 f.supp. 314")
    '675 f.supp.'
    """
    return key.rpartition(" ")[0]


@dataclass(slots=True)
class _Found:
    """What eyecite found in a paragraph, and where in the reading text."""

    kind: str
    start: int
    end: int
    first: int
    theirs: Any
    cite: str
    pin: str = ""


def find(normal: Normal) -> tuple[Cite, ...]:
    """Every citation of a reading text in order, its short forms resolved."""
    found: list[Cite] = []
    for at, chunk in chunks(normal):
        here = _in_chunk(chunk)
        found += [_cite(one, chunk, at, normal, here, index) for index, one in enumerate(here)]
    return _resolved(_histories(_parallels(found, normal), normal))


def chunks(normal: Normal) -> Iterator[tuple[int, str]]:
    """The paragraphs worth reading; a long one in pieces, cut between sentences."""
    for at, line in normal.paragraphs():
        for start, end in _pieces(line):
            if _WORTH_READING.search(line, start, end):
                yield at + start, line[start:end]


def _pieces(line: str) -> Iterator[tuple[int, int]]:
    """A paragraph whole, or in pieces that are not too long."""
    start = 0
    while len(line) - start > LONGEST_CHUNK:
        middle, last = start + LONGEST_CHUNK // 2, start + LONGEST_CHUNK
        sentence, word = line.rfind(". ", middle, last) + 2, line.rfind(" ", middle, last) + 1
        end = sentence if sentence > 1 else word or last
        yield start, end
        start = end
    yield start, len(line)


@cache
def _eyecite() -> Any:
    """Eyecite's own reading, its search for a court remembered: the same answers, sooner."""
    try:
        import eyecite
        from eyecite import helpers
    except ImportError:
        raise MissingExtra("opinions", "finding citations") from None
    helpers.get_court_by_paren = cache(helpers.get_court_by_paren)
    logging.getLogger("eyecite").setLevel(logging.CRITICAL)
    return eyecite.get_citations


def _in_chunk(chunk: str) -> list[_Found]:
    found = []
    for theirs in _eyecite()(chunk):
        kind = _KINDS.get(type(theirs).__name__)
        if kind is not None:
            start, end = theirs.span()
            pin, end = _own_pin(theirs, kind, chunk, end)
            found.append(_Found(kind, start, end, theirs.full_span()[0], theirs, _standard(theirs, kind), pin))
    return sorted([*found, *_dockets(chunk, found)], key=lambda one: (one.start, one.end))


def _own_pin(theirs: Any, kind: str, chunk: str, end: int) -> tuple[str, int]:
    """The pin that is a part of a citation, and where both end; eyecite leaves it out where a note or a parenthesis follows."""
    written = re.sub(r"^(?:at|,)\s*", "", getattr(theirs.metadata, "pin_cite", None) or "").strip(" ,.")
    match = _PIN_OF[kind].match(chunk, end) if kind in _PIN_OF and not written else None
    if match and not chunk[match.end() : match.end() + 1].isalnum():
        return next(filter(None, match.groups())), match.end()
    return written, end


_DOCKET = re.compile(
    r"\bNos?\.\s(\d[\w:.-]{2,25}\d)(?:,\s*slip op\.)?(?:,?\s+at\s+[\d-]{1,12})?,?\s\(([^()]{3,80}(?:19|20)\d\d)\)"
)


def _dockets(chunk: str, found: list[_Found]) -> list[_Found]:
    """Decisions cited by docket number and court alone."""
    taken = [(one.start, one.end) for one in found]
    return [
        _Found("docket", match.start(), match.end(1), match.start(), None, f"No. {match[1]}")
        for match in _DOCKET.finditer(chunk)
        if not any(match.start() < end and start < match.end(1) for start, end in taken)
    ]


def _standard(theirs: Any, kind: str) -> str:
    """Volume, reporter in its usual form, page."""
    if kind not in ("case", "short"):
        return str(theirs.matched_text()) if kind in ("statute", "journal") else ""
    groups = theirs.groups
    return f"{groups.get('volume') or ''} {theirs.corrected_reporter()} {groups.get('page') or '___'}".strip()


def _cite(one: _Found, chunk: str, at: int, normal: Normal, here: list[_Found], index: int) -> Cite:
    """A citation with all that stands round it."""
    later = [other.start for other in here if other.start >= one.end]
    tail = chunk[one.end : min([*later, one.end + 600])]
    name, first = _named(one, chunk, here, index)
    told = _told(one, chunk[max(one.start - 60, 0) : one.start], tail)
    pin, court, year, parenthetical, history, taken = told
    start, end = normal.reading.span(at + one.start, at + one.end)
    whole = normal.reading.span(at + first, at + max(one.end + taken, one.end))
    original_text = normal.text[at + one.start : at + one.end]
    return Cite(
        one.kind, original_text, one.cite, start, end, (whole.start, whole.end), name, court, year, pin,
        _signal(chunk, first, here, index), parenthetical, history, words=chunk[one.start : one.end],
    )  # fmt: skip


def _told(one: _Found, before: str, tail: str) -> tuple[str, str, str, str, str, int]:
    """What follows a citation: pin, court, year, parenthetical, later history, and how long that is."""
    taken = 0
    pin = one.pin
    match = _PIN.match(tail) if one.kind not in ("short", "id", "supra", "statute") else None
    if match and not (match.end() < len(tail) and tail[match.end()].isalnum()):
        pin, taken = match[1], match.end()
    court, year = "", ""
    paren = _COURT.match(tail, taken) if one.kind in ("case", "docket", "journal") else None
    if paren and ";" not in paren[0].split("(")[0] and ". " not in paren[0].split("(")[0]:
        written, year = dated(paren[1])
        court = _court(written, one)
        taken = paren.end() if court or year else taken
    court = court or _reporters_court(one)
    year = year or (_YEAR_FIRST.search(before) or ("", ""))[1]
    parenthetical = ""
    while (more := _PAREN.match(tail, taken)) is not None:
        parenthetical, taken = parenthetical or more[1], more.end()
    history = _HISTORY.match(tail, taken)
    return pin, court, year, parenthetical, history[1] if history else "", taken


def _court(written: str, one: _Found) -> str:
    """The court named; of a state named alone before the Federal Supplement, its one district."""
    court = (court_named(written) or "") if written else ""
    district = court_named(f"D. {written}") if court and one.cite.split(" ", 1)[-1].startswith("F. Supp") else None
    return district or court


def _reporters_court(one: _Found) -> str:
    """The court that a reporter prints alone: the Supreme Court, or a state's highest."""
    edition = getattr(one.theirs, "edition_guess", None)
    if edition is None:
        return ""
    name = squashed(re.sub(r"\s?(?:2d|3d|[4-9]th)$", "", edition.short_name))
    return "scotus" if edition.reporter.is_scotus else _highest_courts().get(name, "")


@cache
def _highest_courts() -> dict[str, str]:
    """The highest court of each state by the reporter that is named as it is; other courts are named in the parenthesis."""
    from afortiori.courts import built_in

    highest = [court for court in built_in().values() if court.level == "supreme" and court.system != "us"]
    return {squashed(court.abbreviation): court.id for court in highest} | {"ohiost": "ohio"}


def _named(one: _Found, chunk: str, here: list[_Found], index: int) -> tuple[str, int]:
    """The case's name before a citation, and where it begins; empty, and the citation's own start, where there is none."""
    if one.kind in ("statute", "journal", "id"):
        return "", one.start
    floor = max([other.end for other in here[:index] if other.end <= one.start], default=0)
    before = chunk[max(floor, one.start - 240) : one.start]
    prefixed = _PREFIXED.search(before)
    versus = re.search(r"\s(?:v|vs)\.?\s(?!.*\s(?:v|vs)\.?\s)", before, re.DOTALL)
    if versus:
        return _adversaries(before, versus, one.start)
    if prefixed:
        return prefixed[0].strip(" ,"), one.start - len(before) + prefixed.start()
    guess = getattr(getattr(one.theirs, "metadata", None), "antecedent_guess", None)
    return (str(guess), one.first) if guess and one.kind in ("short", "supra") else ("", one.start)


def _adversaries(before: str, versus: re.Match[str], start: int) -> tuple[str, int]:
    """'A v. B' before a citation; the first party is walked back to over capitals and the words that join them."""
    second = re.sub(r"(?:,?\s*\b[Ss]upra\b)?[\s,]*(?:No\.[^,]*,?\s*)?$", "", before[versus.end() :])
    second = _YEAR_FIRST.sub("", second)
    second = re.sub(r"\s\((?:In re [^()]{1,80}|(?:hereinafter )?[\"“][^()\"”]{1,60}[\"”])\)$", "", second)
    if len(second) > 150 or re.search(r"[;()—]|[a-z]\.\s+[A-Z][a-z]+ [a-z]", second):
        return "", start
    words = list(re.finditer(r"\S+", before[: versus.start()]))
    first = len(words)
    while first and in_a_name(words[first - 1][0], " ".join(word[0] for word in words[first : first + 2])):
        first -= 1
    while (
        first < len(words)
        and words[first][0].lower().strip(",") in _CONNECTS
        and words[first][0] not in ("In", "Ex", "The")
    ):
        first += 1
    if first == len(words):
        return "", start
    at = words[first].start()
    at += len(lead[0]) if (lead := _LEADS.match(before[at : versus.start()])) else 0
    return f"{before[at : versus.start()].strip()} v. {second.strip(' ,')}", start - len(before) + at


def in_a_name(word: str, after: str) -> bool:
    """Whether a word before 'v.' belongs to the first party's name."""
    if word.endswith((";", ")", ").", "),", ":", "—", "”", "?", "!")) or word in ("—", "–"):
        return False
    if re.fullmatch(r"\*?\d[\d–-]*[.,;)]+", word):
        return False
    if word.endswith(".") and len(word) > 6 and after[:1].isupper() and word.lower() not in _CONNECTS:
        return word[:-1].lower() in _SHORTENED
    if (
        word.endswith(",")
        and after
        and not re.match(r"(?:[A-Z]\w+, )?(?:Inc|Ltd|LLC|L\.|P\.|N\.|Jr|Sr|Co|S\.|et|ex|by|a)\b", after)
    ):
        return False
    return word[:1].isupper() or word.lower().strip(",") in _CONNECTS or word[:1].isdigit() or word[:1] in "‘’'“"


_SHORTENED = frozenset(
    [
        "assoc",
        "assn",
        "ass’n",
        "comm’n",
        "comm",
        "commw",
        "commr",
        "corp",
        "dept",
        "dep’t",
        "dist",
        "educ",
        "gov’t",
        "hosp",
        "indus",
        "int’l",
        "nat’l",
        "railway",
        "univ",
        "servs",
        "bhd",
    ]
)


def _signal(chunk: str, first: int, here: list[_Found], index: int) -> str:
    """The signal before a citation; one given earlier in the same string of citations goes on."""
    match = _SIGNAL.search(chunk, max(first - 24, 0), first)
    if match:
        return re.sub(r"\s+", " ", match[1].lower()).strip(" ,")
    if _WITH.search(chunk, max(first - 24, 0), first) and re.search(r"\b[Cc]ompare\s", chunk[:first]):
        return "with"
    if index and chunk[here[index - 1].end : first].rstrip().endswith(";"):
        return "and"
    return ""


def _parallels(found: list[Cite], normal: Normal) -> list[Cite]:
    """Parallel citations joined to their first, which takes court and year from the last; strings keep their signal."""
    joined: list[Cite] = []
    lead = 0
    for index, cite in enumerate(found):
        before = joined[-1] if joined else None
        if before is not None and _beside(before, cite, normal):
            whole = (joined[lead].whole[0], cite.whole[1])
            first = joined[lead]
            joined[lead] = replace(
                first, year=first.year or cite.year, court=first.court or cite.court,
                parenthetical=first.parenthetical or cite.parenthetical, whole=whole, history=first.history or cite.history,
            )  # fmt: skip
            joined.append(replace(cite, refers=lead, parallel=True, name=first.name, signal=first.signal))
            continue
        signal = cite.signal
        if signal == "and":
            signal = joined[lead].signal if joined else ""
        lead = index
        joined.append(replace(cite, signal=signal))
    return [_as_lead(cite, joined) for cite in joined]


def _histories(found: list[Cite], normal: Normal) -> list[Cite]:
    """Citations of a later history (*cert. denied, 470 U.S. 1052*) told from those relied on; the year of one may serve both."""
    told: list[Cite] = []
    lead = 0
    for index, cite in enumerate(found):
        if index and not cite.parallel and not cite.name and cite.kind == "case" and _after(found[lead], cite, normal):
            told[lead] = replace(told[lead], year=told[lead].year or cite.year)
            told.append(replace(cite, kind="history", refers=lead, name=found[lead].name))
            continue
        if not cite.parallel:
            lead = index
        told.append(cite)
    return told


def _after(before: Cite, cite: Cite, normal: Normal) -> bool:
    """Whether a citation follows the words of a later history with nothing between."""
    between = normal.between(before.whole[1], cite.start, BESIDE)
    return (
        before.history != ""
        and cite.start >= before.whole[1]
        and len(between) <= BESIDE
        and bool(re.fullmatch(rf"[\s,]*(?:{before.history})?[\s,]*", between))
    )


def _as_lead(cite: Cite, all: list[Cite]) -> Cite:
    """A parallel citation with the court and the year that its string gives."""
    if not cite.parallel or cite.refers is None:
        return cite
    lead = all[cite.refers]
    return replace(cite, year=cite.year or lead.year, court=cite.court or lead.court)


def _beside(before: Cite, cite: Cite, normal: Normal) -> bool:
    """Whether a citation follows another with nothing between them but a pin."""
    if cite.kind != before.kind or cite.kind not in ("case", "short"):
        return False
    between = normal.between(before.end, cite.start, BESIDE)
    return (
        len(between) <= BESIDE
        and bool(re.fullmatch(r"(?:,\s*|\s*)(?:[\d\s,&*-]|nn?\.|and|at){0,40},\s*", between))
        and not before.year
    )


def _resolved(found: list[Cite]) -> tuple[Cite, ...]:
    """Each short form and *id.* with the citation for which it stands, and its name, court and year."""
    resolved: list[Cite] = []
    by_volume: dict[str, list[int]] = {}
    by_party: dict[str, int] = {}
    by_key: dict[str, int] = {}
    last: int | None = None
    for index, cite in enumerate(found):
        refers, told = cite.refers, cite
        again = by_key.get(cite.key) if cite.kind == "case" and not (cite.name or cite.year or cite.parallel) else None
        if again is not None:
            refers, told = again, replace(cite, kind="short")
        elif cite.kind in ("case", "docket"):
            by_key.setdefault(cite.key, index)
            by_volume.setdefault(volume_of(cite.key), []).append(index)
            if not cite.parallel:
                by_party |= dict.fromkeys(parties(cite.name), index)
        elif cite.kind == "history":
            by_volume.setdefault(volume_of(cite.key), []).append(index)
        elif cite.kind == "short" and not cite.parallel:
            refers = _of_volume(cite, by_volume, found, by_party)
        elif cite.kind == "supra":
            refers = next((by_party[p] for p in parties(cite.name) if p in by_party), None)
        elif cite.kind == "id":
            # a section is of a statute or of a treatise, never of a case
            section = cite.pin.startswith("§") and last is not None and found[last].kind != "statute"
            refers = None if section else last
        if refers is not None and not cite.parallel and cite.kind != "history":
            main = resolved[refers] if refers < len(resolved) else found[refers]
            refers = main.refers if main.parallel and main.refers is not None else refers
            main = resolved[refers]
            told = replace(told, name=main.name, court=main.court, year=main.year, cite=main.cite)
        elif cite.parallel and cite.kind == "short" and cite.refers is not None:
            told = replace(cite, name=resolved[cite.refers].name)
        resolved.append(replace(told, refers=refers))
        if not cite.parallel:
            stands = told.kind in ("short", "supra", "history") and refers is not None
            last = refers if stands or told.kind == "id" else index
    return tuple(resolved)


def _of_volume(cite: Cite, by_volume: dict[str, list[int]], found: list[Cite], by_party: dict[str, int]) -> int | None:
    """The full citation of a short form: of its volume and reporter, and of its name where several are."""
    candidates = by_volume.get(volume_of(cite.key), [])
    wanted = set(parties(cite.name))
    fitting = [index for index in candidates if wanted & set(parties(found[index].name))]
    if fitting or candidates:
        return (fitting or candidates)[-1]
    return next((by_party[party] for party in sorted(wanted) if party in by_party), None)


_PLAIN = frozenset(
    ["the", "of", "and", "in", "re", "ex", "parte", "matter", "estate", "v", "inc", "co", "corp", "ltd", "llc", "et", "al", "city", "county", "state", "united", "states", "people", "commonwealth", "town", "board", "department", "dept", "police", "school", "district", "for", "on"]
)  # fmt: skip


@lru_cache(maxsize=10_000)
def parties(name: str) -> tuple[str, ...]:
    """The words by which a case is known: of each party, those that no other party of its kind has.

    >>> parties("Escamilla v. City of Santa Ana")
    ('escamilla', 'santa', 'ana')
    """
    words = re.findall(r"[\w’'-]+", re.sub(r"\sv\.?\s", " ", name).lower().replace("’", "'"))
    return tuple(dict.fromkeys(word for word in words if word not in _PLAIN and len(word) > 1))
