"""Texts as people spell them in charts: folded so that spellings of one thing meet, and letters that pose as others."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from itertools import count
from unicodedata import category, normalize

_GREEK = dict(
    zip(
        "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03b1\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u03f2",
        "ABEZHIKMNOPTYXaiknoptuxc",
        strict=True,
    )
)
_CYRILLIC = dict(
    zip(
        "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0430\u0435\u0456\u0458\u043e\u0440\u0441\u0443\u0445\u0455\u04bb",
        "ABESIJKMHOPCTYXaeijopcyxsh",
        strict=True,
    )
)
_POSING = {ord(a): b for a, b in (_GREEK | _CYRILLIC).items()}
_PLAIN = {
    ord(a): b
    for a, b in zip(
        "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u2013\u2014\u2212\u2010\u2011\ufe63\uff0d\uff0b",
        "''''" + '"""' + "-------+",
        strict=True,
    )
}
SHORT = 60
HINT = re.compile(
    r"\s*[(\[](?P<hint>pro-)?(?P<side>[pd\u03c0\u0394\u03b4\u03a0\u2206+\-\u2212]|plaintiff|defendant)[)\]]\s*\Z",
    re.IGNORECASE,
)
_MARKS = r"(?:[pdynx01\u03c0\u0394\u03b4\u2206+\-\u2212]|yes|no|plaintiff|defendant)"
# 'Custody (Y/N)' is named Custody.
LEGEND = re.compile(rf"\s*[(\[]\s*{_MARKS}(?:\s*(?:/|,|;|\||\bor\b)\s*{_MARKS})+\s*[)\]]\s*\Z", re.IGNORECASE)
_SLUG = re.compile(r"[^a-z0-9]+")


def latin(text: str) -> str:
    r"""A text with Greek and Cyrillic letters that pose as Latin ones made Latin; a letter alone in its word is left.

    >>> latin("\u039d.D. Ga.") == "N.D. Ga.", latin("\u03c0")
    (True, 'π')
    """
    if text.isascii():
        return text
    words = re.split(r"(\s+)", text)
    return "".join(word.translate(_POSING) if _mixed(word) else word for word in words)


def _mixed(word: str) -> bool:
    return any(c.isascii() and c.isalpha() for c in word) and any(ord(c) in _POSING for c in word)


def posing(text: str) -> str:
    """The letters of a text that pose as Latin ones."""
    return "".join(sorted({a for a, b in zip(text, latin(text), strict=True) if a != b}))


def fold(text: str) -> str:
    """What spellings of one thing have in common: no case, no odd quotation marks or dashes, single blanks.

    >>> fold(" Fair  use not Found. ")
    'fair use not found'
    """
    return _remembered(text) if len(text) <= SHORT else _folded(text)


def _folded(text: str) -> str:
    if text.isascii():
        return " ".join(text.casefold().split()).rstrip(". ")
    plain = normalize("NFKC", latin(text).translate(_PLAIN)).translate(_PLAIN)
    # folding case can bring out a letter that poses as another: the iota below a Greek vowel
    return " ".join(latin(plain.casefold()).split()).rstrip(". ")


# A chart says the same few words in most of its cells.
_remembered = lru_cache(maxsize=10_000)(_folded)


def squeezed(text: str) -> str:
    """``fold`` without anything but letters and digits: 'E.D.Pa.' and 'E. D. Pa.' are one.

    >>> squeezed("E. D. Pa."), squeezed("2nd Cir.")
    ('edpa', '2dcir')
    """
    bare = "".join(c for c in fold(text) if c.isalnum())
    return re.sub(r"(?<=2)nd|(?<=3)rd", "d", bare)


def slug(text: str, most: int = 60) -> str:
    """An id made of a text: small letters, digits and hyphens; 'x' where nothing is left.

    >>> slug("Graham v. Prince"), slug("§ 107(1)")
    ('graham-v-prince', '107-1')
    """
    plain = "".join(c for c in normalize("NFKD", fold(text)) if category(c) != "Mn")
    return _SLUG.sub("-", plain.replace("'", "")).strip("-")[:most].strip("-") or "x"


def factor_id(header: str) -> str:
    """The id of the factor that a heading names, without the side that it may say.

    >>> factor_id("Gave a warning (P)"), factor_id("Custody (Y/N)")
    ('gave-a-warning', 'custody')
    """
    return slug(bare_name(header))


def bare_name(header: str) -> str:
    """A heading without the side, or the marks, that it says in parentheses at its end."""
    return " ".join(HINT.sub("", LEGEND.sub("", header)).split())


def unused(name: str, taken: Collection[str]) -> str:
    """The name, or the first of NAME-2, NAME-3 and so on that is not taken.

    >>> unused("doe", ["doe", "doe-2"])
    'doe-3'
    """
    if name not in taken:
        return name
    return next(found for n in count(2) if (found := f"{name}-{n}") not in taken)
