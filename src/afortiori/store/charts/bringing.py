"""A chart brought from a file into a folder: the mapping found or proposed, the import checked as a whole, then written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from shlex import quote

from afortiori.doctrine import Factor
from afortiori.errors import BadInput, Problem, bad_option, did_you_mean
from afortiori.store import charts
from afortiori.store.charts.cells import Book
from afortiori.store.charts.folder import MAPPING, mapping_beside, write_folder
from afortiori.store.charts.importing import Imported
from afortiori.store.charts.mapping import ChartMapping, mapping_text, read_mapping
from afortiori.store.charts.reading import read_chart
from afortiori.store.charts.recording import IN_CHART
from afortiori.store.charts.spelling import fold
from afortiori.store.library import open_pack
from afortiori.store.pack import Pack
from afortiori.store.writing import write


@dataclass(frozen=True, slots=True)
class Wish:
    """What a user asked for beside the chart; None where nothing was said."""

    output: str | None = None
    mapping: str | None = None
    save_mapping: str | None = None
    doctrine: str | None = None
    favours: tuple[str, ...] = ()
    replace: bool = False
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of it, sentences on what was written, and the file of the mapping, '' where none was written."""

    imported: Imported
    done: tuple[str, ...]
    file: str = ""


def bring(chart: str, wish: Wish, *, cached: bool = True) -> Brought:
    """Import a chart. BadInput, and nothing written but the mapping, where no case can be read or the result would not pass the check."""
    book = read_chart(Path(chart))
    imported, pack = _read(book, wish, cached=cached)
    if wish.save_mapping:
        write(wish.save_mapping, mapping_text(imported.mapping))
    _some(imported, book, wish, chart)
    id = Path(wish.output).resolve().name if wish.output else "chart"
    made = charts.pack_of(id, imported, pack)
    done = []
    if wish.save_mapping:
        done.append(f"Wrote the mapping, {wish.save_mapping}. Edit it, then: {_command(chart, wish.save_mapping)}")
    if wish.output:
        done += write_folder(Path(wish.output), charts.files_of(id, imported), replace=wish.replace)
        done += _next(wish.output, imported, made)
    elif not wish.save_mapping:
        done.append(f"Nothing was written. To write it: afortiori import {quote(chart)} -o FOLDER")
    file = wish.save_mapping or wish.mapping or (f"{wish.output}/{MAPPING}" if wish.output else "")
    return Brought(imported, tuple(done), file)


def _command(chart: str, mapping: str) -> str:
    return f"afortiori import {quote(chart)} --mapping {quote(mapping)} -o FOLDER"


def _read(book: Book, wish: Wish, *, cached: bool) -> tuple[Imported, Pack | None]:
    path = Path(wish.mapping) if wish.mapping else mapping_beside(Path(wish.output)) if wish.output else None
    if path is not None and wish.outcome:
        raise bad_option(f"--outcome beside a mapping, {path}", "correct 'columns:' there")
    if path is None:
        pack = open_pack(wish.doctrine, cached=cached) if wish.doctrine else None
        proposal = charts.proposal_for(book, pack, wish.outcome)
        if not wish.favours:
            return proposal.imported, pack
        mapping = proposal.mapping
    else:
        mapping = read_mapping(path)
        if wish.doctrine and wish.doctrine != mapping.doctrine:
            raise bad_option(
                f"the mapping {path} is not for the doctrine '{wish.doctrine[:80]}'", "leave out --doctrine"
            )
        named = mapping.doctrine if mapping.doctrine != IN_CHART else ""
        pack = open_pack(named, cached=cached) if named else None
    mapping = favouring(mapping, wish.favours)
    return charts.imported_for(book, mapping, pack), pack


def favouring(mapping: ChartMapping, wishes: tuple[str, ...]) -> ChartMapping:
    """The mapping with a user's word, 'FACTOR=SIDE', on which side a factor favours; BadInput with every fault."""
    problems: list[Problem] = []
    factors = dict(mapping.factors)
    ids = {fold(factor.name): id for id, factor in factors.items()}
    sides = [*(id for id, _, _ in mapping.sides), "nobody"]
    for wish in wishes:
        written, _, side = wish.rpartition("=")
        name = ids.get(fold(written), written)
        if mapping.doctrine:
            problems.append(Problem("", 0, "--favours with a doctrine's own factors", "leave it out"))
        elif name not in factors:
            problems.append(Problem("", 0, f"unknown factor '{name[:80]}'", did_you_mean(name, factors)))
        elif side not in sides:
            problems.append(Problem("", 0, f"unknown side '{side[:80]}'", did_you_mean(side, sides)))
        else:
            factors[name] = replace(factors[name], favours=side, proposed="")
    if problems:
        raise BadInput(problems)
    return replace(mapping, factors=factors)


def _some(imported: Imported, book: Book, wish: Wish, chart: str) -> None:
    """A chart of which no row gives a case is refused, with the reasons that its rows give."""
    if imported.cases:
        return
    reasons: Mapping[str, int] = {row.why: row.row for row in reversed(imported.rows) if not row.became}
    problems = [
        Problem(book.file, row, f"this row {why}", "") for why, row in sorted(reasons.items(), key=lambda x: x[1])[:20]
    ]
    raise BadInput([*problems, Problem(book.file, 0, "no row gives a decided case", _remedy(imported, wish, chart))])


def _remedy(imported: Imported, wish: Wish, chart: str) -> str:
    """What to do where no row gives a case: name the column of outcomes, if none does; else correct the mapping."""
    if not any(column.holds == "outcome" for column in imported.mapping.columns.values()) and not wish.mapping:
        names = _could_say(imported)
        example = f", such as --outcome {quote(names[-1])}" if names else ""
        return f"name the column that says how the cases came out: --outcome COLUMN{example}"
    if wish.save_mapping:
        return f"correct the mapping, {wish.save_mapping}, then: {_command(chart, wish.save_mapping)}"
    return f"look at the mapping and correct it: afortiori import {quote(chart)} --save-mapping FILE"


def _could_say(imported: Imported) -> list[str]:
    """The columns that could say how the cases came out: those that speak of every case, in two words."""
    facts = [plain["facts"] for plain in imported.matters.values()]
    columns = [column for column in imported.mapping.columns.values() if column.holds == "factor"]
    said = {column.header: {row.get(column.factor) for row in facts} for column in columns}
    return [header for header, levels in said.items() if None not in levels and len(levels) == 2]


def _next(output: str, imported: Imported, made: Pack) -> list[str]:
    """The command that asks a first question, as it can be typed."""
    if imported.doctrine is None:
        return [f"Next: afortiori decide MATTER --base {quote(output)}"]
    matter = next(iter(imported.matters), charts.STARTING)
    sets = "" if imported.matters else "".join(f" --set {f.id}={quote(level)}" for f, level in _example(made))
    return [f"Next: afortiori decide {quote(f'{output}/matters/{matter}.yaml')}{sets}"]


def _example(made: Pack) -> list[tuple[Factor, str]]:
    """Facts to try first: what favours one side is there, and what favours the other is not."""
    factors = [factor for factor in made.doctrine.factors if factor.side][:4]
    first = factors[0].side if factors else None
    return [(f, f.above()[0] if f.side == first and f.above() else f.neutral) for f in factors]
