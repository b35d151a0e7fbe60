"""Two opinions on the same facts, compared; and what a new decision changes: in words and as data (theory 9)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from afortiori.casebase import Finding
from afortiori.constraint import closed, forces, maximal
from afortiori.doctrine import Condition, Doctrine
from afortiori.memo import words
from afortiori.memo.blocks import Block, Heading, Item, Items, Paragraph, Table, items
from afortiori.memo.guiding import Told
from afortiori.precedent import Facts, Opinion, Precedent


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


def compared(
    doctrine: Doctrine,
    precedent: Precedent,
    facts: Facts,
    relied: Sequence[tuple[Opinion, Sequence[Relied]]],
    supposed: Sequence[Supposed],
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
        rows = tuple((s.name, words.verdict(s.finding.kind, s.finding.side)) for s in supposed)
        blocks.append(Table(("Supposing", "The verdict"), rows))
    data = {
        "case": precedent.id,
        "citation": precedent.citation,
        "facts": {name: list(levels) for name, levels in facts.narrowed},
        "opinions": [_data(opinion, authorities) for opinion, authorities in relied],
        "supposed": [{"name": s.name, "verdict": s.finding.kind, "side": s.finding.side} for s in supposed],
    }
    return Told(tuple(blocks), data)


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
    yield Heading(f"{title(first)} and {title(second)}", 2)
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
    if first.outcome != second.outcome:
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
        return (self.before.kind, self.before.side) != (self.after.kind, self.after.side)


def impact_told(decision: Precedent, effects: Sequence[Effect]) -> Told:
    """Which matters a decision changes, and how."""
    changed = [effect for effect in effects if effect.changed]
    blocks: list[Block] = [
        Heading(f"What {decision.citation} changes"),
        Paragraph(f"It changes {len(changed)} of {words.count(len(effects), 'matter')}.", strong=True),
    ]
    if changed:
        rows = tuple(
            (e.title, words.verdict(e.before.kind, e.before.side), words.verdict(e.after.kind, e.after.side))
            for e in changed
        )
        blocks.append(Table(("Matter", "Without it", "With it"), rows))
    same = [effect.title for effect in effects if not effect.changed]
    if same:
        blocks.append(Paragraph("The same with and without it: " + "; ".join(same) + "."))
    data = {
        "case": decision.id,
        "matters": [
            {
                "matter": e.matter,
                "before": {"verdict": e.before.kind, "side": e.before.side},
                "after": {"verdict": e.after.kind, "side": e.after.side},
                "changed": e.changed,
            }
            for e in effects
        ],
    }
    return Told(tuple(blocks), data)
