"""How a page goes out: whole, as the parts of it that were asked for, or as JSON."""

from __future__ import annotations

import hmac
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.datastructures import FormData, QueryParams, UploadFile

from afortiori.errors import AfortioriError, bad_option
from afortiori.memo import words
from afortiori.memo.blocks import Block
from afortiori.workbench import guard
from afortiori.workbench.desk import Desk
from afortiori.workbench.session import FOUND, Door, Session

STATIC = Path(__file__).parent / "static"
API = guard.API
MOST_FIELDS = 5_000
MOST_FILES = 8


class NotSignedIn(AfortioriError):
    """No session is open in this browser."""


class Forged(AfortioriError):
    """A form without the token of its session."""


@dataclass(frozen=True, slots=True)
class Here:
    """One request of somebody who is signed in."""

    request: Request
    desk: Desk
    session: Session

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the page that are asked for instead of the whole."""
        asked = self.request.headers.get("x-parts", "")
        return tuple(part for part in asked.split()[:20] if part.isidentifier())

    @property
    def wants_json(self) -> bool:
        """Whether the page is asked for as data."""
        return self.request.url.path.endswith(".json")


@dataclass(frozen=True, slots=True)
class Posted(Here):
    """A form that was sent, with the token of its session."""

    form: FormData

    def text(self, name: str, default: str = "", *, most: int = 100_000) -> str:
        """A field of the form as text; BadInput where it is longer than is kept, unless it is as it was."""
        value = self.form.get(name, default)
        text = value.replace("\r\n", "\n") if isinstance(value, str) else default
        if len(text) > most and text != default:
            raise bad_option(f"'{name}' has {len(text):,} characters", f"at most {most:,} are kept: shorten it")
        return text

    def texts(self, name: str) -> list[str]:
        """All the values of a field."""
        return [value for value in self.form.getlist(name) if isinstance(value, str)]

    def number(self, name: str) -> int:
        """A field of the form as a whole number, 0 where it is none."""
        value = self.text(name)
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0

    def file(self, name: str) -> UploadFile | None:
        """A file that was sent and has a name."""
        value = self.form.get(name)
        return value if isinstance(value, UploadFile) and value.filename else None


def here(request: Request) -> Here:
    """The request of somebody signed in; NotSignedIn."""
    state = request.app.state
    sessions: Door = state.sessions
    scope = request.scope
    session = scope[FOUND] if FOUND in scope else sessions.session(request.cookies.get(state.cookie, ""))
    if session is None:
        raise NotSignedIn
    desk: Desk = state.desk
    return Here(request, desk.of(session.person) if session.shared else desk, session)


async def posted(request: Request) -> AsyncIterator[Posted]:
    """A form of somebody signed in, whose files are closed in the end; Forged where it lacks the session's token."""
    at = here(request)
    async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS) as form:
        token = form.get("form_token")
        if not isinstance(token, str) or not hmac.compare_digest(token.encode(), at.session.form_token.encode()):
            raise Forged
        yield Posted(at.request, at.desk, at.session, form)


Asking = Annotated[Here, Depends(here)]
Posting = Annotated[Posted, Depends(posted)]
Handler = Callable[..., Response]


def page(router: APIRouter, path: str) -> Callable[[Handler], Handler]:
    """Register a page, and beside it the same as JSON."""

    def register(handler: Handler) -> Handler:
        beside = "/index.json" if path == "/" else f"{path}.json"
        for each in (beside, path):
            router.add_api_route(each, handler, methods=["GET", "HEAD"], response_class=Response)
        return handler

    return register


def show(
    at: Here, template: str, *, title: str, data: Callable[[], Mapping[str, Any]], status: int = 200,
    part: str = "", **context: Any,
) -> Response:  # fmt: skip
    """The page: its parts where they are asked for, its data where its address ends in ``.json``, else the whole.

    ``part`` is all that stands in the place of parts, whichever are asked for.
    """
    if at.wants_json:
        text = json.dumps(data(), indent=2, ensure_ascii=False)
        return Response(text, status, media_type="application/json")
    shared = {"title": title, "at": at, "form_token": at.session.form_token, **context}
    if at.parts:
        parts = _known([part] if part else at.parts)
        html = "\n".join(_environment().get_template(f"parts/{each}.html").render(shared) for each in parts)
    else:
        html = _environment().get_template(template).render(shared)
    return Response(html, status, media_type="text/html; charset=utf-8")


def _known(parts: Sequence[str]) -> list[str]:
    known = {name.removeprefix("parts/").removesuffix(".html") for name in _environment().list_templates()}
    return [part for part in parts if part in known]


def plain_page(template: str, *, title: str, status: int, **context: Any) -> Response:
    """A page for those who are not signed in, or for what cannot be shown."""
    html = _environment().get_template(template).render({"title": title, "at": None, **context})
    return Response(html, status, media_type="text/html; charset=utf-8")


def go(address: str) -> Response:
    """What answers a form: go and look there."""
    return RedirectResponse(address, 303)


@dataclass(frozen=True, slots=True)
class Html:
    """Text that is HTML already: the one kind that a template does not escape."""

    text: str

    def __html__(self) -> str:
        return self.text


def fragment(blocks: Sequence[Block], name: str, *, under: int = 2) -> Html:
    """Blocks as a part of a page."""
    from afortiori.memo.formats.html import fragment as rendered

    return Html(rendered(blocks, name, under=under))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("afortiori.workbench"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"day": _day, "level": words.level, "moment": _moment, "without": _without}
    environment.globals |= {"static": static, "count": words.count, "fragment": fragment}
    return environment


@lru_cache(maxsize=16)
def static(name: str) -> str:
    """The address of a file of ours, which changes when the file does."""
    return f"/static/{name}?{sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"


def _day(text: str) -> str:
    return words.day(text) if text else "today"


def _without(query: QueryParams, name: str) -> str:
    """What an address asks, but for one name."""
    return urlencode([(key, value) for key, value in query.multi_items() if key != name])


def _moment(text: str) -> str:
    """A moment in UTC as a reader says it: the day and the minute."""
    return f"{words.day(text[:10])}, {text[11:16]} UTC"
