"""Sentences about decided cases, in the parts that a citation form completes: who, what is shared, what differs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from afortiori.argument import Point
from afortiori.argument.values import EXTRA, MISSING
from afortiori.doctrine import Condition, Doctrine, Factor
from afortiori.memo import words
from afortiori.precedent import Facts, Precedent

Part = str | Precedent
Sentence = tuple[Part, ...]
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def number(count: int) -> str:
    """A small number as a word."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def label(name: str) -> str:
    """A factor's or an issue's name as it stands within a sentence.

    >>> label("Awareness of a specific risk"), label("security-measures"), label("Fourth Amendment claim")
    ('awareness of a specific risk', 'security measures', 'Fourth Amendment claim')
    """
    plain = name if " " in name else name.replace("-", " ").replace("_", " ")
    proper = any(word[:1].isupper() for word in plain.split()[1:]) or plain[1:2].isupper()
    return plain if proper else plain[:1].lower() + plain[1:]


def listed(items: Sequence[str]) -> str:
    """Items of a sentence: with semicolons where one of them holds a comma or an 'and' of its own.

    >>> listed(["a", "b", "c"]), listed(["a (x, y)", "b"])
    ('a, b and c', 'a (x, y); and b')
    """
    if len(items) < 2 or not any("," in item or " and " in item for item in items):
        return words.either(items, "and")
    return "; ".join(items[:-1]) + "; and " + items[-1]


def capital(sentence: str) -> str:
    """A sentence that begins with a capital."""
    return sentence[:1].upper() + sentence[1:]


@dataclass(frozen=True, slots=True)
class Party:
    """Who wants a side, as a sentence names them; ``many`` where the verb is in the plural."""

    name: str
    many: bool

    def __str__(self) -> str:
        return self.name

    def does(self, one: str, many: str) -> str:
        """The verb in the number of the party."""
        return many if self.many else one


def party(doctrine: Doctrine, side: str) -> Party:
    """Who wants a side: 'the plaintiff', 'the state and its officials'."""
    name = doctrine.side(side).wanted_by.partition(",")[0].strip() or side
    return Party(name, " and " in re.sub(r"'[^']*'", "", name))


def condition(doctrine: Doctrine, atom: Condition) -> str:
    """One condition as it stands within a list: 'security measures', 'restraining order status (at least served)'."""
    factor = doctrine.factor(atom.factor)
    name = label(factor.name)
    return name if len(factor.levels) == 2 else f"{name} ({atom.bound} {words.level(atom.level)})"


def conditions(doctrine: Doctrine, atoms: Iterable[Condition]) -> list[str]:
    """Some conditions, in the doctrine's order, each that another implies left out."""
    from afortiori.constraint import maximal

    top = maximal(doctrine, frozenset(atoms))
    order = {factor.id: i for i, factor in enumerate(doctrine.factors)}
    return [condition(doctrine, atom) for atom in sorted(top, key=lambda c: (order[c.factor], c))]


@dataclass(frozen=True, slots=True)
class Pair:
    """A case and the facts, for saying where both stand."""

    doctrine: Doctrine
    precedent: Precedent
    facts: Facts

    def there(self, factor: Factor) -> str:
        """The level in the case, as words; empty where its opinion is silent."""
        return next((words.level(v.level) for v in self.precedent.used() if v.factor == factor.id), "")

    def here(self, factor: Factor) -> str:
        """The levels here, as words."""
        return words.levels(factor, self.facts.possible(factor))

    def shared(self, point: Point) -> str:
        """A fact in common, with its level, or with both levels where they differ."""
        factor = self.doctrine.factor(point.factor)
        name, here, there = label(factor.name), self.here(factor), self.there(factor)
        if len(factor.levels) == 2:
            return name
        return f"{name} ({here})" if here == there else f"{name} ({here} here, {there} there)"

    def only_here(self, point: Point) -> str:
        """A fact of the matter, with its level, and that of the case where it states one."""
        factor = self.doctrine.factor(point.factor)
        name, here, there = label(factor.name), self.here(factor), self.there(factor)
        if len(factor.levels) == 2:
            return name
        return f"{name} ({here} here, {there} there)" if there else f"{name} ({here})"

    def only_there(self, point: Point) -> str:
        """A fact of the case, with its level; what a stated reason rests on, where it rests on less."""
        factor = self.doctrine.factor(point.factor)
        name, here, there = label(factor.name), self.here(factor), self.there(factor)
        if len(factor.levels) == 2:
            return name
        return f"{name} ({there} there, {here} here)"

    def apart(self, points: Sequence[Point]) -> str:
        """The one factor that keeps a case from controlling, with its levels on both sides."""
        factor = self.doctrine.factor(points[0].factor)
        name, there = label(factor.name), self.there(factor) or "silent"
        return f"{name}: {self.here(factor)} here, {there} there"

    def bare(self, factor: str, *, here: bool) -> str:
        """A factor with its level on one side of the comparison."""
        of = self.doctrine.factor(factor)
        level = self.here(of) if here else self.there(of)
        return label(of.name) if len(of.levels) == 2 else f"{label(of.name)} ({level})"

    def stands_here(self, factor: str, side: str) -> bool:
        """Whether the factor surely favours a side here, at whatever level."""
        of = self.doctrine.factor(factor)
        return all(any(c.side == side for c in of.satisfied(k)) for k in self.facts.possible(of))

    def stood_there(self, factor: str, side: str) -> bool:
        """Whether the factor favoured a side in the case, at whatever level."""
        of = self.doctrine.factor(factor)
        held = next((v.level for v in self.precedent.used() if v.factor == factor), of.neutral)
        return any(c.side == side for c in of.satisfied(held))


def differences(pair: Pair, points: Sequence[Point], *, states_reason: bool) -> list[Sentence]:
    """What sets a case apart, a sentence for each kind of difference: absent, less, opposite, new, more, not known."""
    side = pair.precedent.holding or ""
    sure = [point for point in points if point.certain]
    lacking = [p for p in sure if p.role == MISSING]
    beyond = [p for p in sure if p.role == EXTRA]
    both = {p.factor for p in lacking} & {p.factor for p in beyond}
    less = [p for p in lacking if p.factor not in both and pair.stands_here(p.factor, side)]
    absent = [p for p in lacking if p.factor not in both and p not in less]
    more = [p for p in beyond if p.factor not in both and pair.stood_there(p.factor, p.side)]
    new = [p for p in beyond if p.factor not in both and p not in more]
    opposite = [p for p in beyond if p.factor in both]
    return [
        *_absent(pair, absent, states_reason=states_reason),
        *_less(pair, less, after=bool(absent)),
        *_opposite(pair, opposite),
        *_new(pair, new, after=bool(lacking)),
        *_more(pair, more, after=bool(new)),
        *_unsettled(pair, [p for p in points if not p.certain], after=bool(sure)),
    ]


def _absent(pair: Pair, points: Sequence[Point], *, states_reason: bool) -> list[Sentence]:
    if not points:
        return []
    none = {1: "nothing of the kind is", 2: "neither is"}.get(len(points), "none of these is")
    facts = listed([pair.bare(point.factor, here=False) for point in points])
    had = "rested on" if states_reason else "had before it"
    return [(pair.precedent, f" {had} {facts}; {none} shown here.")]


def _less(pair: Pair, points: Sequence[Point], *, after: bool) -> list[Sentence]:
    if not points:
        return []
    also = "also " if after else ""
    if len(points) == 1:
        factor = pair.doctrine.factor(points[0].factor)
        there, here = pair.there(factor), pair.here(factor)
        on = f" on {label(factor.name)}: {here} here, {there} there."
        return [(f"This matter {also}falls short of ", pair.precedent, on)]
    facts = listed([pair.only_there(point) for point in points])
    respects = f" in {number(len(points))} respects: {facts}."
    return [(f"This matter {also}falls short of ", pair.precedent, respects)]


def _opposite(pair: Pair, points: Sequence[Point]) -> list[Sentence]:
    winner, loser = (str(party(pair.doctrine, s)) for s in _sides(pair))
    found: list[Sentence] = []
    for point in points:
        factor = pair.doctrine.factor(point.factor)
        found.append(
            (
                f"On {label(factor.name)} this matter and ",
                pair.precedent,
                f" point opposite ways: {pair.there(factor)} there, for {winner}; {pair.here(factor)} here, for {loser}.",
            )
        )
    return found


def _new(pair: Pair, points: Sequence[Point], *, after: bool) -> list[Sentence]:
    if not points:
        return []
    _, loser = (party(pair.doctrine, s) for s in _sides(pair))
    facts = listed([pair.bare(point.factor, here=True) for point in points])
    has = loser.does("has", "have")
    lead = f"And {loser} {has}" if after else f"Here {loser} {has}"
    return [(f"{lead} what ", pair.precedent, f" did not have to overcome: {facts}.")]


def _more(pair: Pair, points: Sequence[Point], *, after: bool) -> list[Sentence]:
    if not points:
        return []
    _, loser = (party(pair.doctrine, s) for s in _sides(pair))
    facts = listed([pair.only_here(point) for point in points])
    too = ", too," if after else ""
    how = "What" if len(points) == 1 else "Much of what"
    return [(f"{how} told for {loser} in ", pair.precedent, f"{too} is stronger here: {facts}.")]


def _unsettled(pair: Pair, points: Sequence[Point], *, after: bool) -> list[Sentence]:
    if not points:
        return []
    facts = listed([label(pair.doctrine.factor(f).name) for f in dict.fromkeys(p.factor for p in points)])
    also = " also" if after else ""
    return [(pair.precedent, f" may{also} prove distinguishable on what is not yet known here: {facts}.")]


def _sides(pair: Pair) -> tuple[str, str]:
    side = pair.precedent.holding or ""
    return side, pair.doctrine.other(side)
