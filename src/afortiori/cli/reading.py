"""The commands on opinions and drafts: ``read`` and ``cite-check``."""

from __future__ import annotations

import argparse
from typing import Any

from afortiori.cli.options import ANSWERED, command, tell


def add(commands: Any) -> None:
    """Add ``read``."""
    read = command(commands.add_parser("read", help="an opinion's parts, pages, citations and quotations"), _read)
    read.add_argument("opinion", metavar="OPINION", help="text, HTML, JSON of CAP or CourtListener, DOCX, PDF")
    read.add_argument("--record", metavar="N", type=int, help="which record, where the file holds several; from 1")
    read.add_argument("-o", "--output", metavar="FILE.html", help="write a reader with the citations marked as well")
    read.add_argument("--brief", action="store_true", help="leave out the text itself")
    base_options(read)
    read.add_argument("--json", action="store_true", help="the answer as JSON")


def base_options(parser: argparse.ArgumentParser) -> None:
    """Which cases count as known: those of every pack, or of what is named."""
    parser.add_argument("--doctrine", metavar="PACK", help="compare with this pack's cases; default: every pack's")
    parser.add_argument(
        "--base", metavar="PATH", action="append", default=[], help="compare with these cases instead; repeatable"
    )


def _read(options: argparse.Namespace) -> int:
    from afortiori.memo.reading import reading_told
    from afortiori.store.reading import known_cases, open_reading

    reading = open_reading(options.opinion, number=options.record)
    known = known_cases(options.doctrine, options.base, cached=not options.no_cache)
    if options.output:
        from afortiori.memo.reader import reader
        from afortiori.store.writing import write_bytes

        write_bytes(options.output, reader(reading, known.keys, name=options.opinion))
        if not options.json:
            return ANSWERED
    return tell(options, reading_told(reading, known.keys, brief=options.brief, name=options.opinion))
