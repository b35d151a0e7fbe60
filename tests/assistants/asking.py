"""A server asked by the official client, and what it gives back in words that a person can read."""

from __future__ import annotations

import os
import sys
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any

import anyio
from cli.running import SOURCE
from mcp import Client, StdioServerParameters, stdio_client
from mcp.server import MCPServer
from mcp.types import CallToolResult, TextContent

from afortiori.mcp.serving import server

TODAY = "2026-11-25"
Asking = Callable[[Client], Awaitable[None]]


def over_stdio(ask: Asking) -> None:
    """Ask a server that runs as a process of its own, over its standard input and output."""
    surroundings = dict(os.environ) | {"PYTHONPATH": SOURCE}
    process = StdioServerParameters(command=sys.executable, args=["-m", "afortiori", "mcp"], env=surroundings)

    async def session() -> None:
        async with Client(stdio_client(process)) as client:
            await ask(client)

    anyio.run(session)


@cache
def _made() -> MCPServer[Any]:
    return server(lambda: TODAY)


def in_memory(ask: Asking) -> None:
    """Ask a server in this process."""

    async def session() -> None:
        async with Client(_made()) as client:
            await ask(client)

    anyio.run(session)


def words(result: CallToolResult) -> str:
    """The text of a result."""
    return "".join(block.text for block in result.content if isinstance(block, TextContent))


def said(result: CallToolResult) -> str:
    """A result as a transcript has it: its words, then what it carries."""
    data: dict[str, Any] = result.structured_content or {}
    lines = [words(result).rstrip("\n")]
    if result.is_error:
        return "\n".join([*lines, "-- refused", ""])
    if data["assumptions"]:
        of = data["assumptions"]
        lines.append(
            f"-- assumes: forum {of['forum']}, as of {of['as_of']}, {of['model']} model, {len(of['unknown'])} unknown"
        )
    if data["citations"]:
        lines.append("-- cites: " + ", ".join(citation["id"] for citation in data["citations"]))
    if data["certificate"]:
        lines.append("-- certified")
    if data["untrusted"]:
        lines.append("-- untrusted: " + ", ".join(data["untrusted"]["parts"]))
    return "\n".join([*lines, ""])
