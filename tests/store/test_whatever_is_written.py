"""Whatever bytes a user's files hold, reading them either works or raises BadInput."""

from __future__ import annotations

import random
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packs.writing import FILES, pack

from afortiori.errors import BadInput, Problem
from afortiori.store.pack import load_pack
from afortiori.store.schema import SHAPES, checked
from afortiori.store.yamlfile import Source, parse

NUMBERS = count()


def tried(examples: int) -> settings:
    """The same examples on every run, and no time limit for one."""
    return settings(max_examples=examples, deadline=None, derandomize=True, print_blob=False, database=None)


def reads(data: bytes) -> bool:
    """Whether the bytes are read, or refused as they should be; any other error comes through."""
    try:
        parse(data, "f.yaml")
    except BadInput as bad:
        return told(bad)
    return True


def told(bad: BadInput) -> bool:
    """Whether problems are told, each on a line, with its file and remedy, and without control characters."""
    return bool(bad.problems) and all(
        problem.file and problem.what and problem.remedy and str(problem).isprintable() for problem in bad.problems
    )


def loads(folder: Path) -> bool:
    """Whether the pack is read, or refused as it should be."""
    try:
        load_pack(folder, "pack", cached=False)
    except BadInput as bad:
        return told(bad)
    return True


SYNTAX = st.sampled_from([*"[]{}:,-?!&*#|>'\"%@`~<\\ \n\t\r0ax", "---\n", "...\n", "\\x", "\\U", "%YAML ", "<<: "])


@tried(250)
@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_read_or_refused(data: bytes) -> None:
    """Bytes are data or BadInput."""
    assert reads(data)


@tried(150)
@given(st.lists(SYNTAX, max_size=40).map("".join))
def test_arbitrary_syntax_is_read_or_refused(text: str) -> None:
    """So is a text made of what YAML gives a meaning to."""
    assert reads(text.encode())


@tried(150)
@given(st.text(max_size=100))
def test_arbitrary_text_is_read_or_refused(text: str) -> None:
    """So is any text."""
    assert reads(text.encode("utf-8", "surrogatepass"))


LEAVES = st.none() | st.sampled_from(
    ["", "yes", "duty", "scotus", "ca9", "1988", "1988-02-30", "all", "unknown", "x" * 99]
)
KEYS = sorted(
    {name for shape in SHAPES.values() for name in shape.model_fields} | {"fence", "liable", "any", "not", ""}
)
TREES: st.SearchStrategy[Any] = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
)


@tried(150)
@given(st.sampled_from(sorted(SHAPES)), st.dictionaries(st.sampled_from(KEYS), TREES, max_size=8) | TREES)
def test_arbitrary_data_have_their_shape_or_problems(kind: str, data: Any) -> None:
    """Data of any shape are taken, or told to be wrong: one of the two."""
    problems: list[Problem] = []
    taken = checked(kind, data, Source("f.yaml"), problems)
    assert (taken is None) == bool(problems)


WORDS = [
    "", "\n", "  ", "- ", ": ", "[]", "{}", "[", "}", "~", "''", '"', "\t", "\0", "\ufeff", "\u202e", "&a ", "*a", "!x ", "#",
    "unknown", "none", "wall", "liable", "free", "nobody", "not reached", "elder", "younger", "manor", "ca9", "1985", "1985-02-30",
    "all", "any", "not", "at least", "reversed", "levels", "order", "neutral", "holdings", "reason", "facts", "removes", "9" * 30,
]  # fmt: skip


def mutated(text: str, random: random.Random) -> str:
    """A file with some words replaced, lines moved, doubled or left out, and characters put in."""
    for _ in range(random.randint(1, 4)):
        lines = text.split("\n")
        at, other = random.randrange(len(lines)), random.randrange(len(lines))
        words = lines[at].split(" ")
        match random.randrange(6):
            case 0:
                words[random.randrange(len(words))] = random.choice(WORDS)
                lines[at] = " ".join(words)
            case 1:
                lines.insert(at, lines[other])
            case 2:
                del lines[at]
            case 3:
                lines[at] = random.choice(["  ", "    ", ""]) + lines[at].lstrip()
            case 4:
                place = random.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][:place] + random.choice(WORDS) + lines[at][place:]
            case _:
                lines[at] = lines[at].partition(":")[0] + ": " + lines[other].partition(": ")[2]
        text = "\n".join(lines) or "\n"
    return text


@tried(120)
@given(st.sampled_from(sorted(FILES)), st.integers(0, 2**32))
def test_a_valid_pack_with_a_file_mutated_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, seed: int
) -> None:
    """A slip of the pen in any file of a pack gives a pack or problems, each on one line."""
    folder = tmp_path_factory.getbasetemp() / f"mutated-{next(NUMBERS)}"
    assert loads(pack(folder, {name: mutated(FILES[name], random.Random(seed))}))


@tried(40)
@given(st.integers(0, 2**32))
def test_a_valid_pack_with_every_file_mutated_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    """So do slips in all files at once."""
    folder, source = tmp_path_factory.getbasetemp() / f"mutated-{next(NUMBERS)}", random.Random(seed)
    assert loads(pack(folder, {name: mutated(text, source) for name, text in FILES.items()}))


@tried(30)
@given(st.sampled_from(sorted(FILES)), st.binary(max_size=60))
def test_a_valid_pack_with_a_file_of_bytes_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes
) -> None:
    """So does a file of anything."""
    folder = tmp_path_factory.getbasetemp() / f"mutated-{next(NUMBERS)}"
    assert loads(pack(folder, {name: data}))
