"""Statements about the case law, checked against a base (theory 10). Never of all the law: of these cases only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from afortiori.casebase import Law
from afortiori.constraint import closed, forces, held, reason
from afortiori.doctrine import Condition, Doctrine
from afortiori.precedent import Facts, Precedent

TRUE, FALSE, NOT_SHOWN, OUTSIDE = "true", "false", "not shown", "outside the base"
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Near:
    """A case that comes near to a claim: what it lacks, what its opinion does not say, and why it was not counted.

    ``rests_also_on`` are the conditions of its reason that lie outside what is claimed to suffice.
    """

    precedent: Precedent
    lacks: tuple[tuple[str, str], ...]
    silent: tuple[str, ...]
    why: str = ""
    rests_also_on: frozenset[Condition] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """A claim's answer: true, false, not shown, or outside the base, with the cases on which it rests.

    ``counterexamples`` make it false; ``support`` are the cases that bear it out; ``nearest`` come near. ``cases`` is
    the number of cases asked, ``binding`` the number of those whose holdings bind the forum. ``why`` says what of the
    facts asked about decides it, '' where it is for the cases to say.

    >>> from afortiori import answers
    >>> asked = answers.question("balistreri", {"as_of": "1988-08-24"})
    >>> law, facts = asked.law, asked.asked.facts
    >>> a_fortiori(law, "escamilla-v-santa-ana-1986", facts).kind
    'false'
    """

    kind: str
    counterexamples: tuple[Precedent, ...]
    support: tuple[Precedent, ...]
    nearest: tuple[Near, ...]
    cases: int
    binding: int
    why: str = ""


def considered(law: Law) -> tuple[Precedent, ...]:
    """The precedents on which a claim rests: decided by then, on this question, not taken away, by any court."""
    return (*law.selection.binding, *law.selection.persuasive)


def _answer(
    law: Law,
    kind: str,
    *,
    counter: Iterable[Precedent] = (),
    support: Iterable[Precedent] = (),
    nearest: Iterable[Near] = (),
    why: str = "",
) -> Answer:
    asked = considered(law)
    near = sorted(nearest, key=lambda n: (len(n.lacks), len(n.silent), bool(n.why), n.precedent.id))
    return Answer(kind, tuple(counter), tuple(support), tuple(near), len(asked), len(law.selection.binding), why)


def has(doctrine: Doctrine, precedent: Precedent, factor: str, level: str) -> bool | None:
    """Whether a case's facts reach a level, away from neutral; None where its opinion is silent on the factor."""
    of = doctrine.factor(factor)
    stated = next((value.level for value in precedent.used() if value.factor == factor), None)
    if stated is None:
        return None
    if level == of.neutral:
        return stated == level
    return of.at_least(stated, level) if level in of.above() else of.at_least(level, stated)


def _near(doctrine: Doctrine, precedent: Precedent, pairs: Pairs, why: str = "") -> Near:
    states = [(pair, has(doctrine, precedent, *pair)) for pair in pairs]
    lacks = tuple(pair for pair, state in states if state is False)
    return Near(precedent, lacks, tuple(pair[0] for pair, state in states if state is None), why)


def no_case(law: Law, side: str, pairs: Pairs, *, suffices: bool) -> Answer:
    """'No case has held for ``side`` where C', or 'that C suffices': some reason lies within C.

    Of sufficiency a case for the side that states no reason and whose facts have any of C shows nothing either way: its
    ground may lie within C. Of facts, silence is not absence: a case for the side that lacks no part of C and does not
    say of some part is no counterexample, and while there is one the claim is not shown. Source: theory 10.

    >>> from afortiori import answers
    >>> asked = answers.question("balistreri", {"as_of": "1988-08-24"})
    >>> law, facts = asked.law, asked.asked.facts
    >>> no_case(law, "duty", [("restraining_order", "issued")], suffices=True).kind
    'not shown'
    """
    doctrine, model = law.doctrine, law.options.model
    within = closed(doctrine, pairs)
    counter, unclear, near = [], [], []
    for precedent in considered(law):
        if precedent.holding != side:
            continue
        rests_on = reason(doctrine, precedent, model)
        found = _near(doctrine, precedent, pairs)
        if rests_on <= within if suffices else not (found.lacks or found.silent):
            counter.append(precedent)
        elif suffices and precedent.reason is None and within & held(doctrine, precedent, side):
            unclear.append(precedent)
            how_much = "part" if found.lacks or found.silent else "all"
            why = f"its facts include {how_much} of this, and its ground is not coded"
            near.append(Near(precedent, found.lacks, found.silent, why))
        elif not suffices and not found.lacks:
            unclear.append(precedent)
            near.append(found)
        elif len(found.lacks) + len(found.silent) < len(pairs):
            near.append(replace(found, rests_also_on=rests_on - within if suffices else frozenset()))
    near += [
        Near(item.precedent, found.lacks, found.silent, item.why)
        for item in law.selection.aside
        for found in [_near(doctrine, item.precedent, pairs)]
        if not found.lacks and not found.silent
    ]
    kind = FALSE if counter else NOT_SHOWN if unclear else TRUE
    return _answer(law, kind, counter=counter, nearest=near)


def _decided(law: Law, case: str) -> list[Precedent]:
    """The holdings of a case, where it was decided by then."""
    return [p for p in law.base if case in (p.id, p.case) and p.decided.before(law.options.as_of)]


def holds(law: Law, case: str, side: str, pairs: Pairs) -> Answer:
    """'CASE held for ``side`` where C': not shown where its opinion is silent on a part of C.

    >>> from afortiori import answers
    >>> asked = answers.question("balistreri", {"as_of": "1988-08-24"})
    >>> law, facts = asked.law, asked.asked.facts
    >>> holds(law, "escamilla-v-santa-ana-1986", "no-duty", [("imminence", "brewing")]).kind
    'true'
    """
    found = _decided(law, case)
    if not found:
        return _answer(law, OUTSIDE)
    wrong, unclear, right = [], [], []
    for precedent in found:
        near = _near(law.doctrine, precedent, pairs)
        if precedent.holding != side or near.lacks:
            wrong.append(precedent)
        elif near.silent:
            unclear.append(near)
        else:
            right.append(precedent)
    kind = TRUE if right else NOT_SHOWN if unclear else FALSE
    return _answer(law, kind, support=right, counter=() if right or unclear else wrong, nearest=unclear)


def on_point(law: Law, facts: Facts, pairs: Pairs, named: Sequence[str], side: str | None = None) -> Answer:
    """'The cases on point, sharing C, are those named': all that share C, and those that lack little.

    ``side`` asks only of cases decided for it. False where one that shares C is not named, or one named lacks a part of
    C or was decided for the other side; or where the facts lack a part of C, so that the claim has no subject. Not shown
    where the facts leave a part of C open, a case that lacks nothing is silent on one, or one named is silent or not asked.

    >>> from afortiori import answers
    >>> asked = answers.question("balistreri", {"as_of": "1988-08-24"})
    >>> law, facts = asked.law, asked.asked.facts
    >>> len(on_point(law, facts, [("restraining_order", "issued")], []).support)
    4
    """
    doctrine = law.doctrine
    reached = [(pair, _reach(doctrine, facts, *pair)) for pair in pairs]
    lacked = [f"{doctrine.factor(name).name} at {level}" for (name, level), state in reached if state is False]
    unknown = [f"{doctrine.factor(name).name} at {level}" for (name, level), state in reached if state is None]
    of_side = [p for p in considered(law) if side in (None, p.holding)]
    nears = [(p, _near(doctrine, p, pairs)) for p in of_side]
    sharing = [p for p, near in nears if not near.lacks and not near.silent]
    unsaid = [near for _, near in nears if near.silent and not near.lacks and len(near.silent) < len(pairs)]
    lacking = [near for _, near in nears if len(near.lacks) == 1 and not near.silent]
    unnamed = [p for p in sharing if p.case not in named and p.id not in named]
    doubted = [name for name in named if all(name not in (p.id, p.case) for p in sharing)]
    wrong = [near for name in doubted for near in _not_on_point(law, name, pairs, side)]
    if any(not _decided(law, name) for name in named):
        kind = OUTSIDE
    elif lacked or wrong or (named and unnamed):
        kind = FALSE
    else:
        kind = NOT_SHOWN if unknown or doubted or unsaid else TRUE
    counter = [*(unnamed if named else ()), *(near.precedent for near in wrong)]
    told = {near.precedent.id: near for near in (*unsaid, *lacking, *wrong)}
    why = f"The facts asked about lack {'; '.join(lacked)}: no case shares it with them." if lacked else ""
    why = why or (f"The facts asked about leave open {'; '.join(unknown)}." if unknown else "")
    support = () if lacked else sharing
    return _answer(law, kind, counter=counter, support=support, nearest=told.values(), why=why)


def _not_on_point(law: Law, name: str, pairs: Pairs, side: str | None) -> list[Near]:
    """The holdings of a case named, where none of them can be on point: each lacks a part of C, or is for the other side."""
    found = []
    for precedent in _decided(law, name):
        elsewhere = side is not None and precedent.holding not in (None, side)
        near = _near(
            law.doctrine, precedent, pairs, f"named, and held for {precedent.holding}" if elsewhere else "named"
        )
        if not near.lacks and not elsewhere:
            return []
        found.append(near)
    return found


def _reach(doctrine: Doctrine, facts: Facts, factor: str, level: str) -> bool | None:
    """Whether facts reach a level, away from neutral; None where they leave it open."""
    of = doctrine.factor(factor)
    if level == of.neutral:
        states = {k == level for k in facts.possible(of)}
    else:
        states = {of.at_least(k, level) if level in of.above() else of.at_least(level, k) for k in facts.possible(of)}
    return states.pop() if len(states) == 1 else None


def a_fortiori(law: Law, case: str, facts: Facts) -> Answer:
    """'It follows a fortiori from CASE': whether that case, wherever decided, compels its side on the facts.

    From a holding that has been taken away by then, or that never forces, nothing follows: it is told of as near.

    >>> from afortiori import answers
    >>> asked = answers.question("balistreri", {"as_of": "1988-08-24"})
    >>> law, facts = asked.law, asked.asked.facts
    >>> a_fortiori(law, "balistreri-v-pacifica-ca9-1988", facts).kind
    'true'
    """
    found = _decided(law, case)
    if not found:
        return _answer(law, OUTSIDE)
    model = law.options.model
    standing = considered(law)
    compelling = [p for p in found if forces(law.doctrine, p, facts, model)]
    if any(p in standing for p in compelling):
        return _answer(law, TRUE, support=[p for p in compelling if p in standing])
    possible = any(p in standing and _may_force(law, p, facts) for p in found)
    near = [Near(p, (), (), "it would compel its side on these facts, and stands no more") for p in compelling]
    against = [p for p in found if p not in compelling]
    return _answer(law, NOT_SHOWN if possible else FALSE, counter=against, nearest=near)


def _may_force(law: Law, precedent: Precedent, facts: Facts) -> bool:
    from afortiori.casebase import find

    return bool(find(law.doctrine, (precedent,), facts, law.options.model).possible)


def factors_considered(law: Law, factors: Sequence[str]) -> Answer:
    """'These are factors that courts have considered': each is stated in some case decided by then.

    >>> from afortiori import answers
    >>> asked = answers.question("balistreri", {"as_of": "1988-08-24"})
    >>> law, facts = asked.law, asked.asked.facts
    >>> factors_considered(law, ["custody", "assurance"]).kind
    'true'
    """
    support, silent_on = [], []
    for name in factors:
        cases = [p for p in considered(law) if any(value.factor == name for value in p.used())]
        support += cases
        if not cases:
            silent_on.append(name)
    kind = NOT_SHOWN if silent_on else TRUE
    return _answer(law, kind, support=sorted({p.id: p for p in support}.values(), key=lambda p: p.id))
