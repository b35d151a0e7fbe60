"""Two opinions on the same facts, compared; and what a new decision changes: in words and as data (theory 9)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from afortiori.casebase import Finding, IssueFound, Options
from afortiori.constraint import closed, forces, maximal
from afortiori.doctrine import Condition, Doctrine, Factor, leaves
from afortiori.guidance import verdict_of
from afortiori.memo import words
from afortiori.memo.blocks import Block, Heading, Item, Items, Paragraph, Table, items
from afortiori.memo.told import Told
from afortiori.precedent import Facts, Opinion, Precedent, Reading


@dataclass(frozen=True, slots=True)
class Relied:
    """An authority that an opinion relies on: whether it compels what the opinion says, on the case's own facts."""

    authority: Precedent | None
    named: str
    compels: bool


@dataclass(frozen=True, slots=True)
class Supposed:
    """The verdict on the case's own facts, the day after it, under a hypothesis."""

    name: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Reread:
    """A reading that touches the case: what it changes, in words, and the verdict on the case's own facts under it.

    ``through`` is the question settled through the reading's issues, where it joins them by a rule.
    """

    reading: Reading
    changes: tuple[str, ...]
    finding: Finding
    through: IssueFound | None = None


def compared(
    doctrine: Doctrine,
    precedent: Precedent,
    facts: Facts,
    relied: Sequence[tuple[Opinion, Sequence[Relied]]],
    supposed: Sequence[Supposed],
    reread: Sequence[Reread] = (),
    where: str = "",
) -> Told:
    """A case's opinions, condition by condition, with what each relies on and what would follow had it prevailed."""
    blocks: list[Block] = [Heading(f"The opinions of {precedent.citation}")]
    if not precedent.opinions:
        blocks.append(Paragraph("No opinions are coded."))
    for opinion, authorities in relied:
        blocks += _opinion(doctrine, opinion, authorities)
    for i, first in enumerate(precedent.opinions):
        for second in precedent.opinions[i + 1 :]:
            blocks += _parting(doctrine, first, second)
    if supposed:
        blocks.append(Heading("What would follow, on the case's own facts, the day after it", 2))
        blocks += [Paragraph(where)] if where else []
        rows = tuple((s.name, words.verdict(s.finding)) for s in supposed)
        blocks.append(Table(("Supposing", "The verdict"), rows))
    if reread:
        blocks.append(Heading("Read otherwise: the readings that the pack names, and what each changes", 2))
        blocks.append(Items(tuple(_reread(each) for each in reread)))
    data = {
        "case": precedent.id,
        "citation": precedent.citation,
        "facts": {name: list(levels) for name, levels in facts.narrowed},
        "opinions": [_data(opinion, authorities) for opinion, authorities in relied],
        "supposed": [{"name": s.name, "verdict": s.finding.kind, "side": s.finding.side} for s in supposed],
        "readings": [
            {
                "name": r.reading.id,
                "changes": list(r.changes),
                "verdict": r.finding.kind,
                "side": r.finding.side,
                "through_issues": None if r.through is None else {"status": r.through.status, "side": r.through.side},
            }
            for r in reread
        ],
    }
    return Told(tuple(blocks), data)


def _reread(each: Reread) -> Item:
    below = [*each.changes, f"the verdict so read: {words.verdict(each.finding)}"]
    if each.through is not None:
        side = f"compelled for {each.through.side}" if each.through.side else each.through.status
        below.append(f"through its issues: {side}")
    return Item(f"'{each.reading.id}': {each.reading.text}", tuple(below))


def changes(doctrine: Doctrine, precedent: Precedent, reading: Reading) -> tuple[str, ...]:
    """What a reading codes otherwise for one case, in words: its values, its reason, and its factors' places."""
    names = (precedent.id, precedent.case)
    said = [f"{_said(doctrine, [(factor, level)])}" for case, factor, level in reading.values if case in names]
    for case, reason in reading.reasons:
        if case in names:
            said.append(f"its reason: {_said(doctrine, reason)}")
    stated = {value.factor for value in precedent.used()}
    for dimension in reading.dimensions:
        if stated & set(dimension.of):
            merged = "; ".join(doctrine.factor(name).name for name in dimension.of)
            said.append(f"{dimension.factor.name}: one factor in place of {merged}")
    return (*said, *_moved(doctrine, stated, reading))


def _moved(doctrine: Doctrine, stated: set[str], reading: Reading) -> Iterator[str]:
    """The factors that the case states and that a reading puts under another issue."""
    read = reading.doctrine
    for factor in doctrine.factors if read is not None else ():
        if read is None or factor.id not in stated or factor.id not in read.factor_ids():
            continue
        old, new = _places(doctrine, factor), _places(read, read.factor(factor.id))
        if old != new:
            yield f"{factor.name}: under {words.either(new, 'and')}, and not under {words.either(old, 'and')}"


def _places(doctrine: Doctrine, factor: Factor) -> list[str]:
    """The names of the issues on which a factor bears; 'no issue' where it bears on none."""
    places = {factor.parent, *factor.also}
    return [
        issue.name
        for issue in doctrine.issues
        if issue.id in places or (issue.rule is not None and factor.id in {c.factor for c in leaves(issue.rule)})
    ] or ["no issue"]


def asked_in(options: Options) -> str:
    """The forum and the day of an answer, in a sentence."""
    forum = options.forum.name if options.forum else "any court"
    return f"Forum: {forum.rstrip('.')}. The law as of {words.day(options.as_of)}."


def relies(
    doctrine: Doctrine, opinion: Opinion, facts: Facts, base: Sequence[Precedent], model: str
) -> tuple[Relied, ...]:
    """Each authority that an opinion relies on, and whether it compels the opinion's outcome on the case's facts."""
    found = []
    for name in opinion.relies_on:
        held = [p for p in base if p.case == name]
        compels = any(p.holding == opinion.outcome and forces(doctrine, p, facts, model) for p in held)
        found.append(Relied(held[0] if held else None, name, compels))
    return tuple(found)


def title(opinion: Opinion) -> str:
    """An opinion's name: its kind and its author."""
    author = opinion.author.partition(" (")[0]
    return f"{opinion.kind} ({author})" if author else opinion.kind


def _opinion(doctrine: Doctrine, opinion: Opinion, authorities: Sequence[Relied]) -> Iterator[Block]:
    yield Heading(f"{title(opinion)[0].upper()}{title(opinion)[1:]}: {opinion.outcome or 'no outcome stated'}", 2)
    if opinion.reason:
        yield Paragraph(f"Rests on: {_said(doctrine, opinion.reason)} ({opinion.confidence} confidence).")
    else:
        yield Paragraph("States no reason that the factors can say.")
    if opinion.noted:
        yield Paragraph(f"Merely notes: {_said(doctrine, opinion.noted)}.")
    for text in (opinion.reason_source, opinion.note):
        if text:
            yield Paragraph(text)
    if authorities:
        yield items(*(_relied(relied) for relied in authorities))


def _relied(relied: Relied) -> str:
    if relied.authority is None:
        return f"relies on {relied.named}, which is not in this base"
    does = "compels" if relied.compels else "does not compel"
    return f"relies on {relied.authority.citation}, which {does} that outcome on these facts"


def _said(doctrine: Doctrine, pairs: Sequence[tuple[str, str]]) -> str:
    return "; ".join(f"{doctrine.factor(name).name}: {words.level(level)}" for name, level in pairs)


def _parting(doctrine: Doctrine, first: Opinion, second: Opinion) -> Iterator[Block]:
    """Common ground: conditions that both rest on or note. Parting: what one rests on and the other only notes or omits."""
    below = [*_between(doctrine, first, second)]
    if below:
        yield Heading(f"{title(first)} and {title(second)}", 2)
        yield from below


def _between(doctrine: Doctrine, first: Opinion, second: Opinion) -> Iterator[Block]:
    """What is recorded of two opinions' common ground and of where they part; nothing where nothing is."""
    mine, theirs = _seen(doctrine, first), _seen(doctrine, second)
    common = maximal(doctrine, mine & theirs)
    if common:
        yield Paragraph("Common ground: " + "; ".join(words.condition(doctrine, c) for c in common) + ".")
    parts = []
    for one, other in ((first, second), (second, first)):
        for name, level in one.reason or ():
            conditions = closed(doctrine, [(name, level)])
            rests = closed(doctrine, other.reason or ()) >= conditions
            notes = closed(doctrine, other.noted) >= conditions
            if not rests:
                how = "merely notes it" if notes else "does not rest on it"
                said = f"{doctrine.factor(name).name}: {words.level(level)}"
                parts.append(f"{said}: the {title(one)} rests on it; the {title(other)} {how}")
    if first.outcome and second.outcome and first.outcome != second.outcome:
        parts.append(f"the outcome: {first.outcome} in the {title(first)}, {second.outcome} in the {title(second)}")
    if parts:
        yield Items((Item("They part on", tuple(parts)),))


def _seen(doctrine: Doctrine, opinion: Opinion) -> frozenset[Condition]:
    return closed(doctrine, opinion.reason or ()) | closed(doctrine, opinion.noted)


def _data(opinion: Opinion, authorities: Sequence[Relied]) -> dict[str, Any]:
    return {
        "kind": opinion.kind,
        "author": opinion.author,
        "outcome": opinion.outcome,
        "reason": None if opinion.reason is None else dict(opinion.reason),
        "noted": dict(opinion.noted),
        "relies_on": [{"case": r.named, "in_base": r.authority is not None, "compels": r.compels} for r in authorities],
    }


@dataclass(frozen=True, slots=True)
class Effect:
    """One matter's verdict without and with a decision."""

    matter: str
    title: str
    before: Finding
    after: Finding

    @property
    def changed(self) -> bool:
        """Whether the verdict is another."""
        return verdict_of(self.before) != verdict_of(self.after)


@dataclass(frozen=True, slots=True)
class Impact:
    """What a decision does to some matters, by the law of one day."""

    asked: str
    day: str
    effects: tuple[Effect, ...]


def impact_told(decision: Precedent, now: Impact, then: Impact | None = None) -> Told:
    """Which matters a decision changes, and how: now, and, where it is asked, on the day after it."""
    days = [("The day after it", then), ("Now", now)] if then else [("", now)]
    blocks: list[Block] = [Heading(f"What {decision.citation} changes")]
    for heading, impact in days:
        if impact is not None:
            blocks += [Heading(heading, 2)] if heading else []
            blocks += _impact(impact)
    data: dict[str, Any] = {"case": decision.id, "as_of": now.day, "matters": [_effect(e) for e in now.effects]}
    data["day_after"] = then and {"as_of": then.day, "matters": [_effect(e) for e in then.effects]}
    return Told(tuple(blocks), data)


def _impact(impact: Impact) -> Iterator[Block]:
    changed = [effect for effect in impact.effects if effect.changed]
    yield Items((Item(impact.asked),))
    yield Paragraph(f"It changes {len(changed)} of {words.count(len(impact.effects), 'matter')}.", strong=True)
    if changed:
        rows = tuple((e.title, words.verdict(e.before), words.verdict(e.after)) for e in changed)
        yield Table(("Matter", "Without it", "With it"), rows)
    same = [effect.title for effect in impact.effects if not effect.changed]
    if same:
        yield Paragraph("The same with and without it: " + "; ".join(same) + ".")


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        "matter": effect.matter,
        "before": {"verdict": effect.before.kind, "side": effect.before.side},
        "after": {"verdict": effect.after.kind, "side": effect.after.side},
        "changed": effect.changed,
    }
