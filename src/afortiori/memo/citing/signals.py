"""Signals: what a citation does for the sentence before it, chosen by what the engine knows (Bluebook 1.2-1.4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from afortiori.constraint import Authority as OfLaw
from afortiori.memo.blocks import Cited, Run, Span

DIRECT, SEE, SEE_ALSO, COMPARE, CONTRA, BUT_SEE = "", "see", "see also", "cf.", "contra", "but see"
ORDER = (DIRECT, SEE, SEE_ALSO, COMPARE, CONTRA, BUT_SEE)
_KINDS = {DIRECT: 0, SEE: 0, SEE_ALSO: 0, COMPARE: 1, CONTRA: 2, BUT_SEE: 2}
_LEVELS = ("legislature", "supreme", "appellate", "trial")


@dataclass(frozen=True, slots=True)
class Citation:
    """An authority cited under a signal; ``weight`` orders it among others of its signal, the weightiest first."""

    signal: str
    cited: Cited
    weight: tuple[int, int, str]


def signal(*, compels: bool, same_side: bool, firm: bool = True, further: bool = False) -> str:
    """The signal for a case cited for a side, by what the kernel says of it on these facts.

    None: it compels, and firmly. *See*: it compels for all that its opinion says, and takes its silence as absence.
    *See also*: one more for the side, which does not control. *Cf.*: for the side, and distinguished. *Contra*: it
    compels the other side. *But see*: it is for the other side and does not control.
    """
    if not same_side:
        return CONTRA if compels else BUT_SEE
    if compels:
        return DIRECT if firm else SEE
    return SEE_ALSO if further else COMPARE


def weight(authority: OfLaw) -> tuple[int, int, str]:
    """The order within a string: federal courts and the higher first, then the newest (Bluebook 1.4)."""
    court = authority.court
    state = 0 if court.system == "us" else 1
    newest = -int(authority.decided.last.replace("-", ""))
    return (_LEVELS.index(court.level) * 2 + state, newest, authority.id)


def string(citations: Iterable[Citation]) -> tuple[Run, ...]:
    """Citation sentences: signals in their order, those of one kind in one sentence, authorities by weight.

    A signal that the authority before it had is not said again.
    """
    ordered = sorted(citations, key=lambda c: (ORDER.index(c.signal), c.weight))
    runs: list[Run] = []
    before: str | None = None
    for citation in ordered:
        new = before is None or _KINDS[before] != _KINDS[citation.signal]
        if new and before is not None:
            runs.append(Span(". "))
        elif before is not None:
            runs.append(Span("; "))
        if citation.signal and (new or citation.signal != before):
            runs += _said(citation.signal, capital=new)
        runs.append(citation.cited)
        before = citation.signal
    return (*runs, Span(".")) if runs else ()


def _said(text: str, *, capital: bool) -> list[Run]:
    return [Span(text[:1].upper() + text[1:] if capital else text, italic=True), Span(" ")]
