"""Many facts at once against one by one: the same verdicts, thresholds, changes and questions."""

from __future__ import annotations

import numpy as np
import pytest
from builders import D, P, base, con, diamond, doctrine, options, precedent, present, pro, scale
from hypothesis import given
from strategies import Dice, World, all_known, dice, equal_worlds, tried, worlds

from afortiori.casebase import Law
from afortiori.casebase.batch import (
    KINDS,
    UNKNOWN,
    Verdicts,
    decide_many,
    facts_array,
    facts_of,
    fewest_changes,
    relevant_many,
    thresholds_many,
)
from afortiori.casebase.register import Register, register_of
from afortiori.constraint import extra, forces, missing
from afortiori.errors import Misuse
from afortiori.precedent import Facts, facts


def asked(world: World, roll: Dice) -> np.ndarray[tuple[int, int], np.dtype[np.int16]]:
    """Some facts of a world's doctrine, some of them unknown."""
    rows = range(roll.one((1, 2, 3, 4)))
    return np.array(
        [[roll.one(range(UNKNOWN, len(f.levels))) for f in world.doctrine.factors] for _ in rows], dtype=np.int16
    )


@pytest.mark.parametrize("columns_most", [1000, 0])
@given(worlds(with_rules=True) | worlds(), dice(32))
@tried(100)
def test_many_verdicts_are_those_found_one_by_one(columns_most: int, world: World, roll: Dice) -> None:
    """With courts and rules, on any shapes, known or partly known: stable, possible and kind are what the sweep finds."""
    from dataclasses import replace

    from afortiori.doctrine import Rule

    of = replace(world.doctrine, rules=tuple(a for a in world.authorities if isinstance(a, Rule)))
    whole = base(of, *world.precedents)
    law = Law(whole, options(model=world.model))
    many = asked(world, roll)
    found = decide_many(register_of(whole, world.model, columns_most=columns_most), many, law.options)
    for i, row in enumerate(many):
        said = law.find(facts_of(of, row))
        assert (said.stable, said.possible, said.kind) == _said(found, i)
        for n, side in enumerate((P, D)):
            if found.witness[i, n] >= 0:
                assert whole[int(found.witness[i, n])].holding == side
                assert whole[int(found.witness[i, n])] in said.by


def _said(found: Verdicts, i: int) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    sides = found.sides
    stable = tuple(side for n, side in enumerate(sides) if found.stable[i, n])
    return stable, tuple(side for n, side in enumerate(sides) if found.possible[i, n]), KINDS[int(found.kind[i])]


@given(equal_worlds(), dice(32))
@tried(80)
def test_the_witness_is_the_first_that_forces(world: World, roll: Dice) -> None:
    """Among equals without rules the witness is the first case in order of id that forces in every completion."""
    whole = base(world.doctrine, *world.precedents)
    many = asked(world, roll)
    found = decide_many(register_of(whole, world.model), many, options(model=world.model))
    for i, row in enumerate(many):
        here = facts_of(world.doctrine, row)
        for n, side in enumerate((P, D)):
            sure = [
                j for j, p in enumerate(whole) if p.holding == side and forces(world.doctrine, p, here, world.model)
            ]
            assert (sure[0] if sure else -1) == found.witness[i, n]


@given(equal_worlds(known=True), dice(32))
@tried(80)
def test_thresholds_and_changes_are_those_of_the_definition(world: World, roll: Dice) -> None:
    """Each level of a factor asked anew; the fewest factors at which some case is distinguished."""
    whole = base(world.doctrine, *world.precedents)
    register, here = register_of(whole, world.model), all_known(roll, world.doctrine)
    law = Law(whole, options(model=world.model))
    many = facts_array(world.doctrine, [world.facts, here])
    for factor in world.doctrine.factors:
        found = thresholds_many(register, many, factor.id, law.options)
        for i, known in enumerate((world.facts, here)):
            for k, level in enumerate(factor.levels):
                said = law.find(facts(world.doctrine, dict(known.narrowed) | {factor.id: (level,)}))
                assert (KINDS.index(said.kind), said.side) == (found[0, i, k], (P, D, None)[int(found[1, i, k])])
    for side in (P, D):
        expected = [_fewest(law, known, side) for known in (world.facts, here)]
        assert expected == fewest_changes(register, many, side, law.options).tolist()


def _fewest(law: Law, known: Facts, side: str) -> int:
    of, model = law.doctrine, law.options.model
    apart = [
        {c.factor for c in missing(of, p, known, model) | extra(of, p, known)}
        for p in law.selection.binding
        if p.holding == side
    ]
    return min((len(factors) for factors in apart), default=-1)


@given(worlds(), dice(32))
@tried(60)
def test_what_is_relevant_is_what_the_sweep_says(world: World, roll: Dice) -> None:
    """The factors on which each verdict depends."""
    whole = base(world.doctrine, *world.precedents)
    law = Law(whole, options(model=world.model))
    many = asked(world, roll)
    found = relevant_many(register_of(whole, world.model), many, law.options)
    names = list(world.doctrine.factor_ids())
    for i, row in enumerate(many):
        expected = set(law.find(facts_of(world.doctrine, row)).depends_on)
        assert expected == {name for name, on in zip(names, found[i], strict=True) if on}


OF = doctrine(*pro("order", "promise"), *con("warning"), scale("risk", "k0 k1 k2 k3 k4 k5 k6"), diamond("reliance"))


def register() -> Register:
    """Three cases, one of them on a line of seven levels."""
    return register_of(
        base(
            OF,
            precedent("a", P, present("order warning") | {"risk": "k3"}),
            precedent("b", D, present("warning") | {"risk": "k1"}),
            precedent("c", P, {"reliance": "left"}),
        ),
        "result",
    )


def test_a_large_batch_is_what_its_parts_are() -> None:
    """Past the sizes from which the table and several parts are used, each answer is that of the fact alone; told as it goes."""
    draw = np.random.default_rng(7)
    most = [len(f.levels) for f in OF.factors]
    many = draw.integers(-1, most, (3_000, len(most)), dtype=np.int16)
    law = options(model="result")
    told: list[tuple[int, int]] = []
    whole = decide_many(register(), many, law, progress=lambda done, total: told.append((done, total)))
    assert [(3_000, 3_000)] == told
    for i in range(0, 3_000, 97):
        alone = decide_many(register(), many[i : i + 1], law)
        assert (alone.kind[0], alone.side[0], alone.witness[0].tolist()) == (
            whole.kind[i], whole.side[i], whole.witness[i].tolist(),
        )  # fmt: skip


@pytest.mark.parametrize(
    "wrong", [np.zeros((2, 3), dtype=np.int16), np.full((1, 5), 9, dtype=np.int16), np.full((1, 5), -2, dtype=np.int16)]
)
def test_an_array_that_is_none_is_refused(wrong: np.ndarray[tuple[int, int], np.dtype[np.int16]]) -> None:
    """The wrong number of columns, or what is no place of a level, is misuse."""
    with pytest.raises(Misuse):
        decide_many(register(), wrong, options(model="result"))


def test_narrowed_facts_are_no_row_of_an_array() -> None:
    """A factor narrowed to several levels is refused with its name."""
    with pytest.raises(Misuse, match="reliance"):
        facts_array(OF, [facts(OF, {"reliance": ("left", "right")})])
