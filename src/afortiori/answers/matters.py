"""Questions about a matter: the verdict, guidance, argument, and what deciding it would do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Unpack

from afortiori.answers.taking import (
    About,
    How,
    Question,
    about,
    cached,
    named,
    named_matter,
    of_index,
    question,
    side_named,
    wanted,
)
from afortiori.errors import bad_option, did_you_mean

if TYPE_CHECKING:
    from afortiori.argument import Argued
    from afortiori.casebase import Law
    from afortiori.memo.blocks import Block
    from afortiori.memo.told import Told
    from afortiori.precedent import Precedent

GRAPHS = ("aif", "dot")


def decide(matter: About, **how: Unpack[How]) -> Told:
    """What precedent compels on a matter's facts.

    >>> decide("balistreri", as_of="1988-08-23").data["verdict"]
    'open'
    """
    from afortiori.analysis import analyse_under
    from afortiori.memo.decision import compose
    from afortiori.memo.record import record
    from afortiori.memo.told import Told

    if of_index(how):
        from afortiori.answers.indexing import decide_from_index

        return decide_from_index(named_matter(matter), how)
    asked = question(matter, how)
    of, note = asked.found.matter, asked.asked.note
    analysis = analyse_under(asked.law, asked.asked.facts)
    return Told(compose(analysis, of.title, text=of.text, note=note), record(analysis, asked.matter))


def certificate(matter: About, **how: Unpack[How]) -> str:
    """The text of the certificate of ``decide``'s answer, as the checker confirms it.

    >>> certificate("popov", as_of="2020-01-01").startswith("{")
    True
    """
    from afortiori.analysis import analyse_under
    from afortiori.store.certifying import certificate_of

    asked = question(matter, how)
    analysis = analyse_under(asked.law, asked.asked.facts)
    named = matter if isinstance(matter, str) else ""
    return certificate_of(
        analysis, asked.found, wanted(how), matter=named, bases=how.get("bases", ()), cached=cached(how)
    )


def routes(matter: About, side: str, **how: Unpack[How]) -> Told:
    """What must still be shown for a side, and what to find out next.

    >>> told = routes("balistreri-facts-unknown", "duty")
    >>> [step["factor"] for step in told.data["routes"][0]["steps"]]
    ['restraining_order', 'culpability']
    """
    from afortiori.memo.guiding import routes_told

    asked = question(matter, how)
    return _told(asked, routes_told(asked.law, asked.asked.facts, side_named(asked.law, side)))


def thresholds(matter: About, over: Sequence[str] = (), **how: Unpack[How]) -> Told:
    """The level of each factor at which the verdict changes, all else held; or of several factors together.

    >>> told = thresholds("balistreri", ["restraining_order"], as_of="1988-08-24")
    >>> told.data["thresholds"][0]["changes"][0]["levels"]
    {'restraining_order': 'issued'}
    """
    from afortiori.memo.guiding import thresholds_told

    asked = question(matter, how)
    factors = [named("factor", name, asked.law.doctrine.factor_ids()) for name in over]
    return _told(asked, thresholds_told(asked.law, asked.asked.facts, factors))


def hypotheticals(matter: About, side: str, **how: Unpack[How]) -> Told:
    """The smallest changes of the facts that compel a side, and HYPO's probes for it.

    >>> told = hypotheticals("balistreri", "no-duty", as_of="1988-08-24")
    >>> told.data["hypotheticals"][0]["by"][0]["case"]
    'davidson-v-cannon-1986'
    """
    from afortiori.memo.guiding import hypotheticals_told
    from afortiori.memo.probing import probes_told
    from afortiori.memo.told import Told

    asked = question(matter, how)
    law, facts, side = asked.law, asked.asked.facts, side_named(asked.law, side)
    smallest, probed = hypotheticals_told(law, facts, side), probes_told(law, facts, side)
    return _told(asked, Told((*smallest.blocks, *probed.blocks), smallest.data | probed.data))


def rationales(matter: About, side: str, **how: Unpack[How]) -> Told:
    """The rationales still open to a court that would rule for a side; None where the other side is compelled.

    >>> rationales("balistreri", "no-duty", as_of="1988-08-24").data["rationales"] is None
    True
    """
    from afortiori.memo.guiding import rationales_told

    asked = question(matter, how)
    return _told(asked, rationales_told(asked.law, asked.asked.facts, side_named(asked.law, side)))


def timeline(matter: About, **how: Unpack[How]) -> Told:
    """A matter's events and the changes of law, and the verdict after each; with a picture.

    >>> timeline("balistreri").data["timeline"][1]["facts"]
    {'restraining_order': 'issued'}
    """
    from afortiori import guidance
    from afortiori.memo.guiding import timeline_picture, timeline_told

    asked = question(matter, how)
    law, of = asked.law, asked.found.matter
    moments = guidance.timeline(law.base, law.options, of.before_events(law.doctrine), of.events)
    told = _told(asked, timeline_told(moments, law.doctrine))
    return told._replace(picture=timeline_picture(of.title, moments, law.doctrine))


def lattice(matter: About, **how: Unpack[How]) -> Told:
    """The cases on point, the most on point first, and which are trumped; drawn in characters and as a picture.

    >>> len(lattice("popov").data["apart"])
    0
    """
    from afortiori import argument
    from afortiori.memo.arguing_data import lattice_data
    from afortiori.memo.lattice_picture import lattice_picture
    from afortiori.memo.lattice_tree import lattice_tables, lattice_tree
    from afortiori.memo.told import Told

    asked = question(matter, how)
    law, facts = asked.law, asked.asked.facts
    binding = argument.lattice(law.doctrine, facts, law.selection.binding)
    persuasive = argument.lattice(law.doctrine, facts, law.selection.persuasive)
    data = about(law, asked.matter) | lattice_data(binding) | {"persuasive": lattice_data(persuasive)}
    picture = lattice_picture(asked.found.matter.title, binding, persuasive)
    beside = lattice_tables(binding, persuasive)
    return Told(_head(asked), data, picture, lattice_tree(binding, persuasive), beside)


def argue(matter: About, side: str, *, against: str = "", by_issue: bool = False, **how: Unpack[How]) -> Told:
    """The argument for a side in three plies; ``against`` one case of the other side, or issue by issue.

    >>> told = argue("popov", "D")
    >>> [argument["case"] for argument in told.data["arguments"]]
    ['young-v-hichens-1844', 'pierson-v-post-1805']
    """
    from afortiori.memo.arguing import argued_told
    from afortiori.memo.citing import forms

    asked = question(matter, how)
    argued = _argued(asked, side, against, by_issue=by_issue)
    return _told(asked, argued_told(argued, forms(asked.law.base, asked.law.options.as_of)))


def argument_graph(
    matter: About, side: str, form: str = "aif", *, against: str = "", by_issue: bool = False, **how: Unpack[How]
) -> str:
    """The text of ``argue``'s answer as a graph: ``aif``, the Argument Interchange Format as JSON, or ``dot``, a picture's source.

    >>> argument_graph("popov", "D", "dot").splitlines()[0]
    'digraph argument {'
    """
    import json

    from afortiori.interchange.graphs import aif, dot, graph

    named("form", form, GRAPHS)
    drawn = graph(_argued(question(matter, how), side, against, by_issue=by_issue))
    return dot(drawn) if form == "dot" else json.dumps(aif(drawn), indent=2, ensure_ascii=False) + "\n"


def _argued(asked: Question, side: str, against: str, *, by_issue: bool) -> Argued:
    from afortiori import argument

    for_side = side_named(asked.law, side)
    opponent = _opponent(asked.law, against, for_side) if against else None
    if opponent and by_issue:
        raise bad_option("--against and --by-issue do not go together", "leave one of them out")
    return argument.argue(asked.law, asked.asked.facts, for_side, against=opponent, by_issue=by_issue)


def effect(matter: About, side: str, *, reason: str | None = None, by: str | None = None, **how: Unpack[How]) -> Told:
    """What deciding a matter for a side, for a reason (``FACTOR=LEVEL,...``), would settle, open and contradict.

    >>> effect("proven-violation", "duty", forum="ca9", as_of="1988-08-23").data["conflicts"]
    []
    """
    from afortiori import effect as effects
    from afortiori.memo.auditing import effect_told
    from afortiori.store.asking import conditions, deciding_court, read_matters

    asked = question(matter, how)
    law, facts = asked.law, asked.asked.facts
    for_side = side_named(law, side)
    stated = None if reason is None else conditions(law.doctrine, reason)
    others = read_matters(asked.found.pack, how.get("reading"))
    done = effects.effect_of(law, facts, for_side, stated, others, deciding_court(law, by))
    told = effect_told(law, facts, done, asked.found.matter.title, asked.asked.note)
    return told._replace(data=about(law, asked.matter) | told.data)


def estimate(matter: About, **how: Unpack[How]) -> Told:
    """How cases like a matter were decided: an estimate with what it is worth, and never law.

    >>> estimate("mason", forum="any", as_of="2026-01-01").data["law"]
    False
    """
    from afortiori.estimate import estimate_of
    from afortiori.memo.estimating import estimate_told

    asked = question(matter, how)
    law, facts = asked.law, asked.asked.facts
    told = estimate_told(law, facts, estimate_of(law, facts), asked.found.matter.title, asked.asked.note)
    return told._replace(data=about(law, asked.matter) | told.data)


def stronger(matters: Sequence[str], side: str, **how: Unpack[How]) -> Told:
    """Which of some matters is at least as strong for a side; with a picture.

    >>> told = stronger(["popov", "marked-whale"], "P")
    >>> told.data["pairs"][0]["relation"]
    'neither'
    """
    from afortiori.store import comparing

    return comparing.stronger(matters, side, wanted(how), today=how.get("today", "9999-12-31"), cached=cached(how))


def impact(case: str, matters: Sequence[str] = (), doctrine: str | None = None, **how: Unpack[How]) -> Told:
    """Which matters (by default the pack's) a decision changes, and how; ``case`` is in the base, or a new one's file.

    >>> told = impact("pierson-v-post-1805", ["popov"], forum="any", as_of="2020-01-01")
    >>> told.data["matters"][0]["changed"]
    False
    """
    from afortiori.store import comparing

    bases, today = how.get("bases", ()), how.get("today", "")
    return comparing.impact(case, matters, doctrine, wanted(how), today=today, cached=cached(how), bases=bases)


def _told(asked: Question, told: Told) -> Told:
    """An answer with what every answer says first: the matter and what is assumed."""
    return told._replace(blocks=(*_head(asked), *told.blocks), data=about(asked.law, asked.matter) | told.data)


def _head(asked: Question) -> tuple[Block, ...]:
    from afortiori.memo.blocks import Heading
    from afortiori.memo.decision import assumptions

    return (Heading(asked.found.matter.title), *assumptions(asked.law, asked.asked.facts, asked.asked.note))


def _opponent(law: Law, name: str, side: str) -> Precedent:
    """The case that the other side cites; a problem where it is none, or was decided for this side."""
    selected = (*law.selection.binding, *law.selection.persuasive)
    held = [case for case in selected if name in (case.id, case.case)]
    if not held:
        known = [case.id for case in selected]
        raise bad_option(f"no case that may be cited here is named '{name[:80]}'", did_you_mean(name, known))
    against = [case for case in held if case.holding != side]
    if not against:
        raise bad_option(f"'{held[0].id}' was decided for {side}", "name a case that the other side can cite")
    return against[0]
