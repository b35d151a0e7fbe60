"""Questions about many opinions: reading them into a table, and who cites a precedent in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from afortiori.answers.opinions import with_limits
from afortiori.errors import bad_option, did_you_mean

if TYPE_CHECKING:
    from afortiori.memo.blocks import Block
    from afortiori.memo.told import Told
    from afortiori.opinion.known import Known, KnownCase
    from afortiori.store.corpora.citing import Cited, Citing, Place
    from afortiori.store.corpora.ingesting import Ingested, Progressed

MOST_ASIDE = 20
MOST_SHOWN = 40
_CITE = re.compile(r"\d+\s+\S.*\s\d+")


def ingest(
    sources: Sequence[str],
    output: str,
    *,
    cores: int | None = None,
    dask: str = "",
    tell: Callable[[Progressed], None] | None = None,
) -> Told:
    """Read corpora into a table of citations and parts; what the table has already is not read again.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "elm.txt")
    ...     _ = file.write_text("See Doe v. Roe, 747 F.2d 185 (4th Cir. 1984).")
    ...     told = ingest([str(file)], f"{folder}/corpus.sqlite", cores=1)
    >>> told.data["opinions"], told.data["citations"], told.data["set_aside"]
    (1, 1, [])
    """
    from afortiori.store.corpora.ingesting import ingest as run

    found = run(list(sources), output, cores=cores, dask=dask, tell=tell or (lambda _: None))
    return with_limits(_ingested(found, output))


def _ingested(found: Ingested, output: str) -> Told:
    from afortiori.memo.blocks import Heading, Paragraph, Table
    from afortiori.memo.told import Told

    counts = found.counts
    new = f" New: {counts.opinions - found.opinions_before:,} opinions." if found.there else ""
    blocks: list[Block] = [
        Paragraph(
            f"{output} holds {_many(counts.opinions, 'opinion')} ({_many(counts.parts, 'part')}), with "
            f"{_many(counts.citations, 'citation')}.{new}"
        )
    ]
    if counts.set_aside:
        rows = [(where, _ended(what, remedy)) for where, what, remedy in found.aside[:MOST_ASIDE]]
        more = f" The first {MOST_ASIDE}:" if counts.set_aside > MOST_ASIDE else ""
        blocks += [
            Heading("Set aside", 2),
            Paragraph(f"{_many(counts.set_aside, 'record')} could not be read; the rest went on.{more}"),
            Table(("Where", "Why"), tuple(rows)),
        ]
    data = {
        "table": output,
        "opinions": counts.opinions,
        "parts": counts.parts,
        "citations": counts.citations,
        "clusters": counts.clusters,
        "set_aside": [{"where": where, "what": what, "remedy": remedy} for where, what, remedy in found.aside],
        "set_aside_count": counts.set_aside,
        "shards_read": found.read,
        "shards_there": found.there,
    }
    return Told(tuple(blocks), data)


def _many(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _ended(what: str, remedy: str) -> str:
    return f"{what}; {remedy}" if remedy else what


def cites(case: str, table: str, *, doctrine: str | None = None, cached: bool = True) -> Told:
    """Who cites a precedent: a case of a pack by its id, or any by its citation.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "elm.txt")
    ...     _ = file.write_text("But see DeShaney v. Winnebago County, 489 U.S. 189 (1989).")
    ...     _ = ingest([str(file)], f"{folder}/corpus.sqlite", cores=1)
    ...     told = cites("489 U.S. 189", f"{folder}/corpus.sqlite")
    >>> [place["signal"] for one in told.data["opinions"] for place in one["places"]]
    ['but see']
    """
    from afortiori.store.corpora.citing import citing
    from afortiori.store.reading import known_cases

    known = known_cases(doctrine, cached=cached)
    name, citations = _meant(case, known)
    return _cited(name, citations, citing(table, citations, known.keys), table)


def _meant(case: str, known: Known) -> tuple[str, tuple[str, ...]]:
    """The name of the case that is meant, and its citations."""
    if _CITE.fullmatch(case.strip()):
        from afortiori.opinion import compact

        held = known.by_key.get(compact(case))
        return (held.name, held.citations) if held else ("", (case.strip(),))
    held = _of_id(case, known)
    if not held.citations:
        raise bad_option(f"the base has no citation of '{held.id}'", "give the citation itself, such as '489 U.S. 189'")
    return held.name, held.citations


def _of_id(case: str, known: Known) -> KnownCase:
    found = [one for one in known.cases if case in (one.id, one.id.rpartition("/")[2])]
    if len(found) == 1:
        return found[0]
    if found:
        raise bad_option(
            f"'{case[:80]}' is a case of more than one pack", "write " + " or ".join(one.id for one in found)
        )
    names = [one.id.rpartition("/")[2] for one in known.cases]
    raise bad_option(f"unknown case '{case[:80]}'", did_you_mean(case, names) + ", or give a citation: '489 U.S. 189'")


def _cited(name: str, citations: Sequence[str], found: Cited, table: str) -> Told:
    from afortiori.memo.blocks import Heading, Paragraph
    from afortiori.memo.told import Told

    places = sum(len(one.places) for one in found.opinions)
    title = ", ".join([*([name] if name else []), citations[0]])
    head = Heading(f"Who cites {title}")
    if not found.opinions:
        told = f"None of the {found.searched:,} opinions in {table} cites it. That says nothing of opinions that are not there."
        return Told((head, Paragraph(told)), _data(name, citations, found, table))
    counted = f"{_many(len(found.opinions), 'opinion')} of {found.searched:,} in {table}, at {_many(places, 'place')}."
    doubted = [one for one in found.opinions if one.doubts and not one.itself]
    others = [one for one in found.opinions if not one.doubts and not one.itself]
    itself = [one for one in found.opinions if one.itself]
    blocks: list[Block] = [head, Paragraph(counted)]
    if doubted:
        blocks += [
            Heading("Later history to look into", 2),
            Paragraph(
                "Words near these citations may take the case away, limit or doubt it, or speak of another. Read them."
            ),
            *_listed(doubted),
        ]
    if others:
        blocks += [Heading("Others that cite it", 2), *_listed(others)]
    if itself:
        blocks += [Heading("The case itself, it seems", 2), *_listed(itself)]
    blocks.append(
        Paragraph("What is not in the base is a candidate for the chart: read it before you add it. Nothing was added.")
    )
    return Told(tuple(blocks), _data(name, citations, found, table))


def _listed(found: Sequence[Citing]) -> list[Block]:
    from afortiori.memo.blocks import Item, Items, Paragraph

    shown = Items(tuple(Item(_named(one), tuple(_said(place) for place in one.places)) for one in found[:MOST_SHOWN]))
    rest = len(found) - MOST_SHOWN
    return [shown, *([Paragraph(f"And {rest} more: --json lists them all.")] if rest > 0 else [])]


def _named(one: Citing) -> str:
    """A citing opinion: its name, citation, court and date, where they are known, and whether it is in the base."""
    about = ", ".join(part for part in (one.cites.split("; ")[0], one.court, one.decided) if part)
    name = one.name or one.opinion
    where = f" [{one.opinion}]" if name != one.opinion else ""
    base = f"in the base: {one.case}" if one.case else "not in the base"
    return f"{name}{f', {about}' if about else ''}{where}: {base}"


def _said(place: Place) -> str:
    part = f"{place.part} ({place.author})" if place.author else place.part
    page = f", on page {place.page}" if place.page is not None else ""
    pin = f", at {place.pin}" if place.pin else ""
    signal = f"'{place.signal}'" if place.signal else "no signal"
    near = f" NEAR: {place.words}." if place.words else ""
    return f"{part}{page}: {signal}{pin}.{near} {place.passage}"


def _data(name: str, citations: Sequence[str], found: Cited, table: str) -> dict[str, Any]:
    return {
        "name": name,
        "citations": list(citations),
        "table": table,
        "searched": found.searched,
        "opinions": [_opinion_data(one) for one in found.opinions],
    }


def _opinion_data(one: Citing) -> Mapping[str, Any]:
    places = [
        {
            "signal": place.signal, "part": place.part, "author": place.author, "page": place.page, "pin": place.pin,
            "parenthetical": place.parenthetical, "passage": place.passage, "history": place.words,
        }
        for place in one.places
    ]  # fmt: skip
    return {
        "opinion": one.opinion, "record": one.record, "name": one.name, "court": one.court, "decided": one.decided,
        "citations": one.cites, "case": one.case or None, "itself": one.itself, "later_history": one.doubts, "places": places,
    }  # fmt: skip
