"""Proposals for an opinion on disk under a doctrine, and how many facts that a person coded are among them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from afortiori.casebase import CaseBase
from afortiori.errors import BadInput, Problem, did_you_mean
from afortiori.opinion import Reading
from afortiori.opinion.matching import NEAREST, Source
from afortiori.opinion.proposals import MOST_SENTENCES, Passage, Proposal, propose
from afortiori.store.opinions import read_file
from afortiori.store.pack import Pack
from afortiori.store.reading import fingerprint, reading_of
from afortiori.store.yamlfile import Plain, parse, read_bytes

AT = (5, 10, 20)


@dataclass(frozen=True, slots=True)
class Opened:
    """An opinion on disk, read, with the hash of its file."""

    file: str
    record: int | None
    sha256: str
    reading: Reading


def opened(file: str, *, record: int | None = None) -> Opened:
    """An opinion's file, read within limits."""
    data = read_file(file)
    return Opened(file, record, fingerprint(data), reading_of(data, file, number=record))


def passages(base: CaseBase, *, without: Collection[str] = ()) -> Iterator[Passage]:
    """What the cases of a base quote for their values, or say of where they are stated; some cases can be left out."""
    for precedent in base:
        if precedent.case not in without:
            for value in precedent.used():
                yield Passage(
                    value.factor, value.level, value.quotation, precedent.name, f"{value.source} {value.note}"
                )


def ranked(
    opinion: Opened, pack: Pack, *, most: int = MOST_SENTENCES, without: Collection[str] = ()
) -> tuple[Proposal, ...]:
    """The proposals of the ranking. A passage that the pack quotes from this very opinion teaches nothing and is left out."""
    source = Source(opinion.reading.normal)
    known = [one for one in passages(pack.base, without=without) if not (one.text and _from(one.text, source))]
    return propose(opinion.reading, pack.doctrine, known, most=most)


def _from(quotation: str, source: Source) -> bool:
    found = source.find(quotation)
    return found is not None and found.kind != NEAREST


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that a person coded from an opinion: some words of each sentence that states it. ``where``: in which case or matter."""

    factor: str
    words: tuple[str, ...]
    where: str = ""


@dataclass(frozen=True, slots=True)
class Coded:
    """Coded facts, and the cases that teach the ranking nothing: those in which they are coded, and others that are named."""

    facts: tuple[Fact, ...]
    without: frozenset[str]


@dataclass(frozen=True, slots=True)
class Recall:
    """How many coded facts are among the first sentences: for each number of sentences; and those that are not."""

    facts: int
    found: tuple[tuple[int, int], ...]
    missed: tuple[Fact, ...]


def recall(opinion: Opened, pack: Pack, coded: Coded) -> Recall:
    """How many facts that a person coded are proposed, for their factor and from a sentence that states them."""
    facts, counts = coded.facts, []
    missed: tuple[Fact, ...] = ()
    for most in AT:
        made = ranked(opinion, pack, most=most, without=coded.without)
        missed = tuple(fact for fact in facts if not any(_states(one, fact) for one in made))
        counts.append((most, len(facts) - len(missed)))
    return Recall(len(facts), tuple(counts), missed)


def _states(proposal: Proposal, fact: Fact) -> bool:
    return proposal.factor == fact.factor and any(words in proposal.quotation for words in fact.words)


def read_facts(file: str, pack: Pack, opinion: Opened) -> Coded:
    """Coded facts: a list under ``facts`` of {factor, words, where}, or a case file whose values have quotations.

    ``without``, beside them, names more cases that are to teach the ranking nothing.
    """
    plain, source = parse(read_bytes(Path(file), file), file)
    written = plain.get("facts") if isinstance(plain, dict) else None
    found = list(_facts(written, Path(file).stem))
    problems = (
        [] if found else [Problem(file, 1, "no coded fact with words of the opinion", "write a list under 'facts'")]
    )
    text = Source(opinion.reading.normal)
    for place, fact in found:
        if fact.factor not in pack.doctrine.factor_ids():
            remedy = did_you_mean(fact.factor, pack.doctrine.factor_ids())
            problems.append(source.problem(("facts", place), f"unknown factor '{fact.factor[:80]}'", remedy))
        for words in fact.words:
            if not _from(words, text):
                what = f"'{words[:80]}' does not stand in {opinion.file}"
                problems.append(source.problem(("facts", place), what, "write words of the opinion"))
    if problems:
        raise BadInput(problems)
    more = _texts(plain.get("without")) if isinstance(plain, dict) else ()
    return Coded(tuple(fact for _, fact in found), frozenset([*more, *(fact.where for _, fact in found)]))


def _facts(written: Plain, where: str) -> Iterator[tuple[str | int, Fact]]:
    if isinstance(written, list):
        for index, one in enumerate(written):
            if isinstance(one, dict) and isinstance(one.get("factor"), str):
                yield index, Fact(str(one["factor"]), _texts(one.get("words")), str(one.get("where") or ""))
    elif isinstance(written, Mapping):
        for factor, one in written.items():
            if isinstance(one, dict) and isinstance(one.get("quotation"), str):
                yield factor, Fact(str(factor), (str(one["quotation"]),), where)


def _texts(value: Plain) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (value,) if isinstance(value, str) else ()
