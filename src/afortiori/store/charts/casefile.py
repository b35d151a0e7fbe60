"""One case of a chart as the plain data of a case file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from afortiori.authority import UNDATED, Court, When
from afortiori.store.charts.cells import Cell, letter
from afortiori.store.charts.citing import Styled, court_of, date_of, en_banc, fallen, seat_of, styled, unpinned, year_of
from afortiori.store.charts.coding import CONFIDENCES
from afortiori.store.charts.gathering import Gathered, Unread, comments
from afortiori.store.charts.mapping import ChartMapping, meant
from afortiori.store.charts.marks import read_mark
from afortiori.store.charts.spelling import fold

Row = dict[str, Any]
NO_COURT = "court-not-stated"
KINDS = {
    "majority": "majority", "maj": "majority", "plurality": "plurality", "per curiam": "per curiam",
    "concurrence": "concurrence", "concurring": "concurrence", "conc": "concurrence", "dissent": "dissent",
    "dissenting": "dissent", "diss": "dissent", "opinion of the court": "majority", "unanimous": "majority",
}  # fmt: skip
_SEATED = ("case", "citation", "court")
_SEVERAL = re.compile(r"\s*(?:;|\n|,\s+(?=\d{1,4}\s+[A-Z]))\s*")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a case is called, where it can be found, who decided it and when; '' where the chart does not say."""

    name: str
    citations: tuple[str, ...]
    docket: str
    court: str
    decided: str


def identity(case: Gathered, mapping: ChartMapping, courts: Mapping[str, Court], unread: list[Unread]) -> Identity:
    """Who the case is: its own columns first, then what its name carries in parentheses."""
    cell = styled(case.text("case")) if case.text("case") else Styled("")
    cited = case.text("citation")
    within = styled(f"X v. Y, {cited}") if cited else Styled("")
    parts = [part for part in _SEVERAL.split(within.citation or (cited if not within.docket else "")) if part]
    citations = tuple(dict.fromkeys(map(unpinned, parts or _SEVERAL.split(cell.citation))))
    court = _court(case, mapping, courts, cell.court or within.court, unread)
    decided = _date(case, cell.decided or within.decided, unread, courts)
    return Identity(
        cell.name or cited or case.text("id"),
        tuple(citation for citation in citations if citation),
        case.text("docket") or cell.docket or within.docket,
        court,
        decided,
    )


def _court(
    case: Gathered, mapping: ChartMapping, courts: Mapping[str, Court], carried: str, unread: list[Unread]
) -> str:
    cell = case.first("court")
    text = cell.text if cell else carried
    if not text:
        return NO_COURT
    found = meant(mapping.courts, text) or (text if text in courts else seat_of(text, courts).court)
    if not found and cell is not None and carried:
        found = court_of(carried, courts)
    if not found:
        where = cell or case.first("case") or Cell(case.row, 1, text)
        unread.append(Unread(where.row, where.column, "court", text, "no court that is known: name it under 'courts:'"))
        return NO_COURT
    return found


def _date(case: Gathered, carried: str, unread: list[Unread], courts: Mapping[str, Court]) -> str:
    """The day, from its own column, from behind the court, or from a citation's parentheses."""
    cell = case.first("decided")
    if cell is None:
        court = case.first("court")
        beside = seat_of(court.text, courts).decided if court else ""
        cell = replace(court, text=beside) if court and beside else None
    if cell is None:
        return carried
    found = date_of(cell.text)
    if not found:
        found = carried or year_of(cell.text)
        why = "no date that can only be one: write 1988-08-23, 1988-08 or 1988"
        unread.append(Unread(cell.row, cell.column, "date", cell.text, why + (f"; taken as {found}" if found else "")))
    # the parentheses of a citation may know the day of the year that the column gives
    return carried if carried.startswith(found) and len(carried) > len(found) else found


def unverified(who: Identity) -> str:
    """What has still to be looked up of a case, in words; '' where the chart says it all."""
    lacking = [] if who.citations or who.docket else ["citation"]
    lacking += ["court"] if who.court == NO_COURT else []
    lacking += [] if who.decided else ["date"]
    return f"{_and(lacking)} not stated in the chart" if lacking else ""


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def case_file(case: Gathered, who: Identity, holding: str, file: str, unread: list[Unread]) -> Row:
    """The case as a case file, all but its facts."""
    kind = opinion_kind(case, unread) or "majority"
    judge = case.text("judge")
    notes = [f"{column.header}: {cell.text}" for column, cell in case.all("note")]
    notes += [f"Comment on {header}: {text}" for header, text in comments(case)]
    notes += [f"Coder: {cell.text}." for _, cell in case.all("coder")]
    history = _history(case, who, file, notes, unread)
    cell = case.first("outcome")
    outcome = cell.text if cell else ""
    return {
        "name": who.name,
        "citations": list(who.citations),
        "docket": who.docket,
        "court": who.court,
        "decided": who.decided or UNDATED,
        "published": published(case, unread),
        "unverified": unverified(who),
        "posture": case.text("posture"),
        "disposition": case.text("disposition") or outcome,
        "claim": [part for _, c in case.all("claim") for part in re.split(r"\s*[;\n]\s*", c.text) if part],
        "holding": holding,
        "summary": "\n".join(cell.text for _, cell in case.all("words")),
        "opinions": [{"kind": kind, "author": judge, "outcome": holding}] if judge or kind != "majority" else [],
        "history": history,
        "sources": [f"{file}, row {case.row}", *(cell.text for _, cell in case.all("url"))],
        "note": "\n".join(notes),
        **({"bench": "en banc"} if any(en_banc(case.text(holds)) for holds in _SEATED) else {}),
    }


def opinion_kind(case: Gathered, unread: list[Unread]) -> str:
    """Which opinion of the case a row is about; '' where the chart does not say."""
    cell = case.first("opinion")
    if cell is None:
        return ""
    words = fold(cell.text)
    kind = KINDS.get(words) or next((KINDS[word] for word in re.findall(r"[a-z]+", words) if word in KINDS), "")
    if not kind:
        why = "no majority, plurality, per curiam, concurrence or dissent: taken as the majority"
        unread.append(Unread(cell.row, cell.column, "opinion", cell.text, why))
    return kind


def published(case: Gathered, unread: list[Unread]) -> str:
    """'false' where the chart says that the opinion is not published."""
    cell = case.first("published")
    if cell is None:
        return "true"
    words, kind = fold(cell.text), read_mark(cell.text).kind
    if kind in ("yes", "no"):
        return "true" if kind == "yes" else "false"
    if re.search(r"\b(?:unpub\w*|non-?prec\w*|not (?:for publication|published|precedential)|mem\w*)", words):
        return "false"
    if not re.search(r"\b(?:pub\w*|prec\w*|reported)\b", words):
        unread.append(
            Unread(
                cell.row, cell.column, "published", cell.text, "neither published nor unpublished: taken as published"
            )
        )
    return "true"


def _history(case: Gathered, who: Identity, file: str, notes: list[str], unread: list[Unread]) -> list[Row]:
    """The events that the chart's words tell of; words that tell of none, or give no date, are kept as a note and shown."""
    found = []
    for column, cell in case.all("history"):
        event = fallen(cell.text)
        place = f"{file}, {letter(cell.column)}{cell.row}"
        if event is not None and event.date and not (who.decided and When(event.date).last < who.decided):
            row = {"event": event.event, "by": f"{cell.text} (as the chart has it)", "date": event.date}
            found.append({**row, "removes": "all", "source": place})
            continue
        notes.append(f"{column.header}: {cell.text}")
        if event is not None:
            why = f"'{event.event}', but no date that is later than the decision: it takes nothing away until you give one"
            unread.append(Unread(cell.row, cell.column, column.header, cell.text, why))
    return found


def confidence(case: Gathered, unread: list[Unread]) -> str:
    """How sure the coder is of the whole case; a chart is a second hand, so medium where it does not say."""
    cell = case.first("confidence")
    if cell is None:
        return "medium"
    found = CONFIDENCES.get(fold(cell.text), "")
    if not found:
        unread.append(Unread(cell.row, cell.column, "confidence", cell.text, "no high, medium or low: taken as low"))
    return found or "low"


def holding_of(case: Gathered, mapping: ChartMapping, unread: list[Unread]) -> str:
    """The side that a case's outcome names, 'not reached' or 'set aside'; '' where there is no outcome or it is not mapped."""
    cell = case.first("outcome")
    if cell is None:
        return ""
    found = meant(mapping.outcomes, cell.text)
    if not found:
        unread.append(
            Unread(cell.row, cell.column, "outcome", cell.text, "what it means is not said under 'outcomes:'")
        )
    return found


def columns_of(mapping: ChartMapping) -> Mapping[int, str]:
    """The names of the columns."""
    return {c: column.header for c, column in mapping.columns.items()}
