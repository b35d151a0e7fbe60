"""Memoranda on small bases: conflicts, what yields, doctrines that give no clauses, hostile names."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from builders import NINTH, SCOTUS, TODAY, D, P, base, con, doctrine, precedent, present, pro

from afortiori.analysis import analyse
from afortiori.casebase import Options
from afortiori.memo.blocks import Cited, Document, Footnote, Paragraph, cited, plain
from afortiori.memo.memorandum import Subject, compose_memo
from afortiori.precedent import Precedent, facts

LAW = doctrine(*pro("a", "b"), *con("c"))


def memo(*cases: Precedent, known: str = "a b c", side: str | None = None) -> Document:
    """The memorandum on facts in which the factors named are present, and the others absent."""
    here = facts(LAW, present(known), unmentioned="absent")
    analysis = analyse(base(LAW, *cases), here, Options(NINTH, TODAY))
    return compose_memo(analysis, Subject("A matter", dated=TODAY), side=side)


def said(document: Document) -> str:
    """All its paragraphs as one text."""
    return "\n".join(plain(block.text) for block in document.blocks if isinstance(block, Paragraph))


def for_p(id: str = "roe", **more: Any) -> Precedent:
    """A case that a, against c, won for the plaintiff."""
    return precedent(id, P, present("a c"), **more)


def for_d(id: str = "poe", **more: Any) -> Precedent:
    """A case that c, against a and b, won for the defendant."""
    return precedent(id, D, present("a b c"), **more)


def test_a_conflict_is_told_as_one() -> None:
    """Authorities of equal rank that compel both sides are named with the side that each compels."""
    text = said(memo(for_p(), for_d()))
    assert "Authorities of equal rank conflict on these facts." in text
    assert "roe would compel the conclusion that the plaintiff wins." in text
    assert "poe would compel the conclusion that the defendant wins." in text


def test_what_yields_is_told() -> None:
    """A lower court's decision that gives way is shown, with that to which it yields."""
    text = said(memo(for_p(court=NINTH), for_d(court=SCOTUS)))
    assert "roe alone would compel the conclusion that the plaintiff wins." in text
    assert "It yields on these facts to poe, which prevails." in text


def test_without_clauses_the_names_are_said() -> None:
    """A doctrine that writes no clauses has its factors' names in clauses made of them."""
    assert "there was a, there was b, and there was c" in said(memo(for_p()))


def test_what_is_unknown_may_compel_without_any_change() -> None:
    """Where what is unknown decides, the outlook says for each side how it must turn out, and not that no change was found."""
    cases = precedent("roe", P, present("a")), precedent("poe", D, present("a c"))
    here = facts(LAW, {"a": "present", "b": "absent"})
    text = said(compose_memo(analyse(base(LAW, *cases), here, Options(NINTH, TODAY)), Subject("A matter", dated=TODAY)))
    turned = "No fact need change: authority compels the answer for"
    assert f"{turned} the plaintiff if it turns out that there was no c. roe would then control." in text
    assert f"{turned} the defendant if it turns out that there was c. poe would then control." in text
    assert "No change of the facts was found" not in text


def test_a_brief_owns_up_to_authority_that_compels_the_other_side() -> None:
    """Counsel says so where binding authority is against the side argued."""
    assert "Candor requires it to be said" in said(memo(for_d(), side=P))


def test_adverse_authority_is_cited_in_a_brief() -> None:
    """Every untrumped decision for the other side is met."""
    assert {"poe", "roe"} == {authority.key for authority in cited(memo(for_p(), for_d("poe"), known="a c", side=P))}


def test_a_long_string_of_adverse_authority_goes_on_in_a_note() -> None:
    """Of many decisions against a side six stand in the text and the others in a note, and every one is cited."""
    against = [precedent(f"poe{n}", D, present("b c")) for n in range(12)]
    document = memo(*against, known="b c", side=None)
    notes = [
        run
        for block in document.blocks
        if isinstance(block, Paragraph) and isinstance(block.text, tuple)
        for run in block.text
        if isinstance(run, Footnote)
    ]
    assert {case.id for case in against} <= {authority.key for authority in cited(document)}
    assert [3] == [sum(isinstance(run, Cited) for run in note.runs) for note in notes]


def test_facts_that_two_cases_do_not_mention_are_told_once() -> None:
    """Of a second case that is silent on the same facts it is said that it is, by the name of the first."""
    silent = [precedent(id, D, present("c")) for id in ("roe", "poe")]
    text = said(memo(*silent, known="a b c", side=P))
    assert text.count("does not mention") == 1
    assert text.count("mention the facts here that") == 1


def test_words_of_a_name_stay_as_they_are() -> None:
    """A name is neither respelt nor read as anything but text."""
    odd = replace(for_p(), name="Colour & <b> v. *Defence*")
    assert "Colour & <b> v. *Defence*" in said(memo(odd, known="a"))
