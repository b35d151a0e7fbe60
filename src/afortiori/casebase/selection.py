"""Which authorities bind a forum on a day (theory 5)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from afortiori.authority import Court, History
from afortiori.casebase.base import CaseBase
from afortiori.casebase.verdict import is_coded
from afortiori.doctrine import Doctrine, Rule
from afortiori.precedent import Precedent

BINDING, PERSUASIVE, REMOVED, ASIDE, NOT_YET = "binding", "persuasive", "removed", "aside", "not yet"


class Options(NamedTuple):
    """How the law is to be taken: the forum (None: any court binds), the day, the model, what to leave out.

    ``as_of`` is a day, ``YYYY-MM-DD``: what was decided before it counts. ``model`` is ``reason`` or ``result``.

    >>> Options(None, "1988-08-24").model
    'reason'
    """

    forum: Court | None
    as_of: str
    model: str = "reason"
    rules: bool = True
    without: tuple[str, ...] = ()


class SetAside(NamedTuple):
    """A case that is shown and never forces, and why."""

    precedent: Precedent
    why: str


class Removal(NamedTuple):
    """A precedent, or a rule laid down in it, whose holding later history had taken away, and by which events.

    >>> from afortiori import answers
    >>> asked = answers.question("balistreri", {"as_of": "1988-08-24"})
    >>> law, facts = asked.law, asked.asked.facts
    >>> select(law.base, law.options).removed[0].authority.id
    'balistreri-v-pacifica-cand-1987'
    """

    authority: Precedent | Rule
    events: tuple[History, ...]
    would_bind: bool


class Selection(NamedTuple):
    """The authorities of a base sorted for one forum and day, each tuple in order of id.

    >>> from afortiori import answers
    >>> law = answers.question("popov", {"as_of": "2020-01-01"}).law
    >>> len(law.selection.binding), [item.why for item in law.selection.aside]
    (4, ['did not reach the question'])
    """

    binding: tuple[Precedent, ...]
    persuasive: tuple[Precedent, ...]
    removed: tuple[Removal, ...]
    aside: tuple[SetAside, ...]
    not_yet: tuple[Precedent, ...]
    rules: tuple[Rule, ...]
    persuasive_rules: tuple[Rule, ...]
    notes: tuple[Rule, ...]


def select(base: CaseBase, options: Options) -> Selection:
    """Sort the base by forum and date: what binds, what persuades, what later history removed, what never forces.

    >>> from afortiori import open_pack
    >>> pack = open_pack("wild-animals")
    >>> chosen = select(pack.base, Options(None, "1850-01-01"))
    >>> [case.id for case in chosen.not_yet]
    ['ghen-v-rich-1881', 'popov-v-hayashi-2002']
    """
    doctrine = base.doctrine
    left_out = set(options.without)
    binding: list[Precedent] = []
    persuasive: list[Precedent] = []
    removed: list[Removal] = []
    aside: list[SetAside] = []
    not_yet: list[Precedent] = []
    places: dict[str, Callable[[Precedent], None]] = {
        BINDING: binding.append,
        PERSUASIVE: persuasive.append,
        REMOVED: lambda p: removed.append(
            Removal(p, _events(p, options.as_of, left_out), binds(p, doctrine, options.forum))
        ),
        ASIDE: lambda p: aside.append(SetAside(p, why_never(doctrine, p, options.model))),
        NOT_YET: not_yet.append,
    }
    for precedent in base:
        if precedent.id not in left_out and precedent.case not in left_out:
            never = bool(why_never(doctrine, precedent, options.model))
            places[status(doctrine, precedent, options, never=never)](precedent)
    rules, other_rules, fallen = _rules(base, options, left_out)
    return Selection(
        tuple(binding),
        tuple(persuasive),
        (*removed, *fallen),
        tuple(aside),
        tuple(not_yet),
        tuple(rule for rule in rules if rule.formula is not None),
        tuple(rule for rule in other_rules if rule.formula is not None),
        tuple(rule for rule in (*rules, *other_rules) if rule.formula is None),
    )


def status(doctrine: Doctrine, precedent: Precedent, options: Options, *, never: bool) -> str:
    """Where a precedent falls for a forum on a day, by its court, date, history and publication alone.

    ``never``: it can never force on this question, whoever asks.
    """
    if not precedent.decided.before(options.as_of):
        return NOT_YET
    if never:
        return ASIDE
    if _events(precedent, options.as_of, options.without):
        return REMOVED
    return BINDING if binds(precedent, doctrine, options.forum) else PERSUASIVE


def _events(precedent: Precedent, day: str, left_out: Collection[str]) -> tuple[History, ...]:
    """The events that had taken the holding away, but for those by a case that is left out."""
    return tuple(event for event in taken_away(precedent, day) if event.by not in left_out)


def taken_away(precedent: Precedent, day: str) -> tuple[History, ...]:
    """The events that by ``day`` had taken away this holding, earliest first."""
    events = [event for event in precedent.history if event.takes_away(precedent.part or "this", day)]
    return tuple(sorted(events, key=lambda event: (event.date.last, event.event, event.by)))


def why_never(doctrine: Doctrine, precedent: Precedent, model: str) -> str:
    """Why a case can never force on this question; empty where it can."""
    if doctrine.claim and precedent.claims and doctrine.claim not in precedent.claims:
        return "decided another claim: " + ", ".join(precedent.claims)
    if precedent.holding is None:
        return "did not reach the question"
    if not is_coded(doctrine, precedent, model):
        return "reason not coded"
    return ""


def binds(authority: Precedent | Rule, doctrine: Doctrine, forum: Court | None) -> bool:
    """Whether a published authority of that court binds the forum; without a forum every published one does."""
    return authority.published and (forum is None or authority.court.binds(forum, doctrine.law))


def _rules(
    base: CaseBase, options: Options, left_out: set[str]
) -> tuple[tuple[Rule, ...], tuple[Rule, ...], tuple[Removal, ...]]:
    """The rules in force that bind the forum, those that only persuade, and those that fell with their case."""
    if not options.rules:
        return (), (), ()
    doctrine = base.doctrine
    history = {precedent.case: precedent for precedent in base}
    laid_down = [
        rule
        for rule in doctrine.rules
        if rule.decided.before(options.as_of)
        and rule.id not in left_out
        and rule.case not in left_out
        and (rule.until is None or not rule.until.before(options.as_of))
    ]
    fallen = []
    for rule in laid_down:
        case = history.get(rule.case or "")
        events = tuple(
            event
            for event in (case.history if case else ())
            if event.takes_away("all", options.as_of) and event.by not in left_out
        )
        if events and rule.formula is not None:
            fallen.append(Removal(rule, events, binds(rule, doctrine, options.forum)))
    gone = {removal.authority.id for removal in fallen}
    standing = [rule for rule in laid_down if rule.id not in gone]
    binding = _not_superseded(standing, lambda rule: binds(rule, doctrine, options.forum))
    persuasive = _not_superseded(standing, lambda rule: not binds(rule, doctrine, options.forum))
    superseded = {name for rule in binding for name in rule.supersedes}
    return binding, tuple(rule for rule in persuasive if rule.id not in superseded), tuple(fallen)


def _not_superseded(rules: Iterable[Rule], wanted: Callable[[Rule], bool]) -> tuple[Rule, ...]:
    kept = [rule for rule in rules if wanted(rule)]
    superseded = {name for rule in kept for name in rule.supersedes}
    return tuple(rule for rule in kept if rule.id not in superseded)
