"""The Python API: its names, their docstrings with examples, and the reference that is written from them."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest
from docs.api_reference import PAGE, entries, page

import afortiori
from afortiori import answers
from afortiori.cli import commands

SERVERS = {"serve", "account", "mcp"}
OF_THE_PROGRAM = {"completion", "man"}
NAMES = [
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
    "Problem",
    "Probes",
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


def test_the_public_names_are_exactly_these() -> None:
    """What ``afortiori`` promises is this list, and each name leads somewhere."""
    assert sorted(NAMES) == afortiori.__all__ == dir(afortiori)
    assert [name for name in NAMES if getattr(afortiori, name, None) is None] == []


def test_every_command_has_its_function() -> None:
    """Each command is a function of ``afortiori.answers`` with its name; two of them are words of Python's own."""
    functions = {"list": "list_packs", "import": "import_chart", "export": "export_chart"}
    asked = [command for command in commands() if command not in SERVERS | OF_THE_PROGRAM]
    names = [functions.get(command, command.replace("-", "_")) for command in asked]
    assert [name for name in names if name not in answers.__all__] == []


@pytest.mark.parametrize("name", sorted(entries()))
def test_every_public_name_has_a_docstring_with_an_example(name: str) -> None:
    """A class or a function says what it is, and shows it."""
    said = inspect.getdoc(entries()[name]) or ""
    assert (True, True) == (len(said.partition("\n")[0]) > 20, ">>>" in said)


def test_the_reference_is_as_the_docstrings_say() -> None:
    """The page is what ``make reference`` would write, and has an entry for every public name."""
    written = PAGE.read_text(encoding="utf-8")
    assert page() == written, "run 'make reference'"
    assert [name for name in entries() if f"\n### {name}\n" not in written] == []


def test_importing_afortiori_is_light() -> None:
    """``import afortiori`` loads neither a library nor the law; a name loads what it needs."""
    code = "import sys, afortiori; before = set(sys.modules); afortiori.Side; print(sorted(m for m in before if m.startswith(('afortiori.', 'numpy', 'pydantic', 'ruamel', 'rich'))))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert "['afortiori.version']\n" == ran.stdout


def test_the_package_is_typed() -> None:
    """Type checkers take our annotations."""
    from importlib.resources import files

    assert files("afortiori").joinpath("py.typed").is_file()
