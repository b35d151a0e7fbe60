"""``audit``, ``effect`` and ``estimate``: a base as a whole, what a decision would do to it, and what is not law."""

from __future__ import annotations

import argparse
from typing import Any

from afortiori.cli.options import asking_options, how, law_options, tell


def add(commands: Any) -> None:
    """Add ``audit``, ``effect`` and ``estimate``."""
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
    estimate = commands.add_parser("estimate", help="how cases like a matter were decided: never law")
    law_options(estimate)
    estimate.set_defaults(run=_estimate)


def _audit(options: argparse.Namespace) -> int:
    from afortiori import answers

    return tell(options, answers.audit(options.pack, **how(options)))


def _effect(options: argparse.Namespace) -> int:
    from afortiori import answers

    side, reason = options.side, options.reason
    return tell(options, answers.effect(options.matter, side, reason=reason, by=options.by, **how(options)))


def _estimate(options: argparse.Namespace) -> int:
    from afortiori import answers

    return tell(options, answers.estimate(options.matter, **how(options)))
