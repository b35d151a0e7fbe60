"""What the tests of the workbench share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.opening import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A workbench with somebody signed in."""
    bench = Bench(tmp_path / "data")
    yield bench
    bench.cabinet.close()
