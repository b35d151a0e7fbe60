"""Files that are no certificates, and certificates made to harm: refused with a clear word, never with a traceback."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from unicodedata import category

import pytest
from cli.running import run, steering
from packs.writing import pack

from afortiori.certificate.check import check
from afortiori.certificate.check.form import FORMAT, MOST_BYTES
from afortiori.certificate.writing import Row
from afortiori.store.asking import Wanted
from certificate.certified import of_matter, resealed

HEAD = b'{"format": "' + FORMAT.encode() + b'", "x": '
FILES = {
    "nothing": (b"", "it is not JSON"),
    "bytes": (b"\xff\xfe\x00", "it is not UTF-8"),
    "a list": (b"[]", "does not say that its format is"),
    "a text": (b'"certificate"', "does not say that its format is"),
    "another format": (b'{"format": "afortiori certificate 9"}', "does not say that its format is"),
    "deep lists": (HEAD + b"[" * 200_000, "nested beyond any sense"),
    "closed deep lists": (HEAD + b"[" * 900 + b"]" * 900 + b"}", "nested beyond any sense"),
    "a level too deep": (HEAD + b"[" * 41 + b"]" * 41 + b"}", "nested beyond any sense"),
    "a text a level too deep": (HEAD + b"[" * 40 + b'"y"' + b"]" * 40 + b"}", "nested beyond any sense"),
    "as deep as may be": (HEAD + b"[" * 40 + b"]" * 40 + b"}", "/x has no place there"),
    "deep mappings": (b'{"a":' * 200_000, "nested beyond any sense"),
    "a huge number": (HEAD + b"1" * 100_000 + b"}", "holds no number"),
    "a number": (HEAD + b"1}", "holds no number"),
    "a fraction": (HEAD + b"1e999}", "holds no number"),
    "NaN": (HEAD + b"NaN}", "holds no number"),
    "Infinity": (HEAD + b"-Infinity}", "holds no number"),
    "a key twice": (HEAD + b'"a", "x": "b"}', "'x' is written twice"),
    "too large": (b" " * (MOST_BYTES + 1), "larger than"),
    "nothing but its format": (HEAD + b'"y"}', "/asked is lacking"),
}


@pytest.mark.parametrize("name", FILES)
def test_what_is_no_certificate_is_refused(name: str) -> None:
    """A file that is no certificate is refused, and told why."""
    data, why = FILES[name]
    faults = check(data).faults
    assert any(why in fault for fault in faults), faults
    assert all(len(fault) < 300 for fault in faults)


@pytest.fixture(scope="module")
def goat(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The certificate of the small pack's matter."""
    return of_matter(str(pack(tmp_path_factory.mktemp("base")) / "matters" / "goat.yaml"), Wanted())


def test_a_formula_nested_deep_is_refused(goat: bytes) -> None:
    """A rule whose formula is a tower of denials is refused."""

    def nest(plain: Row) -> None:
        formula: Any = plain["rules"]["fenced-in"]["formula"]
        for _ in range(60):
            formula = {"not": formula}
        plain["rules"]["fenced-in"]["formula"] = formula

    assert ("this is no certificate: it is nested beyond any sense",) == check(resealed(goat, nest)).faults


@pytest.mark.parametrize("count", ["0", "-1", "9", "01", "٣", "1_0", "1e1", "9" * 5000, ""])
def test_a_formula_counts_its_parts(goat: bytes, count: str) -> None:
    """A formula that asks for a number of parts that it has not, or writes it strangely, is refused."""
    changed = resealed(goat, lambda plain: plain["rules"]["fenced-in"]["formula"].update(count=count))
    assert ("/rules/fenced-in/formula is no formula",) == check(changed).faults


@pytest.mark.parametrize("date", ["1988-13", "1988-02-30", "٢٠٠٠", "0000", "10000", "-001", "1988-2-3", "x" * 5000, ""])
def test_a_date_is_a_date(goat: bytes, date: str) -> None:
    """A date that is none is refused."""
    changed = resealed(goat, lambda plain: plain["cases"]["elder"].update(decided=date))
    assert any("is no date" in fault for fault in check(changed).faults)


@pytest.mark.parametrize("date", ["9999", "9999-12", "9999-12-31", "0001", "0001-01", "1900-02", "2000-02-29"])
def test_a_date_at_the_ends_of_the_calendar_is_one(goat: bytes, date: str) -> None:
    """A date at the ends of the calendar is a date."""
    changed = resealed(goat, lambda plain: plain["cases"]["elder"].update(decided=date))
    assert not any("is no date" in fault for fault in check(changed).faults)


def test_an_order_in_a_circle_is_refused(goat: bytes) -> None:
    """Levels that go in a circle are refused before anything is compared."""
    changed = resealed(goat, lambda plain: plain["doctrine"]["factors"]["fence"]["order"].append(["wall", "none"]))
    assert check(changed).faults


def test_text_that_steers_a_terminal_is_shown_without_its_power(goat: bytes, tmp_path: Path) -> None:
    """Escapes, marks of direction and half characters in a certificate reach no terminal, verified or refused."""
    evil = "\x1b[31m\u202eevil\x00\ud800\u2028"

    def poison(plain: Row) -> None:
        plain["asked"]["title"] = evil
        plain["cases"]["elder"]["name"] = evil
        plain["cases"]["elder"]["citations"] = [evil]

    for name, data in {
        "verified": resealed(goat, poison),
        "refused": resealed(goat, lambda plain: plain["cases"].update({evil: plain["cases"]["elder"]})),
    }.items():
        (tmp_path / name).write_bytes(data)
        told = run("verify", name, cwd=tmp_path)
        assert ({"verified": 0, "refused": 1}[name], [], "") == (told.status, steering(told.out), told.err)
        as_data = run("verify", name, "--json", cwd=tmp_path)
        assert not {c for c in as_data.out if category(c) in ("Cc", "Cs") and c != "\n"}
        assert (name == "verified") == json.loads(as_data.out)["verified"]
