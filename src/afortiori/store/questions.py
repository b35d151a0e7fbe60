"""A pack's questions: a matter, options, and what must come out. They are the pack's own tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from afortiori.analysis import settled
from afortiori.casebase import IssueFound, Law, Options
from afortiori.errors import Problem
from afortiori.precedent import Facts
from afortiori.store.asking import Wanted, ask, supposed
from afortiori.store.asks import Names, note_faults, told
from afortiori.store.build import Faults
from afortiori.store.library import Found
from afortiori.store.pack import Pack, yaml_files
from afortiori.store.yamlfile import Source, parse, read_bytes

_Laws = dict[tuple[Options, tuple[str, ...], str | None], Law]
REMEDY = "correct the coding or the question"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question of a pack and what came out: ``problems`` is empty where it is what must come out."""

    file: str
    question: str
    problems: tuple[Problem, ...]

    @property
    def wrong(self) -> str:
        """What is wrong, in one text; empty where nothing is."""
        return "; ".join(problem.what for problem in self.problems)


def run(pack: Pack, *, today: str, sources: Mapping[str, Source] | None = None) -> Iterator[Outcome]:
    """Ask every question of a pack, in order; yields an outcome for each. ``sources`` tell the lines of its files."""
    laws: _Laws = {}
    names = Names(
        pack.doctrine, pack.matters, pack.courts, frozenset(p.id for p in pack.base), frozenset(pack.base.cases()),
        [reading.id for reading in pack.readings],
    )  # fmt: skip
    for file in sorted(pack.questions):
        for i, row in enumerate(pack.questions[file]["asks"]):
            faults = Faults((sources or {}).get(file, Source(f"{pack.id}/questions/{file}.yaml")), under=("asks", i))
            _ask(pack, names, row, faults, today, laws)
            yield Outcome(file, row["question"], tuple(faults.found))


def _ask(pack: Pack, names: Names, row: dict[str, Any], faults: Faults, today: str, laws: _Laws) -> None:
    """Ask one question, and note what is wrong with it or with what came out."""
    note_faults(row, names, faults)
    _note_opinions(pack, row, faults)
    matter = pack.matters.get(row["matter"])
    if matter is not None and not (row["forum"] or matter.forum):
        faults.add((), "no forum", "write 'forum: ...', such as ca9 or any, here or in the matter")
    if faults.found or matter is None:
        return
    as_of = today if row["as_of"] == "today" else row["as_of"]
    changes = tuple(f"{factor}={level}" for factor, level in row["set"].items())
    wanted = Wanted(
        row["forum"] or None, as_of, row["model"], row["rules"], changes, tuple(row["without"]), tuple(row["adopt"]),
        row["reading"] or None,
    )  # fmt: skip
    asked = ask(Found(pack, matter, pack.base), wanted, today=today)
    under = (asked.options, wanted.adopted, wanted.reading)
    if under not in laws:
        laws[under] = Law(asked.base, asked.options)
    came = _came(laws[under], asked.facts, row["layer"])
    wrong = _compared(came, row) if came is not None else "no issue settles anything here"
    if wrong:
        faults.add(("verdict",), wrong, REMEDY)


def _note_opinions(pack: Pack, row: dict[str, Any], faults: Faults) -> None:
    """Notes each opinion adopted that no case has."""
    for i, adopted in enumerate(row["adopt"]):
        problems: list[Problem] = []
        supposed(pack, pack.base, Wanted(adopted=(adopted,)), problems)
        for problem in problems:
            faults.add(("adopt", i), problem.what, problem.remedy)


@dataclass(frozen=True, slots=True)
class _Came:
    """What came out: the verdict, its side, and all that compels it."""

    kind: str
    side: str | None
    by: frozenset[str]


def _came(law: Law, facts: Facts, layer: str) -> _Came | None:
    if layer == "issues":
        found = settled(law, facts)
        if found is None:
            return None
        return _Came("forced" if found.side else found.status, found.side, frozenset(_all_by(found)))
    among = {"all": law.authorities, "precedents": law.selection.binding, "rules": law.selection.rules}
    finding = law.find(facts, among[layer])
    return _Came(finding.kind, finding.side, frozenset(authority.id for authority in finding.by))


def _all_by(found: IssueFound) -> Iterator[str]:
    yield from (authority.id for authority in found.by)
    for below in found.below:
        yield from _all_by(below)


def _compared(came_out: _Came, row: dict[str, Any]) -> str:
    came = came_out.kind + (f" for {came_out.side}" if came_out.side else "")
    must = row["verdict"] + (f" for {row['side']}" if row["side"] else "")
    if came != must:
        return f"it must come out {must}, and came out {came}"
    by = came_out.by
    lacking, present = sorted(set(row["by"]) - by), sorted(set(row["not_by"]) & by)
    if lacking:
        return "not among what compels it: " + ", ".join(lacking)
    return "among what compels it, and must not be: " + ", ".join(present) if present else ""


def problems(pack: Pack, shown: str, *, today: str) -> tuple[list[Problem], int]:
    """The questions that come out wrong, each with its line, and how many were asked."""
    outcomes = list(run(pack, today=today))
    if any(o.problems for o in outcomes):
        outcomes = list(run(pack, today=today, sources=_sources(pack, shown)))
    wrong = [told(o.question, problem) for o in outcomes for problem in o.problems]
    return wrong, len(outcomes)


def _sources(pack: Pack, shown: str) -> dict[str, Source]:
    """The lines of a pack's question files, read again: what is compiled does not keep them."""
    found = {}
    for file in yaml_files(pack.path / "questions"):
        name = f"{shown}/questions/{file.name}"
        _, found[file.stem] = parse(read_bytes(file, name), name)
    return found
