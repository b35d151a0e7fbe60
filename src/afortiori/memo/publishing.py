"""Documents in every format there is: a format is a module of ``afortiori.memo.formats``.

A format has ``SUFFIX`` (``.docx``), ``NAME`` (``Word``) and ``publish(document, *, remarks) -> bytes``.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from pkgutil import iter_modules
from typing import Protocol, cast

from afortiori.errors import bad_option
from afortiori.memo import formats as _formats
from afortiori.memo.blocks import Document


class Format(Protocol):
    """A way to write a document as bytes."""

    SUFFIX: str
    NAME: str

    def publish(self, document: Document, *, remarks: bool = False) -> bytes:
        """The document in this format; ``remarks`` asks for the comments on where each fact is stated."""
        ...


def formats() -> dict[str, Format]:
    """Every format by its suffix, in alphabetical order.

    >>> [f.NAME for f in formats().values()]
    ['Word', 'HTML', 'Markdown', 'PDF', 'Plain text']
    """
    names = sorted(module.name for module in iter_modules(_formats.__path__))
    modules = [import_module(f"{_formats.__name__}.{name}") for name in names]
    found = [cast("Format", module) for module in modules if hasattr(module, "SUFFIX")]
    return {each.SUFFIX: each for each in sorted(found, key=lambda each: each.SUFFIX)}


def publish(document: Document, name: str, *, remarks: bool = False) -> bytes:
    """The document as the file of that name would hold it.

    Raises BadInput if no format has the name's suffix, MissingExtra if the format's library is absent.

    >>> from afortiori.memo.blocks import Paragraph
    >>> publish(Document("Memorandum", (Paragraph("It is open."),)), "memo.md").decode().splitlines()[-1]
    'It is open.'
    """
    return format_of(name).publish(document, remarks=remarks)


def format_of(name: str) -> Format:
    """The format that a file's name asks for; raises BadInput if there is none."""
    known = formats()
    suffix = PurePath(name).suffix.lower()
    if suffix not in known:
        raise bad_option(f"no format is called '{suffix}'", f"end the file's name with one of: {', '.join(known)}")
    return known[suffix]
