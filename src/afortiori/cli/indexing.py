"""``index``: a large table of decided cases saved so that it answers at once."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from afortiori.cli.options import ANSWERED


def add(commands: Any) -> None:
    """Add ``index``."""
    parser = commands.add_parser("index", help="save a table of decided cases as an index for --base")
    parser.add_argument("table", metavar="TABLE", help="a CSV or Parquet file: a row a case, a column a factor")
    parser.add_argument("--doctrine", metavar="PACK", required=True, help="the pack whose factors the columns are")
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help="the index to write")
    parser.add_argument("--outcome", metavar="COLUMN", default="", help="the column of outcomes; default: holding")
    parser.add_argument(
        "--side", metavar="VALUE=SIDE", action="append", default=[], help="what an outcome means; repeatable"
    )
    parser.add_argument("--court", metavar="COURT", default="", help="the deciding court, where no column names it")
    parser.add_argument("--decided", metavar="DATE", default="", help="the date, where no column gives it")
    parser.add_argument("--no-cache", action="store_true", help="do not use or write compiled packs")
    parser.set_defaults(run=_index)


def _index(options: argparse.Namespace) -> int:
    from afortiori import answers

    notes: list[str] = []
    rows = answers.index(
        options.table, options.doctrine, options.output, outcome=options.outcome, sides=options.side,
        court=options.court, decided=options.decided, cached=not options.no_cache, progress=_counted,
        tell=notes.append,
    )  # fmt: skip
    print(f"{options.output}: {rows:,} cases. Ask it with: afortiori decide MATTER --base {options.output}")
    for note in notes:
        print(f"  {note}")
    return ANSWERED


def _counted(done: int, total: int) -> None:
    """How far it is, on a terminal."""
    if sys.stderr.isatty():
        end = "\n" if done >= total else ""
        print(f"\rafortiori index: {done:,} of {total:,} rows", end=end, file=sys.stderr, flush=True)
