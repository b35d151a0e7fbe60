"""Accepting: a level that a person chose, put into a case file with its quotation, its page and its anchor. Other lines stay as they are."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from afortiori.errors import BadInput, Problem
from afortiori.opinion.matching import IDENTICAL, NEAREST, Match
from afortiori.opinion.matching import Source as Text
from afortiori.store.charts.yamltext import json_quoted, quoted
from afortiori.store.pack import Pack, load_case
from afortiori.store.proposing.making import Opened
from afortiori.store.proposing.sheet import Decided
from afortiori.store.writing import write_bytes
from afortiori.store.yamlfile import Source, parse, read_bytes

OF_THE_COURT = ("opinion", "majority", "per curiam")
_PAGE_OF = re.compile(r"(\d+\s+.+?)\s+\d+$")


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was put into a case file: factor, level, the opinion's own words, and whether they had to be repaired."""

    factor: str
    level: str
    words: str
    source: str
    repaired: bool


def accept(
    case: str, chosen: Sequence[Decided], opinion: Opened, pack: Pack, *, replace: bool = False
) -> tuple[Accepted, ...]:
    """Put values into a case file. What is there already with the same level and words is left; BadInput changes nothing.

    Every quotation is looked for in the opinion again, and the file must be in order afterwards.
    """
    path = Path(case)
    before = read_bytes(path, case)
    plain, source = parse(before, case)
    facts = plain.get("facts") if isinstance(plain, dict) else None
    held = facts if isinstance(facts, dict) else {}
    anchor = _anchor(path, opinion)
    text = Text(opinion.reading.normal)
    cited = _cited(plain.get("citations") if isinstance(plain, dict) else None)
    problems: list[Problem] = []
    made, lines = [], before.decode("utf-8-sig").splitlines(keepends=True)
    for one in chosen:
        match = text.find(one.quotation)
        if match is None or match.kind == NEAREST:
            problems.append(_unverified(one, opinion, match))
            continue
        value = Accepted(one.factor, one.decision, match.words, _source(match, opinion, cited), match.kind != IDENTICAL)
        if _same(held.get(one.factor), value):
            continue
        if one.factor in held and not replace:
            what = f"'{one.factor}' has a value already"
            problems.append(source.problem(("facts", one.factor), what, "refuse this one, or give --replace"))
        made.append(value)
    problems += _twice(made)
    if problems:
        raise BadInput(problems)
    if made:
        lines = _with(lines, made, anchor, source, set(held))
        _checked(path, before, "".join(lines).encode(), pack)
    return tuple(made)


def _unverified(one: Decided, opinion: Opened, near: Match | None) -> Problem:
    shown = f"; the nearest is: '{near.words[:160]}'" if near else ""
    what = f"the quotation for '{one.factor}' does not stand in it: '{one.quotation[:80]}'{shown}"
    return Problem(opinion.file, 0, what, "quote the opinion's own words")


def _twice(made: Sequence[Accepted]) -> list[Problem]:
    names = [value.factor for value in made]
    twice = sorted({name for name in names if names.count(name) > 1})
    return [
        Problem("", 0, f"'{name}' is accepted more than once", "accept one sentence, refuse the others")
        for name in twice
    ]


def _same(held: object, value: Accepted) -> bool:
    return (
        isinstance(held, dict)
        and held.get("value") == value.level
        and " ".join(str(held.get("quotation")).split()) == value.words
    )


def _anchor(case: Path, opinion: Opened) -> list[str]:
    """The lines of an anchor; BadInput where the opinion lies where no case may lead."""
    folder, file = case.resolve().parent, Path(opinion.file).resolve()
    if not file.is_relative_to(folder.parent):
        what = f"it lies outside of {folder.parent}, and a case leads to no opinion there"
        raise BadInput(
            [Problem(opinion.file, 0, what, f"copy it to {folder.parent / 'opinions'} first, and name it there")]
        )
    way = Path(os.path.relpath(file, folder)).as_posix()
    record = [f"record: {opinion.record}"] if opinion.record else []
    return [f"opinion: {json_quoted(way)}", f"sha256: {opinion.sha256}", *record]


def _cited(citations: object) -> str:
    """Volume and reporter of a case's first citation."""
    first = citations[0] if isinstance(citations, list) and citations else citations
    match = _PAGE_OF.match(first) if isinstance(first, str) else None
    return match[1] if match else ""


def _source(match: Match, opinion: Opened, cited: str) -> str:
    """Where a value is stated: reporter and page, and the part, where that is not the opinion of the court."""
    reading = opinion.reading
    page = reading.pages.at(match.start)
    part = next((one for one in reading.parts if one.start <= match.start < one.end), None)
    where = (
        f"{cited} at {page}" if cited and page is not None else f"{Path(opinion.file).name}, page {page or 'unknown'}"
    )
    told = f"{part.kind} ({part.author})" if part and part.author else part.kind if part else ""
    return f"{where}, {told}" if part and part.kind not in OF_THE_COURT else where


def _with(
    lines: list[str], made: Sequence[Accepted], anchor: Sequence[str], source: Source, held: set[str]
) -> list[str]:
    """The lines of a case file with new values at the head of its facts, and without those that they replace."""
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    if ("facts",) not in source.lines:
        return [*_ended(lines, end), f"facts:{end}", *_entries(made, anchor, "  ", end)]
    at = source.lines[("facts",)] - 1
    indent = _indent(lines, source, held)
    gone: set[int] = set()
    for value in made:
        if value.factor in held:
            first = source.lines["facts", value.factor] - 1
            gone |= set(range(first, _until(lines, first)))
    opening = re.sub(r":\s*(?:\{\s*\}|~|null)?\s*(#.*)?$", r": \1", lines[at].rstrip("\r\n")).rstrip()
    if opening.endswith("{") or re.search(r":\s*\{.*\S", lines[at].split("#")[0].replace("{}", "")):
        raise BadInput(
            [source.problem(("facts",), "its facts stand in braces", "write them in lines, one below the other")]
        )
    after = [line for number, line in enumerate(lines[at + 1 :], at + 1) if number not in gone]
    return [*lines[:at], opening + end, *_entries(made, anchor, indent, end), *after]


def _ended(lines: list[str], end: str) -> list[str]:
    return lines if not lines or lines[-1].endswith("\n") else [*lines[:-1], lines[-1] + end]


def _indent(lines: list[str], source: Source, held: set[str]) -> str:
    first = next((lines[source.lines["facts", name] - 1] for name in held if ("facts", name) in source.lines), "  x")
    return first[: len(first) - len(first.lstrip(" "))] or "  "


def _until(lines: list[str], first: int) -> int:
    """The line at which what stands under a key is over."""
    depth = len(lines[first]) - len(lines[first].lstrip(" "))
    for number in range(first + 1, len(lines)):
        line = lines[number]
        if line.strip() and len(line) - len(line.lstrip(" ")) <= depth:
            return number
    return len(lines)


def _entries(made: Sequence[Accepted], anchor: Sequence[str], indent: str, end: str) -> list[str]:
    found = []
    for value in made:
        about = {
            "value": quoted(value.level),
            "source": json_quoted(value.source),
            "confidence": "high",
            "quotation": json_quoted(value.words),
        }
        found += [f"{indent}{quoted(value.factor)}:{end}"]
        found += [f"{indent}  {key}: {text}{end}" for key, text in about.items()]
        found += [f"{indent}  anchor:{end}", *(f"{indent}    {line}{end}" for line in anchor)]
    return found


def _checked(path: Path, before: bytes, after: bytes, pack: Pack) -> None:
    """Write the file and read it as a case; where that fails it is again as it was."""
    faults = _faults(path, pack)
    write_bytes(str(path), after)
    new = [
        problem
        for problem in _faults(path, pack)
        if (problem.what, problem.remedy) not in {(f.what, f.remedy) for f in faults}
    ]
    if new:
        write_bytes(str(path), before)
        raise BadInput(new)


def _faults(path: Path, pack: Pack) -> tuple[Problem, ...]:
    try:
        load_case(path, pack, cached=False)
    except BadInput as bad:
        return bad.problems
    return ()
