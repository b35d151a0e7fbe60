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
    from afortiori.casebase import Law
    from afortiori.memo.guiding import Told
    from afortiori.precedent import Facts
    from afortiori.store.asking import Asked, Wanted
    from afortiori.store.library import Found
    from afortiori.store.pack import Pack

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
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print(f"afortiori: the answer cannot be written: {error.strerror}", file=sys.stderr)
        return BAD_INPUT


def commands() -> tuple[str, ...]:
    """The names of the commands, as ``--help`` lists them."""
    actions = [action for action in _parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return tuple(actions[0].choices)


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
    _claiming(commands)
    _comparing(commands)
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
        ("timeline", "the matter's events and the changes of law, and the verdict after each", False),
    ):
        parser = commands.add_parser(name, help=help)
        _law_options(parser)
        if wants_side:
            parser.add_argument("--for", dest="side", metavar="SIDE", required=True, help="the side")
        elif name == "timeline":
            parser.add_argument("-o", "--output", metavar="FILE.svg", help="write a picture as well")
        else:
            parser.add_argument("--over", metavar="F1,F2", default="", help="several factors together")
        parser.set_defaults(run=_guide, command=name)


def _comparing(commands: Any) -> None:
    """The commands that compare: opinions, matters, the law with and without a decision."""
    guide = commands.add_parser("guide", help="what the cases and rules of a doctrine settle, and what they leave open")
    guide.add_argument("pack", metavar="DOCTRINE")
    guide.add_argument(
        "--for-agency", action="store_true", help="each kind of fact and of response, for those bound by it"
    )
    _asking_options(guide)
    guide.set_defaults(run=_restate)
    coverage = commands.add_parser(
        "coverage", help="how often a base speaks of its own cases, each left out, and rightly"
    )
    coverage.add_argument("pack", metavar="DOCTRINE")
    _asking_options(coverage)
    coverage.set_defaults(run=_cover)
    compare = commands.add_parser(
        "compare", help="a case's opinions: common ground, where they part, what each rests on"
    )
    compare.add_argument("case", metavar="CASE")
    compare.set_defaults(kind="compare")
    stronger = commands.add_parser("stronger", help="which of some matters is at least as strong for a side")
    stronger.add_argument("matters", metavar="MATTER", nargs="+")
    stronger.add_argument("--for", dest="side", metavar="SIDE", required=True)
    stronger.add_argument("-o", "--output", metavar="FILE.svg", help="write a picture as well")
    impact = commands.add_parser("impact", help="which matters a decision changes, and how")
    impact.add_argument("case", metavar="CASE", help="a case of the base, or the file of a new one")
    impact.add_argument("matters", metavar="MATTER", nargs="*", help="default: the pack's")
    for name, parser in (("compare", compare), ("stronger", stronger), ("impact", impact)):
        _asking_options(parser)
        parser.add_argument("--doctrine", metavar="PACK", help="the pack to ask, where it is not clear")
        parser.set_defaults(run=_compare, kind=name)


def _restate(options: argparse.Namespace) -> int:
    from afortiori.memo.restating import for_agency, restated
    from afortiori.restatement import each_alone, restate
    from afortiori.store.library import open_pack

    law = _law_of(options, open_pack(options.pack, cached=not options.no_cache))
    return _tell(options, for_agency(law, each_alone(law)) if options.for_agency else restated(law, restate(law)))


def _cover(options: argparse.Namespace) -> int:
    from afortiori.coverage import coverage
    from afortiori.memo.covering import covered
    from afortiori.store.library import open_pack

    pack = open_pack(options.pack, cached=not options.no_cache)
    law = _law_of(options, pack)
    return _tell(options, covered(pack.id, coverage(law.base, law.options)))


def _law_of(options: argparse.Namespace, pack: Pack) -> Law:
    """The law of a pack as the options take it, for a question that has no matter."""
    from afortiori.casebase import Law
    from afortiori.store.asking import ask_law, supposed_law
    from afortiori.store.library import open_base

    wanted = _wanted(options)
    base = supposed_law(pack, open_base(pack, options.base, cached=not options.no_cache), wanted)
    return Law(base, ask_law(base, wanted, today=_today()))


def _tell(options: argparse.Namespace, told: Told) -> int:
    """Write an answer in the form asked for."""
    if options.json:
        _print_json(told.data)
    else:
        from afortiori.memo.formats.text import render

        sys.stdout.write(render(told.blocks, colour=_colour()))
    return ANSWERED


def _compare(options: argparse.Namespace) -> int:
    from afortiori.store import comparing

    today, cached = _today(), not options.no_cache
    if options.kind == "stronger":
        told = comparing.stronger(options.matters, options.side, _wanted(options), today=today, cached=cached)
        if options.output:
            from afortiori.store.writing import write

            write(options.output, told.picture)
    elif options.kind == "compare":
        told = comparing.opinions(options.case, options.doctrine, _wanted(options), today=today, cached=cached)
    else:
        told = comparing.impact(
            options.case, options.matters, options.doctrine, _wanted(options), today=today, cached=cached
        )
    return _tell(options, told)


def _claiming(commands: Any) -> None:
    """``claim KIND``: statements about the case law, each checked against a base."""
    kinds = commands.add_parser(
        "claim", help="whether a statement about the case law is true of a base"
    ).add_subparsers(title="claims", metavar="CLAIM", required=True)
    no_case = kinds.add_parser("no-case", help="no case has held for a side where, or because of, some facts")
    no_case.add_argument("--holding", metavar="SIDE", required=True)
    no_case.add_argument("--suffices", metavar="C", default="", help="FACTOR=LEVEL,...: some reason lies within these")
    no_case.add_argument("--where", metavar="C", default="", help="FACTOR=LEVEL,...: the facts include these")
    holds = kinds.add_parser("holds", help="a case held for a side where its facts include some")
    holds.add_argument("case", metavar="CASE")
    holds.add_argument("--side", metavar="SIDE", required=True)
    holds.add_argument("--where", metavar="C", default="")
    on_point = kinds.add_parser("on-point", help="the cases that share some facts with a matter are those named")
    on_point.add_argument("about", metavar="MATTER")
    on_point.add_argument("--sharing", metavar="C", required=True)
    on_point.add_argument("--side", metavar="SIDE")
    on_point.add_argument("--named", metavar="CASE", action="append", default=[], help="repeatable")
    a_fortiori = kinds.add_parser("a-fortiori", help="the answer follows a fortiori from a case")
    a_fortiori.add_argument("case", metavar="CASE")
    a_fortiori.add_argument("about", metavar="MATTER")
    considered = kinds.add_parser("considered", help="these are factors that courts have considered")
    considered.add_argument("factors", metavar="FACTOR", nargs="+")
    for kind, parser in (
        ("no-case", no_case), ("holds", holds), ("on-point", on_point), ("a-fortiori", a_fortiori),
        ("considered", considered),
    ):  # fmt: skip
        _asking_options(parser)
        parser.add_argument("--doctrine", metavar="PACK", help="the pack to ask; default: the matter's")
        parser.set_defaults(run=_claim, kind=kind)


def _claim(options: argparse.Namespace) -> int:
    from afortiori.casebase import Law
    from afortiori.store.library import pack_for

    if options.kind in ("on-point", "a-fortiori"):
        options.matter = options.about
        found, asked = _asked(options)
        told = _about_matter(options, Law(asked.base, asked.options), asked.facts, found.matter.title)
    else:
        written = ",".join(filter(None, (getattr(options, "where", ""), getattr(options, "suffices", ""))))
        factors = getattr(options, "factors", None) or [part.partition("=")[0] for part in written.split(",") if part]
        case = getattr(options, "case", "")
        wanted = () if case else factors
        pack = pack_for(options.doctrine, case=case, factors=wanted, cached=not options.no_cache)
        told = _about_base(options, _law_of(options, pack))
    return _tell(options, told)


def _about_matter(options: argparse.Namespace, law: Law, facts: Facts, title: str) -> Told:
    from afortiori import claims
    from afortiori.memo.claiming import claim_told, pair
    from afortiori.store.asking import conditions

    doctrine = law.doctrine
    if options.kind == "a-fortiori":
        claim = f"'The answer in {title} follows a fortiori from {options.case}'"
        return claim_told(law, claim, claims.a_fortiori(law, options.case, facts), facts)
    pairs = conditions(doctrine, options.sharing)
    if options.side is not None:
        _named("side", options.side, [side.id for side in doctrine.sides])
    shared = "; ".join(pair(doctrine, *item) for item in pairs)
    who = f"the cases for {options.side}" if options.side else "the cases"
    named = " and ".join(options.named)
    claim = f"'{who[0].upper()}{who[1:]} on point with {title}, sharing {shared}, are {named or 'these'}'"
    return claim_told(law, claim, claims.on_point(law, facts, pairs, options.named, options.side))


def _about_base(options: argparse.Namespace, law: Law) -> Told:
    from afortiori import claims
    from afortiori.memo.claiming import claim_told, pair
    from afortiori.store.asking import conditions

    doctrine = law.doctrine
    sides = [side.id for side in doctrine.sides]
    if options.kind == "considered":
        names = [_named("factor", name, doctrine.factor_ids()) for name in options.factors]
        claim = "'Courts have considered: " + "; ".join(doctrine.factor(name).name for name in names) + "'"
        return claim_told(law, claim, claims.factors_considered(law, names))
    if options.kind == "holds":
        pairs = conditions(doctrine, options.where)
        said = "; ".join(pair(doctrine, *item) for item in pairs)
        claim = f"'{options.case} held for {options.side}" + (f" where {said}'" if said else "'")
        return claim_told(law, claim, claims.holds(law, options.case, _named("side", options.side, sides), pairs))
    if bool(options.suffices) == bool(options.where):
        raise bad_option("a claim of no case needs one of --suffices and --where", "write FACTOR=LEVEL,FACTOR=LEVEL")
    pairs = conditions(doctrine, options.suffices or options.where)
    said = "; ".join(pair(doctrine, *item) for item in pairs)
    how = f"that this suffices for {options.holding}: " if options.suffices else f"for {options.holding} where: "
    side = _named("side", options.holding, sides)
    answer = claims.no_case(law, side, pairs, suffices=bool(options.suffices))
    return claim_told(law, f"'No case has held {how}{said}'", answer)


def _decide_options(parser: argparse.ArgumentParser) -> None:
    _law_options(parser)
    parser.set_defaults(run=_decide)


def _law_options(parser: argparse.ArgumentParser) -> None:
    """The matter, how the law is taken, and the form of the answer."""
    parser.add_argument("matter", metavar="MATTER", help="a path, a name, or PACK/NAME")
    _asking_options(parser)


def _asking_options(parser: argparse.ArgumentParser) -> None:
    _command(parser, _decide)
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


def _asked(options: argparse.Namespace) -> tuple[Found, Asked]:
    from afortiori.store.asking import ask
    from afortiori.store.library import open_matter

    found = open_matter(options.matter, bases=options.base, cached=not options.no_cache)
    return found, ask(found, _wanted(options), today=_today())


def _wanted(options: argparse.Namespace) -> Wanted:
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
    doctrine, law = found.pack.doctrine, Law(asked.base, asked.options)
    if options.command == "thresholds":
        over = [_named("factor", name, doctrine.factor_ids()) for name in options.over.split(",") if name]
        told = guiding.thresholds_told(law, asked.facts, over)
    elif options.command == "timeline":
        told = _timeline(options, found, law)
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


def _timeline(options: argparse.Namespace, found: Found, law: Law) -> Told:
    from afortiori.guidance import timeline
    from afortiori.memo.guiding import timeline_picture, timeline_told

    start = found.matter.before_events(law.doctrine)
    moments = timeline(law.base, law.options, start, found.matter.events)
    if options.output:
        from afortiori.store.writing import write

        write(options.output, timeline_picture(found.matter.title, moments, law.doctrine))
    return timeline_told(moments, law.doctrine)


def _named(kind: str, name: str, known: Collection[str]) -> str:
    if name not in known:
        raise bad_option(f"unknown {kind} '{name[:80]}'", did_you_mean(name, known))
    return name


def _decide(options: argparse.Namespace) -> int:
    from afortiori.analysis import analyse

    found, asked = _asked(options)
    analysis = analyse(asked.base, asked.facts, asked.options)
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
