"""Real opinions, read: two page systems and notes, records of CourtListener and of the Caselaw Access Project."""

from __future__ import annotations

from collections import Counter

import pytest
from samples import sample

from afortiori.errors import BadInput, Problem
from afortiori.opinion import Reading, Record, authorities, read
from afortiori.store.opinions import open_opinion, read_file, records

DESHANEY = "opinions/deshaney-majority.txt"


def reading(name: str) -> Reading:
    """A sample, read."""
    return read(open_opinion(str(sample(name))))


def test_official_pages_are_kept_apart_from_parallel_ones() -> None:
    """DeShaney: pages of the U.S. Reports and of the S. Ct. reporter each go on by themselves, to where the notes begin."""
    found = reading(DESHANEY)
    pages = {system: [m.page for m in found.pages.marks if m.system == system] for system in found.pages.systems()}
    assert {"*": list(range(191, 204)), "**": list(range(1001, 1008))} == pages
    text = found.record.text
    youngberg = next(c for c in found.citations if c.cite == "457 U.S. 307")
    assert (("*", 195), ("**", 1003)) == youngberg.pages
    assert text.index("*195") < youngberg.start < text.index("*196")


def test_places_count_the_bytes_as_they_are() -> None:
    """DeShaney has a byte order mark and CRLF: decoded as its reading says, each citation stands at its place."""
    found = reading(DESHANEY)
    text = sample(DESHANEY).read_bytes().decode(found.record.encoding)
    assert [c.text for c in found.citations] == [text[c.start : c.end] for c in found.citations]
    assert "\r\n" in text


def test_its_parts() -> None:
    """DeShaney: a head, the majority by Rehnquist, and notes whose page is unknown."""
    found = reading(DESHANEY)
    assert [("head", ""), ("majority", "Rehnquist"), ("notes", "Rehnquist")] == [
        (p.kind, p.author) for p in found.parts
    ]
    assert {()} == {c.pages for c in found.citations if c.part == "notes"}


def test_parallels_short_forms_and_later_history() -> None:
    """DeShaney: a parallel joins its first, a short form its full one, and what became of a case is not relied on."""
    cites = reading(DESHANEY).citations
    jensen = next(i for i, c in enumerate(cites) if c.cite == "747 F.2d 185")
    assert ("470 U.S. 1052", "history", jensen) == next(
        (c.cite, c.kind, c.refers) for c in cites if c.cite == "470 U.S. 1052"
    )
    assert {"Ingraham v. Wright"} == {
        c.name for c in cites if c.cite in ("430 U.S. 651", "97 S. Ct. 1401", "51 L. Ed. 2d 711")
    }
    short = next(c for c in cites if c.text == "474 U.S., at 348")
    assert short.refers is not None
    assert ("Davidson v. Cannon", "474 U.S. 344") == (short.name, cites[short.refers].cite)


def test_a_table_of_authorities() -> None:
    """DeShaney: Estelle stands once, with how often the majority and the notes rely on it."""
    lines = [line for line in authorities(reading(DESHANEY)) if line.name.startswith("Estelle v. Gamble")]
    assert ["429 U.S. 97"] == [line.cite for line in lines]
    assert {"majority", "notes"} == {part for part, _ in lines[0].parts}


@pytest.mark.parametrize(
    ("name", "cite", "parts"),
    [
        ("cap/lotus_h.json", "49 F.3d 807", [("head", ""), ("majority", "Stahl"), ("concurrence", "Boudin")]),
        ("cap/feist_h.json", "499 U.S. 340", [("head", ""), ("majority", "O’Connor")]),
    ],
)
def test_records_of_cap(name: str, cite: str, parts: list[tuple[str, str]]) -> None:
    """A case of the Caselaw Access Project: its own citation, its opinions as parts, each from a field of the record."""
    found = reading(name)
    assert (cite,) == found.record.citations
    assert parts == [(part.kind, part.author) for part in found.parts]
    assert all(part.field for part in found.parts)
    assert len([c for c in found.citations if c.kind == "case" and c.part == "majority"]) > 10


def test_records_of_courtlistener() -> None:
    """Sixty opinions of version 3; of every third read, most begin with a head and a majority whose author is known."""
    found = list(records(read_file(str(sample("courtlistener/opinions-60.jsonl.gz"))), "opinions-60.jsonl.gz"))
    assert 60 == len(found)
    readings = [read(one) for one in found[::3] if isinstance(one, Record)]
    kinds = Counter(reading.parts[min(1, len(reading.parts) - 1)].kind for reading in readings)
    assert 20 == len(readings)
    assert kinds["majority"] + kinds["per curiam"] >= 15
    assert all(p.author for r in readings for p in r.parts if p.kind == "majority")


@pytest.mark.parametrize(
    ("name", "author"), [("saez_v_city_of_springfield_ca1.json", "Souter"), ("v4-oracle-v-google.json", "O’Malley")]
)
def test_single_records_of_courtlistener(name: str, author: str) -> None:
    """A single opinion of version 3, and one of version 4."""
    found = reading(f"courtlistener/{name}")
    assert [("head", ""), ("majority", author)] == [(part.kind, part.author) for part in found.parts]
    assert ("courtlistener", "plain_text") == (found.record.kind, found.record.field)


def test_an_answer_of_courtlistener_without_a_text() -> None:
    """What only says where an opinion may be found is refused, and says so."""
    [problem] = records(read_file(str(sample("courtlistener/v4-oracle-v-google-0.json"))), "x.json")
    assert isinstance(problem, Problem)
    assert "a record without an opinion's text" == problem.what
    with pytest.raises(BadInput):
        reading("courtlistener/v4-oracle-v-google-0.json")
