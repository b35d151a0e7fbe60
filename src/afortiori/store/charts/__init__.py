"""Case charts: the spreadsheets in which people keep their cases, read as hostile, mapped, imported, exported, compared.

The way in, for the command line and for any other edge; all of it takes bytes and gives values, and opens no file but in the
child process that reads a workbook:

- ``propose(data, name)`` reads a chart that nobody has mapped and gives a ``Proposal``: the mapping, its text as the small
  YAML file that a user edits, and what importing under it gives;
- ``imported(data, name, mapping)`` reads a chart under a mapping (its text, or the value) and gives an ``Imported``: the
  doctrine, the cases and the matters as plain data, what became of every row, every cell that could not be read;
- ``pack_of(id, imported)`` is the pack that it makes, ready to be asked; ``files_of`` the files of that pack, by name;
- ``exported(pack, doctrine, cases, suffix)`` is a base as a chart, in bytes; ``packaged`` is one as the files of a data package.

All raise BadInput, with every problem, where a chart or a mapping cannot be used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from afortiori.casebase import CaseBase
from afortiori.errors import BadInput, Problem
from afortiori.precedent import Precedent
from afortiori.store.charts.cells import Book
from afortiori.store.charts.exporting import exported as bytes_of
from afortiori.store.charts.exporting import table_of
from afortiori.store.charts.favouring import with_guesses
from afortiori.store.charts.importing import Imported, Row, imported_from
from afortiori.store.charts.mapping import ChartMapping, mapping_of, mapping_text
from afortiori.store.charts.packaging import package
from afortiori.store.charts.proposing import propose as proposed_for
from afortiori.store.charts.reading import read_bytes
from afortiori.store.charts.recording import IN_CHART, bare, doctrine_in
from afortiori.store.charts.yamltext import written
from afortiori.store.pack import Pack, doctrine_alone, pack_from, precedents_from

__all__ = ["Imported", "Proposal", "exported", "files_of", "imported", "pack_of", "packaged", "propose"]


STARTING = "new-matter"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mapping for a chart that nobody has mapped, its text as a file, and what importing under it gives."""

    mapping: ChartMapping
    text: str
    imported: Imported


def propose(data: bytes, name: str, pack: Pack | None = None) -> Proposal:
    """A mapping for a chart, onto the sides and factors of a pack where one is given."""
    return proposal_for(read_bytes(data, name), pack)


def proposal_for(book: Book, pack: Pack | None = None, outcome: str = "") -> Proposal:
    """``propose``, for a chart that has been read; ``outcome`` names the column that says how the cases came out."""
    pack, own = _onto(book, pack)
    mapping = proposed_for(book, pack, outcome)
    if pack is None and any(column.holds == "record" for column in mapping.columns.values()):
        raise BadInput([_no_doctrine(mapping)])
    mapping = with_guesses(imported_from(book, mapping, pack, own))
    return Proposal(mapping, mapping_text(mapping), imported_from(book, mapping, pack, own))


def imported_for(book: Book, mapping: ChartMapping, pack: Pack | None = None) -> Imported:
    """``imported``, for a chart that has been read and a mapping that is a value."""
    own = None
    if mapping.doctrine == IN_CHART:
        pack, own = _onto(book, None)
        if own is None:
            raise BadInput(
                [Problem(book.file, 0, "it carries no doctrine", "write a pack at 'doctrine:' in the mapping")]
            )
    return imported_from(book, mapping, pack, own)


def _onto(book: Book, pack: Pack | None) -> tuple[Pack | None, Row | None]:
    """What a chart is read onto: the pack given, or the doctrine that an export carries."""
    own = doctrine_in(book) if pack is None else None
    return (pack, None) if own is None else (doctrine_alone(IN_CHART, own), own)


def imported(data: bytes, name: str, mapping: ChartMapping | str, pack: Pack | None = None) -> Imported:
    """What a chart gives under a mapping; ``pack`` is the one that the mapping names as its doctrine."""
    if isinstance(mapping, str):
        mapping = mapping_of(mapping.encode(), "mapping.yaml")
    return imported_for(read_bytes(data, name), mapping, pack)


def pack_of(id: str, imported: Imported, pack: Pack | None = None) -> Pack:
    """The pack that an import makes, or the pack given with the imported cases as its base."""
    if imported.doctrine is None:
        assert pack is not None
        return with_cases(pack, precedents_from(imported.cases, pack, f"{imported.mapping.chart}: "))
    if not imported.doctrine.get("factors"):
        raise BadInput([_no_factor(imported.mapping)])
    matters = {name: {**plain, "doctrine": id} for name, plain in imported.matters.items()}
    return pack_from(id, Path(id), imported.doctrine, imported.cases, matters, f"{imported.mapping.chart}: ")


def _no_doctrine(mapping: ChartMapping) -> Problem:
    what = "its rows carry the records of an export, but the doctrine that they are of, its sheet or its rows, was taken out"
    remedy = "name the doctrine (--doctrine), or take the columns 'Record' out as well, to have it read like any chart"
    return Problem(mapping.chart, mapping.header, what, remedy)


def _no_factor(mapping: ChartMapping) -> Problem:
    notes = [f"'{column.header[:60]}'" for column in mapping.columns.values() if column.holds == "note"]
    what = "no column holds a factor" + (f"; these were read as notes: {', '.join(notes[:12])}" if notes else "")
    remedy = (
        "write whom a factor favours into its heading, as in 'Warned (plaintiff)', or 'holds: factor' into the mapping"
    )
    return Problem(mapping.chart, mapping.header, what, remedy)


def with_cases(pack: Pack, cases: Iterable[Precedent]) -> Pack:
    """A pack with other cases for its base, and none of its matters."""
    return Pack(
        pack.id, pack.path, pack.doctrine, CaseBase(pack.doctrine, cases, pack.base.courts), {}, {}, pack.readings
    )


def exported(pack: Pack, doctrine: Row, cases: Mapping[str, Row], suffix: str) -> bytes:
    """A base as a chart: the bytes of a file with this suffix (.csv, .xlsx, .json, .parquet); importing them loses nothing.

    ``doctrine`` and ``cases`` are the plain data of the pack's files, as ``plain_pack`` gives them.
    """
    return bytes_of(table_of(doctrine, cases, pack.doctrine, pack.courts), suffix)


def packaged(pack: Pack, doctrine: Row, cases: Mapping[str, Row]) -> dict[str, bytes]:
    """A base as the files of a data package, by name, its descriptor last; importing it loses nothing."""
    return package(pack.doctrine, pack.base, exported(pack, doctrine, cases, ".json"))


def files_of(id: str, imported: Imported) -> dict[str, bytes]:
    """The files of what was imported, each by its name in the folder ``id``: with them its mapping."""
    files = {"mapping.yaml": mapping_text(imported.mapping)}
    if imported.doctrine is not None:
        files["doctrine.yaml"] = written(bare(imported.doctrine))
    files |= {f"cases/{case}.yaml": written(_spoken(plain)) for case, plain in imported.cases.items()}
    for name, plain in (imported.matters or _starting(imported)).items():
        doctrine = id if imported.doctrine is not None else imported.mapping.doctrine
        files[f"matters/{name}.yaml"] = written({**plain, "doctrine": doctrine})
    return {name: text.encode() for name, text in files.items()}


def _starting(imported: Imported) -> dict[str, Row]:
    """A matter to start from, of which nothing is known yet; none where the factors are a pack's."""
    if imported.doctrine is None:
        return {}
    factors = imported.doctrine["factors"]
    facts = {id: "unknown" for id, factor in factors.items() if factor["favours"] != "nobody"}
    return {STARTING: {"title": "New facts", "doctrine": "", "forum": "any", "facts": facts}}


def _spoken(plain: Row) -> Row:
    """A case file without what goes without saying."""
    return {key: value for key, value in bare(plain).items() if not (key == "published" and value in ("true", True))}
