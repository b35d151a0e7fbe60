"""The same questions asked of others: plain sets, loops over pairs, databases, solvers, a decision tree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from benchmarks.generating import Base


def sets(base: Base, rows: Sequence[int]) -> Callable[[np.ndarray[Any, Any]], list[int]]:
    """Each case as two sets of names; a question tests every case. It answers with the rows that force p."""
    names = [f.id for f in base.doctrine.factors]
    ours, theirs = names[0::2], names[1::2]
    cases = []
    for i in rows:
        if base.holding[i] == 0:
            held = {n for n, there in zip(names, base.presence[i], strict=True) if there}
            cases.append((i, frozenset(held.intersection(ours)), frozenset(held.intersection(theirs))))

    def ask(facts: np.ndarray[Any, Any]) -> list[int]:
        here = {n for n, there in zip(names, facts, strict=True) if there}
        mine, against = here.intersection(ours), here.intersection(theirs)
        return [i for i, needs, overcame in cases if needs and needs <= mine and against <= overcame]

    return ask


def masks(base: Base, side: int = 0) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """The rows of one side as one mask each, bit i for factor i: what it needs; with their numbers."""
    rows = np.flatnonzero(base.holding == side)
    odd = np.arange(base.presence.shape[1]) % 2 == side
    words, speaks = np.zeros(len(rows), dtype=np.uint64), np.zeros(len(rows), dtype=bool)
    for f, ours in enumerate(odd):
        present = base.presence[rows, f] > 0
        words |= (present if ours else ~present).astype(np.uint64) << np.uint64(f)
        speaks |= present & ours
    return words[speaks], rows[speaks]


def lacks(facts: np.ndarray[Any, Any], side: int = 0) -> np.ndarray[Any, Any]:
    """Facts as masks of what they lack for one side."""
    odd = np.arange(facts.shape[-1]) % 2 == side
    missing = np.where(odd, 1 - facts, facts).astype(np.uint64)
    result: np.ndarray[Any, Any] = (missing << np.arange(facts.shape[-1], dtype=np.uint64)).sum(
        axis=-1, dtype=np.uint64
    )
    return result


def duckdb_of(base: Base, *, threads: int = 1) -> Any:
    """The masks of both sides as tables of a database: its best form of the same question."""
    import duckdb

    database = duckdb.connect(config={"threads": str(threads)})
    for name, side in (("p", 0), ("d", 1)):
        m, i = masks(base, side)
        database.execute(f"CREATE TABLE {name} (m UBIGINT, i UINTEGER)")
        held = {"m": m, "i": i.astype(np.uint32)}
        database.register("held", held)
        database.execute(f"INSERT INTO {name} SELECT m, i FROM held")
        database.unregister("held")
    return database


def clingo_of(base: Base) -> Callable[[np.ndarray[Any, Any]], list[int]]:
    """The definition as an answer set program over the cases as facts, ground and solved for each question."""
    import clingo

    names = [f.id for f in base.doctrine.factors]
    lines = []
    for i in np.flatnonzero(base.holding == 0):
        held = [n for n, there in zip(names, base.presence[i], strict=True) if there]
        lines += [f"case({i})."] + [f"has({i},{n})." for n in held]
    program = "\n".join([*lines, *(f"ours({n})." for n in names[0::2]), *(f"theirs({n})." for n in names[1::2]), RULES])

    def ask(facts: np.ndarray[Any, Any]) -> list[int]:
        control = clingo.Control(["--warn=none"])
        here = " ".join(f"here({n})." for n, there in zip(names, facts, strict=True) if there)
        control.add("base", [], program + "\n" + here)
        control.ground([("base", [])])
        found: list[int] = []

        def seen(model: Any) -> None:
            found.extend(atom.arguments[0].number for atom in model.symbols(shown=True))

        control.solve(on_model=seen)
        return sorted(found)

    return ask


RULES = """
missing(C) :- has(C,F), ours(F), not here(F).
extra(C) :- case(C), here(F), theirs(F), not has(C,F).
speaks(C) :- has(C,F), ours(F).
forces(C) :- case(C), speaks(C), not missing(C), not extra(C).
#show forces/1.
#defined here/1.
"""


def loop_over_pairs(cases: Sequence[dict[str, int]], labels: Sequence[int]) -> tuple[int, int, dict[int, list[int]]]:
    """Cases in no conflict, landmarks, and who conflicts with whom, by comparing every case with every other.

    A place is higher the better it is for label 1. Of equal cases one stands for all.
    """
    conflicting, redundant = set(), set()
    against: dict[int, list[int]] = {}
    for i, here in enumerate(cases):
        for j, there in enumerate(cases):
            if labels[i] != labels[j]:
                if forces(here, labels[i], there):
                    conflicting |= {i, j}
                    if labels[i]:
                        against.setdefault(i, []).append(j)
            elif i != j and forces(there, labels[j], here) and (there != here or j < i):
                redundant.add(i)
    return len(cases) - len(conflicting), len(cases) - len(redundant), against


def smallest_by_matching(against: dict[int, list[int]]) -> int:
    """The size of the smallest repair: a largest matching, by Hopcroft and Karp, in Python."""
    mate: dict[int, int] = {}
    back: dict[int, int] = {}
    layer: dict[int, int] = {}

    def augment(node: int) -> bool:
        for other in against[node]:
            held = back.get(other)
            if held is None or (layer.get(held) == layer[node] + 1 and augment(held)):
                mate[node], back[other] = other, node
                return True
        layer[node] = -1
        return False

    while True:
        queue = [node for node in against if node not in mate]
        layer = dict.fromkeys(queue, 0)
        for node in queue:
            for held in {back[other] for other in against[node] if other in back} - layer.keys():
                layer[held] = layer[node] + 1
                queue.append(held)
        if not sum(augment(node) for node in against if node not in mate):
            return len(mate)


def forces(case: dict[str, int], label: int, facts: dict[str, int]) -> bool:
    """Whether a case forces its label in the facts: they are at least as good for it on every dimension."""
    if label:
        return all(case[d] <= facts[d] for d in case)
    return all(facts[d] <= case[d] for d in case)


def smallest_by_maxsat(edges: Sequence[tuple[int, int]]) -> int:
    """The size of the smallest repair, as a weighted satisfiability problem (RC2)."""
    from pysat.examples.rc2 import RC2
    from pysat.formula import WCNF

    problem = WCNF()
    for a, b in edges:
        problem.append([a + 1, b + 1])
    for node in {node for edge in edges for node in edge}:
        problem.append([-(node + 1)], weight=1)
    with RC2(problem) as solver:
        solver.compute()
        return int(solver.cost)
