"""How often precedent speaks of a case left out: on the whole, through issues, and against counting (theory 6, 12)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from samples import table

import afortiori
from afortiori.casebase import Law, Options, read_as, with_issues
from afortiori.coverage import Coverage, coverage_of
from afortiori.precedent import own_facts
from literature.field import PACKS, Case, Score, ibp, line, others

LAW = Options(None, "2026-11-24")


@cache
def by_model(pack: str) -> dict[str, Coverage]:
    """The coverage of a pack, by model."""
    opened = afortiori.open_pack(pack)
    return {row.model: row for row in coverage_of(opened.base, LAW, opened.readings)}


@pytest.mark.parametrize(
    ("pack", "cases", "whole", "issues", "counting"),
    [("adult-interdependent-relationship", 28, 17, 19, 26), ("trade-secrets", 32, 13, 13, 30)],
)
def test_precedent_speaks_and_is_never_wrong(pack: str, cases: int, whole: int, issues: int, counting: int) -> None:
    """Each model speaks as often as the literature's figures say, never wrongly; counting speaks more and may be wrong."""
    found = by_model(pack)
    result, either, baseline = found["result model"], found["result model, and issues"], found["counting (not law)"]
    assert (cases, whole, 0) == (result.cases, result.spoken, result.wrong)
    assert (issues, 0) == (either.spoken, either.wrong)
    assert counting == baseline.right


def test_ibp_issues_and_dimensions_speak_oftener_and_are_never_wrong() -> None:
    """IBP's issues, two dimensions and attributed losses: 22 of 32, against 13 on the whole case, and 20 in a prototype."""
    row = by_model("trade-secrets")["result model, and issues, read as 'ibp'"]
    assert (32, 22, ()) == (row.cases, row.spoken, row.departs)


def test_the_adf_departs_from_two_of_the_32() -> None:
    """The ADF's conditions alone decide all 32, Mason and Space Aero against their real outcomes."""
    row = by_model("trade-secrets")["the rules of 'adf' alone"]
    assert (32, ("mason-v-jack-daniel-1987", "space-aero-v-darling-1965")) == (row.spoken, row.departs)


@pytest.mark.parametrize(
    ("case", "side"),
    [
        ("keeble-v-hickeringill-1707", "P"),
        ("pierson-v-post-1805", "D"),
        ("young-v-hichens-1844", "D"),
        ("ghen-v-rich-1881", "P"),
        ("popov-v-hayashi-2002", None),
    ],
)
def test_the_adf_on_the_wild_animals(case: str, side: str | None) -> None:
    """The ADF's conditions give each of the five as it was decided, and neither side in Popov."""
    pack = afortiori.open_pack("wild-animals")
    read = read_as(pack.base, next(reading for reading in pack.readings if reading.id == "adf"))
    here = own_facts(read.doctrine, read.precedent(case))
    assert side == with_issues(Law(read, LAW), here).side


@pytest.mark.parametrize("pack", ["adult-interdependent-relationship", "trade-secrets"])
def test_moved_outcomes_bring_silence_or_error(pack: str) -> None:
    """With the outcomes moved to other cases a model speaks less or is wrong: what is right is not built in."""
    for model, row in by_model(pack).items():
        if row.spoken == row.cases:
            continue  # what always speaks does not rest on the outcomes
        assert len(row.shuffled) == 5, model
        assert all(right < row.right for _, right in row.shuffled), model


@pytest.mark.parametrize("pack", PACKS)
def test_the_comparison_with_the_field_says_what_is_measured(pack: str) -> None:
    """Each row of the page's tables is what its method gives today: ours by coverage, the others by their definitions."""
    page = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "comparison.md"
    section = page.read_text(encoding="utf-8").partition(f"### {pack}\n")[2].partition("\n#")[0]
    own = [Score(row.model, row.cases, row.spoken, row.right) for row in by_model(pack).values()]
    assert [line(score) for score in [*own, *others(pack)]] == [
        row for row in section.splitlines() if row.startswith("| ") and " of " in row
    ]


def test_ibp_predicts_as_openlcbr_says() -> None:
    """K & G goes for the plaintiff on openlcbr's other ten cases, National Rejectors explained away. openlcbr's README."""
    rows = table("literature/cato-trade-secrets/cases_openlcbr_11.csv")
    cases = {row["id"]: Case(frozenset(row["factors"].split()), row["outcome"]) for row in rows}
    others_of = [case for id, case in cases.items() if id != "KG"]
    assert (11, "P") == (len(cases), ibp(others_of, cases["KG"].factors))
