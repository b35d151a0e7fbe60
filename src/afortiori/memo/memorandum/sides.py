"""The argument for each side, in three plies: its best authorities, what answers them, and what answers that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from afortiori.argument import Adverse, Argued, Argument, Point
from afortiori.argument.values import SHARED, grounds
from afortiori.doctrine import Factor
from afortiori.memo.blocks import Block, Footnote, Heading, Paragraph, Span
from afortiori.memo.citing import Citation, signal, string, weight
from afortiori.memo.memorandum import wording
from afortiori.memo.memorandum.contrast import Beside, distinguished, rested_on, told_before
from afortiori.memo.memorandum.frame import Frame, Runs, line, names_of
from afortiori.precedent import Precedent
from afortiori.significance import Distinction

COUNTERS = ("more on point counterexample", "as on point counterexample")
MOST_OPENINGS = 3
MOST_NAMED = 2
MOST_STRUNG = 6
LONG = 60
"""The characters from which facts that have been told are not told again."""


@dataclass(slots=True)
class Told:
    """Which cases have been told with their facts, and which distinguished, so that neither is done twice.

    ``held`` are those whose holding has been given in parentheses, ``countered`` those set against another, ``said`` what else is said once. ``elsewhere`` are those that another part of the document cites, ``argued`` those with which a side opens. ``brief``: the side itself
    speaks, to the court.
    """

    facts: set[str] = field(default_factory=set)
    apart: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    countered: set[str] = field(default_factory=set)
    said: set[tuple[str, ...]] = field(default_factory=set)
    elsewhere: frozenset[str] = frozenset()
    argued: frozenset[str] = frozenset()
    brief: bool = False


def cited(frame: Frame, signal: str, case: Precedent, told: Told, tail: str = "") -> Citation:
    """A case under a signal, with what it held where that has not been told, or with other words in parentheses."""
    new = holding(frame, case, told)
    told.held.add(case.id)
    return Citation(signal, frame.cite(case, tail=tail or new), weight(case))


def holding(frame: Frame, case: Precedent, told: Told) -> str:
    """What a case held, for its parenthetical: empty where it has been told, or no ground of it is coded."""
    known = case.id in told.facts | told.held
    return frame.held(case) if not known and rested_on(Beside(frame, case)) else ""


def side(frame: Frame, argued: Argued, told: Told, *, level: int = 2) -> Iterator[Block]:
    """The argument for one side, and the authority that is against it."""
    party = frame.party(argued.side)
    yield Heading(f"The argument for {party}", level)
    yield from arguments(frame, argued, told)
    yield from adverse(frame, argued, told)


def arguments(frame: Frame, argued: Argued, told: Told) -> Iterator[Block]:
    """The openings of a side with what answers them; that there is none, where there is none."""
    party = frame.party(argued.side)
    if not argued.arguments:
        forum = frame.analysis.options.forum
        none = f"No decision that binds {frame.court()} and" if forum else "No decision in the base that"
        yield Paragraph(f"{none} went for {party} has in common with this case any fact that favors {party}.")
    by = frame.analysis.verdict.finding.by
    opened = openings(frame, argued)
    resting = [o for o in opened if o.case in by and o.case.id in told.facts | told.held]
    if resting:
        yield Paragraph(_resting(frame, resting))
    for i, opening in enumerate([o for o in opened if o not in resting]):
        yield from _opening(frame, opening, told, first=i == 0 and not resting)
    yield from _persuasive(frame, argued, told)


def _resting(frame: Frame, found: Sequence[Argument]) -> Runs:
    """The authorities that compel and have been told: named, with what makes the first of them strong."""
    first = Beside(frame, found[0].case)
    against = [p for p in found[0].of(SHARED) if p.side != found[0].side]
    party = _party(frame, found[0].side)
    said = line(f"{party} can rest on ", names_of(frame, [o.case for o in found]), ", set out above.")
    if not against:
        return said
    although = wording.joined(first.common(against))
    return line(
        said,
        " The strength of ",
        frame.name(found[0].case),
        f" is that the court so held although, as here, {although}.",
    )


def openings(frame: Frame, argued: Argued) -> tuple[Argument, ...]:
    """The cases with which a side opens: those that compel, then the nearest, then the rest; not more than are read."""
    near = [c.precedent.id for n in frame.analysis.nearest if n.side == argued.side for c in n.comparisons]
    by = [a.id for a in frame.analysis.verdict.finding.by]

    def place(opening: Argument) -> tuple[bool, int]:
        id = opening.case.id
        return id not in by, near.index(id) if id in near else len(near)

    return tuple(sorted(argued.arguments, key=place)[:MOST_OPENINGS])


def _opening(frame: Frame, opening: Argument, told: Told, *, first: bool) -> Iterator[Block]:
    """One case cited, with its facts where they have not been told, and the analogy."""
    beside = Beside(frame, opening.case)
    compels = opening.case in frame.analysis.verdict.finding.by
    known = opening.case.id in told.facts
    lead = [line(*_lead(frame, opening, told, first=first), ", discussed above. " if known else ". ")]
    if not known:
        lead += facts_of(frame, opening.case)
    lead += _analogy(beside, opening, told, compels=compels)
    yield Paragraph(_whole(lead))
    told.facts.add(opening.case.id)
    answer = list(_answers(frame, opening, told))
    if answer:
        yield Paragraph(_whole(answer))


def _lead(frame: Frame, opening: Argument, told: Told, *, first: bool) -> Runs:
    """How a case is brought in: as what a side will do, or, in a brief, as what the case is."""
    name = frame.name(opening.case)
    if told.brief:
        return line("The authority most on point is ", name) if first else line("To the same effect is ", name)
    return line(f"{_party(frame, opening.side)} {'will rely first on' if first else 'may also cite'} ", name)


def _party(frame: Frame, side: str) -> str:
    """Who wants a side, at the beginning of a sentence."""
    return wording.sentence(frame.party(side))[:-1]


def facts_of(frame: Frame, case: Precedent) -> list[Runs]:
    """A case's facts and holding, cited."""
    said: list[Runs] = []
    if case.summary:
        said.append(line(f"{case.summary.rstrip()} "))
    said.append(line(f"{held(frame, case)} ", string([_citation(frame, case)]), " "))
    return said


def held(frame: Frame, case: Precedent) -> str:
    """What a case held, and on which grounds, where its opinion states them."""
    rests = Beside(frame, case)
    why = rested_on(rests)
    because = (
        f", on the grounds {why}"
        if " and that " in why or "; and that" in why
        else f", on the ground {why}"
        if why
        else ""
    )
    subject = "On the question here it held" if "held that" in case.summary else "The court held"
    return f"{subject} that {frame.answer(case.holding or '')}{because}."


def _citation(frame: Frame, case: Precedent) -> Citation:
    return Citation("", frame.cite(case, factors=tuple(v.factor for v in case.used()[:3])), weight(case))


def _analogy(beside: Beside, opening: Argument, told: Told, *, compels: bool) -> list[Runs]:
    """What a case has in common with the matter, on either side; what an earlier one had just so is told by its name."""
    shared = [p for p in opening.of(SHARED) if p.side == opening.side]
    against = [p for p in opening.of(SHARED) if p.side != opening.side]
    said: list[Runs] = []
    if compels:
        said.append(line("All that it rested on is here, and it controls. "))
    elif shared:
        said.append(in_common(beside, "As there, so here", beside.common(shared), told))
    if against:
        although = wording.joined(beside.common(against))
        before = told_before(beside, ("against", although), told.said)
        said.append(
            line(f"The court so held although, as here, {although}.")
            if before is None
            else line("The court so held in the face of the same facts as in ", before, ".")
        )
    return said


def in_common(beside: Beside, opening: str, facts: Sequence[str], told: Told) -> Runs:
    """What favours the winner there and here; by the name of an earlier case that had just these facts, where they are many."""
    common = wording.joined(list(dict.fromkeys(facts)))
    before = told_before(beside, ("for", common), told.said)
    if before is None or len(common) < LONG:
        return line(f"{opening} {common}. ")
    party = beside.frame.party(beside.precedent.holding or "")
    name = beside.frame.name(beside.precedent)
    return line(f"The facts that favor {party} both here and in ", before, " are in ", name, " too. ")


def _answers(frame: Frame, opening: Argument, told: Told) -> Iterator[Runs]:
    """What the other side answers, and the reply; of a case distinguished before, only what stands against it."""
    other = _party(frame, frame.doctrine.other(opening.side))
    apart = [a for a in opening.answered if a.move == "distinguish"]
    fresh = bool(apart) and opening.case.id not in told.apart
    if fresh:
        told.apart.add(opening.case.id)
        yield line(f"{other} {'may seek to' if told.brief else 'will'} distinguish ", frame.name(opening.case), ". ")
        for sentence in distinguished(Beside(frame, opening.case), apart[0].points, told.said):
            yield line(sentence, " ")
    counter = [a for a in opening.answered if a.move in COUNTERS]
    if counter:
        yield from _countered(frame, counter, told)
    if fresh or counter:
        yield from _replies(frame, opening, told, downplay=fresh)


def _countered(frame: Frame, counter: Sequence[Argument], told: Told) -> Iterator[Runs]:
    """The counterexamples: cited the first time, named after that."""
    cases = list(dict.fromkeys(a.case for a in counter))
    how = "is more on point" if counter[0].move == COUNTERS[0] else "is as closely on point"
    stand = "stands" if len(cases) == 1 else "stand"
    if all(c.id in told.countered for c in cases):
        yield line(f"Against it, too, {stand} ", names_of(frame, cases), ". ")
        return
    told.countered.update(c.id for c in cases)
    if len(cases) > MOST_NAMED:
        yield line(f"Against it stand {wording.number(len(cases), 'decision')} {how.removeprefix('is ')}. ")
    else:
        yield line(
            f"Against it {stand} ",
            names_of(frame, cases),
            f", which {how if len(cases) == 1 else how.replace('is', 'are', 1)}. ",
        )
    yield line(string([cited(frame, "", c, told) for c in cases]), " ")


def _replies(frame: Frame, opening: Argument, told: Told, *, downplay: bool) -> Iterator[Runs]:
    party = _party(frame, opening.side)
    replies = [reply for answer in opening.answered for reply in answer.answered]
    downplayed = list(dict.fromkeys(d for r in replies if r.move == "downplay" for d in r.distinctions))
    if downplay:
        yield from _downplayed(frame, opening, downplayed, told)
    certain = [r for r in replies if r.move == "distinguish" and any(p.certain for p in r.points)]
    for reply in [r for r in certain if r.case.id not in told.apart][:2]:
        sentences = distinguished(Beside(frame, reply.case), reply.points, told.said)
        if sentences and reply.case.id not in told.apart:
            name = frame.name(reply.case)
            yield line(name, " differs. ") if told.brief else line(f"{party} can distinguish ", name, " in turn. ")
            for sentence in sentences:
                yield line(sentence, " ")
            told.apart.add(reply.case.id)
    met = [c for r in replies if r.move == "cite to show weaknesses are not fatal" for c in (*r.cases, r.case)]
    others = [c for c in dict.fromkeys(met) if c.id != opening.case.id]
    if others and tuple(c.id for c in others) not in told.said:
        told.said.add(tuple(c.id for c in others))
        where = "another decision" if len(others) == 1 else "other decisions"
        yield line(f"That such points are not fatal appears from {where}. ")
        yield line(string([cited(frame, "see", c, told) for c in others]), " ")


def _downplayed(frame: Frame, opening: Argument, found: Sequence[Distinction], told: Told) -> Iterator[Runs]:
    """What makes up for a distinction at its concern: another fact here, or another fact there."""
    here, there = _makes_up(frame, opening, found, "precedent"), _makes_up(frame, opening, found, "matter")
    party = _party(frame, opening.side)
    if here:
        points = "that point" if len({d.concern for d in found if d.stands == "precedent"}) == 1 else "those points"
        reply = "But" if told.brief else f"{party} can reply that"
        yield line(f"{reply} on {points} this case has facts of its own: {wording.joined(here)}. ")
    if there:
        reply = (
            "And"
            if told.brief and here
            else "But"
            if told.brief
            else f"{party} can{' also' if here else ''} reply that"
        )
        name = frame.name(opening.case)
        yield line(f"{reply} in ", name, f" too there was something of the kind: {wording.joined(there)}. ")


def _makes_up(frame: Frame, opening: Argument, found: Sequence[Distinction], stands: str) -> list[str]:
    beside, clauses = Beside(frame, opening.case), []
    known = {d.factor for d in found} | {p.factor for p in opening.of(SHARED)}
    for distinction in found:
        if distinction.stands != stands:
            continue
        for factor in frame.doctrine.factors:
            if factor.parent != distinction.concern or factor.id in known:
                continue
            level = beside.stated(factor.id) if stands == "matter" else _known(frame, factor)
            if level and any(c.side == distinction.side for c in factor.satisfied(level)):
                clauses.append(wording.clause(factor, level))
    return list(dict.fromkeys(clauses))


def _known(frame: Frame, factor: Factor) -> str:
    here = frame.facts.possible(factor)
    return here[0] if len(here) == 1 else ""


def _persuasive(frame: Frame, argued: Argued, told: Told) -> Iterator[Block]:
    cases = [c for c in dict.fromkeys(a.case for a in argued.persuasive) if c.id not in told.elsewhere]
    if not cases:
        return
    listed = [cited(frame, signal(compels=False, same_side=True), c, told) for c in cases[:MOST_OPENINGS]]
    party = frame.party(argued.side)
    yield Paragraph(line(f"Decisions that do not bind the forum also help {party}. ", string(listed)))


def adverse(frame: Frame, argued: Argued, told: Told) -> Iterator[Block]:
    """Every binding case for the other side that no case more on point answers, or that one fact keeps from controlling.

    Those that are argued in the document are named; the others are cited with what they held.
    """
    other = frame.party(frame.doctrine.other(argued.side))
    cases = adverse_cases(argued)
    discussed = [c for c in cases if c.id in told.argued]
    rest = [c for c in cases if c.id not in told.argued]
    near = {one.case.id: one.points for one in argued.adverse.one_away}
    by = frame.analysis.verdict.finding.by
    listed = [
        cited(
            frame, signal(compels=c in by, same_side=False), c, told, _why_adverse(frame, c, near.get(c.id, ()), told)
        )
        for c in rest
    ]
    party = _party(frame, argued.side)
    if discussed and rest:
        more = wording.number(len(rest), "other decision")
        yield Paragraph(
            line(
                f"{party} must meet ",
                names_of(frame, discussed),
                f", on which {other} can rely, and {more}. ",
                string_of(listed),
            )
        )
    elif discussed:
        yield Paragraph(line(f"{party} must meet ", names_of(frame, discussed), f", on which {other} can rely."))
    elif rest:
        yield Paragraph(line(f"{party} must meet the decisions that went for {other}. ", string_of(listed)))


def string_of(listed: Sequence[Citation]) -> Runs:
    """Citations as a string that can be read: where they are many under one signal, the rest stand in a note.

    Those of which something is said stand in the text before those that are only cited.
    """
    ordered = sorted(listed, key=lambda c: (not c.cited.spans, c.weight))
    first, rest = ordered[:MOST_STRUNG], ordered[MOST_STRUNG:]
    if len(rest) < 2 or len({c.signal for c in listed}) > 1:
        return string(listed)
    note = Footnote(tuple(run for run in string(rest) if not isinstance(run, Footnote)))
    return (*string(first), note)


def adverse_cases(argued: Argued) -> list[Precedent]:
    """The binding cases for the other side that must be shown, the weightiest first."""
    found: Adverse = argued.adverse
    return [*found.untrumped, *(one.case for one in found.one_away if one.case not in found.untrumped)]


def met(frame: Frame, case: Precedent, told: Told, *, first: bool) -> Paragraph:
    """An adverse case and what sets it apart."""
    parts = [
        line(frame.name(case), " went the other way. ") if first else line("So did ", frame.name(case), ". "),
        *(facts_of(frame, case) if case.id not in told.facts else []),
    ]
    found = grounds(frame.doctrine, case, frame.facts, frame.analysis.options.model)
    parts += [line(sentence, " ") for sentence in distinguished(Beside(frame, case), found, told.said)]
    return Paragraph(_whole(parts))


def _why_adverse(frame: Frame, case: Precedent, points: Sequence[Point], told: Told) -> str:
    """What it held, where that is new, and the one fact that keeps it from controlling; empty where neither is to be said."""
    held_so = [said] if (said := holding(frame, case, told)) else []
    if points and case not in frame.analysis.verdict.finding.by:
        here = Beside(frame, case).here(points[0].factor)
        if not points[0].certain:
            held_so.append("only a fact not yet known keeps it from controlling")
        elif here:
            held_so.append(f"it would control here but that {here}")
    return "; ".join(held_so)


def _whole(parts: Sequence[Runs]) -> Runs:
    """Parts as one line, without the blank that may end it."""
    runs = [run for part in parts for run in part]
    if runs and isinstance(runs[-1], Span):
        runs[-1] = Span(runs[-1].text.rstrip(), runs[-1].italic, runs[-1].bold, runs[-1].remark)
    return line(*runs)
