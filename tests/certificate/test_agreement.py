"""The checker and the engine, which share no code, agree: on generated law, and on every question of every pack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from strategies import World, contested_worlds, recorded_worlds, tried, worlds

from afortiori.analysis import analyse_under
from afortiori.authority import Court
from afortiori.casebase import Law, Options
from afortiori.certificate.check import check, read_base
from afortiori.certificate.writing import Question, Sources, certify
from afortiori.store.asking import Wanted, ask
from afortiori.store.digests import matter_record, sources_of
from afortiori.store.library import Found, open_pack, pack_folders
from afortiori.store.pack import Pack
from certificate.certified import LATER, analysed, certificate, sealed, written


@tried(250)
@given(worlds(with_rules=True))
def test_the_verdict_of_any_authorities_on_any_facts_is_confirmed(world: World) -> None:
    """Whatever the doctrine, the authorities and the facts, the checker finds what the engine found."""
    assert () == check(written(certificate(analysed(world, LATER, None)))).faults


@tried(120)
@given(recorded_worlds())
def test_the_selection_of_any_base_is_confirmed(recorded: tuple[World, str, Court | None]) -> None:
    """Whatever the forum, the day, the courts, the claims and the later history, the checker selects the same."""
    world, day, forum = recorded
    assert () == check(written(certificate(analysed(world, day, forum)))).faults


@tried(120)
@given(contested_worlds())
def test_who_yields_to_whom_is_confirmed(world: World) -> None:
    """Where nearly everything forces, the checker finds the same to stand and to yield."""
    assert () == check(written(certificate(analysed(world, LATER, None)))).faults


@tried(120)
@given(worlds(with_rules=True))
def test_no_other_verdict_is_confirmed(world: World) -> None:
    """A certificate that names another verdict on the same authorities and facts is refused."""
    plain = certificate(analysed(world, LATER, None))
    others = [
        ("open", None),
        ("conflicted", None),
        ("depends", None),
        *(("forced", s) for s in ("plaintiff", "defendant")),
    ]
    told = (plain["verdict"]["kind"], plain["verdict"]["side"])
    for kind, side in others:
        changed = sealed(plain | {"verdict": plain["verdict"] | {"kind": kind, "side": side}})
        assert (kind, side) == told or not check(changed).verified


def questions(pack: Pack) -> Iterator[tuple[str, Wanted]]:
    """Every question of a pack: its matter and options."""
    for file in sorted(pack.questions):
        for row in pack.questions[file]["asks"]:
            as_of = LATER if row["as_of"] == "today" else row["as_of"]
            changes = tuple(f"{factor}={level}" for factor, level in row["set"].items())
            forum, without = row["forum"] or None, tuple(row["without"])
            yield row["matter"], Wanted(forum, as_of, row["model"], row["rules"], changes, without)


@pytest.mark.parametrize("name", sorted(pack_folders()))
def test_every_question_of_a_pack_is_confirmed_from_its_files(name: str) -> None:
    """The checker reads a pack's files itself and finds on each of its questions what the engine found."""
    pack, base = open_pack(name), read_base([pack_folders()[name]])
    refused = {}
    laws: dict[Options, Law] = {}
    for matter, wanted in questions(pack):
        data = certified(pack, matter, wanted, laws)
        faults = check(data, base).faults
        if faults:
            refused[matter, wanted] = faults
    assert {} == refused


def certified(pack: Pack, matter: str, wanted: Wanted, laws: dict[Options, Law]) -> bytes:
    """The certificate of a pack's matter, as it is before the checker sees it; ``laws`` are those asked so far."""
    found = Found(pack, pack.matters[matter], pack.base)
    asked = ask(found, wanted, today=LATER)
    question = Question(f"{pack.id}/{matter}", found.matter.title, wanted.changes)
    sources = replace(cases_of(pack.id), matter=matter_record(found, matter).digest)
    if asked.options not in laws:
        laws[asked.options] = Law(asked.base, asked.options)
    return written(certify(analyse_under(laws[asked.options], asked.facts), question, sources))


@cache
def cases_of(name: str) -> Sources:
    """The digests of a pack's records, worked out once for all its questions."""
    pack = open_pack(name)
    found = Found(pack, next(iter(pack.matters.values())), pack.base)
    return sources_of(found, matter_record(found, found.matter.id).digest, ())
