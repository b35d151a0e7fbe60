"""The commands that guide a matter: what to show, what would change the answer, what happened when."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from afortiori.cli.options import ANSWERED, asked_matter, colour, law_options, named, print_json

if TYPE_CHECKING:
    from afortiori.casebase import Law
    from afortiori.memo.guiding import Told
    from afortiori.store.library import Found


def add(commands: Any) -> None:
    """The commands that guide: each asks ``afortiori.memo.guiding`` and takes the options of ``decide``."""
    for name, help, wants_side in (
        ("routes", "what must still be shown, and what to find out next", True),
        ("thresholds", "the level of each factor at which the verdict changes", False),
        ("hypotheticals", "the smallest changes of the facts that compel a side", True),
        ("rationales", "the rationales still open to a court that would rule for a side", True),
        ("timeline", "the matter's events and the changes of law, and the verdict after each", False),
    ):
        parser = commands.add_parser(name, help=help)
        law_options(parser)
        if wants_side:
            parser.add_argument("--for", dest="side", metavar="SIDE", required=True, help="the side")
        elif name == "timeline":
            parser.add_argument("-o", "--output", metavar="FILE.svg", help="write a picture as well")
        else:
            parser.add_argument("--over", metavar="F1,F2", default="", help="several factors together")
        parser.set_defaults(run=_guide, command=name)


def _guide(options: argparse.Namespace) -> int:
    from afortiori.casebase import Law
    from afortiori.memo import guiding
    from afortiori.memo.blocks import Heading
    from afortiori.memo.decision import assumptions
    from afortiori.memo.formats.text import render

    found, asked = asked_matter(options)
    doctrine, law = found.pack.doctrine, Law(asked.base, asked.options)
    if options.command == "thresholds":
        over = [named("factor", name, doctrine.factor_ids()) for name in options.over.split(",") if name]
        told = guiding.thresholds_told(law, asked.facts, over)
    elif options.command == "timeline":
        told = _timeline(options, found, law)
    else:
        side = named("side", options.side, [side.id for side in doctrine.sides])
        told = getattr(guiding, f"{options.command}_told")(law, asked.facts, side)
    if options.json:
        asked_for = asked.options
        forum = asked_for.forum.id if asked_for.forum else "any"
        about = {"matter": f"{found.pack.id}/{found.matter.id}", "doctrine": doctrine.id, "forum": forum}
        print_json(about | {"as_of": asked_for.as_of, "model": asked_for.model} | told.data)
    else:
        head = (Heading(found.matter.title), *assumptions(law, asked.facts, asked.note))
        sys.stdout.write(render((*head, *told.blocks), colour=colour()))
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
