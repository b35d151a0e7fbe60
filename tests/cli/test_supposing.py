"""What is supposed (``--adopt``, ``--reading``) holds for every command that asks the law, and unknown names are told."""

from __future__ import annotations

import json

import pytest

from afortiori.cli import main

ISSUED = "restraining_order=issued,awareness_of_risk=risk_to_victim_reported"
SUFFICES = ["claim", "no-case", "--holding", "duty", "--suffices", ISSUED, "--forum", "ca9", "--as-of", "1988-08-24"]


@pytest.mark.parametrize(("more", "answer"), [([], "not shown"), (["--reading", "order-issued"], "false")])
def test_a_claim_is_asked_under_a_reading(more: list[str], answer: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Read as resting on an order that has issued, the ruling of 1988 is a counterexample; as coded it is not."""
    assert main([*SUFFICES, *more, "--json"]) == 0
    assert answer == json.loads(capsys.readouterr().out)["answer"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([*SUFFICES, "--reading", "order-isued"], "unknown reading 'order-isued'; did you mean 'order-issued'?"),
        ([*SUFFICES, "--adopt", "balistreri-v-pacifica-ca9-1988:nobody"], "no opinion is named 'nobody'"),
        (["compare", "balistreri-v-pacifica-ca9-1988", "--reading", "nonsense"], "unknown reading 'nonsense'"),
        (["compare", "balistreri-v-pacifica-ca9-1989"], "unknown case 'balistreri-v-pacifica-ca9-1989'; did you mean"),
        (["claim", "considered", "custdy", "--forum", "ca9"], "unknown factor 'custdy'; did you mean 'custody'?"),
    ],
)
def test_an_unknown_name_is_told(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A reading, an opinion, a case or a factor that is unknown is told with the nearest name."""
    assert main(arguments) == 2
    assert told in capsys.readouterr().err
