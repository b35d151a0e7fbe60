"""A base as it would be, had another opinion prevailed or were a value read otherwise (theory 1, 9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product

from afortiori.authority import CONFIDENCES
from afortiori.casebase.base import CaseBase
from afortiori.constraint import truth
from afortiori.doctrine import Dimension, Doctrine
from afortiori.errors import Misuse, did_you_mean
from afortiori.precedent import Facts, Opinion, Precedent, Reading, Value, facts


def opinion_named(precedent: Precedent, name: str | Opinion) -> Opinion:
    """The opinion of a case by its kind, its author or a word of the name; Misuse where none, or more than one, is so named."""
    if isinstance(name, Opinion):
        return name
    wanted = " ".join(_words(name))
    found = [o for o in precedent.opinions if wanted and wanted in _names(o)]
    if len(found) != 1:
        known = [f"{o.kind}" + (f" ({o.author})" if o.author else "") for o in precedent.opinions]
        which = "more than one opinion is" if found else "no opinion is"
        raise Misuse(f"{precedent.id}: {which} named '{name[:80]}'; its opinions: {', '.join(known) or 'none coded'}")
    return found[0]


def _names(opinion: Opinion) -> set[str]:
    """What an opinion may be called: its kind, its author, or a word of the name; a remark in brackets is no name."""
    return {opinion.kind, " ".join(_words(opinion.author)), *_words(opinion.author.partition(" (")[0])}


def _words(text: str) -> list[str]:
    bare = (word.strip(".,;:()") for word in text.casefold().split())
    return [word for word in bare if word]


def adopt(base: CaseBase, case: str, opinion: str | Opinion) -> CaseBase:
    """The base had that opinion prevailed: its outcome and its reason are the case's (theory 9).

    An opinion that states no reason is taken in the result model. Had it come out otherwise, the case would not have laid
    down its rules, nor taken away what it took away. What later history took from the case itself stays as it was.

    >>> from afortiori import open_pack
    >>> base = adopt(open_pack("duty-to-protect").base, "balistreri-v-pacifica-ca9-1988", "dissent")
    >>> base.precedent("balistreri-v-pacifica-ca9-1988").holding
    'no-duty'
    """
    held = [precedent for precedent in base if case in (precedent.id, precedent.case)]
    if len(held) != 1:
        raise Misuse(f"unknown case '{case[:80]}': " + did_you_mean(case, base.cases()))
    chosen = opinion_named(held[0], opinion)
    sides = {side.id for side in base.doctrine.sides}
    changed = replace(held[0], holding=chosen.outcome if chosen.outcome in sides else None, reason=chosen.reason)
    supposed = [changed if p is held[0] else p for p in base]
    if changed.holding == held[0].holding:
        return CaseBase(base.doctrine, supposed, base.courts)
    rules = tuple(rule for rule in base.doctrine.rules if rule.case != changed.case)
    return CaseBase(replace(base.doctrine, rules=rules), [_kept(p, changed.case) for p in supposed], base.courts)


def _kept(precedent: Precedent, case: str) -> Precedent:
    """A precedent with whatever a case took from it; itself where that is nothing."""
    kept = tuple(event for event in precedent.history if event.by != case)
    return precedent if kept == precedent.history else replace(precedent, history=kept)


def read_as(base: CaseBase, reading: Reading) -> CaseBase:
    """The base under an alternative reading: other issues, factors read as one, values or reasons coded otherwise.

    >>> from afortiori import open_pack
    >>> pack = open_pack("wild-animals")
    >>> [len(read_as(pack.base, reading).doctrine.issues) for reading in pack.readings]
    [9]
    """
    coded = [_precedent(precedent, reading) for precedent in base]
    if reading.doctrine is None:
        return CaseBase(base.doctrine, coded, base.courts)
    return CaseBase(reading.doctrine, [_recoded(base.doctrine, p, reading) for p in coded], base.courts)


def read_facts(doctrine: Doctrine, known: Facts, reading: Reading) -> Facts:
    """Facts under an alternative reading: what is still possible of several factors read as one (theory 1)."""
    if reading.doctrine is None:
        return known
    levels: dict[str, str | tuple[str, ...]] = {
        name: held for name, held in known.narrowed if name in reading.doctrine.factor_ids()
    }
    for dimension in reading.dimensions:
        choices = [[(name, k) for k in known.possible(doctrine.factor(name))] for name in dimension.of]
        levels[dimension.factor.id] = tuple(
            sorted({_ascribed(doctrine, dimension, dict(chosen)) for chosen in product(*choices)})
        )
    return facts(reading.doctrine, levels)


def _ascribed(doctrine: Doctrine, dimension: Dimension, levels: Mapping[str, str]) -> str:
    """The level of a dimension where its factors stand at these levels; those not named stand at neutral."""
    here = facts(doctrine, dict(levels), unmentioned="absent")
    found = (level for level, formula in dimension.levels if truth(doctrine, formula, here))
    return next(found, dimension.factor.neutral)


def _recoded(doctrine: Doctrine, precedent: Precedent, reading: Reading) -> Precedent:
    """A precedent in the factors and issues of a reading: silent on a dimension where it is silent on all that it is of."""
    new = reading.doctrine or doctrine
    kept = [value for value in precedent.values if value.factor in new.factor_ids()]
    for dimension in reading.dimensions:
        merged = [value for value in precedent.used() if value.factor in dimension.of]
        if merged:
            level = _ascribed(doctrine, dimension, {value.factor: value.level for value in merged})
            kept.append(_merged(dimension, level, merged))
    issues = {issue.id for issue in new.issues}
    return replace(
        precedent,
        values=tuple(sorted(kept, key=lambda value: list(new.factor_ids()).index(value.factor))),
        reason=_reason(doctrine, precedent, reading),
        findings=tuple(finding for finding in precedent.findings if finding[0] in issues),
    )


def _merged(dimension: Dimension, level: str, merged: Sequence[Value]) -> Value:
    source = "; ".join(dict.fromkeys(f"{value.factor} {value.level}: {value.source}" for value in merged))
    sure = max((value.confidence for value in merged), key=CONFIDENCES.index)
    return Value(dimension.factor.id, level, source, sure, note="from " + ", ".join(value.factor for value in merged))


def _reason(doctrine: Doctrine, precedent: Precedent, reading: Reading) -> tuple[tuple[str, str], ...] | None:
    """A stated reason in the factors of a reading: what it names of a dimension's factors ascribes a level of that."""
    if precedent.reason is None:
        return None
    stated = dict(precedent.reason)
    merged = {name for dimension in reading.dimensions for name in dimension.of}
    pairs = [pair for pair in precedent.reason if pair[0] not in merged]
    for dimension in reading.dimensions:
        named = {name: level for name, level in stated.items() if name in dimension.of}
        if named:
            pairs.append((dimension.factor.id, _ascribed(doctrine, dimension, named)))
    return tuple(pairs)


def _precedent(precedent: Precedent, reading: Reading) -> Precedent:
    names = (precedent.id, precedent.case)
    levels = {factor: level for case, factor, level in reading.values if case in names}
    reasons = [reason for case, reason in reading.reasons if case in names]
    values = {value.factor: value for value in precedent.values}
    for factor, level in levels.items():
        old = values.get(factor, Value(factor, level, "", "medium"))
        values[factor] = old._replace(level=level, note=f"as read under '{reading.id}'")
    return replace(precedent, values=tuple(values.values()), reason=reasons[0] if reasons else precedent.reason)
