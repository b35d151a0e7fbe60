"""Proposals: sentences that may state a value, decided by a person, accepted into a case file with anchor and page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cli.running import run
from samples import DATA

from afortiori.answers.proposing import Sought, accept, propose, recall
from afortiori.errors import BadInput
from afortiori.store.library import open_pack
from afortiori.store.pack import load_case
from afortiori.store.proposing.sheet import read_sheet
from proposing.opinions import CASE, TEXT, folder

PACK = "duty-to-protect"
SERVED = "it was served on her husband"


def listed(opinion: str, *factors: str) -> list[dict[str, Any]]:
    """The proposals for an opinion, as data."""
    found = propose(Sought(opinion, PACK, factors=factors)).data["proposals"]
    assert isinstance(found, list)
    return found


def number(opinion: str, factor: str, words: str) -> str:
    """The number of the proposal for a factor whose sentence has these words."""
    [one] = [one for one in listed(opinion) if one["factor"] == factor and words in one["quotation"]]
    return str(one["number"])


def test_a_proposal_is_a_sentence_with_its_page_its_part_and_a_reason(tmp_path: Path) -> None:
    """The sentence stands in the opinion at its offsets; the page is the last mark before it; the words it shares are named."""
    opinion, _ = folder(tmp_path)
    first = listed(opinion, "restraining_order")[0]
    assert (11, "majority", "Alder", "words") == tuple(first[key] for key in ("page", "part", "author", "by"))
    assert "served" == first["levels"][0]
    assert SERVED in TEXT[first["start"] : first["end"]]
    assert "restraining" in first["reason"]
    assert ["dissent"] == [one["part"] for one in listed(opinion, "assurance") if "promised" in one["quotation"]]


def test_no_more_sentences_are_proposed_than_asked_for(tmp_path: Path) -> None:
    """The number bounds the sentences, not the factors of each."""
    opinion, _ = folder(tmp_path)
    found = propose(Sought(opinion, PACK, sentences=2)).data["proposals"]
    assert 2 == len({one["start"] for one in found})


def test_an_accepted_level_goes_into_the_case_with_quotation_page_and_anchor(tmp_path: Path) -> None:
    """The value is read back as verified and high; every other line of the file stays as it was."""
    opinion, case = folder(tmp_path)
    chosen = number(opinion, "restraining_order", SERVED)
    told = accept(Sought(opinion, PACK), case, chosen=[f"{chosen}=served"])
    assert ["7 F.9d at 11"] == [one["source"] for one in told.data["accepted"]]
    [precedent] = load_case(Path(case), open_pack(PACK))
    [value] = precedent.values
    assert ("restraining_order", "served", "high") == (value.factor, value.level, value.confidence)
    assert value.anchor is not None
    assert ("verified", "11") == (value.anchor.state, value.anchor.page)
    assert SERVED in value.quotation
    now = Path(case).read_text(encoding="utf-8").splitlines()
    assert [line.replace("facts: {}", "facts:") for line in CASE.splitlines()] == [
        line for line in now if line in CASE or line == "facts:"
    ]


def test_a_value_stated_only_in_a_dissent_says_so(tmp_path: Path) -> None:
    """The source of what a dissent states names the dissent."""
    opinion, case = folder(tmp_path)
    told = accept(
        Sought(opinion, PACK), case, chosen=[f"{number(opinion, 'assurance', 'promised')}=specific_promise_relied_on"]
    )
    assert ["7 F.9d at 12, dissent (Birch)"] == [one["source"] for one in told.data["accepted"]]


@pytest.mark.parametrize(
    "facts",
    [
        "facts:\n  custody:\n    value: none\n    source: x\n    confidence: high\n",
        "facts:\n    custody: {value: none, source: x, confidence: high}\n    # a comment\n",
        "facts: ~\n",
        "",
    ],
)
def test_facts_are_found_however_they_are_written(tmp_path: Path, facts: str) -> None:
    """A block of facts at any indent, an empty one and none take a new value, and keep those they have."""
    opinion, case = folder(tmp_path, CASE.replace("facts: {}\n", facts))
    accept(Sought(opinion, PACK), case, chosen=[f"{number(opinion, 'restraining_order', SERVED)}=served"])
    [precedent] = load_case(Path(case), open_pack(PACK))
    held = {"custody"} if "custody" in facts else set()
    assert {"restraining_order", *held} == {value.factor for value in precedent.values}


def test_a_value_that_is_there_is_replaced_only_where_that_is_asked(tmp_path: Path) -> None:
    """Without --replace the file stays as it is; with it the old value goes, and nothing else."""
    before = CASE.replace(
        "facts: {}",
        "facts:\n  restraining_order:\n    value: none\n    source: x\n    confidence: high\n  custody: {value: none, source: x, confidence: high}",
    )
    opinion, case = folder(tmp_path, before)
    chosen = [f"{number(opinion, 'restraining_order', SERVED)}=served"]
    with pytest.raises(BadInput, match="has a value already"):
        accept(Sought(opinion, PACK), case, chosen=chosen)
    assert before == Path(case).read_text(encoding="utf-8")
    accept(Sought(opinion, PACK), case, chosen=chosen, replace=True)
    [precedent] = load_case(Path(case), open_pack(PACK))
    assert {"restraining_order": "served", "custody": "none"} == {
        value.factor: value.level for value in precedent.values
    }


def test_what_would_spoil_the_case_is_not_written(tmp_path: Path) -> None:
    """Facts in braces, an opinion that lies elsewhere, no such proposal, no such level: the file stays as it was."""
    braces = CASE.replace("facts: {}", "facts: {custody: {value: none, source: x, confidence: high}}")
    opinion, case = folder(tmp_path, braces)
    chosen = number(opinion, "restraining_order", SERVED)
    elsewhere = tmp_path / "cases" / "deep" / "deeper"
    elsewhere.mkdir(parents=True)
    other = elsewhere / "other.yaml"
    other.write_text(CASE)
    for into, accepted in (
        (case, f"{chosen}=served"),
        (str(other), f"{chosen}=served"),
        (case, "99a=served"),
        (case, f"{chosen}=nonsense"),
    ):
        with pytest.raises(BadInput):
            accept(Sought(opinion, PACK), into, chosen=[accepted])
    assert braces == Path(case).read_text(encoding="utf-8")
    assert CASE == other.read_text()


def decided(sheet: Path, *decisions: tuple[str, str, str]) -> None:
    """Write decisions on a sheet: factor, words of the quotation, decision."""
    lines, factor, quotation = sheet.read_text(encoding="utf-8").splitlines(), "", ""
    for index, line in enumerate(lines):
        factor = line.partition(":")[2].strip(' "') if line.startswith("  - factor:") else factor
        quotation = line if line.strip().startswith("quotation:") else quotation
        for wanted, words, decision in decisions:
            if line.strip() == "decision:" and factor == wanted and words in quotation:
                lines[index] = f"{line} {decision}"
    sheet.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_sheet_is_decided_by_a_person_and_keeps_what_was_decided(tmp_path: Path) -> None:
    """What is accepted goes into the case once; what is refused goes nowhere; both stay decided when the sheet is written anew."""
    opinion, case = folder(tmp_path)
    sheet = tmp_path / "sheet.yaml"
    sought = Sought(opinion, PACK)
    propose(sought, sheet=str(sheet))
    decided(sheet, ("restraining_order", SERVED, "served"), ("percipience", "not there", "refused"))
    told = accept(sought, case, decided=str(sheet))
    assert (["restraining_order"], 1) == ([one["factor"] for one in told.data["accepted"]], told.data["refused"])
    once = Path(case).read_text(encoding="utf-8")
    assert 1 == accept(sought, case, decided=str(sheet)).data["there_already"]
    assert once == Path(case).read_text(encoding="utf-8")
    propose(Sought(opinion, PACK, sentences=1), sheet=str(sheet))
    entries, _ = read_sheet(str(sheet), open_pack(PACK).doctrine)
    assert {("restraining_order", "served"), ("percipience", "refused")} == {
        (one.factor, one.decision) for one in entries if one.decision
    }


def test_a_quotation_shortened_by_hand_must_still_stand_there(tmp_path: Path) -> None:
    """Words of the opinion may be fewer; other words are refused with the nearest passage, and nothing is written."""
    opinion, case = folder(tmp_path)
    head = f"doctrine: {PACK}\nproposals:\n  - factor: restraining_order\n    decision: served\n    quotation: "
    (tmp_path / "short.yaml").write_text(head + "it was served on her husband in November\n")
    (tmp_path / "wrong.yaml").write_text(head + "it was never served on her husband by anybody\n")
    with pytest.raises(BadInput, match="does not stand in it"):
        accept(Sought(opinion, PACK), case, decided=str(tmp_path / "wrong.yaml"))
    assert CASE == Path(case).read_text(encoding="utf-8")
    told = accept(Sought(opinion, PACK), case, decided=str(tmp_path / "short.yaml"))
    assert ["it was served on her husband in November"] == [one["quotation"] for one in told.data["accepted"]]


@pytest.mark.parametrize(
    "text",
    ["[]", "doctrine: wild-animals\nproposals: []", f"doctrine: {PACK}\nproposals:\n  - {{factor: nonsense, quotation: x}}",
     f"doctrine: {PACK}\nproposals:\n  - {{factor: custody, quotation: x, decision: nonsense}}", f"doctrine: {PACK}\nproposals: [1, {{}}]"],
)  # fmt: skip
def test_a_sheet_that_cannot_be_used_is_refused_with_its_line(tmp_path: Path, text: str) -> None:
    """Every fault of a sheet has its line."""
    opinion, case = folder(tmp_path)
    (tmp_path / "sheet.yaml").write_text(text)
    with pytest.raises(BadInput) as bad:
        accept(Sought(opinion, PACK), case, decided=str(tmp_path / "sheet.yaml"))
    assert all(problem.line for problem in bad.value.problems)


def test_recall_on_the_seeds_own_coded_facts() -> None:
    """Of the facts coded from the seed at least four in five are among twenty sentences, each for its factor."""
    seed = DATA.parent / "seed" / "dissent.txt"
    if not seed.is_file():
        pytest.skip("the shared seed is absent")
    told = recall(Sought(str(seed), PACK), str(Path(__file__).with_name("seed.yaml")))
    [at] = [row for row in told.data["recall"] if row["sentences"] == 20]
    assert 28 == told.data["facts"]
    assert at["recall"] >= 0.8


def test_a_coded_case_measures_recall_too(tmp_path: Path) -> None:
    """The quotations of a case file are coded facts; one that does not stand in the opinion is a fault."""
    opinion, case = folder(tmp_path)
    accept(Sought(opinion, PACK), case, chosen=[f"{number(opinion, 'restraining_order', SERVED)}=served"])
    assert [1, 1, 1] == [row["found"] for row in recall(Sought(opinion, PACK), case).data["recall"]]
    Path(case).write_text(
        Path(case).read_text(encoding="utf-8").replace("served on her husband", "thrown at her husband"),
        encoding="utf-8",
    )
    with pytest.raises(BadInput, match="does not stand in"):
        recall(Sought(opinion, PACK), case)


def test_the_command_from_a_proposal_to_a_checked_case(tmp_path: Path) -> None:
    """List, accept, check: as a lawyer runs them."""
    folder(tmp_path)
    common = ("propose", "opinions/elm.txt", "--doctrine", PACK, "--factor", "restraining_order", "--sentences", "1")
    shown = run(*common, cwd=tmp_path)
    assert (0, "") == (shown.status, shown.err)
    assert "1a. restraining_order (likely served" in shown.out
    taken = run(*common, "--accept", "1a=served", "--into", "cases/elm-v-oak-2000.yaml", cwd=tmp_path)
    assert 0 == taken.status
    checked = run("check", "cases/elm-v-oak-2000.yaml", "--doctrine", PACK, cwd=tmp_path)
    assert (0, True) == (checked.status, "1 verified" in checked.out)
    for wrong in (
        ("--accept", "1a=served"),
        ("--into", "x.yaml"),
        ("--endpoint", "http://127.0.0.1:1"),
        ("--sentences", "0"),
        ("--replace",),
    ):
        assert 2 == run(*common, *wrong, cwd=tmp_path).status
