"""The commands that compare: a doctrine as a whole, opinions, matters, the law with and without a decision."""

from __future__ import annotations

import argparse
from typing import Any

from afortiori.cli.options import asking_options, law_of, no_facts, tell, today, wanted


def add(commands: Any) -> None:
    """The commands that compare: opinions, matters, the law with and without a decision."""
    guide = commands.add_parser("guide", help="what the cases and rules of a doctrine settle, and what they leave open")
    guide.add_argument("pack", metavar="DOCTRINE")
    guide.add_argument(
        "--for-agency", action="store_true", help="each kind of fact and of response, for those bound by it"
    )
    asking_options(guide)
    guide.set_defaults(run=_restate)
    coverage = commands.add_parser(
        "coverage", help="how often a base speaks of its own cases, each left out, and rightly"
    )
    coverage.add_argument("pack", metavar="DOCTRINE")
    asking_options(coverage)
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
        asking_options(parser)
        parser.add_argument("--doctrine", metavar="PACK", help="the pack to ask, where it is not clear")
        parser.set_defaults(run=_compare, kind=name)


def _restate(options: argparse.Namespace) -> int:
    from afortiori.memo.agency import agency_told
    from afortiori.memo.restating import restated
    from afortiori.restatement import for_agency, restate
    from afortiori.store.library import open_pack

    law = law_of(options, open_pack(options.pack, cached=not options.no_cache))
    return tell(options, agency_told(law, for_agency(law)) if options.for_agency else restated(law, restate(law)))


def _cover(options: argparse.Namespace) -> int:
    from afortiori.coverage import coverage
    from afortiori.memo.covering import covered
    from afortiori.store.library import open_pack

    pack = open_pack(options.pack, cached=not options.no_cache)
    law = law_of(options, pack)
    return tell(options, covered(pack.id, coverage(law.base, law.options, pack.readings)))


def _compare(options: argparse.Namespace) -> int:
    from afortiori.store import comparing

    day, cached = today(), not options.no_cache
    if options.kind == "stronger":
        told = comparing.stronger(options.matters, options.side, wanted(options), today=day, cached=cached)
        if options.output:
            from afortiori.store.writing import write

            write(options.output, told.picture)
    elif options.kind == "compare":
        no_facts(options)
        told = comparing.opinions(
            options.case, options.doctrine, wanted(options), today=day, cached=cached, bases=options.base
        )
    else:
        told = comparing.impact(
            options.case,
            options.matters,
            options.doctrine,
            wanted(options),
            today=day,
            cached=cached,
            bases=options.base,
        )
    return tell(options, told)
