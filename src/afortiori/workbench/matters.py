"""A matter's page: its facts, its verdict beside them, what to find out, and its versions."""

from __future__ import annotations

import json
from contextlib import nullcontext
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from typing import Any

from fastapi import APIRouter, Response

from afortiori.casebase import Law
from afortiori.doctrine import Doctrine
from afortiori.errors import bad_option
from afortiori.guidance import stronger
from afortiori.memo import words
from afortiori.store.cabinet import Entry, NoSuchMatter, Overtaken, undone
from afortiori.store.papers import Papers, papers, with_facts, with_parts
from afortiori.workbench import factors
from afortiori.workbench.desk import BaseGone, Desk, Opened
from afortiori.workbench.guidance import Guidance
from afortiori.workbench.lawdays import Calendar, calendar, courts_by_level
from afortiori.workbench.page import Asking, Here, Posting, go, page, show
from afortiori.workbench.verdict import Verdict, analysed

router = APIRouter()
MANY = 12  # facts on which the verdict hangs: with more, its guidance takes so long that the page comes first
HEAD = ("to", "from", "client_matter", "privilege")


class MatterPage:
    """What the page of a matter shows; each part is worked out where it is first asked for."""

    def __init__(self, opened: Opened, *, latest: int, desk: Desk | None = None) -> None:
        self.opened = opened
        self.latest = latest
        self.verdict = Verdict(opened, desk.worked_out(opened, analysed) if desk else None)
        self.guidance = desk.worked_out(opened, Guidance) if desk else Guidance(opened)

    @property
    def id(self) -> str:
        """The matter's id."""
        return self.opened.saved.id

    @property
    def number(self) -> int:
        """The version that is shown."""
        return self.opened.saved.entry.number

    @property
    def old(self) -> bool:
        """Whether a later version was saved: an old one is read only."""
        return self.number != self.latest

    @property
    def papers(self) -> Papers:
        """The matter's papers."""
        return self.opened.papers

    @property
    def doctrine(self) -> Doctrine:
        """The doctrine as its pack states it: facts are entered by its factors, whatever the reading."""
        return self.opened.pack.doctrine

    @property
    def law(self) -> Law:
        """The law as the matter takes it."""
        return self.opened.law

    @cached_property
    def groups(self) -> tuple[factors.Group, ...]:
        """The sheet of facts."""
        hinges = self.verdict.finding.depends_on
        return factors.groups(self.doctrine, self.opened.matter.facts, hinges, self.papers.attached)

    @cached_property
    def calendar(self) -> Calendar:
        """The days on which the law changed; none are told of a large base."""
        return calendar(self.law) if self.opened.large is None else Calendar((), -1)

    @property
    def courts(self) -> list[tuple[str, list[Any]]]:
        """The courts to choose a forum from."""
        return courts_by_level(self.opened.pack.base.courts)

    @property
    def cases(self) -> list[tuple[str, str]]:
        """The cases that can be left out: id, and name with its court and year."""
        found = {
            p.case: f"{p.name} ({p.court.abbreviation or p.court.name} {p.decided.year})" for p in self.opened.pack.base
        }
        return sorted(found.items(), key=lambda case: case[1])

    @property
    def adoptable(self) -> list[tuple[str, str]]:
        """The opinions that can be supposed to have prevailed: as they are named, and in words."""
        return [
            (f"{case.case}:{opinion.kind}", f"{case.name}: {opinion.kind} ({opinion.author})")
            for case in self.opened.pack.base
            for opinion in case.opinions
            if opinion.kind not in ("majority", "plurality", "per curiam") and opinion.outcome is not None
        ]

    def data(self) -> dict[str, Any]:
        """The page as data."""
        entry = self.opened.saved.entry
        return {
            "id": self.id,
            "version": _entry(entry),
            "matter": self.papers.matter,
            "answer": self.verdict.data(),
            "law_changed": [{"day": each.day, "by": each.by} for each in self.calendar.days],
            "guidance": self.guidance.data(),
        }


def _entry(entry: Entry) -> dict[str, Any]:
    return {"number": entry.number, "who": entry.who, "when": entry.when, "what": entry.what, "same_as": entry.state}


def shown(at: Here, id: str, number: int | None = None, *, status: int = 200, **context: Any) -> Response:
    """The page of a matter, or of an earlier version of it.

    Where its guidance takes long the page comes without, unless that is asked for: one is worked out at a time, so
    that other pages are answered, and of several that wait each is of the facts as they then stand.
    """
    asked = "guidance" in at.parts or "guidance" in at.request.query_params or at.wants_json
    with at.desk.guiding if asked else nullcontext():
        opened = at.desk.open(id, number)
        latest = opened.saved.entry.number if number is None else at.desk.cabinet.open(id).entry.number
        view = MatterPage(opened, latest=latest, desk=at.desk)
        many = opened.large is None and len(view.verdict.finding.depends_on) > MANY
        context |= {"title": opened.papers.title, "guided": asked or not many or view.guidance.ready}
        return show(at, "matter.html", data=view.data, status=status, view=view, **context)


@page(router, "/matters/{id}")
def matter(at: Asking, id: str) -> Response:
    """A matter as it stands."""
    return shown(at, id)


@page(router, "/matters/{id}/versions/{number}")
def version(at: Asking, id: str, number: int) -> Response:
    """A matter as it was saved in one version."""
    return shown(at, id, number)


Fields = list[tuple[str, str]]


def mark(of: Any) -> str:
    """By what a form names one of several, such as an event: by what it is, so that it is never another's in a later version.

    >>> mark({"text": "Jailed"}) == mark({"text": "Released"})
    False
    """
    return sha256(json.dumps(of, sort_keys=True).encode()).hexdigest()[:16]


def changed(at: Posting, id: str, after: int, of: Papers, what: str, fields: Fields, *, back: str = "") -> Response:
    """Save what a form changed and show it; where somebody saved meanwhile, say who and what, and save nothing.

    ``fields`` are those of the form that carry the change, and no others: sent again, they change nothing else.
    """
    at.desk.opened(at.desk.cabinet.open(id), of)
    try:
        at.desk.save(id, after, of, at.session.person, what)
    except Overtaken as overtaken:
        return conflict(at, id, overtaken.entry, what, fields)
    return shown(at, id) if at.parts else go(f"/matters/{id}{back}")


def unchanged(at: Posting, id: str) -> Response:
    """The matter as it stands, where a form changed nothing."""
    return shown(at, id) if at.parts else go(f"/matters/{id}")


def conflict(at: Posting, id: str, entry: Entry, what: str, fields: Fields) -> Response:
    """The second writer is told: what the first did, and that nothing of hers was saved."""
    data = {"error": "saved meanwhile", "version": _entry(entry), "not_saved": what}
    return show(
        at, "conflict.html", title="Saved meanwhile", data=lambda: data, status=409, part="conflict",
        id=id, entry=entry, what=what, fields=fields, address=at.request.url.path,
    )  # fmt: skip


@router.post("/matters/{id}/facts")
def enter_facts(at: Posting, id: str) -> Response:
    """The sheet of facts, sent: every factor that it changes is saved in one version."""
    after = at.number("version")
    seen = at.desk.open(id, after)
    changes = factors.entered(seen.pack.doctrine, seen.matter.facts, at)
    if not changes:
        return unchanged(at, id)
    what = factors.told(seen.pack.doctrine, seen.matter.facts, changes.items())
    fields = factors.fields(changes)
    return changed(at, id, after, with_facts(seen.papers, _written(seen, changes)), what, fields)


def _written(seen: Opened, changes: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    whole = {name: seen.pack.doctrine.factor(name).levels for name in changes}
    return {name: (factors.UNKNOWN,) if levels == whole[name] else levels for name, levels in changes.items()}


@router.post("/matters/{id}/law")
def take_law(at: Posting, id: str) -> Response:
    """Where and when the law is asked, and how it is taken."""
    after = at.number("version")
    seen = at.desk.open(id, after)
    of = _taken(at, seen.papers)
    if of == seen.papers:
        return unchanged(at, id)
    return changed(at, id, after, of, _law_told(seen.papers, of), _law_fields(seen.papers, of))


def _taken(at: Posting, of: Papers) -> Papers:
    """The papers with the law as a form takes it; what the form does not say stays as it was."""
    model, forum = at.text("model", of.model), at.text("forum") or of.matter["forum"]
    day = at.text("day") or at.text("as_of", of.matter["as_of"])
    if model not in ("reason", "result"):
        raise bad_option(f"unknown model '{model[:80]}'", "choose 'reason' or 'result'")
    of = with_parts(of, forum=forum, as_of="" if day == "today" else day)
    several = bool(at.text("supposing"))
    return replace(
        of,
        model=model,
        rules=at.text("rules", "yes" if of.rules else "no") == "yes",
        without=tuple(sorted({name for name in at.texts("without") if name})) if several else of.without,
        adopted=tuple(name for name in at.texts("adopted") if name) if several else of.adopted,
        reading=at.text("reading", of.reading),
    )


def _law_fields(before: Papers, after: Papers) -> Fields:
    fields = [
        (name, after.matter[name] or "today")
        for name in ("forum", "as_of")
        if before.matter[name] != after.matter[name]
    ]
    said = {"model": after.model, "rules": "yes" if after.rules else "no", "reading": after.reading}
    fields += [(name, value) for name, value in said.items() if getattr(before, name) != getattr(after, name)]
    if (before.without, before.adopted) != (after.without, after.adopted):
        fields += [
            ("supposing", "yes"),
            *(("without", n) for n in after.without),
            *(("adopted", n) for n in after.adopted),
        ]
    return fields


def _law_told(before: Papers, after: Papers) -> str:
    parts = []
    for name, said in (("forum", "Forum"), ("as_of", "As of")):
        if before.matter[name] != after.matter[name]:
            parts.append(f"{said}: {before.matter[name] or 'today'} → {after.matter[name] or 'today'}")
    for name, said in (("model", "Model"), ("rules", "Rules"), ("reading", "Reading")):
        if getattr(before, name) != getattr(after, name):
            parts.append(f"{said}: {_plain(getattr(before, name))} → {_plain(getattr(after, name))}")
    for name, said in (("without", "Left out"), ("adopted", "Supposed to have prevailed")):
        if getattr(before, name) != getattr(after, name):
            parts.append(f"{said}: {', '.join(getattr(after, name)) or 'nothing'}")
    return "; ".join(parts)


def _plain(value: object) -> str:
    return {True: "with", False: "without", "": "none"}.get(value, str(value)) if isinstance(value, bool | str) else ""


@router.post("/matters/{id}/words")
def write_words(at: Posting, id: str) -> Response:
    """The matter in words: its title, what happened, notes, and the head of its memorandum."""
    after = at.number("version")
    seen = at.desk.open(id, after)
    was = seen.papers.matter
    title = " ".join(at.text("title", was["title"], most=300).split()) or was["title"]
    lines = {n: at.text(f"heading.{n}", was["heading"].get(n, ""), most=300).strip() for n in HEAD}
    heading = {name: line for name, line in lines.items() if line}
    text, note = at.text("text", was["text"]), at.text("note", was["note"])
    of = with_parts(seen.papers, title=title, text=text, note=note, heading=heading)
    if of == seen.papers:
        return unchanged(at, id)
    names = {"title": "title", "text": "account of what happened", "note": "notes", "heading": "head of the memorandum"}
    parts = [said for name, said in names.items() if of.matter[name] != seen.papers.matter[name]]
    fields = [(name, of.matter[name]) for name in ("title", "text", "note") if of.matter[name] != was[name]]
    fields += [(f"heading.{name}", line) for name, line in lines.items() if line != was["heading"].get(name, "")]
    return changed(at, id, after, of, f"Words changed: {words.either(parts, 'and')}", fields)


@router.post("/matters/{id}/undo")
def undo(at: Posting, id: str) -> Response:
    """Go back to the version before; it is saved as the next, so that undoing can be undone."""
    after = at.number("version")
    back = undone(at.desk.cabinet.history(id))
    if back is None:
        return go(f"/matters/{id}")
    return _restored(at, id, after, back, f"Undone: back to version {back}")


@router.post("/matters/{id}/restore")
def restore(at: Posting, id: str) -> Response:
    """Go back to a version that was saved."""
    back = at.number("number")
    return _restored(at, id, at.number("version"), back, f"Back to version {back}")


def _restored(at: Posting, id: str, after: int, back: int, what: str) -> Response:
    saved = at.desk.cabinet.open(id, back)
    try:
        at.desk.save(id, after, papers(saved.content), at.session.person, what, state=saved.entry.state)
    except Overtaken as overtaken:
        return conflict(at, id, overtaken.entry, what, [("number", str(back))])
    return go(f"/matters/{id}")


@router.post("/matters/{id}/remove")
def remove(at: Posting, id: str) -> Response:
    """Take a matter out for good, once it was said twice."""
    after = at.number("version")
    saved = at.desk.cabinet.open(id)
    if at.text("yes") != "yes":
        data = {"remove": id}
        return show(at, "remove.html", title="Remove this matter?", data=lambda: data, saved=saved, after=after)
    try:
        at.desk.cabinet.remove(id, after)
    except Overtaken as overtaken:
        return conflict(at, id, overtaken.entry, "Remove it", [])
    return go("/")


def gone(at: Here, id: str) -> dict[str, Any]:
    """What is shown of a matter whose base is not here: all that can be told and done without it."""
    return {"saved": at.desk.cabinet.open(id), "entries": at.desk.cabinet.history(id)}


@page(router, "/matters/{id}/history")
def history(at: Asking, id: str) -> Response:
    """Every version: who saved it, when, and what was changed."""
    entries = at.desk.cabinet.history(id)
    data = {"id": id, "versions": [_entry(entry) for entry in entries]}
    try:
        opened = at.desk.open(id)
    except BaseGone as error:
        return show(at, "gone.html", title=error.saved.title, data=lambda: data, **gone(at, id))
    view = MatterPage(opened, latest=opened.saved.entry.number)
    return show(at, "history.html", title=opened.papers.title, data=lambda: data, view=view, entries=entries)


@page(router, "/matters/{id}/compare/{first}/{second}")
def compare(at: Asking, id: str, first: int, second: int) -> Response:
    """Two versions of a matter beside each other."""
    one, two = at.desk.open(id, first), at.desk.open(id, second)
    latest = at.desk.cabinet.open(id).entry.number
    if one.pack is not two.pack:
        raise NoSuchMatter
    views = (MatterPage(one, latest=latest), MatterPage(two, latest=latest))
    rows = _differences(one, two)
    strengths = _strengths(one, two)
    data = {
        "versions": [view.data() for view in views],
        "facts": [{"factor": row[0], "before": row[1], "after": row[2]} for row in rows],
        "stronger": [list(row) for row in strengths],
    }
    return show(
        at, "compare.html", title=one.papers.title, data=lambda: data,
        view=views[1], views=views, rows=rows, strengths=strengths, taken=_law_told(one.papers, two.papers),
    )  # fmt: skip


@router.get("/matters/{id}/compare")
def choose_compare(at: Asking, id: str, first: int = 1, second: int = 1) -> Response:
    """The two versions chosen in the history."""
    del at
    return go(f"/matters/{id}/compare/{first}/{second}")


def _differences(one: Opened, two: Opened) -> list[tuple[str, str, str]]:
    """The factors on which two versions differ: the name, the levels before, the levels after."""
    found = []
    for factor in one.pack.doctrine.factors:
        before, after = one.matter.facts.possible(factor), two.matter.facts.possible(factor)
        if before != after:
            found.append((factor.name, words.levels(factor, before), words.levels(factor, after)))
    return found


def _strengths(one: Opened, two: Opened) -> list[tuple[str, str]]:
    """For each side, whether the later facts are the stronger."""
    doctrine = one.pack.doctrine
    return [
        (side.wanted_by, stronger(doctrine, two.matter.facts, one.matter.facts, side.id).relation)
        for side in doctrine.sides
    ]
