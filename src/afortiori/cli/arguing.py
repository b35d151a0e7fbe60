"""The commands that argue: the claim lattice, and the argument for a side in three plies."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from afortiori.cli.options import ANSWERED, asked_matter, colour, law_options, named, print_json
from afortiori.errors import bad_option, did_you_mean

if TYPE_CHECKING:
    from afortiori.casebase import Law
    from afortiori.precedent import Precedent
    from afortiori.store.asking import Asked
    from afortiori.store.library import Found


def add(commands: Any) -> None:
    """Add ``lattice`` and ``argue``."""
    lattice = commands.add_parser("lattice", help="the cases on point, the most on point first, and which are trumped")
    law_options(lattice)
    lattice.add_argument("-o", "--output", metavar="FILE.svg", help="write a picture as well")
    lattice.set_defaults(run=_lattice)
    argue = commands.add_parser("argue", help="the argument for a side, what answers it, and what answers that")
    law_options(argue)
    argue.add_argument("--for", dest="side", metavar="SIDE", required=True, help="the side")
    argue.add_argument("--against", metavar="CASE", help="only against this case of the other side")
    argue.add_argument("--by-issue", action="store_true", help="issue by issue, each on what bears on it")
    argue.set_defaults(run=_argue)


def _lattice(options: argparse.Namespace) -> int:
    from afortiori.argument import lattice
    from afortiori.casebase import Law
    from afortiori.memo.arguing_data import lattice_data
    from afortiori.memo.lattice_picture import lattice_picture
    from afortiori.memo.lattice_tree import lattice_tree

    found, asked = asked_matter(options)
    law = Law(asked.base, asked.options)
    binding = lattice(law.doctrine, asked.facts, law.selection.binding)
    persuasive = lattice(law.doctrine, asked.facts, law.selection.persuasive)
    if options.output:
        from afortiori.store.writing import write

        write(options.output, lattice_picture(found.matter.title, binding, persuasive))
    if options.json:
        print_json(_about(found, asked) | lattice_data(binding) | {"persuasive": lattice_data(persuasive)})
    else:
        sys.stdout.write(_head(found, asked, law) + "\n" + lattice_tree(binding, persuasive))
    return ANSWERED


def _argue(options: argparse.Namespace) -> int:
    from afortiori.argument import argue
    from afortiori.casebase import Law
    from afortiori.memo.arguing import argued_told
    from afortiori.memo.citing import forms
    from afortiori.memo.formats.text import render

    found, asked = asked_matter(options)
    law = Law(asked.base, asked.options)
    side = named("side", options.side, [side.id for side in law.doctrine.sides])
    against = _opponent(law, options.against, side) if options.against else None
    if against and options.by_issue:
        raise bad_option("--against and --by-issue do not go together", "leave one of them out")
    argued = argue(law, asked.facts, side, against=against, by_issue=options.by_issue)
    told = argued_told(argued, forms(law.base, asked.options.as_of))
    if options.json:
        print_json(_about(found, asked) | told.data)
    else:
        sys.stdout.write(_head(found, asked, law) + "\n" + render(told.blocks, colour=colour()))
    return ANSWERED


def _opponent(law: Law, name: str, side: str) -> Precedent:
    """The case that the other side cites; a problem where it is none, or was decided for this side."""
    selected = (*law.selection.binding, *law.selection.persuasive)
    held = [case for case in selected if name in (case.id, case.case)]
    if not held:
        known = [case.id for case in selected]
        raise bad_option(f"no case that may be cited here is named '{name[:80]}'", did_you_mean(name, known))
    against = [case for case in held if case.holding != side]
    if not against:
        raise bad_option(f"'{held[0].id}' was decided for {side}", "name a case that the other side can cite")
    return against[0]


def _head(found: Found, asked: Asked, law: Law) -> str:
    from afortiori.memo.blocks import Heading
    from afortiori.memo.decision import assumptions
    from afortiori.memo.formats.text import render

    head = (Heading(found.matter.title), *assumptions(law, asked.facts, asked.note))
    return render(head, colour=colour())


def _about(found: Found, asked: Asked) -> dict[str, object]:
    forum = asked.options.forum.id if asked.options.forum else "any"
    about = {"matter": f"{found.pack.id}/{found.matter.id}", "doctrine": found.pack.doctrine.id, "forum": forum}
    return {**about, "as_of": asked.options.as_of, "model": asked.options.model}
