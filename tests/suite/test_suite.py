"""The language-neutral suite: its files are as the oracle answers them, and afortiori answers as they say."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from shapes import faults

from suite.reading import told, whole_told
from suite.writing import FOLDER, files

NAMES = sorted(path.name for path in FOLDER.glob("*.json") if path.name != "schema.json")


def world(name: str) -> dict[str, Any]:
    """A file of the suite."""
    read: dict[str, Any] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return read


def test_the_files_are_as_the_oracle_answers_them() -> None:
    """Written anew by enumeration, without the engine, the files are the same; worked examples hold to their sources."""
    assert files() == {name: (FOLDER / name).read_text(encoding="utf-8") for name in NAMES}, "run 'make suite'"


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_as_the_schema_says(name: str) -> None:
    """Each file has the keys of ``suite/schema.json``, and no others."""
    schema = json.loads((FOLDER / "schema.json").read_text(encoding="utf-8"))
    assert [] == faults(schema, world(name))


@pytest.mark.parametrize("name", NAMES)
def test_every_verdict_is_as_the_suite_says(name: str) -> None:
    """On each set of facts what binds, the verdict, what may still become of it and the lattice are the suite's."""
    read = world(name)
    assert [ask["expect"] for ask in read["asks"]] == [told(read, ask) for ask in read["asks"]]


@pytest.mark.parametrize("name", [name for name in NAMES if "whole" in world(name)])
def test_every_base_is_as_the_suite_says(name: str) -> None:
    """One landmark of each list stands, and the conflicts are the suite's, in both models."""
    read = world(name)
    for expected in read["whole"]:
        actual = whole_told(read, expected["model"])
        lists = [next(i for i, same in enumerate(expected["landmarks"]) if id in same) for id in actual["landmarks"]]
        assert list(range(len(expected["landmarks"]))) == sorted(lists)
        assert expected | {"landmarks": []} == actual | {"landmarks": []}


def test_the_suite_reaches_every_kind_of_answer() -> None:
    """Among the files each verdict, yielding, relevance, both conflicts, landmarks that stand for others and trumping come up."""
    asks = [ask for name in NAMES for ask in world(name)["asks"]]
    kinds = Counter(ask["expect"]["verdict"] for ask in asks)
    assert {"forced", "open", "conflicted", "depends"} == {kind for kind, count in kinds.items() if count >= 5}
    for key in ("yields", "relevant"):
        assert sum(bool(ask["expect"][key]) for ask in asks) >= 5
    assert sum(bool(ask["expect"]["lattice"]["trumped"]) for ask in asks) >= 5
    bases = [whole for name in NAMES for whole in world(name).get("whole", ())]
    for key in ("priority conflicts", "against precedent"):
        assert sum(bool(whole[key]) for whole in bases) >= 5
    assert any(len(same) > 1 for whole in bases for same in whole["landmarks"])
