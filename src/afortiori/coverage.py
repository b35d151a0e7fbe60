"""How often a base speaks of its own cases when each is left out, and how often rightly (theory 12: what is not law)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from afortiori.casebase import CaseBase, Law, Options, with_issues
from afortiori.precedent import Precedent, own_facts

SHUFFLES = 5


@dataclass(frozen=True, slots=True)
class Coverage:
    """Leave-one-out under one model: the cases asked, those of which it speaks, and those of which it speaks rightly.

    ``shuffled`` is the same with the outcomes moved on to other cases, one entry for each shift: what is right by
    coding must get worse there.
    """

    model: str
    cases: int
    spoken: int
    right: int
    shuffled: tuple[tuple[int, int], ...]

    @property
    def wrong(self) -> int:
        """How often it speaks and is wrong."""
        return self.spoken - self.right


Speaker = Callable[[CaseBase, Options, Precedent], "str | None"]


def coverage(base: CaseBase, options: Options) -> tuple[Coverage, ...]:
    """Each model's leave-one-out on a base: result, reason, each with issues, and the counting baseline.

    Each case is asked of the others on the law of ``options``, on its own facts, what it does not mention being absent.
    """
    models: dict[str, Speaker] = {
        "result model": _whole("result"),
        "reason model": _whole("reason"),
        "result model, and issues": _either("result"),
        "reason model, and issues": _either("reason"),
        "counting (not law)": _counting,
    }
    cases = [p for p in base if p.holding is not None]
    shifts = [1 + i * len(cases) // (SHUFFLES + 1) for i in range(SHUFFLES)] if len(cases) > SHUFFLES else []
    moved = [_shifted(base, cases, shift) for shift in shifts]
    found = []
    for name, speaker in models.items():
        spoken, right = _asked(base, options, speaker)
        found.append(Coverage(name, len(cases), spoken, right, tuple(_asked(b, options, speaker) for b in moved)))
    return tuple(found)


def _asked(base: CaseBase, options: Options, speaker: Speaker) -> tuple[int, int]:
    said = [(speaker(base, options, p), p.holding) for p in base if p.holding is not None]
    return sum(side is not None for side, _ in said), sum(side == holding for side, holding in said)


def _shifted(base: CaseBase, cases: Sequence[Precedent], shift: int) -> CaseBase:
    """The base with each case's outcome taken from another case; stated reasons go, since they favour the old one."""
    outcomes = {p.id: cases[(i + shift) % len(cases)].holding for i, p in enumerate(cases)}
    changed = [replace(p, holding=outcomes[p.id], reason=None) if p.id in outcomes else p for p in base]
    return CaseBase(base.doctrine, changed, base.courts)


def _whole(model: str) -> Speaker:
    def speak(base: CaseBase, options: Options, precedent: Precedent) -> str | None:
        law = Law(base, replace(options, model=model, without=(*options.without, precedent.case)))
        return law.find(own_facts(base.doctrine, precedent)).side

    return speak


def _either(model: str) -> Speaker:
    def speak(base: CaseBase, options: Options, precedent: Precedent) -> str | None:
        law = Law(base, replace(options, model=model, without=(*options.without, precedent.case)))
        here = own_facts(base.doctrine, precedent)
        return law.find(here).side or with_issues(law, here).side

    return speak


def _counting(base: CaseBase, options: Options, precedent: Precedent) -> str | None:  # noqa: ARG001
    """The first side where it has more factors than the other, else the second: who asserts must have more to show."""
    first, second = (side.id for side in base.doctrine.sides)
    lead = 0
    for value in precedent.used():
        sides = {c.side for c in base.doctrine.factor(value.factor).satisfied(value.level)}
        lead += (first in sides) - (second in sides)
    return first if lead > 0 else second
