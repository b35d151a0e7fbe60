"""The command line. Only the answer goes to standard output; problems go to standard error, all at once."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any

from afortiori.errors import AfortioriError, BadInput, MissingExtra, bad_option, did_you_mean
from afortiori.version import VERSION

if TYPE_CHECKING:
    from afortiori.store.asking import Asked
    from afortiori.store.library import Found

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
    _guiding(commands)
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


def _guiding(commands: Any) -> None:
    """The commands that guide: each asks ``afortiori.memo.guiding`` and takes the options of ``decide``."""
    for name, help, wants_side in (
        ("routes", "what must still be shown, and what to find out next", True),
        ("thresholds", "the level of each factor at which the verdict changes", False),
        ("hypotheticals", "the smallest changes of the facts that compel a side", True),
        ("rationales", "the rationales still open to a court that would rule for a side", True),
    ):
        parser = commands.add_parser(name, help=help)
        _law_options(parser)
        if wants_side:
            parser.add_argument("--for", dest="side", metavar="SIDE", required=True, help="the side")
        else:
            parser.add_argument("--over", metavar="F1,F2", default="", help="several factors together")
        parser.set_defaults(run=_guide, command=name)


def _decide_options(parser: argparse.ArgumentParser) -> None:
    _law_options(parser)
    parser.set_defaults(run=_decide)


def _law_options(parser: argparse.ArgumentParser) -> None:
    """The matter, how the law is taken, and the form of the answer."""
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


def _asked(options: argparse.Namespace) -> tuple[Found, Asked]:
    from afortiori.store.asking import Wanted, ask
    from afortiori.store.library import open_matter

    found = open_matter(options.matter, bases=options.base, cached=not options.no_cache)
    wanted = Wanted(
        options.forum, options.as_of, options.model, not options.no_rules, tuple(options.set), tuple(options.without)
    )
    return found, ask(found, wanted, today=_today())


def _print_json(data: object) -> None:
    import json

    print(json.dumps(data, indent=2, ensure_ascii=False))


def _guide(options: argparse.Namespace) -> int:
    from afortiori.casebase import Law
    from afortiori.memo import guiding
    from afortiori.memo.blocks import Heading
    from afortiori.memo.decision import assumptions
    from afortiori.memo.formats.text import render

    found, asked = _asked(options)
    doctrine, law = found.pack.doctrine, Law(found.base, asked.options)
    if options.command == "thresholds":
        over = [_named("factor", name, doctrine.factor_ids()) for name in options.over.split(",") if name]
        told = guiding.thresholds_told(law, asked.facts, over)
    else:
        side = _named("side", options.side, [side.id for side in doctrine.sides])
        told = getattr(guiding, f"{options.command}_told")(law, asked.facts, side)
    if options.json:
        asked_for = asked.options
        forum = asked_for.forum.id if asked_for.forum else "any"
        about = {"matter": f"{found.pack.id}/{found.matter.id}", "doctrine": doctrine.id, "forum": forum}
        _print_json(about | {"as_of": asked_for.as_of, "model": asked_for.model} | told.data)
    else:
        head = (Heading(found.matter.title), *assumptions(law, asked.facts, asked.note))
        sys.stdout.write(render((*head, *told.blocks), colour=_colour()))
    return ANSWERED


def _named(kind: str, name: str, known: Collection[str]) -> str:
    if name not in known:
        raise bad_option(f"unknown {kind} '{name[:80]}'", did_you_mean(name, known))
    return name


def _decide(options: argparse.Namespace) -> int:
    from afortiori.analysis import analyse

    found, asked = _asked(options)
    analysis = analyse(found.base, asked.facts, asked.options)
    if options.json:
        from afortiori.memo.record import record

        _print_json(record(analysis, f"{found.pack.id}/{found.matter.id}"))
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
