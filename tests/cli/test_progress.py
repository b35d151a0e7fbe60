"""Progress: only on a terminal, only on standard error, gone when the answer comes; and a question that is stopped."""

from __future__ import annotations

import io
import sys
import time

import pytest

from afortiori.cli.progress import progress

Capsys = pytest.CaptureFixture[str]


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        """It is."""
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Standard error as a terminal, from here to the end of the test."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    return stream


def test_on_a_terminal_it_is_told_and_then_gone(monkeypatch: pytest.MonkeyPatch, capsys: Capsys) -> None:
    """The line names what is being done, and is cleared at the end; the answer comes after it, whole."""
    told = terminal(monkeypatch)
    with progress("afortiori guide", pause=0.01):
        sys.stdout.write("the answer\n")
        until = time.monotonic() + 10
        while "2 s" not in told.getvalue() and time.monotonic() < until:
            time.sleep(0.01)
        assert "" == capsys.readouterr().out
    assert "the answer\n" == capsys.readouterr().out
    assert told.getvalue().startswith("\r\x1b[Kafortiori guide: 1 s (Ctrl-C stops it)")
    assert told.getvalue().endswith("\r\x1b[K")


def test_what_is_answered_at_once_tells_nothing(monkeypatch: pytest.MonkeyPatch, capsys: Capsys) -> None:
    """Before the first pause is over there is no line."""
    told = terminal(monkeypatch)
    with progress("afortiori decide"):
        sys.stdout.write("the answer\n")
    assert ("the answer\n", "") == (capsys.readouterr().out, told.getvalue())


def test_in_a_pipe_nothing_is_told(capsys: Capsys) -> None:
    """Where standard error is no terminal, it stays empty and nothing is held back."""
    with progress("afortiori guide", pause=0.01):
        sys.stdout.write("the answer\n")
        assert "the answer\n" == capsys.readouterr().out
        time.sleep(0.05)
    assert "" == capsys.readouterr().err


def half_an_answer() -> None:
    """A question that is stopped while its answer is written."""
    with progress("afortiori guide", pause=0.01):
        sys.stdout.write("half of")
        raise KeyboardInterrupt


def test_of_a_question_that_is_stopped_nothing_is_written(monkeypatch: pytest.MonkeyPatch, capsys: Capsys) -> None:
    """Ctrl-C goes on to who catches it; half an answer is no answer."""
    terminal(monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        half_an_answer()
    assert "" == capsys.readouterr().out
