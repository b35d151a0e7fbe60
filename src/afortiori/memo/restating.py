"""The restatement in words and as data: what is settled, as rules with their authority, and what is open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from afortiori.casebase import Law
from afortiori.doctrine import Condition, Doctrine
from afortiori.memo import words
from afortiori.memo.blocks import Block, Heading, Item, Items, Paragraph, Table, items
from afortiori.memo.decision import citation
from afortiori.memo.guiding import Told
from afortiori.precedent import Precedent
from afortiori.restatement import Alone, Restatement, Settled, Split

_PAGE = re.compile(r"\bat (\d+(?:-\d+)?)(?! (?:U\.S|S\. Ct|F\.))(?![\d-])")
_PIN = re.compile(r"\bat (\d+(?:-\d+)?)|, (\d+(?:-\d+)?)(?= |;|:|$)")


def restated(law: Law, found: Restatement) -> Told:
    """What the cases and rules settle, grouped by issue; what no case reaches; the share settled; splits."""
    doctrine = law.doctrine
    blocks: list[Block] = [Heading(f"{doctrine.name}: what is settled")]
    forum = law.options.forum.name if law.options.forum else "any court"
    blocks.append(
        items(f"Forum: {forum}.", f"The law as of {words.day(law.options.as_of)}.", f"Model: {law.options.model}.")
    )
    blocks.append(Heading("Rules", 2))
    rules = [Item(words.rule_in_words(doctrine, r), (_rule_authority(r.authority),)) for r in found.rules]
    blocks.append(Items(tuple(rules)))
    if not found.rules:
        blocks.append(Paragraph("None with a formula."))
    if found.notes:
        blocks.append(Paragraph("Laid down without a formula, so binding nothing here:"))
        blocks.append(items(*(f"{note.text} {note.authority}" for note in found.notes)))
    names = {issue.id: issue.name for issue in doctrine.issues}
    for issue in dict.fromkeys(settled.issue for settled in found.settled):
        blocks.append(Heading(f"From the cases: {names.get(issue, issue or 'other')}", 2))
        blocks.append(Items(tuple(_settled(doctrine, s) for s in found.settled if s.issue == issue)))
    blocks += _open(law, found)
    blocks += _splits(found.splits)
    return Told(tuple(blocks), _data(law, found))


def _rule_authority(authority: str) -> str:
    return authority if _PIN.search(authority.partition("(")[0]) else f"{authority} [UNSUPPORTED: no page]"


def _settled(doctrine: Doctrine, settled: Settled) -> Item:
    precedent = settled.precedent
    other = doctrine.other(precedent.holding or "")
    beyond = _conditions(doctrine, settled.overcome) or "nothing at all"
    where = (
        f"Where {_conditions(doctrine, settled.reason)}; and nothing for {other} beyond {beyond}: {precedent.holding}"
    )
    below = [f"{precedent.citation}{_pins(precedent)}"]
    if settled.alike:
        below.append("adding nothing to it: " + "; ".join(p.citation for p in settled.alike))
    return Item(where, tuple(below))


def _conditions(doctrine: Doctrine, conditions: Sequence[Condition]) -> str:
    return "; ".join(words.condition(doctrine, c) for c in conditions)


def _pins(precedent: Precedent) -> str:
    said = [v.source for v in precedent.used()] + [o.reason_source for o in precedent.opinions if o.reason]
    found = sorted({pin for text in said for pin in _PAGE.findall(text)})
    return f", at {', '.join(found)}" if found else " [UNSUPPORTED: no page is coded]"


def _open(law: Law, found: Restatement) -> Iterator[Block]:
    doctrine, everything = law.doctrine, found.everything
    yield Heading("What is open", 2)
    if everything.ways:
        total = sum(everything.ways)
        rows = []
        for kind, ways in zip(everything.remaining, everything.ways, strict=True):
            said = "open" if not kind else f"settled for {kind[0]}" if len(kind) == 1 else "conflicted"
            rows.append((said, f"{100 * ways / total:.4f} %", f"{ways:,}"))
        yield Table(("Of all combinations of facts", "Share", "Combinations"), tuple(rows))
        yield Paragraph("This counts combinations of levels, each once. It does not count lawsuits.")
    else:
        yield Paragraph("The share that is settled is not shown: the combinations are more than were counted.")
    if found.unreached:
        yield Paragraph("No binding case stands at these levels:")
        yield items(
            *(
                f"{doctrine.factor(u.factor).name}: {words.either([words.level(k) for k in u.levels])}"
                for u in found.unreached
            )
        )


def _splits(found: Sequence[Split]) -> Iterator[Block]:
    if not found:
        return
    yield Heading("Splits: opposite sides compelled on the same facts", 2)
    yield items(*(f"{s.first.holding}: {s.first.citation}; {s.second.holding}: {s.second.citation}" for s in found))


def _data(law: Law, found: Restatement) -> dict[str, Any]:
    everything = found.everything
    return {
        "doctrine": law.doctrine.id,
        "forum": law.options.forum.id if law.options.forum else "any",
        "as_of": law.options.as_of,
        "rules": [
            {"rule": r.id, "formula": words.rule_in_words(law.doctrine, r), "citation": r.authority}
            for r in found.rules
        ],
        "notes": [{"rule": r.id, "text": r.text, "citation": r.authority} for r in found.notes],
        "settled": [
            {
                "case": s.precedent.id,
                "citation": s.precedent.citation,
                "side": s.precedent.holding,
                "reason": [str(c) for c in s.reason],
                "overcome": [str(c) for c in s.overcome],
                "alike": [p.id for p in s.alike],
                "issue": s.issue,
            }
            for s in found.settled
        ],
        "unreached": {u.factor: list(u.levels) for u in found.unreached},
        "combinations": [
            {"sides": list(kind), "ways": ways}
            for kind, ways in zip(everything.remaining, everything.ways, strict=False)
        ],
        "splits": [{"first": s.first.id, "second": s.second.id, "facts": dict(s.facts.narrowed)} for s in found.splits],
    }


def for_agency(law: Law, found: Sequence[Alone]) -> Told:
    """For each kind of fact an officer meets, and each kind of response: settled, open, or reached by no case."""
    doctrine = law.doctrine
    blocks: list[Block] = [
        Heading(f"{doctrine.name}: for those bound by it"),
        Paragraph(
            "Each kind of fact is taken alone, everything else absent. Facts that come together may be settled otherwise: "
            "ask about a matter with 'afortiori decide'."
        ),
    ]
    rows, responses = [], []
    for alone in found:
        factor = doctrine.factor(alone.factor)
        what = f"{factor.name}: {words.level(alone.level)}"
        if factor.side is None:
            reached = (
                f"{words.count(alone.cases, 'case')} in this base" if alone.cases else "no case in this base reaches it"
            )
            responses.append((factor.name if len(factor.levels) == 2 else what, reached))
        else:
            by = "; ".join(citation(authority) for authority in alone.finding.by[:3])
            more = f"; and {len(alone.finding.by) - 3} more" if len(alone.finding.by) > 3 else ""
            rows.append(
                (what, _state(alone), (by + more) or ("-" if alone.cases else "no case in this base reaches it"))
            )
    blocks.append(Heading("Kinds of fact", 2))
    blocks.append(Table(("Fact, alone", "The law", "Authority"), tuple(rows)))
    if responses:
        blocks.append(Heading("Kinds of response, and choices among demands", 2))
        blocks.append(Table(("Response", "What the cases say"), tuple(responses)))
    data = {
        "alone": [
            {
                "factor": a.factor,
                "level": a.level,
                "verdict": a.finding.kind if doctrine.factor(a.factor).side else None,
                "side": a.finding.side,
                "by": [authority.id for authority in a.finding.by],
                "cases": a.cases,
            }
            for a in found
        ]
    }
    return Told(tuple(blocks), data)


def _state(alone: Alone) -> str:
    if alone.finding.kind == "forced":
        return f"settled: {alone.finding.side}"
    return alone.finding.kind
