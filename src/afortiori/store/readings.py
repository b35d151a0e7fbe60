"""The alternative readings that a doctrine names: other issues, factors read as one, values or reasons coded otherwise."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from afortiori.authority import Court
from afortiori.casebase import CaseBase, read_as
from afortiori.constraint import closed
from afortiori.doctrine import Dimension, Doctrine
from afortiori.precedent import Precedent, Reading, Value
from afortiori.store.build import Faults, Pairs, Row, doctrine_of, factor_of, formula_of, pairs_of
from afortiori.store.casefiles import reason_of
from afortiori.store.yamlfile import Place

MOST_COMBINATIONS = 4_096


def readings_of(
    plain: Row,
    doctrine: Doctrine,
    precedents: Sequence[Precedent],
    courts: Mapping[str, Court],
    faults: Faults,
    unread: Collection[str] = (),
) -> tuple[Reading, ...]:
    """The readings; each reason must favour its case's holding and be satisfied by its facts as read, each issue and factor be known.

    ``unread`` are the cases whose files have faults.
    """
    cases = {precedent.id: precedent for precedent in precedents}
    readings = []
    for id, row in plain["readings"].items():
        before = len(faults.found)
        values, reasons = _coded(id, row, doctrine, cases, faults, unread)
        dimensions = _dimensions(id, row, doctrine, plain, faults)
        whole = doctrine
        if len(faults.found) == before and (row["issues"] or row["answer"] or dimensions or row["parents"]):
            whole = doctrine_of(doctrine.id, _as_read(row, plain), courts, replace(faults, under=("readings", id)))
        reading = Reading(id, row["text"], whole if whole is not doctrine else None, dimensions, values, reasons)
        if len(faults.found) == before and dimensions:
            _merged(reading, doctrine, precedents, faults)
        readings.append(reading)
    return tuple(readings)


def _coded(
    id: str,
    row: Row,
    doctrine: Doctrine,
    cases: Mapping[str, Precedent],
    faults: Faults,
    unread: Collection[str],
) -> tuple[tuple[tuple[str, str, str], ...], tuple[tuple[str, Pairs], ...]]:
    """The values and the reasons that a reading codes otherwise; of a case in a file with faults nothing more is said."""
    place: Place = ("readings", id)
    values: list[tuple[str, str, str]] = []
    reasons: list[tuple[str, Pairs]] = []
    known = sorted({*cases, *unread})
    for case, levels in row["values"].items():
        if case.partition("#")[0] not in unread:
            faults.named((*place, "values", case), "case", case, known)
        values += [(case, *pair) for pair in pairs_of(levels, (*place, "values", case), doctrine, faults)]
    for case, levels in row["reasons"].items():
        if case.partition("#")[0] in unread:
            pairs_of(levels, (*place, "reasons", case), doctrine, faults)
        elif faults.named((*place, "reasons", case), "case", case, known):
            held = cases[case]
            read = _values(held, values)
            reason = reason_of(levels, held.holding, read, (*place, "reasons", case), doctrine, faults)
            reasons.append((case, reason or ()))
    for case in row["values"]:
        if case in cases and case not in row["reasons"]:
            _still_satisfied(cases[case], _values(cases[case], values), (*place, "values", case), doctrine, faults)
    return tuple(values), tuple(reasons)


def _values(held: Precedent, read: Sequence[tuple[str, str, str]]) -> tuple[Value, ...]:
    """A case's values as a reading has them."""
    values = {value.factor: value for value in held.values}
    values |= {factor: Value(factor, level, "", "medium") for case, factor, level in read if case == held.id}
    return tuple(values.values())


def _still_satisfied(
    held: Precedent, values: Sequence[Value], place: Place, doctrine: Doctrine, faults: Faults
) -> None:
    """Notes each value so read under which the case's facts no longer satisfy its own reason (theory 2)."""
    levels = {value.factor: value.level for value in values}
    own = {value.factor: value.level for value in held.values}
    for name, level in held.reason or ():
        read = levels.get(name, "")
        conditions = closed(doctrine, [(name, level)])
        if read != own.get(name, "") and not conditions <= doctrine.factor(name).satisfied(read):
            what = f"so read, the case's facts do not satisfy its reason '{name}: {level}' (its value there: {read})"
            faults.add((*place, name), what, "correct the value, or read the reason otherwise too, under 'reasons'")


def _merged(reading: Reading, doctrine: Doctrine, precedents: Sequence[Precedent], faults: Faults) -> None:
    """Notes each dimension under which the facts of a case no longer satisfy its reason as read."""
    merged = {name for dimension in reading.dimensions for name in dimension.of}
    touched = [p for p in precedents if merged & set(dict(p.reason or ())) and _without_fault(p, doctrine)]
    for p in read_as(CaseBase(doctrine, touched), reading):
        levels = {value.factor: value.level for value in p.values}
        for dimension in reading.dimensions:
            stated = dict(p.reason or ()).get(dimension.factor.id)
            held = levels.get(dimension.factor.id, dimension.factor.neutral)
            if stated is not None and not dimension.factor.satisfied(stated) <= dimension.factor.satisfied(held):
                what = f"so read, the facts of '{p.id}' do not satisfy its reason '{stated}' (its level there: {held})"
                place = ("readings", reading.id, "dimensions", dimension.factor.id)
                faults.add(place, what, "correct 'where', or read that reason otherwise, under 'reasons'")


def _without_fault(held: Precedent, doctrine: Doctrine) -> bool:
    """Whether every level is one of its factor's; where one is not, that is noted where it stands."""
    return all(value.level in doctrine.factor(value.factor).levels for value in held.values)


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
