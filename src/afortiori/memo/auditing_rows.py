"""The audit of an index, in words and as data: the first forty of each list, with how many there are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from afortiori.audit import RowsAudit
from afortiori.memo import words
from afortiori.memo.auditing import MOST_SHOWN, hanging_data, hanging_told
from afortiori.memo.blocks import Block, Heading, Paragraph, items
from afortiori.memo.told import Told

MOST_LISTED = 1_000


def rows_audited(found: RowsAudit, path: str) -> Told:
    """The audit as blocks and data."""
    blocks = (
        Heading(f"Audit of {path}"),
        *_asked(found),
        *_conflicting(found),
        *_landmarks(found),
        *hanging_told(found.register.doctrine, found.hanging),
        *_foundations(found),
    )
    return Told(blocks, _data(found, path))


def _binding(found: RowsAudit) -> int:
    return sum(found.consistency.cases.values())


def _asked(found: RowsAudit) -> Iterator[Block]:
    options = found.options
    forum = options.forum.name if options.forum else "any court"
    sides = " and ".join(f"{count:,} for {side}" for side, count in found.consistency.cases.items())
    yield items(
        f"Forum: {forum}. The law as of {words.day(options.as_of)}, in the result model.",
        f"Of {len(found.register):,} cases {_binding(found):,} bind and can force: {sides}.",
    )


def _conflicting(found: RowsAudit) -> Iterator[Block]:
    consistent, binding = sum(found.consistency.consistent.values()), _binding(found)
    yield Heading("Conflicts", 2)
    yield Paragraph(
        "The notion is priority conflict (Horty); in the result model it is one with being decided against precedent."
    )
    share = f"{consistent / binding:.1%}" if binding else "none"
    yield Paragraph(f"{consistent:,} of {binding:,} binding cases are in no conflict ({share}).", strong=True)
    if len(found.consistency.conflicting):
        yield items("In one: " + _named(found, found.consistency.conflicting))
        yield Heading("The smallest repair", 2)
        yield Paragraph(_repair(found))


def _repair(found: RowsAudit) -> str:
    if found.repair is None:
        return "Too many pairs conflict to work it out: select a forum or a day with fewer cases."
    count = words.count(len(found.repair.rows), "case")
    return (
        f"{found.repair.pairs:,} pairs conflict. With {count} set aside nothing does, and with fewer something would. The "
        f"choice is seldom the only one; this one: {_named(found, found.repair.rows)}"
    )


def _landmarks(found: RowsAudit) -> Iterator[Block]:
    yield Heading("Landmarks", 2)
    yield Paragraph(
        f"{len(found.landmarks):,} cases of {_binding(found):,} force all that the selection forces; the others are "
        "redundant beside one that binds wherever and whenever they do."
    )
    yield items(_named(found, found.landmarks))


def _foundations(found: RowsAudit) -> Iterator[Block]:
    yield Heading("What it rests on", 2)
    listed = [f"{found.stated:,} coded values bind, as the table has them; no case states its reason."]
    if found.unused:
        listed.append("Stated in no binding case: " + "; ".join(factor.name for factor in found.unused) + ".")
    yield items(*listed)


def _named(found: RowsAudit, rows: Any) -> str:
    shown = ", ".join(_ids(found, rows, MOST_SHOWN))
    return shown + (f", and {len(rows) - MOST_SHOWN:,} more." if len(rows) > MOST_SHOWN else ".")


def _ids(found: RowsAudit, rows: Any, most: int) -> list[str]:
    return [found.register.precedents[int(row)].id for row in rows[:most]]


def _listed(found: RowsAudit, rows: Any) -> dict[str, object]:
    return {"count": len(rows), "cases": _ids(found, rows, MOST_LISTED)}


def _data(found: RowsAudit, path: str) -> dict[str, object]:
    options = found.options
    return {
        "doctrine": found.register.doctrine.id,
        "forum": options.forum.id if options.forum else "any",
        "as_of": options.as_of,
        "model": options.model,
        "index": {"file": path, "cases": len(found.register), "binding": _binding(found)},
        "notion": found.consistency.notion,
        "sides": dict(found.consistency.cases),
        "consistent": dict(found.consistency.consistent),
        "conflicting": _listed(found, found.consistency.conflicting),
        "repair": _listed(found, found.repair.rows) | {"pairs": found.repair.pairs} if found.repair else None,
        "landmarks": _listed(found, found.landmarks),
        "hanging": hanging_data(found.hanging),
        "unused": [factor.id for factor in found.unused],
        "values": found.stated,
    }
