"""The theory by brute force, over plain dicts and tuples: slow, readable, and sharing no code with the engine.

A *doctrine* is ``{"sides": (s, o), "factors": {id: {"levels", "neutral", "order", "side", "other"}}}``, where ``order``
holds every (lower, higher) pair. *Facts* map each factor to the levels still possible; a *completion* maps each to one.
A *case* and a *rule* are dicts as ``plain.py`` writes them; a formula is ``("is", factor, bound, level)``,
``("not", part)`` or ``("count", n, parts)``. A condition is (factor, bound, level).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

Plain = Mapping[str, Any]
Levels = Mapping[str, str]
Atom = tuple[str, str, str]

# Which of five federal courts binds which, on federal law (theory 5).
BINDS = {
    ("scotus", "scotus"),
    ("scotus", "ca9"),
    ("scotus", "ca7"),
    ("scotus", "cand"),
    ("scotus", "ilnd"),
    ("ca9", "ca9"),
    ("ca9", "cand"),
    ("ca7", "ca7"),
    ("ca7", "ilnd"),
}
HIGHER = {(a, b) for a, b in BINDS if a != b}
CIRCUITS = {"ca9", "ca7"}
LONG_MONTHS = {1, 3, 5, 7, 8, 10, 12}


# Theory 1: conditions.


def satisfied(doctrine: Plain, levels: Levels, side: str) -> frozenset[Atom]:
    """F^side on facts fully known: at least k for neutral < k <= held, at most k for held <= k < neutral."""
    found = set()
    for name, factor in doctrine["factors"].items():
        held, neutral, below = levels[name], factor["neutral"], factor["order"]
        for k in factor["levels"]:
            if side == factor["side"] and (neutral, k) in below and (k == held or (k, held) in below):
                found.add((name, "at least", k))
            if side == factor["other"] and (k, neutral) in below and (held == k or (held, k) in below):
                found.add((name, "at most", k))
    return frozenset(found)


def other(doctrine: Plain, side: str) -> str:
    """The side that is not this one."""
    one, two = doctrine["sides"]
    return str(two if side == one else one)


def facts_of(doctrine: Plain, case: Plain) -> dict[str, str]:
    """A case's facts: silence, and a value of low confidence, count as absent."""
    stated = {name: level for name, (level, confidence) in case["values"].items() if confidence != "low"}
    return {name: stated.get(name, factor["neutral"]) for name, factor in doctrine["factors"].items()}


def reason_of(doctrine: Plain, case: Plain, model: str) -> frozenset[Atom]:
    """R(c): what was stated, closed downward, in the reason model; else all that the facts satisfy for the winner."""
    if model == "result" or case["reason"] is None:
        return satisfied(doctrine, facts_of(doctrine, case), case["holding"])
    absent = {name: factor["neutral"] for name, factor in doctrine["factors"].items()}
    named = [satisfied(doctrine, absent | {name: level}, case["holding"]) for name, level in case["reason"]]
    return frozenset().union(*named)


def binds_somebody(doctrine: Plain, case: Plain, model: str) -> bool:
    """False for a case without a side, with an empty reason, or resting on low-confidence values only."""
    if case["holding"] is None:
        return False
    return any(
        name in case["values"] and case["values"][name][1] != "low" for name, _, _ in reason_of(doctrine, case, model)
    )


# Theory 2: forcing.


def forces(doctrine: Plain, case: Plain, completion: Levels, model: str) -> bool:
    """R(c) is a subset of F^s and F^o is a subset of c^o."""
    if not binds_somebody(doctrine, case, model):
        return False
    s, o = case["holding"], other(doctrine, case["holding"])
    present = reason_of(doctrine, case, model) <= satisfied(doctrine, completion, s)
    return present and satisfied(doctrine, completion, o) <= satisfied(doctrine, facts_of(doctrine, case), o)


# Theory 5: rules and rank.


def kleene(doctrine: Plain, formula: Sequence[Any], facts: Mapping[str, Sequence[str]]) -> bool | None:
    """A formula on facts partly known: true, false or, where they do not settle it, None."""
    if formula[0] == "is":
        _, name, bound, level = formula
        order = doctrine["factors"][name]["order"]
        truths = {k == level or ((level, k) if bound == "at least" else (k, level)) in order for k in facts[name]}
        return None if len(truths) > 1 else truths.pop()
    if formula[0] == "not":
        inner = kleene(doctrine, formula[1], facts)
        return None if inner is None else not inner
    _, n, parts = formula
    values = [kleene(doctrine, part, facts) for part in parts]
    true, unsettled = sum(v is True for v in values), sum(v is None for v in values)
    return True if true >= n else False if true + unsettled < n else None


def speaks(doctrine: Plain, rule: Plain, facts: Mapping[str, Sequence[str]]) -> str | None:
    """The side for which a rule speaks: sufficient where E holds, necessary where E fails."""
    truth = kleene(doctrine, rule["formula"], facts)
    if rule["kind"] == "sufficient" and truth is True:
        return str(rule["side"])
    if rule["kind"] == "necessary" and truth is False:
        return other(doctrine, rule["side"])
    return None


def last_day(text: str) -> tuple[int, int, int]:
    """The last day that a date can mean."""
    year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
    month = month or 12
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return year, month, day or (31 if month in LONG_MONTHS else 30 if month != 2 else 29 if leap else 28)


def prevails(a: Plain, b: Plain) -> bool:
    """Whether a prevails over b: by the court, by the bench, by date, or because it lays the law down."""
    statute = "legislature" in (a["court"], b["court"])
    if a["court"] != b["court"] and not statute:
        return (a["court"], b["court"]) in HIGHER
    if not statute and a["court"] in CIRCUITS and (a["bench"] == "en banc") is not (b["bench"] == "en banc"):
        return bool(a["bench"] == "en banc")
    match ("formula" in a, "formula" in b):
        case (True, True):
            return b["id"] in a["supersedes"]
        case (True, False):
            return last_day(b["decided"]) < last_day(a["decided"])
        case (False, True):
            return False
        case _:
            panels = a["court"] in CIRCUITS and a["bench"] != "en banc"
            return panels and last_day(a["decided"]) < last_day(b["decided"])


def side_of(doctrine: Plain, a: Plain, completion: Levels, model: str) -> str | None:
    """The side that one authority forces on facts fully known, if any."""
    if "formula" in a:
        return speaks(doctrine, a, {name: [level] for name, level in completion.items()})
    return str(a["holding"]) if forces(doctrine, a, completion, model) else None


def compelled(doctrine: Plain, authorities: Sequence[Plain], completion: Levels, model: str) -> dict[str, Any]:
    """The sides forced on facts fully known, by which, who yielded, and the side that each forces."""
    found = {a["id"]: side_of(doctrine, a, completion, model) for a in authorities}
    sides = {id: side for id, side in found.items() if side is not None}
    forcing = [a for a in authorities if a["id"] in sides]
    yielded = {a["id"] for a in forcing for b in forcing if sides[a["id"]] != sides[b["id"]] and prevails(b, a)}
    standing = frozenset(sides) - yielded
    return {
        "sides": frozenset(sides[i] for i in standing), "by": standing, "yielded": frozenset(yielded), "each": found,
    }  # fmt: skip


# Theory 4: facts not yet known.


def completions(facts: Mapping[str, Sequence[str]]) -> Iterator[dict[str, str]]:
    """Every way in which the facts may turn out."""
    for levels in product(*facts.values()):
        yield dict(zip(facts, levels, strict=True))


def outcomes(
    doctrine: Plain, authorities: Sequence[Plain], facts: Mapping[str, Sequence[str]], model: str
) -> list[tuple[dict[str, str], dict[str, Any]]]:
    """What is compelled in each completion."""
    return [(c, compelled(doctrine, authorities, c, model)) for c in completions(facts)]


def verdict(
    doctrine: Plain, authorities: Sequence[Plain], facts: Mapping[str, Sequence[str]], model: str
) -> dict[str, Any]:
    """Stable, possible and remaining by enumeration; ``by`` and ``yielded`` among those that force in every completion.

    A rule forces in every completion, for this purpose, where strong Kleene settles it on the facts known. Where one side
    is forced in every completion, whoever forces the other yields to all that may prevail over it in some.
    """
    found = outcomes(doctrine, authorities, facts, model)
    remaining = {result["sides"] for _, result in found}
    stable = frozenset.intersection(*remaining)
    possible = frozenset.union(*remaining)
    settled = all(side in stable or side not in possible for side in doctrine["sides"])
    kind = ("open", "forced", "conflicted")[len(stable)] if settled else "depends"
    ever: dict[str, tuple[Plain, str]] = {}
    always: dict[str, tuple[Plain, str]] = {}
    for a in authorities:
        forced = [result["each"][a["id"]] for _, result in found]
        somewhere = [side for side in forced if side is not None]
        if somewhere:
            ever[a["id"]] = a, somewhere[0]
        if speaks(doctrine, a, facts) is not None if "formula" in a else None not in forced:
            always[a["id"]] = a, somewhere[0]
    yielding = {}
    for i, (a, s) in always.items():
        rivals = ever if kind == "forced" and s not in stable else always
        yielding[i] = frozenset(j for j, (b, t) in rivals.items() if t != s and prevails(b, a))
    return {
        "kind": kind,
        "side": next(iter(stable)) if kind == "forced" else None,
        "stable": stable,
        "possible": possible,
        "remaining": frozenset(remaining),
        "by": frozenset(i for i, to in yielding.items() if not to),
        "yielded": {i: to for i, to in yielding.items() if to},
    }


def relevant(
    doctrine: Plain, authorities: Sequence[Plain], facts: Mapping[str, Sequence[str]], model: str
) -> frozenset[str]:
    """The factors in a minimal set of answers that settles s stable, or o stable, or neither possible."""
    found = [(frozenset(c.items()), result["sides"]) for c, result in outcomes(doctrine, authorities, facts, model)]
    unknown = [name for name, levels in facts.items() if len(levels) > 1]
    answers = [
        frozenset((name, level) for name, level in zip(unknown, chosen, strict=True) if level is not None)
        for chosen in product(*([None, *facts[name]] for name in unknown))
    ]
    one, two = doctrine["sides"]
    matter: set[str] = set()
    for target in ({one: True}, {two: True}, {one: False, two: False}):
        settling = {
            given
            for given in answers
            if all((side in sides) == there for c, sides in found if given <= c for side, there in target.items())
        }
        minimal = [given for given in settling if not any(given - {answer} in settling for answer in given)]
        matter |= {name for given in minimal for name, _ in given}
    return frozenset(matter)


# Theory 5: which authorities bind.


def selected(
    doctrine: Plain, cases: Iterable[Plain], rules: Iterable[Plain], forum: str | None, as_of: str, model: str
) -> dict[str, str]:
    """Where each case and rule falls on a day in a forum: binding, persuasive, removed, aside, not yet."""
    day = last_day(as_of)
    cases = list(cases)
    places = {}
    for case in cases:
        gone = any(removes in ("all", case["part"] or "this") and last_day(on) < day for on, removes in case["history"])
        elsewhere = bool(doctrine["claim"] and case["claims"] and doctrine["claim"] not in case["claims"])
        if not last_day(case["decided"]) < day:
            places[case["id"]] = "not yet"
        elif elsewhere or not binds_somebody(doctrine, case, model):
            places[case["id"]] = "aside"
        elif gone:
            places[case["id"]] = "removed"
        else:
            places[case["id"]] = "binding" if _binds(case, forum) else "persuasive"
    laid_down = [
        rule
        for rule in rules
        if last_day(rule["decided"]) < day and not (rule["until"] is not None and last_day(rule["until"]) < day)
    ]
    fallen = {
        rule["id"]
        for rule in laid_down
        for case in cases
        if case["id"] == rule["case"] and any(r == "all" and last_day(on) < day for on, r in case["history"])
    }
    standing = [rule for rule in laid_down if rule["id"] not in fallen]
    superseded = {name for rule in standing if _binds(rule, forum) for name in rule["supersedes"]}
    places |= dict.fromkeys(fallen, "removed")
    places |= {r["id"]: "binding" for r in standing if _binds(r, forum) and r["id"] not in superseded}
    return places


def _binds(authority: Plain, forum: str | None) -> bool:
    return bool(authority["published"]) and (
        forum is None or authority["court"] == "legislature" or (authority["court"], forum) in BINDS
    )
