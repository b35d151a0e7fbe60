"""The dissent of the seed, read."""

from __future__ import annotations

from samples import seed

from afortiori.opinion import Reading, read
from afortiori.store.opinions import open_opinion


def reading() -> Reading:
    """The seed, read."""
    return read(open_opinion(str(seed())))


def test_its_citations() -> None:
    """Six reporter citations, each with names, court, year, pin and the part that relies on it."""
    expected = [
        ("Ketchum v. County of Alameda", "811 F.2d 1243", "ca9", "1987", "1247", "see"),
        ("Escamilla v. Santa Ana", "796 F.2d 266", "ca9", "1986", "", "see"),
        ("Jensen v. Conrad", "747 F.2d 185", "ca4", "1984", "194", "see"),
        ("Dudosh v. City of Allentown", "665 F.Supp. 381", "paed", "1987", "390", ""),
        ("Turner v. City of North Charleston", "675 F.Supp. 314", "scd", "1987", "318-19", ""),
        ("Escamilla v. City of Santa Ana", "796 F.2d 266", "ca9", "1986", "", ""),
    ]
    cites = reading().citations
    assert expected == [(c.name, c.text, c.court, c.year, c.pin, c.signal) for c in cites]
    assert ["dissent"] * 6 == [c.part for c in cites]


def test_the_last_has_its_parenthetical() -> None:
    """The last citation keeps who wrote the opinion."""
    assert reading().citations[-1].parenthetical == "Schroeder, J."


def test_the_bare_name_is_offered() -> None:
    """'Escamilla' alone, after its citation, is a suggestion on page 1429 and no citation."""
    [one] = reading().suggestions
    assert ("Escamilla", "Escamilla v. Santa Ana", 1429) == (one.text, one.name, one.page)


def test_the_page_begins_where_its_mark_stands() -> None:
    """Page 1429 begins at the mark; the words before it are on a page that is not known."""
    found = reading()
    mark = found.record.text.index("*1429")
    assert [(mark, mark + 5, 1429)] == [(m.start, m.end, m.page) for m in found.pages.marks]
    assert [None, 1429] == [found.pages.at(mark - 1), found.pages.at(mark)]
    assert [None] * 5 + [1429] == [c.page for c in found.citations]
    assert "? If a citizen lodges" in found.normal.text


def test_a_word_that_the_printer_broke_is_joined() -> None:
    """'Balistr-eri’s' is joined in the reading text, and leads back to where it stands."""
    found = reading()
    original, text = found.record.text, found.normal.text
    assert "Balistr-eri" not in text
    at = text.index("facts pleaded in Balistreri’s") + len("facts pleaded in ")
    span = found.normal.reading.span(at, at + len("Balistreri’s"))
    assert original[span.start : span.end] == "Balistr-eri’s"


def test_places_point_into_the_original() -> None:
    """Every citation, name and quotation stands in the original where it is said to."""
    found = reading()
    original = found.record.text
    assert [c.text for c in found.citations] == [original[c.start : c.end] for c in found.citations]
    assert [s.text for s in found.suggestions] == [original[s.start : s.end] for s in found.suggestions]


def test_it_is_one_dissent() -> None:
    """The whole is a dissent; its author is not named in it."""
    found = reading()
    assert [("dissent", "", 0, len(found.record.text))] == [(p.kind, p.author, p.start, p.end) for p in found.parts]
