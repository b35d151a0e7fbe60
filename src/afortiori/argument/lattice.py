"""The claim lattice: decided cases ordered by what they share with the facts, the facts themselves at the root.

Source: HYPO (Ashley 1990); theory 7.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from afortiori.constraint import Conditions, held, met
from afortiori.doctrine import Condition, Doctrine
from afortiori.precedent import Facts, Precedent


def shared(doctrine: Doctrine, precedent: Precedent, facts: Facts) -> Conditions:
    """Shared(c, F): the conditions that both have, of either side (theory 7). On facts partly known, those certain."""
    sides = [side.id for side in doctrine.sides]
    return frozenset().union(*(held(doctrine, precedent, s) & met(doctrine, facts, s) for s in sides))


def more_on_point(doctrine: Doctrine, precedent: Precedent, other: Precedent, facts: Facts) -> bool:
    """Whether a case is more on point than another: it shares all that the other does, and more (theory 7)."""
    return shared(doctrine, precedent, facts) > shared(doctrine, other, facts)


@dataclass(frozen=True, slots=True)
class Node:
    """One set of conditions that cases share with the facts, and the cases that share just it.

    ``above`` are the places in the lattice of the nodes next more on point, ``below`` of those next less. ``trumped``
    names the sides whose cases here are trumped: a case for the other side is strictly more on point.
    """

    shared: tuple[Condition, ...]
    cases: tuple[Precedent, ...]
    above: tuple[int, ...]
    below: tuple[int, ...]
    trumped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lattice:
    """The claim lattice: ``nodes[0]`` is the facts; then the sets that cases share, larger before smaller.

    A case that shares nothing is not on point; it stands ``apart``.

    >>> from afortiori import answers
    >>> law = answers.question("popov", {"as_of": "2020-01-01"}).law
    >>> found = lattice(law.doctrine, answers.question("popov", {}).asked.facts, law.selection.binding)
    >>> len(found.nodes), len(found.apart)
    (4, 0)
    """

    doctrine: Doctrine
    nodes: tuple[Node, ...]
    apart: tuple[Precedent, ...]
    _place: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        place = {case.id: i for i, node in enumerate(self.nodes) for case in node.cases}
        object.__setattr__(self, "_place", place)

    def node(self, precedent: Precedent) -> Node | None:
        """The node at which a case stands; None where it shares nothing or was not asked about."""
        place = self._place.get(precedent.id)
        return None if place is None else self.nodes[place]

    def over(self, node: Node) -> tuple[Node, ...]:
        """Every node strictly more on point, nearest the facts first."""
        return self._reached(node.above, "above")

    def under(self, node: Node) -> tuple[Node, ...]:
        """Every node strictly less on point, nearest the facts first."""
        return self._reached(node.below, "below")

    def _reached(self, start: Iterable[int], way: str) -> tuple[Node, ...]:
        waiting, seen = list(start), set(start)
        while waiting:
            following = [i for i in getattr(self.nodes[waiting.pop()], way) if i not in seen]
            seen.update(following)
            waiting += following
        return tuple(self.nodes[i] for i in sorted(seen))


def lattice(doctrine: Doctrine, facts: Facts, cases: Iterable[Precedent]) -> Lattice:
    """The claim lattice of decided cases on these facts; a case that reached no answer is no part of it.

    Cases that share one set are grouped first; who is more on point than whom is then one AND for each condition shared.

    >>> from afortiori import answers
    >>> law = answers.question("popov", {"as_of": "2020-01-01"}).law
    >>> found = lattice(law.doctrine, answers.question("popov", {}).asked.facts, law.selection.binding)
    >>> [case.name for case in found.nodes[1].cases]
    ['Pierson v. Post', 'Young v. Hichens']
    """
    atoms = tuple(sorted(c for side in doctrine.sides for c in met(doctrine, facts, side.id)))
    groups, apart = _grouped(doctrine, atoms, sorted(cases, key=lambda case: case.id))
    masks = sorted(groups, key=lambda mask: (-mask.bit_count(), _reversed(mask, len(atoms))))
    over = _over(masks, len(atoms))
    above = [_covers(over, found) for found in over]
    below: list[list[int]] = [[] for _ in masks]
    for i, covers in enumerate(above):
        for j in covers:
            below[j].append(i)
    for_side = {side.id: _with([groups[mask] for mask in masks], side.id) for side in doctrine.sides}
    nodes = tuple(
        Node(
            tuple(atoms[b] for b in _bits(mask)),
            groups[mask],
            above[i],
            tuple(below[i]),
            tuple(s.id for s in doctrine.sides if over[i] & for_side[doctrine.other(s.id)]),
        )
        for i, mask in enumerate(masks)
    )
    return Lattice(doctrine, nodes, apart)


def _grouped(
    doctrine: Doctrine, atoms: Sequence[Condition], cases: Sequence[Precedent]
) -> tuple[dict[int, tuple[Precedent, ...]], tuple[Precedent, ...]]:
    """The cases by the set they share, as bits in the order of ``atoms``, the facts' own set among them; and the rest."""
    bit = {atom: 1 << i for i, atom in enumerate(atoms)}
    level_bits = {
        (factor.id, level): sum(bit.get(c, 0) for c in factor.satisfied(level))
        for factor in doctrine.factors
        for level in factor.levels
    }
    found: dict[int, list[Precedent]] = {(1 << len(atoms)) - 1: []}
    apart = []
    for case in cases:
        if case.holding is None:
            continue
        mask = 0
        for value in case.used():
            mask |= level_bits[value.factor, value.level]
        if mask:
            found.setdefault(mask, []).append(case)
        else:
            apart.append(case)
    return {mask: tuple(group) for mask, group in found.items()}, tuple(apart)


def _reversed(mask: int, width: int) -> int:
    """The mask read from the other end and negated, so that sets sort by their first conditions."""
    return -int(f"{mask:0{max(width, 1)}b}"[::-1], 2)


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _over(masks: Sequence[int], width: int) -> list[int]:
    """For each set, as bits over the places, the sets that properly include it."""
    everywhere = (1 << len(masks)) - 1
    columns = [0] * width
    for i, mask in enumerate(masks):
        for b in _bits(mask):
            columns[b] |= 1 << i
    found = []
    for i, mask in enumerate(masks):
        over = everywhere
        for b in _bits(mask):
            over &= columns[b]
        found.append(over & ~(1 << i))
    return found


def _covers(over: Sequence[int], above: int) -> tuple[int, ...]:
    """Of the sets above one, those with nothing between: the smallest stands last, and hides all that is above it."""
    found = []
    while above:
        nearest = above.bit_length() - 1
        found.append(nearest)
        above &= ~(over[nearest] | 1 << nearest)
    return tuple(reversed(found))


def _with(groups: Iterable[tuple[Precedent, ...]], side: str) -> int:
    """As bits over the places, the groups with a case for a side."""
    return sum(1 << i for i, group in enumerate(groups) if any(case.holding == side for case in group))


@dataclass(frozen=True, slots=True)
class Counterexamples:
    """The cases for the other side that are at least as on point as a case: more so (they trump it), or just as much."""

    more: tuple[Precedent, ...]
    equal: tuple[Precedent, ...]


def counterexamples(of: Lattice, precedent: Precedent) -> Counterexamples:
    """The counterexamples to a case, the most on point first, whatever side the shared conditions favour (theory 7)."""
    node = of.node(precedent)
    if node is None:
        return Counterexamples((), ())
    more = tuple(c for over in of.over(node) for c in over.cases if c.holding != precedent.holding)
    return Counterexamples(more, tuple(c for c in node.cases if c.holding != precedent.holding))


def trumped_by(of: Lattice, precedent: Precedent) -> tuple[Precedent, ...]:
    """The cases for the other side that are strictly more on point, the most on point first (theory 7)."""
    return counterexamples(of, precedent).more


def most_on_point(of: Lattice) -> tuple[Node, ...]:
    """The nodes with a case than which no case is more on point."""
    if of.nodes[0].cases:
        return of.nodes[:1]
    return tuple(node for node in of.nodes[1:] if node.above == (0,))


def best(of: Lattice, side: str) -> tuple[Precedent, ...]:
    """Best to cite for a side: the most on point among its cases that share a condition for it (theory 7)."""
    fit = {
        i: tuple(case for case in node.cases if case.holding == side)
        for i, node in enumerate(of.nodes)
        if any(c.side == side for c in node.shared)
    }
    hidden: set[int] = set()
    found: list[Precedent] = []
    for i, cases in fit.items():
        if cases and i not in hidden:
            found += cases
        if cases or i in hidden:
            hidden.update(of.nodes[i].below)
    return tuple(found)
