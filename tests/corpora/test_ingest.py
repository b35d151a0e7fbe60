"""Corpora read into a table: each form of source, what is set aside, how work goes on, and the limits."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import DATA

from afortiori.cli.corpora import progress_line
from afortiori.errors import BadInput
from afortiori.store.corpora.bulk import Dialect, dialect_of, fields, header, rows
from afortiori.store.corpora.cutting import Progress, files_of, shards, size_of
from afortiori.store.corpora.ingesting import Ingested, Progressed, ingest
from afortiori.store.corpora.reader import Limits, Reader
from afortiori.store.corpora.shard import COLUMNS, Piece, Shard, joined, packed, read_shard, unpacked
from afortiori.store.corpora.table import Table
from corpora.opinions import HEADER, TEXT, Tables, bulk, bulk_row, lines, opinion, tables

SAMPLES = DATA / "samples"


def read(sources: list[Path], table: Path) -> tuple[Ingested, Tables]:
    """Sources read into a table, and all that it then holds."""
    found = ingest([str(source) for source in sources], str(table))
    with closing(Table(table)) as held:
        return found, tables(held)


def cut(path: Path) -> list[Shard]:
    """The shards of a file or folder."""
    files = files_of([str(path)])
    return list(shards(files, Progress(size_of(files))))


def test_json_lines_become_rows_of_citations_and_parts(tmp_path: Path) -> None:
    """Each line is an opinion; each citation has its signal, its part and its author."""
    (tmp_path / "a.jsonl").write_bytes(lines([opinion(1), opinion(2)]))
    found, held = read([tmp_path / "a.jsonl"], tmp_path / "t.sqlite")
    assert (2, 0) == (found.counts.opinions, found.counts.set_aside)
    at = {name: COLUMNS["citations"].index(name) for name in COLUMNS["citations"]}
    first = [row for row in held["citations"] if str(row[0]).endswith("#1")]
    expected = [
        ("747 f.2d 185", "see", "majority", "Alder"),
        ("811 f.2d 1243", "", "majority", "Alder"),
        ("747 f.2d 185", "but see", "dissent", "Birch"),
        ("900 f.2d 1", "", "dissent", "Birch"),
    ]
    assert expected == [tuple(row[at[name]] for name in ("key", "signal", "part", "author")) for row in first]


def test_a_bad_line_is_set_aside_with_its_reason_and_the_rest_goes_on(tmp_path: Path) -> None:
    """Lines that are no record, have no text or are not whole are named with their line; the good ones are kept."""
    bad = [
        b'{"id": 3, "plain_text": "cut',
        b'{"id": 4, "plain_text": ""}',
        b"[" * 100_000,
        b'{"id": 5, "x": "\x00"}',
        b"7",
    ]
    data = b"\n".join(
        [*bad, lines([opinion(1)]).strip(), b"", b'{"id": ' + b"9" * 10_000 + b', "plain_text": "See 1 U.S. 1."}']
    )
    (tmp_path / "a.jsonl").write_bytes(data)
    found, held = read([tmp_path / "a.jsonl"], tmp_path / "t.sqlite")
    assert 2 == found.counts.opinions
    assert [1, 2, 3, 4, 5] == sorted(row[2] for row in held["set_aside"])
    assert all(row[3] for row in held["set_aside"])


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_packed_sources_are_read_as_they_are(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    """A source in gzip, bzip2 or xz gives the rows of the same source unpacked."""
    plain = lines([opinion(n) for n in range(3)])
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "a.jsonl").write_bytes(plain)
    suffix = {"gzip": "gz", "bz2": "bz2", "lzma": "xz"}[pack.__module__.removeprefix("_")]
    (tmp_path / f"a.jsonl.{suffix}").write_bytes(pack(plain))
    [one] = cut(tmp_path / "one")
    [other] = cut(tmp_path / f"a.jsonl.{suffix}")
    assert [piece.data for piece in one.pieces] == [piece.data for piece in other.pieces]


def test_a_source_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    """Of a gzip file cut short the whole records are read, and that it broke off is said."""
    data = gzip.compress(lines([opinion(n, TEXT + str(n) * 5_000) for n in range(40)]))
    (tmp_path / "a.jsonl.gz").write_bytes(data[: len(data) // 2])
    found, held = read([tmp_path / "a.jsonl.gz"], tmp_path / "t.sqlite")
    assert found.counts.opinions > 0
    assert any("cannot be read further" in row[3] for row in held["set_aside"])


def test_a_folder_is_read_whole_and_what_is_no_opinion_is_named(tmp_path: Path) -> None:
    """Files below a folder are read, hidden ones not; a picture and an empty text are set aside."""
    folder = tmp_path / "folder"
    (folder / "below").mkdir(parents=True)
    (folder / "a.txt").write_text(TEXT)
    (folder / "below" / "b.html").write_text("<p>See <i>Doe v. Roe</i>, 747 F.2d 185 (4th Cir. 1984).</p>")
    (folder / ".hidden.txt").write_text(TEXT)
    (folder / "c.png").write_bytes(b"\x89PNG")
    (folder / "d.txt").write_text("  \n")
    found, held = read([folder], tmp_path / "t.sqlite")
    assert [str(folder / "a.txt"), str(folder / "below" / "b.html")] == sorted(row[0] for row in held["opinions"])
    assert [str(folder / "c.png"), str(folder / "d.txt")] == sorted(row[0] for row in held["set_aside"])
    assert 2 == found.counts.set_aside


DIALECTS = [Dialect('"', "\\"), Dialect('"', '"'), Dialect("`", "\\"), Dialect("`", "`")]
HARD = 'He said "no, 1,2" and `so`; C:\\path\\ \\" ""\nA new line,\r\nand "another".'


@pytest.mark.parametrize("dialect", DIALECTS, ids=str)
def test_a_bulk_csv_is_read_in_the_dialect_that_it_is_written_in(dialect: Dialect) -> None:
    """Quotes, escapes, commas and line ends within a field come out as they went in, under each year's export."""
    texts = [HARD, TEXT, '"', "\\", "`", ""]
    data = bulk([bulk_row(n, text) for n, text in enumerate(texts)], quote=dialect.quote, escape=dialect.escape)
    assert dialect == dialect_of(data)
    import io

    first, *others = rows(io.BytesIO(data), dialect)
    columns = header(first.data, dialect)
    assert HEADER == columns
    assert texts == [_text(fields(row.data, columns, dialect)) for row in others]


def _text(found: object) -> str:
    assert isinstance(found, dict)
    return str(found["plain_text"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(st.sampled_from('ab",\\`\n\r 1'), max_size=12), min_size=1, max_size=6),
    st.sampled_from(DIALECTS),
    st.integers(1, 40),
)
def test_a_bulk_csv_is_cut_the_same_however_its_blocks_fall(texts: list[str], dialect: Dialect, block: int) -> None:
    """The rows do not hang on how many bytes come at a time."""
    from afortiori.store.corpora import bulk as module

    data = bulk([bulk_row(n, text) for n, text in enumerate(texts)], quote=dialect.quote, escape=dialect.escape)
    cutter = module._Cutter(dialect)
    found = [row for at in range(0, len(data), block) for row in cutter.cut(data[at : at + block])]
    found += cutter.cut(b"", last=True)
    assert texts == [_text(fields(row.data, HEADER, dialect)) for row in found[1:]]


def test_a_quote_never_closed_costs_its_own_row_and_no_other(tmp_path: Path) -> None:
    """The rows after a faulty one are read, and the faulty one is set aside with its line."""
    good = bulk([bulk_row(n) for n in range(1, 6)])
    at = good.index(b'"3","010')
    data = good[:at] + b'"77","010combined","never closed, here\n' + good[at:]
    (tmp_path / "opinions.csv").write_bytes(data)
    found, held = read([tmp_path / "opinions.csv"], tmp_path / "t.sqlite")
    assert ["1", "2", "3", "4", "5"] == sorted(row[3] for row in held["opinions"])
    assert 1 == found.counts.set_aside
    assert "quotes or commas" in held["set_aside"][0][3]


def test_a_csv_that_is_something_else_is_set_aside(tmp_path: Path) -> None:
    """A CSV of another kind, or one with 10,000 columns, is named and not read."""
    (tmp_path / "a.csv").write_text("name,phone\nAlder,1\n")
    (tmp_path / "b.csv").write_text(",".join(f"c{n}" for n in range(10_000)) + "\n")
    found, _ = read([tmp_path / "a.csv", tmp_path / "b.csv"], tmp_path / "t.sqlite")
    assert (0, 2) == (found.counts.opinions, found.counts.set_aside)


def test_the_rows_of_a_shard_are_a_function_of_its_bytes(tmp_path: Path) -> None:
    """Packed, unpacked, read here or in a process of its own, a shard gives the same rows."""
    (tmp_path / "a.jsonl").write_bytes(lines([opinion(n) for n in range(4)]))
    [shard] = cut(tmp_path / "a.jsonl")
    assert shard == unpacked(packed(shard))
    with closing(Reader(Limits())) as reader:
        assert read_shard(shard) == reader.read(shard)


def test_reading_again_reads_nothing_and_changes_nothing(tmp_path: Path) -> None:
    """A second run over the same sources finds every shard there."""
    (tmp_path / "a.jsonl").write_bytes(lines([opinion(n) for n in range(4)]))
    first, held = read([tmp_path / "a.jsonl"], tmp_path / "t.sqlite")
    second, again = read([tmp_path / "a.jsonl"], tmp_path / "t.sqlite")
    assert (held, first.read, 0) == (again, second.there, second.read)


def test_work_broken_off_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """A run that is stopped once a shard is done leaves what was done; the next reads the others, and the rows are the same."""
    (tmp_path / "a.jsonl").write_bytes(lines([opinion(n) | {"html": "x" * 100_000} for n in range(12)]))
    whole, expected = read([tmp_path / "a.jsonl"], tmp_path / "whole.sqlite")
    assert whole.read > 2

    def stop(_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest([str(tmp_path / "a.jsonl")], str(tmp_path / "t.sqlite"), cores=1, tell=stop)
    found, held = read([tmp_path / "a.jsonl"], tmp_path / "t.sqlite")
    assert 1 <= found.there < whole.read
    assert whole.read == found.there + found.read
    assert expected == held


def test_how_far_it_has_come_is_told(tmp_path: Path) -> None:
    """As shards are done, the share of the bytes and what was read; at the end all of it."""
    (tmp_path / "a.jsonl").write_bytes(lines([opinion(n) | {"html": "x" * 100_000} for n in range(12)]) + b"{bad\n")
    told: list[Progressed] = []
    ingest([str(tmp_path / "a.jsonl")], str(tmp_path / "t.sqlite"), cores=1, tell=told.append)
    assert (12, 1) == (told[-1].opinions, told[-1].set_aside)
    assert [one.share for one in told] == sorted(one.share for one in told)
    assert 1.0 == told[-1].share


@pytest.mark.parametrize(
    ("left", "said"),
    [(None, ""), (42.4, ", about 42 s left"), (600.0, ", about 10 min left"), (9000.0, ", about 2.5 h left")],
)
def test_an_estimate_in_words(left: float | None, said: str) -> None:
    """How long it may still take is said in seconds, minutes or hours, once there is something to go by."""
    line = progress_line(Progressed(0.25, 1200, 3, left))
    assert f"afortiori ingest: 25%, 1,200 opinions, 3 set aside{said} (Ctrl-C stops it; it can go on later)" == line


def test_a_source_that_has_changed_is_read_anew(tmp_path: Path) -> None:
    """What a source no longer holds is no longer in the table."""
    source = tmp_path / "a.jsonl"
    source.write_bytes(lines([opinion(1), opinion(2), opinion(3)]))
    read([source], tmp_path / "t.sqlite")
    source.write_bytes(lines([opinion(2)]))
    _, held = read([source], tmp_path / "t.sqlite")
    assert ["2"] == [row[3] for row in held["opinions"]]
    assert {f"{source}#1"} == {row[0] for row in held["citations"]}


def test_parquet_holds_the_rows_of_sqlite(tmp_path: Path) -> None:
    """Both kinds of table hold the same rows, odd characters and empty cells included."""
    import duckdb

    from afortiori.store.corpora.parquet import file_of

    odd = {
        **opinion(9),
        "plain_text": 'He said "no, see\r\nDoe v. Roe,\u2028 747 F.2d 185 (4th Cir. 1984)" \ud800 \u202e, ""',
    }
    (tmp_path / "a.jsonl").write_bytes(lines([opinion(1), odd, {"id": 3}]))
    _, held = read([tmp_path / "a.jsonl"], tmp_path / "t.sqlite")
    ingest([str(tmp_path / "a.jsonl")], str(tmp_path / "t.parquet"))
    for kind, expected in held.items():
        file = file_of(tmp_path / "t.parquet", kind)
        assert expected == sorted(duckdb.read_parquet(str(file)).fetchall(), key=repr)
    assert [] == list(tmp_path.glob("*.unfinished*"))


def test_a_file_that_is_no_table_is_not_written_over(tmp_path: Path) -> None:
    """Neither text nor a foreign database is touched."""
    import sqlite3

    (tmp_path / "a.jsonl").write_bytes(lines([opinion(1)]))
    (tmp_path / "text.sqlite").write_text("not a database, and longer than a header would be " * 10)
    with closing(sqlite3.connect(tmp_path / "other.sqlite")) as other:
        other.execute("CREATE TABLE mine (a)")
    for name in ("text.sqlite", "other.sqlite"):
        before = (tmp_path / name).read_bytes()
        with pytest.raises(BadInput, match="no table of afortiori"):
            ingest([str(tmp_path / "a.jsonl")], str(tmp_path / name))
        assert before == (tmp_path / name).read_bytes()


@pytest.mark.parametrize("output", ["t.csv", "t", "missing/t.sqlite"])
def test_where_a_table_cannot_be_written_is_said(tmp_path: Path, output: str) -> None:
    """A table of no kind, or in a folder that is not there, is refused."""
    (tmp_path / "a.jsonl").write_bytes(lines([opinion(1)]))
    with pytest.raises(BadInput):
        ingest([str(tmp_path / "a.jsonl")], str(tmp_path / output))


def test_sources_that_are_not_there_are_all_named(tmp_path: Path) -> None:
    """Every missing source is named at once."""
    with pytest.raises(BadInput) as bad:
        ingest([str(tmp_path / "x"), str(tmp_path / "y")], str(tmp_path / "t.sqlite"))
    assert [str(tmp_path / "x"), str(tmp_path / "y")] == [problem.file for problem in bad.value.problems]
    assert not (tmp_path / "t.sqlite").exists()


def test_a_record_that_takes_too_long_is_set_aside_and_the_next_is_read() -> None:
    """A piece that overruns its seconds costs itself; the pieces before and after it keep their rows."""
    slow = json.dumps({"id": 2, "plain_text": "See Doe v. Roe, 747 F.2d 185 (4th Cir. 1984). " * 60_000}).encode()
    quick = [json.dumps(opinion(n)).encode() for n in (1, 3)]
    pieces = tuple(Piece("a.jsonl", n, n, data) for n, data in enumerate([quick[0], slow, quick[1]], 1))
    with closing(Reader(Limits(seconds=2))) as reader:
        found = reader.read(Shard("a.jsonl", 1, "lines", pieces))
    assert ["1", "3"] == [row[3] for row in found["opinions"]]
    assert [(2, "not read within 2 seconds")] == [(row[1], row[3]) for row in found["set_aside"]]


def test_a_record_that_needs_too_much_memory_is_set_aside_and_the_next_is_read() -> None:
    """A piece that cannot be read within the memory of a reader costs itself."""
    large = json.dumps({"id": 2, "plain_text": "Some words. " * 1_600_000}).encode()
    quick = [json.dumps(opinion(n)).encode() for n in (1, 3)]
    pieces = tuple(Piece("a.jsonl", n, n, data) for n, data in enumerate([quick[0], large, quick[1]], 1))
    with closing(Reader(Limits(memory=300 << 20))) as reader:
        found = reader.read(Shard("a.jsonl", 1, "lines", pieces))
    assert ["1", "3"] == [row[3] for row in found["opinions"]]
    assert [2] == [row[1] for row in found["set_aside"]]
    assert "memory" in found["set_aside"][0][3]


def test_a_reader_that_is_stopped_reads_nothing_more() -> None:
    """What was not begun is left to the next run, and no process is started for it."""
    shard = Shard("a.txt", 1, "file", (Piece("a.txt", 1, 0, TEXT.encode()), Piece("b.txt", 2, 0, TEXT.encode())))
    with closing(Reader(Limits())) as reader:
        reader.stop()
        assert [] == reader.read(shard)["opinions"]


@pytest.mark.parametrize("system", ["linux", "darwin"])
def test_a_reader_that_dies_is_replaced(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What ends the process of a reader costs the piece that it was at, and no other; whether it is forked or started anew."""
    monkeypatch.setattr(sys, "platform", system)
    with closing(Reader(Limits())) as reader:
        shard = Shard("a", 1, "lines", (Piece("a", 1, 1, json.dumps(opinion(1)).encode()),))
        expected = reader.read(shard)
        child = reader._child
        assert child is not None
        child.end()
        assert b"" == child.said.read()
        assert 1 == len(reader.read(shard)["set_aside"])
        assert expected == reader.read(shard)


def test_the_samples_are_read() -> None:
    """Every record of the CourtListener and CAP samples is accounted for, and DeShaney's official page is its first."""
    if not SAMPLES.is_dir():
        pytest.skip("the shared samples are absent")
    found = joined(read_shard(shard) for name in ("cap", "opinions") for shard in cut(SAMPLES / name))
    assert [
        "Feist Publications, Inc. v. Rural Telephone Service Co.",
        "Lotus Development Corp. v. Borland International, Inc.",
    ] == [row[5] for row in found["opinions"][:2]]
    pieces = [piece for shard in cut(SAMPLES / "courtlistener" / "opinions-60.jsonl.gz") for piece in shard.pieces]
    assert 60 == len(pieces)
    [saez] = cut(SAMPLES / "courtlistener" / "saez_v_city_of_springfield_ca1.json")
    keys = {row[5] for row in read_shard(saez)["citations"]}
    assert "489 u.s. 189" in keys
