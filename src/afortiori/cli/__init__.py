"""The command line. Only the answer goes to standard output; problems go to standard error, all at once."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from importlib import import_module
from typing import Any

from afortiori.cli.options import BAD_INPUT, EXTRA_MISSING, INTERRUPTED
from afortiori.cli.progress import progress
from afortiori.errors import AfortioriError, BadInput, MissingExtra
from afortiori.version import VERSION

GROUPS = {
    "deciding": ("decide",),
    "writing": ("memo",),
    "guiding": ("routes", "thresholds", "hypotheticals", "rationales", "timeline"),
    "arguing": ("lattice", "argue"),
    "claiming": ("claim",),
    "certifying": ("verify",),
    "comparing": ("guide", "coverage", "compare", "stronger", "impact"),
    "auditing": ("audit", "effect", "estimate"),
    "reading": ("read", "cite-check"),
    "charting": ("import", "export", "diff", "agree"),
    "indexing": ("index",),
    "serving": ("serve", "account"),
    "corpora": ("ingest", "cites"),
    "proposing": ("propose",),
    "assisting": ("mcp",),
    "packs": ("check", "list", "show", "new"),
    "describing": ("schema", "completion", "man"),
}
ANSWERING = ("deciding", "guiding", "claiming", "comparing", "charting", "packs")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is documented in the reference."""
    if (
        arguments is None
    ):  # the process is ours: what one question makes is mostly kept, and to look for garbage in it takes a tenth
        gc.set_threshold(100_000, 20, 20)
    written = list(sys.argv[1:] if arguments is None else arguments)
    try:
        options = _parser(written[0] if written else "").parse_args(written)
        with progress(f"afortiori {written[0]}") if written[0] in _answering() else nullcontext():
            status: int = options.run(options)
        sys.stdout.flush()
        return status
    except BadInput as bad:
        for problem in bad.problems:
            print(f"afortiori: {problem}", file=sys.stderr)
        return BAD_INPUT
    except MissingExtra as missing:
        print(f"afortiori: {missing}", file=sys.stderr)
        return EXTRA_MISSING
    except AfortioriError as error:
        print(f"afortiori: {error}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("afortiori: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return INTERRUPTED
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print(f"afortiori: the answer cannot be written: {error.strerror}", file=sys.stderr)
        return BAD_INPUT


def _answering() -> frozenset[str]:
    """The commands that answer once and end: their progress is told, and their answer comes whole."""
    return frozenset(name for group in ANSWERING for name in GROUPS[group])


def commands() -> tuple[str, ...]:
    """The names of the commands, as ``--help`` lists them."""
    return tuple(name for names in GROUPS.values() for name in names)


def whole_parser() -> argparse.ArgumentParser:
    """The parser with every command."""
    return _parser("")


class _Formatter(argparse.HelpFormatter):
    """Help as wide as the terminal. Told the width, argparse does not load what it would find it out with, at every start."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


class _Parser(argparse.ArgumentParser):
    """A parser whose help, and that of the commands below it, is laid out so."""

    def __init__(self, **how: Any) -> None:
        super().__init__(formatter_class=_Formatter, **how)


def _columns() -> int:
    """The width of the terminal in characters; 80 where there is none."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isdecimal() and int(asked) > 0:
        return int(asked)
    try:
        return os.get_terminal_size(1).columns or 80
    except OSError:
        return 80


def _parser(command: str) -> argparse.ArgumentParser:
    """The parser: of one command where it is known, else of all."""
    parser = _Parser(
        prog="afortiori",
        description="Reasoning from precedent: what the decided cases compel on new facts, and what they leave open.",
        epilog="Exit status: 0 answered; 1 check or cite-check found faults, or verify refused; 2 bad input or usage; 3 an extra is missing; 130 interrupted.",
    )
    parser.add_argument("--version", action="version", version=f"afortiori {VERSION}")
    # Named here: otherwise argparse formats the usage to find it out, at every start.
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, prog=parser.prog)
    wanted = [group for group, names in GROUPS.items() if command in names]
    for group in wanted or GROUPS:
        import_module(f"afortiori.cli.{group}").add(subparsers)
    return parser
