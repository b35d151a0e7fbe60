"""An import told: how the chart was read, what became of every row, every cell that could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from afortiori.memo.blocks import Block, Heading, Paragraph, Table, items
from afortiori.memo.told import Told
from afortiori.memo.words import count, either
from afortiori.store.charts.cells import letter
from afortiori.store.charts.importing import MATTER, Imported, decided
from afortiori.store.charts.mapping import ChartFactor, ChartMapping
from afortiori.store.charts.ranks import in_order

_LONGEST = 60


def import_told(imported: Imported, *, done: Sequence[str] = (), file: str = "") -> Told:
    """What a chart gives, in words and as data; ``done`` are sentences on what was written; ``file`` is where the mapping stands."""
    noticed: list[Block] = [Heading("Noticed", 2), items(*imported.notes)] if imported.notes else []
    written: list[Block] = [Heading("Done", 2), items(*done)] if done else []
    blocks: tuple[Block, ...] = (
        Heading(imported.mapping.chart),
        Paragraph(_sum(imported)),
        *_read_as(imported),
        *_guessed(imported, file),
        *_unordered(imported, file),
        *_unread(imported),
        *_aside(imported),
        *noticed,
        *written,
    )
    return Told(blocks, import_data(imported) | {"done": list(done)})


def _sum(imported: Imported) -> str:
    rows = Counter("aside" if not row.became else MATTER if row.why == MATTER else "case" for row in imported.rows)
    told = f"{count(len(imported.rows), 'row')} below the names of the columns: {rows['case']} give {count(len(imported.cases), 'case')}"
    if rows[MATTER]:
        told += f", {rows[MATTER]} without an outcome {'is a matter' if rows[MATTER] == 1 else 'are matters'}"
    return f"{told}, {rows['aside']} set aside; {count(len(imported.unread), 'cell')} could not be read."


def _read_as(imported: Imported) -> Iterator[Block]:
    mapping = imported.mapping
    sheet = f"Sheet '{mapping.sheet}'. " if mapping.sheet else ""
    yield Heading("How it is read", 2)
    yield Paragraph(
        f"{sheet}Row {mapping.header} names the columns; {mapping.layout} layout. A blank cell means: {mapping.blank}. "
        f"A case without a date: {'counts, as before every other' if mapping.undated == 'count' else 'is set aside'}."
    )
    columns = [(letter(c), column.header, _holds(column.holds, column.factor)) for c, column in mapping.columns.items()]
    yield Table(("Column", "Named", "Holds"), tuple(columns))
    if mapping.sides:
        yield Paragraph("Sides: " + "; ".join(f"{id} ({name})" for id, name, _ in mapping.sides) + ".")
    if mapping.outcomes:
        yield Table(
            ("Outcome, as written", "Means"), tuple((_short(text), side) for text, side in mapping.outcomes.items())
        )
    if mapping.courts:
        known = dict.fromkeys(mapping.own_courts, "a court of its own, which binds nobody")
        yield Table(
            ("Court not known", "Taken as"), tuple((text, known.get(id, id)) for text, id in mapping.courts.items())
        )
    if mapping.factors:
        yield Table(("Factor", "Favours", "Levels, weakest first"), tuple(_factor(f) for f in mapping.factors.values()))


def _holds(holds: str, factor: str) -> str:
    return f"{holds} of {factor}" if factor and holds != "factor" else (factor and f"the factor {factor}") or holds


def _factor(factor: ChartFactor) -> tuple[str, str, str]:
    levels = [f"{level} (neutral)" if level == factor.neutral else level for level in factor.levels]
    return factor.name, factor.favours + (" (guessed)" if factor.proposed else ""), ", ".join(levels)


def _guessed(imported: Imported, file: str) -> Iterator[Block]:
    mapping, where = imported.mapping, file or "the mapping"
    guesses = [f"{f.name}: for {f.favours}; {f.proposed}" for f in mapping.factors.values() if f.proposed]
    if guesses:
        yield Heading("Guessed, for you to confirm", 2)
        yield Paragraph(
            "Which side a factor favours is a judgment of law, and the chart does not state it. It was guessed, and every "
            f"answer will say so until you confirm it: delete the factor's line 'proposed' in {where}, or correct its "
            "'favours', and import again."
        )
        yield items(*guesses)
    if imported.cases and not decided(imported):
        yield Heading("No case came out for a side", 2)
        yield Paragraph(
            f"Say what each outcome means, at 'outcomes:' in {where}, or name another column with --outcome."
        )
    if imported.doctrine is not None:
        yield from _favouring_none(mapping, where)


def _unordered(imported: Imported, file: str) -> Iterator[Block]:
    """The factors whose levels stand in no order that their words show."""
    found = [f for f in imported.mapping.factors.values() if not (f.favours != "nobody" or in_order(f.levels))]
    if found and imported.doctrine is not None:
        yield Heading("Levels in no order that is known", 2)
        yield Paragraph(
            f"Put the weakest first, at 'levels:' in {file or 'the mapping'}, and say whom the factor favours; until then it is recorded "
            "and compels nothing."
        )
        yield items(*(f"{f.name}: {', '.join(f.levels)}" for f in found))


def _favouring_none(mapping: ChartMapping, where: str) -> Iterator[Block]:
    """The sides that no factor favours: no case can compel anything for them."""
    favoured = {f.favours for f in mapping.factors.values()}
    favoured |= {
        id for id, _, _ in mapping.sides if any(_below(f) and f.favours != id for f in mapping.factors.values())
    }
    none = [id for id, _, _ in mapping.sides if id not in favoured]
    if none:
        yield Heading(f"No factor favours {either(none)}", 2)
        yield Paragraph(
            f"So no case can compel {either(none)} yet. Say which side a factor favours: at 'favours:' in {where}, or with "
            f"--favours FACTOR={none[0]}."
        )


def _below(factor: ChartFactor) -> bool:
    return factor.favours != "nobody" and factor.levels[0] != factor.neutral


def _unread(imported: Imported) -> Iterator[Block]:
    if imported.unread:
        yield Heading("Cells that could not be read", 2)
        rows = [
            (f"{letter(c.column)}{c.row}" if c.column else f"row {c.row}", c.header, _short(c.text), c.why)
            for c in imported.unread
        ]
        yield Table(("Cell", "Column", "It says", "Why it was not read"), tuple(rows))


def _aside(imported: Imported) -> Iterator[Block]:
    rows = [(str(row.row), _short(row.name), row.why) for row in imported.rows if not row.became]
    if rows:
        yield Heading("Rows set aside", 2)
        yield Table(("Row", "Case", "Because it"), tuple(rows))


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 3] + "..."


def import_data(imported: Imported) -> dict[str, Any]:
    """An import as data."""
    mapping = imported.mapping
    return {
        "chart": mapping.chart,
        "sheet": mapping.sheet,
        "header": mapping.header,
        "layout": mapping.layout,
        "columns": {
            letter(c): {"header": column.header, "holds": column.holds, "factor": column.factor}
            for c, column in mapping.columns.items()
        },
        "outcomes": dict(mapping.outcomes),
        "factors": {
            f.id: {
                "name": f.name,
                "favours": f.favours,
                "levels": list(f.levels),
                "neutral": f.neutral,
                "proposed": f.proposed,
            }
            for f in mapping.factors.values()
        },
        "cases": sorted(imported.cases),
        "matters": sorted(imported.matters),
        "rows": [{"row": row.row, "name": row.name, "became": row.became, "why": row.why} for row in imported.rows],
        "unread": [
            {"row": c.row, "column": letter(c.column), "header": c.header, "text": c.text, "why": c.why}
            for c in imported.unread
        ],
        "notes": list(imported.notes),
    }
