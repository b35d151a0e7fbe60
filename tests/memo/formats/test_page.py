"""HTML: one file that needs nothing else, that everyone can read, on the screen and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from access import broken
from lxml import html

from afortiori.memo.blocks import Document
from afortiori.memo.publishing import publish
from memo.formats.samples import HOSTILE, SAMPLE, filled
from memo.memorandum.goldens import GOLDENS

DOCUMENTS = {
    "sample": SAMPLE,
    "memorandum": GOLDENS[0].document(),
    "brief": GOLDENS[2].document(),
    "hostile": filled(HOSTILE["css"]),
}


def page_of(browser: Any, document: Document, folder: Path, media: str) -> Any:
    """The document opened from a file."""
    file = folder / "memo.html"
    file.write_bytes(publish(document, "memo.html", remarks=True))
    # The rules run as a script, which the page itself forbids.
    page = browser.new_page(bypass_csp=True)
    page.emulate_media(media=media)
    page.goto(file.as_uri())
    return page


@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_rule_of_access_is_broken(name: str, media: str, browser: Any, tmp_path: Path) -> None:
    """The rules of axe find nothing, in the light and on paper."""
    assert [] == broken(page_of(browser, DOCUMENTS[name], tmp_path, media), {})


def test_a_fault_of_access_would_be_found(browser: Any) -> None:
    """What is pale is found among what is like it in all else, and on the next page where it looks otherwise again."""
    page, looks = browser.new_page(), dict[str, int]()

    def told(more: str) -> list[str]:
        page.set_content(f"<html lang=en><title>t</title><main><h1>h</h1>{'<p>Plain</p>' * 9}{more}</main>")
        return [fault.partition(":")[0] for fault in broken(page, looks)]

    assert [] == told("")
    assert ["color-contrast"] == told("<p style='color: #bbb'>Pale</p>")
    assert ["color-contrast"] == told("<div style='background: #333'><p>Dark</p></div>")
    assert ["image-alt"] == told("<img src=data:,>")


def test_nothing_is_fetched_and_nothing_runs(browser: Any, tmp_path: Path) -> None:
    """A browser asks for the file alone, and finds no script in it."""
    file = tmp_path / "memo.html"
    file.write_bytes(publish(filled(HOSTILE["less"]), "memo.html"))
    page, asked, told = browser.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.goto(file.as_uri())
    assert [file.as_uri()] == asked
    assert [] == told
    assert 0 == page.locator("script").count()


def test_it_prints_on_the_countrys_paper_with_numbered_pages(browser: Any, tmp_path: Path) -> None:
    """Printed, every page bears its number, and every page but the first the words of privilege."""
    import pypdfium2

    page = page_of(browser, SAMPLE, tmp_path, "print")
    pdf = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    pages = [str(sheet.get_textpage().get_text_bounded()) for sheet in pdf]
    assert (612, 792) == tuple(round(length) for length in pdf[0].get_size())
    pdf.close()
    words = "Privileged and confidential: attorney work product"
    assert [1] * len(pages) == [text.count(words) for text in pages]
    assert len(pages) > 1
    assert [] == [n for n, text in enumerate(pages, 1) if str(n) not in text.split("\r\n")]


def test_every_link_leads_within_the_file() -> None:
    """Each link leads to a place that there is, and each place is there once."""
    root = html.fromstring(publish(SAMPLE, "memo.html", remarks=True).decode())
    places = [str(each.get("id")) for each in root.iter() if each.get("id")]
    links = [str(each.get("href")) for each in root.iter("a")]
    assert len(places) == len(set(places))
    assert {link[0] for link in links} == {"#"}
    assert {link[1:] for link in links} <= set(places)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_headings_skip_no_level(name: str) -> None:
    """There is one title, and below it each heading is at most one level deeper than the one before."""
    root = html.fromstring(publish(DOCUMENTS[name], "memo.html").decode())
    levels = [int(str(each.tag)[1]) for each in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert 1 == levels.count(1)
    assert all(after - before <= 1 for before, after in zip([0, *levels], levels, strict=False))
