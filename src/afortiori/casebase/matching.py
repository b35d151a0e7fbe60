"""The smallest set of nodes that meets every edge of a graph between two sides. Knows no law.

Source: König 1931; the matching grows by augmenting paths (Berge 1957), on bit sets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Node = int


def smallest_cover(edges: Mapping[Node, int], preferred: Sequence[Node]) -> tuple[Node, ...]:
    """Of the smallest covers, the one that takes the nodes preferred earliest.

    ``edges`` gives for each node the bits of its neighbours, both ways; no edge may run within a side. Every node with
    an edge must stand in ``preferred``. A node stands in some smallest cover iff without it the matching is smaller.

    >>> smallest_cover({0: 0b0110, 1: 0b1001, 2: 0b0001, 3: 0b0010}, (3, 2, 1, 0))
    (3, 0)
    """
    mate: dict[Node, Node] = {}
    alive = _bits(preferred)
    for node in preferred:
        if node not in mate:
            _augment(node, edges, mate, alive)
    cover = []
    for node in preferred:
        if node in mate:
            alive &= ~(1 << node)
            widow = mate.pop(node)
            del mate[widow]
            if _augment(widow, edges, mate, alive):
                alive |= 1 << node
            else:
                cover.append(node)
    return tuple(cover)


def _bits(nodes: Sequence[Node]) -> int:
    return sum(1 << node for node in set(nodes))


def _augment(start: Node, edges: Mapping[Node, int], mate: dict[Node, Node], alive: int) -> bool:
    """Match one more node if an alternating path from ``start`` reaches a free one: breadth first, no recursion."""
    unseen, came_from, waiting = alive, {}, [start]
    for node in waiting:
        near = edges.get(node, 0) & unseen
        unseen &= ~near
        while near:
            low = near & -near
            other = low.bit_length() - 1
            near ^= low
            came_from[other] = node
            if other not in mate:
                _turn(other, came_from, mate)
                return True
            waiting.append(mate[other])
    return False


def _turn(end: Node, came_from: Mapping[Node, Node], mate: dict[Node, Node]) -> None:
    """Turn the path that ends there: what was matched is not, what was not is."""
    node: Node | None = end
    while node is not None:
        before = came_from[node]
        rest = mate.get(before)
        mate[node], mate[before] = before, node
        node = rest
