"""The commands that compare: a doctrine as a whole, opinions, matters, the law with and without a decision."""

from __future__ import annotations

import argparse
from typing import Any

from afortiori.cli.options import asking_options, draw, how, tell


def add(commands: Any) -> None:
    """The commands that compare: opinions, matters, the law with and without a decision."""
    guide = commands.add_parser("guide", help="what the cases and rules of a doctrine settle, and what they leave open")
    guide.add_argument("pack", metavar="DOCTRINE")
    guide.add_argument(
        "--for-agency", action="store_true", help="each kind of fact and of response, for those bound by it"
    )
    asking_options(guide)
    guide.set_defaults(run=_restate)
    coverage = commands.add_parser(
        "coverage", help="how often a base speaks of its own cases, each left out, and rightly"
    )
    coverage.add_argument("pack", metavar="DOCTRINE")
    asking_options(coverage)
    coverage.set_defaults(run=_cover)
    compare = commands.add_parser(
        "compare", help="a case's opinions: common ground, where they part, what each rests on"
    )
    compare.add_argument("case", metavar="CASE")
    stronger = commands.add_parser("stronger", help="which of some matters is at least as strong for a side")
    stronger.add_argument("matters", metavar="MATTER", nargs="+")
    stronger.add_argument("--for", dest="side", metavar="SIDE", required=True)
    stronger.add_argument(
        "-o", "--output", metavar="FILE", help="write a picture as well: .svg, or .html with its table"
    )
    impact = commands.add_parser("impact", help="which matters a decision changes, and how")
    impact.add_argument("case", metavar="CASE", help="a case of the base, or the file of a new one")
    impact.add_argument("matters", metavar="MATTER", nargs="*", help="default: the pack's")
    for run, parser in ((_compare, compare), (_stronger, stronger), (_impact, impact)):
        asking_options(parser)
        parser.add_argument("--doctrine", metavar="PACK", help="the pack to ask, where it is not clear")
        parser.set_defaults(run=run)


def _restate(options: argparse.Namespace) -> int:
    from afortiori import answers

    return tell(options, answers.guide(options.pack, for_agency=options.for_agency, **how(options)))


def _cover(options: argparse.Namespace) -> int:
    from afortiori import answers

    return tell(options, answers.coverage(options.pack, **how(options)))


def _compare(options: argparse.Namespace) -> int:
    from afortiori import answers

    return tell(options, answers.compare(options.case, options.doctrine, **how(options)))


def _stronger(options: argparse.Namespace) -> int:
    from afortiori import answers

    return draw(options, answers.stronger(options.matters, options.side, **how(options)))


def _impact(options: argparse.Namespace) -> int:
    from afortiori import answers

    return tell(options, answers.impact(options.case, options.matters, options.doctrine, **how(options)))
