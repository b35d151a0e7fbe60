"""A document as Markdown (CommonMark with tables and footnotes): a paragraph a line, so that two versions compare well."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from afortiori.memo.blocks import (
    Block,
    Cited,
    Document,
    Fields,
    Footnote,
    Heading,
    Items,
    Paragraph,
    Run,
    Table,
    Text,
)
from afortiori.memo.edition import Group, edition, groups, runs

SUFFIX = ".md"
NAME = "Markdown"

# Within a line: what opens emphasis, code, a link, a table cell, mathematics, a tag, an entity; and what is made a link unasked.
_INLINE = re.compile(
    r"[\\`*_\[\]|~$]|<(?=[A-Za-z/!?])|&(?=#|[A-Za-z][A-Za-z0-9]*;)|:(?=//)|@(?=\w)|(?<=\bwww)\.", re.IGNORECASE
)
# At the head of a line: a heading, a quotation, a list.
_FIRST = re.compile(r"(?P<number>\d{1,9})(?=[.)](?:\s|$))|(?=#{1,6}(?:\s|$)|>|[+-](?:\s|$)|=+$|-+$)")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of a line in one face, or a mark of ours."""

    words: str
    italic: bool = False
    bold: bool = False
    mark: bool = False


def publish(document: Document, *, remarks: bool = False) -> bytes:
    """The document as Markdown; where ``remarks``, each is a footnote."""
    ready = edition(document, noted=remarks)
    notes: list[str] = []
    level = 1
    parts: list[str] = []
    for block in ready.blocks:
        level = block.level + 1 if isinstance(block, Heading) else level
        parts += _block(block, groups(ready), level, notes)
    parts += [f"[^{n}]: {note}" for n, note in enumerate(notes, 1)]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _block(block: Block, listed: tuple[Group, ...], level: int, notes: list[str]) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * level} {_heading(escaped(block.text))}"
    elif isinstance(block, Paragraph):
        yield _paragraph(block, notes)
    elif isinstance(block, Items):
        yield "\n".join(_items(block, notes))
    elif isinstance(block, Table):
        yield f"*{escaped(block.caption.strip())}*" if block.caption.strip() else ""
        yield "\n".join(_table(block, notes))
    elif isinstance(block, Fields):
        yield "\\\n".join(f"**{escaped(name)}** {escaped(value)}".rstrip() for name, value in block.rows)
    else:
        for group in listed:
            yield f"{'#' * (level + 1)} {_heading(escaped(group.name))}"
            yield "\n".join(f"- {_line(authority.long, notes)}" for authority in group.authorities)


def _heading(line: str) -> str:
    """The line of a heading, whose last signs are its own."""
    return re.sub(r"(?<=\s)(?=#+$)", r"\\", line)


def _paragraph(block: Paragraph, notes: list[str]) -> str:
    line = _line(block.text, notes, bold=block.strong or block.kind == "privilege")
    if block.kind == "title":
        return f"# {_heading(line)}"
    return f"> {line}" if block.kind == "quotation" else line


def _items(block: Items, notes: list[str]) -> Iterator[str]:
    for item in block.items:
        yield f"- {_line(item.text, notes)}".rstrip()
        for below in item.below:
            yield f"  - {_line(below, notes)}".rstrip()


def _table(table: Table, notes: list[str]) -> Iterator[str]:
    yield _row(escaped(name) for name in table.columns)
    yield _row("---" for _ in table.columns)
    for row in table.rows:
        yield _row(_line(cell, notes) for cell in row)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _line(text: Text, notes: list[str], *, bold: bool = False) -> str:
    """A text as one line that no reader takes for another kind of line."""
    faces = [face for run in runs(text) for face in _faces(run, notes, bold=bold)]
    pieces = [
        _Piece("".join(face.words for face in group), italic, strong, mark)
        for (italic, strong, mark), group in groupby(faces, key=lambda face: (face.italic, face.bold, face.mark))
    ]
    around = ["", *map(_seen, pieces), ""]
    line = "".join(_faced(piece, around[i], around[i + 2]) for i, piece in enumerate(pieces))
    return _guarded(line.strip())


def _faces(run: Run, notes: list[str], *, bold: bool) -> Iterator[_Piece]:
    if isinstance(run, Footnote):
        place = len(notes)
        notes.append("")
        notes[place] = _line(run.runs, notes)
        yield _Piece(f"[^{place + 1}]", mark=True)
        return
    for span in run.spans if isinstance(run, Cited) else (run,):
        yield _Piece(span.text, span.italic, span.bold or bold)


def _seen(piece: _Piece) -> str:
    """The words of a piece as its neighbour meets them: asterisks first, where no space is between."""
    if not (piece.italic or piece.bold) or not piece.words.strip():
        return piece.words
    return re.sub(r"^(?=\S)|(?<=\S)$", "*", piece.words)


def _faced(piece: _Piece, before: str, after: str) -> str:
    """Words in their face, the spaces at either end outside it."""
    inner = piece.words.strip()
    if piece.mark:
        return piece.words
    if not inner or not (piece.italic or piece.bold):
        return escaped(piece.words)
    head, _, tail = piece.words.partition(inner)
    first, last = _marks(piece, joined=_joined((before + head)[-1:], inner) or _joined((tail + after)[:1], inner[::-1]))
    return f"{head}{first}{escaped(inner)}{last}{tail}"


def _joined(neighbour: str, inner: str) -> bool:
    """Whether asterisks here would not be read as emphasis: a word runs on, or other asterisks follow."""
    return neighbour == "*" or (neighbour.isalnum() and not inner[0].isalnum())


def _marks(piece: _Piece, *, joined: bool) -> tuple[str, str]:
    if not joined:
        mark = "*" * (piece.italic + 2 * piece.bold)
        return mark, mark
    tags = ["strong"] * piece.bold + ["em"] * piece.italic
    return "".join(f"<{tag}>" for tag in tags), "".join(f"</{tag}>" for tag in reversed(tags))


def escaped(text: str) -> str:
    r"""Text whose every character is read as itself, anywhere but at the head of a line.

    >>> print(escaped("a *b* [c](d) <e> & f"))
    a \*b\* \[c\](d) \<e> & f
    """
    return _INLINE.sub(lambda match: "\\" + match[0], text)


def _guarded(line: str) -> str:
    match = _FIRST.match(line)
    if match is None:
        return line
    return f"{match['number']}\\{line[match.end() :]}" if match["number"] else f"\\{line}"
