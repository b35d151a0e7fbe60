"""The law for those bound by it: each kind of fact alone, the smallest combinations that settle, each kind of response."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from afortiori.casebase import Finding, Law
from afortiori.constraint import Authority
from afortiori.doctrine import Factor
from afortiori.guidance import hypotheticals
from afortiori.precedent import Precedent, facts

MOST_TOGETHER = 40
RESPONSE = "response_"


@dataclass(frozen=True, slots=True)
class Alone:
    """One level of one factor with nothing else: what the law says of it, and the cases of the base that state it.

    ``cases`` come with those that bind first; ``gone`` are those whose holding later history had taken away.
    """

    factor: str
    level: str
    finding: Finding
    cases: tuple[Precedent, ...]
    gone: tuple[Precedent, ...] = ()


@dataclass(frozen=True, slots=True)
class Together:
    """A smallest combination that settles a side with everything else absent; ``by`` compels it there."""

    side: str
    levels: tuple[tuple[str, str], ...]
    by: tuple[Authority, ...]


@dataclass(frozen=True, slots=True)
class Agency:
    """``nothing`` is the verdict with everything absent; ``complete`` is false where a search stopped at its bound.

    ``responses`` are the factors for kinds of response and choices among demands: they favour nobody.

    >>> from afortiori import answers
    >>> law = answers.question("popov", {"as_of": "2020-01-01"}).law
    >>> found = for_agency(law)
    >>> found.nothing.kind, len(found.together)
    ('open', 3)
    """

    nothing: Finding
    alone: tuple[Alone, ...]
    together: tuple[Together, ...]
    responses: tuple[str, ...]
    complete: bool


def for_agency(law: Law) -> Agency:
    """What is settled where a fact stands alone, and the smallest combinations that settle each side.

    Where a side is settled with everything absent, nothing need come together for it.

    >>> from afortiori import answers
    >>> law = answers.question("popov", {"as_of": "2020-01-01"}).law
    >>> for_agency(law).together[0].levels
    (('convention', 'present'), ('p-living', 'present'))
    """
    absent = facts(law.doctrine, {}, unmentioned="absent")
    nothing = law.find(absent)
    together: list[Together] = []
    complete = True
    for side in (s.id for s in law.doctrine.sides):
        if nothing.side != side:
            answer = hypotheticals(law, absent, side, most=MOST_TOGETHER)
            together += [Together(side, h.pairs, h.by) for h in answer.found]
            complete = complete and answer.complete
    responses = tuple(f.id for f in law.doctrine.factors if is_response(f))
    return Agency(nothing, each_alone(law), tuple(together), responses, complete)


def is_response(factor: Factor) -> bool:
    """Whether a factor is a kind of response, or a choice among demands: it favours nobody, and its id says so."""
    return factor.side is None and factor.id.startswith(RESPONSE)


def each_alone(law: Law) -> tuple[Alone, ...]:
    """For each level of each factor what is settled where it stands alone; and the cases of the base that state it."""
    stated: defaultdict[tuple[str, str], list[Precedent]] = defaultdict(list)
    removed = {removal.authority.id for removal in law.selection.removed}
    binding = {precedent.id for precedent in law.selection.binding}
    for precedent in sorted(law.base, key=lambda p: p.id not in binding):
        if precedent.decided.before(law.options.as_of):
            for value in precedent.used():
                stated[value.factor, value.level].append(precedent)
    return tuple(
        Alone(
            factor.id,
            level,
            law.find(facts(law.doctrine, {factor.id: level}, unmentioned="absent")),
            tuple(p for p in cases if p.id not in removed),
            tuple(p for p in cases if p.id in removed),
        )
        for factor in law.doctrine.factors
        for level in factor.levels
        if level != factor.neutral
        for cases in [stated[factor.id, level]]
    )
