"""The commands that argue: the claim lattice, and the argument for a side in three plies."""

from __future__ import annotations

import argparse
import os
from typing import Any

from afortiori.cli.options import draw, how, law_options, tell
from afortiori.errors import bad_option

GRAPHS = {".json": "aif", ".dot": "dot", ".gv": "dot"}


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
    argue.add_argument(
        "-o", "--output", metavar="FILE", help="write it as a graph as well: .json (AIF), or .dot to be drawn"
    )
    argue.set_defaults(run=_argue)


def _lattice(options: argparse.Namespace) -> int:
    from afortiori import answers

    return draw(options, answers.lattice(options.matter, **how(options)))


def _argue(options: argparse.Namespace) -> int:
    from afortiori import answers

    side, against, by_issue = options.side, options.against, options.by_issue
    form = _form(options.output) if options.output else ""
    told = answers.argue(options.matter, side, against=against, by_issue=by_issue, **how(options))
    if form:
        from afortiori.store.writing import write

        drawn = answers.argument_graph(options.matter, side, form, against=against, by_issue=by_issue, **how(options))
        write(options.output, drawn)
    return tell(options, told)


def _form(output: str) -> str:
    """The form of a graph by the suffix of its file."""
    suffix = os.path.splitext(output)[1].lower()
    if suffix not in GRAPHS:
        raise bad_option(f"no graph is written as '{suffix}'", "name a file that ends in .json (AIF) or .dot")
    return GRAPHS[suffix]
