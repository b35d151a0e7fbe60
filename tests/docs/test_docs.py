"""Every command and every API call that the documentation shows, run and compared with what it prints."""

from __future__ import annotations

import doctest
import hashlib
import re
import shlex
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from docs.following import FOLLOWED, pattern, typed

from afortiori.cli import main
from afortiori.store.library import BUILT_IN

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FENCE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def shown(page: Path) -> Iterator[tuple[str, str]]:
    """The commands of a page, each with the output shown below it; '...' alone on a line stands for any lines."""
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        for step in typed(block):
            yield step.command, step.shown or ""


COMMANDS = [
    (page.relative_to(ROOT).as_posix(), command, output)
    for page in PAGES
    if page.relative_to(ROOT).as_posix() not in FOLLOWED
    for command, output in shown(page)
]


@pytest.fixture(scope="module", autouse=True)
def the_packs() -> Iterator[None]:
    """Whatever the pages show, no command that they show changes a file of a pack."""
    before = _digests()
    yield
    assert before == _digests()


def _digests() -> dict[str, str]:
    files = (file for file in sorted(BUILT_IN.rglob("*")) if file.is_file())
    return {file.relative_to(BUILT_IN).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.mark.parametrize(("page", "command", "output"), COMMANDS, ids=[f"{page}: {c}"[:90] for page, c, _ in COMMANDS])
def test_a_command_prints_what_its_page_shows(
    page: str, command: str, output: str, capsys: pytest.CaptureFixture[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """A documented command prints what its page shows, where the examples of the manual lie."""
    for example in (ROOT / "docs" / "examples").iterdir():
        (tmp_path / example.name).write_bytes(example.read_bytes())
    monkeypatch.chdir(tmp_path)
    words = shlex.split(command)
    assert words[0] == "afortiori"
    with suppress(SystemExit):
        main(words[1:])
    printed = capsys.readouterr().out
    assert re.fullmatch(pattern(output), printed, re.DOTALL), (
        f"{page} shows for '{command}' what it does not print:\n{printed}"
    )


@pytest.mark.parametrize("page", [page for page in PAGES if FENCE.search(page.read_text(encoding="utf-8"))], ids=str)
def test_python_in_a_page_gives_what_it_shows(page: Path) -> None:
    """Python shown in a page gives what it shows."""
    text = "\n".join(FENCE.findall(page.read_text(encoding="utf-8")))
    example = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    runner.run(example)
    assert (0, len(example.examples)) == (runner.failures, runner.tries)


def test_every_command_is_documented() -> None:
    """Each command of the program has its section in the reference."""
    from afortiori.cli import commands

    reference = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    assert [name for name in commands() if f"## afortiori {name}" not in reference] == []


def test_every_link_within_the_documentation_leads_somewhere() -> None:
    """Each relative link names a file that exists."""
    broken = [
        f"{page.name}: {target}"
        for page in [*PAGES, *sorted(ROOT.glob("*.md"))]
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


def test_decisions_are_numbered_once_and_in_order() -> None:
    """Each decision record bears its number in its name and its heading, none is given twice and none left out."""
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    headed = [page.read_text(encoding="utf-8").partition(".")[0] for page in pages]
    assert [f"# {number}" for number in range(1, len(pages) + 1)] == headed
    assert [f"{number:04}" for number in range(1, len(pages) + 1)] == [page.name[:4] for page in pages]
