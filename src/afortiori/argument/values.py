"""The values of an argument: what a move says, of which case, on which conditions, and what answers it (theory 7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from afortiori.argument.lattice import Lattice, shared
from afortiori.constraint import Conditions, extra, maximal, met, missing, open_to
from afortiori.doctrine import Condition, Doctrine, Issue
from afortiori.precedent import Facts, Precedent
from afortiori.significance import Distinction, distinctions

SHARED, MISSING, EXTRA, STRENGTH, WEAKNESS = "shared", "missing", "extra", "strength", "weakness"
PLIES = (1, 2, 3)
MOST_CITED = 3


@dataclass(frozen=True, slots=True)
class Point:
    """One factor that an argument names, and the side it favours: by its strongest conditions.

    ``role``: shared, missing (only there), extra (only here), strength (here, for the arguer, and not in the case) or
    weakness (here, against the arguer, and not in the case). ``certain`` is false where unknown facts may undo it.
    """

    role: str
    factor: str
    side: str
    conditions: tuple[Condition, ...]
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Support:
    """A case cited in support, and those of the argument's points that it had."""

    case: Precedent
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Argument:
    """One move that a side makes: the case it is about, the points it makes, what supports it and what answers it.

    ``supports`` are cited in support; ``also`` would serve as well and are not argued out. ``distinctions`` are those that
    the move emphasises or downplays. ``supported`` are moves of the same side in the same ply, ``answered`` the other
    side's in the next.

    >>> from afortiori import answers
    >>> from afortiori.argument import argue
    >>> asked = answers.question("popov", {})
    >>> first = argue(asked.law, asked.asked.facts, "D").arguments[0]
    >>> first.ply, first.side, [answer.move for answer in first.answered]
    (1, 'D', ['distinguish'])
    """

    move: str
    ply: int
    side: str
    case: Precedent
    points: tuple[Point, ...] = ()
    supports: tuple[Support, ...] = ()
    also: tuple[Precedent, ...] = ()
    distinctions: tuple[Distinction, ...] = ()
    supported: tuple[Argument, ...] = ()
    answered: tuple[Argument, ...] = ()

    def of(self, role: str) -> tuple[Point, ...]:
        """The points in one role."""
        return tuple(point for point in self.points if point.role == role)

    @property
    def cases(self) -> tuple[Precedent, ...]:
        """The cases cited in support."""
        return tuple(support.case for support in self.supports)


@dataclass(frozen=True, slots=True)
class Context:
    """What a move is made in: the law and the facts, whose turn it is, in which ply, and the argument that it meets.

    ``leading`` are the side's cases that force, ``named`` the one case that an opening may cite where the argument is
    limited to it, ``issue`` the issue where only what bears on it is argued.
    """

    doctrine: Doctrine
    facts: Facts
    model: str
    lattice: Lattice
    side: str
    ply: int
    target: Argument | None = None
    leading: tuple[Precedent, ...] = ()
    named: Precedent | None = None
    issue: Issue | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A kind of move: in which plies it may be made, what it meets, its place among the moves of a ply, how it is made.

    It ``answers`` moves of the other side in the ply before, and ``supports`` moves of its own side in the same ply; a
    move that does neither opens.
    """

    name: str
    plies: tuple[int, ...]
    order: int
    make: Callable[[Context], tuple[Argument, ...]]
    answers: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    opens: bool = False


def by_weight(cases: Iterable[Precedent]) -> tuple[Precedent, ...]:
    """Cases by weight: the higher court first, then en banc, then the later decision, then the id."""
    levels = ("supreme", "appellate", "trial")

    def rank(case: Precedent) -> tuple[int, bool]:
        return levels.index(case.court.level) if case.court.level in levels else len(levels), case.bench != "en banc"

    latest = sorted(sorted(cases, key=lambda case: case.id), key=lambda case: case.decided.last, reverse=True)
    return tuple(sorted(latest, key=rank))


def points(doctrine: Doctrine, role: str, conditions: Conditions, sure: Conditions | None = None) -> tuple[Point, ...]:
    """The conditions factor by factor, in the doctrine's order; certain where all of a factor's are among ``sure``."""
    found = []
    for factor in doctrine.factors:
        of = frozenset(c for c in conditions if c.factor == factor.id)
        for side in sorted({c.side for c in of}):
            atoms = frozenset(c for c in of if c.side == side)
            found.append(Point(role, factor.id, side, maximal(doctrine, atoms), sure is None or atoms <= sure))
    return tuple(found)


def grounds(doctrine: Doctrine, precedent: Precedent, facts: Facts, model: str) -> tuple[Point, ...]:
    """What distinguishes a case: missing here, and extra here; the two are exhaustive (theory 3)."""
    side = precedent.holding or ""
    lacking, beyond = missing(doctrine, precedent, facts, model), extra(doctrine, precedent, facts)
    surely_lacking = lacking - open_to(doctrine, facts, side)
    return (
        *points(doctrine, MISSING, lacking, surely_lacking),
        *points(doctrine, EXTRA, beyond, met(doctrine, facts, doctrine.other(side))),
    )


def weighed(context: Context, case: Precedent) -> tuple[Distinction, ...]:
    """What can be made of the distinctions that are certain, where they bear on a concern (theory 7, Significance)."""
    every = distinctions(context.doctrine, case, context.facts, context.model)
    said = grounds(context.doctrine, case, context.facts, context.model)
    sure = {(p.factor, p.role == MISSING) for p in said if p.certain}
    return tuple(d for d in every if d.concern is not None and (d.factor, d.stands == "precedent") in sure)


def cite(context: Context, cases: tuple[Precedent, ...], move: str) -> tuple[Argument, ...]:
    """An argument for each of some cases, on what it shares with the facts; those past the bound are only named.

    On one issue only the weightiest is argued.
    """
    most = MOST_CITED if context.issue is None else 1
    return tuple(
        Argument(
            move,
            context.ply,
            context.side,
            case,
            points(context.doctrine, SHARED, shared(context.doctrine, case, context.facts)),
            also=cases[most:] if i == 0 else (),
        )
        for i, case in enumerate(cases[:most])
    )


def covering(context: Context, role: str, wanted: Conditions, besides: Precedent | None = None) -> tuple[Support, ...]:
    """The side's cases that had most of some conditions of the facts, by inclusion: one, the weightiest, for each set."""
    had: dict[Conditions, list[Precedent]] = {}
    for node in context.lattice.nodes:
        covered = wanted.intersection(node.shared)
        own = [case for case in node.cases if case.holding == context.side and case != besides]
        if covered and own:
            had.setdefault(covered, []).extend(own)
    top = [covered for covered in had if not any(covered < other for other in had)]
    ordered = sorted(top, key=lambda covered: (-len(covered), sorted(covered)))[:MOST_CITED]
    return tuple(Support(by_weight(had[c])[0], points(context.doctrine, role, c)) for c in ordered)
