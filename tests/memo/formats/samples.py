"""A document with one of everything, and texts that a hostile hand could write."""

from __future__ import annotations

from afortiori.memo.blocks import (
    Authorities,
    Authority,
    Cited,
    Document,
    Fields,
    Footnote,
    Heading,
    Item,
    Items,
    Paragraph,
    Span,
    Table,
)

ALPHA = Authority(
    "alpha-1990", "Cases", (Span("Alpha v. City of Beta", italic=True), Span(", 12 Rep. 345 (Ct. One 1990)"))
)
GAMMA = Authority(
    "gamma-1995", "Cases", (Span("Gamma v. Delta", italic=True), Span(", 67 Rep. 89 (Ct. Two 1995)")), unverified=True
)
STATUTE = Authority("act-7", "Statutes", (Span("Sample Act § 7"),))
FULL = Cited(ALPHA, (Span("Alpha v. City of Beta", italic=True), Span(", 12 Rep. 345, 347 (Ct. One 1990)")))
SHORT = Cited(ALPHA, (Span("Alpha", italic=True), Span(", 12 Rep. at 348")))
DOUBTED = Cited(GAMMA, (Span("Gamma v. Delta", italic=True), Span(", 67 Rep. 89, 90 (Ct. Two 1995)")))
SECTION = Cited(STATUTE, (Span("Sample Act § 7"),))
NOTE = Footnote((Span("The court left the point open. "), SHORT, Span(".")))
PROSE = (
    "The rule asks whether the city took on the protection of this person, whether she relied on what it told her, and "
    "whether it left her worse off than if it had done nothing. "
)

SAMPLE = Document(
    title="Memorandum: Doe v. Sample City",
    language="en-US",
    date="November 24, 2026",
    blocks=(
        Paragraph("Privileged and confidential: attorney work product", kind="privilege"),
        Paragraph("Memorandum", kind="title"),
        Fields(
            (
                ("TO", "Supervising attorney"),
                ("FROM", "Associate"),
                ("DATE", "November 24, 2026"),
                ("RE", "Doe v. Sample City, client-matter 0001-02: whether the city owed a duty to protect"),
            )
        ),
        Heading("Question Presented"),
        Paragraph("Does a city that promised a patrol owe a duty to protect the person to whom it made the promise?"),
        Heading("Brief Answer"),
        Paragraph("Yes. The base compels the duty on the facts assumed.", strong=True),
        Paragraph((Span("A promise on which the person relied is enough. "), FULL, Span("."))),
        Heading("Facts"),
        Heading("Assumed", 2),
        Items(
            (
                Item(
                    (Span("The dispatcher promised a patrol", remark="Stated in the intake notes, page 2"), Span("."))
                ),
                Item(
                    "The city knew of two threats.",
                    ("A letter of March.", (Span("A call of "), Span("April", italic=True), Span("."))),
                ),
            )
        ),
        Heading("Discussion"),
        Heading("The rule", 2),
        Paragraph(
            (
                Span(PROSE * 2),
                SECTION,
                Span(". "),
                FULL,
                Span("."),
                NOTE,
                Span(" Only one case goes the other way. "),
                Span("Contra", italic=True),
                Span(" "),
                DOUBTED,
                Span("."),
            )
        ),
        Paragraph(
            "Where the city speaks to one person, and she acts on what it says, it has chosen to protect her.",
            kind="quotation",
        ),
        Heading("Each condition", 3),
        *(Paragraph((Span(PROSE * 3), SHORT, Span("."))) for _ in range(6)),
        Table(
            ("Factor", "This matter", "Alpha", "Gamma"),
            (
                (
                    "promise of protection",
                    "made",
                    "made",
                    (Span("not stated"), Footnote((Span("The opinion is silent; "), DOUBTED, Span(".")))),
                ),
                ("reliance", "detrimental", "detrimental", "none"),
                *(tuple(f"{word} {n}" for word in ("threat", "known", "known", "unknown")) for n in range(1, 40)),
            ),
            caption="The matter beside the cases on point",
        ),
        Heading("Conclusion"),
        Paragraph(
            (Span("The city owed the duty. "), Cited(ALPHA, (Span("Id.", italic=True), Span(" at 349"))), Span("."))
        ),
        Heading("Table of Authorities"),
        Authorities(),
    ),
)

HOSTILE = {
    "formula": '=HYPERLINK("http://www.example.com","x")',
    "less": "<script>alert(1)</script><b>",
    "ampersand": "&lt; &amp; &#60; A & B",
    "hash": "# not a heading #",
    "star": "* not a *list* **at** all *",
    "underline": "_a_ __b__ snake_case",
    "bracket": "[^1]: [text](http://example.com) ![x](y)",
    "bar": "a | b || c",
    "typst": '#read("/etc/passwd") $x^2$ @ref <label> // gone /* gone */ = head',
    "field": 'x" \\o "y \\* MERGEFORMAT { PAGE } \\',
    "backslash": "a\\b \\* \\",
    "tick": "`code` ```fence``` ~~~ ~~struck~~",
    "number": "1. not a list",
    "dash": "- not a list",
    "dashes": "---",
    "equals": "===",
    "quote": "> not a quotation",
    "right to left": "a\u202eb\u2066c\u200fd",
    "nul": "a\x00b\x07c\x1bd",
    "surrogate": "a\ud800b",
    "lines": "one\ntwo\r\nthree\tfour\u2028five",
    "css": "</style><style>*{display:none}</style> \\3c ; } @import 'x'",
    "comment": "<!-- a --> ]]> <?xml?> <!DOCTYPE x>",
    "cjk": "甲乙 丙",
    "hebrew": "שלום",
    "joiner": "می‌خواهم",
    "emoji": "ok 👍",
    "spaces": "   many    spaces   ",
    "empty": "",
    "long": "W" * 3_000,  # more than a page of any width
    "long text": "ten words of text that go on and on " * 85,
}


def filled(text: str) -> Document:
    """A document with one text in every place where text can stand."""
    hostile = Authority(f"k{text}", text, (Span(text, italic=True), Span(text)), unverified=True)
    place = Cited(hostile, (Span(text, italic=True), Span(" "), Span(text)))
    line = (Span(text, remark=text), Span(" "), place, Footnote((Span(text, remark=text), Span(" "), place)))
    return Document(
        title=text,
        language="en-GB",
        date=text,
        blocks=(
            Paragraph(text, kind="privilege"),
            Paragraph(text, kind="title"),
            Fields(((text, text),)),
            Heading(text),
            Heading(text, 3),
            Paragraph(line),
            Paragraph(text, strong=True),
            Paragraph(line, kind="quotation"),
            Items((Item(line, (text, line)), Item(text))),
            Table((text, "Second"), ((text, line), (line, "")), caption=text),
            Authorities(),
        ),
    )
