"""A real browser at a real server: ``afortiori serve`` in a process of its own, and Debian's Chromium."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

pytest.importorskip("uvicorn", reason="the extra 'web' is not installed")
pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
CHART = """\
Case,Citation,Court,Date,Outcome,Warned (P),Trespasser (D)
Adams v. Hill,100 F.2d 1 (9th Cir. 1980),9th Cir.,1980-05-01,plaintiff,yes,no
Baker v. Hill,200 F.2d 1 (9th Cir. 1985),9th Cir.,1985-05-01,defendant,no,yes
Cole v. Hill,300 F.2d 1 (9th Cir. 1986),9th Cir.,1986-05-01,plaintiff,yes,yes
"""


class Served:
    """A workbench that is served, and the address that opens it."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "afortiori", "serve", "--port", "0", "--no-browser", "--data", str(folder)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ))
        assert self.process.stdout is not None
        found = re.search(r"http://\S+", self.process.stdout.readline())
        assert found is not None
        self.enter = found[0]
        self.origin = self.enter.partition("/enter")[0]

    def close(self) -> None:
        """End it, as Ctrl-C does."""
        self.process.terminate()
        self.process.communicate(timeout=20)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser; the test is skipped where there is none."""
    if not CHROMIUM.is_file():
        pytest.skip("Chromium is not installed at /usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


class Visit:
    """A page of the browser, let in, with all that went wrong or that it asked of anybody but the server."""

    def __init__(self, context: BrowserContext, served: Served, *, enter: bool = True) -> None:
        self.context, self.served = context, served
        self.wrong: list[str] = []
        self.page: Page = context.new_page()
        context.route("**/*", self._route)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        self.page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        if enter:
            self.page.goto(served.enter)

    def _route(self, route: Route) -> None:
        if urlsplit(route.request.url).hostname != "127.0.0.1":
            self.wrong.append(f"a request left the machine: {route.request.url}")
            route.abort()
        else:
            route.continue_()

    def go(self, path: str) -> Page:
        """A page of the workbench."""
        self.page.goto(self.served.origin + path)
        return self.page

    @property
    def path(self) -> str:
        """Where the page is."""
        return urlsplit(self.page.url).path


def visit(browser: Browser, served: Served, *, script: bool = True) -> Visit:
    """A browser of its own, let in."""
    context = browser.new_context(
        java_script_enabled=script,
        viewport={"width": 1280, "height": 900},
        accept_downloads=True,
    )
    context.set_default_timeout(20_000)
    return Visit(context, served)
