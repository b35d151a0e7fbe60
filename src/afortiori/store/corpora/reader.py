"""A reader: a process of its own that reads shards, ended and replaced when a record holds it beyond its limits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from socket import SHUT_RDWR, socket
from typing import Any

from afortiori.errors import MissingExtra
from afortiori.store import forkserver
from afortiori.store.corpora.child import received, send
from afortiori.store.corpora.shard import Rows, Shard, joined, packed, set_aside, unpacked

GRACE = 10
CHILD = "afortiori.store.corpora.child"


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one record may take: seconds, and bytes of memory for its process."""

    seconds: int = 120
    memory: int = 1 << 30


USUAL = Limits()


class _Child:
    """The process in which shards are read, and the two ends of what it is given and what it says."""

    def __init__(self) -> None:
        given, own = os.pipe()
        theirs, said = os.pipe()
        self.given, self.said = os.fdopen(own, "wb"), os.fdopen(theirs, "rb")
        self.end, self._gone = _begun(given, said)
        os.close(given)
        os.close(said)

    def close(self) -> None:
        """End it, and wait until it has."""
        self.end()
        with suppress(OSError):
            self.given.close()
        with self.said:
            self.said.read()
        self._gone()


def _begun(given: int, said: int) -> tuple[Callable[[], None], Callable[[], object]]:
    """Start the process on these descriptors: how to end it, from whatever thread, and how to wait until it is gone."""
    with suppress(forkserver.Unavailable):
        ended = forkserver.started(CHILD, (), "shards", given, said)
        return partial(_shut, ended), ended.close
    command = [sys.executable, "-P", "-m", CHILD]
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command, stdin=given, stdout=said, stderr=subprocess.DEVNULL
    )
    return process.kill, process.wait


def _shut(ended: socket) -> None:
    """Shut a socket, whose other end then ends the process; one already shut is no fault."""
    with suppress(OSError):
        ended.shutdown(SHUT_RDWR)


class Reader:
    """A process that reads shards. Where a piece ends it, that piece is set aside and the next is read by another process."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._stopped = False
        self._child: _Child | None = None

    def read(self, shard: Shard) -> Rows:
        """The rows of a shard, as ``read_shard`` gives them, but that nothing can hold it for ever."""
        found: list[Rows] = []
        left = shard
        while left.pieces and not self._stopped:
            answers = self._answers(left)
            found += answers
            if len(answers) < len(left.pieces):
                found.append(set_aside(left.pieces[len(answers)], self._reason(), "read it by itself, or split it"))
            left = replace(left, pieces=left.pieces[len(answers) + 1 :])
        return joined(iter(found))

    def stop(self) -> None:
        """Have it read nothing more, from whatever thread; its process is waited for by ``close``."""
        self._stopped = True
        child = self._child
        if child is not None:
            child.end()

    def close(self) -> None:
        """End the process."""
        if self._child is not None:
            self._child.close()
            self._child = None

    def _reason(self) -> str:
        return f"reading it needs more than {self.limits.seconds} seconds or {self.limits.memory >> 20} MB of memory"

    def _answers(self, shard: Shard) -> list[Rows]:
        """The rows of each piece in turn, up to the one that ends the process."""
        child = self._started()
        answers: list[Rows] = []
        try:
            send(child.given, packed(shard))
            for _ in shard.pieces:
                answer = self._within(child)
                if answer is None:
                    break
                answers.append(answer)
        except OSError:
            pass
        if len(answers) < len(shard.pieces):
            self.close()
        return answers

    def _started(self) -> _Child:
        if self._child is None:
            self._child = _Child()
            send(self._child.given, json.dumps([self.limits.seconds, self.limits.memory]).encode())
        return self._child

    def _within(self, child: _Child) -> Rows | None:
        """The next answer; None where the process ended, by itself or for taking too long."""
        timer = threading.Timer(self.limits.seconds + GRACE, child.end)
        timer.daemon = True
        timer.start()
        try:
            data = received(child.said)
        finally:
            timer.cancel()
        answer: dict[str, Any] = {}
        with suppress(ValueError, RecursionError):
            answer = json.loads(data) if data is not None else {}
        if "missing" in answer:
            self.close()
            raise MissingExtra(answer["missing"][0], "reading a corpus")
        return answer.get("rows")


_own = threading.local()


def read_there(data: bytes, limits: Limits) -> Rows:
    """A packed shard read by this thread's own reader: what a worker of a cluster runs."""
    readers: dict[Limits, Reader] = _own.__dict__.setdefault("readers", {})
    return readers.setdefault(limits, Reader(limits)).read(unpacked(data))
