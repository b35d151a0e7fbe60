"""Guidance in words and as data: what must still be shown, what would change the answer, what remains open to a court."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from afortiori.casebase import Finding, Law
from afortiori.constraint import Authority
from afortiori.doctrine import Doctrine, Factor, Rule
from afortiori.guidance import (
    At,
    Change,
    Hypotheticals,
    Moment,
    Rationale,
    Rationales,
    Route,
    Step,
    Strength,
    Threshold,
    hypotheticals,
    next_questions,
    rationales,
    routes,
    stronger,
    threshold,
    thresholds,
)
from afortiori.memo import pictures, words
from afortiori.memo.blocks import Block, Heading, Item, Items, Paragraph, Table, items
from afortiori.memo.decision import citation, sentence
from afortiori.memo.told import Data, Told
from afortiori.precedent import Facts


def routes_told(law: Law, facts: Facts, side: str) -> Told:
    """What must still be shown, and what must not turn out, for each authority that could then control."""
    now, asks = law.find(facts), next_questions(law, facts)
    binding, other = routes(law, facts, side), routes(law, facts, side, law.persuasive)
    blocks: list[Block] = [
        Heading("Answer", 2),
        Paragraph(sentence(law.doctrine, now), strong=True),
        Heading(f"Routes to {side}", 2),
    ]
    if side in now.stable:
        blocks.append(Paragraph(f"Nothing more need be shown: it is already compelled for {side}."))
    elif not binding:
        blocks.append(Paragraph(f"None: no binding authority can compel {side}, however the unknown facts turn out."))
    else:
        blocks += _routes(law.doctrine, binding, MOST_ROUTES)
    if other:
        blocks.append(Heading(f"Routes through persuasive authority only, to {side}", 2))
        blocks += _routes(law.doctrine, other, MOST_PERSUASIVE)
    blocks.append(Heading("What to find out next", 2))
    if asks:
        factors = [law.doctrine.factor(ask.factor) for ask in asks]
        listed = (
            f"{f.name}: {words.either([words.level(k) for k in a.levels])}?" for f, a in zip(factors, asks, strict=True)
        )
        blocks.append(items(*listed))
    else:
        blocks.append(Paragraph("Nothing: no fact still unknown can change the answer."))
    data = {
        **_now(now),
        "for": side,
        "routes": [_route_data(route) for route in binding],
        "persuasive_routes": [_route_data(route) for route in other],
        "ask": [{"factor": a.factor, "levels": list(a.levels), "fewest": a.fewest, "routes": a.routes} for a in asks],
    }
    return Told(tuple(blocks), data)


MOST_ROUTES, MOST_PERSUASIVE = 20, 5
MOST_UNLESS = 5
MOST_ROWS = 200
MOST_RATIONALES = 20


def _routes(doctrine: Doctrine, found: Sequence[Route], most: int) -> Iterator[Block]:
    yield Items(tuple(_route(doctrine, route) for route in found[:most]))
    yield from _rest(len(found) - most)


def _rest(more: int) -> Iterator[Block]:
    if more > 0:
        yield Paragraph(f"And {more:,} more (--json lists them).")


def _now(finding: Finding) -> Data:
    return {"verdict": finding.kind, "side": finding.side}


def _route(doctrine: Doctrine, route: Route) -> Item:
    by = words.either([citation(authority) for authority in route.authorities], "and")
    below = [_step(doctrine, step, route.side) for step in route.steps]
    if route.unless:
        more = len(route.unless) - MOST_UNLESS
        rest = f"; and {more} more (--json lists them)" if more > 0 else ""
        below.append("unless this compels the other side: " + _cited(route.unless[:MOST_UNLESS]) + rest)
    return Item(f"{words.count(len(route.steps), 'fact')}: through {by}", tuple(below))


def _step(doctrine: Doctrine, step: Step, side: str) -> str:
    factor = doctrine.factor(step.factor)
    against = any(c.side != side for level in step.excludes for c in factor.satisfied(level))
    needed = all(any(c.side == side for c in factor.satisfied(level)) for level in step.admits)
    if against and not needed:
        return f"must not turn out: {factor.name}: {_levels(step.excludes)}"
    return f"must be shown: {factor.name}: {_levels(step.admits)}"


def _levels(levels: Sequence[str]) -> str:
    return words.either([words.level(level) for level in levels])


def _cited(authorities: Sequence[Authority]) -> str:
    return "; ".join(citation(authority) for authority in authorities)


def _authority(authority: Authority) -> Data:
    kind = "rule" if isinstance(authority, Rule) else "case"
    cited = authority.authority if isinstance(authority, Rule) else authority.citation
    return {kind: authority.id, "citation": cited}


def _route_data(route: Route) -> Data:
    return {
        "authorities": [_authority(authority) for authority in route.authorities],
        "steps": [{"factor": s.factor, "admits": list(s.admits), "excludes": list(s.excludes)} for s in route.steps],
        "unless": [_authority(authority) for authority in route.unless],
    }


def thresholds_told(law: Law, facts: Facts, over: Sequence[str]) -> Told:
    """For each factor, all else held, the level at which the verdict changes; or for several factors together."""
    found = (threshold(law, facts, over),) if over else thresholds(law, facts)
    doctrine, now = law.doctrine, found[0].now
    blocks: list[Block] = [Heading("Answer", 2), Paragraph(sentence(doctrine, now), strong=True)]
    blocks.append(Heading("What would change it, all else held", 2))
    changing = [t for t in found if t.changes]
    rows = [(_names(doctrine, t), _at(doctrine, at), words.verdict(at.finding)) for t in changing for at in t.changes]
    if rows:
        blocks.append(Table(("Factor", "At", "The verdict is then"), tuple(rows[:MOST_ROWS])))
        blocks += _rest(len(rows) - MOST_ROWS)
    still = [_names(doctrine, t) for t in found if not t.changes and t.complete]
    if still:
        blocks.append(Paragraph("No level changes the verdict: " + "; ".join(still) + "."))
    untried = [_names(doctrine, t) for t in found if not t.complete]
    if untried:
        blocks.append(
            Paragraph(
                "Not shown in full, since the unknown facts combine in more ways than were tried: "
                + "; ".join(untried)
                + "."
            )
        )
    if len(found) == 1:
        whole = tuple((_at(doctrine, at), words.verdict(at.finding)) for at in found[0].table)
        blocks += [Heading("Level by level", 2), Table((_names(doctrine, found[0]), "Verdict"), whole[:MOST_ROWS])]
        blocks += _rest(len(whole) - MOST_ROWS)
    return Told(tuple(blocks), {**_now(now), "thresholds": [_threshold_data(t) for t in found]})


def _names(doctrine: Doctrine, found: Threshold) -> str:
    return " and ".join(doctrine.factor(name).name for name in found.factors)


def _at(doctrine: Doctrine, at: At) -> str:
    if len(at.levels) == 1:
        return words.level(at.levels[0][1])
    return "; ".join(f"{doctrine.factor(name).name}: {words.level(level)}" for name, level in at.levels)


def _threshold_data(found: Threshold) -> Data:
    def at_data(at: At) -> Data:
        by = [_authority(authority) for authority in at.finding.by]
        return {"levels": dict(at.levels), **_now(at.finding), "by": by}

    return {
        "factors": list(found.factors),
        "changes": [at_data(at) for at in found.changes],
        "table": [at_data(at) for at in found.table],
        "complete": found.complete,
    }


def hypotheticals_told(law: Law, facts: Facts, side: str) -> Told:
    """The smallest changes that reach a verdict for a side, each with what then controls."""
    now, answer = law.find(facts), hypotheticals(law, facts, side)
    blocks: list[Block] = [Heading("Answer", 2), Paragraph(sentence(law.doctrine, now), strong=True)]
    blocks.append(Heading(f"The smallest changes that would compel {side}", 2))
    blocks += _hypotheticals(law.doctrine, answer, side)
    data = {
        **_now(now),
        "for": side,
        "hypotheticals": [
            {
                "changes": [change_data(c) for c in h.changes],
                "turning_out": dict(h.turning_out),
                "by": [_authority(a) for a in h.by],
            }
            for h in answer.found
        ],
        "complete": answer.complete,
    }
    return Told(tuple(blocks), data)


def _hypotheticals(doctrine: Doctrine, answer: Hypotheticals, side: str) -> Iterator[Block]:
    if not answer.found:
        why = (
            f"no binding authority compels {side} on any change of the facts" if answer.complete else "within the bound"
        )
        yield Paragraph(f"None was found: {why}.")
    elif not answer.found[0].pairs:
        yield Paragraph(f"None is needed: it is already compelled for {side}.")
    else:
        listed = []
        for found in answer.found:
            below = [change_in_words(doctrine.factor(c.factor), c) for c in found.changes]
            below += [turning_in_words(doctrine, n, k) for n, k in found.turning_out]
            changed = words.count(len(found.changes), "fact") + " changed" if found.changes else "No fact changed"
            turned = f", {len(found.turning_out)} found out" if found.turning_out else ""
            listed.append(Item(f"{changed}{turned}; then controls: {_controls(found.by)}", tuple(below)))
        yield Items(tuple(listed))
    if not answer.complete:
        yield Paragraph("The search stopped at its bound: there may be others, and smaller ones.")


def _controls(by: Sequence[Authority]) -> str:
    return _cited(by) or "one authority or another, as the other facts turn out"


def turning_in_words(doctrine: Doctrine, name: str, level: str) -> str:
    """What an unknown fact turns out to be, in words."""
    return f"{doctrine.factor(name).name}: turns out {words.level(level)}"


def change_in_words(factor: Factor, change: Change) -> str:
    """A change of a fact in words."""
    return f"{factor.name}: {words.levels(factor, change.before)} -> {words.level(change.after)}"


def change_data(change: Change) -> Data:
    """A change of a fact as plain data."""
    return {"factor": change.factor, "before": list(change.before), "after": change.after, "steps": change.steps}


def rationales_told(law: Law, facts: Facts, side: str) -> Told:
    """The rationales still open to a court that would rule for a side, and the precedents that each must distinguish."""
    doctrine, now, found = law.doctrine, law.find(facts), rationales(law, facts, side)
    blocks: list[Block] = [Heading("Answer", 2), Paragraph(sentence(doctrine, now), strong=True)]
    blocks.append(Heading(f"Rationales still open for {side}", 2))
    blocks += _rationales(law, now, found, side)
    listed = [_rationale_data(doctrine, rationale) for rationale in found.found] if found.found else None
    return Told(tuple(blocks), {**_now(now), "for": side, "rationales": listed, "complete": found.complete})


def _rationales(law: Law, now: Finding, answer: Rationales, side: str) -> Iterator[Block]:
    doctrine, found = law.doctrine, answer.found
    if not found:
        other = doctrine.other(side)
        if other in now.stable:
            by = _cited(now.by[:MOST_ROUTES]) if now.kind == "forced" else ""
            yield Paragraph(f"None: on these facts what binds compels {other}" + (f": {by}." if by else "."))
        else:
            yield Paragraph(f"None: a binding precedent for {other} stands in the way of every ground that is certain.")
        return
    if answer.rules:
        rules = _cited(answer.rules[:MOST_ROUTES])
        other = doctrine.other(side)
        yield Paragraph(
            f"As what is unknown turns out, a rule may speak for {other}, and no ground distinguishes it: {rules}."
        )
    if not found[0].conditions:
        yield Paragraph("Any: no binding precedent stands in the way of a ruling on any ground that the facts give.")
        return
    yield Paragraph("To rule so without a new conflict, the opinion must rest at least on one of these:")
    yield items(*("; ".join(words.condition(doctrine, c) for c in r.conditions) for r in found[:MOST_RATIONALES]))
    yield from _rest(len(found) - MOST_RATIONALES)
    if not answer.complete:
        yield Paragraph("The search stopped at its bound: each of these is minimal, and there may be others.")
    yield Paragraph("It must then distinguish: " + _cited(found[0].distinguishes[:MOST_ROUTES]) + ".")
    yield from _rest(len(found[0].distinguishes) - MOST_ROUTES)


def _rationale_data(doctrine: Doctrine, rationale: Rationale) -> Data:
    return {
        "conditions": [{"factor": c.factor, "bound": c.bound, "level": c.level} for c in rationale.conditions],
        "in_words": [words.condition(doctrine, c) for c in rationale.conditions],
        "distinguishes": [_authority(precedent) for precedent in rationale.distinguishes],
    }


def stronger_told(doctrine: Doctrine, matters: Sequence[tuple[str, Facts]], side: str) -> Told:
    """Which of some sets of facts is at least as strong for a side; what cannot be ranked is not ranked."""
    pairs = [
        (one, two, stronger(doctrine, f, g, side)) for i, (one, f) in enumerate(matters) for two, g in matters[i + 1 :]
    ]
    blocks: list[Block] = [Heading(f"Which is the stronger for {side}", 2)]
    facts = dict(matters)
    if len(pairs) > MOST_PAIRS:
        blocks.append(items(*(_ranked(one, two, found) for one, two, found in pairs)))
        blocks.append(Paragraph("Ask of two of them for what each is ahead on; -o FILE.svg draws the order."))
        pairs_told = []
    else:
        pairs_told = pairs
    for one, two, found in pairs_told:
        blocks.append(Paragraph(_ranked(one, two, found), strong=True))
        blocks += _leads(doctrine, (one, facts[one]), (two, facts[two]), found)
    data = {
        "for": side,
        "pairs": [
            {
                "first": one,
                "second": two,
                "relation": found.relation,
                "first_leads": [str(c) for c in found.first_leads],
                "second_leads": [str(c) for c in found.second_leads],
            }
            for one, two, found in pairs
        ],
    }
    return Told(tuple(blocks), data, _order(side, [name for name, _ in matters], pairs))


def _leads(doctrine: Doctrine, one: tuple[str, Facts], two: tuple[str, Facts], found: Strength) -> Iterator[Block]:
    """Where two sets of facts differ: each factor with both levels, and which of the two it puts ahead."""
    rows = []
    for factor in doctrine.factors:
        leads = [
            name
            for (name, _), conditions in ((one, found.first_leads), (two, found.second_leads))
            if any(c.factor == factor.id for c in conditions)
        ]
        if leads:
            levels = [words.levels(factor, facts.possible(factor)) for _, facts in (one, two)]
            rows.append((factor.name, *levels, " or ".join(leads)))
    if rows:
        yield Table(("Factor", one[0], two[0], "Ahead"), tuple(rows))


def _order(side: str, names: Sequence[str], pairs: Sequence[tuple[str, str, Strength]]) -> str:
    """The partial order as a picture; those of equal strength stand together."""
    first = {name: name for name in names}
    for one, two, found in pairs:
        if found.relation == "equal":
            first[two] = first[one]
    classes = [[name for name in names if first[name] == head] for head in names if first[head] == head]
    ranked = [(one, two) if f.relation == "stronger" else (two, one) for one, two, f in pairs if f.relation in RANKED]
    return pictures.order(f"Strength for {side}", classes, {(first[a], first[b]) for a, b in ranked})


RANKED = ("stronger", "weaker")
MOST_PAIRS = 6


def _ranked(one: str, two: str, found: Strength) -> str:
    if found.relation == "neither":
        return f"Neither: {one} and {two} cannot be ranked; each leads on something."
    if found.relation == "equal":
        return f"Equal: {one} and {two} are equally strong."
    first, second = (one, two) if found.relation == "stronger" else (two, one)
    return f"{first} is the stronger: all that {second} has, and more."


def timeline_told(moments: Sequence[Moment], doctrine: Doctrine) -> Told:
    """The matter's events and the changes of law, the verdict after each, and what changed it."""
    rows = []
    for moment in moments:
        verdict = words.verdict(moment.finding)
        by = f". Compelled by: {_compelling(moment)}" if moment.finding.by else ""
        rows.append((_when(moment), f"-> {verdict}" if moment.changed else verdict, _happened(doctrine, moment) + by))
    blocks: list[Block] = [
        Heading("Timeline", 2),
        Paragraph("A change counts from the day after it. '->' marks a change of the verdict."),
        Table(("When", "Verdict", "What happened"), tuple(rows)),
    ]
    data = [
        {
            "day": moment.day or None,
            "date": moment.event.when.text if moment.event and moment.event.when else None,
            "event": moment.event.text if moment.event else None,
            "facts": dict(moment.event.sets) if moment.event else {},
            "decided": [authority.id for authority in moment.decided],
            "taken_away": [authority.id for authority in moment.taken],
            **_now(moment.finding),
            "by": [authority.id for authority in moment.finding.by],
            "changed": moment.changed,
        }
        for moment in moments
    ]
    return Told(tuple(blocks), {"timeline": data})


def timeline_picture(title: str, moments: Sequence[Moment], doctrine: Doctrine) -> str:
    """The timeline as an SVG picture."""
    rows = [pictures.Row(_when(m), _happened(doctrine, m), words.verdict(m.finding), m.changed) for m in moments]
    return pictures.timeline(title, rows, [side.id for side in doctrine.sides])


def _when(moment: Moment) -> str:
    event = moment.event
    if event is None:
        return f"from {words.day(moment.day)}"
    if event.when is None:
        return "undated"
    return f"before {event.when}" if event.before else str(event.when)


def _happened(doctrine: Doctrine, moment: Moment) -> str:
    if moment.event is not None:
        sets = "; ".join(f"{doctrine.factor(name).name}: {words.level(level)}" for name, level in moment.event.sets)
        return f"{moment.event.text.rstrip('.')}. {sets}" if sets else moment.event.text
    changes = [f"decided: {citation(authority)}" for authority in moment.decided]
    changes += [f"taken away: {citation(authority)}" for authority in moment.taken]
    return "The law: " + "; ".join(dict.fromkeys(changes))


def _compelling(moment: Moment) -> str:
    named = (
        f"the rule of {a.authority.partition(',')[0]}" if isinstance(a, Rule) else f"{a.name} ({a.decided.year})"
        for a in moment.finding.by
    )
    return "; ".join(named)
