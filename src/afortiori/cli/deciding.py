"""``decide``: what precedent compels on a matter's facts."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from afortiori.cli.certifying import certificate_option
from afortiori.cli.options import ANSWERED, how, law_options, print_json, tell


def add(commands: Any) -> None:
    """Add ``decide``."""
    parser = commands.add_parser("decide", help="what precedent compels on a matter's facts")
    law_options(parser)
    certificate_option(parser)
    parser.add_argument("--brief", action="store_true", help="of an index (--base FILE): the verdict and who forces it")
    parser.set_defaults(run=_decide)


def _decide(options: argparse.Namespace) -> int:
    if options.brief:
        return _brief(options)
    from afortiori import answers

    told = answers.decide(options.matter, **how(options))
    if options.certificate:
        from afortiori.store.writing import write

        write(options.certificate, answers.certificate(options.matter, **how(options)))
    return tell(options, told)


def _brief(options: argparse.Namespace) -> int:
    """The verdict of an index in a few lines: from the index alone where that suffices, else the long way."""
    from afortiori.store.index.brief import brief, words

    found = brief(options.matter, **how(options))
    if found is None:
        from afortiori import answers

        found = answers.brief(options.matter, **how(options))
    if options.json:
        print_json(found)
    else:
        sys.stdout.write(words(found))
    return ANSWERED
