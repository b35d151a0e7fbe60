"""The commands on packs: ``check``, ``list``, ``show``, ``new``."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from afortiori.cli.options import ANSWERED, FAULTS, command, print_json, tell, today
from afortiori.errors import Problem

if TYPE_CHECKING:
    from afortiori.memo.told import Told


def add(commands: Any) -> None:
    """Add ``check``, ``list``, ``show`` and ``new``."""
    check = command(commands.add_parser("check", help="check packs, cases and matters; run a pack's questions"), _check)
    check.add_argument("paths", nargs="+", metavar="PATH", help="a pack's name or folder, or a YAML file of one")
    check.add_argument("--doctrine", metavar="PACK", help="the doctrine of a folder of cases that lies in no pack")
    listed = command(commands.add_parser("list", help="the doctrine packs, with counts"), _list)
    show = command(commands.add_parser("show", help="one case, factor or rule, or a doctrine"), _show)
    show.add_argument("name", metavar="CASE|FACTOR|RULE|PACK", help="its id, or PACK/ID; a pack's name")
    for parser in (check, listed, show):
        parser.add_argument("--json", action="store_true", help="the answer as JSON")
    new = command(commands.add_parser("new", help="write a commented file to start from"), _new)
    new.add_argument("kind", choices=("doctrine", "case", "matter"))
    new.add_argument("name", metavar="PATH", help="where: a folder for a doctrine, a file for a case or a matter")
    new.add_argument("--doctrine", metavar="PACK", help="the doctrine of a case or matter")


def _check(options: argparse.Namespace) -> int:
    from afortiori import answers

    told = answers.check(options.paths, today=today(), doctrine=options.doctrine, cached=not options.no_cache)
    problems = told.data["problems"]
    if options.json:
        print_json(told.data)
    else:
        for problem in problems:
            print(Problem(**problem))
        for note in told.data["notes"]:
            print(f"note: {Problem(**note)}")
        print(told.data["summary"])
    return FAULTS if problems else ANSWERED


def _list(options: argparse.Namespace) -> int:
    from afortiori import answers

    return _told(options, answers.list_packs(cached=not options.no_cache))


def _show(options: argparse.Namespace) -> int:
    from afortiori import answers

    return _told(options, answers.show(options.name, cached=not options.no_cache))


def _told(options: argparse.Namespace, told: Told) -> int:
    """The answer; and a warning of packs that could not be read, where it comes from the others."""
    broken = [Problem(**problem) for problem in told.data["problems"]]
    if broken:
        others = f" (and {len(broken) - 1} more)" if len(broken) > 1 else ""
        what = f"a fault{others}: its pack was not searched"
        told_of = Problem(broken[0].file, broken[0].line, what, "run 'afortiori check'")
        print(f"afortiori: {told_of}", file=sys.stderr)
    return tell(options, told)


def _new(options: argparse.Namespace) -> int:
    from afortiori import answers

    told = answers.new(options.kind, options.name, options.doctrine, cached=not options.no_cache)
    for line in told.data["wrote"]:
        print(line)
    return ANSWERED
