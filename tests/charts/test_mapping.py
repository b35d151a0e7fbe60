"""The mapping file: what is proposed reads back as itself, what is edited is followed, what is wrong is named with its line."""

from __future__ import annotations

import pytest

from afortiori.errors import BadInput
from afortiori.store import charts
from afortiori.store.charts.mapping import mapping_of, mapping_text
from charts.sheets import ROWS, as_csv, levels

GUESSED = [["Case", "Outcome", "Warned"], ["A v. B", "P", "yes"], ["C v. D", "D", "no"], ["E v. F", "P", "yes"]]


@pytest.mark.parametrize("rows", [ROWS, GUESSED])
def test_a_proposed_mapping_reads_back_as_itself(rows: list[list[str]]) -> None:
    """Text and value are one."""
    proposal = charts.propose(as_csv(rows), "chart.csv")
    assert proposal.mapping == mapping_of(proposal.text.encode(), "mapping.yaml")
    assert proposal.text == mapping_text(mapping_of(proposal.text.encode(), "mapping.yaml"))


def test_an_edit_is_followed() -> None:
    """Another meaning of a mark, another side, a column left out."""
    data = as_csv(ROWS)
    text = charts.propose(data, "chart.csv").text
    text = text.replace('"yes": present', '"yes": absent').replace(
        "holds: factor, factor: custody}", "holds: left out}"
    )
    found = charts.imported(data, "chart.csv", text)
    assert {"warned": "absent"} == levels(found, "doe-v-roe")


def test_a_side_that_was_guessed_is_said_until_it_is_confirmed() -> None:
    """The doctrine carries the doubt; without the line 'proposed' it carries none."""
    data = as_csv(GUESSED)
    proposal = charts.propose(data, "chart.csv")
    factor = proposal.mapping.factors["warned"]
    assert ("plaintiff", "found in 2 of 2 cases for plaintiff, in 0 of 1 for defendant") == (
        factor.favours,
        factor.proposed,
    )
    assert charts.pack_of("x", proposal.imported).doctrine.unverified.endswith("nobody has confirmed it: Warned")
    confirmed = "\n".join(line for line in proposal.text.split("\n") if "proposed:" not in line)
    pack = charts.pack_of("x", charts.imported(data, "chart.csv", confirmed))
    assert ("", "plaintiff") == (pack.doctrine.unverified, pack.doctrine.factor("warned").side)


def test_no_side_is_guessed_where_the_outcomes_do_not_show_one() -> None:
    """A factor as common among either side's cases favours nobody until the user says it."""
    rows = [["Case", "Outcome", "Warned"], ["A v. B", "P", "yes"], ["C v. D", "D", "yes"]]
    assert "nobody" == charts.propose(as_csv(rows), "chart.csv").mapping.factors["warned"].favours


def test_a_heading_names_its_side_in_the_charts_own_word() -> None:
    """'Warned (seller)' favours the seller, whose outcome the chart writes so, and the factor is 'Warned'; '(often)' is a name."""
    rows = [["Case", "Outcome", "Warned (seller)", "Hurt (often)"], ["A v. B", "Seller", "yes", "no"], ["C v. D", "Buyer", "no", "yes"]]  # fmt: skip
    factors = charts.propose(as_csv(rows), "chart.csv").mapping.factors
    assert [("warned", "Warned", "seller", ""), ("hurt-often", "Hurt (often)", "buyer")] == [
        (factors["warned"].id, factors["warned"].name, factors["warned"].favours, factors["warned"].proposed),
        (factors["hurt-often"].id, factors["hurt-often"].name, factors["hurt-often"].favours),
    ]


FAULTS = [
    ('header: "1"', "header: one", "'one' is no row"),
    ("holds: outcome", "holds: outcom", "'holds' cannot be 'outcom'; did you mean 'outcome'?"),
    ("favours: plaintiff", "favours: plaintif", "unknown side 'plaintif'; did you mean 'plaintiff'?"),
    ('"yes": present', '"yes": presnt', "unknown level 'presnt'; did you mean 'present'?"),
    ("  A: {", "  A1: {", "'A1' is no column"),
    ("Plaintiff: plaintiff", "Plaintiff: plain", "unknown side 'plain'"),
    ("blank: not discussed", "blank: no", "'blank' cannot be 'no'"),
    ("factor: custody}", "factor: custdy}", "unknown factor 'custdy'; did you mean 'custody'?"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "what"), FAULTS, ids=[wrong for _, wrong, _ in FAULTS])
def test_a_fault_is_named_with_its_line_and_its_remedy(right: str, wrong: str, what: str) -> None:
    """As in every other file that users write."""
    text = charts.propose(as_csv(ROWS), "chart.csv").text
    assert right in text
    with pytest.raises(BadInput) as caught:
        mapping_of(text.replace(right, wrong, 1).encode(), "mapping.yaml")
    problem = next(problem for problem in caught.value.problems if what in str(problem))
    line = 1 + text[: text.index(right)].count("\n")
    assert ("mapping.yaml", True) == (problem.file, problem.line == line)


def test_a_mapping_for_another_chart_is_refused() -> None:
    """Columns that have other names are not read as if they had not."""
    text = charts.propose(as_csv(ROWS), "chart.csv").text
    moved = [["Style", *row[1:]] if i == 0 else row for i, row in enumerate(ROWS)]
    with pytest.raises(BadInput, match="the column mapped as 'Case' is named 'Style'"):
        charts.imported(as_csv(moved), "chart.csv", text)
