"""A verdict as a certificate: plain data from which a checker that shares no code with us can work it out anew (theory 11)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from afortiori.analysis import Analysis
from afortiori.authority import LEGISLATURE, Court, History
from afortiori.casebase import Finding, Law
from afortiori.constraint import Authority, held, met, open_to, prevails, reason, speaks_for, truth
from afortiori.doctrine import Condition, Doctrine, Factor, Formula, Leaf, Not, Rule, leaves
from afortiori.precedent import Facts, Precedent

FORMAT = "afortiori certificate 1"
NOT_CERTIFIED = "not certified"
Row = dict[str, Any]
_Selected = tuple[str, str, tuple[History, ...]]


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked beyond the options of the law: the matter, the facts set, what is supposed, the bases asked."""

    matter: str
    title: str
    changes: tuple[str, ...] = ()
    adopted: tuple[str, ...] = ()
    reading: str | None = None
    bases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sources:
    """The digests of the records on which an answer rests: the doctrine's, the matter's, each case's under its base."""

    doctrine: str
    matter: str
    cases: Mapping[str, Mapping[str, str]]


def certify(analysis: Analysis, question: Question, sources: Sources, *, whole: bool = True) -> Row:
    """The certificate of an answer. Not ``whole``: it leaves out the verdict, and says so, and certifies the rest."""
    options, doctrine, selected = analysis.options, analysis.doctrine, _selected(analysis)
    plain: Row = {
        "format": FORMAT,
        "asked": {
            "matter": question.matter,
            "title": question.title,
            "forum": options.forum.id if options.forum else "any",
            "as_of": options.as_of,
            "model": options.model,
            "rules": options.rules,
            "set": _last_of_each(question.changes),
            "without": sorted(set(options.without)),
            "adopted": list(dict.fromkeys(question.adopted)),
            "reading": question.reading,
            "bases": list(question.bases),
        },
        "facts": {factor.id: list(analysis.facts.possible(factor)) for factor in doctrine.factors},
        "doctrine": _doctrine(doctrine),
        "courts": {court.id: _court(court) for court in _courts(analysis)},
        "sources": {
            "doctrine": sources.doctrine,
            "matter": sources.matter,
            "cases": {base: dict(cases) for base, cases in sources.cases.items()},
        },
        "cases": {precedent.id: _case(analysis, precedent, selected[precedent.id]) for precedent in analysis.base},
        "rules": {rule.id: _rule(analysis, rule) for rule in doctrine.rules},
        "verdict": _verdict(analysis, whole=whole),
    }
    return plain | {"digest": digest(plain)}


def digest(plain: Any) -> str:
    """The sha256 of plain data as canonical JSON: keys sorted, ASCII, no blanks.

    >>> digest({"b": "x", "a": None})[:16] == digest({"a": None, "b": "x"})[:16]
    True
    """
    text = json.dumps(plain, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def rendered(certificate: Row) -> str:
    """A certificate as the text of its file."""
    return json.dumps(certificate, sort_keys=True, indent=1, ensure_ascii=True) + "\n"


def _last_of_each(changes: Sequence[str]) -> list[str]:
    """The changes that count: of several to one factor, the last."""
    return list({change.partition("=")[0]: change for change in changes}.values())


def _doctrine(doctrine: Doctrine) -> Row:
    return {
        "id": doctrine.id,
        "question": doctrine.question,
        "law": doctrine.law,
        "claim": doctrine.claim,
        "sides": [side.id for side in doctrine.sides],
        "factors": {
            factor.id: {
                "levels": list(factor.levels),
                "neutral": factor.neutral,
                "order": [list(pair) for pair in sorted(factor.order)],
                "favours": factor.side,
            }
            for factor in doctrine.factors
        },
    }


def _courts(analysis: Analysis) -> Iterator[Court]:
    """The courts that the answer turns on: the forum, and those of every authority."""
    if analysis.options.forum is not None:
        yield analysis.options.forum
    yield from (authority.court for authority in (*analysis.base, *analysis.doctrine.rules))


def _court(court: Court) -> Row:
    return {
        "level": court.level,
        "system": court.system,
        "above": list(court.above),
        "binds_itself": court.binds_itself,
    }


def _event(event: History) -> Row:
    return {"event": event.event, "by": event.by, "date": event.date.text, "removes": event.removes}


def _case(analysis: Analysis, precedent: Precedent, selected: _Selected) -> Row:
    status, because, events = selected
    stated = precedent.reason
    return {
        "case": precedent.case,
        "part": precedent.part,
        "name": precedent.name,
        "citations": list(precedent.citations),
        "court": precedent.court.id,
        "decided": precedent.decided.text,
        "bench": precedent.bench,
        "published": precedent.published,
        "claims": list(precedent.claims),
        "holding": precedent.holding,
        "values": {value.factor: value.level for value in precedent.used()},
        "reason": None if stated is None else [list(pair) for pair in stated],
        "history": [_event(event) for event in precedent.history],
        "status": status,
        "because": because,
        "taken_by": [_event(event) for event in events],
        "test": _compared(analysis, precedent) if status == "binds" else None,
    }


_NEVER = {
    "decided another claim": "it decided another claim",
    "did not reach the question": "it did not reach the question",
    "reason not coded": "its reason is not coded",
}


def _selected(analysis: Analysis) -> dict[str, _Selected]:
    """For each case whether it was selected: its status, the reason, and the events that took it away."""
    selection = analysis.selection
    found: dict[str, _Selected] = {precedent.id: ("left out", "", ()) for precedent in analysis.base}
    found |= {precedent.id: ("not yet decided", "", ()) for precedent in selection.not_yet}
    found |= {a.precedent.id: ("never forces", _NEVER[a.why.partition(":")[0]], ()) for a in selection.aside}
    found |= {
        removal.authority.id: ("taken away", "", removal.events)
        for removal in selection.removed
        if isinstance(removal.authority, Precedent)
    }
    found |= {precedent.id: ("binds", "", ()) for precedent in selection.binding}
    return found | {p.id: ("persuades", _why_persuasive(p), ()) for p in selection.persuasive}


def _why_persuasive(authority: Authority) -> str:
    return "its court does not bind the forum" if authority.published else "unpublished"


def _compared(analysis: Analysis, precedent: Precedent) -> Row:
    """The whole comparison where the precedent compels in every completion, else a factor that separates it."""
    doctrine, facts, model = analysis.doctrine, analysis.facts, analysis.options.model
    side = precedent.holding or ""
    other = doctrine.other(side)
    rests_on = reason(doctrine, precedent, model)
    against = open_to(doctrine, facts, other)
    apart = _separated(doctrine, facts, precedent, model)
    if apart is not None:
        return {"compels": False, "rests_on": [], "against": [], "separated": apart}
    return {"compels": True, "rests_on": _conditions(rests_on), "against": _conditions(against), "separated": None}


def _conditions(conditions: frozenset[Condition]) -> list[Row]:
    return [_condition(c) for c in sorted(conditions)]


def _condition(c: Condition) -> Row:
    return {"factor": c.factor, "bound": c.bound, "level": c.level}


def _separated(doctrine: Doctrine, facts: Facts, precedent: Precedent, model: str) -> Row | None:
    """A factor that separates the precedent from the facts: at each level still possible, if there is such a factor.

    At each of these levels one condition: of the reason and missing there, or of the other side and not overcome.
    """
    other = doctrine.other(precedent.holding or "")
    rests_on, overcame = reason(doctrine, precedent, model), held(doctrine, precedent, other)
    missing = rests_on - met(doctrine, facts, precedent.holding or "")
    extra = open_to(doctrine, facts, other) - overcame
    apart = {c.factor for c in missing | extra}
    found: list[tuple[bool, int, Row]] = []
    for i, factor in enumerate(doctrine.factors):
        if factor.id in apart:
            levels = facts.possible(factor)
            grounds = [(level, _ground(factor, level, rests_on, overcame, other)) for level in levels]
            at = {level: ground for level, ground in grounds if ground is not None}
            found.append((len(at) < len(levels), i, {"factor": factor.id, "at": at}))
    return min(found, key=lambda one: one[:2])[2] if found else None


def _ground(
    factor: Factor, level: str, rests_on: frozenset[Condition], overcame: frozenset[Condition], other: str
) -> Row | None:
    there = factor.satisfied(level)
    grounds = [("missing", c) for c in sorted(rests_on - there) if c.factor == factor.id]
    grounds += [("extra", c) for c in sorted(there - overcame) if c.side == other]
    return {"kind": grounds[0][0], "bound": grounds[0][1].bound, "level": grounds[0][1].level} if grounds else None


def _rule(analysis: Analysis, rule: Rule) -> Row:
    status, because, events = _in_force(analysis, rule)
    return {
        "text": rule.text,
        "kind": rule.kind,
        "side": rule.side,
        "formula": None if rule.formula is None else _formula(rule.formula),
        "authority": rule.authority,
        "case": rule.case,
        "court": rule.court.id,
        "decided": rule.decided.text,
        "bench": rule.bench,
        "published": rule.published,
        "until": None if rule.until is None else rule.until.text,
        "supersedes": list(rule.supersedes),
        "status": status,
        "because": because,
        "taken_by": [_event(event) for event in events],
        "test": _applied(analysis, rule) if status == "binds" else None,
    }


def _formula(formula: Formula) -> Row:
    if isinstance(formula, Leaf):
        return _condition(formula.condition)
    if isinstance(formula, Not):
        return {"not": _formula(formula.part)}
    return {"count": str(formula.count), "of": [_formula(part) for part in formula.parts]}


def _in_force(analysis: Analysis, rule: Rule) -> _Selected:
    """Whether a rule was selected: its status, the reason, and the events that took it away."""
    selection, options = analysis.selection, analysis.options
    if not options.rules:
        return "not counted", "precedents only", ()
    if rule.id in options.without or rule.case in options.without:
        return "left out", "", ()
    if not rule.decided.before(options.as_of):
        return "not yet laid down", "", ()
    if rule.until is not None and rule.until.before(options.as_of):
        return "no longer in force", f"until {rule.until.text}", ()
    for removal in selection.removed:
        if removal.authority is rule:
            return "taken away", "", removal.events
    if rule in selection.notes:
        return "note", "it has no formula", ()
    if rule in selection.rules:
        return "binds", "", ()
    if rule in selection.persuasive_rules:
        return "persuades", _why_persuasive(rule), ()
    return "superseded", "by " + ", ".join(sorted(_superseding(analysis, rule))), ()


def _superseding(analysis: Analysis, rule: Rule) -> Iterator[str]:
    """The rules that supersede one: of those that bind as it does, and, where it only persuades, of those in force."""
    selection, options = analysis.selection, analysis.options
    fallen = {removal.authority.id for removal in selection.removed}
    in_force = {r.id for r in (*selection.rules, *selection.persuasive_rules, *selection.notes)}
    mine = _binds(analysis, rule)
    for newer in analysis.doctrine.rules:
        standing = (
            newer.decided.before(options.as_of)
            and newer.id not in options.without
            and newer.case not in options.without
            and (newer.until is None or not newer.until.before(options.as_of))
            and newer.id not in fallen
        )
        alike = _binds(analysis, newer) == mine
        if rule.id in newer.supersedes and standing and (alike or (not mine and newer.id in in_force)):
            yield newer.id


def _binds(analysis: Analysis, rule: Rule) -> bool:
    forum = analysis.options.forum
    return rule.published and (forum is None or rule.court.binds(forum, analysis.doctrine.law))


def _applied(analysis: Analysis, rule: Rule) -> Row:
    doctrine, facts = analysis.doctrine, analysis.facts
    formula = rule.formula
    return {
        "holds": None if formula is None else truth(doctrine, formula, facts),
        "compels": speaks_for(doctrine, rule, facts),
        "conditions": [
            _condition(c) | {"holds": truth(doctrine, Leaf(c), facts)}
            for c in dict.fromkeys(leaves(formula) if formula is not None else ())
        ],
    }


def _verdict(analysis: Analysis, *, whole: bool) -> Row:
    finding = analysis.verdict.finding
    shown = whole and finding.exact
    remaining = sorted((sorted(sides) for sides in finding.remaining), key=lambda sides: (len(sides), sides))
    yields = {_ref(item.authority): (item.authority, item.side, item.to) for item in finding.yielded}
    by = {_ref(authority): authority for authority in finding.by}
    if not shown:
        yields, by = _always(analysis, finding)
    return {
        "kind": finding.kind if shown else NOT_CERTIFIED,
        "side": finding.side if shown else None,
        "remaining": remaining if shown else [],
        "witnesses": [_witness(analysis, tuple(sides)) for sides in remaining] if shown else [],
        "by": sorted(by),
        "yields": [
            {
                "who": ref,
                "side": side,
                "to": sorted(
                    ({"whom": _ref(rival), "ground": _ground_of_rank(rival, authority)} for rival in to),
                    key=lambda row: row["whom"],
                ),
            }
            for ref, (authority, side, to) in sorted(yields.items())
        ],
    }


def _always(
    analysis: Analysis, finding: Finding
) -> tuple[dict[str, tuple[Authority, str, tuple[Authority, ...]]], dict[str, Authority]]:
    """Where the verdict itself is not shown: of those that force in every completion, who yields to whom."""
    forcing = [(a, _side(analysis, a)) for a in (*finding.by, *(item.authority for item in finding.yielded))]
    yields, by = {}, {}
    for authority, side in forcing:
        to = tuple(rival for rival, other in forcing if other != side and prevails(rival, authority))
        if to:
            yields[_ref(authority)] = (authority, side, to)
        else:
            by[_ref(authority)] = authority
    return yields, by


def _side(analysis: Analysis, authority: Authority) -> str:
    if isinstance(authority, Precedent):
        return authority.holding or ""
    return speaks_for(analysis.doctrine, authority, analysis.facts) or ""


def _ref(authority: Authority) -> str:
    return f"{'rule' if isinstance(authority, Rule) else 'case'} {authority.id}"


def _ground_of_rank(a: Authority, b: Authority) -> str:
    """Why a prevails over b, in words; that it does is the law's to say."""
    if a.court.id != b.court.id and LEGISLATURE not in (a.court.level, b.court.level):
        return "a higher court"
    if a.court.level == b.court.level == "appellate" and (a.bench == "en banc") != (b.bench == "en banc"):
        return "en banc"
    if isinstance(a, Rule):
        return "it supersedes the other" if isinstance(b, Rule) else "a rule, over an earlier precedent"
    return "the earlier panel"


def _witness(analysis: Analysis, sides: tuple[str, ...]) -> Row:
    """A completion of the facts at which just these sides are forced: each open fact settled so that it stays in reach."""
    law, facts = analysis.law, analysis.facts
    found = _guessed(law, facts, sides) or _searched(law, facts, sides)
    open_factors = [f for f in law.doctrine.factors if len(facts.possible(f)) > 1]
    return {"facts": {f.id: found.possible(f)[0] for f in open_factors}, "sides": list(sides)}


def _guessed(law: Law, facts: Facts, sides: tuple[str, ...]) -> Facts | None:
    """The first that does, of a few likely completions: each authority's own levels, and otherwise the most hostile ones."""
    for side in law.doctrine.sides:
        for _, admits in law.admits(side.id):
            levels: dict[str, str] = {}
            for factor, admitted in zip(law.doctrine.factors, admits, strict=True):
                possible = facts.possible(factor)
                fitting = [level for level in possible if level in admitted] or list(possible)
                # mypy gives no type to the defaults of a lambda
                levels[factor.id] = min(fitting, key=lambda k, f=factor, s=side: len(_favouring(f, k, s.id)))  # type: ignore[misc]
            tried = Facts(tuple((name, (level,)) for name, level in levels.items()))
            if _sides(law.find(tried)) == sides:
                return tried
    return None


def _favouring(factor: Factor, level: str, side: str) -> list[Condition]:
    return [c for c in factor.satisfied(level) if c.side == side]


def _sides(finding: Finding) -> tuple[str, ...]:
    return tuple(sorted(finding.remaining[0])) if len(finding.remaining) == 1 else ("",)


def _searched(law: Law, facts: Facts, sides: tuple[str, ...]) -> Facts:
    """One fact after another settled, each at the first level from which the verdict can still be reached."""
    known = {factor.id: facts.possible(factor) for factor in law.doctrine.factors}
    for factor in law.doctrine.factors:
        for level in known[factor.id] if len(known[factor.id]) > 1 else ():
            tried = known | {factor.id: (level,)}
            reached = law.find(Facts(tuple(tried.items()))).remaining
            if any(tuple(sorted(kind)) == sides for kind in reached):
                known = tried
                break
    return Facts(tuple(known.items()))
