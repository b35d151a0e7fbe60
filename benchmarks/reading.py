"""How fast opinions are read on two cores, against eyecite alone on one, over the same opinions; and how it grows with length."""

from __future__ import annotations

import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from afortiori.opinion import Record, normalise, read
from afortiori.store.opinions import open_opinion, read_file, records

SAMPLES = Path(__file__).resolve().parents[1] / ".." / "shared" / "data" / "samples"
LIMIT = 2.5


def theirs(text: str) -> list[str]:
    """What eyecite alone finds in a text, as volume, reporter and page, without its search for a court remembered."""
    from eyecite import get_citations

    return [
        c.corrected_citation()
        for c in get_citations(text)
        if type(c).__name__ in ("FullCaseCitation", "ShortCaseCitation")
    ]


def ours(record: Record) -> list[str]:
    """What the reader finds."""
    return [cite.key for cite in read(record).citations if cite.kind in ("case", "short")]


def main() -> int:
    """Print the ratio; 1 where it is below the limit."""
    found = records(read_file(str(SAMPLES / "courtlistener" / "opinions-60.jsonl.gz")), "opinions-60.jsonl.gz")
    opinions = sorted((one for one in found if isinstance(one, Record)), key=lambda one: -len(one.text))
    theirs("1 U.S. 1")
    start = time.perf_counter()
    serial = [theirs(opinion.text) for opinion in opinions]
    alone = time.perf_counter() - start
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(ours, [Record("See 1 U.S. 1 (1790).")] * 8))
        start = time.perf_counter()
        parallel = list(pool.map(ours, opinions, chunksize=1))
        together = time.perf_counter() - start
    print(f"{len(opinions)} opinions, {sum(len(o.text) for o in opinions):,} characters")
    print(f"eyecite alone, one core: {alone:.2f} s, {sum(map(len, serial))} case citations")
    print(f"afortiori, two cores: {together:.2f} s, {sum(map(len, parallel))} case citations")
    print(f"ratio: {alone / together:.2f} (limit {LIMIT})")
    same = sum((Counter(map(len, serial)) & Counter(map(len, parallel))).values())
    print(f"opinions with as many citations: {same} of {len(opinions)}")
    lengths()
    return int(alone / together < LIMIT)


def lengths() -> None:
    """Print the time for an opinion and for itself repeated to 10 MB: in proportion to its length."""
    text = open_opinion(str(SAMPLES / "opinions" / "deshaney-majority.txt")).text
    for times in (10, 100, 340):
        start = time.perf_counter()
        normalise(text * times)
        middle = time.perf_counter()
        count = len(read(Record(text * times)).citations)
        end = time.perf_counter()
        print(
            f"{len(text) * times / 1e6:.1f} MB: normalised in {middle - start:.2f} s, read in {end - middle:.2f} s, {count} citations"
        )


if __name__ == "__main__":
    sys.exit(main())
