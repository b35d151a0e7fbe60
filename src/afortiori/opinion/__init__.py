"""Reading an opinion: parts, pages, citations and quotations. Text in, authority out; it opens no files."""

from __future__ import annotations

from afortiori.opinion.citations import Cite, compact
from afortiori.opinion.names import Suggestion
from afortiori.opinion.normal import Normal, normalise
from afortiori.opinion.offsets import Edit, Rewritten, Span
from afortiori.opinion.pages import PageMark, Pages
from afortiori.opinion.parts import Part
from afortiori.opinion.quotations import Quotation
from afortiori.opinion.reading import Authority, Reading, Record, authorities, in_base, read

__all__ = [
    "Authority",
    "Cite",
    "Edit",
    "Normal",
    "PageMark",
    "Pages",
    "Part",
    "Quotation",
    "Reading",
    "Record",
    "Rewritten",
    "Span",
    "Suggestion",
    "authorities",
    "compact",
    "in_base",
    "normalise",
    "read",
]
