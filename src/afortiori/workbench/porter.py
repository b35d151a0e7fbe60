"""The porter of a workbench that many share: how fast each may ask, and the log of what each asked and was answered."""

from __future__ import annotations

from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie

from anyio import to_thread

from afortiori.store.cabinet import NotKept
from afortiori.store.cabinet.people import Line, Roll
from afortiori.workbench.guard import App, Message, Receive, Scope, Send, bounded, say
from afortiori.workbench.pace import Pace
from afortiori.workbench.session import FOUND, Door, Session

BURST, RATE = 200, 20.0
UNKNOWN_BURST, UNKNOWN_RATE = 600, 50.0  # all who share one address and have not signed in yet
MOST_UNKNOWN = 20_000  # bytes: a name and a password
STATIC = "/static/"


class Porter:
    """An application behind its porter."""

    def __init__(self, app: App, door: Door, roll: Roll, cookie: str, now: Callable[[], str]) -> None:
        self.app, self.door, self.roll, self.cookie, self.now = app, door, roll, cookie, now
        self.known, self.unknown = Pace(BURST, RATE), Pace(UNKNOWN_BURST, UNKNOWN_RATE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, let through at its pace; what a person asks is logged before it is answered."""
        whence = str((scope.get("client") or ("",))[0])
        secret = _cookie(scope, self.cookie)
        try:
            session = await to_thread.run_sync(self.door.session, secret) if secret else None
        except NotKept as error:
            await say(send, 503, str(error), path=scope["path"])
            return
        scope[FOUND] = session
        wait = self.known.take(secret) if session is not None else self.unknown.take(whence)
        if wait:
            again = [(b"retry-after", str(int(wait) + 1).encode())]
            await say(
                send, 429, "That is faster than anybody asks. Wait a moment, and ask again.", again, path=scope["path"]
            )
        elif session is None:
            await bounded(self.app, MOST_UNKNOWN, scope, receive, send)
        elif scope["path"].startswith(STATIC):
            await self.app(scope, receive, send)
        else:
            await self.app(scope, receive, self._logged(scope, session, whence, send))

    def _logged(self, scope: Scope, session: Session, whence: str, send: Send) -> Send:
        what = f"{scope['method']} {scope['path']}"[:300]
        unlogged = False

        async def sent(message: Message) -> None:
            nonlocal unlogged
            if message["type"] == "http.response.start":
                line = Line(self.now(), session.person, what, str(message["status"]), whence)
                try:
                    await to_thread.run_sync(self.roll.write, line)
                except NotKept as error:
                    unlogged = True
                    await say(send, 503, f"The log cannot be written, so nothing is shown: {error}", path=scope["path"])
            if not unlogged:
                await send(message)

        return sent


def _cookie(scope: Scope, name: str) -> str:
    try:
        held = SimpleCookie(b"; ".join(value for key, value in scope["headers"] if key == b"cookie").decode("latin-1"))
    except CookieError:
        return ""
    return held[name].value if name in held else ""
