"""What the tests of guidance share: a law over a drawn world, and its authorities and facts as the oracle takes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations, product
from typing import Any

from builders import TODAY
from oracle import brute
from oracle.brute import Atom
from oracle.plain import plain_authorities, plain_doctrine, plain_facts
from strategies import World

from afortiori.authority import Court
from afortiori.casebase import CaseBase, Finding, Law, Options
from afortiori.constraint import Authority
from afortiori.doctrine import Condition, Rule
from afortiori.precedent import Facts, facts

Plain = Mapping[str, Any]
Outcome = tuple[str, str | None, frozenset[frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Question:
    """A law and facts, and both as plain data; ``authorities`` are those that bind."""

    law: Law
    facts: Facts
    of: dict[str, Any]
    authorities: list[dict[str, Any]]
    known: dict[str, list[str]]
    model: str

    @property
    def sides(self) -> tuple[str, str]:
        """The two sides."""
        one, two = self.of["sides"]
        return str(one), str(two)

    def cases(self, side: str) -> list[dict[str, Any]]:
        """The binding precedents decided for a side."""
        return [a for a in self.authorities if "formula" not in a and a["holding"] == side]


def base_of(world: World) -> CaseBase:
    """The base of a drawn world, its rules in its doctrine."""
    rules = tuple(a for a in world.authorities if isinstance(a, Rule))
    return CaseBase(replace(world.doctrine, rules=rules), world.precedents)


def asked(world: World, forum: Court | None = None) -> Question:
    """The question that a drawn world puts, on a day after every decision."""
    return question(Law(base_of(world), Options(forum, TODAY, world.model)), world.facts)


def settled(world: World) -> World:
    """The same world with every fact known, at the first of the levels still possible."""
    first: dict[str, str | tuple[str, ...]] = {
        f.id: (world.facts.levels(f.id) or f.levels)[0] for f in world.doctrine.factors
    }
    return replace(world, facts=facts(world.doctrine, first))


def question(law: Law, on: Facts) -> Question:
    """A law and facts as the oracle takes them."""
    of, plain = plain_doctrine(law.doctrine), plain_authorities(law.authorities)
    return Question(law, on, of, plain, plain_facts(law.doctrine, on), law.options.model)


def speaks_for(of: Plain, authority: Plain, completion: Mapping[str, str], model: str) -> str | None:
    """The side that one authority forces on facts fully known, or None."""
    if "formula" in authority:
        return brute.speaks(of, authority, {name: [level] for name, level in completion.items()})
    return authority["holding"] if brute.forces(of, authority, completion, model) else None


def verdict(q: Question, known: Mapping[str, Sequence[str]]) -> tuple[str, str | None]:
    """The oracle's verdict on facts, as kind and side."""
    found = brute.verdict(q.of, q.authorities, known, q.model)
    return found["kind"], found["side"]


def comes_to(finding: Finding) -> Outcome:
    """A verdict as it can be compared: its kind, its side, and those that remain."""
    return finding.kind, finding.side, frozenset(map(frozenset, finding.remaining))


def outcome(q: Question, known: Mapping[str, Sequence[str]]) -> Outcome:
    """The oracle's verdict on facts, as it can be compared."""
    found = brute.verdict(q.of, q.authorities, known, q.model)
    return found["kind"], found["side"], frozenset(found["remaining"])


def assignments(of: Plain) -> Iterator[dict[str, str]]:
    """Every choice of one level for each factor of a doctrine."""
    names = list(of["factors"])
    for levels in product(*(of["factors"][name]["levels"] for name in names)):
        yield dict(zip(names, levels, strict=True))


def below(factor: Plain, low: str, high: str) -> bool:
    """Whether one level stands below another."""
    return (low, high) in factor["order"]


def between(factor: Plain, start: str, near: str, far: str) -> bool:
    """Whether a level lies on the way up, or on the way down, from ``start`` to ``far``, ends included."""
    up = below(factor, start, near) and below(factor, near, far)
    down = below(factor, far, near) and below(factor, near, start)
    return near in (start, far) or up or down


def distance(factor: Plain, here: Sequence[str], there: str) -> int:
    """The length of a shortest path in the Hasse diagram from a level possible."""
    levels, order = factor["levels"], factor["order"]
    covers = {(a, b) for a, b in order if not any((a, k) in order and (k, b) in order for k in levels)}
    far = len(levels) + 1
    length = {
        (a, b): 0 if a == b else 1 if (a, b) in covers or (b, a) in covers else far for a in levels for b in levels
    }
    for k, a, b in product(levels, levels, levels):
        length[a, b] = min(length[a, b], length[a, k] + length[k, b])
    return min(length[k, there] for k in here)


def atom(condition: Condition) -> Atom:
    """A condition as the oracle writes it."""
    return condition.factor, condition.bound, condition.level


def down(of: Plain, atoms: frozenset[Atom], side: str) -> frozenset[Atom]:
    """A set of conditions for a side closed downward."""
    absent = {name: factor["neutral"] for name, factor in of["factors"].items()}
    return frozenset().union(*(brute.satisfied(of, absent | {name: level}, side) for name, _, level in atoms))


def subsets(atoms: frozenset[Atom]) -> Iterator[frozenset[Atom]]:
    """Every subset of some conditions."""
    listed = sorted(atoms)
    every = chain.from_iterable(combinations(listed, n) for n in range(len(listed) + 1))
    return (frozenset(chosen) for chosen in every)


def ids(authorities: Sequence[Authority]) -> list[str]:
    """The ids of authorities, in order of id."""
    return sorted(authority.id for authority in authorities)
