"""Two bases compared, told: what differs between two dates, and how far two coders agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from afortiori.memo.blocks import Block, Heading, Paragraph, Table, items
from afortiori.memo.told import Told
from afortiori.memo.words import count
from afortiori.store.charts.agreeing import Coding, Disputed
from afortiori.store.charts.differing import Difference, Moved, named
from afortiori.store.charts.pairing import Pair

MOST_HANGING = 5


def difference_told(pair: Pair, found: Difference, asked: str) -> Told:
    """A difference, in words and as data; ``asked`` says of which forum and day the verdicts are."""
    counts = f"{len(found.came)} came, {len(found.went)} went, {len(found.changed)} changed, "
    same = len(pair.same) - len(found.changed)
    blocks: list[Block] = [
        Heading(f"From {pair.first.name} to {pair.second.name}"),
        Paragraph(f"Cases: {counts}{same} {'is' if same == 1 else 'are'} as before."),
    ]
    for title, ids, cases in (
        ("Came", found.came, pair.second.cases),
        ("Went", found.went, pair.first.cases),
    ):
        if ids:
            blocks += [Heading(title, 2), items(*named(ids, cases))]
    if found.changed:
        rows = [
            (str(pair.second.cases[id].get("name", id)) if i == 0 else "", change.what, change.before, change.after)
            for id, told in found.changed.items()
            for i, change in enumerate(told)
        ]
        blocks += [Heading("Changed", 2), Table(("Case", "What", "Before", "Now"), tuple(rows))]
    blocks += [Heading("Verdicts", 2), *_moved(found.moved, found.asked, asked), *_unverified(pair)]
    data = {
        "came": list(found.came),
        "went": list(found.went),
        "changed": {id: [asdict(change) for change in told] for id, told in found.changed.items()},
        "verdicts": [_data(moved) for moved in found.moved],
        "asked": found.asked,
        "unverified": pair.second.pack.doctrine.unverified,
    }
    return Told(tuple(blocks), data)


def _moved(moved: Sequence[Moved], count_asked: int, asked: str) -> Iterator[Block]:
    yield Paragraph(
        f"Asked of each base: {asked}; on {count(count_asked, 'set')} of facts, those of the matters and each case's own, which "
        "the other cases decide."
    )
    if not moved:
        yield Paragraph("No verdict changes.", strong=True)
        return
    yield Paragraph(f"{count(len(moved), 'verdict')} {'changes' if len(moved) == 1 else 'change'}:", strong=True)
    yield Table(("On the facts of", "Before", "Now", "Compelled now by"), tuple(_row(m) for m in moved))


def _unverified(pair: Pair) -> Iterator[Block]:
    """What nobody has confirmed in the doctrine under which the verdicts were asked."""
    if pair.second.pack.doctrine.unverified:
        yield Paragraph(f"UNVERIFIED: {pair.second.pack.doctrine.unverified}.")


def _row(moved: Moved) -> tuple[str, str, str, str]:
    return moved.title, moved.before.phrase, moved.after.phrase, ", ".join(moved.after.by)


def _data(moved: Moved) -> dict[str, Any]:
    return {
        "facts_of": moved.subject,
        "before": moved.before.phrase,
        "after": moved.after.phrase,
        "by": list(moved.after.by),
    }


def coding_told(pair: Pair, coding: Coding, asked: str) -> Told:
    """An agreement, in words and as data."""
    cases = coding.agreements[0].cases
    cells = sum(a.cases for a in coding.agreements)
    alike = sum(a.alike for a in coding.agreements)
    share = f", {alike / cells:.1%}" if cells else ""
    rows = [
        (a.name, f"{a.alike} of {a.cases}", f"{a.raw:.1%}", _figure(a.kappa), _figure(a.alpha))
        for a in coding.agreements
    ]
    blocks: list[Block] = [
        Heading(f"{pair.first.name} and {pair.second.name}"),
        Paragraph(f"{count(cases, 'case')} coded by both; they agree in {alike} of {count(cells, 'cell')}{share}."),
        Table(("Factor", "Alike", "Raw", "Cohen's kappa", "Krippendorff's alpha"), tuple(rows)),
        Paragraph(
            "A blank cell counts as a value, 'not discussed'. Values are compared as names, without regard to their order. A dash: "
            "both write one value throughout, and agreement by chance cannot be told from any other."
        ),
    ]
    blocks += _alone(pair, coding)
    for file, ids, of in (
        (pair.first, coding.only_first, pair.first.cases),
        (pair.second, coding.only_second, pair.second.cases),
    ):
        if ids:
            blocks += [Heading(f"Only in {file.name}", 2), items(*named(ids, of))]
    blocks += [*_disputed(pair, coding, asked), *_unverified(pair)]
    data = {
        "cases": cases,
        "agreement": [
            {"factor": a.factor, "cases": a.cases, "alike": a.alike, "raw": a.raw, "kappa": a.kappa, "alpha": a.alpha}
            for a in coding.agreements
        ],
        "disputed": [_cell_data(cell) for cell in coding.disputed],
        "only_first": list(coding.only_first),
        "only_second": list(coding.only_second),
        "columns_only_first": list(coding.alone.first),
        "columns_only_second": list(coding.alone.second),
        "verdicts": [_data(moved) for moved in coding.moved],
        "asked": coding.asked,
        "unverified": pair.second.pack.doctrine.unverified,
    }
    return Told(tuple(blocks), data)


def _alone(pair: Pair, coding: Coding) -> Iterator[Block]:
    """The columns that one chart lacks, which are in no figure."""
    for file, ids in ((pair.first, coding.alone.first), (pair.second, coding.alone.second)):
        if ids:
            names = ", ".join(pair.first.pack.doctrine.factor(id).name for id in ids)
            columns = "A column" if len(ids) == 1 else "Columns"
            yield Paragraph(f"{columns} only in {file.name}, left out of the figures: {names}.")
    if coding.alone.neither:
        yield Paragraph(f"Factors that have a column in neither, left out too: {len(coding.alone.neither)}.")


def _figure(value: float | None) -> str:
    return "\u2014" if value is None else f"{value:.2f}"


def _disputed(pair: Pair, coding: Coding, asked: str) -> Iterator[Block]:
    yield Heading("Cells in dispute", 2)
    if not coding.disputed:
        yield Paragraph("None.")
        return
    rows = tuple((d.title, d.name, _said(d, 0), _said(d, 1), _hanging(d)) for d in coding.disputed)
    yield Table(("Case", "Factor", pair.first.name, pair.second.name, "What hangs on it"), rows)
    yield Heading("Verdicts that hang on them", 2)
    yield Paragraph(
        f"Asked: {asked}; on {count(coding.asked, 'set')} of facts, those of the matters and each case's own, which the other cases "
        f"decide. Each cell was set to what {pair.second.name} says, the rest as in {pair.first.name}."
    )
    if not any(cell.hang for cell in coding.disputed):
        yield Paragraph("None hangs on a single cell.", strong=True)
    for cell in coding.disputed:
        if cell.hang:
            told = [f"{m.title}: {m.before.phrase}, or {m.after.phrase}" for m in cell.hang]
            yield Paragraph(f"{cell.title}, {cell.name}: {cell.first}, or {cell.second}:", strong=True)
            yield items(*told)
    if coding.moved:
        yield Paragraph(
            f"With every cell as in {pair.second.name}, {count(len(coding.moved), 'verdict')} would be another:"
        )
        yield Table(
            ("On the facts of", pair.first.name, pair.second.name, "Compelled there by"),
            tuple(_row(m) for m in coding.moved),
        )
    else:
        yield Paragraph(f"With every cell as in {pair.second.name}, no verdict would be another.")


def _said(cell: Disputed, which: int) -> str:
    text = (cell.first, cell.second)[which]
    return f"{text} ({cell.places[which]})" if cell.places[which] else text


def _hanging(cell: Disputed) -> str:
    return f"{len(cell.hang)} verdict{'' if len(cell.hang) == 1 else 's'}" if cell.hang else "nothing"


def _cell_data(cell: Disputed) -> dict[str, Any]:
    return {
        "case": cell.case,
        "factor": cell.factor,
        "first": cell.first,
        "second": cell.second,
        "places": list(cell.places),
        "verdicts": [_data(moved) for moved in cell.hang],
    }
