"""``decide``: what precedent compels on a matter's facts."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from afortiori.cli.certifying import certificate_option, write_where_asked
from afortiori.cli.options import ANSWERED, asked_matter, colour, law_options, print_json


def add(commands: Any) -> None:
    """Add ``decide``."""
    parser = commands.add_parser("decide", help="what precedent compels on a matter's facts")
    law_options(parser)
    certificate_option(parser)
    parser.set_defaults(run=_decide)


def _decide(options: argparse.Namespace) -> int:
    from afortiori.analysis import analyse

    found, asked = asked_matter(options)
    analysis = analyse(asked.base, asked.facts, asked.options)
    write_where_asked(options, analysis, found)
    if options.json:
        from afortiori.memo.record import record

        print_json(record(analysis, f"{found.pack.id}/{found.matter.id}"))
    else:
        from afortiori.memo.decision import compose
        from afortiori.memo.formats.text import render

        blocks = compose(analysis, found.matter.title, text=found.matter.text, note=asked.note)
        sys.stdout.write(render(blocks, colour=colour()))
    return ANSWERED
