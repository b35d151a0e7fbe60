"""A large base among the user's own: a matter on it is decided as the command line decides it on the index."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason="the extra 'corpora' is not installed")

from afortiori import answers
from workbench.firm import Firm
from workbench.opening import Bench

ROWS = 12_000


def indexed(folder: Path) -> Path:
    """An index among the bases of a folder: who closed in wins, by malice she loses, whatever else there is."""
    table, file = folder / "table.csv", folder / "bases" / "old-hunts.index"
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        f"{'D' if n % 3 else 'P'},{'absent' if n % 3 else 'present'},{'present' if n % 2 else 'absent'}"
        for n in range(ROWS)
    ]
    table.write_text("holding,hot-pursuit,malice\n" + "\n".join(lines) + "\n", encoding="utf-8")
    assert ROWS == answers.index(str(table), "wild-animals", str(file), court="scotus", decided="1900-01-01")
    return file


def test_a_matter_on_a_large_base_is_decided_as_on_its_index(bench: Bench) -> None:
    """The first page lists it; a matter begins on it; a changed fact is answered as ``decide --base`` answers it."""
    file = indexed(bench.folder)
    assert {"old-hunts": ROWS} == bench.data("/index")["tables"]
    assert "12,000 cases" in bench.client.get("/tables/old-hunts").text
    address = bench.begin("old-hunts")
    for version, level in enumerate(("present", "absent"), 1):
        bench.post(f"{address}/facts", version=version, **{"fact__hot-pursuit": level, "fact__malice": "absent"})
        written = bench.folder / "matter.yaml"
        written.write_bytes(bench.client.get(f"{address}/matter.yaml").content)
        told = answers.decide(str(written), bases=[str(file)], today="2026-11-25").data
        shown = bench.data(address)["answer"]
        assert (told["verdict"], told["depends_on"]) == (shown["verdict"], shown["depends_on"])


def test_what_needs_the_whole_of_a_large_base_is_not_offered(bench: Bench) -> None:
    """Its pages open; what would be worked out from all its cases is refused in words, and its tab is not there."""
    indexed(bench.folder)
    address = bench.begin("old-hunts")
    for part in ("", "/cases", "/read", "/export", "/history", "/memo.docx", "/matter.yaml"):
        assert (part, 200) == (part, bench.client.get(address + part).status_code)
    for part in ("/argue", "/timeline", "/certificate.json"):
        assert (part, 422) == (part, bench.client.get(address + part).status_code)
        assert f'href="{address}{part}"' not in bench.client.get(address).text
    assert 404 == bench.client.get("/bases/old-hunts/guide").status_code


def test_an_index_that_cannot_be_used_is_told_on_the_first_page(bench: Bench) -> None:
    """A damaged index is named with what to do, and everything else opens."""
    file = indexed(bench.folder)
    file.write_bytes(file.read_bytes()[:-1])
    answer = bench.client.get("/")
    assert (200, True) == (answer.status_code, "old-hunts" in answer.text)


def test_a_large_base_stands_behind_the_wall(firm: Firm) -> None:
    """Where many share the workbench a large base belongs to who adopted it, and to nobody before."""
    indexed(firm.desk.folder)
    ada, ben = firm.session("ada"), firm.session("ben")
    assert [404, 404] == [each.client.get("/tables/old-hunts").status_code for each in (ada, ben)]
    firm.accounts.roll.adopt("ada", tuple(firm.desk.everything()))
    assert [200, 404] == [each.client.get("/tables/old-hunts").status_code for each in (ada, ben)]
    assert 422 == ben.post("/matters", pack="old-hunts").status_code


def test_a_large_base_opens_with_a_matter_on_it(firm: Firm) -> None:
    """Its people have a page; who is named on a matter of its owner's reads it too, and who is only named opens it to nobody."""
    indexed(firm.desk.folder)
    firm.accounts.roll.adopt("ada", ("old-hunts",))
    ada, ben, carl = (firm.session(name) for name in ("ada", "ben", "carl"))
    assert 'href="/tables/old-hunts/people"' in ada.client.get("/tables/old-hunts").text
    address = ada.post("/matters", pack="old-hunts").headers["location"]
    assert 303 == ada.post(f"{address}/people", person="ben", role="named").status_code
    assert [200, 200] == [ben.client.get(path).status_code for path in (address, "/tables/old-hunts")]
    his = ben.post("/matters", pack="old-hunts").headers["location"]
    assert [422, 403, 404] == [
        ben.post(f"{his}/people", person="carl", role="named").status_code,
        ben.post("/tables/old-hunts/people", person="carl", role="named").status_code,
        carl.client.get("/tables/old-hunts/people").status_code,
    ]
    assert 303 == ada.post("/tables/old-hunts/people", person="carl", role="named").status_code
    people = ada.client.get("/tables/old-hunts/people.json").json()["people"]
    assert {"ada": "owner", "ben": "named", "carl": "named"} == {each["person"]: each["role"] for each in people}
    assert 200 == carl.client.get("/tables/old-hunts").status_code


def test_a_backup_holds_large_bases(bench: Bench, tmp_path: Path) -> None:
    """Unpacked into an empty folder a backup has the indexes too, and a matter on one opens as it did."""
    file = indexed(bench.folder)
    address = bench.begin("old-hunts")
    with zipfile.ZipFile(io.BytesIO(bench.client.get("/backup").content)) as backup:
        backup.extractall(tmp_path / "again")
    assert file.read_bytes() == (tmp_path / "again" / "bases" / file.name).read_bytes()
    again = Bench(tmp_path / "again")
    assert bench.data(address) == again.data(address)
    again.cabinet.close()
