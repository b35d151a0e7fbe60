"""Every kind of value as plain data and back, each as its JSON Schema says; and what is no value refused in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from random import Random
from typing import Any

import pytest
from shapes import faults

import afortiori
from afortiori import answers, claims
from afortiori.argument import counterexamples
from afortiori.audit import Conflict, Fallen
from afortiori.authority import Anchor
from afortiori.casebase import CaseBase, Law, Options
from afortiori.errors import BadInput, Misuse, Problem
from afortiori.guidance.probes import probes
from afortiori.interchange.values import from_plain, kinds, plain, schema
from afortiori.restatement.splits import Split


@cache
def values() -> dict[str, Any]:
    """Values of the law, as the functions of the API give them, by a name."""
    wild, duty = afortiori.open_pack("wild-animals"), afortiori.open_pack("duty-to-protect")
    popov, unknown = wild.matters["popov"], duty.matters["balistreri-facts-unknown"]
    here, ninth = Options(None, "2020-01-01"), Options(duty.courts["ca9"], "1988-08-24")
    law, federal = Law(wild.base, here), Law(duty.base, ninth)
    flats = answers.question("two-flats", {"as_of": "2026-11-25"})
    mason = answers.question("mason", {"as_of": "2026-11-25", "forum": "any"})
    matter = duty.matters["balistreri"]
    anywhere, pleaded = Law(duty.base, Options(None, "2026-11-25")), {id: of.facts for id, of in duty.matters.items()}
    pierson, ghen = wild.base.precedent("pierson-v-post-1805"), wild.base.precedent("ghen-v-rich-1881")
    on_point = afortiori.lattice(wild.doctrine, popov.facts, law.selection.binding)
    fair = (("custody", "none"), ("restraining_order", "issued"))
    return {
        "base": wild.base,
        "law": law,
        "duty": duty.doctrine,
        "readings": [*wild.readings, *afortiori.open_pack("trade-secrets").readings],
        "partnership": flats.law.doctrine,
        "selection": federal.selection,
        "finding": federal.find(unknown.facts),
        "issues": afortiori.with_issues(flats.law, flats.asked.facts),
        "analysis": afortiori.analyse(duty.base, matter.facts, ninth),
        "analysis, later": afortiori.analyse(duty.base, matter.facts, Options(duty.courts["ca9"], "2026-11-25")),
        "analysis, by issue": afortiori.analyse(flats.law.base, flats.asked.facts, flats.law.options),
        "argued": afortiori.argue(flats.law, flats.asked.facts, "P"),
        "argued by issue": afortiori.argue(flats.law, flats.asked.facts, "P", by_issue=True),
        "lattice": on_point,
        "routes": afortiori.routes(federal, unknown.facts, "duty"),
        "questions": afortiori.next_questions(federal, unknown.facts),
        "thresholds": afortiori.thresholds(law, popov.facts),
        "hypotheticals": afortiori.hypotheticals(law, popov.facts, "P"),
        "rationales": afortiori.rationales(law, popov.facts, "P"),
        "strength": afortiori.stronger(wild.doctrine, popov.facts, wild.matters["marked-whale"].facts, "P"),
        "timeline": afortiori.timeline(duty.base, ninth, matter.before_events(duty.doctrine), matter.events),
        "restated": afortiori.restate(federal),
        "agency": afortiori.for_agency(federal),
        "splits": afortiori.splits(duty.base, ninth),
        "coverage": afortiori.coverage_of(wild.base, here, wild.readings),
        "audit": afortiori.audit_base(federal, {"balistreri": matter.facts}),
        "effect": afortiori.effect_of(
            federal, matter.facts, "duty", None, {"unknown": unknown.facts}, duty.courts["ca9"]
        ),
        "estimate": afortiori.estimate_of(mason.law, mason.asked.facts),
        "no case": afortiori.no_case(federal, "duty", fair, suffices=False),
        "claims": [
            claims.holds(law, "pierson-v-post-1805", "D", ()),
            claims.a_fortiori(law, "ghen-v-rich-1881", popov.facts),
        ],
        "counterexamples": counterexamples(on_point, pierson),
        "probes": probes(law, popov.facts, "P"),
        "moved": afortiori.effect_of(anywhere, matter.facts, "duty", None, pleaded, duty.courts["scotus"]).moved,
        "found by hand": [
            Conflict(pierson, ghen, ghen, None),
            Fallen(pierson, ghen, "followed"),
            Anchor("opinion.txt", state="verified"),
            Split(pierson, ghen, ("D", "P"), popov.facts),
        ],
        "problem": afortiori.Problem("a.yaml", 3, "no side", "name one"),
    }


def within(value: Any) -> Iterator[Any]:
    """A value of the law and all that it holds."""
    known = set(kinds().values())
    if type(value) in known:
        yield value
        names = schema_fields(type(value))
        value = [getattr(value, name) for name in names]
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from within(inner)


def schema_fields(kind: type) -> tuple[str, ...]:
    """The fields that the schema of a kind names."""
    name = next(name for name, known in kinds().items() if known is kind)
    properties = schema(name)["$defs"][name]["properties"]
    return tuple(field for field in properties if field != "type")


def each_value() -> Iterator[tuple[str, Any]]:
    """The values one by one, each with its name."""
    for name, value in values().items():
        row = isinstance(value, list | tuple) and type(value) not in kinds().values()
        yield from ((name, each) for each in (value if row else [value]))


def test_a_value_comes_back_from_json() -> None:
    """Written as JSON and read again, a value and all that it holds is equal to what it was."""
    assert [] == [name for name, value in each_value() if value != from_plain(json.loads(json.dumps(plain(value))))]


def test_a_value_is_as_its_schema_says() -> None:
    """The data of a value have the fields of its schema, in their form, and no others."""
    found = {}
    for name, value in each_value():
        data = json.loads(json.dumps(plain(value)))
        if told := faults(schema(data["type"]), data):
            found[name] = told
    assert found == {}


def test_every_kind_is_tried() -> None:
    """Among these values each kind occurs."""
    found = {type(each) for value in values().values() for each in within(value)}
    assert [] == sorted(name for name, kind in kinds().items() if kind not in found)


def test_bases_and_laws_are_equal_where_they_are_the_same_law() -> None:
    """A base read twice is one base; with a case less, or on another day, it is another law."""
    pack = afortiori.open_pack("wild-animals")
    one, other = pack.base, afortiori.open_pack("wild-animals", cached=False).base
    assert (True, True) == (one == other, hash(one) == hash(other))
    less = CaseBase(one.doctrine, one[1:], one.courts)
    days = [Options(None, "2020-01-01"), Options(None, "1850-01-01")]
    assert [True, False, False] == [
        Law(one, days[0]) == law for law in (Law(other, days[0]), Law(less, days[0]), Law(one, days[1]))
    ]
    assert one != less
    assert one != tuple(one)


def spoilt(data: Any, random: Random) -> Any:
    """Data with one thing in them changed: a key gone, renamed or added, another type, a value of another kind."""
    if isinstance(data, dict) and random.random() < 0.4:
        key = random.choice([*data])
        other: list[Any] = [None, 3, 2.5, "x", [], {}, {"type": "precedent.Facts"}, {"type": "os.path"}]
        return random.choice(
            [
                {k: v for k, v in data.items() if k != key},
                {**data, key: random.choice(other)},
                {**data, f"{key}x": data[key]},
            ]
        )
    if isinstance(data, dict) and data:
        key = random.choice([*data])
        return {**data, key: spoilt(data[key], random)}
    if isinstance(data, list) and data:
        place = random.randrange(len(data))
        return [*data[:place], spoilt(data[place], random), *data[place + 1 :]]
    return random.choice([None, 3, "x", [data], {"type": data}])


def refusal(data: Any) -> tuple[Problem, ...]:
    """The problems with which data are refused; none where they are read."""
    try:
        from_plain(data)
    except BadInput as bad:
        return tuple(bad.problems)
    return ()


def test_spoilt_data_are_refused_in_words_or_read() -> None:
    """Whatever was changed in the data of a value, they are refused with a remedy, or are another value; nothing crashes."""
    random = Random(7)
    data = [
        plain(value) for name, value in each_value() if name in ("selection", "finding", "routes", "claims", "readings")
    ]
    told = [refusal(spoilt(random.choice(data), random)) for _ in range(300)]
    assert (True, []) == (sum(map(bool, told)) > 150, [problem for problem in sum(told, ()) if not problem.remedy])


@pytest.mark.parametrize("data", [None, 3, [[]], [3], {}, {"type": 3}, {"type": "os.system"}, {"type": "doctrine.Side", "id": 1}], ids=str)  # fmt: skip
def test_what_is_no_value_is_refused(data: Any) -> None:
    """Only an object that names a kind of value, with its fields, is read, or a list of such."""
    with pytest.raises(BadInput):
        from_plain(data)


def test_a_thing_that_is_no_value_is_not_written() -> None:
    """A function, a path or a file is misuse."""
    with pytest.raises(Misuse, match="no value of the law is a 'object'"):
        plain(object())
