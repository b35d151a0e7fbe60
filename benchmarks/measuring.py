"""Each piece of work against its peers: the ratio, the target, and whether the answers were the same."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import afortiori
from afortiori import Register, answers, consistency, decide_many, landmark_rows, repair_rows
from afortiori.casebase.batch import UNKNOWN, questions
from benchmarks import compas, peers
from benchmarks.generating import OPTIONS, Base, asked, made
from benchmarks.measured import Measured
from benchmarks.reading import LIMIT, SAMPLES, compared
from benchmarks.streaming import streamed
from benchmarks.timing import in_turn, median, once, pass_over

WHOLE_BLOCKS = (
    "numpy ANDs, compares and lists what 8,000 blocks have in common, then the rows of some hundred blocks that pass, "
    "each as a whole: a compiled loop would leave a block at its first word"
)


@dataclass(frozen=True)
class Sizes:
    """How much is measured."""

    small: int = 10_000
    hard: int = 1_000_000
    huge: int = 10_000_000
    whole: int = 100_000
    batch: int = 10_000
    every: int = 1
    clingo: int = 2
    sets: int = 1_000_000
    streamed: int = 10_000_000
    reading: bool = True


QUICK = Sizes(
    small=2_000, hard=20_000, huge=50_000, whole=4_000, batch=2_000, every=12, clingo=1, sets=20_000, streamed=30_000,
    reading=False,
)  # fmt: skip


def measured(sizes: Sizes) -> Iterator[Measured]:
    """Every line of the table."""
    yield from _compas(sizes)
    small = made(sizes.small, 26)
    yield from _one(small, sizes)
    yield from _batch(small, sizes)
    yield _stability(small)
    yield from _hard(sizes)
    yield from _whole(sizes)
    yield from _process(sizes)
    if sizes.reading and SAMPLES.is_dir():
        yield _reading()
    with tempfile.TemporaryDirectory() as folder:
        yield from streamed(sizes.streamed, Path(folder))


def _compas(sizes: Sizes) -> Iterator[Measured]:
    read = compas.rows(sizes.every)
    if read is None:
        return
    places, labels = read
    doctrine = compas.doctrine(places)
    register, name = compas.register(doctrine, places, labels), f"COMPAS, {len(labels):,} cases"
    slow: list[Any] = []
    listed = [dict(zip(compas.SIGNS, map(int, row), strict=True)) for row in places]
    loop = once(lambda: slow.append(peers.loop_over_pairs(listed, labels.tolist())))
    consistent, landmarks, against = slow[0]
    repair = once(lambda: slow.append(peers.smallest_by_matching(against)))
    found = consistency(register, OPTIONS).consistent, landmark_rows(register, OPTIONS)
    kept = {side: sum(register.precedents[int(i)].holding == side for i in found[1]) for side in found[0]}
    agree = (sum(found[0].values()), len(found[1])) == (consistent, landmarks)
    published = (dict(found[0]), kept) == ({"low": 76, "high": 397}, {"low": 70, "high": 18})
    ours = median(lambda: (consistency(register, OPTIONS), landmark_rows(register, OPTIONS)))
    yield Measured(
        f"{name}: consistency and landmarks",
        "a loop over all pairs, pure Python",
        10_000,
        ours,
        loop,
        agree and (sizes.every > 1 or published),
    )
    repaired = len(repair_rows(register, OPTIONS).rows)
    agree = repaired == slow[1] and (repaired == 1_655 if sizes.every == 1 else repaired == _repaired(places, labels))

    def analysis(of: Register) -> None:
        consistency(of, OPTIONS)
        landmark_rows(of, OPTIONS)
        repair_rows(of, OPTIONS)

    yield Measured(
        f"{name}: the same and the exact repair",
        "the same loop, with a matching",
        1_000,
        median(lambda: analysis(register)),
        loop + repair,
        agree,
    )
    yield Measured(
        f"{name}: the whole analysis, encoding included",
        "the same loop, with a matching",
        1_000,
        median(lambda: analysis(compas.register(doctrine, places, labels))),
        loop + repair,
        agree,
        why="words are made level by level in Python, which the loops need not; made once, they serve every later question",
    )


def _repaired(places: np.ndarray[Any, Any], labels: np.ndarray[Any, Any]) -> int:
    pairs = [
        (i, j)
        for i in range(len(labels))
        for j in range(len(labels))
        if labels[i] == 1 and labels[j] == 0 and (places[i] <= places[j]).all()
    ]
    return peers.smallest_by_maxsat(pairs)


def _one(base: Base, sizes: Sizes) -> Iterator[Measured]:
    """One question: who forces p."""
    facts = asked(base, 40)
    rows, words = base.register.sides["p"], [(int(w),) for w in words_of(base, facts)]
    name = f"one query, 26 factors, {sizes.small:,} cases"
    ask = peers.sets(base, range(sizes.small))
    expected = [ask(f) for f in facts]
    from afortiori.casebase.engine.columns import positions

    columns, table, zones = rows.columns, rows.table, rows.zones
    agree = all(list(positions(columns.forcing(w))) == e for w, e in zip(words, expected, strict=True))
    agree_table = all(table.passes(w[0]) == bool(e) for w, e in zip(words, expected, strict=True))
    slow = median(lambda: [ask(f) for f in facts], rounds=3) / len(facts)
    by_table = median(lambda: [table.passes(w[0]) for w in words], repeat=50) / len(words)
    by_columns = median(lambda: [columns.forcing(w) for w in words], repeat=20) / len(words)
    yield Measured(name + ", whether, by the lattice table", "Python sets", 500, by_table, slow, agree_table)
    database = peers.duckdb_of(base)
    masks = [int(m) for m in peers.lacks(facts)]
    told = [
        [i for (i,) in database.execute("SELECT i FROM p WHERE m & ? = 0 ORDER BY i", [m]).fetchall()] for m in masks
    ]
    by_duckdb = median(
        lambda: [database.execute("SELECT i FROM p WHERE m & ? = 0", [m]).fetchall() for m in masks], rounds=3
    )
    yield Measured(
        name + ", whether, by the lattice table", "DuckDB", 1_500, by_table, by_duckdb / len(masks), told == expected
    )
    solver, solved = peers.clingo_of(base), []
    by_clingo = once(lambda: solved.extend(solver(f) for f in facts[: sizes.clingo])) / sizes.clingo
    yield Measured(
        name + ", whether, by the lattice table",
        "clingo",
        5_000,
        by_table,
        by_clingo,
        solved == expected[: sizes.clingo],
    )
    yield Measured(name + ", all that force, without numpy", "Python sets", 100, by_columns, slow, agree)
    by_zones = median(lambda: [zones.forcing(w) for w in words], rounds=3) / len(words)
    agree = all(zones.forcing(w).tolist() == e for w, e in zip(words, expected, strict=True))
    yield Measured(name + ", all that force, by the zone map", "Python sets", None, by_zones, slow, agree)


def words_of(base: Base, facts: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Facts as questions to the cases for p, one word each."""
    found: np.ndarray[Any, Any] = questions(base.register.sides["p"].encoding, facts, worst=True)[:, 0]
    return found


def _batch(base: Base, sizes: Sizes) -> Iterator[Measured]:
    from sklearn.tree import DecisionTreeClassifier

    facts = asked(base, sizes.batch)
    name = f"{sizes.batch:,} queries, 26 factors, {sizes.small:,} cases"
    rows, words = base.register.sides["p"], words_of(base, facts)
    expected = rows.table.passing(words)
    ours = median(lambda: rows.table.passing(words))
    database = peers.duckdb_of(base)
    held = {"m": peers.lacks(facts), "k": np.arange(len(facts), dtype=np.uint32)}
    database.register("held", held)
    database.execute("CREATE TABLE q AS SELECT m, k FROM held")
    query = "SELECT k FROM q WHERE EXISTS (SELECT 1 FROM p WHERE p.m & q.m = 0) ORDER BY k"
    told: list[Any] = []
    theirs = once(lambda: told.extend(database.execute(query).fetchall()))
    agree = [k for (k,) in told] == np.flatnonzero(expected).tolist()
    yield Measured(name + ", lattice table", "DuckDB", 2_500, ours, theirs, agree)
    tree = DecisionTreeClassifier(random_state=0).fit(base.presence, base.holding)
    wide = facts.astype(np.float32)
    yield Measured(
        name + ", lattice table", "a decision tree's predict", 8, ours, median(lambda: tree.predict(wide)), agree
    )
    found = decide_many(base.register, facts, OPTIONS)
    whole = median(lambda: decide_many(base.register, facts, OPTIONS), rounds=3)
    same = bool((found.stable[:, 0] == expected).all())
    yield Measured(
        name + ", decide_many: both sides, each with its witness", "DuckDB, one side", None, whole, theirs, same
    )
    import polars

    frame = polars.DataFrame({"m": peers.masks(base)[0]})
    some = [int(m) for m in peers.lacks(facts[:20])]
    slow = median(lambda: [frame.select(((polars.col("m") & m) == 0).any()).item() for m in some], rounds=3) / len(some)
    agree = [frame.select(((polars.col("m") & m) == 0).any()).item() for m in some] == expected[:20].tolist()
    yield Measured("one of them, lattice table", "polars", None, ours / len(facts), slow, agree)


def _stability(base: Base) -> Measured:
    """The same question with twenty facts unknown: one query at the worst completion."""
    known = asked(base, 200)
    open_ones = known.copy()
    open_ones[:, :20] = UNKNOWN
    columns = base.register.sides["p"].columns
    few, many = ([(int(w),) for w in words_of(base, facts)] for facts in (known, open_ones))
    ours, theirs = in_turn(
        lambda: [columns.forcing(w) for w in many], lambda: [columns.forcing(w) for w in few], rounds=15, repeat=5
    )
    found = decide_many(base.register, open_ones[:20], OPTIONS)
    agree = all(bool(columns.forcing(w)) == bool(s) for w, s in zip(many, found.stable[:20, 0], strict=False))
    return Measured("stability with 20 unknowns", "itself with none", 1.5, ours, theirs, agree, least=False)


def _hard(sizes: Sizes) -> Iterator[Measured]:
    base = made(sizes.hard, 64)
    facts = asked(base, 20, hard=True)
    zones, words = base.register.sides["p"].zones, [(int(w),) for w in words_of(base, facts)]
    found = [zones.forcing(w).tolist() for w in words]
    ours = median(lambda: [zones.matching(w) for w in words], rounds=5) / len(words)
    name = f"one hard query, 64 conditions, {sizes.hard:,} cases, numpy alone"
    few = range(sizes.sets)
    ask = peers.sets(base, few)
    told = [ask(f) for f in facts[:4]]
    slow = median(lambda: [ask(f) for f in facts[:4]], rounds=2) / 4 * sizes.hard / sizes.sets
    agree = told == [[i for i in rows if i < sizes.sets] for rows in found[:4]]
    yield Measured(
        name,
        "Python sets" if sizes.sets >= sizes.hard else f"Python sets (timed on {sizes.sets:,})",
        5_000,
        ours,
        slow,
        agree,
        why=WHOLE_BLOCKS,
    )
    database = peers.duckdb_of(base, threads=2)
    masks = [int(m) for m in peers.lacks(facts)]
    said = [
        [i for (i,) in database.execute("SELECT i FROM p WHERE m & ? = 0 ORDER BY i", [m]).fetchall()] for m in masks
    ]
    slow = median(
        lambda: [database.execute("SELECT i FROM p WHERE m & ? = 0", [m]).fetchall() for m in masks], rounds=3
    )
    yield Measured(name, "DuckDB, 2 threads", 150, ours, slow / len(masks), said == found, why=WHOLE_BLOCKS)
    del base
    base = made(sizes.huge, 64)
    facts = asked(base, 20, hard=True)
    zones, words = base.register.sides["p"].zones, [(int(w),) for w in words_of(base, facts)]
    m, rows = peers.masks(base)
    agree = all(np.sort(rows[m & q == 0]).tolist() == zones.forcing(w).tolist()
                for q, w in zip(peers.lacks(facts[:5]), words, strict=False))  # fmt: skip
    ours = median(lambda: [zones.matching(w) for w in words], rounds=5) / len(words)
    name = f"one hard query, 64 conditions, {sizes.huge:,} cases, numpy alone"
    yield Measured(
        name, "one pass over the base at memory bandwidth", 1 / 30, ours, pass_over(sizes.huge), agree, least=False
    )


def _whole(sizes: Sizes) -> Iterator[Measured]:
    base = made(sizes.whole, 64)
    found = consistency(base.register, OPTIONS)
    ours = median(lambda: consistency(base.register, OPTIONS), rounds=3)
    database = peers.duckdb_of(base, threads=2)
    told: list[int] = []

    def ask() -> None:
        for one, two in (("p", "d"), ("d", "p")):
            query = f"SELECT count(*) FROM {one} WHERE EXISTS (SELECT 1 FROM {two} WHERE {one}.m & {two}.m = 0)"
            told.append(int(database.execute(query).fetchone()[0]))

    theirs = once(ask)
    agree = sum(told) == len(found.conflicting)
    yield Measured(
        f"whole-base consistency, 64 conditions, {sizes.whole:,} cases, numba",
        "DuckDB, 2 threads",
        20,
        ours,
        theirs,
        agree,
    )


def _process(sizes: Sizes) -> Iterator[Measured]:
    """The whole process, from a saved index."""
    with tempfile.TemporaryDirectory() as folder:
        table, index = Path(folder) / "table.csv", Path(folder) / "table.index"
        _csv(table, sizes.small)
        answers.index(str(table), "trade-secrets", str(index), court="scotus", decided="1990")
        code = "import sys; from afortiori.cli import main; sys.exit(main(sys.argv[1:]))"
        how = ["decide", "trade-secrets/mason", "--base", str(index), "--forum", "any", "--as-of", "2020-01-01"]
        brief, full = [sys.executable, "-c", code, *how, "--brief"], [sys.executable, "-c", code, *how]
        said = [_said(brief), _said(full)]
        yield Measured(
            f"decide --brief on an index of {sizes.small:,} cases, whole process", "python -c 'import numpy'", 0.5,
            *_processes([brief, [sys.executable, "-c", "import numpy"]]), said[0] == said[1], least=False,
        )  # fmt: skip
        yield Measured(
            f"decide, in full, on an index of {sizes.small:,} cases, whole process", "python -c 'import numpy'", None,
            *_processes([full, [sys.executable, "-c", "import numpy"]]), said[0] == said[1], least=False,
        )  # fmt: skip


def _reading() -> Measured:
    """Opinions read on two cores."""
    found = compared()
    name = f"reading {found.opinions} opinions, {found.characters / 1e6:.1f} million characters, two processes"
    why = "two readers share two cores with whatever else runs, and each does more than eyecite does alone; on cores of their own, or on more of them, it is met"
    return Measured(name, "eyecite alone, one process", LIMIT, found.together, found.alone, not found.lost, why=why)


def _processes(commands: list[list[str]], rounds: int = 9) -> list[float]:
    times: list[list[float]] = [[] for _ in commands]
    for _ in range(rounds):
        for command, taken in zip(commands, times, strict=True):
            taken.append(once(_running(command)))
    return [float(np.median(taken)) for taken in times]


def _running(command: list[str]) -> Callable[[], object]:
    """A process as it runs where it is installed: from compiled modules."""
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=compiled)


def _said(command: list[str]) -> tuple[object, object]:
    import json

    told = json.loads(subprocess.run([*command, "--json"], check=True, capture_output=True).stdout)
    return told["verdict"], told["side"]


def _csv(path: Path, cases: int) -> None:
    factors = afortiori.open_pack("trade-secrets").doctrine.factors
    base = made(cases, len(factors))
    lines = [",".join(["holding", *(f.id for f in factors)])]
    lines += [",".join(["PD"[h], *map(str, row)]) for h, row in zip(base.holding, base.presence.tolist(), strict=True)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
