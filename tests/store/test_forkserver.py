"""The process that is kept, and forks one for each file: the same readings, sooner; every limit holds; nothing is left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from afortiori.errors import BadInput
from afortiori.opinion.carrying import carried
from afortiori.store import forkserver
from afortiori.store.reading import reading_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a reading is forked on Linux only")

CITED = b"Escamilla v. City of Santa Ana, 796 F.2d 266, 269 (9th Cir. 1986). It is so."
READ = {
    "text": ("opinion.txt", CITED),
    "markup": ("opinion.html", b"<p>" + CITED + b"</p>"),
    "a record": ("opinion.json", json.dumps({"plain_text": CITED.decode(), "case_name": "Roe v. Doe"}).encode()),
    "no gzip": ("opinion.txt", b"\x1f\x8bno"),
    "no PDF": ("opinion.pdf", b"%PDF-no"),
    "an odd name": ("\0\u202e.txt" * 100, CITED),
}


@pytest.fixture(autouse=True)
def server() -> Iterator[None]:
    """A server for the test alone."""
    forkserver.let_go()
    yield
    forkserver.let_go()


def told(name: str, data: bytes) -> object:
    """All that a reading gives, or every problem."""
    try:
        return carried(reading_of(data, name))
    except BadInput as bad:
        return bad.problems


def test_a_reading_is_the_same_forked_or_started_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read, and what is told of what cannot be read, does not depend on how the process came about."""
    forked = {what: [told(name, data), told(name, data)] for what, (name, data) in READ.items()}
    assert 1 == len(forkserver.serving())
    forkserver.let_go()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert forked == {what: [told(name, data)] * 2 for what, (name, data) in READ.items()}
    assert not forkserver.serving()


def done(code: str, data: bytes = b"", seconds: int = 60) -> tuple[bytes, int]:
    """What some Python writes in a forked process, and its exit status: the standard library's timeit runs it once."""
    said, status = forkserver.run("timeit", ["-n", "1", "-r", "1", code], data, "", seconds=seconds)
    return said.rpartition(b"\n1 loop")[0], status


def wait_for(what: Callable[[], bool]) -> bool:
    """Whether it comes about within a minute."""
    until = time.monotonic() + 60
    while not what() and time.monotonic() < until:
        time.sleep(0.02)
    return what()


def ended(process: int) -> bool:
    """Whether a process is no more, or is only waited for."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_whoever_takes_too_long_is_ended_with_all_it_started(tmp_path: Path) -> None:
    """Past the time, the forked process and its own child are gone, and the next is served."""
    started = tmp_path / "started"
    code = f"import os, subprocess, time; p = subprocess.Popen(['sleep', '99']); open({str(started)!r}, 'w').write(f'{{os.getpid()}} {{p.pid}}'); time.sleep(99)"
    with pytest.raises(TimeoutError):
        done(code, seconds=2)
    processes = [int(number) for number in started.read_text().split()]
    assert 2 == len(processes)
    assert wait_for(lambda: all(map(ended, processes)))
    assert (b"here", 0) == done("print('here')")


def test_one_that_dies_takes_no_other_with_it() -> None:
    """A process that is killed has a status that says so, and the next is served by the same server."""
    assert (b"", 0) == done("")
    [server] = forkserver.serving()
    assert (b"", -signal.SIGKILL) == done("import os; os.kill(os.getpid(), 9)")
    assert (b"here", 0) == done("print('here')")
    assert [server] == forkserver.serving()


def test_an_error_is_a_status() -> None:
    """What raises has not ended well."""
    assert 1 == done("raise SystemExit(0) from MemoryError()")[1]


def test_nothing_stays_for_the_next() -> None:
    """What one process does to its interpreter, its limits, its folder and its files, the next does not meet."""
    mark = "import builtins, os, resource; builtins.mark = 1; os.environ['MARK'] = '1'; os.chdir('/'); os.umask(0); resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))"
    look = "import builtins, os, resource; print(hasattr(builtins, 'mark'), os.environ.get('MARK'), os.getcwd(), os.umask(0), resource.getrlimit(resource.RLIMIT_AS), sorted(os.listdir('/proc/self/fd')))"
    before = done(look)
    done(mark)
    assert before == done(look)
    assert b"False None " == before[0][:11]
    held = before[0].rpartition(b"[")[2].split(b",")
    assert len(held) <= 5  # in, out, error, the pipe that ends with it, and the folder


def test_each_is_given_its_own() -> None:
    """Twenty at once, each with bytes of its own, are each told of those."""
    code = "import sys; data = sys.stdin.buffer.read(); print(len(data), data[:9].decode())"
    sent = [f"number {n:02}".encode() * (n * 10_000 + 1) for n in range(20)]
    with ThreadPoolExecutor(20) as at_once:
        answers = list(at_once.map(lambda data: done(code, data), sent))
    assert [(f"{len(data)} {data[:9].decode()}".encode(), 0) for data in sent] == answers


def test_a_server_that_is_gone_is_started_again() -> None:
    """A reading does not depend on whether the server has been killed meanwhile."""
    first = told("opinion.txt", CITED)
    [server] = forkserver.serving()
    os.kill(server, signal.SIGKILL)
    assert wait_for(lambda: ended(server))
    assert first == told("opinion.txt", CITED)
    [second] = forkserver.serving()
    assert server != second


def test_a_server_that_cannot_start_hinders_no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a server answers nothing, the file is read in a process that is started for it."""
    first = told("opinion.txt", CITED)
    forkserver.let_go()
    monkeypatch.setattr(forkserver, "COMMAND", ("-c", "pass"))
    assert first == told("opinion.txt", CITED)


USER = """
import sys
from afortiori.store import forkserver
from afortiori.store.reading import reading_of
reading_of(b"1 U.S. 1 (1800)", "a.txt")
print(*forkserver.serving(), flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("how", ["ends", "is killed"])
def test_a_server_ends_with_its_user(how: str) -> None:
    """No process stays behind, however the program that read has come to its end."""
    with subprocess.Popen([sys.executable, "-W", "error", "-c", USER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as user:  # fmt: skip
        assert user.stdin
        assert user.stdout
        server = int(user.stdout.readline())
        assert not ended(server)
        if how == "is killed":
            user.kill()
        said, complained = user.communicate()
    assert (b"", b"") == (said, complained)
    assert wait_for(lambda: ended(server))
