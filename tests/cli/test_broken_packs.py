"""One broken pack among several: what the others hold is answered, and the broken one is told of."""

from __future__ import annotations

from pathlib import Path

import pytest
from packs.writing import DOCTRINE, pack, write

from afortiori.cli import main

Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of packs: a sound one and one whose doctrine has a fault on its first line."""
    pack(tmp_path)
    write(tmp_path / "broken", {"doctrine.yaml": DOCTRINE.replace("name: Liability", "nmae: Liability", 1)})
    monkeypatch.setenv("AFORTIORI_PACKS", str(tmp_path))
    return tmp_path


def test_a_name_in_a_sound_pack_is_shown(broken: Path, capsys: Capsys) -> None:
    """It is shown, and standard error tells which pack was not searched."""
    assert main(["show", "elder"]) == 0
    told = capsys.readouterr()
    assert "Elder v. Keeper" in told.out
    assert f"{broken / 'broken'}/doctrine.yaml:" in told.err
    assert "its pack was not searched; run 'afortiori check'" in told.err


def test_a_name_in_no_sound_pack_is_told_with_the_faults(broken: Path, capsys: Capsys) -> None:
    """It may stand in the broken pack: so the faults are told, and that no other has it."""
    assert main(["show", "nobody"]) == 2
    told = capsys.readouterr().err
    assert "unknown key 'nmae'" in told
    assert "no pack that can be read has 'nobody'" in told


def test_the_packs_that_can_be_read_are_listed(broken: Path, capsys: Capsys) -> None:
    """``list`` lists them, and tells of the other."""
    assert main(["list"]) == 0
    told = capsys.readouterr()
    assert "duty-to-protect" in told.out
    assert "its pack was not searched" in told.err


def test_a_claim_that_names_a_case_of_a_sound_pack_is_answered(broken: Path, capsys: Capsys) -> None:
    """Which pack is meant is found among those that can be read."""
    assert main(["claim", "holds", "elder", "--side", "liable", "--forum", "ca9"]) == 0
    assert "TRUE" in capsys.readouterr().out
