"""``decide``: what precedent compels on a matter's facts."""

from __future__ import annotations

import argparse
from typing import Any

from afortiori.cli.certifying import certificate_option
from afortiori.cli.options import how, law_options, tell


def add(commands: Any) -> None:
    """Add ``decide``."""
    parser = commands.add_parser("decide", help="what precedent compels on a matter's facts")
    law_options(parser)
    certificate_option(parser)
    parser.set_defaults(run=_decide)


def _decide(options: argparse.Namespace) -> int:
    from afortiori import answers

    told = answers.decide(options.matter, **how(options))
    if options.certificate:
        from afortiori.store.writing import write

        write(options.certificate, answers.certificate(options.matter, **how(options)))
    return tell(options, told)
