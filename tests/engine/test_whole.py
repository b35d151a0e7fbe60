"""A register as a whole against the definitions (theory 8)."""

from __future__ import annotations

from itertools import combinations

import pytest
from builders import D, P, base, options
from hypothesis import given
from strategies import World, equal_worlds, tried, worlds

from afortiori.casebase import Law
from afortiori.casebase.encoding import Encoding
from afortiori.casebase.register import register_of
from afortiori.casebase.whole import AGAINST, PRIORITY, consistency, landmark_rows, repair_rows
from afortiori.constraint import coded, forces, held, reason
from afortiori.precedent import Precedent, own_facts
from afortiori.restatement import landmarks


def law_of(world: World) -> Law:
    """The law of a generated world, every court binding."""
    return Law(base(world.doctrine, *world.precedents), options(model=world.model))


def clash(law: Law, a: Precedent, b: Precedent, notion: str) -> bool:
    """A conflict of one notion, straight from theory 8."""
    of, model = law.doctrine, law.options.model
    s, o = a.holding or "", b.holding or ""
    if s == o:
        return False
    if notion == PRIORITY:
        return reason(of, a, model) <= held(of, b, s) and reason(of, b, model) <= held(of, a, o)
    return any(forces(of, x, own_facts(of, y), model) for x, y in ((a, b), (b, a)))


@given(worlds())
@tried(100)
def test_a_case_faces_the_other_side_as_it_stands(world: World) -> None:
    """As a question to the other side a row stays what it is in plain words, and counts from the other end in fields."""
    for packed in (99, 2):
        codes = {side: Encoding(world.doctrine, side, packed_from=packed, word=16) for side in (P, D)}
        for p in (p for p in world.precedents if p.holding):
            mine, facing = codes[p.holding or ""], codes[D if p.holding == P else P]
            turned = [
                top - word if guard else word
                for word, top, guard in zip(mine.row(p, world.model), mine.tops, mine.guards, strict=True)
            ]
            assert facing.contrary(p, world.model) == tuple(turned)


@pytest.mark.parametrize("notion", [PRIORITY, AGAINST])
@given(equal_worlds())
@tried(150)
def test_consistency_is_that_of_the_definition(notion: str, world: World) -> None:
    """The cases in no conflict, counted for each side, of the notion that is named."""
    law = law_of(world)
    binding = law.selection.binding
    touched = {p.id for a, b in combinations(binding, 2) if clash(law, a, b, notion) for p in (a, b)}
    register = register_of(law.base, world.model)
    found = consistency(register, law.options, notion=notion)
    assert touched == {register.precedents[int(i)].id for i in found.conflicting}
    assert {s: sum(p.holding == s and p.id not in touched for p in binding) for s in (P, D)} == dict(found.consistent)


@given(equal_worlds())
@tried(150)
def test_the_repair_is_the_smallest(world: World) -> None:
    """With the repair set aside nothing conflicts, and no smaller set does as much: brute force."""
    law = law_of(world)
    register = register_of(law.base, world.model)
    found = repair_rows(register, law.options)
    pairs = [(a.id, b.id) for a, b in combinations(law.selection.binding, 2) if clash(law, a, b, PRIORITY)]
    gone = {register.precedents[int(i)].id for i in found.rows}
    assert len(pairs) == found.pairs
    assert all(a in gone or b in gone for a, b in pairs)
    names = sorted({name for pair in pairs for name in pair})
    smaller = (set(c) for size in range(len(gone)) for c in combinations(names, size))
    assert not any(all(a in c or b in c for a, b in pairs) for c in smaller)


@given(worlds() | equal_worlds())
@tried(200)
def test_the_landmarks_are_those_of_the_restatement(world: World) -> None:
    """Whatever the courts, benches and dates: the landmarks of a register are those found one by one."""
    law = law_of(world)
    found = landmark_rows(register_of(law.base, world.model), law.options, law.selection.rules)
    expected = sorted(p.id for p, _ in landmarks(law))
    assert expected == [law.base[int(i)].id for i in found]


@given(worlds())
@tried(120)
def test_the_landmarks_force_what_the_whole_forces(world: World) -> None:
    """On any facts a side has a case that forces iff it has a landmark that does."""
    law = law_of(world)
    kept = {law.base[int(i)].id for i in landmark_rows(register_of(law.base, world.model), law.options)}
    for side in (P, D):
        forcing = {p.id for p in world.precedents if p.holding == side and _forces(world, p)}
        assert bool(forcing) == bool(forcing & kept)


def _forces(world: World, p: Precedent) -> bool:
    return coded(world.doctrine, p, world.model) and forces(world.doctrine, p, world.facts, world.model)
