"""Certificates that somebody changed: each leaf, with and without a digest made to fit, and falsehoods told consistently."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packs.writing import changed, pack
from strategies import tried

from afortiori.certificate.check import Base, check, read_base
from afortiori.certificate.writing import Row
from afortiori.store.asking import Wanted
from afortiori.store.library import pack_folders
from certificate.certified import Place, inside, leaves, of_matter, sealed, written


@pytest.fixture(scope="module")
def goat(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Base]:
    """The certificate of the small pack's matter, with one fact unknown, and its base as the checker reads it."""
    folder = pack(tmp_path_factory.mktemp("base"))
    wanted = Wanted(changes=("distance=far,near",), without=("younger",))
    return of_matter(str(folder / "matters" / "goat.yaml"), wanted), read_base([folder])


@pytest.fixture(scope="module")
def balistreri() -> tuple[bytes, Base]:
    """The certificate of Balistreri's pleaded facts the day after the decision of 1988, and its base."""
    name = "duty-to-protect"
    return of_matter(f"{name}/balistreri", Wanted(as_of="1988-08-24")), read_base([pack_folders()[name]])


def otherwise(value: Any) -> Iterator[Any]:
    """Other things that could stand in the place of a leaf."""
    if isinstance(value, str):
        yield from (value + "x", value[:-1], "") if value else ("x",)
    yield from (not value,) if isinstance(value, bool) else ("x",) if value is None else ()
    yield from (["x"],) if value == [] else ({"x": "x"},) if value == {} else ()
    yield from (None, [], {}, True, 1)


def put(plain: Row, place: Place, value: Any) -> Row:
    """Plain data with another thing in one place."""
    other = deepcopy(plain)
    inside(other, place[:-1])[place[-1]] = value
    return other


def changes(plain: Row) -> Iterator[tuple[Place, Row]]:
    """Every change of one leaf, every item dropped or said twice, every key dropped."""
    for place in leaves(plain):
        before = inside(plain, place)
        for value in otherwise(before):
            if json.dumps(value) != json.dumps(before):
                yield place, put(plain, place, value)
    for place in containers(plain):
        held = inside(plain, place)
        for key in list(held) if isinstance(held, dict) else range(len(held)):
            other = deepcopy(plain)
            del inside(other, place)[key]
            yield (*place, key), other
            if isinstance(held, list):
                other = deepcopy(plain)
                inside(other, place).append(held[key])
                yield (*place, key), other


def containers(value: Any, place: Place = ()) -> Iterator[Place]:
    """The place of each list and each mapping that holds something."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    inner = [found for key, part in parts for found in containers(part, (*place, key))]
    yield from [place, *inner] if isinstance(value, (dict, list)) and value else inner


def test_any_change_is_refused(goat: tuple[bytes, Base]) -> None:
    """Whatever is changed, dropped or said twice in a certificate, it is refused by itself."""
    plain = json.loads(goat[0])
    assert check(goat[0]).verified
    assert [] == [place for place, tampered in changes(plain) if check(written(tampered)).verified]


def test_any_change_with_a_digest_made_to_fit_is_refused_with_a_base(goat: tuple[bytes, Base]) -> None:
    """Whatever is changed in a certificate and sealed anew, the base refutes it."""
    data, base = goat
    assert check(data, base).verified
    accepted = [
        (place, inside(json.loads(data), place))
        for place, tampered in changes(json.loads(data))
        if place != ("digest",) and check(sealed(tampered), base).verified
    ]
    assert [] == accepted


@tried(60)
@given(data=st.data())
def test_a_leaf_of_a_real_certificate_changed_is_refused(balistreri: tuple[bytes, Base], data: st.DataObject) -> None:
    """The same of the hundred cases of Balistreri: by itself, and, sealed anew, with the base."""
    whole, base = balistreri
    plain = json.loads(whole)
    place = data.draw(st.sampled_from([place for place in leaves(plain) if place != ("digest",)]))
    value = data.draw(st.sampled_from([v for v in otherwise(inside(plain, place)) if v != inside(plain, place)]))
    tampered = put(plain, place, value)
    assert (False, False) == (check(written(tampered)).verified, check(sealed(tampered), base).verified)


FALSEHOODS: dict[str, dict[str, str]] = {
    "a decision dated earlier": changed("cases/younger.yaml", ("decided: 1985", "decided: 1984")),
    "a court that stands higher": changed("cases/younger.yaml", ("court: ca9", "court: scotus")),
    "a history entry of another kind": changed("cases/younger.yaml", ("event: affirmed", "event: followed")),
    "a history entry dropped": changed(
        "cases/younger.yaml",
        ("history:\n  - event: affirmed\n    by: elder\n    date: 1986-03\n    source: 3 U.S. 3\n", ""),
    ),
    "a history entry that takes away": changed(
        "cases/younger.yaml",
        ("event: affirmed", "event: reversed"),
        ("date: 1986-03", "date: 1986-03\n    removes: all"),
    ),
    "a fact of a case otherwise": changed("cases/younger.yaml", ("value: wall", "value: hedge")),
    "a value that does not count, counted": changed("cases/elder.yaml", ("confidence: medium", "confidence: low")),
    "a reason otherwise": changed("cases/elder.yaml", ("{warned: present}", "{distance: adjoining}")),
    "a holding for the other side": changed("cases/younger.yaml", ("holding: free", "holding: not reached")),
    "an unpublished opinion": changed("cases/younger.yaml", ("holding: free", "holding: free\npublished: false")),
    "a matter's fact otherwise": changed("matters/goat.yaml", ("warned: present", "warned: absent")),
    "a factor's neutral level moved": changed("doctrine.yaml", ("neutral: near", "neutral: adjoining")),
    "a factor for the other side": changed("doctrine.yaml", ("favours: free", "favours: liable")),
    "a rule that says less": changed("doctrine.yaml", ("{not: {fence: wall}}", "{not: {fence: hedge}}")),
    "a rule of an earlier date": changed("doctrine.yaml", ("decided: 1980-05-01", "decided: 1979-05-01")),
    "a court under another": changed("doctrine.yaml", ("above: [ca9]", "above: [ca7]")),
    "words of a source otherwise": changed("cases/younger.yaml", ("2 F.2d at 3", "2 F.2d at 4")),
}


@pytest.mark.parametrize("name", FALSEHOODS)
def test_a_certificate_that_is_consistent_but_false_is_refused_with_a_base(name: str, tmp_path: Path) -> None:
    """Written in earnest of records that were falsified, a certificate holds by itself; the true base refutes it."""
    false, true = pack(tmp_path / "false", FALSEHOODS[name]), pack(tmp_path / "true")
    data = of_matter(str(false / "matters" / "goat.yaml"), Wanted())
    plain = json.loads(data)
    honest = json.loads(of_matter(str(true / "matters" / "goat.yaml"), Wanted()))
    assert check(data).verified
    assert check(data, read_base([false])).verified
    assert not check(data, read_base([true])).verified
    if plain["cases"] != honest["cases"] or plain["rules"] != honest["rules"]:
        relabelled = sealed(plain | {"sources": honest["sources"]})
        assert check(relabelled).verified
        assert not check(relabelled, read_base([true])).verified


def test_a_case_left_out_is_refused_with_a_base(tmp_path: Path) -> None:
    """A certificate without one of the base's cases holds by itself; the base shows which is left out."""
    less, true = pack(tmp_path / "less"), pack(tmp_path / "true")
    (less / "cases" / "younger.yaml").unlink()
    data = of_matter(str(less / "matters" / "goat.yaml"), Wanted())
    assert check(data).verified
    assert (
        "cases/younger: the base has it, the certificate leaves it out",
        "sources/cases/pack/younger: the base has it, the certificate leaves it out",
    ) == check(data, read_base([true])).faults


def test_layout_and_comments_do_not_count(tmp_path: Path) -> None:
    """A digest is of what a record says: a comment, or another layout of the same data, changes nothing."""
    first = pack(tmp_path / "first")
    second = pack(
        tmp_path / "second",
        changed(
            "cases/younger.yaml", ("name: Younger", "# looked up again\nname: Younger"), ("[2 F.2d 2]", '["2 F.2d 2"]')
        ),
    )
    data = of_matter(str(first / "matters" / "goat.yaml"), Wanted())
    assert check(data, read_base([second])).verified
