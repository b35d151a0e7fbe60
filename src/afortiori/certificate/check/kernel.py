"""Conditions, forcing, rules and rank, from the theory (sections 1, 2 and 5): one authority against one set of facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .form import Row, shown

Condition = tuple[str, str, str, str]  # factor, bound, level, the side that it favours
Possible = dict[str, tuple[str, ...]]
MOST_LEVELS = 64


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor's levels, the neutral one, and for each level the conditions that a fact there satisfies."""

    levels: tuple[str, ...]
    neutral: str
    satisfied: dict[str, frozenset[Condition]]


@dataclass(frozen=True, slots=True)
class Doctrine:
    """What a doctrine says of factors and sides."""

    sides: tuple[str, str]
    factors: dict[str, Factor]

    def other(self, side: str) -> str:
        """The side that is not this one."""
        return self.sides[1] if side == self.sides[0] else self.sides[0]


def doctrine_of(plain: Row) -> Doctrine:
    """The doctrine of a certificate that has no fault of order."""
    first, second = plain["sides"]
    factors = {}
    for name, row in plain["factors"].items():
        favours = row["favours"]
        against = None if favours is None else second if favours == first else first
        factors[name] = _factor(name, row, favours, against)
    return Doctrine((first, second), factors)


def _factor(name: str, row: Row, favours: str | None, against: str | None) -> Factor:
    order = {(low, high) for low, high in row["order"]}
    neutral = row["neutral"]
    satisfied: dict[str, frozenset[Condition]] = {}
    for held in row["levels"]:
        found: set[Condition] = set()
        if favours is not None and against is not None:
            for level in row["levels"]:
                if (neutral, level) in order and (level == held or (level, held) in order):
                    found.add((name, "at least", level, favours))
                if (level, neutral) in order and (level == held or (held, level) in order):
                    found.add((name, "at most", level, against))
        satisfied[held] = frozenset(found)
    return Factor(tuple(row["levels"]), neutral, satisfied)


def faults_of_doctrine(plain: Row) -> Iterator[str]:
    """What keeps the doctrine of a certificate from being one."""
    if len(set(plain["sides"])) != 2 or len(plain["sides"]) != 2:
        yield "the doctrine has not two sides"
    for name, row in plain["factors"].items():
        levels, pairs = row["levels"], [tuple(pair) for pair in row["order"]]
        order = set(pairs)
        where = f"factor '{shown(name)}'"
        if len(levels) > MOST_LEVELS or len(pairs) > MOST_LEVELS**2:
            yield f"{where}: it has more levels than a factor may have"
            continue
        if len(set(levels)) != len(levels) or row["neutral"] not in levels:
            yield f"{where}: its levels are not distinct, or lack the neutral one"
        if any(len(pair) != 2 or not set(pair) <= set(levels) or pair[0] == pair[-1] for pair in pairs):
            yield f"{where}: its order is no order of its levels"
        elif any((a, d) not in order for a, b in order for c, d in order if b == c) or len(order) != len(pairs):
            yield f"{where}: its order is not whole"
        elif any(
            k != row["neutral"] and (row["neutral"], k) not in order and (k, row["neutral"]) not in order
            for k in levels
        ):
            yield f"{where}: a level is neither above nor below the neutral one"
        if row["favours"] is not None and row["favours"] not in plain["sides"]:
            yield f"{where}: it favours no side of the doctrine"


@dataclass(frozen=True, slots=True)
class Held:
    """A precedent as the kernel needs it: R(c), and all that it overcame, c^o."""

    side: str
    reason: frozenset[Condition]
    overcame: frozenset[Condition]


def held(doctrine: Doctrine, case: Row, model: str) -> Held:
    """What a case rests on and what it overcame; silence counts as absent (theory 2)."""
    side = case["holding"]
    own: set[Condition] = set()
    for name, factor in doctrine.factors.items():
        own |= factor.satisfied[case["values"].get(name, factor.neutral)]
    reason = {c for c in own if c[3] == side}
    if model == "reason" and case["reason"] is not None:
        reason = set()
        for name, level in case["reason"]:
            reason |= doctrine.factors[name].satisfied[level]
    return Held(side, frozenset(reason), frozenset(c for c in own if c[3] != side))


def coded(doctrine: Doctrine, case: Row, model: str) -> bool:
    """Whether a case's reason binds anybody: some of it rests on a value that counts."""
    return any(c[0] in case["values"] for c in held(doctrine, case, model).reason)


def separating(doctrine: Doctrine, precedent: Held, factor: str, level: str) -> dict[tuple[str, str, str], Condition]:
    """At one level of one factor: each condition that the reason lacks there, and each that was not overcome."""
    there = doctrine.factors[factor].satisfied[level]
    lacking = {c for c in precedent.reason if c[0] == factor} - there
    new = {c for c in there if c[3] != precedent.side} - precedent.overcame
    return {("missing", c[1], c[2]): c for c in lacking} | {("extra", c[1], c[2]): c for c in new}


def admitted(doctrine: Doctrine, precedent: Held, possible: Possible) -> Possible:
    """For each factor, the levels still possible at which nothing separates the precedent from the facts."""
    return {
        name: tuple(level for level in levels if not separating(doctrine, precedent, name, level))
        for name, levels in possible.items()
    }


def truth(doctrine: Doctrine, formula: Row, possible: Possible) -> bool | None:
    """A formula on facts partly known: strong Kleene (theory 5, Rules)."""
    if "factor" in formula:
        factor = doctrine.factors[formula["factor"]]
        states = {_meets(factor, formula, level) for level in possible[formula["factor"]]}
        return states.pop() if len(states) == 1 else None
    if "not" in formula:
        inner = truth(doctrine, formula["not"], possible)
        return None if inner is None else not inner
    parts = [truth(doctrine, part, possible) for part in formula["of"]]
    wanted = int(formula["count"])
    if sum(part is True for part in parts) >= wanted:
        return True
    return False if sum(part is not False for part in parts) < wanted else None


def _meets(factor: Factor, leaf: Row, level: str) -> bool:
    return any(c[:3] == (leaf["factor"], leaf["bound"], leaf["level"]) for c in factor.satisfied[level])


def compels(doctrine: Doctrine, rule: Row, *, holds: bool | None) -> str | None:
    """The side that a rule compels where its formula holds, does not, or is not settled."""
    if rule["side"] is None or holds is None:
        return None
    if rule["kind"] == "sufficient":
        return str(rule["side"]) if holds else None
    return doctrine.other(rule["side"]) if rule["kind"] == "necessary" and not holds else None


def leaves(formula: Row) -> Iterator[Row]:
    """The conditions of a formula, left to right."""
    if "factor" in formula:
        yield formula
    for part in [formula["not"]] if "not" in formula else formula.get("of", []):
        yield from leaves(part)


@lru_cache(maxsize=4096)
def last_day(date: str) -> str:
    """The last day that a date can mean, given to the day, the month or the year; ValueError where it is no date."""
    from datetime import date as day
    from datetime import timedelta

    parts = date.split("-")
    if [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]) or not all(
        part.isascii() and part.isdecimal() for part in parts
    ):
        raise ValueError(date)
    numbers = [int(part) for part in parts]
    first = day(*[*numbers, 1, 1][:3])
    if len(numbers) == 3:
        return first.isoformat()
    if len(numbers) == 1:
        return f"{date}-12-31"
    # the 28th and four days lie in the next month; going back by that day's number gives the last of this one
    beyond = first.replace(day=28) + timedelta(days=4) if date != "9999-12" else day(9999, 12, 31)
    return (beyond - timedelta(days=beyond.day)).isoformat() if date != "9999-12" else "9999-12-31"


def prevails(courts: dict[str, Row], a: Row, b: Row) -> str:
    """Why authority a prevails over b where they force opposite sides (theory 5, Rank and Rules); empty where it does not.

    Each is a case or a rule of a certificate, with its own id under ``id``; only a rule has a ``formula``.
    """
    statute = "legislature" in (courts[a["court"]]["level"], courts[b["court"]]["level"])
    if a["court"] != b["court"] and not statute:
        return "a higher court" if a["court"] in courts[b["court"]]["above"] else ""
    court = courts[a["court"]]
    appellate = court["level"] == "appellate" and not statute
    if appellate and (a["bench"] == "en banc") != (b["bench"] == "en banc"):
        return "en banc" if a["bench"] == "en banc" else ""
    a_rule, b_rule = "formula" in a, "formula" in b
    if a_rule and b_rule:
        return "it supersedes the other" if b["id"] in a["supersedes"] else ""
    if a_rule:
        return "a rule, over an earlier precedent" if last_day(b["decided"]) < last_day(a["decided"]) else ""
    panels = appellate and court["binds_itself"] and a["bench"] != "en banc"
    if b_rule or not panels:
        return ""
    return "the earlier panel" if last_day(a["decided"]) < last_day(b["decided"]) else ""
