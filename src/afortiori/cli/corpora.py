"""The commands on many opinions: ``ingest`` and ``cites``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from afortiori.cli.options import command, tell
from afortiori.cli.progress import CLEAR
from afortiori.errors import bad_option

if TYPE_CHECKING:
    from afortiori.store.corpora.ingesting import Progressed

TABLE = "AFORTIORI_CORPUS"


def add(commands: Any) -> None:
    """Add ``ingest`` and ``cites``."""
    ingest = command(commands.add_parser("ingest", help="read many opinions into a table of citations"), _ingest)
    ingest.add_argument(
        "sources", nargs="+", metavar="SOURCE", help="a file or a folder: JSON, JSON lines, bulk CSV, text"
    )
    ingest.add_argument("-o", "--output", metavar="TABLE", required=True, help="NAME.sqlite or NAME.parquet")
    ingest.add_argument("--cores", type=int, metavar="N", help="how many processes read; default: one for each core")
    ingest.add_argument("--dask", default="", metavar="ADDRESS", help="read on this dask cluster instead")
    cites = command(commands.add_parser("cites", help="who cites a precedent, by such a table"), _cites)
    cites.add_argument("case", metavar="CASE", help="a case of a pack by its id, or a citation such as '489 U.S. 189'")
    cites.add_argument("--in", dest="table", metavar="TABLE", help=f"what 'ingest' has written; default: ${TABLE}")
    cites.add_argument("--doctrine", metavar="PACK", help="the pack whose cases are known; default: all packs")
    for parser in (ingest, cites):
        parser.add_argument("--json", action="store_true", help="the answer as JSON")


def _ingest(options: argparse.Namespace) -> int:
    from afortiori import answers

    if options.cores is not None and not 1 <= options.cores <= 1_000:
        raise bad_option(f"--cores {options.cores}", "write a number from 1 to 1000")
    if options.dask and options.cores:
        raise bad_option("--cores with --dask: the cluster has its own", "leave one of them out")
    with _progress() as telling:
        told = answers.ingest(options.sources, options.output, cores=options.cores, dask=options.dask, tell=telling)
    return tell(options, told)


def _cites(options: argparse.Namespace) -> int:
    from afortiori import answers

    table = options.table or os.environ.get(TABLE)
    if not table:
        raise bad_option("no table is named", f"give --in TABLE, or set {TABLE}")
    return tell(options, answers.cites(options.case, table, doctrine=options.doctrine, cached=not options.no_cache))


@contextmanager
def _progress() -> Iterator[Callable[[Progressed], None]]:
    """A line on standard error that tells how far a run has come, where that is a terminal; it is gone at the end."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    try:
        yield lambda so_far: print(f"{CLEAR}{progress_line(so_far)}", end="", file=sys.stderr, flush=True)
    finally:
        print(CLEAR, end="", file=sys.stderr, flush=True)


def progress_line(so_far: Progressed) -> str:
    """How far a run has come, in words."""
    aside = f", {so_far.set_aside:,} set aside" if so_far.set_aside else ""
    left = f", about {_long(so_far.seconds_left)} left" if so_far.seconds_left is not None else ""
    return f"afortiori ingest: {so_far.share:.0%}, {so_far.opinions:,} opinions{aside}{left} (Ctrl-C stops it; it can go on later)"


def _long(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5_400 else f"{seconds / 3600:.1f} h"
