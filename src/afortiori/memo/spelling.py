"""The spelling and the dates of the forum's country: for our own words only, never for a name or a quotation."""

from __future__ import annotations

import re

from afortiori.authority import MONTHS, Court, When

AMERICAN, BRITISH = "en-US", "en-GB"
# American, British: words, with the endings that follow them.
_PAIRS = (
    ("favor", "favour"), ("behavior", "behaviour"), ("honor", "honour"), ("labor", "labour"), ("color", "colour"),
    ("neighbor", "neighbour"), ("defense", "defence"), ("offense", "offence"), ("pretense", "pretence"),
    ("judgment", "judgement"), ("acknowledgment", "acknowledgement"), ("signaled", "signalled"),
    ("signaling", "signalling"), ("traveled", "travelled"), ("canceled", "cancelled"), ("willful", "wilful"),
    ("fulfill", "fulfil"), ("skillful", "skilful"), ("toward ", "towards "),
)  # fmt: skip
# Verbs in -ize and -ise.
_IZING = re.compile(
    r"\b([Rr]ecogni|[Aa]uthori|[Ee]mphasi|[Pp]articulari|[Ff]ormali|[Rr]eali|[Cc]ritici|[Ss]ummari|[Aa]nalogi|"
    r"[Cc]haracteri)[sz](?=e\b|es\b|ed\b|ing\b|er\b|ation)"
)
# What only an American reader would stumble at; nothing is turned the other way.
_TO_AMERICAN = (("programme", "program"), ("be learnt", "be learned"))
_QUOTED = re.compile('("[^"]*"|\u201c[^\u201d]*\u201d)')


def language(forum: Court | None, law: str) -> str:
    """The language of a forum: American in the courts of the United States, and where no forum is named by the law."""
    system = forum.system if forum is not None else law
    return AMERICAN if system.split("-")[0] == "us" else BRITISH


def spelt(text: str, language: str) -> str:
    """Our own words in a language's spelling; what stands in quotation marks is left as it is.

    >>> spelt("the offence in the court's 'favour'", "en-US"), spelt('"color" and favor', "en-GB")
    ("the offense in the court's 'favor'", '"color" and favour')
    """
    parts = _QUOTED.split(text)
    return "".join(part if i % 2 else _spelt(part, language) for i, part in enumerate(parts))


def _spelt(text: str, language: str) -> str:
    for pair in _PAIRS:
        other, one = pair if language == AMERICAN else pair[::-1]
        text = re.sub(rf"\b{one}", other, text)
        text = re.sub(rf"\b{one.capitalize()}", other.capitalize(), text)
    for one, other in _TO_AMERICAN if language == AMERICAN else ():
        text = re.sub(rf"\b{one}\b", other, text)
    return _IZING.sub(rf"\g<1>{'z' if language == AMERICAN else 's'}", text)


def date(day: str, language: str) -> str:
    """A day, ``YYYY-MM-DD``, as the country writes it.

    >>> date("1988-08-23", "en-US"), date("1988-08-23", "en-GB")
    ('August 23, 1988', '23 August 1988')
    """
    when = When(day)
    return (
        str(when) if language == AMERICAN or len(day) < 10 else f"{int(day[8:])} {MONTHS[int(day[5:7]) - 1]} {day[:4]}"
    )
