"""Courts as citations write them: our own federal and state table first, the longest match, then courts-db."""

from __future__ import annotations

import re
from functools import cache

from afortiori.courts import built_in
from afortiori.errors import MissingExtra

_DATE = re.compile(
    r"[\s,]*(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s*(?:\d{1,2})?,?\s*)?(?:1[6-9]|20)\d\d\s*$"
)
_ORDINALS = {"2nd": "2d", "3rd": "3d", "second": "2d", "third": "3d"}
_FLORIDA = {f"fla{n}dca": "fladistctapp" for n in ("1st", "2d", "2nd", "3d", "3rd", "4th", "5th", "6th")}
_WORDS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"]


def squashed(text: str) -> str:
    """A court's name without spaces, points and case, as old and new reporters alike write it.

    >>> squashed("Tex. App.—Dallas"), squashed("E.D.Pa.")
    ('texappdallas', 'edpa')
    """
    return re.sub(r"[\W_]+", "", text).lower()


def court_named(written: str) -> str | None:
    """The id of the court that a citation's parenthesis names, with or without its date; None where none is known.

    >>> [court_named(w) for w in ("2nd Cir.1999", "Tex. App.—Dallas 2001, no pet.", "CA9 1988", "Del. Ch. 2001")]
    ['ca2', 'texapp', 'ca9', 'delch']
    """
    text = re.sub(r",?\s*(?:no|writ|pet\.?)\s[^,]*$", "", written)
    key = squashed(_DATE.sub("", text))
    if not key:
        return None
    return _ours().get(key) or _theirs().get(key) or of_its_seat(text)


def of_its_seat(written: str) -> str | None:
    """The court of our own table that a name means, also where the place of its seat follows it; None where none is meant.

    >>> of_its_seat("Tex. App.—Dallas"), of_its_seat("Cal.—Dallas")
    ('texapp', None)
    """
    key = squashed(written)
    # Only a court of appeal is followed by the place where it sits; 'Cal.' does not name each of California's.
    seats = [known for known in _appellate() if key.startswith(known)]
    return _ours().get(key) or (_ours()[max(seats, key=len)] if seats else None)


def dated(written: str) -> tuple[str, str]:
    """A parenthesis as court and year; both empty where it is none.

    >>> dated("9th Cir. Mar. 3, 1987"), dated("Schroeder, J.")
    (('9th Cir.', '1987'), ('', ''))
    """
    match = _DATE.search(written[-80:])
    if match is not None:
        return written[: len(written) - len(match[0])].strip(" ,"), match[0].strip()[-4:]
    return (written, "") if squashed(written) in _ours() else ("", "")


@cache
def _ours() -> dict[str, str]:
    """Our own courts by each way of writing them."""
    found = {squashed(court.abbreviation): id for id, court in built_in().items()}
    for number, word in enumerate(_WORDS, 1):
        ordinal = {1: "1st", 2: "2nd", 3: "3rd"}.get(number, f"{number}th")
        for written in (f"{ordinal}cir", f"ca{number}", f"{word}cir", f"{word}circuit", f"{ordinal}circuit"):
            found[written] = f"ca{number}"
    found |= {key.replace("ctapp", "app"): id for key, id in found.items() if key.endswith("ctapp")}
    found |= {"cadc": "cadc", "dccircuit": "cadc", "cafc": "cafc", "fedcircuit": "cafc", "federalcircuit": "cafc"}
    return (
        found
        | {"scotus": "scotus", "us": "scotus", "calapp": "calctapp", "texappct": "texapp", "bia": "bia"}
        | _FLORIDA
    )


@cache
def _appellate() -> tuple[str, ...]:
    courts = built_in()
    return tuple(
        key for key, id in _ours().items() if id in courts and courts[id].level == "appellate" and "app" in key
    )


@cache
def _theirs() -> dict[str, str]:
    try:
        from courts_db import courts
    except ImportError:
        raise MissingExtra("opinions", "finding citations") from None
    found: dict[str, str] = {}
    for court in courts:
        found.setdefault(squashed(court["citation_string"]), str(court["id"]))
    return found
