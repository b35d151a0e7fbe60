"""Proposals of factor values for an opinion: listed, written on a sheet, accepted by a person, and how good they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from afortiori.errors import bad_option, did_you_mean

if TYPE_CHECKING:
    from afortiori.doctrine import Doctrine
    from afortiori.memo.blocks import Block, Item
    from afortiori.memo.told import Told
    from afortiori.opinion.proposals import Proposal
    from afortiori.store.proposing.accepting import Accepted
    from afortiori.store.proposing.making import Opened, Recall
    from afortiori.store.proposing.model import Endpoint
    from afortiori.store.proposing.sheet import Decided

MOST_SENTENCES = 20


@dataclass(frozen=True, slots=True)
class Sought:
    """What is asked: an opinion's file, a doctrine, how many sentences, only some factors, and a model that proposes too.

    >>> Sought("opinions/elm.txt", "duty-to-protect").sentences
    20
    """

    opinion: str
    doctrine: str
    record: int | None = None
    sentences: int = MOST_SENTENCES
    factors: tuple[str, ...] = ()
    endpoint: Endpoint | None = None


def propose(sought: Sought, *, sheet: str | None = None, cached: bool = True) -> Told:
    """Sentences of an opinion that may state factor values, each with its page and the reason; ``sheet``: written there too.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "elm.txt")
    ...     _ = file.write_text("*11 A restraining order was served on her husband.")
    ...     told = propose(Sought(str(file), "duty-to-protect", factors=("restraining_order",)))
    >>> [(one["levels"][0], one["page"], one["quotation"]) for one in told.data["proposals"]]
    [('served', 11, 'A restraining order was served on her husband.')]
    """
    opinion, doctrine, found, dropped = _found(sought, cached=cached)
    head = _head(opinion, doctrine, found, sought, dropped)
    if sheet is None:
        return _told([*head, *_listed(found, doctrine)], sought, found, dropped)
    from afortiori.memo.blocks import Paragraph
    from afortiori.store.proposing.sheet import write_sheet

    waiting = write_sheet(sheet, opinion, doctrine, found)
    told = Paragraph(
        f"Wrote {sheet}: {waiting} proposals wait for a decision. Write a level or 'refused' under each 'decision'."
    )
    return _told([*head, told], sought, found, dropped)


def _found(sought: Sought, *, cached: bool) -> tuple[Opened, Doctrine, list[Proposal], int]:
    from afortiori.store.library import open_pack
    from afortiori.store.proposing.making import opened, ranked

    pack = open_pack(sought.doctrine, cached=cached)
    for name in sought.factors:
        if name not in pack.doctrine.factor_ids():
            raise bad_option(f"unknown factor '{name[:80]}'", did_you_mean(name, pack.doctrine.factor_ids()))
    opinion = opened(sought.opinion, record=sought.record)
    most = 100_000 if sought.factors else sought.sentences
    found = list(ranked(opinion, pack, most=most))
    dropped = 0
    if sought.endpoint is not None:
        from afortiori.store.proposing.model import ask

        asked = ask(sought.endpoint, opinion, pack.doctrine)
        found, dropped = [*asked.proposals, *found], asked.dropped
    if sought.factors:
        found = _first([one for one in found if one.factor in sought.factors], sought.sentences)
    return opinion, pack.doctrine, found, dropped


def _first(found: list[Proposal], most: int) -> list[Proposal]:
    """The proposals of the first sentences."""
    found.sort(key=lambda one: (one.by != "model", -one.score, one.start))
    kept = list(dict.fromkeys(one.start for one in found))[:most]
    return [one for one in found if one.start in kept]


def _head(opinion: Opened, doctrine: Doctrine, found: list[Proposal], sought: Sought, dropped: int) -> list[Block]:
    from afortiori.memo.blocks import Heading, Paragraph

    sentences = len({one.start for one in found})
    blocks: list[Block] = [
        Heading(f"Proposals for {opinion.file}: {doctrine.name}"),
        Paragraph(
            f"{sentences} sentences that may state a fact, the likeliest first, by their words alone. They are proposals: read the "
            "opinion, and accept only what it states. Nothing is in any case yet."
        ),
    ]
    if sought.endpoint is not None:
        blocks.append(
            Paragraph(
                f"The model {sought.endpoint.model} was asked too; all that was sent is in {sought.endpoint.log}. "
                f"Of its answers {dropped} were dropped: no such factor or level, or words that do not stand in the opinion."
            )
        )
    return blocks


def _listed(found: Sequence[Proposal], doctrine: Doctrine) -> list[Block]:
    from afortiori.memo.blocks import Item, Items

    items: list[Item] = []
    for number, group in enumerate(grouped(found), 1):
        first = group[0]
        below = tuple(f"{number}{letter(i)}. {_one(one, doctrine)}" for i, one in enumerate(group))
        items.append(Item(f"{number}. {_place(first)}: {first.quotation}", below))
    return [Items(tuple(items))]


def grouped(found: Sequence[Proposal]) -> list[list[Proposal]]:
    """The proposals by sentence, in their order."""
    groups: dict[tuple[int, int], list[Proposal]] = {}
    for one in found:
        groups.setdefault((one.start, one.end), []).append(one)
    return list(groups.values())


def letter(index: int) -> str:
    """The letter of a proposal within its sentence: a, b, and so on.

    >>> letter(0), letter(27)
    ('a', 'ab')
    """
    return (letter(index // 26 - 1) if index >= 26 else "") + chr(97 + index % 26)


def _place(one: Proposal) -> str:
    part = f"{one.part} ({one.author})" if one.author else one.part or "opinion"
    return f"Page {one.page if one.page is not None else 'unknown'}, {part}"


def _one(one: Proposal, doctrine: Doctrine) -> str:
    likely = (
        f"likely {' or '.join(one.levels[:2])}"
        if one.levels
        else f"one of {', '.join(doctrine.factor(one.factor).levels)}"
    )
    return f"{one.factor} ({likely}): {one.reason}"


def _told(blocks: Sequence[Block], sought: Sought, found: Sequence[Proposal], dropped: int) -> Told:
    from afortiori.memo.told import Told

    data = {
        "opinion": sought.opinion,
        "doctrine": sought.doctrine,
        "model": sought.endpoint.model if sought.endpoint else None,
        "dropped": dropped,
        "proposals": [
            _proposal_data(f"{number}{letter(index)}", one)
            for number, group in enumerate(grouped(found), 1)
            for index, one in enumerate(group)
        ],
    }
    return Told(tuple(blocks), data)


def _proposal_data(number: str, one: Proposal) -> dict[str, Any]:
    return {
        "number": number, "factor": one.factor, "levels": list(one.levels), "quotation": one.quotation, "start": one.start,
        "end": one.end, "page": one.page, "part": one.part, "author": one.author, "reason": one.reason, "by": one.by,
    }  # fmt: skip


def accept(
    sought: Sought,
    into: str,
    *,
    chosen: Sequence[str] = (),
    decided: str | None = None,
    replace: bool = False,
    cached: bool = True,
) -> Told:
    r"""Put what a person accepted into a case file: ``chosen`` as NUMBER=LEVEL of the list, or all that a sheet decides.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file, case = Path(folder, "opinions", "elm.txt"), Path(folder, "cases", "elm-v-oak.yaml")
    ...     file.parent.mkdir(), case.parent.mkdir()
    ...     _ = file.write_text("*11 A restraining order was served on her husband.")
    ...     _ = case.write_text("name: Elm v. Oak\nunverified: made up\ncourt: ca9\ndecided: 2000\nholding: not reached\n")
    ...     sought = Sought(str(file), "duty-to-protect", factors=("restraining_order",))
    ...     told = accept(sought, str(case), chosen=["1a=served"])
    (None, None)
    >>> [(one["factor"], one["level"], one["source"]) for one in told.data["accepted"]]
    [('restraining_order', 'served', 'elm.txt, page 11')]
    """
    from afortiori.store.library import open_pack
    from afortiori.store.proposing.accepting import accept as put
    from afortiori.store.proposing.making import opened
    from afortiori.store.proposing.sheet import REFUSED, read_sheet

    pack = open_pack(sought.doctrine, cached=cached)
    wanted: list[Decided] = []
    refused = undecided = 0
    if decided is not None:
        listed = read_sheet(decided, pack.doctrine)[0]
        wanted = [one for one in listed if one.decision not in ("", REFUSED)]
        refused = sum(one.decision == REFUSED for one in listed)
        undecided = sum(not one.decision for one in listed)
    if chosen:
        opinion, doctrine, found, _ = _found(sought, cached=cached)
        wanted += [_chosen(text, found, doctrine) for text in chosen]
    else:
        opinion = opened(sought.opinion, record=sought.record)
    made = put(into, wanted, opinion, pack, replace=replace)
    return _accepted(made, into, len(wanted), refused, undecided, sought)


def _chosen(text: str, found: Sequence[Proposal], doctrine: Doctrine) -> Decided:
    from afortiori.store.proposing.sheet import Decided

    number, _, level = text.partition("=")
    known = {f"{n}{letter(i)}": one for n, group in enumerate(grouped(found), 1) for i, one in enumerate(group)}
    if number not in known:
        raise bad_option(f"no proposal '{number[:20]}'", "write --accept 3a=LEVEL, as the list numbers them")
    levels = doctrine.factor(known[number].factor).levels
    if level not in levels:
        raise bad_option(f"'{level[:80]}' is no level of '{known[number].factor}'", did_you_mean(level, levels))
    return Decided(known[number].factor, known[number].quotation, level)


def _accepted(made: Sequence[Accepted], into: str, wanted: int, refused: int, undecided: int, sought: Sought) -> Told:
    from afortiori.memo.blocks import Heading, Paragraph, items
    from afortiori.memo.told import Told

    lines = [
        f"{one.factor}: {one.level} ({one.source}). {'REPAIRED: ' if one.repaired else ''}{one.words}" for one in made
    ]
    rest = f"{wanted - len(made)} stood there already, {refused} refused, {undecided} not decided."
    blocks: list[Block] = [
        Heading(f"Accepted into {into}: {len(made)}"),
        *([items(*lines)] if lines else []),
        Paragraph(rest),
    ]
    if made:
        blocks.append(Paragraph(f"Next: afortiori check {into} --doctrine {sought.doctrine}"))
    data = {
        "case": into,
        "accepted": [
            {
                "factor": one.factor,
                "level": one.level,
                "quotation": one.words,
                "source": one.source,
                "repaired": one.repaired,
            }
            for one in made
        ],
        "there_already": wanted - len(made),
        "refused": refused,
        "undecided": undecided,
    }
    return Told(tuple(blocks), data)


def recall(sought: Sought, facts: str, *, cached: bool = True) -> Told:
    """How many facts that a person coded from an opinion are among the first sentences proposed.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file, facts = Path(folder, "elm.txt"), Path(folder, "facts.yaml")
    ...     _ = file.write_text("*11 A restraining order was served on her husband.")
    ...     _ = facts.write_text("facts: [{factor: restraining_order, words: served on her husband}]")
    ...     told = recall(Sought(str(file), "duty-to-protect"), str(facts))
    >>> told.data["recall"][-1]
    {'sentences': 20, 'found': 1, 'recall': 1.0}
    """
    from afortiori.store.library import open_pack
    from afortiori.store.proposing import making

    pack = open_pack(sought.doctrine, cached=cached)
    opinion = making.opened(sought.opinion, record=sought.record)
    return _recalled(making.recall(opinion, pack, making.read_facts(facts, pack, opinion)), sought, facts)


def _recalled(found: Recall, sought: Sought, facts: str) -> Told:
    from afortiori.memo.blocks import Heading, Paragraph, Table, items
    from afortiori.memo.told import Told

    rows = tuple((str(most), f"{hits} of {found.facts}", f"{hits / found.facts:.0%}") for most, hits in found.found)
    missed = [f"{fact.factor}: '{fact.words[0]}'{f' ({fact.where})' if fact.where else ''}" for fact in found.missed]
    blocks: list[Block] = [
        Heading(f"Recall on {sought.opinion}, by the facts coded in {facts}"),
        Paragraph(
            "A fact counts as found where a sentence that states it is proposed for its factor. The cases in which these facts are "
            "coded, and what the pack quotes from this opinion, teach the ranking nothing."
        ),
        Table(("Sentences read", "Facts found", "Recall"), rows),
    ]
    if missed:
        blocks += [Heading("Not found", 2), items(*missed)]
    data = {
        "opinion": sought.opinion, "doctrine": sought.doctrine, "facts": found.facts,
        "recall": [{"sentences": most, "found": hits, "recall": round(hits / found.facts, 4)} for most, hits in found.found],
        "missed": [{"factor": fact.factor, "words": list(fact.words), "where": fact.where} for fact in found.missed],
    }  # fmt: skip
    return Told(tuple(blocks), data)
