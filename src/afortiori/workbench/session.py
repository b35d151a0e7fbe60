"""Who is at the page: a token opens a session, which a cookie that no script reads keeps; every form carries its own token."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_urlsafe
from threading import Lock
from typing import Protocol

FOUND = "afortiori.session"  # where the porter leaves, in the scope of a request, the session that he looked up


@dataclass(frozen=True, slots=True)
class Session:
    """One browser that was let in: who is there, and the token that its forms must carry."""

    person: str
    form_token: str
    shared: bool = False
    administrator: bool = False


@dataclass(slots=True)
class Sessions:
    """The sessions of a workbench of one person, until it is stopped.

    ``printed`` opens it as often as it is used, and is shown on the terminal only. ``once`` opens it once: the command
    that starts a browser can be read by others on the machine.
    """

    person: str
    printed: str = field(default_factory=lambda: token_urlsafe(24))
    once: str = field(default_factory=lambda: token_urlsafe(24))
    _open: dict[str, Session] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def enter(self, token: str) -> str | None:
        """The secret of a new session's cookie; None where the token opens nothing."""
        with self._lock:
            first = hmac.compare_digest(token.encode(), self.once.encode())
            if not first and not hmac.compare_digest(token.encode(), self.printed.encode()):
                return None
            if first:
                self.once = token_urlsafe(24)
            secret = token_urlsafe(32)
            self._open[digest(secret)] = Session(self.person, token_urlsafe(24))
            return secret

    def session(self, secret: str) -> Session | None:
        """The session that a cookie keeps."""
        return self._open.get(digest(secret)) if secret else None

    def opens(self, token: str) -> bool:
        """Whether a program that shows this token is let in."""
        return bool(token) and hmac.compare_digest(token.encode(), self.printed.encode())


class Door(Protocol):
    """What lets in: the sessions of one person, or the accounts of many."""

    def session(self, secret: str) -> Session | None:
        """The session that a cookie keeps."""
        ...

    def opens(self, token: str) -> bool:
        """Whether a program that shows this token is let in."""
        ...


def digest(secret: str) -> str:
    """What is kept of a secret: enough to know it again, and useless to who reads it."""
    return sha256(secret.encode()).hexdigest()
