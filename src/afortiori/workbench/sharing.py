"""The pages of a workbench that many share: signing in, one's own account, who may open a matter or a base, and the log."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from starlette.datastructures import FormData

from afortiori.errors import bad_option
from afortiori.store.cabinet import NoSuchMatter, NotYours
from afortiori.store.cabinet.people import BASE, MOST_LOGGED, Line, Seat
from afortiori.store.cabinet.rows import NAMED, OWNER, SCREENED
from afortiori.store.papers import papers
from afortiori.workbench.accounts import Accounts, TooOften, WrongPassword, kept
from afortiori.workbench.page import Asking, Here, Posting, go, page, plain_page, show

router = APIRouter()
WRITTEN = {NAMED: "named", SCREENED: "screened", "": "withdrawn"}


async def _sent(request: Request) -> FormData:
    """A form of somebody who is not signed in yet: the guard has seen that it comes from a page of ours."""
    return await request.form(max_files=0, max_fields=10)


Sent = Annotated[FormData, Depends(_sent)]


def enter_page(to: str, *, said: str = "", status: int = 200) -> Response:
    """The page on which one signs in, and then goes where she wanted to."""
    return plain_page("sign_in.html", title="Sign in", status=status, to=inside(to), said=said)


def inside(to: str) -> str:
    r"""An address of ours to go to; the first page for any other.

    >>> [inside(to) for to in ("/matters/x", "//evil.example", "https://evil.example", r"/\evil.example")]
    ['/matters/x', '/', '/', '/']
    """
    plain = to.isprintable() and to.startswith("/") and not to.startswith("//") and "\\" not in to and len(to) < 500
    return to if plain and not to.startswith("/sign-") else "/"


@router.get("/sign-in")
def sign_in_page() -> Response:
    """Where one signs in."""
    return enter_page("/")


@router.post("/sign-in")
def sign_in(request: Request, form: Sent) -> Response:
    """Sign in: the session is a new one, whatever cookie was there before."""
    state = request.app.state
    accounts: Accounts = state.sessions
    name, password, to = (str(form.get(field, "")) for field in ("name", "password", "to"))
    name, whence = name.strip().casefold()[:80], request.client.host if request.client else ""
    try:
        secret = accounts.sign_in(name, password, whence, request.cookies.get(state.cookie, ""))
    except (WrongPassword, TooOften) as refused:
        status = 429 if isinstance(refused, TooOften) else 401
        accounts.roll.write(Line(state.desk.now(), name, "sign in", "refused", whence))
        answer = enter_page(to, said=str(refused), status=status)
        if isinstance(refused, TooOften):
            answer.headers["retry-after"] = str(refused.seconds)
        return answer
    accounts.roll.write(Line(state.desk.now(), name, "sign in", "signed in", whence))
    return _entered(request, secret, inside(to))


def _entered(request: Request, secret: str, to: str) -> Response:
    state, answer = request.app.state, go(to)
    answer.set_cookie(state.cookie, secret, httponly=True, samesite="strict", path="/", secure=state.secure)
    return answer


@router.post("/sign-out")
def sign_out(at: Posting) -> Response:
    """End this session."""
    state = at.request.app.state
    state.sessions.sign_out(at.request.cookies.get(state.cookie, ""))
    answer = go("/sign-in")
    answer.delete_cookie(state.cookie, path="/", secure=state.secure, httponly=True, samesite="strict")
    return answer


@page(router, "/account")
def account(at: Asking) -> Response:
    """One's own account."""
    return _account(at)


def _account(at: Here, said: str = "", status: int = 200) -> Response:
    data = {"name": at.session.person, "administrator": at.session.administrator}
    return show(at, "account.html", title="Your account", data=lambda: data, said=said, status=status)


@router.post("/account")
def renew(at: Posting) -> Response:
    """Another password: every session of the account ends, and this one begins anew."""
    accounts: Accounts = at.request.app.state.sessions
    name, whence = at.session.person, at.request.client.host if at.request.client else ""
    if at.text("new") != at.text("again"):
        return _account(at, "The new password was not written twice alike.", 422)
    try:
        accounts.check(name, at.text("password"), whence)
    except (WrongPassword, TooOften) as refused:
        wrong = "The password of now is wrong." if isinstance(refused, WrongPassword) else str(refused)
        return _account(at, wrong, 422 if isinstance(refused, WrongPassword) else 429)
    accounts.roll.renew(name, kept(at.text("new"), name))
    return _entered(at.request, accounts.begin(name), "/account")


@page(router, "/log")
def log(at: Asking, words: str = "", start: int = 0) -> Response:
    """What each did; for administrators."""
    if not at.session.administrator:
        raise NoSuchMatter
    start, words = max(0, min(start, 10_000_000)), words[:200]
    lines = at.desk.roll.log(words=words, start=start)
    rows = [{"at": x.at, "who": x.who, "what": x.what, "answered": x.answered, "whence": x.whence} for x in lines]
    return show(
        at, "log.html", title="Log", data=lambda: {"log": rows}, lines=lines, words=words, start=start, step=MOST_LOGGED
    )


@page(router, "/matters/{id}/people")
def of_matter(at: Asking, id: str) -> Response:
    """Who may open a matter."""
    return _people(at, f"/matters/{id}", id, at.desk.cabinet.open(id).title)


@page(router, "/bases/{name}/people")
def of_base(at: Asking, name: str) -> Response:
    """Who may open a base."""
    _among(name, at.desk.own())
    address = f"/bases/{name}"
    return _people(at, address, f"{BASE}{name}", at.desk.pack(name).doctrine.name, home=f"{address}/cases")


@page(router, "/tables/{name}/people")
def of_table(at: Asking, name: str) -> Response:
    """Who may open a large base."""
    _among(name, at.desk.tables())
    return _people(at, f"/tables/{name}", f"{BASE}{name}", at.desk.pack(name).doctrine.name)


def _people(at: Here, address: str, thing: str, title: str, *, home: str = "") -> Response:
    seats = at.desk.roll.seats(thing)
    taken = {seat.person for seat in seats}
    others = [each.name for each in at.desk.roll.accounts() if not each.closed and each.name not in taken]
    data: dict[str, Any] = {"people": [{"person": seat.person, "role": seat.role} for seat in seats]}
    return show(
        at, "people.html", title=title, data=lambda: data, address=address, seats=seats, others=others,
        owner=Seat(at.session.person, OWNER) in seats, matter=not thing.startswith(BASE),
        home=home or address,
    )  # fmt: skip


@router.post("/matters/{id}/people")
def seat_at_matter(at: Posting, id: str) -> Response:
    """Name somebody on a matter, withdraw her, or screen her from it; the owner of its base opens that to her too."""
    saved = at.desk.cabinet.open(id)
    person, role = _wanted(at, id)
    if role == NAMED:
        _open_bases(at, at.desk.rests_on(str(papers(saved.content).matter["doctrine"])), person)
    at.desk.roll.seat(id, person, role)
    return go(f"/matters/{id}/people")


@router.post("/bases/{name}/people")
def seat_at_base(at: Posting, name: str) -> Response:
    """Name somebody on a base, withdraw her, or screen her from it."""
    _among(name, at.desk.own())
    return _seat_at_base(at, name, f"/bases/{name}/people")


@router.post("/tables/{name}/people")
def seat_at_table(at: Posting, name: str) -> Response:
    """Name somebody on a large base, withdraw her, or screen her from it; what it was coded on is opened with it."""
    _among(name, at.desk.tables())
    return _seat_at_base(at, name, f"/tables/{name}/people")


def _seat_at_base(at: Posting, name: str, back: str) -> Response:
    person, role = _wanted(at, f"{BASE}{name}")
    if role == NAMED:
        _open_bases(at, [base for base in at.desk.rests_on(name) if base != name], person)
    at.desk.roll.seat(f"{BASE}{name}", person, role)
    return go(back)


def _among(name: str, bases: Collection[str]) -> None:
    if name not in bases:
        raise NoSuchMatter


def _wanted(at: Posting, thing: str) -> tuple[str, str]:
    """The person and the role that a form gives; only the owner may give any, and who is screened is first let back."""
    roll = at.desk.roll
    if roll.role(thing, at.session.person) != OWNER:
        raise NotYours
    person, role = at.text("person", most=80).strip().casefold(), at.text("role", most=20)
    now = roll.role(thing, person)
    if role not in WRITTEN:
        raise bad_option(f"nobody can be '{role}'", f"choose one of: {', '.join(filter(None, WRITTEN))}")
    if now == OWNER:
        raise bad_option(f"{person} owns it", "an owner is neither named nor screened")
    if now == SCREENED and role == NAMED:
        raise bad_option(f"{person} is screened from it", "take the screen away first")
    if role and person not in {each.name for each in roll.accounts() if not each.closed}:
        raise bad_option(f"no account '{person[:80]}'", "choose somebody who has one")
    return person, role


def _open_bases(at: Here, bases: Sequence[str], person: str) -> None:
    """Let a person read bases, all of them or none."""
    for base in [base for base in bases if _closed(at, base, person)]:
        at.desk.roll.seat(f"{BASE}{base}", person, NAMED)


def _closed(at: Here, base: str, person: str) -> bool:
    """Whether a person may not read a base yet; BadInput where she cannot be let in, for only its owner can do that."""
    role = at.desk.roll.role(f"{BASE}{base}", person)
    if role == SCREENED:
        raise bad_option(f"{person} is screened from the base '{base}'", "take that screen away first")
    if not role and at.desk.roll.role(f"{BASE}{base}", at.session.person) != OWNER:
        raise bad_option(f"{person} may not read the base '{base}'", f"ask its owner to name {person} on the base")
    return not role
