"""Every command and every API call that the documentation shows, run and compared with what it prints."""

from __future__ import annotations

import doctest
import hashlib
import json
import re
import shlex
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from docs.following import FOLLOWED, Typed, pattern, typed

from afortiori.cli import main
from afortiori.store.library import BUILT_IN
from afortiori.store.yamlfile import parse

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FENCE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path) -> Iterator[tuple[Typed, ...]]:
    """The console blocks of a page, each with its commands and the output shown below each of them."""
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        yield tuple(typed(block))


SHOWN = [
    (page.relative_to(ROOT).as_posix(), block)
    for page in PAGES
    if page.relative_to(ROOT).as_posix() not in FOLLOWED
    for block in blocks(page)
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


@pytest.mark.parametrize(("page", "block"), SHOWN, ids=[f"{page}: {block[0].command}"[:90] for page, block in SHOWN])
def test_a_command_prints_what_its_page_shows(
    page: str, block: tuple[Typed, ...], capsys: pytest.CaptureFixture[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """A documented command prints what its page shows, after those above it in its block, where the examples of the manual lie."""
    for example in (ROOT / "docs" / "examples").iterdir():
        (tmp_path / example.name).write_bytes(example.read_bytes())
    monkeypatch.chdir(tmp_path)
    for step in block:
        words = shlex.split(step.command)
        assert words[0] == "afortiori"
        with suppress(SystemExit):
            main(words[1:])
        said = capsys.readouterr().out
        shown = pattern(step.shown or "")
        assert re.fullmatch(shown, said, re.DOTALL), (
            f"{page} shows for '{step.command}' what it does not print:\n{said}"
        )


@pytest.mark.parametrize("page", [page for page in PAGES if FENCE.search(page.read_text(encoding="utf-8"))], ids=str)
def test_python_in_a_page_gives_what_it_shows(page: Path) -> None:
    """Python shown in a page gives what it shows."""
    text = "\n".join(FENCE.findall(page.read_text(encoding="utf-8")))
    example = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    runner.run(example)
    assert (0, len(example.examples)) == (runner.failures, runner.tries)


def test_every_command_is_documented_with_an_example() -> None:
    """Each command of the program has its section in the reference, and an example stands in it."""
    from afortiori.cli import commands

    reference = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    sections = re.findall(r"^## afortiori ([\w-]+)[^\n]*\n(.*?)(?=^## )", reference, re.MULTILINE | re.DOTALL)
    shown = {name for name, text in sections if re.search(rf"^(?:\$ )?afortiori {name}\b", text, re.MULTILINE)}
    assert [] == [name for name in commands() if name not in shown]


def test_every_command_that_is_only_shown_could_be_typed() -> None:
    """A command in a block that is not run (it would serve, or wait for a file of the reader's) is one that the program takes."""
    from afortiori.cli import whole_parser

    fences = re.compile(r"^```(?:sh)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    typed_at = [
        (page.name, line)
        for page in PAGES
        for block in fences.findall(page.read_text(encoding="utf-8").replace("\\\n", " "))
        for line in re.findall(r"^ *(afortiori .+)$", block, re.MULTILINE)
    ]
    assert [] == [(page, line) for page, line in typed_at if not _taken(whole_parser(), line)]
    assert len(typed_at) > 20


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


def test_every_command_named_in_a_sentence_is_one() -> None:
    """What stands in the text as a command, alone or with its arguments, begins with a command of the program."""
    from afortiori.cli import commands

    outside = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
    named = [
        (page.name, words.split()[0])
        for page in [*PAGES, *ROOT.glob("*.md")]
        for words in re.findall(r"`afortiori ([^`]+)`", outside.sub("", page.read_text(encoding="utf-8")))
    ]
    known = {*commands(), "--version", "certificate"}  # 'afortiori certificate 1' is what a certificate calls itself
    assert [] == [(page, word) for page, word in named if word not in known]


def test_every_file_shown_can_be_read() -> None:
    """Each block of YAML is one that our reader takes, each block of JSON is JSON."""
    readers: dict[str, Callable[[str], object]] = {
        "yaml": lambda text: parse(text.encode(), "shown.yaml"),
        "json": json.loads,
    }
    shown = [
        (kind, text)
        for page in PAGES
        for kind, text in re.findall(
            r"^```(yaml|json)\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
        )
    ]
    assert all(readers[kind](text) for kind, text in shown)
    assert {"yaml", "json"} == {kind for kind, _ in shown}


def _taken(parser: ArgumentParser, line: str) -> bool:
    """Whether the program takes a line as it is written, or answers it itself (``--help``)."""
    try:
        parser.parse_args(shlex.split(line, comments=True)[1:])
    except SystemExit as ended:
        return ended.code == 0
    return True
