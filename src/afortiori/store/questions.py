"""A pack's questions: a matter, options, and what must come out. They are the pack's own tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from afortiori.analysis import Analysis, analyse
from afortiori.casebase import IssueFound
from afortiori.errors import BadInput, Problem
from afortiori.store.asking import Wanted, ask
from afortiori.store.build import Faults
from afortiori.store.library import Found
from afortiori.store.pack import Pack
from afortiori.store.yamlfile import Source


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question of a pack and what came out: ``wrong`` is empty where it is what must come out."""

    file: str
    question: str
    wrong: str


def run(pack: Pack, *, today: str, source: Source | None = None) -> Iterator[Outcome]:
    """Ask every question of a pack, in order; yields an outcome for each."""
    for file in sorted(pack.questions):
        for i, row in enumerate(pack.questions[file]["asks"]):
            faults = Faults(source or Source(f"{pack.id}/questions/{file}.yaml"))
            yield Outcome(file, row["question"], _wrong(pack, row, faults, i, today))


def _wrong(pack: Pack, row: dict[str, Any], faults: Faults, i: int, today: str) -> str:
    if not faults.named(("asks", i, "matter"), "matter", row["matter"], pack.matters):
        return str(faults.found[0])
    if row["side"]:
        faults.named(("asks", i, "side"), "side", row["side"], [side.id for side in pack.doctrine.sides])
    known = {p.id for p in pack.base} | {rule.id for rule in pack.doctrine.rules}
    for name in (*row["by"], *row["not_by"]):
        faults.named(("asks", i, "by"), "case or rule", name, sorted(known))
    if faults.found:
        return "; ".join(str(problem) for problem in faults.found)
    as_of = today if row["as_of"] == "today" else row["as_of"]
    changes = tuple(f"{factor}={level}" for factor, level in row["set"].items())
    wanted = Wanted(
        row["forum"] or None, as_of, row["model"], row["rules"], changes, tuple(row["without"]), tuple(row["adopt"]),
        row["reading"] or None,
    )  # fmt: skip
    try:
        asked = ask(Found(pack, pack.matters[row["matter"]], pack.base), wanted, today=today)
    except BadInput as bad:
        return "; ".join(str(problem) for problem in bad.problems)
    came = _came(analyse(asked.base, asked.facts, asked.options), row["layer"])
    return _compared(came, row) if came is not None else "no issue settles anything here"


@dataclass(frozen=True, slots=True)
class _Came:
    """What came out: the verdict, its side, and all that compels it."""

    kind: str
    side: str | None
    by: frozenset[str]


def _came(analysis: Analysis, layer: str) -> _Came | None:
    if layer == "issues":
        found = analysis.issues
        return found and _Came("forced" if found.side else found.status, found.side, frozenset(_all_by(found)))
    of = {"all": analysis.verdict, "precedents": analysis.precedents_alone, "rules": analysis.rules_alone}
    finding = of[layer].finding
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
    """The questions that come out wrong, as problems, and how many were asked."""
    outcomes = list(run(pack, today=today))
    wrong = [
        Problem(
            f"{shown}/questions/{o.file}.yaml", 0, f"'{o.question}': {o.wrong}", "correct the coding or the question"
        )
        for o in outcomes
        if o.wrong
    ]
    return wrong, len(outcomes)
