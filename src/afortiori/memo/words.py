"""The words for values of the law: how a level, a condition, a verdict is said."""

from __future__ import annotations

from collections.abc import Sequence

from afortiori.casebase import Finding
from afortiori.doctrine import AtLeast, Condition, Doctrine, Factor, Formula, Leaf, Not, Rule
from afortiori.precedent import Precedent


def level(id: str) -> str:
    """A level's id as words."""
    return id.replace("_", " ")


def levels(factor: Factor, possible: Sequence[str]) -> str:
    """The levels still possible, as words.

    >>> from afortiori.doctrine import line
    >>> levels(line("order", ("none", "issued", "served"), "duty"), ("issued", "served"))
    'issued or served'
    """
    if len(possible) == len(factor.levels):
        return "unknown"
    return either([level(id) for id in possible])


def either(words: Sequence[str], joint: str = "or") -> str:
    """Words joined: 'a', 'a or b', 'a, b or c'."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joint} {words[-1]}" if words else "none"


def condition(doctrine: Doctrine, atom: Condition) -> str:
    """A condition as words: 'restraining order status at least served'."""
    factor = doctrine.factor(atom.factor)
    return f"{factor.name}: {bound(factor, atom)}"


def bound(factor: Factor, atom: Condition) -> str:
    """What a condition asks of its factor, without the name: 'at least served', 'present'."""
    return level(atom.level) if len(factor.levels) == 2 else f"{atom.bound} {level(atom.level)}"


def formula(doctrine: Doctrine, part: Formula) -> str:
    """A formula as words."""
    if isinstance(part, Leaf):
        return condition(doctrine, part.condition)
    if isinstance(part, Not):
        return f"not ({formula(doctrine, part.part)})"
    inner = [f"({formula(doctrine, p)})" if isinstance(p, AtLeast) else formula(doctrine, p) for p in part.parts]
    if part.count == len(inner):
        return " and ".join(inner)
    return " or ".join(inner) if part.count == 1 else f"at least {part.count} of: {'; '.join(inner)}"


def rule_in_words(doctrine: Doctrine, rule: Rule) -> str:
    """A rule's formula as words; empty for a note."""
    if rule.formula is None or rule.side is None:
        return ""
    name = doctrine.side(rule.side).name
    what = formula(doctrine, rule.formula)
    return f"{name} where {what}" if rule.kind == "sufficient" else f"{name} only if {what}"


def verdict(finding: Finding) -> str:
    """A verdict in a phrase; where it depends, with the verdicts that remain."""
    if finding.kind == "depends" and finding.remaining:
        return f"depends ({remaining(finding)})"
    return f"forced for {finding.side}" if finding.kind == "forced" else finding.kind


def remaining(finding: Finding) -> str:
    """The verdicts that remain, as alternatives."""
    return either([outcome(sides) for sides in finding.remaining])


def outcome(sides: Sequence[str]) -> str:
    """The verdict that the sides forced make.

    >>> outcome(()), outcome(("duty",)), outcome(("duty", "none"))
    ('open', 'forced for duty', 'conflicted')
    """
    return ("open", f"forced for {next(iter(sides), '')}", "conflicted")[len(sides)]


def bench(precedent: Precedent) -> str:
    """The bench, where it says something."""
    return ", en banc" if precedent.bench == "en banc" else ""


def count(number: int, thing: str, things: str = "") -> str:
    """A number with its noun: '1 case', '3 cases'."""
    return f"{number} {thing if number == 1 else things or thing + 's'}"


def day(text: str) -> str:
    """A day as lawyers write it."""
    from afortiori.authority import When

    return str(When(text))
