"""The law for those bound by it, in words and as data: short, by issue, an authority on each line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from afortiori.authority import cite
from afortiori.casebase import Finding, Law
from afortiori.constraint import Authority
from afortiori.doctrine import Doctrine, Rule
from afortiori.memo import words
from afortiori.memo.blocks import Block, Heading, Item, Items, Paragraph, Table, items
from afortiori.memo.restating import pinned, pins, rule_authority
from afortiori.memo.told import Told
from afortiori.precedent import Precedent
from afortiori.restatement import Agency, Alone, Together

MOST_NAMED = 3
REACHED_BY_NONE = "no case in this base reaches it"


def agency_told(law: Law, found: Agency) -> Told:
    """With nothing shown; what settles each side, by number; each kind of fact; each kind of response."""
    doctrine = law.doctrine
    blocks: list[Block] = [Heading(f"{doctrine.name}: for those bound by it"), *_head(law)]
    blocks += _nothing(found)
    for side in (s.id for s in doctrine.sides):
        blocks += _together(doctrine, found, side)
    blocks += _facts(doctrine, found)
    blocks += _responses(doctrine, found)
    return Told(tuple(blocks), _data(law, found))


def _head(law: Law) -> Iterator[Block]:
    forum = law.options.forum.name if law.options.forum else "any court"
    yield items(
        f"Forum: {forum}.",
        f"The law as of {words.day(law.options.as_of)}: what was decided before that day.",
        f"Base: {law.doctrine.id}, {words.count(len(law.base.cases()), 'case')}; of its holdings "
        f"{len(law.selection.binding)} bind here. Model: {law.options.model}.",
    )
    yield Paragraph(
        "Each answer holds where the facts named are there and every other is absent; a further fact may change it. Put the "
        "whole of a real matter to 'afortiori decide'. UNSUPPORTED: no page is coded; read the source before relying on it."
    )


def _nothing(found: Agency) -> Iterator[Block]:
    yield Heading("Where nothing is shown", 2)
    why = _because(found.nothing) or ": no binding case or rule settles it"
    yield Paragraph(f"{_state(found.nothing)}{why}.", strong=True)


def _state(finding: Finding) -> str:
    return f"settled: {finding.side}" if finding.side else finding.kind


def _because(finding: Finding) -> str:
    return f": {_named(finding.by)}" if finding.by else ""


def _named(by: Sequence[Authority]) -> str:
    more = f"; and {len(by) - MOST_NAMED} more" if len(by) > MOST_NAMED else ""
    return "; ".join(short(authority) for authority in by[:MOST_NAMED]) + more


def short(authority: Authority) -> str:
    """An authority in a few words, marked where no page is coded: 'Murguia v. Langdon (9th Cir. 2023)'."""
    if isinstance(authority, Rule):
        name = f"rule of {cite(authority.authority.partition(',')[0], '', authority.court, authority.decided)}"
        return name + ("" if pinned(authority.authority) else " UNSUPPORTED")
    name = cite(authority.name, "", authority.court, authority.decided)
    return name + (" UNSUPPORTED" if pins(authority).startswith(" [") else "")


def _full(authority: Authority) -> str:
    if isinstance(authority, Rule):
        return f"the rule of {rule_authority(authority.authority)}"
    return f"{authority.citation}{pins(authority)}"


def _together(doctrine: Doctrine, found: Agency, side: str) -> Iterator[Block]:
    yield Heading(f"What settles {side}", 2)
    if found.nothing.side == side:
        yield Paragraph("Nothing need be shown for it.")
        return
    numbered = [(n, t) for n, t in enumerate(found.together, 1) if t.side == side]
    if numbered:
        yield Paragraph("Each of these, all its parts together:")
        yield Items(
            tuple(
                Item(f"({n}) {_levels(doctrine, t)}", tuple(_full(authority) for authority in t.by))
                for n, t in numbered
            )
        )
    else:
        yield Paragraph("Nothing that the binding cases and rules reach.")
    if not found.complete:
        yield Paragraph("The search stopped at its bound: there may be others.")


def _levels(doctrine: Doctrine, together: Together) -> str:
    return "; ".join(f"{doctrine.factor(name).name}: {words.level(level)}" for name, level in together.levels)


def _facts(doctrine: Doctrine, found: Agency) -> Iterator[Block]:
    """For each issue what its facts change, alone or in combination; then those that change nothing."""
    yield Heading("Each kind of fact: alone, and in which of these combinations", 2)
    weighed = [a for a in found.alone if doctrine.factor(a.factor).side is not None]
    for issue in [*doctrine.issues, None]:
        under = [a for a in weighed if doctrine.factor(a.factor).parent == (issue.id if issue else None)]
        if not under:
            continue
        yield Heading(issue.name if issue else "Under no issue", 3)
        telling = [a for a in under if not _tells_nothing(found, a) or _among(doctrine, found, a) != "-"]
        if telling:
            yield Table(("Fact", "Alone", "With others"), tuple(_rows(doctrine, found, telling)))
        idle = [a for a in under if a not in telling]
        if idle:
            yield Paragraph(f"{_like_nothing(found)}, and in no combination: {_list(doctrine, found, idle)}.")


def _like_nothing(found: Agency) -> str:
    return f"As where nothing is shown ({_state(found.nothing)}{_because(found.nothing)})"


def _tells_nothing(found: Agency, alone: Alone) -> bool:
    """Whether the law is the same as where nothing is shown, by the same authorities."""
    return (alone.finding.kind, alone.finding.by) == (found.nothing.kind, found.nothing.by)


def _list(doctrine: Doctrine, found: Agency, some: Sequence[Alone]) -> str:
    """Facts by factor; those that no case of the base reaches are marked."""
    said = []
    for name, group in groupby(some, key=lambda a: a.factor):
        levels = [
            words.level(a.level) + ("" if _is_reached(doctrine, found, a) else f" ({REACHED_BY_NONE})") for a in group
        ]
        said.append(f"{doctrine.factor(name).name}: {words.either(levels)}")
    return "; ".join(said)


def _rows(doctrine: Doctrine, found: Agency, telling: Sequence[Alone]) -> Iterator[tuple[str, str, str]]:
    """A row for each level; levels next to each other of which the same is to be said share one."""
    said = [(a, a.factor, _alone(doctrine, found, a), _among(doctrine, found, a)) for a in telling]
    for (name, alone, among), group in groupby(said, key=lambda row: row[1:]):
        levels = words.either([words.level(a.level) for a, *_ in group])
        yield f"{doctrine.factor(name).name}: {levels}", alone, among


def _is_reached(doctrine: Doctrine, found: Agency, alone: Alone) -> bool:
    """Whether a case of the base, standing or not, has at least that level for the side that it favours."""
    factor = doctrine.factor(alone.factor)
    return any(
        other.cases or other.gone
        for other in found.alone
        if other.factor == alone.factor and factor.satisfied(alone.level) <= factor.satisfied(other.level)
    )


def _alone(doctrine: Doctrine, found: Agency, alone: Alone) -> str:
    reached = "" if _is_reached(doctrine, found, alone) else f"; {REACHED_BY_NONE}"
    if _tells_nothing(found, alone):
        return ("as where nothing is shown" if alone.finding.by else alone.finding.kind) + reached
    return f"{_state(alone.finding)}{_because(alone.finding)}{reached}"


def _among(doctrine: Doctrine, found: Agency, alone: Alone) -> str:
    """The combinations that this level meets: those that ask for no more of its factor."""
    factor = doctrine.factor(alone.factor)
    numbers: dict[str, list[str]] = {}
    for n, together in enumerate(found.together, 1):
        asked = dict(together.levels).get(alone.factor)
        if asked is not None and factor.satisfied(asked) <= factor.satisfied(alone.level):
            numbers.setdefault(together.side, []).append(f"({n})")
    return "; ".join(f"{side}: {', '.join(listed)}" for side, listed in numbers.items()) or "-"


def _responses(doctrine: Doctrine, found: Agency) -> Iterator[Block]:
    recorded = [a for a in found.alone if doctrine.factor(a.factor).side is None]
    for title, names in (
        ("Each kind of response, and choices among demands", found.responses),
        ("Also recorded", [a.factor for a in recorded if a.factor not in found.responses]),
    ):
        here = [a for a in recorded if a.factor in names]
        if here:
            yield Heading(title, 2)
            yield Paragraph(
                "No condition for either side: whether it is there changes no answer above. "
                f"With nothing else shown: {_state(found.nothing)}{_because(found.nothing)}."
            )
            yield Items(tuple(_recorded(doctrine, here)))


def _recorded(doctrine: Doctrine, alone: Sequence[Alone]) -> Iterator[Item]:
    """Each level that a case states, with the cases; a factor that none states at any level is told once."""
    for name in dict.fromkeys(a.factor for a in alone):
        levels = [a for a in alone if a.factor == name]
        reached = [a for a in levels if a.cases or a.gone]
        if not reached:
            yield Item(f"{doctrine.factor(name).name}: {REACHED_BY_NONE}")
        for each in reached:
            yield Item(f"{_what(doctrine, each)}: {_reached(each)}", tuple(_went(each)))


def _what(doctrine: Doctrine, alone: Alone) -> str:
    factor = doctrine.factor(alone.factor)
    return factor.name if len(factor.levels) == 2 else f"{factor.name}: {words.level(alone.level)}"


def _reached(alone: Alone) -> str:
    return f"{words.count(len(alone.cases) + len(alone.gone), 'case')} in this base"


def _went(alone: Alone) -> Iterator[str]:
    """Which cases at this level went which way."""
    sides: dict[str, list[Precedent]] = {}
    for precedent in alone.cases:
        sides.setdefault(precedent.holding or "not reached", []).append(precedent)
    for side, cases in sorted(sides.items()):
        yield f"{side} ({len(cases)}): {_named(cases)}"
    if alone.gone:
        yield f"taken away since ({len(alone.gone)}): {_named(alone.gone)}"


def _data(law: Law, found: Agency) -> dict[str, Any]:
    doctrine = law.doctrine
    return {
        "doctrine": doctrine.id,
        "forum": law.options.forum.id if law.options.forum else "any",
        "as_of": law.options.as_of,
        "nothing": _finding(found.nothing),
        "together": [
            {"side": t.side, "levels": dict(t.levels), "by": [_authority(a) for a in t.by]} for t in found.together
        ],
        "complete": found.complete,
        "alone": [
            {"factor": a.factor, "issue": doctrine.factor(a.factor).parent, "level": a.level}
            | (_finding(a.finding) if doctrine.factor(a.factor).side else {"verdict": None, "side": None, "by": []})
            | {"cases": [{"case": p.id, "side": p.holding} for p in a.cases]}
            | {"taken_away": [{"case": p.id, "side": p.holding} for p in a.gone]}
            for a in found.alone
        ],
        "responses": list(found.responses),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {"verdict": finding.kind, "side": finding.side, "by": [_authority(a) for a in finding.by]}


def _authority(authority: Authority) -> dict[str, Any]:
    if isinstance(authority, Rule):
        return {"rule": authority.id, "citation": authority.authority, "supported": pinned(authority.authority)}
    supported = not pins(authority).startswith(" [")
    return {"case": authority.id, "citation": authority.citation, "supported": supported}
