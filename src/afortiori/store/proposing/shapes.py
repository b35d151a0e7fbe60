"""The shapes of the files of proposals, as editors check them: the sheet on which they are decided, and facts coded by a person."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from afortiori.store.schema import Entry, Text, Texts


class SheetEntry(Entry):
    """One proposal: ``decision`` is a level, or 'refused', or empty."""

    factor: Text
    levels: Texts = Field([])
    likely: Texts = Field([])
    quotation: Text
    page: str = ""
    part: str = ""
    reason: str = ""
    by: str = ""
    decision: str = ""


class SheetFile(Entry):
    """The sheet that ``propose -o`` writes and ``propose --decided`` reads."""

    opinion: str = ""
    sha256: str = ""
    doctrine: Text
    proposals: list[SheetEntry]


class CodedEntry(Entry):
    """A fact that a person coded: words of each sentence that states it, and in which case or matter."""

    factor: Text
    words: Texts
    where: str = ""


class FactsFile(Entry):
    """The facts that ``propose --recall`` looks for. Beside them, cases that are to teach the ranking nothing."""

    facts: Annotated[list[CodedEntry], Field(min_length=1)]
    without: Texts = Field([])
