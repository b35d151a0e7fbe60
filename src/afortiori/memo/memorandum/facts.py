"""The facts: what is known, what is supposed, what is assumed, what is not known, each apart from the others."""

from __future__ import annotations

from collections.abc import Iterator

from afortiori.doctrine import Factor
from afortiori.memo.blocks import Block, Heading, Paragraph, Span
from afortiori.memo.memorandum import wording
from afortiori.memo.memorandum.frame import Frame, Runs, line


def facts(frame: Frame) -> Iterator[Block]:
    """The facts in the matter's own words, and how they are taken."""
    yield Heading("Facts")
    if frame.subject.text:
        yield Paragraph(frame.subject.text)
    known, supposed, assumed, recorded, unknown = _sorted(frame)
    if known:
        opening = "For this analysis the facts are taken to be these: " if frame.subject.text else ""
        yield Paragraph(_listed(frame, opening, known))
    if supposed:
        yield Paragraph(_listed(frame, "Contrary to the matter as it stands, it is supposed that ", supposed))
    if recorded:
        yield Paragraph(_listed(frame, "Recorded, though it favors neither side here: ", recorded))
    if assumed:
        yield Paragraph(
            line(
                Span("Assumed. ", bold=True),
                "The matter says nothing of the following, and the analysis takes it that ",
                f"{wording.joined([wording.clause(f, f.neutral) for f in assumed])}.",
            )
        )
    if unknown:
        said = wording.joined([wording.unknown(f, frame.facts.possible(f)) for f in unknown])
        yield Paragraph(line(Span("Not known. ", bold=True), f"The record does not yet show {said}."))


def _sorted(frame: Frame) -> tuple[list[Factor], ...]:
    known: list[Factor] = []
    supposed: list[Factor] = []
    assumed: list[Factor] = []
    recorded: list[Factor] = []
    unknown: list[Factor] = []
    for factor in frame.doctrine.factors:
        here = frame.facts.possible(factor)
        stated = factor.id in frame.subject.stated
        if factor.side is None:
            if stated and len(here) == 1 and here != (factor.neutral,):
                recorded.append(factor)
        elif len(here) > 1:
            unknown.append(factor)
        elif factor.id in frame.subject.supposed:
            supposed.append(factor)
        elif stated or here != (factor.neutral,):
            known.append(factor)
        else:
            assumed.append(factor)
    return known, supposed, assumed, recorded, unknown


def _listed(frame: Frame, opening: str, factors: list[Factor]) -> Runs:
    """Facts as one sentence, each with the remark of where it is stated."""
    clauses = [wording.clause(f, frame.facts.possible(f)[0]) for f in factors]
    semicolons = any("," in clause for clause in clauses) or len(clauses) > 4
    spans: list[Span] = [Span(opening)]
    for i, (factor, clause) in enumerate(zip(factors, clauses, strict=True)):
        last = i == len(clauses) - 1
        said = clause if opening or i else f"{clause[:1].upper()}{clause[1:]}"
        spans.append(Span(said, remark=source(frame, factor)))
        mark = "." if last else "; " if semicolons else ", " if len(clauses) > 2 else " "
        spans.append(Span(mark + ("and " if i == len(clauses) - 2 else "")))
    return line(*spans)


def source(frame: Frame, factor: Factor) -> str:
    """Where a fact is stated: at the event that brought it about, else wherever the matter says."""
    here = frame.facts.possible(factor)
    for event in frame.subject.events:
        if (factor.id, here[0]) in event.sets and len(here) == 1 and event.source:
            return f"{event.text.rstrip('.')}: {event.source}."
    if factor.id in frame.subject.stated and frame.subject.source:
        return f"{frame.subject.source.rstrip('.')}."
    return ""
