"""The commands that guide a matter: what to show, what would change the answer, what happened when."""

from __future__ import annotations

import argparse
from typing import Any

from afortiori.cli.options import draw, how, law_options, tell


def add(commands: Any) -> None:
    """The commands that guide: each takes the options of ``decide``."""
    for name, help, wants_side in (
        ("routes", "what must still be shown, and what to find out next", True),
        ("thresholds", "the level of each factor at which the verdict changes", False),
        ("hypotheticals", "the smallest changes of the facts that compel a side", True),
        ("rationales", "the rationales still open to a court that would rule for a side", True),
        ("timeline", "the matter's events and the changes of law, and the verdict after each", False),
    ):
        parser = commands.add_parser(name, help=help)
        law_options(parser)
        if wants_side:
            parser.add_argument("--for", dest="side", metavar="SIDE", required=True, help="the side")
            parser.set_defaults(run=_for_side, command=name)
        elif name == "timeline":
            parser.add_argument(
                "-o", "--output", metavar="FILE", help="write a picture as well: .svg, or .html with its table"
            )
            parser.set_defaults(run=_timeline)
        else:
            parser.add_argument("--over", metavar="F1,F2", default="", help="several factors together")
            parser.set_defaults(run=_thresholds)


def _for_side(options: argparse.Namespace) -> int:
    from afortiori import answers

    ask = {"routes": answers.routes, "hypotheticals": answers.hypotheticals, "rationales": answers.rationales}
    return tell(options, ask[options.command](options.matter, options.side, **how(options)))


def _thresholds(options: argparse.Namespace) -> int:
    from afortiori import answers

    over = [name for name in options.over.split(",") if name]
    return tell(options, answers.thresholds(options.matter, over, **how(options)))


def _timeline(options: argparse.Namespace) -> int:
    from afortiori import answers

    return draw(options, answers.timeline(options.matter, **how(options)))
