"""What a question gives: an answer in words, and the same as plain data."""

from __future__ import annotations

from typing import Any, NamedTuple

from afortiori.memo.blocks import Block, Document

Data = dict[str, Any]


class Told(NamedTuple):
    """An answer in words and the same answer as plain data.

    Where it can be: as a picture (SVG), drawn in characters, the blocks that say beside the picture what it shows, and the document
    that a memorandum is.

    >>> from afortiori import answers
    >>> told = answers.decide("popov")
    >>> told.data["verdict"], told.blocks[0].text
    ('open', 'Popov v. Hayashi')
    """

    blocks: tuple[Block, ...]
    data: Data
    picture: str = ""
    drawn: str = ""
    beside: tuple[Block, ...] = ()
    document: Document | None = None
