"""The spelling and the dates of the forum's country."""

from __future__ import annotations

import pytest

from afortiori.courts import built_in
from afortiori.memo.spelling import date, language, spelt

PAIRS = [
    ("a favourable judgement, in defence of his neighbour", "a favorable judgment, in defense of his neighbor"),
    ("Recognised and authorised; a programme", "Recognized and authorized; a program"),
    ("an actual, particularised danger", "an actual, particularized danger"),
    ("they signalled", "they signaled"),
]


@pytest.mark.parametrize(("british", "american"), PAIRS)
def test_our_words_take_the_spelling_of_the_country(british: str, american: str) -> None:
    """American in a court of the United States."""
    assert american == spelt(british, "en-US")


def test_british_words_stay_british() -> None:
    """What is spelt the other way is turned for a British forum."""
    assert spelt("it favors the defense", "en-GB") == "it favours the defence"


def test_a_quotation_is_left_alone() -> None:
    """Words in quotation marks are the source's."""
    expected = '"the labour of years" and labor'
    assert expected == spelt('"the labour of years" and labour', "en-US")


def test_the_language_is_the_forums() -> None:
    """Any court of the United States, federal or of a state, has American; without a forum the law decides."""
    courts = built_in()
    expected = ["en-US", "en-US", "en-GB", "en-US"]
    assert expected == [
        language(courts["ca9"], "us"), language(courts["cal"], "us-ca"), language(None, "ca-ab"), language(None, "us"),
    ]  # fmt: skip


def test_dates_are_written_as_the_country_writes_them() -> None:
    """Month first or day first."""
    assert ["May 4, 1990", "4 May 1990"] == [date("1990-05-04", "en-US"), date("1990-05-04", "en-GB")]
