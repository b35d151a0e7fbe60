"""A table of decided cases, Parquet or CSV, read part by part: a row a case, a column a factor, never whole in memory."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from afortiori.authority import Court, When
from afortiori.casebase.tabular import Table
from afortiori.doctrine import Doctrine
from afortiori.errors import BadInput, MissingExtra, Misuse, Problem, bad_option, did_you_mean, guessed
from afortiori.precedent import Precedent

PART = 1_000_000
MOST_STANDINGS = 100_000
MEMORY = "1500MB"
OUTCOMES = ("holding", "outcome", "label")
PRESENT = {"1": 1, "true": 1, "yes": 1, "y": 1, "x": 1, "+": 1, "0": 0, "false": 0, "no": 0, "n": 0, "-": 0}
WRONG = 65_534
MOST_BRANCHES = 64
NO_SIDE = ("not reached", "none", "neither")
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """How a table is to be read: the column of the outcome, what its values mean, and what stands for missing columns."""

    outcome: str = ""
    sides: tuple[tuple[str, str], ...] = ()
    court: str = ""
    decided: str = ""


class TableFile:
    """A table opened by a database of its own, on disk, that may open this file and no other."""

    def __init__(self, path: str, doctrine: Doctrine, courts: Mapping[str, Court], columns: Columns) -> None:
        try:
            import duckdb
        except ImportError:
            raise MissingExtra("corpora", "reading a large table") from None
        self.path, self.doctrine, self._courts, self._columns = path, doctrine, courts, columns
        self._asked: dict[str, tuple[str, Mapping[str, int], str, Sequence[str], str]] = {}
        self._found: dict[str, str] = {}
        self.standings: tuple[Precedent, ...] = ()
        self._folder = TemporaryDirectory()
        self._error = duckdb.Error
        self._db = duckdb.connect(str(Path(self._folder.name) / "rows.duckdb"), config=dict(LOCKED))
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the database and delete what it wrote."""
        self._db.close()
        self._folder.cleanup()

    def __enter__(self) -> TableFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def count(self) -> int:
        """How many rows there are."""
        return int(self._one("SELECT count(*) FROM coded"))

    @property
    def numbered(self) -> bool:
        """Whether the rows have no ids of their own."""
        return "id" not in self._found

    def notes(self) -> Iterator[str]:
        """What an index does not take from the table: columns that name nothing that it reads, and factors that it lacks."""
        lacking = [factor.id for factor in self.doctrine.factors if factor.id.casefold() not in self._found]
        read = {factor.id.casefold() for factor in self.doctrine.factors} | {"id", "court", "decided"}
        outcome = self._outcome([])
        unread = [name for key, name in self._found.items() if key not in read and name != outcome]
        if unread:
            yield f"Columns that name no factor of the doctrine are left out: {guessed(unread, lacking)}."
        if lacking:
            have = "has" if len(lacking) == 1 else "have"
            yield f"{len(lacking)} of the doctrine's {len(self.doctrine.factors)} factors {have} no column, and no case speaks of them."

    def parts(self) -> Iterator[tuple[Table, list[str]]]:
        """The rows and their ids, a million at a time."""
        import numpy as np

        wide = max([len(factor.levels) for factor in self.doctrine.factors], default=2) > 254
        kind = np.uint16 if wide else np.uint8
        factors = [f'"f{i}"' for i in range(len(self.doctrine.factors))]
        for start in range(0, self.count, PART):
            read = self._db.execute(
                f"SELECT side, standing, {', '.join([*factors, 'id'])} FROM coded WHERE rowid >= {start} "
                f"AND rowid < {start + PART} ORDER BY rowid"
            ).fetchnumpy()
            levels = np.empty((len(read["side"]), len(factors)), dtype=kind)
            for i in range(len(factors)):
                levels[:, i] = _filled(read[f"f{i}"], np.iinfo(kind).max)
            side = _filled(read["side"], 255).astype(np.uint8)
            ids = [] if self.numbered else [str(id) for id in read["id"]]
            yield Table(side, levels, _filled(read["standing"], 0).astype(np.uint32)), ids

    def _open(self) -> None:
        reader = "read_parquet(?)" if self.path.endswith(".parquet") else CSV
        absolute = os.path.abspath(self.path)
        self._db.execute("SET allowed_paths = ?", [[absolute]])
        self._db.execute("SET enable_external_access = false")
        self._db.execute("SET lock_configuration = true")
        try:
            self._db.execute(f"CREATE VIEW source AS SELECT * FROM {reader.replace('?', _quoted(absolute))}")
            described = self._db.execute("DESCRIBE source").fetchall()
            self._found = {str(row[0]).strip().casefold(): str(row[0]) for row in described}
            self._code()
        except self._error as error:
            what = f"cannot be read as a table: {str(error).splitlines()[0][:160]}"
            raise BadInput([Problem(self.path, 0, what, "save it as CSV with a header, or as Parquet")]) from None

    def _code(self) -> None:
        """Every cell as the place of its level; BadInput with what each column holds that is none."""
        problems: list[Problem] = []
        outcome = self._outcome(problems)
        selected = [self._side(outcome)] if outcome else []
        for i, factor in enumerate(self.doctrine.factors):
            column = self._found.get(factor.id.casefold())
            if column is None:
                selected.append(f'NULL::USMALLINT AS "f{i}"')
                continue
            places = {level: n for n, level in enumerate(factor.levels)}
            if len(factor.levels) == 2:
                above = 1 - factor.levels.index(factor.neutral)
                spelt = {word: above if present else 1 - above for word, present in PRESENT.items()}
                places = spelt | places
            selected.append(self._coded(column, places, f"f{i}", f"level of '{factor.id}'", factor.levels))
        selected.append(self._standing(problems))
        selected.append(self._text("id") + " AS id" if "id" in self._found else "NULL AS id")
        if not any(factor.id.casefold() in self._found for factor in self.doctrine.factors):
            known = ", ".join(list(self._found.values())[:12])
            problems.append(
                Problem(
                    self.path,
                    0,
                    f"no column is a factor of the doctrine; it has: {known}",
                    "name a column for each factor by the factor's id",
                )
            )
        self._db.execute(f"CREATE TABLE coded AS SELECT {', '.join(selected)} FROM source")
        problems += [*self._wrong(), *self._wrong_ids()]
        if problems:
            raise BadInput(problems)

    def _outcome(self, problems: list[Problem]) -> str:
        named = self._columns.outcome
        found = (
            self._found.get(named.casefold())
            if named
            else next((self._found[o] for o in OUTCOMES if o in self._found), None)
        )
        if found is None:
            what = f"no column '{named}'" if named else "no column of outcomes"
            problems.append(Problem(self.path, 1, what, "name it 'holding', or give --outcome COLUMN"))
        return found or ""

    def _side(self, column: str) -> str:
        sides = self.doctrine.sides
        places = dict.fromkeys(NO_SIDE, 255) | {side.name: n for n, side in enumerate(sides)}
        places |= {side.id: n for n, side in enumerate(sides)}
        for value, side in self._columns.sides:
            if side not in [s.id for s in sides]:
                raise bad_option(f"unknown side '{side[:80]}'", did_you_mean(side, [s.id for s in sides]))
            places[value] = [s.id for s in sides].index(side)
        known = [side.id for side in sides]
        return self._coded(column, places, "side", "side", known, remedy="give --side VALUE=SIDE")

    def _coded(
        self, column: str, places: Mapping[str, int], name: str, kind: str, known: Sequence[str], remedy: str = ""
    ) -> str:
        """The expression that gives each cell its place: NULL where it is blank, WRONG where it has none."""
        cell = f"lower(trim({_name(column)}::VARCHAR))"
        folded = {key.casefold(): place for key, place in places.items()}
        self._asked[name] = (column, folded, kind, known, remedy)
        if len(folded) <= MOST_BRANCHES:
            branches = " ".join(f"WHEN {_quoted(key)} THEN {place}" for key, place in folded.items())
            blank = f"WHEN {cell} IS NULL OR {cell} = '' THEN NULL"
            return f'(CASE {blank} ELSE (CASE {cell} {branches} ELSE {WRONG} END) END)::USMALLINT AS "{name}"'
        keys, values = ", ".join(map(_quoted, folded)), ", ".join(map(str, folded.values()))
        self._db.execute(f'CREATE TYPE "{name}_cell" AS ENUM ({keys})')
        place = f'[{values}][enum_code(TRY_CAST({cell} AS "{name}_cell"))::INTEGER + 1]'
        return f"(CASE WHEN {cell} = '' THEN NULL ELSE coalesce({place}, CASE WHEN {cell} IS NULL THEN NULL ELSE {WRONG} END) END)::USMALLINT AS \"{name}\""

    def _wrong(self) -> list[Problem]:
        """What the columns hold that has no place."""
        if not self._asked:
            return []
        counts = self._db.execute(
            "SELECT " + ", ".join(f'count_if("{name}" = {WRONG})' for name in self._asked) + " FROM coded"
        ).fetchone()
        problems = []
        for (column, folded, kind, known, remedy), count in zip(self._asked.values(), counts or (), strict=True):
            if not count:
                continue
            cell = f"lower(trim({_name(column)}::VARCHAR))"
            bad = self._db.execute(
                f"SELECT {cell} AS cell, count(*) FROM source WHERE cell <> '' AND NOT list_contains(?, cell) "
                "GROUP BY cell ORDER BY 2 DESC, 1 LIMIT 3",
                [list(folded)],
            ).fetchall()
            for value, times in bad:
                what = f"column '{column}': '{str(value)[:60]}' is no {kind} ({times} rows)"
                problems.append(Problem(self.path, 0, what, remedy or did_you_mean(str(value), known)))
        return problems

    def _standing(self, problems: list[Problem]) -> str:
        """The place of each row's court and date among those that occur."""
        told = []
        # a missing column is told of once, and read as if it were right
        for name, given, right in (
            ("court", self._columns.court, next(iter(self._courts))),
            ("decided", self._columns.decided, "2000"),
        ):
            if name not in self._found and not given:
                problems.append(Problem(self.path, 1, f"no column '{name}'", f"add it, or give --{name}"))
            told.append(self._text(name) if name in self._found else _quoted(given or right))
        court, decided = told
        pair = f"coalesce({court}, '') || chr(31) || coalesce({decided}, '')"
        found = self._db.execute(f"SELECT DISTINCT {pair} FROM source ORDER BY 1 LIMIT {MOST_STANDINGS + 1}").fetchall()
        self.standings = tuple(self._stub(str(row[0]), problems) for row in found)
        if len(found) > MOST_STANDINGS:
            problems.append(Problem(self.path, 0, f"more than {MOST_STANDINGS:,} courts and dates", "write years"))
        if len(found) == 1 or problems:
            return "0::UINTEGER AS standing"
        self._db.execute("CREATE TYPE standings AS ENUM (" + ", ".join(_quoted(str(row[0])) for row in found) + ")")
        return f"enum_code(({pair})::standings)::UINTEGER AS standing"

    def _stub(self, pair: str, problems: list[Problem]) -> Precedent:
        court, _, decided = pair.partition(chr(31))
        if court not in self._courts:
            problems.append(
                Problem(
                    self.path, 0, f"column 'court': unknown court '{court[:60]}'", did_you_mean(court, self._courts)
                )
            )
        try:
            when = When(decided)
        except Misuse as misuse:
            problems.append(Problem(self.path, 0, f"column 'decided': {misuse}", ""))
            when = When("2000")
        known = self._courts.get(court) or next(iter(self._courts.values()))
        return Precedent("", "", (), known, when, None, ())

    def _wrong_ids(self) -> list[Problem]:
        if self.numbered:
            return []
        blank = int(self._one("SELECT count(*) FROM coded WHERE id IS NULL OR id = '' OR contains(id, chr(10))"))
        twice = self._db.execute("SELECT id FROM coded GROUP BY id HAVING count(*) > 1 ORDER BY 1 LIMIT 3").fetchall()
        problems = [
            Problem(self.path, 0, f"two rows have the id '{str(row[0])[:60]}'", "give each its own") for row in twice
        ]
        if blank:
            what = f"{blank} rows have no id on one line"
            problems.append(Problem(self.path, 0, what, "give each its own, or drop the column"))
        return problems

    def _text(self, name: str) -> str:
        return f"trim({_name(self._found[name])}::VARCHAR)"

    def _one(self, query: str) -> Any:
        row = self._db.execute(query).fetchone()
        return row[0] if row else 0


CSV = "read_csv(?, all_varchar = true, header = true, sample_size = 1000, max_line_size = 1000000)"
LOCKED: dict[str, str] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": MEMORY,
    "threads": "2",
}


def _filled(column: Any, empty: int) -> Any:
    """A column with what stands for an empty cell."""
    import numpy as np

    return np.ma.filled(column, empty) if isinstance(column, np.ma.MaskedArray) else column


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'
