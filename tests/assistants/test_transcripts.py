"""The transcripts beside this file: the official client over stdio, every tool, and what the server gives back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from mcp import Client

from afortiori.mcp.tools import TOOLS
from assistants.asking import over_stdio, said

HERE = Path(__file__).parent
FENCE = re.compile(r"^```mcp\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILES = sorted((HERE / "transcripts").glob("*.md"))


def calls(path: Path) -> Iterator[tuple[str, str, str]]:
    """Each call of a transcript: the tool, its arguments, and what comes back; '...' alone stands for any lines."""
    for block in FENCE.findall(path.read_text(encoding="utf-8")):
        for part in re.split(r"^> ", block, flags=re.MULTILINE)[1:]:
            line, _, expected = part.partition("\n")
            tool, _, arguments = line.partition(" ")
            yield tool, arguments, expected


def test_a_transcript_goes_as_it_says() -> None:
    """Each call, made in order by the official client to one server over stdio, gives what its transcript shows."""
    departed = []

    async def ask(client: Client) -> None:
        for path in FILES:
            for tool, arguments, expected in calls(path):
                actual = said(await client.call_tool(tool, json.loads(arguments)))
                pattern = ".*".join(re.escape(part) for part in re.split(r"^\.\.\.\n", expected, flags=re.MULTILINE))
                if not re.fullmatch(pattern, actual, re.DOTALL):
                    departed.append(f"{path.stem}: > {tool} {arguments}\n{actual}")

    over_stdio(ask)
    assert [] == departed


def test_every_tool_stands_in_a_transcript() -> None:
    """No tool is untried."""
    assert set(TOOLS) == {tool for path in FILES for tool, _, _ in calls(path)}
