"""The argument and the claim lattice as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from afortiori.argument import Adverse, Argued, Argument, Lattice, Point, trumped_by
from afortiori.doctrine import Condition, Rule
from afortiori.precedent import Precedent

MOST_TRUMPING = 20
Data = dict[str, Any]


def argued_data(argued: Argued) -> Data:
    """The argument as plain data: the tree as it is, nothing left out."""
    finding = argued.finding
    return {
        "verdict": finding.kind,
        "side": finding.side,
        "by": [{"rule": a.id} if isinstance(a, Rule) else _case(a) for a in finding.by],
        "for": argued.side,
        "against": argued.against.id if argued.against else None,
        "nothing_in_common": not (argued.arguments or argued.persuasive or argued.issues),
        "arguments": [_argument(a) for a in argued.arguments],
        "persuasive": [_argument(a) for a in argued.persuasive],
        "issues": [
            {"issue": i.issue.id, "status": i.found.status, "how": i.found.how, "arguments": _all(i.arguments)}
            for i in argued.issues
        ],
        "adverse": _adverse(argued.adverse),
        "adverse_persuasive": _adverse(argued.adverse_persuasive),
    }


def lattice_data(of: Lattice) -> Data:
    """The claim lattice as plain data; ``above`` and ``below`` are places among ``nodes``, the first of which is the facts."""
    return {
        "nodes": [
            {
                "shared": [_condition(c) for c in node.shared],
                "cases": [_placed(of, case) for case in node.cases],
                "above": list(node.above),
                "below": list(node.below),
            }
            for node in of.nodes
        ],
        "apart": [case.id for case in of.apart],
    }


def _placed(of: Lattice, case: Precedent) -> Data:
    by = trumped_by(of, case)
    return {
        **_case(case),
        "side": case.holding,
        "trumped": bool(by),
        "trumped_by": [c.id for c in by[:MOST_TRUMPING]],
        "trumped_by_count": len(by),
    }


def _all(arguments: Sequence[Argument]) -> list[Data]:
    return [_argument(argument) for argument in arguments]


def _argument(argument: Argument) -> Data:
    return {
        "move": argument.move,
        "ply": argument.ply,
        "side": argument.side,
        **_case(argument.case),
        "points": [_point(point) for point in argument.points],
        "supports": [{**_case(s.case), "points": [_point(p) for p in s.points]} for s in argument.supports],
        "also": [case.id for case in argument.also],
        "distinctions": [
            {"factor": d.factor, "stands": d.stands, "concern": d.concern, "matched": list(d.matched)}
            for d in argument.distinctions
        ],
        "supported": _all(argument.supported),
        "answered": _all(argument.answered),
    }


def _point(point: Point) -> Data:
    return {
        "role": point.role,
        "factor": point.factor,
        "side": point.side,
        "conditions": [_condition(c) for c in point.conditions],
        "certain": point.certain,
    }


def _adverse(adverse: Adverse) -> Data:
    return {
        "untrumped": [_case(case) for case in adverse.untrumped],
        "one_change_away": [{**_case(one.case), "points": [_point(p) for p in one.points]} for one in adverse.one_away],
    }


def _case(case: Precedent) -> Data:
    return {"case": case.id, "citation": case.citation}


def _condition(condition: Condition) -> Data:
    return {"factor": condition.factor, "bound": condition.bound, "level": condition.level, "side": condition.side}
