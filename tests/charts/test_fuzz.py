"""Laws of the importer on charts as chance makes them: refused with a reason, or every row told of and the result a sound pack."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

from fuzzing import fuzzed
from hypothesis import example, given
from hypothesis import strategies as st

from afortiori.errors import BadInput
from afortiori.store import charts
from afortiori.store.charts import Proposal
from afortiori.store.charts.cells import clean
from afortiori.store.charts.csvfile import guarded, unguarded
from afortiori.store.charts.marks import read_mark
from afortiori.store.charts.recording import bare, packed, unpacked
from afortiori.store.charts.spelling import fold, slug
from afortiori.store.charts.yamltext import written
from afortiori.store.yamlfile import parse
from charts.sheets import HEAD, ROWS, as_csv, as_xlsx

PIECES = [
    "+", "-", "P", "D", "\u03c0", "\u0394", "yes", "no", "x", "0", "1", "disputed", "not reached", "n/a", "?", "+ (strong)", '+ "words" at 12',
    "Doe v. Roe", "In re X", "12 F.3d 34", "9th Cir.", "2d Cir.", "C.C.D. Mass.", "1994", "3/4/1999", "May 1, 1990", "rev'd 1999",
    "Plaintiff", "Defendant", "Judgment for \u0394", "Mixed result", "dissent", "majority", "high", "unpublished", "=1+1", "'", '"', "\u202e",
    "\u00a7 1983", "\ufeff", "\u0397", "a; b; c", "", "", "", "{}", "1:{};", '1:{"id":"x","case":{}};', "null", "-0", "9" * 400,
]  # fmt: skip
NAMES = [
    *HEAD, "Style", "Cite(s)", "Docket No.", "Judge", "Opinion", "Holding", "Later history", "Coder", "Confidence", "URL", "Notes", "Factor",
    "Value", "Weight", "Quote", "Pin", "Part", "Claim", "Published", "Categories", "Id", "Record 1", "Doctrine 1", "Warned: quote", "", "\u0397",
]  # fmt: skip
CELLS = st.one_of(st.sampled_from(PIECES), st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=10))
TABLES = st.tuples(
    st.lists(st.one_of(st.sampled_from(NAMES), st.text(max_size=8)), min_size=1, max_size=9),
    st.lists(st.lists(CELLS, max_size=9), max_size=7),
).map(lambda made: [made[0], *made[1]])


def proposed(data: bytes, name: str) -> Proposal | None:
    """What is proposed for a chart; None where it is refused with a reason."""
    with suppress(BadInput):
        return charts.propose(data, name)
    return None


def holds(proposal: Proposal, data: bytes, name: str) -> None:
    """Every row is told of once; the mapping's text gives the same again; what is made passes the check, or says why not."""
    found = proposal.imported
    rows = [row.row for row in found.rows]
    assert rows == sorted(set(rows))
    assert found == charts.imported(data, name, proposal.text)
    try:
        pack = charts.pack_of("base", found)
    except BadInput:
        return
    assert {p.case for p in pack.base} == set(found.cases)
    if found.doctrine is not None:
        again = charts.propose(charts.exported(pack, found.doctrine, found.cases, ".csv"), "x.csv").imported
        assert tuple(pack.base) == tuple(charts.pack_of("base", again).base)


@fuzzed(60)
@given(TABLES)
def test_any_table_is_refused_or_told_of_row_by_row(table: list[list[str]]) -> None:
    """Names and cells from real charts, and from no chart, in any order."""
    data = as_csv(table)
    proposal = proposed(data, "chart.csv")
    if proposal is not None:
        holds(proposal, data, "chart.csv")


@fuzzed(60)
@given(st.lists(st.lists(CELLS, min_size=4, max_size=7), min_size=1, max_size=8))
@example([["+", "+", "+", "+", "1:{};"], ["+", "+", "+", "1:{};"], ["+", "+", "+", "1:{};"]])
def test_any_cells_below_good_names(rows: list[list[str]]) -> None:
    """A chart whose names are plain has a mapping, whatever stands below them."""
    data = as_csv([HEAD, *rows, ROWS[1]])
    proposal = proposed(data, "chart.csv")
    assert proposal is not None
    holds(proposal, data, "chart.csv")


@fuzzed(80)
@given(st.one_of(st.binary(max_size=300), st.text(alphabet=',;\t"\n\r\0ab=', max_size=120).map(str.encode)))
def test_any_bytes_are_refused_or_read(data: bytes) -> None:
    """No bytes bring anything but an answer or a reason."""
    for name in ("chart.csv", "chart.json"):
        proposed(data, name)


@fuzzed(8)
@given(st.data())
def test_a_workbook_damaged_anywhere_is_refused_or_read(data: st.DataObject) -> None:
    """Bytes changed in any part of the archive, before it is packed or after."""
    good = as_xlsx(ROWS, comments={"F2": "A comment."})
    names = zipfile.ZipFile(io.BytesIO(good)).namelist()
    part = data.draw(st.sampled_from(names))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in names:
            said = bytearray(old.read(name))
            if name == part and said:
                for at in data.draw(st.lists(st.integers(0, len(said) - 1), min_size=1, max_size=6)):
                    said[at] = data.draw(st.sampled_from(b'<>/"=& 0A9'))
            new.writestr(name, bytes(said))
    proposed(stream.getvalue(), "chart.xlsx")


PLAIN = st.recursive(
    st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(min_size=1, max_size=8), inner, max_size=3),
    max_leaves=8,
)


@fuzzed(150)
@given(st.dictionaries(st.text(min_size=1, max_size=8), PLAIN, max_size=4))
def test_a_record_survives_its_pieces(record: dict[str, object]) -> None:
    """Packed into cells and out again it is what it was, less what was empty."""
    assert bare(record) == unpacked([clean(guarded(piece)).removeprefix("'") for piece in packed(record)])


@fuzzed(150)
@given(
    st.dictionaries(
        st.text(min_size=1, max_size=8).map(clean).filter(bool),
        st.text(max_size=20).map(clean).filter(bool),
        min_size=1,
        max_size=5,
    )
)
def test_what_is_written_as_yaml_reads_back(data: dict[str, str]) -> None:
    """Any clean text is the same text in the file."""
    assert data == parse(written(data).encode(), "x.yaml")[0]


@fuzzed(150)
@example("A\u0345")
@given(st.text(max_size=30))
def test_texts_are_folded_once_and_for_all(text: str) -> None:
    """Cleaning, folding and guarding are stable, and no mark of direction or control is left."""
    assert clean(text) == clean(clean(text))
    assert fold(text) == fold(fold(text))
    assert text == unguarded(guarded(text))
    assert slug(text) == slug(slug(text))
    assert read_mark(text) == read_mark(text)
