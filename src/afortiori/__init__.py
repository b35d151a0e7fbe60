"""Reasoning from precedent: what the decided cases compel on new facts, and what they leave open.

>>> import afortiori
>>> pack = afortiori.open_pack("duty-to-protect")
>>> facts = pack.matters["balistreri"].facts
>>> answer = afortiori.decide(pack.base, facts, forum="ca9", as_of="1988-08-24")
>>> answer.verdict.finding.kind, answer.verdict.finding.side
('forced', 'duty')
>>> [row.factor for row in answer.verdict.precedents[0].rows if row.relation == "met"]
['awareness_of_risk', 'restraining_order']

The names below are the public ones; each is loaded where it is first used. ``afortiori.answers`` has a function for
each command, which takes packs and matters by name. The reference lists them all, with an example of each.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from afortiori.version import VERSION as __version__

if TYPE_CHECKING:
    from afortiori import answers
    from afortiori.analysis import Analysis, Comparison, Layer, Nearest, Row, RuleApplied, analyse, compare, decide
    from afortiori.argument import Adverse, Argued, Argument, Lattice, adverse, argue, lattice
    from afortiori.audit import Audit, Conflict, audit_base, conflicts, repair
    from afortiori.authority import Court, History, When
    from afortiori.casebase import (
        CaseBase,
        Finding,
        IssueFound,
        Law,
        Options,
        Removal,
        Selection,
        adopt,
        find,
        read_as,
        select,
        with_issues,
    )
    from afortiori.casebase.batch import (
        Verdicts,
        decide_many,
        facts_array,
        fewest_changes,
        relevant_many,
        thresholds_many,
    )
    from afortiori.casebase.register import Register, register_of
    from afortiori.casebase.tabular import Table, register_of_table
    from afortiori.casebase.whole import Consistency, Repair, consistency, landmark_rows, repair_rows
    from afortiori.claims import Answer, a_fortiori, factors_considered, holds, no_case, on_point
    from afortiori.coverage import Coverage, coverage_of
    from afortiori.doctrine import Condition, Doctrine, Factor, Issue, Rule, Side, boolean, line
    from afortiori.effect import Effect, effect_of
    from afortiori.errors import AfortioriError, BadInput, MissingExtra, Misuse, Problem
    from afortiori.estimate import Estimate, estimate_of
    from afortiori.guidance import (
        Hypotheticals,
        Moment,
        Probes,
        Rationales,
        Route,
        Strength,
        Threshold,
        hypotheticals,
        next_questions,
        probes,
        rationales,
        routes,
        stronger,
        threshold,
        thresholds,
        timeline,
    )
    from afortiori.interchange.values import from_plain, plain
    from afortiori.memo.memorandum import Subject, compose_memo
    from afortiori.memo.publishing import formats, publish
    from afortiori.memo.told import Told
    from afortiori.notebook import Shown, show
    from afortiori.precedent import Event, Facts, Opinion, Precedent, Reading, Value, facts, own_facts
    from afortiori.restatement import Agency, Restatement, for_agency, landmarks, restate, splits
    from afortiori.store.build import Matter
    from afortiori.store.index.opening import open_index
    from afortiori.store.library import Found, new_matter, open_base, open_matter, open_pack, open_packs
    from afortiori.store.pack import Pack

__all__ = [
    "Adverse",
    "AfortioriError",
    "Agency",
    "Analysis",
    "Answer",
    "Argued",
    "Argument",
    "Audit",
    "BadInput",
    "CaseBase",
    "Comparison",
    "Condition",
    "Conflict",
    "Consistency",
    "Court",
    "Coverage",
    "Doctrine",
    "Effect",
    "Estimate",
    "Event",
    "Factor",
    "Facts",
    "Finding",
    "Found",
    "History",
    "Hypotheticals",
    "Issue",
    "IssueFound",
    "Lattice",
    "Law",
    "Layer",
    "Matter",
    "MissingExtra",
    "Misuse",
    "Moment",
    "Nearest",
    "Opinion",
    "Options",
    "Pack",
    "Precedent",
    "Probes",
    "Problem",
    "Rationales",
    "Reading",
    "Register",
    "Removal",
    "Repair",
    "Restatement",
    "Route",
    "Row",
    "Rule",
    "RuleApplied",
    "Selection",
    "Shown",
    "Side",
    "Strength",
    "Subject",
    "Table",
    "Threshold",
    "Told",
    "Value",
    "Verdicts",
    "When",
    "__version__",
    "a_fortiori",
    "adopt",
    "adverse",
    "analyse",
    "answers",
    "argue",
    "audit_base",
    "boolean",
    "compare",
    "compose_memo",
    "conflicts",
    "consistency",
    "coverage_of",
    "decide",
    "decide_many",
    "effect_of",
    "estimate_of",
    "factors_considered",
    "facts",
    "facts_array",
    "fewest_changes",
    "find",
    "for_agency",
    "formats",
    "from_plain",
    "holds",
    "hypotheticals",
    "landmark_rows",
    "landmarks",
    "lattice",
    "line",
    "new_matter",
    "next_questions",
    "no_case",
    "on_point",
    "open_base",
    "open_index",
    "open_matter",
    "open_pack",
    "open_packs",
    "own_facts",
    "plain",
    "probes",
    "publish",
    "rationales",
    "read_as",
    "register_of",
    "register_of_table",
    "relevant_many",
    "repair",
    "repair_rows",
    "restate",
    "routes",
    "select",
    "show",
    "splits",
    "stronger",
    "threshold",
    "thresholds",
    "thresholds_many",
    "timeline",
    "with_issues",
]

_HOMES = {
    "analysis": (
        "Analysis",
        "Comparison",
        "Layer",
        "Nearest",
        "Row",
        "RuleApplied",
        "analyse",
        "compare",
        "decide",
    ),
    "argument": (
        "Adverse",
        "Argued",
        "Argument",
        "Lattice",
        "adverse",
        "argue",
        "lattice",
    ),
    "audit": (
        "Audit",
        "Conflict",
        "audit_base",
        "conflicts",
        "repair",
    ),
    "authority": (
        "Court",
        "History",
        "When",
    ),
    "casebase": (
        "CaseBase",
        "Finding",
        "IssueFound",
        "Law",
        "Options",
        "Removal",
        "Selection",
        "adopt",
        "find",
        "read_as",
        "select",
        "with_issues",
    ),
    "casebase.batch": (
        "Verdicts",
        "decide_many",
        "facts_array",
        "fewest_changes",
        "relevant_many",
        "thresholds_many",
    ),
    "casebase.register": (
        "Register",
        "register_of",
    ),
    "casebase.tabular": (
        "Table",
        "register_of_table",
    ),
    "casebase.whole": (
        "Consistency",
        "Repair",
        "consistency",
        "landmark_rows",
        "repair_rows",
    ),
    "estimate": (
        "Estimate",
        "estimate_of",
    ),
    "store.index.opening": ("open_index",),
    "claims": (
        "Answer",
        "a_fortiori",
        "factors_considered",
        "holds",
        "no_case",
        "on_point",
    ),
    "coverage": (
        "Coverage",
        "coverage_of",
    ),
    "doctrine": (
        "Condition",
        "Doctrine",
        "Factor",
        "Issue",
        "Rule",
        "Side",
        "boolean",
        "line",
    ),
    "effect": (
        "Effect",
        "effect_of",
    ),
    "errors": (
        "AfortioriError",
        "BadInput",
        "MissingExtra",
        "Misuse",
        "Problem",
    ),
    "guidance": (
        "Hypotheticals",
        "Moment",
        "Probes",
        "Rationales",
        "Route",
        "Strength",
        "Threshold",
        "hypotheticals",
        "next_questions",
        "probes",
        "rationales",
        "routes",
        "stronger",
        "threshold",
        "thresholds",
        "timeline",
    ),
    "interchange.values": (
        "from_plain",
        "plain",
    ),
    "memo.told": ("Told",),
    "memo.memorandum": (
        "Subject",
        "compose_memo",
    ),
    "memo.publishing": (
        "formats",
        "publish",
    ),
    "notebook": (
        "Shown",
        "show",
    ),
    "precedent": (
        "Event",
        "Facts",
        "Opinion",
        "Precedent",
        "Reading",
        "Value",
        "facts",
        "own_facts",
    ),
    "restatement": (
        "Agency",
        "Restatement",
        "for_agency",
        "landmarks",
        "restate",
        "splits",
    ),
    "store.build": ("Matter",),
    "store.library": (
        "Found",
        "new_matter",
        "open_base",
        "open_matter",
        "open_pack",
        "open_packs",
    ),
    "store.pack": ("Pack",),
}


def __getattr__(name: str) -> object:
    if name == "answers":
        return import_module("afortiori.answers")
    from afortiori.homes import looked_up

    return looked_up("afortiori", _HOMES)(name)


def __dir__() -> list[str]:
    return __all__
