"""A file of the suite as the brute-force oracle takes it; it knows nothing of afortiori."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Plain = dict[str, Any]


def doctrine_of(world: Mapping[str, Any]) -> Plain:
    """The doctrine of a file."""
    one, two = world["doctrine"]["sides"]
    factors = {
        id: {
            "levels": factor["levels"],
            "neutral": factor["neutral"],
            "order": closed({(low, high) for low, high in factor["below"]}),
            "side": factor["favours"],
            "other": None if factor["favours"] is None else two if factor["favours"] == one else one,
        }
        for id, factor in world["doctrine"]["factors"].items()
    }
    return {"sides": (one, two), "claim": "", "factors": factors}


def closed(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """An order with all that follows from it."""
    while more := {(a, d) for a, b in pairs for c, d in pairs if b == c} - pairs:
        pairs = pairs | more
    return pairs


def cases_of(world: Mapping[str, Any]) -> list[Plain]:
    """The decided cases of a file."""
    return [
        {
            "id": case["id"],
            **_placed(case),
            "holding": case["holding"],
            "values": {f: (k, "low" if f in case.get("low", ()) else "high") for f, k in case["values"].items()},
            "reason": None if case["reason"] is None else list(case["reason"].items()),
            "claims": [],
            "history": [(case["removed"], "all")] if "removed" in case else [],
            "part": "",
        }
        for case in world["cases"]
    ]


def rules_of(world: Mapping[str, Any]) -> list[Plain]:
    """The rules of a file."""
    return [
        {
            "id": rule["id"],
            **_placed(rule),
            "kind": rule["kind"],
            "side": rule["side"],
            "formula": formula(rule["where"]),
            "supersedes": rule.get("supersedes", []),
            "until": None,
            "case": None,
        }
        for rule in world.get("rules", ())
    ]


def _placed(authority: Mapping[str, Any]) -> Plain:
    return {
        "court": authority["court"],
        "decided": authority["decided"],
        "bench": authority.get("bench", "panel"),
        "published": authority.get("published", True),
    }


def formula(written: Mapping[str, Any]) -> tuple[Any, ...]:
    """A formula as nested tuples."""
    if "is" in written:
        return ("is", *written["is"])
    if "not" in written:
        return ("not", formula(written["not"]))
    return ("count", written["at least"], tuple(map(formula, written["of"])))


def facts_of(world: Mapping[str, Any], facts: Mapping[str, str | Sequence[str]]) -> dict[str, list[str]]:
    """For every factor the levels still possible."""
    found = {id: facts.get(id, factor["levels"]) for id, factor in world["doctrine"]["factors"].items()}
    return {id: [levels] if isinstance(levels, str) else list(levels) for id, levels in found.items()}
