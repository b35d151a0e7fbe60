"""Accounts: passwords kept by argon2, sessions that begin anew at every signing in, and how often a password may be guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from secrets import token_urlsafe
from threading import Semaphore
from typing import TYPE_CHECKING

from afortiori.errors import AfortioriError, MissingExtra, bad_option
from afortiori.store.cabinet.people import Roll, SignedIn
from afortiori.workbench.pace import Pace
from afortiori.workbench.session import Session, digest

if TYPE_CHECKING:
    from argon2 import PasswordHasher

HOURS = 10
WAITING = 16
LEAST, MOST = 12, 200
LEAST_TOLD = 4  # a shorter name stands in many words by chance: 'al' in 'tall'
NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{0,62}")


class WrongPassword(AfortioriError):
    """The name or the password is wrong; which of them is not told."""

    def __init__(self) -> None:
        super().__init__("The name or the password is wrong.")


class TooOften(AfortioriError):
    """Asked too often; ``seconds`` is how long to wait."""

    def __init__(self, seconds: float) -> None:
        self.seconds = int(seconds) + 1
        super().__init__(f"Too many attempts. Wait {self.seconds} seconds, and try again.")


class Accounts:
    """Who may come in: the roll, asked by name and password; the door of a workbench that many share."""

    def __init__(self, roll: Roll, clock: Callable[[], datetime]) -> None:
        self.roll = roll
        self.clock = clock
        # Wrong guesses only: of one name from one place, of one name from anywhere, and of any name from one place.
        self._wrong = (Pace(5, 1 / 60), Pace(60, 1 / 30), Pace(40, 1 / 10))
        # Each check takes 64 MB by design; who waits for one holds a thread that could answer others.
        self._checking, self.room = Semaphore(2), Semaphore(WAITING)

    def session(self, secret: str) -> Session | None:
        """The session that a cookie keeps."""
        found = self.roll.signed_in(digest(secret), self._moment(0)) if secret else None
        if found is None:
            return None
        return Session(found.person, found.form_token, shared=True, administrator=found.administrator)

    def opens(self, token: str) -> bool:
        """No token opens a workbench that many share."""
        del token
        return False

    def sign_in(self, name: str, password: str, whence: str, before: str) -> str:
        """The secret of a new session, the one before ended; WrongPassword, TooOften."""
        self.check(name, password, whence)
        self.sign_out(before)
        return self.begin(name)

    def begin(self, name: str) -> str:
        """The secret of a new session."""
        secret = token_urlsafe(32)
        of = SignedIn(name, administrator=False, form_token=token_urlsafe(24))
        self.roll.begin(digest(secret), of, self._moment(HOURS), self._moment(0))
        return secret

    def check(self, name: str, password: str, whence: str) -> None:
        """Nothing where the password is that of the name; WrongPassword, TooOften."""
        if not self.room.acquire(blocking=False):
            raise TooOften(1)
        try:
            self._checked(name, password, whence)
        finally:
            self.room.release()

    def _checked(self, name: str, password: str, whence: str) -> None:
        keys = (name, whence), name, whence
        with self._checking:
            wait = max(pace.wait(key) for pace, key in zip(self._wrong, keys, strict=True))
            if wait:
                raise TooOften(wait)
            if fits(self.roll.password(name), password):
                return
            for pace, key in zip(self._wrong, keys, strict=True):
                pace.take(key)
            raise WrongPassword

    def sign_out(self, secret: str) -> None:
        """End a session."""
        if secret:
            self.roll.end(digest(secret))

    def _moment(self, hours: int) -> str:
        return (self.clock().astimezone(UTC) + timedelta(hours=hours)).isoformat(timespec="seconds")


def named(name: str) -> str:
    """A name that an account may have; BadInput."""
    if NAME.fullmatch(name) is None:
        raise bad_option(f"'{name[:80]}' cannot be the name of an account", "write small letters, digits, and . _ @ -")
    return name


def kept(password: str, name: str) -> str:
    """What is kept of a password; BadInput where it is too easily guessed."""
    if not LEAST <= len(password) <= MOST:
        raise bad_option(f"a password has {LEAST} to {MOST} characters", "write a few words that are yours alone")
    if (len(name) >= LEAST_TOLD and name in password.casefold()) or len(set(password)) < 5:
        raise bad_option("this password is too easily guessed", "write a few words that are yours alone")
    return _hasher().hash(password)


def fits(kept: str | None, password: str) -> bool:
    """Whether a password is the one that was kept; for nobody's it takes as long to say no."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(kept or _nobodys(), password[: MOST + 1]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    try:
        from argon2 import PasswordHasher
    except ImportError:
        raise MissingExtra("web", "an account") from None
    return PasswordHasher()


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return _hasher().hash(token_urlsafe(16))
