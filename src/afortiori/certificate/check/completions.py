"""Every verdict that some completion of the facts reaches, from the theory (section 4): without naming each completion.

The factors are taken one after another. What is kept is which precedents may still force and what is left of each rule's
formula: two ways of filling in the facts that leave the same are one. This is exact; past a bound it gives up and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .form import Row
from .kernel import Doctrine, Factor, Held, Possible, admitted, compels, leaves

MOST_STATES = 200_000
Left = tuple[Any, ...] | bool  # a formula as nested tuples, or what it has come to
State = tuple[int, tuple[Left, ...]]
Sides = frozenset[str]


@dataclass(frozen=True, slots=True)
class Reached:
    """The verdicts reached, as the sides forced; ``may`` names the authorities that force in some completion."""

    verdicts: frozenset[Sides]
    may: frozenset[str]


class Beyond(Exception):
    """There are more states than the bound allows."""


@dataclass(frozen=True, slots=True)
class Players:
    """The binding authorities: precedents with what they hold, rules, and who prevails over whom, by reference."""

    precedents: dict[str, Held]
    rules: dict[str, Row]
    over: dict[str, frozenset[str]]  # for each authority, those of the other side that prevail over it


def reached(doctrine: Doctrine, players: Players, possible: Possible, bound: int = MOST_STATES) -> Reached:
    """Every verdict that a completion reaches; Beyond where that takes more states than the bound."""
    return _Walk(doctrine, players, possible).run(bound)


class _Walk:
    def __init__(self, doctrine: Doctrine, players: Players, possible: Possible) -> None:
        self.doctrine, self.players, self.possible = doctrine, players, possible
        boxes = {ref: admitted(doctrine, one, possible) for ref, one in players.precedents.items()}
        self.boxes = {ref: box for ref, box in boxes.items() if all(box.values())}
        self.refs = sorted(self.boxes)
        self.rules = sorted(players.rules)
        self.everyone = frozenset([*self.refs, *self.rules])
        named = {leaf["factor"] for rule in players.rules.values() for leaf in leaves(rule["formula"])}
        narrow = {name: sum(len(box[name]) < len(possible[name]) for box in self.boxes.values()) for name in possible}
        self.order = sorted((n for n in possible if narrow[n] or n in named), key=lambda n: (-narrow[n], n))
        self.implied = self._dominated()

    def _dominated(self) -> list[list[int]]:
        """After each factor, for each precedent, those whose forcing makes its own idle as far as the rest goes."""
        pairs = [
            (i, j) for i, a in enumerate(self.refs) for j, b in enumerate(self.refs) if i != j and self._ranks(a, b)
        ]
        found: list[list[int]] = []
        for name in [None, *reversed(self.order)]:
            if name is not None:
                levels = [set(self.boxes[ref][name]) for ref in self.refs]
                pairs = [(i, j) for i, j in pairs if levels[i] <= levels[j]]
            inside, idle = set(pairs), [0] * len(self.refs)
            for i, j in pairs:
                # of two that are each idle beside the other, the first is kept
                if j < i or (j, i) not in inside:
                    idle[i] |= 1 << j
            found.append(idle)
        return found[::-1]

    def _ranks(self, a: str, b: str) -> bool:
        """Whether b, for the same side, loses to no authority that a withstands, and prevails over all that a does."""
        if self.players.precedents[a].side != self.players.precedents[b].side:
            return False
        over = self.players.over
        return over[b] & self.everyone <= over[a] and not any(a in over[c] and b not in over[c] for c in self.everyone)

    def run(self, bound: int) -> Reached:
        masks = {
            name: {
                level: sum(1 << i for i, ref in enumerate(self.refs) if level in self.boxes[ref][name])
                for level in self.possible[name]
            }
            for name in self.order
        }
        formulas = tuple(_tuples(self.players.rules[ref]["formula"]) for ref in self.rules)
        states: set[State] = {((1 << len(self.refs)) - 1, formulas)}
        seen = 0
        for i, name in enumerate(self.order):
            factor = self.doctrine.factors[name]
            states = {
                self._thinned(i + 1, alive & masks[name][level], tuple(_given(f, name, factor, level) for f in rules))
                for alive, rules in states
                for level in self.possible[name]
            }
            seen += len(states)
            if seen > bound:
                raise Beyond
        speaking = {self._speaking(rules) for _, rules in states}
        may = {*self.refs, *(ref for ways in speaking for ref, _ in ways)}
        return Reached(frozenset(self._verdict(state) for state in states), frozenset(may))

    def _thinned(self, done: int, alive: int, rules: tuple[Left, ...]) -> State:
        idle = self.implied[done]
        return sum(1 << i for i in range(len(self.refs)) if alive >> i & 1 and not idle[i] & alive), rules

    def _speaking(self, rules: tuple[Left, ...]) -> tuple[tuple[str, str], ...]:
        said = [
            (ref, compels(self.doctrine, self.players.rules[ref], holds=bool(left)))
            for ref, left in zip(self.rules, rules, strict=True)
        ]
        return tuple((ref, side) for ref, side in said if side is not None)

    def _verdict(self, state: State) -> Sides:
        alive, rules = state
        forcing = {ref: self.players.precedents[ref].side for i, ref in enumerate(self.refs) if alive >> i & 1} | dict(
            self._speaking(rules)
        )
        return standing(forcing, self.players.over)


def standing(forcing: dict[str, str], over: dict[str, frozenset[str]]) -> Sides:
    """The sides forced once the lower has yielded to the higher (theory 5, Rank)."""
    return frozenset(
        side for ref, side in forcing.items() if not any(forcing.get(rival) not in (None, side) for rival in over[ref])
    )


def _tuples(formula: Row) -> Left:
    if "factor" in formula:
        return formula["factor"], formula["bound"], formula["level"]
    if "not" in formula:
        return "not", _tuples(formula["not"])
    return int(formula["count"]), tuple(_tuples(part) for part in formula["of"])


def _given(left: Left, name: str, factor: Factor, level: str) -> Left:
    """What is left of a formula once one factor's level is known."""
    if isinstance(left, bool):
        return left
    if len(left) == 3:
        return left if left[0] != name else any(c[:3] == left for c in factor.satisfied[level])
    if left[0] == "not":
        inner = _given(left[1], name, factor, level)
        return not inner if isinstance(inner, bool) else ("not", inner)
    parts = [_given(part, name, factor, level) for part in left[1]]
    wanted: int = left[0] - parts.count(True)
    unsettled = tuple(part for part in parts if not isinstance(part, bool))
    if wanted <= 0 or wanted > len(unsettled):
        return wanted <= 0
    return wanted, unsettled
