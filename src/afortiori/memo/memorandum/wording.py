"""Levels, conditions and their differences as clauses of sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from afortiori.constraint import maximal
from afortiori.constraint import reason as rests_on
from afortiori.doctrine import Condition, Doctrine, Factor
from afortiori.memo import words
from afortiori.precedent import Precedent

_VERBS = (
    "am", "are", "bore", "broke", "brought", "came", "could", "cut", "did", "felt", "found", "gave", "got", "had", "has",
    "held", "is", "kept", "knew", "led", "left", "lost", "made", "meant", "met", "paid", "put", "said", "saw", "sent",
    "sold", "sought", "spoke", "stood", "told", "took", "was", "went", "were", "wrote", r"[a-z]{3,}ed",
)  # fmt: skip
_CLAUSE = re.compile(rf"(?P<subject>the (?:\w+(?:'s|s') )?\w+) (?:{'|'.join(_VERBS)}) [^,;:]+")
FEWEST_ALIKE = 3
"""The words with which clauses must begin alike for these to be said once."""
_OPENERS = (
    "The",
    "A",
    "An",
    "No",
    "There",
    "This",
    "That",
    "It",
    "Did",
    "Does",
    "Do",
    "Is",
    "Are",
    "Was",
    "Were",
    "May",
    "Must",
    "Can",
    "Should",
)
_UNITS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def lowered(text: str) -> str:
    """A sentence as a clause: its first word small, unless it may be a name; without its full stop."""
    first, _, rest = text.rstrip(".?").partition(" ")
    return f"{first.lower() if first in _OPENERS else first} {rest}".strip()


def sentence(text: str) -> str:
    """A clause as a sentence."""
    return f"{text[:1].upper()}{text[1:]}."


def number(count: int, thing: str, things: str = "") -> str:
    """A number with its noun, in words below a hundred.

    >>> number(1, "case"), number(32, "case")
    ('one case', 'thirty-two cases')
    """
    return f"{_number(count)} {thing if count == 1 else things or thing + 's'}"


def _number(count: int) -> str:
    if count < len(_UNITS):
        return _UNITS[count]
    if count >= 100:
        return str(count)
    ten, unit = divmod(count, 10)
    return _TENS[ten - 2] + (f"-{_UNITS[unit]}" if unit else "")


def with_the(name: str) -> str:
    """A court's name in a sentence."""
    return name if name.startswith(("The ", "A ")) else f"the {name}"


def joined(parts: Sequence[str], joint: str = "and") -> str:
    """Clauses as a series: by commas, by semicolons where one of them has a comma of its own.

    Clauses that follow one another with one subject say it once.

    >>> joined(["he ran", "she stayed", "nobody fell"]), joined(["he ran", "she stayed"], "or")
    ('he ran, she stayed, and nobody fell', 'he ran or she stayed')
    >>> joined(["the officials knew of the danger", "the officials did nothing", "the harm came"])
    'the officials knew of the danger and did nothing, and the harm came'
    """
    whole, parts = len(parts), _gathered(parts) if joint == "and" else parts
    if len(parts) < 2:
        return "".join(parts)
    mark = ";" if any("," in part for part in parts) else ","
    if len(parts) == 2:
        apart = mark if mark == ";" or whole > 2 else ""
        return f"{parts[0]}{apart} {joint} {parts[1]}"
    return f"{mark} ".join(parts[:-1]) + f"{mark} {joint} {parts[-1]}"


def _gathered(clauses: Sequence[str]) -> list[str]:
    """Clauses in which those of one subject are one: 'the officials knew of it and did nothing'."""
    found: list[str] = []
    for subject, group in groupby(clauses, key=_subject):
        same = list(group)
        if len(same) == 1 or not subject:
            found += same
            continue
        first, *others = (clause[len(subject) + 1 :] for clause in same)
        last = f"{'' if len(same) == 2 else ','} and {others[-1]}"
        found.append(f"{subject} {', '.join([first, *others[:-1]])}{last}")
    return found


def _subject(clause: str) -> str:
    """The subject of a clause that is one of a plain kind: 'the officials', 'the state's conduct'; else nothing.

    A clause with a comma of its own, or whose verb is not known for one, has none to be gathered by.
    """
    match = _CLAUSE.fullmatch(clause)
    return match["subject"] if match else ""


def that(clauses: Sequence[str], joint: str = "and") -> str:
    """Clauses as the object of a verb: 'that A, that B, and that C'."""
    return joined([f"that {clause}" for clause in clauses], joint)


def clause(factor: Factor, level: str) -> str:
    """A level as a clause: the doctrine's own, or one made of the factor's name."""
    said = dict(factor.clauses).get(level)
    if said:
        return said
    name = topic(factor)
    if factor.levels == ("absent", "present"):
        return f"there was {'no ' if level == 'absent' else ''}{name}"
    return f"the {name} was {words.level(level)}"


def condition(doctrine: Doctrine, atom: Condition) -> str:
    """A condition as a clause."""
    factor = doctrine.factor(atom.factor)
    own = dict(factor.condition_clauses).get(atom.level)
    if own or atom.level in dict(factor.clauses):
        return own or clause(factor, atom.level)
    extreme = not any(pair[0 if atom.bound == "at least" else 1] == atom.level for pair in factor.order)
    return clause(factor, atom.level) if extreme else f"the {topic(factor)} was {atom.bound} {words.level(atom.level)}"


def conditions(doctrine: Doctrine, atoms: Iterable[Condition]) -> list[str]:
    """Conditions as clauses, in the doctrine's order of factors."""
    order = {factor: i for i, factor in enumerate(doctrine.factor_ids())}
    return [condition(doctrine, c) for c in sorted(atoms, key=lambda c: (order[c.factor], c.level))]


def reason(doctrine: Doctrine, precedent: Precedent, model: str) -> str:
    """What a decision rests on, where its opinion states it: a series of clauses; empty where it does not."""
    if precedent.reason is None or not precedent.reason or model != "reason":
        return ""
    return joined(conditions(doctrine, maximal(doctrine, rests_on(doctrine, precedent, model))))


def lowered_name(name: str) -> str:
    """The name of an issue within a sentence: its first word small, unless it is a name or in capitals."""
    first, space, rest = name.partition(" ")
    return name if first.isupper() or not first.isalpha() else f"{first.lower()}{space}{rest}"


def topic(factor: Factor) -> str:
    """A factor as the topic of a sentence: its name, small and without marks."""
    name = re.sub(r"[-_]", " ", factor.name) if " " not in factor.name else factor.name
    first, _, rest = name.partition(" ")
    return f"{first.lower() if not first.isupper() or len(first) == 1 else first} {rest}".strip()


def unknown(factor: Factor, possible: Sequence[str]) -> str:
    """An open fact as what the record has still to show: 'whether A or B'; the topic, where much is possible."""
    told = [level for level in possible if level != factor.neutral]
    if len(told) > 3:
        name = topic(factor)
        return f"the {name}" if " of " in name or " on " in name else name
    return "whether " + either([clause(factor, level) for level in told])


def either(clauses: Sequence[str]) -> str:
    """Clauses of which one may be so; what all of them begin with is said once.

    >>> either(["a restraining order had issued", "a restraining order had been served"])
    'a restraining order had issued or been served'
    """
    split = [clause.split() for clause in clauses]
    same = 0
    while all(len(words) > same + 1 for words in split) and len({words[same] for words in split}) == 1:
        same += 1
    if len(clauses) < 2 or same < FEWEST_ALIKE:
        return joined(clauses, "or")
    return f"{' '.join(split[0][:same])} {joined([' '.join(words[same:]) for words in split], 'or')}"


def among(factor: Factor, levels: Sequence[str], possible: Sequence[str]) -> str:
    """That a factor is at one of some levels, out of those possible: by the condition that says so, where one does."""
    for atom in factor.conditions():
        met = [k for k in possible if atom in factor.satisfied(k)]
        if met == list(levels):
            named = dict(factor.condition_clauses).get(atom.level) or clause(factor, atom.level)
            return named if len(levels) > 1 else clause(factor, levels[0])
    return joined([clause(factor, level) for level in levels], "or")
