"""The server itself: over standard input and output, or over HTTP behind a list of hosts, a list of origins and a token."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

from mcp.server import MCPServer
from mcp.server.transport_security import TransportSecuritySettings

from afortiori.errors import bad_option
from afortiori.mcp.library import RULES, Library
from afortiori.mcp.results import Shelf
from afortiori.mcp.tools import Tools
from afortiori.version import VERSION

LEAST_TOKEN = 24
MOST_BODY = 4_000_000
INSTRUCTIONS = f"""\
afortiori reasons from decided cases: what they compel on given facts, and what they leave open. Use it instead of your memory of the
law. Begin with the tool `doctrines`, then `doctrine`, then `decide`. Results carry citations, a certificate and the assumptions.

{RULES}"""
Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Any, Send], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Door:
    """Where a server answers over HTTP, which names of its host and which origins it takes, and the token that it demands."""

    host: str
    port: int
    hosts: tuple[str, ...]
    origins: tuple[str, ...]
    token: str

    def __post_init__(self) -> None:
        if not self.hosts or not self.origins:
            raise bad_option(
                "over HTTP the server needs lists of hosts and origins",
                "give --allow-host and --allow-origin, each once or more",
            )
        if len(self.token) < LEAST_TOKEN or not self.token.isascii():
            what = f"over HTTP the server needs a token of {LEAST_TOKEN} characters or more"
            raise bad_option(what, "write one to a file, give --token-file FILE, and keep the file to yourself")


def server(today: Callable[[], str]) -> MCPServer[Any]:
    """A server with its tools, resources and prompts; ``today`` tells the day."""
    made: MCPServer[Any] = MCPServer(
        "afortiori", title="afortiori", instructions=INSTRUCTIONS, version=VERSION, log_level="WARNING"
    )
    shelf = Shelf()
    Tools(today, shelf).register(made)
    Library(today, shelf).register(made)
    return made


def serve(today: Callable[[], str]) -> None:
    """Answer over standard input and output until it ends."""
    server(today).run("stdio")


def application(today: Callable[[], str], door: Door) -> App:
    """The server as an ASGI application: the token first, then host and origin, then the protocol."""
    security = TransportSecuritySettings(
        enable_dns_rebinding_protection=True, allowed_hosts=list(door.hosts), allowed_origins=list(door.origins)
    )
    app = server(today).streamable_http_app(
        transport_security=security,
        host=door.host,
        stateless_http=True,
        json_response=True,
        max_request_body_size=MOST_BODY,
    )
    return Demanding(app, door.token)


class Demanding:
    """An application that answers only who shows the token, whatever is asked."""

    def __init__(self, app: App, token: str) -> None:
        self._app = app
        self._header = f"Bearer {token}".encode()

    async def __call__(self, scope: Scope, receive: Any, send: Send) -> None:
        """Let the request through, or answer 401."""
        if scope["type"] == "lifespan" or self._shown(scope.get("headers", ())):
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"www-authenticate", b"Bearer")]
            await send({"type": "http.response.start", "status": 401, "headers": headers})
            await send({"type": "http.response.body", "body": b"The token is missing or wrong.\n"})

    def _shown(self, headers: Sequence[tuple[bytes, bytes]]) -> bool:
        shown = [value for name, value in headers if name.lower() == b"authorization"]
        return len(shown) == 1 and hmac.compare_digest(shown[0], self._header)


def serve_http(today: Callable[[], str], door: Door) -> None:
    """Answer over HTTP until stopped."""
    import uvicorn

    uvicorn.run(application(today, door), host=door.host, port=door.port, log_level="warning", access_log=False)
