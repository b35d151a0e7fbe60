"""Hostile arguments: each is refused in words, opens no file, and leaves the server answering."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mcp import Client

from assistants.asking import in_memory, words

LAW: dict[str, Any] = {"forum": "any", "as_of": "2020-01-01"}
FACTS: dict[str, Any] = {"doctrine": "wild-animals", "facts": {}}
HOSTILE: list[tuple[str, dict[str, Any]]] = [
    ("decide", {"matter": "/etc/passwd"}),
    ("decide", {"matter": "/etc/passwd.yaml"}),
    ("decide", {"matter": "../../../etc/hosts.yml"}),
    ("decide", {"matter": "matter.yaml"}),
    ("decide", {"matter": "wild-animals/../../matter.yaml"}),
    ("decide", {"matter": "."}),
    ("decide", {"matter": ""}),
    ("decide", {"matter": "popov\0"}),
    ("decide", {"matter": "\x1b[31mpopov\u202e"}),
    ("decide", {"matter": "p" * 201}),
    ("decide", {"matter": 7}),
    ("decide", {"matter": None}),
    ("decide", {"matter": ["popov"]}),
    ("decide", {}),
    ("decide", {"matter": "popov", "law": {"forum": "ca99"}}),
    ("decide", {"matter": "popov", "law": {"as_of": "yesterday"}}),
    ("decide", {"matter": "popov", "law": {"model": "predict"}}),
    ("decide", {"matter": "popov", "law": {"changes": ["malice"]}}),
    ("decide", {"matter": "popov", "law": {"changes": ["malice=much"] * 201}}),
    ("decide", {"matter": "popov", "law": {"bases": ["/etc"]}}),
    ("decide", {"matter": "popov", "law": {"reading": "../x"}}),
    ("decide", {"matter": "popov", "law": {"without": ["../x"]}}),
    ("decide", {"matter": "popov", "law": {"adopted": ["x:y:z"]}}),
    ("decide", {"matter": {**FACTS, "doctrine": "/etc"}}),
    ("decide", {"matter": {**FACTS, "doctrine": "."}}),
    ("decide", {"matter": {**FACTS, "path": "/etc/passwd"}}),
    ("decide", {"matter": {**FACTS, "facts": {"malice": []}}}),
    ("decide", {"matter": {**FACTS, "facts": {"malice": {"a": 1}}}}),
    ("decide", {"matter": {**FACTS, "unmentioned": "present"}}),
    ("doctrine", {"doctrine": "/etc"}),
    ("doctrine", {"doctrine": "../doctrines/wild-animals"}),
    ("show", {"name": "../../etc/passwd"}),
    ("show", {"name": "/"}),
    ("routes", {"matter": "popov", "side": "Q"}),
    ("thresholds", {"matter": "popov", "over": ["../x"]}),
    ("argue", {"matter": "popov", "side": "P", "against": "/etc/passwd"}),
    ("claim", {"kind": "holds", "case": "/etc/passwd", "side": "P"}),
    ("claim", {"kind": "no-case", "side": "P", "where": "malice", "doctrine": "wild-animals", "law": LAW}),
    ("claim", {"kind": "on-point", "sharing": "malice=present"}),
    ("claim", {"kind": "considered", "doctrine": "wild-animals", "law": LAW}),
    ("guide", {"doctrine": "wild-animals"}),
    ("guide", {"doctrine": "/tmp", "law": LAW}),
    ("compare", {"case": "/etc/passwd.yaml"}),
    ("read", {"text": ""}),
    ("read", {"text": "x" * 2_000_001}),
    ("check_draft", {"text": "x", "as_of": "soon"}),
    ("check_draft", {"text": "x", "doctrine": "/etc"}),
]


@pytest.fixture
def tempting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a matter's file in it that nobody may open by its path."""
    monkeypatch.chdir(tmp_path)
    text = "title: SECRET\ndoctrine: wild-animals\nforum: any\nfacts: {}\n"
    (tmp_path / "matter.yaml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("tempting")
def test_hostile_arguments_are_refused_in_words() -> None:
    """Each comes back as a refusal, short, without a trace of the program or of a file; and the next question is answered."""

    async def ask(client: Client) -> None:
        for tool, arguments in HOSTILE:
            result = await client.call_tool(tool, arguments)
            text = words(result)
            case = f"{tool} {str(arguments)[:200]}"
            assert result.is_error, case
            assert len(text) < 2_500, case
            assert not any(
                word in text for word in ("Traceback", "SECRET", "root:", "site-packages", "\x1b", "\u202e")
            ), case
        assert not (await client.call_tool("decide", {"matter": "popov"})).is_error

    in_memory(ask)


TOOLS_OF_NAMES = ("doctrine", "show", "decide", "lattice", "compare")


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(max_size=40), min_size=5, max_size=5))
@pytest.mark.usefixtures("tempting")
def test_whatever_a_name_is_it_is_answered_or_refused(texts: list[str]) -> None:
    """Any text for a name gives a result; no tool crashes."""

    async def ask(client: Client) -> None:
        for tool, text in zip(TOOLS_OF_NAMES, texts, strict=True):
            key = {"doctrine": "doctrine", "show": "name", "compare": "case"}.get(tool, "matter")
            result = await client.call_tool(tool, {key: text})
            assert words(result).strip() != f"Error executing tool {tool}", (tool, text)

    in_memory(ask)
