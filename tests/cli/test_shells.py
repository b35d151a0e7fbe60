"""Shell completion and the manual page know every command and every option, because they are read from the parser."""

from __future__ import annotations

import re
import subprocess

import pytest

from afortiori.cli import commands, main, whole_parser
from afortiori.cli.shells import SHELLS, commands_of, completion, manual

EVERY = list(commands_of(whole_parser()))
OPTIONS = sorted({name for command in EVERY for option in command.options for name in option.names})


def completed(*words: str) -> list[str]:
    """What bash offers after these words, the last of which is being written."""
    script = completion("bash", whole_parser())
    line = " ".join(f"'{word}'" for word in words)
    asked = (
        f"{script}\nCOMP_WORDS=({line})\nCOMP_CWORD={len(words) - 1}\n_afortiori\nprintf '%s\\n' \"${{COMPREPLY[@]}}\""
    )
    ran = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True, timeout=30)
    assert not ran.stderr
    return ran.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("afortiori", "deci"), ["decide"]),
        (("afortiori", "claim", "no"), ["no-case"]),
        (("afortiori", "claim", "no-case", "--suff"), ["--suffices"]),
        (("afortiori", "routes", "balistreri", "--fo"), ["--for", "--forum"]),
        (("afortiori", "decide", "balistreri", "--model", ""), ["reason", "result"]),
        (("afortiori", "completion", "x", "--h"), ["--help"]),
        (("afortiori", "decide", "bal"), []),
    ],
)
def test_bash_offers_what_may_stand_there(words: tuple[str, ...], offered: list[str]) -> None:
    """Commands first, then the commands below them, then options, and the choices of an option."""
    assert offered == completed(*words)


@pytest.mark.parametrize("shell", SHELLS)
def test_each_script_knows_every_command_and_option(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What ``--help`` lists stands in the script."""
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert [] == [name for name in commands() if not re.search(rf"\b{re.escape(name)}\b", script)]
    written = {f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in OPTIONS}
    assert [] == [name for name in (sorted(written) if shell == "fish" else OPTIONS) if name not in script]


def test_the_manual_page_has_every_command_and_option(capsys: pytest.CaptureFixture[str]) -> None:
    """Each command has its section and each option its entry; a hyphen is one that can be copied."""
    assert main(["man"]) == 0
    page = capsys.readouterr().out
    escaped = page.replace("\\-", "-")
    assert [] == [command.words for command in EVERY if f".SS {' '.join(command.words)}" not in escaped]
    assert [] == [name for name in OPTIONS if f"\\fB{name}\\fR" not in escaped]
    assert page.startswith(".TH AFORTIORI 1")
    assert {".TH", ".SH", ".SS", ".TP", ".B", ".I"} == {
        line.split()[0] for line in page.splitlines() if line.startswith(".")
    }


def test_text_that_would_steer_man_is_printed_as_it_is() -> None:
    """A line that begins with a dot, and a backslash, are text."""
    parser = whole_parser()
    parser.description = ".so /etc/passwd \\fBx"
    assert "\\&.so /etc/passwd \\efBx" in manual(parser, "1")


def test_a_command_of_several_is_told_by_what_they_have_in_common() -> None:
    """``account`` and ``claim`` are described as ``--help`` does, not by the first of what they do."""
    told = {command.words[0]: command.family for command in EVERY}
    assert ("who may sign in to a workbench that is shared", "whether a statement about the case law is true of a base") == (
        told["account"], told["claim"],
    )  # fmt: skip
