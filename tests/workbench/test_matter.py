"""A matter on its page: facts entered, the verdict beside them, versions, and two who write at once."""

from __future__ import annotations

import re
from typing import Any

import pytest

from workbench.opening import Bench


def test_a_new_matter_shows_the_verdict_that_the_engine_gives(bench: Bench) -> None:
    """The page of a matter begun from an example says what ``decide`` says of it."""
    from afortiori import answers

    address = bench.begin("duty-to-protect", "balistreri")
    told = answers.decide("duty-to-protect/balistreri").data
    shown = bench.data(address)["answer"]
    assert {**told, "matter": ""} == {**shown, "matter": ""}


def test_without_a_script_a_form_saves_and_leads_back(bench: Bench) -> None:
    """A fact entered by a form that posts is saved as the next version, and the page shows the verdict on it."""
    address = bench.begin("duty-to-protect", "balistreri")
    answer = bench.post(f"{address}/facts", version=1, fact__custody="incarcerated_or_committed")
    assert (303, address) == (answer.status_code, answer.headers["location"])
    data = bench.data(address)
    assert (2, ["incarcerated_or_committed"]) == (data["version"]["number"], data["answer"]["facts"]["custody"])
    assert data["version"]["what"] == "Custody: none → incarcerated or committed"


def test_with_a_script_only_the_parts_asked_for_come_back(bench: Bench) -> None:
    """A form sent in the background is answered with the parts of the page that it names, and no others."""
    address = bench.begin("duty-to-protect", "balistreri-facts-unknown")
    answer = bench.post(
        f"{address}/facts", parts="verdict version", version=1, fact__culpability="deliberate_indifference"
    )
    assert answer.status_code == 200
    assert 'id="verdict"' in answer.text
    assert 'data-number="2"' in answer.text
    assert "<html" not in answer.text
    assert 'id="sheet"' not in answer.text


@pytest.mark.parametrize(
    ("fields", "levels"),
    [
        ({"fact__custody": "former"}, ["former"]),
        ({"fact__custody": "unknown"}, None),
        ({"fact__custody": "several", "possible__custody": ["none", "former"]}, ["none", "former"]),
    ],
)
def test_a_fact_is_known_unknown_or_partly_known(
    bench: Bench, fields: dict[str, Any], levels: list[str] | None
) -> None:
    """A factor takes one level, several that are still possible, or none that is known."""
    address = bench.begin("duty-to-protect", "balistreri")
    bench.post(f"{address}/facts", version=1, **fields)
    assert levels == bench.data(address)["answer"]["facts"].get("custody")


def test_a_sheet_that_changes_nothing_saves_nothing(bench: Bench) -> None:
    """What is no level, and what is as it was, makes no version."""
    address = bench.begin("duty-to-protect", "balistreri")
    bench.post(f"{address}/facts", version=1, fact__custody="none", fact__imminence="no such level")
    assert bench.data(address)["version"]["number"] == 1


def test_forum_and_day_are_the_matters(bench: Bench) -> None:
    """The forum and the day that are chosen are saved with the matter, and the law is asked there and then."""
    address = bench.begin("duty-to-protect", "balistreri")
    bench.post(f"{address}/law", version=1, forum="ca7", as_of="1990-01-01")
    answer = bench.data(address)["answer"]
    assert ("ca7", "1990-01-01") == (answer["forum"], answer["as_of"])


def test_what_is_supposed_stands_with_the_assumptions(bench: Bench) -> None:
    """An opinion supposed to have prevailed is told before the verdict."""
    address = bench.begin("duty-to-protect", "balistreri")
    opinion = "balistreri-v-pacifica-1988:dissent"
    known = {case.id for case in bench.desk.pack("duty-to-protect").base}
    case = next(name for name in sorted(known) if name.startswith("balistreri"))
    opinion = next(
        f"{case.case}:{op.kind}"
        for case in bench.desk.pack("duty-to-protect").base
        for op in case.opinions
        if op.kind == "dissent" and op.outcome
    )
    del case
    bench.post(f"{address}/law", version=1, supposing="yes", adopted=opinion)
    assert f"SUPPOSED: the opinion {opinion} had prevailed." in bench.client.get(address).text


def test_a_matter_on_which_little_is_known_is_shown_before_its_guidance(bench: Bench) -> None:
    """Where the verdict hangs on many facts the page comes without its guidance, leads to it, and has it once it was worked out."""
    address = bench.begin("adult-interdependent-relationship")
    page = bench.client.get(address).text
    assert [True, False] == ['href="?guidance=yes#guidance"' in page, "Ask next" in page]
    assert "Ask next" in bench.client.get(address, headers={"x-parts": "guidance"}).text
    asked = bench.client.get(f"{address}?guidance=yes").text
    assert [False, True] == ['href="?guidance=yes#guidance"' in asked, "Ask next" in asked]
    assert "Ask next" in bench.client.get(address).text
    known = bench.client.get(bench.begin("wild-animals", "popov")).text
    assert [False, True] == ['href="?guidance=yes#guidance"' in known, "Ask next" in known]


def test_undo_goes_back_and_can_be_undone(bench: Bench) -> None:
    """Undoing twice goes back two versions; every step is kept."""
    address = bench.begin("duty-to-protect", "balistreri")
    bench.post(f"{address}/facts", version=1, fact__custody="former")
    bench.post(f"{address}/facts", version=2, fact__custody="state_placement")
    for version, custody in ((3, ["former"]), (4, ["none"])):
        bench.post(f"{address}/undo", version=version)
        assert custody == bench.data(address)["answer"]["facts"]["custody"]
    bench.post(f"{address}/restore", version=5, number=3)
    assert bench.data(address)["answer"]["facts"]["custody"] == ["state_placement"]
    assert [6, 5, 4, 3, 2, 1] == [entry["number"] for entry in bench.data(f"{address}/history")["versions"]]


def test_every_version_has_its_own_address_and_cannot_be_changed_there(bench: Bench) -> None:
    """The address of a version shows it as it was, read only, and says so."""
    address = bench.begin("duty-to-protect", "balistreri")
    bench.post(f"{address}/facts", version=1, fact__custody="former")
    page = bench.client.get(f"{address}/versions/1").text
    assert "It cannot be changed here" in page
    assert bench.data(f"{address}/versions/1")["answer"]["facts"]["custody"] == ["none"]


def test_two_versions_are_compared(bench: Bench) -> None:
    """Comparing two versions tells the factors on which they differ, and for whom the facts are now the stronger."""
    address = bench.begin("duty-to-protect", "balistreri")
    bench.post(f"{address}/facts", version=1, fact__custody="former")
    data = bench.data(f"{address}/compare/1/2")
    assert data["facts"] == [{"factor": "Custody", "before": "none", "after": "former"}]
    assert data["stronger"] == [["the plaintiff", "stronger"], ["the state and its officials", "weaker"]]
    assert "Where the facts differ" in bench.client.get(f"{address}/compare/1/2").text


def test_the_second_writer_is_told_and_loses_nothing(bench: Bench) -> None:
    """Who saves on top of a version that was overtaken is told by what; her change alone can then be made on top of it."""
    address = bench.begin("duty-to-protect", "balistreri")
    bench.post(f"{address}/facts", version=1, fact__custody="former")
    answer = bench.post(f"{address}/facts", version=1, fact__custody="none", fact__imminence="imminent")
    assert answer.status_code == 409
    assert "Custody: none → former" in answer.text
    assert bench.data(address)["version"]["number"] == 2
    part = bench.post(f"{address}/facts", parts="notice verdict", version=1, fact__imminence="imminent")
    assert (409, '<div id="notice" class="conflict"') == (part.status_code, part.text[:33])
    bench.post(f"{address}/facts", version=2, fact__imminence="imminent")
    facts = bench.data(address)["answer"]["facts"]
    assert (["former"], ["imminent"]) == (facts["custody"], facts["imminence"])


def named(page: str, field: str) -> list[str]:
    """By what the forms of a page name what they take away."""
    return re.findall(rf'name="{field}" value="(\w{{16}})"', page)


def test_an_event_taken_out_on_top_of_theirs_is_the_one_that_was_named(bench: Bench) -> None:
    """Whoever takes out an event while another is taken out takes out hers and no other; one that is gone is refused."""
    address = bench.begin("wild-animals")
    for version, day in enumerate(("1991", "1992", "1993"), 1):
        bench.post(f"{address}/events", version=version, date=day, text=f"Event {day}")
    first, second, _ = named(bench.client.get(f"{address}/timeline").text, "event")
    bench.post(f"{address}/events/remove", version=4, event=first)
    mine = bench.post(f"{address}/events/remove", version=4, event=second)
    theirs = bench.post(f"{address}/events/remove", version=4, event=first)
    assert bench.on_top(mine).status_code == 303
    assert ["Event 1993"] == [each["text"] for each in bench.data(address)["matter"]["events"]]
    gone = bench.on_top(theirs)
    assert (422, True) == (gone.status_code, "no longer among the matter" in gone.text)


def test_an_event_entered_on_top_of_theirs_is_entered_whole(bench: Bench) -> None:
    """An event that happened some time before a day is still so where it is entered on top of somebody's change."""
    address = bench.begin("wild-animals")
    bench.post(f"{address}/words", version=1, title="Another")
    bench.on_top(bench.post(f"{address}/events", version=1, date="1990", before="yes", text="It ran", source="Record"))
    [event] = bench.data(address)["matter"]["events"]
    assert {"date": "before 1990", "text": "It ran", "facts": {}, "source": "Record"} == event


def test_a_sentence_detached_on_top_of_theirs_is_the_one_that_was_named(bench: Bench) -> None:
    """Whoever detaches a sentence while another is detached detaches hers and no other; one that is gone is refused."""
    address = bench.begin("wild-animals", "popov")
    document = brought(bench, address, b"SMITH, Judge:\n\nThe fox ran away. The dog ran after it. The man shouted.\n")
    for version, words in enumerate(("The fox ran away.", "The dog ran after it.", "The man shouted."), 1):
        bench.post(f"{document}/attach", version=version, fact="malice=present", written=words)
    first, second, _ = named(bench.client.get(document).text, "sentence")
    bench.post(f"{document}/detach", version=4, sentence=first)
    mine = bench.post(f"{document}/detach", version=4, sentence=second)
    theirs = bench.post(f"{document}/detach", version=4, sentence=first)
    assert bench.on_top(mine).status_code == 303
    assert ["The man shouted."] == re.findall("<li><q>(.*?)</q>", bench.client.get(document).text)
    gone = bench.on_top(theirs)
    assert (422, True) == (gone.status_code, "no longer attached" in gone.text)


def brought(bench: Bench, address: str, text: bytes) -> str:
    """A document brought to a matter; its address."""
    answer = bench.client.post(
        f"{address}/read",
        data={"form_token": bench.token},
        files={"file": ("o.txt", text)},
        follow_redirects=False,
    )
    return str(answer.headers["location"])


def test_words_are_saved_as_they_are_written(bench: Bench) -> None:
    """Title, account, notes and the head of the memorandum are saved and shown as text, whatever is in them."""
    address = bench.begin("wild-animals", "popov")
    bench.post(f"{address}/words", version=1, title="<b>A & B</b>", note="<script>alert(1)</script>", heading__to="Me")
    data, page = bench.data(address), bench.client.get(address).text
    assert ("<b>A & B</b>", {"to": "Me"}) == (data["matter"]["title"], data["matter"]["heading"])
    assert "<script>alert" not in page
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in page


def test_what_is_longer_than_is_kept_is_refused_and_never_cut(bench: Bench) -> None:
    """A note or a quotation that is too long is refused, with what and the limit; nothing of it is saved."""
    address = bench.begin("wild-animals", "popov")
    long = "It ran and ran over the hill. " * 100
    document = brought(bench, address, f"SMITH, Judge:\n\n{long}\n".encode())
    for answer, said in (
        (bench.post(f"{address}/words", version=1, note="word " * 30_000), "at most 100,000 are kept"),
        (bench.post(f"{document}/attach", version=1, fact="malice=present", written=long), "at most 2,000 are kept"),
    ):
        assert (422, True) == (answer.status_code, said in answer.text.replace("At most", "at most"))
    assert 1 == bench.data(address)["version"]["number"]


def test_a_matter_is_removed_only_when_it_was_said_twice(bench: Bench) -> None:
    """Removing asks first, and then takes the matter out with its versions."""
    address = bench.begin("wild-animals", "popov")
    assert "Remove it for good" in bench.post(f"{address}/remove", version=1).text
    assert bench.client.get(address).status_code == 200
    bench.post(f"{address}/remove", version=1, yes="yes")
    assert bench.client.get(address).status_code == 404


def test_a_file_begins_a_matter(bench: Bench) -> None:
    """A matter's file that is brought is the matter that it tells of."""
    from afortiori.store.library import BUILT_IN

    data = (BUILT_IN / "wild-animals" / "matters" / "popov.yaml").read_bytes()
    answer = bench.client.post(
        "/bring", data={"form_token": bench.token}, files={"file": ("popov.yaml", data)}, follow_redirects=False
    )
    shown = bench.data(answer.headers["location"])["answer"]
    from afortiori import answers

    assert answers.decide("wild-animals/popov", as_of=shown["as_of"]).data["facts"] == shown["facts"]


def test_a_file_with_faults_tells_all_of_them(bench: Bench) -> None:
    """Nothing is saved from a file with faults, and each is told with its line."""
    data = b"title: T\ndoctrine: wild-animals\nfacts:\n  nosuch: a\n  neither: b\n"
    answer = bench.client.post(
        "/bring", data={"form_token": bench.token}, files={"file": ("x.yaml", data)}, follow_redirects=False
    )
    assert answer.status_code == 422
    assert ["x.yaml, line 4" in answer.text, "x.yaml, line 5" in answer.text] == [True, True]
    assert bench.data("/index")["matters"] == []
