"""The commands on case charts: ``import``, ``export``, ``diff``, ``agree``."""

from __future__ import annotations

import argparse
from typing import Any

from afortiori.cli.options import command, tell, today


def add(commands: Any) -> None:
    """Add the commands on charts."""
    bring = command(
        commands.add_parser("import", help="make a case base of a chart (CSV, XLSX, JSON, Parquet)"), _import
    )
    bring.add_argument("chart", metavar="CHART")
    bring.add_argument("-o", "--output", metavar="DIR", help="the folder to write; without it nothing is written")
    bring.add_argument(
        "--mapping", metavar="FILE", help="read the chart under this mapping; default: DIR's own, else one proposed"
    )
    bring.add_argument("--save-mapping", metavar="FILE", help="write the mapping, to edit it")
    bring.add_argument("--doctrine", metavar="PACK", help="read it onto the sides and factors of this pack")
    bring.add_argument(
        "--favours", metavar="FACTOR=SIDE", action="append", default=[], help="which side a factor favours; repeatable"
    )
    bring.add_argument("--outcome", metavar="COLUMN", default="", help="the column that says how the cases came out")
    bring.add_argument("--replace", action="store_true", help="overwrite files that were edited since the last import")
    bring.add_argument("--json", action="store_true", help="the answer as JSON")

    out = command(commands.add_parser("export", help="a base as a chart: CSV, XLSX, JSON or Parquet"), _export)
    out.add_argument("--json", action="store_true", help="what was written, as JSON")
    out.add_argument("base", metavar="BASE", help="a pack's name or folder, a chart, or a folder of cases")
    out.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        required=True,
        help="its suffix says the format; DIR/datapackage.json: a data package",
    )
    out.add_argument("--doctrine", metavar="PACK", help="the doctrine of a folder of cases, or of a chart")
    for name, help in (
        ("diff", "which cases came, went or changed between two bases, and which verdicts that changes"),
        ("agree", "how far two coders agree, cell by cell, and which verdicts hang on what they dispute"),
    ):
        two = command(commands.add_parser(name, help=help), _two)
        two.add_argument(
            "first", metavar="OLD" if name == "diff" else "A", help="a chart, a pack, or a folder of cases"
        )
        two.add_argument("second", metavar="NEW" if name == "diff" else "B")
        two.add_argument("--doctrine", metavar="PACK", help="read both onto the sides and factors of this pack")
        two.add_argument("--mapping", metavar="FILE", help="read both charts under this mapping, column by name")
        two.add_argument("--matter", metavar="FILE", action="append", default=[], help="ask about this too; repeatable")
        two.add_argument("--forum", metavar="COURT", default="any", help="the deciding court; default: any")
        two.add_argument("--as-of", metavar="DATE", help="count what was decided before this day; default: today")
        two.add_argument("--model", choices=("reason", "result"), default="reason", help="default: reason")
        two.add_argument("--json", action="store_true", help="the answer as JSON")
        two.set_defaults(asks=name)


def _two(options: argparse.Namespace) -> int:
    from afortiori import answers

    ask = answers.diff if options.asks == "diff" else answers.agree
    told = ask(
        options.first,
        options.second,
        doctrine=options.doctrine,
        mapping=options.mapping,
        matters=options.matter,
        forum=options.forum,
        as_of=options.as_of,
        model=options.model,
        today=today(),
        cached=not options.no_cache,
    )
    return tell(options, told)


def _export(options: argparse.Namespace) -> int:
    from afortiori import answers

    told = answers.export_chart(options.base, options.output, options.doctrine, cached=not options.no_cache)
    return tell(options, told)


def _import(options: argparse.Namespace) -> int:
    from afortiori import answers

    told = answers.import_chart(
        options.chart,
        options.output,
        mapping=options.mapping,
        save_mapping=options.save_mapping,
        outcome=options.outcome,
        doctrine=options.doctrine,
        favours=options.favours,
        replace=options.replace,
        cached=not options.no_cache,
    )
    return tell(options, told)
