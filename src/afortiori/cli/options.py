"""The options that every question takes, and how an answer goes out."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from afortiori.answers import How
    from afortiori.memo.told import Told

ANSWERED, FAULTS, BAD_INPUT, EXTRA_MISSING, INTERRUPTED = 0, 1, 2, 3, 130


def command(parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
    """A command's parser, with what runs it and the options of every command."""
    parser.set_defaults(run=run)
    parser.add_argument("--no-cache", action="store_true", help="do not use or write compiled packs")
    return parser


def law_options(parser: argparse.ArgumentParser) -> None:
    """The matter, how the law is taken, and the form of the answer."""
    parser.add_argument("matter", metavar="MATTER", help="a path, a name, or PACK/NAME")
    asking_options(parser)


def asking_options(parser: argparse.ArgumentParser) -> None:
    """How the law is taken, and the form of the answer."""
    parser.add_argument("--no-cache", action="store_true", help="do not use or write compiled packs")
    parser.add_argument("--forum", metavar="COURT", help="the deciding court, such as ca9; 'any' drops the selection")
    parser.add_argument("--as-of", metavar="DATE", help="count what was decided before this day (YYYY-MM-DD)")
    parser.add_argument("--model", choices=("reason", "result"), default="reason", help="default: reason")
    parser.add_argument("--no-rules", action="store_true", help="precedents only")
    parser.add_argument(
        "--set",
        metavar="FACTOR=LEVEL",
        action="append",
        default=[],
        help="set a fact; FACTOR=? for unknown; repeatable",
    )
    parser.add_argument("--without", metavar="CASE", action="append", default=[], help="leave out a case; repeatable")
    parser.add_argument(
        "--base",
        metavar="PATH",
        action="append",
        default=[],
        help="ask these cases instead of the pack's own; repeatable",
    )
    parser.add_argument(
        "--adopt",
        metavar="CASE:OPINION",
        action="append",
        default=[],
        help="suppose that opinion had prevailed; repeatable",
    )
    parser.add_argument("--reading", metavar="NAME", help="take the pack under an alternative reading that it names")
    parser.add_argument("--json", action="store_true", help="the answer as JSON")


def how(options: argparse.Namespace) -> How:
    """How the options take the law."""
    return {
        "forum": options.forum,
        "as_of": options.as_of,
        "model": options.model,
        "rules": not options.no_rules,
        "changes": options.set,
        "without": options.without,
        "adopted": options.adopt,
        "reading": options.reading,
        "bases": options.base,
        "cached": not options.no_cache,
        "today": "" if options.as_of else today(),
    }


def tell(options: argparse.Namespace, told: Told) -> int:
    """Write an answer in the form asked for."""
    if options.json:
        print_json(told.data)
    else:
        from afortiori.memo.formats.text import render

        sys.stdout.write(render(told.blocks, colour=colour()))
        sys.stdout.write("\n" + told.drawn if told.drawn else "")
    return ANSWERED


def draw(options: argparse.Namespace, told: Told) -> int:
    """``tell``, and the answer's picture written where the options ask for one: alone, or as a page with its table."""
    if options.output:
        from afortiori.store.writing import write

        write(options.output, _page(told) if options.output.lower().endswith((".html", ".htm")) else told.picture)
    return tell(options, told)


def _page(told: Told) -> str:
    from afortiori.memo.blocks import Document, plain, texts
    from afortiori.memo.formats.html import pictured

    title, *rest = (*told.blocks, *told.beside)
    return pictured(Document(plain(texts(title)[0]), (*rest,)), told.picture)


def print_json(data: object) -> None:
    """Data as JSON on standard output."""
    import json

    print(json.dumps(data, indent=2, ensure_ascii=False))


def today() -> str:
    """Today, as ``YYYY-MM-DD``: the only look at the clock."""
    from datetime import date

    return date.today().isoformat()


def colour() -> bool:
    """Whether standard output takes colour."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
