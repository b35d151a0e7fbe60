"""The argument in three plies: a side cites, the other responds, the side rebuts (HYPO; CATO; theory 7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from afortiori.argument.adverse import Adverse, adverse
from afortiori.argument.lattice import Lattice, lattice
from afortiori.argument.moves import moves
from afortiori.argument.values import Argument, Context, by_weight
from afortiori.casebase import Finding, IssueFound, Law, with_issues
from afortiori.casebase.issues import findings, grounds_for
from afortiori.constraint import held, met
from afortiori.doctrine import Doctrine, Issue
from afortiori.precedent import Facts, Precedent


@dataclass(frozen=True, slots=True)
class IssueArgued:
    """One issue argued by itself, on the factors that bear on it: ``doctrine`` and ``facts`` are cut down to those.

    ``found`` tells how the law settles the issue, if it does; arguing it decides nothing.
    """

    issue: Issue
    doctrine: Doctrine
    facts: Facts
    found: IssueFound
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Argued:
    """A matter argued for a side.

    ``finding`` is the verdict: what compels a side leads, and is told first whichever side it is for. ``arguments`` are
    the openings, each with what supports and what answers it; none where there is nothing in common. ``against`` is the
    case to which the argument was limited: then the other side opens with it. ``persuasive`` are arguments from cases
    that do not bind the forum.

    >>> from afortiori import answers
    >>> law = answers.question("popov", {"as_of": "2020-01-01"}).law
    >>> argued = argue(law, answers.question("popov", {}).asked.facts, "D")
    >>> argued.side, argued.finding.kind
    ('D', 'open')
    """

    doctrine: Doctrine
    facts: Facts
    model: str
    side: str
    finding: Finding
    lattice: Lattice
    arguments: tuple[Argument, ...]
    persuasive: tuple[Argument, ...]
    issues: tuple[IssueArgued, ...]
    adverse: Adverse
    adverse_persuasive: Adverse
    against: Precedent | None = None


def argue(law: Law, facts: Facts, side: str, *, against: Precedent | None = None, by_issue: bool = False) -> Argued:
    """The argument for a side on these facts: in three plies, limited to one case of the other side, or issue by issue.

    >>> from afortiori import answers
    >>> law = answers.question("popov", {"as_of": "2020-01-01"}).law
    >>> argued = argue(law, answers.question("popov", {}).asked.facts, "D")
    >>> [(first.move, first.case.name) for first in argued.arguments]
    [('analogise', 'Young v. Hichens'), ('analogise', 'Pierson v. Post')]
    """
    doctrine, model, finding = law.doctrine, law.options.model, law.find(facts)
    binding = lattice(doctrine, facts, law.selection.binding)
    others = lattice(doctrine, facts, law.selection.persuasive)
    first = side if against is None else doctrine.other(side)
    opening = Context(doctrine, facts, model, binding, first, 1, None, _leading(finding, first), against)
    beside = replace(opening, lattice=others, leading=())
    return Argued(
        doctrine,
        facts,
        model,
        side,
        finding,
        binding,
        openings(opening) if not by_issue else (),
        openings(beside) if not by_issue else (),
        _by_issue(law, facts, side) if by_issue else (),
        adverse(doctrine, facts, model, binding, side),
        adverse(doctrine, facts, model, others, side),
        against,
    )


def _leading(finding: Finding, side: str) -> tuple[Precedent, ...]:
    return by_weight(a for a in finding.by if isinstance(a, Precedent) and a.holding == side)


def openings(context: Context) -> tuple[Argument, ...]:
    """What a side may open with, each opening followed to the last ply."""
    opening = [move for move in moves() if move.opens and 1 in move.plies]
    return tuple(_followed(context, argument) for move in opening for argument in move.make(context))


def _followed(context: Context, argument: Argument) -> Argument:
    """An argument with what supports it in its ply and what answers it in the next."""
    here = replace(context, target=argument, named=None)
    then = replace(here, side=context.doctrine.other(argument.side), ply=argument.ply + 1)
    supported = [a for m in moves() if argument.move in m.supports and here.ply in m.plies for a in m.make(here)]
    answered = [
        _followed(then, a) for m in moves() if argument.move in m.answers and then.ply in m.plies for a in m.make(then)
    ]
    return replace(argument, supported=tuple(supported), answered=tuple(answered))


def _by_issue(law: Law, facts: Facts, side: str) -> tuple[IssueArgued, ...]:
    argued = [_issue(law, facts, side, found) for found in _each(with_issues(law, facts))]
    return tuple(issue for issue in argued if issue is not None)


def _each(found: IssueFound) -> Iterator[IssueFound]:
    yield found
    for below in found.below:
        yield from _each(below)


def _issue(law: Law, facts: Facts, side: str, found: IssueFound) -> IssueArgued | None:
    """One issue, on what bears on it; None for the question itself, and where the facts certainly meet nothing there."""
    if found.issue is None:
        return None
    small = bearing_on(law.doctrine, found.issue)
    here = Facts(tuple((name, levels) for name, levels in facts.narrowed if name in small.factor_ids()))
    if not any(met(small, here, s.id) for s in small.sides):
        return None
    cut = [cut_down(law.doctrine, case, small, found.issue) for case in law.selection.binding]
    cases = [case for case in cut if case.holding == side or _won_here(small, case, found.issue)]
    context = Context(small, here, law.options.model, lattice(small, here, cases), side, 1, issue=found.issue)
    return IssueArgued(found.issue, small, here, found, openings(context))


def _won_here(small: Doctrine, case: Precedent, issue: Issue) -> bool:
    """Whether an opponent's case says anything against the side on an issue: by a finding, or by a condition there.

    A case that it won on other grounds alone, with nothing for it on this issue, is no counterexample on it.
    """
    return issue.id in dict(case.findings) or bool(held(small, case, case.holding or ""))


def bearing_on(doctrine: Doctrine, issue: Issue) -> Doctrine:
    """The doctrine cut down to the factors that bear on an issue, directly or through the issues below it."""
    within = {issue.id}
    while more := {i.id for i in doctrine.issues if i.parent in within} - within:
        within |= more
    factors = []
    for factor in doctrine.factors:
        if factor.parent in within:
            factors.append(factor)
        elif reached := next((name for name in factor.also if name in within), ""):
            # What bears on this issue as well is weighed here: what answers it where it mostly bears is not among these factors.
            factors.append(replace(factor, parent=reached))
    return replace(doctrine, factors=tuple(factors), rules=())


def cut_down(doctrine: Doctrine, precedent: Precedent, small: Doctrine, issue: Issue) -> Precedent:
    """A case as to one issue: its facts there, and its finding there; its outcome where it made none."""
    found = findings(doctrine, precedent)
    holding = precedent.holding
    if issue.id in found:
        side = issue.side or doctrine.sides[0].id
        holding = side if found[issue.id] else doctrine.other(side)
    names = small.factor_ids()
    values = tuple(value for value in precedent.values if value.factor in names)
    stated, recorded = grounds_for(small, precedent, holding), tuple(sorted(found.items()))
    return replace(precedent, holding=holding, values=values, reason=stated, findings=recorded)


def every(arguments: Sequence[Argument]) -> tuple[Argument, ...]:
    """Every argument of some trees, each before what supports and answers it."""
    found: list[Argument] = []
    for argument in arguments:
        found += (argument, *every(argument.supported), *every(argument.answered))
    return tuple(found)
