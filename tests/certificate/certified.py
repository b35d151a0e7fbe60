"""Certificates of answers, for the tests: of generated worlds, and of matters of packs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

from strategies import World

from afortiori.analysis import Analysis, analyse
from afortiori.authority import Court
from afortiori.casebase import CaseBase, Options
from afortiori.certificate.writing import Question, Row, Sources, certify, digest
from afortiori.doctrine import Rule
from afortiori.store.asking import Wanted, ask
from afortiori.store.certifying import certificate_of
from afortiori.store.library import open_matter

LATER = "2026-11-24"
Place = tuple[str | int, ...]


def analysed(world: World, day: str, forum: Court | None) -> Analysis:
    """A world's answer, in one forum on one day."""
    cases = [replace(p, id=f"{p.id}#{p.part}") if p.part else p for p in world.precedents]
    doctrine = replace(world.doctrine, rules=tuple(a for a in world.authorities if isinstance(a, Rule)))
    return analyse(CaseBase(doctrine, cases), world.facts, Options(forum, day, world.model))


def certificate(analysis: Analysis) -> Row:
    """The certificate of an answer that rests on no files."""
    return certify(analysis, Question("matter", "A matter"), Sources("", "", {}))


def written(plain: Row) -> bytes:
    """A certificate in one line, which says the same as its file and is written ten times faster."""
    return json.dumps(plain, sort_keys=True).encode()


def of_matter(name: str, wanted: Wanted, *bases: str) -> bytes:
    """The certificate of a matter, as ``decide --certificate`` writes it."""
    found = open_matter(name, bases=bases)
    asked = ask(found, wanted, today=LATER)
    answer = analyse(asked.base, asked.facts, asked.options)
    return certificate_of(answer, found, wanted, matter=name, bases=bases).encode()


def resealed(data: bytes, change: Callable[[Row], object]) -> bytes:
    """A certificate changed, and its digest made to fit."""
    plain = deepcopy(json.loads(data))
    change(plain)
    return sealed(plain)


def sealed(plain: Row) -> bytes:
    """Plain data with a digest that fits them."""
    return written(plain | {"digest": digest({key: value for key, value in plain.items() if key != "digest"})})


def leaves(value: Any, place: Place = ()) -> Iterator[Place]:
    """The place of each leaf of plain data: each text, yes or no, and null, and each list or mapping that is empty."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from leaves(part, (*place, key))
    if not isinstance(value, (dict, list)) or not value:
        yield place


def inside(plain: Any, place: Place) -> Any:
    """What stands at a place."""
    for key in place:
        plain = plain[key]
    return plain
