"""A matter whose base is not here any more: what is said of it, and what can still be done with it."""

from __future__ import annotations

import json

from workbench.firm import CHART, Firm
from workbench.opening import Bench

PARTS = (
    "",
    "/cases",
    "/argue",
    "/timeline",
    "/read",
    "/export",
    "/versions/1",
    "/compare/1/1",
    "/memo.md",
    "/chart.csv",
)


def made(bench: Bench) -> None:
    """The user's own base 'mine', made of a chart."""
    files = {"file": ("mine.csv", CHART)}
    brought = bench.client.post("/bring", data={"form_token": bench.token}, files=files, follow_redirects=False)
    assert "/bases/mine/cases" == bench.post(brought.headers["location"], make="yes").headers["location"]


def test_whoever_removes_a_base_is_shown_the_matters_on_it(bench: Bench) -> None:
    """Before a base is removed, the matters that are decided on it are listed, and no others."""
    made(bench)
    address, other = bench.begin("mine"), bench.begin("wild-animals", "popov")
    asked = bench.post("/bases/mine/remove").text
    assert [True, False] == [f'href="{each}"' in asked for each in (address, other)]


def test_a_matter_without_its_base_says_so_and_can_be_taken_away_or_removed(bench: Bench) -> None:
    """Every page of it says that its base is not here and what to do; its file, its versions and its removal need no base."""
    made(bench)
    address = bench.begin("mine")
    file, versions = bench.client.get(f"{address}/matter.yaml").content, bench.data(f"{address}/history")
    bench.post("/bases/mine/remove", yes="yes")
    pages = {part: bench.client.get(address + part) for part in PARTS}
    assert dict.fromkeys(PARTS, 422) == {part: page.status_code for part, page in pages.items()}
    for wanted in (
        "<code>mine</code>, is not here",
        f'href="{address}/matter.yaml"',
        f'action="{address}/remove"',
        "Begun",
    ):
        assert dict.fromkeys(PARTS, True) == {part: wanted in page.text for part, page in pages.items()}
    assert "the base 'mine'" in str(bench.client.get(f"{address}.json").json()["problems"])
    assert (200, True) == (
        (page := bench.client.get(f"{address}/history")).status_code,
        f'action="{address}/remove"' in page.text,
    )
    assert versions == bench.data(f"{address}/history")
    assert file == bench.client.get(f"{address}/matter.yaml").content
    tried = bench.post(f"{address}/words", parts="version verdict", version=1, title="Another")
    assert (422, True) == (tried.status_code, "is not here" in tried.text)
    assert 303 == bench.post(f"{address}/remove", version=1, yes="yes").status_code
    assert [] == bench.data("/index")["matters"]


def test_a_base_that_is_brought_again_opens_its_matters(bench: Bench) -> None:
    """Brought again under the same name, a base decides the matters on it as before; its file can be brought on another base."""
    made(bench)
    address = bench.begin("mine")
    before, file = bench.data(address), bench.client.get(f"{address}/matter.yaml").content
    bench.post("/bases/mine/remove", yes="yes")
    made(bench)
    assert before == bench.data(address)
    bench.client.post(
        "/bring",
        data={"form_token": bench.token},
        files={"file": ("again.yaml", file.replace(b"doctrine: mine", b"doctrine: wild-animals"))},
    )
    assert {"mine", "wild-animals"} == {each["doctrine"] for each in bench.data("/index")["matters"]}


def test_who_is_withdrawn_from_a_base_keeps_what_she_wrote(firm: Firm) -> None:
    """A matter on a base that is open to its owner no longer says so; nobody is told of matters on a base that are not hers."""
    ada, ben = firm.session("ada"), firm.session("ben")
    base = ada.post(ada.bring("hills.csv", CHART), make="yes").headers["location"].rpartition("/")[0]
    ada.post(f"{base}/people", person="ben", role="named")
    address = ben.begin(base.rpartition("/")[2], "")
    asked = ada.post(f"{base}/remove")
    assert (200, False) == (asked.status_code, address in asked.text)
    ada.post(f"{base}/people", person="ben", role="")
    page = ben.client.get(address)
    assert (422, True) == (page.status_code, "no longer open to you" in page.text)
    assert [200, 200, 200] == [
        ben.client.get(address + part).status_code for part in ("/history", "/matter.yaml", "/people")
    ]
    assert [404] * 3 == [ada.client.get(address + part).status_code for part in ("", "/history", "/matter.yaml")]
    assert 1 == len(json.loads(ben.client.get("/index.json").text)["matters"])
    assert 303 == ben.post(f"{address}/remove", version=1, yes="yes").status_code
