"""The outcomes of a chart: spellings of one brought together, and the two sides that they speak of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from afortiori.doctrine import Doctrine
from afortiori.opinion.citations import parties
from afortiori.store.charts.marks import read_mark
from afortiori.store.charts.parties import two_parties
from afortiori.store.charts.spelling import fold, slug

NOT_REACHED, SET_ASIDE = "not reached", "set aside"
_SIGNED = re.compile(r"\A\([+\-\u22120]\)\s*")
_PROCEDURE = re.compile(r"\b(?:preliminar\w*|remand\w*|affirm\w*|revers\w*|on appeal|vacat\w*)\b")
_MIXED = re.compile(r"\b(?:mixed|in part|split|partial\w*)\b")
_UNREACHED = re.compile(r"\b(?:not reached|did not reach|undecided|not decided|n/?a|moot|dismissed as moot|settled)\b")
_PLAINTIFF = re.compile(r"\b(?:plaintiffs?|pltf|plf|plff|ptf|pl|pi|for p|petitioner)\b|π")
_DEFENDANT = re.compile(r"\b(?:defendants?|deft|dft|def|delta|for d|respondent)\b|[δ∆△]")
_CLAIMANT = re.compile(r"\b(?:plaintiff|claimant|complainant|pursuer|libell?ant)s?\b")
_OPPOSITES = (
    ("granted", "denied"), ("grant", "deny"), ("won", "lost"), ("win", "loss"), ("win", "lose"), ("allowed", "disallowed"),
    ("admitted", "excluded"), ("valid", "invalid"), ("liable", "not liable"), ("upheld", "struck down"), ("guilty", "acquitted"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Two sides as (id, name, who wants it), fewer where they cannot be told; and what each outcome, as written, means."""

    sides: tuple[tuple[str, str, str], ...]
    told: Mapping[str, str]

    @property
    def parties(self) -> bool:
        """Whether the first side is by its name that of whoever sues."""
        return bool(self.sides) and _CLAIMANT.search(self.sides[0][0]) is not None


def unsigned(text: str) -> str:
    """A cell of our own export without its sign.

    >>> unsigned("(+) jailed"), unsigned("(+)")
    ('jailed', '(+)')
    """
    return _SIGNED.sub("", text) or text


def named_parties(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The outcomes that name a party of their case, as 'plaintiff' or 'defendant'; none where few of them do, or one names either.

    ``pairs`` are an outcome and the name of its case. The first-named party is taken as the plaintiff.

    >>> named_parties([("for Doe", "Doe v. Roe"), ("Beta", "Alpha v. Beta")])
    {'for Doe': 'plaintiff', 'Beta': 'defendant'}
    """
    found: dict[str, set[str]] = {}
    for outcome, case in pairs:
        found.setdefault(outcome, set()).add(_party(outcome, case))
    told = {outcome: sides.pop() for outcome, sides in found.items() if len(sides) == 1}
    named = {outcome: side for outcome, side in told.items() if side}
    return named if len(named) >= 0.6 * len(found) else {}


def _party(outcome: str, case: str) -> str:
    first, _, second = re.sub(r"\svs?\.?\s", " v. ", case).partition(" v. ")
    ours, theirs, said = set(parties(first)), set(parties(second)), set(parties(outcome))
    sides = ["plaintiff"] if said & (ours - theirs) else []
    sides += ["defendant"] if said & (theirs - ours) else []
    return sides[0] if len(sides) == 1 else ""


def propose_outcomes(
    texts: Iterable[str], doctrine: Doctrine | None = None, asked: str = "", named: Mapping[str, str] | None = None
) -> Outcomes:
    """The sides that some outcomes speak of, those of a doctrine where it is known.

    ``asked`` is the question of a column that is answered with yes or no: 'Fair use?'. ``named``: outcomes that name a party.
    """
    counts: dict[str, Counter[str]] = {}
    for text in texts:
        counts.setdefault(fold(text), Counter())[text] += 1
    first = {key: commonest(c) for key, c in counts.items()}
    keyed = {key: (named or {}).get(text) or key_of(text) for key, text in first.items()}
    weights: Counter[str] = Counter()
    for key, side in keyed.items():
        weights[side] += sum(counts[key].values())
    ordered = sorted(first, key=lambda key: (-sum(counts[key].values()), key))
    if doctrine is not None:
        return Outcomes((), {first[key]: _known(first[key], keyed[key], doctrine) for key in ordered})
    pair = _pair([key for key, _ in weights.most_common() if key != NOT_REACHED])
    answered = asked.strip(" ?") if pair == ("yes", "no") else ""
    sides = _sides((answered, f"no {answered}") if answered else pair)
    ids = dict(zip(pair, (id for id, _, _ in sides), strict=True))
    told = {first[key]: ids.get(keyed[key], NOT_REACHED if keyed[key] == NOT_REACHED else SET_ASIDE) for key in ordered}
    return Outcomes(sides, told)


def commonest(spellings: Counter[str]) -> str:
    """The spelling most used; of several the first in the alphabet.

    >>> commonest(Counter(["Music", "music", "music"]))
    'music'
    """
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))


def key_of(text: str) -> str:
    """What an outcome comes down to: 'plaintiff', 'defendant', 'not reached', or its own words without procedure.

    >>> key_of("Preliminary finding; Fair use not found"), key_of("Judgment for Δ"), key_of("Mixed Result")
    ('fair use not found', 'defendant', 'not reached')
    """
    mark = read_mark(text).kind
    if mark in ("first", "second"):
        return "plaintiff" if mark == "first" else "defendant"
    if mark in ("for", "yes", "against", "no"):
        return "yes" if mark in ("for", "yes") else "no"
    key = fold(unsigned(text))
    if not key or _MIXED.search(key) or _UNREACHED.search(key):
        return NOT_REACHED
    parts = [part.strip() for part in re.split(r"[;,/\n]|\bor\b", key)]
    parts = [part for part in parts if part and not _PROCEDURE.search(part)]
    named = {side for part in parts for side in _parties(part)}
    if len(named) == 1:
        return named.pop()
    return parts[0] if len(set(parts)) == 1 else key if parts else NOT_REACHED


def _parties(part: str) -> set[str]:
    found = {"plaintiff"} if _PLAINTIFF.search(part) else set()
    return found | ({"defendant"} if _DEFENDANT.search(part) else set())


def _pair(keys: Sequence[str]) -> tuple[str, str]:
    """The two keys that are sides: the parties, a word and its denial, else the two most used; affirmative first."""
    if "plaintiff" in keys or "defendant" in keys:
        return "plaintiff", "defendant"
    if "yes" in keys or "no" in keys:
        return "yes", "no"
    for key in keys:
        for other in keys:
            if key != other and _denies(other, key):
                return key, other
    if len(keys) == 1:
        return (keys[0], f"not {keys[0]}")
    first, second = keys[:2] or ("yes", "no")
    return (second, first) if _CLAIMANT.search(second) and not _CLAIMANT.search(first) else (first, second)


def _denies(denial: str, key: str) -> bool:
    plain = " ".join(word for word in denial.split() if word not in ("not", "no"))
    if plain != denial and plain == key:
        return True
    return any(re.sub(rf"\b{a}\b", b, key) == denial and a in key for a, b in _OPPOSITES)


def _sides(pair: tuple[str, str]) -> tuple[tuple[str, str, str], ...]:
    """Two sides: of parties, where both outcomes name one; else of two answers, as the chart has them."""
    ids, words = [slug(key, 40) for key in pair], two_parties(*pair)
    if words is not None:
        return tuple((id, f"The {word} prevails", f"the {word}") for id, word in zip(ids, words, strict=True))
    # what follows a comma in 'wanted_by' is no part of who wants it
    said = [key.lower().replace(",", ";") for key in pair]
    return tuple((id, f"The answer is '{key}'", f"the side of '{key}'") for id, key in zip(ids, said, strict=True))


def question_of(sides: Sequence[tuple[str, str, str]]) -> str:
    """What is asked, where these are the two answers.

    >>> question_of(_sides(("claimant", "keeper"))), question_of(_sides(("granted", "denied")))
    ('Does the claimant or the keeper prevail?', "Is the answer 'granted' or 'denied'?")
    """
    if len(sides) != 2:
        return "Who wins?"
    (_, name, first), (_, other, second) = sides
    if name.endswith(" prevails"):
        return f"Does {first} or {second} prevail?"
    return f"Is the answer {name.removeprefix('The answer is ')} or {other.removeprefix('The answer is ')}?"


def side_named(text: str, doctrine: Doctrine) -> str:
    """The side of a doctrine that an outcome names, by itself; 'set aside' where it names none.

    >>> from afortiori.doctrine import Side, Doctrine
    >>> sides = Side("duty", "There is a duty", "the plaintiff, who sues"), Side("none", "There is none", "the state")
    >>> [side_named(text, Doctrine("d", "D", "Q?", sides, ())) for text in ("Pl.", "for defendant", "the state", "keeper")]
    ['duty', 'none', 'none', 'set aside']
    """
    return _known(text, key_of(text), doctrine)


def _known(text: str, key: str, doctrine: Doctrine) -> str:
    """The side of a doctrine that an outcome names; 'set aside' where it names none.

    Who wants a side is said before the comma. Where that is the plaintiff, and nobody is the defendant, the defendant's is the other side.
    """
    plain = fold(unsigned(text))
    told = (key, plain.removeprefix("the "))
    wants = {side.id: fold(side.wanted_by.partition(",")[0]).removeprefix("the ") for side in doctrine.sides}
    for side in doctrine.sides:
        if side.id == slug(plain, 40) or plain in (fold(side.id), fold(side.name)) or wants[side.id] in told:
            return side.id
    if key == NOT_REACHED:
        return NOT_REACHED
    if key in ("yes", "no"):
        return doctrine.sides[0 if key == "yes" else 1].id
    opposed = {"plaintiff": "defendant", "defendant": "plaintiff"}.get(key, "")
    return next((doctrine.other(id) for id, who in wants.items() if who == opposed), SET_ASIDE)
