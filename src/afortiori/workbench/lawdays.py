"""Where and when the law is asked: the forum, the day, and the days on which the law that binds there changed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from afortiori.authority import Court
from afortiori.casebase import Law
from afortiori.courts import built_in
from afortiori.guidance import day_after, law_days

LEVELS = (("supreme", "Highest courts"), ("appellate", "Courts of appeals"), ("trial", "Trial courts"))


@dataclass(frozen=True, slots=True)
class LawDay:
    """A day from which the law may be another, and by what."""

    day: str
    by: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days on which the law changed, and where ``as_of`` stands among them: ``at`` is -1 before the first."""

    days: tuple[LawDay, ...]
    at: int

    @property
    def earlier(self) -> LawDay | None:
        """The change before the one that ``as_of`` follows."""
        return self.days[self.at - 1] if self.at > 0 else None

    @property
    def later(self) -> LawDay | None:
        """The next change after ``as_of``."""
        return self.days[self.at + 1] if self.at + 1 < len(self.days) else None


def calendar(law: Law) -> Calendar:
    """The days on which the law that binds the forum changed."""
    names: dict[str, list[str]] = {}
    for precedent in law.base:
        names.setdefault(day_after(precedent.decided.last), []).append(precedent.name)
        for event in precedent.history:
            names.setdefault(day_after(event.date.last), []).append(f"{precedent.name} {event.event}")
    for rule in law.doctrine.rules:
        names.setdefault(day_after(rule.decided.last), []).append(f"the rule of {rule.authority}")
    days = law_days(law.base, law.options)
    found = tuple(LawDay(day, _few(names.get(day, []))) for day in days)
    return Calendar(found, bisect_right(days, law.options.as_of) - 1)


def _few(names: list[str]) -> str:
    distinct = list(dict.fromkeys(names))
    return "; ".join(distinct[:2]) + (f"; {len(distinct) - 2} more" if len(distinct) > 2 else "")


def courts_by_level(own: Mapping[str, Court]) -> list[tuple[str, list[Court]]]:
    """The courts that can be a forum, a pack's own first, the others by level."""
    found = [("Of this pack", sorted(own.values(), key=lambda court: court.name))] if own else []
    for level, title in LEVELS:
        courts = [court for id, court in built_in().items() if court.level == level and id not in own]
        found.append((title, sorted(courts, key=lambda court: (court.system != "us", court.name))))
    return found
