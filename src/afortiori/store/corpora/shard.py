"""A shard: some records of a corpus as the bytes that were cut from it, and the rows that reading them gives."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from afortiori.errors import BadInput, Problem
from afortiori.opinion import Cite, Reading, Record, read
from afortiori.store.corpora.bulk import POSTGRES, Dialect, cluster_of, fields
from afortiori.store.opinions import one_record, records

COLUMNS: dict[str, tuple[str, ...]] = {
    "opinions": ("opinion", "source", "line", "record", "cluster", "name", "court", "decided", "docket", "cites", "kind", "characters"),
    "parts": ("opinion", "number", "part", "author", "start", "end"),
    "citations": (
        "opinion", "number", "kind", "text", "cite", "key", "case_name", "court", "year", "pin", "signal", "parenthetical",
        "history", "part", "author", "page", "start", "end", "refers", "parallel", "passage",
    ),
    "clusters": ("cluster", "source", "name", "decided", "docket"),
    "set_aside": ("source", "number", "line", "what", "remedy"),
}  # fmt: skip
NUMBERS = frozenset(["line", "characters", "number", "start", "end", "page", "refers", "parallel"])
BEFORE, AFTER = 200, 120
Row = list[Any]
Rows = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Piece:
    """The bytes of one record, or of one file: its number in its source, and its line there. A fault: it could not be cut."""

    source: str
    number: int
    line: int
    data: bytes
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Shard:
    """Some pieces of one source. ``form``: ``file``, ``lines`` of JSON, or ``rows`` of a CSV with the header ``columns``."""

    source: str
    number: int
    form: str
    pieces: tuple[Piece, ...]
    columns: tuple[str, ...] = ()
    dialect: Dialect = POSTGRES

    @property
    def digest(self) -> str:
        """What the shard holds: two shards of one digest give the same rows."""
        return hashlib.sha256(packed(self)).hexdigest()


def packed(shard: Shard) -> bytes:
    """A shard as bytes, for another process or another machine."""
    head = {
        "source": shard.source,
        "number": shard.number,
        "form": shard.form,
        "columns": shard.columns,
        "dialect": [shard.dialect.quote, shard.dialect.escape],
        "pieces": [[one.source, one.number, one.line, len(one.data), one.fault] for one in shard.pieces],
    }
    return json.dumps(head).encode() + b"\n" + b"".join(one.data for one in shard.pieces)


def unpacked(data: bytes) -> Shard:
    """The shard again.

    >>> shard = Shard("a.txt", 1, "file", (Piece("a.txt", 1, 0, b"See 1 U.S. 1."),))
    >>> unpacked(packed(shard)) == shard
    True
    """
    line, _, rest = data.partition(b"\n")
    head, at, pieces = json.loads(line), 0, []
    for source, number, place, length, fault in head["pieces"]:
        pieces.append(Piece(source, number, place, rest[at : at + length], fault))
        at += length
    dialect = Dialect(*head["dialect"])
    return Shard(head["source"], head["number"], head["form"], tuple(pieces), tuple(head["columns"]), dialect)


def nothing() -> Rows:
    """No rows, of any kind."""
    return {table: [] for table in COLUMNS}


def joined(found: Iterator[Rows]) -> Rows:
    """The rows of several readings."""
    rows = nothing()
    for one in found:
        for table, more in one.items():
            rows[table] += more
    return rows


def read_shard(shard: Shard) -> Rows:
    """The rows of a shard: a pure function of its bytes.

    >>> shard = Shard("a.txt", 1, "file", (Piece("a.txt", 1, 0, b"See Doe v. Roe, 1 F.2d 2 (9th Cir.1924)."),))
    >>> [(row[5], row[6], row[7]) for row in read_shard(shard)["citations"]]
    [('1 f.2d 2', 'Doe v. Roe', 'ca9')]
    """
    return joined(read_piece(shard, piece) for piece in shard.pieces)


def read_piece(shard: Shard, piece: Piece) -> Rows:
    """The rows of one piece. What cannot be read is set aside with its reason."""
    rows = nothing()
    try:
        for number, one in enumerate(_records(shard, piece), 1):
            if isinstance(one, Problem):
                rows["set_aside"].append(_aside(piece, one))
            elif isinstance(one, Record):
                _add(rows, one, piece, number if shard.form == "file" else 1, shard.form)
            else:
                rows["clusters"].append(one)
    except BadInput as bad:
        return nothing() | {"set_aside": [_aside(piece, problem) for problem in bad.problems]}
    except RecursionError:
        return set_aside(piece, "nested beyond any sense", "look at this record")
    return rows


def set_aside(piece: Piece, what: str, remedy: str = "") -> Rows:
    """A piece set aside."""
    return nothing() | {"set_aside": [_aside(piece, Problem(piece.source, piece.line, what, remedy))]}


def _aside(piece: Piece, problem: Problem) -> Row:
    return [piece.source, piece.number, problem.line or piece.line, _shown(problem.what), _shown(problem.remedy)]


def _records(shard: Shard, piece: Piece) -> Iterator[Record | Problem | Row]:
    """What a piece holds: opinions, problems, or rows that name a cluster of opinions."""
    if piece.fault:
        yield Problem(piece.source, piece.line, piece.fault, "look at this record")
    elif shard.form == "rows":
        yield _of_row(shard, piece)
    elif shard.form == "lines":
        for one in records(piece.data, "record.json"):
            yield _placed(one, piece)
    else:
        for one in records(piece.data, piece.source):
            yield one


def _placed(one: Record | Problem, piece: Piece) -> Record | Problem:
    return Problem(piece.source, piece.line, one.what, one.remedy) if isinstance(one, Problem) else one


def _of_row(shard: Shard, piece: Piece) -> Record | Problem | Row:
    """A row of a bulk CSV: an opinion, or the cluster that gives opinions their name and date."""
    found = fields(piece.data, shard.columns, shard.dialect)
    if isinstance(found, Problem):
        return Problem(piece.source, piece.line, found.what, found.remedy)
    cluster = cluster_of(found)
    if cluster is not None:
        return [_shown(cluster[0]), piece.source, *map(_shown, cluster[1:])]
    return _placed(one_record(found, piece.source, str(piece.number)), piece)


def _add(rows: Rows, record: Record, piece: Piece, number: int, form: str) -> None:
    """The rows of an opinion."""
    reading = read(record)
    id = _id(piece, number, form)
    about = [
        record.id,
        record.cluster,
        record.name,
        record.court,
        record.decided,
        record.docket,
        "; ".join(record.citations),
    ]
    rows["opinions"].append([id, piece.source, piece.line, *map(_shown, about), record.kind, len(record.text)])
    for index, part in enumerate(reading.parts, 1):
        rows["parts"].append([id, index, part.kind, _shown(part.author), part.start, part.end])
    rows["citations"] += [_citation(id, index, cite, reading) for index, cite in enumerate(reading.citations, 1)]


def _id(piece: Piece, number: int, form: str) -> str:
    """An opinion's id: its source, and where that holds several, which it is."""
    if form != "file":
        return f"{piece.source}#{piece.number}"
    return piece.source if number == 1 else f"{piece.source}#{number}"


def _citation(id: str, number: int, cite: Cite, reading: Reading) -> Row:
    words = [
        cite.kind, cite.text, cite.cite, cite.key, cite.name, cite.court, cite.year, cite.pin, cite.signal, cite.parenthetical,
        cite.history, cite.part, cite.author,
    ]  # fmt: skip
    refers = None if cite.refers is None else cite.refers + 1
    places = [cite.page, cite.start, cite.end, refers, int(cite.parallel)]
    return [id, number, *map(_shown, words), *places, _passage(cite, reading)]


def _passage(cite: Cite, reading: Reading) -> str:
    """The words round a citation, within its paragraph, for a person to judge by."""
    text, inward = reading.normal.text, reading.normal.reading.inward
    start, end = inward(cite.start), inward(cite.end)
    first = max(text.rfind("\n", 0, start) + 1, start - BEFORE)
    last = text.find("\n", end, end + AFTER)
    words = text[first : last if last >= 0 else end + AFTER]
    cut_before = first > 0 and text[first - 1] != "\n"
    cut_after = last < 0 and end + AFTER < len(text)
    words = words.partition(" ")[2] if cut_before and " " in words[:30] else words
    words = words.rpartition(" ")[0] if cut_after and " " in words[-30:] else words
    return _shown(f"{'… ' if cut_before else ''}{words.strip()}{' …' if cut_after else ''}")


_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]|\s+")


def _shown(text: str) -> str:
    """A text as a cell of a table: one line, nothing in it that could steer a terminal or that UTF-8 cannot hold."""
    return _ODD.sub(lambda match: " " if match[0].isspace() else "\ufffd", text)[:2000]
