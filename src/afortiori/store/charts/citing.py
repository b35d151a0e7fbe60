"""What a chart says of a case: its name, citations, docket, court and date, as people write them into one cell or several."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from afortiori.authority import EVENTS_THAT_TAKE_AWAY, MONTHS, Court, When
from afortiori.courts import built_in
from afortiori.errors import Misuse
from afortiori.opinion.court_names import of_its_seat
from afortiori.store.charts.spelling import squeezed

_SPLIT = re.compile(
    r"\A(?P<name>.{3,}?)(?:,?\s+|(?<=[A-Za-z.]),)(?P<rest>\d{1,4}\s+(?:[A-Z]|L\.\s?Ed)[^()]{0,60}?\d{1,5}\b.*|(?:Nos?\.|Civ\.|Civil|Case No|C\.?A\.? No|"
    r"Cv\.|\d{1,2}[ -](?:Civ|CV|Cr|cv|civ)\b|\d{1,2}:\d\d-).*)\Z",
    re.DOTALL,
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_PINNED = re.compile(r"(?<=\d),\s*(?:at\s+)?\d{1,5}(?:[-\u2013]\d{1,5})?(?:\s+n\.\s?\d{1,3})?\Z")
_SEAT = re.compile(rf"\((?P<seat>[^()]{{0,80}}?)(?P<date>(?:{_MONTH}\s+(?:\d{{1,2}},?\s+)?)?(?:1[6-9]|20)\d\d)\)")
_ISO = re.compile(r"((?:1[6-9]|20)\d\d)(?:-(\d\d?))?(?:-(\d\d?))?(?:[ T]00:00(?::00)?)?\Z")
_WORDY = re.compile(
    rf"(?:(?P<day1>\d{{1,2}})\s+)?(?P<month>{_MONTH})\s+(?:(?P<day>\d{{1,2}}),?\s+)?(?P<year>(?:1[6-9]|20)\d\d)\Z"
)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/((?:1[6-9]|20)\d\d)\Z")
_BRIEF = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d\d)\Z")
_EN_BANC = re.compile(r"[\s,;]*[(\[]?\ben banc\b[)\]]?", re.IGNORECASE)
_AFTER = re.compile(
    rf"\A(?P<court>.*?\S)[\s,;(]+(?P<date>(?:\d{{1,2}}\s+)?(?:{_MONTH}\s+)?(?:\d{{1,2}},?\s+)?(?:1[6-9]|20)\d\d|"
    r"\d{1,2}[/.-]\d{1,2}[/.-](?:\d\d)?\d\d|(?:1[6-9]|20)\d\d-\d\d(?:-\d\d)?)\)?\Z"
)
_SHORT = {month[:3]: i for i, month in enumerate(MONTHS, 1)}
_OTHERWISE = {
    "lou": "la",
    "penn": "pa",
    "calif": "cal",
    "wisc": "wis",
    "fl": "fla",
    "va": "va",
    "oreg": "or",
    "mich": "mich",
}
_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"]
_FALLEN = {
    "rev'd": "reversed", "revd": "reversed", "reversed": "reversed", "vacated": "vacated", "overruled": "overruled",
    "superseded": "superseded", "withdrawn": "withdrawn", "abrogated": "abrogated",
}  # fmt: skip
_NEGATED = re.compile(r"\b(?:not|never|no|un)[\s-]*(?:been\s+)?\Z")


@dataclass(frozen=True, slots=True)
class Styled:
    """A case as one cell gives it: all but its name may be empty."""

    name: str
    citation: str = ""
    docket: str = ""
    court: str = ""
    decided: str = ""


def styled(text: str) -> Styled:
    """A case's cell taken apart: its name, its citation or docket, the court and date in parentheses.

    >>> styled("Graham v. Prince, No. 15-CV-10160 (S.D.N.Y. May 11, 2023)")
    Styled(name='Graham v. Prince', citation='', docket='No. 15-CV-10160', court='S.D.N.Y.', decided='2023-05-11')
    """
    text = " ".join(text.split())[:2000]
    seats = list(_SEAT.finditer(text))
    court = decided = ""
    bare = text
    if seats:
        court, decided = seats[0]["seat"].strip(" ,"), date_of(seats[0]["date"])
        bare = text[: seats[0].start()].strip(" ,")
    found = _SPLIT.match(bare)
    name, rest = (found["name"], found["rest"].strip(" ,")) if found else (bare, "")
    if rest[:1].isdigit() and not re.match(r"\d{1,2}([ -](Civ|CV|Cr|cv|civ)\b|:\d\d-)", rest):
        return Styled(name.strip(" ,"), rest, "", court, decided)
    return Styled(name.strip(" ,"), "", rest, court, decided)


def unpinned(citation: str) -> str:
    """A citation without the page that it points to.

    >>> unpinned("12 F.3d 34, 37-38"), unpinned("12 F.3d 34")
    ('12 F.3d 34', '12 F.3d 34')
    """
    return _PINNED.sub("", citation)


def date_of(text: str) -> str:
    """A date as ``1988-08-23``, ``1988-08`` or ``1988``; '' where it is none, or could be two.

    >>> date_of("May 11, 2023"), date_of("1986"), date_of("3/4/1999"), date_of("13/4/1999")
    ('2023-05-11', '1986', '', '1999-04-13')
    """
    text = " ".join(text.split()).strip(" .")
    year = month = day = ""
    if found := _ISO.match(text):
        year, month, day = (part or "" for part in found.groups())
    elif found := _WORDY.match(text):
        month = str(_SHORT[found["month"][:3]])
        year, day = found["year"], found["day"] or found["day1"] or ""
    elif found := _SLASHED.match(text):
        first, second, year = found.groups()
        # 3/4/1999 is March in one country and April in another
        if int(first) > 12 or first == second:
            month, day = second, first
        elif int(second) > 12:
            month, day = first, second
        else:
            return ""
    written = "-".join(part.zfill(2) for part in (year, month, day) if part)
    try:
        return When(written).text
    except Misuse:
        return ""


def year_of(text: str) -> str:
    """The year of a date that could be two days; of two digits it is read as spreadsheets read it; '' where there is none.

    >>> year_of("3/4/1999"), year_of("3/4/99"), year_of("3/4/29")
    ('1999', '1999', '2029')
    """
    text = text.strip(" .")
    if found := re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]((?:1[6-9]|20)\d\d)", text):
        return found[1]
    short = _BRIEF.match(text)
    return "" if not short else f"{'20' if int(short[3]) < 30 else '19'}{short[3]}"


@dataclass(frozen=True, slots=True)
class Seat:
    """A court's id, and a date beside it, as written; '' where there is none."""

    court: str
    decided: str = ""


def seat_of(text: str, courts: Mapping[str, Court] | None = None) -> Seat:
    """The court of a cell, and the date that may stand behind it.

    >>> seat_of("9th Cir. (Mar. 3, 1994)"), seat_of("2d Cir. 1995"), seat_of("N.D. Cal."), seat_of("Moot Court 1999")
    (Seat(court='ca9', decided='Mar. 3, 1994'), Seat(court='ca2', decided='1995'), Seat(court='cand', decided=''), Seat(court='', decided=''))
    """
    text = " ".join(_EN_BANC.sub("", text).split())
    found = None if _called(text, courts) else _AFTER.match(text)
    court = court_of(found["court"].strip(" ,;("), courts) if found else ""
    return Seat(court, found["date"]) if found and court else Seat(court_of(text, courts))


def en_banc(text: str) -> bool:
    """Whether a court, or a citation, is said to have sat en banc.

    >>> en_banc("9th Cir. 1994 (en banc)"), en_banc("9th Cir.")
    (True, False)
    """
    return bool(_EN_BANC.search(text))


def court_of(text: str, courts: Mapping[str, Court] | None = None) -> str:
    """The id of the court that a text names, of the built-in ones and of those given; '' where it is none of them.

    >>> [court_of(name) for name in ("2nd Cir.", "E.D.Pa.", "D. N.J.", "4th Circuit", "U.S. Supreme Court", "C.C.D. Mass.")]
    ['ca2', 'paed', 'njd', 'ca4', 'scotus', '']
    """
    return _called(text, courts) or of_its_seat(text[:200]) or ""


def _called(text: str, courts: Mapping[str, Court] | None) -> str:
    """The court that is called so, with no place behind its name."""
    own = courts or {}
    if text in own:
        return text
    more = {s: c.id for c in own.values() for s in (squeezed(c.name), squeezed(c.abbreviation))}
    known = _spellings() | more if more else _spellings()
    key = squeezed(text)
    if key in known:
        return known[key]
    for tail, proper in _OTHERWISE.items():
        if key.endswith(tail) and key.removesuffix(tail) + proper in known:
            return known[key.removesuffix(tail) + proper]
    return ""


@cache
def _spellings() -> dict[str, str]:
    found: dict[str, str] = {}
    for id, court in built_in().items():
        names = [id, court.abbreviation, court.name, court.name.replace("United States ", "U.S. ")]
        names.append(court.name.removeprefix("United States "))
        if court.level == "appellate" and court.system == "us":
            short = court.name.rpartition(" for the ")[2]
            names += [short, f"{short} Court of Appeals", court.abbreviation.replace("Cir.", "Circuit")]
            ordinal = short.split()[0].lower()
            if ordinal in _ORDINALS:
                i = _ORDINALS.index(ordinal) + 1
                names += [f"{i}th Cir.", f"CA{i}", f"{i}th Circuit", f"{ordinal} cir", f"C.A.{i}"]
                names += [ordinal, f"{i}th", court.abbreviation.removesuffix(" Cir.")]
        if court.level == "supreme" and court.system != "us":
            state = court.name.rpartition(" of ")[2]
            names += [f"{state} Supreme Court", f"{court.abbreviation} Sup. Ct."]
        for name in names:
            found.setdefault(squeezed(name), id)
    scotus = (
        "U.S.",
        "US",
        "SCOTUS",
        "U.S. Supreme Court",
        "Supreme Court",
        "Sup. Ct.",
        "S. Ct.",
        "U.S. Sup. Ct.",
        "USSC",
    )
    found.update({squeezed(name): "scotus" for name in (*scotus, "United States Supreme Court")})
    return found


@dataclass(frozen=True, slots=True)
class Fallen:
    """A later event that may take a holding away; ``date`` is '' where the words give none."""

    event: str
    date: str


def fallen(text: str) -> Fallen | None:
    """The event in some words of later history that takes the holding away; None where they tell of none.

    >>> fallen("rev'd, 5 F.3d 1 (9th Cir. 1999)"), fallen("not reversed"), fallen("aff'd 2001")
    (Fallen(event='reversed', date='1999'), None, None)
    """
    low = text.replace("\u2019", "'").casefold()
    for word, event in _FALLEN.items():
        for found in re.finditer(rf"(?<![\w'])({re.escape(word)})(?!\w)", low):
            if _NEGATED.search(low[: found.start()]) is None:
                seat = _SEAT.search(text, found.end())
                year = re.search(r"\b(1[6-9]|20)\d\d\b", text[found.end() :])
                when = date_of(seat["date"]) if seat else year.group(0) if year else ""
                assert event in EVENTS_THAT_TAKE_AWAY
                return Fallen(event, when)
    return None
