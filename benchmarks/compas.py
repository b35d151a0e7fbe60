"""The COMPAS base of the published figures (van Woerkom and others 2022), where the file is at hand."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np

from afortiori import Register, register_of_table
from afortiori.casebase.tabular import Table
from afortiori.doctrine import Doctrine, Side, boolean, line
from benchmarks.generating import STUB

FILE = Path(__file__).resolve().parents[1] / ".." / "shared" / "data" / "samples" / "compas.csv"
SIGNS = {"Sex": 1, "Age": -1, "ChargeDegree": 1, "DaysInJail": 1, "DaysInCustody": 1, "Priors": 1}
WORDS = {"Male": 1, "Female": 0, "F": 1, "M": 0}


def rows(every: int = 1) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]] | None:
    """The place of each row on each dimension, higher being better for label 1, and its label; None without the file."""
    if not FILE.is_file():
        return None
    with FILE.open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))[::every]
    values = np.array(
        [[sign * (WORDS[r[d]] if r[d] in WORDS else int(r[d])) for d, sign in SIGNS.items()] for r in read]
    )
    places = np.stack([np.unique(column, return_inverse=True)[1] for column in values.T], axis=1)
    return places, np.array([int(r["Label"]) for r in read])


def register(doctrine: Doctrine, places: np.ndarray[Any, Any], labels: np.ndarray[Any, Any]) -> Register:
    """The base as a register."""
    levels = np.ones((len(places), len(SIGNS) + 2), dtype=np.uint16)
    levels[:, : len(SIGNS)] = places
    table = Table((1 - labels).astype(np.uint8), levels, np.zeros(len(labels), dtype=np.uint8))
    return register_of_table(doctrine, table, [STUB])


def doctrine(places: np.ndarray[Any, Any]) -> Doctrine:
    """The test that the published figures suppose: each dimension a line, and a factor for each side, present everywhere."""
    most = places.max(axis=0)
    lines = [
        line(d, tuple(f"at{i}" for i in range(int(last) + 1)), "high", "low")
        for d, last in zip(SIGNS, most, strict=True)
    ]
    sides = (Side("high", "high", "h"), Side("low", "low", "l"))
    return Doctrine(
        "compas", "COMPAS", "?", sides, (*lines, boolean("charged", "high", "low"), boolean("released", "low", "high"))
    )
