"""A matter and a user's options, joined into facts and options of the law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from afortiori.authority import Court, When
from afortiori.casebase import CaseBase, Law, Options, adopt, read_as, read_facts
from afortiori.courts import built_in
from afortiori.doctrine import Doctrine
from afortiori.errors import BadInput, Misuse, Problem, did_you_mean
from afortiori.precedent import Facts
from afortiori.precedent import facts as known_facts
from afortiori.store.build import UNKNOWN
from afortiori.store.library import Found
from afortiori.store.pack import Pack


class Wanted(NamedTuple):
    """What a user asked for; None and empty where the matter's own word stands."""

    forum: str | None = None
    as_of: str | None = None
    model: str = "reason"
    rules: bool = True
    changes: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    adopted: tuple[str, ...] = ()
    reading: str | None = None


class Asked(NamedTuple):
    """Facts, base and options to analyse, and a note on what was changed."""

    facts: Facts
    base: CaseBase
    options: Options
    note: str


def ask(found: Found, wanted: Wanted, *, today: str) -> Asked:
    """Facts and options; BadInput with every fault in the options at once."""
    problems: list[Problem] = []
    facts = changed(found.pack.doctrine, found.matter.facts, wanted.changes, problems)
    base = supposed(found.pack, found.base, wanted, problems)
    reading = next((reading for reading in found.pack.readings if reading.id == wanted.reading), None)
    if reading is not None:
        facts = read_facts(found.pack.doctrine, facts, reading)
    options = _options(
        base, wanted, wanted.forum or found.matter.forum, wanted.as_of or found.matter.as_of or today, problems
    )
    notes = []
    if found.matter.unmentioned == "absent":
        notes.append("Facts as pleaded: what is not mentioned counts as absent.")
    if wanted.changes:
        notes.append("Changed from the matter: " + ", ".join(wanted.changes) + ".")
    notes += supposing(wanted)
    if found.pack.doctrine.unverified:
        notes.append(f"UNVERIFIED: {found.pack.doctrine.unverified}.")
    return Asked(facts, base, options, " ".join(notes))


def supposed(pack: Pack, base: CaseBase, wanted: Wanted, problems: list[Problem]) -> CaseBase:
    """The base under the reading and the opinions that are supposed; problems where one is unknown."""
    if wanted.reading is not None:
        named = {reading.id: reading for reading in pack.readings}
        if wanted.reading in named:
            base = read_as(base, named[wanted.reading])
        else:
            what = f"unknown reading '{wanted.reading[:80]}'"
            problems.append(Problem("", 0, what, did_you_mean(wanted.reading, named)))
    for adopted in wanted.adopted:
        case, _, opinion = adopted.partition(":")
        try:
            base = adopt(base, case, opinion)
        except Misuse as misuse:
            problems.append(Problem("", 0, str(misuse), "write CASE:OPINION, such as 'some-case:dissent'"))
    return base


def supposed_law(pack: Pack, base: CaseBase, wanted: Wanted) -> CaseBase:
    """``supposed``, for a question that has no matter: BadInput where a reading or an opinion is unknown."""
    problems: list[Problem] = []
    base = supposed(pack, base, wanted, problems)
    if problems:
        raise BadInput(problems)
    return base


def supposing(wanted: Wanted) -> list[str]:
    """What is supposed, in words, for the assumptions."""
    notes = [f"SUPPOSED: the opinion {adopted} had prevailed." for adopted in wanted.adopted]
    return [*notes, *([f"Read under '{wanted.reading}'."] if wanted.reading else [])]


def ask_law(base: CaseBase, wanted: Wanted, *, today: str) -> Options:
    """Options for a question that has no matter: the forum must be named, and the day is today unless named."""
    return _options(base, wanted, wanted.forum or "", wanted.as_of or today, [])


def _options(base: CaseBase, wanted: Wanted, forum: str, as_of: str, problems: list[Problem]) -> Options:
    """The options of the law; raises with the problems found before, and those found here."""
    court = forum_named(forum, built_in() | base.courts, problems)
    day = _day(as_of, problems)
    without = tuple(sorted(set(wanted.without)))
    _known_cases(base, without, problems)
    if problems:
        raise BadInput(problems)
    return Options(court, day, wanted.model, wanted.rules, without)


def read_matters(pack: Pack, reading: str | None = None) -> dict[str, Facts]:
    """The facts of every matter of a pack, under the reading that is asked for."""
    read = next((each for each in pack.readings if each.id == reading), None)
    return {
        name: matter.facts if read is None else read_facts(pack.doctrine, matter.facts, read)
        for name, matter in pack.matters.items()
    }


def deciding_court(law: Law, name: str | None) -> Court:
    """The court that is to decide: the one named, else the forum; a problem where neither is one court."""
    problems: list[Problem] = []
    court = forum_named(name, built_in() | law.base.courts, problems) if name else law.options.forum
    if court is None:
        problems = problems or [Problem("", 0, "no court decides", "give --by COURT, such as ca9")]
        raise BadInput(problems)
    return court


def conditions(doctrine: Doctrine, written: str) -> tuple[tuple[str, str], ...]:
    """'FACTOR=LEVEL,FACTOR=LEVEL' as pairs; BadInput with every fault at once."""
    problems: list[Problem] = []
    pairs = []
    for part in (part.strip() for part in written.split(",") if part.strip()):
        name, _, level = part.partition("=")
        if name not in doctrine.factor_ids():
            problems.append(Problem("", 0, f"unknown factor '{name[:80]}'", did_you_mean(name, doctrine.factor_ids())))
        elif level not in doctrine.factor(name).levels:
            what = f"unknown level '{level[:80]}' of factor '{name}'"
            problems.append(Problem("", 0, what, did_you_mean(level, doctrine.factor(name).levels)))
        else:
            pairs.append((name, level))
    if problems:
        raise BadInput(problems)
    return tuple(pairs)


def forum_named(name: str, courts: Mapping[str, Court], problems: list[Problem]) -> Court | None:
    """The court, or None for 'any'; a problem where no forum is named or it is unknown."""
    if name == "any":
        return None
    if not name:
        problems.append(Problem("", 0, "no forum", "give --forum COURT, such as ca9, or 'any'"))
    elif name not in courts:
        problems.append(Problem("", 0, f"unknown court '{name[:80]}'", did_you_mean(name, [*courts, "any"])))
    return courts.get(name)


def _day(text: str, problems: list[Problem]) -> str:
    try:
        if len(When(text).text) == 10:
            return text
    except Misuse:
        pass
    problems.append(Problem("", 0, f"'{text[:80]}' is no day", "write a day, such as --as-of 1988-08-23"))
    return "1000-01-01"


def changed(doctrine: Doctrine, facts: Facts, changes: Iterable[str], problems: list[Problem]) -> Facts:
    """The facts with each 'FACTOR=LEVEL' set; several levels are joined by a comma, '?' is unknown."""
    known: dict[str, str | tuple[str, ...]] = dict(facts.narrowed)
    names = doctrine.factor_ids()
    for change in changes:
        name, equals, written = change.partition("=")
        if not equals:
            problems.append(Problem("", 0, f"'{change[:80]}' sets nothing", "write --set FACTOR=LEVEL"))
        elif name not in names:
            problems.append(Problem("", 0, f"unknown factor '{name[:80]}'", did_you_mean(name, names)))
        else:
            factor = doctrine.factor(name)
            levels = tuple(factor.levels if written in UNKNOWN else written.split(","))
            unknown = [level for level in levels if level not in factor.levels]
            for level in unknown:
                what = f"unknown level '{level[:80]}' of factor '{name}'"
                problems.append(Problem("", 0, what, did_you_mean(level, [*factor.levels, "?"])))
            if not unknown:
                known[name] = levels
    return known_facts(doctrine, known)


def _known_cases(base: CaseBase, without: Iterable[str], problems: list[Problem]) -> None:
    known = {precedent.id for precedent in base} | set(base.cases()) | {rule.id for rule in base.doctrine.rules}
    problems.extend(
        Problem("", 0, f"unknown case '{name[:80]}'", did_you_mean(name, sorted(known)))
        for name in without
        if name not in known
    )
