"""A document's citations in the forms that their places call for: full, short or *id.* (Bluebook B10.2, B4).

While a document is composed, a ``Cited`` holds only its pin and the words of its parenthetical; this pass writes it out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

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
)
from afortiori.memo.citing.forms import Form


@dataclass(slots=True)
class _Walk:
    """What has been cited so far: in this part of the document, and immediately before."""

    forms: Mapping[str, Form]
    seen: set[str] = field(default_factory=set)
    before: str = ""

    def text(self, text: Text) -> Text:
        if isinstance(text, str):
            return text
        return _one_stop(tuple(self.run(text, i) for i in range(len(text))))

    def run(self, runs: Sequence[Run], at: int) -> Run:
        run = runs[at]
        if isinstance(run, Footnote):
            inside = _Walk(self.forms, self.seen)
            note = Footnote(tuple(_not_footnote(inside.run(run.runs, i)) for i in range(len(run.runs))))
            self.before = ""
            return note
        return self.cited(run, runs, at) if isinstance(run, Cited) else run

    def cited(self, cited: Cited, runs: Sequence[Run], at: int) -> Cited:
        key = cited.authority.key
        form = self.forms.get(key)
        if form is None:
            self.before = key
            return cited
        stringed = _in_string(runs, at)
        if key not in self.seen:
            spans = form.full(cited.pin, cited.spans)
        elif self.before == key and not stringed:
            spans = form.same(cited.pin, cited.spans, capital=_begins(runs, at))
        else:
            spans = form.brief(cited.pin, cited.spans)
        self.seen.add(key)
        self.before = "" if stringed else key
        return Cited(form.authority, spans, cited.pin)


def settle(document: Document, forms: Mapping[str, Form]) -> Document:
    """The document with every citation written out; each part under a heading of level 1 cites in full anew.

    No *id.* reaches back over a heading.
    """
    walk = _Walk(forms)
    blocks: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            walk = _Walk(forms) if block.level == 1 else _Walk(forms, walk.seen)
        blocks.append(_block(walk, block))
    return replace(document, blocks=tuple(blocks))


def _block(walk: _Walk, block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=walk.text(block.text))
    if isinstance(block, Items):
        return Items(tuple(Item(walk.text(i.text), tuple(walk.text(t) for t in i.below)) for i in block.items))
    if isinstance(block, Table):
        return replace(block, rows=tuple(tuple(walk.text(cell) for cell in row) for row in block.rows))
    return block


def _not_footnote(run: Run) -> Span | Cited:
    assert not isinstance(run, Footnote)
    return run


def _one_stop(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs without a second full stop after a citation that ends in one, as *id.* does."""
    found: list[Run] = []
    for run in runs:
        before = found[-1] if found else None
        twice = isinstance(before, Cited) and "".join(span.text for span in before.spans).endswith(".")
        stop = isinstance(run, Span) and run.text.startswith(".")
        found.append(replace(run, text=run.text[1:]) if twice and stop and isinstance(run, Span) else run)
    return tuple(found)


def _in_string(runs: Sequence[Run], at: int) -> bool:
    """Whether other authorities are cited in the same sentence, so that *id.* would not say which is meant."""
    return _neighbour(runs, at, -1) or _neighbour(runs, at, 1)


def _neighbour(runs: Sequence[Run], at: int, step: int) -> bool:
    i = at + step
    while 0 <= i < len(runs):
        run = runs[i]
        if isinstance(run, Cited):
            return True
        if not isinstance(run, Span) or "." in run.text.replace("cf.", "") or len(run.text) > 20:
            return False
        i += step
    return False


def _begins(runs: Sequence[Run], at: int) -> bool:
    """Whether a sentence begins here."""
    before = "".join(run.text for run in runs[:at] if isinstance(run, Span)).rstrip() if at else ""
    earlier = runs[at - 1] if at else None
    return not before or not isinstance(earlier, Span) or before.endswith((".", "?", "!", ":"))
