"""The answer as it is read: its width, its characters, and that it is the same each time."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from packs.writing import ELDER, changed, pack

from afortiori.cli import main
from afortiori.store.library import open_pack
from cli.running import SOURCE, run, steering, too_wide

PACK = "duty-to-protect"
DAYS = ("1988-08-23", "2024-01-01")


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The answer to a command that has one."""
    status = main(arguments)
    captured = capsys.readouterr()
    answered = (0, "")
    assert answered == (status, captured.err), arguments
    return captured.out


def everything() -> Iterator[tuple[str, ...]]:
    """A command for every matter, case, factor and rule of the pack."""
    pack = open_pack(PACK)
    yield ("list",)
    for name in sorted({*pack.base.cases(), *(p.id for p in pack.base), *pack.doctrine.factor_ids()}):
        yield ("show", f"{PACK}/{name}")
    for rule in pack.doctrine.rules:
        yield ("show", f"{PACK}/{rule.id}")
    for matter in sorted(pack.matters):
        for day in DAYS:
            yield ("decide", matter, "--as-of", day)
        yield ("decide", matter, "--forum", "any", "--as-of", DAYS[-1], "--model", "result")


def test_no_line_is_wider_than_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Every answer about the pack fits 80 columns and holds nothing that could steer a terminal."""
    wide, odd = {}, {}
    for command in everything():
        out = shown(capsys, *command)
        if too_wide(out):
            wide[command] = too_wide(out)
        if steering(out):
            odd[command] = steering(out)
    assert not wide
    assert not odd


@pytest.mark.parametrize(
    "command", ["decide balistreri --forum any", "decide balistreri --json", "list", "show custody"]
)
def test_the_same_bytes_under_any_hash_seed_and_twice(command: str) -> None:
    """The order of sets and dictionaries shows nowhere."""
    seeds = ("0", "12345", "12345")
    [first, *others] = [run(*command.split(), env={"PYTHONHASHSEED": seed}) for seed in seeds]
    assert [first] * len(others) == others
    assert first.status == 0


def test_a_name_that_nothing_has_gets_the_same_remedy_with_every_seed() -> None:
    """The names that might have been meant stand in order, whatever Python's hash seed."""
    [first, second] = [run("show", "nosuch", env={"PYTHONHASHSEED": seed}) for seed in ("1", "2")]
    assert (2, first.err) == (second.status, second.err)
    [listed] = [line for line in first.err.splitlines() if "write one of: " in line]
    told = listed.partition("write one of: ")[2].partition(", and ")[0].split(", ")
    assert sorted(told) == told


def test_no_colour_in_a_pipe_whatever_the_terminal() -> None:
    """A pipe gets no escape sequence, with or without NO_COLOR, whatever TERM says."""
    plain = run("decide", "balistreri")
    for env in ({"NO_COLOR": "1"}, {"TERM": "xterm-256color"}, {"TERM": "dumb"}, {"CLICOLOR_FORCE": "1"}):
        assert plain == run("decide", "balistreri", env=env)
    assert "\x1b" not in plain.out


def test_no_library_that_is_slow_to_load_stands_between_a_compiled_pack_and_its_answer() -> None:
    """From a warm cache ``decide`` loads none of numpy, pydantic, ruamel, rich and typer."""
    run("decide", "balistreri")
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "afortiori", "decide", "balistreri"],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": SOURCE},
        timeout=60,
        check=False,
    )
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in ran.stderr.splitlines()}
    assert "afortiori" in loaded
    none: set[str] = set()
    assert none == loaded & {"numpy", "pydantic", "pydantic_core", "ruamel", "rich", "typer", "click", "yaml"}


def test_no_socket_is_opened(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No command goes to a network, with a cache or without."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    pack(tmp_path)
    for command in (
        ("decide", "popov", "--no-cache"),
        ("decide", "balistreri", "--json"),
        ("list",),
        ("show", "custody"),
        ("check", str(tmp_path / "pack")),
        ("new", "doctrine", str(tmp_path / "new")),
    ):
        assert shown(capsys, *command)


ODD = {
    "a mark that turns the text round": "\u202eabc",
    "marks that isolate": "\u2066abc\u2069",
    "nothing wide": "a\u200bb\u200dc\u2060d\ufeff",
    "a long word": "x" * 10_000,
    "a long line": "word " * 1_000,
    "a long word in another script": "漢" * 3_000,
    "line breaks of other systems": "a\u2028b\u2029c",
    "marks without a letter": "e" + "\u0301" * 200,
}


def written(odd: str) -> dict[str, str]:
    """A pack whose names hold odd text, wherever text may stand."""
    quoted = '"' + "".join(f"\\u{ord(c):04x}" if not c.isascii() else c for c in odd) + '"'
    return {
        **changed(
            "doctrine.yaml", ("name: Distance", f"name: {quoted}"), ("name: Liability for escapes", f"name: {quoted}"),
            ("definition: Somebody warned the keeper.", f"definition: {quoted}"), ("name: Warned", f"name: {quoted}"),
            ("authority: Elder v. Keeper, 1 U.S. 1, 2 (1980)", f"authority: {quoted}"),
        ),
        "cases/elder.yaml": ELDER.replace("name: Elder v. Keeper", f"name: {quoted}").replace("1 U.S. at 3", quoted),
        **changed("matters/goat.yaml", ("title: The goat", f"title: {quoted}")),
    }  # fmt: skip


@pytest.mark.parametrize(
    "odd",
    [pytest.param(odd, id=name) for name, odd in ODD.items()],
)
def test_odd_text_comes_out_as_text(tmp_path: Path, capsys: pytest.CaptureFixture[str], odd: str) -> None:
    """Whatever names hold, no line is too wide and no character steers the terminal."""
    folder = pack(tmp_path, written(odd))
    for command in (
        ("decide", f"{folder}/goat"),
        ("show", f"{folder}/elder"),
        ("show", f"{folder}/warned"),
        ("show", f"{folder}/fenced-in"),
    ):
        out = shown(capsys, *command)
        assert not too_wide(out), command
        assert not steering(out), command


@pytest.mark.parametrize("odd", ["\u202eabc", "\u2066abc", "a\u200bb", "a\\nb", "x" * 10_000], ids=ascii)
def test_odd_text_in_a_fault_comes_out_as_text(tmp_path: Path, odd: str) -> None:
    """What a file says is quoted in a fault on one line, and nothing in it steers the terminal."""
    pack(tmp_path, changed("matters/goat.yaml", ("fence: hedge", f'fence: "{odd}"')))
    ran = run("check", "pack", cwd=tmp_path)
    expected: tuple[int, str, list[str]] = (1, "", [])
    assert expected == (ran.status, ran.err, steering(ran.out))
    [fault, said] = ran.out.splitlines()
    assert fault.startswith("pack/matters/goat.yaml:7: unknown level '")
    assert said == "1 fault found."
    assert len(fault) < 400


@pytest.mark.parametrize("name", ["\x1b[31mred", "a\u202eb", "\udcff"], ids=ascii)
def test_an_odd_file_name_in_a_fault_comes_out_as_text(tmp_path: Path, name: str) -> None:
    """So is the name of the file itself, even one that is no text."""
    pack(tmp_path, {f"cases/{name}.yaml": ELDER})
    ran = run("check", "pack", cwd=tmp_path)
    expected: tuple[int, str, list[str]] = (1, "", [])
    assert expected == (ran.status, ran.err, steering(ran.out))
