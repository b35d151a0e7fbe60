"""Every page, whole and as data, for every pack; what can be taken away; and what a hostile address gets."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import zipfile
from pathlib import Path

import pytest

from afortiori.store.library import pack_folders
from workbench.opening import Bench

OF_A_MATTER = ("", "/cases", "/argue", "/timeline", "/export", "/history", "/versions/1", "/compare/1/1")
HILL = {"hot-pursuit": "present"}
OF_A_BASE = ("/cases", "/guide", "/audit")


@pytest.mark.parametrize("pack", sorted(pack_folders()))
def test_every_page_of_a_matter_opens_and_is_data_too(bench: Bench, pack: str) -> None:
    """Each page of a matter of each pack opens, says its title, and gives the same as JSON beside it."""
    example = min(bench.desk.pack(pack).matters)
    address = bench.begin(pack, example)
    title = bench.desk.pack(pack).matters[example].title
    for page in OF_A_MATTER:
        answer = bench.client.get(address + page)
        assert (page, 200) == (page, answer.status_code)
        assert answer.text.count("<h1") == 1
        assert title.split("'")[0][:20] in answer.text
        assert isinstance(bench.data(address + page), dict)


@pytest.mark.parametrize("pack", sorted(pack_folders()))
def test_every_page_of_a_base_opens_and_is_data_too(bench: Bench, pack: str) -> None:
    """Each page of a base, and the page of each of some cases, opens and gives the same as JSON beside it."""
    cases = bench.desk.pack(pack).base.cases()
    for page in (*OF_A_BASE, *(f"/cases/{case}" for case in cases[:6])):
        answer = bench.client.get(f"/bases/{pack}{page}")
        assert (page, 200) == (page, answer.status_code)
        assert isinstance(bench.data(f"/bases/{pack}{page}"), dict)


def test_no_address_carries_a_fact(bench: Bench) -> None:
    """No link and no form that asks by its address names a level of a fact of the matter."""
    address = bench.begin("duty-to-protect", "balistreri")
    levels = {
        level
        for _, some in bench.desk.open(address.rpartition("/")[2]).matter.facts.narrowed
        for level in some
        if len(level) > 8
    }
    for page in OF_A_MATTER:
        text = bench.client.get(address + page).text
        links = " ".join(re.findall(r'(?:href|src)="([^"]*)"', text))
        assert sorted(level for level in levels if level in links) == []
        asking = re.findall(r'<form[^>]*method="get".*?</form>', text, re.DOTALL)
        assert [form for form in asking if "fact." in form] == []


def test_a_chart_can_be_sorted_filtered_grouped_and_cut_to_what_binds(bench: Bench) -> None:
    """What a reader chooses in the address is what the chart shows."""
    where = "/bases/duty-to-protect/cases.json?forum=ca9&as_of=1988-08-24"

    def shown(query: str) -> list[dict[str, object]]:
        found: list[dict[str, object]] = bench.client.get(where + query).json()["cases"]
        return found

    assert {case["standing"] for case in shown("&binding=yes")} == {"binds"}
    assert {case["holding"] for case in shown("&side=duty")} == {"duty"}
    names = [str(case["citation"]).casefold() for case in shown("&words=balistreri")]
    assert names
    assert all("balistreri" in name for name in names)
    days = [str(case["case"]) for case in shown("&sort=date")]
    assert days != [str(case["case"]) for case in shown("&sort=name")]
    page = bench.client.get("/bases/duty-to-protect/cases?grouped=yes").text
    assert 'class="court"' in page


def test_beside_a_matter_the_nearest_cases_come_first(bench: Bench) -> None:
    """The chart of a matter says of each case that binds how many grounds distinguish it, the fewest first."""
    address = bench.begin("duty-to-protect", "balistreri")
    near = [case["near"] for case in bench.data(f"{address}/cases")["cases"] if case["standing"] == "binds"]
    grounds = [int(said.split()[0]) for said in near if said.endswith(("ground", "grounds"))]
    assert grounds
    assert grounds == sorted(grounds)


def event(bench: Bench, address: str, text: str) -> str:
    """The mark of the first event with some words, by which the timeline's form takes it out."""
    form = re.search(rf'name="event" value="(\w+)"><span>[^<]*{text}', bench.client.get(f"{address}/timeline").text)
    assert form is not None
    return form[1]


def test_an_event_changes_the_facts_and_the_timeline(bench: Bench) -> None:
    """An event entered stands by its date among the others, and the facts are as the last of them leaves them."""
    address = bench.begin("duty-to-protect", "balistreri")
    bench.post(f"{address}/events", version=1, date="1982-06", text="Held overnight", set=["custody=former"])
    data = bench.data(f"{address}/timeline")["timeline"]
    assert [row.get("event") for row in data if row.get("facts") == {"custody": "former"}] == ["Held overnight"]
    assert bench.data(address)["answer"]["facts"]["custody"] == ["former"]
    bench.post(f"{address}/events/remove", version=2, event=event(bench, address, "Held overnight"))
    texts = [row.get("event") for row in bench.data(f"{address}/timeline")["timeline"]]
    assert "Held overnight" not in texts


def test_an_event_changes_no_fact_but_those_that_it_brought_about(bench: Bench) -> None:
    """A fact corrected on the sheet stays corrected, whatever other event is entered or taken out; the history says what changed."""
    address = bench.begin("duty-to-protect", "balistreri")
    bench.post(f"{address}/law", version=1, as_of="1988-08-24")
    bench.post(f"{address}/facts", version=2, fact__restraining_order="none")
    bench.post(f"{address}/events", version=3, date="1983-04", text="She moves house")
    bench.post(f"{address}/events", version=4, date="1983-05", text="Held overnight", set=["custody=former"])
    bench.post(f"{address}/events/remove", version=5, event=event(bench, address, ""))
    data = bench.data(address)
    facts = data["answer"]["facts"]
    assert (["none"], ["former"], "open") == (facts["restraining_order"], facts["custody"], data["answer"]["verdict"])
    assert [
        "Event added: Held overnight; Custody: none → former",
        "Event added: She moves house",
    ] == [entry["what"] for entry in bench.data(f"{address}/history")["versions"][1:3]]


def test_an_event_sets_nothing_that_a_later_one_sets(bench: Bench) -> None:
    """Of two events that set one fact, the later in time counts, whichever was entered first; taken out, it leaves the fact."""
    address = bench.begin("duty-to-protect")
    bench.post(f"{address}/events", version=1, date="1990", text="Released", set=["custody=former"])
    bench.post(f"{address}/events", version=2, date="1980", text="Jailed", set=["custody=incarcerated_or_committed"])
    assert ["former"] == bench.data(address)["answer"]["facts"]["custody"]
    bench.post(f"{address}/events/remove", version=3, event=event(bench, address, "Released"))
    data = bench.data(address)
    assert ["former"] == data["answer"]["facts"]["custody"]
    assert data["version"]["what"] == (
        "Event taken out: Released; the facts that it had set stay as the sheet has them: Custody: former"
    )


def test_a_timeline_ends_at_the_verdict_of_the_matter(bench: Bench) -> None:
    """Where the sheet has other facts than the events leave, the last row is the sheet's, with its verdict."""
    address = bench.begin("duty-to-protect", "balistreri")
    bench.post(f"{address}/law", version=1, as_of="1988-08-24")
    assert "As the sheet has it" not in bench.client.get(f"{address}/timeline").text
    bench.post(f"{address}/facts", version=2, fact__restraining_order="none")
    last, answer = bench.data(f"{address}/timeline")["timeline"][-1], bench.data(address)["answer"]
    assert "As the sheet has it: Restraining order status: violation alleged → none" == last["event"]
    assert (answer["verdict"], answer["side"]) == (last["verdict"], last["side"])
    assert "As the sheet has it" in bench.client.get(f"{address}/timeline").text


@pytest.mark.parametrize(("suffix", "start"), [("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!DOCTYPE"), ("md", b"")])
def test_the_memorandum_can_be_taken_away_in_every_format(bench: Bench, suffix: str, start: bytes) -> None:
    """The memorandum is a file of the format asked for, kept and never shown as a page."""
    address = bench.begin("wild-animals", "popov")
    answer = bench.client.get(f"{address}/memo.{suffix}")
    assert (200, start) == (answer.status_code, answer.content[: len(start)])
    assert answer.headers["content-disposition"].startswith("attachment")
    brief = bench.client.get(f"{address}/memo.{suffix}?side=P")
    assert brief.status_code == 200
    assert brief.content != answer.content


@pytest.mark.parametrize(
    ("title", "plain", "named"),
    [
        ("Popov v. Hayashi", "Popov v Hayashi.docx", None),
        ("Müller v. Łódź", "Muller v odz.docx", "Müller v Łódź.docx"),
        ("王诉李", "matter.docx", "王诉李.docx"),
        ('a/..\\"b"\u202e', "ab.docx", None),
    ],
)
def test_what_is_taken_away_keeps_its_name(bench: Bench, title: str, plain: str, named: str | None) -> None:
    """A title in any script is the name of its memorandum, beside a plain name with the same ending."""
    from urllib.parse import unquote

    address = bench.begin("wild-animals", "popov")
    bench.post(f"{address}/words", version=1, title=title)
    told = bench.client.get(f"{address}/memo.docx").headers["content-disposition"]
    first, _, second = told.removeprefix("attachment; ").partition("; filename*=UTF-8''")
    assert (f'filename="{plain}"', named) == (first, unquote(second) or None)


def test_the_certificate_is_one_that_the_checker_confirms(bench: Bench, tmp_path: Path) -> None:
    """The certificate of a matter, with the matter's file beside it, is verified against the pack."""
    from afortiori.cli import main

    address = bench.begin("duty-to-protect", "balistreri-facts-unknown")
    bench.post(f"{address}/facts", version=1, fact__culpability="deliberate_indifference")
    made = tmp_path / "c.json"
    matter = tmp_path / f"{address.rpartition('/')[2]}.yaml"
    made.write_bytes(bench.client.get(f"{address}/certificate.json").content)
    matter.write_bytes(bench.client.get(f"{address}/matter.yaml").content)
    assert main(["verify", str(made), "--base", "duty-to-protect", "--matter", str(matter)]) == 0


def test_the_matters_file_says_what_it_does_not_hold(bench: Bench) -> None:
    """What is supposed of the law, and the sentences attached, stand at the head of the file as comments, and the page says so."""
    address = bench.begin("wild-animals", "popov")
    plain = bench.client.get(f"{address}/matter.yaml").text
    assert [False, False] == ["# " in plain, "as a comment" in bench.client.get(f"{address}/export").text]
    brought = bench.client.post(
        f"{address}/read",
        data={"form_token": bench.token},
        files={"file": ("o.txt", b"SMITH, Judge:\n\nThe fox ran away.\n")},
        follow_redirects=False,
    )
    bench.post(f"{address}/law", version=1, model="result", rules="no")
    where = brought.headers["location"]
    bench.post(f"{where}/attach", version=2, fact="malice=present", written="The fox ran away.")
    text = bench.client.get(f"{address}/matter.yaml").text
    assert [
        "# Supposed, which this file does not hold: --model result --no-rules",
        '# Attached, which this file does not hold: malice=present: "The fox ran away.", "o.txt"',
    ] == text.splitlines()[:2]
    assert plain == "".join(text.splitlines(keepends=True)[2:])
    assert "at its head as a comment" in bench.client.get(f"{address}/export").text


def test_the_matters_file_is_decided_alike_on_the_command_line(bench: Bench, tmp_path: Path) -> None:
    """The file that is taken away is the matter: the command line says of it what the page says."""
    from afortiori import answers

    address = bench.begin("duty-to-protect", "balistreri-facts-unknown")
    bench.post(
        f"{address}/facts",
        version=1,
        fact__restraining_order="several",
        possible__restraining_order=["issued", "served"],
    )
    path = tmp_path / "taken.yaml"
    path.write_bytes(bench.client.get(f"{address}/matter.yaml").content)
    told, shown = answers.decide(str(path)).data, bench.data(address)["answer"]
    assert (told["facts"], told["verdict"]) == (shown["facts"], shown["verdict"])


def test_a_spreadsheet_takes_nothing_of_ours_for_a_formula(bench: Bench) -> None:
    """A cell that begins like a formula is written as text."""
    from afortiori.workbench.exporting import csv_of

    address = bench.begin("wild-animals", "popov")
    assert csv_of([["=1+1", "@x", "plain"]]).decode("utf-8-sig") == "'=1+1,'@x,plain\r\n"
    assert bench.client.get(f"{address}/chart.csv").status_code == 200


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json"])
def test_a_chart_taken_away_and_brought_again_is_the_same_base(bench: Bench, suffix: str) -> None:
    """A base taken away as a chart, brought in and made, has the same cases."""
    data = bench.client.get(f"/bases/wild-animals/chart.{suffix}").content
    files = {"file": (f"again.{suffix}", data)}
    token = {"form_token": bench.token}
    brought = bench.client.post("/bring", data=token, files=files, follow_redirects=False).headers["location"]
    made = bench.client.post(brought, data=token | {"make": "yes"}, follow_redirects=False)
    again = bench.desk.pack(made.headers["location"].split("/")[2])
    assert tuple(again.base) == tuple(bench.desk.pack("wild-animals").base)


def test_a_backup_is_the_whole_and_opens(bench: Bench, tmp_path: Path) -> None:
    """The backup holds every matter with its versions, in a file that can be put in the place of the first."""
    from afortiori.store.cabinet.sqlite import SqliteCabinet

    address = bench.begin("wild-animals", "popov")
    bench.post(f"{address}/words", version=1, title="Kept")
    with zipfile.ZipFile(io.BytesIO(bench.client.get("/backup").content)) as file:
        (tmp_path / "matters.sqlite").write_bytes(file.read("matters.sqlite"))
    again = SqliteCabinet(tmp_path / "matters.sqlite")
    id = address.rpartition("/")[2]
    assert (again.open(id).title, len(again.history(id))) == ("Kept", 2)
    again.close()
    with sqlite3.connect(tmp_path / "matters.sqlite") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


@pytest.mark.parametrize(
    "address",
    [
        "/matters/nosuch",
        "/matters/..%2f..%2fetc%2fpasswd",
        "/matters/%00",
        "/bases/../x/cases",
        "/bases/wild-animals/cases/nosuch",
        "/matters/nosuch/versions/1",
        "/matters/nosuch/versions/one",
        "/nosuch",
    ],
)
def test_what_is_not_there_is_said_to_be_not_there(bench: Bench, address: str) -> None:
    """An address that leads nowhere says so, and nothing else."""
    answer = bench.client.get(address)
    assert answer.status_code == 404
    assert "Nothing here" in answer.text


@pytest.mark.parametrize("address", ["/matters/nosuch.json", "/matters/x/versions/y.json", "/nosuch.json"])
def test_what_is_not_there_is_told_as_data_where_data_are_asked_for(bench: Bench, address: str) -> None:
    """Beside a page that is not there stands data that say so."""
    answer = bench.client.get(address)
    assert (404, "Nothing here") == (answer.status_code, answer.json()["error"])


@pytest.mark.parametrize("query", ["forum=zz", "as_of=1988-99-99", "as_of=x", "start=-1", "sort=zz", "forum=%3Cb%3E"])
def test_a_question_that_makes_no_sense_is_answered_with_what_is_wrong(bench: Bench, query: str) -> None:
    """An address that asks what cannot be asked is refused in words, or asks nothing; never an error of ours."""
    answer = bench.client.get(f"/bases/wild-animals/cases?{query}")
    assert answer.status_code in (200, 422)
    assert "<b>" not in answer.text


def test_the_first_page_lists_what_there_is(bench: Bench) -> None:
    """Packs and saved matters are listed, and found by the words of their titles."""
    address = bench.begin("wild-animals", "popov")
    bench.post(f"{address}/words", version=1, title="100% of the whale_s")
    data = bench.data("/index")
    assert sorted(pack_folders()) == sorted(pack["id"] for pack in data["packs"])
    found = bench.client.get("/index.json", params={"words": "100% of the whale_"}).json()
    assert [matter["title"] for matter in found["matters"]] == ["100% of the whale_s"]
    assert bench.client.get("/index.json", params={"words": "whaleXs"}).json()["matters"] == []
    json.dumps(data)


def test_an_own_base_is_removed_only_when_it_was_said_twice(bench: Bench) -> None:
    """One's own base can be removed, and asks first; a pack cannot."""
    data = b"Case,Court,Date,Outcome,Warned (P)\nA v. B,9th Cir.,1980-01-01,plaintiff,yes\nC v. D,9th Cir.,1981-01-01,defendant,no\n"
    token = {"form_token": bench.token}
    brought = bench.client.post("/bring", data=token, files={"file": ("mine.csv", data)}, follow_redirects=False)
    bench.client.post(brought.headers["location"], data=token | {"make": "yes"})
    own = [pack["id"] for pack in bench.data("/index")["packs"] if pack["own"]]
    assert own == ["mine"]
    assert "Remove it for good" in bench.post("/bases/mine/remove").text
    assert bench.post("/bases/mine/remove", yes="yes").status_code == 303
    assert [pack["id"] for pack in bench.data("/index")["packs"] if pack["own"]] == []
    assert bench.post("/bases/wild-animals/remove", yes="yes").status_code == 404


def test_a_smallest_change_can_be_tried(bench: Bench) -> None:
    """What is said to compel a side does, once it is tried on the facts."""
    address = bench.begin("duty-to-protect", "balistreri")
    page = bench.client.get(address).text
    form = re.findall(rf'<form action="{address}/facts" method="post">(.*?)</form>', page)[0]
    fields = dict(re.findall(r'name="(fact\.[\w-]+)" value="([\w-]+)"', form))
    bench.client.post(f"{address}/facts", data={"form_token": bench.token, "version": "1"} | fields)
    answer = bench.data(address)["answer"]
    assert ("forced", "duty") == (answer["verdict"], answer["side"])


def test_a_chart_is_read_onto_a_packs_factors(bench: Bench) -> None:
    """A chart read onto a pack makes a base with the pack's cases and the chart's, once its outcomes are said to be sides."""
    data = b"Case,Citation,Court,Date,Outcome,Hot pursuit\nHill v. Dale,9 N.Y. 9 (1853),N.Y.,1853-01-01,taker,yes\n"
    token = {"form_token": bench.token}
    brought = bench.client.post("/bring", data=token, files={"file": ("more.csv", data)}, follow_redirects=False)
    where = brought.headers["location"]
    bench.client.post(f"{where}/onto", data=token | {"pack": "wild-animals"})
    assert bench.client.post(where, data=token | {"make": "yes"}).status_code == 422
    made = bench.client.post(where, data=token | {"make": "yes", "outcome.0": "D"}, follow_redirects=False)
    base = bench.desk.pack(made.headers["location"].split("/")[2]).base
    assert {"hill-v-dale"} == set(base.cases()) - set(bench.desk.pack("wild-animals").base.cases())
    assert {value.factor: value.level for value in base.precedent("hill-v-dale").used()} == HILL
