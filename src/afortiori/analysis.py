"""The answer to one question: what the authorities compel on these facts, and why. Every edge calls ``analyse``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from afortiori.authority import When
from afortiori.casebase import CaseBase, Finding, IssueFound, Law, Options, Selection, with_issues
from afortiori.casebase.verdict import NONE, by_factor
from afortiori.constraint import (
    Authority,
    Conditions,
    firm,
    held,
    met,
    open_to,
    reason,
    silent,
    speaks_for,
    truth,
)
from afortiori.courts import built_in
from afortiori.doctrine import Condition, Doctrine, Leaf, Rule, leaves
from afortiori.errors import Misuse, did_you_mean
from afortiori.precedent import Facts, Precedent

NEAREST_SHOWN = 3


class Row(NamedTuple):
    """One factor of a comparison: its level in the precedent and here, and how the two stand.

    ``precedent`` is the level on which a stated reason rests, else the level of the facts, empty where silent.
    ``relation``: met (the reason's conditions are satisfied, at another level), equal, missing (the reason's condition is
    not satisfied), extra (the other side has what the precedent did not overcome), weaker (the other side has less
    here). ``certain`` is false where unknown facts may still settle it otherwise.

    >>> Row("custody", "held", ("jailed",), "duty", "met", ()).certain
    True
    """

    factor: str
    precedent: str
    matter: tuple[str, ...]
    favours: str
    relation: str
    conditions: tuple[Condition, ...]
    certain: bool = True


class Comparison(NamedTuple):
    """One precedent against the facts: ``silent`` names factors for the winner that its opinion does not mention.

    >>> from afortiori import answers
    >>> asked = answers.question("balistreri", {"as_of": "1988-08-24"})
    >>> law, facts = asked.law, asked.asked.facts
    >>> found = compare(law.doctrine, law.base.precedent("escamilla-v-santa-ana-1986"), facts, "reason")
    >>> [(row.factor, row.relation) for row in found.differing()][:1]
    [('awareness_of_risk', 'extra')]
    """

    precedent: Precedent
    rows: tuple[Row, ...]
    firm: bool
    silent: tuple[str, ...]

    def differing(self) -> tuple[Row, ...]:
        """The rows that keep the precedent from controlling."""
        return tuple(row for row in self.rows if row.relation in ("missing", "extra"))


class Because(NamedTuple):
    """One condition of a rule on the facts: True, False, or None where they do not settle it."""

    condition: Condition
    matter: tuple[str, ...]
    holds: bool | None


class RuleApplied(NamedTuple):
    """A rule that speaks, the side it compels, and the conditions that make it speak.

    >>> from afortiori import answers
    >>> asked = answers.question("acevedo", {})
    >>> [apply(asked.law.doctrine, rule, asked.asked.facts).rule.id for rule in asked.law.selection.rules][:1]
    ['ross-whole-vehicle']
    """

    rule: Rule
    side: str
    because: tuple[Because, ...]


class Layer(NamedTuple):
    """A finding with its authorities spelt out.

    >>> from afortiori import answers
    >>> asked = answers.question("balistreri", {"as_of": "1988-08-24"})
    >>> law, facts = asked.law, asked.asked.facts
    >>> layer = analyse(law.base, facts, law.options).precedents_alone
    >>> layer.finding.kind, [comparison.precedent.name for comparison in layer.precedents]
    ('forced', ['Balistreri v. Pacifica Police Department'])
    """

    finding: Finding
    precedents: tuple[Comparison, ...]
    rules: tuple[RuleApplied, ...]


class Nearest(NamedTuple):
    """For one side, the precedents that come nearest, and how many more there are.

    >>> from afortiori import answers
    >>> asked = answers.question("balistreri", {"as_of": "1988-08-24"})
    >>> law, facts = asked.law, asked.asked.facts
    >>> [(nearest.side, nearest.rest) for nearest in analyse(law.base, facts, law.options).nearest]
    [('duty', 1), ('no-duty', 2)]
    """

    side: str
    comparisons: tuple[Comparison, ...]
    rest: int


class Analysis(NamedTuple):
    """All that ``decide`` tells of one set of facts.

    ``issues`` is the question settled through its issues, where the doctrine says how. ``before_removal`` is the verdict that would stand had later history removed nothing that binds here.

    >>> from afortiori import answers
    >>> asked = answers.question("balistreri", {"as_of": "1988-08-24"})
    >>> law, facts = asked.law, asked.asked.facts
    >>> found = analyse(law.base, facts, law.options)
    >>> found.verdict.finding.side, found.before_removal.finding.side
    ('duty', 'duty')
    """

    law: Law
    facts: Facts
    verdict: Layer
    precedents_alone: Layer
    rules_alone: Layer
    persuasive: Layer
    nearest: tuple[Nearest, ...]
    before_removal: Layer
    issues: IssueFound | None = None

    @property
    def doctrine(self) -> Doctrine:
        """The doctrine of the base."""
        return self.law.doctrine

    @property
    def base(self) -> CaseBase:
        """The base that was asked."""
        return self.law.base

    @property
    def options(self) -> Options:
        """How the law was taken."""
        return self.law.options

    @property
    def selection(self) -> Selection:
        """The authorities of the base, sorted."""
        return self.law.selection


def analyse(base: CaseBase, facts: Facts, options: Options) -> Analysis:
    """What the base compels on ``facts`` in that forum on that day, in that model.

    >>> from afortiori import answers
    >>> asked = answers.question("balistreri", {"as_of": "1988-08-24"})
    >>> law, facts = asked.law, asked.asked.facts
    >>> analyse(law.base, facts, law.options).verdict.finding.kind
    'forced'
    """
    return analyse_under(Law(base, options), facts)


def analyse_under(law: Law, facts: Facts) -> Analysis:
    """``analyse``, where the law was selected already, for many questions."""
    selection, doctrine = law.selection, law.doctrine
    seen = _seen(doctrine, facts)

    def ask(authorities: Sequence[Authority]) -> Layer:
        return _layer(law, seen, law.find(facts, authorities))

    return Analysis(
        law,
        facts,
        ask(law.authorities),
        ask(selection.binding),
        ask(selection.rules),
        ask(law.persuasive),
        tuple(_nearest(doctrine, selection, seen, law.options.model, side.id) for side in doctrine.sides),
        ask((*law.authorities, *law.fallen)),
        settled(law, facts),
    )


def settled(law: Law, facts: Facts) -> IssueFound | None:
    """The question through its issues; None where none settles anything: no rule joins them, and no case has a finding on one.

    >>> from afortiori import answers
    >>> asked = answers.question("popov", {"as_of": "2020-01-01"})
    >>> settled(asked.law, asked.asked.facts) is None
    True
    """
    doctrine = law.doctrine
    ruled = doctrine.answer is not None or any(issue.rule is not None for issue in doctrine.issues)
    return with_issues(law, facts) if ruled or any(precedent.findings for precedent in law.base) else None


def decide(
    base: CaseBase,
    facts: Facts,
    *,
    forum: str,
    as_of: str,
    model: str = "reason",
    rules: bool = True,
    without: Iterable[str] = (),
) -> Analysis:
    """``analyse`` with a court's id, or 'any', and a day (``YYYY-MM-DD``); Misuse where one of them is none.

    >>> from afortiori import open_pack
    >>> pack = open_pack("wild-animals")
    >>> decide(pack.base, pack.matters["popov"].facts, forum="any", as_of="2020-01-01").verdict.finding.kind
    'open'
    """
    courts = built_in() | base.courts
    if forum != "any" and forum not in courts:
        raise Misuse(f"unknown court '{forum}': " + did_you_mean(forum, courts))
    if model not in ("reason", "result"):
        raise Misuse(f"unknown model '{model}': write 'reason' or 'result'")
    day = When(as_of)
    if day.last != as_of:
        raise Misuse(f"'{as_of}' is no day: write one as 1988-08-23")
    court = None if forum == "any" else courts[forum]
    return analyse(base, facts, Options(court, as_of, model, rules, tuple(sorted(set(without)))))


def _layer(law: Law, seen: _Seen, finding: Finding) -> Layer:
    return Layer(
        finding,
        tuple(_compared(law.doctrine, a, seen, law.options.model) for a in finding.by if isinstance(a, Precedent)),
        tuple(apply(law.doctrine, a, seen.facts) for a in finding.by if isinstance(a, Rule)),
    )


def compare(doctrine: Doctrine, precedent: Precedent, facts: Facts, model: str) -> Comparison:
    """The comparison factor by factor, in the doctrine's order (theory 3).

    >>> from afortiori import answers
    >>> asked = answers.question("balistreri", {"as_of": "1988-08-24"})
    >>> law, facts = asked.law, asked.asked.facts
    >>> found = compare(law.doctrine, law.base.precedent("escamilla-v-santa-ana-1986"), facts, "reason")
    >>> [row.factor for row in found.rows if row.relation == "missing"]
    ['victim_identifiability']
    """
    return _compared(doctrine, precedent, _seen(doctrine, facts), model)


class _Seen(NamedTuple):
    """Facts as every comparison with them sees them: for each side what is met and what may be; for each factor its levels."""

    facts: Facts
    met: dict[str, Conditions]
    may: dict[str, Conditions]
    levels: tuple[tuple[str, tuple[str, ...]], ...]


def _seen(doctrine: Doctrine, facts: Facts) -> _Seen:
    sides = [side.id for side in doctrine.sides]
    return _Seen(
        facts,
        {side: met(doctrine, facts, side) for side in sides},
        {side: open_to(doctrine, facts, side) for side in sides},
        tuple((factor.id, facts.possible(factor)) for factor in doctrine.factors),
    )


def _compared(doctrine: Doctrine, precedent: Precedent, seen: _Seen, model: str) -> Comparison:
    side = precedent.holding or ""
    other = doctrine.other(side)
    may_have, surely_against = seen.may.get(side, NONE), seen.met.get(other, NONE)
    needs, there_against = reason(doctrine, precedent, model), held(doctrine, precedent, other)
    needed_of, lacking_of = by_factor(needs), by_factor(needs - seen.met.get(side, NONE))
    may_against = seen.may.get(other, NONE)
    against_there, against_here = by_factor(there_against), by_factor(may_against)
    beyond_of = by_factor(may_against - there_against)
    stated = {value.factor: value.level for value in precedent.used()}
    rests_on = dict(precedent.reason or ()) if model == "reason" else {}
    rows = []
    for factor, here in seen.levels:
        there = stated.get(factor, "")
        if factor in needed_of:
            gap, needed = lacking_of.get(factor, NONE), rests_on.get(factor, there)
            relation = "missing" if gap else "equal" if here == (needed,) else "met"
            shown = tuple(sorted(gap or needed_of[factor]))
            rows.append(Row(factor, needed, here, side, relation, shown, not gap & may_have))
        if factor in against_there or factor in against_here:
            gap, overcame = beyond_of.get(factor, NONE), against_there.get(factor, NONE)
            relation = "extra" if gap else "equal" if overcame == against_here.get(factor, NONE) else "weaker"
            shown = tuple(sorted(gap or overcame))
            rows.append(Row(factor, there, here, other, relation, shown, gap <= surely_against))
    sure = firm(doctrine, precedent, seen.facts, model)
    unstated = () if model == "reason" and precedent.reason is not None else silent(doctrine, precedent)
    return Comparison(precedent, tuple(rows), sure, unstated)


def apply(doctrine: Doctrine, rule: Rule, facts: Facts) -> RuleApplied:
    """A rule on the facts, with each of its conditions; Misuse is impossible for a rule that speaks."""
    because = []
    if rule.formula is not None:
        for condition in dict.fromkeys(leaves(rule.formula)):
            here = facts.possible(doctrine.factor(condition.factor))
            because.append(Because(condition, here, truth(doctrine, Leaf(condition), facts)))
    return RuleApplied(rule, speaks_for(doctrine, rule, facts) or "", tuple(because))


def _nearest(doctrine: Doctrine, selection: Selection, seen: _Seen, model: str, side: str) -> Nearest:
    """The binding precedents for a side whose differing factors are fewest by inclusion, three at most."""
    on_side = [_compared(doctrine, p, seen, model) for p in selection.binding if p.holding == side]
    apart = [(frozenset(row.factor for row in c.differing()), c) for c in on_side]
    minimal = [(factors, c) for factors, c in apart if factors and not any(f < factors for f, _ in apart if f)]
    minimal.sort(
        key=lambda pair: (len(pair[0]), sum(len(row.conditions) for row in pair[1].differing()), pair[1].precedent.id)
    )
    shown = tuple(c for _, c in minimal[:NEAREST_SHOWN])
    return Nearest(side, shown, sum(1 for factors, _ in apart if factors) - len(shown))
