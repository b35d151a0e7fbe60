"""The roll: who may sign in, who is signed in, who may open what, and what each did."""

from __future__ import annotations

from dataclasses import dataclass

from afortiori.store.cabinet.ground import Ground, Run

MOST_LOGGED = 200
BASE = "base:"
_OPEN = """
SELECT s.person, p.administrator, s.form_token FROM session s JOIN person p ON p.name = s.person
WHERE s.digest = :digest AND s.ends > :now AND p.closed = 0
"""
_PLACE = """
INSERT INTO access (thing, person, role) VALUES (:thing, :person, :role)
ON CONFLICT (thing, person) DO UPDATE SET role = excluded.role
"""
_ADOPT = """
INSERT INTO access (thing, person, role)
SELECT m.id, :person, 'owner' FROM matter m WHERE NOT EXISTS (SELECT 1 FROM access a WHERE a.thing = m.id AND a.role = 'owner')
ON CONFLICT (thing, person) DO UPDATE SET role = excluded.role RETURNING thing
"""
_ADOPT_BASE = """
INSERT INTO access (thing, person, role) SELECT CAST(:thing AS TEXT), CAST(:person AS TEXT), 'owner'
WHERE NOT EXISTS (SELECT 1 FROM access a WHERE a.thing = :thing AND a.role = 'owner') RETURNING thing
"""
_ADOPT_CHART = """
INSERT INTO access (thing, person, role)
SELECT d.id, :person, 'owner' FROM document d
WHERE d.owner = '' AND NOT EXISTS (SELECT 1 FROM access a WHERE a.thing = d.id AND a.role = 'owner')
ON CONFLICT (thing, person) DO UPDATE SET role = excluded.role RETURNING thing
"""
_OWNED = "SELECT thing FROM access WHERE person = :person AND role = 'owner' ORDER BY thing"
_LOG = """
SELECT at, who, what, answered, whence FROM log
WHERE lower(who || ' ' || what) LIKE lower(:words) ESCAPE '!' ORDER BY place DESC LIMIT :most OFFSET :start
"""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in, or once could: a name is never given to another."""

    name: str
    administrator: bool
    closed: bool
    since: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whose a session is, and the token of its forms."""

    person: str
    administrator: bool
    form_token: str


@dataclass(frozen=True, slots=True)
class Seat:
    """What a person is to a matter or a base: its owner, named on it, or screened from it."""

    person: str
    role: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log: when, who, what was asked, what was answered, and whence."""

    at: str
    who: str
    what: str
    answered: str
    whence: str


class Roll:
    """The roll on some ground. What it keeps of a password is what ``accounts`` made of it."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground

    def add(self, name: str, password: str, when: str, *, administrator: bool) -> bool:
        """Add an account; False where the name was given before."""
        statement = """
        INSERT INTO person (name, password, administrator, closed, since)
        VALUES (:name, :password, :administrator, 0, :moment) ON CONFLICT (name) DO NOTHING RETURNING name
        """
        with self.ground.writing() as run:
            return bool(run(statement, name=name, password=password, administrator=int(administrator), moment=when))

    def accounts(self) -> tuple[Account, ...]:
        """Every account, by name."""
        with self.ground.reading() as run:
            rows = run("SELECT name, administrator, closed, since FROM person ORDER BY name")
        return tuple(
            Account(name, bool(administrator), bool(closed), since) for name, administrator, closed, since in rows
        )

    def password(self, name: str) -> str | None:
        """What is kept of the password of an account that is not closed."""
        with self.ground.reading() as run:
            rows = run("SELECT password FROM person WHERE name = :name AND closed = 0", name=name)
        return str(rows[0][0]) if rows else None

    def renew(self, name: str, password: str) -> bool:
        """Another password for an account, which is open again; every session of it ends. False: no such account."""
        statement = "UPDATE person SET password = :password, closed = 0 WHERE name = :name RETURNING name"
        return self._changed(statement, name, password=password)

    def shut(self, name: str) -> bool:
        """Close an account: nobody signs in by it, and every session of it ends. False: no such account."""
        return self._changed("UPDATE person SET closed = 1 WHERE name = :name RETURNING name", name)

    def _changed(self, statement: str, name: str, **values: object) -> bool:
        with self.ground.writing() as run:
            run("DELETE FROM session WHERE person = :name", name=name)
            return bool(run(statement, name=name, **values))

    def begin(self, digest: str, of: SignedIn, ends: str, now: str) -> None:
        """Open a session, and forget those that have ended."""
        statement = "INSERT INTO session (digest, person, form_token, ends) VALUES (:digest, :person, :token, :ends)"
        with self.ground.writing() as run:
            run("DELETE FROM session WHERE ends <= :now", now=now)
            run(statement, digest=digest, person=of.person, token=of.form_token, ends=ends)

    def signed_in(self, digest: str, now: str) -> SignedIn | None:
        """Whose the session is that a cookie keeps."""
        with self.ground.reading() as run:
            rows = run(_OPEN, digest=digest, now=now)
        return SignedIn(rows[0][0], bool(rows[0][1]), rows[0][2]) if rows else None

    def end(self, digest: str) -> None:
        """End a session."""
        with self.ground.writing() as run:
            run("DELETE FROM session WHERE digest = :digest", digest=digest)

    def seats(self, thing: str) -> tuple[Seat, ...]:
        """Who owns a thing, who is named on it and who is screened from it."""
        statement = "SELECT person, role FROM access WHERE thing = :thing ORDER BY role DESC, person"
        with self.ground.reading() as run:
            return tuple(Seat(*row) for row in run(statement, thing=thing))

    def role(self, thing: str, person: str) -> str:
        """What a person is to a thing, '' where nothing."""
        return next((seat.role for seat in self.seats(thing) if seat.person == person), "")

    def seat(self, thing: str, person: str, role: str) -> None:
        """Make a person something to a thing; '' for nothing."""
        with self.ground.writing() as run:
            if role:
                run(_PLACE, thing=thing, person=person, role=role)
            else:
                run("DELETE FROM access WHERE thing = :thing AND person = :person", thing=thing, person=person)

    def forget(self, thing: str) -> None:
        """Nobody is anything to a thing any more."""
        with self.ground.writing() as run:
            run("DELETE FROM access WHERE thing = :thing", thing=thing)

    def bases(self, person: str) -> frozenset[str]:
        """The names of the bases that are open to a person."""
        statement = "SELECT thing FROM access WHERE person = :person AND role <> 'screened' AND thing LIKE 'base:%'"
        with self.ground.reading() as run:
            return frozenset(str(row[0]).removeprefix(BASE) for row in run(statement, person=person))

    def adopt(self, person: str, bases: tuple[str, ...]) -> int:
        """Make a person the owner of every matter, base and chart that has none; how many."""
        with self.ground.writing() as run:
            alone = len(run(_ADOPT, person=person)) + len(run(_ADOPT_CHART, person=person))
            return alone + sum(len(run(_ADOPT_BASE, thing=f"{BASE}{base}", person=person)) for base in bases)

    def hand_over(self, owner: str, to: str) -> int:
        """Make another the owner of all that somebody owns, but for what she is screened from; how many things."""
        with self.ground.writing() as run:
            return sum(_handed(run, row[0], owner, to) for row in run(_OWNED, person=owner))

    def write(self, line: Line) -> None:
        """Write a line of the log."""
        statement = (
            "INSERT INTO log (at, who, what, answered, whence) VALUES (:moment, :who, :what, :answered, :whence)"
        )
        with self.ground.writing() as run:
            run(
                statement, moment=line.at, who=line.who, what=line.what, answered=line.answered, whence=line.whence
            )  # fmt: skip

    def log(self, *, words: str = "", start: int = 0) -> tuple[Line, ...]:
        """Lines that hold the words, the latest first, ``MOST_LOGGED`` at a time."""
        escaped = words.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        with self.ground.reading() as run:
            return tuple(Line(*row) for row in run(_LOG, words=f"%{escaped}%", most=MOST_LOGGED, start=start))


def _handed(run: Run, thing: str, owner: str, to: str) -> bool:
    if run("SELECT 1 FROM access WHERE thing = :thing AND person = :to AND role = 'screened'", thing=thing, to=to):
        return False
    run("DELETE FROM access WHERE thing = :thing AND person = :to", thing=thing, to=to)
    run("UPDATE access SET person = :to WHERE thing = :thing AND person = :owner", thing=thing, owner=owner, to=to)
    return True
