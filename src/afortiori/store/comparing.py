"""Comparisons that need several cases or matters from files: opinions, strength, the impact of a decision."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from afortiori.casebase import CaseBase, Law, Options, adopt, read_as, read_facts, with_issues
from afortiori.errors import bad_option, did_you_mean
from afortiori.guidance import day_after
from afortiori.memo import words
from afortiori.memo.comparing import (
    Effect,
    Impact,
    Reread,
    Supposed,
    asked_in,
    changes,
    compared,
    impact_told,
    relies,
    title,
)
from afortiori.memo.guiding import stronger_told
from afortiori.memo.told import Told
from afortiori.precedent import Precedent, Reading, own_facts
from afortiori.store.asking import Asked, Wanted, ask, ask_law, supposed_law
from afortiori.store.library import Found, open_base, open_matter, open_pack, pack_folders, pack_for
from afortiori.store.pack import SUFFIXES, Pack, is_pack, load_case


def opinions(
    case: str, doctrine: str | None, wanted: Wanted, *, today: str, cached: bool, bases: Sequence[str] = ()
) -> Told:
    """A case's opinions compared; hypotheses are tried on its own facts on the day after it, in its own court."""
    pack = _pack_with(case, doctrine, bases, cached=cached)
    asked_base = open_base(pack, bases, cached=cached)
    held = [p for p in asked_base if case in (p.id, p.case)]
    if not held:
        raise bad_option(f"unknown case '{case[:80]}'", did_you_mean(case, asked_base.cases()))
    precedent = held[0]
    own = own_facts(pack.doctrine, precedent)
    court = wanted.forum or precedent.court.id
    day = wanted.as_of or day_after(precedent.decided.last)
    base = supposed_law(pack, asked_base, wanted)
    options = ask_law(base, wanted._replace(forum=court, as_of=day), today=today)
    relied = [(o, relies(pack.doctrine, o, own, asked_base, options.model)) for o in precedent.opinions]
    asked = "the law as it was" if base is pack.base else "what was asked"
    under = [(asked, base), *_adopted(asked_base, precedent)]
    supposed = [Supposed(name, Law(law, options).find(own)) for name, law in under]
    reread = [_reread(asked_base, precedent, reading, options) for reading in pack.readings]
    return compared(
        pack.doctrine, precedent, own, relied, supposed, [r for r in reread if r.changes], asked_in(options)
    )


def _pack_with(case: str, doctrine: str | None, bases: Sequence[str], *, cached: bool) -> Pack:
    """The pack that is meant: the one named; else that of a base named, which may alone have the case; else the case's."""
    packs = [open_pack(name, cached=cached) for name in bases if name in pack_folders() or is_pack(Path(name))]
    if doctrine is None and packs:
        return packs[0]
    return pack_for(doctrine, case=case, cached=cached)


def _adopted(asked: CaseBase, precedent: Precedent) -> list[tuple[str, CaseBase]]:
    """The base had another opinion prevailed, for each that came out otherwise."""
    return [
        (f"the {title(opinion)} had prevailed", adopt(asked, precedent.id, opinion))
        for opinion in precedent.opinions
        if opinion.outcome is not None and opinion.outcome != precedent.holding
    ]


def _reread(asked: CaseBase, precedent: Precedent, reading: Reading, options: Options) -> Reread:
    """What a reading changes for a case, and the verdict on the case's own facts under it, the case counted."""
    read = read_as(asked, reading)
    law = Law(read, options)
    facts = read_facts(asked.doctrine, own_facts(asked.doctrine, precedent), reading)
    through = with_issues(law, facts) if read.doctrine.answer is not None else None
    return Reread(reading, changes(asked.doctrine, precedent, reading), law.find(facts), through)


def stronger(matters: Sequence[str], side: str, wanted: Wanted, *, today: str, cached: bool) -> Told:
    """Which of some matters, all of one doctrine, is at least as strong for a side."""
    found = [open_matter(name, cached=cached) for name in matters]
    if len(found) < 2:
        raise bad_option("one matter alone is not the stronger", "name two matters or more")
    if len({item.pack.doctrine for item in found}) > 1:
        raise bad_option("the matters are for different doctrines", "name matters of one doctrine")
    doctrine = found[0].pack.doctrine
    if side not in (s.id for s in doctrine.sides):
        raise bad_option(f"unknown side '{side[:80]}'", did_you_mean(side, [s.id for s in doctrine.sides]))
    anywhere = wanted._replace(forum=wanted.forum or "any")
    asked = [(item.matter.id, ask(item, anywhere, today=today).facts) for item in found]
    return stronger_told(doctrine, asked, side)


def impact(
    case: str,
    matters: Sequence[str],
    doctrine: str | None,
    wanted: Wanted,
    *,
    today: str,
    cached: bool,
    bases: Sequence[str] = (),
) -> Told:
    """Which matters a decision changes: the verdict of each with it and without it, on the law of one day.

    Where no day is asked for, by the law of today and, if that is another, by the law of the day after the decision.
    """
    path = Path(case)
    if path.suffix in SUFFIXES:
        pack = pack_for(doctrine, cached=cached)
        decisions = load_case(path, pack, cached=cached)
        asked = open_base(pack, bases, cached=cached)
        base = CaseBase(pack.doctrine, [*(p for p in asked if p.case != path.stem), *decisions], asked.courts)
    else:
        pack = _pack_with(case, doctrine, bases, cached=cached)
        base = open_base(pack, bases, cached=cached)
        decisions = tuple(p for p in base if case in (p.id, p.case))
        if not decisions:
            raise bad_option(f"unknown case '{case[:80]}'", did_you_mean(case, base.cases()))
    chosen = [open_matter(name, cached=cached) for name in matters] or [
        Found(pack, matter, base) for _, matter in sorted(pack.matters.items())
    ]
    if not chosen:
        raise bad_option(f"the pack '{pack.doctrine.id}' has no matters", "name the files of the matters")
    decision = decisions[0]

    def changed(day: str) -> Impact:
        return _impact(chosen, base, decision, wanted._replace(as_of=day), today)

    after = day_after(decision.decided.last)
    return impact_told(
        decision, changed(wanted.as_of or today), None if wanted.as_of or after == today else changed(after)
    )


def _impact(chosen: Sequence[Found], base: CaseBase, decision: Precedent, wanted: Wanted, today: str) -> Impact:
    """What a decision does to matters, each in its own forum, by the law of one day."""
    laws = [ask(Found(item.pack, item.matter, base), wanted, today=today) for item in chosen]
    forums = {asked.options.forum for asked in laws}
    said = f"The law as of {words.day(laws[0].options.as_of)}, each matter in its own forum."
    effects = tuple(_effect(item, asked, decision.case) for item, asked in zip(chosen, laws, strict=True))
    return Impact(asked_in(laws[0].options) if len(forums) == 1 else said, laws[0].options.as_of, effects)


def _effect(item: Found, asked: Asked, case: str) -> Effect:
    without = asked.options._replace(without=(*asked.options.without, case))
    before, after = Law(asked.base, without).find(asked.facts), Law(asked.base, asked.options).find(asked.facts)
    return Effect(item.matter.id, item.matter.title, before, after)
