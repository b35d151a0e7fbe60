"""The answer of ``decide`` as plain data, for ``--json`` and for programs."""

from __future__ import annotations

from typing import Any

from afortiori.analysis import Analysis, Comparison, Layer, Row, RuleApplied
from afortiori.casebase import IssueFound, Removal, Yielding
from afortiori.doctrine import Rule
from afortiori.memo.grounds import Weighed, weighed, weight
from afortiori.memo.words import rule_in_words

MOST_LISTED = 1_000
Data = dict[str, Any]


def record(analysis: Analysis, matter: str) -> Data:
    """Everything that ``decide`` answers, in the order in which the reference lists it."""
    options, finding = analysis.options, analysis.verdict.finding
    removed = analysis.selection.removed
    return {
        "matter": matter,
        "doctrine": analysis.doctrine.id,
        "forum": options.forum.id if options.forum else "any",
        "as_of": options.as_of,
        "model": options.model,
        "rules": options.rules,
        "without": list(options.without),
        "facts": {name: list(levels) for name, levels in analysis.facts.narrowed},
        "verdict": finding.kind,
        "side": finding.side,
        "stable": list(finding.stable),
        "possible": list(finding.possible),
        "remaining": [list(sides) for sides in finding.remaining],
        "depends_on": list(finding.depends_on),
        "exact": finding.exact,
        **_by(analysis, analysis.verdict),
        "layers": {
            "precedents": _layer(analysis, analysis.precedents_alone),
            "rules": _layer(analysis, analysis.rules_alone),
            **({"issues": _issue(analysis.issues)} if analysis.issues is not None else {}),
        },
        "persuasive": _layer(analysis, analysis.persuasive),
        "nearest": {n.side: [_near(analysis, c) for c in n.comparisons] for n in analysis.nearest},
        "nearest_rest": {n.side: n.rest for n in analysis.nearest},
        "removed": [entry for removal in removed for entry in _removal(removal)],
        "before_removal": {
            "verdict": analysis.before_removal.finding.kind,
            "side": analysis.before_removal.finding.side,
        },
        "yielded": [_yielding(item) for item in finding.yielded],
        "never_forces": [{"case": item.precedent.id, "why": item.why} for item in analysis.selection.aside],
        "notes": [
            {"rule": note.id, "text": note.text, "citation": note.authority} for note in analysis.selection.notes
        ],
    }


def _layer(analysis: Analysis, layer: Layer) -> Data:
    return {"verdict": layer.finding.kind, "side": layer.finding.side, **_by(analysis, layer)}


def _issue(found: IssueFound) -> Data:
    return {
        "issue": found.issue.id if found.issue else None,
        "status": found.status,
        "side": found.side,
        "how": found.how,
        "by": [authority.id for authority in found.by],
        "below": [_issue(inner) for inner in found.below],
    }


def _by(analysis: Analysis, layer: Layer) -> Data:
    entries = [_rule(analysis, r) for r in layer.rules] + [_precedent(c) for c in layer.precedents]
    return {"by": entries[:MOST_LISTED], "by_count": len(entries)}


def _precedent(comparison: Comparison) -> Data:
    precedent = comparison.precedent
    return {
        "case": precedent.id,
        "citation": precedent.citation,
        "court": precedent.court.id,
        "decided": precedent.decided.text,
        "side": precedent.holding,
        "posture": precedent.posture,
        "unverified": precedent.unverified,
        "firm": comparison.firm,
        "silent": [] if comparison.firm else list(comparison.silent),
        "comparison": [_row(row) for row in comparison.rows],
    }


def _row(row: Row) -> Data:
    return {
        "factor": row.factor,
        "precedent": row.precedent or None,
        "matter": row.matter[0] if len(row.matter) == 1 else list(row.matter),
        "favours": row.favours,
        "relation": row.relation,
        "certain": row.certain,
    }


def _rule(analysis: Analysis, applied: RuleApplied) -> Data:
    return {
        "rule": applied.rule.id,
        "citation": applied.rule.authority,
        "side": applied.side,
        "formula": rule_in_words(analysis.doctrine, applied.rule),
        "because": [
            {
                "factor": because.condition.factor,
                "condition": f"{because.condition.bound} {because.condition.level}",
                "matter": because.matter[0] if len(because.matter) == 1 else list(because.matter),
                "holds": because.holds,
            }
            for because in applied.because
        ],
    }


def _near(analysis: Analysis, comparison: Comparison) -> Data:
    differing, weights = comparison.differing(), weighed(analysis, comparison)
    return {
        "case": comparison.precedent.id,
        "citation": comparison.precedent.citation,
        "missing": [_ground(row, weights) for row in differing if row.relation == "missing"],
        "extra": [_ground(row, weights) for row in differing if row.relation == "extra"],
    }


def _ground(row: Row, weights: Weighed) -> Data:
    found = weights.get((row.factor, row.relation))
    told: Data = {"significance": None, "downplayed_by": []}
    if found is not None:
        told = {"significance": weight(found), "downplayed_by": list(found.matched) if found.downplayed else []}
    return _row(row) | told


def _removal(removal: Removal) -> list[Data]:
    authority = removal.authority
    named = {"rule": authority.id} if isinstance(authority, Rule) else {"case": authority.id}
    return [
        {
            **named,
            "by": event.by,
            "date": event.date.text,
            "event": event.event,
            "inferred": event.inferred,
            "binding": removal.would_bind,
        }
        for event in removal.events
    ]


def _yielding(item: Yielding) -> Data:
    named = {"rule": item.authority.id} if isinstance(item.authority, Rule) else {"case": item.authority.id}
    return {**named, "side": item.side, "to": [authority.id for authority in item.to]}
