"""A chart and its mapping, turned into a doctrine and its case files, with every row accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from afortiori.doctrine import Doctrine
from afortiori.errors import BadInput, Problem, did_you_mean, guessed
from afortiori.memo.words import count
from afortiori.store.charts.casefile import (
    NO_COURT,
    Identity,
    case_file,
    columns_of,
    confidence,
    holding_of,
    identity,
    opinion_kind,
)
from afortiori.store.charts.cells import Book, Sheet
from afortiori.store.charts.coding import Beside, Facts, coded
from afortiori.store.charts.gathering import Gathered, Unread, gathered, is_header
from afortiori.store.charts.header import Header, body, cased, find_header, header_at, meaning, unnamed
from afortiori.store.charts.mapping import NOT_REACHED, SET_ASIDE, ChartMapping
from afortiori.store.charts.outcomes import side_named
from afortiori.store.charts.proposing import court_unknown
from afortiori.store.charts.restoring import Restored, restored, without_cases
from afortiori.store.charts.spelling import fold, posing, slug, unused
from afortiori.store.pack import Pack

Row = dict[str, Any]
CONTROLLING = ("", "majority", "plurality", "per curiam")
MATTER = "a matter"


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a row: the id of its case or matter, or '' with the reason why it was set aside."""

    row: int
    name: str
    became: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What a chart gives: a doctrine (None where a pack's is used), cases and matters as the plain data of their files.

    Every row below the header is told of once, in order; ``unread`` are the cells that could not be read.
    """

    mapping: ChartMapping
    doctrine: Row | None
    cases: Mapping[str, Row]
    matters: Mapping[str, Row]
    rows: tuple[Told, ...]
    unread: tuple[Unread, ...]
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Work:
    """What an import has gathered so far; ``courts`` are those that a case may name, None for any; ``doctrine`` a pack's."""

    courts: frozenset[str] | None = None
    doctrine: Doctrine | None = None
    told: list[Told] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    cases: dict[str, Row] = field(default_factory=dict)
    matters: dict[str, Row] = field(default_factory=dict)
    seen: dict[Identity, str] = field(default_factory=dict)
    restored: list[Restored] = field(default_factory=list)


def imported_from(book: Book, mapping: ChartMapping, pack: Pack | None = None, own: Row | None = None) -> Imported:
    """The doctrine and the cases of a chart, read onto a pack where one is given. BadInput where the mapping is another chart's.

    ``own`` is the doctrine that the chart itself carries, of which ``pack`` was made.
    """
    sheet = _sheet(book, mapping)
    header = _header(book, sheet, mapping)
    work = _Work(frozenset(pack.courts) if pack else None, pack.doctrine if pack else None)
    notes = [*book.notes, *_unnamed(sheet, header), *_posing(sheet), *_other_charts(book, sheet)]
    notes += _of_no_factor(mapping, pack) if pack else []
    lines = []
    for line in body(sheet, Header(header.row, {**columns_of(mapping), **header.names})):
        if is_header(line, header):
            work.told.append(Told(line.number, "", "", "names the columns again"))
        else:
            lines.append(line)
    courts = pack.base.courts if pack else {}
    known = _factors_by_name(mapping)
    found = gathered(lines, mapping, known, work.unread)
    if mapping.layout == "long":
        named = {row for case in found for row in case.rows}
        work.told += [Told(line.number, "", "", "names no case") for line in lines if line.number not in named]
    rest = [case for case in found if pack is None or not _restored(case, mapping, pack, book.file, work)]
    people = [(case, identity(case, mapping, courts, work.unread)) for case in rest]
    ids = _ids([(case, who) for case, who in people if who.name], set(work.cases))
    for case, who in people:
        _case(case, who, ids.get(who, ""), mapping, book.file, work)
    there = {*work.cases, *(pack.base.cases() if pack else ())}
    work.cases |= {one.id: one.among(there) for one in work.restored}
    if own is not None:
        own, loose = without_cases(own, there)
        notes += [
            f"The rule '{id}' was laid down in a case that was taken out: it stands by its authority alone."
            for id in loose
        ]
    doctrine = own if own is not None else None if pack else _doctrine(mapping, work.cases)
    told = tuple(sorted(work.told, key=lambda told: told.row))
    unread = tuple(sorted(set(work.unread), key=lambda cell: (cell.row, cell.column, cell.why)))
    return Imported(mapping, doctrine, work.cases, _for(work.matters, mapping), told, unread, tuple(notes))


def _restored(case: Gathered, mapping: ChartMapping, pack: Pack, file: str, work: _Work) -> bool:
    """Whether a row brings its own record, which is then its case."""
    found = restored(case, mapping, pack, file, work.unread)
    if found is None:
        return False
    again = found.id in work.cases
    if not again:
        work.cases[found.id] = found.plain
        work.restored.append(found)
    why = "carries the record of a row above it" if again else ""
    work.told += [
        Told(row, str(found.plain.get("name", found.id)), "" if again else found.id, why) for row in case.rows
    ]
    return True


def _sheet(book: Book, mapping: ChartMapping) -> Sheet:
    """The sheet that the mapping names, the only one where there is one."""
    named = [sheet for sheet in book.sheets if sheet.name == mapping.sheet]
    filled = [sheet for sheet in book.sheets if sheet.lines]
    if named and named[0].lines:
        return named[0]
    if len(filled) == 1:
        return filled[0]
    what = f"no sheet '{mapping.sheet[:80]}'"
    raise BadInput([Problem(book.file, 0, what, did_you_mean(mapping.sheet, [sheet.name for sheet in filled]))])


def _header(book: Book, sheet: Sheet, mapping: ChartMapping) -> Header:
    """The header, where the mapping says that it stands; each column must have the name that was mapped."""
    header = header_at(sheet, mapping.header)
    if header is None:
        raise BadInput([Problem(book.file, mapping.header, "nothing stands in this row", "correct 'header:'")])
    problems = []
    for c, column in mapping.columns.items():
        there = header.names.get(c, "")
        if column.header and fold(there) != fold(column.header):
            what = f"the column mapped as '{column.header[:60]}' is named '{there[:60]}'"
            remedy = "map this chart anew, or correct 'columns:'"
            problems.append(Problem(book.file, header.row, what, remedy))
    if problems:
        raise BadInput(problems)
    return header


def _unnamed(sheet: Sheet, header: Header) -> list[str]:
    from afortiori.store.charts.cells import letter

    columns = unnamed(sheet, header)
    if not columns:
        return []
    shown = ", ".join(letter(c) for c in columns[:12])
    return [f"Columns without a name were not read: {shown}{' and others' if len(columns) > 12 else ''}."]


def _other_charts(book: Book, sheet: Sheet) -> list[str]:
    """The other sheets that name cases in rows below a heading, as this one does."""
    found = [(other, header) for other in book.sheets if other is not sheet and (header := find_header(other))]
    rows = {other.name: count(len(list(body(other, header))), "row") for other, header in found if cased(header) == 2}
    shown = ", ".join(f"'{name[:60]}' ({told})" for name, told in list(rows.items())[:12])
    remedy = "put its rows below these, or write its name at 'sheet:' in a mapping of its own"
    return [f"Another sheet looks like a chart and was not read: {shown}. To read it, {remedy}."] if rows else []


def _of_no_factor(mapping: ChartMapping, pack: Pack) -> list[str]:
    """The columns that could have been meant as factors of the doctrine: notes whose names say nothing else."""
    known = [factor.name for factor in pack.doctrine.factors]
    kept = [
        column.header for column in mapping.columns.values() if column.holds == "note" and not meaning(column.header)
    ]
    return [f"Columns that name no factor of the doctrine are kept as notes: {guessed(kept, known)}."] if kept else []


def _posing(sheet: Sheet) -> list[str]:
    found = sorted({c for line in sheet.lines for cell in line.cells for c in posing(cell.text)})
    shown = ", ".join(f"U+{ord(c):04X}" for c in found[:12])
    return (
        [f"Letters of other alphabets that look like Latin ones are in it, and were compared as Latin: {shown}."]
        if found
        else []
    )


def _factors_by_name(mapping: ChartMapping) -> dict[str, str]:
    known: dict[str, str] = {}
    for factor in mapping.factors.values():
        for name in (factor.id, factor.name, f"{factor.name} [{factor.id}]"):
            known.setdefault(fold(name), factor.id)
    return known


def _ids(people: Sequence[tuple[Gathered, Identity]], taken: set[str]) -> dict[Identity, str]:
    """An id for each case, from its name; with the year, then a number, where several have one name."""
    wanted = {who: slug(case.text("id") or who.name) for case, who in reversed(people)}
    crowded = Counter(wanted.values())
    found: dict[Identity, str] = {}
    for _, who in people:
        if who not in found:
            name = wanted[who]
            dated = crowded[name] > 1 and who.decided
            found[who] = unused(f"{name}-{who.decided[:4]}" if dated else name, taken)
            taken.add(found[who])
    return found


def _case(case: Gathered, who: Identity, id: str, mapping: ChartMapping, file: str, work: _Work) -> None:
    """One case: a case file, a matter where it has facts and no outcome, a part of another, or set aside with its reason."""
    holding = holding_of(case, mapping, work.unread)
    beside = Beside(file, who.citations[0] if who.citations else "", confidence(case, work.unread))
    facts = coded(case.coded, mapping, beside, columns_of(mapping), work.unread)
    became, why = _became(case, who, id, holding, facts, mapping, work)
    if became and not why:
        work.cases[id] = _file(case, who, holding, facts, file, work)
        work.seen[who] = id
    elif why == MATTER:
        levels = {factor: row["value"] for factor, row in facts.facts.items()}
        work.matters[id] = {"title": who.name, "facts": levels, "source": f"{file}, row {case.row}"}
    work.told += [Told(row, who.name, became, why) for row in case.rows]


def _became(
    case: Gathered, who: Identity, id: str, holding: str, facts: Facts, mapping: ChartMapping, work: _Work
) -> tuple[str, str]:
    if not who.name:
        return "", "names no case"
    if case.first("outcome") is None:
        return (id, MATTER) if facts.facts else ("", "says nothing of how the case came out")
    if holding in ("", SET_ASIDE):
        return "", _without_side(case.text("outcome"), holding, work.doctrine)
    if who.court == SET_ASIDE:
        return "", f"has the court '{case.text('court')[:60]}', which is set aside"
    if work.courts is not None and who.court not in work.courts:
        return "", "names no court that the doctrine's pack knows"
    if not who.decided and mapping.undated == SET_ASIDE:
        return "", "says no date"
    kind = opinion_kind(case, [])
    if kind not in CONTROLLING:
        return _joined(case, who, kind, holding, facts, work)
    same = work.seen.get(who, "")
    if same and case.text("part"):
        return _another_holding(case, same, holding, facts, work)
    return ("", f"is the case of another row, {same}, again") if same else (id, "")


def _without_side(outcome: str, holding: str, doctrine: Doctrine | None) -> str:
    """Why an outcome gives no case: it is not mapped, names no side of the doctrine, or is set aside by a person."""
    said = f"has the outcome '{outcome[:60]}', which"
    if not holding or doctrine is None or side_named(outcome, doctrine) != SET_ASIDE:
        return f"{said} is {'set aside' if holding else 'not mapped'}"
    sides = ", ".join(side.id for side in doctrine.sides)
    return f"{said} names no side of the doctrine: say at 'outcomes:' in the mapping which it is ({sides})"


def _file(case: Gathered, who: Identity, holding: str, facts: Facts, file: str, work: _Work) -> Row:
    plain = case_file(case, who, holding, file, work.unread)
    plain |= {"facts": facts.facts, "no_finding": facts.no_finding}
    part = slug(case.text("part"))
    if not case.text("part"):
        return plain
    return plain | {"holding": "", "facts": {}, "holdings": {part: {"holding": holding, "facts": facts.facts}}}


def _another_holding(case: Gathered, id: str, holding: str, facts: Facts, work: _Work) -> tuple[str, str]:
    """A row that decides another part of a case above it."""
    part, holdings = slug(case.text("part")), work.cases[id].get("holdings")
    if holdings is None or part in holdings:
        return "", f"is the case of another row, {id}, again"
    holdings[part] = {"holding": holding, "facts": facts.facts}
    work.cases[id]["no_finding"] |= facts.no_finding
    return id, f"as its holding '{part}'"


def _joined(case: Gathered, who: Identity, kind: str, holding: str, facts: Facts, work: _Work) -> tuple[str, str]:
    """A dissent or a concurrence goes into the case of its majority, which stands above it in the chart."""
    id = work.seen.get(who)
    if id is None:
        return "", f"is a {kind}, and no row above it is the majority's"
    noted = {factor: row["value"] for factor, row in facts.facts.items()}
    said = " ".join(cell.text for _, cell in [*case.all("words"), *case.all("note")])
    opinion = {"kind": kind, "author": case.text("judge"), "outcome": holding, "noted": noted, "note": said}
    work.cases[id]["opinions"].append(opinion)
    return id, f"as its {kind}"


def _doctrine(mapping: ChartMapping, cases: Mapping[str, Row]) -> Row:
    used = {plain["court"] for plain in cases.values()}
    courts = {id: dict(court) for id, court in mapping.own_courts.items()}
    if NO_COURT in used:
        courts.setdefault(NO_COURT, court_unknown("court not stated"))
    proposed = [factor.name for factor in mapping.factors.values() if factor.proposed and factor.favours != "nobody"]
    doubt = "which side these factors favour was guessed from the chart's outcomes, and nobody has confirmed it: "
    return {
        "name": mapping.name or mapping.chart,
        "question": mapping.question or "Who prevails?",
        "law": mapping.law,
        "claim": mapping.claim,
        "unverified": doubt + ", ".join(proposed) if proposed else "",
        "sides": {id: {"name": name, "wanted_by": by} for id, name, by in mapping.sides},
        "factors": {
            factor.id: {
                "name": factor.name,
                "definition": factor.definition or f"The chart's column '{factor.name}'.",
                "favours": factor.favours,
                "levels": list(factor.levels),
                "neutral": factor.neutral,
                "note": f"Which side it favours was guessed: {factor.proposed}." if factor.proposed else "",
            }
            for factor in mapping.factors.values()
        },
        "courts": courts,
    }


def _for(matters: Mapping[str, Row], mapping: ChartMapping) -> dict[str, Row]:
    return {
        id: {"title": row["title"], "doctrine": mapping.doctrine, "forum": "any", **row}
        for id, row in sorted(matters.items())
    }


def decided(imported: Imported) -> int:
    """How many of the cases reached the question."""
    reached = (
        plain.get("holdings") or plain.get("holding") not in ("", NOT_REACHED) for plain in imported.cases.values()
    )
    return sum(map(bool, reached))
