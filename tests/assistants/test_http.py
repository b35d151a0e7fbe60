"""Over HTTP: nobody is answered without the token, under a name or from an origin that is not listed."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import anyio
import httpx2
import pytest
import uvicorn
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from afortiori.cli import main
from afortiori.errors import BadInput
from afortiori.mcp.serving import Door, application

TOKEN = "a-token-of-some-thirty-letters"
TODAY = "2026-11-25"


@contextmanager
def served() -> Iterator[str]:
    """The address of a server that runs while the block does."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    host = f"127.0.0.1:{port}"
    door = Door("127.0.0.1", port, (host,), (f"http://{host}",), TOKEN)
    config = uvicorn.Config(application(lambda: TODAY, door), host="127.0.0.1", port=port, log_level="error", ws="none")
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run)
    thread.start()
    try:
        while not running.started:
            time.sleep(0.02)
        yield f"http://{host}/mcp"
    finally:
        running.should_exit = True
        thread.join()


def answered(url: str, **headers: str) -> int:
    """The status with which a request that lists the tools is answered."""
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    accept = {"accept": "application/json, text/event-stream"}
    return httpx2.post(url, json=body, headers=accept | headers, timeout=30).status_code


def test_only_who_shows_the_token_is_answered() -> None:
    """Without the token, with another, or with two: 401. With it, under another name: 421; from another origin: 403."""
    bearer = f"Bearer {TOKEN}"
    with served() as url:
        host = url.split("/")[2]
        assert [401, 401, 401] == [
            answered(url), answered(url, authorization="Bearer " + "x" * 30), answered(url, authorization=TOKEN),
        ]  # fmt: skip
        assert 421 == answered(url, authorization=bearer, host="evil.example")
        assert 403 == answered(url, authorization=bearer, origin="http://evil.example")
        assert answered(url, authorization=bearer, origin=f"http://{host}") < 300


def test_the_official_client_is_answered_over_http() -> None:
    """With the token, the client asks and is answered as over stdio."""
    found: list[str] = []

    async def ask(url: str) -> None:
        async with (
            httpx2.AsyncClient(headers={"authorization": f"Bearer {TOKEN}"}, timeout=30) as http,
            Client(streamable_http_client(url, http_client=http)) as client,
        ):
            result = await client.call_tool("decide", {"matter": "balistreri", "law": {"as_of": "1988-08-24"}})
            assert result.structured_content is not None
            found.append(result.structured_content["answer"]["verdict"])

    with served() as url:
        anyio.run(ask, url)
    assert ["forced"] == found


@pytest.mark.parametrize(
    ("hosts", "origins", "token", "told"),
    [
        ((), ("http://x",), TOKEN, "lists of hosts and origins"),
        (("x",), (), TOKEN, "lists of hosts and origins"),
        (("x",), ("http://x",), "short", "a token of 24 characters"),
        (("x",), ("http://x",), "", "a token of 24 characters"),
    ],
)
def test_a_door_without_its_lists_or_token_is_refused(
    hosts: tuple[str, ...], origins: tuple[str, ...], token: str, told: str
) -> None:
    """There is no HTTP without a list of hosts, a list of origins and a token."""
    with pytest.raises(BadInput, match=told):
        Door("127.0.0.1", 1, hosts, origins, token)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("mcp --http 127.0.0.1:8799", "lists of hosts and origins"),
        ("mcp --http 127.0.0.1:8799 --allow-host x --allow-origin http://x", "a token of 24 characters"),
        ("mcp --http nowhere", "'nowhere' is no address"),
        ("mcp --http 127.0.0.1:99999", "is no address"),
        ("mcp --token-file x", "for HTTP"),
        ("mcp --http 127.0.0.1:1 --allow-host x --allow-origin y --token-file no-such-file", "cannot be read"),
    ],
)
def test_the_command_says_what_is_lacking(written: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The command refuses to serve in the open, and says what to give."""
    assert 2 == main(written.split())
    assert told in capsys.readouterr().err
