"""A process that has loaded what reading needs, and forks one for each file: on Linux. To start each anew takes far longer.

Whoever reads starts it once and keeps it; it ends with the last who holds its socket. A request is one message: a module of ours, its
arguments, what to prepare it for, and three descriptors: the bytes to read, the file for the answer, a socket for the exit status.
The server looks into no file. The process that it forks for one does, and what it makes of it ends with it.
"""

from __future__ import annotations

import atexit
import io
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from threading import Lock
from typing import NoReturn

MOST_MESSAGE = 1 << 16
MOST_TO_BEGIN = 60  # seconds, in which a server loads what is needed and forks
BEGUN = b"begun"
COMMAND = ("-P", "-m", "afortiori.store.forkserver")


class Unavailable(Exception):
    """There is no such server on this system, or it cannot be reached."""


@dataclass(frozen=True, slots=True)
class _Held:
    socket: socket.socket
    process: subprocess.Popen[bytes]

    def let_go(self) -> None:
        """Close the socket, and wait for a server that was started here: it ends unless another holds it too."""
        self.socket.close()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(1)


_servers: list[_Held] = []
_starting = Lock()


@atexit.register
def let_go() -> None:
    """Keep no server."""
    while _servers:
        _servers.pop().let_go()


def serving() -> list[int]:
    """The number of the server that is kept here, where one is."""
    return [held.process.pid for held in _servers]


def run(module: str, arguments: Sequence[str], data: bytes, prepared: str, *, seconds: int) -> tuple[bytes, int]:
    """What a module's ``main`` writes, run on some bytes in a process as ``started`` gives it, and its exit status.

    TimeoutError where it takes more seconds. Unavailable where there is no such server.
    """
    try:
        with _memory(data) as given, _memory(b"") as said:
            with started(module, arguments, prepared, given.fileno(), said.fileno()) as ended:
                ended.settimeout(seconds)
                status = ended.recv(8)
            said.seek(0)
            answer = said.read()
    except TimeoutError:
        raise
    except OSError:
        raise Unavailable from None
    if not status:
        raise Unavailable
    return answer, int(status)


def started(module: str, arguments: Sequence[str], prepared: str, given: int, said: int) -> socket.socket:
    """Start a module's ``main`` on these descriptors: a socket on which its exit status comes, and whose end is that of the process.

    It is forked from a process in which the module's ``prepare`` was called with what it is prepared for, where that is not empty.
    Unavailable where there is no such server.
    """
    message = json.dumps([module, list(arguments), prepared]).encode()
    if sys.platform != "linux" or len(message) >= MOST_MESSAGE:
        raise Unavailable
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    begun = b""
    with suppress(OSError):
        with theirs:
            _send(message, [given, said, theirs.fileno()])
        ours.settimeout(MOST_TO_BEGIN)
        begun = ours.recv(len(BEGUN))
    if begun != BEGUN:
        ours.close()
        raise Unavailable
    return ours


def _memory(data: bytes) -> io.BufferedRandom:
    """A file in memory that holds the data."""
    if not hasattr(os, "memfd_create"):
        raise Unavailable
    file = os.fdopen(os.memfd_create("afortiori"), "w+b")
    file.write(data)
    file.seek(0)
    return file


def _send(message: bytes, descriptors: list[int]) -> None:
    """Send a request to the server that is kept, or to a new one where there is none or it has gone."""
    with _starting:
        if _servers:
            try:
                socket.send_fds(_servers[0].socket, [message], descriptors)
                return
            except OSError:
                _servers.pop().let_go()
        _servers.append(_serving())
        socket.send_fds(_servers[0].socket, [message], descriptors)


def _serving() -> _Held:
    """A server that is started here."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        command = [sys.executable, *COMMAND, str(theirs.fileno())]
        null = subprocess.DEVNULL
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command, stdin=null, stdout=null, stderr=null, pass_fds=[theirs.fileno()], start_new_session=True
        )
    return _Held(ours, process)


@dataclass(slots=True)
class _Work:
    """A process that was forked: its number, a pipe that ends with it, and the socket of the one who waits for it."""

    process: int
    alive: int
    asked: socket.socket
    done: bool = False


def main() -> int:
    """Serve whoever holds the other end of the socket that the first argument names, until nobody does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests = socket.socket(fileno=int(sys.argv[1]))
    prepared: set[tuple[str, str]] = set()
    with selectors.DefaultSelector() as selector:
        selector.register(requests, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.data is None and not _taken(selector, requests, prepared):
                    return 0
                if key.data is not None and not key.data.done:
                    _looked_after(selector, key.data, ended=key.fileobj == key.data.alive)


def _taken(selector: selectors.BaseSelector, requests: socket.socket, prepared: set[tuple[str, str]]) -> bool:
    """Take a request and fork a process for it; False, and all are ended, where nobody can ask any more."""
    message, descriptors, _, _ = socket.recv_fds(requests, MOST_MESSAGE, 3)
    if not message:
        for key in selector.get_map().values():
            if key.data is not None:
                _end(key.data.process)
        return False
    module, arguments, purpose = json.loads(message)
    if purpose and (module, purpose) not in prepared:
        prepared.add((module, purpose))
        with suppress(Exception):  # the forked process meets the same, and tells of it
            import_module(module).prepare(purpose)
    given, said, asked = descriptors
    alive, own = os.pipe()
    process = os.fork()
    if not process:
        _work(selector, (asked, alive), module, arguments, given, said)
    for number in (given, said, own):
        os.close(number)
    work = _Work(process, alive, socket.socket(fileno=asked))
    selector.register(alive, selectors.EVENT_READ, work)
    selector.register(work.asked, selectors.EVENT_READ, work)
    _tell(work, BEGUN)
    return True


def _looked_after(selector: selectors.BaseSelector, work: _Work, *, ended: bool) -> None:
    """Tell how a process has ended, or end one that nobody waits for any more."""
    _end(work.process)
    if ended:
        _, status = os.waitpid(work.process, 0)
        _tell(work, str(os.waitstatus_to_exitcode(status)).encode())
        for one in (work.alive, work.asked):
            selector.unregister(one)
        os.close(work.alive)
        work.asked.close()
        work.done = True


def _tell(work: _Work, what: bytes) -> None:
    """Tell whoever waits for a process, if anybody still does."""
    with suppress(OSError):
        work.asked.send(what)


def _end(process: int) -> None:
    """End a process with whatever it started; it has not been waited for, so its number is still its own."""
    for end in (os.killpg, os.kill):
        with suppress(OSError):
            end(process, signal.SIGKILL)


def _work(
    selector: selectors.BaseSelector, others: Sequence[int], module: str, arguments: list[str], given: int, said: int
) -> NoReturn:
    """Run a module of ours on the bytes that are given, in a session of its own, without what is the server's; never returns."""
    status = 1
    try:
        for number in (*others, *(key.fd for key in selector.get_map().values())):
            os.close(number)
        selector.close()
        os.setsid()
        os.dup2(given, 0)
        os.dup2(said, 1)
        os.close(given)
        os.close(said)
        sys.argv = [module, *arguments]
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        with open(0, encoding="utf-8") as sys.stdin, open(1, "w", encoding="utf-8") as sys.stdout:
            status = int(import_module(module).main() or 0)
    finally:
        os._exit(status)


if __name__ == "__main__":
    os._exit(main())  # at once: nothing here is to be tidied
