"""A workbench that a firm shares, opened for a test: accounts, and a browser for each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")

from argon2 import PasswordHasher
from starlette.testclient import TestClient

from afortiori.store.cabinet.rows import SqlCabinet
from afortiori.workbench.accounts import Accounts
from afortiori.workbench.app import Place, application
from afortiori.workbench.desk import Desk
from afortiori.workbench.porter import Porter
from workbench.opening import HOST, NOON

WORDS = "correct horse staple"
PEOPLE = ("ada", "ben", "carl")
CHART = b"Case,Court,Date,Outcome,Warned (P)\nA v. B,9th Cir.,1980-01-01,plaintiff,yes\nC v. D,9th Cir.,1981-01-01,defendant,no\n"


@dataclass(frozen=True)
class Person:
    """Somebody at the shared workbench, in a browser of her own."""

    client: TestClient

    @cached_property
    def token(self) -> str:
        """The token that every form of this browser carries."""
        found = re.search(r'data-token="([^"]+)"', self.client.get("/account").text)
        assert found is not None
        return found[1]

    def post(self, address: str, **fields: Any) -> Any:
        """A form sent, with the fields named."""
        data = fields | {"form_token": self.token}
        return self.client.post(address, data=data, follow_redirects=False)

    def bring(self, name: str, data: bytes) -> str:
        """A file brought; the address that shows it."""
        token = {"form_token": self.token}
        answer = self.client.post("/bring", data=token, files={"file": (name, data)}, follow_redirects=False)
        return str(answer.headers["location"])

    def begin(self, pack: str = "wild-animals", example: str = "popov") -> str:
        """A new matter; its address."""
        return str(self.post("/matters", pack=pack, example=example).headers["location"])


@lru_cache(maxsize=1)
def kept_cheaply() -> str:
    """What is kept of their password, by argon2 at its least: what it costs in use is asserted where passwords are."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(WORDS)


class Firm:
    """A shared workbench with three accounts, of whom the first is its administrator."""

    def __init__(self, folder: Path, cabinet: SqlCabinet, *, place: Place | None = None) -> None:
        self.cabinet = cabinet
        self.desk = Desk(cabinet, folder, lambda: NOON)
        self.accounts = Accounts(self.desk.roll, lambda: NOON)
        for name in PEOPLE:
            self.accounts.roll.add(name, kept_cheaply(), self.desk.now(), administrator=name == "ada")
        self.place = place or Place(frozenset({HOST}))
        self.app = application(self.desk, self.accounts, self.place)

    @property
    def porter(self) -> Porter:
        """The porter, behind the guard."""
        app: Any = self.app
        porter: Porter = app.app
        return porter

    def visitor(self) -> TestClient:
        """A browser in which nobody is signed in."""
        return TestClient(self.app, base_url=f"{'https' if self.place.secure else 'http'}://{HOST}")

    def person(self, name: str) -> Person:
        """Somebody signed in by her password."""
        client = self.visitor()
        answer = client.post("/sign-in", data={"name": name, "password": WORDS}, follow_redirects=False)
        assert answer.status_code == 303
        return Person(client)

    def session(self, name: str) -> Person:
        """Somebody signed in already."""
        client = self.visitor()
        client.cookies.set(self.place.cookie, self.accounts.begin(name), domain="127.0.0.1")
        return Person(client)
