"""Tables saved as indexes, and matters asked of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Unpack

from afortiori.answers.taking import How, of_index
from afortiori.errors import bad_option

if TYPE_CHECKING:
    from afortiori.casebase.register import Register
    from afortiori.memo.told import Told
    from afortiori.store.asking import Asked
    from afortiori.store.library import Found


def index(
    table: str,
    doctrine: str,
    output: str,
    *,
    outcome: str = "",
    sides: Sequence[str] = (),
    court: str = "",
    decided: str = "",
    cached: bool = True,
    progress: Callable[[int, int], None] | None = None,
    tell: Callable[[str], None] | None = None,
) -> int:
    r"""Save a table of decided cases as an index; how many there are. ``sides``: 'VALUE=SIDE', what an outcome means.

    ``tell`` is told which columns are left out, and of how many factors no column speaks.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     table, index_file = Path(folder) / "table.csv", str(Path(folder) / "wild.index")
    ...     rows = "holding,malice,decided,court\nP,present,1900-01-01,scotus\n"
    ...     written = table.write_text(rows, encoding="utf-8")
    ...     index(str(table), "wild-animals", index_file)
    1
    """
    from afortiori.store.index.building import build
    from afortiori.store.index.table import Columns
    from afortiori.store.library import open_pack

    pairs = [side.partition("=") for side in sides]
    wrong = [side for side, (_, equals, _) in zip(sides, pairs, strict=True) if not equals]
    if wrong:
        raise bad_option(f"'{wrong[0][:80]}' says nothing", "write --side VALUE=SIDE")
    columns = Columns(outcome, tuple((value.strip(), side.strip()) for value, _, side in pairs), court, decided)
    return build(table, open_pack(doctrine, cached=cached), output, columns, progress, tell)


def decide_from_index(matter: str, how: How) -> Told:
    """What the cases of an index compel on a matter's facts: the ordinary analysis of the few that bear on them."""
    from afortiori.analysis import analyse
    from afortiori.casebase.bearing import bearing
    from afortiori.memo.decision import compose
    from afortiori.memo.record import record
    from afortiori.memo.told import Told
    from afortiori.store.index.asking import told

    found, register, asked = _asked(matter, how)
    path = next(iter(how["bases"]))
    what = bearing(register, asked.facts, asked.options)
    note = " ".join([asked.note, told(path, len(register), what)]).strip()
    analysis = analyse(what.base, asked.facts, asked.options)
    data = record(analysis, f"{found.pack.id}/{found.matter.id}") | {
        "index": {
            "file": path,
            "cases": len(register),
            "binding": what.binding,
            "forcing": dict(what.forcing),
            "complete": what.complete,
        }
    }
    return Told(compose(analysis, found.matter.title, text=found.matter.text, note=note), data)


def brief(matter: str, **how: Unpack[How]) -> dict[str, Any]:
    r"""The verdict of an index on a matter's facts, and who forces it: plain data, a thousand cases at most.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     table, index_file = Path(folder) / "table.csv", str(Path(folder) / "wild.index")
    ...     rows = "holding,malice,decided,court\nP,present,1900-01-01,scotus\n"
    ...     written = table.write_text(rows, encoding="utf-8")
    ...     cases = index(str(table), "wild-animals", index_file)
    ...     brief("popov", bases=[index_file])["verdict"]
    'open'
    """
    from afortiori.casebase.bearing import bearing
    from afortiori.casebase.law import Law
    from afortiori.store.index.brief import told
    from afortiori.store.pack import load_matter, yaml_files

    if not of_index(how):
        raise bad_option("--brief asks an index", "give --base FILE, made by 'afortiori index'")
    found, register, asked = _asked(matter, how)
    for file in yaml_files(found.pack.path / "matters"):
        if file.stem == found.matter.id:
            load_matter(file, found.pack, cached=how.get("cached", True))
    what = bearing(register, asked.facts, asked.options, nearest=False)
    finding = Law(what.base, asked.options).find(asked.facts)
    by = {}
    for side in register.sides:
        forcing = register.forcing(side, asked.facts, asked.options)
        by[side] = (forcing.count, [register.precedents[i].id for i in forcing.rows])
    forum = asked.options.forum.id if asked.options.forum else "any"
    return told(
        next(iter(how["bases"])), f"{found.pack.id}/{found.matter.id}", forum, asked.options.as_of, len(register),
        what.binding, finding.stable, finding.possible, by, exact=finding.exact and what.complete,
    )  # fmt: skip


def audit_index(doctrine: str, how: How) -> Told:
    """The cases of an index as a whole, and what hangs on one thing of the verdicts on the pack's matters."""
    from afortiori.answers.taking import cached, no_facts, wanted
    from afortiori.audit import audit_rows
    from afortiori.memo.auditing_rows import rows_audited
    from afortiori.store.asking import read_matters
    from afortiori.store.index.asking import law_of_index
    from afortiori.store.index.opening import open_index
    from afortiori.store.library import open_pack

    no_facts(how)
    path, pack = _alone(how), open_pack(doctrine, cached=cached(how))
    register = open_index(path, pack)
    options = law_of_index(pack, register, wanted(how), today=how.get("today", ""))
    return rows_audited(audit_rows(register, options, read_matters(pack)), path)


def _asked(matter: str, how: How) -> tuple[Found, Register, Asked]:
    """The matter, the index as a register, and what is asked of it."""
    from afortiori.answers.taking import cached, wanted
    from afortiori.store.index.asking import ask_index
    from afortiori.store.index.opening import open_index
    from afortiori.store.library import open_matter

    path, found = _alone(how), open_matter(matter, cached=cached(how))
    register = open_index(path, found.pack)
    without = tuple(sorted(set(how.get("without") or ())))
    asked = ask_index(found, register, wanted(how)._replace(without=without), today=how.get("today", ""))
    return found, register, asked


def _alone(how: How) -> str:
    """The path of the index that is asked; BadInput where it is not asked alone."""
    [path, *others] = how.get("bases") or ()
    if others or how.get("adopted") or how.get("reading"):
        raise bad_option("an index is asked alone, as it was coded", "leave out other bases, --adopt and --reading")
    return path
