"""Issues between factors and the outcome: each a small doctrine, settled by a rule, by precedent or by default (theory 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from afortiori.casebase.law import Law
from afortiori.casebase.verdict import Finding, find
from afortiori.constraint import Authority, truth
from afortiori.doctrine import Doctrine, Factor, Formula, Issue, Leaf, Not, line
from afortiori.precedent import Facts, Precedent, Value

ESTABLISHED, NOT_ESTABLISHED, UNDECIDED = "established", "not established", "not decided"
LEVELS = (NOT_ESTABLISHED, UNDECIDED, ESTABLISHED)
OPEN, CONFLICTED = "open", "conflicted"


@dataclass(frozen=True, slots=True)
class IssueFound:
    """How one issue is settled: ``how`` is rule, precedent or default, empty where it is not.

    ``issue`` is None for the question itself; ``side`` is the side that the status favours. ``below`` are the findings
    on the issues beneath it: the explanation is a tree.
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
    factors = [factor for factor in doctrine.factors if parent == factor.parent or parent in factor.also]
    inner = [as_factor(doctrine, below) for below in doctrine.issues if below.parent == parent]
    return replace(doctrine, factors=(*factors, *inner), rules=(), issues=())


def findings(doctrine: Doctrine, precedent: Precedent) -> dict[str, bool]:
    """A case's findings: those recorded, and those that follow from its outcome and the rules above (theory 6).

    A win on 'A and B' establishes both; a loss gives a finding against a conjunct only where all the others are
    established. Nothing is inferred through 'or'.
    """
    found = dict(precedent.findings)
    asserted: list[tuple[Formula, bool]] = []
    if doctrine.answer is not None and precedent.holding is not None:
        asserted.append((doctrine.answer.formula, precedent.holding == doctrine.answer.side))
    grown = True
    while grown:
        before = len(found)
        rules = [(issue.rule, found[issue.id]) for issue in doctrine.issues if issue.rule and issue.id in found]
        for formula, holds in (*asserted, *rules):
            _spread(doctrine, formula, found, holds=holds)
        grown = len(found) > before
    return found


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


def with_issues(law: Law, facts: Facts) -> IssueFound:
    """The question settled through its issues, from the bottom up; an issue that is open is unknown above."""
    return _settle(law, facts, None)


def _settle(law: Law, facts: Facts, issue: Issue | None) -> IssueFound:
    doctrine = law.doctrine
    parent = issue.id if issue else None
    below = tuple(_settle(law, facts, inner) for inner in doctrine.issues if inner.parent == parent)
    small = beneath(doctrine, issue)
    here = _facts(small, facts, below)
    formula = issue.rule if issue else doctrine.answer.formula if doctrine.answer else None
    side = (issue.side or doctrine.sides[0].id) if issue else doctrine.answer.side if doctrine.answer else None
    if formula is not None and side is not None:
        value = truth(small, formula, here)
        status = OPEN if value is None else ESTABLISHED if value else NOT_ESTABLISHED
        return _found(doctrine, issue, status, side, "" if value is None else "rule", (), below)
    finding = _by_precedent(law, small, here, issue)
    if finding.kind in ("forced", CONFLICTED):
        favoured = side or doctrine.sides[0].id
        status = (
            CONFLICTED if finding.kind == CONFLICTED else ESTABLISHED if finding.side == favoured else NOT_ESTABLISHED
        )
        return _found(doctrine, issue, status, favoured, "precedent", finding.by, below)
    if issue is not None and issue.default is not None and _all_absent(small, here):
        status = ESTABLISHED if issue.default else NOT_ESTABLISHED
        return _found(doctrine, issue, status, side or doctrine.sides[0].id, "default", (), below)
    return IssueFound(issue, OPEN, None, "", (), below)


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
    return IssueFound(issue, status, favours, how, by, below)


def _facts(small: Doctrine, facts: Facts, below: tuple[IssueFound, ...]) -> Facts:
    known = {name: levels for name, levels in facts.narrowed if name in small.factor_ids()}
    for found in below:
        if found.issue is not None and found.status in LEVELS:
            known[found.issue.id] = (found.status,)
    return Facts(tuple((name, known[name]) for name in small.factor_ids() if name in known))


def _all_absent(small: Doctrine, here: Facts) -> bool:
    """Whether every condition below is known absent: each factor at its neutral level."""
    return all(here.levels(factor.id) == (factor.neutral,) for factor in small.factors)


def _by_precedent(law: Law, small: Doctrine, here: Facts, issue: Issue | None) -> Finding:
    """The kernel on the cases' findings here, over what stands below."""
    cases = [case for p in law.selection.binding for case in _here(law.doctrine, p, small, issue)]
    return find(small, cases, here, law.options.model)


def _here(doctrine: Doctrine, precedent: Precedent, small: Doctrine, issue: Issue | None) -> list[Precedent]:
    """A case as to one issue: its finding there, on the facts and findings below it; none where it made no finding."""
    found = findings(doctrine, precedent)
    if issue is None:
        holding = precedent.holding
    elif issue.id in found:
        side = issue.side or doctrine.sides[0].id
        holding = side if found[issue.id] else doctrine.other(side)
    else:
        return []
    inside = small.factor_ids()
    values = [value for value in precedent.values if value.factor in inside]
    for name, established in found.items():
        if name in inside:
            values.append(Value(name, ESTABLISHED if established else NOT_ESTABLISHED, "its finding", "high"))
    stated = tuple(pair for pair in precedent.reason or () if pair[0] in inside)
    return [replace(precedent, holding=holding, values=tuple(values), reason=stated or None)]
