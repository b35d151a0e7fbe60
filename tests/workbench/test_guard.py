"""Who may open a page, whence a form may come, and what every answer says to the browser."""

from __future__ import annotations

import re
from typing import Any

import pytest

from afortiori.workbench.guard import POLICY
from workbench.opening import Bench, paths


def routes(method: str) -> list[str]:
    """The addresses of the workbench that take a method, with something in the place of each name."""
    return sorted(re.sub(r"\{\w+\}", "1", path) for path in paths(method))


def test_every_page_is_closed_to_who_is_not_let_in(bench: Bench) -> None:
    """Without a session no page shows anything but how to open it."""
    visitor, pages = bench.visitor(), routes("GET")
    assert len(pages) > 40
    assert dict.fromkeys(pages, 401) == {path: visitor.get(path).status_code for path in pages}


def test_every_form_needs_its_token(bench: Bench) -> None:
    """A form without the token of its session is refused, whatever it is for."""
    forms = routes("POST")
    assert len(forms) > 15
    assert dict.fromkeys(forms, 403) == {
        path: bench.client.post(path, data={"form_token": "x"}).status_code for path in forms
    }


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://example.test"},
        {"origin": "http://127.0.0.1:9"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_form_from_another_site_is_refused(bench: Bench, headers: dict[str, str]) -> None:
    """A form that another site's page sends is refused, even with the right token."""
    data = {"form_token": bench.token, "pack": "wild-animals"}
    assert bench.client.post("/matters", data=data, headers=headers).status_code == 403


@pytest.mark.parametrize("host", ["example.test", "127.0.0.1", "127.0.0.1:1", "", "localhost:8642.example.test"])
def test_another_hosts_name_is_not_answered(bench: Bench, host: str) -> None:
    """A name that points here from elsewhere opens nothing."""
    assert bench.client.get("/", headers={"host": host}).status_code == 421


def test_the_token_for_the_browser_opens_once(bench: Bench) -> None:
    """The token that a command line showed to others on the machine opens one session, and the session is a new one."""
    token = bench.sessions.once
    first, second = bench.visitor(), bench.visitor()
    first.cookies.set("afortiori", "planted")
    assert first.get(f"/enter?token={token}").status_code == 200
    assert second.get(f"/enter?token={token}").status_code == 401
    assert first.cookies.get("afortiori", domain="127.0.0.1") != "planted"


def test_the_cookie_is_read_by_no_script_and_sent_from_no_other_site(bench: Bench) -> None:
    """The cookie of a session is HttpOnly and SameSite=Strict."""
    answer = bench.visitor().get(f"/enter?token={bench.sessions.printed}", follow_redirects=False)
    cookie = answer.headers["set-cookie"]
    assert [part in cookie for part in ("HttpOnly", "SameSite=strict", "Path=/")] == [True] * 3


def test_every_answer_is_strict(bench: Bench) -> None:
    """Whatever is answered, the browser is told to run and load nothing but what is ours, and to tell nobody."""
    for answer in (bench.client.get("/"), bench.client.get("/nosuch"), bench.visitor().get("/"), bench.client.put("/")):
        assert POLICY == answer.headers["content-security-policy"]
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert "unsafe" not in POLICY
    assert "http" not in POLICY


def test_no_page_of_the_library_is_left_open(bench: Bench) -> None:
    """The framework's own pages, which load scripts from elsewhere, are not there."""
    assert [404, 404, 404] == [bench.client.get(path).status_code for path in ("/docs", "/redoc", "/openapi.json")]


def test_what_is_too_large_is_refused(bench: Bench) -> None:
    """More than is taken is refused, whether the length is told beforehand or not."""
    told = bench.client.post("/bring", content=b"x", headers={"content-length": "99000000"})
    assert told.status_code == 413

    def endless() -> Any:
        yield b"--b\r\n"
        for _ in range(40):
            yield b"x" * 1_000_000

    headers = {"content-type": "multipart/form-data; boundary=b"}
    assert bench.client.post("/bring", content=endless(), headers=headers).status_code == 413


@pytest.mark.parametrize("name", ["..%2fapp.py", "%2e%2e/app.py", "nosuch.css", ".", "..%5capp.py"])
def test_only_our_own_files_are_sent(bench: Bench, name: str) -> None:
    """No address leads to a file that is not one of the few that pages load."""
    assert bench.client.get(f"/static/{name}").status_code == 404
