"""Laws of the normaliser and the readers, on text as bad print and bad files make it."""

from __future__ import annotations

import json
import zipfile
from contextlib import suppress
from io import BytesIO
from unicodedata import normalize

from fuzzing import fuzzed
from hypothesis import assume, given
from hypothesis import strategies as st

from afortiori.errors import BadInput, Problem
from afortiori.opinion import Reading, Record, normalise, read
from afortiori.opinion.carrying import carried, received
from afortiori.opinion.markup import readable
from afortiori.opinion.matching import EDGES, IDENTICAL, Source
from afortiori.store.opinions import records

PIECES = [
    "Jensen v. Conrad, 747 F.2d 185, 194 (4th Cir.1984)", "Id. at 12", "*1429", "**1003If", "[*773]", " ", "\n", "\r\n", "\r", "\f",
    "\n\n", "—", "--", "–", "Balistr-eri", "Balistreri’s", "“special relationship”", '"the order was served on him"', "(", ")", "§ 1983(a)",
    "See", "cert. denied", "42 U.S.C.", "dissenting:", "WATERS, J., dissenting.", "PER CURIAM", "Notes", "\n1\n", "\n2\n", "ﬁne", "\uff21\uff22",
    "\u200b", "\u202e", "\ufeff", "\u0397e", "é", "e\u0301", "<p>", "</p>", "&amp;", "&#167;", "<!--", "-->", "<opinion type='dissent'>",
    "]]>", "<script>", "²", "\ud800", "\x00", "v.", "In re", "No. 12-3456 (2d Cir. 2001)", "supra", "at *7", "9" * 40,
]  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=40).map("".join)


@fuzzed(150)
@given(TEXTS)
def test_every_place_leads_back(text: str) -> None:
    """Every stretch of the reading text leads back to a stretch of the original, in order and within it."""
    normal = normalise(text)
    places = [normal.reading.start(at) for at in range(len(normal.text) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
    spans = [normal.reading.span(at, min(at + 5, len(normal.text))) for at in range(0, len(normal.text), 3)]
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)


@fuzzed(150)
@given(TEXTS)
def test_a_letter_leads_back_to_itself(text: str) -> None:
    """A plain letter or digit of the reading text stands in the original where it is said to."""
    normal = normalise(text)
    for at, character in enumerate(normal.text):
        if character.isascii() and character.isalnum():
            span = normal.reading.span(at, at + 1)
            assert character in normalize("NFKC", text[span.start : span.end])


@fuzzed(100)
@given(TEXTS)
def test_reading_normal_text_changes_nothing_more(text: str) -> None:
    """The reading text, of which page marks are gone, has no mark, no odd blank, and no empty paragraph."""
    normal = normalise(text)
    assert not set("\r\f\t\ufeff\u200b\u202e\x00") & set(normal.text)
    assert "  " not in normal.text
    assert "\n\n" not in normal.text


@fuzzed(60)
@given(TEXTS, st.booleans())
def test_a_reading_holds_together(text: str, markup: bool) -> None:
    """Whatever is read: places lie in the original, citations have their own words there, references go to what is."""
    reading = read(Record(text, markup=markup))
    for cite in reading.citations:
        assert cite.text == text[cite.start : cite.end]
        assert cite.refers is None or 0 <= cite.refers < len(reading.citations)
        assert 0 <= cite.whole[0] <= cite.start <= cite.end <= len(text)
    for quotation in reading.quotations:
        assert 0 <= quotation.start <= quotation.end <= len(text)
        assert quotation.cite is None or quotation.cite < len(reading.citations)
    assert all(0 <= part.start <= part.end <= len(text) for part in reading.parts)
    assert [cite.start for cite in reading.citations] == sorted(cite.start for cite in reading.citations)


@fuzzed(40)
@given(TEXTS)
def test_a_reading_is_carried_whole(text: str) -> None:
    """What a process hands over is what it read."""
    reading = read(Record(text))
    again = received(json.loads(json.dumps(carried(reading))))
    told = [
        (r.record, r.normal.text, r.pages, r.parts, r.citations, r.quotations, r.suggestions) for r in (reading, again)
    ]
    assert told[0] == told[1]
    assert places(reading) == places(again)


def places(reading: Reading) -> list[int]:
    """Where each character of the reading text came from."""
    return [reading.normal.reading.start(at) for at in range(len(reading.normal.text))]


@fuzzed(100)
@given(TEXTS, st.data())
def test_a_quotation_is_found_in_its_source(text: str, data: st.DataObject) -> None:
    """Words taken from a text are found in it as they stand."""
    normal = normalise(text)
    words = normal.text.split()
    assume(len(words) > 1)
    first = data.draw(st.integers(0, len(words) - 2))
    quotation = " ".join(words[first : first + data.draw(st.integers(2, 12))]).strip(EDGES)
    # A star before a number is a page mark, where nothing before it says that it is a pin.
    assume(any(character.isalnum() for character in quotation) and "*" not in quotation)
    match = Source(normal).find(quotation)
    assert match is not None
    assert IDENTICAL == match.kind
    assert 0 <= match.start < match.end <= len(text)


@fuzzed(100)
@given(TEXTS)
def test_markup_leads_back(text: str) -> None:
    """HTML of any kind becomes text whose places lie in the source, in order."""
    plain = readable(text)
    places = [plain.start(at) for at in range(len(plain.text) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=20)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(["casebody", "data", "opinions", "text", "type", "author", "plain_text", "results", "citations", "court"]),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=12,
)  # fmt: skip


@fuzzed(150)
@given(
    st.one_of(
        st.binary(max_size=200), TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")), TEXTS.map(lambda t: t.encode("utf-16", "replace")),
        JSON.map(lambda value: json.dumps(value).encode()), st.lists(JSON, max_size=4).map(lambda v: "\n".join(map(json.dumps, v)).encode()),
        st.binary(max_size=60).map(lambda data: b"PK\x03\x04" + data), st.binary(max_size=60).map(lambda data: b"\x1f\x8b" + data),
        TEXTS.map(lambda text: document(text.encode("utf-8", "replace"))),
    ),
    st.sampled_from(["a.txt", "a.json", "a.jsonl", "a.html", "a.docx", "a", "a.xml"]),
)  # fmt: skip
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    """Whatever a file holds, it is records, problems, or BadInput with a reason and a remedy."""
    found: list[Record | Problem] = []
    with suppress(BadInput):
        found += records(data, name)
    assert all(one.text.strip() if isinstance(one, Record) else one.what and one.remedy for one in found)


def document(xml: bytes) -> bytes:
    """A DOCX whose one part holds these bytes."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("word/document.xml", xml)
    return stream.getvalue()
