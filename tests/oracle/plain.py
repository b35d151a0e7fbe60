"""Values of afortiori written as the plain dicts and tuples that the brute-force oracle takes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from afortiori.constraint import Authority
from afortiori.doctrine import Doctrine, Formula, Leaf, Not, Rule
from afortiori.precedent import Facts, Precedent


def plain_doctrine(doctrine: Doctrine) -> dict[str, Any]:
    """A doctrine as the oracle takes it."""
    return {
        "sides": tuple(side.id for side in doctrine.sides),
        "claim": doctrine.claim,
        "factors": {
            f.id: {
                "levels": list(f.levels),
                "neutral": f.neutral,
                "order": set(f.order),
                "side": f.side,
                "other": f.other_side,
            }
            for f in doctrine.factors
        },
    }


def plain_authority(authority: Authority) -> dict[str, Any]:
    """A precedent or a rule as the oracle takes it."""
    shared = {
        "id": authority.id,
        "court": authority.court.id,
        "decided": authority.decided.text,
        "bench": authority.bench,
        "published": authority.published,
    }
    return shared | (_rule(authority) if isinstance(authority, Rule) else _case(authority))


def plain_authorities(authorities: Iterable[Authority]) -> list[dict[str, Any]]:
    """Several authorities, in their order."""
    return [plain_authority(authority) for authority in authorities]


def plain_facts(doctrine: Doctrine, facts: Facts) -> dict[str, list[str]]:
    """Facts as the oracle takes them: for each factor the levels still possible."""
    return {f.id: list(facts.levels(f.id) or f.levels) for f in doctrine.factors}


def _case(precedent: Precedent) -> dict[str, Any]:
    return {
        "holding": precedent.holding,
        "values": {value.factor: (value.level, value.confidence) for value in precedent.values},
        "reason": None if precedent.reason is None else [tuple(pair) for pair in precedent.reason],
        "claims": list(precedent.claims),
        "history": [(event.date.text, event.removes) for event in precedent.history],
        "part": precedent.part,
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "kind": rule.kind,
        "side": rule.side,
        "formula": None if rule.formula is None else plain_formula(rule.formula),
        "supersedes": list(rule.supersedes),
        "until": None if rule.until is None else rule.until.text,
        "case": rule.case,
    }


def plain_formula(formula: Formula) -> tuple[Any, ...]:
    """A formula as nested tuples."""
    if isinstance(formula, Leaf):
        return ("is", formula.condition.factor, formula.condition.bound, formula.condition.level)
    if isinstance(formula, Not):
        return ("not", plain_formula(formula.part))
    return ("count", formula.count, tuple(plain_formula(part) for part in formula.parts))
