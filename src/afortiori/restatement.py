"""What the cases and rules of a forum settle, as rules; what they leave open; where circuits part (theory 8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from afortiori.casebase import CaseBase, Finding, Law, Options
from afortiori.constraint import Authority, held, maximal, prevails, reason
from afortiori.doctrine import Condition, Doctrine, Rule
from afortiori.precedent import Facts, Precedent, facts

MOST_SPLITS = 20


@dataclass(frozen=True, slots=True)
class Settled:
    """A landmark read as a rule: where ``reason``, and nothing for the other side beyond ``overcome``: ``side``.

    ``alike`` are the precedents for which it stands: they add nothing to it.
    """

    precedent: Precedent
    reason: tuple[Condition, ...]
    overcome: tuple[Condition, ...]
    alike: tuple[Precedent, ...]
    issue: str


@dataclass(frozen=True, slots=True)
class Unreached:
    """A factor and its levels at which no binding case stands."""

    factor: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """Two precedents of different courts that compel opposite sides on the same facts, each in its own court."""

    first: Precedent
    second: Precedent
    facts: Facts


@dataclass(frozen=True, slots=True)
class Restatement:
    """The whole: rules, landmarks, what no case reaches, and the verdicts over all combinations of facts."""

    rules: tuple[Rule, ...]
    notes: tuple[Rule, ...]
    settled: tuple[Settled, ...]
    unreached: tuple[Unreached, ...]
    everything: Finding
    splits: tuple[Split, ...]


def restate(law: Law) -> Restatement:
    """The restatement of a forum's law on a day."""
    notes = [rule for rule in law.selection.notes if _binds(law, rule)]
    return Restatement(
        law.selection.rules,
        tuple(notes),
        tuple(_settled(law)),
        tuple(_unreached(law)),
        law.find(Facts()),
        tuple(splits(law.base, law.options)),
    )


def _binds(law: Law, rule: Rule) -> bool:
    return law.options.forum is None or rule.court.binds(law.options.forum, law.doctrine.law)


def _settled(law: Law) -> Iterator[Settled]:
    doctrine, model = law.doctrine, law.options.model
    shown = landmarks(law)
    order = {factor.id: i for i, factor in enumerate(doctrine.factors)}
    for precedent, alike in shown:
        rests_on = maximal(doctrine, reason(doctrine, precedent, model))
        overcame = maximal(doctrine, held(doctrine, precedent, doctrine.other(precedent.holding or "")))
        first = min((c.factor for c in rests_on), key=lambda name: order[name])
        yield Settled(precedent, rests_on, overcame, alike, doctrine.factor(first).parent or "")


def landmarks(law: Law) -> tuple[tuple[Precedent, tuple[Precedent, ...]], ...]:
    """The precedents that force just what the selection forces, each with those that it makes redundant (theory 8).

    One is redundant iff another of its side has no more in its reason and overcame no less, and is overtaken by nothing
    that does not overtake it, and overtakes all that it does. Of equals the first by date and id stands for all.
    """
    ordered = sorted(law.selection.binding, key=lambda p: (p.decided.last, p.id))
    kept: dict[str, list[Precedent]] = {}
    by_id = {p.id: p for p in ordered}
    for precedent in ordered:
        covering = next((by_id[id] for id in kept if _covers(law, by_id[id], precedent)), None)
        if covering is not None:
            kept[covering.id].append(precedent)
            continue
        gone = [id for id in kept if _covers(law, precedent, by_id[id])]
        alike = [p for id in gone for p in (by_id[id], *kept.pop(id))]
        kept[precedent.id] = alike
    return tuple((by_id[id], tuple(alike)) for id, alike in kept.items())


def _covers(law: Law, a: Precedent, b: Precedent) -> bool:
    """Whether a makes b redundant."""
    doctrine, model = law.doctrine, law.options.model
    if a.holding != b.holding:
        return False
    other = doctrine.other(a.holding or "")
    if not reason(doctrine, a, model) <= reason(doctrine, b, model):
        return False
    if not held(doctrine, b, other) <= held(doctrine, a, other):
        return False
    rivals: list[Authority] = [r for r in law.authorities if not isinstance(r, Precedent) or r.holding == other]
    return all(
        (not prevails(rival, a) or prevails(rival, b)) and (not prevails(b, rival) or prevails(a, rival))
        for rival in rivals
    )


def _unreached(law: Law) -> Iterator[Unreached]:
    for factor in law.doctrine.factors:
        stated = {v.level for p in law.selection.binding for v in p.used() if v.factor == factor.id}
        levels = tuple(level for level in factor.levels if level != factor.neutral and level not in stated)
        if levels:
            yield Unreached(factor.id, levels)


def splits(base: CaseBase, options: Options) -> Iterator[Split]:
    """Where one court's precedents compel what another's do not, on the same facts: both checked in their own courts."""
    circuits = {
        p.court.id: p.court for p in base if p.court.level == "appellate" and p.court.binds_itself and p.holding
    }
    laws = {id: Law(base, replace(options, forum=court)) for id, court in sorted(circuits.items())}
    found = 0
    names = list(laws)
    for i, one in enumerate(names):
        for two in names[i + 1 :]:
            for split in _splits_between(laws[one], laws[two], one, two):
                yield split
                found += 1
                if found >= MOST_SPLITS:
                    return


def _splits_between(first: Law, second: Law, one: str, two: str) -> Iterator[Split]:
    doctrine = first.doctrine
    for side in doctrine.sides:
        for a, here in first.admits(side.id):
            if not isinstance(a, Precedent) or a.court.id != one:
                continue
            for b, there in second.admits(doctrine.other(side.id)):
                if not isinstance(b, Precedent) or b.court.id != two:
                    continue
                shared = [tuple(k for k in x if k in y) for x, y in zip(here, there, strict=True)]
                if all(shared):
                    witnesses = (_strongest_shared(doctrine, own, shared) for own in (a, b))
                    found = (_split(first, second, a, b, on) for on in witnesses)
                    split = next((split for split in found if split is not None), None)
                    if split is not None:
                        yield split


def _strongest_shared(doctrine: Doctrine, precedent: Precedent, shared: Sequence[tuple[str, ...]]) -> Facts:
    """One set of facts that two precedents admit: this one's own levels where they can be, else the last shared."""
    own = {v.factor: v.level for v in precedent.used()}
    known: dict[str, str | tuple[str, ...]] = {}
    for factor, levels in zip(doctrine.factors, shared, strict=True):
        wanted = own.get(factor.id, factor.neutral)
        known[factor.id] = wanted if wanted in levels else levels[-1]
    return facts(doctrine, known)


def _split(first: Law, second: Law, a: Precedent, b: Precedent, on: Facts) -> Split | None:
    here, there = first.find(on), second.find(on)
    opposite = here.kind == there.kind == "forced" and here.side != there.side
    return Split(a, b, on) if opposite and a in here.by and b in there.by else None


@dataclass(frozen=True, slots=True)
class Alone:
    """One level of one factor with nothing else: what the law says of it."""

    factor: str
    level: str
    finding: Finding
    cases: int


def each_alone(law: Law) -> tuple[Alone, ...]:
    """For each kind of fact, what is settled where it stands alone; and how many cases of the base state it.

    Factors that favour nobody (such as a kind of response) settle nothing: only the number of cases is told.
    """
    found = []
    for factor in law.doctrine.factors:
        for level in factor.levels:
            if level != factor.neutral:
                on = facts(law.doctrine, {factor.id: level}, unmentioned="absent")
                stated = sum(1 for p in law.base for v in p.used() if v.factor == factor.id and v.level == level)
                found.append(Alone(factor.id, level, law.find(on), stated))
    return tuple(found)
