"""The documentation as a site: it builds strictly, asks nothing of the network, and can be searched from a folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from access import chromium

ROOT = Path(__file__).resolve().parents[2]
OUTSIDE = re.compile(r"<(?:script|img|iframe|link)[^>]+(?:src|href)=\"?(https?:[^\" >]+)")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as ``make docs`` builds it."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    made = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False
    )
    assert (0, "") == (made.returncode, made.stderr)
    return folder


def test_every_page_is_in_the_site(site: Path) -> None:
    """Each page and each notebook of the documentation has become a page of the site."""
    docs = ROOT / "docs"
    sources = [*docs.rglob("*.md"), *docs.rglob("*.ipynb")]
    pages = {path.relative_to(docs).with_suffix(".html").as_posix() for path in sources}
    assert pages == {path.relative_to(site).as_posix() for path in site.rglob("*.html")} - {"404.html"}


def test_no_page_asks_for_anything_from_outside(site: Path) -> None:
    """Each script, picture, frame and style sheet of the site is its own."""
    assert [] == [
        (page.name, address)
        for page in site.rglob("*.html")
        for address in OUTSIDE.findall(page.read_text(encoding="utf-8"))
    ]


def test_the_site_is_searched_from_a_folder(site: Path) -> None:
    """Opened as a file, the site finds the dissent's questions, and sends no request."""
    asked: list[str] = []
    with chromium() as browser:
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto((site / "index.html").as_uri())
        page.locator(".md-search__input").press_sequentially("restraining order")
        page.locator(".md-search-result__item").first.wait_for()
        titles = page.locator(".md-search-result__item h1").all_inner_texts()
    assert "The dissent's questions" in titles
    assert [] == [address for address in asked if not address.startswith("file:")]
