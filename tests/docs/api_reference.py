"""The reference of the Python API, made of the docstrings; run as a program it writes the page anew (``make reference``)."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import afortiori
from afortiori import answers

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "api.md"
HEAD = """\
# The Python API

Written from the docstrings by `make reference`; a test says that it is complete and as they are. Every example below is run.

Two ways in. `afortiori.answers` has a function for each command: it takes packs and matters by name and gives an answer in words
(`blocks`) and as plain data (`data`). The other names take and give values of the law: frozen, comparable, the same for the same law.
`show(value)` makes any of them a table; in a notebook `%load_ext afortiori.notebook` does so for every cell. `plain(value)` writes any of
them as plain data, `from_plain` reads it back, and `afortiori schema NAME` prints its JSON Schema. How to use them:
[build on afortiori](../how-to/build-on-afortiori.md).

An example begins after `from afortiori import NAME`, or `from afortiori.answers import NAME`.

What a name below promises is kept until the next major version. Whatever is not listed may change.
"""
SECTIONS = (
    ("Questions by name", "answers"),
    ("Packs and matters", "store"),
    ("Values of the law", "authority doctrine precedent"),
    ("The case base and the verdict", "casebase analysis"),
    ("Guidance", "guidance"),
    ("Argument and claims", "argument claims"),
    ("The base as a whole", "restatement audit effect coverage estimate"),
    ("Written out", "memo notebook interchange"),
    ("What can go wrong", "errors"),
)


def page() -> str:
    """The whole page."""
    return HEAD + "".join(f"\n## {title}\n{''.join(_section(homes.split()))}" for title, homes in SECTIONS)


def entries() -> dict[str, Any]:
    """Every public name and what it stands for, those of ``answers`` by their full name."""
    own = {name: getattr(afortiori, name) for name in afortiori.__all__ if name not in ("__version__", "answers")}
    return own | {f"answers.{name}": getattr(answers, name) for name in answers.__all__ if name != "CLAIMS"}


def _section(homes: list[str]) -> Iterator[str]:
    for name, value in sorted(entries().items(), key=lambda entry: (entry[0].rpartition(".")[2].lower(), entry[0])):
        home = "answers" if name.startswith("answers.") else value.__module__.split(".")[1]
        if home in homes:
            yield f"\n### {name}\n\n```text\n{_signature(name, value)}\n```\n\n{_told(value)}"


def _signature(name: str, value: Any) -> str:
    called = name.rpartition(".")[2] if isinstance(value, type) else name
    if isinstance(value, type) and (parts := _parts(value)):
        return "\n".join([f"class {called}", *(f"    {part}: {kind}" for part, kind in parts)])
    if isinstance(value, type):
        return f"class {called}{_parameters(value) if '__init__' in vars(value) else ''}"
    return f"{called}{_parameters(value)}"


def _parts(value: type) -> list[tuple[str, str]]:
    """The fields of a dataclass or of a named tuple, each with its type as it is written."""
    if is_dataclass(value):
        return [(field.name, str(field.type)) for field in fields(value) if field.init]
    kinds = {name: getattr(kind, "__forward_arg__", str(kind)) for name, kind in value.__annotations__.items()}
    return [(name, kinds[name]) for name in getattr(value, "_fields", ())]


def _parameters(function: Callable[..., Any]) -> str:
    try:
        written = str(inspect.signature(function))
    except ValueError:
        return ""
    written = re.sub(r"<[^<>]* at 0x\w+>", "...", re.sub(r"<function .*?<lambda> at 0x\w+>", "...", written))
    plain = re.sub(r"(: |-> )'([^']*)'", r"\1\2", re.sub(r"\(self(, )?", "(", written))
    return plain.removesuffix(" -> None")


def _told(value: Any) -> str:
    """The docstring: its words, then its examples as a session."""
    words: list[str] = []
    examples: list[str] = []
    for block in inspect.cleandoc(value.__doc__ or "").split("\n\n"):
        (examples if ">>>" in block else words).append(block)
    said = "\n\n".join(words).replace("``", "`")
    members = "".join(_member(name, member) for name, member in vars(value).items()) if isinstance(value, type) else ""
    session = "\n".join(examples)
    return said + "\n" + (f"\n{members}" if members else "") + (f"\n```pycon\n{session}\n```\n" if session else "")


def _member(name: str, member: Any) -> str:
    function = member.fget if isinstance(member, property) else member
    if name.startswith("_") or not inspect.isfunction(function) or not function.__doc__:
        return ""
    called = name if isinstance(member, property) else f"{name}{_parameters(function)}"
    said = inspect.cleandoc(function.__doc__).partition("\n\n")[0].replace("\n", " ").replace("``", "`")
    return f"- `{called}`: {said}\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
