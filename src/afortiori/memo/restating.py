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
from afortiori.memo.told import Told
from afortiori.precedent import Precedent
from afortiori.restatement import Restatement, Settled, Split, Splits

_PIN = re.compile(r"\bat \d|(?<=\d), \d+(?:-\d+)?(?= *(?:[&,:]|n\.|$))|\bslip op\. \d|\bs \d|\bart\. \d", re.IGNORECASE)
_ASIDE = re.compile(r"\([^)]*\)")
MOST_SPLITS = 20
MOST_SETTLED = 100


def restated(law: Law, found: Restatement) -> Told:
    """What the cases and rules settle, grouped by issue; what no case reaches; the share settled; splits."""
    doctrine = law.doctrine
    blocks: list[Block] = [Heading(f"{doctrine.name}: what is settled")]
    forum = law.options.forum.name if law.options.forum else "any court"
    blocks.append(
        items(f"Forum: {forum}.", f"The law as of {words.day(law.options.as_of)}.", f"Model: {law.options.model}.")
    )
    blocks.append(Heading("Rules", 2))
    rules = [Item(words.rule_in_words(doctrine, r), (rule_authority(r.authority),)) for r in found.rules]
    blocks.append(Items(tuple(rules)))
    if not found.rules:
        blocks.append(Paragraph("None with a formula."))
    if found.notes:
        blocks.append(Paragraph("Laid down without a formula, so binding nothing here:"))
        blocks.append(items(*(f"{note.text} {note.authority}" for note in found.notes)))
    names = {issue.id: issue.name for issue in doctrine.issues}
    for issue in dict.fromkeys(settled.issue for settled in found.settled):
        blocks.append(Heading(f"From the cases: {names.get(issue, issue or 'other')}", 2))
        under = [s for s in found.settled if s.issue == issue]
        blocks.append(Items(tuple(_settled(doctrine, s) for s in under[:MOST_SETTLED])))
        if len(under) > MOST_SETTLED:
            blocks.append(Paragraph(f"And {len(under) - MOST_SETTLED:,} more (--json lists them)."))
    blocks += _open(law, found)
    blocks += _splits(law, found.splits)
    return Told(tuple(blocks), _data(law, found))


def rule_authority(authority: str) -> str:
    """A rule's authority; marked where the first thing that it cites has no page of its own (theory 8, Restatement)."""
    return authority if pinned(authority) else f"{authority} [UNSUPPORTED: no page]"


def pinned(authority: str) -> bool:
    """Whether the first thing that a rule's authority cites has a page, or a section, of its own.

    >>> pinned("Murguia v. Langdon, 61 F.4th 1096 (9th Cir. 2023); see Johnson, 474 F.3d 634, 639 (9th Cir. 2007)")
    False
    """
    return _PIN.search(_ASIDE.sub("", authority.partition(";")[0])) is not None


def _settled(doctrine: Doctrine, settled: Settled) -> Item:
    precedent = settled.precedent
    other = doctrine.other(precedent.holding or "")
    overcome = _conditions(doctrine, settled.overcome)
    nothing = f"and nothing for {other}" + (f" beyond {overcome}" if overcome else "")
    where = f"Where {_conditions(doctrine, settled.reason)}; {nothing}: {precedent.holding}"
    below = [f"{precedent.citation}{pins(precedent)}"]
    if settled.alike:
        below.append("adding nothing to it: " + "; ".join(p.citation for p in settled.alike))
    return Item(where, tuple(below))


def _conditions(doctrine: Doctrine, conditions: Sequence[Condition]) -> str:
    return "; ".join(words.condition(doctrine, c) for c in conditions)


def pins(precedent: Precedent) -> str:
    """The pages of its own report that a precedent's coding names, as the end of its citation; marked where it names none.

    A page of another case that describes it is no page of it.
    """
    said = [v.source for v in precedent.used()] + [o.reason_source for o in precedent.opinions if o.reason]
    reports = "|".join(re.escape(citation.rpartition(" ")[0]) for citation in precedent.citations if " " in citation)
    own = re.compile(rf"\b(?:{reports}) at (\d+(?:-\d+)?)")
    found = {pin for text in said for pin in own.findall(text)} if reports else set()
    return f", at {', '.join(sorted(found, key=_by_page))}" if found else " [UNSUPPORTED: no page is coded]"


def _by_page(pin: str) -> tuple[int, str]:
    return int(pin.partition("-")[0]), pin


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


def _splits(law: Law, found: Splits) -> Iterator[Block]:
    yield Heading("Splits: opposite sides compelled on the same facts", 2)
    if found.found:
        yield Items(tuple(_split(law.doctrine, split) for split in found.found[:MOST_SPLITS]))
        more = len(found.found) - MOST_SPLITS
        if more > 0:
            yield Paragraph(f"And {more:,} more (--json lists them).")
    elif not found.untried and not found.undecided:
        yield Paragraph("None: the law of no two circuits, as coded, compels opposite sides on any facts.")
    if found.untried:
        yield Paragraph(
            f"Left out: {words.count(found.untried, 'pair')} of authorities that admit some facts in common."
        )
    if found.undecided:
        yield Paragraph(f"Not shown either way, at the bound: {words.count(found.undecided, 'pair')} of authorities.")


def _split(doctrine: Doctrine, split: Split) -> Item:
    first, second = split.sides
    known = [
        f"{factor.name}: {words.level(level)}"
        for factor in doctrine.factors
        for level in split.facts.possible(factor)
        if level != factor.neutral
    ]
    return Item(
        f"On {'; '.join(known) or 'no fact'}; and nothing else:",
        (f"{first}: {citation(split.first)}", f"{second}: {citation(split.second)}"),
    )


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
        "splits": [
            {"first": s.first.id, "second": s.second.id, "sides": list(s.sides), "facts": dict(s.facts.narrowed)}
            for s in found.splits.found
        ],
        "splits_left_out": {"untried": found.splits.untried, "undecided": found.splits.undecided},
    }
