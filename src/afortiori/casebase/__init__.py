"""The case base: a sequence of precedents, and the questions of ``constraint`` asked of all of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from afortiori.homes import looked_up

if TYPE_CHECKING:
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

_HOMES = {
    "base": ("CaseBase",),
    "hypothesis": (
        "adopt",
        "opinion_named",
        "read_as",
        "read_facts",
    ),
    "issues": (
        "IssueFound",
        "with_issues",
    ),
    "law": ("Law",),
    "selection": (
        "Options",
        "Removal",
        "Selection",
        "SetAside",
        "select",
    ),
    "verdict": (
        "Columns",
        "Finding",
        "Yielding",
        "find",
    ),
}

# Each name from its module, loaded where it is first used: the engines need none of them.
__getattr__ = looked_up("afortiori.casebase", _HOMES)
