"""A page that is followed from its top as a reader would: what it shows as a file is saved, what it shows as a command is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLLOWED = (
    "README.md",
    "docs/ten-minutes.md",
    "docs/tutorial.md",
    "docs/how-to/bring-a-chart.md",
    "docs/how-to/two-coders.md",
)
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"`([\w./-]+\.(?:csv|yaml))`")


@dataclass(frozen=True, slots=True)
class Saved:
    """A file that the page tells its reader to save."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A command that the page tells its reader to type, and what it prints; ``shown`` is None where the page does not show it."""

    command: str
    shown: str | None


def steps(text: str) -> Iterator[Saved | Typed]:
    """The steps of a page, in order. A block is a file where the sentence before it names one."""
    end = 0
    for fence in _FENCE.finditer(text):
        before, end = text[end : fence.start()].strip().rpartition("\n\n")[2], fence.end()
        kind, body = fence.groups()
        named = _FILE.findall(before)
        if kind == "console":
            yield from typed(body)
        elif not kind and body.startswith("afortiori "):
            yield from (Typed(line, None) for line in body.splitlines() if line.startswith("afortiori "))
        elif named and before.endswith(":"):
            yield Saved(named[-1], body)


def typed(body: str) -> Iterator[Typed]:
    """The commands of a console block, each with what is shown below it."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield Typed(command, shown)


def pattern(shown: str) -> str:
    """What is shown, as an expression: '...' alone on a line stands for any lines."""
    return ".*".join(re.escape(part) for part in re.split(r"^\.\.\.\n", shown, flags=re.MULTILINE))
