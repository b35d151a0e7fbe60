"""How a memorandum looks in Word: its paper, its styles, its lists and its settings, as the parts of the file say them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = f'xmlns:w="{MAIN}" xmlns:r="{RELATIONS}"'
FONT = "Times New Roman"
MARGIN = 72.0


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet, in points."""

    width: float
    height: float

    @property
    def measure(self) -> float:
        """The width of the text."""
        return self.width - 2 * MARGIN

    @property
    def depth(self) -> float:
        """The height of the text."""
        return self.height - 2 * MARGIN


LETTER, A4 = Paper(612.0, 792.0), Paper(595.3, 841.9)


@dataclass(frozen=True, slots=True)
class Look:
    """A style of paragraphs; lengths in points. Space stands before a paragraph only, so that none is counted twice."""

    id: str
    name: str
    size: float = 12.0
    before: float = 8.0
    line: float = 1.1
    left: float = 0.0
    right: float = 0.0
    hanging: float = 0.0
    align: str = "left"
    bold: bool = False
    italic: bool = False
    keep: bool = False
    level: int = 0
    extra: str = ""


BODY = Look("BodyText", "Body Text")
TITLE = Look("Title", "Title", size=16, before=12, align="center", bold=True, keep=True)
PRIVILEGE = Look("Privilege", "Privilege", size=11, before=0, align="center", bold=True)
HEADINGS = (
    Look("Heading1", "heading 1", size=14, before=18, bold=True, keep=True, level=1),
    Look("Heading2", "heading 2", before=14, bold=True, keep=True, level=2),
    Look("Heading3", "heading 3", before=12, bold=True, italic=True, keep=True, level=3),
    Look("Heading4", "heading 4", before=12, italic=True, keep=True, level=4),
)
QUOTE = Look("Quote", "Quote", left=36, right=36)
HEAD = Look("MessageHeader", "Message Header", before=5, left=126, hanging=126)
RULE = 8.75
"""The height of the rule under the head: its distance from the words, and itself."""
BULLET = Look("ListBullet", "List Bullet", before=5, left=27, hanging=18)
BELOW = Look("ListBullet2", "List Bullet 2", before=4, left=54, hanging=18)
CAPTION = Look("Caption", "caption", size=11, before=12, italic=True, keep=True)
CELL = Look("TableText", "Table Text", size=10, before=0, line=1.0)
LISTED = Look("TableofAuthorities", "table of authorities", before=5, left=36, hanging=36)
GROUP = Look("TOAHeading", "toa heading", before=12, bold=True, keep=True)
NOTE = Look("FootnoteText", "footnote text", size=10, before=2, line=1.0)
REMARK = Look("CommentText", "annotation text", size=10, before=0, line=1.0)
HEADER = Look("Header", "header", size=9, before=0, line=1.0, align="center")
FOOTER = Look("Footer", "footer", size=10, before=0, line=1.0, align="center")
LOOKS = (
    BODY, TITLE, PRIVILEGE, *HEADINGS, QUOTE, HEAD, BULLET, BELOW, CAPTION, CELL, LISTED, GROUP, NOTE, REMARK, HEADER,
    FOOTER,
)  # fmt: skip


def styles(language: str, paper: Paper) -> str:
    """The styles: every look by Word's own name for it, so that the navigation pane and the fields know them."""
    lang = language if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language) else "en-US"
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    defaults = f'<w:rPr>{fonts}<w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="{lang}"/></w:rPr>'
    return (
        f"<w:styles {SPACES}><w:docDefaults><w:rPrDefault>{defaults}</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        + "".join(_style(look, paper) for look in LOOKS)
        + _RAISED.format(id="FootnoteReference", name="footnote reference", face='<w:vertAlign w:val="superscript"/>')
        + _RAISED.format(id="CommentReference", name="annotation reference", face='<w:sz w:val="16"/>')
        + _TABLES
        + "</w:styles>"
    )


_RAISED = (
    '<w:style w:type="character" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="DefaultParagraphFont"/>'
    "<w:rPr>{face}</w:rPr></w:style>"
)
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>'
    '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
    "<w:tblPr><w:tblBorders>"
    + "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="767676"/>' for edge in _EDGES)
    + "</w:tblBorders></w:tblPr></w:style>"
)


def twips(points: float) -> int:
    """Points as twentieths, in which Word measures."""
    return round(points * 20)


def _style(look: Look, paper: Paper) -> str:
    follows = f'<w:next w:val="{BODY.id}"/>' if look.level or look is TITLE else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{look.id}"><w:name w:val={quoteattr(look.name)}/>'
        f'<w:basedOn w:val="Normal"/>{follows}<w:qFormat/><w:pPr>{_paragraph(look, paper)}</w:pPr>'
        f"<w:rPr>{'<w:b/>' if look.bold else ''}{'<w:i/>' if look.italic else ''}"
        f'<w:sz w:val="{round(look.size * 2)}"/><w:szCs w:val="{round(look.size * 2)}"/></w:rPr></w:style>'
    )


def _paragraph(look: Look, paper: Paper) -> str:
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips(paper.measure)}"/></w:tabs>'
    number = {BULLET: '<w:ilvl w:val="0"/>', BELOW: '<w:ilvl w:val="1"/>'}.get(look)
    parts = (
        "<w:keepNext/>" if look.keep else "",
        "<w:keepLines/>" if look.keep else "",
        "<w:widowControl/>",
        f'<w:numPr>{number}<w:numId w:val="1"/></w:numPr>' if number else "",
        tabs if look is LISTED else "",
        f'<w:spacing w:before="{twips(look.before)}" w:after="0" w:line="{round(240 * look.line)}" w:lineRule="auto"/>',
        f'<w:ind w:left="{twips(look.left)}" w:right="{twips(look.right)}" w:hanging="{twips(look.hanging)}"/>',
        f'<w:jc w:val="{look.align}"/>',
        f'<w:outlineLvl w:val="{look.level - 1}"/>' if look.level else "",
    )
    return "".join(parts)


def numbering() -> str:
    """The bullets of the lists."""
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="{look.id}"/>'
        f'<w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{twips(look.left)}" '
        f'w:hanging="{twips(look.hanging)}"/></w:pPr><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}"/></w:rPr></w:lvl>'
        for n, (look, mark) in enumerate(((BULLET, "•"), (BELOW, "◦")))
    )
    return (
        f'<w:numbering {SPACES}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def settings(*, notes: bool) -> str:
    """The settings: no field is stale on opening, so nothing prompts; notes where there are notes."""
    separators = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>' if notes else ""
    return (
        f'<w:settings {SPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>{separators}<w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        "</w:compat></w:settings>"
    )
