"""The audit of a base, and the effect of a decision, in words and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from afortiori.audit import Audit, Conflict, Hangs
from afortiori.casebase import Law
from afortiori.doctrine import Doctrine
from afortiori.effect import Effect
from afortiori.memo import words
from afortiori.memo.blocks import Block, Heading, Item, Items, Paragraph, Table, items
from afortiori.memo.decision import assumptions, citation, sentence
from afortiori.memo.told import Told
from afortiori.precedent import Facts, Precedent
from afortiori.restatement import landmarks

MOST_SHOWN = 40


def audited(found: Audit) -> Told:
    """The audit as blocks and data: what conflicts first, what it rests on last."""
    law = found.law
    kept = landmarks(law)
    blocks = (
        Heading(f"Audit of {law.doctrine.id}"),
        *_asked(law),
        *_conflicting(found),
        *_redundant(law, kept),
        *hanging_told(law.doctrine, found.hanging),
        *_foundations(found),
    )
    return Told(blocks, _audit_data(found, kept))


def _asked(law: Law) -> Iterator[Block]:
    options, selection = law.options, law.selection
    forum = options.forum.name if options.forum else "any court"
    yield items(
        f"Forum: {forum}. The law as of {words.day(options.as_of)}, in the {options.model} model.",
        f"{words.count(len(selection.binding), 'precedent')} and {words.count(len(selection.rules), 'rule')} bind.",
    )


def _conflicting(found: Audit) -> Iterator[Block]:
    binding = len(found.law.selection.binding)
    yield Heading("Conflicts", 2)
    yield Paragraph(
        "The notion is priority conflict (Horty): the reason of each case stands among what the other overcame. A case "
        "decided against precedent is one on whose own facts the other compels the opposite."
    )
    if not found.conflicts:
        yield Paragraph(f"None: all {binding} binding precedents are consistent.", strong=True)
        return
    pairs = words.count(len(found.conflicts), "pair")
    yield Paragraph(f"{pairs}; {found.consistent} of {binding} binding precedents are in none.", strong=True)
    yield Items(tuple(_conflict(conflict) for conflict in found.conflicts[:MOST_SHOWN]))
    if len(found.conflicts) > MOST_SHOWN:
        yield Paragraph(f"And {len(found.conflicts) - MOST_SHOWN} more (--json lists them).")
    yield Heading("The smallest repair", 2)
    yield Paragraph(
        f"With {words.count(len(found.repair), 'precedent')} set aside nothing conflicts, and with fewer something would. "
        "The choice is seldom the only one: the lower court's is taken first, then the older."
    )
    yield items(*(f"{p.citation}: {p.holding}" for p in found.repair))


def _conflict(conflict: Conflict) -> Item:
    below = []
    if conflict.against is not None:
        below.append(f"decided against precedent: {conflict.against.name}")
    if conflict.yields is not None:
        below.append(f"by rank {conflict.yields.name} yields")
    names = [f"{p.citation}: {p.holding}" for p in (conflict.first, conflict.second)]
    return Item(" against ".join(names), tuple(below))


def _redundant(law: Law, kept: tuple[tuple[Precedent, tuple[Precedent, ...]], ...]) -> Iterator[Block]:
    yield Heading("Landmarks", 2)
    spare = [(landmark, alike) for landmark, alike in kept if alike]
    yield Paragraph(
        f"{words.count(len(kept), 'precedent')} of {len(law.selection.binding)} force all that the selection forces."
    )
    if spare:
        rows = tuple((landmark.citation, "; ".join(p.citation for p in alike)) for landmark, alike in spare)
        yield Table(("Landmark", "Redundant beside it"), rows)


def hanging_told(doctrine: Doctrine, found: Sequence[Hangs]) -> Iterator[Block]:
    """The verdicts that hang on one precedent or one coded value, matter by matter; each list at its first forty."""
    yield Heading("Verdicts that hang on one thing", 2)
    if not found:
        yield Paragraph("None of the matters whose facts are fully known hangs on one precedent or on one coded value.")
        return
    listed = []
    for matter in dict.fromkeys(h.matter for h in found):
        of_it = [h for h in found if h.matter == matter]
        below = []
        for whole in (h for h in of_it if not h.factor):
            becomes = words.outcome(tuple(whole.becomes.sides))
            below.append(f"rests on {whole.precedent.citation} alone: without it, {becomes}")
        by_case: dict[str, list[Hangs]] = {}
        for hangs in (h for h in of_it if h.factor):
            by_case.setdefault(hangs.precedent.id, []).append(hangs)
        for values in list(by_case.values())[:MOST_SHOWN]:
            names = [doctrine.factor(h.factor).name for h in values]
            below.append(f"moves if one coded value of {values[0].precedent.citation} does: {'; '.join(names)}")
        if len(by_case) > MOST_SHOWN:
            below.append(f"or of one of {len(by_case) - MOST_SHOWN:,} others")
        listed.append(Item(matter, tuple(below)))
    yield Items(tuple(listed))


def _foundations(found: Audit) -> Iterator[Block]:
    yield Heading("What it rests on", 2)
    p = found.provenance
    sure = ", ".join(f"{count} {name}" for name, count in p.by_confidence)
    listed = [
        f"{words.count(p.values, 'coded value')} bind; confidence: {sure}; {p.quoted} with a quotation.",
        f"A reason is stated for {p.reasons} of {len(found.law.selection.binding)}; {p.unverified} with a citation not verified.",
    ]
    if found.unused:
        listed.append("Stated in no binding precedent: " + "; ".join(factor.name for factor in found.unused) + ".")
    yield items(*listed)
    if found.fallen:
        yield Heading("Precedents that rest on authority that has fallen", 2)
        yield items(*(f"{f.precedent.citation} ({f.treatment}) on {f.on.citation}" for f in found.fallen))


def _audit_data(found: Audit, kept: tuple[tuple[Precedent, tuple[Precedent, ...]], ...]) -> dict[str, object]:
    law, p = found.law, found.provenance
    return {
        "doctrine": law.doctrine.id,
        "forum": law.options.forum.id if law.options.forum else "any",
        "as_of": law.options.as_of,
        "model": law.options.model,
        "binding": len(law.selection.binding),
        "notion": "priority conflict",
        "consistent": found.consistent,
        "conflicts": [
            {
                "cases": [c.first.id, c.second.id],
                "against_precedent": c.against.id if c.against else None,
                "yields": c.yields.id if c.yields else None,
            }
            for c in found.conflicts
        ],
        "repair": [precedent.id for precedent in found.repair],
        "landmarks": [{"case": one.id, "redundant": [other.id for other in alike]} for one, alike in kept],
        "hanging": hanging_data(found.hanging),
        "fallen": [{"case": f.precedent.id, "on": f.on.id, "treatment": f.treatment} for f in found.fallen],
        "unused": [factor.id for factor in found.unused],
        "provenance": {
            "values": p.values,
            **dict(p.by_confidence),
            "quoted": p.quoted,
            "reasons": p.reasons,
            "unverified": p.unverified,
        },
    }


def hanging_data(found: Sequence[Hangs]) -> list[dict[str, object]]:
    """The same as data."""
    return [
        {
            "matter": h.matter,
            "case": h.precedent.id,
            "factor": h.factor or None,
            "change": h.change or None,
            "verdict": h.becomes.kind,
            "sides": sorted(h.becomes.sides),
        }
        for h in found
    ]


def effect_told(law: Law, facts: Facts, found: Effect, title: str, note: str) -> Told:
    """What a decision would do, as blocks and data."""
    side = found.decision.holding or ""
    blocks = [
        Heading(f"{title}: decided for {side}"),
        *assumptions(law, facts, note),
        Heading("The law before it", 2),
        Paragraph(sentence(law.doctrine, found.before), strong=True),
        *_contradicted(found, side),
        *_admitted(found),
        *_moved(found),
    ]
    return Told(tuple(blocks), _effect_data(found))


def _contradicted(found: Effect, side: str) -> Iterator[Block]:
    yield Heading("What it would contradict", 2)
    if found.against:
        yield Paragraph(f"It would be decided against precedent: on these facts {side} is not open under")
        yield items(*(p.citation for p in found.against))
    if found.against_rules:
        yield Paragraph(f"It would be decided against a rule: on these facts {side} is not open under")
        yield items(*(citation(rule) for rule in found.against_rules))
    others = [c.second if c.first.id == found.decision.id else c.first for c in found.conflicts]
    rest = [p for p in others if p not in found.against]
    if rest:
        yield Paragraph("It would be in a priority conflict with")
        yield items(*(p.citation for p in rest))
    if not (others or found.against or found.against_rules):
        yield Paragraph("Nothing: it conflicts with no binding precedent.")


def _admitted(found: Effect) -> Iterator[Block]:
    yield Heading("Whether it may be admitted", 2)
    a = found.admission
    yield Table(
        ("Policy", "Admitted", "What it asks"),
        (
            ("no new priority", _yes(a.no_new_priority), "some precedent already gives its reason this priority"),
            ("no involvement", _yes(a.no_involvement), "it conflicts with no case"),
            ("no corruption", _yes(a.no_corruption), "it conflicts only with cases already in a conflict"),
            ("Horty", _yes(a.horty), "either of the first two"),
        ),
    )


def _yes(admitted: bool) -> str:  # noqa: FBT001 - the one thing said
    return "yes" if admitted else "no"


def _moved(found: Effect) -> Iterator[Block]:
    yield Heading("What it would settle, and open", 2)
    if not found.moved:
        unbound = "" if found.binds else "It would not bind this forum, which it could only persuade. "
        yield Paragraph(f"{unbound}It changes the verdict on no other matter of the pack.")
        return
    rows = tuple((m.matter, words.verdict(m.before), words.verdict(m.after)) for m in found.moved)
    yield Table(("Matter", "Before", "After"), rows)


def _effect_data(found: Effect) -> dict[str, object]:
    a = found.admission
    others = [c.second if c.first.id == found.decision.id else c.first for c in found.conflicts]
    return {
        "for": found.decision.holding,
        "reason": dict(found.decision.reason) if found.decision.reason is not None else None,
        "before": {"verdict": found.before.kind, "side": found.before.side},
        "against_precedent": [p.id for p in found.against],
        "against_rules": [rule.id for rule in found.against_rules],
        "conflicts": [p.id for p in others],
        "binds": found.binds,
        "admission": {
            "no_new_priority": a.no_new_priority,
            "no_involvement": a.no_involvement,
            "no_corruption": a.no_corruption,
            "horty": a.horty,
        },
        "moved": [
            {
                "matter": m.matter,
                "before": {"verdict": m.before.kind, "side": m.before.side},
                "after": {"verdict": m.after.kind, "side": m.after.side},
            }
            for m in found.moved
        ],
    }
