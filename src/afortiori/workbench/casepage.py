"""A case on its page: its holdings with each value's source, its later history, what it relies on, and whom it forces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from afortiori.authority import History
from afortiori.casebase import Law
from afortiori.constraint import forces
from afortiori.errors import AfortioriError
from afortiori.memo import words
from afortiori.memo.told import Told
from afortiori.precedent import Precedent, Value, own_facts
from afortiori.store.asking import Wanted
from afortiori.workbench.chart import Asked, Chart, Mark, mark
from afortiori.workbench.verdict import place_of

MOST_TRIED = 3_000


@dataclass(frozen=True, slots=True)
class Stated:
    """One value of a case: its mark and its words, and where it is stated."""

    name: str
    mark: Mark
    level: str
    value: Value
    reason: bool


@dataclass(frozen=True, slots=True)
class Holding:
    """One holding of a case. ``forced`` are the cases that it would compel on their own facts; ``by`` those that compel it."""

    precedent: Precedent
    place: int | None
    standing: str
    values: tuple[Stated, ...]
    forced: tuple[Precedent, ...]
    by: tuple[Precedent, ...]


class CasePage:
    """A case and its holdings."""

    def __init__(self, law: Law, holdings: Sequence[Precedent]) -> None:
        self.law = law
        self.first = holdings[0]
        self.precedents = holdings

    @cached_property
    def holdings(self) -> tuple[Holding, ...]:
        """Each holding, with what it rests on and whom it forces."""
        return tuple(self._holding(precedent) for precedent in self.precedents)

    @property
    def history(self) -> tuple[tuple[History, str], ...]:
        """What later courts did to it, each with the name of the case that did, where that is in the base."""
        names = {p.case: p.citation for p in self.law.base}
        return tuple((event, names.get(event.by, event.by)) for event in self.first.history)

    @property
    def cites(self) -> list[tuple[str, str, str, str]]:
        """The authorities that it discusses: id where it is in the base, name, treatment, source."""
        names = {p.case: p.citation for p in self.law.base}
        return [(id if id in names else "", names.get(id, id), how, source) for id, how, source in self.first.cites]

    def _holding(self, precedent: Precedent) -> Holding:
        doctrine, model = self.law.doctrine, self.law.options.model
        rests_on = {name for name, _ in precedent.reason or ()}
        stated = tuple(
            Stated(
                doctrine.factor(value.factor).name,
                mark(doctrine, doctrine.factor(value.factor), value.level),
                words.level(value.level),
                value,
                value.factor in rests_on,
            )
            for value in precedent.values
        )
        others = [p for p in self.law.base if p.id != precedent.id and p.holding is not None][:MOST_TRIED]
        own = own_facts(doctrine, precedent)
        speaks = others if precedent.holding is not None else []
        forced = [p for p in speaks if forces(doctrine, precedent, own_facts(doctrine, p), model)]
        by = [p for p in others if forces(doctrine, p, own, model)]
        standing = Chart(self.law, Asked()).standings.get(precedent.id, "left out")
        place = place_of(doctrine, precedent.holding)
        return Holding(precedent, place, standing, stated, tuple(forced), tuple(by))

    def opinions(self, folder: Path) -> Told | None:
        """Its opinions compared, where it has any; what would follow had each prevailed."""
        from afortiori.store.comparing import opinions

        if not self.first.opinions:
            return None
        try:
            return opinions(self.first.id, str(folder), Wanted(), today=self.law.options.as_of, cached=True)
        except AfortioriError:
            return None

    def data(self) -> dict[str, Any]:
        """The case as data."""
        return {
            "case": self.first.case,
            "citation": self.first.citation,
            "court": self.first.court.id,
            "decided": self.first.decided.text,
            "holdings": [
                {
                    "id": held.precedent.id,
                    "holding": held.precedent.holding,
                    "standing": held.standing,
                    "values": {
                        s.value.factor: {
                            "level": s.value.level,
                            "source": s.value.source,
                            "confidence": s.value.confidence,
                            "quotation": s.value.quotation,
                        }
                        for s in held.values
                    },
                    "forces": [p.id for p in held.forced],
                    "forced_by": [p.id for p in held.by],
                }
                for held in self.holdings
            ],
            "history": [
                {"event": e.event, "by": by, "date": e.date.text, "removes": e.removes, "source": e.source}
                for e, by in self.history
            ],
            "cites": [{"case": id or name, "treatment": how, "source": source} for id, name, how, source in self.cites],
        }
