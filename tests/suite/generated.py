"""Bases of no law at all, drawn at random from a seed: the corners that worked examples leave out."""

from __future__ import annotations

from random import Random
from typing import Any

Plain = dict[str, Any]
P, D = "P", "D"
DAYS = ("1984", "1984-12-31", "1985-06", "1985-06-30", "1985-07-01", "1988-02-29")
ONE_COURT: Plain = {"high": {"level": "supreme", "above": []}}
COURTS: Plain = {
    "scotus": {"level": "supreme", "above": []},
    "ca9": {"level": "appellate", "above": ["scotus"]},
    "ca7": {"level": "appellate", "above": ["scotus"]},
    "cand": {"level": "trial", "above": ["scotus", "ca9"]},
    "ilnd": {"level": "trial", "above": ["scotus", "ca7"]},
}
SHAPES: dict[str, tuple[list[str], str, list[list[str]]]] = {
    "boolean": (["absent", "present"], "absent", [["absent", "present"]]),
    "line": (["none", "some", "much"], "none", [["none", "some"], ["some", "much"]]),
    "two-sided": (["less", "equal", "more"], "equal", [["less", "equal"], ["equal", "more"]]),
    "diamond": (["none", "left", "right", "both"], "none", [["none", "left"], ["none", "right"], ["left", "both"], ["right", "both"]]),
}  # fmt: skip
MOST_COMPLETIONS = 72


def equals(seed: int) -> Plain:
    """A base of one court, and facts known, partly known and unknown."""
    random = Random(seed)
    doctrine = _doctrine(random)
    cases = [_case(random, doctrine, f"c{i}", ONE_COURT) for i in range(1, random.randint(5, 8))]
    asks = [_ask(random, doctrine, cases, known=i < 3) for i in range(6)]
    return _world(f"Drawn at random, seed {seed}: one court", doctrine, ONE_COURT, cases, [], asks)


def ranked(seed: int) -> Plain:
    """A base of several courts, with rules, days, unpublished opinions and holdings that were taken away."""
    random = Random(1000 + seed)
    doctrine = _doctrine(random)
    cases = [_case(random, doctrine, f"c{i}", COURTS) for i in range(1, random.randint(6, 9))]
    rules = [_rule(random, doctrine, f"r{i}", [f"r{j}" for j in range(1, i)]) for i in range(1, random.randint(2, 4))]
    asks = [_ask(random, doctrine, cases, known=i < 4, courts=[*COURTS]) for i in range(8)]
    return _world(f"Drawn at random, seed {seed}: several courts, and rules", doctrine, COURTS, cases, rules, asks)


def _world(title: str, doctrine: Plain, courts: Plain, cases: list[Plain], rules: list[Plain], asks: list[Plain]) -> Plain:  # fmt: skip
    source = "drawn at random; it is no law"
    return {
        "title": title,
        "source": source,
        "doctrine": doctrine,
        "courts": courts,
        "cases": cases,
        "rules": rules,
        "asks": asks,
    }


def _doctrine(random: Random) -> Plain:
    factors: Plain = {}
    completions = 1
    for i in range(1, random.randint(4, 6)):
        levels, neutral, below = SHAPES[random.choice([*SHAPES, "boolean"])]
        if completions * len(levels) > MOST_COMPLETIONS:
            continue
        completions *= len(levels)
        favours = None if random.random() < 0.06 else random.choice((P, D))
        factors[f"f{i}"] = {"levels": levels, "neutral": neutral, "below": below, "favours": favours}
    return {"sides": [P, D], "factors": factors}


def _case(random: Random, doctrine: Plain, id: str, courts: Plain) -> Plain:
    """A decided case: silent on some factors, strong for its winner on the others more often than not."""
    holding = random.choice((P, D)) if random.random() < 0.93 else None
    values = {}
    for name, factor in doctrine["factors"].items():
        if random.random() < 0.8:
            values[name] = random.choice(factor["levels"])
    named = [f for f in values if _favours(doctrine["factors"][f], values[f], holding)]
    reason = None
    if holding is not None and named and random.random() < 0.5:
        reason = {f: values[f] for f in sorted(random.sample(named, random.randint(1, min(2, len(named)))))}
    case: Plain = {"id": id, "court": random.choice([*courts]), "decided": random.choice(DAYS)}
    if len(courts) > 1:
        case["bench"] = (
            "en banc" if courts[case["court"]]["level"] == "appellate" and random.random() < 0.2 else "panel"
        )
        case |= {"published": False} if random.random() < 0.08 else {}
        case |= {"removed": "1986-01-01"} if random.random() < 0.08 else {}
    low = [f for f in values if random.random() < 0.04]
    return case | {"holding": holding, "values": values, "reason": reason} | ({"low": low} if low else {})


def _favours(factor: Plain, level: str, side: str | None) -> bool:
    """Whether a level, away from neutral, favours a side."""
    if factor["favours"] is None or level == factor["neutral"] or side is None:
        return False
    above = level != "less"
    return bool((factor["favours"] == side) == above)


def _rule(random: Random, doctrine: Plain, id: str, older: list[str]) -> Plain:
    leaves = [
        {"is": [name, "at most" if level == "less" else "at least", level]}
        for name, factor in doctrine["factors"].items()
        for level in factor["levels"]
        if level != factor["neutral"] and factor["favours"] is not None
    ]
    parts: list[Plain] = random.sample(leaves, min(len(leaves), random.randint(1, 3)))
    if random.random() < 0.3:
        parts[0] = {"not": parts[0]}
    where: Plain = parts[0] if len(parts) == 1 else {"at least": random.randint(1, len(parts)), "of": parts}
    court = random.choice([*COURTS, "legislature"])
    kind, side = random.choice(("sufficient", "necessary")), random.choice((P, D))
    superseded = {"supersedes": older} if older and random.random() < 0.5 else {}
    return {"id": id, "court": court, "decided": random.choice(DAYS), "kind": kind, "side": side, "where": where, **superseded}  # fmt: skip


def _ask(random: Random, doctrine: Plain, cases: list[Plain], *, known: bool, courts: list[str] | None = None) -> Plain:
    """Facts to ask about, most of them as they were in one of the cases."""
    facts: dict[str, str | list[str]] = {}
    near = random.choice(cases)["values"]
    for name, factor in doctrine["factors"].items():
        levels = factor["levels"]
        if known or random.random() < 0.45:
            there = near.get(name, factor["neutral"])
            facts[name] = there if random.random() < 0.75 else random.choice(levels)
        elif random.random() < 0.5:
            facts[name] = sorted(random.sample(levels, random.randint(2, len(levels))), key=levels.index)
    forum = random.choice([None, *courts]) if courts else None
    as_of = random.choice(("1985-07-02", "1990-01-01", "1990-01-01")) if courts else "1990-01-01"
    return {"facts": facts, "model": random.choice(("reason", "result")), "forum": forum, "as_of": as_of}
