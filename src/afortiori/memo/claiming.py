"""A claim's answer in words and as data: always of the cases of a base, never of all the law."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from afortiori.analysis import compare
from afortiori.casebase import Law
from afortiori.claims import Answer, Near
from afortiori.constraint import maximal
from afortiori.doctrine import Doctrine
from afortiori.memo import words
from afortiori.memo.blocks import Block, Heading, Item, Items, Paragraph, items
from afortiori.memo.grounds import grounds
from afortiori.memo.told import Told
from afortiori.precedent import Facts, Precedent

MOST_NEAR = 8
MOST_SUPPORT = 12


@dataclass(frozen=True, slots=True)
class Titles:
    """Under which words the cases against a claim, and those for it, are listed."""

    against: str = "Counterexamples"
    bearing: str = "Borne out by"


def cited(law: Law, case: str) -> str:
    """A case named in a claim by its citation; by the name given where the base has none of it."""
    return next((p.citation for p in law.base if case in (p.id, p.case)), case)


def claim_told(law: Law, claim: str, answer: Answer, facts: Facts | None = None, titles: Titles | None = None) -> Told:
    """The claim, its answer, and the cases on which the answer rests."""
    titles = titles or Titles()
    forum = law.options.forum.name if law.options.forum else "any court"
    scope = (
        f"Of the {words.count(answer.cases, 'holding')} of this base on the question, decided before "
        f"{words.day(law.options.as_of)} and not taken away by then, by any court; {answer.binding} bind {forum}. "
        "Of no others."
    )
    said = "NOT SHOWN" if answer.kind == "not shown" else answer.kind.upper()
    blocks: list[Block] = [Heading(claim), Paragraph(f"{said}.", strong=True), Paragraph(scope)]
    blocks += [Paragraph(answer.why)] if answer.why else []
    if answer.kind == "not shown" and not answer.counterexamples and answer.nearest:
        blocks.append(
            Paragraph("Nothing here contradicts it; what these opinions do not say keeps it from being shown.")
        )
    blocks += _listed(law, titles.against if answer.kind == "false" else "The cases", answer.counterexamples, facts)
    blocks += _listed(law, titles.bearing, answer.support, None)
    if answer.nearest:
        near = answer.nearest[:MOST_NEAR]
        blocks.append(Heading("What comes nearest", 2))
        blocks.append(Items(tuple(_near(law, n) for n in near)))
        if len(answer.nearest) > MOST_NEAR:
            blocks.append(Paragraph(f"And {len(answer.nearest) - MOST_NEAR} more (--json lists them)."))
    data = {
        "claim": claim,
        "answer": answer.kind,
        "why": answer.why,
        "cases": answer.cases,
        "binding": answer.binding,
        "counterexamples": [_case(p) for p in answer.counterexamples],
        "support": [_case(p) for p in answer.support],
        "nearest": [
            _case(n.precedent)
            | {"lacks": dict(n.lacks), "silent": list(n.silent), "why": n.why}
            | {"rests_also_on": [f"{c.factor}: {c.bound} {c.level}" for c in maximal(law.doctrine, n.rests_also_on)]}
            for n in answer.nearest
        ],
    }
    return Told(tuple(blocks), data)


def _case(precedent: Precedent) -> dict[str, object]:
    return {"case": precedent.id, "citation": precedent.citation, "side": precedent.holding}


def _listed(law: Law, title: str, precedents: Sequence[Precedent], facts: Facts | None) -> list[Block]:
    if not precedents:
        return []
    more = len(precedents) - MOST_SUPPORT
    listed: list[Block] = []
    for precedent in precedents[:MOST_SUPPORT]:
        named = f"{precedent.citation}: {precedent.holding or 'not reached'}{_weight(law, precedent)}"
        listed.append(items(named) if facts is None else Heading(named, 3))
        if facts is not None:
            listed += grounds(law.doctrine, compare(law.doctrine, precedent, facts, law.options.model), facts)
    rest = [Paragraph(f"And {more:,} more (--json lists them).")] if more > 0 else []
    return [Heading(title, 2), *listed, *rest]


def _weight(law: Law, precedent: Precedent) -> str:
    """What a holding's word is worth: '' where it binds the forum."""
    selection = law.selection
    if precedent in selection.binding:
        return ""
    fallen = next((removal for removal in selection.removed if removal.authority == precedent), None)
    if fallen is not None:
        return f" (taken away: {fallen.events[0].event} on {fallen.events[0].date})"
    aside = next((item.why for item in selection.aside if item.precedent == precedent), "")
    return f" (never forces: {aside})" if aside else " (persuasive)"


def _near(law: Law, near: Near) -> Item:
    doctrine = law.doctrine
    below = [f"lacks {pair(doctrine, *lacking)}" for lacking in near.lacks]
    if near.silent:
        below.append("silent on " + "; ".join(doctrine.factor(name).name for name in near.silent))
    weight = _weight(law, near.precedent)
    if near.why and near.why not in weight:
        below.append(near.why)
    if near.rests_also_on:
        more = sorted(maximal(doctrine, near.rests_also_on))
        below.append("rests also on " + "; ".join(words.condition(doctrine, c) for c in more))
    held = near.precedent.holding or "not reached"
    return Item(f"{near.precedent.citation}: {held}{weight}", tuple(below))


def pair(doctrine: Doctrine, factor: str, level: str) -> str:
    """A factor at a level, in words."""
    return f"{doctrine.factor(factor).name}: {words.level(level)}"
