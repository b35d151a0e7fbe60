"""A base as a whole: conflicts, repair and what hangs on one thing, against the definitions (theory 8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from builders import NDCAL, D, P, base, con, doctrine, known, options, precedent, present, pro, scale
from hypothesis import given
from strategies import World, equal_worlds, tried

import afortiori
from afortiori.audit import audit_base, audit_rows, conflicts, fallen, hanging, repair
from afortiori.casebase import CaseBase, Law, Options
from afortiori.casebase.register import register_of
from afortiori.constraint import coded, compelled, forces, held, reason
from afortiori.precedent import Precedent, own_facts


def law_of(world: World) -> Law:
    """The law of a generated world, every court binding."""
    return Law(base(world.doctrine, *world.precedents), options(model=world.model))


def clash(law: Law, a: Precedent, b: Precedent) -> bool:
    """A priority conflict, straight from theory 8."""
    of, model = law.doctrine, law.options.model
    s, o = a.holding or "", b.holding or ""
    return s != o and reason(of, a, model) <= held(of, b, s) and reason(of, b, model) <= held(of, a, o)


@given(equal_worlds())
@tried(150)
def test_conflicts_are_those_of_the_definition(world: World) -> None:
    """Every pair in a priority conflict and no other; a case decided against precedent is in one."""
    law = law_of(world)
    found = {frozenset((c.first.id, c.second.id)) for c in conflicts(law)}
    pairs = list(combinations(law.selection.binding, 2))
    assert {frozenset((a.id, b.id)) for a, b in pairs if clash(law, a, b)} == found
    for a, b in pairs:
        if a.holding != b.holding and forces(law.doctrine, a, own_facts(law.doctrine, b), law.options.model):
            assert frozenset((a.id, b.id)) in found


@given(equal_worlds())
@tried(150)
def test_the_repair_is_the_smallest(world: World) -> None:
    """With the repair set aside nothing conflicts, and no smaller set does as much."""
    law = law_of(world)
    pairs = [(c.first.id, c.second.id) for c in conflicts(law)]
    gone = {p.id for p in repair(conflicts(law))}
    assert all(a in gone or b in gone for a, b in pairs)
    names = sorted({name for pair in pairs for name in pair})
    smaller = (set(c) for size in range(len(gone)) for c in combinations(names, size))
    assert not any(all(a in c or b in c for a, b in pairs) for c in smaller)


@given(equal_worlds(known=True))
@tried(100)
def test_a_verdict_hangs_on_a_precedent_iff_it_falls_without_it(world: World) -> None:
    """Robustness against recomputation: each precedent taken away, and the verdict found anew."""
    law = law_of(world)
    now = compelled(law.doctrine, law.authorities, world.facts, world.model)
    expected = set()
    for p in law.selection.binding:
        rest = [a for a in law.authorities if a.id != p.id]
        if compelled(law.doctrine, rest, world.facts, world.model).sides != now.sides:
            expected.add(p.id)
    assert expected == {h.precedent.id for h in hanging(law, {"m": world.facts}) if not h.factor}


def recodings(law: Law, p: Precedent) -> Iterator[tuple[str, Precedent]]:
    """Each coded value of a case fallen silent, or moved to a level next to it, with the name of its factor."""
    for value in p.used():
        factor = law.doctrine.factor(value.factor)
        above = [k for k in factor.levels if (value.level, k) in factor.order]
        below = [k for k in factor.levels if (k, value.level) in factor.order]
        next_to = [k for k in above if not any((other, k) in factor.order for other in above)]
        next_to += [k for k in below if not any((k, other) in factor.order for other in below)]
        others = tuple(v for v in p.values if v != value)
        for level in (None, *next_to):
            there = factor.satisfied(level or factor.neutral)
            stated = p.reason and tuple(r for r in p.reason if r[0] != factor.id or factor.satisfied(r[1]) <= there)
            values = others if level is None else (*others, value._replace(level=level))
            yield factor.id, replace(p, values=values, reason=stated)


@given(equal_worlds(known=True))
@tried(100)
def test_a_verdict_hangs_on_a_value_iff_recoding_it_moves_the_verdict(world: World) -> None:
    """Robustness against recomputation: each coded value silent or one level off, and the verdict found anew."""
    law = law_of(world)
    now = compelled(law.doctrine, law.authorities, world.facts, world.model)
    expected = set()
    for p in law.selection.binding:
        for factor, recoded in recodings(law, p):
            anew = [a if a.id != p.id else recoded for a in law.authorities]
            speaking = [
                a for a in anew if a.id != p.id or (isinstance(a, Precedent) and coded(law.doctrine, a, world.model))
            ]
            if compelled(law.doctrine, speaking, world.facts, world.model).sides != now.sides:
                expected.add((p.id, factor))
    assert expected == {(h.precedent.id, h.factor) for h in hanging(law, {"m": world.facts}) if h.factor}


@given(equal_worlds(known=True))
@tried(60)
def test_the_audit_of_rows_is_that_of_the_base(world: World) -> None:
    """Whichever way a base is held: the same conflicts, the same number to set aside, the same that hangs."""
    law = law_of(world)
    one = audit_base(law, {"m": world.facts})
    rows = audit_rows(register_of(law.base, world.model), law.options, {"m": world.facts})
    ids = [p.id for p in rows.register.precedents]
    assert {p.id for c in one.conflicts for p in (c.first, c.second)} == {ids[i] for i in rows.consistency.conflicting}
    assert rows.repair is not None
    assert (len(one.repair), len(one.conflicts)) == (len(rows.repair.rows), rows.repair.pairs)
    assert one.unused == rows.unused
    assert {(h.precedent.id, h.factor) for h in one.hanging} == {(h.precedent.id, h.factor) for h in rows.hanging}


OF = doctrine(*pro("order", "promise"), *con("warning"), scale("risk", "none some high"))


def test_the_lower_court_is_set_aside_first() -> None:
    """Of two equally small repairs the one that keeps the higher court; the yielding is told."""
    high = precedent("high", P, present("order warning"))
    low = replace(precedent("low", D, present("order warning")), court=NDCAL)
    law = Law(base(OF, high, low), Options(None, "2000-01-01"))
    [conflict] = conflicts(law)
    assert (["low"], "low") == ([p.id for p in repair([conflict])], conflict.yields and conflict.yields.id)


def test_a_priority_conflict_need_not_be_against_precedent() -> None:
    """In the reason model two reasons may clash though neither case is compelled by the other (theory 8)."""
    a = precedent("a", P, present("order warning") | {"risk": "high"}, reason={"order": "present"})
    b = precedent("b", D, present("order warning"), reason={"warning": "present"})
    c = replace(b, id="c", reason=None, values=(*b.values, *precedent("x", D, present("promise")).values))
    found = {(x.first.id, x.second.id): x.against and x.against.id for x in conflicts(Law(base(OF, a, b), options()))}
    assert {("a", "b"): "b"} == found
    narrow = replace(c, reason=(("warning", "present"),))
    assert {("a", "c")} == {(x.first.id, x.second.id) for x in conflicts(Law(base(OF, a, narrow), options()))}


def test_what_hangs_on_a_value_is_told_by_its_factor() -> None:
    """The reason's level moved, or fallen silent, changes the verdict; a factor is told once."""
    case = precedent("c", P, {"risk": "some"})
    found = list(hanging(Law(base(OF, case), options()), {"m": known(OF, {"risk": "some"})}))
    assert [("", ""), ("risk", "silent")] == [(h.factor, h.change) for h in found]


def test_an_opinion_that_follows_what_has_fallen() -> None:
    """A case that follows one overruled since is told; one that rejects it is not."""
    from builders import event

    gone = replace(precedent("gone", P, present("order")), history=(event("overruled", "1990-01-01"),))
    follows = replace(precedent("follows", P, present("order")), cites=(("gone", "followed", ""),))
    rejects = replace(precedent("rejects", D, present("warning")), cites=(("gone", "rejected", ""),))
    law = Law(CaseBase(OF, [gone, follows, rejects]), options())
    assert [("follows", "gone")] == [(f.precedent.id, f.on.id) for f in fallen(law)]


def test_the_packs_are_consistent_and_one_matter_rests_on_one_case() -> None:
    """No pack conflicts; the trunk on the platform rests on Chadwick alone; DeShaney follows nothing that has fallen."""
    for name in ("duty-to-protect", "trade-secrets", "automobile-exception"):
        pack = afortiori.open_pack(name)
        found = audit_base(Law(pack.base, Options(None, "2026-11-24")), {m: x.facts for m, x in pack.matters.items()})
        assert ((), ()) == (found.conflicts, found.repair), name
    assert [("trunk-on-the-platform", "united-states-v-chadwick-1977")] == [
        (h.matter, h.precedent.id) for h in found.hanging if not h.factor
    ]
