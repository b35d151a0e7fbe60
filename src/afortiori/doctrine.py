"""A legal test: its question, its two sides, its factors in their order, its issues and its rules."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from afortiori.authority import Court, When
from afortiori.errors import Misuse

MOST_KEPT = 50_000
NOTHING: Any = object()
T = TypeVar("T")


class Side(NamedTuple):
    """One of the two answers to the doctrine's question, and who wants it.

    >>> Side("duty", "A duty is owed", "the plaintiff").id
    'duty'
    """

    id: str
    name: str
    wanted_by: str


class Condition(NamedTuple):
    """The atom of reasoning: a factor stands 'at least' or 'at most' at a level, which favours ``side``.

    Source: theory 1; Horty 2019 for the reading of a dimension as its set of conditions.

    >>> str(Condition("custody", "at least", "held", "duty"))
    'custody at least held'
    """

    factor: str
    bound: str
    level: str
    side: str

    def __str__(self) -> str:
        return f"{self.factor} {self.bound} {self.level}"


@dataclass(frozen=True, slots=True)
class Factor:
    """A kind of fact that courts weigh: levels in an order, one of them neutral.

    ``order`` is the whole strict order, as (lower, higher) pairs. Levels above ``neutral`` favour ``side``, levels
    below it ``other_side``; without a side the factor is recorded and searchable, and never a condition. ``parent`` is
    the issue that it bears on, and ``also`` are others; ``strength`` is
    that of its link to them, strong or weak. ``clauses`` say each level as a clause of a sentence, and
    ``condition_clauses`` the condition that a level names, where it reads otherwise.

    >>> custody = line("custody", ("none", "held", "jailed"), "duty", "no-duty")
    >>> custody.neutral, custody.above(), custody.at_least("jailed", "held")
    ('none', ('held', 'jailed'), True)
    """

    id: str
    name: str
    definition: str
    levels: tuple[str, ...]
    neutral: str
    order: frozenset[tuple[str, str]]
    side: str | None
    other_side: str | None
    parent: str | None = None
    authority: str = ""
    level_notes: tuple[tuple[str, str], ...] = ()
    note: str = ""
    also: tuple[str, ...] = ()
    strength: str = "strong"
    clauses: tuple[tuple[str, str], ...] = ()
    condition_clauses: tuple[tuple[str, str], ...] = ()
    _conditions: tuple[Condition, ...] = field(init=False, repr=False, compare=False)
    _satisfied: dict[str, frozenset[Condition]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.neutral not in self.levels or any(a == b for a, b in self.order):
            raise Misuse(f"factor '{self.id}': its levels are in no order with a neutral one")
        conditions: tuple[Condition, ...] = ()
        if self.side is not None and self.other_side is not None:
            conditions = tuple(Condition(self.id, "at least", k, self.side) for k in self.above()) + tuple(
                Condition(self.id, "at most", k, self.other_side) for k in self.below()
            )
        object.__setattr__(self, "_conditions", conditions)
        object.__setattr__(
            self, "_satisfied", {k: frozenset(c for c in conditions if self._meets(k, c)) for k in self.levels}
        )

    def _meets(self, held: str, c: Condition) -> bool:
        return self.at_least(held, c.level) if c.bound == "at least" else self.at_least(c.level, held)

    def at_least(self, held: str, level: str) -> bool:
        """Whether the level ``held`` is ``level`` or above it."""
        return held == level or (level, held) in self.order

    def above(self) -> tuple[str, ...]:
        """The levels above neutral, in the order in which the doctrine lists them."""
        return tuple(k for k in self.levels if (self.neutral, k) in self.order)

    def below(self) -> tuple[str, ...]:
        """The levels below neutral, in the order in which the doctrine lists them."""
        return tuple(k for k in self.levels if (k, self.neutral) in self.order)

    def conditions(self) -> tuple[Condition, ...]:
        """Every condition that this factor can give, for either side.

        >>> [str(c) for c in line("custody", ("none", "held", "jailed"), "duty").conditions()]
        ['custody at least held', 'custody at least jailed']
        """
        return self._conditions

    def satisfied(self, held: str) -> frozenset[Condition]:
        """The conditions that a fact at level ``held`` satisfies, for either side."""
        return self._satisfied[held]

    def condition(self, level: str) -> Condition | None:
        """The condition named by writing ``factor: level``: at least it above neutral, at most it below."""
        return next((c for c in self.conditions() if c.level == level), None)


def line(
    id: str, levels: tuple[str, ...], side: str | None, other_side: str | None = "", *, neutral: str | None = None
) -> Factor:
    """A factor whose levels stand in a line, weakest first; neutral is the first unless named.

    >>> line("remoteness", ("remote", "foreseeable", "imminent"), "duty", "none", neutral="foreseeable").below()
    ('remote',)
    """
    order = frozenset((a, b) for i, a in enumerate(levels) for b in levels[i + 1 :])
    return Factor(id, id, "", levels, neutral or levels[0], order, side, other_side)


def boolean(id: str, side: str, other_side: str = "") -> Factor:
    """A factor that is absent (neutral) or present.

    >>> boolean("assurance", "duty").levels
    ('absent', 'present')
    """
    return line(id, ("absent", "present"), side, other_side)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A formula that is one condition."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class Not:
    """A formula that holds where ``part`` does not."""

    part: Formula


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A formula that holds where ``count`` of its ``parts`` do: 1 is 'any', all of them is 'all'."""

    count: int
    parts: tuple[Formula, ...]


Formula = Leaf | Not | AtLeast


class Dimension(NamedTuple):
    """Several factors read as one: ``levels`` gives for each level of ``factor`` the formula over them that ascribes it.

    The first formula that holds ascribes the level; where none does it is neutral. Source: Prakken and Sartor 1998,
    Rissland and Ashley 2002, on factors as points of a dimension.
    """

    factor: Factor
    of: tuple[str, ...]
    levels: tuple[tuple[str, Formula], ...]


def leaves(formula: Formula) -> Iterator[Condition]:
    """The conditions of a formula, left to right."""
    if isinstance(formula, Leaf):
        yield formula.condition
    else:
        for part in (formula.part,) if isinstance(formula, Not) else formula.parts:
            yield from leaves(part)


class Issue(NamedTuple):
    """What stands between factors and the outcome: the concern that a factor bears on, which cases may have decided.

    Established it favours ``side`` (the doctrine's first, where it is None). It is settled by ``rule``, a formula over
    what stands below it, or by precedent; ``default`` applies where everything below it is known absent.

    >>> from afortiori import open_pack
    >>> [issue.id for issue in open_pack("wild-animals").doctrine.issues][:2]
    ['ownership', 'right-to-pursue']
    """

    id: str
    name: str
    definition: str
    source: str = ""
    parent: str | None = None
    side: str | None = None
    rule: Formula | None = None
    authority: str = ""
    default: bool | None = None


class Answer(NamedTuple):
    """The rule that joins the issues to the question: ``side`` if, and only if, ``formula``.

    With ``otherwise`` the other side has it only where that holds, and where neither does, nobody. ``attribute``: a loss
    counts against the one issue that the other decided cases do not establish in it.
    """

    side: str
    formula: Formula
    authority: str
    otherwise: Formula | None = None
    attribute: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """Law that a court laid down in general terms.

    *sufficient*: where ``formula``, the answer is ``side``. *necessary*: ``side`` only if ``formula``. Without a formula
    it is a note: printed, and binding nobody.

    >>> from afortiori import open_pack
    >>> pack = open_pack("wild-animals")
    >>> [(rule.id, rule.formula is None) for rule in pack.doctrine.rules][:1]
    [('livelihood', True)]
    """

    id: str
    text: str
    kind: str
    side: str | None
    formula: Formula | None
    authority: str
    case: str | None
    court: Court
    decided: When
    bench: str = "unknown"
    until: When | None = None
    supersedes: tuple[str, ...] = ()
    scope: str = "doctrine"
    published: bool = True
    quotation: str = ""


@dataclass(frozen=True, slots=True)
class Doctrine:
    """A legal question with two sides, its factors, its issues and its rules.

    ``law`` is the law that the question belongs to: ``us`` for federal law, ``us-ca`` for California's, and so on.
    ``claim`` names the claim that a case must have decided to bear on the question. ``unverified`` says what in the
    doctrine itself nobody has confirmed.

    >>> from afortiori import open_pack
    >>> pack = open_pack("wild-animals")
    >>> pack.doctrine.other("P"), pack.doctrine.factor("malice").side
    ('D', 'P')
    """

    id: str
    name: str
    question: str
    sides: tuple[Side, Side]
    factors: tuple[Factor, ...]
    law: str = "us"
    claim: str = ""
    issues: tuple[Issue, ...] = ()
    rules: tuple[Rule, ...] = ()
    scope: str = ""
    answer: Answer | None = None
    unverified: str = ""
    _factors: dict[str, Factor] = field(init=False, repr=False, compare=False)
    _kept: dict[Hashable, Any] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_factors", {factor.id: factor for factor in self.factors})
        object.__setattr__(self, "_kept", {})

    def once(self, key: Hashable, work: Callable[[], T]) -> T:
        """What ``work`` gives, which follows from this doctrine and from what the key holds: worked out once, as a rule.

        >>> from afortiori import open_pack
        >>> doctrine = open_pack("wild-animals").doctrine
        >>> [doctrine.once("an example", lambda: sum([1, 2])) for _ in range(2)]
        [3, 3]
        """
        found: T = self._kept.get(key, NOTHING)
        if found is NOTHING:
            found = work()
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = found
        return found

    def factor(self, id: str) -> Factor:
        """The factor with this id; KeyError where there is none."""
        return self._factors[id]

    def factor_ids(self) -> Collection[str]:
        """The ids of the factors, in order."""
        return self._factors.keys()

    def side(self, id: str) -> Side:
        """The side with this id; KeyError where there is none."""
        for side in self.sides:
            if side.id == id:
                return side
        raise KeyError(id)

    def other(self, side: str) -> str:
        """The id of the side that is not ``side``."""
        first, second = self.sides
        return second.id if side == first.id else first.id
