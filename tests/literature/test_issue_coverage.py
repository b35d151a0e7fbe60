"""How often issues speak where the whole case compared at once does not, and that they are never wrong (theory 6)."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

import afortiori
from afortiori.casebase import CaseBase, Law, Options, with_issues
from afortiori.precedent import Precedent


def spoken(base: CaseBase) -> tuple[int, int, int]:
    """Leave-one-out in the result model: spoken on the whole case; by it or through issues; and how often rightly."""
    whole = either = right = 0
    for case in base:
        law = Law(base, Options(None, "2026-11-24", "result", without=(case.id,)))
        here = afortiori.facts(base.doctrine, {v.factor: v.level for v in case.used()}, unmentioned="absent")
        at_once = law.find(here)
        side = at_once.side or with_issues(law, here).side
        whole += at_once.side is not None
        either += side is not None
        right += side == case.holding
    return whole, either, right


@pytest.fixture(scope="module")
def alberta() -> CaseBase:
    """The 28 cases on a relationship of interdependence, with the three issues that the Act joins by 'and'."""
    return afortiori.open_pack("adult-interdependent-relationship").base


def test_issues_speak_more_often_and_never_wrongly(alberta: CaseBase) -> None:
    """Alone the result model speaks 17 times on the 28 Alberta cases; with their issues 19 times; never wrongly."""
    assert (17, 19, 19) == spoken(alberta)


def test_shuffled_outcomes_bring_errors(alberta: CaseBase) -> None:
    """With the outcomes shuffled the same cases are wrong somewhere: what is right above is not built in."""
    outcomes = [case.holding for case in alberta]
    random.Random(1).shuffle(outcomes)
    shuffled: list[Precedent] = [replace(c, holding=o) for c, o in zip(alberta, outcomes, strict=True)]
    _, either, right = spoken(CaseBase(alberta.doctrine, shuffled, alberta.courts))
    assert right < either
