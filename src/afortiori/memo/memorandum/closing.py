"""The end of a memorandum: the conclusion, the table of authorities, and the appendix with the comparisons."""

from __future__ import annotations

from collections.abc import Iterator

from afortiori.analysis import Comparison, Row
from afortiori.guidance import next_questions, rationales
from afortiori.memo import words
from afortiori.memo.blocks import Authorities, Block, Heading, Paragraph, Table
from afortiori.memo.memorandum import wording
from afortiori.memo.memorandum.frame import Frame, line, names_of, sources
from afortiori.memo.memorandum.head import leading, strongest

MOST_RATIONALES = 4
RELATIONS = {
    "met": "present here",
    "equal": "the same",
    "missing": "missing here",
    "extra": "new here",
    "weaker": "weaker here",
}


def conclusion(frame: Frame) -> Iterator[Block]:
    """The conclusion, and what to do next."""
    finding = frame.analysis.verdict.finding
    yield Heading("Conclusion")
    if finding.kind == "forced":
        loser = frame.party(frame.doctrine.other(finding.side or ""))
        yield Paragraph(
            f"A court bound by these authorities must hold that {frame.answer(finding.side or '')}. To avoid that result {loser} "
            "must show that the facts on which they turn are otherwise, or ask a court that has the power to depart from them."
        )
    elif finding.kind == "conflicted":
        yield Paragraph(
            "The forum must choose between authorities that cannot both stand on these facts; either answer can be supported."
        )
    elif finding.kind == "open":
        terms = tuple(_terms(frame))
        yield Paragraph(
            "The court is free to hold for either side"
            + (
                "."
                if terms
                else ": no binding decision stands in the way of a ruling on any ground that these facts give."
            )
        )
        yield from terms
    else:
        asks = next_questions(frame.law, frame.facts)
        said = [wording.unknown(frame.doctrine.factor(a.factor), a.levels) for a in asks[:2]]
        yield Paragraph(f"No firm answer can be given until the record shows {wording.joined(said)}.")


def _terms(frame: Frame) -> Iterator[Block]:
    """On what a ruling for each side must rest, at the least, to leave every binding decision as it is."""
    for side in frame.doctrine.sides:
        found = rationales(frame.law, frame.facts, side.id).found
        if not found or not found[0].conditions:
            continue
        party = frame.party(side.id)
        ways = [wording.that(wording.conditions(frame.doctrine, r.conditions)) for r in found[:MOST_RATIONALES]]
        cases = names_of(frame, found[0].distinguishes)
        among = "at least on the fact " if len(ways) == 1 else "at least on one of these: "
        yield Paragraph(
            line(
                f"If it holds for {party}, its opinion must distinguish ",
                cases,
                f", and so must rest {among}{wording.joined(ways, 'or')}. ",
                sources(frame, found[0].distinguishes),
            )
        )


def authorities() -> Iterator[Block]:
    """The table of authorities."""
    yield Heading("Table of Authorities")
    yield Authorities()


def appendix(frame: Frame) -> Iterator[Block]:
    """The comparisons factor by factor, the base and its day, and the certificate."""
    yield Heading("Appendix")
    comparisons = strongest(frame)
    if not comparisons:
        comparisons = [c for side in frame.doctrine.sides if (c := leading(frame, side.id)) is not None]
    for comparison in comparisons[:3]:
        yield Paragraph(line("The comparison with ", frame.cite(comparison.precedent), ":"))
        yield _table(frame, comparison)
    base = frame.law.base
    yield Paragraph(
        f"The base: {frame.doctrine.name}, {words.count(len(base.cases()), 'case')}, the law taken as it stood before {frame.day()}."
    )
    if frame.analysis.options.without:
        yield Paragraph("Left out on request: " + ", ".join(frame.analysis.options.without) + ".")
    for note in (frame.subject.note,):
        if note:
            yield Paragraph(note)
    if frame.subject.certificate:
        yield Paragraph(f"Certificate: {frame.subject.certificate}.")


def _table(frame: Frame, comparison: Comparison) -> Table:
    rows = []
    for row in comparison.rows:
        factor = frame.doctrine.factor(row.factor)
        there = words.level(row.precedent) if row.precedent else "not mentioned"
        rows.append(
            (
                _name(factor.name),
                there,
                words.levels(factor, row.matter),
                frame.party(row.favours),
                _relation(frame, row),
            )
        )
    return Table(
        ("Factor", "There", "Here", "Favors", "Comparison"),
        tuple(rows),
        f"{frame.name(comparison.precedent).text} and this case",
    )


def _relation(frame: Frame, row: Row) -> str:
    """What a row shows: what the other side has beyond the case is more of the same, or new."""
    there = frame.doctrine.factor(row.factor).satisfied(row.precedent) if row.precedent else ()
    more = row.relation == "extra" and any(condition.side == row.favours for condition in there)
    return "stronger here" if more else RELATIONS[row.relation]


def _name(name: str) -> str:
    said = name if " " in name else name.replace("-", " ").replace("_", " ")
    return f"{said[:1].upper()}{said[1:]}"
