"""``verify``: whether a certificate holds, by itself or against a base; and the option by which one is written."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from afortiori.cli.options import ANSWERED, FAULTS, command, tell
from afortiori.errors import bad_option

if TYPE_CHECKING:
    from afortiori.analysis import Analysis
    from afortiori.certificate.check import Report
    from afortiori.memo.guiding import Told
    from afortiori.store.library import Found


def add(commands: Any) -> None:
    """Add ``verify``."""
    parser = command(commands.add_parser("verify", help="whether a certificate holds"), _verify)
    parser.add_argument("certificate", metavar="FILE")
    parser.add_argument(
        "--base",
        metavar="PATH",
        action="append",
        default=[],
        help="check every record against this pack, or folder of cases; repeatable",
    )
    parser.add_argument("--matter", metavar="FILE", help="the matter's file, where it stands in no pack")
    parser.add_argument("--json", action="store_true", help="the answer as JSON")


def certificate_option(parser: argparse.ArgumentParser) -> None:
    """The option by which an answer is certified."""
    parser.add_argument("--certificate", metavar="FILE", help="write the answer's certificate as well (see verify)")


def write_where_asked(options: argparse.Namespace, analysis: Analysis, found: Found) -> None:
    """Write the certificate of an answer, where the options ask for one."""
    if options.certificate:
        from afortiori.cli.options import wanted
        from afortiori.store.certifying import write_certificate

        write_certificate(
            options.certificate, analysis, found, wanted(options), matter=options.matter, bases=options.base
        )


def _verify(options: argparse.Namespace) -> int:
    from afortiori.store.certifying import verify

    if options.matter and not options.base:
        raise bad_option("--matter without a base", "give --base PATH as well")
    report = verify(options.certificate, options.base, options.matter)
    tell(options, _told(report))
    return ANSWERED if report.verified else FAULTS


def _told(report: Report) -> Told:
    """A checker's report in words, and as data."""
    from afortiori.memo.blocks import Block, Heading, Paragraph, items
    from afortiori.memo.guiding import Told

    data = {
        "verified": report.verified,
        "faults": list(report.faults),
        "says": list(report.says),
        "checked": list(report.checked),
        "trusted": list(report.trusted),
    }
    if report.faults:
        return Told((Heading("Refused"), items(*report.faults)), data)
    blocks: tuple[Block, ...] = (
        Heading("Verified"),
        *(Paragraph(line) for line in report.says),
        Heading("What was checked", 2),
        items(*report.checked),
        Heading("What is taken on trust", 2),
        items(*report.trusted),
        Heading("What a certificate does not speak of", 2),
        items(*report.silent),
    )
    return Told(blocks, data | {"silent": list(report.silent)})
