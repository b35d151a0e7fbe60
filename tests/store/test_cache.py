"""Compiled packs: the same answer with them and without them, and no harm from a cache that somebody spoilt."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from counting import counted
from packs.writing import ELDER, changed, pack

from afortiori.cli import main
from afortiori.errors import BadInput
from afortiori.store import cache
from afortiori.store import pack as pack_module
from afortiori.store.library import BUILT_IN
from afortiori.store.pack import Pack, load_pack


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of this test's own, and nothing kept in memory: what is loaded comes from the cache or from the files."""
    own = tmp_path / "cache"
    monkeypatch.setenv("AFORTIORI_CACHE", str(own))
    monkeypatch.setattr("afortiori.store.pack.MOST_ASSEMBLED", 0)
    monkeypatch.setattr("afortiori.store.pack._ASSEMBLED", {})
    return own


def kept(folder: Path) -> Path:
    """The only file in the cache."""
    [path] = folder.glob("*.json")
    return path


def same(a: Pack, b: Pack) -> bool:
    """Whether two packs state the same law, and ask the same."""
    return (a.doctrine, tuple(a.base), a.base.courts, a.matters, a.questions) == (
        b.doctrine, tuple(b.base), b.base.courts, b.matters, b.questions,
    )  # fmt: skip


def forged(path: Path, plain: object, key: str = "") -> None:
    """Write data into the cache as afortiori itself would have, with the digest that fits."""
    data = json.dumps(plain).encode()
    digest = hashlib.sha256((key or path.stem).encode() + b"\n" + data).hexdigest()
    path.write_bytes(digest.encode() + b"\n" + data)


def test_a_compiled_pack_is_the_same_law(tmp_path: Path, folder: Path) -> None:
    """What is read from the cache equals what is read from the files."""
    written = pack(tmp_path)
    first, second, third = load_pack(written), load_pack(written), load_pack(written, cached=False)
    assert kept(folder).is_file()
    assert same(first, third)
    assert same(second, third)


@pytest.mark.parametrize(
    "arguments",
    [
        ["decide", "wild-animals/popov"],
        ["decide", "trade-secrets/mason", "--json", "--forum", "any", "--as-of", "2020-01-01"],
        ["show", "wild-animals/pierson-v-post-1805"],
        ["list"],
    ],
    ids=" ".join,
)
def test_the_same_bytes_with_a_cache_and_without(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """--no-cache, a cold cache and a warm one give identical output: as of two packs."""
    for name in ("trade-secrets", "wild-animals"):
        shutil.copytree(BUILT_IN / name, tmp_path / "packs" / name)
    monkeypatch.setattr("afortiori.store.library.BUILT_IN", tmp_path / "packs")
    answers = []
    for more in (["--no-cache"], [], []):
        status = main([*arguments, *more])
        answers.append((status, capsys.readouterr().out))
    assert [answers[0]] * 3 == answers
    assert any(folder.glob("*.json"))


def test_no_cache_writes_nothing(tmp_path: Path, folder: Path) -> None:
    """--no-cache leaves the cache folder alone."""
    load_pack(pack(tmp_path), cached=False)
    assert not folder.exists()


def test_a_changed_file_is_read_anew(tmp_path: Path, folder: Path) -> None:
    """A file's content decides, not its date."""
    written = pack(tmp_path)
    load_pack(written)
    case = written / "cases" / "elder.yaml"
    before = case.stat()
    case.write_text(ELDER.replace("Elder v. Keeper", "Older v. Keeper"), encoding="utf-8")
    os.utime(case, ns=(before.st_atime_ns, before.st_mtime_ns))
    name = "Older v. Keeper"
    assert name == load_pack(written).base.precedent("elder").name


@pytest.mark.parametrize("change", ["added", "removed", "renamed"])
def test_files_that_come_and_go_are_noticed(tmp_path: Path, folder: Path, change: str) -> None:
    """So do the names of the files."""
    written = pack(tmp_path)
    load_pack(written)
    cases = written / "cases"
    if change == "added":
        (cases / "third.yaml").write_text(ELDER, encoding="utf-8")
    elif change == "removed":
        (cases / "younger.yaml").unlink()
    else:
        (cases / "younger.yaml").rename(cases / "youngest.yaml")
    assert same(load_pack(written, cached=False), load_pack(written))


def test_a_pack_with_faults_is_not_kept(tmp_path: Path, folder: Path) -> None:
    """Faults are told each time."""
    written = pack(tmp_path, changed("cases/elder.yaml", ("court: scotus", "court: scotsu")))
    for _ in range(2):
        with pytest.raises(BadInput, match="scotsu"):
            load_pack(written)
    assert not any(folder.glob("*.json"))


def test_of_a_pack_in_which_one_file_changed_the_others_are_not_parsed_again(tmp_path: Path, folder: Path) -> None:
    """What each file says is kept by its content, in whichever folder it lies: less than a third of the calls."""
    cases = {f"cases/c{n}.yaml": ELDER.replace("Elder v. Keeper", f"Elder v. Keeper {n}") for n in range(40)}
    first, calls = counted(lambda: load_pack(pack(tmp_path / "a", cases)))
    changed_one = cases | {"cases/c7.yaml": ELDER.replace("Elder", "Older")}
    second, fewer = counted(lambda: load_pack(pack(tmp_path / "b", changed_one)))
    assert fewer < calls / 3
    assert (first.base.precedent("c7").name, second.base.precedent("c7").name) == (
        "Elder v. Keeper 7",
        "Older v. Keeper",
    )
    assert same(second, load_pack(pack(tmp_path / "c", changed_one), cached=False))


def test_a_fault_is_told_at_its_line_whether_its_file_was_parsed_before_or_not(tmp_path: Path, folder: Path) -> None:
    """The lines are kept with the data, also of lists in mappings in lists."""
    history = "history:\n  - {event: followed, by: younger, date: 1986, source: 2 F.2d 2}\n  - event: followed\n    by: yonger\n"
    written = pack(tmp_path, {"cases/elder.yaml": ELDER + history + "    date: 1987\n    source: 3 F.2d 3\n"})
    told = []
    for cached in (False, True, True):
        with pytest.raises(BadInput, match="yonger") as caught:
            load_pack(written, cached=cached)
        told.append(list(map(str, caught.value.problems)))
    assert told[0] == told[1] == told[2]
    assert any((folder / "files").iterdir())


FORGED: list[Any] = [
    {}, {"plain": {}}, {"lines": "1"}, {"plain": None, "lines": ""}, {"plain": True, "lines": "1"}, {"plain": [], "lines": []},
    {"plain": {"name": "x"}, "lines": "1"}, {"plain": {"name": "x"}, "lines": "1 2 3"}, {"plain": "x", "lines": "one"},
    {"plain": ["x", {"y": False}], "lines": "1 1 1 1"}, {"plain": "x", "lines": "9" * 5000},
]  # fmt: skip


@pytest.mark.parametrize("plain", FORGED, ids=str)
def test_forged_data_of_no_file_are_ignored(tmp_path: Path, folder: Path, plain: object) -> None:
    """What was kept of a file and does not hold together is parsed anew, though its digest fits."""
    written = pack(tmp_path)
    right = load_pack(written)
    kept(folder).unlink()
    for path in (folder / "files").iterdir():
        forged(path, plain, f"files/{path.stem}")
    assert same(right, load_pack(written))


def test_what_was_kept_longest_ago_goes_where_much_is_kept(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Past the limit half of it is left, the newest; a file that afortiori did not keep stays."""
    load_pack(pack(tmp_path / "a"))
    first, foreign = kept(folder), folder / "notes.json"
    foreign.write_text("mine", encoding="utf-8")
    for path in (first, *(folder / "files").iterdir()):
        os.utime(path, (1, 1))
    monkeypatch.setattr(cache, "MOST_BYTES", 2 * first.stat().st_size)
    right = load_pack(pack(tmp_path / "b", {"cases/elder.yaml": ELDER.replace("Elder", "Older")}))
    assert not first.exists()
    assert foreign.read_text(encoding="utf-8") == "mine"
    foreign.unlink()
    assert (
        sum(path.stat().st_size for path in folder.rglob("*.json"))
        <= cache.MOST_BYTES // 2 + kept(folder).stat().st_size
    )
    assert same(right, load_pack(pack(tmp_path / "c", {"cases/elder.yaml": ELDER.replace("Elder", "Older")})))


SPOILT: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"\xff\xfe\0",
    "another shape": b"[]",
    "a number": b"1",
    "NaN": b"NaN",
    "null": b"null",
    "deep nesting": b"[" * 1_000_000,
    "deep mappings": b'{"a":' * 200_000,
    "an empty object": b"{}",
    "a line without data": b"0" * 64 + b"\n",
    "only line breaks": b"\n\n\n",
}


@pytest.mark.parametrize("data", SPOILT.values(), ids=SPOILT)
def test_a_spoilt_cache_is_rebuilt(tmp_path: Path, folder: Path, data: bytes) -> None:
    """A file that is not what was kept is ignored and written anew."""
    written = pack(tmp_path)
    right = load_pack(written)
    good = kept(folder).read_bytes()
    kept(folder).write_bytes(data)
    assert same(right, load_pack(written))
    assert good == kept(folder).read_bytes()


def test_a_cache_cut_off_anywhere_is_rebuilt(tmp_path: Path, folder: Path) -> None:
    """A file that was not written to its end is ignored."""
    written = pack(tmp_path)
    right = load_pack(written)
    good = kept(folder).read_bytes()
    for length in (1, 63, 64, 65, 66, len(good) // 2, len(good) - 1):
        kept(folder).write_bytes(good[:length])
        assert same(right, load_pack(written))


def test_a_cache_with_one_letter_changed_is_rebuilt(tmp_path: Path, folder: Path) -> None:
    """A changed level in the cache changes no law."""
    written = pack(tmp_path)
    right = load_pack(written)
    good = kept(folder).read_bytes()
    assert b'"holding": "liable"' in good
    kept(folder).write_bytes(good.replace(b'"holding": "liable"', b'"holding": "freely"'))
    assert same(right, load_pack(written))


def test_what_was_kept_for_another_pack_is_not_used(tmp_path: Path, folder: Path) -> None:
    """A file of the cache under another file's name is ignored."""
    one, other = pack(tmp_path / "a"), pack(tmp_path / "b", {"cases/elder.yaml": ELDER.replace("hedge", "none")})
    load_pack(one)
    first = kept(folder)
    right = load_pack(other)
    [second] = set(folder.glob("*.json")) - {first}
    second.write_bytes(first.read_bytes())
    assert same(right, load_pack(other))


def places(plain: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in plain data."""
    yield at
    inner = plain.items() if isinstance(plain, dict) else enumerate(plain) if isinstance(plain, list) else ()
    for key, value in inner:
        yield from places(value, (*at, key))


def put(plain: Any, at: tuple[Any, ...], value: Any) -> Any:
    """The data with another value at a place; with the key itself taken away where the value is KeyError."""
    if not at:
        return {} if value is KeyError else value
    whole = deepcopy(plain)
    inner = whole
    for key in at[:-1]:
        inner = inner[key]
    if value is KeyError:
        del inner[at[-1]]
    else:
        inner[at[-1]] = value
    return whole


VALUES: list[object] = [KeyError, None, 7, True, "", "x", [], {}, [[]], {"x": {}}, [None]]


@pytest.mark.parametrize("value", VALUES, ids=str)
def test_bogus_data_with_a_digest_that_fits_never_bring_a_traceback(
    tmp_path: Path, folder: Path, value: object
) -> None:
    """Even data that somebody forged give a pack or are ignored, whichever part of them is missing or of another type."""
    written = pack(tmp_path)
    load_pack(written)
    path = kept(folder)
    good = json.loads(path.read_bytes().partition(b"\n")[2])
    for at in list(places(good))[VALUES.index(value) % 4 :: 4]:
        forged(path, put(good, at, value))
        load_pack(written)


@pytest.mark.parametrize(
    "plain", [{}, {"doctrine/pack": {}}, {"doctrine/pack": 1}, [], None, {"case/elder": []}], ids=str
)
def test_forged_data_of_no_pack_are_ignored(tmp_path: Path, folder: Path, plain: object) -> None:
    """Data that are no pack at all, with a digest that fits, are rebuilt from the files."""
    written = pack(tmp_path)
    right = load_pack(written)
    forged(kept(folder), plain)
    assert same(right, load_pack(written))


def test_numbers_in_forged_data_are_ignored(tmp_path: Path, folder: Path) -> None:
    """Plain data hold texts, truth values, lists and mappings: NaN, infinity and numbers come from somebody else."""
    written = pack(tmp_path)
    right = load_pack(written)
    path = kept(folder)
    good = path.read_bytes().partition(b"\n")[2].decode()
    for number in ("NaN", "-Infinity", "1e999", "7", "9" * 5000):
        data = good.replace('"Elder v. Keeper"', number).encode()
        path.write_bytes(hashlib.sha256(path.stem.encode() + b"\n" + data).hexdigest().encode() + b"\n" + data)
        assert same(right, load_pack(written))


@pytest.mark.parametrize("kind", ["a file", "below a file", "a pipe inside", "a folder inside", "nowhere"])
def test_a_cache_that_cannot_be_used_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """Where nothing can be kept, packs are read from their files."""
    written, own = pack(tmp_path), tmp_path / "cache"
    monkeypatch.setenv("AFORTIORI_CACHE", str(own))
    if kind in ("a pipe inside", "a folder inside"):
        load_pack(written)
        path = kept(own)
        path.unlink()
        os.mkfifo(path) if kind == "a pipe inside" else path.mkdir()
    else:
        own.write_text("no folder", encoding="utf-8")
        if kind == "below a file":
            monkeypatch.setenv("AFORTIORI_CACHE", str(own / "deeper"))
        if kind == "nowhere":
            monkeypatch.setenv("AFORTIORI_CACHE", "/dev/null/cache")
    assert same(load_pack(written, cached=False), load_pack(written))


def test_the_key_depends_on_the_program_and_on_every_byte() -> None:
    """Another version, another name, another byte, or bytes moved between files give another key."""
    keys = [
        cache.key_of("1", [("a", b"x"), ("b", b"y")]),
        cache.key_of("2", [("a", b"x"), ("b", b"y")]),
        cache.key_of("1", [("a", b"x"), ("c", b"y")]),
        cache.key_of("1", [("a", b"x"), ("b", b"z")]),
        cache.key_of("1", [("a", b"xy"), ("b", b"")]),
        cache.key_of("1", [("a", b"x")]),
    ]
    assert len(keys) == len(set(keys))


def test_the_same_files_give_the_same_pack_as_long_as_the_process_runs(tmp_path: Path) -> None:
    """Nothing is built twice of files that have not changed; one that has changed, or that cannot be read, is noticed."""
    written = pack(tmp_path)
    first = load_pack(written)
    assert load_pack(written) is first
    assert load_pack(written, cached=False) is not first
    elder = written / "cases" / "elder.yaml"
    elder.write_text(ELDER.replace("Elder v. Keeper", "Older v. Keeper"), encoding="utf-8")
    assert load_pack(written).base.precedent("elder").name == "Older v. Keeper"
    elder.write_text(ELDER, encoding="utf-8")
    assert same(load_pack(written), first)
    (written / "cases" / "third#.yaml").write_text(ELDER, encoding="utf-8")
    with pytest.raises(BadInput, match="cannot be an id"):
        load_pack(written)


def test_a_process_keeps_no_more_packs_than_it_is_told_to(tmp_path: Path) -> None:
    """The oldest goes."""
    packs = [pack(tmp_path, id=f"pack-{n}") for n in range(pack_module.MOST_ASSEMBLED + 2)]
    first = load_pack(packs[0])
    for written in packs[1:]:
        load_pack(written)
    assert len(pack_module._ASSEMBLED) == pack_module.MOST_ASSEMBLED
    assert load_pack(packs[0]) is not first
