"""Every engine against the definition: the same rows force, in the same order (house, invariant 1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from builders import D, P, base, doctrine, options, scale
from hypothesis import given
from hypothesis import strategies as st
from strategies import LINES, World, equal_worlds, recorded_worlds, tried, worlds

from afortiori.authority import Court
from afortiori.casebase import Options, select
from afortiori.casebase.encoding import Encoding, Words, forces_in_words
from afortiori.casebase.engine.columns import BitColumns, positions
from afortiori.casebase.engine.lattice import LatticeTable, live_bits
from afortiori.casebase.engine.walking import Walk
from afortiori.casebase.engine.zones import ZoneMap
from afortiori.casebase.register import register_of, spots
from afortiori.constraint import coded, compelled, completions, forces, held, reason
from afortiori.precedent import Precedent, own_facts

Rows = Sequence[Words]
Engine = Callable[[Encoding, Rows, Words], list[int]]


def by_kernel(encoding: Encoding, rows: Rows, query: Words) -> list[int]:
    """Row by row."""
    return [i for i, row in enumerate(rows) if forces_in_words(row, query, encoding.guards)]


def by_columns(encoding: Encoding, rows: Rows, query: Words) -> list[int]:
    """Bit columns in big integers."""
    return list(positions(BitColumns(enumerate(rows), *spots(encoding)).forcing(query)))


def zone_map(encoding: Encoding, rows: Rows) -> ZoneMap:
    """The rows as a zone map."""
    words = [np.array([row[w] for row in rows], dtype=np.uint64) for w in range(len(encoding.guards))]
    return ZoneMap.sorted(words, np.arange(len(rows)), encoding.guards)


def by_zones(encoding: Encoding, rows: Rows, query: Words) -> list[int]:
    """A zone map in numpy."""
    return [int(i) for i in zone_map(encoding, rows).forcing(query)]


def walked(walk: Walk, query: Words) -> list[int]:
    """The rows that a walk finds, in order; its four questions agree."""
    asked = np.array([query], dtype=np.uint64)
    counts = walk.counts(asked)
    found = sorted(int(walk.numbers[i]) for i in walk.pairs(asked, counts))
    assert (len(found), found[0] if found else -1) == (counts[0], walk.lowest(asked)[0])
    [some] = walk.some(asked)
    assert (some >= 0) == bool(found)
    assert some < 0 or int(walk.numbers[some]) in found
    return found


def by_walk(encoding: Encoding, rows: Rows, query: Words) -> list[int]:
    """The zone map walked by compiled loops, and by numpy alone."""
    zones = zone_map(encoding, rows)
    compiled = walked(Walk(zones), query)
    assert compiled == walked(Walk(zones, compiled=False), query)
    return compiled


ENGINES = (by_kernel, by_columns, by_zones, by_walk)
LAYOUTS = st.sampled_from(((6, 64), (2, 64), (3, 16), (99, 8), (2, 8)))


@pytest.mark.parametrize("engine", ENGINES)
@given(worlds(most=7), LAYOUTS)
@tried(120)
def test_an_engine_is_the_definition(engine: Engine, world: World, layout: tuple[int, int]) -> None:
    """On facts known or partly known, of any shape, the same precedents force, in the same order, however laid out."""
    for side in (P, D):
        encoding = Encoding(world.doctrine, side, packed_from=layout[0], word=layout[1])
        cases = [p for p in world.precedents if p.holding == side]
        rows = [encoding.row(p, world.model) for p in cases]
        expected = [i for i, p in enumerate(cases) if _forces(world, p)]
        found = [i for i in engine(encoding, rows, encoding.worst(world.facts)) if _coded(world, cases[i])]
        assert expected == found


def _forces(world: World, p: Precedent) -> bool:
    return forces(world.doctrine, p, world.facts, world.model)


def _coded(world: World, p: Precedent) -> bool:
    return coded(world.doctrine, p, world.model)


@given(st.integers(0, 2**32 - 1), st.sampled_from((1, 63, 64, 65, 4095, 4097, 9000)), st.booleans())
@tried(24)
def test_engines_agree_on_many_rows(seed: int, count: int, fields: bool) -> None:
    """Over block boundaries, on plain words and on words of fields, near misses and hits: the same rows in the same order."""
    draw = np.random.default_rng(seed)
    of = doctrine(*(scale(f"f{i}", " ".join(f"k{n}" for n in range(9 if fields else 3))) for i in range(8)))
    encoding = Encoding(of, P)
    parts = [encoding.row_parts(f) for f in of.factors]
    asked = [encoding.query_parts(f) for f in of.factors]
    levels = draw.integers(0, len(parts[0]), (count + 1, 8)) // draw.integers(1, 3, (count + 1, 1))
    rows = [joined(parts, row) for row in levels[:-1]]
    for query in (joined(asked, levels[-1]), joined(asked, [len(a) - 1 for a in asked]), joined(asked, [1] * 8)):
        expected = by_kernel(encoding, rows, query)
        for engine in (by_columns, by_zones, by_walk):
            assert expected == engine(encoding, rows, query), engine.__doc__


def joined(parts: Sequence[Sequence[Words]], levels: Sequence[int]) -> Words:
    """The union of one part for each factor."""
    words = (0,) * len(parts[0][0])
    for part, level in zip(parts, levels, strict=True):
        words = tuple(a | b for a, b in zip(words, part[int(level)], strict=True))
    return words


@given(worlds(most=7))
@tried(120)
def test_the_lattice_table_knows_whether_anything_forces(world: World) -> None:
    """One lookup says what the definition says: whether some precedent for the side forces."""
    for side in (P, D):
        encoding = Encoding(world.doctrine, side, packed_from=99)
        cases = [p for p in world.precedents if p.holding == side and _coded(world, p)]
        word = np.array([encoding.row(p, world.model)[0] for p in cases], dtype=np.uint64)
        table = LatticeTable(word, live_bits(word))
        [query] = encoding.worst(world.facts)
        expected = any(_forces(world, p) for p in cases)
        assert (expected, [expected]) == (table.passes(query), list(table.passing(np.array([query], dtype=np.uint64))))


@given(st.integers(0, 2**32 - 1))
@tried(20)
def test_the_share_of_a_table_is_what_counting_gives(seed: int) -> None:
    """The share of all sets of live bits that some row answers, counted one by one."""
    draw = np.random.default_rng(seed)
    word = draw.integers(0, 1 << 12, draw.integers(1, 9), dtype=np.uint64) & np.uint64(0b110110111011)
    live = live_bits(word)
    sets = [q for q in range(1 << 12) if q & ~live == 0]
    expected = sum(any(int(m) & ~have == 0 for m in word) for have in sets) / len(sets)
    assert expected == LatticeTable(word, live).share()


@pytest.mark.parametrize("columns_most", [1000, 0])
@given(recorded_worlds())
@tried(120)
def test_a_register_selects_by_forum_and_date(columns_most: int, recorded: tuple[World, str, Court | None]) -> None:
    """Without rebuilding anything: of each forum and day the rows that force are those that bind there and force."""
    world, day, forum = recorded
    whole = base(world.doctrine, *world.precedents)
    register = register_of(whole, world.model, columns_most=columns_most)
    for chosen in (Options(forum, day, world.model), Options(None, day, world.model, without=("c1",))):
        binding = {p.id for p in select(whole, chosen).binding}
        for side in (P, D):
            expected = [i for i, p in enumerate(whole) if p.id in binding and p.holding == side and _forces(world, p)]
            assert expected == list(register.forcing(side, world.facts, chosen).rows)


@given(equal_worlds())
@tried(120)
def test_a_priority_conflict_is_one_query(world: World) -> None:
    """The conditions of a case for the other side, as facts, meet just the rows that it is in a priority conflict with."""
    of, model = world.doctrine, world.model
    for side, other in ((P, D), (D, P)):
        encoding = Encoding(of, side)
        for a in (p for p in world.precedents if p.holding == side):
            for b in (p for p in world.precedents if p.holding == other):
                clash = reason(of, a, model) <= held(of, b, side) and reason(of, b, model) <= held(of, a, other)
                query = encoding.contrary(b, model)
                assert clash == forces_in_words(encoding.row(a, model), query, encoding.guards)
                facts = encoding.worst(own_facts(of, b))
                forced = forces_in_words(encoding.row(a, model), facts, encoding.guards) and coded(of, a, model)
                assert forced == forces(of, a, own_facts(of, b), model)


@given(equal_worlds(shapes=LINES))
@tried(120)
def test_on_lines_the_best_completion_is_what_is_possible(world: World) -> None:
    """A row meets the best completion iff in some completion it forces."""
    register = register_of(base(world.doctrine, *world.precedents), world.model)
    each = [
        compelled(world.doctrine, world.precedents, c, world.model).by for c in completions(world.doctrine, world.facts)
    ]
    some = {id for by in each for id in by}
    for side in (P, D):
        found = register.possible(side, world.facts, options(model=world.model)).rows
        assert [p.id for p in register.precedents if p.id in some and p.holding == side] == [
            register.precedents[i].id for i in found
        ]
