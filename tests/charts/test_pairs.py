"""Two dates and two coders: what differs, how far they agree, and the verdicts that hang on it."""

from __future__ import annotations

from math import isclose
from pathlib import Path
from shutil import copytree

import pytest

from afortiori.errors import BadInput
from afortiori.memo.blocks import Paragraph, plain
from afortiori.memo.told import Told
from afortiori.store.charts.agreeing import alpha, kappa
from afortiori.store.charts.questions import Two, agree, diff
from afortiori.store.library import pack_folders
from charts.sheets import ALPHA, DOE, GAMMA, HEAD, as_csv

TODAY = "2026-11-25"
OURS = ["In re Client", "", "", "", "", "yes", "no"]


@pytest.fixture
def old(tmp_path: Path) -> str:
    """A chart with one's own case in it."""
    return saved(tmp_path / "old.csv", [HEAD, DOE, ALPHA, GAMMA, OURS])


def saved(path: Path, rows: list[list[str]]) -> str:
    """A chart in a file."""
    path.write_bytes(as_csv(rows))
    return str(path)


def told_diff(old: str, new: str) -> Told:
    """What differs."""
    return diff(Two(old, new), today=TODAY)


def test_a_chart_does_not_differ_from_itself_in_another_order(old: str, tmp_path: Path) -> None:
    """Neither the order of rows nor that of columns counts."""
    turned = [list(reversed(row)) for row in (HEAD, GAMMA, OURS, ALPHA, DOE)]
    data = told_diff(old, saved(tmp_path / "new.csv", turned)).data
    assert ([], [], {}, []) == (data["came"], data["went"], data["changed"], data["verdicts"])


def test_which_cases_came_went_and_changed(old: str, tmp_path: Path) -> None:
    """Each by its id; a change by its column, with both words."""
    new = saved(
        tmp_path / "new.csv",
        [HEAD, [*DOE[:6], "yes"], GAMMA, ["New v. Old", "1 F.3d 1", "1st Cir.", "1997", "Defendant", "no", "no"]],
    )
    data = told_diff(old, new).data
    assert (["new-v-old"], ["alpha-v-beta"]) == (data["came"], data["went"])
    assert {"doe-v-roe": [{"what": "Custody", "before": "absent", "after": "present"}]} == data["changed"]


def test_which_verdicts_it_changes(old: str, tmp_path: Path) -> None:
    """Without the one case that Doe's facts followed from, nothing compels an answer to one's own case any more."""
    new = saved(tmp_path / "new.csv", [HEAD, [*DOE[:4], "Defendant", *DOE[5:]], ALPHA, OURS])
    data = told_diff(old, new).data
    assert ("forced for plaintiff", "open") == next(
        (v["before"], v["after"]) for v in data["verdicts"] if v["facts_of"] == "in-re-client"
    )


def test_a_case_is_the_same_by_its_citation(old: str, tmp_path: Path) -> None:
    """Though its style has changed."""
    new = saved(tmp_path / "new.csv", [HEAD, ["Doe v. City of Roe", *DOE[1:]], ALPHA, GAMMA, OURS])
    data = told_diff(old, new).data
    assert ([], [], ["Case"]) == (data["came"], data["went"], [c["what"] for c in data["changed"]["doe-v-city-of-roe"]])


def test_an_export_does_not_differ_from_its_pack(tmp_path: Path) -> None:
    """A pack against a chart of it."""
    from afortiori.answers import export_chart

    export_chart("wild-animals", str(tmp_path / "wild.xlsx"))
    data = told_diff("wild-animals", str(tmp_path / "wild.xlsx")).data
    assert ([], [], {}, []) == (data["came"], data["went"], data["changed"], data["verdicts"])


def test_bases_of_two_doctrines_are_refused() -> None:
    """Their cells do not speak of the same things."""
    with pytest.raises(BadInput, match="the two bases have different factors"):
        told_diff("wild-animals", "trade-secrets")


def test_two_coders_their_agreement_and_what_hangs_on_a_cell(tmp_path: Path) -> None:
    """The disputed cell is named with both places, and so is the verdict that it turns."""
    first = saved(tmp_path / "anna.csv", [HEAD, DOE, ALPHA, OURS])
    second = saved(tmp_path / "ben.csv", [HEAD, [*DOE[:5], "no", "no"], ALPHA, OURS])
    data = agree(Two(first, second), today=TODAY).data
    warned = next(a for a in data["agreement"] if a["factor"] == "warned")
    assert (2, 1, 0.5) == (warned["cases"], warned["alike"], warned["raw"])
    [cell] = data["disputed"]
    assert ("doe-v-roe", "warned", "present", "absent", ["anna.csv, F2", "ben.csv, F2"]) == (
        cell["case"], cell["factor"], cell["first"], cell["second"], cell["places"],
    )  # fmt: skip
    assert [("in-re-client", "forced for plaintiff", "open")] == [
        (v["facts_of"], v["before"], v["after"]) for v in cell["verdicts"]
    ]


def test_coders_may_differ_on_what_a_reason_rests_on(tmp_path: Path) -> None:
    """Whichever of the two comes first, the reason keeps what the other's level still satisfies, and the figures are told."""
    file = "balistreri-v-pacifica-ca9-1988.yaml"
    other = tmp_path / "cases"
    copytree(pack_folders()["duty-to-protect"] / "cases", other)
    text = (other / file).read_text(encoding="utf-8")
    weaker = text.replace("    value: violation_alleged", "    value: issued").replace(
        "      restraining_order: served", "      restraining_order: issued"
    )
    (other / file).write_text(weaker, encoding="utf-8")
    for first, second in (("duty-to-protect", str(other)), (str(other), "duty-to-protect")):
        data = agree(Two(first, second, doctrine="duty-to-protect"), today=TODAY).data
        assert ["restraining_order"] == [cell["factor"] for cell in data["disputed"]]


def test_coders_who_agree_have_nothing_in_dispute(old: str) -> None:
    """Kappa and alpha are one where values vary; nothing hangs on anything."""
    data = agree(Two(old, old), today=TODAY).data
    assert ([], []) == (data["disputed"], data["verdicts"])
    assert {(1.0, 1.0)} == {(a["kappa"], a["alpha"]) for a in data["agreement"]}


def test_silence_is_a_value_and_disputed_another(tmp_path: Path) -> None:
    """Whether an opinion speaks of a factor is a question of coding too."""
    first = saved(tmp_path / "a.csv", [HEAD, [*DOE[:5], "yes", ""], ALPHA])
    second = saved(tmp_path / "b.csv", [HEAD, [*DOE[:5], "disputed", "no"], ALPHA])
    data = agree(Two(first, second), today=TODAY).data
    assert [("warned", "present", "disputed"), ("custody", "not discussed", "absent")] == [
        (c["factor"], c["first"], c["second"]) for c in data["disputed"]
    ]


def test_a_column_that_one_coder_lacks_is_no_coding(tmp_path: Path) -> None:
    """It is named, and neither counted as agreement nor in dispute; no verdict hangs on it."""
    first = saved(tmp_path / "a.csv", [[*HEAD, "Fled (D)"], [*DOE, "yes"], [*ALPHA, "no"], [*OURS, "no"]])
    second = saved(tmp_path / "b.csv", [[*HEAD, "Armed (P)"], [*DOE, "no"], [*ALPHA, "yes"], [*OURS, "yes"]])
    told = agree(Two(first, second), today=TODAY)
    data = told.data
    assert (["fled"], ["armed"]) == (data["columns_only_first"], data["columns_only_second"])
    assert ["outcome", "warned", "custody"] == [a["factor"] for a in data["agreement"]]
    assert ([], []) == (data["disputed"], data["verdicts"])
    said = [plain(block.text) for block in told.blocks if isinstance(block, Paragraph)]
    assert {
        "A column only in a.csv, left out of the figures: Fled.",
        "A column only in b.csv, left out of the figures: Armed.",
    } <= {text.replace(f"{tmp_path}/", "") for text in said}


def test_factors_that_neither_chart_has_are_left_out(tmp_path: Path) -> None:
    """Read onto a pack, two charts agree on no factor of which neither has a column."""
    rows = [["Case", "Court", "Year", "Outcome", "malice"], ["A v. B", "Queen's Bench", "1800", "P", "yes"]]
    name = saved(tmp_path / "a.csv", rows)
    data = agree(Two(name, name, "wild-animals"), today=TODAY).data
    assert ["outcome", "malice"] == [a["factor"] for a in data["agreement"]]


def test_cohens_kappa_on_a_textbook_table() -> None:
    """Twenty both yes, fifteen both no, five and ten apart: 0.4."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert isclose(0.4, kappa(pairs) or 0)


def test_alpha_is_as_its_definition_reckons_it() -> None:
    """One less observed over expected disagreement, by the coincidences of values (Krippendorff 2004, chapter 11)."""
    pairs = [("a", "a"), ("b", "b"), ("b", "b"), ("c", "c"), ("a", "b"), ("c", "b")]
    values = [value for pair in pairs for value in pair]
    total = len(values)
    observed = sum(2 * (a != b) for a, b in pairs) / total
    expected = sum(values.count(v) * (total - values.count(v)) for v in set(values)) / (total * (total - 1))
    assert isclose(1 - observed / expected, alpha(pairs) or 0)


@pytest.mark.parametrize("pairs", [[], [("y", "y")] * 9])
def test_nothing_is_said_of_chance_where_nothing_varies(pairs: list[tuple[str, str]]) -> None:
    """One value throughout is no measure of agreement."""
    assert (None, None) == (kappa(pairs), alpha(pairs))
