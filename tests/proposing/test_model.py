"""A model that the user names: what is sent is logged first, what comes back is checked against the opinion, and nothing is believed."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from afortiori.answers.proposing import Sought, propose
from afortiori.errors import BadInput
from afortiori.store.proposing.model import Endpoint
from proposing.opinions import folder

PACK = "duty-to-protect"


class Endpoints(HTTPServer):
    """An endpoint on this machine that answers as it is told, and remembers what it was asked."""

    def __init__(self, status: int, answer: bytes, headers: dict[str, str]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.status, self.answer, self.headers = status, answer, headers
        self.asked: list[tuple[str, bytes, str | None]] = []


class Handler(BaseHTTPRequestHandler):
    """Answers every request alike."""

    server: Endpoints

    def do_POST(self) -> None:
        """Remember and answer."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, body, self.headers["Authorization"]))
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def answering(content: object, *, status: int = 200, headers: dict[str, str] | None = None) -> Iterator[Endpoints]:
    """An endpoint that gives this content."""
    text = content if isinstance(content, str) else json.dumps(content)
    body = json.dumps({"choices": [{"message": {"content": text}}]}).encode()
    with Endpoints(status, body, headers or {}) as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.01], daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def entry(quotation: str, factor: str = "restraining_order", level: str = "served") -> dict[str, str]:
    """One proposal as a model writes it."""
    return {"factor": factor, "level": level, "quotation": quotation, "reason": "It says so."}


def asked(tmp_path: Path, server: Endpoints) -> dict[str, Any]:
    """The answer of ``propose`` with that endpoint."""
    opinion, _ = folder(tmp_path)
    endpoint = Endpoint(f"http://127.0.0.1:{server.server_port}/v1", "local", str(tmp_path / "sent.jsonl"))
    return dict(propose(Sought(opinion, PACK, sentences=1, endpoint=endpoint)).data)


def test_only_quotations_that_stand_in_the_opinion_are_proposed(tmp_path: Path) -> None:
    """Verified words are kept, repaired ones give way to the opinion's, invented ones and unknown factors and levels are dropped."""
    entries = [
        entry("it was served on her husband in November"),
        entry("The plaintiff ... obtained a restraining order", level="issued"),
        entry("The plaintiff won everything that she had ever asked for"),
        entry("it was served on her husband in November", factor="nonsense"),
        entry("it was served on her husband in November", level="nonsense"),
        "no entry",
    ]
    with answering({"proposals": entries}) as server:
        data = asked(tmp_path, server)
    model = [(one["levels"], one["quotation"], one["page"]) for one in data["proposals"] if one["by"] == "model"]
    assert [
        (["served"], "it was served on her husband in November", 11),
        (["issued"], "The plaintiff had obtained a restraining order", 11),
    ] == model
    assert 4 == data["dropped"]


def test_the_log_holds_exactly_what_was_sent(tmp_path: Path) -> None:
    """The body that the endpoint received is the body in the log, the schema in it; the log is its owner's alone."""
    with answering({"proposals": []}) as server:
        asked(tmp_path, server)
    lines = [json.loads(line) for line in (tmp_path / "sent.jsonl").read_text().splitlines()]
    [(path, body, key)] = server.asked
    assert ("/v1/chat/completions", None) == (path, key)
    assert [body.decode()] == [line["sent"]["body"] for line in lines if "sent" in line]
    sent = json.loads(body)
    assert "json_schema" == sent["response_format"]["type"]
    assert {"model", "temperature", "messages", "response_format"} == set(sent)
    assert 0o600 == (tmp_path / "sent.jsonl").stat().st_mode & 0o777


def test_a_key_is_sent_and_never_logged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key of the environment goes into the header alone."""
    monkeypatch.setenv("AFORTIORI_MODEL_KEY", "very-secret")
    with answering({"proposals": []}) as server:
        asked(tmp_path, server)
    assert ["Bearer very-secret"] == [key for _, _, key in server.asked]
    assert "very-secret" not in (tmp_path / "sent.jsonl").read_text()


@pytest.mark.parametrize("content", ["no JSON", "[]", '{"proposals": 3}', "[" * 100_000])
def test_an_answer_of_another_form_is_refused(tmp_path: Path, content: str) -> None:
    """What is not the form asked for is no answer."""
    with answering(content) as server, pytest.raises(BadInput, match="has not the form asked for"):
        asked(tmp_path, server)


@pytest.mark.parametrize(("status", "headers"), [(500, {}), (302, {"Location": "http://127.0.0.1:9/"})])
def test_nothing_is_followed_and_failure_is_said(tmp_path: Path, status: int, headers: dict[str, str]) -> None:
    """An error is a problem, and so is a redirect: it is not followed."""
    with answering({"proposals": []}, status=status, headers=headers) as server:
        with pytest.raises(BadInput, match=f"answers {status}"):
            asked(tmp_path, server)
        assert 1 == len(server.asked)


@pytest.mark.parametrize("url", ["http://example.com/v1", "ftp://127.0.0.1/", "nonsense"])
def test_an_endpoint_elsewhere_without_encryption_is_refused(tmp_path: Path, url: str) -> None:
    """Nothing is sent, and nothing is logged."""
    opinion, _ = folder(tmp_path)
    with pytest.raises(BadInput):
        propose(Sought(opinion, PACK, endpoint=Endpoint(url, "m", str(tmp_path / "sent.jsonl"))))
    assert not (tmp_path / "sent.jsonl").exists()


def test_without_a_log_nothing_is_sent(tmp_path: Path) -> None:
    """A log that cannot be written stops the question."""
    opinion, _ = folder(tmp_path)
    with answering({"proposals": []}) as server:
        endpoint = Endpoint(
            f"http://127.0.0.1:{server.server_port}/v1", "local", str(tmp_path / "missing" / "sent.jsonl")
        )
        with pytest.raises(BadInput, match="nothing is sent"):
            propose(Sought(opinion, PACK, endpoint=endpoint))
        assert [] == server.asked
