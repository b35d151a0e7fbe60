"""A base as it would be, had another opinion prevailed or were a value read otherwise (theory 1, 9)."""

from __future__ import annotations

from dataclasses import replace

from afortiori.casebase.base import CaseBase
from afortiori.doctrine import Doctrine
from afortiori.errors import Misuse, did_you_mean
from afortiori.precedent import Opinion, Precedent, Reading, Value


def opinion_named(precedent: Precedent, name: str) -> Opinion:
    """The opinion of a case by its kind, or by its author's name; Misuse where none, or more than one, is so named."""
    wanted = name.casefold()
    found = [o for o in precedent.opinions if wanted in (o.kind, o.author.partition(" ")[0].casefold())]
    if len(found) != 1:
        known = [f"{o.kind}" + (f" ({o.author})" if o.author else "") for o in precedent.opinions]
        which = "more than one opinion is" if found else "no opinion is"
        raise Misuse(f"{precedent.id}: {which} named '{name[:80]}'; its opinions: {', '.join(known) or 'none coded'}")
    return found[0]


def adopt(base: CaseBase, case: str, opinion: str) -> CaseBase:
    """The base had that opinion prevailed: its outcome and its reason are the case's (theory 9).

    An opinion that states no reason is taken in the result model. What later history took away stays as it was.
    """
    held = [precedent for precedent in base if case in (precedent.id, precedent.case)]
    if len(held) != 1:
        raise Misuse(f"unknown case '{case[:80]}': " + did_you_mean(case, base.cases()))
    chosen = opinion_named(held[0], opinion)
    changed = replace(held[0], holding=chosen.outcome, reason=chosen.reason)
    return CaseBase(base.doctrine, [changed if p is held[0] else p for p in base], base.courts)


def read_as(base: CaseBase, reading: Reading) -> CaseBase:
    """The base under an alternative reading: factors under another issue, values or reasons coded otherwise (theory 1)."""
    doctrine = _doctrine(base.doctrine, reading)
    return CaseBase(doctrine, [_precedent(precedent, reading) for precedent in base], base.courts)


def _doctrine(doctrine: Doctrine, reading: Reading) -> Doctrine:
    parents = dict(reading.parents)
    factors = tuple(replace(f, parent=parents[f.id]) if f.id in parents else f for f in doctrine.factors)
    return replace(doctrine, factors=factors)


def _precedent(precedent: Precedent, reading: Reading) -> Precedent:
    names = (precedent.id, precedent.case)
    levels = {factor: level for case, factor, level in reading.values if case in names}
    reasons = [reason for case, reason in reading.reasons if case in names]
    values = {value.factor: value for value in precedent.values}
    for factor, level in levels.items():
        old = values.get(factor, Value(factor, level, "", "medium"))
        values[factor] = replace(old, level=level, note=f"as read under '{reading.id}'")
    return replace(precedent, values=tuple(values.values()), reason=reasons[0] if reasons else precedent.reason)
