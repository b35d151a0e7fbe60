"""Argue: each side's argument in its column, the ground that they share between, and the claim lattice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from fastapi import APIRouter, Response

from afortiori.argument import Argued, Lattice, argue, lattice, shared
from afortiori.constraint import maximal
from afortiori.memo import words
from afortiori.memo.arguing import argued_told
from afortiori.memo.arguing_data import lattice_data
from afortiori.memo.blocks import Block, Heading
from afortiori.memo.citing import forms
from afortiori.memo.lattice_picture import lattice_picture
from afortiori.memo.lattice_tree import said
from afortiori.memo.told import Told
from afortiori.precedent import Precedent
from afortiori.workbench.chart import Asked, Chart
from afortiori.workbench.matters import MatterPage
from afortiori.workbench.page import Asking, Html, fragment, page, show
from afortiori.workbench.verdict import place_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Column:
    """One side's argument: what it begins with, and what unfolds, each under its heading."""

    name: str
    place: int
    opening: Html
    moves: tuple[tuple[str, Html], ...]


@dataclass(frozen=True, slots=True)
class LatticeRow:
    """A node of the lattice as a line of a table: its number, what its cases share, and the cases."""

    number: int
    shares: str
    cases: tuple[tuple[Precedent, int | None, bool], ...]
    above: tuple[int, ...]


class ArguePage(MatterPage):
    """The argument of a matter."""

    @cached_property
    def binding(self) -> Lattice:
        """The claim lattice of what binds."""
        return lattice(self.law.doctrine, self.opened.facts, self.law.selection.binding)

    @cached_property
    def persuasive(self) -> Lattice:
        """The claim lattice of what only persuades."""
        return lattice(self.law.doctrine, self.opened.facts, self.law.selection.persuasive)

    @cached_property
    def argued(self) -> tuple[Argued, ...]:
        """The argument for each side."""
        return tuple(argue(self.law, self.opened.facts, side.id) for side in self.law.doctrine.sides)

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """The same in words."""
        known = forms(self.law.base, self.law.options.as_of)
        return tuple(argued_told(argued, known) for argued in self.argued)

    @property
    def columns(self) -> list[Column]:
        """The two columns."""
        found = []
        for place, (side, told) in enumerate(zip(self.law.doctrine.sides, self.told, strict=True)):
            (_, opening), *rest = _by_heading(told.blocks)
            moves = tuple(
                (title, fragment(blocks, f"move-{place}-{i}", under=3)) for i, (title, blocks) in enumerate(rest)
            )
            found.append(Column(side.wanted_by, place, fragment(opening, f"opening-{place}"), moves))
        return found

    @property
    def ground(self) -> list[tuple[str, int | None]]:
        """What cases of both sides had in common with these facts: each condition, and the place of the side it favours."""
        doctrine = self.law.doctrine
        had = [
            frozenset().union(
                *(shared(doctrine, c, self.opened.facts) for c in self.law.selection.binding if c.holding == s.id)
            )
            for s in doctrine.sides
        ]
        common = maximal(doctrine, had[0] & had[1])
        return [(words.condition(doctrine, c), place_of(doctrine, c.side)) for c in common]

    @property
    def picture(self) -> Html:
        """The lattice as a picture whose cases lead to their pages."""

        def address(case: Precedent) -> str:
            return f"/bases/{self.opened.pack.id}/cases/{case.case}"

        return Html(lattice_picture(self.papers.title, self.binding, self.persuasive, address))

    @property
    def rows(self) -> list[LatticeRow]:
        """The lattice of what binds as a table."""
        doctrine, found = self.law.doctrine, []
        for number, node in enumerate(self.binding.nodes):
            cases = tuple((c, place_of(doctrine, c.holding), c.holding in node.trumped) for c in node.cases)
            found.append(
                LatticeRow(number, said(doctrine, node.shared) or "nothing that is certain", cases, node.above)
            )
        return found


def _by_heading(blocks: Sequence[Block]) -> list[tuple[str, list[Block]]]:
    """Blocks under the heading nearest above them."""
    found: list[tuple[str, list[Block]]] = []
    for block in blocks:
        if isinstance(block, Heading):
            found.append((block.text, []))
        elif found:
            found[-1][1].append(block)
    return [(title, below) for i, (title, below) in enumerate(found) if below or not i]


@page(router, "/matters/{id}/argue")
def argue_page(at: Asking, id: str) -> Response:
    """Both sides' arguments."""
    opened = at.desk.whole(id)
    view = ArguePage(opened, latest=opened.saved.entry.number)

    def data() -> dict[str, Any]:
        sides = {argued.side: told.data for argued, told in zip(view.argued, view.told, strict=True)}
        return {"argued": sides, "lattice": lattice_data(view.binding), "persuasive": lattice_data(view.persuasive)}

    return show(at, "argue.html", title=opened.papers.title, data=data, view=view)


@page(router, "/matters/{id}/cases")
def cases(at: Asking, id: str) -> Response:
    """The chart of the cases, beside the facts of the matter."""
    from afortiori.workbench.bases import asked

    opened = at.desk.open(id)
    view = MatterPage(opened, latest=opened.saved.entry.number)
    how = asked(at.request)
    if "sort" not in at.request.query_params:
        how = Asked("near", how.side, how.factor, how.court, how.words, how.binding, how.grouped, how.issue, how.start)
    chart = Chart(opened.law, how, opened.facts)
    return show(at, "matter_cases.html", title=opened.papers.title, data=chart.data, view=view, chart=chart)
