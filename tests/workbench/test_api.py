"""The HTTP API: every example is answered in its shape, every fault is a problem with its remedy, and nobody else is let in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from cli.running import SOURCE
from shapes import faults
from starlette.testclient import TestClient

from afortiori import answers
from afortiori.workbench.api import QUESTIONS
from afortiori.workbench.guard import PROBLEM
from afortiori.workbench.page import API
from workbench.opening import HOST, Bench

EXAMPLES = [(question.name, example) for question in QUESTIONS for example in question.examples]
LISTS = ["doctrines", "doctrines/wild-animals", "doctrines/wild-animals/malice", "schemas/decide"]


def bearer(bench: Bench) -> dict[str, str]:
    """The header that shows the token."""
    return {"authorization": f"Bearer {bench.sessions.printed}"}


def sent(bench: Bench, name: str, body: Any) -> Any:
    """What comes back when a program that shows the token sends something."""
    return bench.visitor().post(f"{API}/{name}", json=body, headers=bearer(bench))


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[f"{name} {n}" for n, (name, _) in enumerate(EXAMPLES)])
def test_every_example_is_answered_in_its_shape(bench: Bench, name: str, example: dict[str, Any]) -> None:
    """The examples of the document work, and the answer is what ``afortiori schema`` says of that command."""
    answer = sent(bench, name, example)
    assert (200, "application/json") == (answer.status_code, answer.headers["content-type"]), answer.text[:500]
    schema = f"{name}-for-agency" if example.get("for_agency") else name
    assert [] == faults(answers.schema(schema), answer.json())


def test_the_workbench_starts_without_the_api() -> None:
    """The API, with the shapes of all its answers, is made when it is first asked."""
    loaded = (
        "import sys, afortiori.workbench.app; print([name for name in sys.modules if name.startswith('afortiori.')])"
    )
    told = subprocess.run([sys.executable, "-c", loaded], env=os.environ | {"PYTHONPATH": SOURCE}, capture_output=True, check=True)  # fmt: skip
    assert b"'afortiori.workbench.matters'" in told.stdout
    assert b"'afortiori.workbench.api'" not in told.stdout
    assert b"'afortiori.answers.shapes'" not in told.stdout


def test_the_api_answers_as_the_command_does(bench: Bench) -> None:
    """One question has one answer, by whichever door."""
    by_http = sent(bench, "decide", {"matter": "balistreri", "law": {"as_of": "1988-08-24"}}).json()
    assert json.loads(json.dumps(answers.decide("balistreri", as_of="1988-08-24").data)) == by_http


@pytest.mark.parametrize("address", LISTS)
def test_what_is_coded_is_listed_and_shown(bench: Bench, address: str) -> None:
    """Doctrines, what they hold, and the schemas come by GET."""
    assert bench.visitor().get(f"{API}/{address}", headers=bearer(bench)).status_code == 200


@pytest.mark.parametrize(
    ("name", "body", "what"),
    [
        ("decide", {"matter": "popv"}, "unknown matter 'popv'"),
        ("decide", {"matter": "/etc/passwd"}, "unknown doctrine pack '/etc'"),
        ("decide", {"matter": "../x.yaml"}, "unknown doctrine pack '..'"),
        ("decide", {"matter": "popov", "law": {"forum": "ca99"}}, "unknown court 'ca99'"),
        ("decide", {"matter": "popov", "lawn": {}}, "lawn: Extra inputs are not permitted"),
        ("decide", {}, "matter: Field required"),
        ("routes", {"matter": "popov", "side": "Q"}, "unknown side 'Q'"),
        ("guide", {"doctrine": "/tmp"}, "unknown doctrine pack '/tmp'"),
        ("impact", {"case": "/etc/passwd.yaml"}, "'passwd.yaml' is a file"),
        ("impact", {"case": "pierson-v-post-1805", "matters": ["../x.yml"]}, "unknown doctrine pack '..'"),
        ("aif", {"matter": "popov", "side": "Q"}, "unknown side 'Q'"),
        ("read", {"text": ""}, "text: String should have at least 1 character"),
    ],
)  # fmt: skip
def test_a_fault_is_a_problem_with_its_remedy(bench: Bench, name: str, body: Any, what: str) -> None:
    """What cannot be used comes back as problem+json: what is wrong, and what to write instead."""
    answer = sent(bench, name, body)
    problem = answer.json()
    assert (422, PROBLEM, 422) == (answer.status_code, answer.headers["content-type"], problem["status"])
    assert [True] == [row["what"].startswith(what) for row in problem["problems"]], problem
    assert all(row["remedy"] for row in problem["problems"])


@pytest.mark.parametrize("name", ["%0A", "a%0A", "a%0Ab"])
def test_a_line_feed_in_an_address_is_part_of_a_name(bench: Bench, name: str) -> None:
    """Whatever stands in an address under the API, it is the API that answers."""
    answer = bench.visitor().get(f"{API}/doctrines/{name}", headers=bearer(bench))
    assert (422, PROBLEM) == (answer.status_code, answer.headers["content-type"])


@pytest.mark.parametrize(
    ("name", "body", "remedy"),
    [
        ("guide", {"doctrine": "wild-animals"}, 'give "law": {"forum": "COURT"}, such as ca9, or \'any\''),
        ("decide", {"matter": "popov", "law": {"as_of": "1988-02-31"}},
         'write a day, such as "law": {"as_of": "1988-08-23"}'),
        ("decide", {"matter": "popov", "law": {"changes": ["x"]}}, 'write "law": {"changes": ["FACTOR=LEVEL"]}'),
    ],
)  # fmt: skip
def test_a_remedy_names_the_fields_of_a_program(bench: Bench, name: str, body: Any, remedy: str) -> None:
    """A program is told what to send, and not which option a command line takes."""
    assert [remedy] == [row["remedy"] for row in sent(bench, name, body).json()["problems"]]


def test_whatever_is_refused_under_the_api_is_a_problem(bench: Bench) -> None:
    """What is too deep, too large, from another site, by another method, or asked of no address is told as a problem."""
    address, headers = f"{API}/decide", bearer(bench) | {"content-type": "application/json"}
    visitor, deep = bench.visitor(), b'{"matter": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    answers_given = [
        visitor.post(address, content=deep, headers=headers),
        visitor.post(address, content=b"x", headers=headers | {"content-length": "99000000"}),
        visitor.post(address, content=b"{}", headers=headers | {"origin": "http://evil.example"}),
        visitor.put(address, headers=headers),
        visitor.get(API, headers=headers),
    ]
    assert [400, 413, 403, 405, 404] == [answer.status_code for answer in answers_given]
    for answer in answers_given:
        assert (PROBLEM, answer.status_code) == (answer.headers["content-type"], answer.json()["status"])
        assert answer.json()["detail"]


def test_every_fault_is_told_at_once(bench: Bench) -> None:
    """Two faults in one question are two problems."""
    facts = {"doctrine": "wild-animals", "facts": {"malise": "present", "assault": "much"}}
    assert 2 == len(sent(bench, "decide", {"matter": facts}).json()["problems"])


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer x"}, {"authorization": "Bearer "}])
@pytest.mark.parametrize("address", ["decide", "doctrines", "read"])
def test_nobody_is_answered_without_the_token(bench: Bench, address: str, headers: dict[str, str]) -> None:
    """Without the token and without a session every address answers 401, and says how to be let in."""
    ask = bench.visitor().get if address == "doctrines" else bench.visitor().post
    answer = ask(f"{API}/{address}", headers=headers)
    assert (401, PROBLEM) == (answer.status_code, answer.headers["content-type"])
    assert "Authorization: Bearer" in answer.json()["detail"]


def test_a_session_in_the_browser_is_let_in_but_not_from_another_site(bench: Bench) -> None:
    """The page of the API asks with its cookie; a page of another site cannot."""
    body = {"matter": "popov"}
    assert 200 == bench.client.post(f"{API}/decide", json=body).status_code
    elsewhere = bench.client.post(f"{API}/decide", json=body, headers={"origin": "http://evil.example"})
    assert 403 == elsewhere.status_code


def test_an_address_that_is_none_is_a_problem_too(bench: Bench) -> None:
    """A wrong address and a wrong method are told as problems."""
    visitor = bench.visitor()
    for answer, status in (
        (visitor.get(f"{API}/nothing", headers=bearer(bench)), 404),
        (visitor.get(f"{API}/decide", headers=bearer(bench)), 405),
    ):
        assert (status, PROBLEM) == (answer.status_code, answer.headers["content-type"])


def test_the_page_shows_every_question_and_fetches_nothing_from_elsewhere(bench: Bench) -> None:
    """The page works without JavaScript as a reference, and names no other host."""
    text = bench.client.get("/api").text
    assert [] == [question.name for question in QUESTIONS if f'id="{question.name}"' not in text]
    assert [] == [part for part in ("https://", "http://", "//cdn") if part in text]
    assert bench.visitor().get("/api").status_code == 401


def test_schemathesis_finds_nothing(bench: Bench) -> None:
    """Against what the document says, generated requests are answered as it says: no crash, no other status, no other shape."""
    import schemathesis
    from hypothesis import HealthCheck, Phase, given, settings
    from schemathesis.core.result import Ok
    from schemathesis.specs.openapi.checks import positive_data_acceptance

    client = TestClient(bench.app, base_url=f"http://{HOST}", headers=bearer(bench), raise_server_exceptions=True)
    document = client.get(f"{API}/openapi.json").json()
    schema = schemathesis.openapi.from_dict(document)
    statuses = set()
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()

        @settings(max_examples=3, deadline=None, database=None, phases=[Phase.explicit, Phase.generate],
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(case=operation.as_strategy())
        def conforms(case: Any) -> None:
            answer = client.request(
                case.method, f"{API}{case.formatted_path}", json=case.body if case.method == "POST" else None
            )
            statuses.add(answer.status_code)
            # A name is a text, and no schema can list the matters and courts that there are.
            case.validate_response(answer, excluded_checks=[positive_data_acceptance])

        conforms()
    assert statuses <= {200, 404, 422}
