"""Memoranda: golden texts, and what holds of every one of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from afortiori.memo import words
from afortiori.memo.blocks import Cited, Document, Fields, Footnote, Paragraph, Run, Span, Table, cited, plain, texts
from afortiori.memo.citing import forms
from afortiori.memo.publishing import publish
from afortiori.store.library import open_pack
from memo.memorandum.goldens import GOLDENS, Golden

IDS = [golden.path.stem for golden in GOLDENS]
EACH = pytest.mark.parametrize("golden", GOLDENS, ids=IDS)
LONG_SENTENCE = 85
OURS = {"See", "see", "Cf.", "cf.", "Contra", "contra", "But see", "but see", "see also", "See also", "Id.", "id."}
HISTORY = re.compile(
    r"(aff'd|rev'd|vacated|withdrawn|cert\. denied|reh'g granted|(amended and )?superseded|overruled|abrogated|disapproved)( .*)?"
)


def runs_of(document: Document) -> Iterator[Run]:
    """Every run of a document, with those of its footnotes."""
    for block in document.blocks:
        for text in texts(block):
            for run in text if isinstance(text, tuple) else ():
                yield from run.runs if isinstance(run, Footnote) else (run,)


@EACH
def test_a_golden_memorandum_is_current(golden: Golden) -> None:
    """The pack's memorandum is what is composed today; 'make memos' writes it anew."""
    assert golden.path.read_text(encoding="utf-8") == golden.text()


@EACH
def test_every_authority_is_in_the_base(golden: Golden) -> None:
    """Each citation is that of a case or of a rule of the base, in one of its own forms."""
    document, base = golden.document(), open_pack(golden.pack).base
    cases, rules = set(base.cases()), {rule.id: rule.authority for rule in base.doctrine.rules}
    for run in runs_of(document):
        if isinstance(run, Cited):
            key = run.authority.key
            assert key in cases or plain(run.spans) == rules[key]


@EACH
def test_every_name_in_italics_is_known(golden: Golden) -> None:
    """Whatever stands in italics is a case of the base, a signal or a word of later history."""
    found, asked = golden.found()
    known = set(OURS)
    for form in forms(found.base, asked.options.as_of).values():
        known |= {form.name, form.short, form.mention, re.sub(r" \(\d{4}\)$", "", form.mention)}
    for run in runs_of(golden.document()):
        for span in run.spans if isinstance(run, Cited) else (run,):
            if isinstance(span, Span) and span.italic:
                assert span.text in known or HISTORY.fullmatch(span.text) or " v. " in span.text


@EACH
def test_every_case_named_is_cited(golden: Golden) -> None:
    """No case is named that the document does not also cite, and so list."""
    found, asked = golden.found()
    keys = {authority.key for authority in cited(golden.document())}
    named: dict[str, set[str]] = {}
    for case, form in forms(found.base, asked.options.as_of).items():
        for name in (form.name, form.short, form.mention, re.sub(r" \(\d{4}\)$", "", form.mention)):
            named.setdefault(name, set()).add(case)
    for run in runs_of(golden.document()):
        if isinstance(run, Span) and run.italic and run.text not in OURS:
            assert named.get(run.text, set()) & keys


@EACH
def test_every_factor_and_level_in_the_tables_is_the_doctrines(golden: Golden) -> None:
    """A comparison names factors of the doctrine, each with a level it has and with the matter's own."""
    found, asked = golden.found()
    factors = found.pack.doctrine.factors
    names = [(f.name if " " in f.name else f.name.replace("-", " "), f) for f in factors]
    named = {f"{name[0].upper()}{name[1:]}": f for name, f in names}
    for block in golden.document().blocks:
        for row in block.rows if isinstance(block, Table) else ():
            factor = named[plain(row[0])]
            assert plain(row[1]) in {level.replace("_", " ") for level in factor.levels} | {"not mentioned"}
            assert plain(row[2]) == words.levels(factor, asked.facts.possible(factor))


@EACH
def test_the_table_lists_exactly_what_is_cited(golden: Golden) -> None:
    """Each authority cited stands once in the table of authorities, and nothing else does."""
    document = golden.document()
    text = publish(document, "memo.md").decode("utf-8")
    table = re.split(r"^#+ ", text.split("Table of Authorities\n", 1)[1], flags=re.MULTILINE)
    listed = "\n".join(table[: 2 if golden.side else 3])
    for authority in cited(document):
        assert listed.replace("*", "").count(plain(authority.long).replace("*", "")) >= 1
    assert len({authority.key for authority in cited(document)}) == len(re.findall(r"^- ", listed, re.MULTILINE))


@EACH
def test_nothing_is_said_twice(golden: Golden) -> None:
    """No paragraph stands in a memorandum twice, and no two cases are compared in the same words."""
    paragraphs = [plain(b.text) for b in golden.document().blocks if isinstance(b, Paragraph)]
    assert [text for text, count in Counter(paragraphs).items() if count > 1] == []


@EACH
def test_no_long_sentence_stands_twice(golden: Golden) -> None:
    """What has been told of one case is told of the next by its name, not again in the same words."""
    paragraphs = [plain(b.text) for b in golden.document().blocks if isinstance(b, Paragraph)]
    sentences = [s for text in paragraphs for s in re.split(r"(?<=[.:;]) (?=[A-Z])", text) if len(s) > LONG_SENTENCE]
    assert [text for text, count in Counter(sentences).items() if count > 1] == []


@EACH
def test_every_paragraph_is_whole(golden: Golden) -> None:
    """A paragraph ends in a stop, has no double one, no gap in it and no mark of a template or of the coding."""
    for block in golden.document().blocks:
        if isinstance(block, Paragraph) and not block.kind:
            text = plain(block.text)
            assert text[-1] in ".?:"
            assert not re.search(r"\.\.|  |[{}_]| ,|None|\ban? [aeiou]\b", text)
            assert text[0].isupper() or text[0].isdigit()


def test_the_head_is_the_matters() -> None:
    """The lines at the head are those that the matter gives, with the date and the subject."""
    fields = next(b for b in GOLDENS[0].document().blocks if isinstance(b, Fields))
    expected = ("TO", "FROM", "DATE", "CLIENT-MATTER", "RE")
    assert expected == tuple(name for name, _ in fields.rows)


def test_sources_are_kept_for_the_margin() -> None:
    """Each known fact carries the place where the matter says it is stated."""
    remarks = [run.remark for run in runs_of(GOLDENS[0].document()) if isinstance(run, Span) and run.remark]
    assert any("855 F.2d at 1423" in remark for remark in remarks)


def test_no_unverified_citation_goes_unmarked() -> None:
    """Alberta's cases, which nobody has looked up, are marked in the text and in the table."""
    golden = next(g for g in GOLDENS if g.matter == "two-flats")
    cases = [authority for authority in cited(golden.document()) if authority.group == "Cases"]
    assert cases != []
    assert all(authority.unverified for authority in cases)
    assert "not verified" in golden.text()


@pytest.mark.parametrize("pack", sorted({golden.pack for golden in GOLDENS}))
def test_every_level_reads_as_a_clause(pack: str) -> None:
    """Each level of each factor of the packs that come with afortiori has its clause: small, without a stop."""
    for factor in open_pack(pack).doctrine.factors:
        clauses = dict(factor.clauses)
        assert set(factor.levels) == set(clauses)
        for clause in (*clauses.values(), *dict(factor.condition_clauses).values()):
            assert clause[0].islower()
            assert not clause.endswith((".", ";", ","))
        assert len(set(clauses.values())) == len(clauses)
