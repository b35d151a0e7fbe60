"""Reading on a dask cluster: the same rows, and a worker that is killed in the middle loses nothing and repeats nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import sleep
from typing import Any

import pytest

import afortiori
from afortiori.errors import BadInput
from afortiori.store.corpora.ingesting import Progressed, ingest
from afortiori.store.corpora.table import Table
from corpora.opinions import lines, opinion, tables

ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(afortiori.__file__).parents[1])}
SCHEDULER = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
WORKER = ("distributed.cli.dask_worker", "--host", "127.0.0.1", "--no-nanny", "--nthreads", "1", "--no-dashboard")


@contextmanager
def started(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of dask's, ended at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def address(told: Path) -> str:
    """Where a scheduler that has just started listens, by the file in which it says so."""
    for _ in range(600):
        with suppress(OSError, ValueError):
            return str(json.loads(told.read_text())["address"])
        sleep(0.1)
    raise AssertionError("the scheduler has not started")


def two_are_there(at: str) -> None:
    """Wait until two workers have come."""
    from distributed import Client

    connect: Any = Client
    with connect(at, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)


def test_a_worker_killed_after_its_first_shard_loses_nothing_and_repeats_nothing(tmp_path: Path) -> None:
    """Two workers read; one is killed once a shard is done. The table holds the rows that one machine gives, each once."""
    source = tmp_path / "a.jsonl"
    source.write_bytes(lines([opinion(n) | {"html": "x" * 60_000} for n in range(60)]))
    here = ingest([str(source)], str(tmp_path / "here.sqlite"), cores=1)
    killed: list[int] = []
    with started(*SCHEDULER, "--scheduler-file", str(tmp_path / "at")):
        at = address(tmp_path / "at")
        with (
            started(*WORKER, at, "--local-directory", str(tmp_path / "one")),
            started(*WORKER, at, "--local-directory", str(tmp_path / "two")) as second,
        ):
            two_are_there(at)

            def kill(_: Progressed) -> None:
                if not killed:
                    os.kill(second.pid, signal.SIGKILL)
                    killed.append(second.wait())

            there = ingest([str(source)], str(tmp_path / "there.sqlite"), dask=at, tell=kill)
    assert [-signal.SIGKILL] == killed
    assert (here.read, 0) == (there.read, there.there)
    assert here.read > 5
    with closing(Table(tmp_path / "here.sqlite")) as one, closing(Table(tmp_path / "there.sqlite")) as other:
        assert tables(one) == tables(other)


def test_a_cluster_that_is_not_there_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address at which nobody answers is a problem with its remedy."""
    monkeypatch.setattr("afortiori.store.corpora.ingesting.CLUSTER_SECONDS", 1)
    (tmp_path / "a.jsonl").write_bytes(lines([opinion(1)]))
    with pytest.raises(BadInput, match="no dask cluster answers"):
        ingest([str(tmp_path / "a.jsonl")], str(tmp_path / "t.sqlite"), dask="tcp://127.0.0.1:9")
