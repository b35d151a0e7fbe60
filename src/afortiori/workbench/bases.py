"""The pages of a base: its chart, its cases, its guide, its audit; of a forum and a day that the address names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from afortiori.casebase import Law
from afortiori.memo.told import Told
from afortiori.store.asking import Wanted, ask_law
from afortiori.store.cabinet import NoSuchMatter
from afortiori.store.pack import Pack
from afortiori.workbench.chart import Asked, Chart
from afortiori.workbench.lawdays import Calendar, calendar, courts_by_level
from afortiori.workbench.page import Asking, Here, Html, fragment, page, show
from afortiori.workbench.verdict import Section, sections

router = APIRouter()


def forum_of(pack: Pack) -> str:
    """The forum to begin with: that of most of the pack's matters, else the court that decided most of its cases; else any."""
    forums = [matter.forum for matter in pack.matters.values() if matter.forum]
    deciding = [precedent.court.id for precedent in pack.base if precedent.court.binds_itself]
    counts = Counter(forums or deciding)
    return max(sorted(counts), key=lambda court: counts[court], default="any")


class BasePage:
    """A base, and its law in the forum and on the day that the address names."""

    def __init__(self, at: Here, name: str, query: Mapping[str, str]) -> None:
        self.pack: Pack = at.desk.pack(name)
        forum = query.get("forum") or forum_of(self.pack)
        model = "result" if query.get("model") == "result" else "reason"
        wanted = Wanted(forum, query.get("as_of") or None, model)
        options = ask_law(self.pack.base, wanted, today=at.desk.today())
        self.law: Law = at.desk.law(self.pack, options, "", lambda: Law(self.pack.base, options))
        self.forum = forum
        self.own = name in at.desk.own()
        self.folder = at.desk.folders()[name]

    @property
    def id(self) -> str:
        """The base's name."""
        return self.pack.id

    @property
    def query(self) -> str:
        """The forum and the day, as the end of an address."""
        options = self.law.options
        more = "&model=result" if options.model == "result" else ""
        return f"?forum={self.forum}&as_of={options.as_of}{more}"

    @cached_property
    def calendar(self) -> Calendar:
        """The days on which the law changed."""
        return calendar(self.law)

    @property
    def courts(self) -> list[tuple[str, list[Any]]]:
        """The courts to choose a forum from."""
        return courts_by_level(self.pack.base.courts)


def forum_to_begin(at: Here, pack: Pack) -> str:
    """The forum in which a new matter on a pack, or on a large base, begins."""
    return at.desk.large(pack.id).forum if pack.id in at.desk.tables() else forum_of(pack)


def _base(at: Asking, request: Request, name: str) -> BasePage:
    if name not in at.desk.folders():
        raise NoSuchMatter
    return BasePage(at, name, request.query_params)


OfBase = Annotated[BasePage, Depends(_base)]


def asked(request: Request) -> Asked:
    """How the address asks for a chart to be shown."""
    query = request.query_params
    start = query.get("start", "0")
    return Asked(
        query.get("sort", "name"),
        query.get("side", ""),
        query.get("factor", ""),
        query.get("court", ""),
        query.get("words", "")[:200],
        query.get("binding") == "yes",
        query.get("grouped") == "yes",
        query.get("issue", ""),
        int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 0,
    )


AsAsked = Annotated[Asked, Depends(asked)]


@page(router, "/bases/{name}/cases")
def cases(at: Asking, base: OfBase, how: AsAsked) -> Response:
    """The chart of a base."""
    chart = Chart(base.law, how)
    title = f"{base.pack.doctrine.name}: the cases"
    return show(at, "cases.html", title=title, data=chart.data, base=base, chart=chart)


@page(router, "/bases/{name}/guide")
def guide(at: Asking, base: OfBase) -> Response:
    """What the cases and rules settle, and what they leave open."""
    from afortiori.memo.restating import restated
    from afortiori.restatement import restate

    return _told(at, base, "guide", "what is settled", restated(base.law, restate(base.law)))


@page(router, "/bases/{name}/audit")
def audit(at: Asking, base: OfBase) -> Response:
    """The base as a whole: conflicts, repair, landmarks, what hangs on one thing."""
    from afortiori.audit import audit_base
    from afortiori.memo.auditing import audited
    from afortiori.store.asking import read_matters

    return _told(at, base, "audit", "audit", audited(audit_base(base.law, read_matters(base.pack))))


def _told(at: Here, base: BasePage, kind: str, said: str, told: Told) -> Response:
    title = f"{base.pack.doctrine.name}: {said}"
    parts = [(section, fragment(section.blocks, f"{kind}-{i}")) for i, section in enumerate(_titled(told))]
    return show(at, "told.html", title=title, data=lambda: told.data, base=base, kind=kind, parts=parts)


def _titled(told: Told) -> list[Section]:
    """The sections of an answer but the first, which says of which law it speaks: the page says that itself."""
    return [section for section in sections(told.blocks) if section.title][1:]


@page(router, "/bases/{name}/cases/{case}")
def case(at: Asking, base: OfBase, case: str) -> Response:
    """A case: what was held, on what facts, where that is stated; its opinions, its history, and who is forced by it."""
    from afortiori.workbench.casepage import CasePage

    holdings = [p for p in base.pack.base if case in (p.case, p.id)]
    if not holdings:
        raise NoSuchMatter
    view = CasePage(base.law, holdings)
    opinions: Html | None = None
    told = view.opinions(base.folder)
    if told is not None:
        rest = [block for section in sections(told.blocks) for block in _with_title(section)]
        opinions = fragment(rest, "opinions", under=2)
    data = {"case": view.data(), **({"opinions": told.data} if told is not None else {})}
    title = holdings[0].name
    return show(at, "case.html", title=title, data=lambda: data, base=base, view=view, opinions=opinions)


def _with_title(section: Section) -> list[Any]:
    from afortiori.memo.blocks import Heading

    return [*([Heading(section.title, 1)] if section.title else []), *section.blocks]
