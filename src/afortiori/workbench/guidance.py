"""What to find out and what would change the answer: the next question, thresholds, what is one change away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from afortiori.doctrine import Side
from afortiori.guidance import Ask, Hypothetical, hypotheticals, next_questions
from afortiori.memo import guiding, words
from afortiori.memo.blocks import Block
from afortiori.memo.decision import citation
from afortiori.workbench.desk import Opened
from afortiori.workbench.page import Html, fragment
from afortiori.workbench.verdict import sections

MOST_TRIED = 1_000


@dataclass(frozen=True, slots=True)
class Change:
    """A smallest change of the facts: what would then control, each fact in words, and the levels to try it with."""

    told: str
    controls: str
    facts: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Towards:
    """What leads to one side: the smallest changes, and guidance in words. ``complete`` where all changes were tried."""

    side: str
    name: str
    place: int
    changes: tuple[Change, ...]
    settled: bool
    complete: bool
    routes: Html
    rationales: Html


class Guidance:
    """Guidance on a matter, worked out where a page first asks for it."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened

    @property
    def ready(self) -> bool:
        """Whether it was worked out already."""
        return "thresholds" in self.__dict__

    @cached_property
    def asks(self) -> tuple[Ask, ...]:
        """The relevant unknown facts, the most telling first."""
        return next_questions(self.opened.law, self.opened.facts)

    @property
    def questions(self) -> list[dict[str, Any]]:
        """The same in words: the factor, what it means, and the levels still possible."""
        doctrine = self.opened.doctrine
        return [
            {
                "id": ask.factor,
                "name": doctrine.factor(ask.factor).name,
                "definition": doctrine.factor(ask.factor).definition,
                "levels": words.either([words.level(level) for level in ask.levels]),
            }
            for ask in self.asks
        ]

    @cached_property
    def thresholds(self) -> Html:
        """For each factor the level at which the verdict changes."""
        told = guiding.thresholds_told(self.opened.law, self.opened.facts, ())
        return self._told(told.blocks, "thresholds")

    @cached_property
    def towards(self) -> tuple[Towards, ...]:
        """For each side: what is the fewest changes away, what must still be shown, on what a court could still rest."""
        return tuple(self._towards(place, side) for place, side in enumerate(self.opened.doctrine.sides))

    @property
    def routes(self) -> list[tuple[int, str, Html]]:
        """For each side what must still be shown: all that is worked out of the few rows of a large base."""
        law, facts = self.opened.law, self.opened.facts
        return [
            (place, side.wanted_by, self._told(guiding.routes_told(law, facts, side.id).blocks, f"routes-{place}"))
            for place, side in enumerate(self.opened.doctrine.sides)
        ]

    def _towards(self, place: int, side: Side) -> Towards:
        law, facts = self.opened.law, self.opened.facts
        smallest = hypotheticals(law, facts, side.id, bound=MOST_TRIED)
        return Towards(
            side.id,
            side.wanted_by,
            place,
            tuple(self._change(found) for found in smallest.found if found.pairs),
            any(not found.pairs for found in smallest.found),
            smallest.complete,
            self._told(guiding.routes_told(law, facts, side.id).blocks, f"routes-{place}"),
            self._told(guiding.rationales_told(law, facts, side.id).blocks, f"rationales-{place}"),
        )

    def _change(self, found: Hypothetical) -> Change:
        doctrine = self.opened.doctrine
        names = doctrine.factor
        lines = [
            f"{names(c.factor).name}: {words.levels(names(c.factor), c.before)} → {words.level(c.after)}"
            for c in found.changes
        ]
        lines += [f"{names(name).name}: turns out {words.level(level)}" for name, level in found.turning_out]
        changed = words.count(len(found.changes), "fact") + " changed" if found.changes else ""
        turned = f"{len(found.turning_out)} found out" if found.turning_out else ""
        controls = words.either([citation(authority) for authority in found.by], "and") if found.by else ""
        return Change(", ".join(part for part in (changed, turned) if part), controls, tuple(lines), found.pairs)

    def _told(self, blocks: Sequence[Block], name: str) -> Html:
        """An answer without the verdict that it begins with, which the page shows already."""
        rest = [block for section in sections(blocks) if section.title != "Answer" for block in section.blocks]
        return fragment(rest, name, under=3)

    def data(self) -> dict[str, Any]:
        """The same as data, with all changes of the facts that are searched by the command."""
        return self._data

    @cached_property
    def _data(self) -> dict[str, Any]:
        law, facts = self.opened.law, self.opened.facts
        if self.opened.large is not None:
            sides = {side.id: guiding.routes_told(law, facts, side.id).data for side in law.doctrine.sides}
            return {"ask_next": [ask.factor for ask in self.asks], "routes": sides}
        towards = {
            side.id: {
                "hypotheticals": guiding.hypotheticals_told(law, facts, side.id).data["hypotheticals"],
                "routes": guiding.routes_told(law, facts, side.id).data,
                "rationales": guiding.rationales_told(law, facts, side.id).data,
            }
            for side in law.doctrine.sides
        }
        thresholds = guiding.thresholds_told(law, facts, ()).data["thresholds"]
        return {"ask_next": [ask.factor for ask in self.asks], "thresholds": thresholds, "towards": towards}
