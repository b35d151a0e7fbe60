"""The command line. Only the answer goes to standard output; problems go to standard error, all at once."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from afortiori.errors import AfortioriError, BadInput, MissingExtra, bad_option, did_you_mean
from afortiori.version import VERSION

ANSWERED, FAULTS, BAD_INPUT, EXTRA_MISSING, INTERRUPTED = 0, 1, 2, 3, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is documented in the reference."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="afortiori",
        description="Reasoning from precedent: what the decided cases compel on new facts, and what they leave open.",
        epilog="Exit status: 0 answered; 1 check found faults; 2 bad input or usage; 3 an extra is missing; 130 interrupted.",
    )
    parser.add_argument("--version", action="version", version=f"afortiori {VERSION}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _decide_options(commands.add_parser("decide", help="what precedent compels on a matter's facts"))
    check = _command(
        commands.add_parser("check", help="check packs, cases and matters; run a pack's questions"), _check
    )
    check.add_argument("paths", nargs="+", metavar="PATH", help="a pack's name or folder, or a YAML file of one")
    check.add_argument("--doctrine", metavar="PACK", help="the doctrine of a folder of cases that lies in no pack")
    _command(commands.add_parser("list", help="the doctrine packs, with counts"), _list)
    show = _command(commands.add_parser("show", help="one case, factor or rule"), _show)
    show.add_argument("name", metavar="CASE|FACTOR|RULE", help="its id, or PACK/ID")
    new = _command(commands.add_parser("new", help="write a commented file to start from"), _new)
    new.add_argument("kind", choices=("doctrine", "case", "matter"))
    new.add_argument("name", metavar="PATH", help="where: a folder for a doctrine, a file for a case or a matter")
    new.add_argument("--doctrine", metavar="PACK", help="the doctrine of a case or matter")
    return parser


def _command(parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
    parser.set_defaults(run=run)
    parser.add_argument("--no-cache", action="store_true", help="do not use or write compiled packs")
    return parser


def _decide_options(parser: argparse.ArgumentParser) -> None:
    _command(parser, _decide)
    parser.add_argument("matter", metavar="MATTER", help="a path, a name, or PACK/NAME")
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
    parser.add_argument("--json", action="store_true", help="the answer as JSON")


def _decide(options: argparse.Namespace) -> int:
    from afortiori.analysis import analyse
    from afortiori.store.asking import Wanted, ask
    from afortiori.store.library import open_matter

    found = open_matter(options.matter, bases=options.base, cached=not options.no_cache)
    wanted = Wanted(
        options.forum, options.as_of, options.model, not options.no_rules, tuple(options.set), tuple(options.without)
    )
    asked = ask(found, wanted, today=_today())
    analysis = analyse(found.base, asked.facts, asked.options)
    if options.json:
        import json

        from afortiori.memo.record import record

        data = record(analysis, f"{found.pack.id}/{found.matter.id}")
        print(json.dumps(data, indent=2, ensure_ascii=False))
    else:
        from afortiori.memo.decision import compose
        from afortiori.memo.formats.text import render

        blocks = compose(analysis, found.matter.title, text=found.matter.text, note=asked.note)
        sys.stdout.write(render(blocks, colour=_colour()))
    return ANSWERED


def _today() -> str:
    from datetime import date

    return date.today().isoformat()


def _colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _check(options: argparse.Namespace) -> int:
    from afortiori.store.checking import check

    report = check(options.paths, today=_today(), doctrine=options.doctrine, cached=not options.no_cache)
    for problem in report.problems:
        print(problem)
    print(report.summary)
    return FAULTS if report.problems else ANSWERED


def _list(options: argparse.Namespace) -> int:
    from afortiori.memo.formats.text import render
    from afortiori.memo.reference import packs_listed
    from afortiori.store.library import open_pack, pack_folders

    packs = [open_pack(name, cached=not options.no_cache) for name in sorted(pack_folders())]
    rows = [(pack.doctrine, pack.base, sorted(pack.matters)) for pack in packs]
    sys.stdout.write(render(packs_listed(rows), colour=_colour()))
    return ANSWERED


def _show(options: argparse.Namespace) -> int:
    from afortiori.memo.formats.text import render
    from afortiori.memo.reference import case_shown, factor_shown, names, rule_shown
    from afortiori.store.library import open_pack, pack_folders

    wanted, _, name = options.name.rpartition("/")
    packs = [wanted] if wanted else sorted(pack_folders())
    opened = [open_pack(pack, cached=not options.no_cache) for pack in packs]
    holders = [pack for pack in opened if name in names(pack.base)]
    if len(holders) > 1:
        listed = " or ".join(f"{pack.id}/{name}" for pack in holders)
        raise bad_option(f"'{name}' stands in more than one pack", f"write {listed}")
    if not holders:
        known = [known for pack in opened for known in names(pack.base)]
        raise bad_option(f"no case, factor or rule is named '{name[:120]}'", did_you_mean(name, known))
    base = holders[0].base
    if any(name == factor.id for factor in base.doctrine.factors):
        blocks = factor_shown(base, name)
    elif any(name == rule.id for rule in base.doctrine.rules):
        blocks = rule_shown(base, name)
    else:
        blocks = case_shown(base, name)
    sys.stdout.write(render(blocks, colour=_colour()))
    return ANSWERED


def _new(options: argparse.Namespace) -> int:
    from afortiori.store.starting import start

    for line in start(options.kind, options.name, options.doctrine, cached=not options.no_cache):
        print(line)
    return ANSWERED


if __name__ == "__main__":
    sys.exit(main())
