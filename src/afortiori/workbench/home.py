"""Home: the packs, the user's own bases and matters; and where a file begins a matter or a base."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from afortiori.errors import BadInput, Problem, bad_option
from afortiori.store.cabinet import MOST_LISTED, Card, NoSuchMatter
from afortiori.store.pack import Pack
from afortiori.store.papers import blank, doctrine_of_file, papers_of, papers_of_file
from afortiori.workbench import charting
from afortiori.workbench.bases import forum_to_begin
from afortiori.workbench.page import Asking, Posting, go, page, show

router = APIRouter()


@page(router, "/")
def home(at: Asking, words: str = "", start: int = 0) -> Response:
    """What there is to begin with."""
    packs: list[Pack] = []
    problems: list[Problem] = []
    for name in at.desk.folders():
        try:
            packs.append(at.desk.pack(name))
        except BadInput as bad:
            problems += bad.problems
    large = []
    for name in at.desk.tables():
        try:
            large.append(at.desk.large(name))
        except BadInput as bad:
            problems += bad.problems
    words, start = words[:200], max(0, min(start, 10_000_000))
    own = set(at.desk.own())
    matters, count = at.desk.cabinet.matters(words=words, start=start), at.desk.cabinet.count(words=words)
    brought = at.desk.cabinet.brought()
    return show(
        at, "home.html", title="Workbench", data=lambda: _data(packs, own, matters, count) | {"tables": {each.name: len(each.register) for each in large}, "charts": [{"id": each.id, "name": each.name, "brought": each.when} for each in brought]},
        packs=[pack for pack in packs if pack.id not in own], own=[pack for pack in packs if pack.id in own],
        large=large, names={pack.id: pack.doctrine.name for pack in (*packs, *(each.pack for each in large))}, problems=problems, matters=matters, count_of=count,
        words=words, start=start, step=MOST_LISTED, charts=brought,
    )  # fmt: skip


def _data(packs: list[Pack], own: set[str], matters: tuple[Card, ...], count: int) -> dict[str, Any]:
    return {
        "packs": [
            {
                "id": pack.id,
                "name": pack.doctrine.name,
                "question": pack.doctrine.question,
                "own": pack.id in own,
                "cases": len(pack.base.cases()),
                "examples": list(pack.matters),
            }
            for pack in packs
        ],
        "matters": [
            {"id": m.id, "title": m.title, "doctrine": m.doctrine, "version": m.entry.number, "saved": m.entry.when}
            for m in matters
        ],
        "matters_in_all": count,
    }


@router.post("/matters")
def begin(at: Posting) -> Response:
    """A new matter: blank, or with the facts of one of the pack's examples."""
    pack = at.desk.pack(at.text("pack"))
    example = at.text("example")
    if example and example not in pack.matters:
        raise bad_option(f"pack '{pack.id}' has no matter '{example[:80]}'", "choose one of its examples")
    title = " ".join(at.text("title", most=300).split())
    papers = (
        papers_of(pack.matters[example], pack)
        if example
        else blank(pack, title or "A new matter", forum_to_begin(at, pack))
    )
    what = f"Begun with the facts of {pack.matters[example].title}" if example else "Begun, with nothing known"
    return go(f"/matters/{at.desk.create(papers, at.session.person, what)}")


@router.post("/bring")
def bring(at: Posting) -> Response:
    """A file that somebody chose or dropped: a matter, or a chart."""
    file = at.file("file")
    if file is None or not file.filename:
        raise bad_option("no file was chosen", "choose a matter's file (YAML) or a chart (CSV, XLSX)")
    name = file.filename.replace("\\", "/").rpartition("/")[2][:120]
    data = file.file.read()
    if not name.lower().endswith((".yaml", ".yml")):
        return charting.keep(at, name, data)
    pack = at.desk.pack(doctrine_of_file(data, name))
    papers = papers_of_file(data, name, pack)
    return go(f"/matters/{at.desk.create(papers, at.session.person, f'Brought as {name}')}")


@router.post("/bases/{name}/remove")
def remove_base(at: Posting, name: str) -> Response:
    """One of the user's own bases taken out for good, once it was said twice; its matters then keep their files and histories only."""
    if name not in at.desk.own():
        raise NoSuchMatter
    if at.text("yes") != "yes":
        return _asked_twice(at, name)
    at.desk.remove_base(name)
    return go("/")


def _asked_twice(at: Posting, name: str) -> Response:
    """Whether a base is to be removed, with the matters on it that are open to who asks."""
    on, count = at.desk.cabinet.matters(base=name), at.desk.cabinet.count(base=name)
    data = {"remove": name, "matters": [each.id for each in on], "matters_in_all": count}
    return show(
        at, "remove_base.html", title="Remove this base?", data=lambda: data, pack=at.desk.pack(name), matters=on,
        count_of=count,
    )  # fmt: skip
