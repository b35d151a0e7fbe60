"""``claim``: statements about the case law, each checked against a base."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from afortiori.cli.options import asked_matter, asking_options, law_of, named, tell
from afortiori.errors import bad_option

if TYPE_CHECKING:
    from afortiori.casebase import Law
    from afortiori.memo.guiding import Told
    from afortiori.precedent import Facts


def add(commands: Any) -> None:
    """``claim KIND``: statements about the case law, each checked against a base."""
    kinds = commands.add_parser(
        "claim", help="whether a statement about the case law is true of a base"
    ).add_subparsers(title="claims", metavar="CLAIM", required=True)
    no_case = kinds.add_parser("no-case", help="no case has held for a side where, or because of, some facts")
    no_case.add_argument("--holding", metavar="SIDE", required=True)
    no_case.add_argument("--suffices", metavar="C", default="", help="FACTOR=LEVEL,...: some reason lies within these")
    no_case.add_argument("--where", metavar="C", default="", help="FACTOR=LEVEL,...: the facts include these")
    holds = kinds.add_parser("holds", help="a case held for a side where its facts include some")
    holds.add_argument("case", metavar="CASE")
    holds.add_argument("--side", metavar="SIDE", required=True)
    holds.add_argument("--where", metavar="C", default="")
    on_point = kinds.add_parser("on-point", help="the cases that share some facts with a matter are those named")
    on_point.add_argument("about", metavar="MATTER")
    on_point.add_argument("--sharing", metavar="C", required=True)
    on_point.add_argument("--side", metavar="SIDE")
    on_point.add_argument("--named", metavar="CASE", action="append", default=[], help="repeatable")
    a_fortiori = kinds.add_parser("a-fortiori", help="the answer follows a fortiori from a case")
    a_fortiori.add_argument("case", metavar="CASE")
    a_fortiori.add_argument("about", metavar="MATTER")
    considered = kinds.add_parser("considered", help="these are factors that courts have considered")
    considered.add_argument("factors", metavar="FACTOR", nargs="+")
    for kind, parser in (
        ("no-case", no_case), ("holds", holds), ("on-point", on_point), ("a-fortiori", a_fortiori),
        ("considered", considered),
    ):  # fmt: skip
        asking_options(parser)
        parser.add_argument("--doctrine", metavar="PACK", help="the pack to ask; default: the matter's")
        parser.set_defaults(run=_claim, kind=kind)


def _claim(options: argparse.Namespace) -> int:
    from afortiori.casebase import Law
    from afortiori.store.library import pack_for

    if options.kind in ("on-point", "a-fortiori"):
        options.matter = options.about
        found, asked = asked_matter(options)
        told = _about_matter(options, Law(asked.base, asked.options), asked.facts, found.matter.title)
    else:
        written = ",".join(filter(None, (getattr(options, "where", ""), getattr(options, "suffices", ""))))
        factors = getattr(options, "factors", None) or [part.partition("=")[0] for part in written.split(",") if part]
        case = getattr(options, "case", "")
        wanted = () if case else factors
        pack = pack_for(options.doctrine, case=case, factors=wanted, cached=not options.no_cache)
        told = _about_base(options, law_of(options, pack))
    return tell(options, told)


def _about_matter(options: argparse.Namespace, law: Law, facts: Facts, title: str) -> Told:
    from afortiori import claims
    from afortiori.memo.claiming import claim_told, pair
    from afortiori.store.asking import conditions

    doctrine = law.doctrine
    if options.kind == "a-fortiori":
        claim = f"'The answer in {title} follows a fortiori from {options.case}'"
        return claim_told(law, claim, claims.a_fortiori(law, options.case, facts), facts)
    pairs = conditions(doctrine, options.sharing)
    if options.side is not None:
        named("side", options.side, [side.id for side in doctrine.sides])
    shared = "; ".join(pair(doctrine, *item) for item in pairs)
    who = f"the cases for {options.side}" if options.side else "the cases"
    cases = " and ".join(options.named)
    claim = f"'{who[0].upper()}{who[1:]} on point with {title}, sharing {shared}, are {cases or 'these'}'"
    return claim_told(law, claim, claims.on_point(law, facts, pairs, options.named, options.side))


def _about_base(options: argparse.Namespace, law: Law) -> Told:
    from afortiori import claims
    from afortiori.memo.claiming import claim_told, pair
    from afortiori.store.asking import conditions

    doctrine = law.doctrine
    sides = [side.id for side in doctrine.sides]
    if options.kind == "considered":
        names = [named("factor", name, doctrine.factor_ids()) for name in options.factors]
        claim = "'Courts have considered: " + "; ".join(doctrine.factor(name).name for name in names) + "'"
        return claim_told(law, claim, claims.factors_considered(law, names))
    if options.kind == "holds":
        pairs = conditions(doctrine, options.where)
        said = "; ".join(pair(doctrine, *item) for item in pairs)
        claim = f"'{options.case} held for {options.side}" + (f" where {said}'" if said else "'")
        return claim_told(law, claim, claims.holds(law, options.case, named("side", options.side, sides), pairs))
    if bool(options.suffices) == bool(options.where):
        raise bad_option("a claim of no case needs one of --suffices and --where", "write FACTOR=LEVEL,FACTOR=LEVEL")
    pairs = conditions(doctrine, options.suffices or options.where)
    said = "; ".join(pair(doctrine, *item) for item in pairs)
    how = f"that this suffices for {options.holding}: " if options.suffices else f"for {options.holding} where: "
    side = named("side", options.holding, sides)
    answer = claims.no_case(law, side, pairs, suffices=bool(options.suffices))
    return claim_told(law, f"'No case has held {how}{said}'", answer)
