"""What people write in a cell to say how a court found on a factor: a mark, perhaps its weight, the court's words, a pin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from afortiori.store.charts.spelling import SHORT, fold

WORDS: dict[str, str] = {
    "for": "+, ++, +++, +1, for, favors, favours, favor, favour, pro, positive, supports, support, in favor, in favour,"
    "weighs for, weighs in favor, weighs in favour, favorable, favourable",
    "against": "-, --, ---, -1, against, disfavors, disfavours, disfavor, con, negative, contra, opposes, weighs against",
    "neutral": "neutral, =, +/-, ±, even, balanced, equipoise, cuts both ways, neither",
    "first": "p, pl, pi, π, plaintiff, plaintiffs, pltf, plf, plff, ptf, pro-plaintiff, for plaintiff, favors plaintiff, favours plaintiff",
    "second": "d, delta, δ, ∆, △, defendant, defendants, def, df, dft, deft, pro-defendant, for defendant, favors defendant, favours defendant",
    "yes": "y, yes, true, t, 1, x, ✓, ✔, ☑, ☒, √, •, ●, present, found, shown, met, satisfied",
    "no": "n, no, false, f, 0, absent, ✗, ✘, ☐, not present, not found, not shown, not met, not satisfied",
    "disputed": "disputed, contested, in dispute, fact question, question of fact",
    "not reached": "nr, not reached, did not reach, not decided, declined to reach",
    "silent": "n/a, na, n.a, unk, unknown, ?, nd, not discussed, not applicable, not addressed, not stated, not mentioned,"
    "silent, tbd",
}
KINDS = {word.strip(): kind for kind, words in WORDS.items() for word in words.split(",")}
_WEIGHTS = {
    "strongly": "strong", "heavily": "strong", "strong": "strong", "clearly": "strong", "slightly": "slight",
    "weakly": "weak", "slight": "slight", "weak": "weak", "somewhat": "moderate", "moderately": "moderate",
    "moderate": "moderate",
}  # fmt: skip
SILENT = ("disputed", "not reached", "silent")
_SEPARATED = re.compile(
    r"(?P<mark>[^:;.\n(\[,\"“]{1,40}?)\s*(?:[:;.,\n]|\s-\s|(?=[(\[\"“]))\s*(?P<rest>\S.*)\Z", re.DOTALL
)
_SIGNED = re.compile(r"(?P<mark>[+\-\u2013\u2212]{1,3})\s*(?P<rest>[^\d\s+\-\u2013\u2212].*)\Z", re.DOTALL)
_PIN = re.compile(r"[(\[,\s]*\b(?:at|pp?\.)\s*(?P<pin>\*?\d{1,6}(?:\s?[-\u2013]\s?\*?\d{1,6})?)[)\]]?\.?\s*\Z")
_QUOTED = re.compile(r"\A[\"“](?P<words>[^\"“”]+)[\"”]\Z|\A“(?P<curly>.+)”\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a cell says. ``key`` is its mark as spelt, folded; ``kind`` what such a mark means, '' where it is no known one."""

    key: str
    kind: str
    weight: str = ""
    quotation: str = ""
    note: str = ""
    pin: str = ""


def read_mark(text: str) -> Mark:
    """The mark of a cell and what stands after it.

    >>> read_mark("-").kind, read_mark("Π").kind, read_mark("++").weight
    ('against', 'first', 'strong')
    >>> read_mark('+ “they promised” at 268')
    Mark(key='+', kind='for', weight='', quotation='they promised', note='', pin='268')
    """
    return _remembered(text) if len(text) <= SHORT else _read(text)


def _read(text: str) -> Mark:
    key = fold(text)
    if key in KINDS:
        return Mark(key, KINDS[key], "strong" if key in ("++", "+++", "--", "---") else "")
    weighed = _weighed(key)
    if weighed is not None:
        return weighed
    for pattern in (_SIGNED, _SEPARATED):
        found = pattern.match(text.strip())
        if found:
            mark = read_mark(found["mark"]) if len(found["mark"]) < len(text) else Mark("", "")
            if mark.kind:
                return _with_words(mark, found["rest"].strip())
    return Mark(key, "")


_remembered = lru_cache(maxsize=10_000)(_read)


def _weighed(key: str) -> Mark | None:
    """'strongly favors', 'against (slightly)', 'weighs heavily against'."""
    words = re.findall(r"[^\s(),]+", key)
    weights = [word for word in words if word in _WEIGHTS]
    rest = " ".join(word for word in words if word not in _WEIGHTS)
    if len(words) > 6 or len(weights) != 1 or KINDS.get(rest) not in ("for", "against", "first", "second"):
        return None
    return Mark(rest, KINDS[rest], _WEIGHTS[weights[0]])


def _with_words(mark: Mark, rest: str) -> Mark:
    pin = ""
    found = _PIN.search(rest)
    if found:
        pin, rest = found["pin"], rest[: found.start()].strip()
    rest = rest.lstrip(";:,. ")
    bare = rest.strip("()[] ") if rest[:1] in "([" else rest
    if fold(bare) in _WEIGHTS:
        return Mark(mark.key, mark.kind, _WEIGHTS[fold(bare)], "", "", pin)
    quoted = _QUOTED.match(bare)
    words = (quoted["words"] or quoted["curly"]).strip() if quoted else ""
    return Mark(mark.key, mark.kind, mark.weight, words, "" if quoted else bare, pin)
