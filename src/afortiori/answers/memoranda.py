"""A matter written up: the memorandum, or the argument of a brief, as blocks that any format takes."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Unpack

from afortiori.answers.taking import About, How, Question, question, side_named
from afortiori.errors import Misuse, bad_option

if TYPE_CHECKING:
    from afortiori.memo.blocks import Document
    from afortiori.memo.memorandum import Subject
    from afortiori.memo.told import Told


def memo(
    matter: About, side: str | None = None, *, dated: str, certificate: str = "", named: str = "", **how: Unpack[How]
) -> Told:
    """The memorandum on a matter, bearing the day ``dated``; for a side, the argument section of a brief.

    ``certificate`` is the text of one, and ``named`` the name of its file: the memorandum then gives its digest. The
    answer's ``document`` is what ``publish`` takes.

    >>> told = memo("popov", dated="2026-11-25")
    >>> told.data["date"], told.data["authorities"][0]["citation"]
    ('25 November 2026', 'Pierson v. Post, 3 Cai. R. 175 (N.Y. Sup. Ct. 1805)')
    """
    from afortiori.analysis import analyse_under
    from afortiori.memo.memorandum import compose_memo
    from afortiori.memo.memorandum.record import document_record
    from afortiori.memo.told import Told

    asked = question(matter, how)
    for_side = side_named(asked.law, side) if side else None
    analysis = analyse_under(asked.law, asked.asked.facts)
    digest = f"{named}, SHA-256 {sha256(certificate.encode()).hexdigest()}" if certificate else ""
    document = compose_memo(analysis, _subject(asked, how, day(dated), digest), side=for_side)
    data = {"matter": asked.matter} | document_record(document)
    return Told(document.blocks, data, document=document)


def document_of(told: Told) -> Document:
    """The document that an answer of ``memo`` is; Misuse where another answer is given.

    >>> document_of(memo("popov", dated="2026-11-25")).language
    'en-GB'
    """
    if told.document is None:
        raise Misuse("this answer is no memorandum: write answers.memo(...)")
    return told.document


def day(text: str) -> str:
    """A day as it was written; BadInput where it is none.

    >>> day("2026-11-24")
    '2026-11-24'
    """
    from afortiori.authority import When

    try:
        if len(When(text).text) == 10:
            return text
    except Misuse:
        pass
    raise bad_option(f"'{text[:80]}' is no day", "write a day, such as --dated 2026-11-24")


def _subject(asked: Question, how: How, dated: str, certificate: str) -> Subject:
    """What the memorandum is about, in the matter's words, with what was set anew."""
    from afortiori.memo.memorandum import Subject

    of = asked.found.matter
    changed = tuple(dict.fromkeys(change.partition("=")[0] for change in how.get("changes", ())))
    return Subject(
        of.title,
        of.text.strip(),
        of.source,
        asked.asked.note,
        of.heading,
        of.events,
        of.stated,
        changed,
        dated,
        certificate,
    )
