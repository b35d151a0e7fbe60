"""``propose``: sentences of an opinion that may state factor values; a person accepts them into a case file."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from afortiori.cli.options import command, tell
from afortiori.errors import bad_option

if TYPE_CHECKING:
    from afortiori.answers.proposing import Sought
    from afortiori.store.proposing.model import Endpoint


def add(commands: Any) -> None:
    """Add ``propose``."""
    parser = command(
        commands.add_parser("propose", help="sentences of an opinion that may state factor values"), _propose
    )
    parser.add_argument("opinion", metavar="OPINION", help="text, HTML, JSON, DOCX or PDF")
    parser.add_argument("--doctrine", metavar="PACK", required=True, help="whose factors")
    parser.add_argument("--record", type=int, metavar="N", help="which record, where the file holds several")
    parser.add_argument("--sentences", type=int, default=20, metavar="N", help="how many sentences; default: 20")
    parser.add_argument(
        "--factor", action="append", default=[], metavar="FACTOR", help="only for this factor; repeatable"
    )
    parser.add_argument("-o", "--output", metavar="SHEET.yaml", help="write the proposals there, to be decided")
    parser.add_argument("--decided", metavar="SHEET.yaml", help="accept what that sheet decides; with --into")
    parser.add_argument(
        "--accept", action="append", default=[], metavar="N=LEVEL", help="accept one; with --into; repeatable"
    )
    parser.add_argument("--into", metavar="CASE.yaml", help="the case file that accepted values go into")
    parser.add_argument("--replace", action="store_true", help="also where the case has a value already")
    parser.add_argument("--recall", metavar="FACTS.yaml", help="how many facts coded there are among the proposals")
    parser.add_argument("--endpoint", metavar="URL", help="ask a language model there too (OpenAI-compatible)")
    parser.add_argument("--model", metavar="NAME", help="which model; with --endpoint")
    parser.add_argument("--log", metavar="FILE", help="where all that is sent is written down; with --endpoint")
    parser.add_argument("--json", action="store_true", help="the answer as JSON")


def _propose(options: argparse.Namespace) -> int:
    from afortiori.answers import proposing

    accepting = bool(options.decided or options.accept)
    _refused(options, accepting=accepting)
    sought, cached = _sought(options), not options.no_cache
    if options.recall:
        return tell(options, proposing.recall(sought, options.recall, cached=cached))
    if accepting:
        how = {"chosen": options.accept, "decided": options.decided, "replace": options.replace}
        return tell(options, proposing.accept(sought, options.into, **how, cached=cached))
    return tell(options, proposing.propose(sought, sheet=options.output, cached=cached))


def _refused(options: argparse.Namespace, *, accepting: bool) -> None:
    """Refuse options that cannot apply together."""
    if accepting != bool(options.into):
        what = "--into without --accept or --decided" if options.into else "nowhere to accept into"
        raise bad_option(what, "give --into CASE.yaml together with --accept N=LEVEL or --decided SHEET.yaml")
    if options.replace and not accepting:
        raise bad_option("--replace replaces nothing here", "leave it out, or accept with --into CASE.yaml")
    if sum(map(bool, (options.recall, accepting, options.output))) > 1:
        raise bad_option("--recall, -o and accepting are three questions", "ask one of them")
    if bool(options.endpoint) != bool(options.model) or bool(options.endpoint) != bool(options.log):
        raise bad_option("--endpoint, --model and --log go together", "give all three: nothing is sent without a log")
    if options.endpoint and (options.recall or options.decided):
        raise bad_option("--endpoint asks for proposals, and here none are made", "leave it out")
    if not 1 <= options.sentences <= 1_000:
        raise bad_option(f"--sentences {options.sentences}", "write a number from 1 to 1000")


def _sought(options: argparse.Namespace) -> Sought:
    from afortiori.answers.proposing import Sought

    return Sought(
        options.opinion, options.doctrine, options.record, options.sentences, tuple(options.factor), _endpoint(options)
    )


def _endpoint(options: argparse.Namespace) -> Endpoint | None:
    if not options.endpoint:
        return None
    from afortiori.store.proposing.model import Endpoint

    return Endpoint(options.endpoint, options.model, options.log)
