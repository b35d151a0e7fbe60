"""What to find out and what would change the answer: the next question, thresholds, what is one change away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from afortiori.guidance import Ask, next_questions
from afortiori.memo import guiding, words
from afortiori.memo.blocks import Block
from afortiori.workbench.desk import Opened
from afortiori.workbench.page import Html, fragment
from afortiori.workbench.verdict import sections


@dataclass(frozen=True, slots=True)
class Towards:
    """What leads to one side: guidance in words."""

    side: str
    name: str
    place: int
    changes: Html
    routes: Html
    rationales: Html


class Guidance:
    """Guidance on a matter, worked out where a page first asks for it."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened

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
        law, facts = self.opened.law, self.opened.facts
        return tuple(
            Towards(
                side.id,
                side.wanted_by,
                place,
                self._told(guiding.hypotheticals_told(law, facts, side.id).blocks, f"changes-{place}"),
                self._told(guiding.routes_told(law, facts, side.id).blocks, f"routes-{place}"),
                self._told(guiding.rationales_told(law, facts, side.id).blocks, f"rationales-{place}"),
            )
            for place, side in enumerate(self.opened.doctrine.sides)
        )

    def _told(self, blocks: Sequence[Block], name: str) -> Html:
        """An answer without the verdict that it begins with, which the page shows already."""
        rest = [block for section in sections(blocks) if section.title != "Answer" for block in section.blocks]
        return fragment(rest, name, under=3)

    def data(self) -> dict[str, Any]:
        """The same as data."""
        law, facts = self.opened.law, self.opened.facts
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
