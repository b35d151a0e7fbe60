"""Nothing leaves the machine: no page, and nothing that makes one, reaches for the network."""

from __future__ import annotations

import re
import socket
from typing import Any

import pytest

from afortiori.workbench.page import STATIC
from workbench.opening import Bench


def test_no_page_reaches_for_the_network(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """While every page of a matter and of its base is made, nothing is connected to and no name is looked up."""
    reached: list[object] = []

    def refused(*address: Any, **more: Any) -> Any:
        reached.append(address)
        raise OSError("no network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    address = bench.begin("wild-animals", "popov")
    pages = ["", "/cases", "/argue", "/timeline", "/read", "/export", "/history", "/memo.docx", "/memo.pdf"]
    base = ["/bases/wild-animals/cases", "/bases/wild-animals/guide", "/bases/wild-animals/audit"]
    answers = [bench.client.get(path) for path in (*(address + page for page in pages), *base)]
    assert [200] * len(answers) == [answer.status_code for answer in answers]
    assert reached == []


def test_nothing_of_ours_names_another_host() -> None:
    """Neither the style sheet nor the script names an address outside; an SVG's name space is none."""
    for path in STATIC.iterdir():
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert (path.name, []) == (path.name, re.findall(r"https?://|//[a-z]|@import|url\(", text.replace("// ", "")))


def test_no_page_has_an_inline_script_or_style(bench: Bench) -> None:
    """Every script and style is a file of ours; no element carries either."""
    address = bench.begin("duty-to-protect", "balistreri")
    for page in ("", "/cases", "/argue", "/timeline", "/read", "/export", "/history"):
        text = bench.client.get(address + page).text
        assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=\"", text) == []
        sources = re.findall(r'<(?:script|link|img)[^>]*(?:src|href)="([^"]+)"', text)
        assert sources
        assert [source for source in sources if not source.startswith("/static/")] == []


HOSTILE = "<script>x</script>\"'><img src=x onerror=x>{{ 7*7 }}javascript:x"


def test_markup_in_any_field_is_text_on_every_page(bench: Bench) -> None:
    """Whatever is written in a matter is shown as text, wherever it is shown."""
    address = bench.begin("duty-to-protect", "balistreri")
    heading = {f"heading__{name}": HOSTILE for name in ("to", "from", "client_matter", "privilege")}
    bench.post(f"{address}/words", version=1, title=HOSTILE, text=HOSTILE, note=HOSTILE, **heading)
    bench.post(f"{address}/events", version=2, date="1984", text=HOSTILE, source=HOSTILE)
    name = f"{HOSTILE[:30].replace('/', '')}.txt"
    files = {"file": (name, f"SMITH, Circuit Judge:\n\n{HOSTILE} A home.".encode())}
    read = bench.client.post(f"{address}/read", data={"form_token": bench.token}, files=files, follow_redirects=False)
    assert read.status_code == 303
    pages = ["", "/cases", "/argue", "/timeline", "/read", "/export", "/history", "/versions/2", "/compare/1/2"]
    for page in (*(address + page for page in pages), read.headers["location"], "/"):
        text = bench.client.get(page).text
        assert (page, []) == (page, re.findall(r"<script>x|<img src=x|onerror=x>|\b49\b[^\d]javascript", text))
    memo = bench.client.get(f"{address}/memo.html").text
    assert "<script>x" not in memo


def test_what_an_address_or_a_form_says_is_given_back_as_text(bench: Bench) -> None:
    """Markup in an address or in a form that is refused is shown as text."""
    address = bench.begin("wild-animals", "popov")
    answers = [
        bench.client.get("/", params={"words": HOSTILE}),
        bench.client.get("/bases/wild-animals/cases", params={"words": HOSTILE, "sort": HOSTILE, "forum": "any"}),
        bench.client.get("/bases/wild-animals/cases", params={"forum": HOSTILE}),
        bench.client.get(f"/bases/{HOSTILE.replace('/', '')}/cases"),
        bench.post("/matters", pack=HOSTILE),
        bench.post(f"{address}/law", version=1, forum=HOSTILE, as_of=HOSTILE),
        bench.post(f"{address}/events", version=1, text="x", date=HOSTILE),
        bench.post(f"{address}/events", version=1, text="x", set=[HOSTILE]),
        bench.client.post("/bring", data={"form_token": bench.token}, files={"file": (f"{HOSTILE}.csv", b"a,b")}),
    ]
    for answer in answers:
        assert answer.status_code in (200, 404, 422)
        assert "<script>x" not in answer.text
        assert "<img src=x" not in answer.text
