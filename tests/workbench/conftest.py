"""What the tests of the workbench share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from afortiori.store.cabinet.opening import cabinet_at
from workbench.firm import Firm
from workbench.opening import Bench


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
