"""What stands before every page: whose host is asked, whence a form comes, how much is sent; and the headers of every answer."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

API = "/api/v1"
PROBLEM = "application/problem+json"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "x-robots-tag": "noindex",
}
ALWAYS = {"strict-transport-security": "max-age=31536000"}
METHODS = ("GET", "HEAD", "POST")


class _TooLarge(Exception):
    """More was sent than is taken."""


@dataclass(frozen=True, slots=True)
class Guard:
    """An application behind its guard. ``hosts`` are the names it answers to, each with its port; ``most`` is in bytes.

    ``secure``: it is reached by HTTPS only. ``proxy``: by a proxy, and only then what forwarding says is believed.
    """

    app: App
    hosts: frozenset[str]
    most: int
    secure: bool = False
    proxy: bool = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, refused or passed on."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, _with_headers(send, HEADERS | (ALWAYS if self.secure else {})))

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        refused = self._refused(scope["method"], headers)
        if self.proxy:
            scope["client"] = (_last(headers, "x-forwarded-for"), 0)
        if refused:
            await say(send, *refused, path=scope["path"])
            return
        await bounded(self.app, self.most, scope, receive, send)

    def _refused(self, method: str, headers: dict[str, str]) -> tuple[int, str] | None:
        """The status and the words of a refusal; None where the request may pass."""
        host = headers.get("host", "").lower()
        if self.proxy and _last(headers, "x-forwarded-proto") != "https":
            return 403, "This is answered by HTTPS only. The proxy in front must say so: X-Forwarded-Proto: https."
        if host not in self.hosts:
            return 421, "This address is not one that afortiori answers to. Use the one that it printed."
        if method not in METHODS:
            return 405, "Only GET, HEAD and POST are answered."
        if method == "POST" and not _from_here(headers, host):
            return 403, "This form was sent from another site. Nothing was changed."
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or len(length) > 15 or int(length) > self.most:
            return _large(self.most)
        return None


async def bounded(app: App, most: int, scope: Scope, receive: Receive, send: Send) -> None:
    """Ask the application, and take no more than ``most`` bytes of what is sent."""
    body = _Body(receive, send, most)
    try:
        await app(scope, body.receive, body.send)
    except _TooLarge:
        await say(send, *_large(most), path=scope["path"])


def _large(most: int) -> tuple[int, str]:
    bound = f"{most // 1_000_000} MB" if most >= 1_000_000 else f"{most // 1_000} KB"
    return 413, f"That is more than is taken at once: at most {bound}. Nothing was changed."


def _from_here(headers: dict[str, str], host: str) -> bool:
    """Whether a form was sent from a page of ours, as far as the browser tells; each form has its own token besides.

    Our pages send no referrer, so a browser gives their origin as null: there it is ``sec-fetch-site`` that tells.
    """
    origin, site = headers.get("origin", "null").lower(), headers.get("sec-fetch-site", "same-origin").lower()
    return origin in ("null", f"http://{host}", f"https://{host}") and site in ("same-origin", "none")


@dataclass(slots=True)
class _Body:
    """What a request sends, counted: past the bound the application is left, and what it then says is not heard."""

    source: Receive
    answer: Send
    most: int
    taken: int = 0

    async def receive(self) -> Message:
        message = await self.source()
        self.taken += len(message.get("body", b""))
        if self.taken > self.most:
            raise _TooLarge
        return message

    async def send(self, message: Message) -> None:
        if self.taken <= self.most:
            await self.answer(message)


def _last(headers: dict[str, str], name: str) -> str:
    """What the nearest proxy said: those before it may have been made up by anybody."""
    return headers.get(name, "").rpartition(",")[2].strip()


def _with_headers(send: Send, every: dict[str, str]) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            named = {name.lower() for name, _ in message["headers"]}
            more = every if b"cache-control" in named else {**every, "cache-control": "no-store"}
            added = [(name.encode(), value.encode()) for name, value in more.items()]
            message = {**message, "headers": [*message["headers"], *added]}
        await send(message)

    return sent


async def say(send: Send, status: int, words: str, more: Sequence[tuple[bytes, bytes]] = (), *, path: str = "") -> None:
    """Answer in a line of plain text; under the API as a problem."""
    kind, body = "text/plain; charset=utf-8", f"{words}\n"
    if path == API or path.startswith(f"{API}/"):
        told = {"type": "about:blank", "title": "Refused", "status": status, "detail": words, "problems": []}
        kind, body = PROBLEM, json.dumps(told)
    headers = [(b"content-type", kind.encode()), (b"connection", b"close"), *more]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body.encode()})
