"""The memorandum: an analysis of a matter written up as a law office writes it, or as the argument of a brief."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from afortiori.analysis import Analysis
from afortiori.memo import spelling
from afortiori.memo.blocks import (
    Block,
    Cited,
    Document,
    Footnote,
    Heading,
    Item,
    Items,
    Paragraph,
    Run,
    Span,
    Table,
    Text,
    cited,
)
from afortiori.memo.citing import settle
from afortiori.memo.memorandum import brief, closing, discussion, facts, head
from afortiori.memo.memorandum.frame import Frame, Subject, frame

__all__ = ["Subject", "compose_memo"]


def compose_memo(analysis: Analysis, subject: Subject, *, side: str | None = None) -> Document:
    """The memorandum on a matter, or, for a side, the argument section of a brief.

    >>> from afortiori import answers
    >>> from afortiori.analysis import analyse
    >>> asked = answers.question("popov", {})
    >>> analysis = analyse(asked.law.base, asked.asked.facts, asked.law.options)
    >>> compose_memo(analysis, Subject("Popov v. Hayashi", dated="2026-11-25")).language
    'en-GB'
    """
    draft = _composed(frame(analysis, subject), side)
    among = frozenset(authority.key for authority in cited(draft))
    return _composed(frame(analysis, subject, among), side)


def _composed(of: Frame, side: str | None) -> Document:
    blocks = tuple(_memorandum(of) if side is None else brief.argument(of, side))
    dated = spelling.date(of.subject.dated, of.language) if of.subject.dated else ""
    words = tuple(_in_words(block, of.language) for block in blocks)
    return settle(Document(of.subject.title, words, of.language, dated), of.forms)


def _memorandum(of: Frame) -> Iterator[Block]:
    yield from head.head(of)
    yield from head.question(of)
    yield from head.answer(of)
    yield from facts.facts(of)
    yield from discussion.discussion(of)
    yield from closing.conclusion(of)
    yield from closing.authorities()
    yield from closing.appendix(of)


def _in_words(block: Block, language: str) -> Block:
    """Our words in the spelling of the forum; names and citations, which are in italics or cited, as they are."""
    if isinstance(block, Heading):
        return replace(block, text=spelling.spelt(block.text, language))
    if isinstance(block, Paragraph):
        return replace(block, text=_text(block.text, language))
    if isinstance(block, Items):
        return Items(
            tuple(Item(_text(i.text, language), tuple(_text(t, language) for t in i.below)) for i in block.items)
        )
    if isinstance(block, Table):
        rows = tuple(tuple(_text(cell, language) for cell in row) for row in block.rows)
        return replace(block, columns=tuple(spelling.spelt(c, language) for c in block.columns), rows=rows)
    return block


def _text(text: Text, language: str) -> Text:
    if isinstance(text, str):
        return spelling.spelt(text, language)
    return tuple(_runs(text, language))


def _runs(runs: Iterable[Run], language: str) -> Iterator[Run]:
    for run in runs:
        if isinstance(run, Footnote):
            yield Footnote(tuple(r for r in _runs(run.runs, language) if not isinstance(r, Footnote)))
        elif isinstance(run, Cited):
            listed = run.authority.long == run.spans
            yield run if listed else replace(run, spans=tuple(_span(s, language) for s in run.spans))
        else:
            yield _span(run, language)


def _span(span: Span, language: str) -> Span:
    text = span.text if span.italic else spelling.spelt(span.text, language)
    return replace(span, text=text)
