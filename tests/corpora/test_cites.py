"""Who cites a precedent: the opinions of a table that cite it, with signal, part and page, and what may take it away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.running import run
from samples import DATA

from afortiori import answers
from afortiori.errors import BadInput
from afortiori.store.corpora.citing import citing
from afortiori.store.corpora.ingesting import ingest
from corpora.opinions import TEXT, bulk, bulk_row, lines, opinion

CLUSTERS = ("id", "case_name_short", "case_name", "case_name_full", "date_filed", "docket_id")


@pytest.fixture(scope="module", params=["t.sqlite", "t.parquet"])
def table(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Three opinions of which two cite Doe v. Roe, with the name of one from the bulk clusters."""
    folder = tmp_path_factory.mktemp("table")
    plain = "See Doe v. Roe, 747 F.2d 185, 190 (4th Cir. 1984). We said so in Poe v. City of Lot, 811 F.2d 1243 (9th Cir. 1987)."
    other = "The rule is in Poe v. City of Lot, 811 F.2d 1243 (9th Cir. 1987)."
    (folder / "a.csv").write_bytes(bulk([bulk_row(1), bulk_row(2, plain), bulk_row(3, other)]))
    (folder / "clusters.csv").write_bytes(bulk([("102", "", "In re Alder", "", "1991-02-03", "7")], CLUSTERS))
    ingest([str(folder / "a.csv"), str(folder / "clusters.csv")], str(folder / request.param))
    return str(folder / request.param)


def test_who_cites_a_precedent_with_what_signal_in_which_part(table: str) -> None:
    """Each place has its signal, part, author and pin; a short form counts for the case that it stands for."""
    found = citing(table, ["747 F. 2d 185"])
    assert 3 == found.searched
    expected = [
        ("1", "", [("see", "majority", "Alder", "194"), ("but see", "dissent", "Birch", "195")]),
        ("2", "In re Alder", [("see", "opinion", "", "190")]),
    ]
    assert expected == [
        (one.record, one.name, [(place.signal, place.part, place.author, place.pin) for place in one.places])
        for one in found.opinions
    ]


def test_what_may_take_it_away_comes_first(table: str) -> None:
    """An opinion that cites against the case, or with words such as 'overruled' nearby, is to be looked into."""
    first, second = citing(table, ["747 F.2d 185"]).opinions
    assert [(False, ""), (True, "overruled")] == [(place.doubts, place.words) for place in first.places]
    assert (True, False) == (first.doubts, second.doubts)


def test_a_parallel_citation_is_no_second_place(tmp_path: Path) -> None:
    """Two reporters of one case in one citation are one place, whichever is asked for."""
    text = "See Youngberg v. Romeo, 457 U.S. 307, 309, 102 S. Ct. 2452, 2454, 73 L. Ed. 2d 28 (1982)."
    (tmp_path / "a.jsonl").write_bytes(lines([opinion(1, text)]))
    ingest([str(tmp_path / "a.jsonl")], str(tmp_path / "t.sqlite"))
    asked = (["457 U.S. 307", "102 S. Ct. 2452"], ["102 S. Ct. 2452"])
    assert [1, 1] == [len(citing(str(tmp_path / "t.sqlite"), cites).opinions[0].places) for cites in asked]


def test_a_case_of_a_pack_is_asked_by_its_id(tmp_path: Path) -> None:
    """The id of a case leads to all its citations; an opinion that is in the base is named as such."""
    text = "See DeShaney v. Winnebago County, 489 U.S. 189, 200 (1989). But see Estelle v. Gamble, 429 U.S. 97 (1976)."
    case = {
        "id": 1,
        "name_abbreviation": "Balistreri",
        "citations": [{"cite": "901 F.2d 696"}],
        "casebody": {"data": {"opinions": [{"type": "majority", "text": text}]}},
    }
    (tmp_path / "a.json").write_text(json.dumps(case))
    ingest([str(tmp_path / "a.json")], str(tmp_path / "t.sqlite"))
    told = answers.cites("deshaney-v-winnebago-1989", str(tmp_path / "t.sqlite"), doctrine="duty-to-protect")
    assert ["balistreri-v-pacifica-ca9-1990"] == [one["case"] for one in told.data["opinions"]]
    assert ["see"] == [place["signal"] for place in told.data["opinions"][0]["places"]]


@pytest.mark.parametrize(
    ("case", "said"),
    [("deshaney-v-winebago-1989", "did you mean 'deshaney-v-winnebago-1989'"), ("nobody", "489 U.S. 189")],
)
def test_a_case_that_is_not_known_is_said_with_the_nearest(table: str, case: str, said: str) -> None:
    """A misspelt id is met with the nearest one, and with how to ask by citation."""
    with pytest.raises(BadInput, match=said):
        answers.cites(case, table)


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    """Text, a foreign database and a file that is absent are named as what they are not."""
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.parquet").write_bytes(b"PAR1 and no more")
    (tmp_path / "c.sqlite").write_bytes(b"SQLite format 3\0" + b"\0" * 100)
    for name in ("a.txt", "b.parquet", "c.sqlite", "d.sqlite"):
        with pytest.raises(BadInput):
            citing(str(tmp_path / name), ["1 U.S. 1"])


def test_the_commands_as_a_user_runs_them(tmp_path: Path) -> None:
    """``ingest`` tells what it read and what it set aside; ``cites`` tells who cites, from the table that the environment names."""
    (tmp_path / "a.jsonl").write_bytes(lines([opinion(1), {"id": 2}]))
    read = run("ingest", "a.jsonl", "-o", "t.sqlite", cwd=tmp_path)
    assert (0, "") == (read.status, read.err)
    assert "t.sqlite holds 1 opinion (2 parts), with 4 citations." in read.out
    assert "a.jsonl:2" in read.out
    cited = run("cites", "747 F.2d 185", cwd=tmp_path, env={"AFORTIORI_CORPUS": "t.sqlite"})
    assert 0 == cited.status
    assert "NEAR: overruled" in cited.out
    assert 2 == run("cites", "747 F.2d 185", cwd=tmp_path, env={"AFORTIORI_CORPUS": ""}).status
    assert 2 == run("ingest", "a.jsonl", "-o", "t.sqlite", "--cores", "0", cwd=tmp_path).status


def test_the_samples_say_who_cites_deshaney(tmp_path: Path) -> None:
    """In the samples the First Circuit's Saez cites DeShaney at 199-200, and DeShaney itself is told apart."""
    folder = DATA / "samples"
    if not folder.is_dir():
        pytest.skip("the shared samples are absent")
    sources = [folder / "courtlistener" / "saez_v_city_of_springfield_ca1.json", folder / "opinions"]
    ingest([str(source) for source in sources], str(tmp_path / "t.sqlite"))
    found = citing(str(tmp_path / "t.sqlite"), ["489 U.S. 189", "109 S. Ct. 998"]).opinions
    assert {("saez v city of springfield", False), ("", True)} == {(one.name, one.itself) for one in found}
    [saez] = [one for one in found if not one.itself]
    assert ["199-200", "200"] == [place.pin for place in saez.places]
