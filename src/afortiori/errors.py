"""What can go wrong, and how it is told.

::

    AfortioriError
    ├── BadInput          files or options that cannot be used; carries every Problem found
    ├── MissingExtra      an optional library is needed; carries the line that installs it
    └── Misuse            the Python API was called in a way that has no meaning
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Problem(NamedTuple):
    """One fault in what a user wrote: where it stands, what is wrong, what to write instead.

    >>> print(Problem("cases/a.yaml", 3, "unknown court 'ca99'", "write a court id such as 'ca9'"))
    cases/a.yaml:3: unknown court 'ca99'; write a court id such as 'ca9'
    """

    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        file = "".join(c if c.isprintable() else "\ufffd" for c in self.file)
        place = f"{file}:{self.line}: " if self.line else f"{file}: " if file else ""
        return f"{place}{self.what}" + (f"; {self.remedy}" if self.remedy else "")


class AfortioriError(Exception):
    """Anything that afortiori raises on purpose.

    >>> issubclass(BadInput, AfortioriError)
    True
    """


class BadInput(AfortioriError):
    """Files or options that cannot be used; ``problems`` holds all of them, in file order.

    >>> str(BadInput([Problem("a.yaml", 3, "no side", "name one")]))
    'a.yaml:3: no side; name one'
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class MissingExtra(AfortioriError):
    """An optional library is needed; ``extra`` names it.

    >>> str(MissingExtra("documents", "Word"))
    "Word needs the extra 'documents': pip install 'afortiori[documents]'"
    """

    def __init__(self, extra: str, purpose: str) -> None:
        self.extra, self.purpose = extra, purpose
        super().__init__(f"{purpose} needs the extra '{extra}': pip install 'afortiori[{extra}]'")


class Misuse(AfortioriError):
    """The Python API was called in a way that has no meaning.

    >>> str(Misuse("two precedents have one id"))
    'two precedents have one id'
    """


def bad_option(what: str, remedy: str = "") -> BadInput:
    """A fault in an option or an argument, which stands in no file."""
    return BadInput([Problem("", 0, what, remedy)])


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The remedy for a misspelt name: the nearest known one, or the list of all.

    >>> did_you_mean("custdy", ["custody", "assurance"])
    "did you mean 'custody'?"
    >>> did_you_mean("x", ["custody", "assurance"])
    'write one of: custody, assurance'
    """
    names = list(known)
    near = nearest(name, names)
    if near is not None:
        return f"did you mean '{near}'?"
    if not names:
        return "none is defined"
    shown = ", ".join(names[:12])
    return f"write one of: {shown}" + (f", and {len(names) - 12} more" if len(names) > 12 else "")


def guessed(names: Sequence[str], known: Sequence[str], *, most: int = 12) -> str:
    """Some names that nothing has, each with the known one that it is nearest to.

    >>> guessed(["custdy", "colour"], ["custody"])
    "'custdy' (did you mean 'custody'?), 'colour'"
    """
    near = {name: f" (did you mean '{one}'?)" for name in names[:most] if (one := nearest(name, known))}
    shown = ", ".join(f"'{name[:60]}'{near.get(name, '')}" for name in names[:most])
    return f"{shown} and others" if len(names) > most else shown


def nearest(name: str, names: Sequence[str]) -> str | None:
    """The known name that a misspelt one is nearest to; None where none is near."""
    from difflib import get_close_matches

    folded = {known.casefold(): known for known in reversed(names)}
    close = get_close_matches(name.casefold()[:200], list(folded), n=1, cutoff=0.75)
    return folded[close[0]] if close else None
