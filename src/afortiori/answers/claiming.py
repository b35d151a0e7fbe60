"""Statements about the case law, each put into words and checked against a base."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Unpack

from afortiori.answers.taking import About, How, about, cached, law_of, named, question, side_named
from afortiori.errors import bad_option

if TYPE_CHECKING:
    from afortiori.casebase import Law
    from afortiori.memo.told import Told

CLAIMS = ("no-case", "holds", "on-point", "a-fortiori", "considered")


def claim(
    kind: str,
    *,
    case: str = "",
    matter: About = "",
    side: str | None = None,
    where: str = "",
    suffices: str = "",
    sharing: str = "",
    named: Sequence[str] = (),
    factors: Sequence[str] = (),
    doctrine: str | None = None,
    **how: Unpack[How],
) -> Told:
    """Whether a statement about the case law is true of a base; conditions are written ``FACTOR=LEVEL,FACTOR=LEVEL``.

    ``kind`` is one of CLAIMS: *no-case* takes ``side`` and one of ``where`` and ``suffices``; *holds* takes ``case``,
    ``side`` and ``where``; *on-point* takes ``matter``, ``sharing``, ``side`` and the cases ``named``; *a-fortiori*
    takes ``case`` and ``matter``; *considered* takes ``factors``.

    >>> told = claim("a-fortiori", case="pierson-v-post-1805", matter="popov")
    >>> told.data["answer"]
    'false'
    """
    _kind(kind)
    if kind == "on-point":
        return _on_point(matter, sharing, side, named, how)
    if kind == "a-fortiori":
        return _a_fortiori(case, matter, how)
    written = ",".join(filter(None, (where, suffices)))
    wanted = list(factors) or [part.partition("=")[0] for part in written.split(",") if part]
    law = _law(doctrine, case, () if case else wanted, how)
    if kind == "considered":
        return _considered(law, factors)
    if kind == "holds":
        return _holds(law, case, side or "", where)
    return _no_case(law, side or "", where, suffices)


def _kind(kind: str) -> None:
    named("claim", kind, CLAIMS)


def _law(doctrine: str | None, case: str, factors: Sequence[str], how: How) -> Law:
    from afortiori.store.library import pack_for

    return law_of(pack_for(doctrine, case=case, factors=factors, cached=cached(how)), how)


def _told(law: Law, told: Told, matter: str = "") -> Told:
    return told._replace(data=about(law, matter) | told.data)


def _on_point(matter: About, sharing: str, side: str | None, cases: Sequence[str], how: How) -> Told:
    from afortiori import claims
    from afortiori.memo.claiming import Titles, cited, claim_told, pair
    from afortiori.store.asking import conditions

    asked = question(matter, how)
    law = asked.law
    pairs = conditions(law.doctrine, sharing)
    if side is not None:
        side_named(law, side)
    shared = "; ".join(pair(law.doctrine, *item) for item in pairs)
    who = f"The cases for {side}" if side else "The cases"
    listed = ": " + "; ".join(cited(law, case) for case in cases) if cases else " these"
    said = f"'{who} on point with {asked.found.matter.title}, sharing {shared}, are{listed}'"
    answer = claims.on_point(law, asked.asked.facts, pairs, cases, side)
    titles = Titles("On point and not named, or named and not on point", "All that are on point")
    return _told(law, claim_told(law, said, answer, titles=titles), asked.matter)


def _a_fortiori(case: str, matter: About, how: How) -> Told:
    from afortiori import claims
    from afortiori.memo.claiming import Titles, cited, claim_told

    asked = question(matter, how)
    facts = asked.asked.facts
    said = f"'The answer in {asked.found.matter.title} follows a fortiori from {cited(asked.law, case)}'"
    titles = Titles("What keeps it from following", "It follows from")
    told = claim_told(asked.law, said, claims.a_fortiori(asked.law, case, facts), facts, titles)
    return _told(asked.law, told, asked.matter)


def _considered(law: Law, factors: Sequence[str]) -> Told:
    from afortiori import claims
    from afortiori.memo.claiming import claim_told

    names = [named("factor", name, law.doctrine.factor_ids()) for name in factors]
    if not names:
        raise bad_option("a claim of what courts have considered names no factor", "name one factor or more")
    said = "'Courts have considered: " + "; ".join(law.doctrine.factor(name).name for name in names) + "'"
    return _told(law, claim_told(law, said, claims.factors_considered(law, names)))


def _holds(law: Law, case: str, side: str, where: str) -> Told:
    from afortiori import claims
    from afortiori.memo.claiming import cited, claim_told, pair
    from afortiori.store.asking import conditions

    pairs = conditions(law.doctrine, where)
    said = "; ".join(pair(law.doctrine, *item) for item in pairs)
    words = f"'{cited(law, case)} held for {side}" + (f" where {said}'" if said else "'")
    return _told(law, claim_told(law, words, claims.holds(law, case, side_named(law, side), pairs)))


def _no_case(law: Law, side: str, where: str, suffices: str) -> Told:
    from afortiori import claims
    from afortiori.memo.claiming import claim_told, pair
    from afortiori.store.asking import conditions

    if bool(suffices) == bool(where):
        raise bad_option("a claim of no case needs one of --suffices and --where", "write FACTOR=LEVEL,FACTOR=LEVEL")
    pairs = conditions(law.doctrine, suffices or where)
    said = "; ".join(pair(law.doctrine, *item) for item in pairs)
    holding = side_named(law, side)
    words = f"that this suffices for {holding}: " if suffices else f"for {holding} where: "
    answer = claims.no_case(law, holding, pairs, suffices=bool(suffices))
    return _told(law, claim_told(law, f"'No case has held {words}{said}'", answer))
