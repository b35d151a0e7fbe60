"""From a chart to a folder: two commands to a verdict, again without a question, never over a person's work."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cli.running import run

from afortiori.errors import BadInput
from afortiori.store.charts.bringing import Brought, Wish, bring
from afortiori.store.pack import load_pack
from charts.sheets import ALPHA, DOE, GAMMA, HEAD, ROWS, as_csv

STRANGERS = [
    "Case,Outcome,Warned,Custody\nDoe v. Roe,Plaintiff,yes,yes\nAlpha v. Beta,Defendant,no,yes\nGamma v. Delta,Plaintiff,yes,no\n",
    "case;result;warned?;in custody\nDoe v Roe;P;Y;N\nA v B;D;N;N\nC v D;P;Y;Y\n",
    "Style,Yr,Ct,Who won,Told him,Ran\nDoe v. Roe,1990,9th Cir.,plaintiff,x,\nA v. B,1991,9th Cir.,defendant,,x\nC v. D,1992,9th Cir.,plaintiff,x,\n",
]


@pytest.mark.parametrize("chart", STRANGERS)
def test_a_strangers_chart_goes_to_a_verdict_in_two_commands(chart: str, tmp_path: Path) -> None:
    """The second command is the one that the first prints; its answer says what was guessed."""
    (tmp_path / "chart.csv").write_text(chart)
    first = run("import", "chart.csv", "-o", "mybase", cwd=tmp_path)
    printed = " ".join(first.out.split())
    command = re.search(r"Next: afortiori (decide \S+(?: --set \S+)+)", printed)
    assert (0, "", True) == (first.status, first.err, command is not None), first.out
    assert command is not None
    second = run(*command[1].split(), cwd=tmp_path)
    assert (0, True, True) == (
        second.status,
        "FORCED for plaintiff" in second.out,
        "UNVERIFIED: which side" in " ".join(second.out.split()),
    ), second.out
    assert 0 == run("check", "mybase", cwd=tmp_path).status


def brought(folder: Path, rows: list[list[str]], *, replace: bool = False) -> Brought:
    """A chart imported into a folder's base."""
    (folder / "chart.csv").write_bytes(as_csv(rows))
    return bring(str(folder / "chart.csv"), Wish(output=str(folder / "base"), replace=replace))


def held(folder: Path) -> list[str]:
    """The files of the base."""
    return sorted(path.relative_to(folder / "base").as_posix() for path in (folder / "base").rglob("*.yaml"))


def test_an_import_writes_a_pack_that_passes_the_check(tmp_path: Path) -> None:
    """Doctrine, cases, mapping, a matter to start from."""
    brought(tmp_path, ROWS)
    assert [
        "cases/alpha-v-beta.yaml", "cases/doe-v-roe.yaml", "cases/gamma-v-delta.yaml", "doctrine.yaml", "mapping.yaml",
        "matters/new-matter.yaml",
    ] == held(tmp_path)  # fmt: skip
    pack = load_pack(tmp_path / "base")
    assert (3, ["new-matter"]) == (len(pack.base), list(pack.matters))


def test_it_is_imported_again_unattended(tmp_path: Path) -> None:
    """The edited mapping is followed; what the chart lost is deleted, and what is as it was stays."""
    brought(tmp_path, ROWS)
    mapping = tmp_path / "base" / "mapping.yaml"
    mapping.write_text(mapping.read_text().replace("name: chart", "name: My doctrine"))
    again = brought(tmp_path, [HEAD, DOE, [*ALPHA[:4], "Plaintiff", *ALPHA[5:]]])
    pack = load_pack(tmp_path / "base")
    assert ("My doctrine", ["alpha-v-beta", "doe-v-roe"]) == (pack.doctrine.name, [p.id for p in pack.base])
    assert "My doctrine" in mapping.read_text()
    assert "1 deleted" in " ".join(again.done)


def test_an_edited_case_is_not_overwritten(tmp_path: Path) -> None:
    """It is named, nothing is written, and --replace is what loses the edit."""
    brought(tmp_path, ROWS)
    case = tmp_path / "base" / "cases" / "doe-v-roe.yaml"
    case.write_text(case.read_text() + "summary: My own words.\n")
    with pytest.raises(BadInput, match=r"doe-v-roe\.yaml: edited since it was imported"):
        brought(tmp_path, [HEAD, DOE, ALPHA])
    assert ("cases/gamma-v-delta.yaml" in held(tmp_path), True) == (True, "My own words" in case.read_text())
    brought(tmp_path, [HEAD, DOE, ALPHA], replace=True)
    assert "My own words" not in case.read_text()


def test_a_matter_is_never_touched(tmp_path: Path) -> None:
    """What the user wrote of her matter stays through every import."""
    brought(tmp_path, ROWS)
    matter = tmp_path / "base" / "matters" / "new-matter.yaml"
    matter.write_text(matter.read_text().replace("warned: unknown", "warned: present"))
    brought(tmp_path, [HEAD, DOE, ALPHA], replace=True)
    assert "warned: present" in matter.read_text()


def test_a_folder_that_no_import_wrote_is_refused(tmp_path: Path) -> None:
    """Nothing of it is touched."""
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "mine.txt").write_text("mine")
    with pytest.raises(BadInput, match="was not written by an import"):
        brought(tmp_path, ROWS)
    assert ["mine.txt"] == [path.name for path in (tmp_path / "base").iterdir()]


def test_a_record_of_files_cannot_make_an_import_delete_others(tmp_path: Path) -> None:
    """Only files that an import writes are ever deleted, whatever the folder's record says."""
    brought(tmp_path, ROWS)
    outside = tmp_path / "mine.yaml"
    outside.write_text("mine")
    record = tmp_path / "base" / ".imported.json"
    record.write_text(json.dumps(json.loads(record.read_text()) | {"../mine.yaml": "x", "cases/../../mine.yaml": "x"}))
    brought(tmp_path, [HEAD, DOE, ALPHA])
    assert "mine" == outside.read_text()


def test_without_a_folder_nothing_is_written(tmp_path: Path) -> None:
    """The chart is shown as it would be read."""
    (tmp_path / "chart.csv").write_bytes(as_csv(ROWS))
    done = bring(str(tmp_path / "chart.csv"), Wish()).done
    assert (["chart.csv"], True) == (
        [path.name for path in tmp_path.iterdir()],
        done[0].startswith("Nothing was written."),
    )


def test_the_user_may_say_whom_a_factor_favours(tmp_path: Path) -> None:
    """By the id of the factor or by its name in the chart; then it is no guess. A factor or side that is not there is named."""
    (tmp_path / "chart.csv").write_text(STRANGERS[0])
    for name in ("custody", "Custody"):
        wish = Wish(favours=(f"{name}=defendant",))
        found = bring(str(tmp_path / "chart.csv"), wish).imported.mapping.factors["custody"]
        assert ("defendant", "") == (found.favours, found.proposed)
    with pytest.raises(BadInput) as caught:
        bring(str(tmp_path / "chart.csv"), Wish(favours=("custdy=defendant", "warned=nobdy")))
    assert ["unknown factor 'custdy'; did you mean 'custody'?", "unknown side 'nobdy'; did you mean 'nobody'?"] == [
        str(problem) for problem in caught.value.problems
    ]


UNSAID = "Case,Yr.,Ct.,Warned (P),Fair?\nDoe v. Roe,1994,9th Cir.,Y,Yes\nA v. B,1995,2d Cir.,Y,No\n"


def test_the_column_of_outcomes_may_be_named(tmp_path: Path) -> None:
    """Where no column's name says how the cases came out, the refusal names one that could, and the option is followed."""
    chart = tmp_path / "chart.csv"
    chart.write_text(UNSAID)
    with pytest.raises(BadInput, match=r"--outcome COLUMN, such as --outcome 'Fair\?'"):
        bring(str(chart), Wish())
    assert ["a-v-b", "doe-v-roe"] == sorted(bring(str(chart), Wish(outcome="Fair?")).imported.cases)
    brought = bring(str(chart), Wish(outcome="E")).imported
    assert (["fair", "no-fair"], ["a-v-b", "doe-v-roe"]) == (
        [id for id, _, _ in brought.mapping.sides],
        sorted(brought.cases),
    )
    with pytest.raises(BadInput, match=r"no column 'Fare\?'; did you mean 'Fair\?'"):
        bring(str(chart), Wish(outcome="Fare?"))


def test_the_mapping_of_a_chart_that_is_refused_can_be_corrected(tmp_path: Path) -> None:
    """It is written where that is asked, and once corrected it is followed."""
    chart, mapping = tmp_path / "chart.csv", tmp_path / "mapping.yaml"
    chart.write_text(UNSAID.replace("Fair?", "Outcome").replace(",Yes", ",Maybe").replace(",No", ",Maybe not"))
    bring(str(chart), Wish(save_mapping=str(mapping)))
    mapping.write_text(
        mapping.read_text()
        .replace("Maybe: maybe\n", "Maybe: set aside\n")
        .replace("Maybe not: maybe-not\n", "Maybe not: set aside\n")
    )
    with pytest.raises(BadInput, match="no row gives a decided case; correct the mapping"):
        bring(str(chart), Wish(mapping=str(mapping), save_mapping=str(mapping)))


def test_a_chart_without_decided_cases_is_refused_with_the_reasons_of_its_rows(tmp_path: Path) -> None:
    """The message says which rows, why, and what to write."""
    (tmp_path / "chart.csv").write_bytes(as_csv([HEAD, [*GAMMA[:4], "", "", ""]]))
    with pytest.raises(BadInput) as caught:
        bring(str(tmp_path / "chart.csv"), Wish(output=str(tmp_path / "base")))
    told = str(caught.value)
    assert (True, True, False) == (
        "chart.csv:2: this row says nothing of how the case came out" in told,
        "no row gives a decided case" in told,
        (tmp_path / "base").exists(),
    )


def test_cases_for_a_packs_doctrine_are_asked_beside_it(tmp_path: Path) -> None:
    """--doctrine reads the chart onto a pack; the folder is a base for its matters."""
    from afortiori.store.library import open_pack

    pack = open_pack("wild-animals")
    factor = next(f for f in pack.doctrine.factors if f.side == pack.doctrine.sides[0].id and len(f.levels) == 2)
    rows = [
        f"Case,Court,Decided,Outcome,{factor.id}",
        f"A v. B,{next(iter(pack.base.courts))},1800,{factor.side},{factor.levels[1]}",
    ]
    (tmp_path / "more.csv").write_text("\n".join(rows))
    assert 0 == run("import", "more.csv", "--doctrine", "wild-animals", "-o", "more", cwd=tmp_path).status
    decided = run("decide", "popov", "--base", "more", "--forum", "any", cwd=tmp_path)
    assert (0, True) == (decided.status, "Base: wild-animals, 1 case" in decided.out), decided.out + decided.err
