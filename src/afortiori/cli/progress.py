"""A line on standard error while a question takes longer than a second, where that is a terminal."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import threading

PAUSE = 1.0
CLEAR = "\r\x1b[K"


@contextmanager
def progress(doing: str, *, pause: float = PAUSE) -> Iterator[None]:
    """Tell what is being done and for how long, once a second from the first on; the line is gone when it ends.

    The answer is held back until then, so that the two do not mix; of a question that is stopped nothing is written.
    """
    if not sys.stderr.isatty():
        yield
        return
    import threading

    done = threading.Event()
    teller = threading.Thread(target=_tell, args=(doing, done, pause), daemon=True)
    held = _Held(terminal=sys.stdout.isatty())
    teller.start()
    try:
        with redirect_stdout(held):
            yield
    finally:
        done.set()
        teller.join()
    sys.stdout.write(held.getvalue())


class _Held(io.StringIO):
    """What is written, held back; it is as much a terminal as what it stands for."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def _tell(doing: str, done: threading.Event, pause: float) -> None:
    seconds = 0
    while not done.wait(pause):
        seconds += 1
        print(f"{CLEAR}{doing}: {seconds} s (Ctrl-C stops it)", end="", file=sys.stderr, flush=True)
    if seconds:
        print(CLEAR, end="", file=sys.stderr, flush=True)
