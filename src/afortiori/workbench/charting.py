"""A chart that was brought: how it would be read, for a person to correct, and the base that it makes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from fastapi import APIRouter, Response

from afortiori.errors import BadInput, Problem, bad_option, did_you_mean
from afortiori.store import charts
from afortiori.store.cabinet import Document, NoSuchMatter
from afortiori.store.charts import Imported
from afortiori.store.charts.cells import letter
from afortiori.store.charts.folder import write_folder
from afortiori.store.charts.joining import joined
from afortiori.store.charts.mapping import HOLDS, NOT_REACHED, SET_ASIDE, ChartMapping, Column, mapping_of, mapping_text
from afortiori.store.charts.reading import SUFFIXES
from afortiori.store.charts.recording import IN_CHART
from afortiori.store.charts.spelling import slug
from afortiori.store.charts.telling import import_data, import_told
from afortiori.store.pack import Pack
from afortiori.workbench.page import Asking, Here, Html, Posted, Posting, fragment, go, page, show
from afortiori.workbench.verdict import sections

router = APIRouter()
MAPPING = "mapping.yaml"
TOLD = ("Cells that could not be read", "Rows set aside", "Noticed")


@dataclass(frozen=True, slots=True)
class Brought:
    """A chart that is kept while it is mapped, and what it gives under its mapping of now."""

    document: Document
    pack: Pack | None
    imported: Imported

    @property
    def mapping(self) -> ChartMapping:
        """The mapping of now."""
        return self.imported.mapping

    @property
    def text(self) -> str:
        """The mapping as a file."""
        return mapping_text(self.mapping)

    @property
    def columns(self) -> list[tuple[int, str, Column]]:
        """The columns: number, letter, and what each holds."""
        return [(c, letter(c), column) for c, column in self.mapping.columns.items()]

    @property
    def kinds(self) -> tuple[str, ...]:
        """What a column can be said to hold here; a new factor is written in the mapping's file."""
        return tuple(kind for kind in HOLDS if kind != "factor")

    @property
    def outcomes(self) -> list[tuple[int, str, str]]:
        """What the chart says of how cases came out, and what it is taken to mean."""
        return [(i, text, means) for i, (text, means) in enumerate(self.mapping.outcomes.items())]

    @property
    def means(self) -> list[tuple[str, str]]:
        """What an outcome can mean: as it is written, and in words."""
        named = [(side.id, side.name) for side in self.pack.doctrine.sides] if self.pack else []
        if self.imported.doctrine is not None:
            named = [(id, str(side["name"])) for id, side in self.imported.doctrine["sides"].items()]
        return [*named, (NOT_REACHED, "the question was not reached"), (SET_ASIDE, "set the case aside")]

    @property
    def told(self) -> list[tuple[str, Html]]:
        """What could not be read, and what was set aside."""
        parts = [each for each in sections(import_told(self.imported).blocks) if each.title in TOLD]
        return [(each.title, fragment(each.blocks, f"told-{i}")) for i, each in enumerate(parts)]

    @property
    def own(self) -> bool:
        """Whether its sides and factors are the chart's own, to be said here: neither a pack's nor carried by an export."""
        return not self.mapping.doctrine

    @property
    def guessed(self) -> int:
        """How many factors favour a side by a guess only."""
        return sum(bool(factor.proposed) for factor in self.mapping.factors.values())


def keep(at: Here, name: str, data: bytes) -> Response:
    """Keep a chart, and show how it would be read."""
    if not name.lower().endswith(SUFFIXES):
        raise BadInput(
            [Problem(name, 0, "is neither a matter's file nor a chart", f"bring one of: .yaml {' '.join(SUFFIXES)}")]
        )
    proposal = charts.propose(data, name)
    document = at.desk.cabinet.keep("", name, data, at.desk.now())
    at.desk.cabinet.keep(document.id, MAPPING, proposal.text.encode(), at.desk.now())
    return go(f"/charts/{document.id}")


def brought(at: Here, id: str) -> Brought:
    """A chart under its mapping of now."""
    document, data = _chart(at, id)
    mapping = _mapping(at, document, data)
    pack = _pack(at, mapping)
    return Brought(document, pack, charts.imported(data, document.name, mapping, pack))


def _chart(at: Here, id: str) -> tuple[Document, bytes]:
    """A chart as it was brought; NoSuchMatter for a file that belongs to a matter, or to a chart."""
    document, data = at.desk.cabinet.kept(id)
    if document.owner:
        raise NoSuchMatter
    return document, data


def _pack(at: Here, mapping: ChartMapping) -> Pack | None:
    """The pack onto whose factors a chart is read; None where the factors are its own, or carried by it."""
    return at.desk.pack(mapping.doctrine) if mapping.doctrine not in ("", IN_CHART) else None


def _mapping(at: Here, document: Document, data: bytes) -> ChartMapping:
    """The mapping that was kept last; where none was kept any more, the process being stopped, one is proposed anew."""
    kept = at.desk.cabinet.documents(document.id)
    if not kept:
        return charts.propose(data, document.name).mapping
    return mapping_of(at.desk.cabinet.kept(kept[-1].id)[1], MAPPING)


@page(router, "/charts/{id}")
def chart(at: Asking, id: str) -> Response:
    """How a chart is read."""
    view = brought(at, id)
    packs = {name: at.desk.pack(name).doctrine.name for name in at.desk.folders()}

    def data() -> dict[str, Any]:
        return import_data(view.imported)

    return show(at, "chart.html", title=view.document.name, data=data, view=view, packs=packs)


@router.post("/charts/{id}")
def correct(at: Posting, id: str) -> Response:
    """What a person corrects; then the chart is read anew, or its base is made."""
    view = brought(at, id)
    mapping = _corrected(at, view.mapping)
    if at.text("make"):
        _, data = _chart(at, id)
        made = Brought(view.document, view.pack, charts.imported(data, view.document.name, mapping, view.pack))
        return _make(at, made)
    return _kept(at, id, mapping)


@router.post("/charts/{id}/text")
def correct_text(at: Posting, id: str) -> Response:
    """The mapping as its file, corrected."""
    _chart(at, id)
    return _kept(at, id, mapping_of(at.text("mapping", most=1_000_000).encode(), MAPPING))


@router.post("/charts/{id}/onto")
def onto(at: Posting, id: str) -> Response:
    """The chart read onto a pack's factors, or onto its own again."""
    document, data = _chart(at, id)
    name = at.text("pack")
    pack = at.desk.pack(name) if name else None
    return _kept(at, id, charts.propose(data, document.name, pack).mapping)


@router.post("/charts/{id}/discard")
def discard(at: Posting, id: str) -> Response:
    """The chart kept no longer."""
    _chart(at, id)
    at.desk.cabinet.discard(id)
    return go("/")


def _kept(at: Here, id: str, mapping: ChartMapping) -> Response:
    """Keep a mapping, where the chart can be read under it; the ones before it are kept no longer."""
    document, data = _chart(at, id)
    pack = _pack(at, mapping)
    charts.imported(data, document.name, mapping, pack)
    before = at.desk.cabinet.documents(id)
    at.desk.cabinet.keep(id, MAPPING, mapping_text(mapping).encode(), at.desk.now())
    for old in before:
        at.desk.cabinet.discard(old.id)
    return go(f"/charts/{id}")


def _corrected(at: Posted, mapping: ChartMapping) -> ChartMapping:
    outcomes = {
        text: at.text(f"outcome.{i}", means, most=200) for i, (text, means) in enumerate(mapping.outcomes.items())
    }
    columns = {c: _column(at, c, column) for c, column in mapping.columns.items()}
    factors = dict(mapping.factors)
    for id, factor in mapping.factors.items():
        said = at.text(f"favours.{id}", factor.favours, most=200)
        if said != factor.favours or at.text("confirm"):
            factors[id] = replace(factor, favours=said, proposed="")
    read = replace(
        mapping,
        name=" ".join(at.text("name", mapping.name, most=200).split()) or mapping.name,
        question=" ".join(at.text("question", mapping.question, most=1000).split()) or mapping.question,
        outcomes=outcomes,
        columns=columns,
        factors=factors,
        blank=at.text("blank", mapping.blank, most=40),
        undated=at.text("undated", mapping.undated, most=40),
    )
    return mapping_of(mapping_text(read).encode(), MAPPING)


def _column(at: Posted, c: int, column: Column) -> Column:
    holds = at.text(f"column.{c}", column.holds, most=40)
    if holds not in HOLDS:
        raise bad_option(f"a column cannot hold '{holds[:40]}'", did_you_mean(holds, HOLDS))
    return column if holds == column.holds else Column(column.header, holds)


def _make(at: Here, view: Brought) -> Response:
    """Write the base, whole or not at all, and show its cases."""
    named = view.mapping.name or view.document.name.rpartition(".")[0]
    id = at.desk.name_for(slug(named) or "base")
    if not view.imported.cases:
        why = sorted({row.why for row in view.imported.rows if not row.became})[:5]
        what = "no row gives a decided case"
        raise BadInput([Problem(view.document.name, 0, what, "; ".join(f"a row {each}" for each in why))])
    charts.pack_of(id, view.imported, view.pack)
    files = charts.files_of(id, view.imported) if view.pack is None else joined(id, view.pack, view.imported)
    write_folder(at.desk.bases / id, files)
    at.desk.made(id)
    at.desk.cabinet.discard(view.document.id)
    return go(f"/bases/{id}/cases")
