"""A real chart: the U.S. Copyright Office's Fair Use Index, read where it lies."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest
from samples import DATA

from afortiori.store import charts
from afortiori.store.charts import Proposal

CHART = DATA / "samples" / "charts" / "us-copyright-office-fair-use-index-2025-02-24.xlsx"


@cache
def _proposed() -> Proposal:
    return charts.propose(CHART.read_bytes(), CHART.name)


def index() -> Proposal:
    """The index under the mapping that is proposed for it; skips the test where the file is absent."""
    if not CHART.is_file():
        pytest.skip("the shared data file of the Fair Use Index is absent")
    return _proposed()


def test_every_row_is_accounted_for() -> None:
    """Each of the rows below the header is a case, once; the one date that is two is shown."""
    found = index().imported
    assert list(range(2, 252)) == [row.row for row in found.rows]
    assert (250, 250) == (len(found.cases), len({row.became for row in found.rows if row.became}))
    assert ["2017, affirmed 2018"] == [cell.text for cell in found.unread]


def test_its_spellings_of_two_outcomes_are_two_sides() -> None:
    """Fair use was found, or it was not; mixed results and bare remands did not reach it."""
    found = index().imported
    assert ["fair-use-found", "fair-use-not-found"] == [id for id, _, _ in found.mapping.sides]
    held = Counter(plain["holding"] for plain in found.cases.values())
    written = Counter(found.mapping.outcomes.values())
    assert (set(held), 250) == (set(written), sum(held.values()))


def test_its_courts_are_known_but_for_two() -> None:
    """The old circuit court of Massachusetts and the Court of Claims bind nobody until the user says which they are."""
    assert {"C.C.D. Mass.", "Ct. Cl."} == set(index().mapping.courts)


def test_it_makes_a_pack_and_comes_back_from_every_format() -> None:
    """Exported and imported again it is the same doctrine and the same cases."""
    found = index().imported
    pack = charts.pack_of("fair-use", found)
    assert found.doctrine is not None
    for suffix in (".csv", ".xlsx", ".json", ".parquet"):
        data = charts.exported(pack, found.doctrine, found.cases, suffix)
        again = charts.pack_of("fair-use", charts.propose(data, f"index{suffix}").imported)
        assert (suffix, pack.doctrine, tuple(pack.base)) == (suffix, again.doctrine, tuple(again.base))


def test_the_mapping_reads_it_unattended() -> None:
    """The file that was proposed gives what was proposed."""
    proposal = index()
    assert proposal.imported == charts.imported(CHART.read_bytes(), CHART.name, proposal.text)
