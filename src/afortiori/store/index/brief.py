"""A verdict straight from an index, for facts and options that need nothing else. Imports next to nothing: it starts fast.

The index holds what the definitions gave when it was made: bit columns, each level's part of a question, whom each court
binds. Whatever needs more (rules, rank, partial orders not yet known, other bases) goes the long way, with the same
answer.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any

from afortiori.casebase.engine.columns import BitColumns, as_bits, positions
from afortiori.store import cache
from afortiori.store.index.sections import Damaged, Sections, digest_of, is_index, unchanged
from afortiori.version import VERSION

MOST = 1_000
SHOWN = 10
UNKNOWN = ("unknown", "?")
Data = dict[str, Any]


def brief(
    matter: str,
    *,
    bases: Sequence[str],
    forum: str | None,
    as_of: str | None,
    changes: Sequence[str],
    today: str,
    **others: Any,
) -> Data | None:
    """The verdict as plain data (see ``told``); None where the long way must be taken, for an answer or for a fault."""
    wanted = others["without"] or others["adopted"] or others["reading"] or not others["cached"]
    if wanted or len(bases) != 1 or not is_index(bases[0]):
        return None
    try:
        sections = Sections(bases[0])
        if not _current(sections.header):
            return None
        file = _file(matter, sections.header)
        plain = cache.fetch(cache.key_of(VERSION, [(f"matter/{_stem(file)}", _read(file))])) if file else None
        if plain is None:
            return None
        return _answer(bases[0], sections, plain[f"matter/{_stem(file)}"], _stem(file), forum, as_of, changes, today)
    except (Damaged, OSError, KeyError, ValueError, TypeError, IndexError, StopIteration):
        return None


def told(
    index: str,
    matter: str,
    forum: str,
    as_of: str,
    cases: int,
    binding: int,
    stable: Sequence[str],
    possible: Sequence[str],
    by: dict[str, tuple[int, list[str]]],
    *,
    exact: bool = True,
) -> Data:
    """A verdict as plain data: ``by`` gives for each side how many force it, and the first thousand by id."""
    settled = set(stable) == set(possible)
    return {
        "matter": matter,
        "verdict": ("open", "forced", "conflicted")[len(stable)] if settled else "depends",
        "side": stable[0] if settled and len(stable) == 1 else None,
        "stable": list(stable),
        "possible": list(possible),
        "exact": exact,
        "by": {side: {"count": count, "cases": names} for side, (count, names) in by.items()},
        "forum": forum,
        "as_of": as_of,
        "model": "result",
        "index": {"file": index, "cases": cases, "binding": binding},
    }


def words(data: Data) -> str:
    """The same in a few lines."""
    verdict = {"forced": f"FORCED for {data['side']}.", "open": "OPEN: neither side is compelled.",
               "conflicted": "CONFLICTED: both sides are compelled.",
               "depends": f"It DEPENDS on facts not yet known; still possible for {' and '.join(data['possible'])}."}  # fmt: skip
    index = data["index"]
    lines = [f"{data['matter']}: {verdict[data['verdict']]}"]
    if not data["exact"]:
        lines.append("  Sound, not complete: more may be possible than was tried.")
    for side, by in data["by"].items():
        if by["count"]:
            more = f", and {by['count'] - SHOWN:,} more" if by["count"] > SHOWN else ""
            lines.append(f"  {side}, by {by['count']:,}: {', '.join(by['cases'][:SHOWN])}{more}.")
    lines.append(f"  Of {index['file']}: {index['cases']:,} cases, {index['binding']:,} binding; forum {data['forum']}, "
                 f"as of {data['as_of']}, {data['model']} model.")  # fmt: skip
    return "\n".join(lines) + "\n"


def _current(header: Data) -> bool:
    """Whether the doctrine and the data are what they were, and the index is small, without rules."""
    same = unchanged(header["source"], header["source_size"], header["source_changed"], header["source_digest"])
    small = header["small"] and not header["ruled"] and all("plain" in side for side in header["sides"])
    return small and same is not False and digest_of(header["doctrine_path"]) == header["doctrine_digest"]


def _file(matter: str, header: Data) -> str:
    """The matter's file: the one named, or one of the pack that the index is for; empty where there is none."""
    if matter.endswith((".yaml", ".yml")):
        return matter
    pack, _, name = matter.rpartition("/")
    if pack not in ("", header["doctrine"]) or os.sep in name:
        return ""
    folder = os.path.join(os.path.dirname(header["doctrine_path"]), "matters")
    files = [os.path.join(folder, name + suffix) for suffix in (".yaml", ".yml")]
    return next((file for file in files if os.path.isfile(file)), "")


def _stem(file: str) -> str:
    return os.path.splitext(os.path.basename(file))[0]


def _read(file: str) -> bytes:
    with open(file, "rb") as opened:
        return opened.read()


def _answer(
    path: str,
    sections: Sections,
    plain: Data,
    name: str,
    forum: str | None,
    as_of: str | None,
    changes: Sequence[str],
    today: str,
) -> Data | None:
    header = sections.header
    forum, day = forum or plain["forum"], as_of or plain["as_of"] or today
    levels = _levels(header, plain, changes)
    if plain["doctrine"] != header["doctrine"] or forum not in (*header["courts"], "any") or levels is None:
        return None
    if len(day) != 10 or day[4] + day[7] != "--" or not day.replace("-", "").isdigit():
        return None
    chosen = _chosen(sections, forum, day)
    stable, possible, every, by = [], [], 0, {}
    for n, side in enumerate(header["sides"]):
        columns = columns_of(sections, n, side)
        worst, best = (columns.forcing(_query(header, side, n, levels, worst=w)) & chosen for w in (True, False))
        every |= columns.every
        by[side["side"]] = worst
        stable += [side["side"]] if worst else []
        possible += [side["side"]] if best else []
    if (header["ranked"] and len(possible) > 1) or (stable != possible and not _on_lines(header, levels)):
        return None
    names = {side: (bits.bit_count(), [_id(sections, i) for i in positions(bits, MOST)]) for side, bits in by.items()}
    binding = (every & chosen).bit_count()
    return told(path, f"{header['doctrine']}/{name}", forum, day, header["rows"], binding, stable, possible, names)


def _levels(header: Data, plain: Data, changes: Sequence[str]) -> list[list[int]] | None:
    """For each factor the places of the levels still possible; None where something written is no level."""
    written = {name: [k for k in some if k not in UNKNOWN] for name, some in plain["facts"].items()}
    for change in changes:
        name, _, level = change.partition("=")
        written[name] = [] if level in UNKNOWN else level.split(",")
    if set(written) - {factor["id"] for factor in header["factors"]}:
        return None
    found = []
    for factor in header["factors"]:
        absent = [] if plain["unmentioned"] == "unknown" else [factor["neutral"]]
        some = written.get(factor["id"], absent)
        if not set(some) <= set(factor["levels"]):
            return None
        found.append([factor["levels"].index(level) for level in some] or list(range(len(factor["levels"]))))
    return found


def _query(header: Data, side: Data, n: int, levels: list[list[int]], *, worst: bool) -> tuple[int, ...]:
    """The facts as a question: in a plain word the worst is all that may be lacked, in fields the least that may be held."""
    words = [0] * len(side["guards"])
    for factor, places in zip(header["factors"], levels, strict=True):
        parts = [factor["parts"][n][place] for place in places]
        for w, guard in enumerate(side["guards"]):
            some = [part[w] for part in parts]
            words[w] |= _joined(some, wide=worst != bool(guard), field=factor["field"])
    return tuple(words)


def _joined(parts: list[int], *, wide: bool, field: bool) -> int:
    """Several parts as one: the greatest or the least of a number, all or the common bits of a plain word."""
    if field:
        return max(parts) if wide else min(parts)
    whole = parts[0]
    for part in parts[1:]:
        whole = whole | part if wide else whole & part
    return whole


def _on_lines(header: Data, levels: list[list[int]]) -> bool:
    return all(factor["line"] or len(places) == 1 for factor, places in zip(header["factors"], levels, strict=True))


def _chosen(sections: Sections, forum: str, day: str) -> int:
    """The rows that were decided before the day by a court that binds the forum."""
    header = sections.header
    good = [
        last < day and (forum == "any" or forum in header["binds"][court]) for court, _, last in header["standings"]
    ]
    if all(good):
        return (1 << int(header["rows"])) - 1
    standing: array[int] = array("I", sections.bytes("standing").tobytes())
    return as_bits(i for i, place in enumerate(standing) if good[place])


def columns_of(sections: Sections, n: int, side: Data) -> BitColumns:
    """The bit columns of one side."""
    view, width = sections.bytes(f"side{n}.columns"), side["width"]
    columns: Iterator[int] = (
        (int.from_bytes(view[at : at + width], "little") for at in range(0, len(view), width)) if width else repeat(0)
    )
    every = next(columns)
    plain = [(word, bit, next(columns)) for word, bit in side["plain"]]
    fields = [(w, s, ones, [next(columns) for _ in range(count)]) for w, s, ones, count in side["fields"]]
    return BitColumns.of(every, plain, fields)


def _id(sections: Sections, row: int) -> str:
    if sections.header["numbered"]:
        return f"row-{row + 1:0{len(str(sections.header['rows']))}}"
    ends = sections.bytes("id_ends").cast("Q")
    return bytes(sections.bytes("ids")[ends[row - 1] if row else 0 : ends[row] - 1]).decode()
