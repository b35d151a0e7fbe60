"""Exit statuses, and what goes to which stream."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from packs.writing import changed, pack

from afortiori import cli
from afortiori.cli import options as status
from cli.running import SOURCE, run


@pytest.mark.parametrize(
    "arguments",
    [
        ["decide", "balistreri"],
        ["decide", "duty-to-protect/balistreri", "--json"],
        ["show", "custody"],
        ["show", "duty-to-protect/custody"],
        ["list"],
        ["check", "duty-to-protect"],
        ["--version"],
        ["--help"],
        ["decide", "--help"],
    ],
    ids=" ".join,
)
def test_an_answer_is_status_0(arguments: list[str]) -> None:
    """Whatever the answer is, it goes to standard output, and nothing to standard error."""
    ran = run(*arguments)
    expected = (0, "")
    assert expected == (ran.status, ran.err)
    assert ran.out.endswith("\n")
    assert "\x1b" not in ran.out


def test_faults_are_status_1_and_are_the_answer(tmp_path: Path) -> None:
    """``check`` prints every fault of a pack and how many there are; its faults are its answer."""
    folder = pack(
        tmp_path,
        {
            **changed("doctrine.yaml", ("parent: control", "parent: contol")),
            **changed("cases/elder.yaml", ("court: scotus", "court: scotsu")),
            **changed("matters/goat.yaml", ("fence: hedge", "fence: ledge")),
        },
    )
    ran = run("check", "pack", cwd=tmp_path)
    expected = [
        "pack/cases/elder.yaml:3: unknown court 'scotsu'; did you mean 'scotus'?",
        "pack/doctrine.yaml:15: unknown issue 'contol'; did you mean 'control'?",
        "pack/matters/goat.yaml:7: unknown level 'ledge' of factor 'fence'; did you mean 'hedge'?",
        "3 faults found.",
    ]
    assert expected == ran.out.splitlines()
    assert not ran.err
    assert ran.status == 1
    assert folder.is_dir()


def test_a_question_that_comes_out_otherwise_is_a_fault(tmp_path: Path) -> None:
    """``check`` asks a pack's own questions, and tells what came out."""
    pack(tmp_path, changed("questions/own.yaml", ("side: liable", "side: free")))
    ran = run("check", "pack", cwd=tmp_path)
    assert ran.status == 1
    assert (
        "'Does the keeper of the goat answer?': it must come out forced for free, and came out forced for liable"
        in ran.out
    )


def test_check_accepts_a_good_pack_and_each_of_its_files(tmp_path: Path) -> None:
    """A pack, its cases, and a file of it, are checked alike."""
    pack(tmp_path)
    for path in ("pack", "pack/cases", "pack/cases/elder.yaml", "pack/matters/goat.yaml", "pack/doctrine.yaml"):
        ran = run("check", path, cwd=tmp_path)
        expected = (0, "")
        assert expected == (ran.status, ran.err), ran.out
        assert ran.out.endswith("no fault.\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["decide", "balistrery"], "afortiori: unknown matter 'balistrery'; did you mean 'balistreri'? (or give a path)"),
        (["decide", "balistreri", "--forum", "c9"], "afortiori: unknown court 'c9'; did you mean 'ca9'?"),
        (["show", "custdy"], "afortiori: no case, factor or rule is named 'custdy'; did you mean 'custody'?"),
        (["show", "duty-to-protec/custody"], "afortiori: unknown doctrine pack 'duty-to-protec'; did you mean 'duty-to-protect'?"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_bad_input_is_status_2_on_standard_error(arguments: list[str], told: str) -> None:
    """What cannot be answered leaves standard output empty."""
    ran = run(*arguments)
    expected = (2, "", told + "\n")
    assert expected == (ran.status, ran.out, ran.err)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["decyde"],
        ["decide"],
        ["decide", "balistreri", "--modle", "result"],
        ["decide", "balistreri", "--model", "x"],
    ],
    ids=" ".join,
)
def test_bad_usage_is_status_2_on_standard_error(arguments: list[str]) -> None:
    """So does a command that is not in its form."""
    ran = run(*arguments)
    expected = (2, "")
    assert expected == (ran.status, ran.out)
    assert ran.err.startswith("usage: afortiori")


def test_all_faults_of_the_options_are_told_at_once() -> None:
    """Options are checked together, as files are."""
    ran = run(
        "decide", "balistreri", "--forum", "ca99", "--as-of", "1988-02-30", "--set", "custdy=none", "--set", "custody=non",
        "--set", "custody", "--without", "escamilla-v-santa-anna-1986",
    )  # fmt: skip
    told = [
        "afortiori: '1988-02-30' is no day; write a day, such as --as-of 1988-08-23",
        "afortiori: 'custody' sets nothing; write --set FACTOR=LEVEL",
        "afortiori: unknown case 'escamilla-v-santa-anna-1986'; did you mean 'escamilla-v-santa-ana-1986'?",
        "afortiori: unknown court 'ca99'; did you mean 'ca9'?",
        "afortiori: unknown factor 'custdy'; did you mean 'custody'?",
        "afortiori: unknown level 'non' of factor 'custody'; did you mean 'none'?",
    ]
    expected = (2, "", told)
    assert expected == (ran.status, ran.out, ran.err.splitlines())


@pytest.mark.parametrize(
    "day", ["1988-08", "1988", "today", "", "1988-13-01", "23 August 1988", "1988-08-23T00:00", "0000-01-01"]
)
def test_as_of_is_a_day(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The law is taken as of a day; nothing else is guessed at."""
    if day:
        assert cli.main(["decide", "balistreri", "--as-of", day]) == status.BAD_INPUT
        told = f"afortiori: '{day}' is no day; write a day, such as --as-of 1988-08-23\n"
        assert told == capsys.readouterr().err


@pytest.mark.parametrize(
    "day",
    ["1_88-01-01", " 988-01-01", "+988-01-01", "1988-+8-01", "\u0661\u0669\u0668\u0668-\u0660\u0661-\u0660\u0661"],
)
def test_only_digits_make_a_date(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A date is written in the digits 0 to 9."""
    assert cli.main(["decide", "balistreri", "--as-of", day]) == status.BAD_INPUT
    assert "is no day" in capsys.readouterr().err


def test_interrupted_is_status_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C ends with its customary status and no traceback."""

    def interrupt() -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(status, "today", interrupt)
    assert cli.main(["decide", "balistreri"]) == status.INTERRUPTED
    captured = capsys.readouterr()
    expected = ("", "afortiori: interrupted\n")
    assert expected == (captured.out, captured.err)


@pytest.mark.parametrize(
    "arguments",
    [
        ["decide", "balistreri", "--json"],
        ["list"],
        ["check", "duty-to-protect"],
        ["--help"],
        ["--version"],
    ],
    ids=" ".join,
)
def test_a_reader_that_went_away_brings_no_traceback(arguments: list[str]) -> None:
    """As in ``afortiori list | head -1``: nobody reads the answer, and nothing is said of it."""
    read, write = os.pipe()
    os.close(read)
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "afortiori", *arguments],
            stdout=write,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": SOURCE},
            timeout=60,
            check=False,
        )
    finally:
        os.close(write)
    silence = b""
    assert silence == ran.stderr


def test_head_takes_the_first_line() -> None:
    """A pipe to ``head`` gives its line, and no traceback."""
    command = f"'{sys.executable}' -m afortiori decide balistreri --json --forum any | head -1"
    ran = subprocess.run(
        ["/bin/sh", "-c", command],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": SOURCE},
        timeout=60,
        check=False,
    )
    expected = (b"{\n", b"")
    assert expected == (ran.stdout, ran.stderr)


def test_a_disk_that_is_full_brings_no_traceback() -> None:
    """An answer that cannot be written is told in a line."""
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "afortiori", "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": SOURCE},
            timeout=60,
            check=False,
        )
    assert b"Traceback" not in ran.stderr
