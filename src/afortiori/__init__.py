"""Reasoning from precedent: what the decided cases compel on new facts, and what they leave open.

>>> import afortiori
>>> pack = afortiori.open_pack("duty-to-protect")
>>> facts = pack.matters["balistreri"].facts
>>> answer = afortiori.decide(pack.base, facts, forum="ca9", as_of="1988-08-24")
>>> answer.verdict.finding.kind, answer.verdict.finding.side
('forced', 'duty')
>>> [row.factor for row in answer.verdict.precedents[0].rows if row.relation == "met"]
['awareness_of_risk', 'restraining_order']

The names below are the public ones; each is loaded where it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from afortiori.version import VERSION as __version__

if TYPE_CHECKING:
    from afortiori.analysis import Analysis, Comparison, Layer, Row, RuleApplied, analyse, compare, decide
    from afortiori.authority import Court, History, When
    from afortiori.casebase import CaseBase, Finding, Options, Selection, find, select
    from afortiori.doctrine import Condition, Doctrine, Factor, Issue, Rule, Side
    from afortiori.errors import AfortioriError, BadInput, MissingExtra, Misuse, Problem
    from afortiori.precedent import Facts, Opinion, Precedent, Value, facts
    from afortiori.store.build import Matter
    from afortiori.store.library import open_matter, open_pack
    from afortiori.store.pack import Pack

__all__ = [
    "AfortioriError",
    "Analysis",
    "BadInput",
    "CaseBase",
    "Comparison",
    "Condition",
    "Court",
    "Doctrine",
    "Factor",
    "Facts",
    "Finding",
    "History",
    "Issue",
    "Layer",
    "Matter",
    "MissingExtra",
    "Misuse",
    "Opinion",
    "Options",
    "Pack",
    "Precedent",
    "Problem",
    "Row",
    "Rule",
    "RuleApplied",
    "Selection",
    "Side",
    "Value",
    "When",
    "__version__",
    "analyse",
    "compare",
    "decide",
    "facts",
    "find",
    "open_matter",
    "open_pack",
    "select",
]

_HOMES = {
    "analysis": ("Analysis", "Comparison", "Layer", "Row", "RuleApplied", "analyse", "compare", "decide"),
    "authority": ("Court", "History", "When"),
    "casebase": ("CaseBase", "Finding", "Options", "Selection", "find", "select"),
    "doctrine": ("Condition", "Doctrine", "Factor", "Issue", "Rule", "Side"),
    "errors": ("AfortioriError", "BadInput", "MissingExtra", "Misuse", "Problem"),
    "precedent": ("Facts", "Opinion", "Precedent", "Value", "facts"),
    "store.build": ("Matter",),
    "store.library": ("open_matter", "open_pack"),
    "store.pack": ("Pack",),
}


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"afortiori.{home}"), name)
    raise AttributeError(f"module 'afortiori' has no attribute '{name}'")


def __dir__() -> list[str]:
    return __all__
