"""The commands that argue: the claim lattice, and the argument for a side in three plies."""

from __future__ import annotations

import argparse
from typing import Any

from afortiori.cli.options import draw, how, law_options, tell


def add(commands: Any) -> None:
    """Add ``lattice`` and ``argue``."""
    lattice = commands.add_parser("lattice", help="the cases on point, the most on point first, and which are trumped")
    law_options(lattice)
    lattice.add_argument(
        "-o", "--output", metavar="FILE", help="write a picture as well: .svg, or .html with its table"
    )
    lattice.set_defaults(run=_lattice)
    argue = commands.add_parser("argue", help="the argument for a side, what answers it, and what answers that")
    law_options(argue)
    argue.add_argument("--for", dest="side", metavar="SIDE", required=True, help="the side")
    argue.add_argument("--against", metavar="CASE", default="", help="only against this case of the other side")
    argue.add_argument("--by-issue", action="store_true", help="issue by issue, each on what bears on it")
    argue.set_defaults(run=_argue)


def _lattice(options: argparse.Namespace) -> int:
    from afortiori import answers

    return draw(options, answers.lattice(options.matter, **how(options)))


def _argue(options: argparse.Namespace) -> int:
    from afortiori import answers

    side, by_issue = options.side, options.by_issue
    told = answers.argue(options.matter, side, against=options.against, by_issue=by_issue, **how(options))
    return tell(options, told)
