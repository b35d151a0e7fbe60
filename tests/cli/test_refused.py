"""Options that cannot apply are refused, never ignored; those that can, hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from packs.writing import ELDER, YOUNGER, pack, write

from afortiori.cli import main

Capsys = pytest.CaptureFixture[str]
CASE = "balistreri-v-pacifica-ca9-1988"


@pytest.mark.parametrize(
    "command",
    [
        "guide duty-to-protect --forum ca9",
        "guide duty-to-protect --forum ca9 --for-agency",
        "coverage wild-animals --forum any",
        f"compare {CASE}",
        f"claim holds {CASE} --side duty --forum ca9",
        "claim considered custody --forum ca9",
        "claim no-case --holding duty --where custody=former --forum ca9",
    ],
)
def test_a_fact_cannot_be_set_where_no_matter_is_asked_about(command: str, capsys: Capsys) -> None:
    """``--set`` is refused, and nothing is answered."""
    assert main([*command.split(), "--set", "custody=former"]) == 2
    told = capsys.readouterr()
    assert ("", True) == (told.out, "--set has nothing to set" in told.err)


@pytest.mark.parametrize("command", ["compare younger", "impact elder"])
def test_another_base_is_asked(command: str, tmp_path: Path, capsys: Capsys) -> None:
    """``--base`` holds: the cases of that folder are asked instead of the pack's own."""
    own = str(pack(tmp_path))
    sides = ELDER.replace("holding: liable", "holding: free").replace("outcome: liable", "outcome: free")
    changed = sides.replace("reason: {warned: present}", "reason: {fence: hedge}")
    write(tmp_path / "other" / "cases", {"elder.yaml": changed, "younger.yaml": YOUNGER})
    arguments = [*command.split(), "--doctrine", own, "--forum", "ca9", "--as-of", "1990-01-01", "--no-rules", "--json"]
    assert main(arguments) == 0
    before = json.loads(capsys.readouterr().out)
    assert main([*arguments, "--base", str(tmp_path / "other")]) == 0
    after = json.loads(capsys.readouterr().out)
    assert before != after


def test_a_base_without_the_case_is_told(tmp_path: Path, capsys: Capsys) -> None:
    """A case that the base asked does not hold is unknown there."""
    own = str(pack(tmp_path))
    write(tmp_path / "other" / "cases", {"elder.yaml": ELDER})
    assert main(["compare", "younger", "--doctrine", own, "--base", str(tmp_path / "other")]) == 2
    assert "unknown case 'younger'" in capsys.readouterr().err
