"""The answers on what is brought from outside: opinions, charts, drafts, corpora, proposals."""

from __future__ import annotations

from typing import Literal

from afortiori.answers.shapes.parts import Shape


class OpinionRecord(Shape):
    """What the file says of the opinion itself."""

    file: str
    kind: str
    name: str
    citations: list[str]
    court: str
    decided: str
    docket: str
    id: str
    encoding: str
    field: str
    characters: int


class PageSystem(Shape):
    """One way in which pages are marked, and the pages marked so."""

    system: str
    reporter: str
    first: int
    last: int


class MarkShape(Shape):
    """Where a page begins."""

    system: str
    page: int
    start: int
    end: int


class PartShape(Shape):
    """A part of the opinion and its author."""

    kind: str
    author: str
    page: int | None
    field: str
    start: int
    end: int


class CiteShape(Shape):
    """A citation as it is read, with its place in the original and on the page."""

    text: str
    kind: str
    cite: str
    name: str
    court: str
    year: str
    pin: str
    signal: str
    parenthetical: str
    history: str
    part: str
    author: str
    page: int | None
    pages: dict[str, int]
    start: int
    end: int
    whole: list[int]
    refers: int | None
    parallel: bool
    case: str


class AuthorityRead(Shape):
    """A case that the opinion cites: by which parts, how often, on which pages."""

    name: str
    cite: str
    court: str
    year: str
    parts: dict[str, int]
    pages: list[int]
    case: str


class QuotationRead(Shape):
    """A quotation, its place, and the citation that it belongs to."""

    text: str
    part: str
    page: int | None
    pages: dict[str, int]
    start: int
    end: int
    cite: int | None


class SuggestionShape(Shape):
    """A bare name that may stand for a case cited elsewhere."""

    text: str
    name: str
    part: str
    page: int | None
    pages: dict[str, int]
    start: int
    end: int
    refers: int


class ReadAnswer(Shape):
    """An opinion read: every ``start`` and ``end`` is a place in the original, as ``offsets`` says."""

    opinion: OpinionRecord
    offsets: str
    warnings: list[str]
    pages: list[PageSystem]
    page_marks: list[MarkShape]
    parts: list[PartShape]
    citations: list[CiteShape]
    authorities: list[AuthorityRead]
    quotations: list[QuotationRead]
    suggestions: list[SuggestionShape]


class ColumnRead(Shape):
    """A column of a chart: its header, what it holds, the factor that it is."""

    header: str
    holds: str
    factor: str


class FactorRead(Shape):
    """A factor made of a chart; ``proposed`` says on what a guess of the side that it favours rests."""

    name: str
    favours: str
    levels: list[str]
    neutral: str
    proposed: str


class RowRead(Shape):
    """What became of a row of a chart, and why."""

    row: int
    name: str
    became: str
    why: str


class UnreadCell(Shape):
    """A cell that could not be read, and why."""

    row: int
    column: str
    header: str
    text: str
    why: str


class ImportAnswer(Shape):
    """What a chart gives under a mapping; ``done`` says what was written."""

    chart: str
    sheet: str
    header: int
    layout: str
    columns: dict[str, ColumnRead]
    outcomes: dict[str, str]
    factors: dict[str, FactorRead]
    cases: list[str]
    matters: list[str]
    rows: list[RowRead]
    unread: list[UnreadCell]
    notes: list[str]
    done: list[str]


class VerdictMoved(Shape):
    """A verdict on the facts of a case or matter that is another one now, and what compels it now."""

    facts_of: str
    before: str
    after: str
    by: list[str]


class CellChanged(Shape):
    """What a case said in one column, and what it says now."""

    what: str
    before: str
    after: str


class DiffAnswer(Shape):
    """What differs between two bases; ``asked`` counts the sets of facts on which each was asked."""

    came: list[str]
    went: list[str]
    changed: dict[str, list[CellChanged]]
    verdicts: list[VerdictMoved]
    asked: int
    unverified: str


class FactorAgreed(Shape):
    """How far two coders agree on a factor; ``kappa`` and ``alpha`` are null where chance cannot be told from agreement."""

    factor: str
    cases: int
    alike: int
    raw: float
    kappa: float | None
    alpha: float | None


class CellDisputed(Shape):
    """A cell on which two coders differ, where each wrote it, and the verdicts that hang on it."""

    case: str
    factor: str
    first: str
    second: str
    places: list[str]
    verdicts: list[VerdictMoved]


class AgreeAnswer(Shape):
    """How far two coders agree; ``verdicts`` are those that would be others with every cell as the second has it."""

    cases: int
    agreement: list[FactorAgreed]
    disputed: list[CellDisputed]
    only_first: list[str]
    only_second: list[str]
    columns_only_first: list[str]
    columns_only_second: list[str]
    verdicts: list[VerdictMoved]
    asked: int
    unverified: str


class FindingShape(Shape):
    """One citation or quotation of a draft, and what was found of it."""

    kind: str
    what: Literal["citation", "quotation"]
    at_fault: bool
    text: str
    start: int
    end: int
    page: int | None
    where: str
    says: str
    words: str
    case: str


class CiteCheckAnswer(Shape):
    """Each citation and quotation of a draft, checked; ``problems`` are opinions at hand that could not be read."""

    draft: str
    as_of: str
    at_fault: int
    unknown: int
    findings: list[FindingShape]
    problems: list[str]


class ExportAnswer(Shape):
    """The chart that was written, and how many cases it holds."""

    wrote: str
    cases: int


class AsideShape(Shape):
    """A record that could not be read, and why."""

    where: str
    what: str
    remedy: str


class IngestAnswer(Shape):
    """The table that corpora were read into, and what was set aside."""

    table: str
    opinions: int
    parts: int
    citations: int
    clusters: int
    set_aside: list[AsideShape]
    set_aside_count: int
    shards_read: int
    shards_there: int


class PlaceShape(Shape):
    """A place where a case is cited: its signal and page, and the words near it that may tell of later history."""

    signal: str
    part: str
    author: str
    page: int | None
    pin: str
    parenthetical: str
    passage: str
    history: str


class CitingShape(Shape):
    """An opinion that cites a case; ``case`` is its id in the base, ``itself`` where it seems to be the case itself."""

    opinion: str
    record: str
    name: str
    court: str
    decided: str
    citations: str
    case: str | None
    itself: bool
    later_history: bool
    places: list[PlaceShape]


class CitesAnswer(Shape):
    """Who cites a precedent, of the opinions in a table."""

    name: str
    citations: list[str]
    table: str
    searched: int
    opinions: list[CitingShape]


class ProposalShape(Shape):
    """A sentence that may state a factor's value, where it stands, and why it is proposed."""

    number: str
    factor: str
    levels: list[str]
    quotation: str
    start: int
    end: int
    page: int | None
    part: str
    author: str
    reason: str
    by: str


class ProposeAnswer(Shape):
    """Proposals of factor values; ``dropped`` are a model's answers that do not stand in the opinion."""

    opinion: str
    doctrine: str
    model: str | None
    dropped: int
    proposals: list[ProposalShape]


class AcceptedShape(Shape):
    """A value put into a case file, with the opinion's words for it."""

    factor: str
    level: str
    quotation: str
    source: str
    repaired: bool


class AcceptAnswer(Shape):
    """What a person accepted into a case file."""

    case: str
    accepted: list[AcceptedShape]
    there_already: int
    refused: int
    undecided: int


class RecallAt(Shape):
    """How many facts are found among the first sentences."""

    sentences: int
    found: int
    recall: float


class MissedFact(Shape):
    """A coded fact that is not among the proposals."""

    factor: str
    words: list[str]
    where: str


class RecallAnswer(Shape):
    """How many facts that a person coded are among the proposals."""

    opinion: str
    doctrine: str
    facts: int
    recall: list[RecallAt]
    missed: list[MissedFact]
