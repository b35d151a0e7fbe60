"""What would change the answer, what to plead or find out, the conclusion, and what is assumed that matters."""

from __future__ import annotations

from collections.abc import Iterator

from afortiori.guidance import Hypothetical, hypotheticals, next_questions, routes
from afortiori.memo.blocks import Block, Heading, Item, Items, Paragraph
from afortiori.memo.memorandum import wording
from afortiori.memo.memorandum.frame import Frame, Runs, line, names_of, sources
from afortiori.memo.memorandum.head import way

MOST_CHANGES = 3
MOST_ROUTES = 3
MOST_FACTORS = 4
MOST_ASSUMED = 5


def changes(frame: Frame) -> Iterator[Block]:
    """What would compel each side that is not compelled now: what is unknown, and the smallest changes of what is known."""
    finding = frame.analysis.verdict.finding
    yield Heading("What would change the answer", 2)
    for side in frame.doctrine.sides:
        if (finding.kind, finding.side) == ("forced", side.id):
            continue
        answer = hypotheticals(frame.law, frame.facts, side.id, most=MOST_CHANGES)
        open_still = [h for h in answer.found if not h.changes and h.turning_out]
        changed = [h for h in answer.found if h.changes]
        party = frame.party(side.id)
        yield from _turning_out(frame, party, open_still)
        if changed:
            yield from _changing(frame, party, changed)
        elif not open_still:
            yield Paragraph(f"No change of the facts was found on which authority would compel the answer for {party}.")


def _turning_out(frame: Frame, party: str, found: list[Hypothetical]) -> Iterator[Block]:
    """What is still unknown and would by itself, as it turns out, compel the answer for a party."""
    near = [h for h in found if len(h.turning_out) <= MOST_FACTORS]
    said = f"No fact need change: authority compels the answer for {party} if"
    if len(near) == 1:
        yield Paragraph(line(f"{said} it turns out ", _change(frame, near[0])))
    elif near:
        yield Paragraph(f"{said} what is still unknown turns out in any of these ways:")
        yield Items(tuple(Item(_change(frame, h, begins=True)) for h in near))
    elif found:
        fewest = min(len(h.turning_out) for h in found)
        yield Paragraph(f"{said} what is still unknown turns out so on {wording.number(fewest, 'point')} or more.")


def _changing(frame: Frame, party: str, found: list[Hypothetical]) -> Iterator[Block]:
    """The changes of known facts that would compel the answer for a party."""
    near = [h for h in found if len(h.changes) <= MOST_FACTORS]
    if not near:
        fewest = min(len(h.changes) for h in found)
        yield Paragraph(
            f"Authority would compel the answer for {party} only if the facts were otherwise on {wording.number(fewest, 'point')} or more."
        )
    elif len(near) == 1:
        yield Paragraph(
            line(f"Authority would compel the answer for {party} if the facts were instead ", _change(frame, near[0]))
        )
    else:
        yield Paragraph(f"Authority would compel the answer for {party} on any of these facts:")
        yield Items(tuple(Item(_change(frame, h, begins=True)) for h in near))


def _change(frame: Frame, found: Hypothetical, *, begins: bool = False) -> Runs:
    """What would have to be so, and the authority that would then control, cited."""
    said = [wording.clause(frame.doctrine.factor(name), level) for name, level in found.pairs]
    control = (
        line(" ", names_of(frame, found.by), " would then control. ", sources(frame, found.by)) if found.by else ()
    )
    that = wording.that(said)
    return line(wording.sentence(that) if begins else f"{that}.", control)


def next_steps(frame: Frame) -> Iterator[Block]:
    """What to plead or find out: the open facts that matter, and by which way each leads to a side."""
    asks = next_questions(frame.law, frame.facts)
    yield Heading("What to plead or find out", 2)
    if not asks:
        yield from _nothing_open(frame)
        return
    said = [wording.unknown(frame.doctrine.factor(a.factor), a.levels) for a in asks]
    first = ", the most telling first" if len(said) > 1 else ""
    yield Paragraph(
        f"What is still to be found out{first}: {wording.joined(said)}. No other unknown fact can change what authority compels."
    )
    for side in frame.doctrine.sides:
        ways = [w for w in routes(frame.law, frame.facts, side.id) if w.steps]
        if len(ways) > 1:
            yield Items(
                tuple(
                    Item(line(way(frame, w), ". ", sources(frame, (*w.authorities, *w.unless))))
                    for w in ways[:MOST_ROUTES]
                )
            )


def _nothing_open(frame: Frame) -> Iterator[Block]:
    unknown = [f for f in frame.doctrine.factors if len(frame.facts.possible(f)) > 1 and f.side is not None]
    said = "No fact that is still unknown can change what authority compels." if unknown else ""
    assumed = _assumed_that_matter(frame)
    if assumed:
        rests = "The answer rests in part on what is assumed, which should be confirmed"
        yield Paragraph(f"{said} {rests}: it would be another {_ifs(assumed)}.".strip())
    elif said:
        yield Paragraph(said)
    else:
        yield Paragraph("No single fact that is here assumed would change the answer if it proved to be otherwise.")


def _ifs(facts: list[str]) -> str:
    shown = [f"if {fact}" for fact in facts[:MOST_ASSUMED]]
    if len(facts) > MOST_ASSUMED:
        shown.append(f"on {wording.number(len(facts) - MOST_ASSUMED, 'other assumption')} of the kind")
    return wording.joined(shown, "or")


def _assumed_that_matter(frame: Frame) -> list[str]:
    """Single assumed facts a change of which would change the verdict, each at its least change."""
    from afortiori.guidance import threshold

    stated = {*frame.subject.stated, *frame.subject.supposed}
    found = []
    for factor in frame.doctrine.factors:
        if factor.side is None or factor.id in stated or frame.facts.possible(factor) != (factor.neutral,):
            continue
        changes = threshold(frame.law, frame.facts, (factor.id,)).changes
        found += [wording.clause(factor, at.levels[0][1]) for at in changes[:1]]
    return found
