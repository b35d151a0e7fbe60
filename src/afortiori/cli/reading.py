"""The commands on opinions and drafts: ``read`` and ``cite-check``."""

from __future__ import annotations

import argparse
from typing import Any

from afortiori.cli.options import ANSWERED, FAULTS, command, tell, today


def add(commands: Any) -> None:
    """Add ``read`` and ``cite-check``."""
    read = command(commands.add_parser("read", help="an opinion's parts, pages, citations and quotations"), _read)
    read.add_argument("opinion", metavar="OPINION", help="text, HTML, JSON of CAP or CourtListener, DOCX, PDF")
    read.add_argument("--record", metavar="N", type=int, help="which record, where the file holds several; from 1")
    read.add_argument("-o", "--output", metavar="FILE.html", help="write a reader with the citations marked as well")
    read.add_argument("--brief", action="store_true", help="leave out the text itself")
    base_options(read)
    read.add_argument("--json", action="store_true", help="the answer as JSON")
    check = command(commands.add_parser("cite-check", help="a draft's citations and quotations, each checked"), _check)
    check.add_argument("draft", metavar="DRAFT", help="DOCX, PDF, text")
    check.add_argument(
        "--opinions", metavar="FOLDER", action="append", default=[], help="opinions to check quotations in; repeatable"
    )
    check.add_argument("--as-of", metavar="DATE", help="authority must stand on this day (YYYY-MM-DD); default: today")
    check.add_argument(
        "--allow-unknown", action="store_true", help="what is unknown here does not count for the status"
    )
    base_options(check)
    check.add_argument("--json", action="store_true", help="the answer as JSON")


def base_options(parser: argparse.ArgumentParser) -> None:
    """Which cases count as known: those of every pack, or of what is named."""
    parser.add_argument("--doctrine", metavar="PACK", help="compare with this pack's cases; default: every pack's")
    parser.add_argument(
        "--base", metavar="PATH", action="append", default=[], help="compare with these cases instead; repeatable"
    )


def _read(options: argparse.Namespace) -> int:
    from afortiori.answers import opinions
    from afortiori.store.opinions import read_file

    data, of = read_file(options.opinion), {"doctrine": options.doctrine, "bases": options.base}
    cached = not options.no_cache
    if options.output:
        from afortiori.store.writing import write_bytes

        page = opinions.reader(data, options.opinion, record=options.record, cached=cached, **of)
        write_bytes(options.output, page)
        if not options.json:
            return ANSWERED
    told = opinions.read(data, options.opinion, record=options.record, brief=options.brief, cached=cached, **of)
    return tell(options, told)


def _check(options: argparse.Namespace) -> int:
    """Exit status 1 where anything is at fault, or, unless that is allowed, unknown: an invented citation must not pass."""
    from afortiori.answers import opinions
    from afortiori.store.opinions import read_file

    told = opinions.cite_check(
        read_file(options.draft), options.draft, today=today(), as_of=options.as_of, opinions=options.opinions,
        doctrine=options.doctrine, bases=options.base, cached=not options.no_cache,
    )  # fmt: skip
    tell(options, told)
    unknown = 0 if options.allow_unknown else told.data["unknown"]
    return FAULTS if told.data["at_fault"] or unknown else ANSWERED
