"""A base as a data package: it comes back whole, its tables are as its descriptor says, and what was changed is told."""

from __future__ import annotations

import csv
import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import tried

from afortiori import answers
from afortiori.cli import main
from afortiori.errors import BadInput
from afortiori.store.charts.opening import open_base_or_chart
from afortiori.store.charts.unpacking import chart_in
from afortiori.store.pack import load_pack

Capsys = pytest.CaptureFixture[str]
PACKS = ["duty-to-protect", "trade-secrets", "wild-animals", "automobile-exception", "adult-interdependent-relationship"]  # fmt: skip


def exported(name: str, folder: Path) -> Path:
    """A pack written as a data package; its descriptor."""
    file = folder / "package" / "datapackage.json"
    answers.export_chart(name, str(file))
    return file


def tables(file: Path) -> dict[str, tuple[dict[str, Any], list[dict[str, str]]]]:
    """Each table of a package by its name: its resource and its rows."""
    found = {}
    for resource in json.loads(file.read_text(encoding="utf-8"))["resources"]:
        if resource["profile"] == "tabular-data-resource":
            with (file.parent / resource["path"]).open(encoding="utf-8", newline="") as stream:
                found[resource["name"]] = resource, list(csv.DictReader(stream))
    return found


@pytest.mark.parametrize("name", PACKS)
def test_a_base_comes_back_whole(name: str, tmp_path: Path) -> None:
    """Exported and imported, the doctrine and the cases are the same."""
    file = exported(name, tmp_path)
    answers.import_chart(str(file), str(tmp_path / name))
    opened, pack = open_base_or_chart(name), load_pack(tmp_path / name, cached=False)
    assert (opened.pack.doctrine, tuple(opened.pack.base)) == (pack.doctrine, tuple(pack.base))


@pytest.mark.parametrize("name", PACKS)
def test_every_table_is_as_the_descriptor_says(name: str, tmp_path: Path) -> None:
    """Columns, types, keys and references hold in every table (Table Schema), and size and hash of every file."""
    file = exported(name, tmp_path)
    found = tables(file)
    for resource, rows in found.values():
        schema = resource["schema"]
        names = [field["name"] for field in schema["fields"]]
        types = {field["name"]: field["type"] for field in schema["fields"]}
        for row in rows:
            assert names == list(row)
            assert [] == [n for n in names if types[n] == "boolean" and row[n] not in ("true", "false")]
            assert [] == [n for n in names if types[n] == "integer" and not row[n].isdigit()]
        keys = [tuple(row[n] for n in schema["primaryKey"]) for row in rows]
        assert len(keys) == len(set(keys))
        for key in schema.get("foreignKeys", ()):
            named = {
                tuple(row[n] for n in key["reference"]["fields"]) for row in found[key["reference"]["resource"]][1]
            }
            meant = {tuple(row[n] for n in key["fields"]) for row in rows}
            assert set() == {of for of in meant if all(of)} - named
    for resource in json.loads(file.read_bytes())["resources"]:
        data = (file.parent / resource["path"]).read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        assert (len(data), f"sha256:{digest}") == (resource["bytes"], resource["hash"])


def test_the_tables_say_what_is_coded(tmp_path: Path) -> None:
    """A row for each holding, each value and each condition of a stated reason."""
    found, base = tables(exported("duty-to-protect", tmp_path)), open_base_or_chart("duty-to-protect").pack.base
    expected = [len(base), sum(len(p.values) for p in base), sum(len(p.reason or ()) for p in base)]
    assert expected == [len(found[name][1]) for name in ("cases", "values", "reasons")]
    value = base[0].values[0]
    row = next(r for r in found["values"][1] if (r["id"], r["factor"]) == (base[0].id, value.factor))
    assert (value.level, value.confidence) == (row["level"], row["confidence"])


def test_no_cell_becomes_a_formula(tmp_path: Path) -> None:
    """What a spreadsheet would compute stands behind an apostrophe, and comes back without it."""
    chart = tmp_path / "chart.csv"
    chart.write_text("Case,Outcome,Warned\n=1+1 v. B,plaintiff,yes\nC v. D,defendant,no\n", encoding="utf-8")
    file = exported(str(chart), tmp_path)
    cells = [cell for _, rows in tables(file).values() for row in rows for cell in row.values()]
    assert (True, []) == ("'=1+1 v. B" in cells, [cell for cell in cells if cell[:1] in tuple("=+@")])
    assert "=1+1 v. B" in {case.name for case in open_base_or_chart(str(file)).pack.base}


def test_the_same_base_gives_the_same_package(tmp_path: Path) -> None:
    """It may be written over itself, and nothing changes; a base can be compared with its package."""
    file = exported("wild-animals", tmp_path)
    before = {path.name: path.read_bytes() for path in file.parent.iterdir()}
    exported("wild-animals", tmp_path)
    assert before == {path.name: path.read_bytes() for path in file.parent.iterdir()}
    told = answers.diff("wild-animals", str(file), today="2026-11-25").data
    assert ([], [], {}) == (told["came"], told["went"], told["changed"])


def test_a_table_that_was_changed_is_told(tmp_path: Path, capsys: Capsys) -> None:
    """Every file that is not what its hash says is named, and nothing is imported: no edit is lost unseen."""
    file = exported("wild-animals", tmp_path)
    for name in ("values.csv", "cases.csv"):
        path = file.parent / name
        path.write_text(path.read_text(encoding="utf-8") + "x\n", encoding="utf-8")
    assert 2 == main(["import", str(file), "-o", str(tmp_path / "base")])
    remedy = "changed since it was exported; export the base as a chart, edit that, and import it"
    assert capsys.readouterr().err.splitlines() == [f"afortiori: {name}: {remedy}" for name in ("cases.csv", "values.csv")]  # fmt: skip
    assert not (tmp_path / "base").exists()


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    """A package is not written among a person's own files."""
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "cases.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(BadInput, match="it holds other files; name a folder that does not exist yet"):
        exported("wild-animals", tmp_path)
    assert ["mine"] == [path.read_text(encoding="utf-8") for path in (tmp_path / "package").iterdir()]


def test_a_package_of_somebody_else_with_one_table_is_read(tmp_path: Path) -> None:
    """The only table of a data package is imported as any chart is."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "mine.csv").write_text("Case,Outcome,Warned\nA v. B,plaintiff,yes\n", encoding="utf-8")
    (tmp_path / "datapackage.json").write_text('{"resources": [{"name": "x", "path": "data/mine.csv"}]}', encoding="utf-8")  # fmt: skip
    assert ["a-v-b"] == answers.import_chart(str(tmp_path / "datapackage.json")).data["cases"]


HOSTILE = {
    "[]": "no descriptor of a data package",
    "\x00": "no descriptor of a data package",
    "[" * 5000: "no descriptor of a data package",
    '{"resources": 3}': "no descriptor of a data package",
    '{"resources": [{"path": "../secret.csv"}]}': "is no table in a file beside it",
    '{"resources": [{"path": "/etc/hosts.csv"}]}': "is no table in a file beside it",
    '{"resources": [{"path": "https://example.org/x.csv"}]}': "is no table in a file beside it",
    '{"resources": [{"path": "..\\\\secret.csv"}]}': "is no table in a file beside it",
    '{"resources": [{"path": ["a.csv", "b.csv"]}]}': "is no table in a file beside it",
    '{"resources": [{"path": 3}]}': "is no table in a file beside it",
    '{"resources": [{"path": "passwords"}]}': "is no table in a file beside it",
    '{"resources": [{"path": "gone.csv"}]}': "cannot be read",
    '{"resources": [{"path": "link.csv"}]}': "leads out of its folder",
    '{"resources": [{"path": "a.csv", "hash": "crc:1"}]}': "a hash of the kind 'crc'",
    '{"resources": [{"path": "a.csv", "hash": "sha256:1"}]}': "changed since it was exported",
    '{"resources": [{"path": "a.csv"}, {"path": "b.csv"}]}': "2 tables, and none of them is named 'base'",
}


@pytest.mark.parametrize("text", HOSTILE, ids=[key[:60] for key in HOSTILE])
def test_a_hostile_descriptor_is_refused(text: str, tmp_path: Path) -> None:
    """No path leads out of the package's folder or to the network, and no fault is a crash."""
    folder = tmp_path / "package"
    folder.mkdir()
    (tmp_path / "secret.csv").write_text("Case,Outcome\nA v. B,plaintiff\n", encoding="utf-8")
    (folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    for name in ("a.csv", "b.csv"):
        (folder / name).write_text("Case,Outcome,Warned\nA v. B,plaintiff,yes\n", encoding="utf-8")
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=HOSTILE[text].replace("'", ".")):
        answers.import_chart(str(folder / "datapackage.json"))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["base", "a.csv", "../a.csv", "sha256:0"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["resources", "path", "name", "hash"]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(
    st.lists(st.dictionaries(st.sampled_from(["path", "name", "hash", "profile"]), JSON, max_size=4), max_size=4) | JSON
)
@tried(150)
def test_whatever_a_descriptor_says_it_is_read_or_refused(resources: object) -> None:
    """No descriptor crashes the reader, and none has it read a file by a path that leads elsewhere."""
    asked: list[str] = []

    def read(name: str) -> bytes:
        asked.append(name)
        return b"Case"

    with suppress(BadInput):
        chart_in(json.dumps({"resources": resources}).encode(), "datapackage.json", read)
    assert [] == [name for name in asked if name.startswith("/") or ".." in name.split("/") or ":" in name]
