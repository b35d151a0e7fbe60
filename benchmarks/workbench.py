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
from itertools import product
from math import prod
from pathlib import Path
from urllib.parse import urlencode

ROUNDS = 40
LIMIT, LIMIT_LARGE, LIMIT_BLANK = 0.050, 0.100, 1.0
LARGE, LARGE_PACK = "large", "trade-secrets"
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
    """Print the times and their ratios; 1 where a change of a fact takes longer than its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", default="duty-to-protect")
    parser.add_argument("--example", default="balistreri-facts-unknown")
    parser.add_argument("--cases", type=int, default=1_000_000, help="of the large base; 0 for none")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if options.cases:
            made(Path(name), options.cases)
        command = [sys.executable, "-m", "afortiori", "serve", "--port", "0", "--no-browser", "--data", name]
        served = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ))
        try:
            assert served.stdout is not None
            found = re.search(r"http://\S+", served.stdout.readline())
            assert found is not None
            page = Page(found[0])
            over = max(blank(page), measured(page, options.pack, options.example, Path(name)))
            return max(over, large(page, options.cases) if options.cases else 0)
        finally:
            served.terminate()
            served.wait()


def measured(page: Page, pack: str, example: str, folder: Path) -> int:
    """The four requests of a page, each by its median."""
    where = page.post("/matters", pack=pack, example=example)[1]["location"]
    sheet = page.get(where)
    factors = _some_factors(sheet)
    states = iter(product(*factors.values()))
    version = 1

    def change() -> None:
        nonlocal version
        fields = {f"fact.{name}": level for name, level in zip(factors, next(states), strict=True)}
        text, _ = page.post(f"{where}/facts", PARTS, version=version, **fields)
        version = int(re.findall(r'id="version" data-number="(\d+)"', text)[0])

    change()
    empty = median(lambda: page.get("/nosuch"))
    changed, guided = medians(change, lambda: page.get(where, "guidance"))
    _, whole = medians(change, lambda: page.get(where))
    rows = {
        "an empty page": empty,
        "a change of facts: saved, and the verdict on it": changed,
        "the guidance after it": guided,
        "the whole page": whole,
    }
    for said, seconds in rows.items():
        print(f"{said:<50}{seconds * 1000:8.1f} ms{seconds / empty:8.1f} x")
    size = (folder / "matters.sqlite").stat().st_size
    print(f"{version} versions saved, {size / 1_000_000:.1f} MB; limit for a change: {LIMIT * 1000:.0f} ms")
    assert version > ROUNDS
    return int(changed > LIMIT)


def blank(page: Page) -> int:
    """The page of a matter on which nothing is known, when it is first asked for; then its guidance."""
    over = 0
    for pack in ("trade-secrets", "duty-to-protect"):
        where = page.post("/matters", pack=pack)[1]["location"]
        for said, parts in (("the page", ""), ("the guidance after it", "guidance")):
            start = time.perf_counter()
            page.get(where, parts)
            seconds = time.perf_counter() - start
            over = max(over, int(not parts and seconds > LIMIT_BLANK))
            print(f"a blank matter of {pack}: {said:<40}{seconds * 1000:8.1f} ms")
    print(f"limit for the page of a blank matter: {LIMIT_BLANK * 1000:.0f} ms")
    return over


def made(folder: Path, cases: int) -> None:
    """A large base among the user's own: each case has the factors that chance gives it, and goes to the heavier side."""
    import numpy as np

    from afortiori import answers, open_pack

    doctrine, chance = open_pack(LARGE_PACK).doctrine, np.random.default_rng(7)
    ours, theirs = (side.id for side in doctrine.sides)
    names, columns, weight = [factor.id for factor in doctrine.factors], [], np.zeros(cases)
    for factor in doctrine.factors:
        here = chance.random(cases) < 0.35
        weight += here * chance.random() * (1 if factor.side == ours else -1)
        columns.append(np.where(here, "present", "absent"))
    rows = np.column_stack([np.where(weight >= 0, ours, theirs), *columns]).tolist()
    table = folder / "large.csv"
    table.write_text("\n".join(map(",".join, [["holding", *names], *rows])) + "\n", encoding="utf-8")
    (folder / "bases").mkdir()
    answers.index(str(table), LARGE_PACK, str(folder / "bases" / f"{LARGE}.index"), court="ca9", decided="1990-01-01")


def large(page: Page, cases: int) -> int:
    """A change of a fact on the large base: with every fact known, with three unknown, and with twelve."""
    empty = median(lambda: page.get("/nosuch"))
    worst = 0.0
    for said, unknown in (("every fact known", 0), ("three facts unknown", 3), ("twelve facts unknown", 12)):
        where = page.post("/matters", pack=LARGE)[1]["location"]
        names = list(dict.fromkeys(re.findall(r'name="fact\.([\w-]+)"', page.get(where))))
        known = {f"fact.{name}": ("absent", "present")[i % 2] for i, name in enumerate(names[unknown:])}
        page.post(f"{where}/facts", version=1, **known)
        changed, guided = _changes(page, where, known)
        worst = max(worst, changed)
        for what, seconds in (
            (f"of {cases:,} cases, {said}: a change of a fact", changed),
            ("the guidance after it", guided),
        ):
            print(f"{what:<70}{seconds * 1000:8.1f} ms{seconds / empty:8.1f} x")
    print(f"limit for a change on a large base: {LIMIT_LARGE * 1000:.0f} ms")
    return int(worst > LIMIT_LARGE)


def _changes(page: Page, where: str, known: dict[str, str]) -> tuple[float, float]:
    """The median times of a change of a factor, which is saved, and of the guidance after it; no facts come twice."""
    turn, names = 0, list(known)

    def change() -> None:
        nonlocal turn
        name = names[turn % len(names)]
        known[name] = "present" if known[name] == "absent" else "absent"
        text, _ = page.post(f"{where}/facts", PARTS, version=2 + turn, **{name: known[name]})
        turn += 1
        assert f'id="version" data-number="{2 + turn}"' in text

    return medians(change, lambda: page.get(where, "guidance"))


def _some_factors(sheet: str) -> dict[str, list[str]]:
    """The factors on which the verdict hangs, then others, with their levels: enough of them that no facts come twice."""
    found: dict[str, list[str]] = {}
    hanging = re.findall(r'id="hangs-([\w-]+)" class="hangs">', sheet)
    for name in dict.fromkeys([*hanging, *re.findall(r'name="fact\.([\w-]+)"', sheet)]):
        levels = dict.fromkeys(re.findall(rf'name="fact\.{name}" value="([\w-]+)"', sheet))
        found[name] = [level for level in levels if level not in ("unknown", "several")]
        if prod(map(len, found.values())) > 2 * ROUNDS:
            return found
    raise AssertionError("too few facts are told apart here")


def median(ask: Callable[[], object]) -> float:
    """The median wall-clock time, seconds, over the rounds."""
    return statistics.median(_timed(ask) for _ in range(ROUNDS))


def medians(first: Callable[[], object], then: Callable[[], object]) -> tuple[float, float]:
    """The median times of two requests, each round one after the other: what the second needs is not kept from a round before."""
    times = [(_timed(first), _timed(then)) for _ in range(ROUNDS)]
    return statistics.median(a for a, _ in times), statistics.median(b for _, b in times)


def _timed(ask: Callable[[], object]) -> float:
    start = time.perf_counter()
    ask()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
