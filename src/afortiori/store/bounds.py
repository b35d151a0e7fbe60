"""Work on files that others wrote, done in a process of its own with limits of time and memory.

The parent's time limit holds everywhere. Memory and processor time are limited by the system where it can: on Linux. Windows
has no such limit for a process that limits itself, and macOS does not enforce the one on memory: there time alone is bounded.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from afortiori.errors import BadInput, MissingExtra, Problem

MOST_MEMORY = 1 << 30


def unlimited() -> tuple[str, ...]:
    """What a user should be told where the system limits no memory; nothing where it does."""
    if sys.platform in ("win32", "darwin"):
        return ("On this system the memory that reading takes is not limited; its time is.",)
    return ()


def apart(
    module: str, arguments: Sequence[str], data: bytes, name: str, *, seconds: int, prepared: str = ""
) -> dict[str, Any]:
    """What a module of ours, run by itself on some bytes, answers as JSON; BadInput where it does not end well.

    Where it says what it is prepared for, it is forked from a process that is so prepared, on a system that can.
    An answer with ``problems`` is raised as BadInput, one with ``missing`` as MissingExtra.
    """
    try:
        said, status = _run(module, arguments, data, prepared, seconds)
    except TimeoutError:
        raise BadInput([Problem(name, 0, f"not read within {seconds} seconds", "split it")]) from None
    return _answer(said, status, name)


def _run(module: str, arguments: Sequence[str], data: bytes, prepared: str, seconds: int) -> tuple[bytes, int]:
    if prepared:
        from afortiori.store import forkserver

        with suppress(forkserver.Unavailable):
            return forkserver.run(module, arguments, data, prepared, seconds=seconds)
    command = [sys.executable, "-P", "-m", module, *arguments]
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            said, _ = process.communicate(data, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise TimeoutError from None
        finally:
            _end(process)
    return said, process.returncode


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process that has not ended, with whatever it started."""
    if process.poll() is not None:
        return
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _answer(said: bytes, status: int, name: str) -> dict[str, Any]:
    try:
        answer = json.loads(said)
    except (ValueError, RecursionError):
        what = "reading it needs more memory or time than it may have" if status else "it cannot be read"
        raise BadInput([Problem(name, 0, what, "split it, or save it as plain text")]) from None
    if "missing" in answer:
        raise MissingExtra(*answer["missing"])
    if "problems" in answer:
        raise BadInput(Problem(*problem) for problem in answer["problems"])
    return dict(answer)


def limit(seconds: int, memory: int = MOST_MEMORY) -> None:
    """Limit this process, where the system can; a limit already lower stays."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        held = resource.getrlimit(kind)[1]
        now = most if held == resource.RLIM_INFINITY else min(most, held)
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (now, now))


def answer(found: dict[str, Any]) -> int:
    """Write an answer for the parent; the exit status."""
    sys.stdout.write(json.dumps(found))
    return 0


def refused(error: BadInput | MissingExtra) -> dict[str, Any]:
    """An answer that the parent raises again."""
    if isinstance(error, MissingExtra):
        return {"missing": [error.extra, error.purpose]}
    return {"problems": [[one.file, one.line, one.what, one.remedy] for one in error.problems]}
