"""What must come out of a file of the suite, by the brute-force oracle: enumeration of the definitions, never the engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oracle import brute, whole

from suite.plain import Plain, cases_of, doctrine_of, facts_of, rules_of


def answered(world: Mapping[str, Any]) -> Plain:
    """A file with its answers: to each ask, and of the base as a whole where all its cases are equals."""
    asks = [{**ask, "expect": expected(world, ask)} for ask in world["asks"]]
    return {**world, "asks": asks, **({"whole": [of_whole(world, model) for model in ("reason", "result")]} if equals(world) else {})}  # fmt: skip


def equals(world: Mapping[str, Any]) -> bool:
    """Whether nothing yields to anything: one supreme court decided all, and no rule speaks."""
    courts = {case["court"] for case in world["cases"]}
    return not world.get("rules") and len(courts) == 1 and world["courts"][courts.pop()]["level"] == "supreme"


def expected(world: Mapping[str, Any], ask: Mapping[str, Any]) -> Plain:
    """The verdict on some facts, what may still become of it, and the claim lattice."""
    doctrine, cases, rules = doctrine_of(world), cases_of(world), rules_of(world)
    model, facts = ask["model"], facts_of(world, ask["facts"])
    places = brute.selected(doctrine, cases, rules, ask["forum"], ask["as_of"], model)
    binding = [a for a in [*cases, *rules] if places.get(a["id"]) == "binding"]
    found = brute.verdict(doctrine, binding, facts, model)
    return {
        "binding": sorted(a["id"] for a in binding),
        "verdict": found["kind"],
        "side": found["side"],
        "stable": sorted(found["stable"]),
        "possible": sorted(found["possible"]),
        "remaining": sorted(sorted(sides) for sides in found["remaining"]),
        "by": sorted(found["by"]),
        "yields": {id: sorted(to) for id, to in sorted(found["yielded"].items())},
        "relevant": sorted(brute.relevant(doctrine, binding, facts, model)),
        "lattice": whole.lattice(doctrine, [a for a in binding if "holding" in a], facts),
    }


def of_whole(world: Mapping[str, Any], model: str) -> Plain:
    """The landmarks of a base of equals, and its conflicts."""
    doctrine, cases = doctrine_of(world), cases_of(world)
    return {
        "model": model,
        "landmarks": whole.landmarks(doctrine, cases, model),
        "priority conflicts": whole.priority_conflicts(doctrine, cases, model),
        "against precedent": whole.against_precedent(doctrine, cases, model),
    }
