"""What a written answer is made of, before it has a format."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the highest."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. ``strong`` marks the conclusion."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list, each item with the items below it."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list."""

    text: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a row of column names."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Items | Table


def items(*texts: str) -> Items:
    """A flat list."""
    return Items(tuple(Item(text) for text in texts))
