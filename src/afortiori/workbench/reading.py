"""Read: an opinion or another document of a matter, its citations, pages and parts marked; a sentence attached to a fact."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from fastapi import APIRouter, Response

from afortiori.errors import BadInput, Problem, bad_option, did_you_mean
from afortiori.memo.reading import reading_record
from afortiori.opinion import Authority, Reading, authorities
from afortiori.opinion.known import Known, known_of
from afortiori.opinion.quotations import sentences
from afortiori.store.cabinet import Document, NoSuchMatter
from afortiori.store.opinions import SUFFIXES
from afortiori.store.papers import Attached, Papers, with_facts
from afortiori.workbench import factors
from afortiori.workbench.desk import Opened
from afortiori.workbench.matters import MatterPage, changed, mark
from afortiori.workbench.page import Asking, Html, Posting, go, page, show

router = APIRouter()
_PARAGRAPH = re.compile(r'<p data-start="(\d+)">')
_TICK = re.compile(r"\s*✓")
MOST_QUOTED = 2_000


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence where it stands: its words as the document has them, and its page, '' where that is not known."""

    words: str
    page: str


class ReadPage(MatterPage):
    """A document of a matter, read."""

    def __init__(self, opened: Opened, document: Document, reading: Reading, at: int | None) -> None:
        super().__init__(opened, latest=opened.saved.entry.number)
        self.document = document
        self.reading = reading
        self.at = at

    @cached_property
    def known(self) -> Known:
        """The cases of the pack, by their citations."""
        return Known(tuple(known_of(self.opened.pack.base)))

    @property
    def text(self) -> Html:
        """The text, marked; each paragraph leads to its sentences."""
        from afortiori.memo.reader import marked

        name = "Choose a sentence of this paragraph"

        def picked(found: re.Match[str]) -> str:
            at = found[1]
            return f'<p id="at-{at}"><a class="pick" href="?at={at}#attach" title="{name}" aria-label="{name}">¶</a> '

        return Html(_PARAGRAPH.sub(picked, marked(self.reading, self.known.keys)))

    @property
    def parts(self) -> list[tuple[int, str]]:
        """The parts of the opinion: number, and kind with author and page."""
        found = []
        for number, part in enumerate(self.reading.parts, 1):
            page = self.reading.pages.at(part.start)
            author = f": {part.author}" if part.author else ""
            found.append((number, f"{part.kind}{author}" + (f", page {page}" if page is not None else "")))
        return found

    @property
    def authorities(self) -> tuple[Authority, ...]:
        """What it cites, each once."""
        return authorities(self.reading, self.known.keys)

    @property
    def sentences(self) -> list[str]:
        """The sentences of the paragraph that was chosen."""
        for at, line in self.reading.normal.paragraphs():
            if self.at is not None and self.reading.normal.reading.start(at) == self.at:
                return [line[start:end].strip() for start, end in sentences(line)][:60] or [line.strip()]
        return []

    @property
    def attached(self) -> list[tuple[str, Attached, str]]:
        """The sentences of this document that are attached: the mark of each, the sentence, the factor's name."""
        return [
            (mark(asdict(each)), each, self.doctrine.factor(each.factor).name)
            for each in self.papers.attached
            if each.document == self.document.id
        ]


def found(reading: Reading, words: str) -> Found | None:
    """A sentence in the text, whatever its spaces; None where its words do not stand there."""
    wanted = [re.escape(word) for word in _TICK.sub("", words).split()]
    if not wanted:
        return None
    at = re.search(r"\s+".join(wanted), reading.normal.text)
    if at is None:
        return None
    page = reading.pages.at(reading.normal.reading.start(at.start()))
    return Found(" ".join(at[0].split()), "" if page is None else str(page))


@page(router, "/matters/{id}/read")
def documents(at: Asking, id: str) -> Response:
    """The documents of a matter."""
    opened = at.desk.open(id)
    view = MatterPage(opened, latest=opened.saved.entry.number)
    kept = at.desk.cabinet.documents(id)
    data = {"documents": [{"id": each.id, "name": each.name, "sha256": each.digest} for each in kept]}
    return show(
        at, "read.html", title=opened.papers.title, data=lambda: data, view=view, documents=kept, suffixes=SUFFIXES
    )


@router.post("/matters/{id}/read")
def bring(at: Posting, id: str) -> Response:
    """A document brought to a matter; it is kept once it could be read."""
    at.desk.open(id)
    file = at.file("file")
    if file is None or not file.filename:
        raise bad_option("no file was chosen", f"choose an opinion: {' '.join(SUFFIXES)}")
    name = file.filename.replace("\\", "/").rpartition("/")[2][:120]
    data = file.file.read()
    at.desk.reading(data, name)
    document = at.desk.cabinet.keep(id, name, data, at.desk.now())
    return go(f"/matters/{id}/read/{document.id}")


@page(router, "/matters/{id}/read/{document}")
def read(at: Asking, id: str, document: str) -> Response:
    """A document, read."""
    chosen = at.request.query_params.get("at", "")
    place = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 12 else None
    view = _opened(at, id, document, place)

    def data() -> dict[str, Any]:
        return reading_record(view.reading, view.known.keys, name=view.document.name)

    return show(at, "document.html", title=view.document.name, data=data, view=view)


def _opened(at: Asking, id: str, document: str, place: int | None = None) -> ReadPage:
    kept, data = at.desk.cabinet.kept(document)
    if kept.owner != id:
        raise NoSuchMatter
    return ReadPage(at.desk.open(id), kept, at.desk.reading(data, kept.name), place)


@router.post("/matters/{id}/read/{document}/attach")
def attach(at: Posting, id: str, document: str) -> Response:
    """A sentence attached to a level of a factor; the fact is set to that level where that is asked."""
    view = _opened(at, id, document)
    after = at.number("version")
    seen = at.desk.open(id, after)
    name, _, level = at.text("fact").partition("=")
    doctrine = seen.pack.doctrine
    if name not in doctrine.factor_ids() or level not in doctrine.factor(name).levels:
        raise bad_option(f"unknown fact '{at.text('fact')[:80]}'", did_you_mean(name, doctrine.factor_ids()))
    words = at.text("written", most=MOST_QUOTED).strip() or at.text("sentence", most=MOST_QUOTED)
    where = found(view.reading, words)
    if where is None:
        what = "these words do not stand in the document, or none were chosen"
        raise BadInput([Problem(view.document.name, 0, what, "choose a sentence of it, or copy its words")])
    attached = Attached(name, level, where.words, where.page, document, view.document.name)
    of = replace(seen.papers, attached=(*(a for a in seen.papers.attached if a != attached), attached))
    said = f"“{where.words[:80]}{'…' if len(where.words) > 80 else ''}” attached to {doctrine.factor(name).name}"
    if at.text("set") and seen.matter.facts.possible(doctrine.factor(name)) != (level,):
        of = with_facts(of, {name: (level,)})
        said += f"; {factors.told(doctrine, seen.matter.facts, [(name, (level,))])}"
    fields = [(each, value) for each in ("fact", "sentence", "written", "set") if (value := at.text(each))]
    return changed(at, id, after, of, said, fields, back=f"/read/{document}")


@router.post("/matters/{id}/read/{document}/detach")
def detach(at: Posting, id: str, document: str) -> Response:
    """A sentence attached no longer."""
    after, wanted = at.number("version"), at.text("sentence")
    seen = at.desk.open(id, after)
    gone = next((each for each in seen.papers.attached if mark(asdict(each)) == wanted), None)
    if gone is None:
        raise bad_option("this sentence is no longer attached", "see the document as it stands now")
    of = replace(seen.papers, attached=tuple(each for each in seen.papers.attached if each != gone))
    said = f"“{gone.quotation[:80]}” taken from {seen.pack.doctrine.factor(gone.factor).name}"
    return changed(at, id, after, of, said, [("sentence", wanted)], back=f"/read/{document}")


@router.post("/matters/{id}/read/{document}/discard")
def discard(at: Posting, id: str, document: str) -> Response:
    """A document kept no longer; what was attached from it stays with its words."""
    at.desk.cabinet.open(id)
    kept, _ = at.desk.cabinet.kept(document)
    if kept.owner != id:
        raise NoSuchMatter
    at.desk.cabinet.discard(document)
    return go(f"/matters/{id}/read")


@router.get("/matters/{id}/read/{document}/case.yaml")
def case_file(at: Asking, id: str, document: str) -> Response:
    """What is attached from an opinion, as the draft of a case file: for a person to complete and to check."""
    from afortiori.workbench.exporting import download

    view = _opened(at, id, document)
    return download(drafted(view.papers, view.reading, view.document).encode(), f"{view.document.name} case.yaml")


def drafted(of: Papers, reading: Reading, document: Document) -> str:
    """The draft of a case file: what the record says of itself, and each attached value with its words."""
    from afortiori.store.charts.yamltext import written

    record = reading.record
    cite = record.citations[0] if record.citations else document.name
    facts = {
        each.factor: {
            "value": each.level,
            "source": f"{cite} at {each.page}" if each.page else cite,
            "confidence": "high",
            "quotation": each.quotation,
        }
        for each in of.attached
        if each.document == document.id
    }
    plain = {
        "name": record.name or document.name,
        "citations": list(record.citations),
        "docket": record.docket,
        "court": record.court,
        "decided": record.decided,
        "holding": "not reached",
        "facts": facts,
        "note": "A draft from attached sentences: complete the court, the date and the holding, and check each value.",
    }
    return written(plain)
