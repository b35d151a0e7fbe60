"""A real browser at a real server: ``afortiori serve`` in a process of its own, and Debian's Chromium."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest

pytest.importorskip("uvicorn", reason="the extra 'web' is not installed")
pytest.importorskip("playwright", reason="playwright is not installed")

from access import broken
from playwright.sync_api import Browser, BrowserContext, Page, Request

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
CHART = """\
Case,Citation,Court,Date,Outcome,Warned (P),Trespasser (D)
Adams v. Hill,100 F.2d 1 (9th Cir. 1980),9th Cir.,1980-05-01,plaintiff,yes,no
Baker v. Hill,200 F.2d 1 (9th Cir. 1985),9th Cir.,1985-05-01,defendant,no,yes
Cole v. Hill,300 F.2d 1 (9th Cir. 1986),9th Cir.,1986-05-01,plaintiff,yes,yes
"""


# Put before all else in the server's process, and in those that it starts: it writes down whom they reach for, and where they listen.
WATCH = """\
import os, sys
_told = os.open(os.environ["WATCHED"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
def _watch(event, args):
    if event in ("socket.connect", "socket.bind", "socket.sendto"):
        where = args[1][0] if isinstance(args[1], tuple) else ""
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        where = args[0]
    else:
        return
    os.write(_told, f"{event} {where}\\n".encode())
sys.addaudithook(_watch)
"""
NEAR = ("127.0.0.1", "localhost", "::1", "", "None")


class Served:
    """A workbench that is served in a process of its own, watched, and the address that it prints."""

    def __init__(self, folder: Path, *options: str, **environment: str) -> None:
        self.folder = folder
        watch = folder / "watch"
        watch.mkdir(parents=True, exist_ok=True)
        (watch / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
        path = os.pathsep.join(filter(None, (str(watch), os.environ.get("PYTHONPATH"))))
        told = {"PYTHONPATH": path, "WATCHED": str(watch / "told")}
        command = [sys.executable, "-m", "afortiori", "serve", "--port", "0", "--no-browser", "--data", str(folder)]
        self.process = subprocess.Popen(
            [*command, *options], stdout=subprocess.PIPE, text=True, env=os.environ | told | environment
        )
        assert self.process.stdout is not None
        found = re.search(r"https?://\S+", self.process.stdout.readline())
        assert found is not None
        self.enter = found[0]
        self.origin = self.enter.partition("/enter")[0]

    def reached(self) -> list[str]:
        """What its processes did with the network beyond this machine."""
        lines = (self.folder / "watch" / "told").read_text(encoding="utf-8").splitlines()
        assert lines, "nothing was watched"
        return [line for line in lines if line.partition(" ")[2] not in NEAR]

    def close(self) -> None:
        """End it, as Ctrl-C does; it reached for nothing outside, and listened nowhere else."""
        self.process.terminate()
        self.process.communicate(timeout=20)
        assert self.reached() == []


class Visit:
    """A page of the browser, let in, with all that went wrong or that it asked of anybody but the server."""

    def __init__(self, context: BrowserContext, served: Served, *, enter: bool = True) -> None:
        self.context, self.served = context, served
        self.wrong: list[str] = []
        self.looks: dict[str, dict[str, int]] = {scheme: {} for scheme in SCHEMES}
        self.page: Page = context.new_page()
        context.on("request", self._noted)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        self.page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        if enter:
            self.page.goto(served.enter)

    def _noted(self, request: Request) -> None:
        if urlsplit(request.url).hostname != "127.0.0.1":
            self.wrong.append(f"a request left the machine: {request.url}")

    def go(self, path: str) -> Page:
        """A page of the workbench."""
        self.page.goto(self.served.origin + path)
        return self.page

    def faults(self, where: str) -> dict[str, list[str]]:
        """What axe finds on the page, light and dark, narrow and wide, all of it unfolded; and whether it scrolls sideways."""
        faults: dict[str, list[str]] = {}
        self.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        for width, scheme in product((1440, 320), SCHEMES):
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.emulate_media(color_scheme=scheme)
            told = broken(self.page, self.looks[scheme], only_colours=scheme == "dark")
            if self.page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
                told.append("it scrolls sideways")
            if told:
                faults[f"{where} {width} {scheme}"] = told
        return faults

    @property
    def path(self) -> str:
        """Where the page is."""
        return urlsplit(self.page.url).path


def visit(browser: Browser, served: Served, *, script: bool = True) -> Visit:
    """A browser of its own, let in."""
    context = browser.new_context(
        java_script_enabled=script,
        ignore_https_errors=True,
        viewport={"width": 1280, "height": 900},
        accept_downloads=True,
    )
    context.set_default_timeout(20_000)
    return Visit(context, served)
