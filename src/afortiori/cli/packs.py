"""The commands on packs: ``check``, ``list``, ``show``, ``new``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from afortiori.cli.options import ANSWERED, FAULTS, colour, command, today
from afortiori.errors import BadInput, Problem, bad_option, did_you_mean


def add(commands: Any) -> None:
    """Add ``check``, ``list``, ``show`` and ``new``."""
    check = command(commands.add_parser("check", help="check packs, cases and matters; run a pack's questions"), _check)
    check.add_argument("paths", nargs="+", metavar="PATH", help="a pack's name or folder, or a YAML file of one")
    check.add_argument("--doctrine", metavar="PACK", help="the doctrine of a folder of cases that lies in no pack")
    command(commands.add_parser("list", help="the doctrine packs, with counts"), _list)
    show = command(commands.add_parser("show", help="one case, factor or rule"), _show)
    show.add_argument("name", metavar="CASE|FACTOR|RULE", help="its id, or PACK/ID")
    new = command(commands.add_parser("new", help="write a commented file to start from"), _new)
    new.add_argument("kind", choices=("doctrine", "case", "matter"))
    new.add_argument("name", metavar="PATH", help="where: a folder for a doctrine, a file for a case or a matter")
    new.add_argument("--doctrine", metavar="PACK", help="the doctrine of a case or matter")


def _check(options: argparse.Namespace) -> int:
    from afortiori.store.checking import check

    report = check(options.paths, today=today(), doctrine=options.doctrine, cached=not options.no_cache)
    for problem in report.problems:
        print(problem)
    print(report.summary)
    return FAULTS if report.problems else ANSWERED


def _list(options: argparse.Namespace) -> int:
    from afortiori.memo.formats.text import render
    from afortiori.memo.reference import packs_listed
    from afortiori.store.library import open_packs

    packs, broken = open_packs(cached=not options.no_cache)
    _warn(broken)
    rows = [(pack.doctrine, pack.base, sorted(pack.matters)) for pack in packs]
    sys.stdout.write(render(packs_listed(rows), colour=colour()))
    return ANSWERED


def _show(options: argparse.Namespace) -> int:
    from afortiori.memo.formats.text import render
    from afortiori.memo.reference import case_shown, factor_shown, names, rule_shown
    from afortiori.store.library import open_pack, open_packs

    wanted, _, name = options.name.rpartition("/")
    cached = not options.no_cache
    opened, broken = ([open_pack(wanted, cached=cached)], ()) if wanted else open_packs(cached=cached)
    holders = [pack for pack in opened if name in names(pack.base)]
    if len(holders) > 1:
        listed = " or ".join(f"{pack.id}/{name}" for pack in holders)
        raise bad_option(f"'{name}' stands in more than one pack", f"write {listed}")
    if not holders and broken:
        raise BadInput(
            [*broken, Problem("", 0, f"no pack that can be read has '{name[:120]}'", "mend the others first")]
        )
    if not holders:
        known = [known for pack in opened for known in names(pack.base)]
        raise bad_option(f"no case, factor or rule is named '{name[:120]}'", did_you_mean(name, known))
    _warn(broken)
    base = holders[0].base
    if any(name == factor.id for factor in base.doctrine.factors):
        blocks = factor_shown(base, name)
    elif any(name == rule.id for rule in base.doctrine.rules):
        blocks = rule_shown(base, name)
    else:
        blocks = case_shown(base, name)
    sys.stdout.write(render(blocks, colour=colour()))
    return ANSWERED


def _warn(broken: Sequence[Problem]) -> None:
    """Tell of packs that could not be read, where the answer comes from the others."""
    if broken:
        others = f" (and {len(broken) - 1} more)" if len(broken) > 1 else ""
        told = Problem(
            broken[0].file, broken[0].line, f"a fault{others}: its pack was not searched", "run 'afortiori check'"
        )
        print(f"afortiori: {told}", file=sys.stderr)


def _new(options: argparse.Namespace) -> int:
    from afortiori.store.starting import start

    for line in start(options.kind, options.name, options.doctrine, cached=not options.no_cache):
        print(line)
    return ANSWERED
