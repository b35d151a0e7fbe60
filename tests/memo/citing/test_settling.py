"""Which form a citation takes where it stands: full, short or id. (Bluebook B10.2)."""

from __future__ import annotations

from afortiori.memo.blocks import Authority, Cited, Document, Footnote, Heading, Paragraph, Run, Span, plain
from afortiori.memo.citing import Form, settle


def a_form(key: str, report: str) -> Form:
    """A case named by its key."""
    bare = Form(Authority(key, "Cases", ()), f"{key} v. State", key, (report,), "9th Cir. 1990", (), (), key)
    return Form(
        Authority(key, "Cases", bare.full()), bare.name, bare.short, bare.reports, bare.seat, (), (), bare.mention
    )


FORMS = {"Roe": a_form("Roe", "1 F.2d 10"), "Poe": a_form("Poe", "2 F.2d 20")}


def cite(key: str, pin: str = "", tail: str = "") -> Cited:
    """A citation that has no form yet."""
    return Cited(FORMS[key].authority, (Span(tail),) if tail else (), pin)


def settled(*paragraphs: tuple[Run, ...]) -> list[str]:
    """Paragraphs with their citations written out."""
    document = Document("", tuple(Paragraph(runs) for runs in paragraphs))
    return [plain(block.text) for block in settle(document, FORMS).blocks if isinstance(block, Paragraph)]


def test_a_case_is_cited_in_full_and_then_as_id() -> None:
    """Full where it is first cited; id. where the citation before is of the same case, at its own page."""
    expected = ["Said. Roe v. State, 1 F.2d 10 (9th Cir. 1990). More. Id. at 12.", "Again. Id."]
    one = (Span("Said. "), cite("Roe"), Span(". More. "), cite("Roe", "12"), Span("."))
    assert expected == settled(one, (Span("Again. "), cite("Roe"), Span(".")))


def test_another_case_between_calls_for_the_short_form() -> None:
    """After another authority the case goes by one party's name and the reporter."""
    expected = [
        "Roe v. State, 1 F.2d 10 (9th Cir. 1990). Poe v. State, 2 F.2d 20, 21 (9th Cir. 1990). Roe, 1 F.2d at 15."
    ]
    runs = (cite("Roe"), Span(". "), cite("Poe", "21"), Span(". "), cite("Roe", "15"), Span("."))
    assert expected == settled(runs)


def test_after_a_string_of_citations_there_is_no_id() -> None:
    """Where a sentence cites two authorities, id. would not say which is meant."""
    expected = [
        "Roe v. State, 1 F.2d 10 (9th Cir. 1990); Poe v. State, 2 F.2d 20 (9th Cir. 1990).",
        "Poe, 2 F.2d 20.",
    ]
    assert expected == settled((cite("Roe"), Span("; "), cite("Poe"), Span(".")), (cite("Poe"), Span(".")))


def test_a_parenthetical_stays_with_its_citation() -> None:
    """Whatever the form, the words in parentheses follow it."""
    expected = ["Roe v. State, 1 F.2d 10 (9th Cir. 1990) (holding so).", "Id. at 11 (noting so)."]
    assert expected == settled((cite("Roe", "", "holding so"), Span(".")), (cite("Roe", "11", "noting so"), Span(".")))


def test_each_part_of_a_document_cites_in_full_anew() -> None:
    """Under a new heading of the first level a case is cited in full again; under a lower one in short, never by id."""
    blocks = (
        Paragraph((cite("Roe"),)),
        Heading("B", 2),
        Paragraph((cite("Roe"),)),
        Heading("C"),
        Paragraph((cite("Roe"),)),
    )
    found = settle(Document("", blocks), FORMS).blocks
    expected = ["Roe v. State, 1 F.2d 10 (9th Cir. 1990)", "Roe, 1 F.2d 10", "Roe v. State, 1 F.2d 10 (9th Cir. 1990)"]
    assert expected == [plain(block.text) for block in found if isinstance(block, Paragraph)]


def test_id_does_not_cross_a_footnote() -> None:
    """A note at the foot stands between: after it the short form is used."""
    expected = ["Roe v. State, 1 F.2d 10 (9th Cir. 1990).", "Roe, 1 F.2d 10."]
    note = Footnote((Span("See "), cite("Poe"), Span(".")))
    assert expected == settled((cite("Roe"), Span("."), note), (cite("Roe"), Span(".")))
