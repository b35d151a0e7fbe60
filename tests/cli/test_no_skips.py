"""In CI no test is skipped: under AFORTIORI_NO_SKIPS a skip is a failure, with its reason."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).parents[1] / "conftest.py"
TESTS = """\
import pytest

def test_passes():
    pass

def test_skips():
    pytest.skip("no sample here")

@pytest.mark.skip(reason="by a mark")
def test_marked():
    pass

@pytest.fixture
def missing():
    pytest.skip("by a fixture")

def test_fixture(missing):
    pass

@pytest.mark.xfail(reason="known")
def test_known():
    assert False
"""
MODULE = """\
import pytest
pytest.importorskip("nothing_of_this_name")

def test_never():
    pass
"""


@pytest.mark.parametrize(
    ("no_skips", "told"), [("", "1 passed, 4 skipped, 1 xfailed"), ("1", "1 failed, 1 passed, 1 xfailed, 3 errors")]
)
def test_a_skip_is_a_failure_where_none_is_allowed(tmp_path: Path, no_skips: str, told: str) -> None:
    """Skips by a call, a mark, a fixture or a whole module fail; an expected failure does not."""
    shutil.copy(CONFTEST, tmp_path / "conftest.py")
    (tmp_path / "test_some.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / "test_module.py").write_text(MODULE, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "no:cacheprovider",
            "-rfE",
            "--continue-on-collection-errors",
            str(tmp_path),
        ],
        cwd=tmp_path,
        env=os.environ | {"AFORTIORI_NO_SKIPS": no_skips, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert told in ran.stdout
    assert ran.returncode == (1 if no_skips else 0)
    for reason in ("no sample here", "by a mark", "by a fixture", "nothing_of_this_name"):
        assert not no_skips or reason in ran.stdout
