"""Debian's Chromium without a window, and what the rules of axe find on a page that it shows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# The shell without windows takes half the work of the whole browser without its window, and draws with the same engine.
BROWSERS = [Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium")]
# Nothing is drawn by a graphics card that is not there, and a page does not start a process of its own.
FRUGAL = ["--no-sandbox", "--disable-gpu", "--process-per-site", "--renderer-process-limit=1"]
ONLY_FAULTS = {"resultTypes": ["violations"], "preload": False}  # what passes need not be told


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser; the test is skipped where there is none."""
    installed = [each for each in BROWSERS if each.is_file()]
    if not installed:
        pytest.skip(f"Chromium is not installed at {' or '.join(map(str, BROWSERS))}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(installed[0]), args=FRUGAL)
        try:
            yield browser
        finally:
            browser.close()


def broken(page: Any) -> list[tuple[str, list[str]]]:
    """Each rule that the page breaks, with the parts that break it."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=ONLY_FAULTS).response["violations"]
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]
