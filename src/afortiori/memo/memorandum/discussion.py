"""The discussion: the rule and its authorities, what controls, each issue, what history has taken away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from afortiori.analysis import Comparison, RuleApplied
from afortiori.argument import argue
from afortiori.authority import History
from afortiori.casebase import IssueFound
from afortiori.constraint import Authority
from afortiori.doctrine import Rule
from afortiori.guidance import verdict_of
from afortiori.memo.blocks import Block, Heading, Paragraph
from afortiori.memo.citing import Citation, signal, string, weight
from afortiori.memo.memorandum import outlook, sides, wording
from afortiori.memo.memorandum.contrast import Beside, rested_on
from afortiori.memo.memorandum.frame import Frame, Runs, line, names_of
from afortiori.memo.memorandum.head import strongest
from afortiori.precedent import Precedent

MOST_TOLD = 3
MOST_SILENT = 4
MOST_ELSEWHERE = 4


def discussion(frame: Frame) -> Iterator[Block]:
    """The whole discussion."""
    yield Heading("Discussion")
    yield from governing(frame)
    both = [argue(frame.law, frame.facts, side.id) for side in frame.doctrine.sides]
    told = sides.Told(
        elsewhere=frozenset(c.precedent.id for c in frame.analysis.persuasive.precedents),
        argued=frozenset(o.case.id for argued in both for o in sides.openings(frame, argued)),
    )
    yield from controlling(frame, told)
    yield from issues(frame)
    for argued in both:
        yield from sides.side(frame, argued, told)
    yield from fallen(frame)
    yield from elsewhere(frame, told)
    yield from outlook.changes(frame)
    yield from outlook.next_steps(frame)


def governing(frame: Frame) -> Iterator[Block]:
    """The rules in force and what courts laid down in general terms; then how a decision controls."""
    analysis, forum = frame.analysis, frame.analysis.options.forum
    laid_down = [
        rule
        for rule in (*analysis.selection.rules, *analysis.selection.notes)
        if forum is None or rule.court.binds(forum, frame.doctrine.law)
    ]
    yield Heading("The governing law", 2)
    yield from stated(frame, laid_down)
    yield Paragraph(_how_decisions_control(frame))


def stated(frame: Frame, rules: Sequence[Rule]) -> Iterator[Block]:
    """Rules in their own words, the weightiest first, each with its authority."""
    for rule in sorted(rules, key=weight):
        yield Paragraph(line(f"{rule.text.rstrip()} ", string([Citation("", frame.cite(rule), weight(rule))])))


def _how_decisions_control(frame: Frame) -> str:
    selection, forum = frame.analysis.selection, frame.analysis.options.forum
    count = wording.sentence(wording.number(len(selection.binding), "decision"))[:-1]
    binds = "binds" if len(selection.binding) == 1 else "bind"
    of = (
        f"{binds} {frame.court()} on the question"
        if forum
        else f"{'bears' if binds == 'binds' else 'bear'} on the question"
    )
    return (
        f"{count} in the base used here {of}, as the law stood before {frame.day()}. A decision controls where everything on which it rests "
        "is present and the losing side has nothing now that the court did not overcome then."
    )


def controlling(frame: Frame, told: sides.Told) -> Iterator[Block]:
    """What compels the answer, or that nothing does."""
    layer = frame.analysis.verdict
    kind = layer.finding.kind
    if kind == "forced":
        who = "Binding authority compels" if frame.analysis.options.forum else "The decisions compel"
        yield Heading(f"{who} the answer for {frame.party(layer.finding.side or '')}", 2)
    elif kind == "conflicted":
        yield Heading("Binding authorities conflict", 2)
    elif kind == "open":
        yield Heading("No binding authority controls", 2)
        yield Paragraph(_why_open(frame))
    else:
        yield Heading("What controls turns on facts not yet known", 2)
        yield Paragraph(_why_depends(frame))
    seen: set[str] = set()
    for applied in layer.rules:
        yield Paragraph(_rule(frame, applied, seen))
    shown = strongest(frame)
    for comparison in shown[:MOST_TOLD]:
        yield Paragraph(_case(frame, comparison, told))
    if len(shown) > MOST_TOLD:
        more = [
            sides.cited(frame, signal(compels=True, same_side=True, firm=c.firm), c.precedent, told)
            for c in shown[MOST_TOLD:]
        ]
        yield Paragraph(line("The same follows from other decisions. ", string(more)))
    yield from _yielding(frame)


def _why_open(frame: Frame) -> str:
    apart = [n for n in frame.analysis.nearest if n.comparisons]
    if not apart:
        return "No decision in the base went for either side on the question."
    fewest = min(len({row.factor for row in c.differing()}) for n in apart for c in n.comparisons)
    points = wording.number(fewest, "point")
    return f"Each of them differs from this case on at least {points} on which a court could distinguish it. Those most on point are argued below."


def _why_depends(frame: Frame) -> str:
    ends = [
        "the question may prove to be open"
        if not forced
        else f"the answer may prove to be compelled for {frame.party(forced[0])}"
        if len(forced) == 1
        else "the authorities may prove to conflict"
        for forced in frame.analysis.verdict.finding.remaining
    ]
    return wording.sentence(f"on what is known, {wording.joined(ends, 'or')}")


def _rule(frame: Frame, applied: RuleApplied, seen: set[str]) -> Runs:
    """A rule on the facts: what decides it, as far as that has not been told of another rule."""
    known = [b.condition.factor for b in applied.because if len(b.matter) == 1]
    fresh = [f for f in dict.fromkeys(known) if f not in seen]
    again = len(fresh) < len(set(known)) and bool(seen)
    seen.update(known)
    here = wording.joined(
        [wording.clause(frame.doctrine.factor(f), frame.facts.possible(frame.doctrine.factor(f))[0]) for f in fresh]
    )
    necessary = applied.rule.kind == "necessary"
    head, met = ("The requirement of ", "is not met") if necessary else ("The rule of ", "is met")
    name = frame.name(applied.rule)
    if not again:
        return line(head, name, f" {met}: {here}. It follows that {frame.answer(applied.side)}.")
    too = "either" if necessary else "too"
    because = f", and because {here}" if here else ""
    return line(head, name, f" {met} {too}, on the same facts{because}.")


def _case(frame: Frame, comparison: Comparison, told: sides.Told) -> Runs:
    case, beside = comparison.precedent, Beside(frame, comparison.precedent)
    applies = _applies(frame, comparison, beside, told)
    told.facts.add(case.id)
    told.apart.add(case.id)
    parts = (line(frame.name(case), " controls. "), *sides.facts_of(frame, case), applies)
    return tuple(run for part in parts for run in part)


def _applies(frame: Frame, comparison: Comparison, beside: Beside, told: sides.Told) -> Runs:
    side = comparison.precedent.holding or ""
    other = frame.party(frame.doctrine.other(side))
    grounds = [r for r in comparison.rows if r.favours == side]
    here = [beside.here(r.factor) for r in grounds]
    said = (
        line("Each ground is present here. ")
        if rested_on(beside)
        else sides.in_common(beside, "There, as here,", here, told)
    )
    if rested_on(beside) and any(r.relation == "met" for r in grounds):
        further = [beside.here(r.factor) for r in grounds if r.relation == "met"]
        said = line(f"Those grounds are present here: {wording.joined(further)}. ")
    weaker = [r.factor for r in comparison.rows if r.relation == "weaker" and beside.there(r.factor)]
    if weaker:
        there = wording.joined([beside.there(f) for f in weaker])
        said = line(said, f"The case for {other} is weaker here than there, where {there}.")
    else:
        said = line(said, f"Nothing that favors {other} here was absent there.")
    return line(said, _silence(frame, comparison, told))


def _silence(frame: Frame, comparison: Comparison, told: sides.Told) -> str:
    """On what the opinion is silent, where that matters; what follows from it is said once."""
    if comparison.firm:
        return ""
    factors = [frame.doctrine.factor(f) for f in comparison.silent]
    if len(factors) > MOST_SILENT:
        silent = f"{wording.number(len(factors), 'fact')} that could have helped the party that won"
    else:
        silent = wording.joined([wording.unknown(f, f.levels) for f in factors], "or")
    if ("silence",) in told.said:
        again = wording.number(len(factors), "such fact")
        return f" It too is silent, on {again}."
    told.said.add(("silence",))
    return (
        f" The opinion does not speak to {silent}. This memorandum takes that silence as absence, and the force of the "
        "decision is to that extent less certain."
    )


def _yielding(frame: Frame) -> Iterator[Block]:
    for item in frame.analysis.verdict.finding.yielded:
        to: list[Authority] = list(item.to)
        verb = "prevails" if len(to) == 1 else "prevail"
        listed = [Citation("", frame.cite(item.authority), weight(item.authority))]
        yield Paragraph(
            line(
                frame.name(item.authority),
                f" alone would compel the conclusion that {frame.answer(item.side)}. It yields on these facts to ",
                names_of(frame, to),
                f", which {verb}. ",
                string(listed),
            )
        )


def issues(frame: Frame) -> Iterator[Block]:
    """The question through its issues, where the doctrine says how they settle it."""
    root = frame.analysis.issues
    if root is None:
        return
    yield Heading("Issue by issue", 2)
    whole = frame.analysis.verdict.finding
    said = frame.answer(root.side) if root.side else ""
    if root.side and (whole.kind, whole.side) == ("forced", root.side):
        yield Paragraph(f"Taken issue by issue the result is the same: {said}.")
    elif root.side:
        yield Paragraph(
            f"Taken issue by issue, the decisions compel the conclusion that {said}, though on the whole case compared at once they do not."
        )
    elif whole.kind == "forced":
        yield Paragraph(
            "Taken issue by issue the question stays open, though the whole case compared at once compels an answer."
        )
    else:
        yield Paragraph("Nor does taking the question issue by issue settle it.")
    yield from _settled(frame, tuple(_each(root.below)))


def _each(found: Sequence[IssueFound]) -> Iterator[IssueFound]:
    for one in found:
        yield one
        yield from _each(one.below)


def _settled(frame: Frame, found: Sequence[IssueFound]) -> Iterator[Block]:
    """How each issue stands: an issue with its authorities, and those that no authority settles, told together."""
    bare: dict[str, list[str]] = {}
    for one in found:
        by, name = _sources(frame, one), one.issue.name if one.issue else ""
        if by:
            yield Paragraph(line(f"{name} {_status(one).format(be='is', it='it')}. ", string(by)))
        else:
            bare.setdefault(_status(one), []).append(wording.lowered_name(name))
    for status, names in bare.items():
        many = len(names) > 1
        told = status.format(be="are" if many else "is", it="them" if many else "it")
        listed = "; ".join(names) if any(" and " in name for name in names) else wording.joined(names)
        yield Paragraph(wording.sentence(f"{wording.number(len(names), 'issue')} {told}: {listed}"))


def _status(found: IssueFound) -> str:
    """How an issue stands, as what is said of it."""
    how = {
        "rule": " by rule",
        "precedent": " by precedent",
        "default": " by default, since nothing that bears on {it} is shown",
    }.get(found.how, "")
    return {"open": "{be} open", "conflicted": "{be} in conflict"}.get(found.status, f"{{be}} {found.status}{how}")


def _sources(frame: Frame, found: IssueFound) -> list[Citation]:
    by = {(a.case or a.id): a for a in found.by if isinstance(a, (Precedent, Rule))}
    return [Citation("", frame.cite(a), weight(a)) for a in by.values()][:MOST_ELSEWHERE]


def fallen(frame: Frame) -> Iterator[Block]:
    """What would have bound the forum and has lost its authority, where it would have spoken to these facts."""
    forcing = {a.id for a in frame.analysis.before_removal.finding.by}
    forcing |= {item.authority.id for item in frame.analysis.before_removal.finding.yielded}
    gone = [r for r in frame.analysis.selection.removed if r.would_bind and r.authority.id in forcing]
    if not gone:
        return
    yield Heading("Authority that can no longer be cited for its holding", 2)
    for removal in gone:
        side = removal.authority.holding if isinstance(removal.authority, Precedent) else removal.authority.side
        yield Paragraph(
            line(
                frame.name(removal.authority),
                f" would have compelled the conclusion that {frame.answer(side or '')}. {_events(frame, removal.events)} ",
                string([Citation("", frame.cite(removal.authority), weight(removal.authority))]),
            )
        )
    before, now = frame.analysis.before_removal.finding, frame.analysis.verdict.finding
    if verdict_of(before) == verdict_of(now):
        yield Paragraph("The answer would be the same had it kept its authority.")


def _events(frame: Frame, events: Sequence[History]) -> str:
    event = events[0]
    inferred = ", by inference; no court has said so in terms" if event.inferred else ""
    return f"It was {event.event} on {_when(frame, event)}{inferred}."


def _when(frame: Frame, event: History) -> str:
    from afortiori.memo.spelling import date

    return date(event.date.text, frame.language) if len(event.date.text) == 10 else str(event.date)


def elsewhere(frame: Frame, told: sides.Told) -> Iterator[Block]:
    """What decisions that do not bind the forum would compel, where they would compel something."""
    layer = frame.analysis.persuasive
    cases = [c.precedent for c in layer.precedents]
    rules = [r.rule for r in layer.rules]
    if not cases and not rules:
        return
    yield Heading("Authority that does not bind the forum", 2)
    finding = layer.finding
    if finding.kind == "forced":
        yield Paragraph(
            line(
                f"If they bound, decisions elsewhere would compel the conclusion that {frame.answer(finding.side or '')}. ",
                _string_of(frame, cases, rules, told),
            )
        )
    else:
        yield Paragraph(
            line("Decisions elsewhere divide on facts such as these. ", _string_of(frame, cases, rules, told))
        )


def _string_of(frame: Frame, cases: Sequence[Precedent], rules: Sequence[Rule], told: sides.Told) -> Runs:
    firm = {c.precedent.id: c.firm for c in frame.analysis.persuasive.precedents}
    listed = [
        sides.cited(frame, signal(compels=True, same_side=True, firm=firm[c.id]), c, told)
        for c in sorted(cases, key=weight)[:MOST_ELSEWHERE]
    ]
    known = {c.case for c in cases}
    listed += [Citation("see", frame.cite(r), weight(r)) for r in rules if r.case not in known]
    return string(listed)
