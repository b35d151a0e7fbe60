"""The application: its pages, behind their guard."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from afortiori.errors import AfortioriError, BadInput
from afortiori.store.cabinet import NoSuchMatter, NotKept, NotYours
from afortiori.workbench import (
    api_page,
    arguing,
    bases,
    charting,
    exporting,
    home,
    matters,
    reading,
    sharing,
    tables,
    timelines,
)
from afortiori.workbench.accounts import Accounts
from afortiori.workbench.desk import BaseGone, Desk
from afortiori.workbench.guard import App, Guard
from afortiori.workbench.page import API, STATIC, Forged, NotSignedIn, go, here, plain_page
from afortiori.workbench.porter import Porter
from afortiori.workbench.session import Door, Sessions

PAGES = (api_page, exporting, home, bases, tables, charting, arguing, timelines, reading, matters)
MOST_BYTES = 30_000_000
A_YEAR = 31_536_000
_NOTHING = ("nothing.html", "Nothing here", 404)
FAULTS: dict[type[Exception], tuple[str, str, int]] = {
    NotSignedIn: ("closed.html", "Not open here", 401),
    NoSuchMatter: _NOTHING,
    HTTPException: _NOTHING,
    RequestValidationError: _NOTHING,
    Forged: ("forged.html", "This form is too old", 403),
    BaseGone: ("gone.html", "The base of this matter is not here", 422),
    NotYours: ("problems.html", "That is not yours to do", 403),
    NotKept: ("problems.html", "That cannot be done now", 503),
    AfortioriError: ("problems.html", "That cannot be used", 422),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the workbench answers: the names of its host, each with its port, the name of its cookie, whether by HTTPS, and by a proxy."""

    hosts: frozenset[str]
    cookie: str = "afortiori"
    secure: bool = False
    proxy: bool = False


def application(desk: Desk, sessions: Door, place: Place) -> App:
    """The workbench as an ASGI application: of one person, or, behind accounts, of many."""
    shared = isinstance(sessions, Accounts)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    app.state.desk, app.state.sessions, app.state.cookie = desk, sessions, place.cookie
    app.state.shared, app.state.secure = shared, place.secure
    for pages in (sharing, *PAGES) if shared else PAGES:
        app.router.routes.extend(pages.router.routes)  # as they are: to include a router builds each of its routes anew
    app.router.routes.append(_mounted(_Api(desk, sessions, place.cookie)))
    if not shared:
        app.add_api_route("/enter", _enter, methods=["GET"])
    app.add_api_route("/static/{name}", _static, methods=["GET", "HEAD"])
    for error in (*FAULTS, Exception):
        app.add_exception_handler(error, _told)
    porter = Porter(app, sessions, desk.roll, place.cookie, desk.now) if shared else app
    return Guard(porter, place.hosts, MOST_BYTES, secure=place.secure, proxy=place.proxy)


class _Api:
    """The API, made when it is first asked: with its shapes it is a quarter of what starts, and most never ask it."""

    def __init__(self, desk: Desk, sessions: Door, cookie: str) -> None:
        self._of = desk, sessions, cookie
        self._made: FastAPI | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if self._made is None:
            from afortiori.workbench.api import api

            self._made = api(*self._of)
        await self._made(scope, receive, send)


def _mounted(asked: ASGIApp) -> Mount:
    mount = Mount(API, asked)
    # Starlette's own stops at a line feed, and an address with one in a name would lead past the API; so would its beginning.
    mount.path_regex = re.compile(rf"^{API}(?:/|$)(?P<path>.*)$", re.DOTALL)
    return mount


def _enter(request: Request, token: str = "") -> Response:
    """A token exchanged for a session: the cookie is new each time, so that none can be planted beforehand."""
    sessions: Sessions = request.app.state.sessions
    secret = sessions.enter(token)
    if secret is None:
        return plain_page("closed.html", title="Not open here", status=401)
    answer = go("/")
    answer.set_cookie(request.app.state.cookie, secret, httponly=True, samesite="strict", path="/")
    return answer


def _static(name: str) -> Response:
    """A file of ours; only those that lie there, by their very name."""
    if name not in {path.name for path in STATIC.iterdir()}:
        return plain_page("nothing.html", title="Nothing here", status=404)
    return FileResponse(STATIC / name, headers={"cache-control": f"private, max-age={A_YEAR}, immutable"})


def _told(request: Request, error: Exception) -> Response:
    """What went wrong, as a page, or as data where data were asked for."""
    kind = next(kind for kind in (*FAULTS, Exception) if isinstance(error, kind))
    template, title, status = FAULTS.get(kind, ("failed.html", "That failed", 500))
    problems = error.problems if isinstance(error, BadInput) else ()
    words = "" if problems or template not in ("problems.html", "gone.html") else str(error)
    if isinstance(error, NotSignedIn) and request.app.state.shared and not request.url.path.endswith(".json"):
        return sharing.enter_page(request.url.path if request.method == "GET" else "/", status=401)
    if request.url.path.endswith(".json"):
        told = {"error": title, "problems": [str(problem) for problem in problems] or [words or title]}
        return JSONResponse(told, status)
    if isinstance(error, BaseGone):
        at = here(request)
        more = matters.gone(at, error.saved.id)
        return plain_page(
            template, title=title, status=status, **more | {"at": at, "form_token": at.session.form_token}
        )
    return plain_page(template, title=title, status=status, problems=problems, words=words)
