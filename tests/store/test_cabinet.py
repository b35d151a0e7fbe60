"""The cabinet: versions, who comes second, what is half done, files that are not ours. Written once for whatever keeps it."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from afortiori.errors import BadInput
from afortiori.store.cabinet import MOST_LISTED, Cabinet, Draft, NoSuchMatter, Overtaken, undone
from afortiori.store.cabinet.sqlite import SqliteCabinet

DRAFT = Draft("A title", "wild-animals", "{}", "Ada", "2026-11-25T12:00:00Z", "Begun")


@pytest.fixture
def cabinet(tmp_path: Path) -> Iterator[Cabinet]:
    """An empty cabinet."""
    made = SqliteCabinet(tmp_path / "data" / "matters.sqlite")
    yield made
    made.close()


def test_every_version_is_kept_with_who_when_and_what(cabinet: Cabinet) -> None:
    """A version once saved is what it was, whatever is saved after it."""
    id = cabinet.create(DRAFT)
    second = replace(DRAFT, title="Another", content='{"x":1}', who="Ben", what="Changed")
    entry = cabinet.save(id, 1, second)
    assert ("Ben", "Changed", 2, 2) == (entry.who, entry.what, entry.number, entry.state)
    assert ("A title", "{}") == (cabinet.open(id, 1).title, cabinet.open(id, 1).content)
    assert cabinet.open(id) == cabinet.open(id, 2)
    assert [entry.number for entry in cabinet.history(id)] == [2, 1]


def test_the_second_writer_is_told(cabinet: Cabinet) -> None:
    """Who saves on top of a version that is no longer the latest saves nothing, and is told who came first."""
    id = cabinet.create(DRAFT)
    cabinet.save(id, 1, replace(DRAFT, who="Ben", what="First"))
    with pytest.raises(Overtaken, match="by Ben, as version 2: First"):
        cabinet.save(id, 1, DRAFT)
    with pytest.raises(Overtaken):
        cabinet.remove(id, 1)
    assert len(cabinet.history(id)) == 2


def test_of_many_who_write_at_once_one_is_first(cabinet: Cabinet) -> None:
    """Of eight who save on top of one version one succeeds, and each of the others is told."""
    id = cabinet.create(DRAFT)

    def save(n: int) -> bool:
        try:
            cabinet.save(id, 1, replace(DRAFT, what=str(n)))
        except Overtaken:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(save, range(8))) == 1
    assert len(cabinet.history(id)) == 2


def test_what_is_not_there_is_told(cabinet: Cabinet) -> None:
    """No matter, no version, no file of that name: each is NoSuchMatter."""
    id = cabinet.create(DRAFT)
    for ask in (
        lambda: cabinet.open("x"),
        lambda: cabinet.open(id, 2),
        lambda: cabinet.history("x"),
        lambda: cabinet.remove("x", 1),
        lambda: cabinet.kept("x"),
    ):
        with pytest.raises(NoSuchMatter):
            ask()


def test_ids_cannot_be_guessed(cabinet: Cabinet) -> None:
    """An id says nothing of the one before it, and is long."""
    ids = {cabinet.create(DRAFT) for _ in range(50)}
    assert len(ids) == 50
    assert {len(id) for id in ids} == {16}


def test_matters_are_listed_a_page_at_a_time_and_found_by_their_titles(cabinet: Cabinet) -> None:
    """The latest saved come first; '%' and '_' in what is sought are themselves."""
    for n in range(MOST_LISTED + 3):
        cabinet.create(replace(DRAFT, title=f"Matter {n}", when=f"2026-11-25T12:{n // 60:02}:{n % 60:02}Z"))
    cabinet.create(replace(DRAFT, title="50% of it", when="2026-01-01T00:00:00Z"))
    assert (MOST_LISTED + 4, MOST_LISTED) == (cabinet.count(), len(cabinet.matters()))
    assert [f"Matter {n}" for n in (202, 201)] == [card.title for card in cabinet.matters()[:2]]
    assert [card.title for card in cabinet.matters(start=MOST_LISTED)] == [
        "Matter 2",
        "Matter 1",
        "Matter 0",
        "50% of it",
    ]
    assert [card.title for card in cabinet.matters(words="0% ")] == ["50% of it"]
    assert cabinet.matters(words="Matter_1") == ()


def test_files_are_kept_with_their_owner_and_go_with_it(cabinet: Cabinet) -> None:
    """A file is kept byte by byte; it goes with the matter or the file that owns it."""
    id = cabinet.create(DRAFT)
    first = cabinet.keep(id, "a.txt", b"\x00\xff", "now")
    second = cabinet.keep(first.id, "b.txt", b"", "now")
    assert cabinet.kept(first.id) == (first, b"\x00\xff")
    assert cabinet.documents(id) == (first,)
    cabinet.discard(first.id)
    with pytest.raises(NoSuchMatter):
        cabinet.kept(second.id)
    third = cabinet.keep(id, "c.txt", b"x", "now")
    cabinet.remove(id, 1)
    with pytest.raises(NoSuchMatter):
        cabinet.kept(third.id)


def test_undoing_goes_back_step_by_step(cabinet: Cabinet) -> None:
    """Undo leads to the state before the one that stands, past what was itself an undoing; never before the first."""
    id = cabinet.create(DRAFT)
    for after in (1, 2):
        cabinet.save(id, after, DRAFT)
    for after, back in ((3, 2), (4, 1)):
        assert undone(cabinet.history(id)) == back
        cabinet.save(id, after, DRAFT, state=back)
    assert undone(cabinet.history(id)) is None


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    """Others on the machine can read neither the folder nor the file."""
    cabinet = SqliteCabinet(tmp_path / "data" / "matters.sqlite")
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "data" / "matters.sqlite").stat().st_mode) == 0o600
    cabinet.close()


def test_another_programs_file_is_refused(tmp_path: Path) -> None:
    """A file that is no cabinet of this version is refused, and is left as it is."""
    text, other = tmp_path / "text.sqlite", tmp_path / "other.sqlite"
    text.write_bytes(b"not a database at all, " * 50)
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE mine (x)")
    connection.commit()
    connection.close()
    for path in (text, other, tmp_path):
        with pytest.raises(BadInput):
            SqliteCabinet(path)
    assert text.read_bytes().startswith(b"not a database")


def test_on_a_full_disk_nothing_is_half_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What finds no room is told, and what was saved before stays as it was and can be saved on."""
    cabinet = SqliteCabinet(tmp_path / "matters.sqlite")
    id = cabinet.create(DRAFT)
    connect = sqlite3.connect

    def cramped(*of: Any, **more: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*of, **more)
        connection.execute("PRAGMA max_page_count = 1")
        return connection

    with monkeypatch.context() as full:
        full.setattr(sqlite3, "connect", cramped)
        with pytest.raises(BadInput, match=r"full.*nothing was saved"):
            cabinet.save(id, 1, replace(DRAFT, content="x" * 1_000_000))
    assert cabinet.history(id)[0].number == 1
    assert cabinet.save(id, 1, DRAFT).number == 2
    cabinet.close()


WRITER = """
import sys
from pathlib import Path
from afortiori.store.cabinet import Draft
from afortiori.store.cabinet.sqlite import SqliteCabinet
cabinet = SqliteCabinet(Path(sys.argv[1]))
id = cabinet.create(Draft("T", "d", "1" * 50_000, "a", "t", "1"))
print(id, flush=True)
for n in range(1, 100_000):
    cabinet.save(id, n, Draft("T", "d", str(n % 10) * 50_000, "a", "t", str(n + 1)))
    print(n + 1, flush=True)
"""


def test_killed_in_the_middle_of_a_save_nothing_is_half_written(tmp_path: Path) -> None:
    """After kill -9 every version that was said to be saved is there whole, and the file is sound."""
    path = tmp_path / "matters.sqlite"
    with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        id, said = process.stdout.readline().strip(), 1
        while said < 30:
            said = int(process.stdout.readline())
        process.kill()
    cabinet = SqliteCabinet(path)
    history = cabinet.history(id)
    assert len(history) >= said
    assert [entry.number for entry in history] == list(range(len(history), 0, -1))
    assert {len(set(cabinet.open(id, n).content)) for n in range(1, len(history) + 1)} == {1}
    assert {len(cabinet.open(id, n).content) for n in range(1, len(history) + 1)} == {50_000}
    assert cabinet.save(id, len(history), DRAFT).number == len(history) + 1
    cabinet.close()
