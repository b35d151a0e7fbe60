"""Text as printers and programs leave it, made readable."""

from __future__ import annotations

import pytest

from afortiori.opinion import normalise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(9th Cir.1987)", "(9th Cir. 1987)"),
        ("on point—Turner v. City", "on point — Turner v. City"),
        ("pages 318–19", "pages 318-19"),
        ("magnify? *1429If a citizen", "magnify? If a citizen"),
        ("a claim *194 **1003 was made", "a claim was made"),
        ("a claim [*773] was made", "a claim was made"),
        ("2019 WL 12345, at *3 it", "2019 WL 12345, at *3 it"),
        ("a line\nbroken within", "a line broken within"),
        ("One paragraph.\n\nAnother.", "One paragraph.\nAnother."),
        ("Balistreri came. Balistr-eri’s claim", "Balistreri came. Balistreri’s claim"),
        ("Balistr-eri’s claim", "Balistr-eri’s claim"),
        ("superior; superi- or", "superior; superior"),
        ("superior; superi-\nor", "superior; superior"),
        ("a well-\nknown rule", "a well-known rule"),
        ("ﬁnal", "final"),
        ("soft\u00adhyphen and \u200bnothing", "softhyphen and nothing"),
        ("a page\n - 12 -\n\fgoes on", "a page goes on"),
        ("one\n\fA v. B 1\non\n\fA v. B 2\non\n\fA v. B 3\non", "one on on on"),
        ("It ends.\n\f     A new one", "It ends.\nA new one"),
        ("note² of 12²", "note² of 12²"),
    ],
)
def test_what_is_mended(text: str, expected: str) -> None:
    """Each fault of print is mended, and what is none is left."""
    assert expected == normalise(text).text.strip()


def test_letters_that_pose_as_others_are_told() -> None:
    """A word of two alphabets is warned of, and left as it stands."""
    normal = normalise("See J\u0435nsen v. Conrad, 747 F.2d 185.")
    assert 1 == len(normal.warnings)
    assert "J\u0435nsen" in normal.text


def test_marks_of_direction_are_dropped() -> None:
    """Marks that turn the direction of text are dropped; every place after them leads back."""
    normal = normalise("See \u202eJensen\u202c v. Conrad")
    at = normal.text.index("Conrad")
    assert "See Jensen v. Conrad" == normal.text
    assert (16, 22) == tuple(normal.reading.span(at, at + 6))
