"""The shape of each file that users write, for pydantic: strict about keys, so that a misspelt one is found."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from afortiori.errors import Problem, did_you_mean
from afortiori.store.yamlfile import Place, Plain, Source

Confidence = Literal["high", "medium", "low"]
Bench = Literal["panel", "en banc", "unknown"]
Event = Literal[
    "affirmed", "reversed", "vacated", "superseded", "withdrawn", "overruled", "abrogated", "disapproved",
    "rehearing granted", "certiorari denied", "followed",
]  # fmt: skip
Text = Annotated[str, Field(min_length=1, max_length=20_000)]


def _list_of_one(value: Any) -> Any:
    return [value] if isinstance(value, str) else [] if value is None else value


def _mapping(value: Any) -> Any:
    return {} if value is None else value


def _possible(value: Any) -> Any:
    return ["unknown"] if value is None else _list_of_one(value)


def _written(value: Any) -> Any:
    return {k: v for k, v in value.items() if v is not None} if isinstance(value, dict) else _mapping(value)


Texts = Annotated[list[Text], BeforeValidator(_list_of_one, json_schema_input_type=Text | list[Text])]
Possible = Annotated[list[Text], BeforeValidator(_possible, json_schema_input_type=Text | list[Text] | None)]
Levels = Annotated[dict[str, Text], BeforeValidator(_mapping)]


class Entry(BaseModel):
    """What users write: strict about its keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, data: Any) -> Any:
        """Keys left empty are as good as not written."""
        return {key: value for key, value in data.items() if value is not None} if isinstance(data, dict) else data


class SideEntry(Entry):
    """A side."""

    name: Text
    wanted_by: Text


class IssueEntry(Entry):
    """An issue."""

    name: Text
    definition: str = ""
    source: str = ""
    parent: str = ""
    side: str = ""
    rule: Any = None
    authority: str = ""
    default: Literal["", "established", "not established"] = ""


class FactorEntry(Entry):
    """A factor. Without levels it is absent or present; without an order its levels stand in a line, weakest first."""

    name: Text
    definition: Text
    favours: Text
    levels: Annotated[list[Text], Field(min_length=2, max_length=64)] = ["absent", "present"]
    neutral: str = ""
    order: list[Annotated[list[Text], Field(min_length=2, max_length=2)]] = []
    parent: str = ""
    also: Texts = []
    strength: Literal["strong", "weak"] = "strong"
    authority: str = ""
    level_notes: Levels = {}
    note: str = ""
    clauses: Levels = {}
    conditions: Levels = {}


class RuleEntry(Entry):
    """A rule, or, without a formula, a note."""

    rule: Text
    side: str = ""
    sufficient: Any = None
    necessary: Any = None
    authority: Text
    case: str = ""
    court: str = ""
    decided: Text
    bench: Bench = "unknown"
    published: bool = True
    until: str = ""
    supersedes: Texts = []
    scope: str = "doctrine"
    quotation: str = ""


class CourtEntry(Entry):
    """A court of the pack's own."""

    name: Text
    abbreviation: Text
    level: Literal["supreme", "appellate", "trial"]
    above: Texts = []
    binds_itself: bool = True


class AnswerEntry(Entry):
    """The rule that joins the issues to the question."""

    side: Text
    where: Any
    otherwise: Any = None
    losses: Literal["", "attributed"] = ""
    authority: Text


class DimensionEntry(FactorEntry):
    """Several factors read as one: for each level the formula over them that ascribes it, strongest first."""

    of: Annotated[list[Text], Field(min_length=1, max_length=8)]
    where: dict[str, Any]


class ReadingEntry(Entry):
    """An alternative reading. ``issues``, where it has them, replace the doctrine's, and so does ``answer``."""

    text: Text
    issues: Annotated[dict[str, IssueEntry], BeforeValidator(_mapping)] = {}
    answer: AnswerEntry | None = None
    dimensions: Annotated[dict[str, DimensionEntry], BeforeValidator(_mapping)] = {}
    parents: Annotated[dict[str, Texts], BeforeValidator(_mapping)] = {}
    values: Annotated[dict[str, Levels], BeforeValidator(_mapping)] = {}
    reasons: Annotated[dict[str, Levels], BeforeValidator(_mapping)] = {}


class DoctrineFile(Entry):
    """doctrine.yaml."""

    name: Text
    question: Text
    law: str = "us"
    claim: str = ""
    scope: str = ""
    unverified: str = ""
    sides: Annotated[dict[str, SideEntry], Field(min_length=2, max_length=2)]
    issues: Annotated[dict[str, IssueEntry], BeforeValidator(_mapping)] = {}
    factors: Annotated[dict[str, FactorEntry], Field(min_length=1, max_length=2_000)]
    rules: Annotated[dict[str, RuleEntry], BeforeValidator(_mapping)] = {}
    courts: Annotated[dict[str, CourtEntry], Field(max_length=1_000), BeforeValidator(_mapping)] = {}
    answer: AnswerEntry | None = None
    readings: Annotated[dict[str, ReadingEntry], Field(max_length=1_000), BeforeValidator(_mapping)] = {}


class AnchorEntry(Entry):
    """The opinion on disk from which a quotation is taken: its path from the case's file, and its SHA-256 when it was quoted."""

    opinion: Text
    sha256: Annotated[str, Field(pattern="^([0-9a-fA-F]{64})?$")] = ""
    record: Annotated[str, Field(pattern="^[0-9]{0,6}$")] = ""


class FactEntry(Entry):
    """The level of a factor in a decided case."""

    value: Text
    source: Text
    confidence: Confidence
    quotation: str = ""
    note: str = ""
    anchor: AnchorEntry | None = None


class NoFindingEntry(Entry):
    """What a case says of a factor without finding a level."""

    why: Literal["disputed", "not reached"]
    source: Text
    confidence: Confidence
    quotation: str = ""
    note: str = ""


class OpinionEntry(Entry):
    """One opinion of a case."""

    kind: Literal["majority", "plurality", "per curiam", "concurrence", "dissent"]
    author: str = ""
    joined_by: Texts = []
    outcome: str = ""
    reason: Levels | None = None
    reason_source: str = ""
    confidence: Confidence = "high"
    noted: Levels = {}
    relies_on: Texts = []
    note: str = ""


class FindingEntry(Entry):
    """A case's finding on an issue."""

    value: Literal["established", "not established"]
    source: Text
    confidence: Confidence


class HoldingEntry(Entry):
    """One of several holdings of a case: what differs from the case at large."""

    holding: Text
    reason: Levels | None = None
    reason_source: str = ""
    facts: Annotated[dict[str, FactEntry], BeforeValidator(_mapping)] = {}
    note: str = ""


class HistoryEntry(Entry):
    """One later event."""

    event: Event
    by: Text
    date: Text
    removes: str = ""
    source: Text
    inferred: bool = False
    note: str = ""


class CitesEntry(Entry):
    """An authority that the case discusses."""

    case: Text
    treatment: Text
    source: str = ""


class CaseFile(Entry):
    """cases/ID.yaml."""

    name: Text
    citations: Texts = []
    docket: str = ""
    court: Text
    decided: Text
    bench: Bench = "unknown"
    published: bool = True
    unverified: str = ""
    posture: str = ""
    disposition: str = ""
    claim: Texts = []
    holding: str = ""
    holdings: Annotated[dict[str, HoldingEntry], BeforeValidator(_mapping)] = {}
    summary: str = ""
    facts: Annotated[dict[str, FactEntry], BeforeValidator(_mapping)] = {}
    no_finding: Annotated[dict[str, NoFindingEntry], BeforeValidator(_mapping)] = {}
    findings: Annotated[dict[str, FindingEntry], BeforeValidator(_mapping)] = {}
    opinions: list[OpinionEntry] = []
    history: list[HistoryEntry] = []
    cites: list[CitesEntry] = []
    sources: Texts = []
    note: str = ""


class EventEntry(Entry):
    """One event of a matter: ``date`` is a day, a month, a year, or 'before' one; left out where no source gives it."""

    date: str = ""
    text: Text
    facts: Levels = {}
    source: str = ""


class MatterFile(Entry):
    """matters/ID.yaml."""

    title: Text
    doctrine: Text
    forum: str = ""
    as_of: str = ""
    unmentioned: Literal["unknown", "absent"] = "unknown"
    text: str = ""
    facts: Annotated[
        dict[str, Possible],
        BeforeValidator(_mapping),
    ] = {}
    events: list[EventEntry] = []
    heading: Annotated[dict[Literal["to", "from", "client_matter", "privilege"], Text], BeforeValidator(_written)] = {}
    source: str = ""
    note: str = ""


class AskEntry(Entry):
    """One question: a matter, options, and what must come out."""

    question: Text
    matter: Text
    forum: str = ""
    as_of: Text
    model: Literal["reason", "result"] = "reason"
    rules: bool = True
    set: Levels = {}
    without: Texts = []
    adopt: Texts = []
    reading: str = ""
    layer: Literal["all", "precedents", "rules", "issues"] = "all"
    verdict: Literal["forced", "open", "conflicted", "depends"]
    side: str = ""
    by: Texts = []
    not_by: Texts = []
    source: Text
    note: str = ""


class QuestionsFile(Entry):
    """questions/ID.yaml."""

    asks: Annotated[list[AskEntry], Field(min_length=1)]


SHAPES: dict[str, type[Entry]] = {
    "doctrine": DoctrineFile,
    "case": CaseFile,
    "matter": MatterFile,
    "questions": QuestionsFile,
}


def checked(kind: str, data: Plain, source: Source, problems: list[Problem]) -> dict[str, Any] | None:
    """The data in its shape, as plain values with every default filled in; None where problems were found."""
    return shaped(SHAPES[kind], kind, data, source, problems)


def shaped(
    shape: type[Entry], kind: str, data: Plain, source: Source, problems: list[Problem]
) -> dict[str, Any] | None:
    """``checked``, for a shape that is none of a pack's files."""
    if not isinstance(data, dict):
        problems.append(
            source.problem((), f"no {kind} here", f"write the keys of a {kind}, such as '{_first(shape)}:'")
        )
        return None
    try:
        return shape.model_validate(data).model_dump(mode="json")
    except ValidationError as error:
        problems.extend(_problem(shape, dict(fault), source) for fault in error.errors(include_url=False))
        return None


def _first(shape: type[BaseModel]) -> str:
    return next(iter(shape.model_fields))


def _problem(shape: type[BaseModel], fault: dict[str, Any], source: Source) -> Problem:
    place: Place = tuple(part for part in fault["loc"] if not str(part).startswith("function-"))
    name, kind, context = str(place[-1]) if place else "", fault["type"], fault.get("ctx", {})
    if kind == "extra_forbidden":
        known = _keys(shape, place[:-1])
        return source.problem(place, f"unknown key '{name[:80]}'", did_you_mean(name, known))
    if kind == "missing":
        return source.problem(place[:-1], f"'{name}' is missing", f"write '{name}: ...'")
    if kind == "literal_error":
        expected = [part.strip().strip("'") for part in context["expected"].replace(" or ", ", ").split(", ")]
        written = str(fault["input"])[:80]
        if name == "[key]":
            return source.problem(place[:-1], f"unknown key '{written}'", did_you_mean(written, expected))
        return source.problem(place, f"'{name}' cannot be '{written}'", did_you_mean(written, expected))
    wanted = {
        "string_type": "a text",
        "list_type": "a list, each item after '- '",
        "dict_type": "a mapping, each entry as 'name: value'",
        "model_type": "a mapping, each entry as 'name: value'",
        "bool_parsing": "'true' or 'false'",
        "bool_type": "'true' or 'false'",
        "string_too_short": "a text that is not empty",
        "string_too_long": f"at most {context.get('max_length')} characters",
        "too_short": f"at least {context.get('min_length')} of them",
        "too_long": f"at most {context.get('max_length')} of them",
    }.get(kind, fault["msg"])
    return source.problem(place, f"{_part(place)} is not in its form", f"write {wanted}")


def _part(place: Place) -> str:
    """The name of a key, or which item of the list under it."""
    named = next((i for i in range(len(place) - 1, -1, -1) if isinstance(place[i], str)), 0)
    items = [int(part) + 1 for part in place[named + 1 :]]
    return f"item {'.'.join(map(str, items))} of '{str(place[named])[:80]}'" if items else f"'{str(place[-1])[:80]}'"


def _keys(shape: Any, place: Place) -> list[str]:
    """The keys that may stand at a place: walks the shapes as the place walks the data."""
    for part in place:
        fields = getattr(shape, "model_fields", None)
        shape = fields[part].annotation if fields and part in fields else shape
        shape = _entry_within(shape)
    fields = getattr(shape, "model_fields", {})
    return list(fields)


def _entry_within(annotation: Any) -> Any:
    for inner in getattr(annotation, "__args__", ()) or ():
        found = _entry_within(inner)
        if getattr(found, "model_fields", None):
            return found
    return annotation
