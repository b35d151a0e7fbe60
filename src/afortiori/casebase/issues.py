"""Issues between factors and the outcome: each a small doctrine, settled by a rule, by precedent or by default (theory 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from afortiori.casebase.law import Law
from afortiori.casebase.verdict import Columns, Finding
from afortiori.constraint import Authority, truth
from afortiori.doctrine import Answer, AtLeast, Doctrine, Factor, Formula, Issue, Leaf, Not, leaves, line
from afortiori.precedent import Facts, Precedent, Value, own_facts

ESTABLISHED, NOT_ESTABLISHED, UNDECIDED = "established", "not established", "not decided"
LEVELS = (NOT_ESTABLISHED, UNDECIDED, ESTABLISHED)
OPEN, CONFLICTED = "open", "conflicted"


class IssueFound(NamedTuple):
    """How one issue is settled: ``how`` is rule, precedent or default, empty where it is not.

    ``issue`` is None for the question itself; ``side`` is the side that the status favours. ``below`` are the findings
    on the issues beneath it: the explanation is a tree.

    >>> from afortiori import answers
    >>> asked = answers.question("two-flats", {})
    >>> found = with_issues(asked.law, asked.asked.facts)
    >>> found.status, [below.issue.id for below in found.below if below.issue][:2]
    ('open', ['shared-lives', 'emotional-commitment'])
    """

    issue: Issue | None
    status: str
    side: str | None
    how: str
    by: tuple[Authority, ...]
    below: tuple[IssueFound, ...]


def as_factor(doctrine: Doctrine, issue: Issue) -> Factor:
    """An issue as what stands above it sees it: established favours its side, not established the other."""
    side = issue.side or doctrine.sides[0].id
    return replace(line(issue.id, LEVELS, side, doctrine.other(side), neutral=UNDECIDED), name=issue.name)


def beneath(doctrine: Doctrine, issue: Issue | None) -> Doctrine:
    """The small doctrine of an issue, or of the question itself: the factors and issues directly below it."""
    parent = issue.id if issue else None
    return doctrine.once(("beneath", parent), lambda: _beneath(doctrine, issue, parent))


def _beneath(doctrine: Doctrine, issue: Issue | None, parent: str | None) -> Doctrine:
    named = _named(doctrine, issue)
    factors = [f for f in doctrine.factors if parent == f.parent or parent in f.also or f.id in named]
    inner = [as_factor(doctrine, below) for below in issues_below(doctrine, issue)]
    return replace(doctrine, factors=(*factors, *inner), rules=(), issues=())


def everything(doctrine: Doctrine) -> Doctrine:
    """The doctrine with its issues among its factors: what a formula over issues may name."""
    inner = tuple(as_factor(doctrine, issue) for issue in doctrine.issues)
    return replace(doctrine, factors=(*doctrine.factors, *inner), rules=(), issues=())


def issues_below(doctrine: Doctrine, issue: Issue | None) -> tuple[Issue, ...]:
    """The issues directly below one, or below the question: those whose parent it is, and those its rule names."""
    named = _named(doctrine, issue)
    if issue is not None:
        return tuple(inner for inner in doctrine.issues if inner.parent == issue.id or inner.id in named)
    placed = {name for inner in doctrine.issues for name in _named(doctrine, inner)}
    return tuple(
        inner for inner in doctrine.issues if inner.id in named or (inner.parent is None and inner.id not in placed)
    )


def _named(doctrine: Doctrine, issue: Issue | None) -> set[str]:
    """The factors and issues that the rule of an issue, or that of the question, names."""
    answer = doctrine.answer
    formulas = (issue.rule,) if issue else (answer.formula, answer.otherwise) if answer else ()
    return {condition.factor for formula in formulas if formula is not None for condition in leaves(formula)}


def findings(doctrine: Doctrine, precedent: Precedent) -> dict[str, bool]:
    """A case's findings: those recorded, and those that follow from its outcome and the rules above (theory 6).

    A win on 'A and B' establishes both; a loss gives a finding against a conjunct only where all the others are
    established. Nothing is inferred through 'or'.
    """
    of = ("findings", precedent.holding, precedent.findings)
    return dict(doctrine.once(of, lambda: _findings(doctrine, precedent)))


def _findings(doctrine: Doctrine, precedent: Precedent) -> dict[str, bool]:
    found = dict(precedent.findings)
    asserted = _asserted(doctrine, precedent)
    grown = True
    while grown:
        before = len(found)
        rules = [(issue.rule, found[issue.id]) for issue in doctrine.issues if issue.rule and issue.id in found]
        for formula, holds in (*asserted, *rules):
            _spread(doctrine, formula, found, holds=holds)
        grown = len(found) > before
    return found


def _asserted(doctrine: Doctrine, precedent: Precedent) -> list[tuple[Formula, bool]]:
    """What a case's outcome says of the rule that joins the issues to the question."""
    answer = doctrine.answer
    if answer is None or precedent.holding is None:
        return []
    won = precedent.holding == answer.side
    if answer.otherwise is None:
        return [(answer.formula, won)]
    return [(answer.formula, won), (answer.otherwise, not won)]


def _spread(doctrine: Doctrine, formula: Formula, found: dict[str, bool], *, holds: bool) -> None:
    if isinstance(formula, Not):
        _spread(doctrine, formula.part, found, holds=not holds)
    elif isinstance(formula, Leaf):
        if any(issue.id == formula.condition.factor for issue in doctrine.issues):
            found.setdefault(formula.condition.factor, holds == (formula.condition.level == ESTABLISHED))
    elif formula.count == len(formula.parts):
        if holds:
            for part in formula.parts:
                _spread(doctrine, part, found, holds=True)
        else:
            unsettled = [part for part in formula.parts if _known(part, found) is not True]
            if len(unsettled) == 1 and _known(unsettled[0], found) is None:
                _spread(doctrine, unsettled[0], found, holds=False)


def _known(formula: Formula, found: Mapping[str, bool]) -> bool | None:
    """A formula on a case's findings so far (strong Kleene); a leaf that is a factor is not known here."""
    if isinstance(formula, Leaf):
        value = found.get(formula.condition.factor)
        return None if value is None else value == (formula.condition.level == ESTABLISHED)
    if isinstance(formula, Not):
        inner = _known(formula.part, found)
        return None if inner is None else not inner
    values = [_known(part, found) for part in formula.parts]
    if values.count(True) >= formula.count:
        return True
    return False if len(values) - values.count(False) < formula.count else None


@dataclass(frozen=True, slots=True)
class _Asked:
    """What settles issues: the cases that bind but one, the findings of each, what they are as to each issue, what is settled so far."""

    doctrine: Doctrine
    model: str
    cases: tuple[Precedent, ...]
    found: Mapping[str, Mapping[str, bool]]
    but: str = ""
    columns: dict[str, tuple[Columns, tuple[Precedent, ...]]] = field(default_factory=dict)
    settled: dict[str, IssueFound] = field(default_factory=dict)


def with_issues(law: Law, facts: Facts) -> IssueFound:
    """The question settled through its issues, from the bottom up; an issue that is open is unknown above.

    >>> from afortiori import answers
    >>> asked = answers.question("one-household", {})
    >>> with_issues(asked.law, asked.asked.facts).side
    'P'
    """
    doctrine, cases = law.doctrine, law.selection.binding
    found = {precedent.id: findings(doctrine, precedent) for precedent in cases}
    if doctrine.answer is not None and doctrine.answer.attribute:
        _attribute(doctrine, law.options.model, cases, found)
    return _settle(_Asked(doctrine, law.options.model, cases, found), facts, None)


def _attribute(doctrine: Doctrine, model: str, cases: tuple[Precedent, ...], found: dict[str, dict[str, bool]]) -> None:
    """Add, round by round, the findings of losses against the one issue that the other cases do not establish there.

    All of one round rest on those before it, so that the order of the cases is irrelevant.
    """
    answer = doctrine.answer
    if answer is None or not isinstance(answer.formula, AtLeast) or answer.formula.count < len(answer.formula.parts):
        return
    conjuncts = {c.factor: c.level == ESTABLISHED for c in leaves(answer.formula)}
    issues = [issue for issue in doctrine.issues if issue.id in conjuncts]
    lost = [p for p in cases if p.holding == doctrine.other(answer.side)]
    while len(issues) == len(answer.formula.parts):
        more: list[tuple[str, str]] = []
        columns: dict[str, tuple[Columns, tuple[Precedent, ...]]] = {}
        for precedent in lost:
            asked = _Asked(doctrine, model, cases, found, precedent.id, columns)
            own = own_facts(doctrine, precedent)
            unsettled = [i.id for i in issues if not _as_wanted(asked, own, i, found[precedent.id], conjuncts)]
            if len(unsettled) == 1 and unsettled[0] not in found[precedent.id]:
                more.append((precedent.id, unsettled[0]))
        if not more:
            return
        for case, issue in more:
            found[case][issue] = not conjuncts[issue]


def _as_wanted(
    asked: _Asked, own: Facts, issue: Issue, found: Mapping[str, bool], conjuncts: Mapping[str, bool]
) -> bool:
    """Whether in a case an issue is settled as the rule wants it: by the case's own finding, or by the other cases."""
    if issue.id in found:
        return found[issue.id] == conjuncts[issue.id]
    return _settle(asked, own, issue).status == (ESTABLISHED if conjuncts[issue.id] else NOT_ESTABLISHED)


def _settle(asked: _Asked, facts: Facts, issue: Issue | None) -> IssueFound:
    name = issue.id if issue else ""
    if name not in asked.settled:
        asked.settled[name] = _settled(asked, facts, issue)
    return asked.settled[name]


def _settled(asked: _Asked, facts: Facts, issue: Issue | None) -> IssueFound:
    doctrine = asked.doctrine
    below = tuple(_settle(asked, facts, inner) for inner in issues_below(doctrine, issue))
    small = beneath(doctrine, issue)
    here = _facts(small, facts, below)
    if issue is None and doctrine.answer is not None:
        return _answered(doctrine, doctrine.answer, small, here, below)
    side = (issue.side if issue else None) or doctrine.sides[0].id
    if issue is not None and issue.rule is not None:
        return _found(doctrine, issue, _status(holds=truth(small, issue.rule, here)), side, "rule", (), below)
    finding = _by_precedent(asked, small, here, issue)
    if finding.kind == CONFLICTED:
        return _found(doctrine, issue, CONFLICTED, side, "precedent", finding.by, below)
    if finding.kind == "forced":
        return _found(doctrine, issue, _status(holds=finding.side == side), side, "precedent", finding.by, below)
    if issue is not None and issue.default is not None and _all_absent(small, here):
        return _found(doctrine, issue, _status(holds=issue.default), side, "default", (), below)
    return IssueFound(issue, OPEN, None, "", (), below)


def _answered(
    doctrine: Doctrine, answer: Answer, small: Doctrine, here: Facts, below: tuple[IssueFound, ...]
) -> IssueFound:
    """The question by its rule: the side where it holds, and the other where it does not, or where ``otherwise`` holds."""
    holds = truth(small, answer.formula, here)
    if answer.otherwise is not None and holds is False and not truth(small, answer.otherwise, here):
        holds = None
    return _found(doctrine, None, _status(holds=holds), answer.side, "rule", (), below)


def _status(*, holds: bool | None) -> str:
    return OPEN if holds is None else ESTABLISHED if holds else NOT_ESTABLISHED


def _found(
    doctrine: Doctrine,
    issue: Issue | None,
    status: str,
    side: str,
    how: str,
    by: tuple[Authority, ...],
    below: tuple[IssueFound, ...],
) -> IssueFound:
    favours = {ESTABLISHED: side, NOT_ESTABLISHED: doctrine.other(side)}.get(status)
    return IssueFound(issue, status, favours, "" if status == OPEN else how, by, below)


def _facts(small: Doctrine, facts: Facts, below: tuple[IssueFound, ...]) -> Facts:
    known = {name: levels for name, levels in facts.narrowed if name in small.factor_ids()}
    for found in below:
        if found.issue is not None and found.status in LEVELS:
            known[found.issue.id] = (found.status,)
    return Facts(tuple((name, known[name]) for name in small.factor_ids() if name in known))


def _all_absent(small: Doctrine, here: Facts) -> bool:
    """Whether every condition below is known absent: each factor at its neutral level."""
    return all(here.levels(factor.id) == (factor.neutral,) for factor in small.factors)


def _by_precedent(asked: _Asked, small: Doctrine, here: Facts, issue: Issue | None) -> Finding:
    """The kernel on the cases' findings here, over what stands below."""
    name = issue.id if issue else ""
    if name not in asked.columns:
        cases = tuple(case for p in asked.cases for case in _here(asked.doctrine, p, asked.found[p.id], small, issue))
        asked.columns[name] = Columns(small, cases, asked.model), cases
    columns, cases = asked.columns[name]
    return columns.find(here, [case for case in cases if case.id != asked.but])


def _here(
    doctrine: Doctrine, precedent: Precedent, found: Mapping[str, bool], small: Doctrine, issue: Issue | None
) -> list[Precedent]:
    """A case as to one issue: its finding there, on the facts and findings below it; none where it made no finding."""
    if issue is None:
        holding = precedent.holding
    elif issue.id in found:
        side = issue.side or doctrine.sides[0].id
        holding = side if found[issue.id] else doctrine.other(side)
    else:
        return []
    below = tuple((name, established) for name, established in found.items() if name in small.factor_ids())
    return [small.once(("as to", precedent, holding, below), lambda: _as_to(small, precedent, holding, below))]


def _as_to(
    small: Doctrine, precedent: Precedent, holding: str | None, below: tuple[tuple[str, bool], ...]
) -> Precedent:
    inside = small.factor_ids()
    values = [value for value in precedent.values if value.factor in inside]
    values += [Value(name, ESTABLISHED if held else NOT_ESTABLISHED, "its finding", "high") for name, held in below]
    return replace(precedent, holding=holding, values=tuple(values), reason=grounds_for(small, precedent, holding))


def grounds_for(small: Doctrine, precedent: Precedent, side: str | None) -> tuple[tuple[str, str], ...] | None:
    """What a case's stated reason says for a side within a small doctrine; None where it says nothing.

    A case may be won without an issue: a ground of its winner is none for its finding against him there.
    """
    inside = small.factor_ids()
    stated = tuple(
        (name, level)
        for name, level in precedent.reason or ()
        if name in inside and any(condition.side == side for condition in small.factor(name).satisfied(level))
    )
    return stated or None
