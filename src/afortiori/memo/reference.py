"""What ``list`` and ``show`` tell: packs, one case, one factor, one rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from afortiori.authority import LEGISLATURE, UNVERIFIED, Anchor, History
from afortiori.casebase import CaseBase
from afortiori.doctrine import Doctrine
from afortiori.memo import words
from afortiori.memo.blocks import Block, Heading, Item, Items, Paragraph, Table, items
from afortiori.precedent import Opinion, Precedent


def packs_listed(packs: Iterable[tuple[Doctrine, CaseBase, Sequence[str]]]) -> tuple[Block, ...]:
    """Every pack with its counts and its matters."""
    blocks: list[Block] = []
    for doctrine, base, matters in packs:
        values = sum(len(precedent.values) for precedent in base)
        counts = [
            words.count(len(base.cases()), "case"),
            words.count(values, "coded value"),
            words.count(len(doctrine.factors), "factor"),
            words.count(len(doctrine.rules), "rule"),
            words.count(len(matters), "matter"),
        ]
        blocks += [
            Heading(f"{doctrine.id}: {doctrine.name}", 2),
            Paragraph(doctrine.question),
            Paragraph(", ".join(counts) + "."),
            Paragraph("Matters: " + ", ".join(matters) + ".") if matters else Paragraph("No matters."),
        ]
    return tuple(blocks) or (Paragraph("No doctrine packs."),)


def names(base: CaseBase) -> set[str]:
    """Everything that ``show`` can show of a base."""
    doctrine = base.doctrine
    ids = {factor.id for factor in doctrine.factors} | {rule.id for rule in doctrine.rules}
    return ids | set(base.cases()) | {precedent.id for precedent in base}


def case_shown(base: CaseBase, name: str) -> tuple[Block, ...]:
    """A case with all that is coded of it: facts with their sources, opinions, later history."""
    holdings = [precedent for precedent in base if name in (precedent.id, precedent.case)]
    first = holdings[0]
    head = [
        f"Court: {first.court.name}{words.bench(first)}. Decided: {first.decided}.",
        f"Published: {'yes' if first.published else 'no, so it never binds'}.",
        *([f"Docket: {first.docket}."] if first.docket else []),
        *([f"Also cited: {'; '.join(first.citations[1:])}."] if len(first.citations) > 1 else []),
        *([f"UNVERIFIED: {first.unverified}."] if first.unverified else []),
        *([f"Claim: {', '.join(first.claims)}."] if first.claims else []),
        *([f"Posture: {first.posture}."] if first.posture else []),
        *([f"Disposition: {first.disposition}."] if first.disposition else []),
    ]
    blocks: list[Block] = [Heading(first.citation), items(*head)]
    if first.summary:
        blocks.append(Paragraph(first.summary))
    for precedent in holdings:
        blocks += _holding(base.doctrine, precedent)
    blocks += _opinions(base.doctrine, first.opinions)
    blocks += _history(base, first.history)
    if first.cites:
        blocks += [Heading("Authorities it discusses", 2), items(*(_discussed(base, *entry) for entry in first.cites))]
    for title, texts in (("Note", [first.note] if first.note else []), ("Sources", list(first.sources))):
        if texts:
            blocks += [Heading(title, 2), items(*texts)]
    return tuple(blocks)


def _holding(doctrine: Doctrine, precedent: Precedent) -> Iterator[Block]:
    title = f"Holding: {precedent.holding or 'not reached'}"
    yield Heading(f"{title} [{precedent.part}]" if precedent.part else title, 2)
    if precedent.reason is not None:
        stated = "; ".join(f"{doctrine.factor(f).name}: {words.level(k)}" for f, k in precedent.reason)
        yield Paragraph(f"Stated reason: {stated}.")
    elif precedent.holding:
        yield Paragraph("No reason is coded: it rests on all its facts for the winner.")
    rows = []
    for value in precedent.values:
        sure = value.confidence + (" (never used)" if value.confidence == "low" else "")
        quoted = f' "{value.quotation}"' if value.quotation else ""
        stands = f" [{_anchored(value.anchor)}]" if value.anchor is not None else ""
        rows.append(
            (doctrine.factor(value.factor).name, words.level(value.level), sure, value.source + quoted + stands)
        )
    if rows:
        yield Table(("Factor", "Value", "Sure", "Where it is stated"), tuple(rows))


def _anchored(anchor: Anchor) -> str:
    """Whether a quotation stands in the opinion on disk, and on which page of it."""
    page = f", page {anchor.page}" if anchor.page else ""
    return f"{anchor.state.upper() if anchor.state == UNVERIFIED else anchor.state}: {anchor.opinion}{page}"


def _opinions(doctrine: Doctrine, opinions: tuple[Opinion, ...]) -> Iterator[Block]:
    if not opinions:
        return
    yield Heading("Opinions", 2)
    listed = []
    for opinion in opinions:
        by = f" by {opinion.author}" if opinion.author else ""
        joined = f", joined by {', '.join(opinion.joined_by)}" if opinion.joined_by else ""
        below = []
        if opinion.reason:
            named = "; ".join(f"{doctrine.factor(f).name}: {words.level(k)}" for f, k in opinion.reason)
            below.append(f"Reason: {named} ({opinion.confidence} confidence)")
        if opinion.noted:
            named = "; ".join(f"{doctrine.factor(f).name}: {words.level(k)}" for f, k in opinion.noted)
            below.append(f"Merely notes: {named}")
        below += [text for text in (opinion.reason_source, opinion.note) if text]
        if opinion.relies_on:
            below.append("Relies on: " + ", ".join(opinion.relies_on))
        listed.append(Item(f"{opinion.kind}{by}{joined}: {opinion.outcome or 'no outcome stated'}", tuple(below)))
    yield Items(tuple(listed))


def _history(base: CaseBase, history: tuple[History, ...]) -> Iterator[Block]:
    if not history:
        return
    yield Heading("Later history", 2)
    listed = []
    for event in history:
        removes = "" if event.removes == "nothing" else f"; takes away: {event.removes}"
        inferred = "; INFERRED, no court has said so" if event.inferred else ""
        note = f" ({event.note})" if event.note else ""
        listed.append(
            f"{event.event}, {event.date}, by {_named(base, event.by)}{removes}{inferred}{note}. {event.source}"
        )
    yield items(*listed)


def _discussed(base: CaseBase, case: str, treatment: str, source: str) -> str:
    return f"{_named(base, case)}: {treatment}" + (f" ({source})" if source else "")


def _named(base: CaseBase, case: str) -> str:
    return next((precedent.citation for precedent in base if precedent.case == case), case)


def factor_shown(base: CaseBase, name: str) -> tuple[Block, ...]:
    """A factor: what it means, its levels in order, and how many cases stand at each."""
    doctrine = base.doctrine
    factor = doctrine.factor(name)
    held: dict[str, list[Precedent]] = {level: [] for level in factor.levels}
    for precedent in base:
        for value in precedent.used():
            if value.factor == name:
                held[value.level].append(precedent)
    notes = dict(factor.level_notes)
    above, below = factor.above(), factor.below()
    rows = []
    for level in factor.levels:
        favours = factor.side if level in above else factor.other_side if level in below else "neutral"
        sides = [sum(1 for p in held[level] if p.holding == side.id) for side in doctrine.sides]
        counted = ", ".join(f"{n} {side.id}" for n, side in zip(sides, doctrine.sides, strict=True))
        rows.append(
            (words.level(level) + (f" ({notes[level]})" if level in notes else ""), favours or "nobody", counted)
        )
    blocks: list[Block] = [
        Heading(factor.name),
        Paragraph(factor.definition),
        Paragraph(f"Favours: {factor.side or 'nobody: recorded, and never a condition'}."),
        Table(("Level", "Favours", "Cases there"), tuple(rows)),
    ]
    if len(factor.order) < len(factor.levels) * (len(factor.levels) - 1) // 2:
        pairs = "; ".join(f"{words.level(a)} below {words.level(b)}" for a, b in sorted(factor.order))
        blocks.append(Paragraph(f"Its levels form no line: {pairs}."))
    for title, text in (("Authority", factor.authority), ("Note", factor.note)):
        if text:
            blocks.append(Paragraph(f"{title}: {text.rstrip('.')}."))
    return tuple(blocks)


def rule_shown(base: CaseBase, name: str) -> tuple[Block, ...]:
    """A rule: its words, its formula, its authority."""
    rule = next(rule for rule in base.doctrine.rules if rule.id == name)
    formula = words.rule_in_words(base.doctrine, rule)
    listed = [
        f"Authority: {rule.authority}.",
        f"A statute, of {rule.decided}."
        if rule.court.level == LEGISLATURE
        else f"Court: {rule.court.name}. Laid down: {rule.decided}.",
        *([f"In force until {rule.until}."] if rule.until else []),
        *([f"Supersedes: {', '.join(rule.supersedes)}."] if rule.supersedes else []),
        *([f'In the court\'s words: "{rule.quotation}".'] if rule.quotation else []),
    ]
    formal = f"As a formula ({rule.kind}): {formula}." if formula else "It has no formula: a note, which binds nothing."
    return (Heading(f"Rule {rule.id}"), Paragraph(rule.text), Paragraph(formal), items(*listed))
