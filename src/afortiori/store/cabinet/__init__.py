"""The cabinet: where matters are saved, each with its versions: who saved them, when, and what was changed.

``Cabinet`` is all that the workbench knows of it. What keeps it, a file of SQLite or a server, is chosen by one setting.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from afortiori.errors import AfortioriError

MOST_LISTED = 200
MOST_CONTENT = 2_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a matter's history. ``state`` is the version whose content it has: its own, or the one it went back to."""

    number: int
    who: str
    when: str
    what: str
    state: int


@dataclass(frozen=True, slots=True)
class Saved:
    """A matter as it was saved in one version; ``content`` is text that ``papers`` reads."""

    id: str
    title: str
    doctrine: str
    entry: Entry
    content: str


@dataclass(frozen=True, slots=True)
class Card:
    """A matter in a list."""

    id: str
    title: str
    doctrine: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be saved, by whom, when (UTC, to the second), and what was changed, in words."""

    title: str
    doctrine: str
    content: str
    who: str
    when: str
    what: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file that is kept with a matter, or while a chart is mapped: whose it is, its name, and its digest."""

    id: str
    owner: str
    name: str
    digest: str
    size: int
    when: str


class NoSuchMatter(AfortioriError):
    """No matter, or no version of it, has that name."""

    def __init__(self) -> None:
        super().__init__("no such matter is saved here")


class Overtaken(AfortioriError):
    """Somebody saved the matter meanwhile: nothing was saved; ``entry`` is the version that came first."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        super().__init__(f"saved meanwhile by {entry.who}, as version {entry.number}: {entry.what}")


class NotYours(AfortioriError):
    """Only the owner may do that."""

    def __init__(self) -> None:
        super().__init__("only the owner may do that")


class NotKept(AfortioriError):
    """What keeps the matters cannot do its work now, such as a disk that is full: nothing was changed."""

    def __init__(self, why: str) -> None:
        super().__init__(f"nothing was changed, because what keeps the matters cannot be used: {why}")


class Cabinet(Protocol):
    """Saved matters. Each call is a transaction: done whole, or not at all."""

    def create(self, draft: Draft) -> str:
        """Save a new matter as its version 1; its id, which cannot be guessed."""
        ...

    def save(self, id: str, after: int, draft: Draft, *, state: int | None = None) -> Entry:
        """Save the next version of a matter of which version ``after`` was seen; Overtaken where it is not the latest."""
        ...

    def open(self, id: str, number: int | None = None) -> Saved:
        """A version of a matter, the latest where none is named; NoSuchMatter."""
        ...

    def history(self, id: str) -> tuple[Entry, ...]:
        """Every version of a matter, the latest first; NoSuchMatter."""
        ...

    def matters(self, *, words: str = "", base: str = "", start: int = 0) -> tuple[Card, ...]:
        """Matters whose titles hold the words, on one base where it is named, the latest saved first, ``MOST_LISTED`` at a time."""
        ...

    def count(self, *, words: str = "", base: str = "") -> int:
        """How many ``matters`` lists in all."""
        ...

    def remove(self, id: str, after: int) -> None:
        """Take a matter out with all its versions; Overtaken, NoSuchMatter."""
        ...

    def keep(self, owner: str, name: str, data: bytes, when: str) -> Document:
        """Keep a file with its owner: a matter, another file, or '' for none yet."""
        ...

    def kept(self, id: str) -> tuple[Document, bytes]:
        """A file that is kept; NoSuchMatter."""
        ...

    def documents(self, owner: str) -> tuple[Document, ...]:
        """The files of an owner, the first kept first."""
        ...

    def brought(self) -> tuple[Document, ...]:
        """The files that belong to no matter yet, charts that are mapped, the last kept first; ``MOST_LISTED`` at most."""
        ...

    def discard(self, id: str) -> None:
        """Keep a file no longer, nor those that it owns; NoSuchMatter where the id is no file's."""
        ...

    def backup(self) -> bytes:
        """The whole cabinet as the bytes of one file that can be put in its place."""
        ...


def undone(history: tuple[Entry, ...]) -> int | None:
    """The version to go back to when the latest is undone: that before the one whose content it has; None at the first.

    >>> one, two = Entry(1, "me", "", "begun", 1), Entry(2, "me", "", "custody", 2)
    >>> undone((two, one)), undone((Entry(3, "me", "", "undone", 1), two, one))
    (1, None)
    """
    states = {entry.number: entry.state for entry in history}
    return states.get(history[0].state - 1)
