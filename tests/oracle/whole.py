"""A base as a whole, and the claim lattice, by brute force over plain dicts (theory 7, 8); written as ``brute.py`` takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from oracle.brute import Atom, Plain, binds_somebody, facts_of, forces, other, reason_of, satisfied


def held(doctrine: Plain, case: Plain, side: str) -> frozenset[Atom]:
    """c^side: the conditions that a decided case's facts satisfy for a side."""
    return satisfied(doctrine, facts_of(doctrine, case), side)


def redundant(doctrine: Plain, case: Plain, by: Plain, model: str) -> bool:
    """Whether, among equals, another case of the same side forces wherever this one does: R(c'') <= R(c) and c^o <= c''^o."""
    o = other(doctrine, case["holding"])
    narrower = reason_of(doctrine, by, model) <= reason_of(doctrine, case, model)
    overcame = held(doctrine, case, o) <= held(doctrine, by, o)
    return bool(case["holding"] == by["holding"]) and narrower and overcame


def landmarks(doctrine: Plain, cases: Sequence[Plain], model: str) -> list[list[str]]:
    """The landmarks of equals, each with those that are the same law: of each list, one is enough."""
    binding = [c for c in cases if binds_somebody(doctrine, c, model)]
    covers = {(a["id"], b["id"]) for a, b in product(binding, repeat=2) if redundant(doctrine, a, b, model)}
    found = []
    for case in binding:
        over = {b["id"] for b in binding if (case["id"], b["id"]) in covers}
        same = sorted(id for id in over if (id, case["id"]) in covers)
        if over == set(same) and same not in found:
            found.append(same)
    return sorted(found)


def priority_conflicts(doctrine: Plain, cases: Sequence[Plain], model: str) -> list[list[str]]:
    """The pairs of opposite sides in which the reason of each stands among what the other overcame (Horty)."""
    binding = sorted((c for c in cases if binds_somebody(doctrine, c, model)), key=lambda c: str(c["id"]))
    return [
        [a["id"], b["id"]]
        for a, b in product(binding, repeat=2)
        if a["id"] < b["id"] and a["holding"] != b["holding"]
        if reason_of(doctrine, a, model) <= held(doctrine, b, a["holding"])
        and reason_of(doctrine, b, model) <= held(doctrine, a, b["holding"])
    ]


def against_precedent(doctrine: Plain, cases: Sequence[Plain], model: str) -> list[list[str]]:
    """The pairs (c, c') in which c forces its side on the facts of c', which was decided for the other."""
    binding = [c for c in cases if binds_somebody(doctrine, c, model)]
    return sorted(
        [a["id"], b["id"]]
        for a, b in product(binding, repeat=2)
        if a["holding"] != b["holding"] and forces(doctrine, a, facts_of(doctrine, b), model)
    )


def certain(doctrine: Plain, facts: Mapping[str, Sequence[str]]) -> frozenset[Atom]:
    """The conditions, of either side, that are true on every level still possible."""
    neutral = {name: factor["neutral"] for name, factor in doctrine["factors"].items()}
    found: set[Atom] = set()
    for name, levels in facts.items():
        each = [
            satisfied(doctrine, neutral | {name: level}, doctrine["sides"][0])
            | satisfied(doctrine, neutral | {name: level}, doctrine["sides"][1])
            for level in levels
        ]
        found |= frozenset.intersection(*each)
    return frozenset(found)


def lattice(doctrine: Plain, cases: Sequence[Plain], facts: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The claim lattice: the distinct sets that cases share with the facts, the facts' own first, and which stand next above which."""
    root = certain(doctrine, facts)
    one, two = doctrine["sides"]
    shared = {
        c["id"]: root & (held(doctrine, c, one) | held(doctrine, c, two)) for c in cases if c["holding"] is not None
    }
    sets = sorted({root, *(s for s in shared.values() if s)}, key=lambda s: (-len(s), sorted(s)))
    above = [(a, b) for a, b in product(sets, repeat=2) if b < a and not any(b < c < a for c in sets)]
    return {
        "nodes": [{"shared": sorted(s), "cases": sorted(id for id, its in shared.items() if its == s and s)} for s in sets],
        "above": sorted([sets.index(a), sets.index(b)] for a, b in above),
        "apart": sorted(id for id, its in shared.items() if not its),
        "trumped": sorted(
            c["id"]
            for c in cases
            if c["id"] in shared and shared[c["id"]]
            if any(shared[c["id"]] < shared[d["id"]] for d in cases if d["holding"] == other(doctrine, c["holding"]))
        ),
    }  # fmt: skip
