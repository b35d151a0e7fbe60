"""A mapping proposed for a chart that nobody has mapped yet.

It guesses how a chart is written, never what the law is:
a factor favours nobody unless the chart itself says whom, by its marks or its name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from afortiori.courts import built_in
from afortiori.errors import BadInput, Problem, bad_option, did_you_mean
from afortiori.memo import words as said
from afortiori.store.charts.cells import Book, Line, Sheet, number
from afortiori.store.charts.citing import date_of, seat_of, styled
from afortiori.store.charts.header import LONG, Header, across, body, cased, find_header, meaning, seated
from afortiori.store.charts.lists import listed
from afortiori.store.charts.mapping import OF_A_VALUE, SET_ASIDE, ChartFactor, ChartMapping, Column
from afortiori.store.charts.marks import KINDS, SILENT, Mark, read_mark
from afortiori.store.charts.outcomes import (
    NOT_REACHED,
    Outcomes,
    key_of,
    named_parties,
    propose_outcomes,
    question_of,
    unsigned,
)
from afortiori.store.charts.ranks import ordered, ranked
from afortiori.store.charts.spelling import HINT, LEGEND, factor_id, fold, slug, unused
from afortiori.store.pack import Pack

SEVERAL = (
    "note",
    "citation",
    "words",
    "url",
    "judge",
    "history",
    "list",
    "record",
    "doctrine",
    "claim",
    "docket",
    "left out",
)
_DASHES = {key for key, kind in KINDS.items() if kind == "against" and not key.strip("-")}
_SIGNS = {key for key, kind in KINDS.items() if kind in ("for", "against", "first", "second")}
_NUMBER = re.compile(r"\d{1,6}")
_LAST = re.compile(r"\s*\((?P<side>[^()]+)\)\s*\Z")
MOST_LEVELS, MOST_ITEMS, MOST_CELLS = 12, 80, 200
_OF = re.compile(r"(?P<name>.+?)\s*(?:[:\u2013—-]\s*|\()(?P<what>[^:()]+?)\)?\Z")


def propose(book: Book, pack: Pack | None = None, outcome: str = "") -> ChartMapping:
    """A mapping of the sheet that most looks like a chart; with a pack, onto its sides and factors.

    ``outcome`` is the name, or the letter, of the column that says how the cases came out, where the user names it.
    """
    found = [(sheet, header) for sheet in book.sheets if (header := find_header(sheet)) is not None]
    if not found:
        remedy = "put the names of the columns above the cases: Case, Citation, Court, Date, Outcome and the factors"
        raise BadInput([Problem(book.file, 0, "no row that names the columns", remedy)])
    if all(across(sheet) for sheet, _ in found):
        remedy = "turn it, so that a case is a row: copy it, and paste it with 'Transpose' in the spreadsheet"
        raise BadInput([Problem(book.file, 0, "its cases stand side by side, a column each", remedy)])
    sheet, header = max(found, key=lambda pair: (cased(pair[1]), sum(1 for _ in body(*pair))))
    lines = list(body(sheet, header))
    columns = _columns(header, lines, pack, _column_named(header, outcome))
    if not any(column.holds in ("case", "citation", "record") for column in columns.values()):
        remedy = "name one column 'Case', or write a mapping with 'holds: case'"
        raise BadInput([Problem(book.file, header.row, "no column names the cases", remedy)])
    layout = "long" if all(any(c.holds == kind for c in columns.values()) for kind in LONG) else "wide"
    if layout == "wide":
        columns = _attached(columns)
    return _mapping(book, sheet, header, lines, columns, layout, pack)


def _mapping(
    book: Book,
    sheet: Sheet,
    header: Header,
    lines: Sequence[Line],
    columns: Mapping[int, Column],
    layout: str,
    pack: Pack | None,
) -> ChartMapping:
    named = next((column.header for column in columns.values() if column.holds == "outcome"), "")
    asked = "" if meaning(named) else named
    parties = named_parties(_cases_and_outcomes(lines, columns))
    outcomes = propose_outcomes(_texts(lines, columns, "outcome"), pack.doctrine if pack else None, asked, parties)
    if pack is None and layout == "wide":
        columns = _named(columns, outcomes)
    factors = (
        _long_factors(lines, columns, outcomes, pack)
        if layout == "long"
        else _wide_factors(lines, columns, outcomes, pack, header.groups)
    )
    courts = _texts(lines, columns, "court")
    known = pack.base.courts if pack else {}
    names = [text for text in dict.fromkeys(courts) if not seat_of(text, known).court]
    unknown = {text: SET_ASIDE if pack else f"chart-{slug(text, 40)}" for text in names}
    own = {} if pack else {id: court_unknown(text) for text, id in reversed(unknown.items())}
    title = PurePath(book.file).stem.replace("_", " ").replace("-", " ")
    return ChartMapping(
        book.file,
        sheet.name,
        header.row,
        layout,
        columns,
        outcomes.told,
        unknown,
        factors,
        () if pack else outcomes.sides,
        pack.id if pack else "",
        "" if pack else title,
        "" if pack else question_of(outcomes.sides),
        "us" if pack else _law(courts),
        own_courts=dict(sorted(own.items())),
        undated=SET_ASIDE if any(date_of(text) for text in _dates(lines, columns)) else "count",
    )


def _cases_and_outcomes(lines: Sequence[Line], columns: Mapping[int, Column]) -> list[tuple[str, str]]:
    """The outcome of each row that says one, with the name of its case."""
    found = []
    for line in lines:
        [cases, outcomes] = [_texts([line], columns, holds) for holds in ("case", "outcome")]
        if cases and outcomes:
            found.append((outcomes[0], styled(cases[0]).name))
    return found


def _law(courts: Sequence[str]) -> str:
    """The law of a state where nearly all the courts are that state's; else federal law."""
    systems = Counter(built_in()[id].system for text in courts if (id := seat_of(text).court))
    system, count = max(systems.items(), key=lambda pair: pair[1], default=("us", 0))
    return system if count >= 0.8 * sum(systems.values()) else "us"


def _dates(lines: Sequence[Line], columns: Mapping[int, Column]) -> list[str]:
    """What could be dates: the column of dates, and what names and citations carry in parentheses."""
    named = _texts(lines, columns, "case") + _texts(lines, columns, "citation")
    seats = [seat_of(text).decided for text in _texts(lines, columns, "court")]
    return _texts(lines, columns, "decided") + [styled(text).decided for text in named] + seats


def court_unknown(name: str) -> dict[str, Any]:
    """A court of which nothing is known: it binds nobody, and only the Supreme Court is taken to stand above it."""
    return {"name": name, "abbreviation": name, "level": "trial", "above": ["scotus"], "binds_itself": False}


def _texts(lines: Sequence[Line], columns: Mapping[int, Column], holds: str) -> list[str]:
    wanted = {c for c, column in columns.items() if column.holds == holds}
    return [cell.text for line in lines for cell in line.cells if cell.column in wanted and cell.text]


def _column_named(header: Header, name: str) -> int:
    """The column of a name or a letter; 0 where none is named."""
    by_name = {fold(said): c for c, said in header.names.items()}
    found = by_name.get(fold(name), 0) or number(name) or 0
    if name and found not in header.names:
        raise bad_option(f"no column '{name[:80]}'", did_you_mean(name, list(header.names.values())))
    return found


def _columns(header: Header, lines: Sequence[Line], pack: Pack | None, outcome: int = 0) -> dict[int, Column]:
    """What each column holds: by its name, then by its cells."""
    texts: dict[int, list[str]] = {c: [] for c in header.names}
    for line in lines:
        for cell in line.cells:
            if cell.text:
                texts[cell.column].append(cell.text)
    taken: set[str] = set()
    ids: set[str] = set()
    found: dict[int, Column] = {}
    kinds = {c: meaning(name) for c, name in header.names.items()}
    if outcome:
        kinds = {c: "disposition" if kind == "outcome" else kind for c, kind in kinds.items()} | {outcome: "outcome"}
    else:
        kinds = _one_outcome(kinds, texts)
    long = set(LONG) <= set(kinds.values())
    for c, name in sorted(header.names.items()):
        column = (
            (Column(name, "outcome") if c == outcome else None)
            or _of_pack(name, pack)
            or _by_name(name, kinds, c, texts[c], taken)
            or _by_cells(name, texts[c], taken, pack)
        )
        if column.holds == "factor" and long and kinds[c] != "factor":
            column = Column(name, "note")
        elif column.holds == "factor" and not long and not column.factor:
            column = Column(name, "factor", unused(factor_id(name), ids))
        if column.holds == "factor":
            ids.add(column.factor)
        taken.add(column.holds)
        found[c] = column
    return found


def _one_outcome(kinds: Mapping[int, str], texts: Mapping[int, Sequence[str]]) -> dict[int, str]:
    """The kinds of the columns, one of them the outcome: that which says a side in most rows, not 'affirmed' or 'reversed'."""
    named = [c for c, kind in kinds.items() if kind == "outcome"]
    best = max(named, key=lambda c: (sum(key_of(text) != NOT_REACHED for text in texts[c]), -c), default=0)
    return {c: "disposition" if kind == "outcome" and c != best else kind for c, kind in kinds.items()}


def _of_pack(name: str, pack: Pack | None) -> Column | None:
    """The factor of the pack that a column is named after, or what of it the column holds."""
    if pack is None:
        return None
    known = _pack_names(pack)
    if fold(name) in known:
        return Column(name, "factor", known[fold(name)])
    found = _OF.match(name)
    if found and fold(found["name"]) in known and meaning(found["what"]) in OF_A_VALUE:
        return Column(name, meaning(found["what"]), known[fold(found["name"])])
    return None


def _pack_names(pack: Pack) -> dict[str, str]:
    known: dict[str, str] = {}
    for factor in pack.doctrine.factors:
        for name in (f"{factor.name} [{factor.id}]", factor.id, factor.name):
            known.setdefault(fold(name), factor.id)
    return known


def _by_name(name: str, kinds: Mapping[int, str], c: int, texts: Sequence[str], taken: set[str]) -> Column | None:
    kind = kinds[c]
    if (
        fold(name) in ("no", "#", "nr", "row")
        and sum(len(text) < 5 and text.isdigit() for text in texts) > len(texts) / 2
    ):
        return Column(name, "left out")
    if not kind:
        return None
    if seated(name) and "court" not in kinds.values() and "court" not in taken and _seats(texts):
        return Column(name, "court")
    if kind == "list" and not _is_list(texts):
        return Column(name, "note")
    if kind in LONG and not set(LONG) <= set(kinds.values()):
        return None
    if kind == "words" and "outcome" not in kinds.values() and "outcome" not in taken and _few(texts):
        return Column(name, "outcome")
    if kind == "outcome" and kind in taken:
        return Column(name, "disposition" if "disposition" not in taken else "note")
    if kind in taken and kind not in (*SEVERAL, *OF_A_VALUE):
        return Column(name, "note")
    return Column(name, kind)


def _seats(texts: Sequence[str]) -> bool:
    return sum(bool(seat_of(text).court) for text in texts) > len(texts) / 2


def _few(texts: Sequence[str]) -> bool:
    distinct = {fold(text) for text in texts}
    return 2 <= len(distinct) <= max(2, len(texts) // 2) and all(len(text) <= 60 for text in distinct)


def _is_list(texts: Sequence[str]) -> bool:
    items = listed(texts)
    return 1 <= len(items) <= MOST_ITEMS and len(items) < max(2, len(texts))


def _by_cells(name: str, texts: Sequence[str], taken: set[str], pack: Pack | None) -> Column:
    """What a column holds whose name says nothing."""
    if not texts:
        return Column(name, "factor" if pack is None and len(name) <= 60 else "left out")
    count = len(texts)
    if pack is None and sum(bool(read_mark(text).kind) for text in texts) >= 0.6 * count:
        return Column(name, "factor")
    if sum(text.startswith(("http://", "https://")) for text in texts) > count / 2:
        return Column(name, "url")
    if sum(" v. " in text or " v " in text for text in texts) > count / 2:
        return Column(name, "case" if "case" not in taken else "note")
    if _seats(texts):
        return Column(name, "court" if "court" not in taken else "note")
    if sum(bool(date_of(text)) and not text.isdigit() for text in texts) > count / 2:
        return Column(name, "decided" if "decided" not in taken else "note")
    words = {fold(text) for text in texts}
    if pack is None and all(ranked(word) or (_NUMBER.fullmatch(word) and HINT.search(name)) for word in words):
        return Column(name, "factor")
    if pack is None and _few(texts) and len(words) <= MOST_LEVELS and len(words) < count:
        return Column(name, "factor")
    return Column(name, "note")


def _attached(columns: Mapping[int, Column]) -> dict[int, Column]:
    """In a wide chart a column 'Quote' or 'Pin' belongs to the factor at its left; before any factor it is a note."""
    found: dict[int, Column] = {}
    factor = ""
    for c, column in sorted(columns.items()):
        factor = column.factor if column.holds == "factor" else factor
        if column.holds in ("quotation", "pin", "weight", "source") and not column.factor:
            found[c] = Column(column.header, column.holds if factor else "note", factor)
        else:
            found[c] = column
    return found


def _wide_factors(
    lines: Sequence[Line],
    columns: Mapping[int, Column],
    outcomes: Outcomes,
    pack: Pack | None,
    groups: Mapping[int, str],
) -> dict[str, ChartFactor]:
    factors: dict[str, ChartFactor] = {}
    for c, column in columns.items():
        texts = [cell.text for line in lines if (cell := line.at(c)) and cell.text]
        if column.holds == "factor" and column.factor not in factors:
            factors[column.factor] = _factor(column.factor, column.header, texts, outcomes, pack, groups.get(c, ""))
        elif column.holds == "list" and pack is None:
            for id, item in listed(texts).items():
                if id not in factors:
                    definition = f"The chart lists '{item}' under '{column.header}'."
                    factors[id] = ChartFactor(id, item, "nobody", ("absent", "present"), "absent", {}, definition)
    return factors


def _long_factors(
    lines: Sequence[Line], columns: Mapping[int, Column], outcomes: Outcomes, pack: Pack | None
) -> dict[str, ChartFactor]:
    [factor, value] = [next(c for c, column in columns.items() if column.holds == kind) for kind in LONG]
    texts: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    known = _pack_names(pack) if pack else {}
    for line in lines:
        named, valued = line.at(factor), line.at(value)
        if named and named.text:
            id = known.get(fold(named.text), "") if pack else factor_id(named.text)
            if id:
                names.setdefault(id, named.text)
                texts.setdefault(id, []).extend([valued.text] if valued and valued.text else [])
    return {id: _factor(id, names[id], found, outcomes, pack) for id, found in texts.items()}


def _factor(
    id: str, header: str, texts: Sequence[str], outcomes: Outcomes, pack: Pack | None, group: str = ""
) -> ChartFactor:
    counts: dict[str, Mark] = {}
    keys = []
    for text in texts:
        mark = read_mark(unsigned(text) if pack else text)
        counts.setdefault(mark.key, mark)
        keys.append(mark.key)
    if {counts[key].kind for key in keys} & {"yes", "no"} and _SIGNS & set(counts) <= _DASHES:
        # beside yes and no a dash stands for 'nothing said', not for 'against'
        counts |= {key: replace(counts[key], kind="silent") for key in _DASHES & set(counts)}
    marks = [counts[key] for key in sorted(counts)][:MOST_CELLS]
    if sum(bool(counts[key].kind) for key in keys) >= 0.6 * len(keys):
        # where nearly every cell has a known mark, another one is a cell to show, not one more level; but numbers are a scale
        counted = all(_NUMBER.fullmatch(mark.key) for mark in marks if mark.kind not in SILENT)
        marks = [mark for mark in marks if mark.kind or ranked(mark.key) or counted]
    if pack is not None:
        return _onto(id, marks, pack)
    name = _plain(header, outcomes)
    favours = _hinted(header, outcomes)
    favours = favours if favours != "nobody" else _grouped(group, outcomes)
    for shape in (_directed, _yes_or_no, _leveled):
        found = shape(id, name, marks, favours, outcomes)
        if found is not None:
            return _by_letters(found, header, marks, outcomes)
    return _yes_or_no(id, name, [], favours, outcomes) or ChartFactor(
        id, name, favours, ("absent", "present"), "absent", {}
    )


def _by_letters(factor: ChartFactor, header: str, marks: Sequence[Mark], outcomes: Outcomes) -> ChartFactor:
    """A factor whose side 'P' or 'D' says, as proposed only, where no outcome tells which side the plaintiff's is."""
    lettered = [found["side"]] if (found := HINT.search(header)) else []
    lettered += [mark.key for mark in marks if mark.kind in ("first", "second")]
    letter = next((mark for mark in lettered if fold(mark)[:1] in ("p", "d", "π", "δ")), "")
    if not letter or factor.favours == "nobody" or outcomes.parties:
        return factor
    first = outcomes.sides[0][0] if len(outcomes.sides) == 2 else ""
    return replace(factor, proposed=f"'{letter}' is read as if the plaintiff's side were {first}") if first else factor


def _hinted(header: str, outcomes: Outcomes) -> str:
    """The side that a column's own name says, as 'Warned (P)', or in the chart's own word for it, 'Warned (seller)'."""
    if len(outcomes.sides) != 2:
        return "nobody"
    if found := HINT.search(header):
        return outcomes.sides[0 if fold(found["side"]) in ("p", "π", "+", "plaintiff") else 1][0]
    said = fold(found["side"]) if (found := _LAST.search(header)) else ""
    ids = [id for id, _, _ in outcomes.sides]
    words = {fold(text): side for text, side in outcomes.told.items() if side in ids} | {fold(id): id for id in ids}
    return words.get(said, "nobody")


def _plain(header: str, outcomes: Outcomes) -> str:
    """A column's own name without the side that it says."""
    header = LEGEND.sub("", header)
    bare = HINT.sub("", header)
    if bare == header and _hinted(header, outcomes) != "nobody":
        bare = _LAST.sub("", header)
    return " ".join(bare.split()) or header


def _named(columns: Mapping[int, Column], outcomes: Outcomes) -> dict[int, Column]:
    """The columns of a chart, no factor named by the side that its heading says."""
    said = {column.factor: _plain(column.header, outcomes) for column in columns.values() if column.holds == "factor"}
    ids = {old: factor_id(name) for old, name in said.items()}
    plain = {old: new for old, new in ids.items() if new not in ids and list(ids.values()).count(new) == 1}
    return {c: replace(column, factor=plain.get(column.factor, column.factor)) for c, column in columns.items()}


_GROUP = re.compile(
    r"\b(?:for|pro|favou?rs?|favou?ring|helps?|helping|supports?|supporting)[\s-]+(?:the\s+)?(?P<side>plaintiff|defendant)s?\b"
    r"|\A(?:the\s+)?(?P<whose>plaintiff|defendant)(?:'s|s'|s)?\s+(?:factors|facts)\b"
)


def _grouped(group: str, outcomes: Outcomes) -> str:
    """The side that a heading above several columns says, as 'Facts for plaintiff'; '' where it says none."""
    found = {match["side"] or match["whose"] for match in _GROUP.finditer(fold(group))}
    ids = [id for id, _, _ in outcomes.sides]
    if len(found) != 1 or ids != ["plaintiff", "defendant"]:
        return _hinted(group, outcomes)
    return found.pop()


def _silent(marks: Sequence[Mark]) -> dict[str, str]:
    told = {"disputed": "disputed", "not reached": "not reached", "silent": "not discussed"}
    return {mark.key: told[mark.kind] for mark in marks if mark.kind in SILENT}


def _directed(id: str, name: str, marks: Sequence[Mark], favours: str, outcomes: Outcomes) -> ChartFactor | None:
    """A factor that a court finds for a side or against it."""
    kinds = {mark.kind for mark in marks}
    if not kinds & {"for", "against", "first", "second"}:
        return None
    told = {"for": "for", "first": "for", "against": "against", "second": "against", "neutral": "neutral"}
    cells = {mark.key: told[mark.kind] for mark in marks if mark.kind in told}
    if not kinds & {"first", "second"}:
        cells |= {mark.key: {"0": "neutral", "1": "for"}[mark.key] for mark in marks if mark.key in ("0", "1")}
    first = outcomes.sides[0][0] if outcomes.sides else "nobody"
    definition = f"How the court found on '{name}': for, against or neutral, as the chart says."
    said = bool(kinds & {"first", "second"}) or favours != "nobody"
    side = favours if favours != "nobody" and not kinds & {"first", "second"} else first
    proposed = "" if said or side == "nobody" else f"'for' was taken as for {side}"
    levels = ("against", "neutral", "for")
    return ChartFactor(id, name, side, levels, "neutral", cells | _silent(marks), definition, proposed)


def _yes_or_no(id: str, name: str, marks: Sequence[Mark], favours: str, outcomes: Outcomes) -> ChartFactor | None:
    """A factor that is there or not."""
    del outcomes
    plain = [mark for mark in marks if mark.kind not in SILENT]
    if any(mark.kind not in ("yes", "no") for mark in plain):
        return None
    cells = {mark.key: "present" if mark.kind == "yes" else "absent" for mark in plain}
    definition = f"The chart marks '{name}'."
    return ChartFactor(id, name, favours, ("absent", "present"), "absent", cells | _silent(marks), definition)


def _leveled(id: str, name: str, marks: Sequence[Mark], favours: str, outcomes: Outcomes) -> ChartFactor | None:
    """A factor with several values: numbers and known words in their order, others as they come, for the user to order."""
    del outcomes
    words = [mark.key for mark in marks if mark.kind not in SILENT and len(mark.key) <= 60]
    if not 2 <= len(words) <= 63:
        return None
    levels = ordered(words)
    definition = f"The chart's values for '{name}'."
    neutral = "0" if "0" in levels else levels[0]
    cells = {mark.key: mark.key for mark in marks if mark.key in words} | _silent(marks)
    return ChartFactor(id, name, favours, tuple(levels), neutral, cells, definition)


def _onto(id: str, marks: Sequence[Mark], pack: Pack) -> ChartFactor:
    """The marks of a chart as levels of a pack's factor: its own names for them, yes and no, for and against."""
    factor = pack.doctrine.factor(id)
    levels = {fold(spelling): level for level in factor.levels for spelling in (said.level(level), level)}
    cells: dict[str, str] = {}
    for mark in marks:
        level = levels.get(mark.key) or _meant(mark, id, pack)
        if level:
            cells[mark.key] = level
    return ChartFactor(
        id,
        factor.name,
        factor.side or "nobody",
        factor.levels,
        factor.neutral,
        cells | {k: v for k, v in _silent(marks).items() if k not in levels},
    )


def _meant(mark: Mark, id: str, pack: Pack) -> str:
    """The level that a mark can only mean: one is left, or the mark is neutral."""
    factor = pack.doctrine.factor(id)
    above, below = factor.above(), factor.below()
    if mark.kind in ("neutral", "no"):
        return factor.neutral
    if mark.kind == "yes" and len(factor.levels) == 2:
        return next(level for level in factor.levels if level != factor.neutral)
    first = pack.doctrine.sides[0].id
    if mark.kind in ("first", "second") and factor.side:
        named = first if mark.kind == "first" else pack.doctrine.other(first)
        wanted = above if factor.side == named else below
        return wanted[0] if len(wanted) == 1 else ""
    wanted = above if mark.kind == "for" else below if mark.kind == "against" else ()
    return wanted[0] if len(wanted) == 1 else ""
