"""What several answers have in common: the law and the matter that they speak of, cases and rules as named in them, what compels a verdict."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Verdict = Literal["forced", "open", "conflicted", "depends"]
Levels = dict[str, list[str]]


class Shape(BaseModel):
    """Data with just these keys."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


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
