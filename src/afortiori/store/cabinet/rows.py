"""The cabinet in rows: every question that it answers, in the SQL that SQLite and PostgreSQL share, behind its wall."""

from __future__ import annotations

from hashlib import sha256
from secrets import token_urlsafe

from afortiori.store.cabinet import MOST_LISTED, Card, Document, Draft, Entry, NoSuchMatter, NotYours, Overtaken, Saved
from afortiori.store.cabinet.ground import Ground, Row, Run

MOST_NUMBERED = 2**31 - 1
OWNER, NAMED, SCREENED = "owner", "named", "screened"
_MATTER = "INSERT INTO matter (id, title, doctrine, latest, saved) VALUES (:id, :title, :doctrine, 1, :moment)"
_ADVANCE = """
UPDATE matter SET title = :title, doctrine = :doctrine, latest = latest + 1, saved = :moment
WHERE id = :id AND latest = :after RETURNING latest
"""
_ADD = """
INSERT INTO version (matter, number, who, at, what, state, title, doctrine, content)
VALUES (:id, :number, :who, :moment, :what, :state, :title, :doctrine, :content)
"""
_VERSION = """
SELECT v.number, v.who, v.at, v.what, v.state, v.title, v.doctrine, v.content
FROM matter m JOIN version v ON v.matter = m.id AND v.number = coalesce(:number, m.latest) WHERE m.id = :id
"""
_HISTORY = "SELECT number, who, at, what, state FROM version WHERE matter = :id ORDER BY number DESC"
_LISTED = """
SELECT m.id, m.title, m.doctrine, v.number, v.who, v.at, v.what, v.state
FROM matter m JOIN version v ON v.matter = m.id AND v.number = m.latest
WHERE lower(m.title) LIKE lower(:words) ESCAPE '!' AND CAST(:base AS TEXT) IN ('', m.doctrine) AND (CAST(:person AS TEXT) IS NULL OR EXISTS (
    SELECT 1 FROM access a WHERE a.thing = m.id AND a.person = :person AND a.role <> 'screened'
)) ORDER BY m.saved DESC, m.id LIMIT :most OFFSET :start
"""
_COUNTED = """
SELECT count(*) FROM matter m
WHERE lower(m.title) LIKE lower(:words) ESCAPE '!' AND CAST(:base AS TEXT) IN ('', m.doctrine) AND (CAST(:person AS TEXT) IS NULL OR EXISTS (
    SELECT 1 FROM access a WHERE a.thing = m.id AND a.person = :person AND a.role <> 'screened'
))
"""
_REMOVE = "DELETE FROM matter WHERE id = :id AND latest = :after RETURNING id"
_KEEP = """
INSERT INTO document (id, owner, name, digest, size, kept, data)
VALUES (:id, :owner, :name, :digest, :size, :moment, :data)
"""
_KEPT = "SELECT id, owner, name, digest, size, kept, data FROM document WHERE id = :id"
_OWNER = "SELECT owner FROM document WHERE id = :id"
_DOCUMENTS = "SELECT id, owner, name, digest, size, kept FROM document WHERE owner = :owner ORDER BY place"
_BROUGHT = """
SELECT d.id, d.owner, d.name, d.digest, d.size, d.kept FROM document d
WHERE d.owner = '' AND (CAST(:person AS TEXT) IS NULL OR EXISTS (
    SELECT 1 FROM access a WHERE a.thing = d.id AND a.person = :person AND a.role <> 'screened'
)) ORDER BY d.place DESC LIMIT :most
"""
_DISCARD = "DELETE FROM document WHERE id = :id OR owner = :id"
_ROLE = "SELECT role FROM access WHERE thing = :thing AND person = :person"
_GIVE = "INSERT INTO access (thing, person, role) VALUES (:thing, :person, 'owner')"
_FORGET = "DELETE FROM access WHERE thing = :thing"
_HERS = "SELECT thing FROM access WHERE person = :person AND role <> 'screened'"


class SqlCabinet:
    """A cabinet on some ground. For a ``person`` nothing is there but what she owns or is named on; None: all is open."""

    def __init__(self, ground: Ground, person: str | None = None) -> None:
        self.ground = ground
        self.person = person

    def of(self, person: str) -> SqlCabinet:
        """The cabinet as one person has it."""
        return SqlCabinet(self.ground, person)

    def close(self) -> None:
        """Let the ground go."""
        self.ground.close()

    def create(self, draft: Draft) -> str:
        """Save a new matter as its version 1; its id."""
        id = token_urlsafe(12)
        with self.ground.writing() as run:
            run(_MATTER, id=id, title=draft.title, doctrine=draft.doctrine, moment=draft.when)
            _add(run, id, 1, draft, 1)
            self._own(run, id)
        return id

    def save(self, id: str, after: int, draft: Draft, *, state: int | None = None) -> Entry:
        """Save the next version."""
        with self.ground.writing() as run:
            self._admitted(run, id)
            if not run(_ADVANCE, id=id, after=after, title=draft.title, doctrine=draft.doctrine, moment=draft.when):
                raise _came_first(run, id)
            return _add(run, id, after + 1, draft, after + 1 if state is None else state)

    def open(self, id: str, number: int | None = None) -> Saved:
        """A version of a matter."""
        if number is not None and not 0 < number <= MOST_NUMBERED:
            raise NoSuchMatter
        with self.ground.reading() as run:
            self._admitted(run, id)
            rows = run(_VERSION, id=id, number=number)
        if not rows:
            raise NoSuchMatter
        row = rows[0]
        return Saved(id, row[5], row[6], Entry(*row[:5]), row[7])

    def history(self, id: str) -> tuple[Entry, ...]:
        """Every version, the latest first."""
        with self.ground.reading() as run:
            self._admitted(run, id)
            rows = run(_HISTORY, id=id)
        if not rows:
            raise NoSuchMatter
        return tuple(Entry(*row) for row in rows)

    def matters(self, *, words: str = "", base: str = "", start: int = 0) -> tuple[Card, ...]:
        """Matters, the latest saved first."""
        with self.ground.reading() as run:
            rows = run(_LISTED, words=_like(words), base=base, person=self.person, most=MOST_LISTED, start=start)
        return tuple(Card(row[0], row[1], row[2], Entry(*row[3:])) for row in rows)

    def count(self, *, words: str = "", base: str = "") -> int:
        """How many matters are listed in all."""
        with self.ground.reading() as run:
            return int(run(_COUNTED, words=_like(words), base=base, person=self.person)[0][0])

    def remove(self, id: str, after: int) -> None:
        """Take a matter out; NotYours where somebody else owns it."""
        with self.ground.writing() as run:
            if self._admitted(run, id) == NAMED:
                raise NotYours
            if not run(_REMOVE, id=id, after=after):
                raise _came_first(run, id)
            run(_DISCARD, id=id)
            run(_FORGET, thing=id)

    def keep(self, owner: str, name: str, data: bytes, when: str) -> Document:
        """Keep a file with its owner."""
        document = Document(token_urlsafe(12), owner, name, sha256(data).hexdigest(), len(data), when)
        with self.ground.writing() as run:
            if owner:
                self._admitted(run, _root(run, owner))
            run(
                _KEEP, id=document.id, owner=owner, name=name, digest=document.digest, size=len(data), moment=when,
                data=data,
            )  # fmt: skip
            if not owner:
                self._own(run, document.id)
        return document

    def kept(self, id: str) -> tuple[Document, bytes]:
        """A file that is kept."""
        with self.ground.reading() as run:
            rows = run(_KEPT, id=id)
            if not rows:
                raise NoSuchMatter
            self._admitted(run, _root(run, id))
        return Document(*rows[0][:6]), bytes(rows[0][6])

    def documents(self, owner: str) -> tuple[Document, ...]:
        """The files of an owner, the first kept first."""
        with self.ground.reading() as run:
            self._admitted(run, _root(run, owner))
            return tuple(Document(*row) for row in run(_DOCUMENTS, owner=owner))

    def brought(self) -> tuple[Document, ...]:
        """The files that belong to no matter yet, the last kept first."""
        with self.ground.reading() as run:
            return tuple(Document(*row) for row in run(_BROUGHT, person=self.person, most=MOST_LISTED))

    def discard(self, id: str) -> None:
        """Keep a file no longer, nor those that it owns; a matter or a base is no file."""
        with self.ground.writing() as run:
            self._admitted(run, _root(run, id))
            rows = run(_OWNER, id=id)
            if not rows:
                raise NoSuchMatter
            run(_DISCARD, id=id)
            if not rows[0][0]:
                run(_FORGET, thing=id)

    def backup(self) -> bytes:
        """The bytes of a file of SQLite with all that is open here: of one person, her matters and files."""
        if self.person is None:
            return self.ground.copy()
        from afortiori.store.cabinet.sqlite import file_of

        with self.ground.reading() as run:
            return file_of(_copied(run, [row[0] for row in run(_HERS, person=self.person)]))

    def _admitted(self, run: Run, thing: str) -> str:
        """What the person is to a thing; NoSuchMatter before the wall, as if nothing were there."""
        if self.person is None:
            return OWNER
        rows = run(_ROLE, thing=thing, person=self.person)
        if not rows or rows[0][0] == SCREENED:
            raise NoSuchMatter
        return str(rows[0][0])

    def _own(self, run: Run, thing: str) -> None:
        if self.person is not None:
            run(_GIVE, thing=thing, person=self.person)


def _add(run: Run, id: str, number: int, draft: Draft, state: int) -> Entry:
    run(
        _ADD, id=id, number=number, who=draft.who, moment=draft.when, what=draft.what, state=state, title=draft.title,
        doctrine=draft.doctrine, content=draft.content,
    )  # fmt: skip
    return Entry(number, draft.who, draft.when, draft.what, state)


def _came_first(run: Run, id: str) -> Exception:
    """Why a version could not be saved: who saved meanwhile, or that no such matter is there."""
    rows = run(_VERSION, id=id, number=None)
    return Overtaken(Entry(*rows[0][:5])) if rows else NoSuchMatter()


def _root(run: Run, id: str) -> str:
    """What a file hangs on in the end: its matter, or the file that was brought first."""
    for _ in range(4):
        rows = run(_OWNER, id=id)
        if not rows or not rows[0][0]:
            return id
        id = rows[0][0]
    raise NoSuchMatter


def _copied(run: Run, things: list[str]) -> dict[str, list[Row]]:
    """The rows of some matters, with their versions and files, and of charts in the making."""
    matters = "SELECT id, title, doctrine, latest, saved FROM matter WHERE id = :id"
    versions = "SELECT matter, number, who, at, what, state, title, doctrine, content FROM version WHERE matter = :id"
    files = "SELECT id, owner, name, digest, size, kept, data FROM document WHERE :id IN (id, owner) ORDER BY place"
    kinds = {"matter": matters, "version": versions, "document": files}
    return {table: [row for id in things for row in run(statement, id=id)] for table, statement in kinds.items()}


def _like(words: str) -> str:
    escaped = words.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"%{escaped}%"
