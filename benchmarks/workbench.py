"""How long the workbench takes to answer a change of a fact, at the server and over HTTP, as a ratio to an empty page.

The requests are those that the page itself sends: a form in the background, which is saved as a version on the disk and answered with
the verdict and what stands beside it; then the guidance.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

ROUNDS = 40
LIMIT = 0.050
PARTS = "notice verdict standing matters version"


class Page:
    """The page's side of a workbench that is served: one connection, one cookie, one matter."""

    def __init__(self, address: str) -> None:
        host, _, path = address.removeprefix("http://").partition("/")
        self.host, self.connection = host, http.client.HTTPConnection(host)
        self.cookie = ""
        self.cookie = self._ask("GET", f"/{path}")[1]["set-cookie"].partition(";")[0]
        found = re.search(r'data-token="([^"]+)"', self._ask("GET", "/")[0])
        assert found is not None
        self.token = found[1]

    def _ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[str, dict[str, str]]:
        sent = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded", **headers}
        self.connection.request(method, path, body or None, sent)
        answer = self.connection.getresponse()
        return answer.read().decode(), {name.lower(): value for name, value in answer.getheaders()}

    def post(self, path: str, parts: str = "", **fields: str | int) -> tuple[str, dict[str, str]]:
        """A form sent, as the page sends it."""
        body = urlencode(
            {name.replace("__", "."): value for name, value in fields.items()} | {"form_token": self.token}
        )
        return self._ask("POST", path, body, **({"X-Parts": parts} if parts else {}))

    def get(self, path: str, parts: str = "") -> str:
        """A page, or parts of it."""
        return self._ask("GET", path, **({"X-Parts": parts} if parts else {}))[0]


def main() -> int:
    """Print the times and their ratios; 1 where a change of a fact takes longer than the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", default="duty-to-protect")
    parser.add_argument("--example", default="balistreri-facts-unknown")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        command = [sys.executable, "-m", "afortiori", "serve", "--port", "0", "--no-browser", "--data", name]
        served = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ))
        try:
            assert served.stdout is not None
            found = re.search(r"http://\S+", served.stdout.readline())
            assert found is not None
            return measured(Page(found[0]), options.pack, options.example, Path(name))
        finally:
            served.terminate()
            served.wait()


def measured(page: Page, pack: str, example: str, folder: Path) -> int:
    """The four requests of a page, each by its median."""
    where = page.post("/matters", pack=pack, example=example)[1]["location"]
    sheet = page.get(where)
    [factor, *levels] = _a_factor(sheet)
    version, turn = 1, 0

    def change() -> None:
        nonlocal version, turn
        turn += 1
        fields: dict[str, str | int] = {"version": version, f"fact.{factor}": levels[turn % len(levels)]}
        text, _ = page.post(f"{where}/facts", PARTS, **fields)
        version = int(re.findall(r'id="version" data-number="(\d+)"', text)[0])

    change()
    empty = median(lambda: page.get("/nosuch"))
    rows = {
        "an empty page": empty,
        "a change of a fact: saved, and the verdict on it": median(change),
        "the guidance after it": median(lambda: page.get(where, "guidance")),
        "the whole page": median(lambda: page.get(where)),
    }
    for said, seconds in rows.items():
        print(f"{said:<50}{seconds * 1000:8.1f} ms{seconds / empty:8.1f} x")
    size = (folder / "matters.sqlite").stat().st_size
    print(f"{version} versions saved, {size / 1_000_000:.1f} MB; limit for a change: {LIMIT * 1000:.0f} ms")
    assert version > ROUNDS
    return int(rows["a change of a fact: saved, and the verdict on it"] > LIMIT)


def _a_factor(sheet: str) -> list[str]:
    """The factor on which the verdict hangs first, and its levels."""
    found = re.search(r'id="hangs-([\w-]+)" class="hangs">', sheet)
    name = found[1] if found else re.findall(r'name="fact\.([\w-]+)"', sheet)[0]
    levels = re.findall(rf'name="fact\.{name}" value="([\w-]+)"', sheet)
    return [name, *(level for level in dict.fromkeys(levels) if level not in ("unknown", "several"))]


def median(ask: Callable[[], object]) -> float:
    """The median wall-clock time, seconds, over the rounds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        ask()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


if __name__ == "__main__":
    sys.exit(main())
