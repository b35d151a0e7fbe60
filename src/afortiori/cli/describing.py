"""What describes the program itself: ``schema``."""

from __future__ import annotations

import argparse
from typing import Any

from afortiori.cli.options import ANSWERED, print_json, tell


def add(commands: Any) -> None:
    """Add ``schema``."""
    schema = commands.add_parser("schema", help="the JSON Schema of a file, of an answer as JSON, or of a value")
    schema.add_argument("name", metavar="NAME", nargs="?", default="", help="left out: the names")
    schema.add_argument("--json", action="store_true", help="the names as JSON")
    schema.set_defaults(run=_schema)


def _schema(options: argparse.Namespace) -> int:
    from afortiori import answers

    if not options.name:
        return tell(options, answers.schemas())
    print_json(answers.schema(options.name))
    return ANSWERED
