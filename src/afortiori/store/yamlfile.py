"""One YAML file, read as hostile: plain mappings, lists and texts, with the line of each; nothing else is let in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any

from afortiori.errors import BadInput, Problem

MOST_BYTES = 1_000_000
MOST_DEPTH = 24
MOST_NODES = 50_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ESCAPED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]"
)  # with what an escape brings in beyond those
_LONG_TAG = re.compile(r"(?:^|[\s\[\]{},])!\S{9999}")  # ruamel takes the square of its length to read one
Plain = dict[str, Any] | list[Any] | str | None
Place = tuple[str | int, ...]


@dataclass(slots=True)
class Source:
    """Where each part of a file stands: its name as the user gave it, and a line for each place in the data."""

    file: str
    lines: dict[Place, int] = field(default_factory=dict)

    def line(self, place: Place) -> int:
        """The line of the innermost part that the place names, 1 where none is known."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(self, place: Place, what: str, remedy: str) -> Problem:
        """A problem at a place in the file."""
        return Problem(self.file, self.line(place), _one_line(what), _one_line(remedy))


def _one_line(text: str) -> str:
    """What a file says, as a part of a problem: short, and nothing in it that could steer a terminal."""
    shown = "".join(c if c.isprintable() else "\ufffd" for c in text[:1000])
    return shown + ("..." if len(text) > 1000 else "")


def read_bytes(path: Path, shown: str) -> bytes:
    """The bytes of a file; BadInput where it cannot be read, is no regular file (a pipe would hang) or is too large."""
    try:
        mode = path.stat().st_mode
        if not S_ISREG(mode):
            what = "a folder" if S_ISDIR(mode) else "no regular file"
            raise BadInput([Problem(shown, 0, f"cannot be read: {what}", "name a YAML file")])
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise BadInput([Problem(shown, 0, f"cannot be read: {reason}", "check the path and its permissions")]) from None
    if len(data) > MOST_BYTES:
        raise BadInput([Problem(shown, 0, f"larger than {MOST_BYTES // 1_000_000} MB", "split it: one case a file")])
    return data


def parse(data: bytes, shown: str) -> tuple[Plain, Source]:
    """The data of one YAML 1.2 document; every scalar is text, an empty one None. BadInput lists what is refused."""
    source = Source(shown)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadInput([Problem(shown, line, "not UTF-8 text", "save the file as UTF-8")]) from None
    for number, written in enumerate(text.split("\n"), 1):
        if _CONTROL.search(written):
            raise BadInput([Problem(shown, number, "a control character, such as NUL", "delete it")])
        if written.lstrip(" ").startswith("\t"):
            raise BadInput([Problem(shown, number, "a tab as indent", "indent with spaces")])
        if _LONG_TAG.search(written):
            raise BadInput([Problem(shown, number, "a tag (!name)", "delete it")])
    return _Builder(source).build(text), source


class _Builder:
    """Builds plain data from the events of the YAML parser, without recursion."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []

    def build(self, text: str) -> Plain:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import YAMLError

        try:
            value = self._documents(YAML(typ="safe", pure=True).parse(text))
        except YAMLError as error:
            mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
            what = getattr(error, "problem", None) or "not YAML"
            self._fault(mark.line if mark else 0, f"not YAML: {what}", "check the indentation, colons and quotes here")
        except (ValueError, OverflowError, RecursionError) as error:
            self._fault(0, f"not YAML: {str(error)[:100]}", "check the indentation, colons and quotes")
        if self.problems:
            raise BadInput(self.problems)
        return value

    def _fault(self, line: int, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.source.file, line + 1, _one_line(what), remedy))

    def _documents(self, events: Iterator[Any]) -> Plain:
        root: list[Any] = []
        stack: list[tuple[Any, Place | None]] = [(root, None)]
        key: list[tuple[str, int] | None] = [None]
        documents = 0
        for nodes, event in enumerate(events):
            kind, line = type(event).__name__, event.start_mark.line
            if kind == "DocumentStartEvent":
                documents += 1
            self._refuse(event, kind, line)
            if kind == "ScalarEvent" and not self.problems:
                self._no_control(event.value, line)
            if nodes > MOST_NODES or len(stack) > MOST_DEPTH or documents > 1 or self.problems:
                if not self.problems:
                    many = "two documents" if documents > 1 else "nested or filled beyond any sense"
                    self._fault(line, many, "write one flat document")
                return None
            if kind == "ScalarEvent" and isinstance(stack[-1][0], dict) and key[-1] is None:
                key[-1] = self._key(event.value, stack[-1][0], line), line
            elif kind in ("ScalarEvent", "MappingStartEvent", "SequenceStartEvent"):
                value: Any = _scalar(event) if kind == "ScalarEvent" else {} if kind[0] == "M" else []
                place = self._put(value, stack[-1], key, line)
                if kind != "ScalarEvent":
                    stack.append((value, place))
                    key.append(None)
            elif kind in ("MappingEndEvent", "SequenceEndEvent"):
                stack.pop()
                key.pop()
        return root[0] if root else None

    def _refuse(self, event: Any, kind: str, line: int) -> None:
        if kind == "AliasEvent":
            self._fault(line, "an alias (*name)", "write the value out")
        elif getattr(event, "anchor", None):
            self._fault(line, "an anchor (&name)", "delete it")
        elif getattr(event, "ctag", None):
            self._fault(line, "a tag (!name)", "delete it")

    def _no_control(self, text: str, line: int) -> None:
        """Refuse what an escape in a quoted text can still bring in: control characters, halves of a character."""
        if _ESCAPED.search(text):
            self._fault(line, "a control character, written as an escape", "delete it")

    def _key(self, name: str, mapping: dict[str, Any], line: int) -> str:
        if name in mapping:
            self._fault(line, f"'{name[:80]}' is written twice", "keep one of the two")
        return name

    def _put(self, value: Any, top: tuple[Any, Place | None], key: list[tuple[str, int] | None], line: int) -> Place:
        """Put a value where it belongs, and note its line: that of its key, where it has one."""
        container, place = top
        if isinstance(container, dict):
            if key[-1] is None:
                self._fault(line, "a key that is itself a list or mapping", "write a plain name before the colon")
            name, line = key[-1] or ("", line)
            container[name] = value
            key[-1] = None
            inner: Place = (*(place or ()), name)
        else:
            container.append(value)
            inner = () if place is None else (*place, len(container) - 1)
        self.source.lines[inner] = line + 1
        return inner


def _scalar(event: Any) -> str | None:
    text = str(event.value)
    plain = event.style in (None, "")
    return None if plain and text in ("", "~", "null", "Null", "NULL") else text
