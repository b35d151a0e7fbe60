"""A file of the suite as values of afortiori, and what afortiori says of it in the suite's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from afortiori.argument import Lattice, lattice, trumped_by
from afortiori.audit import conflicts
from afortiori.authority import Court, History, When, legislature
from afortiori.casebase import CaseBase, Law, Options
from afortiori.constraint import forces
from afortiori.doctrine import AtLeast, Doctrine, Factor, Formula, Leaf, Not, Rule, Side
from afortiori.precedent import Facts, Precedent, Value, facts, own_facts
from afortiori.restatement import landmarks
from suite.plain import closed

World = Mapping[str, Any]


def courts_of(world: World) -> dict[str, Court]:
    """The courts of a file; a court of first instance binds not even itself."""
    found = {
        id: Court(id, id, id, court["level"], "us", tuple(court["above"]), binds_itself=court["level"] != "trial")
        for id, court in world["courts"].items()
    }
    return found | {"legislature": legislature("us")}


def law_of(world: World, ask: World) -> Law:
    """The law of a file as it is asked about."""
    courts = courts_of(world)
    forum = None if ask["forum"] is None else courts[ask["forum"]]
    base = CaseBase(doctrine_of(world), [_case(case, courts) for case in world["cases"]])
    return Law(base, Options(forum, ask["as_of"], ask["model"]))


def doctrine_of(world: World) -> Doctrine:
    """The doctrine of a file, with its rules."""
    one, two = world["doctrine"]["sides"]
    sides = (Side(one, one, one), Side(two, two, two))
    others = {one: two, two: one, None: None}
    factors = tuple(
        Factor(
            id,
            id,
            "",
            tuple(of["levels"]),
            of["neutral"],
            frozenset(closed({(low, high) for low, high in of["below"]})),
            of["favours"],
            others[of["favours"]],
        )
        for id, of in world["doctrine"]["factors"].items()
    )
    bare, courts = Doctrine("suite", "Suite", "Who wins?", sides, factors), courts_of(world)
    rules = tuple(_rule(rule, bare, courts) for rule in world["rules"])
    return Doctrine("suite", "Suite", "Who wins?", sides, factors, rules=rules)


def _case(case: World, courts: Mapping[str, Court]) -> Precedent:
    low = case.get("low", ())
    values = tuple(Value(f, k, case["id"], "low" if f in low else "high") for f, k in case["values"].items())
    reason = None if case["reason"] is None else tuple(case["reason"].items())
    gone = (History("reversed", "later", When(case["removed"]), "all", "suite"),) if "removed" in case else ()
    return Precedent(
        case["id"],
        case["id"],
        (),
        courts[case["court"]],
        When(case["decided"]),
        case["holding"],
        values,
        reason=reason,
        bench=case.get("bench", "panel"),
        published=case.get("published", True),
        history=gone,
    )


def _rule(rule: World, doctrine: Doctrine, courts: Mapping[str, Court]) -> Rule:
    return Rule(
        rule["id"],
        rule["id"],
        rule["kind"],
        rule["side"],
        _formula(rule["where"], doctrine),
        rule["id"],
        None,
        courts[rule["court"]],
        When(rule["decided"]),
        rule.get("bench", "panel"),
        supersedes=tuple(rule.get("supersedes", ())),
    )


def _formula(written: World, doctrine: Doctrine) -> Formula:
    if "is" in written:
        factor, bound, level = written["is"]
        of = doctrine.factor(factor)
        return Leaf(next(c for c in of.conditions() if (c.bound, c.level) == (bound, level)))
    if "not" in written:
        return Not(_formula(written["not"], doctrine))
    return AtLeast(written["at least"], tuple(_formula(part, doctrine) for part in written["of"]))


def facts_of(law: Law, asked: Mapping[str, Any]) -> Facts:
    """The facts of an ask."""
    return facts(law.doctrine, {f: k if isinstance(k, str) else tuple(k) for f, k in asked.items()})


def told(world: World, ask: World) -> dict[str, Any]:
    """What afortiori says to an ask."""
    law = law_of(world, ask)
    here = facts_of(law, ask["facts"])
    found = law.find(here)
    assert found.exact
    return {
        "binding": sorted(a.id for a in law.authorities),
        "verdict": found.kind,
        "side": found.side,
        "stable": sorted(found.stable),
        "possible": sorted(found.possible),
        "remaining": sorted(sorted(sides) for sides in found.remaining),
        "by": sorted(a.id for a in found.by),
        "yields": {y.authority.id: sorted(a.id for a in y.to) for y in found.yielded},
        "relevant": sorted(found.depends_on),
        "lattice": lattice_told(lattice(law.doctrine, here, law.selection.binding)),
    }


def lattice_told(found: Lattice) -> dict[str, Any]:
    """A claim lattice with its sets in the suite's order."""
    sets = [sorted([c.factor, c.bound, c.level] for c in node.shared) for node in found.nodes]
    order = sorted(range(len(sets)), key=lambda i: (-len(sets[i]), sets[i]))
    place = {i: at for at, i in enumerate(order)}
    on_point = [case for node in found.nodes for case in node.cases]
    return {
        "nodes": [{"shared": sets[i], "cases": sorted(c.id for c in found.nodes[i].cases)} for i in order],
        "above": sorted([place[j], place[i]] for i, node in enumerate(found.nodes) for j in node.above),
        "apart": sorted(case.id for case in found.apart),
        "trumped": sorted(case.id for case in on_point if trumped_by(found, case)),
    }


def whole_told(world: World, model: str) -> dict[str, Any]:
    """What afortiori says of the base of a file: its landmarks, as many as there are lists, and its conflicts."""
    law = law_of(world, {"forum": None, "as_of": "2100-01-01", "model": model})
    cases = law.selection.binding
    return {
        "model": model,
        "landmarks": sorted(one.id for one, _ in landmarks(law)),
        "priority conflicts": sorted(sorted((c.first.id, c.second.id)) for c in conflicts(law)),
        "against precedent": sorted(
            [a.id, b.id]
            for a in cases
            for b in cases
            if a.holding != b.holding and forces(law.doctrine, a, own_facts(law.doctrine, b), model)
        ),
    }
