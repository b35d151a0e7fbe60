"""``claim``: statements about the case law, each checked against a base."""

from __future__ import annotations

import argparse
from typing import Any

from afortiori.cli.options import asking_options, how, tell


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
    from afortiori import answers

    told = answers.claim(
        options.kind,
        case=getattr(options, "case", ""),
        matter=getattr(options, "about", ""),
        side=getattr(options, "holding", None) or getattr(options, "side", None),
        where=getattr(options, "where", ""),
        suffices=getattr(options, "suffices", ""),
        sharing=getattr(options, "sharing", ""),
        named=getattr(options, "named", ()),
        factors=getattr(options, "factors", ()),
        doctrine=options.doctrine,
        **how(options),
    )
    return tell(options, told)
