"""How a chart is read: which row names the columns, what each column holds, what each mark means. A small file that users edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from afortiori.courts import built_in
from afortiori.errors import BadInput, Problem, did_you_mean
from afortiori.store.charts.cells import letter, number
from afortiori.store.charts.spelling import fold
from afortiori.store.charts.yamltext import written
from afortiori.store.schema import CourtEntry, Entry, Levels, SideEntry, Text, shaped
from afortiori.store.yamlfile import Plain, Source, parse, read_bytes

HOLDS = (
    "id", "case", "citation", "docket", "court", "decided", "judge", "posture", "opinion", "outcome", "words",
    "disposition", "history", "coder", "confidence", "url", "note", "claim", "part", "published", "list", "factor",
    "value", "weight", "quotation", "pin", "source", "doctrine", "record", "left out",
)  # fmt: skip
OF_A_VALUE = ("weight", "quotation", "pin", "source", "note", "confidence")
SET_ASIDE, NOT_REACHED = "set aside", "not reached"
NO_LEVEL = ("disputed", "not reached", "not discussed")


@dataclass(frozen=True, slots=True)
class Column:
    """What one column holds. ``factor`` is the factor whose values it holds, or whose weight, quotation, pin or note."""

    header: str
    holds: str
    factor: str = ""


@dataclass(frozen=True, slots=True)
class ChartFactor:
    """A factor as a chart shows it: its levels, weakest first, and the level that each mark, folded, means.

    ``proposed`` says on what the side that it favours was proposed; '' where a person, or the chart itself, has said it.
    """

    id: str
    name: str
    favours: str
    levels: tuple[str, ...]
    neutral: str
    cells: Mapping[str, str]
    definition: str = ""
    proposed: str = ""


@dataclass(frozen=True, slots=True)
class ChartMapping:
    """How one chart is read. With ``doctrine`` the sides and factors are those of that pack."""

    chart: str
    sheet: str
    header: int
    layout: str
    columns: Mapping[int, Column]
    outcomes: Mapping[str, str]
    courts: Mapping[str, str]
    factors: Mapping[str, ChartFactor]
    sides: tuple[tuple[str, str, str], ...] = ()
    doctrine: str = ""
    name: str = ""
    question: str = ""
    law: str = "us"
    claim: str = ""
    blank: str = "not discussed"
    own_courts: Mapping[str, Any] = field(default_factory=dict)
    undated: str = SET_ASIDE


def meant(written: Mapping[str, str], text: str) -> str:
    """What a text means by those written, in whatever spelling; '' where it is none of them.

    >>> meant({"Fair use found": "yes"}, "fair  use Found.")
    'yes'
    """
    found = written.get(text)
    wanted = fold(text)
    return found if found is not None else next((m for key, m in written.items() if fold(key) == wanted), "")


class _Column(Entry):
    header: str = ""
    holds: Literal[
        "id", "case", "citation", "docket", "court", "decided", "judge", "posture", "opinion", "outcome", "words",
        "disposition", "history", "coder", "confidence", "url", "note", "claim", "part", "published", "list", "factor",
        "value", "weight", "quotation", "pin", "source", "doctrine", "record", "left out",
    ]  # fmt: skip
    factor: str = ""


def _entries(written: Any) -> Any:
    """A mapping of entries, where one with nothing under its name is an entry that says nothing."""
    if not isinstance(written, dict):
        return written
    return {name: {} if entry is None else entry for name, entry in written.items()}


class _Factor(Entry):
    name: str = ""
    definition: str = ""
    favours: str = "nobody"
    proposed: str = ""
    levels: Annotated[list[Text], Field(min_length=2, max_length=64)] = Field(["absent", "present"])
    neutral: str = ""
    cells: Levels = Field({})


class MappingFile(Entry):
    """How a chart is read."""

    chart: str = ""
    sheet: str = ""
    header: Text
    layout: Literal["wide", "long"] = "wide"
    doctrine: str = ""
    name: str = ""
    question: str = ""
    law: str = "us"
    claim: str = ""
    blank: Literal["not discussed", "absent"] = "not discussed"
    undated: Literal["set aside", "count"] = "set aside"
    sides: Annotated[dict[str, SideEntry], Field(max_length=2), BeforeValidator(lambda v: v or {})] = Field({})
    columns: Annotated[dict[str, _Column], Field(min_length=1, max_length=2_000)]
    outcomes: Levels = Field({})
    courts: Levels = Field({})
    own_courts: Annotated[dict[str, CourtEntry], BeforeValidator(lambda v: v or {})] = Field({})
    factors: Annotated[dict[str, _Factor], Field(max_length=2_000), BeforeValidator(lambda v: _entries(v or {}))] = (
        Field({})
    )


def read_mapping(path: Path) -> ChartMapping:
    """A mapping file; BadInput with every fault, its line and its remedy."""
    return mapping_of(read_bytes(path, str(path)), str(path))


def mapping_of(data: bytes, shown: str) -> ChartMapping:
    """``read_mapping``, of bytes."""
    parsed, source = parse(data, shown)
    problems: list[Problem] = []
    plain = shaped(MappingFile, "mapping", parsed, source, problems)
    if plain is not None:
        _faults(plain, source, problems)
    if plain is None or problems:
        raise BadInput(problems)
    columns = {number(name) or 0: Column(**column) for name, column in plain["columns"].items()}
    return ChartMapping(
        plain["chart"],
        plain["sheet"],
        int(plain["header"]),
        plain["layout"],
        {name: columns[name] for name in sorted(columns)},
        plain["outcomes"],
        plain["courts"],
        {id: _factor(id, row) for id, row in plain["factors"].items()},
        tuple((id, side["name"], side["wanted_by"]) for id, side in plain["sides"].items()),
        plain["doctrine"],
        plain["name"],
        plain["question"],
        plain["law"],
        plain["claim"],
        plain["blank"],
        plain["own_courts"],
        plain["undated"],
    )


def _factor(id: str, row: Mapping[str, Any]) -> ChartFactor:
    levels = tuple(row["levels"])
    cells = {fold(mark): level for mark, level in row["cells"].items()}
    return ChartFactor(
        id, row["name"] or id, row["favours"], levels, row["neutral"] or levels[0], cells, row["definition"],
        row["proposed"],
    )  # fmt: skip


def _faults(plain: Mapping[str, Any], source: Source, problems: list[Problem]) -> None:
    """What the shape cannot tell: names that must be known, numbers that must be some."""

    def fault(place: tuple[str | int, ...], what: str, remedy: str) -> None:
        problems.append(source.problem(place, what, remedy))

    if not (plain["header"].isascii() and plain["header"].isdigit() and 0 < len(plain["header"]) < 8):
        fault(("header",), f"'{plain['header'][:40]}' is no row", "write the number of the row that names the columns")
    sides = plain["sides"]
    if not plain["doctrine"] and len(sides) != 2:
        fault(("sides",) if sides else (), "no two sides", "write two under 'sides:', or name a pack with 'doctrine:'")
    for name, column in plain["columns"].items():
        place = ("columns", name)
        if number(name) is None:
            fault(place, f"'{name[:20]}' is no column", "write its letter, such as B")
        if column["holds"] == "factor" and plain["layout"] == "wide" and not column["factor"]:
            fault(place, "which factor it holds is not said", "write 'factor: ...'")
        if column["factor"] and not plain["doctrine"] and column["factor"] not in plain["factors"]:
            fault(
                (*place, "factor"),
                f"unknown factor '{column['factor'][:80]}'",
                did_you_mean(column["factor"], plain["factors"]),
            )
    if not any(column["holds"] in ("case", "citation", "record") for column in plain["columns"].values()):
        fault(("columns",), "no column names the case", "write 'holds: case' for one")
    if not plain["doctrine"]:
        _sides_faults(plain, fault)
    for name, court in plain["courts"].items():
        known = [*plain["own_courts"], *built_in(), SET_ASIDE]
        if court not in known and not plain["doctrine"]:
            fault(("courts", name), f"unknown court '{court[:80]}'", did_you_mean(court, known))


def _sides_faults(plain: Mapping[str, Any], fault: Any) -> None:
    sides = plain["sides"]
    for text, side in plain["outcomes"].items():
        known = [*sides, NOT_REACHED, SET_ASIDE]
        if side not in known:
            fault(("outcomes", text), f"unknown side '{side[:80]}'", did_you_mean(side, known))
    for id, factor in plain["factors"].items():
        place = ("factors", id)
        if factor["favours"] not in [*sides, "nobody"]:
            known = [*sides, "nobody"]
            fault(
                (*place, "favours"), f"unknown side '{factor['favours'][:80]}'", did_you_mean(factor["favours"], known)
            )
        if len(set(factor["levels"])) < len(factor["levels"]):
            fault((*place, "levels"), "a level is written twice", "keep one of the two")
        if factor["neutral"] and factor["neutral"] not in factor["levels"]:
            fault(
                (*place, "neutral"),
                f"unknown level '{factor['neutral'][:80]}'",
                did_you_mean(factor["neutral"], factor["levels"]),
            )
        for mark, level in factor["cells"].items():
            known = [*factor["levels"], *NO_LEVEL]
            if level not in known:
                fault((*place, "cells", mark), f"unknown level '{level[:80]}'", did_you_mean(level, known))


def mapping_text(mapping: ChartMapping) -> str:
    """The mapping as the file that a user edits."""
    plain: dict[str, Plain] = {
        "chart": mapping.chart,
        "sheet": mapping.sheet,
        "header": str(mapping.header),
        "layout": mapping.layout,
        "blank": mapping.blank,
        "undated": mapping.undated,
    }
    if mapping.doctrine:
        plain["doctrine"] = mapping.doctrine
    else:
        plain |= {
            "name": mapping.name,
            "question": mapping.question,
            "law": mapping.law,
            "claim": mapping.claim,
            "sides": {id: {"name": name, "wanted_by": by} for id, name, by in mapping.sides},
        }
    plain["columns"] = {
        letter(c): {"header": column.header, "holds": column.holds, "factor": column.factor}
        for c, column in mapping.columns.items()
    }
    plain["outcomes"] = dict(mapping.outcomes)
    plain["courts"] = dict(mapping.courts)
    plain["own_courts"] = {id: dict(court) for id, court in mapping.own_courts.items()}
    plain["factors"] = {id: _factor_written(f, own=not mapping.doctrine) for id, f in mapping.factors.items()}
    return "".join(f"# {line}\n" for line in _HEAD) + written(plain, flow=("columns", "sides", "own_courts"))


def _factor_written(factor: ChartFactor, *, own: bool) -> Plain:
    if not own:
        return {"cells": dict(factor.cells)}
    return {
        "name": factor.name,
        "definition": factor.definition,
        "favours": factor.favours,
        "proposed": factor.proposed,
        "levels": list(factor.levels),
        "neutral": factor.neutral,
        "cells": dict(factor.cells),
    }


_HEAD = (
    "How this chart is read. Edit it, then: afortiori import CHART --mapping THIS-FILE -o FOLDER",
    "columns: what each holds. 'left out' drops one.",
    "outcomes: a side, 'not reached', or 'set aside'. courts: those that are not known; a court's id, or 'set aside'.",
    "factors: which side one favours is for you to say ('nobody': recorded, and never a condition). 'proposed' says on",
    "what a side was guessed: delete that line to confirm it. levels stand weakest first; cells: the level that each mark",
    "means, or 'disputed', 'not reached', 'not discussed'.",
    "blank: 'not discussed', or 'absent' if you know that a blank cell means that.",
    "undated: cases without a date are 'set aside', or they 'count', as decided before every other.",
)
