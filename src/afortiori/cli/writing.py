"""``memo``: a matter written up as a memorandum, or as the argument of a brief."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

from afortiori.cli.options import ANSWERED, colour, how, law_options, tell, today


def add(commands: Any) -> None:
    """Add ``memo``."""
    parser = commands.add_parser("memo", help="the memorandum on a matter, or the argument of a brief")
    law_options(parser)
    parser.add_argument("-o", "--output", metavar="FILE", help="write it there, in the format that its suffix names")
    parser.add_argument("--for", dest="side", metavar="SIDE", help="the argument section of a brief for this side")
    parser.add_argument("--comments", action="store_true", help="say in the margin where each fact is stated")
    parser.add_argument("--certificate", metavar="FILE", help="write a certificate of the verdict as well, and name it")
    parser.add_argument("--dated", metavar="DATE", help="the day that it bears (YYYY-MM-DD); default: today")
    parser.set_defaults(run=_memo)


def _memo(options: argparse.Namespace) -> int:
    from afortiori import answers

    asked = how(options)
    certificate = answers.certificate(options.matter, **asked) if options.certificate else ""
    told = answers.memo(
        options.matter,
        options.side,
        dated=options.dated or today(),
        certificate=certificate,
        named=os.path.basename(options.certificate or ""),
        **asked,
    )
    document = answers.document_of(told)
    if options.output:
        from afortiori.memo.publishing import publish
        from afortiori.store.writing import write_bytes

        write_bytes(options.output, publish(document, options.output, remarks=options.comments))
    if certificate:
        from afortiori.store.writing import write

        write(options.certificate, certificate)
    if options.json or options.output:
        return ANSWERED if options.output else tell(options, told)
    from afortiori.memo.formats.text import written

    sys.stdout.write(written(document, remarks=options.comments, colour=colour()))
    return ANSWERED
