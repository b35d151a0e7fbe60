"""Where law can be checked: courts and whom they bind, dates, citations, quotations, later history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from afortiori.errors import Misuse

EVENTS_THAT_TAKE_AWAY = ("reversed", "vacated", "superseded", "withdrawn", "overruled", "abrogated")
EVENTS_THAT_LEAVE = ("affirmed", "disapproved", "rehearing granted", "certiorari denied", "followed")
EVENTS = EVENTS_THAT_TAKE_AWAY + EVENTS_THAT_LEAVE
BENCHES = ("panel", "en banc", "unknown")
UNDATED = "0001"  # a date that no source gives: it counts as before every other
CONFIDENCES = ("high", "medium", "low")
LEGISLATURE = "legislature"
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True, slots=True)
class When:
    """A date as precisely as its source gives it: a day, a month or a year. It counts from its last day.

    >>> When("1988-08-23").last, When("1988-02").last, When("1988").last
    ('1988-08-23', '1988-02-29', '1988-12-31')
    """

    text: str

    def __post_init__(self) -> None:
        from datetime import date

        parts = self.text.split("-")
        try:
            if [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]):
                raise ValueError
            if not all(part.isascii() and part.isdigit() for part in parts):
                raise ValueError
            date(*[int(part) for part in [*parts, "1", "1"][:3]])
        except ValueError:
            raise Misuse(f"'{self.text}' is no date: write 1988-08-23, 1988-08 or 1988") from None

    @property
    def last(self) -> str:
        """The last day that the date can mean, as ``YYYY-MM-DD``."""
        if len(self.text) == 10:
            return self.text
        if len(self.text) == 4:
            return f"{self.text}-12-31"
        year, month = int(self.text[:4]), int(self.text[5:])
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return (
            f"{self.text}-{29 if month == 2 and leap else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]}"
        )

    @property
    def year(self) -> str:
        """The year, four digits; 'n.d.' where the date is not known."""
        return "n.d." if self.text == UNDATED else self.text[:4]

    def before(self, day: str) -> bool:
        """Whether all that the date can mean lies before ``day`` (``YYYY-MM-DD``)."""
        return self.last < day

    def __str__(self) -> str:
        if len(self.text) == 4:
            return self.year
        month = MONTHS[int(self.text[5:7]) - 1]
        return f"{month} {self.year}" if len(self.text) == 7 else f"{month} {int(self.text[8:])}, {self.year}"


class Court(NamedTuple):
    """A court: its level, the courts above it, whether its own decisions bind it.

    ``system`` is ``us`` for a federal court, ``us-ca`` for one of California's; a pack's own courts carry the pack's
    ``law``. ``above`` lists the ids of all courts whose decisions bind it, on the law that is theirs to state.

    >>> ninth = Court("ca9", "Ninth Circuit", "9th Cir.", "appellate", "us", ("scotus",), binds_itself=True)
    >>> ninth.binds(ninth, "us")
    True
    """

    id: str
    name: str
    abbreviation: str
    level: str
    system: str
    above: tuple[str, ...]
    binds_itself: bool

    def binds(self, forum: Court, law: str) -> bool:
        """Whether this court's published decisions bind ``forum`` on questions of ``law``.

        On federal law a circuit binds itself and its districts, and the Supreme Court binds all. On a state's law only
        that state's courts bind, and its highest court binds everyone who applies it. A trial court binds nobody; a
        statute binds everyone who applies the law that it belongs to.
        """
        if law not in ("us", self.system):
            return False
        if self.level == LEGISLATURE:
            return True
        if self.id == forum.id:
            return self.binds_itself
        if law not in ("us", forum.system):
            return self.level == "supreme"
        return self.id in forum.above

    def outranks(self, other: Court) -> bool:
        """Whether this court stands above the other in one hierarchy."""
        return self.id in other.above


def legislature(law: str) -> Court:
    """Who lays down the statutes of a law, in the place of a court.

    >>> ninth = Court("ca9", "Ninth Circuit", "9th Cir.", "appellate", "us", ("scotus",), binds_itself=True)
    >>> legislature("us").binds(ninth, "us"), legislature("us").outranks(ninth)
    (True, False)
    """
    return Court(LEGISLATURE, "the legislature", "", LEGISLATURE, law, (), binds_itself=True)


class History(NamedTuple):
    """A later event in a decision's life, and what it takes away.

    ``removes`` is ``nothing``, ``all`` or the name of one of the case's holdings. ``by`` is a case of the base, or words
    that name one outside it. ``inferred`` where no court has said so.

    >>> overruled = History("overruled", "a-v-b-1990", When("1990-06-01"), "all", "1 U.S. 1")
    >>> overruled.takes_away("this", "1990-06-01"), overruled.takes_away("this", "1990-06-02")
    (False, True)
    """

    event: str
    by: str
    date: When
    removes: str
    source: str
    inferred: bool = False
    note: str = ""

    def takes_away(self, holding: str, day: str) -> bool:
        """Whether by ``day`` this event had taken away the holding with that name."""
        return self.removes in ("all", holding) and self.date.before(day)


VERIFIED, REPAIRED, UNVERIFIED = "verified", "repaired", "unverified"


class Anchor(NamedTuple):
    """An opinion on disk from which a value's quotation is taken, and whether the quotation stands in it.

    *verified*: it stands there so; *repaired*: it stands there with other capitals, points, print or omissions shown, and the
    source's words are taken instead; *unverified*: neither, or nobody has looked. ``sha256`` is the file's when it was quoted;
    ``digest`` is what it is now, and ``changed`` says that the two differ. ``lowered``: a confidence written as high does not count as such. ``why`` says what stands
    against it.
    """

    opinion: str
    sha256: str = ""
    record: str = ""
    state: str = UNVERIFIED
    page: str = ""
    start: int = -1
    end: int = -1
    changed: bool = False
    lowered: bool = False
    why: str = ""
    digest: str = ""


def cite(name: str, citation: str, court: Court, decided: When) -> str:
    """A citation in court-document form.

    >>> ninth = Court("ca9", "Ninth Circuit", "9th Cir.", "appellate", "us", ("scotus",), binds_itself=True)
    >>> cite("Escamilla v. City of Santa Ana", "796 F.2d 266", ninth, When("1986-07-31"))
    'Escamilla v. City of Santa Ana, 796 F.2d 266 (9th Cir. 1986)'
    """
    plain = court.id == "scotus" or not court.abbreviation
    seat = decided.year if plain else f"{court.abbreviation} {decided.year}"
    return f"{name}, {citation} ({seat})" if citation else f"{name} ({seat})"
