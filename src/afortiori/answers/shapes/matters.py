"""The answers on the facts of a matter: what is decided, how to get there, how it is argued, what is claimed of it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from afortiori.answers.shapes.parts import (
    CaseHeld,
    CaseNamed,
    CompellingCase,
    CompellingRule,
    ForcingCases,
    IndexAsked,
    IndexNamed,
    Layers,
    LayerShape,
    Levels,
    NearShape,
    NeverShape,
    OfLaw,
    OfMatter,
    RemovedCase,
    RuleNamed,
    RuleText,
    Shape,
    VerdictShape,
    YieldedShape,
)


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
    why: str
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
