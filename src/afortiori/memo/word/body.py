"""The body of a Word document: each block as WordprocessingML, authorities marked as they are cited, notes, comments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from afortiori.memo.blocks import (
    Authority,
    Block,
    Cited,
    Document,
    Fields,
    Footnote,
    Heading,
    Items,
    Paragraph,
    Run,
    Span,
    Table,
    Text,
)
from afortiori.memo.edition import Group, groups, runs, shares
from afortiori.memo.word.looks import (
    BELOW,
    BODY,
    BULLET,
    CAPTION,
    CELL,
    GROUP,
    HEAD,
    HEADINGS,
    LISTED,
    NOTE,
    PRIVILEGE,
    QUOTE,
    REMARK,
    SPACES,
    TITLE,
    Look,
    Paper,
    twips,
)
from afortiori.memo.word.pages import Pages

AUTHOR = "afortiori"

# The categories that Word numbers so; 8 to 16 are free.
_CATEGORIES = (
    "cases", "statutes", "other authorities", "rules", "treatises", "regulations", "constitutional provisions",
)  # fmt: skip
_MOST_CATEGORIES = 16
_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="8" w:color="auto"/></w:pBdr>'
_SEPARATORS = (
    f'<w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:pStyle w:val="{NOTE.id}"/></w:pPr>'
    '<w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0">'
    f'<w:p><w:pPr><w:pStyle w:val="{NOTE.id}"/></w:pPr><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


@dataclass(slots=True)
class Body:
    """A document made ready, as it is written: its notes and its comments are numbered as they come."""

    document: Document
    paper: Paper
    pages: Pages
    remarks: bool = False
    notes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    marked: set[Authority] = field(default_factory=set)
    noting: bool = False

    def blocks(self) -> str:
        """Every block, one after the other."""
        return "".join(part for block in self.document.blocks for part in self._block(block))

    def _block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Heading):
            yield paragraph(HEADINGS[block.level - 1], _run(Span(block.text)))
        elif isinstance(block, Paragraph):
            look = {"title": TITLE, "privilege": PRIVILEGE, "quotation": QUOTE}.get(block.kind, BODY)
            yield paragraph(look, self._line(block.text, bold=block.strong))
        elif isinstance(block, Items):
            for item in block.items:
                yield paragraph(BULLET, self._line(item.text))
                yield from (paragraph(BELOW, self._line(below)) for below in item.below)
        elif isinstance(block, Table):
            yield from self._table(block)
        elif isinstance(block, Fields):
            yield from _fields(block)
        else:
            listed = groups(self.document)
            yield from (part for group in listed for part in self._group(group, listed))

    def _table(self, table: Table) -> Iterator[str]:
        caption = table.caption.strip()
        if caption:
            yield paragraph(CAPTION, _run(Span(caption)))
        widths = [twips(share * self.paper.measure) for share in shares(table)]
        columns = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
        described = f"<w:tblCaption w:val={quoteattr(caption)}/>" if caption else ""
        yield (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="1" w:firstColumn="1"/>{described}</w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>"
        )
        heads = [self._line((Span(name, bold=True),)) for name in table.columns]
        yield _row(heads, widths, heading=True)
        for row in table.rows:
            yield _row([self._line(cell) for cell in row], widths, heading=False)
        # A table must not touch another, nor end a document.
        yield f"</w:tbl>{paragraph(CELL, '')}"

    def _group(self, group: Group, listed: tuple[Group, ...]) -> Iterator[str]:
        """A heading, and the field that Word fills; until it is refreshed it shows what is cited, and where."""
        yield paragraph(GROUP, _run(Span(group.name)))
        opening = _begin(f' TOA \\c "{_category(group.name, listed)}" ')
        for i, authority in enumerate(group.authorities):
            where = ", ".join(map(str, self.pages.get(authority, ())))
            words = "".join(map(_run, authority.long))
            last = i == len(group.authorities) - 1
            line = f"{opening if i == 0 else ''}{words}<w:r><w:tab/></w:r>{_run(Span(where))}{_END if last else ''}"
            yield paragraph(LISTED, line)

    def _line(self, text: Text, *, bold: bool = False) -> str:
        return "".join(part for run in runs(text) for part in self._parts(run, bold=bold))

    def _parts(self, run: Run, *, bold: bool) -> Iterator[str]:
        if isinstance(run, Footnote):
            yield self._note(run)
        elif isinstance(run, Cited):
            # The mark stands before the words, so that the page is the one on which the citation begins.
            yield self._mark(run.authority)
            yield from (self._span(span, bold=bold) for span in run.spans)
        else:
            yield self._span(run, bold=bold)

    def _span(self, span: Span, *, bold: bool) -> str:
        words = _run(Span(span.text, span.italic, span.bold or bold))
        if not (self.remarks and span.remark):
            return words
        # A note has no margin of its own.
        return words + _run(Span(f" [{span.remark}]")) if self.noting else self._comment(words, span.remark)

    def _comment(self, words: str, remark: str) -> str:
        n = len(self.comments)
        mark = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>'
        self.comments.append(
            f'<w:comment w:id="{n}" w:author="{AUTHOR}" w:initials="a">'
            f"{paragraph(REMARK, mark + _run(Span(remark)))}</w:comment>"
        )
        return (
            f'<w:commentRangeStart w:id="{n}"/>{words}<w:commentRangeEnd w:id="{n}"/>'
            f'<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="{n}"/></w:r>'
        )

    def _note(self, note: Footnote) -> str:
        place = len(self.notes)
        self.notes.append("")
        self.noting = True
        words = self._line(note.runs)
        self.noting = False
        mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>{}</w:r>'
        self.notes[place] = (
            f'<w:footnote w:id="{place + 1}">'
            f"{paragraph(NOTE, mark.format('<w:footnoteRef/>') + _run(Span(' ')) + words)}</w:footnote>"
        )
        return mark.format(f'<w:footnoteReference w:id="{place + 1}"/>')

    def _mark(self, authority: Authority) -> str:
        """The hidden field that enters an authority in the table: in full where it is first cited, then by its key."""
        key = _quoted(authority.key)
        if authority in self.marked:
            return _hidden(Span(f' TA \\s "{key}" '))
        self.marked.add(authority)
        long = (Span(_quoted(span.text), span.italic, span.bold) for span in authority.long)
        category = _category(authority.group, groups(self.document))
        return _hidden(Span(' TA \\l "'), *long, Span(f'" \\s "{key}" \\c {category} '))

    def footnotes(self) -> str:
        """The part that holds the notes."""
        return f"<w:footnotes {SPACES}>{_SEPARATORS}{''.join(self.notes)}</w:footnotes>"

    def margin(self) -> str:
        """The part that holds the comments."""
        return f"<w:comments {SPACES}>{''.join(self.comments)}</w:comments>"


def paragraph(look: Look, content: str, *, more: str = "") -> str:
    """A paragraph in a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{look.id}"/>{more}</w:pPr>{content}</w:p>'


def page_number() -> str:
    """The field of the page's own number."""
    return f"{_begin(' PAGE ')}{_run(Span('1'))}{_END}"


def words(text: str) -> str:
    """Words in the style of their paragraph."""
    return _run(Span(text))


def _fields(block: Fields) -> Iterator[str]:
    for i, (name, value) in enumerate(block.rows):
        content = f"{_run(Span(name, bold=True))}<w:r><w:tab/></w:r>{_run(Span(value))}"
        yield paragraph(HEAD, content, more=_RULE if i == len(block.rows) - 1 else "")


def _row(cells: list[str], widths: list[int], *, heading: bool) -> str:
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="ECECEC"/>' if heading else ""
    cell = '<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/>{}</w:tcPr>{}</w:tc>'
    inner = "".join(cell.format(w, shade, paragraph(CELL, line)) for line, w in zip(cells, widths, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if heading else ''}</w:trPr>{inner}</w:tr>"


def _run(span: Span) -> str:
    return _worded(span, "t", "") if span.text else ""


def _worded(span: Span, tag: str, more: str) -> str:
    face = f"{'<w:b/>' if span.bold else ''}{'<w:i/>' if span.italic else ''}{more}"
    faced = f"<w:rPr>{face}</w:rPr>" if face else ""
    return f'<w:r>{faced}<w:{tag} xml:space="preserve">{escape(span.text)}</w:{tag}></w:r>'


def _hidden(*spans: Span) -> str:
    mark = '<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="{}"/></w:r>'
    inner = "".join(_worded(span, "instrText", "<w:vanish/>") for span in spans if span.text)
    return f"{mark.format('begin')}{inner}{mark.format('end')}"


def _begin(code: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{_worded(Span(code), "instrText", "")}'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def _quoted(text: str) -> str:
    """Text within the quotation marks of a field's code, which Word knows in print as well."""
    return text.translate({0x201C: '"', 0x201D: '"'}).replace("\\", "\\\\").replace('"', '\\"')


def _category(name: str, listed: tuple[Group, ...]) -> int:
    known = name.casefold()
    if known in _CATEGORIES:
        return _CATEGORIES.index(known) + 1
    others = [group.name for group in listed if group.name.casefold() not in _CATEGORIES]
    return min(_MOST_CATEGORIES, len(_CATEGORIES) + 1 + others.index(name))
