"""The shape of each answer as data, for pydantic: what ``afortiori schema`` prints, the HTTP API declares and tests hold to."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Verdict = Literal["forced", "open", "conflicted", "depends"]
Levels = dict[str, list[str]]


class Shape(BaseModel):
    """Data with just these keys."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, use_attribute_docstrings=True)


class ProblemShape(Shape):
    """A fault: where it stands, what is wrong, what to write instead. Line 0 is no line, an empty file none."""

    file: str
    line: int
    what: str
    remedy: str


class OfLaw(Shape):
    """The law that an answer speaks of: the doctrine, the forum (or 'any'), the day, the model."""

    doctrine: str
    forum: str
    as_of: str
    model: Literal["reason", "result"]


class OfMatter(OfLaw):
    """The matter (PACK/NAME) and the law that an answer speaks of."""

    matter: str


class VerdictShape(Shape):
    """A verdict, and the side where it is forced for one."""

    verdict: Verdict
    side: str | None


class CaseNamed(Shape):
    """A case with its citation."""

    case: str
    citation: str


class RuleNamed(Shape):
    """A rule with its authority."""

    rule: str
    citation: str


class CaseHeld(CaseNamed):
    """A case with its citation and the side for which it was decided."""

    side: str | None


class CaseSupported(CaseNamed):
    """A case, and whether the base states the page of its own report."""

    supported: bool


class RuleSupported(RuleNamed):
    """A rule, and whether its authority is cited with a page."""

    supported: bool


class RuleText(RuleNamed):
    """A rule without a formula, in words."""

    text: str


class RowShape(Shape):
    """One factor of a comparison: its level in the precedent, the level or levels possible here, and how they stand."""

    factor: str
    precedent: str | None
    matter: str | list[str]
    favours: str
    relation: Literal["met", "equal", "missing", "extra", "weaker"]
    certain: bool


class GroundShape(RowShape):
    """A ground of distinction, and its weight at its concern where the facts there are known."""

    significance: Literal["significant", "downplayed", "blocked"] | None
    downplayed_by: list[str]


class CompellingCase(CaseNamed):
    """A precedent that compels, with the comparison that shows it."""

    court: str
    decided: str
    side: str
    posture: str
    unverified: str
    firm: bool
    silent: list[str]
    comparison: list[RowShape]


class BecauseShape(Shape):
    """One condition of a rule on the facts: true, false, or null where they do not settle it."""

    factor: str
    condition: str
    matter: str | list[str]
    holds: bool | None


class CompellingRule(RuleNamed):
    """A rule that compels, with the conditions that make it speak."""

    side: str
    formula: str
    because: list[BecauseShape]


class LayerShape(VerdictShape):
    """What some of the authorities compel alone: at most 1,000 are listed, ``by_count`` counts all."""

    by: list[CompellingCase | CompellingRule]
    by_count: int


class IssueShape(Shape):
    """How an issue is settled; ``issue`` is null for the question itself."""

    issue: str | None
    status: str
    side: str | None
    how: Literal["rule", "precedent", "default", ""]
    by: list[str]
    below: list[IssueShape]


class Layers(Shape):
    """The verdict by precedents alone, by rules alone and, where the doctrine says how, through the issues."""

    precedents: LayerShape
    rules: LayerShape
    issues: IssueShape | None = None


class NearShape(CaseNamed):
    """A precedent that comes near: what is missing here, and what is extra."""

    missing: list[GroundShape]
    extra: list[GroundShape]


class RemovedCase(Shape):
    """A case or a rule whose holding later history took away, and by which event."""

    case: str | None = None
    rule: str | None = None
    by: str
    date: str
    event: str
    inferred: bool
    binding: bool


class YieldedShape(Shape):
    """A case or a rule that gives way here, the side it would force, and to which."""

    case: str | None = None
    rule: str | None = None
    side: str
    to: list[str]


class NeverShape(Shape):
    """A case that never forces on this question, and why."""

    case: str
    why: str


class IndexAsked(Shape):
    """The index that was asked: its cases, how many bind, how many force each side here, and whether all was compared."""

    file: str
    cases: int
    binding: int
    forcing: dict[str, int]
    complete: bool


class IndexNamed(Shape):
    """An index: its cases, and how many bind."""

    file: str
    cases: int
    binding: int


class ForcingCases(Shape):
    """How many cases force a side, and the first thousand by id."""

    count: int
    cases: list[str]


class BriefAnswer(VerdictShape):
    """The verdict of an index on a matter's facts, and who forces it."""

    matter: str
    stable: list[str]
    possible: list[str]
    exact: bool
    by: dict[str, ForcingCases]
    forum: str
    as_of: str
    model: Literal["result"]
    index: IndexNamed


class DecideAnswer(OfMatter, VerdictShape):
    """What precedent compels on a matter's facts; ``index`` where an index was asked."""

    rules: bool
    without: list[str]
    facts: Levels
    stable: list[str]
    possible: list[str]
    remaining: list[list[str]]
    depends_on: list[str]
    exact: bool
    by: list[CompellingCase | CompellingRule]
    by_count: int
    layers: Layers
    persuasive: LayerShape
    nearest: dict[str, list[NearShape]]
    nearest_rest: dict[str, int]
    removed: list[RemovedCase]
    before_removal: VerdictShape
    yielded: list[YieldedShape]
    never_forces: list[NeverShape]
    notes: list[RuleText]
    index: IndexAsked | None = None


class HeadingBlock(Shape):
    """A heading."""

    heading: str
    level: int


class ParagraphBlock(Shape):
    """Running text."""

    paragraph: str


class ItemsBlock(Shape):
    """A list."""

    items: list[str]


class TableBlock(Shape):
    """A table."""

    columns: list[str]
    rows: list[list[str]]


class FieldsBlock(Shape):
    """The lines at the head of a memorandum."""

    fields: list[tuple[str, str]]


class AuthorityCited(Shape):
    """An authority that a memorandum cites."""

    id: str
    group: str
    citation: str
    unverified: bool


class MemoAnswer(Shape):
    """A memorandum: its blocks as text, and the authorities that it cites."""

    matter: str
    title: str
    language: str
    date: str
    blocks: list[HeadingBlock | ParagraphBlock | ItemsBlock | TableBlock | FieldsBlock]
    authorities: list[AuthorityCited]


class StepShape(Shape):
    """A factor of a route: the levels at which the authority controls, and those that must not turn out."""

    factor: str
    admits: list[str]
    excludes: list[str]


class RouteShape(Shape):
    """What must be shown for some authorities to control, and the authorities that may still keep it from its end."""

    authorities: list[CaseNamed | RuleNamed]
    steps: list[StepShape]
    unless: list[CaseNamed | RuleNamed]


class AskShape(Shape):
    """A fact to find out: its possible levels, the steps of the shortest route it is in, and how many routes it is in."""

    factor: str
    levels: list[str]
    fewest: int | None
    routes: int


class ForSide(OfMatter, VerdictShape):
    """The verdict as it stands, and the side that is asked about."""

    side_asked: str = Field(alias="for")


class RoutesAnswer(ForSide):
    """What must still be shown for a side."""

    routes: list[RouteShape]
    persuasive_routes: list[RouteShape]
    ask: list[AskShape]


class AtShape(VerdictShape):
    """The verdict at some levels."""

    levels: dict[str, str]
    by: list[CaseNamed | RuleNamed]


class ThresholdShape(Shape):
    """Where the verdict changes, one or several factors varied."""

    factors: list[str]
    changes: list[AtShape]
    table: list[AtShape]
    complete: bool


class ThresholdsAnswer(OfMatter, VerdictShape):
    """The levels at which the verdict changes."""

    thresholds: list[ThresholdShape]


class ChangeShape(Shape):
    """A fact changed."""

    factor: str
    before: list[str]
    after: str
    steps: int


class HypotheticalShape(Shape):
    """A smallest change of the facts, what must turn out besides, and what then controls."""

    changes: list[ChangeShape]
    turning_out: dict[str, str]
    by: list[CaseNamed | RuleNamed]


class ProbeShape(VerdictShape):
    """One known fact moved to the first level at which the verdict changes, else to the last, and the verdict there."""

    factor: str
    before: str
    after: str
    changed: bool


class NearingShape(VerdictShape):
    """The facts moved the shortest way under a precedent of the other side, and the verdict there."""

    case: str
    citation: str
    binds: bool
    changes: list[ChangeShape]
    turning_out: dict[str, str]


class ProbesShape(Shape):
    """HYPO's probes: each known fact weaker and stronger for the side, and the nearest precedents of the other."""

    weaker: list[ProbeShape]
    stronger: list[ProbeShape]
    towards: list[NearingShape]


class HypotheticalsAnswer(ForSide):
    """The smallest changes of the facts that compel a side, not complete where the search stopped at its bound; probes."""

    hypotheticals: list[HypotheticalShape]
    complete: bool
    probes: ProbesShape


class ConditionNamed(Shape):
    """A factor 'at least' or 'at most' at a level."""

    factor: str
    bound: Literal["at least", "at most"]
    level: str


class RationaleShape(Shape):
    """A reason still open, by its strongest conditions, and the precedents that it must distinguish."""

    conditions: list[ConditionNamed]
    in_words: list[str]
    distinguishes: list[CaseNamed | RuleNamed]


class RationalesAnswer(ForSide):
    """The rationales still open for a side; null where there is none."""

    rationales: list[RationaleShape] | None
    complete: bool


class MomentShape(VerdictShape):
    """An event of the matter or a change of the law, and the verdict after it."""

    day: str | None
    date: str | None
    event: str | None
    facts: dict[str, str]
    decided: list[str]
    taken_away: list[str]
    by: list[str]
    changed: bool


class TimelineAnswer(OfMatter):
    """A matter's events and the changes of law in order."""

    timeline: list[MomentShape]


class ConditionShape(ConditionNamed):
    """A condition and the side that it favours."""

    side: str


class CasePlaced(CaseNamed):
    """A case in the lattice, and those of the other side that are more on point."""

    side: str | None
    trumped: bool
    trumped_by: list[str]
    trumped_by_count: int


class NodeShape(Shape):
    """A node of the claim lattice; ``above`` and ``below`` are places among the nodes, the first of which is the facts."""

    shared: list[ConditionShape]
    cases: list[CasePlaced]
    above: list[int]
    below: list[int]


class LatticeShape(Shape):
    """A claim lattice, and the cases that share nothing that is certain."""

    nodes: list[NodeShape]
    apart: list[str]


class LatticeAnswer(OfMatter, LatticeShape):
    """The claim lattice of what binds, and that of what only persuades."""

    persuasive: LatticeShape


class PointShape(Shape):
    """A factor that an argument turns on, and the part it plays there."""

    role: str
    factor: str
    side: str | None
    conditions: list[ConditionShape]
    certain: bool


class CasePoints(CaseNamed):
    """A case and what it is cited for."""

    points: list[PointShape]


class DistinctionShape(Shape):
    """A distinction at its concern, and what matches it there."""

    factor: str
    stands: str
    concern: str | None
    matched: list[str]


class ArgumentShape(CaseNamed):
    """A move: what it rests on, what supports it in its own ply, what answers it in the next."""

    move: str
    ply: int
    side: str
    points: list[PointShape]
    supports: list[CasePoints]
    also: list[str]
    distinctions: list[DistinctionShape]
    supported: list[ArgumentShape]
    answered: list[ArgumentShape]


class IssueArgued(Shape):
    """The arguments on an issue."""

    issue: str
    status: str
    how: str
    arguments: list[ArgumentShape]


class AdverseShape(Shape):
    """Adverse authority: every untrumped case for the other side, and those that one change would make control."""

    untrumped: list[CaseNamed]
    one_change_away: list[CasePoints]


class CompellingNamed(Shape):
    """A case or a rule that compels."""

    case: str | None = None
    citation: str | None = None
    rule: str | None = None


class ArgueAnswer(ForSide):
    """The argument for a side in three plies."""

    by: list[CompellingNamed]
    against: str | None
    nothing_in_common: bool
    arguments: list[ArgumentShape]
    persuasive: list[ArgumentShape]
    issues: list[IssueArgued]
    adverse: AdverseShape
    adverse_persuasive: AdverseShape


class NearClaim(CaseHeld):
    """A case that comes near to a claim: what it lacks, is silent on and rests on besides, and why it was not counted."""

    lacks: dict[str, str]
    silent: list[str]
    why: str
    rests_also_on: list[str]


class ClaimAnswer(OfLaw):
    """Whether a statement is true of the base: of ``cases`` holdings, of which ``binding`` bind the forum."""

    matter: str | None = None
    claim: str
    answer: Literal["true", "false", "not shown", "outside the base"]
    cases: int
    binding: int
    counterexamples: list[CaseHeld]
    support: list[CaseHeld]
    nearest: list[NearClaim]


class VerifyAnswer(Shape):
    """What came of checking a certificate."""

    verified: bool
    faults: list[str]
    says: list[str]
    checked: list[str]
    trusted: list[str]
    silent: list[str]


class RuleInForce(RuleNamed):
    """A rule in force as a formula in words."""

    formula: str


class SettledShape(CaseHeld):
    """A landmark read as a rule: where its reason, and nothing for the other side beyond what it overcame."""

    reason: list[str]
    overcome: list[str]
    alike: list[str]
    issue: str | None


class Combinations(Shape):
    """How many combinations of facts force these sides."""

    sides: list[str]
    ways: int


class SplitShape(Shape):
    """Facts on which two circuits part."""

    first: str
    second: str
    sides: list[str]
    facts: Levels


class SplitsLeftOut(Shape):
    """Pairs of authorities that were not tried, or not decided at the bound."""

    untried: int
    undecided: int


class GuideAnswer(OfLaw):
    """The restatement of a doctrine in a forum on a day."""

    rules: list[RuleInForce]
    notes: list[RuleText]
    settled: list[SettledShape]
    unreached: Levels
    combinations: list[Combinations]
    splits: list[SplitShape]
    splits_left_out: SplitsLeftOut


class VerdictBy(VerdictShape):
    """A verdict and what compels it."""

    by: list[CaseSupported | RuleSupported]


class TogetherShape(Shape):
    """A smallest combination of facts that settles a side."""

    side: str
    levels: dict[str, str]
    by: list[CaseSupported | RuleSupported]


class CaseSide(Shape):
    """A case and the side for which it was decided."""

    case: str
    side: str | None


class AloneShape(Shape):
    """What one fact settles alone."""

    factor: str
    issue: str | None
    level: str
    verdict: Verdict | None
    side: str | None
    by: list[CaseSupported | RuleSupported]
    cases: list[CaseSide]
    taken_away: list[CaseSide]


class AgencyAnswer(OfLaw):
    """The restatement for those bound by it: fact by fact."""

    nothing: VerdictBy
    together: list[TogetherShape]
    complete: bool
    alone: list[AloneShape]
    responses: list[str]


class Moved(Shape):
    """What is spoken, and rightly, with the outcomes moved to other cases."""

    spoken: int
    right: int


class CoverageModel(Shape):
    """Leave-one-out under one model."""

    model: str
    cases: int
    spoken: int
    right: int
    wrong: int
    departs: list[str]
    outcomes_moved: list[Moved]


class CoverageAnswer(OfLaw):
    """How often a base speaks of its own cases, each left out in turn."""

    models: list[CoverageModel]


class ReliedShape(Shape):
    """An authority that an opinion relies on, and whether it compels what the opinion says."""

    case: str
    in_base: bool
    compels: bool


class OpinionShape(Shape):
    """One opinion."""

    kind: str
    author: str
    outcome: str | None
    reason: dict[str, str] | None
    noted: dict[str, str]
    relies_on: list[ReliedShape]


class SupposedShape(VerdictShape):
    """The verdict under a hypothesis."""

    name: str


class ThroughIssues(Shape):
    """How the issues of a reading settle the question."""

    status: str
    side: str | None


class RereadShape(SupposedShape):
    """The case under an alternative reading: what the reading changes, and the verdict so read."""

    changes: list[str]
    through_issues: ThroughIssues | None


class CompareAnswer(CaseNamed):
    """A case's opinions, what would follow had another prevailed, and the readings of the pack that touch it."""

    facts: Levels
    opinions: list[OpinionShape]
    supposed: list[SupposedShape]
    readings: list[RereadShape]


class PairShape(Shape):
    """Two matters ranked, or not."""

    first: str
    second: str
    relation: Literal["stronger", "weaker", "equal", "neither"]
    first_leads: list[str]
    second_leads: list[str]


class StrongerAnswer(Shape):
    """Which of some matters is at least as strong for a side."""

    side_asked: str = Field(alias="for")
    pairs: list[PairShape]


class MatterMoved(Shape):
    """A matter's verdict before and after."""

    matter: str
    before: VerdictShape
    after: VerdictShape


class MatterChanged(MatterMoved):
    """A matter's verdict without and with a decision."""

    changed: bool


class ImpactDay(Shape):
    """Which matters a decision changes by the law of one day."""

    as_of: str
    matters: list[MatterChanged]


class ImpactAnswer(ImpactDay):
    """Which matters a decision changes; where no day was asked for, by the law of the day after it too."""

    case: str
    day_after: ImpactDay | None


class ConflictShape(Shape):
    """Two cases in a priority conflict; which was decided against precedent, and which yields by rank."""

    cases: list[str]
    against_precedent: str | None
    yields: str | None


class LandmarkShape(Shape):
    """A landmark, and what is redundant beside it."""

    case: str
    redundant: list[str]


class HangingShape(Shape):
    """A verdict that one precedent, or one coded value, keeps up."""

    matter: str
    case: str
    factor: str | None
    change: str | None
    verdict: Verdict
    sides: list[str]


class FallenShape(Shape):
    """A precedent that relies on a case whose holding was taken away."""

    case: str
    on: str
    treatment: str


class ProvenanceShape(Shape):
    """How well the coding is founded."""

    values: int
    high: int
    medium: int
    low: int
    quoted: int
    reasons: int
    unverified: int


class AuditAnswer(OfLaw):
    """A base as a whole."""

    binding: int
    notion: str
    consistent: int
    conflicts: list[ConflictShape]
    repair: list[str]
    landmarks: list[LandmarkShape]
    hanging: list[HangingShape]
    fallen: list[FallenShape]
    unused: list[str]
    provenance: ProvenanceShape


class CountedCases(Shape):
    """How many cases, and the first thousand of them by id."""

    count: int
    cases: list[str]


class RepairShape(CountedCases):
    """The smallest repair of an index, and how many pairs conflict."""

    pairs: int


class AuditIndexAnswer(OfLaw):
    """An index as a whole; ``repair`` is null where too many pairs conflict to work it out."""

    index: IndexNamed
    notion: str
    sides: dict[str, int]
    consistent: dict[str, int]
    conflicting: CountedCases
    repair: RepairShape | None
    landmarks: CountedCases
    hanging: list[HangingShape]
    unused: list[str]
    values: int


class AdmissionShape(Shape):
    """Whether a decision may be admitted, by each policy."""

    no_new_priority: bool
    no_involvement: bool
    no_corruption: bool
    horty: bool


class EffectAnswer(OfMatter):
    """What deciding a matter for a side would do."""

    side_asked: str = Field(alias="for")
    reason: dict[str, str] | None
    before: VerdictShape
    against_precedent: list[str]
    conflicts: list[str]
    admission: AdmissionShape
    moved: list[MatterMoved]


class ShareShape(Shape):
    """A share of some cases, with its 95% interval."""

    hits: int
    of: int
    share: float
    interval: list[float]


class CountingShape(ShareShape):
    """What counting factors gets right, the ties of which it says nothing, and what it says of the facts."""

    tied: int
    here: str | None


class BandShape(ShareShape):
    """The cases whose estimate fell in a band when each was left out: what was said on average, and what came."""

    low: float = Field(alias="from")
    high: float = Field(alias="to")
    said: float


class EstimateAnswer(OfMatter):
    """How cases like a matter were decided: ``law`` is always false."""

    law: bool
    verdict: VerdictShape
    side: str
    probability: float
    interval: list[float]
    cases: int
    for_side: int
    leave_one_out: ShareShape
    counting: CountingShape
    brier: float
    brier_of_rate: float
    calibration: list[BandShape]
    imputed: list[str]


class CheckAnswer(Shape):
    """What check found."""

    problems: list[ProblemShape]
    summary: str
    notes: list[ProblemShape]


class PackListed(Shape):
    """A pack with its counts and matters."""

    id: str
    name: str
    question: str
    cases: int
    values: int
    factors: int
    rules: int
    matters: list[str]


class ListAnswer(Shape):
    """The packs, and the problems of those that cannot be read."""

    packs: list[PackListed]
    problems: list[ProblemShape]


class SideShape(Shape):
    """A side, and who wants it."""

    id: str
    name: str
    wanted_by: str


class IssueDefined(Shape):
    """An issue, in words."""

    id: str
    name: str
    definition: str


class FactorDefined(IssueDefined):
    """A factor: the side that it favours, its levels as the doctrine lists them, the one that favours nobody."""

    favours: str | None
    levels: list[str]
    neutral: str
    issue: str | None
    level_notes: dict[str, str]


class RuleStated(RuleText):
    """A rule in words, and the side for which it speaks."""

    side: str | None


class PackShown(Shape):
    """A doctrine with its readings, its matters and its cases by id."""

    name: str
    question: str
    law: str
    scope: str
    sides: list[SideShape]
    issues: list[IssueDefined]
    factors: list[FactorDefined]
    rules: list[RuleStated]
    readings: dict[str, str]
    matters: list[str]
    cases: list[str]


class ShowAnswer(Shape):
    """All that is coded of a case (its holdings), a factor or a rule, as values; of a pack, its doctrine."""

    doctrine: str
    problems: list[ProblemShape]
    holdings: list[dict[str, Any]] | None = None
    factor: dict[str, Any] | None = None
    rule: dict[str, Any] | None = None
    pack: PackShown | None = None


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


class SchemasAnswer(Shape):
    """The names of the schemas: of files that are read, of files that are written, of answers, of values."""

    files: list[str]
    written: list[str]
    answers: list[str]
    values: list[str]


ANSWERS: dict[str, type[Shape]] = {
    "agree": AgreeAnswer,
    "argue": ArgueAnswer,
    "audit": AuditAnswer,
    "audit-index": AuditIndexAnswer,
    "check": CheckAnswer,
    "cite-check": CiteCheckAnswer,
    "cites": CitesAnswer,
    "claim": ClaimAnswer,
    "compare": CompareAnswer,
    "coverage": CoverageAnswer,
    "decide": DecideAnswer,
    "decide-brief": BriefAnswer,
    "diff": DiffAnswer,
    "effect": EffectAnswer,
    "estimate": EstimateAnswer,
    "export": ExportAnswer,
    "guide": GuideAnswer,
    "guide-for-agency": AgencyAnswer,
    "hypotheticals": HypotheticalsAnswer,
    "impact": ImpactAnswer,
    "import": ImportAnswer,
    "ingest": IngestAnswer,
    "lattice": LatticeAnswer,
    "list": ListAnswer,
    "memo": MemoAnswer,
    "propose": ProposeAnswer,
    "propose-accept": AcceptAnswer,
    "propose-recall": RecallAnswer,
    "rationales": RationalesAnswer,
    "read": ReadAnswer,
    "routes": RoutesAnswer,
    "schema": SchemasAnswer,
    "show": ShowAnswer,
    "stronger": StrongerAnswer,
    "thresholds": ThresholdsAnswer,
    "timeline": TimelineAnswer,
    "verify": VerifyAnswer,
}


class AifNode(Shape):
    """A node of AIF: information (I), an inference (RA) or a conflict (CA); ``side`` is whoever says it."""

    node_id: str = Field(alias="nodeID")
    text: str
    type: Literal["I", "RA", "CA"]
    side: str


class AifEdge(Shape):
    """An edge of AIF, from one node to another."""

    edge_id: str = Field(alias="edgeID")
    from_id: str = Field(alias="fromID")
    to_id: str = Field(alias="toID")
    form_edge_id: None = Field(alias="formEdgeID")


class AifGraph(Shape):
    """An argument in the Argument Interchange Format, as AIFdb writes it; nobody has spoken, so there are no locutions."""

    nodes: list[AifNode]
    edges: list[AifEdge]
    locutions: list[str]
    participants: list[str]
