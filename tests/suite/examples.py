"""The theory's and the literature's worked examples, each with the answer that its source gives.

``says`` is that answer, written by hand: (verdict, side). The oracle must come to the same before a file is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from suite.generated import COURTS, ONE_COURT, D, P, Plain

LONG_AFTER = "2000-01-01"
ABSENT, PRESENT = "absent", "present"
Says = tuple[str, str | None]


def on(favours: str | None, levels: str, neutral: str, *chains: str) -> Plain:
    """A factor by its levels, and the chains of its order, weakest first, with blanks between."""
    below = [list(pair) for chain in chains for pair in zip(chain.split(), chain.split()[1:], strict=False)]
    return {"levels": levels.split(), "neutral": neutral, "below": below, "favours": favours}


def yes_no(**sides: str) -> Plain:
    """Boolean factors: for each side the names of those that favour it, with blanks between."""
    pair = f"{ABSENT} {PRESENT}"
    return {name: on(side, pair, ABSENT, pair) for side, names in sides.items() for name in names.split()}


def case(id: str, holding: str, there: str, reason: str | None = None, **more: Any) -> Plain:
    """A decided case by the boolean factors that are present in it."""
    rests_on = None if reason is None else dict.fromkeys(reason.split(), PRESENT)
    values = dict.fromkeys(there.split(), PRESENT)
    return {"id": id, "court": "high", "decided": "1980", "holding": holding, "values": values, "reason": rests_on, **more}  # fmt: skip


def ask(factors: Plain, levels: Mapping[str, str | Sequence[str]], says: Says, model: str = "reason", *, known: bool = True, **more: Any) -> Plain:  # fmt: skip
    """Facts to ask about; where they are known, all that is not named is absent."""
    given = {f: levels[f] if isinstance(levels[f], str) else [*levels[f]] for f in factors if f in levels}
    rest = {f: of["neutral"] for f, of in factors.items() if f not in levels} if known else {}
    facts = {f: (given | rest)[f] for f in factors if f in given | rest}
    return {"facts": facts, "model": model, "forum": None, "as_of": LONG_AFTER, "says": list(says), **more}


def there(factors: Plain, names: str, says: Says, model: str = "reason") -> Plain:
    """Facts by the boolean factors that are present; all others are absent."""
    return ask(factors, dict.fromkeys(names.split(), PRESENT), says, model)


def world(title: str, source: str, factors: Plain, cases: list[Plain], asks: list[Plain], **more: Any) -> Plain:
    """One file."""
    doctrine = {"sides": [P, D], "factors": factors}
    return {"title": title, "source": source, "doctrine": doctrine, "courts": ONE_COURT, "cases": cases, "rules": [], "asks": asks, **more}  # fmt: skip


def examples() -> dict[str, Plain]:
    """Every worked example by the name of its file."""
    made = (
        a_fortiori,
        household,
        three_ply,
        mason,
        dimensions,
        two_sided,
        partial_order,
        unknown,
        priority,
        rank,
        rules,
    )
    return {example.__name__.replace("_", "-"): example() for example in made}


def a_fortiori() -> Plain:
    """The kernel, in both models."""
    of = yes_no(P="F4 F6 F15 F21", D="F1 F16")
    asks = [
        there(of, "F4 F6 F15 F21 F1", ("forced", P), "result"),
        there(of, "F6 F21 F1 F16", ("open", None), "result"),
        there(of, "F6 F21 F1", ("open", None), "result"),
        there(of, "F6 F21 F1", ("forced", P)),
        there(of, "F6 F21 F1 F16", ("open", None)),
    ]
    source = "The factors of CATO; Horty 2004 (result model), Horty 2011 (reason model)"
    return world(
        "A case forces what is at least as strong", source, of, [case("c", P, "F6 F15 F21 F1", "F6 F21")], asks
    )


def household() -> Plain:
    """A new factor for the other side leaves the question open."""
    of = yes_no(P="nine-years-old chores", D="failed-dinner failed-homework")
    asks = [
        there(of, "nine-years-old chores failed-dinner failed-homework", ("open", None)),
        there(of, "nine-years-old chores failed-dinner", ("forced", P)),
    ]
    emma = case("emma", P, "nine-years-old failed-dinner", "nine-years-old")
    return world("Emma's case does not force Max's: the homework is new", "Horty, household example", of, [emma], asks)


def three_ply() -> Plain:
    """Two cases, and what each shares with the facts."""
    of = yes_no(P="F4 F6 F7 F8 F12 F14 F18 F21", D="F1 F3 F5 F10")
    cases = [case("TSC1", P, "F4 F6 F7 F8 F18"), case("TSC2", D, "F3 F4 F5 F6 F21")]
    asks = [there(of, "F1 F4 F6 F10 F12 F14 F21", ("open", None), "result")]
    return world("TSC2 is more on point than TSC1 and trumps it", "Gray and others 2025 (arXiv 2506.00694)", of, cases, asks)  # fmt: skip


def mason() -> Plain:
    """HYPO's base."""
    of = yes_no(P="F6 F15 F21", D="F1 F7 F16")
    of["F7"]["favours"] = P
    cases = [
        case("kfc", P, "F6 F16"),
        case("american-precision", P, "F7 F16 F21"),
        case("digital-development", P, "F1 F6 F15 F21"),
        case("speciner", D, "F1 F16"),
        case("yokana", D, "F7 F16"),
        case("bryce", P, "F1 F6 F21"),
        case("space-aero", P, "F1 F15"),
        case("smith", D, "F1"),
    ]
    asks = [there(of, "F1 F6 F15 F16 F21", ("open", None), "result")]
    return world("No case of HYPO's base forces Mason; four are most on point", "HYPO (Ashley 1990), as tested by Carneades", of, cases, asks)  # fmt: skip


def dimensions() -> Plain:
    """Factors with more levels than two."""
    of = {
        "age": on(P, "60 40 30 24", "60", "60 40 30 24"),
        "sex": on(P, "female male", "female", "female male"),
        "priors": on(P, "0 5 10", "0", "0 5 10"),
    }
    c1 = {"id": "c1", "court": "high", "decided": "1980", "holding": P, "values": {"age": "30", "sex": "female", "priors": "5"}, "reason": None}  # fmt: skip
    told = [
        ("24 male 10", ("forced", P)),
        ("30 female 5", ("forced", P)),
        ("40 male 10", ("open", None)),
        ("24 male 0", ("open", None)),
    ]
    asks = [ask(of, dict(zip(of, levels.split(), strict=True)), says, "result") for levels, says in told]
    return world("At 30, female, with 5 priors high risk: so at 24, male, with 10", "van Woerkom and others 2022, Def. 2.1", of, [c1], asks)  # fmt: skip


def two_sided() -> Plain:
    """A factor that favours either side, by the way that it departs from neutral."""
    of = {
        "notice": on(P, "none late prompt", "late", "none late prompt"),
        **yes_no(P="promise", D="delay"),
    }
    cases = [
        {**case("c1", P, "promise"), "values": {"promise": PRESENT, "notice": "none"}},
        {**case("c2", D, "delay"), "values": {"delay": PRESENT, "notice": "prompt"}},
    ]
    asks = [
        ask(of, {"promise": PRESENT, "notice": "none"}, ("forced", P), "result"),
        ask(of, {"promise": PRESENT, "notice": "prompt"}, ("forced", P), "result"),
        ask(of, {"promise": PRESENT, "notice": "none", "delay": PRESENT}, ("open", None), "result"),
        ask(of, {"notice": "none", "delay": PRESENT}, ("forced", D), "result"),
        ask(of, {"delay": PRESENT, "notice": "late"}, ("forced", D), "result"),
    ]
    return world("Levels above neutral favour one side, levels below it the other", "the definition of a condition", of, cases, asks)  # fmt: skip


def partial_order() -> Plain:
    """Levels that form no line."""
    of = {"reliance": on(P, "none left right both", "none", "none left both", "none right both")}
    cases = [{**case(f"c-{level}", P, ""), "values": {"reliance": level}} for level in ("left", "right")]
    asks = [
        ask(of, {"reliance": ["left", "right"]}, ("forced", P)),
        ask(of, {"reliance": "both"}, ("forced", P)),
        ask(of, {"reliance": ["none", "left"]}, ("depends", None)),
    ]
    return world("Two cases together force what neither forces alone, where it is not known which of two levels is true", "follows from the definition of stable", of, cases, asks)  # fmt: skip


def unknown() -> Plain:
    """Unknown is not absent."""
    of = yes_no(P="order threat", D="consent")
    cases = [case("c1", P, "order threat", "order"), case("c2", D, "order threat consent", "consent")]
    asks = [
        ask(of, {"order": PRESENT}, ("depends", None), known=False),
        ask(of, {"order": PRESENT, "consent": ABSENT}, ("forced", P), known=False),
        ask(of, {"consent": PRESENT}, ("forced", D), known=False),
        ask(of, {}, ("depends", None), known=False),
        ask(of, {}, ("open", None)),
    ]
    source = "Odekerken, Bex and Prakken 2023 (stability and relevance)"
    return world("What is not known may settle the question, or not matter", source, of, cases, asks)


def priority() -> Plain:
    """A base with a conflict in it."""
    of = yes_no(P="p1 p2 p3 p4 p7 p8", D="d1 d2 d3 d5")
    cases = [
        case("c1", P, "p1 p2 p3 p4 d1 d2 d3", "p1 p3"),
        case("c2", D, "p1 p3 p7 p8 d2 d3 d5", "d2 d3 d5"),
        case("c3", P, "p1 p3 p7 d2 d3 d5", "p1 p3 p7"),
    ]
    asks = [
        there(of, "p1 p3 p7 d2 d3 d5", ("conflicted", None)),
        there(of, "p1 p3 d1", ("forced", P)),
        there(of, "p1 p8 d2 d3 d5", ("forced", D)),
        there(of, "p1 p4 d2 d3 d5", ("open", None)),
    ]
    return world("c2 and c3 are in a priority conflict", "Briefcase, its admissibility constraints; Horty 2011", of, cases, asks)  # fmt: skip


def rank() -> Plain:
    """Who yields to whom."""
    of = yes_no(P="claim", D="defence")
    both = "claim defence"
    cases = [
        case("higher", P, both, court="scotus", decided="1990"),
        case("panel", D, both, court="ca9", decided="1980"),
        case("later-panel", P, both, court="ca9", decided="1985"),
        case("banc", D, both, court="ca9", decided="1987", bench="en banc"),
        case("elsewhere", P, both, court="ca7", decided="1982"),
        case("unpublished", P, both, court="ca9", decided="1970", published=False),
        case("reversed", P, both, court="ca9", decided="1971", removed="1975"),
    ]
    told = [
        ("ca9", LONG_AFTER, ("forced", P)),
        ("ca9", "1989-01-01", ("forced", D)),
        ("ca9", "1986-01-01", ("forced", D)),
        ("cand", "1986-01-01", ("forced", D)),
        ("ca7", "1986-01-01", ("forced", P)),
        ("ca9", "1974-01-01", ("forced", P)),
        (None, "1986-01-01", ("conflicted", None)),
    ]
    asks = [there(of, both, says) | {"forum": forum, "as_of": day} for forum, day, says in told]
    return world("The higher court, the whole bench and the earlier panel prevail; equals conflict", "rules of precedent in the federal courts", of, cases, asks, courts=COURTS)  # fmt: skip


def rules() -> Plain:
    """Law laid down in general terms."""
    of = yes_no(P="writing payment", D="fraud")
    base = {"court": "high", "decided": "1985"}
    laws = [
        {"id": "two-of", **base, "kind": "sufficient", "side": P, "where": {"at least": 2, "of": [{"is": ["writing", "at least", PRESENT]}, {"is": ["payment", "at least", PRESENT]}, {"not": {"is": ["fraud", "at least", PRESENT]}}]}},
        {"id": "no-fraud", **base, "kind": "necessary", "side": P, "where": {"not": {"is": ["fraud", "at least", PRESENT]}}, "supersedes": ["two-of"]},
    ]  # fmt: skip
    cases = [case("older", P, "writing payment fraud"), case("newer", P, "writing payment fraud", decided="1990")]
    asks = [
        there(of, "writing payment fraud", ("conflicted", None)),
        there(of, "writing fraud", ("forced", D)),
        there(of, "writing", ("open", None)),
        ask(of, {"fraud": PRESENT}, ("depends", None), known=False),
        there(of, "writing payment fraud", ("forced", D)) | {"as_of": "1986-01-01"},
        there(of, "writing", ("open", None)) | {"as_of": "1984-01-01"},
    ]
    return world("A rule prevails over an earlier case of its court, and conflicts with a later one", "the definition of rank among rules", of, cases, asks, rules=laws)  # fmt: skip
