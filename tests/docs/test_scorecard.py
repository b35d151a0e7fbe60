"""The scorecard is true: what it says can be counted is counted again."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "afortiori"
PAGE = ROOT / "docs" / "explanation" / "scorecard.md"
DRAWERS = {"utils", "helpers", "common", "core", "services", "managers"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def trees(folder: Path) -> dict[Path, ast.Module]:
    """The syntax of every module below a folder."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.py"))}


def functions(folder: Path) -> Iterator[Function]:
    """Every function below a folder."""
    for tree in trees(folder).values():
        yield from (node for node in ast.walk(tree) if isinstance(node, Function))


def lines(function: Function) -> int:
    """How many lines a function has, its docstring apart."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def length(path: Path) -> int:
    """How many lines a file has."""
    return len(path.read_text(encoding="utf-8").splitlines())


def test_the_definitions_are_short() -> None:
    """What precedent compels is said in at most 200 lines."""
    assert length(SOURCE / "constraint.py") <= 200


def test_files_are_short_but_for_those_that_are_named() -> None:
    """The files of more than 600 lines are those that the scorecard owns up to."""
    long = {path.relative_to(ROOT).as_posix() for path in trees(SOURCE) if length(path) > 600}
    [row] = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| files under 600")]
    assert long == set(re.findall(r"`(src/[\w/.]+)`", row))


def test_functions_are_short() -> None:
    """Half of them have 5 lines or fewer, four of five 11 or fewer."""
    counted = sorted(lines(function) for function in functions(SOURCE))
    assert (True, True) == (counted[len(counted) // 2] <= 5, counted[int(len(counted) * 0.79)] <= 11)


def test_every_module_says_what_it_is() -> None:
    """Each begins with a docstring."""
    assert [] == [str(path) for path, tree in trees(SOURCE).items() if not ast.get_docstring(tree)]


def test_no_module_is_a_drawer() -> None:
    """None is named after being of use."""
    assert [] == [str(path) for path in trees(SOURCE) if {path.stem, path.parent.name} & DRAWERS]


def test_nine_of_ten_dataclasses_are_frozen_and_slotted() -> None:
    """Values are; what is not is work in progress."""
    made = [
        ast.unparse(decorator)
        for tree in trees(SOURCE).values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for decorator in node.decorator_list
        if ast.unparse(decorator).startswith("dataclass")
    ]
    assert 0.9 <= sum("frozen=True" in each and "slots=True" in each for each in made) / len(made)


def test_exceptions_to_the_tools_are_few() -> None:
    """Lines on which the linter or the type checker is told to look away: twenty at most."""
    marks = re.compile(r"#\s*(?:noqa|type:\s*ignore)")
    files = [path for folder in (SOURCE, ROOT / "tests") for path in folder.rglob("*.py")]
    found = [line for path in files for line in path.read_text(encoding="utf-8").splitlines() if marks.search(line)]
    assert len(found) <= 20, found


def test_every_test_says_what_it_states() -> None:
    """Each test has a docstring."""
    named = [function for function in functions(ROOT / "tests") if function.name.startswith("test_")]
    assert [] == [function.name for function in named if not ast.get_docstring(function)]


def test_nothing_of_ours_is_mocked() -> None:
    """No test imports a library of mocks."""
    imported = [
        name
        for tree in trees(ROOT / "tests").values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
    ]
    assert [] == [name for name in imported if name.startswith(("unittest.mock", "mock", "pytest_mock"))]
