"""Two bases of two dates: which cases came, went or changed, and which verdicts that changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from afortiori.casebase import CaseBase, Law, Options
from afortiori.memo.words import verdict as phrase
from afortiori.precedent import Facts, own_facts
from afortiori.store.charts.pairing import Pair
from afortiori.store.charts.recording import bare
from afortiori.store.charts.showing import columns, shown

Row = dict[str, Any]
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Change:
    """What a case said in one respect, and what it says now."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the base compels on the facts of a matter, or on a case's own facts once that case is left out."""

    phrase: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """A verdict that is another one now."""

    subject: str
    title: str
    before: Verdict
    after: Verdict


@dataclass(frozen=True, slots=True)
class Difference:
    """The second base against the first: ids of cases, and what changed in those that both have."""

    came: tuple[str, ...]
    went: tuple[str, ...]
    changed: Mapping[str, tuple[Change, ...]]
    moved: tuple[Moved, ...]
    asked: int


def difference(pair: Pair, matters: Mapping[str, Facts], options: Options) -> Difference:
    """What differs; verdicts are asked of each base for the matters and for every case's own facts as the newer base has them."""
    first, second, same = pair.first, pair.second, pair.same
    came = tuple(sorted(set(second.cases) - set(same)))
    went = tuple(sorted(set(first.cases) - set(same.values())))
    changed = {id: changes(pair, id) for id in sorted(same)}
    subjects = subjects_of(second.pack.base, matters)
    older = {same.get(id, id): id for id in same}
    for id, facts in subjects_of(first.pack.base, {}).items():
        subjects.setdefault(older.get(id, id), facts)
    before = verdicts(first.pack.base, {same.get(id, id): facts for id, facts in subjects.items()}, options)
    after = verdicts(second.pack.base, subjects, options)
    titles = {id: str(plain.get("name", id)) for id, plain in [*first.cases.items(), *second.cases.items()]}
    moved = tuple(
        Moved(id, titles.get(id, id), before[same.get(id, id)], after[id])
        for id in subjects
        if before[same.get(id, id)].phrase != after[id].phrase
    )
    return Difference(came, went, {id: told for id, told in changed.items() if told}, moved, len(subjects))


def changes(pair: Pair, id: str) -> tuple[Change, ...]:
    """What changed in a case that both bases have, column by column; a change that no column shows is said to be one."""
    before, after = pair.first.cases[pair.same[id]], pair.second.cases[id]
    doctrine = pair.second.pack.doctrine
    old = shown(pair.same[id], before, doctrine, pair.first.pack.courts)
    new = shown(id, after, doctrine, pair.second.pack.courts)
    found = [
        Change(column.header, old[key], new[key])
        for column in columns(doctrine)
        if (key := (column.holds, column.factor)) in old and old[key] != new[key] and column.holds != "id"
    ]
    if not found and _told(before) != _told(after):
        found = [Change("sources, quotations or notes", "", "")]
    return tuple(found)


def _told(plain: Row) -> Any:
    """All that a case file says, but for where in a chart it was said."""
    if isinstance(plain, dict):
        return {k: _told(v) for k, v in bare(plain).items() if k not in ("source", "sources")}
    return plain


def subjects_of(base: CaseBase, matters: Mapping[str, Facts]) -> dict[str, Facts]:
    """The facts to ask about: those of the matters, and each case's own."""
    return dict(matters) | {case.id: own_facts(base.doctrine, case) for case in base if case.holding is not None}


def verdicts(base: CaseBase, subjects: Mapping[str, Facts], options: Options) -> dict[str, Verdict]:
    """What the base compels on each; a case of the base is left out where its own facts are asked about."""
    law = Law(base, options)
    found = {}
    cases = {authority.id for authority in law.authorities}
    for id, facts in subjects.items():
        others = [a for a in law.authorities if _case(a.id) != _case(id)] if id in cases else None
        finding = law.find(facts, others)
        found[id] = Verdict(phrase(finding), tuple(a.id for a in finding.by[:MOST_NAMED]))
    return found


def _case(id: str) -> str:
    return id.partition("#")[0]


def named(ids: Iterable[str], titles: Mapping[str, Row]) -> list[str]:
    """Cases by name, with their ids."""
    return [f"{titles[id].get('name', id)} [{id}]" for id in ids]
