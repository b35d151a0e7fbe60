"""What the cases and rules of a forum settle, as rules; what they leave open; where circuits part (theory 8)."""

from __future__ import annotations

from dataclasses import dataclass

from afortiori.casebase import Finding, Law
from afortiori.casebase.selection import binds
from afortiori.casebase.verdict import MOST_STATES
from afortiori.doctrine import Rule
from afortiori.precedent import Facts
from afortiori.restatement.agency import Agency, Alone, Together, for_agency
from afortiori.restatement.landmarks import Settled, Unreached, landmarks, settled, unreached
from afortiori.restatement.splits import Split, Splits, splits

__all__ = [
    "Agency",
    "Alone",
    "Restatement",
    "Settled",
    "Split",
    "Splits",
    "Together",
    "Unreached",
    "for_agency",
    "landmarks",
    "restate",
    "splits",
]


@dataclass(frozen=True, slots=True)
class Restatement:
    """The whole: rules, landmarks, what no case reaches, and the verdicts over all combinations of facts.

    >>> from afortiori import answers
    >>> law = answers.question("popov", {"as_of": "2020-01-01"}).law
    >>> [kept.precedent.name for kept in restate(law).settled][:1]
    ['Keeble v. Hickeringill']
    """

    rules: tuple[Rule, ...]
    notes: tuple[Rule, ...]
    settled: tuple[Settled, ...]
    unreached: tuple[Unreached, ...]
    everything: Finding
    splits: Splits


def restate(law: Law) -> Restatement:
    """The restatement of a forum's law on a day.

    >>> from afortiori import answers
    >>> law = answers.question("popov", {"as_of": "2020-01-01"}).law
    >>> restate(law).everything.kind
    'depends'
    """
    notes = [rule for rule in law.selection.notes if binds(rule, law.doctrine, law.options.forum)]
    return Restatement(
        law.selection.rules,
        tuple(notes),
        tuple(settled(law)),
        tuple(unreached(law)),
        law.find(Facts(), bound=min(MOST_STATES, 10_000_000 // (len(law.authorities) + 1))),
        splits(law.base, law.options),
    )
