"""The answers on a base of cases: what it settles, what a case did, how sound it is, what is in it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from afortiori.answers.shapes.parts import (
    CaseHeld,
    CaseNamed,
    CaseSupported,
    IndexNamed,
    Levels,
    OfLaw,
    OfMatter,
    ProblemShape,
    RuleNamed,
    RuleSupported,
    RuleText,
    Shape,
    Verdict,
    VerdictShape,
)


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
    against_rules: list[str]
    conflicts: list[str]
    binds: bool
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


class SchemasAnswer(Shape):
    """The names of the schemas: of files that are read, of files that are written, of answers, of values."""

    files: list[str]
    written: list[str]
    answers: list[str]
    values: list[str]
