"""Anchors verified: whether each quotation that a value carries stands in the opinion on disk that it names."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from afortiori.authority import REPAIRED, UNVERIFIED, VERIFIED, Anchor
from afortiori.errors import BadInput, MissingExtra
from afortiori.precedent import Precedent, Value
from afortiori.store import cache
from afortiori.version import VERSION

MOST_SECONDS = 60


def verified(precedents: Sequence[Precedent], folder: Path, *, cached: bool = True) -> tuple[Precedent, ...] | None:
    """The precedents with their anchors verified; None where none has an anchor.

    ``folder`` holds the case files, from which the paths go. Only what is verified counts as high confidence. Opinions lie
    under the folder that holds the case files' folder, and nowhere else: a pack that others wrote opens no other file.
    """
    wanted = {(a.opinion, a.record) for one in precedents for value in one.values if (a := value.anchor) is not None}
    if not wanted:
        return None
    quoted = {key: _quoted(precedents, key) for key in sorted(wanted)}
    found = {key: _verify(folder, *key, texts, cached=cached) for key, texts in quoted.items()}
    return tuple(
        replace(one, values=tuple(_settled(value, found) for value in one.values))
        if any(value.anchor for value in one.values)
        else one
        for one in precedents
    )


def _quoted(precedents: Iterable[Precedent], key: tuple[str, str]) -> tuple[str, ...]:
    values = [value for one in precedents for value in one.values if value.anchor is not None]
    return tuple(
        sorted(
            {value.quotation for value in values if value.anchor and (value.anchor.opinion, value.anchor.record) == key}
        )
    )


class _Opinion(NamedTuple):
    """What was found in one opinion: its hash, each quotation's state, words, page, start and end; or why it was not read."""

    digest: str = ""
    states: dict[str, list[str]] | None = None
    why: str = ""


def _settled(value: Value, found: dict[tuple[str, str], _Opinion]) -> Value:
    """A value with what was found of its quotation."""
    anchor = value.anchor
    if anchor is None:
        return value
    opinion = found[anchor.opinion, anchor.record]
    state, words, page, start, end = (opinion.states or {}).get(value.quotation, [UNVERIFIED, "", "", "-1", "-1"])
    changed = bool(anchor.sha256 and opinion.digest and anchor.sha256 != opinion.digest)
    why = opinion.why or (_nearest(words) if state == UNVERIFIED else "")
    now = Anchor(
        anchor.opinion, anchor.sha256, anchor.record, state, page, int(start), int(end), changed,
        anchor.lowered and state == UNVERIFIED, why, opinion.digest,
    )  # fmt: skip
    if state == UNVERIFIED:
        return value._replace(anchor=now)
    sure = "high" if anchor.lowered else value.confidence
    return value._replace(anchor=now, confidence=sure, quotation=words if state == REPAIRED else value.quotation)


def _nearest(words: str) -> str:
    return f"it is not there; nearest: '{words[:200]}'" if words else "it is not there, nor anything like it"


def _verify(folder: Path, opinion: str, record: str, quotations: tuple[str, ...], *, cached: bool) -> _Opinion:
    """The quotations looked for in one opinion; kept by the opinion's content."""
    from afortiori.store.opinions import SUFFIXES, read_file

    path = (folder / opinion).resolve()
    if not path.is_relative_to(folder.resolve().parent) or path.suffix.lower() not in SUFFIXES:
        return _Opinion(why=f"'{opinion[:120]}' is no opinion's file in this folder or beside it")
    try:
        data = read_file(str(path))
    except BadInput:
        return _Opinion(why=f"'{opinion[:120]}' cannot be read: no such file")
    digest = sha256(data).hexdigest()
    key = cache.key_of(VERSION, [("anchors", data), (f"record {record}", json.dumps(quotations).encode())])
    kept = cache.fetch(key) if cached else None
    if kept is not None:
        return _Opinion(digest, kept)
    try:
        states = _looked_for(data, path.name, record, quotations)
    except (BadInput, MissingExtra) as error:
        return _Opinion(digest, why=str(error).splitlines()[0])
    if cached:
        cache.keep(key, states)
    return _Opinion(digest, states)


def _looked_for(data: bytes, name: str, record: str, quotations: tuple[str, ...]) -> dict[str, list[str]]:
    from afortiori.opinion.matching import IDENTICAL, NEAREST, Source
    from afortiori.store.reading_apart import TEXT, read_apart

    normal = read_apart(data, name, record or "0", TEXT, seconds=MOST_SECONDS).normal
    source = Source(normal)
    states: dict[str, list[str]] = {}
    for quotation in quotations:
        match = source.find(quotation)
        if match is None:
            states[quotation] = [UNVERIFIED, "", "", "-1", "-1"]
            continue
        state = VERIFIED if match.kind == IDENTICAL else UNVERIFIED if match.kind == NEAREST else REPAIRED
        page = "" if state == UNVERIFIED else str(normal.pages.at(match.start) or "")
        states[quotation] = [state, match.words, page, str(match.start), str(match.end)]
    return states
