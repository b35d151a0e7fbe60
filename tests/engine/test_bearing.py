"""What bears on some facts: the analysis of the few says what that of the whole does; a case added is a case of the base."""

from __future__ import annotations

import pytest
from builders import base
from hypothesis import given
from strategies import World, recorded_worlds, tried, worlds

from afortiori.analysis import Analysis, analyse
from afortiori.authority import Court
from afortiori.casebase import Options
from afortiori.casebase.bearing import bearing
from afortiori.casebase.few import few
from afortiori.casebase.register import register_of
from afortiori.constraint import coded, forces


def said(analysis: Analysis) -> tuple[object, ...]:
    """All that an analysis says that does not count the cases that cannot bear."""
    layers = (analysis.verdict, analysis.precedents_alone, analysis.persuasive, analysis.before_removal)
    return layers, tuple((n.side, n.comparisons) for n in analysis.nearest)


@pytest.mark.parametrize("columns_most", [1000, 0])
@given(recorded_worlds())
@tried(150)
def test_what_bears_decides_as_the_whole(columns_most: int, recorded: tuple[World, str, Court | None]) -> None:
    """Verdict, persuasive layer, what history removed and the nearest precedents: as if the whole base were asked."""
    world, day, forum = recorded
    whole = base(world.doctrine, *world.precedents)
    options = Options(forum, day, world.model)
    found = bearing(register_of(whole, world.model, columns_most=columns_most), world.facts, options)
    assert found.complete
    assert said(analyse(whole, world.facts, options)) == said(analyse(found.base, world.facts, options))
    binding = analyse(whole, world.facts, options).selection.binding
    assert len(binding) == found.binding
    certain = [p for p in binding if forces(world.doctrine, p, world.facts, world.model)]
    assert {s.id: sum(p.holding == s.id for p in certain) for s in world.doctrine.sides} == dict(found.forcing)


@pytest.mark.parametrize("columns_most", [1000, 0])
@given(recorded_worlds())
@tried(150)
def test_the_few_decide_as_the_whole(columns_most: int, recorded: tuple[World, str, Court | None]) -> None:
    """On the few the verdict, what it depends on and what may still come of it are those of the whole base."""
    world, day, forum = recorded
    whole = base(world.doctrine, *world.precedents)
    options = Options(forum, day, world.model)
    found = few(register_of(whole, world.model, columns_most=columns_most), world.facts, options)
    analysis = analyse(whole, world.facts, options)
    assert found.complete
    assert analysis.verdict.finding == analyse(found.base, world.facts, options).verdict.finding
    assert len(analysis.selection.binding) == found.binding
    binding = [p for p in analysis.selection.binding if forces(world.doctrine, p, world.facts, world.model)]
    assert {s.id: sum(p.holding == s.id for p in binding) for s in world.doctrine.sides} == dict(found.forcing)


@pytest.mark.parametrize("columns_most", [1000, 0])
@given(worlds(most=7))
@tried(100)
def test_a_case_added_is_a_case_of_the_base(columns_most: int, world: World) -> None:
    """Added one by one, whatever was built before, the same rows force; what covers a new one is told."""
    options = Options(None, "2000-01-01", world.model)
    register = register_of(base(world.doctrine), world.model, columns_most=columns_most)
    for n, p in enumerate(world.precedents):
        added = register.adding(p)
        covering = [
            i
            for i, other in enumerate(world.precedents[:n])
            if other.holding == p.holding and coded(world.doctrine, other, world.model)
            and (other.court, other.decided, other.bench) == (p.court, p.decided, p.bench)
            and _covers(world, other, p)
        ]  # fmt: skip
        assert (covering if p.holding and coded(world.doctrine, p, world.model) else []) == list(added.covered_by)
        register = added.register
        for side in register.sides:
            expected = [
                i for i, q in enumerate(world.precedents[: n + 1])
                if q.holding == side and forces(world.doctrine, q, world.facts, world.model)
            ]  # fmt: skip
            assert expected == list(register.forcing(side, world.facts, options).rows)
        assert [q.id for q in world.precedents[: n + 1]] == [q.id for q in register.precedents]


def _covers(world: World, one: object, two: object) -> bool:
    """Whether the first forces on the weakest facts on which the second does."""
    from afortiori.constraint import held, reason
    from afortiori.precedent import Precedent

    assert isinstance(one, Precedent)
    assert isinstance(two, Precedent)
    of, other = world.doctrine, world.doctrine.other(one.holding or "")
    return reason(of, one, world.model) <= reason(of, two, world.model) and held(of, two, other) <= held(of, one, other)
