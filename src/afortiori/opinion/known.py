"""What is known of the cases that an opinion or a draft may cite: from a case base, and from opinions at hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from afortiori.casebase import CaseBase
from afortiori.opinion.citations import compact
from afortiori.opinion.normal import Normal
from afortiori.precedent import Precedent


@dataclass(frozen=True, slots=True)
class Fall:
    """An event that took a holding away: 'overruled by X on 1989-02-22'. ``whole`` where nothing of the case is left."""

    words: str
    date: str
    whole: bool


@dataclass(frozen=True, slots=True)
class KnownCase:
    """A case as citations name it. ``year`` or ``court`` is empty where it is not known.

    ``quotations`` are passages that the base quotes from it; ``text`` is its opinion, where that is at hand in ``file``.
    """

    id: str
    name: str
    citations: tuple[str, ...]
    court: str = ""
    year: str = ""
    falls: tuple[Fall, ...] = ()
    quotations: tuple[str, ...] = ()
    text: Normal | None = None
    file: str = ""


@dataclass(frozen=True)
class Known:
    """The known cases, to be found by citation."""

    cases: tuple[KnownCase, ...]

    @cached_property
    def by_key(self) -> dict[str, KnownCase]:
        """Each case by each of its citations, in the form in which two ways of writing one are the same."""
        return {compact(cite): case for case in reversed(self.cases) for cite in case.citations}

    @cached_property
    def keys(self) -> dict[str, str]:
        """The id of each case by each of its citations."""
        return {key: case.id for key, case in self.by_key.items()}

    def joined(self, others: Iterable[KnownCase]) -> Known:
        """With more cases; one that is already known by a citation lends it its text."""
        cases = {case.id: case for case in self.cases}
        for other in others:
            same = self._same(other)
            if same is None:
                cases[other.id] = other
            elif cases[same.id].text is None:
                cases[same.id] = replace(cases[same.id], text=other.text, file=other.file)
        return Known(tuple(cases.values()))

    def _same(self, other: KnownCase) -> KnownCase | None:
        """The case that another is: by a citation, else by its id."""
        cited = next((held for cite in other.citations if (held := self.by_key.get(compact(cite)))), None)
        return cited or next((case for case in self.cases if case.id.rpartition("/")[2] == other.id), None)


def known_of(base: CaseBase, *, pack: str = "") -> Iterator[KnownCase]:
    """The cases of a base, each once whatever number of holdings it has; ``pack`` comes before its id."""
    held: dict[str, list[Precedent]] = {}
    for precedent in base:
        held.setdefault(precedent.case, []).append(precedent)
    laid_down: dict[str, list[str]] = {}
    for rule in base.doctrine.rules:
        if rule.case and rule.quotation:
            laid_down.setdefault(rule.case, []).append(rule.quotation)
    for id, holdings in held.items():
        first = holdings[0]
        quoted = [value.quotation for one in holdings for value in one.values if value.quotation]
        yield KnownCase(
            f"{pack}/{id}" if pack else id,
            first.name,
            first.citations,
            first.court.id,
            first.decided.year,
            tuple(_falls(holdings, base)),
            tuple(dict.fromkeys([*quoted, *laid_down.get(id, [])])),
        )


def _falls(holdings: list[Precedent], base: CaseBase) -> Iterator[Fall]:
    """The events after which nothing is left of a case, or of one of its holdings."""
    names = {precedent.case: precedent.name for precedent in base}
    for event in holdings[0].history:
        if event.removes == "nothing":
            continue
        whole = event.removes == "all" or {event.removes} == {one.part for one in holdings}
        what = "" if whole else f" as to '{event.removes}'"
        sure = " (inferred)" if event.inferred else ""
        words = f"{event.event}{what} by {names.get(event.by, event.by)}, {event.date}{sure}"
        yield Fall(words, event.date.last, whole)
