"""What a question of a pack names: its matter, its options and what must come out; each fault with its place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from afortiori.authority import When
from afortiori.doctrine import Doctrine
from afortiori.errors import Misuse, Problem
from afortiori.store.build import UNKNOWN, Faults, Row
from afortiori.store.yamlfile import Place, Source


class Names(NamedTuple):
    """What the questions of a pack may name. ``unread``: cases and rules that have faults of their own."""

    doctrine: Doctrine
    matters: Collection[str]
    courts: Collection[str]
    holdings: frozenset[str]
    cases: frozenset[str]
    readings: Collection[str]
    unread: frozenset[str] = frozenset()


def note_faults(row: Row, names: Names, faults: Faults) -> None:
    """Notes every name, day and level in a question that means nothing in its pack."""
    faults.named(("matter",), "matter", row["matter"], names.matters)
    if row["side"]:
        faults.named(("side",), "side", row["side"], [side.id for side in names.doctrine.sides])
    if row["forum"]:
        faults.named(("forum",), "court", row["forum"], [*names.courts, "any"])
    if row["reading"]:
        faults.named(("reading",), "reading", row["reading"], names.readings)
    if not _is_day(row["as_of"]):
        faults.add(("as_of",), f"'{row['as_of'][:80]}' is no day", "write a day, such as 1988-08-23, or 'today'")
    for name, written in row["set"].items():
        _level(("set", name), name, written, names.doctrine, faults)
    _authorities(row, names, faults)


def _authorities(row: Row, names: Names, faults: Faults) -> None:
    """The cases and rules that must, or must not, compel the answer, and those that are left out."""
    rules = {rule.id for rule in names.doctrine.rules}
    compelling = sorted(names.holdings | names.unread | rules)
    left_out = sorted({*compelling, *names.cases})
    for key, kind, known in (
        ("by", "case or rule", compelling),
        ("not_by", "case or rule", compelling),
        ("without", "case", left_out),
    ):
        for i, name in enumerate(row[key]):
            if name.partition("#")[0] not in names.unread:
                faults.named((key, i), kind, name, known)


def _level(place: Place, name: str, written: str, doctrine: Doctrine, faults: Faults) -> None:
    """One fact that a question changes: a level, several joined by a comma, or '?'."""
    if faults.named(place, "factor", name, doctrine.factor_ids()) and written not in UNKNOWN:
        for level in written.split(","):
            faults.level(place, level, name, [*doctrine.factor(name).levels, "?"])


def _is_day(text: str) -> bool:
    """Whether it is 'today', or a date of a year, a month and a day."""
    try:
        return text == "today" or len(When(text).text) == 10
    except Misuse:
        return False


def faults_of_all(files: Mapping[str, Row], sources: Mapping[str, Source], names: Names) -> list[Problem]:
    """The faults of every question in some files, each told with its question."""
    found = []
    for file, plain in files.items():
        for i, row in enumerate(plain["asks"]):
            faults = Faults(sources[file], under=("asks", i))
            note_faults(row, names, faults)
            found += [told(row["question"], problem) for problem in faults.found]
    return found


def told(question: str, problem: Problem) -> Problem:
    """A problem with the question that has it."""
    return Problem(problem.file, problem.line, f"'{question}': {problem.what}", problem.remedy)
