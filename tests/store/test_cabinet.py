"""The cabinet: versions, who comes second, what is half done, files that are not ours. Written once for whatever keeps it."""

from __future__ import annotations

import random
import sqlite3
import ssl
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from postgresql import Server, served

from afortiori.errors import BadInput
from afortiori.store.cabinet import MOST_LISTED, Draft, NoSuchMatter, NotKept, NotYours, Overtaken, undone
from afortiori.store.cabinet.people import Line, Roll, SignedIn
from afortiori.store.cabinet.postgres import PostgresCabinet
from afortiori.store.cabinet.rows import SqlCabinet
from afortiori.store.cabinet.sqlite import SqliteCabinet

DRAFT = Draft("A title", "wild-animals", "{}", "Ada", "2026-11-25T12:00:00Z", "Begun")


@pytest.fixture(params=["sqlite", "postgresql"])
def cabinet(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlCabinet]:
    """An empty cabinet: every test holds whatever keeps it."""
    made: SqlCabinet
    if request.param == "sqlite":
        made = SqliteCabinet(tmp_path / "data" / "matters.sqlite")
    else:
        made = PostgresCabinet(request.getfixturevalue("postgresql").database())
    yield made
    made.close()


@pytest.fixture
def roll(cabinet: SqlCabinet) -> Roll:
    """The roll beside the cabinet."""
    return Roll(cabinet.ground)


def test_every_version_is_kept_with_who_when_and_what(cabinet: SqlCabinet) -> None:
    """A version once saved is what it was, whatever is saved after it."""
    id = cabinet.create(DRAFT)
    second = replace(DRAFT, title="Another", content='{"x":1}', who="Ben", what="Changed")
    entry = cabinet.save(id, 1, second)
    assert ("Ben", "Changed", 2, 2) == (entry.who, entry.what, entry.number, entry.state)
    assert ("A title", "{}") == (cabinet.open(id, 1).title, cabinet.open(id, 1).content)
    assert cabinet.open(id) == cabinet.open(id, 2)
    assert [entry.number for entry in cabinet.history(id)] == [2, 1]


def test_the_second_writer_is_told(cabinet: SqlCabinet) -> None:
    """Who saves on top of a version that is no longer the latest saves nothing, and is told who came first."""
    id = cabinet.create(DRAFT)
    cabinet.save(id, 1, replace(DRAFT, who="Ben", what="First"))
    with pytest.raises(Overtaken, match="by Ben, as version 2: First"):
        cabinet.save(id, 1, DRAFT)
    with pytest.raises(Overtaken):
        cabinet.remove(id, 1)
    assert len(cabinet.history(id)) == 2


def test_of_many_who_write_at_once_one_is_first(cabinet: SqlCabinet) -> None:
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


def test_what_is_not_there_is_told(cabinet: SqlCabinet) -> None:
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


def test_ids_cannot_be_guessed(cabinet: SqlCabinet) -> None:
    """An id says nothing of the one before it, and is long."""
    ids = {cabinet.create(DRAFT) for _ in range(50)}
    assert len(ids) == 50
    assert {len(id) for id in ids} == {16}


def test_matters_are_listed_a_page_at_a_time_and_found_by_their_titles(cabinet: SqlCabinet) -> None:
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


def test_files_are_kept_with_their_owner_and_go_with_it(cabinet: SqlCabinet) -> None:
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


def test_undoing_goes_back_step_by_step(cabinet: SqlCabinet) -> None:
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


def test_before_the_wall_nothing_is_there(cabinet: SqlCabinet) -> None:
    """To who neither owns a matter nor is named on it, nothing of it is there, whatever she knows of its name."""
    ada, ben = cabinet.of("ada"), cabinet.of("ben")
    id = ada.create(DRAFT)
    file = ada.keep(id, "a.txt", b"x", "now")
    chart = ada.keep("", "chart.csv", b"x", "now")
    mapping = ada.keep(chart.id, "mapping.yaml", b"x", "now")
    for ask in (
        lambda: ben.open(id), lambda: ben.open(id, 1), lambda: ben.history(id), lambda: ben.save(id, 1, DRAFT),
        lambda: ben.remove(id, 1), lambda: ben.documents(id), lambda: ben.keep(id, "b", b"", "now"),
        lambda: ben.kept(file.id), lambda: ben.kept(chart.id), lambda: ben.kept(mapping.id),
        lambda: ben.discard(file.id), lambda: ben.discard(mapping.id), lambda: ben.documents(chart.id),
    ):  # fmt: skip
        with pytest.raises(NoSuchMatter):
            ask()
    assert ((), 0) == (ben.matters(), ben.count())
    assert (1, 1, (file,)) == (ada.count(), len(ada.matters()), ada.documents(id))


def test_who_is_named_may_work_but_not_remove(cabinet: SqlCabinet, roll: Roll) -> None:
    """Who is named on a matter reads and saves it; only its owner removes it; who is screened is before the wall again."""
    ada, ben = cabinet.of("ada"), cabinet.of("ben")
    id = ada.create(DRAFT)
    roll.seat(id, "ben", "named")
    assert (2, 1) == (ben.save(id, 1, DRAFT).number, ben.count())
    with pytest.raises(NotYours):
        ben.remove(id, 2)
    roll.seat(id, "ben", "screened")
    with pytest.raises(NoSuchMatter):
        ben.open(id)
    assert 0 == ben.count()
    ada.remove(id, 2)
    assert () == roll.seats(id)


def test_a_backup_opens_and_holds_what_is_open_to_who_takes_it(cabinet: SqlCabinet, tmp_path: Path) -> None:
    """The whole, or what is open to one person, as a file of SQLite, wherever it was kept."""
    ada, ben = cabinet.of("ada"), cabinet.of("ben")
    hers, his = ada.create(DRAFT), ben.create(replace(DRAFT, title="His"))
    cabinet.save(hers, 1, DRAFT)
    cabinet.keep(hers, "a.bin", b"\x00\xff", "now")
    for name, of, titles in (("all", cabinet, {"A title", "His"}), ("ben", ben, {"His"})):
        path = tmp_path / f"{name}.sqlite"
        path.write_bytes(of.backup())
        again = SqliteCabinet(path)
        assert titles == {card.title for card in again.matters()}
        assert again.history(his) == cabinet.history(his)
        again.close()


def test_a_file_of_no_matter_is_listed_backed_up_and_adopted(cabinet: SqlCabinet, roll: Roll, tmp_path: Path) -> None:
    """A chart that belongs to no matter is listed to who brought it, is in her backup with its mapping, and can be adopted."""
    ada, ben = cabinet.of("ada"), cabinet.of("ben")
    ada.keep(ada.create(DRAFT), "opinion.txt", b"x", "now")
    chart, alone = ada.keep("", "chart.csv", b"x", "now"), cabinet.keep("", "alone.csv", b"y", "now")
    mapping = ada.keep(chart.id, "mapping.yaml", b"z", "now")
    assert [(alone, chart), (chart,), ()] == [each.brought() for each in (cabinet, ada, ben)]
    path = tmp_path / "ada.sqlite"
    path.write_bytes(ada.backup())
    again = SqliteCabinet(path)
    assert [(chart,), (mapping,)] == [again.brought(), again.documents(chart.id)]
    assert (b"x", 1) == (again.kept(chart.id)[1], again.count())
    again.close()
    assert (1, (alone,)) == (roll.adopt("ben", ()), ben.brought())


def test_a_file_is_put_away_and_nothing_else(cabinet: SqlCabinet, roll: Roll) -> None:
    """What is no file cannot be put away: a matter, a base and who may open them stay."""
    ada = cabinet.of("ada")
    id = ada.create(DRAFT)
    file = ada.keep(id, "a.txt", b"x", "now")
    roll.seat("base:hills", "ada", "owner")
    for wrong in (id, "base:hills", "nothing"):
        for of in (ada, cabinet):
            with pytest.raises(NoSuchMatter):
                of.discard(wrong)
    assert ((file,), 1, frozenset({"hills"})) == (ada.documents(id), ada.count(), roll.bases("ada"))


def test_a_name_is_given_once(roll: Roll) -> None:
    """A name is never given again, so that a wall named for one person never opens to another."""
    assert [True, False] == [roll.add("ada", word, "now", administrator=False) for word in ("one", "two")]
    assert ("one", None) == (roll.password("ada"), roll.password("ben"))
    assert [True, False] == [roll.shut(name) for name in ("ada", "ben")]
    assert None is roll.password("ada")


def test_a_session_ends(roll: Roll) -> None:
    """A session ends in time, by signing out, with another password, and with its account."""
    roll.add("ada", "one", "now", administrator=True)
    of = SignedIn("ada", True, "token")
    for end in (lambda: roll.end("d"), lambda: roll.renew("ada", "two"), lambda: roll.shut("ada")):
        roll.begin("d", of, "2026-11-25T20", "2026-11-25T10")
        assert (of, None) == (roll.signed_in("d", "2026-11-25T12"), roll.signed_in("d", "2026-11-25T20"))
        end()
        assert None is roll.signed_in("d", "2026-11-25T12")


def test_what_nobody_owns_is_taken_over_once(cabinet: SqlCabinet, roll: Roll) -> None:
    """Matters made before there were accounts belong to who takes them over; nobody's else do."""
    cabinet.create(DRAFT)
    cabinet.of("ben").create(DRAFT)
    assert (2, 0) == (roll.adopt("ada", ("hills",)), roll.adopt("carl", ("hills",)))
    assert (1, 1, 0) == tuple(cabinet.of(name).count() for name in ("ada", "ben", "carl"))
    assert [["hills"], []] == [sorted(roll.bases(name)) for name in ("ada", "carl")]


def test_the_log_is_read_back_by_its_words(roll: Roll) -> None:
    """Lines come the latest first; '%' and '_' in what is sought are themselves."""
    for n in range(3):
        roll.write(Line(str(n), "ada", f"GET /matters/{n}_", "200", "::1"))
    assert ["2", "1", "0"] == [line.at for line in roll.log(words="ADA")]
    assert (1, 0) == (len(roll.log(words="/1_")), len(roll.log(words="m_tt")))


@pytest.mark.parametrize(
    "address",
    ["mysql://a@b/c", "postgresql://a", "x", "postgresql://a:secret@127.0.0.1:1/d", "postgresql://a@/d?sslmode=no"],
)
def test_a_server_that_cannot_be_used_is_said_to_be_so(address: str) -> None:
    """A wrong address, or a server that does not answer, is a fault with its remedy; the password is not repeated."""
    pytest.importorskip("pg8000", reason="the extra 'postgres' is not installed")
    with pytest.raises(BadInput) as refused:
        PostgresCabinet(address)
    assert all(problem.remedy for problem in refused.value.problems)
    assert "secret" not in str(refused.value)


def test_a_server_on_this_machine_is_reached_plainly(postgresql: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is read of certificates for a server behind a socket: each connection would pay for it."""

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("an encrypted connection was prepared")

    monkeypatch.setattr(ssl, "create_default_context", refused)
    cabinet = PostgresCabinet(postgresql.database())
    assert 0 == cabinet.count()
    cabinet.close()


def test_a_file_of_the_version_before_is_carried_over(tmp_path: Path) -> None:
    """A file that was made before there were accounts keeps its matters, and gets their tables."""
    path = tmp_path / "matters.sqlite"
    first = SqliteCabinet(path)
    id = first.create(DRAFT)
    first.close()
    connection = sqlite3.connect(path)
    for table in ("person", "session", "access", "log"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    again = SqliteCabinet(path)
    assert ("A title", 1) == (again.open(id).title, Roll(again.ground).adopt("ada", ()))
    again.close()


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
        with pytest.raises(NotKept, match=r"nothing was changed.*full"):
            cabinet.save(id, 1, replace(DRAFT, content="x" * 1_000_000))
    assert cabinet.history(id)[0].number == 1
    assert cabinet.save(id, 1, DRAFT).number == 2
    cabinet.close()


FULL = """
import resource, sys
from pathlib import Path
from afortiori.store.cabinet import Draft, NotKept
from afortiori.store.cabinet.sqlite import SqliteCabinet
cabinet = SqliteCabinet(Path(sys.argv[1]))
id, n = cabinet.create(Draft("T", "d", "0" * 50_000, "a", "t", "1")), 1
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, resource.RLIM_INFINITY))
try:
    while n < 100:
        n = cabinet.save(id, n, Draft("T", "d", str(n % 10) * 50_000, "a", "t", "x")).number
except NotKept as error:
    print(error)
    assert len(cabinet.history(id)) == n
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print(id, cabinet.save(id, n, Draft("T", "d", "9" * 50_000, "a", "t", "x")).number)
"""


def test_where_nothing_more_can_be_written_nothing_is_lost(tmp_path: Path) -> None:
    """Where the file can grow no more a save is refused in words; all before it is there, and saving goes on once there is room."""
    path = tmp_path / "matters.sqlite"
    ran = subprocess.run([sys.executable, "-c", FULL, str(path)], stdout=subprocess.PIPE, text=True, check=True)
    why, last = ran.stdout.splitlines()
    assert why.startswith("nothing was changed, because what keeps the matters cannot be used")
    id, number = last.split()
    cabinet = SqliteCabinet(path)
    assert int(number) == len(cabinet.history(id)) > 2
    assert {50_000} == {len(cabinet.open(id, n).content) for n in range(1, int(number) + 1)}
    cabinet.close()


def test_where_the_server_can_write_no_more_nothing_is_lost() -> None:
    """A server whose files can grow no more refuses a save in words; all before it is there, and a smaller one is saved."""
    with (
        served(most=17_000_000) as server,
        closing(PostgresCabinet(server.database())) as cabinet,
    ):  # its log has segments of 16 MB
        id = cabinet.create(DRAFT)
        draft = replace(DRAFT, content=random.Random(7).randbytes(1_000_000).hex())
        with pytest.raises(
            NotKept, match=r"nothing was changed, because what keeps the matters cannot be used: could not"
        ):
            _filled(cabinet, id, draft)
        number = len(cabinet.history(id))
        assert number > 2
        assert {2_000_000} == {len(cabinet.open(id, n).content) for n in range(2, number + 1)}
        assert number + 1 == cabinet.save(id, number, DRAFT).number


def _filled(cabinet: SqlCabinet, id: str, draft: Draft) -> None:
    for number in range(1, 20):
        cabinet.save(id, number, draft)


WRITER = """
import sys
from pathlib import Path
from afortiori.store.cabinet import Draft
from afortiori.store.cabinet.postgres import PostgresCabinet
from afortiori.store.cabinet.sqlite import SqliteCabinet
where = sys.argv[1]
cabinet = PostgresCabinet(where) if where.startswith("postgresql:") else SqliteCabinet(Path(where))
id = cabinet.create(Draft("T", "d", "1" * 50_000, "a", "t", "1"))
print(id, flush=True)
for n in range(1, 100_000):
    cabinet.save(id, n, Draft("T", "d", str(n % 10) * 50_000, "a", "t", str(n + 1)))
    print(n + 1, flush=True)
"""


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_killed_in_the_middle_of_a_save_nothing_is_half_written(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """After kill -9 every version that was said to be saved is there whole, and saving goes on."""
    path = tmp_path / "matters.sqlite"
    where = str(path) if kind == "sqlite" else request.getfixturevalue("postgresql").database()
    with subprocess.Popen([sys.executable, "-c", WRITER, where], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        id, said = process.stdout.readline().strip(), 1
        while said < 30:
            said = int(process.stdout.readline())
        process.kill()
    cabinet = SqliteCabinet(path) if kind == "sqlite" else PostgresCabinet(where)
    history = cabinet.history(id)
    assert len(history) >= said
    assert [entry.number for entry in history] == list(range(len(history), 0, -1))
    assert {len(set(cabinet.open(id, n).content)) for n in range(1, len(history) + 1)} == {1}
    assert {len(cabinet.open(id, n).content) for n in range(1, len(history) + 1)} == {50_000}
    assert cabinet.save(id, len(history), DRAFT).number == len(history) + 1
    cabinet.close()
