"""The case base: a sequence of precedents, and the questions of ``constraint`` asked of all of them at once."""

from __future__ import annotations

from afortiori.casebase.base import CaseBase
from afortiori.casebase.hypothesis import adopt, opinion_named, read_as, read_facts
from afortiori.casebase.issues import IssueFound, with_issues
from afortiori.casebase.law import Law
from afortiori.casebase.selection import Options, Removal, Selection, SetAside, select
from afortiori.casebase.verdict import Columns, Finding, Yielding, find

__all__ = [
    "CaseBase",
    "Columns",
    "Finding",
    "IssueFound",
    "Law",
    "Options",
    "Removal",
    "Selection",
    "SetAside",
    "Yielding",
    "adopt",
    "find",
    "opinion_named",
    "read_as",
    "read_facts",
    "select",
    "with_issues",
]
