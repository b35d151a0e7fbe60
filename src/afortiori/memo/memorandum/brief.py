"""The argument section of a brief for one side: point headings, the strongest first, adverse authority met."""

from __future__ import annotations

from collections.abc import Iterator

from afortiori.argument import Argued, argue
from afortiori.memo.blocks import Authorities, Block, Heading, Paragraph
from afortiori.memo.citing import Citation, weight
from afortiori.memo.memorandum import discussion, sides
from afortiori.memo.memorandum.frame import Frame, line

MOST_MET = 4
ROMAN = ("I", "II", "III", "IV", "V", "VI")


def argument(frame: Frame, side: str) -> Iterator[Block]:
    """The table of authorities and the argument for a side, in a brief's order."""
    argued = argue(frame.law, frame.facts, side)
    yield Heading("Table of Authorities")
    yield Authorities()
    yield Heading("Argument")
    for i, (point, body) in enumerate(_points(frame, argued)):
        yield Heading(f"{ROMAN[i]}. {point}", 2)
        yield from body


def _points(frame: Frame, argued: Argued) -> Iterator[tuple[str, tuple[Block, ...]]]:
    told = sides.Told(argued=frozenset(o.case.id for o in sides.openings(frame, argued)), brief=True)
    finding = frame.analysis.verdict.finding
    ours, theirs = frame.answer(argued.side), frame.answer(frame.doctrine.other(argued.side))
    if finding.kind == "forced":
        rules = [applied.rule for applied in frame.analysis.verdict.rules]
        body = (*discussion.stated(frame, rules), *tuple(discussion.controlling(frame, told))[1:])
        if finding.side == argued.side:
            yield f"Binding authority requires the conclusion that {ours}.", body
        else:
            yield "The authority to the contrary should not decide this case.", (Paragraph(_candor(theirs)), *body)
        point = f"The decisions most on point support {frame.party(argued.side)}."
    else:
        point = f"The decisions most on point support the conclusion that {ours}."
    body = tuple(sides.arguments(frame, argued, told))
    if argued.arguments:
        yield point, body
    met = tuple(_met(frame, argued, told))
    if met:
        yield "The decisions to the contrary are distinguishable.", met


def _met(frame: Frame, argued: Argued, told: sides.Told) -> Iterator[Block]:
    """Each adverse decision that has not been answered, and what sets it apart."""
    by = frame.analysis.verdict.finding.by
    cases = [c for c in sides.adverse_cases(argued) if c not in by and c.id not in told.apart]
    for i, case in enumerate(cases[:MOST_MET]):
        yield sides.met(frame, case, told, first=i == 0)
    if cases[MOST_MET:]:
        listed = [Citation("but see", frame.cite(c, tail=frame.held(c)), weight(c)) for c in cases[MOST_MET:]]
        yield Paragraph(line("Other decisions went the same way and differ likewise. ", sides.string_of(listed)))


def _candor(theirs: str) -> str:
    return (
        f"Candor requires it to be said that authority binding on the court compels the conclusion that {theirs}, on the facts as "
        "they stand. What follows is argued in good faith for a change in the law, or on facts shown to be otherwise."
    )
