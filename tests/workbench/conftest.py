"""What the tests of the workbench share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from afortiori.store.cabinet.opening import cabinet_at
from workbench.firm import Firm
from workbench.opening import Bench


@pytest.fixture(scope="session", autouse=True)
def _one_loop() -> Iterator[None]:
    """All clients ask in one loop: by themselves they start one, with its threads, for each request."""
    from anyio.from_thread import start_blocking_portal
    from starlette.testclient import TestClient

    with start_blocking_portal() as portal, pytest.MonkeyPatch.context() as patched:
        patched.setattr(TestClient, "portal", portal)
        yield


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A workbench with somebody signed in."""
    bench = Bench(tmp_path / "data")
    yield bench
    bench.cabinet.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def firm(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Firm]:
    """A workbench that is shared: every test holds whatever keeps its matters."""
    database = request.getfixturevalue("postgresql").database() if request.param == "postgresql" else ""
    cabinet = cabinet_at(tmp_path / "data", database)
    yield Firm(tmp_path / "data", cabinet)
    cabinet.close()
