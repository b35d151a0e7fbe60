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


def _check(options: argparse.Namespace) -> int:
    """Exit status 1 where anything is at fault, or, unless that is allowed, unknown: an invented citation must not pass."""
    from afortiori.cli.writing import day
    from afortiori.memo.cite_checking import findings_told
    from afortiori.opinion.cite_checking import UNKNOWN
    from afortiori.store.opinions import read_file
    from afortiori.store.reading import checked_draft, known_cases, opinions_at_hand

    as_of = day(options.as_of or today())
    data = read_file(options.draft)
    at_hand = opinions_at_hand(options.opinions)
    known = known_cases(options.doctrine, options.base, cached=not options.no_cache).joined(at_hand.cases)
    findings = checked_draft(data, options.draft, known, as_of=as_of)
    tell(options, findings_told(findings, name=options.draft, as_of=as_of, problems=at_hand.problems))
    wrong = any(one.at_fault or (one.kind == UNKNOWN and not options.allow_unknown) for one in findings)
    return FAULTS if wrong else ANSWERED
