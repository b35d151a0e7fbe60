"""What ``check`` says of anchors: a fault for each that cannot count as it is written, a note for what a reader should know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from afortiori.authority import REPAIRED, UNVERIFIED, VERIFIED, Anchor
from afortiori.errors import BadInput, Problem
from afortiori.precedent import Precedent, Value
from afortiori.store.yamlfile import Place, Source, parse, read_bytes


@dataclass(frozen=True, slots=True)
class Told:
    """The faults, the notes, and how many anchors are in which state, in words; empty where there are none."""

    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    summary: str = ""


def anchors_told(precedents: Iterable[Precedent], folder: Path, shown: str) -> Told:
    """What there is to say of the anchors of some cases, whose files lie in ``folder``, called ``shown``."""
    held = [(one, value, value.anchor) for one in precedents for value in one.values if value.anchor is not None]
    if not held:
        return Told()
    sources = {one.case: _source(one.case, folder, shown) for one, _, _ in held}
    problems: dict[Problem, None] = {}
    notes: dict[Problem, None] = {}
    for precedent, value, anchor in held:
        place = _place(precedent, value, sources[precedent.case])
        for fault in _faults(anchor):
            problems[sources[precedent.case].problem((*place, "quotation"), *fault)] = None
        for note in _notes(value, anchor):
            notes[sources[precedent.case].problem((*place, "quotation"), *note)] = None
    states = Counter(anchor.state for _, _, anchor in held)
    counts = ", ".join(f"{states[state]} {state}" for state in (VERIFIED, REPAIRED, UNVERIFIED) if states[state])
    return Told(tuple(problems), tuple(notes), f"anchors: {counts}")


def _source(case: str, folder: Path, shown: str) -> Source:
    """A case's file with its lines."""
    for suffix in (".yaml", ".yml"):
        file = folder / f"{case}{suffix}"
        try:
            return parse(read_bytes(file, f"{shown}/{file.name}"), f"{shown}/{file.name}")[1]
        except BadInput:
            continue
    return Source(f"{shown}/{case}.yaml")


def _place(precedent: Precedent, value: Value, source: Source) -> Place:
    own: Place = ("holdings", precedent.part, "facts", value.factor)
    return own if precedent.part and own in source.lines else ("facts", value.factor)


def _faults(anchor: Anchor) -> Iterator[tuple[str, str]]:
    if anchor.lowered and anchor.state == UNVERIFIED:
        what = f"unverified against '{anchor.opinion[:120]}': {anchor.why}"
        yield f"{what}; it does not count as high confidence", "correct the quotation, or write 'confidence: medium'"


def _notes(value: Value, anchor: Anchor) -> Iterator[tuple[str, str]]:
    if anchor.changed:
        yield f"'{anchor.opinion[:120]}' has changed since it was quoted", "read it again, then write its new sha256"
    if anchor.state == REPAIRED:
        yield f"repaired from '{anchor.opinion[:120]}': the source says '{value.quotation[:300]}'", "write it so"
    if anchor.state == UNVERIFIED and not anchor.lowered:
        yield f"unverified against '{anchor.opinion[:120]}': {anchor.why}", "correct the quotation"
    if anchor.state != UNVERIFIED and not anchor.sha256 and anchor.digest:
        yield f"no hash of '{anchor.opinion[:120]}' is kept", f"write 'sha256: {anchor.digest}'"
