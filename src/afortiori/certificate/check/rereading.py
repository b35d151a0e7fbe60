"""A base read again, by code of the checker's own: every record as it stands in the files, and its digest."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .form import Refused, Row, digest, shown

MOST_BYTES = 1_000_000
MOST_DEPTH = 24
SUFFIXES = (".yaml", ".yml")
_TRUE = ("true", "t", "yes", "y", "on", "1")


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of a base: a pack's doctrine, where it is a pack, its cases and its matters, as they are written."""

    name: str
    doctrine: Row | None
    cases: dict[str, Row]
    matters: dict[str, Row]


@dataclass(frozen=True, slots=True)
class Base:
    """The folders that were read, and a matter's id and record where one was named; ``courts`` is the table of courts."""

    folders: tuple[Folder, ...]
    matter: tuple[str, Row] | None
    courts: Row

    def folder(self, name: str) -> Folder | None:
        """The folder of that name, if it was read."""
        return next((folder for folder in self.folders if folder.name == name), None)


def read_base(folders: Sequence[Path], matter: Path | None = None) -> Base:
    """Packs, and folders of cases, read from their files; Refused where one cannot be read."""
    table = json.loads((Path(__file__).parent / "courts.json").read_text(encoding="utf-8"))
    read = tuple(_folder(path) for path in folders)
    if len({folder.name for folder in read}) < len(read):
        raise Refused("two folders of one name cannot be told apart: rename one")
    return Base(read, None if matter is None else (matter.stem, _file(matter)), table)


def _folder(path: Path) -> Folder:
    try:
        name = path.resolve().name
        bare = not (path / "cases").is_dir() and not any((path / f"doctrine{suffix}").is_file() for suffix in SUFFIXES)
        doctrine = [_file(file) for file in _files(path) if file.stem == "doctrine" and not bare]
        cases = {file.stem: _file(file) for file in _files(path if bare else path / "cases")}
        matters = {file.stem: _file(file) for file in _files(path / "matters")}
    except OSError as error:
        raise Refused(f"{shown(path)} cannot be read: {error.strerror}") from None
    if not cases and not doctrine:
        raise Refused(f"{shown(path)} holds neither a doctrine nor cases")
    return Folder(name, doctrine[0] if doctrine else None, cases, matters)


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(file for file in folder.iterdir() if file.suffix in SUFFIXES and not file.name.startswith("."))


def _file(path: Path) -> Row:
    try:
        if not path.is_file():
            raise Refused(f"{shown(path)} is no file")
        data = path.read_bytes()
    except OSError as error:
        raise Refused(f"{shown(path)} cannot be read: {error.strerror}") from None
    if len(data) > MOST_BYTES:
        raise Refused(f"{shown(path)} is larger than {MOST_BYTES // 1_000_000} MB")
    plain = record(data, str(path))
    if not isinstance(plain, dict):
        raise Refused(f"{shown(path)} holds no mapping")
    return plain


def record(data: bytes, name: str) -> Any:
    """The plain data of one YAML document: mappings, lists and texts; an empty scalar is null."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        events = YAML(typ="safe", pure=True).parse(data.decode("utf-8-sig"))
        kept = [event for event in events if type(event).__name__ not in _FRAME]
        value, rest = _value(kept, 0, 0)
    except (YAMLError, UnicodeDecodeError, ValueError, IndexError, RecursionError):
        raise Refused(f"{shown(name)} is not YAML as afortiori reads it") from None
    if rest != len(kept):
        raise Refused(f"{shown(name)} holds more than one document")
    return value


_FRAME = ("StreamStartEvent", "StreamEndEvent", "DocumentStartEvent", "DocumentEndEvent", "CommentEvent")


def _value(events: list[Any], at: int, depth: int) -> tuple[Any, int]:
    event = events[at]
    kind = type(event).__name__
    if kind == "AliasEvent" or getattr(event, "anchor", None) or getattr(event, "ctag", None) or depth > MOST_DEPTH:
        raise ValueError(kind)
    if kind == "ScalarEvent":
        plain = event.style in (None, "")
        return (None if plain and event.value in ("", "~", "null", "Null", "NULL") else str(event.value)), at + 1
    at += 1
    if kind == "SequenceStartEvent":
        items: list[Any] = []
        while type(events[at]).__name__ != "SequenceEndEvent":
            item, at = _value(events, at, depth + 1)
            items.append(item)
        return items, at + 1
    if kind != "MappingStartEvent":
        raise ValueError(kind)
    mapping: Row = {}
    while type(events[at]).__name__ != "MappingEndEvent":
        if type(events[at]).__name__ != "ScalarEvent" or events[at].value in mapping:
            raise ValueError("key")
        key = str(events[at].value)
        mapping[key], at = _value(events, at + 1, depth + 1)
    return mapping, at + 1


def digests(folder: Folder) -> Row:
    """The digest of each case's record."""
    return {id: digest(row) for id, row in sorted(folder.cases.items())}


# What a record says, with what it leaves out filled in as the reference of the files has it.


def text(row: Row, key: str, otherwise: str = "") -> str:
    """A text of a record."""
    value = row.get(key)
    return otherwise if value is None else str(value)


def texts(row: Row, key: str) -> list[str]:
    """A list of texts of a record; one text stands for a list of one."""
    value = row.get(key)
    return [] if value is None else [value] if isinstance(value, str) else list(value)


def rows(row: Row, key: str) -> Row:
    """A mapping of a record, without what is left empty."""
    return {name: value for name, value in (row.get(key) or {}).items() if value is not None}


def true(row: Row, key: str, *, otherwise: bool) -> bool:
    """A yes or no of a record."""
    value = row.get(key)
    return otherwise if value is None else str(value).casefold() in _TRUE


LEAVES = ("affirmed", "disapproved", "rehearing granted", "certiorari denied", "followed")
CONTROLLING = ("majority", "plurality", "per curiam")
NOT_REACHED = "not reached"


def precedents(id: str, case: Row) -> Iterator[tuple[str, Row]]:
    """The precedents of one case's record, each with its id: one for each of its holdings."""
    controlling: Row = next((o for o in case.get("opinions") or [] if o["kind"] in CONTROLLING), {})
    parts = rows(case, "holdings")
    if not parts:
        parts = {"": {"holding": case["holding"], "reason": controlling.get("reason")}}
    for part, row in parts.items():
        facts = rows(case, "facts") | rows(row, "facts")
        reason = row.get("reason")
        yield (
            f"{id}#{part}" if part else id,
            {
                "case": id,
                "part": part,
                "name": case["name"],
                "citations": texts(case, "citations"),
                "court": case["court"],
                "decided": case["decided"],
                "bench": text(case, "bench", "unknown"),
                "published": true(case, "published", otherwise=True),
                "claims": texts(case, "claim"),
                "holding": None if row["holding"] == NOT_REACHED else row["holding"],
                "values": {name: fact["value"] for name, fact in facts.items() if fact["confidence"] != "low"},
                "reason": None if reason is None else [[name, level] for name, level in reason.items()],
                "history": [_event(event) for event in case.get("history") or []],
                "low": [name for name, fact in facts.items() if fact["confidence"] == "low"],
            },
        )


def _event(row: Row) -> Row:
    removes = text(row, "removes") or ("nothing" if row["event"] in LEAVES else "")
    return {"event": row["event"], "by": row["by"], "date": row["date"], "removes": removes}


def factor(row: Row) -> Row:
    """A factor as a certificate has it: its order whole."""
    levels = texts(row, "levels") or ["absent", "present"]
    pairs = {(low, high) for low, high in row.get("order") or []}
    if not pairs:
        pairs = {(low, high) for i, low in enumerate(levels) for high in levels[i + 1 :]}
    while more := {(a, d) for a, b in pairs for c, d in pairs if b == c} - pairs:
        pairs |= more
    favours = row["favours"]
    return {
        "levels": levels,
        "neutral": text(row, "neutral") or levels[0],
        "order": [list(pair) for pair in sorted(pairs)],
        "favours": None if favours == "nobody" else favours,
    }


def formula(written: Row, factors: Row) -> Row:
    """A formula as a certificate has it: each condition with its bound."""
    [(key, value)] = written.items()
    if key == "not":
        return {"not": formula(value, factors)}
    if key in ("all", "any") and isinstance(value, list):
        count = len(value) if key == "all" else 1
        return {"count": str(count), "of": [formula(part, factors) for part in value]}
    if key == "at least" and isinstance(value, dict):
        return {"count": str(int(value["count"])), "of": [formula(part, factors) for part in value["of"]]}
    above = [factors[key]["neutral"], value] in factors[key]["order"]
    return {"factor": key, "bound": "at least" if above else "at most", "level": value}


def rule(row: Row, factors: Row) -> Row:
    """A rule as a certificate has it."""
    kind = next((kind for kind in ("sufficient", "necessary") if row.get(kind) is not None), "note")
    return {
        "text": row["rule"],
        "kind": kind,
        "side": text(row, "side") or None,
        "formula": None if kind == "note" else formula(row[kind], factors),
        "authority": row["authority"],
        "case": text(row, "case") or None,
        "court": text(row, "court", "legislature"),
        "decided": row["decided"],
        "bench": text(row, "bench", "unknown"),
        "published": true(row, "published", otherwise=True),
        "until": text(row, "until") or None,
        "supersedes": texts(row, "supersedes"),
    }


def own_courts(doctrine: Row, table: Row) -> Row:
    """The courts that a doctrine adds to the table, and the legislature of its law; above a court stand also those above them."""
    added = rows(doctrine, "courts")
    law = text(doctrine, "law", "us")
    found = {"legislature": {"level": "legislature", "system": law, "above": [], "binds_itself": True}}
    for id, row in added.items():
        above: set[str] = set()
        waiting = texts(row, "above")
        while waiting:
            court = waiting.pop()
            if court not in above:
                above.add(court)
                waiting += texts(added[court], "above") if court in added else table[court]["above"]
        found[id] = {
            "level": row["level"],
            "system": law,
            "above": sorted(above - {id}),
            "binds_itself": true(row, "binds_itself", otherwise=True),
        }
    return found
