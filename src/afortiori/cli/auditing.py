"""``audit`` and ``effect``: a base as a whole, and what a decision would do to it."""

from __future__ import annotations

import argparse
from typing import Any

from afortiori.cli.options import asked_matter, asking_options, law_of, law_options, named, tell


def add(commands: Any) -> None:
    """Add ``audit`` and ``effect``."""
    audit = commands.add_parser(
        "audit", help="a base as a whole: conflicts, repair, landmarks, what hangs on one thing"
    )
    audit.add_argument("pack", metavar="BASE", help="a pack's name or folder")
    asking_options(audit)
    audit.set_defaults(run=_audit)
    effect = commands.add_parser("effect", help="what deciding a matter for a side would settle, open and contradict")
    law_options(effect)
    effect.add_argument("--for", dest="side", metavar="SIDE", required=True, help="the side")
    effect.add_argument("--reason", metavar="C", help="FACTOR=LEVEL,...: its reason; default: all its facts")
    effect.add_argument("--by", metavar="COURT", help="the court that decides; default: the forum")
    effect.set_defaults(run=_effect)


def _audit(options: argparse.Namespace) -> int:
    from afortiori.audit import audit
    from afortiori.memo.auditing import audited
    from afortiori.store.asking import read_matters
    from afortiori.store.library import open_pack

    pack = open_pack(options.pack, cached=not options.no_cache)
    law = law_of(options, pack)
    return tell(options, audited(audit(law, read_matters(pack, options.reading))))


def _effect(options: argparse.Namespace) -> int:
    from afortiori.casebase import Law
    from afortiori.effect import effect
    from afortiori.memo.auditing import effect_told
    from afortiori.store.asking import conditions, deciding_court, read_matters

    found, asked = asked_matter(options)
    law = Law(asked.base, asked.options)
    side = named("side", options.side, [side.id for side in law.doctrine.sides])
    stated = None if options.reason is None else conditions(law.doctrine, options.reason)
    court = deciding_court(law, options.by)
    done = effect(law, asked.facts, side, stated, read_matters(found.pack, options.reading), court)
    return tell(options, effect_told(law, asked.facts, done, found.matter.title, asked.note))
