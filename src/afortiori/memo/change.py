"""What changed between two answers on the same facts, and whether one precedent controls: in words."""

from __future__ import annotations

from collections.abc import Iterator

from afortiori.analysis import Analysis, compare
from afortiori.constraint import forces
from afortiori.doctrine import Rule
from afortiori.memo import words
from afortiori.memo.blocks import Block, Heading, Paragraph, items
from afortiori.memo.decision import citation, sentence, taken_by
from afortiori.memo.grounds import grounds


def what_changed(before: Analysis, after: Analysis) -> Iterator[Block]:
    """The two verdicts, and what was decided or taken away between the two days that bears on these facts."""
    yield Heading("What changed, and by which decisions", 2)
    for analysis in (before, after):
        verdict = sentence(analysis.doctrine, analysis.verdict.finding)
        yield Paragraph(f"As of {words.day(analysis.options.as_of)}: {verdict}")
    events = sorted(_events(before, after))
    yield items(*(f"{words.day(day)}: {text}." for day, text in events))


def _events(before: Analysis, after: Analysis) -> Iterator[tuple[str, str]]:
    start = before.options.as_of
    whole = after.before_removal.finding
    bearing = {a.id: a for a in whole.by} | {item.authority.id: item.authority for item in whole.yielded}
    for authority in bearing.values():
        if not authority.decided.before(start):
            what = "laid down" if isinstance(authority, Rule) else "decided"
            side = next((r.side for r in after.before_removal.rules if r.rule.id == authority.id), None)
            compelled = side if isinstance(authority, Rule) else authority.holding
            compels = f"; it compels {compelled} on these facts" if compelled else ""
            yield authority.decided.last, f"{citation(authority)}, {what}{compels}"
    for removal in after.selection.removed:
        for event in removal.events:
            if removal.authority.id in bearing and not event.date.before(start):
                yield event.date.last, f"{citation(removal.authority)}, {taken_by(after, event)}"


def whether_controls(analysis: Analysis, case: str) -> Iterator[Block]:
    """Whether the answer follows a fortiori from one case, and if not, every ground that keeps it from following."""
    doctrine, model = analysis.doctrine, analysis.options.model
    precedent = analysis.base.precedent(case)
    yield Heading(f"Does it follow a fortiori from {precedent.citation}?", 2)
    if forces(doctrine, precedent, analysis.facts, model):
        yield Paragraph(f"Yes: that case compels {precedent.holding} here.", strong=True)
        return
    comparison = compare(doctrine, precedent, analysis.facts, model)
    yield Paragraph(f"No: that case does not compel {precedent.holding} here. It is distinguished on:", strong=True)
    yield from grounds(doctrine, comparison, analysis.facts)
    weaker = [doctrine.factor(row.factor).name for row in comparison.rows if row.relation == "weaker"]
    if weaker:
        other = doctrine.other(precedent.holding or "")
        yield Paragraph(f"Only in this are the facts here weaker for {other} than there: {'; '.join(weaker)}.")
