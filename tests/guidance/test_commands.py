"""The commands that guide: each answers, fits a terminal, gives its JSON, and changes no file."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Any
from xml.etree import ElementTree

import pytest
from cli.running import steering, too_wide

from afortiori.cli import main
from afortiori.store.library import BUILT_IN

PACK = BUILT_IN / "duty-to-protect"
LAW = ["doctrine", "forum", "as_of", "model"]
ABOUT = ["matter", *LAW]
CLAIM = ["claim", "answer", "why", "cases", "binding", "counterexamples", "support", "nearest"]
NOW = ["verdict", "side"]
BALISTRERI = "balistreri-v-pacifica-ca9-1988"
AT = "--forum ca9 --as-of 1988-08-24"
AGENCY = [*LAW, "nothing", "together", "complete", "alone", "responses"]
GUIDE = [*LAW, "rules", "notes", "settled", "unreached", "combinations", "splits", "splits_left_out"]

# Each command with the keys of its answer as JSON.
COMMANDS = [
    ("routes balistreri --for duty", [*ABOUT, *NOW, "for", "routes", "persuasive_routes", "ask"]),
    ("routes balistreri-facts-unknown --for duty", [*ABOUT, *NOW, "for", "routes", "persuasive_routes", "ask"]),
    ("routes balistreri-facts-unknown --for no-duty", [*ABOUT, *NOW, "for", "routes", "persuasive_routes", "ask"]),
    ("routes mason-before-discovery --for P", [*ABOUT, *NOW, "for", "routes", "persuasive_routes", "ask"]),
    ("thresholds balistreri", [*ABOUT, *NOW, "thresholds"]),
    ("thresholds complaints-no-order --over complaint_count,complaint_quality", [*ABOUT, *NOW, "thresholds"]),
    ("hypotheticals wild-animals/popov --for D", [*ABOUT, *NOW, "for", "hypotheticals", "complete", "probes"]),
    (
        "hypotheticals balistreri --for duty --as-of 1988-08-24",
        [*ABOUT, *NOW, "for", "hypotheticals", "complete", "probes"],
    ),
    ("hypotheticals popov --for P", [*ABOUT, *NOW, "for", "hypotheticals", "complete", "probes"]),
    ("rationales balistreri --for no-duty", [*ABOUT, *NOW, "for", "rationales", "complete"]),
    ("rationales balistreri --for no-duty --as-of 1988-08-24", [*ABOUT, *NOW, "for", "rationales", "complete"]),
    ("rationales balistreri-facts-unknown --for no-duty", [*ABOUT, *NOW, "for", "rationales", "complete"]),
    ("timeline balistreri --as-of 2026-11-23", [*ABOUT, "timeline"]),
    ("claim no-case --holding duty --suffices restraining_order=issued " + AT, [*LAW, *CLAIM]),
    ("claim no-case --holding duty --where restraining_order=issued " + AT, [*LAW, *CLAIM]),
    ("claim holds escamilla-v-santa-ana-1986 --side no-duty --where imminence=brewing " + AT, [*LAW, *CLAIM]),
    ("claim on-point balistreri --sharing restraining_order=issued --side no-duty", [*ABOUT, *CLAIM]),
    ("claim a-fortiori escamilla-v-santa-ana-1986 balistreri", [*ABOUT, *CLAIM]),
    ("claim considered custody assurance " + AT, [*LAW, *CLAIM]),
    (f"compare {BALISTRERI}", ["case", "citation", "facts", "opinions", "supposed", "readings"]),
    ("stronger balistreri complaints-no-order proven-violation --for duty", ["for", "pairs"]),
    (f"impact {BALISTRERI} --forum ca9 --as-of 1988-08-24", ["case", "as_of", "matters", "day_after"]),
    ("guide duty-to-protect --forum ca9 --as-of 1988-08-24", GUIDE),
    ("guide wild-animals --forum any", GUIDE),
    ("guide duty-to-protect --forum ca9 --as-of 1988-08-24 --for-agency", AGENCY),
]
IDS = [command[:60] for command, _ in COMMANDS]


def ran(command: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """A command's status, its answer, and what it said of faults."""
    status = main(command.split())
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def answered(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The answer to a command that has one."""
    status, out, err = ran(command, capsys)
    assert (0, "") == (status, err)
    return out


@pytest.mark.parametrize("command", [command for command, _ in COMMANDS], ids=IDS)
def test_the_answer_fits_a_terminal(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The text is not empty, fits 80 columns and holds nothing that could steer a terminal."""
    out = answered(command, capsys)
    assert out.strip()
    assert ([], []) == (too_wide(out), steering(out))


@pytest.mark.parametrize(("command", "keys"), COMMANDS, ids=IDS)
def test_the_answer_as_json_has_its_keys(command: str, keys: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """With --json the answer parses, and has just the keys of its command."""
    assert keys == list(json.loads(answered(f"{command} --json", capsys)))


def told(command: str, capsys: pytest.CaptureFixture[str]) -> Any:
    """A command's answer as data."""
    return json.loads(answered(f"{command} --json", capsys))


def test_the_parts_of_the_answers_have_their_keys(capsys: pytest.CaptureFixture[str]) -> None:
    """Routes, steps, questions, table entries, changes, moments, near cases and matters each have their keys."""
    routes = told("routes balistreri-facts-unknown --for duty", capsys)
    assert ["authorities", "steps", "unless"] == list(routes["routes"][0])
    assert ["factor", "admits", "excludes"] == list(routes["routes"][0]["steps"][0])
    assert ["factor", "levels", "fewest", "routes"] == list(routes["ask"][0])
    [threshold] = told("thresholds balistreri --as-of 1988-08-24 --over restraining_order", capsys)["thresholds"]
    assert ["factors", "changes", "table", "complete"] == list(threshold)
    assert ["levels", "verdict", "side", "by"] == list(threshold["table"][0])
    hypothetical = told("hypotheticals balistreri --for no-duty --as-of 1988-08-24", capsys)["hypotheticals"][0]
    assert ["changes", "turning_out", "by"] == list(hypothetical)
    assert ["factor", "before", "after", "steps"] == list(hypothetical["changes"][0])
    moment = told("timeline balistreri", capsys)["timeline"][0]
    keys = ["day", "date", "event", "facts", "decided", "taken_away", "verdict", "side", "by", "changed"]
    assert keys == list(moment)
    near = told(f"claim no-case --holding duty --suffices restraining_order=issued {AT}", capsys)["nearest"][0]
    assert ["case", "citation", "side", "lacks", "silent", "why", "rests_also_on"] == list(near)
    matter = told(f"impact {BALISTRERI} balistreri --as-of 1988-08-24", capsys)["matters"][0]
    assert ["matter", "before", "after", "changed"] == list(matter)


def test_impact_tells_what_balistreri_changed(capsys: pytest.CaptureFixture[str]) -> None:
    """The day after, the ruling changes the answer as pleaded and with a proven violation, and not without an order."""
    changed = {m["matter"]: m["changed"] for m in told(f"impact {BALISTRERI} {AT}", capsys)["matters"]}
    assert {"balistreri": True, "proven-violation": True, "complaints-no-order": False}.items() <= changed.items()


def test_impact_is_told_of_the_day_after_and_of_now(capsys: pytest.CaptureFixture[str]) -> None:
    """With no day asked for, both days are told: DeShaney changed the law of 1989, and by now others hold what it did."""
    impact = told("impact deshaney-v-winnebago-1989 complaints-no-order", capsys)
    [then], [now] = impact["day_after"]["matters"], impact["matters"]
    assert ("1989-02-23", True, False) == (impact["day_after"]["as_of"], then["changed"], now["changed"])
    assert {"verdict": "forced", "side": "no-duty"} == then["after"] == now["after"]


def test_a_pack_without_matters_has_none_to_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Asked of a pack without a matter, the command says what to name."""
    copytree(BUILT_IN / "wild-animals", tmp_path / "animals", ignore=ignore_patterns("matters", "questions", "memos"))
    assert main(["impact", "pierson-v-post-1805", "--doctrine", str(tmp_path / "animals"), "--forum", "any"]) == 2
    assert "has no matters; name the files of the matters" in capsys.readouterr().err


def test_what_is_forced_already_is_not_called_a_search_cut_short(capsys: pytest.CaptureFixture[str]) -> None:
    """Where the side is compelled already, no change is needed, and nothing was left out."""
    found = told("hypotheticals balistreri --for duty --as-of 1988-08-24", capsys)
    assert ([[]], True) == ([h["changes"] for h in found["hypotheticals"]], found["complete"])
    assert "stopped at its bound" not in answered("hypotheticals balistreri --for duty --as-of 1988-08-24", capsys)


def test_no_rationale_is_called_compelled_only_where_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    """Where the verdict still depends on unknown facts, the answer does not say that a precedent compels it."""
    depends = answered("rationales balistreri-facts-unknown --for no-duty", capsys)
    forced = answered("rationales balistreri --for no-duty --as-of 1988-08-24", capsys)
    said = "on these facts what binds compels duty"
    assert [False, True] == [said in " ".join(text.split()) for text in (depends, forced)]


@pytest.mark.parametrize(
    "command",
    ["timeline balistreri --as-of 2026-11-23", "stronger balistreri complaints-no-order lynch-mob --for duty"],
)
def test_a_picture_is_well_formed(command: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """With -o a picture is written as well: XML with a title, a description, and every name in it; the text is the same."""
    picture = tmp_path / "picture.svg"
    assert answered(command, capsys) == answered(f"{command} -o {picture}", capsys)
    root = ElementTree.fromstring(picture.read_text(encoding="utf-8"))
    inside = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert ("svg", True, True) == (root.tag.rpartition("}")[2], "title" in inside, "desc" in inside)
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert sorted(set(ids)) == sorted(ids)
    assert [picture.name] == [file.name for file in tmp_path.iterdir()]


MISSPELT = [
    ("routes balistreri --for dutty", "duty"),
    ("hypotheticals balistreri --for no-dutty", "no-duty"),
    ("rationales balistreri --for dutty", "duty"),
    ("thresholds balistreri --over complaint_cuont", "complaint_count"),
    ("timeline balistrery", "balistreri"),
    ("stronger balistreri complaints-no-order --for dutty", "duty"),
    ("stronger balistreri complaint-no-order --for duty", "complaints-no-order"),
    ("claim no-case --holding dutty --suffices restraining_order=issued " + AT, "duty"),
    ("claim no-case --holding duty --suffices restraining_order=isued " + AT, "issued"),
    (
        "claim no-case --holding duty --where restraning_order=issued --doctrine duty-to-protect " + AT,
        "restraining_order",
    ),
    ("claim considered custdy --doctrine duty-to-protect " + AT, "custody"),
    ("claim on-point balistreri --sharing restraning_order=issued", "restraining_order"),
    ("claim on-point balistreri --sharing restraining_order=issued --side dutty", "duty"),
    ("claim holds escamilla-v-santa-ana-1986 --side dutty " + AT, "duty"),
    ("compare balistreri-v-pacifica-ca9-1989 --doctrine duty-to-protect", "balistreri-v-pacifica-ca9-19"),
    ("impact balistreri-v-pacifica-ca9-1989 --doctrine duty-to-protect", "balistreri-v-pacifica-ca9-19"),
    ("guide duty-to-protekt --forum ca9", "duty-to-protect"),
    ("routes balistreri --for duty --without escamilla-v-santa-ana-1987", "escamilla-v-santa-ana-1986"),
    ("routes balistreri --for duty --reading order-isued", "order-issued"),
]


@pytest.mark.parametrize(("command", "meant"), MISSPELT, ids=[command[:60] for command, _ in MISSPELT])
def test_a_misspelt_name_is_told_with_what_was_meant(
    command: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bad side, factor, level, matter, case, pack or reading: status 2, no answer, and the nearest name."""
    status, out, err = ran(command, capsys)
    assert (2, "") == (status, out)
    assert f"did you mean '{meant}" in err


# The commands that are tested elsewhere, so that each is run by the test that follows.
OTHERS = [
    "decide balistreri",
    "decide popov --json",
    f"decide balistreri --adopt {BALISTRERI}:dissent --as-of 1988-08-24",
    "memo balistreri",
    "lattice balistreri",
    "argue balistreri --for duty",
    "coverage wild-animals --forum any",
    "audit wild-animals --forum any",
    "effect balistreri --for duty",
    "check wild-animals",
    "list",
    f"show {BALISTRERI}",
]


def digests(folder: Path) -> dict[str, str]:
    """A digest of every file of a folder."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_no_command_changes_a_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After every command the packs are as they were, and nothing was written where it ran."""
    monkeypatch.chdir(tmp_path)
    before = digests(BUILT_IN)
    for command in (*(command for command, _ in COMMANDS), *OTHERS):
        answered(command, capsys)
    assert before == digests(BUILT_IN)
    assert [] == list(tmp_path.iterdir())
    assert (PACK / "doctrine.yaml").is_file()
