"""The options that every question takes, and how an answer goes out."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from afortiori.errors import bad_option, did_you_mean

if TYPE_CHECKING:
    from afortiori.casebase import Law
    from afortiori.memo.guiding import Told
    from afortiori.store.asking import Asked, Wanted
    from afortiori.store.library import Found
    from afortiori.store.pack import Pack

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


def asked_matter(options: argparse.Namespace) -> tuple[Found, Asked]:
    """The matter that the options name, and the law as they take it."""
    from afortiori.store.asking import ask
    from afortiori.store.library import open_matter

    found = open_matter(options.matter, bases=options.base, cached=not options.no_cache)
    return found, ask(found, wanted(options), today=today())


def wanted(options: argparse.Namespace) -> Wanted:
    """What the options ask for."""
    from afortiori.store.asking import Wanted

    return Wanted(
        options.forum,
        options.as_of,
        options.model,
        not options.no_rules,
        tuple(options.set),
        tuple(options.without),
        tuple(options.adopt),
        options.reading,
    )


def law_of(options: argparse.Namespace, pack: Pack) -> Law:
    """The law of a pack as the options take it, for a question that has no matter, and so no fact to set."""
    from afortiori.casebase import Law
    from afortiori.store.asking import ask_law, supposed_law
    from afortiori.store.library import open_base

    no_facts(options)
    asked = wanted(options)
    base = supposed_law(pack, open_base(pack, options.base, cached=not options.no_cache), asked)
    return Law(base, ask_law(base, asked, today=today()))


def no_facts(options: argparse.Namespace) -> None:
    """Refuse ``--set`` where a question has no matter whose facts could be set."""
    if options.set:
        raise bad_option("--set has nothing to set: this asks about no matter", "leave it out, or ask about a matter")


def tell(options: argparse.Namespace, told: Told) -> int:
    """Write an answer in the form asked for."""
    if options.json:
        print_json(told.data)
    else:
        from afortiori.memo.formats.text import render

        sys.stdout.write(render(told.blocks, colour=colour()))
    return ANSWERED


def print_json(data: object) -> None:
    """Data as JSON on standard output."""
    import json

    print(json.dumps(data, indent=2, ensure_ascii=False))


def named(kind: str, name: str, known: Collection[str]) -> str:
    """The name, where it is known; a problem with the nearest one where it is not."""
    if name not in known:
        raise bad_option(f"unknown {kind} '{name[:80]}'", did_you_mean(name, known))
    return name


def today() -> str:
    """Today, as ``YYYY-MM-DD``: the only look at the clock."""
    from datetime import date

    return date.today().isoformat()


def colour() -> bool:
    """Whether standard output takes colour."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
