"""How fast opinions are read on two cores, as ``ingest`` reads them, against eyecite alone on one; and how that grows with length.

The same opinions, in one run, in turns; the best of each. Every citation that eyecite finds must be found.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections import Counter
from concurrent.futures import wait
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from afortiori.opinion import Record, compact, read
from afortiori.store.corpora.cutting import Progress, files_of, shards, size_of
from afortiori.store.corpora.ingesting import Here
from afortiori.store.corpora.reader import Limits
from afortiori.store.corpora.shard import COLUMNS, Piece, Rows, Shard, joined
from afortiori.store.opinions import one_record, open_opinion

SAMPLES = Path(__file__).resolve().parents[1] / ".." / "shared" / "data" / "samples"
LIMIT, SLOPE = 2.5, 1.15
CASES = ("FullCaseCitation", "ShortCaseCitation")
KIND, TEXT, KEY = (COLUMNS["citations"].index(column) for column in ("kind", "text", "key"))


def theirs(text: str) -> Counter[str]:
    """The citations of cases that eyecite alone finds in a text: in full, and of short forms the volume and the reporter."""
    from eyecite import get_citations

    found = [one for one in get_citations(text) if type(one).__name__ in CASES and one.groups.get("volume")]
    return Counter(named(one.groups["volume"], one) for one in found)


def named(volume: str, theirs: Any) -> str:
    """A citation of eyecite's to compare by."""
    if type(theirs).__name__ == "ShortCaseCitation":
        return compact(f"{volume} {theirs.groups['reporter']}")
    return compact(f"{volume} {theirs.corrected_reporter()} {theirs.groups['page'] or '___'}")


def counted(rows: Rows) -> Counter[str]:
    """The same of the rows that readers gave."""
    found = [row for row in rows["citations"] if row[KIND] in ("case", "short", "history")]
    short = [compact(str(row[TEXT]).partition(" at ")[0]) for row in found if row[KIND] == "short"]
    return Counter([*(str(row[KEY]) for row in found), *short])


def ours(readers: Here, cut: list[Shard]) -> Rows:
    """The rows that two readers give."""
    futures = [readers.submit(shard) for shard in cut]
    wait(futures)
    return joined(future.result() for future in futures)


def singly(shard: Shard) -> list[Shard]:
    """A shard as one for each opinion, so that neither reader waits long for the other at the end."""
    return [Shard(shard.source, n, shard.form, (piece,)) for n, piece in enumerate(shard.pieces)]


@dataclass(frozen=True)
class Compared:
    """The best times of each, seconds, what was read, and the citations of eyecite's that ours did not find."""

    alone: float
    together: float
    opinions: int
    characters: int
    citations: int
    lost: Counter[str]


def compared(rounds: int = 2) -> Compared:
    """Read the same opinions both ways, in turns."""
    logging.disable(logging.CRITICAL)
    files = files_of([str(SAMPLES / "courtlistener" / "opinions-60.jsonl.gz")])
    cut = [one for shard in shards(files, Progress(size_of(files))) for one in singly(shard)]
    texts = [one_record(json.loads(shard.pieces[0].data), "", "") for shard in cut]
    opinions = [one.text for one in texts if isinstance(one, Record)]
    alone = together = float("inf")
    theirs("See 1 U.S. 1 (1790).")
    with closing(Here(2, Limits())) as readers:
        ours(readers, [Shard("", n, "file", (Piece("a.txt", 1, 0, b"See 1 U.S. 1 (1790)."),)) for n in range(2)])
        for _ in range(rounds):
            start = time.perf_counter()
            serial = [theirs(text) for text in opinions]
            middle = time.perf_counter()
            rows = ours(readers, cut)
            alone, together = min(alone, middle - start), min(together, time.perf_counter() - middle)
    wanted = sum(serial, Counter[str]())
    characters = sum(map(len, opinions))
    return Compared(alone, together, len(opinions), characters, wanted.total(), wanted - counted(rows))


def one_by_one(count: int = 10) -> tuple[float, float]:
    """Seconds for a folder of short opinions, each in a process of its own: all forked, and all started anew."""
    from afortiori.store import forkserver
    from afortiori.store.reading import opinions_at_hand

    with TemporaryDirectory() as folder:
        for number in range(count):
            Path(folder, f"{number}.txt").write_text(
                f"Roe v. Doe, {number + 1} F.2d 2 (9th Cir. 1924).", encoding="utf-8"
            )
        start = time.perf_counter()
        forked = opinions_at_hand([folder])
        middle = time.perf_counter()
        with patch.object(forkserver, "run", side_effect=forkserver.Unavailable):
            anew = opinions_at_hand([folder])
    assert [case.citations for case in forked.cases] == [case.citations for case in anew.cases]
    return middle - start, time.perf_counter() - middle


def main() -> int:
    """Print the ratios and the growth; 1 where one is beyond its limit or a citation is lost."""
    forked, anew = one_by_one()
    print(
        f"ten short opinions, each in its own process: forked {forked:.2f} s, started anew {anew:.2f} s: {anew / forked:.1f} times"
    )
    found = compared()
    print(f"{found.opinions} opinions, {found.characters:,} characters")
    print(f"eyecite alone, one core: {found.alone:.2f} s, {found.citations} citations of cases")
    print(f"afortiori, two cores: {found.together:.2f} s; lost: {dict(found.lost) or 'none'}")
    print(f"ratio: {found.alone / found.together:.2f} (limit {LIMIT})")
    return int(found.alone / found.together < LIMIT or bool(found.lost) or grows())


def grows() -> bool:
    """Print the processor time for an opinion repeated to 1 and to 10 MB; whether it grows faster than its length."""
    text = open_opinion(str(SAMPLES / "opinions" / "deshaney-majority.txt")).text
    took = []
    for size in (1_000_000, 10_000_000):
        long = text * (size // len(text) + 1)
        start = time.process_time()
        count = len(read(Record(long)).citations)
        took.append((time.process_time() - start) / len(long))
        print(f"{len(long) / 1e6:.1f} MB: {took[-1] * 1e6:.2f} s a MB, {count} citations")
    print(f"a character of 10 MB costs {took[1] / took[0]:.2f} times one of 1 MB (limit {SLOPE})")
    return took[1] / took[0] > SLOPE


if __name__ == "__main__":
    sys.exit(main())
