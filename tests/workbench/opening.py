"""A workbench opened for a test: its desk in a folder of its own, its clock stopped, and a client that is signed in."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")

from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from afortiori.store.cabinet.sqlite import SqliteCabinet
from afortiori.workbench import sharing
from afortiori.workbench.app import PAGES, Place, application
from afortiori.workbench.desk import Desk
from afortiori.workbench.session import Sessions

HOST = "127.0.0.1:8642"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


class Bench:
    """A workbench and somebody at it."""

    def __init__(self, folder: Path, *, person: str = "Ada") -> None:
        self.folder = folder
        self.cabinet = SqliteCabinet(folder / "matters.sqlite")
        self.desk = Desk(self.cabinet, folder, lambda: NOON)
        self.sessions = Sessions(person)
        self.app = application(self.desk, self.sessions, Place(frozenset({HOST})))
        self.client = self.visitor()
        self.client.get(f"/enter?token={self.sessions.printed}", follow_redirects=False)

    def visitor(self) -> TestClient:
        """A browser that nobody let in."""
        return TestClient(self.app, base_url=f"http://{HOST}", raise_server_exceptions=True)

    @cached_property
    def token(self) -> str:
        """The token that every form of this browser carries, from a page that reads no pack."""
        found = re.search(r'data-token="([^"]+)"', self.client.get("/api").text)
        assert found is not None
        return found[1]

    def post(self, address: str, *, parts: str = "", **fields: Any) -> Any:
        """A form sent, with the fields named; '__' in a name stands for a dot."""
        data = {name.replace("__", "."): value for name, value in fields.items()} | {"form_token": self.token}
        headers = {"x-parts": parts} if parts else {}
        return self.client.post(address, data=data, headers=headers, follow_redirects=False)

    def begin(self, pack: str, example: str = "") -> str:
        """A new matter; its address."""
        answer = self.post("/matters", pack=pack, example=example)
        assert answer.status_code == 303
        return str(answer.headers["location"])

    def on_top(self, answer: Any) -> Any:
        """What 'Make my change on top of theirs' sends, on a page that told of a conflict."""
        assert answer.status_code == 409
        fields = {name: unescape(value) for name, value in HIDDEN.findall(answer.text)}
        return self.client.post(answer.request.url.path, data=fields, follow_redirects=False)

    def data(self, address: str) -> Any:
        """A page as data."""
        answer = self.client.get(f"{address}.json")
        assert answer.status_code == 200
        return answer.json()


def paths(method: str, *, shared: bool = False) -> list[str]:
    """The address of every page or form that takes a method, its names in braces."""
    modules = (sharing, *PAGES) if shared else PAGES
    found = [route for module in modules for route in module.router.routes if isinstance(route, APIRoute)]
    return sorted({route.path for route in found if method in (route.methods or ())})
