"""The HTML reader: one file that needs nothing else, in which everything that was found is marked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from access import broken
from lxml import html

from afortiori.memo.reader import reader
from afortiori.opinion import Reading, Record, read

TEXT = """Ames v. Bold, 1 U.S. 1

AMES, Circuit Judge.

See Jensen v. Conrad, 747 F.2d 185, 194 (4th Cir.1984) (“the state <script>alert(1)</script> had created the danger”). Id. at *12 13.
*1429 “The order was served on him twice” Jensen, 747 F.2d at 190. 42 U.S.C. § 1983. As Jensen seems to hold, & so on.

BOLD, Circuit Judge, dissenting:

I would not. **7 Contra Roe v. "Wade" & Co., 410 F.2d 113 (9th Cir. 1973).
"""
KNOWN = {"747 f.2d 185": "pack/jensen"}


def reading(text: str = TEXT, **about: Any) -> Reading:
    """A text, read."""
    return read(Record(text, **about))


def page_of(found: Reading, name: str = "opinion.txt") -> Any:
    """The reader's page, parsed."""
    return html.fromstring(reader(found, KNOWN, name=name).decode())


def test_every_citation_is_marked_with_its_place() -> None:
    """Each citation is an element with its number, its place in the original, and its own words."""
    found = reading()
    marked = page_of(found).xpath("//main//*[contains(@class, 'cite')]")
    expected = [(f"c{n}", c.start, c.end) for n, c in enumerate(found.citations, 1)]
    assert expected == [(e.get("id"), int(e.get("data-start")), int(e.get("data-end"))) for e in marked]
    assert all("".join(e.itertext()).startswith(c.text) for e, c in zip(marked, found.citations, strict=True))


def test_the_text_is_whole() -> None:
    """Without marks and numbers the page holds the reading text, word for word."""
    found = reading()
    root = page_of(found)
    for each in root.xpath("//main//sup | //main//*[@class='mark'] | //main//*[@class='no'] | //main//h2"):
        each.clear(keep_tail=True)
    shown = " ".join("".join(e.itertext()).replace(" ✓", "") for e in root.xpath("//main/p"))
    assert found.normal.text.split() == shown.split()


def test_what_it_says_of_each() -> None:
    """A case of the base is said to be one, in words and not by colour alone; parts, pages and suggestions have places."""
    root = page_of(reading())
    held = root.xpath("//main//*[contains(@class, 'held')]")
    assert held
    assert all("✓" in "".join(e.itertext()) for e in held)
    assert ["*1429", "**7"] == [e.text for e in root.xpath("//main//*[@class='mark']")]
    assert ["Head", "Majority: Ames", "Dissent: Bold"] == [e.text for e in root.xpath("//main/h2")]
    assert ["Jensen"] == [e.text for e in root.xpath("//*[@class='maybe'][@id]")]


def test_every_link_leads_within_the_file() -> None:
    """Each link leads to a place that there is, and each place is there once."""
    root = page_of(reading())
    places = [str(each.get("id")) for each in root.iter() if each.get("id")]
    links = [str(each.get("href")) for each in root.iter("a")]
    assert len(places) == len(set(places))
    assert {"#"} == {link[0] for link in links}
    assert {link[1:] for link in links} <= set(places)


@pytest.mark.parametrize("odd", ["<script>x</script>", "\"'><img src=x onerror=alert(1)>", "&lt;b&gt;", "\u202e"])
def test_nothing_of_the_opinion_becomes_markup(odd: str) -> None:
    """Whatever stands in an opinion, in its name or its file's name is text."""
    root = page_of(reading(f"{odd} {TEXT} {odd}", name=odd), name=odd)
    assert not root.xpath("//script | //img | //b | //*[@onerror]")


@pytest.mark.parametrize("width", [1280, 390])
def test_no_rule_of_access_is_broken(width: int, browser: Any, tmp_path: Path) -> None:
    """The rules of axe find nothing, wide and narrow; nothing else is fetched, and nothing scrolls sideways."""
    file = tmp_path / "reader.html"
    file.write_bytes(reader(reading(), KNOWN, name="opinion.txt"))
    page, asked = browser.new_page(bypass_csp=True, viewport={"width": width, "height": 900}), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert [] == broken(page, {})
    assert [file.as_uri()] == asked
    assert page.evaluate("document.documentElement.scrollWidth") <= width
