"""The answer of ``decide`` in words: assumptions first, then the verdict, then every authority and comparison."""

from __future__ import annotations

from collections.abc import Iterator

from afortiori.analysis import Analysis, Comparison, RuleApplied
from afortiori.authority import History
from afortiori.casebase import Finding, IssueFound, Law
from afortiori.casebase.selection import Removal
from afortiori.constraint import Authority
from afortiori.doctrine import Doctrine, Rule
from afortiori.guidance import verdict_of
from afortiori.memo import words
from afortiori.memo.blocks import Block, Heading, Item, Items, Paragraph, Table, items
from afortiori.memo.grounds import LEGEND, WEIGHTS, grounds, weighed
from afortiori.precedent import Facts, Precedent

RELATIONS = {
    "met": "met",
    "equal": "same",
    "missing": "MISSING here",
    "extra": "NOT overcome there",
    "weaker": "weaker here",
}
MODELS = {
    "reason": "reason model: each opinion's stated reason; all the facts for the winner where it states none",
    "result": "result model: each case rests on all its facts for the winner",
}
MOST_LISTED = 12


def compose(analysis: Analysis, title: str, *, text: str = "", note: str = "") -> tuple[Block, ...]:
    """The whole answer as blocks; ``title``, ``text`` and ``note`` are the matter's."""
    return (
        Heading(title),
        *question(analysis.doctrine, text),
        *assumptions(analysis.law, analysis.facts, note),
        *_answer(analysis),
        *_authorities(analysis),
        *_through_issues(analysis),
        *_nearest(analysis),
        *_aside(analysis),
    )


def besides(analysis: Analysis) -> tuple[Block, ...]:
    """Of the whole answer what stands besides the verdict, what compels it and what comes nearest."""
    return (*_through_issues(analysis), *_aside(analysis))


def _aside(analysis: Analysis) -> Iterator[Block]:
    yield from _notes(analysis)
    yield from _persuasive(analysis)
    yield from _removed(analysis)
    yield from _never(analysis)


def question(doctrine: Doctrine, text: str) -> Iterator[Block]:
    """The doctrine's question, and the matter in words."""
    yield Heading("Question", 2)
    yield Paragraph(doctrine.question)
    if text:
        yield Paragraph(text)


def assumptions(law: Law, facts: Facts, note: str) -> Iterator[Block]:
    """What every answer rests on, told before it: forum, day, model, base, facts."""
    options, selection, doctrine = law.options, law.selection, law.doctrine
    yield Heading("What is assumed", 2)
    forum = options.forum.name if options.forum else "any court: authority is not selected by court"
    listed = [
        f"Forum: {forum.rstrip('.')}.",
        f"The law as of {words.day(options.as_of)}: what was decided before that day.",
        f"Taken in the {MODELS[options.model]}." + ("" if options.rules else " Rules are left out."),
        f"Base: {doctrine.id}, {words.count(len(law.base.cases()), 'case')}; of its holdings "
        f"{len(selection.binding)} bind here, {len(selection.persuasive)} persuade.",
    ]
    if options.without:
        listed.append("Left out on request: " + ", ".join(options.without) + ".")
    if note:
        listed.append(note)
    yield items(*listed)
    yield Heading("The facts", 2)
    yield from _facts(doctrine, facts)


def _facts(doctrine: Doctrine, facts: Facts) -> Iterator[Block]:
    rows, neutral, unknown, recorded = [], [], [], []
    for factor in doctrine.factors:
        here = facts.possible(factor)
        if factor.side is None:
            if here not in (factor.levels, (factor.neutral,)):
                recorded.append(f"{factor.name}: {words.levels(factor, here)}")
        elif len(here) == len(factor.levels):
            unknown.append(factor.name)
        elif here == (factor.neutral,):
            neutral.append(f"{factor.name} ({words.level(factor.neutral)})")
        else:
            sides = {c.side for level in here for c in factor.satisfied(level)}
            rows.append((factor.name, words.levels(factor, here), words.either(sorted(sides))))
    if rows:
        yield Table(("Factor", "Here", "Favours"), tuple(rows))
    if recorded:
        yield Paragraph("Recorded, and no condition for either side: " + "; ".join(recorded) + ".")
    if neutral:
        yield Paragraph("Taken as absent or neutral: " + "; ".join(neutral) + ".")
    if unknown:
        yield Paragraph("UNKNOWN: " + "; ".join(unknown) + ".")


def _answer(analysis: Analysis) -> Iterator[Block]:
    yield Heading("Answer", 2)
    finding, doctrine = analysis.verdict.finding, analysis.doctrine
    yield Paragraph(sentence(doctrine, finding), strong=True)
    if not finding.exact:
        yield Paragraph(
            "The unknown facts combine in more ways than were tried: what is said to be certain is certain; what is said "
            "to be possible is not shown to be impossible (sound, not complete)."
        )
    layers = (analysis.precedents_alone.finding, analysis.rules_alone.finding)
    if analysis.options.rules and analysis.selection.rules:
        yield Paragraph(f"Precedents alone: {words.verdict(layers[0])}. Rules alone: {words.verdict(layers[1])}.")
    if finding.depends_on:
        names = [doctrine.factor(name).name for name in finding.depends_on]
        yield Paragraph("It depends on: " + "; ".join(names) + ".")


def sentence(doctrine: Doctrine, finding: Finding) -> str:
    """The verdict in one sentence."""
    if finding.kind == "forced" and finding.side is not None:
        return f"FORCED for {finding.side}: {doctrine.side(finding.side).name}."
    if finding.kind == "open":
        return "OPEN: no binding authority compels either side."
    if finding.kind == "conflicted":
        return "CONFLICTED: binding authorities of equal rank compel opposite sides."
    return f"It DEPENDS on facts not yet known; still possible: {words.remaining(finding)}."


def _authorities(analysis: Analysis) -> Iterator[Block]:
    layer, doctrine = analysis.verdict, analysis.doctrine
    if layer.precedents or layer.rules:
        yield Heading("What compels it", 2)
    for rule in layer.rules:
        yield from _rule(doctrine, rule)
    for comparison in layer.precedents:
        yield from _precedent(doctrine, comparison, "compels")
    yield from _yielded(analysis)


def _through_issues(analysis: Analysis) -> Iterator[Block]:
    """The question settled issue by issue, as a tree, beside the verdict on the whole case compared at once."""
    root = analysis.issues
    if root is None:
        return
    yield Heading("Issue by issue", 2)
    said = f"compelled for {root.side}" if root.side else root.status
    whole = words.verdict(analysis.verdict.finding)
    yield Paragraph(f"Through its issues the question is {said}. On the whole case compared at once: {whole}.")
    yield Items(tuple(_issue_lines(root, 0)))


def _issue_lines(found: IssueFound, depth: int) -> Iterator[Item]:
    if found.issue is not None:
        how = f", by {found.how}" if found.how else ""
        by = tuple(citation(authority) for authority in found.by)
        rule = (found.issue.authority,) if found.how == "rule" and found.issue.authority else ()
        yield Item(f"{'  ' * (depth - 1)}{found.issue.name}: {found.status}{how}", by + rule)
    for inner in found.below:
        yield from _issue_lines(inner, depth + 1)


def _notes(analysis: Analysis) -> Iterator[Block]:
    """What courts that bind the forum laid down without a formula: told, and binding nothing."""
    forum, law = analysis.options.forum, analysis.doctrine.law
    notes = [note for note in analysis.selection.notes if forum is None or note.court.binds(forum, law)]
    if notes:
        yield Heading("Laid down in general terms, without a formula, so binding nothing here", 2)
        yield items(*(f"{note.text} {note.authority}." for note in notes))


def _rule(doctrine: Doctrine, applied: RuleApplied) -> Iterator[Block]:
    rule = applied.rule
    yield Heading(f"Rule: {rule.authority}", 3)
    yield Paragraph(f"{words.rule_in_words(doctrine, rule)}. It compels {applied.side}.")
    states = {True: "holds", False: "does not hold", None: "not settled"}
    rows = tuple(
        (
            words.condition(doctrine, b.condition),
            words.levels(doctrine.factor(b.condition.factor), b.matter),
            states[b.holds],
        )
        for b in applied.because
    )
    yield Table(("Condition", "Here", "So it"), rows)


def _precedent(doctrine: Doctrine, comparison: Comparison, does: str) -> Iterator[Block]:
    precedent = comparison.precedent
    part = f" [{precedent.part}]" if precedent.part else ""
    yield Heading(f"{precedent.citation}{words.bench(precedent)}{part}", 3)
    posture = f"Posture: {precedent.posture}. " if precedent.posture else ""
    model = "stated reason" if precedent.reason is not None else "no reason stated: all its facts for the winner"
    yield Paragraph(f"Held: {precedent.holding}. {posture}Rests on: {model}." + _unverified(precedent))
    yield table(doctrine, comparison)
    pins = _pins(comparison)
    if pins:
        yield Paragraph("Where it is stated: " + pins)
    if does == "compels":
        yield Paragraph(_firmness(doctrine, comparison))


def _unverified(precedent: Precedent) -> str:
    return f" UNVERIFIED: {precedent.unverified}." if precedent.unverified else ""


def table(doctrine: Doctrine, comparison: Comparison) -> Table:
    """The comparison factor by factor."""
    rows = []
    for row in comparison.rows:
        factor = doctrine.factor(row.factor)
        there = words.level(row.precedent) if row.precedent else "(silent)"
        doubt = "" if row.certain else ", unless it turns out"
        relation = RELATIONS[row.relation] + (doubt if row.relation == "missing" else "")
        if row.relation == "extra" and not row.certain:
            relation = "NOT overcome there, if it turns out"
        rows.append((factor.name, there, words.levels(factor, row.matter), row.favours, relation))
    return Table(("Factor", "There", "Here", "Favours", "So"), tuple(rows))


def _pins(comparison: Comparison) -> str:
    """Where the precedent's own values are stated: each source once, with its confidence where that is not high."""
    wanted = {row.factor for row in comparison.rows if row.precedent}
    sources: dict[str, None] = {}
    for value in comparison.precedent.used():
        if value.factor in wanted:
            sure = "" if value.confidence == "high" else f" ({value.confidence} confidence)"
            sources[value.source.rstrip(".") + sure] = None
    return "; ".join(sources) + "." if sources else ""


def _firmness(doctrine: Doctrine, comparison: Comparison) -> str:
    if comparison.firm:
        return "Firm: it holds whatever the opinion's silence may hide."
    names = "; ".join(doctrine.factor(name).name for name in comparison.silent)
    return f"Not firm: it takes as absent there, because the opinion is silent: {names}."


def _yielded(analysis: Analysis) -> Iterator[Block]:
    for item in analysis.verdict.finding.yielded:
        to = words.either([citation(a) for a in item.to], "and")
        yield Paragraph(
            f"Yields here: {citation(item.authority)}, which alone would compel {item.side}; {to} prevails."
        )


def citation(authority: Authority) -> str:
    """The citation of a precedent, or the authority of a rule."""
    return f"the rule of {authority.authority}" if isinstance(authority, Rule) else authority.citation


def _nearest(analysis: Analysis) -> Iterator[Block]:
    if analysis.verdict.finding.kind not in ("open", "depends"):
        return
    yield Heading("Nearest binding precedents, and what keeps each from controlling", 2)
    if any(nearest.comparisons for nearest in analysis.nearest):
        yield Paragraph(LEGEND)
    if any(weighed(analysis, c) for nearest in analysis.nearest for c in nearest.comparisons):
        yield Paragraph(WEIGHTS)
    for nearest in analysis.nearest:
        if not nearest.comparisons:
            yield Paragraph(f"For {nearest.side}: none.")
        for comparison in nearest.comparisons:
            yield Heading(f"For {nearest.side}: {comparison.precedent.citation}", 3)
            yield from grounds(analysis.doctrine, comparison, analysis.facts, weighed(analysis, comparison))
        if nearest.rest:
            yield Paragraph(f"For {nearest.side}: {nearest.rest} more, further off.")


def _persuasive(analysis: Analysis) -> Iterator[Block]:
    layer, doctrine = analysis.persuasive, analysis.doctrine
    forcing: list[Comparison | RuleApplied] = [*layer.rules, *layer.precedents]
    if not forcing:
        return
    yield Heading("Persuasive only: what else the cases would say", 2)
    yield Paragraph("None of these binds this forum. If they did: " + sentence(doctrine, layer.finding))
    shown = [_persuades(item) for item in forcing[:MOST_LISTED]]
    if len(forcing) > MOST_LISTED:
        shown.append(f"and {len(forcing) - MOST_LISTED} more (--json lists them)")
    yield items(*shown)


def _persuades(item: Comparison | RuleApplied) -> str:
    if isinstance(item, RuleApplied):
        return f"{item.side}: {citation(item.rule)}"
    firm = "" if item.firm else " (not firm: it takes the opinion's silence as absence)"
    return f"{item.precedent.holding}: {item.precedent.citation}{firm}"


def _removed(analysis: Analysis) -> Iterator[Block]:
    bound = [removal for removal in analysis.selection.removed if removal.would_bind]
    if not bound:
        return
    yield Heading("What later history has taken away", 2)
    forcing = {a.id for a in analysis.before_removal.finding.by} | {
        item.authority.id for item in analysis.before_removal.finding.yielded
    }
    listed = []
    for removal in bound:
        whether = "would have compelled a side here" if removal.authority.id in forcing else _might(analysis, removal)
        listed.append(f"{citation(removal.authority)}: {taken_by(analysis, removal.events[0])}. It {whether}.")
    yield items(*listed)
    before, now = analysis.before_removal.finding, analysis.verdict.finding
    if verdict_of(before) == verdict_of(now):
        yield Paragraph("Had nothing been taken away, the verdict would be the same.")
    else:
        was = words.verdict(before)
        yield Paragraph(f"Had nothing been taken away, the verdict would be: {was}.")


def _might(analysis: Analysis, removal: Removal) -> str:
    """Whether what did not compel a side on these facts may have, as what is unknown of them turns out."""
    alone = analysis.law.find(analysis.facts, [removal.authority])
    return (
        "may have controlled here, as what is unknown turns out" if alone.possible else "would not have controlled here"
    )


def taken_by(analysis: Analysis, event: History) -> str:
    """An event of later history in words: what happened, when, by which case, and whether a court said so."""
    by = next((p.citation for p in analysis.base if p.case == event.by), event.by)
    inferred = " (INFERRED: no court has said so in terms)" if event.inferred else ""
    note = f" ({event.note})" if event.note else ""
    return f"{event.event} on {event.date} by {by}{inferred}{note}; {event.source}"


def _never(analysis: Analysis) -> Iterator[Block]:
    aside = analysis.selection.aside
    if not aside:
        return
    yield Heading("In the base, and never forcing on this question", 2)
    whys: dict[str, list[str]] = {}
    for item in aside:
        whys.setdefault(item.why, []).append(item.precedent.citation)
    yield items(*(f"{why}: {'; '.join(cites)}" for why, cites in sorted(whys.items())))
