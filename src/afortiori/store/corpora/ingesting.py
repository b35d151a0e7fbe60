"""Sources read into a table: on all cores of this machine, or on a cluster that the user names. The rows are the same."""

from __future__ import annotations

import os
from asyncio import CancelledError
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any, Protocol

from afortiori.errors import BadInput, MissingExtra, Problem, bad_option
from afortiori.store.corpora.cutting import Progress, files_of, shards, size_of
from afortiori.store.corpora.parquet import UNFINISHED, locked, to_parquet
from afortiori.store.corpora.reader import USUAL, Limits, Reader, read_there
from afortiori.store.corpora.shard import Rows, Shard, packed
from afortiori.store.corpora.table import Counts, Table

AHEAD = 3
MOST_ASIDE = 1_000
CLUSTER_SECONDS = 10
SUFFIXES = (".sqlite", ".db", ".parquet")


@dataclass(frozen=True, slots=True)
class Progressed:
    """How far a run has come: the share of the bytes read, what has been read in this run, and how long it may still take."""

    share: float
    opinions: int
    set_aside: int
    seconds_left: float | None


@dataclass(frozen=True, slots=True)
class Ingested:
    """What a table holds after a run, how many shards this run read and found there, and the first records set aside."""

    counts: Counts
    read: int
    there: int
    opinions_before: int
    aside: tuple[tuple[str, str, str], ...]


class Readers(Protocol):
    """Where shards are read."""

    width: int

    def submit(self, shard: Shard) -> Future[Rows]:
        """Have a shard read."""

    def close(self) -> None:
        """End what was started."""


def ingest(
    sources: list[str], output: str, *, cores: int | None = None, dask: str = "", limits: Limits = USUAL,
    tell: Callable[[Progressed], None] = lambda _: None,
) -> Ingested:  # fmt: skip
    """Read the sources into a table; what is there already is not read again."""
    path = Path(output)
    if path.suffix not in SUFFIXES:
        raise bad_option(f"no table of the kind '{path.suffix[:20]}'", "write -o NAME.sqlite or -o NAME.parquet")
    if path.suffix == ".parquet":
        locked([]).close()  # what it lacks is told before the reading, which may take hours
    working = path if path.suffix != ".parquet" else path.with_name(path.name + UNFINISHED)
    files = files_of(sources, besides=[path, working, working.with_name(working.name + "-journal")])
    if not files:
        raise bad_option("there is no file in the sources", "name a folder that holds opinions")
    with closing(Table(working)) as table, closing(_readers(cores, dask, limits)) as readers:
        before = table.counts().opinions
        run = _Run(table, readers, Progress(size_of(files)), tell)
        run.over(shards(files, run.progress))
        table.drop(shard for shard, digest in table.of_sources(set(files.values())).items() if digest not in run.seen)
        found = Ingested(table.counts(), run.read, run.there, before, tuple(islice(table.aside(), MOST_ASIDE)))
        if path.suffix == ".parquet":
            to_parquet(table, path)
    if working != path:
        working.unlink()
    return found


class _Run:
    """One run over shards: a few are ahead of those being read, and each is written as soon as it has been read."""

    def __init__(self, table: Table, readers: Readers, progress: Progress, tell: Callable[[Progressed], None]) -> None:
        self.table, self.readers, self.progress, self.tell = table, readers, progress, tell
        self.seen: set[str] = set()
        self.read = self.there = 0
        self._opinions = self._aside = 0
        self._since, self._from = monotonic(), 0.0
        self._share = 0.0
        self._waiting: dict[Future[Rows], tuple[Shard, str, float]] = {}

    def over(self, found: Iterator[Shard]) -> None:
        """Read every shard that the table does not have."""
        done = self.table.done()
        try:
            for shard in found:
                digest = shard.digest
                self.seen.add(digest)
                if digest in done:
                    self.there += 1
                    self._from = self._share = self.progress.share
                    continue
                self._waiting[self.readers.submit(shard)] = shard, digest, self.progress.share
                while len(self._waiting) >= self.readers.width * AHEAD:
                    self._written()
            while self._waiting:
                self._written()
        except BaseException:
            for future in self._waiting:
                future.cancel()
            raise

    def _written(self) -> None:
        """Write what has been read, once something has."""
        for future in wait(self._waiting, return_when=FIRST_COMPLETED).done:
            shard, digest, share = self._waiting.pop(future)
            self._share = max(self._share, share)
            rows = future.result()
            self.table.add(shard.source, shard.number, digest, rows)
            self.read += 1
            self._opinions += len(rows["opinions"])
            self._aside += len(rows["set_aside"])
        self.tell(Progressed(self._share, self._opinions, self._aside, self._left()))

    def _left(self) -> float | None:
        """Seconds still to go, by what this run has done; None while that says nothing."""
        share, took = self._share - self._from, monotonic() - self._since
        return took / share * (1 - self._share) if share > 0.01 and took > 2 else None


def _readers(cores: int | None, dask: str, limits: Limits) -> Readers:
    return Cluster(dask, limits) if dask else Here(cores or available_cores(), limits)


def available_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Here:
    """Readers on this machine: a process for each core."""

    def __init__(self, cores: int, limits: Limits) -> None:
        self.width = cores
        self._limits = limits
        self._idle: list[Reader] = []
        self._all: list[Reader] = []
        self._lock = Lock()
        self._threads = ThreadPoolExecutor(cores)

    def submit(self, shard: Shard) -> Future[Rows]:
        """Have a shard read by a process that is idle."""
        return self._threads.submit(self._read, shard)

    def _read(self, shard: Shard) -> Rows:
        with self._lock:
            reader = self._idle.pop() if self._idle else Reader(self._limits)
            self._all = [*(one for one in self._all if one is not reader), reader]
        try:
            return reader.read(shard)
        finally:
            with self._lock:
                self._idle.append(reader)

    def close(self) -> None:
        """End the processes."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for reader in self._all:
            reader.stop()
        self._threads.shutdown()
        for reader in self._all:
            reader.close()


class Cluster:
    """Readers on a dask cluster. A shard whose worker is lost is read again by another, and counted once."""

    def __init__(self, address: str, limits: Limits) -> None:
        try:
            from distributed import Client as _Client

            connect: Any = _Client
        except ImportError:
            raise MissingExtra("corpora", "reading on a dask cluster") from None
        try:
            self._client = connect(address, timeout=CLUSTER_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            what = f"no dask cluster answers at '{address[:100]}': {str(error)[:100]}"
            raise bad_option(what, "write --dask tcp://HOST:8786, as the scheduler prints it") from None
        self._limits = limits
        self.width = max(sum(self._client.nthreads().values()), 1)

    def submit(self, shard: Shard) -> Future[Rows]:
        """Have a shard read by a worker."""
        there = self._client.submit(read_there, packed(shard), self._limits, pure=False, retries=5)
        here: Future[Rows] = Future()
        here.set_running_or_notify_cancel()
        there.add_done_callback(lambda done: _passed_on(done, here))
        return here

    def close(self) -> None:
        """Leave the cluster."""
        self._client.close()


def _passed_on(done: Any, here: Future[Rows]) -> None:
    """The outcome of a task of the cluster as that of a future of ours."""
    try:
        # a result that is lost with its worker is made again: it is waited for
        here.set_result(done.result())
    except (MissingExtra, BadInput) as error:
        here.set_exception(error)
    except (Exception, CancelledError) as error:  # whatever a cluster fails by is told
        what = f"the cluster could not read a shard: {type(error).__name__}"
        remedy = "see that each worker has afortiori with the extra 'opinions', and run it again: it goes on where it stopped"
        here.set_exception(BadInput([Problem("", 0, what, remedy)]))
