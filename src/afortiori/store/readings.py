"""The alternative readings that a doctrine names: other issues, factors read as one, values or reasons coded otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from afortiori.authority import Court
from afortiori.doctrine import Dimension, Doctrine
from afortiori.precedent import Precedent, Reading
from afortiori.store.build import Faults, Pairs, Row, doctrine_of, factor_of, formula_of, pairs_of
from afortiori.store.casefiles import reason_of
from afortiori.store.yamlfile import Place

MOST_COMBINATIONS = 4_096


def readings_of(
    plain: Row, doctrine: Doctrine, precedents: Sequence[Precedent], courts: Mapping[str, Court], faults: Faults
) -> tuple[Reading, ...]:
    """The readings; each reason must favour its case's holding, each issue and factor be known."""
    cases = {precedent.id: precedent for precedent in precedents}
    readings = []
    for id, row in plain["readings"].items():
        before = len(faults.found)
        values, reasons = _coded(id, row, doctrine, cases, faults)
        dimensions = _dimensions(id, row, doctrine, plain, faults)
        whole = doctrine
        if len(faults.found) == before and (row["issues"] or row["answer"] or dimensions or row["parents"]):
            whole = doctrine_of(doctrine.id, _as_read(row, plain), courts, replace(faults, under=("readings", id)))
        readings.append(Reading(id, row["text"], whole if whole is not doctrine else None, dimensions, values, reasons))
    return tuple(readings)


def _coded(
    id: str, row: Row, doctrine: Doctrine, cases: Mapping[str, Precedent], faults: Faults
) -> tuple[tuple[tuple[str, str, str], ...], tuple[tuple[str, Pairs], ...]]:
    """The values and the reasons that a reading codes otherwise."""
    place: Place = ("readings", id)
    values: list[tuple[str, str, str]] = []
    reasons: list[tuple[str, Pairs]] = []
    for case, levels in row["values"].items():
        faults.named((*place, "values", case), "case", case, cases)
        values += [(case, *pair) for pair in pairs_of(levels, (*place, "values", case), doctrine, faults)]
    for case, levels in row["reasons"].items():
        if faults.named((*place, "reasons", case), "case", case, cases):
            held = cases[case]
            reason = reason_of(levels, held.holding, held.values, (*place, "reasons", case), doctrine, faults)
            reasons.append((case, reason or ()))
    return tuple(values), tuple(reasons)


def _dimensions(id: str, row: Row, doctrine: Doctrine, plain: Row, faults: Faults) -> tuple[Dimension, ...]:
    """Its dimensions, and every fault in what they are of, in their levels and in the parents that the reading names."""
    place: Place = ("readings", id)
    issues = row["issues"] or plain["issues"]
    for factor, parents in row["parents"].items():
        faults.named((*place, "parents", factor), "factor", factor, doctrine.factor_ids())
        for issue in parents:
            faults.named((*place, "parents", factor), "issue", issue, issues)
    taken: dict[str, str] = {}
    found = []
    for name, entry in row["dimensions"].items():
        here: Place = (*place, "dimensions", name)
        if name in plain["factors"] and name not in entry["of"]:
            faults.add(here, f"dimension '{name}' has the id of a factor", "give it another id")
        for i, factor in enumerate(entry["of"]):
            if faults.named((*here, "of", i), "factor", factor, doctrine.factor_ids()) and factor in taken:
                faults.add((*here, "of", i), f"factor '{factor}' is part of '{taken[factor]}' too", "keep one")
            taken[factor] = name
        known = [factor for factor in entry["of"] if factor in doctrine.factor_ids()]
        ways = 1
        for factor in known:
            ways *= len(doctrine.factor(factor).levels)
        if ways > MOST_COMBINATIONS:
            faults.add((*here, "of"), f"its factors combine in more than {MOST_COMBINATIONS} ways", "merge fewer")
        found.append(_dimension(name, entry, here, doctrine, issues, plain, known, faults))
    return tuple(found)


def _dimension(
    name: str,
    entry: Row,
    here: Place,
    doctrine: Doctrine,
    issues: Row,
    plain: Row,
    known: Sequence[str],
    faults: Faults,
) -> Dimension:
    factor = factor_of(name, entry, plain | {"issues": issues}, faults, here)
    within = replace(doctrine, factors=tuple(doctrine.factor(factor) for factor in known))
    levels = []
    for level, written in entry["where"].items():
        faults.level((*here, "where", level), level, name, factor.levels)
        formula = formula_of(within, written, (*here, "where", level), faults)
        if formula is not None:
            levels.append((level, formula))
    return Dimension(factor, tuple(entry["of"]), tuple(levels))


def _as_read(row: Row, plain: Row) -> Row:
    """The plain data of the doctrine as the reading has it."""
    merged = {name for entry in row["dimensions"].values() for name in entry["of"]}
    factors = {name: dict(entry) for name, entry in plain["factors"].items() if name not in merged}
    for name, entry in factors.items():
        if row["issues"] or name in row["parents"]:
            parents = row["parents"].get(name, [])
            entry["parent"], entry["also"] = (parents[0], parents[1:]) if parents else ("", [])
    return plain | {
        "issues": row["issues"] or plain["issues"],
        "answer": row["answer"] or (None if row["issues"] else plain["answer"]),
        "factors": factors | row["dimensions"],
    }
