"""The head of a memorandum: who writes to whom, the question presented, the brief answer and how certain it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from afortiori.analysis import Comparison, RuleApplied
from afortiori.argument import best
from afortiori.constraint import Authority
from afortiori.doctrine import Rule
from afortiori.guidance import Route, Step, routes
from afortiori.memo import spelling
from afortiori.memo.blocks import Block, Fields, Heading, Paragraph, Span
from afortiori.memo.citing import Citation, signal, string, weight
from afortiori.memo.memorandum import wording
from afortiori.memo.memorandum.contrast import Beside
from afortiori.memo.memorandum.frame import Frame, Runs, line, names_of
from afortiori.precedent import Precedent

MOST_KEY_FACTS = 6
MOST_CITED = 3
CERTAINTY = {
    "forced": "compelled by binding authority",
    "open": "open",
    "conflicted": "in conflict; binding authorities of equal rank compel opposite answers",
    "depends": "dependent on facts not yet known",
}


def head(frame: Frame) -> Iterator[Block]:
    """Privilege, title, and the lines TO, FROM, DATE, RE."""
    written = dict(frame.subject.heading)
    if "privilege" in written:
        yield Paragraph(written["privilege"].upper(), kind="privilege")
    yield Paragraph("MEMORANDUM", kind="title")
    rows = [(key.upper(), written[key]) for key in ("to", "from") if key in written]
    if frame.subject.dated:
        rows.append(("DATE", spelling.date(frame.subject.dated, frame.language)))
    if "client_matter" in written:
        rows.append(("CLIENT-MATTER", written["client_matter"]))
    yield Fields((*rows, ("RE", frame.subject.title)))


def question(frame: Frame) -> Iterator[Block]:
    """The question presented: under which law, whether, where the facts that matter most are so."""
    forum = frame.analysis.options.forum
    asked = wording.lowered(frame.doctrine.question)
    under = f"On the cases decided before {frame.day()}"
    if forum:
        under = f"Under the law that bound {wording.with_the(forum.name)} before {frame.day()}"
    facts = key_facts(frame)
    where = f", where {wording.joined(facts)}" if facts else ""
    yield Heading("Question Presented")
    yield Paragraph(f"{under}, {asked}{where}?")


def key_facts(frame: Frame) -> list[str]:
    """The facts on which the answer turns, as clauses: those that the deciding or the nearest authorities weigh."""
    weighed = _weighed(frame)
    found = []
    for factor in frame.doctrine.factors:
        here = frame.facts.possible(factor)
        if factor.side is not None and len(here) == 1 and here != (factor.neutral,):
            found.append((weighed.get(factor.id, len(weighed)), factor))
    chosen = sorted(found, key=lambda pair: pair[0])[:MOST_KEY_FACTS]
    kept = {factor.id for _, factor in chosen}
    return [
        wording.clause(factor, frame.facts.possible(factor)[0])
        for factor in frame.doctrine.factors
        if factor.id in kept
    ]


def _weighed(frame: Frame) -> dict[str, int]:
    """The factors by how soon a deciding authority names them; where none decides, by what sets the nearest apart."""
    analysis = frame.analysis
    order = [because.condition.factor for applied in analysis.verdict.rules for because in applied.because]
    for comparison in analysis.verdict.precedents:
        won = comparison.precedent.holding
        order += [row.factor for row in comparison.rows if row.favours == won]
        order += [row.factor for row in comparison.rows if row.favours != won]
    near = [[row.factor for row in c.differing()] for n in analysis.nearest for c in n.comparisons]
    order += [name for names in zip_longest(*near) for name in names if name]
    return {name: i for i, name in reversed(list(enumerate(order)))}


def answer(frame: Frame) -> Iterator[Block]:
    """The brief answer and its certainty."""
    finding = frame.analysis.verdict.finding
    told = {"forced": _forced, "open": _open, "conflicted": _conflicted, "depends": _depends}[finding.kind]
    yield Heading("Brief Answer")
    yield Paragraph(told(frame))
    yield Paragraph(line(Span("Certainty: ", bold=True), f"{certainty(frame)}."))


def certainty(frame: Frame) -> str:
    """The level of certainty, and what qualifies it."""
    finding, layer = frame.analysis.verdict.finding, frame.analysis.verdict
    said = CERTAINTY[finding.kind]
    if frame.analysis.options.forum is None:
        said = said.replace("binding authority", "the decisions in the base", 1)
    if finding.kind == "forced" and not layer.rules and not any(c.firm for c in layer.precedents):
        said += ", so far as the opinions' silence on some points is taken as the absence of what they do not mention"
    return said if finding.exact else f"{said}; not every combination of the unknown facts was tried"


def _forced(frame: Frame) -> Runs:
    layer = frame.analysis.verdict
    side = layer.finding.side or ""
    rules, cases = list(layer.rules), strongest(frame)
    parts: list[Runs] = [line(wording.sentence(frame.answer(side)))]
    if rules:
        parts.append(line(f" {_why_rule(frame, rules[0])}"))
        parts.append(line(" ", string(Citation("", frame.cite(r.rule), weight(r.rule)) for r in rules)))
    if cases:
        lead = cases[0]
        link = " The result is the same on the decided cases: " if rules else " "
        parts.append(line(link, frame.name(lead.precedent), _why_case(frame, lead)))
        parts.append(line(" ", cited(frame, [c.precedent for c in cases[:MOST_CITED] if _is_new(c, rules)])))
    return tuple(run for part in parts for run in part)


def strongest(frame: Frame) -> list[Comparison]:
    """The precedents that compel: the firm ones first, then by weight."""
    return sorted(frame.analysis.verdict.precedents, key=lambda c: (not c.firm, weight(c.precedent)))


def _is_new(comparison: Comparison, rules: list[RuleApplied]) -> bool:
    return comparison.precedent.case not in {applied.rule.case for applied in rules}


def _why_rule(frame: Frame, applied: RuleApplied) -> str:
    here = [
        wording.clause(frame.doctrine.factor(b.condition.factor), b.matter[0])
        for b in applied.because
        if len(b.matter) == 1
    ]
    said = wording.joined(list(dict.fromkeys(here)))
    if applied.rule.kind == "necessary":
        return wording.sentence(f"what the rule requires is missing: {said}")
    return wording.sentence(f"the rule is met: {said}")


def _why_case(frame: Frame, comparison: Comparison) -> str:
    other = frame.party(frame.doctrine.other(comparison.precedent.holding or ""))
    if comparison.precedent.reason and frame.analysis.options.model == "reason":
        return f" rests on grounds that are all present here, and nothing here speaks for {other} that the court did not overcome there."
    return f" was decided on facts that are all present here, and nothing here speaks for {other} that was not overcome there."


def cited(frame: Frame, cases: list[Precedent]) -> Runs:
    """A citation sentence for cases that compel here; nothing for none."""
    firm = {c.precedent.id: c.firm for c in frame.analysis.verdict.precedents}
    once = {case.case: case for case in reversed(cases)}
    listed = [
        Citation(signal(compels=True, same_side=True, firm=firm.get(p.id, True)), frame.cite(p), weight(p))
        for p in once.values()
    ]
    return string(listed)


def _open(frame: Frame) -> Runs:
    who = (
        "No decision of the base"
        if frame.analysis.options.forum is None
        else f"No authority that binds {frame.court()}"
    )
    parts: list[Runs] = [line(f"The question is open. {who} compels an answer for either side.")]
    leads = [(side.id, lead) for side in frame.doctrine.sides if (lead := leading(frame, side.id)) is not None]
    for side, lead in leads:
        parts.append(
            line(
                f" {_standing(frame, side, lead)} {frame.party(side)} is ",
                frame.name(lead.precedent),
                f", {_set_apart(frame, lead)}.",
            )
        )
    without = [s.id for s in frame.doctrine.sides if s.id not in dict(leads)]
    parts += [line(f" There is none for {frame.party(side)} to cite.") for side in without]
    listed = [Citation("see", frame.cite(c.precedent), weight(c.precedent)) for _, c in leads]
    return (*(run for part in parts for run in part), *line(" "), *string(listed))


def leading(frame: Frame, side: str) -> Comparison | None:
    """The nearest precedent for a side: one that is also best to cite, where there is one."""
    near = next((n.comparisons for n in frame.analysis.nearest if n.side == side), ())
    cited_first = {case.id for case in best(frame.lattice, side)}
    return next((c for c in near if c.precedent.id in cited_first), near[0] if near else None)


def _standing(frame: Frame, side: str, lead: Comparison) -> str:
    on_point = lead.precedent.id in {case.id for case in best(frame.lattice, side)}
    return "The case most on point for" if on_point else "The nearest for"


def _set_apart(frame: Frame, comparison: Comparison) -> str:
    """As a clause that follows the case's name, what keeps it from controlling: the first ground, and how many more."""
    factors = list(dict.fromkeys(row.factor for row in comparison.differing()))
    beside = Beside(frame, comparison.precedent)
    first = factors[0]
    if not beside.here(first):
        said = f"whose application turns on {wording.topic(beside.factor(first))}, not yet known"
    elif beside.stated(first):
        said = f"but there {beside.there(first)}, while here {beside.here(first)}"
    else:
        said = f"but here {beside.here(first)}, of which that opinion says nothing"
    more = len(factors) - 1
    return (
        said if not more else f"{said}; {wording.number(more, 'more point')} {'sets' if more == 1 else 'set'} it apart"
    )


def _conflicted(frame: Frame) -> Runs:
    layer = frame.analysis.verdict
    parts: list[Runs] = [line("Authorities of equal rank conflict on these facts.")]
    for side in frame.doctrine.sides:
        by: list[Authority] = [a for a in layer.finding.by if _favours(frame, a) == side.id]
        if by:
            parts.append(line(" ", names_of(frame, by), f" would compel the conclusion that {frame.answer(side.id)}."))
    listed = [Citation("", frame.cite(a), weight(a)) for a in layer.finding.by]
    return (*(run for part in parts for run in part), *line(" "), *string(listed))


def _favours(frame: Frame, authority: Authority) -> str | None:
    if isinstance(authority, Precedent):
        return authority.holding
    return next((a.side for a in frame.analysis.verdict.rules if a.rule.id == authority.id), None)


def _depends(frame: Frame) -> Runs:
    finding = frame.analysis.verdict.finding
    unknown = [
        wording.unknown(factor, frame.facts.possible(factor))
        for factor in map(frame.doctrine.factor, finding.depends_on)
    ]
    many = len(unknown) > 1
    parts: list[Runs] = [
        line(f"The answer depends on {wording.joined(unknown) if many else 'one fact not yet known'}.")
    ]
    shown: list[Route] = []
    for side in frame.doctrine.sides:
        ways = [w for w in routes(frame.law, frame.facts, side.id) if w.steps]
        if side.id in finding.possible and ways:
            shown.append(ways[0])
            parts.append(line(" ", way(frame, ways[0]), "."))
    if () in finding.remaining:
        parts.append(line(" Otherwise the question is open."))
    listed = [Citation("", frame.cite(a), weight(a)) for a in _once(shown)]
    return (*(run for part in parts for run in part), *line(" "), *string(listed))


def _once(ways: list[Route]) -> list[Authority]:
    found: dict[str, Authority] = {}
    for route in ways:
        for authority in route.authorities[:1]:
            found.setdefault((authority.case or authority.id), authority)
    return list(found.values())


def way(frame: Frame, route: Route) -> Runs:
    """A route as a sentence without its stop: 'If it is shown that A, then X compels the conclusion that B'."""
    shown = [_admits(frame, step) for step in route.steps if not _must_not(frame, step, route.side)]
    barred = [_excludes(frame, step) for step in route.steps if _must_not(frame, step, route.side)]
    given = []
    if shown:
        given.append(f"it is shown {wording.that(shown)}")
    if barred:
        given.append(f"it does not turn out {wording.that(barred, 'or')}")
    by = names_of(frame, list(route.authorities))
    verb = "compels" if len({a.case or a.id for a in route.authorities}) == 1 else "compel"
    rule = line("the rule of ") if all(isinstance(a, Rule) for a in route.authorities) else ()
    rival = line(", unless ", names_of(frame, route.unless), " then prevails") if route.unless else ()
    return line(
        f"If {wording.joined(given)}, ", rule, by, f" {verb} the conclusion that {frame.answer(route.side)}", rival
    )


def _must_not(frame: Frame, step: Step, side: str) -> bool:
    """Whether a step bars what helps the other side, rather than asks for what helps this one."""
    factor = frame.doctrine.factor(step.factor)
    if len(step.admits) == 1:
        return False
    needed = all(any(c.side == side for c in factor.satisfied(level)) for level in step.admits)
    return not needed and any(c.side != side for level in step.excludes for c in factor.satisfied(level))


def _admits(frame: Frame, step: Step) -> str:
    factor = frame.doctrine.factor(step.factor)
    return wording.among(factor, step.admits, (*step.admits, *step.excludes))


def _excludes(frame: Frame, step: Step) -> str:
    factor = frame.doctrine.factor(step.factor)
    return wording.among(factor, step.excludes, (*step.excludes, *step.admits))
