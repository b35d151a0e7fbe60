"""HYPO's probes against every level of every factor, and the way to a precedent against every assignment of levels."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from oracle import brute
from strategies import World, contested_worlds, tried, worlds

from afortiori.guidance import Probe, probes
from guidance.asking import Outcome, Question, asked, assignments, distance, outcome, settled, verdict


def weaker(q: Question, name: str, side: str, level: str, held: str) -> bool:
    """Whether at a level a factor gives the side no more, and the other no less, than at the level held, and not the same."""
    of, other = q.of, brute.other(q.of, side)
    absent = {n: factor["neutral"] for n, factor in of["factors"].items()}
    there, here = absent | {name: level}, absent | {name: held}
    mine = brute.satisfied(of, there, side), brute.satisfied(of, here, side)
    theirs = brute.satisfied(of, there, other), brute.satisfied(of, here, other)
    return mine[0] <= mine[1] and theirs[1] <= theirs[0] and (mine[0], theirs[0]) != (mine[1], theirs[1])


def right(q: Question, side: str, probe: Probe, now: Outcome) -> bool:
    """Whether the level is weaker, the verdict there as told, and at no nearer weaker level, or at none, another."""
    factor = q.of["factors"][probe.factor]
    held = q.known[probe.factor]
    down = [level for level in factor["levels"] if weaker(q, probe.factor, side, level, held[0])]
    then = {level: outcome(q, q.known | {probe.factor: [level]}) for level in down}
    far = {level: distance(factor, held, level) for level in down}
    if probe.changed:
        first = min(far[level] for level in down if then[level] != now)
        return then[probe.after] != now and far[probe.after] == first
    return all(found == now for found in then.values()) and far[probe.after] == max(far.values())


@given(worlds(with_rules=True) | contested_worlds())
@tried(60)
def test_each_known_fact_is_moved_until_the_verdict_changes(world: World) -> None:
    """Weaker and stronger, every known factor that can be moved is, to the first level with another verdict, or to the last."""
    q = asked(world)
    now = outcome(q, q.known)
    for side in q.sides:
        found = probes(q.law, q.facts, side)
        other = brute.other(q.of, side)
        for moved, by in ((found.weaker, side), (found.stronger, other)):
            assert [] == [probe for probe in moved if not right(q, by, probe, now)]
            names = [n for n, held in q.known.items() if len(held) == 1]
            movable = [
                n for n in names if any(weaker(q, n, by, k, q.known[n][0]) for k in q.of["factors"][n]["levels"])
            ]
            assert movable == [probe.factor for probe in moved]


@given(worlds(known=True) | contested_worlds().map(settled))
@tried(60)
def test_the_way_to_a_precedent_is_a_shortest(world: World) -> None:
    """The facts moved towards a precedent of the other side stand under it, by as few changes and steps as any that do."""
    q = asked(world)
    for side in q.sides:
        cases = {case["id"]: case for case in q.cases(brute.other(q.of, side))}
        for near in probes(q.law, q.facts, side).towards:
            moved = {n: held[0] for n, held in q.known.items()} | {c.factor: c.after for c in near.changes}
            assert brute.forces(q.of, cases[near.precedent.id], moved, q.model)
            assert cost(q, moved) == min(
                cost(q, levels)
                for levels in assignments(q.of)
                if brute.forces(q.of, cases[near.precedent.id], levels, q.model)
            )
            assert (near.finding.kind, near.finding.side) == verdict(q, {n: [k] for n, k in moved.items()})


def cost(q: Question, levels: dict[str, str]) -> tuple[int, int]:
    """How many factors, and how many steps, some levels are away from the facts."""
    away = {n: distance(q.of["factors"][n], q.known[n], k) for n, k in levels.items() if [k] != q.known[n]}
    return len(away), sum(away.values())


@given(worlds() | contested_worlds())
@tried(40)
def test_what_must_turn_out_is_possible_and_leaves_nothing_open(world: World) -> None:
    """With the changes made and the facts turned out so, the precedent forces whatever else is unknown."""
    q = asked(world)
    for side in q.sides:
        cases = {case["id"]: case for case in q.cases(brute.other(q.of, side))}
        for near in probes(q.law, q.facts, side).towards:
            assert all(level in q.known[name] for name, level in near.turning_out)
            put = dict(near.turning_out) | {c.factor: c.after for c in near.changes}
            left = q.known | {n: [k] for n, k in put.items()}
            every = (dict(zip(left, levels, strict=True)) for levels in product(*left.values()))
            assert all(brute.forces(q.of, cases[near.precedent.id], levels, q.model) for levels in every)
