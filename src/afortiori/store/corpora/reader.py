"""A reader: a process of its own that reads shards, ended and replaced when a record holds it beyond its limits."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from afortiori.errors import MissingExtra
from afortiori.store.corpora.child import received, send
from afortiori.store.corpora.shard import Rows, Shard, joined, packed, set_aside, unpacked

GRACE = 10


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one record may take: seconds, and bytes of memory for its process."""

    seconds: int = 120
    memory: int = 1 << 30


USUAL = Limits()


class Reader:
    """A process that reads shards. Where a piece ends it, that piece is set aside and the next is read by another process."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._stopped = False
        self._process: subprocess.Popen[bytes] | None = None

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
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _reason(self) -> str:
        return f"reading it needs more than {self.limits.seconds} seconds or {self.limits.memory >> 20} MB of memory"

    def _answers(self, shard: Shard) -> list[Rows]:
        """The rows of each piece in turn, up to the one that ends the process."""
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        answers: list[Rows] = []
        try:
            send(process.stdin, packed(shard))
            for _ in shard.pieces:
                answer = self._within(process)
                if answer is None:
                    break
                answers.append(answer)
        except OSError:
            pass
        if len(answers) < len(shard.pieces):
            self.close()
        return answers

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "afortiori.store.corpora.child"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            assert self._process.stdin is not None
            send(self._process.stdin, json.dumps([self.limits.seconds, self.limits.memory]).encode())
        return self._process

    def _within(self, process: subprocess.Popen[bytes]) -> Rows | None:
        """The next answer; None where the process ended, by itself or for taking too long."""
        assert process.stdout is not None
        timer = threading.Timer(self.limits.seconds + GRACE, process.kill)
        timer.daemon = True
        timer.start()
        try:
            data = received(process.stdout)
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
