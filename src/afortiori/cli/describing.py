"""What describes the program itself: ``schema``, ``completion`` and ``man``."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from afortiori.cli.options import ANSWERED, print_json, tell
from afortiori.cli.shells import SHELLS, completion, manual


def add(commands: Any) -> None:
    """Add ``schema``, ``completion`` and ``man``."""
    schema = commands.add_parser("schema", help="the JSON Schema of a file, of an answer as JSON, or of a value")
    schema.add_argument("name", metavar="NAME", nargs="?", default="", help="left out: the names")
    schema.add_argument("--json", action="store_true", help="the names as JSON")
    schema.set_defaults(run=_schema)
    shells = commands.add_parser("completion", help="the script by which a shell completes afortiori's commands")
    shells.add_argument("shell", choices=SHELLS)
    shells.set_defaults(run=_completion)
    man = commands.add_parser("man", help="the manual page")
    man.set_defaults(run=_man)


def _schema(options: argparse.Namespace) -> int:
    from afortiori import answers

    if not options.name:
        return tell(options, answers.schemas())
    print_json(answers.schema(options.name))
    return ANSWERED


def _completion(options: argparse.Namespace) -> int:
    from afortiori.cli import whole_parser

    sys.stdout.write(completion(options.shell, whole_parser()))
    return ANSWERED


def _man(options: argparse.Namespace) -> int:
    from afortiori.cli import whole_parser
    from afortiori.version import VERSION

    del options
    sys.stdout.write(manual(whole_parser(), VERSION))
    return ANSWERED
