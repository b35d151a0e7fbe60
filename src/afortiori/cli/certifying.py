"""``verify``: whether a certificate holds, by itself or against a base; and the option by which one is written."""

from __future__ import annotations

import argparse
from typing import Any

from afortiori.cli.options import ANSWERED, FAULTS, command, tell


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


def _verify(options: argparse.Namespace) -> int:
    from afortiori import answers

    told = answers.verify(options.certificate, options.base, options.matter)
    tell(options, told)
    return ANSWERED if told.data["verified"] else FAULTS
