"""A table saved as an index: it answers as the table's cases would, opens at once, and refuses what has changed."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import afortiori
from afortiori import answers
from afortiori.casebase import CaseBase, Options, find, select
from afortiori.casebase.batch import decide_many
from afortiori.casebase.register import rows_of
from afortiori.casebase.whole import consistency
from afortiori.cli import main
from afortiori.errors import BadInput
from afortiori.precedent import Facts, Precedent, facts
from afortiori.store.index.brief import brief
from afortiori.store.index.opening import open_index
from afortiori.store.pack import load_pack

DOCTRINE = """\
name: Small test
question: Is there a duty?
sides:
  duty: {name: There is a duty, wanted_by: the plaintiff}
  none: {name: There is none, wanted_by: the defendant}
factors:
  notice: {name: Notice, favours: duty, levels: [absent, present], definition: d}
  consent: {name: Consent, favours: none, levels: [absent, present], definition: d}
  reliance: {name: Reliance, favours: duty, neutral: some, definition: d, levels: [none, some, strong]}
  risk: {name: Risk, favours: duty, levels: [r0, r1, r2, r3, r4, r5, r6], definition: d}
  place:
    name: Place
    favours: duty
    levels: [nil, left, right, both]
    definition: d
    order: [[nil, left], [nil, right], [left, both], [right, both]]
"""
MATTER = "title: A matter\ndoctrine: duty\nforum: any\nas_of: 2020-01-01\nunmentioned: absent\nfacts:\n"
COURTS = ("scotus", "ca9", "ca7", "cand")
DAYS = ("1980", "1985-06-30", "1990-01")
Made = tuple[Path, list[dict[str, str]]]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """A pack of its own, a table of 300 rows and its index, in the folder that is worked in."""
    return made_in(tmp_path)


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, CaseBase]:
    """The same, made once for all who only ask; and its rows as precedents."""
    where, rows = made_in(tmp_path_factory.mktemp("standing"))
    return where, base_of(where, rows)


def made_in(folder: Path) -> Made:
    """The folder, with a pack, a table and its index in it; and the table's rows."""
    pack = folder / "duty"
    (pack / "matters").mkdir(parents=True)
    (pack / "doctrine.yaml").write_text(DOCTRINE, encoding="utf-8")
    draw = np.random.default_rng(3)
    of = load_pack(pack).doctrine
    rows = []
    for i in range(300):
        row = {"id": f"c{i:03}", "holding": str(draw.choice(["duty", "duty", "none", "none", "not reached"]))}
        row |= {"court": str(draw.choice(COURTS)), "decided": str(draw.choice(DAYS))}
        row |= {f.id: str(draw.choice(["", *f.levels])) for f in of.factors}
        rows.append(row)
    with (folder / "t.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert answers.index(str(folder / "t.csv"), str(pack), str(folder / "t.index")) == 300
    return folder, rows


def matter(where: Path, name: str, known: dict[str, str | list[str]]) -> str:
    """A matter of the pack, written; its path."""
    lines = "".join(f"  {factor}: {json.dumps(level)}\n" for factor, level in known.items())
    path = where / "duty" / "matters" / f"{name}.yaml"
    path.write_text(MATTER + lines, encoding="utf-8")
    return str(path)


def base_of(where: Path, rows: list[dict[str, str]]) -> CaseBase:
    """The same rows as precedents, written out one by one."""
    from afortiori.authority import When
    from afortiori.courts import built_in
    from afortiori.precedent import Value

    of = load_pack(where / "duty").doctrine
    return CaseBase(
        of,
        [
            Precedent(
                row["id"], row["id"], (), built_in()[row["court"]], When(row["decided"]),
                row["holding"] if row["holding"] in ("duty", "none") else None,
                tuple(Value(f.id, row[f.id], row["id"], "medium") for f in of.factors if row[f.id]),
            )
            for row in rows
        ],
    )  # fmt: skip


def test_an_index_holds_the_cases_of_its_table(made: Made) -> None:
    """Row for row, silence as silence; two-sided, partial and long lines among the factors."""
    where, rows = made
    register = open_index(str(where / "t.index"), load_pack(where / "duty"))
    assert list(base_of(where, rows)) == [register.precedents[i] for i in range(len(register))]


FACTS: list[dict[str, str | list[str]]] = [
    {"notice": "present", "risk": "r5", "place": "both", "reliance": "strong"},
    {"consent": "present", "reliance": "none"},
    {"notice": "present", "consent": "present", "risk": "r6", "reliance": "strong", "place": "left"},
    {"notice": ["absent", "present"], "risk": ["r1", "r4"], "reliance": ["none", "strong"]},
    {"notice": "present", "place": ["left", "right"], "risk": "unknown"},
    {"notice": "unknown", "consent": "unknown", "risk": "unknown", "reliance": "unknown"},
]


@pytest.mark.parametrize("forum", ["any", "cand", "ca7"])
@pytest.mark.parametrize("as_of", ["2020-01-01", "1985-07-01"])
@pytest.mark.parametrize("n", range(len(FACTS)))
def test_an_index_decides_as_its_cases_do(standing: tuple[Path, CaseBase], n: int, forum: str, as_of: str) -> None:
    """In brief by either way and in full, for each forum and day: the verdict that the cases compel, and who forces it."""
    where, whole = standing
    path, index = matter(where, "m", FACTS[n]), str(where / "t.index")
    known = _known(whole, FACTS[n])
    forum_court = afortiori.Options(None, as_of).forum if forum == "any" else whole_courts()[forum]
    options = Options(forum_court, as_of, "result")
    binding = select(whole, options).binding
    said = find(whole.doctrine, binding, known, "result")
    how: dict[str, Any] = {"bases": [index], "forum": forum, "as_of": as_of, "model": "result", "rules": True,
                           "changes": [], "without": [], "adopted": [], "reading": None, "cached": True, "today": ""}  # fmt: skip
    long = answers.brief(path, **how)
    full = answers.decide(path, **how).data
    assert (said.kind, said.side, list(said.stable), list(said.possible)) == (
        long["verdict"], long["side"], long["stable"], long["possible"],
    )  # fmt: skip
    assert (said.kind, said.side) == (full["verdict"], full["side"])
    short = brief(path, **how)
    assert short in (None, long)
    forcing = {s: [p.id for p in binding if p.holding == s and _forces(whole, p, known)]
               for s in ("duty", "none")}  # fmt: skip
    assert {s: {"count": len(names), "cases": names} for s, names in forcing.items()} == long["by"]


def whole_courts() -> dict[str, afortiori.Court]:
    """The built-in courts."""
    from afortiori.courts import built_in

    return built_in()


def _known(whole: CaseBase, written: dict[str, str | list[str]]) -> Facts:
    of = whole.doctrine
    known: dict[str, str | tuple[str, ...]] = {}
    for name, level in written.items():
        known[name] = (
            of.factor(name).levels if level == "unknown" else tuple([level] if isinstance(level, str) else level)
        )
    return facts(of, known, unmentioned="absent")


def _forces(whole: CaseBase, p: Precedent, known: Facts) -> bool:
    from afortiori.constraint import forces

    return forces(whole.doctrine, p, known, "result")


def test_the_short_way_is_taken(made: Made) -> None:
    """Where nobody may outrank anybody the index alone answers, after the matter was compiled once."""
    where, rows = made
    for row in rows:
        row["court"], row["decided"] = "scotus", "1980"
    with (where / "t.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    answers.index(str(where / "t.csv"), str(where / "duty"), str(where / "t.index"))
    how: dict[str, Any] = {"bases": [str(where / "t.index")], "forum": "any", "as_of": "2020-01-01", "changes": [],
                           "without": [], "adopted": [], "reading": None, "cached": True, "today": ""}  # fmt: skip
    for n, known in enumerate(FACTS):
        path = matter(where, f"m{n}", known)
        assert brief(path, **how) is None
        long = answers.brief(path, **how)
        short = brief(path, **how)
        assert short == long or (short is None and n in (4, 5))
    changed = how | {"changes": ["notice=?", "consent=present"]}
    assert answers.brief(str(where / "duty/matters/m0.yaml"), **changed) == brief(
        str(where / "duty/matters/m0.yaml"), **changed
    )


@pytest.mark.parametrize("what", ["table", "doctrine", "header", "columns", "cut", "empty"])
def test_an_index_of_something_else_is_refused(made: Made, what: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the table or the doctrine changed, or the file was damaged, it is refused and told how to be made again."""
    where, _ = made
    path, index = matter(where, "m", FACTS[0]), where / "t.index"
    asked = ["decide", path, "--base", str(index)]
    assert main(asked) == 0
    if what == "table":
        (where / "t.csv").write_text(
            (where / "t.csv").read_text(encoding="utf-8") + "x,duty,ca9,1980,,,,,\n", encoding="utf-8"
        )
    elif what == "doctrine":
        (where / "duty/doctrine.yaml").write_text(DOCTRINE + "scope: narrower\n", encoding="utf-8")
    else:
        data = bytearray(index.read_bytes())  # its sections stand in order: the last are the bit columns
        at = {"header": 120, "columns": len(data) - 5, "cut": len(data) - 1, "empty": 0}[what]
        data[at] ^= 1
        index.write_bytes(bytes(data[:40] if what == "empty" else data[:-64] if what == "cut" else data))
    capsys.readouterr()
    for brief_too in ([], ["--brief"]):
        assert main([*asked, *brief_too]) == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        assert "t.index" in captured.err or what == "empty"


def test_a_table_that_was_only_touched_is_the_same(made: Made) -> None:
    """Another time and the same content: the index is used; where the table is gone it is used too."""
    where, _ = made
    pack = load_pack(where / "duty")
    os.utime(where / "t.csv", (1, 1))
    assert len(open_index(str(where / "t.index"), pack)) == 300
    (where / "t.csv").unlink()
    assert len(open_index(str(where / "t.index"), pack)) == 300


def test_every_fault_of_a_table_is_told_at_once(made: Made) -> None:
    """Values that are no level, unknown courts, bad dates and ids given twice; nothing is written."""
    where, _ = made
    (where / "bad.csv").write_text(
        "id,holding,court,decided,notice,risk\na,duty,ca9,1980,perhaps,r9\na,maybe,ca99,never,present,r1\n",
        encoding="utf-8",
    )
    with pytest.raises(BadInput) as caught:
        answers.index(str(where / "bad.csv"), str(where / "duty"), str(where / "bad.index"))
    told = [problem.what for problem in caught.value.problems]
    assert [
        "column 'court': unknown court 'ca99'",
        "column 'decided': 'never' is no date: write 1988-08-23, 1988-08 or 1988",
        "column 'holding': 'maybe' is no side (1 rows)",
        "column 'notice': 'perhaps' is no level of 'notice' (1 rows)",
        "column 'risk': 'r9' is no level of 'risk' (1 rows)",
        "two rows have the id 'a'",
    ] == told
    assert not list(where.glob("bad.index*"))


def test_what_a_table_has_and_lacks_is_told(made: Made) -> None:
    """A column that names nothing is told of, with the factor that it may mean; factors without a column are counted."""
    where, _ = made
    (where / "few.csv").write_text(
        "id,holding,court,decided,Risk,consnt,colour\na,duty,ca9,1980,r1,present,red\n", encoding="utf-8"
    )
    told: list[str] = []
    answers.index(str(where / "few.csv"), str(where / "duty"), str(where / "few.index"), tell=told.append)
    assert [
        "Columns that name no factor of the doctrine are left out: 'consnt' (did you mean 'consent'?), 'colour'.",
        "4 of the doctrine's 5 factors have no column, and no case speaks of them.",
    ] == told
    told.clear()
    answers.index(str(where / "t.csv"), str(where / "duty"), str(where / "t2.index"), tell=told.append)
    assert [] == told


def test_a_table_without_any_column_that_is_read(made: Made) -> None:
    """A table that has none of the columns is told all that it lacks."""
    where, _ = made
    (where / "odd.csv").write_text("colour\nred\n", encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        answers.index(str(where / "odd.csv"), str(where / "duty"), str(where / "odd.index"))
    assert [
        "no column is a factor of the doctrine; it has: colour",
        "no column 'court'",
        "no column 'decided'",
        "no column of outcomes",
    ] == [problem.what for problem in caught.value.problems]


def test_a_table_says_what_its_outcomes_mean(made: Made) -> None:
    """Another column of outcomes, its values named, one court and date for all; present as 1, yes or x; no ids."""
    where, _ = made
    (where / "o.csv").write_text("won,notice,consent\n1,1,\n0,no,x\n,yes,0\n", encoding="utf-8")
    answers.index(
        str(where / "o.csv"), str(where / "duty"), str(where / "o.index"),
        outcome="won", sides=["1=duty", "0=none"], court="ca9", decided="1990",
    )  # fmt: skip
    register = open_index(str(where / "o.index"), load_pack(where / "duty"))
    assert [("row-1", "duty", {"notice": "present"}), ("row-2", "none", {"notice": "absent", "consent": "present"}),
            ("row-3", None, {"notice": "present", "consent": "absent"})] == [
        (p.id, p.holding, {v.factor: v.level for v in p.values}) for p in register.precedents
    ]  # fmt: skip


def test_parquet_is_read_as_csv_is(made: Made) -> None:
    """The same table as Parquet gives the same register; verdicts and consistency are alike."""
    import duckdb

    where, rows = made
    (where / "p.csv").write_bytes((where / "t.csv").read_bytes())
    duckdb.sql(f"COPY (SELECT * FROM read_csv('{where}/p.csv', all_varchar=true)) TO '{where}/p.parquet'")
    pack = load_pack(where / "duty")
    answers.index(str(where / "p.parquet"), str(where / "duty"), str(where / "p.index"))
    one, two = (open_index(str(where / name), pack) for name in ("t.index", "p.index"))
    assert [one.precedents[i] for i in range(300)] == [two.precedents[i] for i in range(300)]
    options = Options(None, "2020-01-01", "result")
    many = np.random.default_rng(1).integers(-1, 2, (50, 5), dtype=np.int16)
    assert decide_many(one, many, options).witness.tolist() == decide_many(two, many, options).witness.tolist()
    assert dict(consistency(one, options).consistent) == dict(consistency(two, options).consistent)
    assert len(rows) == len(one)


@pytest.mark.parametrize("numbered", [False, True])
def test_cases_of_an_index_are_found_by_name(made: Made, *, numbered: bool) -> None:
    """The rows of some cases, by id or by the case that a holding belongs to, as reading each of them finds them."""
    where, rows = made
    rows[7]["id"], rows[9]["id"] = "c300#1", "c300#2"
    names = {"row-008", "row-300", "row-301", "row-8", "row-000"} if numbered else {"c000", "c299", "c300", "c30", "c1"}
    with (where / "named.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0])[1:] if numbered else list(rows[0]), extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    answers.index(str(where / "named.csv"), str(where / "duty"), str(where / "named.index"))
    precedents = open_index(str(where / "named.index"), load_pack(where / "duty")).precedents
    expected = [i for i, p in enumerate(precedents) if p.id in names or p.case in names]
    assert ([7, 299] if numbered else [0, 7, 9, 299]) == expected == rows_of(precedents, names)


def test_an_index_is_a_base_for_every_command(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    """Asked as any base, an index answers as its rows; audited, it tells how many of them conflict."""
    where, rows = made
    asked = matter(where, "asked", {"notice": "present"})
    how = ["--base", str(where / "t.index"), "--forum", "any", "--as-of", "2020-01-01", "--json"]
    assert main(["decide", asked, *how]) == 0
    decided = json.loads(capsys.readouterr().out)
    assert main(["thresholds", asked, *how]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (decided["verdict"], decided["side"]) == (told["verdict"], told["side"])
    assert main(["audit", str(where / "duty"), *how]) == 0
    told = json.loads(capsys.readouterr().out)
    register = open_index(str(where / "t.index"), load_pack(where / "duty"))
    found = consistency(register, Options(None, "2020-01-01", "result"))
    assert dict(found.consistent) == told["consistent"]
    assert [rows[int(i)]["id"] for i in found.conflicting] == told["conflicting"]["cases"]


def test_an_index_of_too_many_cases_is_refused_where_each_must_be_made(
    made: Made, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Past the bound, what takes an index of any size is named."""
    where, _ = made
    monkeypatch.setattr("afortiori.store.library.MOST_MADE", 299)
    asked = matter(where, "asked", {"notice": "present"})
    assert main(["thresholds", asked, "--base", str(where / "t.index"), "--forum", "any"]) == 2
    assert "holds 300 cases, more than the 299" in capsys.readouterr().err
