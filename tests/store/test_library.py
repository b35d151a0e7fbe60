"""Packs and matters found by name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from packs.writing import FILES, GOAT, pack, write

from afortiori.errors import BadInput
from afortiori.store.library import open_matter, open_pack, pack_folders


def listed(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
    """Name folders in AFORTIORI_PACKS."""
    monkeypatch.setenv("AFORTIORI_PACKS", os.pathsep.join(str(folder) for folder in folders))


def refusal(name: str) -> str:
    """What is told of a matter that cannot be opened."""
    with pytest.raises(BadInput) as caught:
        open_matter(name)
    return str(caught.value)


def test_a_folder_that_is_a_pack_or_holds_packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """AFORTIORI_PACKS lists packs, and folders of packs; what is neither is passed over."""
    one, two = pack(tmp_path / "some", id="one"), pack(tmp_path / "some", id="two")
    (tmp_path / "some" / "notes").mkdir()
    listed(monkeypatch, tmp_path / "some", tmp_path / "missing")
    assert {"one": one, "two": two} == {
        name: f for name, f in pack_folders().items() if name in ("one", "two", "notes")
    }
    listed(monkeypatch, two)
    assert pack_folders().keys() - {"two"} == pack_folders().keys() - {"one", "two"}
    assert "duty-to-protect" in pack_folders()


def test_two_packs_of_one_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two packs with one name are an error that lists both, whatever is asked."""
    one, other = pack(tmp_path / "a"), pack(tmp_path / "b")
    listed(monkeypatch, one, other)
    assert f"two packs are named 'pack': {one} and {other}; rename one of them" == refusal("goat")


def test_a_pack_may_not_take_the_name_of_a_built_in_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user's pack does not hide one that comes with afortiori."""
    listed(monkeypatch, pack(tmp_path, id="duty-to-protect"))
    with pytest.raises(BadInput, match="two packs are named 'duty-to-protect'"):
        open_pack("duty-to-protect")


def test_a_matter_of_two_packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A matter's name that stands in two packs is an error that lists both; PACK/NAME settles it."""
    listed(monkeypatch, pack(tmp_path, id="one"), pack(tmp_path, id="two"))
    expected = "'goat' is a matter of more than one pack; write one/goat or two/goat"
    assert expected == refusal("goat")
    id = "two"
    assert id == open_matter("two/goat").pack.id


def test_a_matter_by_name_by_pack_and_by_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The three ways of naming a matter find the same one."""
    folder = pack(tmp_path)
    listed(monkeypatch, folder)
    names = ("goat", "pack/goat", str(folder / "matters" / "goat.yaml"))
    [matter, *others] = [open_matter(name).matter for name in names]
    assert [matter, matter] == others


def test_a_pack_that_no_list_names_is_named_by_its_path(tmp_path: Path) -> None:
    """A matter file inside a pack brings its pack; PATH/NAME works too."""
    folder = pack(tmp_path)
    id = "pack"
    assert id == open_matter(str(folder / "matters" / "goat.yaml")).pack.id
    assert id == open_matter(f"{folder}/goat").pack.id


def test_a_matter_outside_a_pack_names_its_doctrine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its doctrine is a pack's name, or a pack's path; a name that differs by a letter is suggested."""
    listed(monkeypatch, pack(tmp_path))
    write(tmp_path, {"a.yaml": GOAT, "b.yaml": GOAT.replace("doctrine: pack", "doctrine: pakc")})
    id = "pack"
    assert id == open_matter(str(tmp_path / "a.yaml")).pack.id
    assert f"{tmp_path}/b.yaml: unknown doctrine 'pakc'; did you mean 'pack'?" == refusal(str(tmp_path / "b.yaml"))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("gaot", "unknown matter 'gaot'; did you mean 'goat'? (or give a path)"),
        ("pack/gaot", "pack 'pack' has no matter 'gaot'; did you mean 'goat'?"),
        ("pakc/goat", "unknown doctrine pack 'pakc'; did you mean 'pack'?"),
        ("pack/", "pack 'pack' has no matter ''; write one of: goat"),
        ("nowhere.yaml", "nowhere.yaml: cannot be read: No such file or directory; check the path and its permissions"),
    ],
)
def test_a_name_that_is_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, told: str) -> None:
    """What is unknown is told with the nearest name."""
    listed(monkeypatch, pack(tmp_path))
    assert told == refusal(name)


def test_a_name_of_ten_thousand_letters(tmp_path: Path) -> None:
    """A name too long for any file is unknown like another."""
    assert refusal("x" * 10_000).startswith("unknown matter 'xxx")


def test_a_hidden_file_is_no_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hidden files are not read, so they cannot be asked for."""
    listed(monkeypatch, pack(tmp_path, {"matters/.draft.yaml": GOAT}))
    assert refusal(".draft").startswith("unknown matter '.draft'")


def test_a_pipe_is_no_matter(tmp_path: Path) -> None:
    """A named pipe in place of a matter is refused without waiting for it."""
    path = tmp_path / "goat.yaml"
    os.mkfifo(path)
    assert f"{path}: cannot be read: no regular file; name a YAML file" == refusal(str(path))


def test_a_matter_whose_file_name_is_no_text(tmp_path: Path) -> None:
    """A file name that is not text in the file system's encoding is refused, as are control characters in it."""
    for name in ("\udcff.yaml", "\x1b[31m.yaml"):
        assert refusal(str(tmp_path / name)).endswith("its name cannot be an id; use letters, digits and hyphens")


def test_bases_are_packs_or_folders_of_cases(tmp_path: Path) -> None:
    """The cases to ask may come from a folder, with the files in it or under cases/, or from several."""
    folder = pack(tmp_path)
    write(tmp_path / "bare", {"third.yaml": FILES["cases/elder.yaml"]})
    write(tmp_path / "more", {"cases/fourth.yaml": FILES["cases/elder.yaml"]})
    bases = [str(tmp_path / "bare"), str(tmp_path / "more"), str(folder)]
    found = open_matter(f"{folder}/goat", bases=bases)
    expected = ("elder", "fourth", "third", "younger")
    assert expected == found.base.cases()
    third = ("third",)
    assert third == open_matter(f"{folder}/goat", bases=bases[:1]).base.cases()


def test_a_base_for_another_doctrine(tmp_path: Path) -> None:
    """A pack of another doctrine cannot be asked about this one."""
    folder, other = pack(tmp_path), pack(tmp_path, id="other")
    with pytest.raises(BadInput, match="holds cases for the doctrine 'other', not for the matter's 'pack'"):
        open_matter(f"{folder}/goat", bases=[str(other)])


def test_a_base_whose_cases_name_another_doctrines_factors(tmp_path: Path) -> None:
    """Cases for another doctrine name factors that this one lacks: each is told, with its line."""
    folder = pack(tmp_path)
    write(tmp_path / "bare", {"a.yaml": "name: A\ncourt: ca9\ndecided: 1990\nholding: duty\nfacts:\n"
                                        "  custody: {value: none, source: a, confidence: high}\n"})  # fmt: skip
    with pytest.raises(BadInput) as caught:
        open_matter(f"{folder}/goat", bases=[str(tmp_path / "bare")])
    expected = [
        f"{tmp_path}/bare/a.yaml:4: unknown holding 'duty'; write one of: liable, free, not reached",
        f"{tmp_path}/bare/a.yaml:6: unknown factor 'custody'; write one of: fence, warned, distance, colour",
    ]
    assert expected == [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(("base", "told"), [("empty", "no case files here"), ("missing", "no case base at")])
def test_a_base_that_is_none(tmp_path: Path, base: str, told: str) -> None:
    """A folder without cases, or no folder, is no base."""
    folder = pack(tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadInput, match=told):
        open_matter(f"{folder}/goat", bases=[str(tmp_path / base)])


def test_two_different_cases_of_one_id(tmp_path: Path) -> None:
    """The same case from two bases is one; two different ones under one id are an error."""
    folder, elder = pack(tmp_path), FILES["cases/elder.yaml"]
    write(tmp_path / "same", {"elder.yaml": elder})
    write(tmp_path / "changed", {"elder.yaml": elder.replace("hedge", "none")})
    bases = [str(folder), str(tmp_path / "same")]
    expected = ("elder", "younger")
    assert expected == open_matter(f"{folder}/goat", bases=bases).base.cases()
    with pytest.raises(BadInput, match="two different cases have the id 'elder'"):
        open_matter(f"{folder}/goat", bases=[*bases, str(tmp_path / "changed")])
