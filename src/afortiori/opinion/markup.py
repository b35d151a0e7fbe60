"""HTML made text, with its way back: tags are lifted out as page marks are, so that every place is a place in the source."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from afortiori.opinion.offsets import Edit, Rewritten, untouched
from afortiori.opinion.parts import Part

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "author",
        "blockquote",
        "body",
        "br",
        "center",
        "dd",
        "decisiondate",
        "div",
        "docketnumber",
        "dl",
        "dt",
        "footnote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "headnotes",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "opinion",
        "otherdate",
        "p",
        "page",
        "parties",
        "pre",
        "section",
        "summary",
        "syllabus",
        "table",
        "tbody",
        "td",
        "th",
        "title",
        "tr",
        "ul",
    ]
)
# The number of a note stands apart from the word before it: '§ 1983' and a 1 above it are not '§ 19831'.
_RAISED = ("footnotemark", "sup")
_NUMBER = re.compile(r"(?:\s|<[^<>/]{0,200}>){0,3}\[?\d")
_SKIPPED = ("script", "style", "template", "noscript")
_OPINION = re.compile(r"<opinion\b[^<>]{0,200}?\btype=[\"']([\w -]{1,60})[\"'][^<>]{0,200}>", re.IGNORECASE)
_AUTHOR = re.compile(r"\s*(?:<p[^<>]{0,200}>)?\s*<author\b[^<>]{0,200}>([^<]{1,200})<")
PART_KINDS = {
    "majority": "majority", "unanimous": "majority", "lead": "majority", "lead-opinion": "majority", "plurality": "plurality",
    "per-curiam": "per curiam", "concurrence": "concurrence", "dissent": "dissent", "syllabus": "syllabus",
    "concurring-in-part-and-dissenting-in-part": "partial dissent", "concurrenceinpart": "partial dissent",
}  # fmt: skip
_NAME = re.compile(r"</?([A-Za-z][\w:-]{0,40})")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def readable(source: str) -> Rewritten:
    """The text of an HTML or XML source. No entity but HTML's own characters is known, and none is fetched.

    >>> text = readable("<p>See <i>Jensen</i> &amp; others</p><script>x</script>")
    >>> text.text.strip(), text.span(text.text.index("J"), text.text.index("J") + 6)
    ('See Jensen & others', Span(start=10, end=16))
    """
    return untouched(source).edited(_edits(source))


def _edits(source: str) -> Iterator[Edit]:
    at = 0
    for start, end, put in _tags(source):
        yield from _entities(source, at, start)
        yield Edit(start, end, put)
        at = end
    yield from _entities(source, at, len(source))


def _entities(source: str, start: int, end: int) -> Iterator[Edit]:
    for match in _ENTITY.finditer(source, start, end):
        put = html.unescape(match[0])
        if put != match[0]:
            yield Edit(*match.span(), put)


def _tags(source: str) -> Iterator[tuple[int, int, str]]:
    """Each tag, comment and part that is no text. Each search for an end that is not there is made once."""
    at, ends = 0, {"": 0}
    while (start := source.find("<", at)) >= 0:
        name = _NAME.match(source, start)
        tag = name[1].lower() if name else ""
        if source.startswith("<!--", start):
            end = _after(source, "-->", start + 4, ends)
        elif source.startswith("<![CDATA[", start):
            end = start + 9
        elif name or source[start + 1 : start + 2] in ("!", "?"):
            end = (
                _doctype(source, start, ends)
                if source[start + 1 : start + 2] == "!"
                else _after(source, ">", start, ends)
            )
        else:
            at = start + 1
            continue
        if tag in _SKIPPED and source[start + 1] != "/":
            closing = re.compile(rf"</{tag}\s*>", re.IGNORECASE).search(source, end)
            end = closing.end() if closing else len(source)
        yield start, end, "\n\n" if tag in _BLOCKS else " " if tag in _RAISED and _NUMBER.match(source, end) else ""
        at = end


def _doctype(source: str, start: int, ends: dict[str, int]) -> int:
    """The end of a declaration, with the entities that it declares: they are dropped, not obeyed."""
    close = _after(source, ">", start, ends)
    return _after(source, "]>", start, ends) if "[" in source[start:close] else close


def _after(source: str, mark: str, start: int, ends: dict[str, int]) -> int:
    if mark in ends:
        return len(source)
    found = source.find(mark, start)
    if found < 0:
        ends[mark] = 1
        return len(source)
    return found + len(mark)


def marked_parts(source: str) -> tuple[Part, ...]:
    """The parts that a source marks as opinions of a kind, as the Caselaw Access Project does."""
    found = list(_OPINION.finditer(source))
    ends = [*(match.start() for match in found[1:]), len(source)]
    parts = []
    for match, end in zip(found, ends, strict=False):
        author = _AUTHOR.match(source, match.end())
        kind = PART_KINDS.get(match[1].lower(), "opinion")
        parts.append(Part(kind, " ".join(html.unescape(author[1]).split()) if author else "", match.start(), end))
    head = Part("head", "", 0, found[0].start()) if found and found[0].start() else None
    return (head, *parts) if head else tuple(parts)
