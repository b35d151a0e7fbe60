"""A case as one row of a chart: what each column shows of it. The same words go out and are compared when they come back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from afortiori.authority import UNDATED, Court
from afortiori.doctrine import Doctrine, Factor
from afortiori.memo import words
from afortiori.store.charts.header import meaning
from afortiori.store.charts.spelling import fold

Row = dict[str, Any]
LONGEST = 30_000
BEFORE = (
    ("Case", "case"), ("Citation", "citation"), ("Docket", "docket"), ("Court", "court"), ("Decided", "decided"),
    ("Outcome", "outcome"),
)  # fmt: skip
AFTER = (
    ("Later history", "history"), ("Posture", "posture"), ("Disposition", "disposition"), ("Judge", "judge"),
    ("Summary", "words"), ("Note", "note"), ("Id", "id"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """One column: its name, what it holds, and the factor where it is one's."""

    header: str
    holds: str
    factor: str = ""


def columns(doctrine: Doctrine) -> list[Shown]:
    """The columns of a chart, in order: who the case is, its outcome, every factor, the rest."""
    names = Counter(fold(factor.name) for factor in doctrine.factors)
    factors = [
        Shown(
            factor.name if names[fold(factor.name)] == 1 and not meaning(factor.name) else named(factor),
            "factor",
            factor.id,
        )
        for factor in doctrine.factors
    ]
    before = [Shown(header, holds) for header, holds in BEFORE]
    return [*before, *factors, *(Shown(header, holds) for header, holds in AFTER)]


def named(factor: Factor) -> str:
    """A factor's name with its id, where the name alone could be another column's."""
    return f"{factor.name} [{factor.id}]"


def shown(id: str, plain: Row, doctrine: Doctrine, courts: Mapping[str, Court]) -> dict[tuple[str, str], str]:
    """What each column says of a case, by what it holds and of which factor."""
    said = {("factor", factor.id): level_shown(plain, factor.id) for factor in doctrine.factors}
    court = courts.get(str(plain.get("court", "")))
    said |= {
        ("case", ""): str(plain.get("name", "")),
        ("citation", ""): "; ".join(plain.get("citations") or []),
        ("docket", ""): plain.get("docket") or "",
        ("court", ""): (court.abbreviation or court.name) if court else str(plain.get("court", "")),
        ("decided", ""): "" if plain.get("decided") == UNDATED else str(plain.get("decided", "")),
        ("outcome", ""): outcome_shown(plain),
        ("history", ""): "; ".join(
            f"{event['event']} {event['date']} ({event['by']})" for event in plain.get("history") or []
        ),
        ("posture", ""): plain.get("posture") or "",
        ("disposition", ""): plain.get("disposition") or "",
        ("judge", ""): next((o["author"] for o in plain.get("opinions") or [] if o.get("author")), ""),
        ("words", ""): plain.get("summary") or "",
        ("note", ""): plain.get("note") or "",
        ("id", ""): id,
    }
    return {key: text[:LONGEST] for key, text in said.items()}


def outcome_shown(plain: Row) -> str:
    """The side; several where the case has several holdings."""
    holdings = plain.get("holdings") or {}
    return "; ".join(f"{name}: {row['holding']}" for name, row in holdings.items()) or plain.get("holding") or ""


def level_shown(plain: Row, factor: str) -> str:
    """The level of a factor in words, or why there is none; '' for silence."""
    row = (plain.get("facts") or {}).get(factor)
    if row is not None:
        return words.level(str(row["value"]))
    row = (plain.get("no_finding") or {}).get(factor)
    return str(row["why"]) if row is not None else ""


def remark(plain: Row, factor: str) -> str:
    """What stands behind a cell: the court's words, where they are, how sure the coder is, a note."""
    row = (plain.get("facts") or {}).get(factor) or (plain.get("no_finding") or {}).get(factor)
    if row is None:
        return ""
    quotation = f"\u201c{row['quotation']}\u201d" if row.get("quotation") else ""
    parts = [quotation, str(row.get("source", "")), f"({row.get('confidence', '')} confidence)", row.get("note") or ""]
    return "\n".join(part for part in parts if part)[:1_000]


def sign(factor: Factor, level: str, first: str) -> str:
    """Whom a level, in words, favours, as a sign: + the first side, \u2212 the other, 0 neither.

    >>> from afortiori.doctrine import boolean
    >>> sign(boolean("warned", "duty", "none"), "present", "duty")
    '+'
    """
    held = next((k for k in factor.levels if words.level(k) == level), None)
    if held is None:
        return ""
    sides = {condition.side for condition in factor.satisfied(held)}
    return "0" if not sides else "+" if first in sides else "\u2212"
