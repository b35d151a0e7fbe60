"""Faults in several files, told together; files that clash; formulas too large to be spelt out."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from counting import counted
from packs.writing import DOCTRINE, ELDER, YOUNGER, changed, faults, pack


def test_all_faults_at_once_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    """Faults of meaning in every kind of file are told together."""
    folder = pack(
        tmp_path,
        {
            **changed("doctrine.yaml", ("favours: nobody", "favours: somebody"), ("parent: control", "parent: contol")),
            **changed("cases/elder.yaml", ("court: scotus", "court: scotsu"), ("value: hedge", "value: hege")),
            **changed("cases/younger.yaml", ("decided: 1985", "decided: 1985-02-30")),
            **changed("matters/goat.yaml", ("forum: ca9", "forum: ca9th"), ("fence: hedge", "fence: ledge")),
        },
    )
    expected = [
        "pack/cases/elder.yaml:3: unknown court 'scotsu'; did you mean 'scotus'?",
        "pack/cases/elder.yaml:9: unknown level 'hege' of factor 'fence'; did you mean 'hedge'?",
        "pack/cases/younger.yaml:4: '1985-02-30' is no date; write 1988-08-23, 1988-08 or 1988",
        "pack/doctrine.yaml:15: unknown issue 'contol'; did you mean 'control'?",
        "pack/doctrine.yaml:29: unknown side 'somebody'; write one of: liable, free, nobody",
        "pack/matters/goat.yaml:3: unknown court 'ca9th'; did you mean 'ca9'?",
        "pack/matters/goat.yaml:7: unknown level 'ledge' of factor 'fence'; did you mean 'hedge'?",
    ]
    assert expected == faults(folder)


def test_faults_of_form_do_not_hide_faults_of_meaning(tmp_path: Path) -> None:
    """A file that is no YAML, one with a misspelt key and one with an unknown level are told together."""
    folder = pack(
        tmp_path,
        {
            "cases/another.yaml": "a: b: c",
            **changed("cases/younger.yaml", ("cites:", "citse:"), ("court: ca9", "court:")),
            **changed("matters/goat.yaml", ("fence: hedge", "fence: ledge")),
        },
    )
    expected = [
        "pack/cases/another.yaml:1: not YAML: mapping values are not allowed here; "
        "check the indentation, colons and quotes here",
        "pack/cases/younger.yaml:1: 'court' is missing; write 'court: ...'",
        "pack/cases/younger.yaml:13: unknown key 'citse'; did you mean 'cites'?",
        "pack/matters/goat.yaml:7: unknown level 'ledge' of factor 'fence'; did you mean 'hedge'?",
    ]
    assert expected == faults(folder)


def test_a_fault_in_a_file_makes_its_case_no_stranger(tmp_path: Path) -> None:
    """A case with a misspelt word is told once: who refers to it is not at fault."""
    folder = pack(tmp_path, changed("cases/elder.yaml", ("bench: unknown", "bench: pannel")))
    expected = ["pack/cases/elder.yaml:5: 'bench' cannot be 'pannel'; did you mean 'panel'?"]
    assert expected == faults(folder)


@pytest.mark.parametrize(
    ("case", "problem"),
    [
        (("bench: unknown", "bench: pannel"), "5: 'bench' cannot be 'pannel'; did you mean 'panel'?"),
        (
            ("decided: 1980-05-01", "decided: 1980-15-01"),
            "4: '1980-15-01' is no date; write 1988-08-23, 1988-08 or 1988",
        ),
        (("value: hedge", "value: hege"), "9: unknown level 'hege' of factor 'fence'; did you mean 'hedge'?"),
    ],
    ids=["form", "date", "level"],
)
def test_a_fault_in_a_case_hides_none_in_the_questions_and_the_readings(
    tmp_path: Path, case: tuple[str, str], problem: str
) -> None:
    """What a question or a reading names is checked though a case has a fault; that case is no stranger to them."""
    reading = "readings:\n  r: {text: r, values: {elder: {distance: near}, eldr: {distance: near}}}\ncourts:\n"
    folder = pack(
        tmp_path,
        {
            **changed("cases/elder.yaml", case),
            **changed("doctrine.yaml", ("courts:\n", reading)),
            **changed("questions/own.yaml", ("matter: goat", "matter: gaot"), ("side: liable", "by: [elder, eldr]")),
        },
    )
    expected = [
        f"pack/cases/elder.yaml:{problem}",
        "pack/doctrine.yaml:41: unknown case 'eldr'; did you mean 'elder'?",
        "pack/questions/own.yaml:3: 'Does the keeper of the goat answer?': unknown matter 'gaot'; did you mean 'goat'?",
        "pack/questions/own.yaml:6: 'Does the keeper of the goat answer?': unknown case or rule 'eldr'; did you mean 'elder'?",
    ]
    assert expected == faults(folder)


def test_a_file_that_cannot_be_read_hides_no_fault(tmp_path: Path) -> None:
    """Files that cannot be read are told together with the faults of those that can."""
    folder = pack(tmp_path, changed("cases/younger.yaml", ("court: ca9", "court: ca99")))
    for name in ("a", "b"):
        (folder / "cases" / f"{name}.yaml").mkdir()
    expected = [
        "pack/cases/a.yaml: cannot be read: a folder; name a YAML file",
        "pack/cases/b.yaml: cannot be read: a folder; name a YAML file",
        "pack/cases/younger.yaml:3: unknown court 'ca99'; did you mean 'ca9'?",
    ]
    assert expected == faults(folder)


def test_two_files_with_one_id(tmp_path: Path) -> None:
    """elder.yaml and elder.yml are one case twice; so with matters and the doctrine."""
    folder = pack(tmp_path, {"cases/elder.yml": ELDER, "matters/goat.yml": "title: x", "doctrine.yml": DOCTRINE})
    expected = [
        "pack/cases/elder.yml: a second file for the case 'elder'; keep one of the two",
        "pack/doctrine.yml: a second file for the doctrine 'pack'; keep one of the two",
        "pack/matters/goat.yml: a second file for the matter 'goat'; keep one of the two",
    ]
    assert expected == faults(folder)


@pytest.mark.parametrize("name", ["a#b", "a\u202eb", "a\u200bb"])
def test_a_file_name_that_cannot_be_an_id(tmp_path: Path, name: str) -> None:
    """'#' parts a case from its holding; what cannot be printed cannot be typed."""
    told = "".join(c if c.isprintable() else "\ufffd" for c in name)
    problem = f"pack/cases/{told}.yaml: its name cannot be an id; use letters, digits and hyphens"
    assert [problem] == faults(pack(tmp_path, {f"cases/{name}.yaml": ELDER}))


def test_files_that_are_no_part_of_a_pack_are_left_alone(tmp_path: Path) -> None:
    """Hidden files, notes and other folders are not read."""
    folder = pack(tmp_path, {"cases/.elder.yaml": "[", "cases/notes.txt": "[", "drafts/a.yaml": "[", "README.md": "["})
    assert not faults(folder)


def with_rule(formula: str) -> dict[str, str]:
    """The doctrine, its rule resting on another formula."""
    return changed("doctrine.yaml", ("{any: [{warned: present}, {not: {fence: wall}}]}", formula))


def nested(depth: int) -> str:
    """A formula that is small as it is written, and grows sevenfold with each level when it is spelt out."""
    part = "{any: [" + ", ".join(["{warned: present}"] * 7) + "]}"
    whole = part
    for _ in range(depth):
        whole = f"{{all: [{part}, {whole}]}}"
    return whole


LARGE = {
    "twenty of forty alike": "{at least: {count: 20, of: [" + ", ".join(["{warned: present}"] * 40) + "]}}",
    "twenty of forty denied": "{not: {at least: {count: 20, of: [" + ", ".join(["{fence: wall}"] * 40) + "]}}}",
    "all of any of all": nested(8),
    "ten of twenty": "{at least: {count: 10, of: [" + ", ".join(["{fence: hedge}", "{warned: present}"] * 10) + "]}}",
}


@pytest.mark.parametrize("formula", LARGE.values(), ids=LARGE)
def test_a_formula_too_large_to_be_spelt_out(tmp_path: Path, formula: str) -> None:
    """A formula with more than a thousand alternatives is refused before they are counted out one by one."""
    expected = "pack/doctrine.yaml:32: a rule's formula has more than 1000 alternatives; split the rule"
    folder = pack(tmp_path, with_rule(formula))
    found, calls = counted(lambda: faults(folder))
    assert [expected] == found
    assert calls < 1_000_000


SMALL = {
    "any of forty": "{any: [" + ", ".join(["{warned: present}"] * 40) + "]}",
    "all of forty": "{all: [" + ", ".join(["{warned: present}"] * 40) + "]}",
    "thirty-nine of forty": "{at least: {count: 39, of: [" + ", ".join(["{warned: present}"] * 40) + "]}}",
    "not not": "{not: {not: {warned: present}}}",
}


@pytest.mark.parametrize("formula", SMALL.values(), ids=SMALL)
def test_a_formula_of_few_alternatives_may_be_long(tmp_path: Path, formula: str) -> None:
    """What is refused is the number of alternatives, not the length."""
    assert not faults(pack(tmp_path, with_rule(formula)))


def test_a_count_of_five_thousand_digits(tmp_path: Path) -> None:
    """A number that Python itself would refuse to read is a wrong count."""
    formula = "{at least: {count: " + "9" * 5000 + ", of: [{warned: present}]}}"
    expected = "its count is not between 1 and the number of its parts; write a list with enough parts"
    assert [f"pack/doctrine.yaml:35: {expected}"] == faults(pack(tmp_path, with_rule(formula)))


def test_many_levels_in_a_written_order_are_closed(tmp_path: Path) -> None:
    """Orders of sixty-four levels, written as pairs for ten factors, are taken in."""
    levels = [f"l{i}" for i in range(64)]
    pairs = ", ".join(f"[{a}, {b}]" for a, b in pairwise(levels))
    factors = "".join(
        f"  f{i}: {{name: F, definition: f, favours: free, levels: [{', '.join(levels)}], order: [{pairs}]}}\n"
        for i in range(10)
    )
    folder = pack(tmp_path, changed("doctrine.yaml", ("rules:\n", factors + "rules:\n")))
    found, calls = counted(lambda: faults(folder))
    assert not found
    assert calls < 1_600_000


def test_thousands_of_faults_are_each_told(tmp_path: Path) -> None:
    """A file of nothing but unknown names is told name by name, the thousandth for no more work than the first."""

    def told(many: int) -> int:
        facts = "".join(f"  unheard-of-{i}: present\n" for i in range(many))
        folder = pack(tmp_path / str(many), changed("matters/goat.yaml", ("  fence: hedge\n", facts)))
        found, calls = counted(lambda: faults(folder))
        assert len(found) == many
        return calls

    assert told(2_000) - told(1_000) < 1_500 * 1_000


def test_a_history_that_leads_in_a_circle_between_two_cases_is_no_fault(tmp_path: Path) -> None:
    """Each of two cases may be an event in the other's history: a case and its decision on rehearing cite each other."""
    elder = ELDER + "history:\n  - {event: followed, by: younger, date: 1986, source: 2 F.2d 2}\n"
    assert not faults(pack(tmp_path, {"cases/elder.yaml": elder, "cases/younger.yaml": YOUNGER}))
