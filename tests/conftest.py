"""What every test stands on: a cache of its own session, no packs but the built-in ones, no silent skips in CI; and what is collected."""

from __future__ import annotations

import gc
import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from _pytest.doctest import DoctestModule

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from postgresql import Server


@pytest.hookimpl(wrapper=True)
def pytest_collect_file() -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Examples in docstrings are those of ``src``: in the tests' own nobody looks for any, which takes seconds."""
    return [found for found in (yield) if not isinstance(found, DoctestModule)]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests that share a browser, a server or a database come first, so that one worker has them all and makes each once."""
    items.sort(key=lambda item: "tests/workbench/" not in item.nodeid)


def pytest_collection_finish() -> None:
    """What is collected stays: the collector of garbage need not go through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(1_000_000, 20, 100)


def pytest_sessionfinish() -> None:
    """What is unreachable is told of now; what is left need not be gone through again each of the times that pytest looks for more."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def session_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which packs are compiled once for the whole session, by whichever worker needs them first."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "cache"
    shared.mkdir(exist_ok=True)
    return shared


@pytest.fixture(autouse=True)
def _own_surroundings(session_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the user's cache, or finds the user's packs."""
    monkeypatch.setenv("AFORTIORI_CACHE", str(session_cache))
    monkeypatch.delenv("AFORTIORI_PACKS", raising=False)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A server of PostgreSQL for the session."""
    from postgresql import served

    with served() as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for the module: a session's would hold the loop that others want to run in."""
    from access import chromium

    with chromium() as browser:
        yield browser


def _no_skips() -> bool:
    return bool(os.environ.get("AFORTIORI_NO_SKIPS"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under AFORTIORI_NO_SKIPS a skipped test has failed, for the reason of its skip."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and _no_skips():
        report.outcome = "failed"
        report.longrepr = f"skipped, and AFORTIORI_NO_SKIPS is set: {_reason(report.longrepr)}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole module that is skipped while it is collected."""
    report = yield
    if report.skipped and _no_skips():
        report.outcome = "failed"
        report.longrepr = f"skipped, and AFORTIORI_NO_SKIPS is set: {_reason(report.longrepr)}"
    return report


def _reason(longrepr: object) -> str:
    return str(longrepr[2]) if isinstance(longrepr, tuple) else str(longrepr)
