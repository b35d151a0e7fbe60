"""``memo``: a matter written up as a memorandum, or as the argument of a brief."""

from __future__ import annotations

import argparse
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from afortiori.cli.options import ANSWERED, asked_matter, colour, law_options, named, print_json, today

if TYPE_CHECKING:
    from afortiori.analysis import Analysis
    from afortiori.memo.blocks import Document
    from afortiori.memo.memorandum import Subject
    from afortiori.store.asking import Asked
    from afortiori.store.library import Found


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
    from afortiori.analysis import analyse
    from afortiori.memo.memorandum import compose_memo

    found, asked = asked_matter(options)
    sides = [side.id for side in found.pack.doctrine.sides]
    side = named("side", options.side, sides) if options.side else None
    analysis = analyse(asked.base, asked.facts, asked.options)
    certificate = _certificate(options, found, analysis)
    document = compose_memo(analysis, subject(found, asked, options, certificate), side=side)
    if options.output:
        from afortiori.memo.publishing import publish
        from afortiori.store.writing import write_bytes

        data = publish(document, options.output, remarks=options.comments)
        write_bytes(options.output, data)
    if certificate:
        from afortiori.store.writing import write

        write(options.certificate, certificate)
    if not options.output:
        _told(options, document, f"{found.pack.id}/{found.matter.id}")
    return ANSWERED


def _certificate(options: argparse.Namespace, found: Found, analysis: Analysis) -> str:
    """The text of the certificate, where one is asked for."""
    if not options.certificate:
        return ""
    from afortiori.cli.options import wanted
    from afortiori.store.certifying import certificate_of

    return certificate_of(analysis, found, wanted(options), matter=options.matter, bases=options.base)


def _told(options: argparse.Namespace, document: Document, matter: str) -> None:
    if options.json:
        from afortiori.memo.memorandum.record import document_record

        print_json({"matter": matter} | document_record(document))
    else:
        from afortiori.memo.formats.text import written

        sys.stdout.write(written(document, remarks=options.comments, colour=colour()))


def subject(found: Found, asked: Asked, options: argparse.Namespace, certificate: str = "") -> Subject:
    """What the memorandum is about, in the matter's words, with what the options change."""
    from afortiori.memo.memorandum import Subject

    matter = found.matter
    changed = tuple(dict.fromkeys(change.partition("=")[0] for change in options.set))
    return Subject(
        matter.title,
        matter.text.strip(),
        matter.source,
        asked.note,
        matter.heading,
        matter.events,
        matter.stated,
        changed,
        day(options.dated or today()),
        f"{Path(options.certificate).name}, SHA-256 {sha256(certificate.encode()).hexdigest()}" if certificate else "",
    )


def day(text: str) -> str:
    """A day as it was written; BadInput where it is none."""
    from afortiori.authority import When
    from afortiori.errors import Misuse, bad_option

    try:
        if len(When(text).text) == 10:
            return text
    except Misuse:
        pass
    raise bad_option(f"'{text[:80]}' is no day", "write a day, such as --dated 2026-11-24")
