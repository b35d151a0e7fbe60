"""A shared workbench as it is served, by HTTPS or not, on SQLite or PostgreSQL: two people and a wall between them, in browsers; many at once."""

from __future__ import annotations

import http.client
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from time import sleep
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from afortiori.store.cabinet.opening import cabinet_at
from afortiori.store.cabinet.people import Roll
from afortiori.store.cabinet.rows import SqlCabinet
from afortiori.store.papers import papers_of
from afortiori.workbench.accounts import Accounts, kept
from afortiori.workbench.desk import Desk
from workbench.browsing import Served, Visit, visit
from workbench.firm import WORDS

MANY, SPREAD = 200, 3.0


class Team:
    """A shared workbench that is served, and its cabinet."""

    def __init__(self, folder: Path, database: str, *options: str) -> None:
        self.folder, self.database = folder, database
        with closing(self.cabinet()) as cabinet:
            for name in ("ada", "ben"):
                Roll(cabinet.ground).add(name, kept(WORDS, name), "2026-11-25T12:00:00Z", administrator=name == "ada")
        self.served = Served(folder, "--shared", *options, AFORTIORI_DATABASE=database)

    def cabinet(self) -> SqlCabinet:
        """The cabinet, as another process opens it."""
        return cabinet_at(self.folder, self.database)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def team(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """A workbench for each that can keep it: the one by HTTPS, the other plainly, as on one machine."""
    folder = tmp_path_factory.mktemp("team")
    if request.param == "sqlite":
        team = Team(folder, "", *certified(folder))
    else:
        team = Team(folder, request.getfixturevalue("postgresql").database())
    yield team
    team.served.close()


def certified(folder: Path) -> tuple[str, ...]:
    """The options for a certificate that this machine signed itself."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    key, certificate = str(folder / "key.pem"), str(folder / "certificate.pem")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, stderr=subprocess.DEVNULL)
    return "--certificate", certificate, "--key", key


def signed_in(browser: Browser, team: Team, name: str, *, script: bool = True) -> Visit:
    """Somebody at a browser of her own, signed in by the form."""
    seen = visit(browser, team.served, script=script)
    seen.wrong.clear()  # the first page answers 401 with the form, which a browser notes
    seen.page.get_by_label("Name").fill(name)
    seen.page.get_by_label("Password").fill(WORDS)
    seen.page.get_by_role("button", name="Sign in").click()
    expect(seen.page.get_by_role("link", name=name)).to_be_visible()
    return seen


def test_two_people_and_a_wall_between_them(browser: Browser, team: Team) -> None:
    """What one begins the other cannot find, until she names him; he works on it, without a script; withdrawn, he is out."""
    ada, ben = signed_in(browser, team, "ada"), signed_in(browser, team, "ben", script=False)
    ada.page.select_option("#example-wild-animals", "popov")
    ada.page.locator("#example-wild-animals ~ button").click()
    ada.page.wait_for_url("**/matters/*")
    matter = ada.path

    def told_to_ben() -> str:
        return ben.go(matter).get_by_role("heading", level=1).text_content() or ""

    assert "Nothing here" in told_to_ben()
    assert ben.go("/").locator(f'a[href="{matter}"]').count() == 0
    ada.page.get_by_role("link", name="People", exact=True).click()
    ada.page.get_by_label("Somebody else").select_option("ben")
    ada.page.get_by_role("button", name="May open it").click()
    expect(ada.page.get_by_role("rowheader", name="ben")).to_be_visible()
    assert "Popov" in told_to_ben()
    ben.page.locator('input[type="radio"][name="fact.malice"][value="present"]').check(force=True)
    ben.page.get_by_role("button", name="See the verdict on these facts").click()
    expect(ben.page.locator("#version")).to_have_attribute("data-number", "2")
    expect(ada.go(f"{matter}/history").get_by_role("main")).to_contain_text("ben")
    ada.go(f"{matter}/people").get_by_role("button", name="Withdraw ben").click()
    expect(ada.page.get_by_role("rowheader", name="ben")).to_have_count(0)
    assert "Nothing here" in told_to_ben()
    assert ada.go(f"/log?words={matter.rpartition('/')[2]}").get_by_role("cell", name="ben", exact=True).count() > 0
    ada.page.get_by_role("button", name="Sign out").click()
    expect(ada.page.get_by_role("button", name="Sign in")).to_be_visible()
    assert ada.wrong == []


@pytest.mark.parametrize("team", ["sqlite"], indirect=True)
def test_axe_finds_nothing_where_people_are(browser: Browser, team: Team) -> None:
    """On no page that only a shared workbench has does axe find a fault, light or dark, at 320 or 1440 pixels."""
    faults = visit(browser, team.served).faults("/sign-in")
    ada = signed_in(browser, team, "ada")
    ada.page.locator("#example-wild-animals ~ button").click()
    ada.page.wait_for_url("**/matters/*")
    matter = ada.path
    for path in ("/account", "/log", f"{matter}/people"):
        ada.go(path)
        faults |= ada.faults(path)
    assert faults == {}


UNVERIFIED = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
UNVERIFIED.check_hostname, UNVERIFIED.verify_mode = False, ssl.CERT_NONE


class Worker:
    """Somebody signed in, at a matter of her own; a connection for each question, since a server ends one that is idle."""

    def __init__(self, team: Team, cookie: str, matter: str) -> None:
        where = urlsplit(team.served.origin)
        self.connection = (
            http.client.HTTPSConnection(where.netloc, timeout=120, context=UNVERIFIED)
            if where.scheme == "https"
            else http.client.HTTPConnection(where.netloc, timeout=120)
        )
        self.cookie, self.matter = cookie, f"/matters/{matter}"

    def look(self, pause: float) -> int:
        """Come when she likes, and look at the matter; the status of the answer."""
        sleep(pause)
        return self.ask("GET", self.matter, parts="verdict version")[0]

    def change(self, token: str) -> int:
        """Change a fact; the status of the answer."""
        fields = {"version": 1, "form_token": token, "fact.malice": "present"}
        return self.ask("POST", f"{self.matter}/facts", urlencode(fields), "verdict version")[0]

    def ask(self, method: str, path: str, body: str = "", parts: str = "") -> tuple[int, str]:
        """The status and the text of an answer."""
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded", "X-Parts": parts}
        self.connection.request(method, path, body or None, headers)
        with closing(self.connection):
            answer = self.connection.getresponse()
            return answer.status, answer.read().decode()


def test_two_hundred_at_human_pace_are_all_answered(team: Team) -> None:
    """Two hundred people, each signed in, look at a matter within some seconds, and every fourth changes a fact: none is refused."""
    where = urlsplit(team.served.origin)
    cookie = "__Host-afortiori" if where.scheme == "https" else f"afortiori_{where.port}"
    with closing(team.cabinet()) as cabinet, ThreadPoolExecutor(MANY) as at_once:
        desk = Desk(cabinet, team.folder, lambda: datetime.now(UTC))
        accounts, pack, hers = Accounts(desk.roll, desk.clock), desk.pack("wild-animals"), desk.of("ada")
        papers = papers_of(pack.matters["popov"], pack)
        matters = [hers.create(papers, "ada", "Begun") for _ in range(MANY // 4)]
        secrets = [accounts.begin("ada") for _ in range(MANY)]
        workers = [Worker(team, f"{cookie}={secret}", matters[n // 4]) for n, secret in enumerate(secrets)]
        looked = list(at_once.map(Worker.look, workers, (n * SPREAD / MANY for n in range(MANY))))
        tokens = [getattr(accounts.session(secret), "form_token", "") for secret in secrets[::4]]
        changed = list(at_once.map(Worker.change, workers[::4], tokens))
        assert {200} == {*looked, *changed}
        assert {2} == {hers.cabinet.open(matter).entry.number for matter in matters}
