"""The process in which shards are read, under limits: shards on standard input, the rows of each piece on standard output.

It answers piece by piece, so that whoever waits knows which piece is being read. A time limit for each holds here where the
system has an alarm, and in any case with the one who waits. Memory is limited where the system can: Linux does; macOS does not
enforce it and Windows has none, and there time alone is bounded.
"""

from __future__ import annotations

import json
import signal
import sys
from contextlib import suppress
from typing import IO, Any

from afortiori.errors import MissingExtra
from afortiori.store.corpora.shard import Piece, Rows, Shard, read_piece, set_aside, unpacked
from afortiori.store.reading_apart import SAMPLE

MOST_FRAME = 1 << 33


class Overran(Exception):
    """A piece took longer than it may."""


def send(stream: IO[bytes], data: bytes) -> None:
    """One frame: its length, then itself."""
    stream.write(len(data).to_bytes(8, "big") + data)
    stream.flush()


def received(stream: IO[bytes]) -> bytes | None:
    """The next frame; None where the other end is gone."""
    head = stream.read(8)
    length = int.from_bytes(head, "big")
    if len(head) < 8 or length > MOST_FRAME:
        return None
    data = stream.read(length)
    return data if len(data) == length else None


def prepare(_: str) -> None:
    """Load what reading needs, by reading one line: a process forked from this one then has it."""
    sample = Piece("sample.txt", 1, 0, SAMPLE)
    read_piece(Shard("", 0, "file", (sample,)), sample)


def main() -> int:
    """Take the limits, then answer each shard, piece by piece, until there are no more."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    seconds, memory = json.loads(received(source) or b"[0, 0]")
    _limit(memory)
    while (data := received(source)) is not None:
        shard = unpacked(data)
        for piece in shard.pieces:
            send(sink, json.dumps(_answer(shard, piece, seconds)).encode())
    return 0


def _limit(memory: int) -> None:
    with suppress(ImportError, ValueError, OSError, AttributeError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _answer(shard: Shard, piece: Piece, seconds: int) -> dict[str, Any]:
    """The rows of a piece, or which extra is missing."""
    try:
        return {"rows": _within(shard, piece, seconds)}
    except MissingExtra as missing:
        return {"missing": [missing.extra, str(missing)]}


def _within(shard: Shard, piece: Piece, seconds: int) -> Rows:
    alarm = getattr(signal, "SIGALRM", None)
    if alarm is not None:
        signal.signal(alarm, _overran)
        signal.alarm(seconds)
    try:
        return read_piece(shard, piece)
    except Overran:
        return set_aside(piece, f"not read within {seconds} seconds", "read it by itself, or split it")
    except MemoryError:
        return set_aside(piece, "reading it needs more memory than it may have", "split it")
    except MissingExtra:
        raise
    except Exception as error:  # whatever a hostile record makes a library do sets it aside and stops no other
        return set_aside(piece, f"cannot be read: {type(error).__name__}", "look at this record")
    finally:
        if alarm is not None:
            signal.alarm(0)


def _overran(*_: object) -> None:
    raise Overran


if __name__ == "__main__":
    raise SystemExit(main())
