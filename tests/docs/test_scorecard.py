"""The scorecard is true: what it says can be counted is counted again."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "afortiori"
PAGE = ROOT / "docs" / "explanation" / "scorecard.md"
DRAWERS = {"utils", "helpers", "common", "core", "services", "managers"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def texts(folder: Path) -> dict[Path, str]:
    """The text of every module below a folder."""
    return {path: path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py"))}


def functions(folder: Path) -> Iterator[Function]:
    """Every function below a folder."""
    for text in texts(folder).values():
        yield from (node for node in ast.walk(ast.parse(text)) if isinstance(node, Function))


def lines(function: Function) -> int:
    """How many lines a function has, its docstring apart."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_the_definitions_are_short() -> None:
    """What precedent compels is said in at most 200 lines."""
    assert len((SOURCE / "constraint.py").read_text(encoding="utf-8").splitlines()) <= 200


def test_files_are_short_but_for_those_that_are_named() -> None:
    """The files of more than 600 lines are those that the scorecard owns up to."""
    long = {path.relative_to(ROOT).as_posix() for path, text in texts(SOURCE).items() if text.count("\n") > 600}
    [row] = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| files under 600")]
    assert long == set(re.findall(r"`(src/[\w/.]+)`", row))


def test_functions_are_short() -> None:
    """Half of them have 5 lines or fewer, four of five 11 or fewer."""
    counted = sorted(lines(function) for function in functions(SOURCE))
    assert (True, True) == (counted[len(counted) // 2] <= 5, counted[int(len(counted) * 0.79)] <= 11)


def test_every_module_says_what_it_is() -> None:
    """Each begins with a docstring."""
    assert [] == [str(path) for path, text in texts(SOURCE).items() if not text.startswith(('"""', 'r"""'))]


def test_no_module_is_a_drawer() -> None:
    """None is named after being of use."""
    assert [] == [str(path) for path in texts(SOURCE) if {path.stem, path.parent.name} & DRAWERS]


def test_nine_of_ten_dataclasses_are_frozen_and_slotted() -> None:
    """Values are; what is not is work in progress."""
    made = [each for text in texts(SOURCE).values() for each in re.findall(r"^ *@dataclass\b.*$", text, re.MULTILINE)]
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
    mocks = re.compile(r"^\s*(?:from|import) (?:unittest\.mock|unittest import mock|mock|pytest_mock)\b", re.MULTILINE)
    assert [] == [str(path) for path, text in texts(ROOT / "tests").items() if mocks.search(text)]
