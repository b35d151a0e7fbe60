"""Doctrine packs, folders of cases and matter files: read, checked as a whole, compiled once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from afortiori.authority import Court
from afortiori.casebase import CaseBase
from afortiori.courts import built_in
from afortiori.doctrine import Doctrine
from afortiori.errors import BadInput, Misuse, Problem, did_you_mean
from afortiori.precedent import Precedent, Reading
from afortiori.store import cache
from afortiori.store.anchors import verified
from afortiori.store.asks import Names, faults_of_all
from afortiori.store.build import Faults, Matter, courts_of, doctrine_of, matter_of
from afortiori.store.casefiles import precedents_of
from afortiori.store.parsed import parsed
from afortiori.store.readings import readings_of
from afortiori.store.yamlfile import Place, Source, read_bytes
from afortiori.version import VERSION

SUFFIXES = (".yaml", ".yml")
FOLDERS = {"cases": "case", "matters": "matter", "questions": "questions"}
MOST_FILES = 20_000
MOST_ASSEMBLED = 8
Row = dict[str, Any]
Plains = dict[str, Row]
_Sources = dict[str, Source]
Made = TypeVar("Made")


class Pack(NamedTuple):
    """A doctrine with its case base, its matters and its questions (plain: see ``store.questions``).

    >>> from afortiori import open_pack
    >>> pack = open_pack("wild-animals")
    >>> len(pack.base), sorted(pack.matters)[:1], "scotus" in pack.courts
    (5, ['duck-decoy-motive-unknown'], True)
    """

    id: str
    path: Path
    doctrine: Doctrine
    base: CaseBase
    matters: Mapping[str, Matter]
    questions: Plains
    readings: tuple[Reading, ...] = ()

    @property
    def courts(self) -> Mapping[str, Court]:
        """Every court that this pack knows."""
        return built_in() | self.base.courts


class _Files(NamedTuple):
    """The files of one folder or one file: (kind, id) to its name as shown and its bytes; and those that cannot be read."""

    root: str
    entries: dict[tuple[str, str], tuple[str, bytes]]
    faults: tuple[Problem, ...] = ()

    def key(self) -> str:
        return cache.key_of(VERSION, ((f"{kind}/{id}", data) for (kind, id), (_, data) in sorted(self.entries.items())))

    def source(self, kind: str, id: str) -> Source:
        return Source(self.entries[kind, id][0])


_ASSEMBLED: dict[tuple[str, str, str], Pack] = {}


def is_pack(path: Path) -> bool:
    """Whether a folder holds a doctrine."""
    return any((path / f"doctrine{suffix}").is_file() for suffix in SUFFIXES)


def own_packs(folder: Path) -> dict[str, Path]:
    """The packs that lie in a folder, by name; none where there is no such folder."""
    if not folder.is_dir():
        return {}
    return {path.name: path for path in sorted(folder.iterdir()) if path.is_dir() and is_pack(path)}


def load_pack(path: Path, shown: str = "", *, cached: bool = True) -> Pack:
    """A pack from its folder. BadInput with every problem in all its files."""
    files = _gather(path, shown or str(path))
    if ("doctrine", path.resolve().name) not in files.entries:
        raise BadInput([Problem(shown or str(path), 0, "no doctrine.yaml in this folder", "name a doctrine pack")])
    pack = _assembled(path, files, cached=cached)
    held = verified(tuple(pack.base), path / "cases", cached=cached)
    return pack if held is None else pack._replace(base=CaseBase(pack.doctrine, held, pack.base.courts))


def _assembled(path: Path, files: _Files, *, cached: bool) -> Pack:
    """The pack of some files, once for the process: the same files in the same place give the same pack."""
    named = (files.key(), str(path), files.root)
    known = _ASSEMBLED.get(named) if cached and not files.faults else None
    if known is not None:
        return known
    pack = _through_cache(files, lambda plains, sources: _assemble(path, plains, sources), cached=cached)
    _ASSEMBLED[named] = pack
    while len(_ASSEMBLED) > MOST_ASSEMBLED:
        _ASSEMBLED.pop(next(iter(_ASSEMBLED)), None)
    return pack


def plain_pack(path: Path, shown: str = "", *, cached: bool = True) -> tuple[Row, dict[str, Row]]:
    """A pack's doctrine and its cases by id, as the plain data of their files; BadInput as for ``load_pack``."""
    files = _gather(path, shown or str(path))
    name = path.resolve().name

    def plain(plains: Plains, sources: _Sources) -> tuple[tuple[Row, dict[str, Row]], list[Problem]]:
        return (plains[f"doctrine/{name}"], dict(_of_kind(plains, "case"))), _assemble(path, plains, sources)[1]

    return _through_cache(files, plain, cached=cached)


def plain_cases(path: Path, pack: Pack, *, cached: bool = True) -> dict[str, Row]:
    """The cases of a folder of case files, as plain data; BadInput as for ``load_cases``."""
    files = _gather(path, str(path), bare_cases=True)

    def plain(plains: Plains, sources: _Sources) -> tuple[dict[str, Row], list[Problem]]:
        problems = _precedents(plains, sources, pack.doctrine, pack.courts, pack.base.cases())[1]
        return dict(_of_kind(plains, "case")), problems

    return _through_cache(files, plain, cached=cached)


def load_cases(path: Path, pack: Pack, *, cached: bool = True) -> tuple[Precedent, ...]:
    """The precedents of a folder of case files, read against a pack's doctrine and courts."""
    files = _gather(path, str(path), bare_cases=True)
    if not files.entries:
        raise BadInput([Problem(str(path), 0, "no case files here", "name a pack, or a folder of case files")])

    def assemble(plains: Plains, sources: _Sources) -> tuple[tuple[Precedent, ...], list[Problem]]:
        return _precedents(plains, sources, pack.doctrine, pack.courts, pack.base.cases())

    found = _through_cache(files, assemble, cached=cached)
    folder = path / "cases" if (path / "cases").is_dir() else path
    return verified(found, folder, cached=cached) or found


def load_case(path: Path, pack: Pack, *, cached: bool = True) -> tuple[Precedent, ...]:
    """The precedents of one case file, read against a pack; it may refer to the pack's cases."""
    files = _one(path, "case")

    def assemble(plains: Plains, sources: _Sources) -> tuple[tuple[Precedent, ...], list[Problem]]:
        return _precedents(plains, sources, pack.doctrine, pack.courts, pack.base.cases())

    found = _through_cache(files, assemble, cached=cached)
    return verified(found, path.parent, cached=cached) or found


def pack_from(
    id: str, path: Path, doctrine: Row, cases: Mapping[str, Row], matters: Mapping[str, Row], where: str = ""
) -> Pack:
    """A pack of plain data, in the shapes of its files; BadInput, with ``where`` they come from, where they are faulty."""
    written = {f"doctrine/{id}": doctrine}
    written |= {f"case/{name}": plain for name, plain in cases.items()}
    written |= {f"matter/{name}": plain for name, plain in matters.items()}
    return _from_plain(written, lambda plains, sources: _assemble(path, plains, sources, id), where)


def doctrine_alone(id: str, doctrine: Row) -> Pack:
    """A pack that has a doctrine and no case yet: what its rules and readings say of cases is not checked."""

    def assemble(plains: Plains, sources: _Sources) -> tuple[Pack, list[Problem]]:
        faults = Faults(sources[f"doctrine/{id}"])
        own = courts_of(plains[f"doctrine/{id}"], faults)
        made = doctrine_of(id, plains[f"doctrine/{id}"], built_in() | own, faults)
        return Pack(id, Path(id), made, CaseBase(made, (), own), {}, {}), faults.found

    return _from_plain({f"doctrine/{id}": doctrine}, assemble)


def precedents_from(cases: Mapping[str, Row], pack: Pack, where: str = "") -> tuple[Precedent, ...]:
    """The precedents of plain data in the shape of case files, read against a pack's doctrine and courts."""

    def assemble(plains: Plains, sources: _Sources) -> tuple[tuple[Precedent, ...], list[Problem]]:
        return _precedents(plains, sources, pack.doctrine, pack.courts, pack.base.cases())

    return _from_plain({f"case/{name}": plain for name, plain in cases.items()}, assemble, where)


def _from_plain(
    written: Mapping[str, Row], assemble: Callable[[Plains, _Sources], tuple[Made, list[Problem]]], where: str = ""
) -> Made:
    from afortiori.store.schema import checked

    problems: list[Problem] = []
    # there is no file with lines: line 0 is shown as none
    sources = {name: Source(f"{where}{name}", {(): 0}) for name in written}
    shaped = {
        name: checked(name.partition("/")[0], dict(plain), sources[name], problems) for name, plain in written.items()
    }
    plains = {name: plain for name, plain in shaped.items() if plain is not None}
    if not problems:
        value, problems = assemble(plains, sources)
    if problems:
        raise BadInput(problems)
    return value


def matter_doctrine(path: Path, *, cached: bool = True) -> str:
    """The name of the doctrine that a matter file is for."""
    files = _one(path, "matter")
    return _through_cache(files, lambda plains, _: (str(plains[f"matter/{path.stem}"]["doctrine"]), []), cached=cached)


def load_matter(path: Path, pack: Pack, *, cached: bool = True) -> Matter:
    """A matter file, read against a pack."""
    files = _one(path, "matter")

    def assemble(plains: Plains, sources: _Sources) -> tuple[Matter, list[Problem]]:
        faults = Faults(sources[f"matter/{path.stem}"])
        matter = matter_of(path.stem, plains[f"matter/{path.stem}"], pack.doctrine, pack.courts, faults)
        return matter, faults.found

    return _through_cache(files, assemble, cached=cached)


def matter_from(id: str, record: Row, pack: Pack) -> Matter:
    """A matter of plain data in the shape of a matter's file, read against a pack; BadInput where they are faulty."""

    def assemble(plains: Plains, sources: _Sources) -> tuple[Matter, list[Problem]]:
        faults = Faults(sources[f"matter/{id}"])
        return matter_of(id, plains[f"matter/{id}"], pack.doctrine, pack.courts, faults), faults.found

    return _from_plain({f"matter/{id}": record}, assemble)


def _through_cache(
    files: _Files, assemble: Callable[[Plains, _Sources], tuple[Made, list[Problem]]], *, cached: bool
) -> Made:
    """Compiled data if it was kept, else parse and keep it; values are built from the same plain data either way.

    Kept data that cannot be built from, because somebody else wrote them, are as good as none.
    """
    key = files.key()
    plains = cache.fetch(key) if cached and not files.faults else None
    if plains is not None:
        with suppress(LookupError, TypeError, AttributeError, ValueError, RecursionError, Misuse):
            value, problems = assemble(plains, {f"{kind}/{id}": files.source(kind, id) for kind, id in files.entries})
            if not problems:
                return value
    plains, sources, problems = _compile(files, cached=cached)
    if not problems:
        value, problems = assemble(plains, sources)
    elif any(name.startswith("doctrine/") for name in plains):
        problems = [*problems, *assemble(plains, sources)[1]]
    if problems:
        raise BadInput(problems)
    if cached:
        cache.keep(key, plains)
    return value


def _compile(files: _Files, *, cached: bool) -> tuple[Plains, _Sources, list[Problem]]:
    from afortiori.store.schema import checked

    plains: Plains = {}
    sources: _Sources = {}
    problems = list(files.faults)
    for (kind, id), (shown, data) in sorted(files.entries.items()):
        sources[f"{kind}/{id}"] = files.source(kind, id)
        try:
            written, source = parsed(data, shown, cached=cached)
        except BadInput as bad:
            problems.extend(bad.problems)
            continue
        sources[f"{kind}/{id}"] = source
        plain = checked(kind, written, source, problems)
        if plain is not None:
            plains[f"{kind}/{id}"] = plain
    return plains, sources, problems


def _assemble(path: Path, plains: Plains, sources: _Sources, named: str = "") -> tuple[Pack, list[Problem]]:
    name = named or path.resolve().name
    faults = Faults(sources[f"doctrine/{name}"])
    own = courts_of(plains[f"doctrine/{name}"], faults)
    courts = built_in() | own
    doctrine = doctrine_of(name, plains[f"doctrine/{name}"], courts, faults)
    problems = list(faults.found)
    precedents, more = _precedents(plains, sources, doctrine, courts)
    problems += more
    ids = set(_ids(sources, "case"))
    for rule in doctrine.rules:
        if rule.id in ids:
            what = f"rule '{rule.id}' has the id of a case"
            problems.append(faults.source.problem(("rules", rule.id), what, "give the rule another id"))
        if rule.case is not None and rule.case not in ids:
            place = ("rules", rule.id, "case")
            problems.append(
                faults.source.problem(place, f"unknown case '{rule.case[:80]}'", did_you_mean(rule.case, sorted(ids)))
            )
    matters = {}
    for id, plain in _of_kind(plains, "matter"):
        faults = Faults(sources[f"matter/{id}"])
        matters[id] = matter_of(id, plain, doctrine, courts, faults)
        if plain["doctrine"] != name:
            faults.add(
                ("doctrine",), f"a matter for another doctrine, '{plain['doctrine']}'", f"write 'doctrine: {name}'"
            )
        problems += faults.found
    questions = dict(_of_kind(plains, "questions"))
    faults = Faults(sources[f"doctrine/{name}"])
    unread = ids - {precedent.case for precedent in precedents}
    readings = readings_of(plains[f"doctrine/{name}"], doctrine, precedents, courts, faults, unread)
    known = {(problem.file, problem.what) for problem in problems}
    problems += [problem for problem in faults.found if (problem.file, problem.what) not in known]
    if problems or len(plains) < len(sources):
        # A pack that is refused is never asked its questions: what they name is checked here.
        names = _names(plains[f"doctrine/{name}"], doctrine, precedents, courts, sources)
        under = {id: sources[f"questions/{id}"] for id in questions}
        problems += faults_of_all(questions, under, names)
    return Pack(name, path, doctrine, CaseBase(doctrine, precedents, own), matters, questions, readings), problems


def _names(
    plain: Row, doctrine: Doctrine, held: Iterable[Precedent], courts: Mapping[str, Court], sources: _Sources
) -> Names:
    """What the questions may name, where some files have faults: a case or a matter in such a file is no stranger."""
    ids = frozenset(_ids(sources, "case"))
    holdings = frozenset(precedent.id for precedent in held)
    unread = ids - {id.partition("#")[0] for id in holdings} | (set(plain["rules"]) - {r.id for r in doctrine.rules})
    return Names(doctrine, _ids(sources, "matter"), courts, holdings, ids, plain["readings"], unread)


def _precedents(
    plains: Plains,
    sources: _Sources,
    doctrine: Doctrine,
    courts: Mapping[str, Court],
    beside: Iterable[str] = (),
) -> tuple[tuple[Precedent, ...], list[Problem]]:
    found: list[Precedent] = []
    problems: list[Problem] = []
    cases = list(_of_kind(plains, "case"))
    ids = sorted({*_ids(sources, "case"), *beside})
    for id, plain in cases:
        faults = Faults(sources[f"case/{id}"])
        found += precedents_of(id, plain, doctrine, courts, faults)
        _references(plain, ids, faults)
        problems += faults.found
    return tuple(found), problems


def _references(plain: Mapping[str, Any], ids: Iterable[str], faults: Faults) -> None:
    """A reference without a space is an id, and must be one; a case outside the base is named in words."""
    named: list[tuple[Place, str]] = [(("history", i, "by"), row["by"]) for i, row in enumerate(plain["history"])]
    named += [(("cites", i, "case"), row["case"]) for i, row in enumerate(plain["cites"])]
    for i, opinion in enumerate(plain["opinions"]):
        named += [(("opinions", i, "relies_on", j), name) for j, name in enumerate(opinion["relies_on"])]
    for place, name in named:
        if " " not in name and name not in ids:
            near = did_you_mean(name, ids)
            faults.add(
                place,
                f"unknown case '{name[:80]}'",
                near if near.startswith("did") else "a case outside the base is named in words, with its citation",
            )


def _ids(sources: _Sources, kind: str) -> list[str]:
    """The ids of all files of a kind, those with faults of form among them."""
    return [name.partition("/")[2] for name in sources if name.startswith(f"{kind}/")]


def _of_kind(plains: Plains, kind: str) -> list[tuple[str, dict[str, Any]]]:
    return [(name.partition("/")[2], plain) for name, plain in plains.items() if name.startswith(f"{kind}/")]


def _gather(path: Path, shown: str, *, bare_cases: bool = False) -> _Files:
    """All files of a folder that afortiori reads, with their bytes."""
    entries: dict[tuple[str, str], tuple[str, bytes]] = {}
    problems: list[Problem] = []
    listed: list[tuple[str, str, Path]] = []
    try:
        if bare_cases and not (path / "cases").is_dir():
            listed += [("case", f"{shown}/{file.name}", file) for file in yaml_files(path)]
        else:
            listed += [
                ("doctrine", f"{shown}/{file.name}", file) for file in yaml_files(path) if file.stem == "doctrine"
            ]
            for folder, kind in FOLDERS.items():
                listed += [(kind, f"{shown}/{folder}/{file.name}", file) for file in yaml_files(path / folder)]
    except OSError as error:
        raise BadInput([Problem(shown, 0, f"cannot be read: {error.strerror}", "check the path")]) from None
    if len(listed) > MOST_FILES:
        raise BadInput([Problem(shown, 0, f"more than {MOST_FILES} files", "split the folder, or bring it as a chart")])
    for kind, name, file in listed:
        id = path.resolve().name if kind == "doctrine" else file.stem
        if (kind, id) in entries:
            problems.append(Problem(name, 0, f"a second file for the {kind} '{id}'", "keep one of the two"))
        elif "#" in id or "/" in id or not id.isprintable():
            problems.append(Problem(name, 0, "its name cannot be an id", "use letters, digits and hyphens"))
        else:
            try:
                entries[kind, id] = (name, read_bytes(file, name))
            except BadInput as bad:
                problems.extend(bad.problems)
    return _Files(shown, entries, tuple(problems))


def _one(path: Path, kind: str) -> _Files:
    if not path.stem.isprintable():
        raise BadInput([Problem(str(path), 0, "its name cannot be an id", "use letters, digits and hyphens")])
    return _Files(str(path), {(kind, path.stem): (str(path), read_bytes(path, str(path)))})


def yaml_files(folder: Path) -> list[Path]:
    """The YAML files of a folder that are not hidden, in order; none where there is no folder."""
    if not folder.is_dir():
        return []
    return sorted(file for file in folder.iterdir() if file.suffix in SUFFIXES and not file.name.startswith("."))
