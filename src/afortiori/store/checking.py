"""``check``: every file of a pack, of a folder of cases, or a matter, and a pack's own questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from afortiori.errors import BadInput, Problem, bad_option
from afortiori.memo.words import count
from afortiori.precedent import Precedent
from afortiori.store import questions
from afortiori.store.anchors_told import anchors_told
from afortiori.store.library import open_matter, open_pack, pack_folders
from afortiori.store.pack import SUFFIXES, Pack, is_pack, load_case, load_cases


@dataclass(frozen=True, slots=True)
class Report:
    """What ``check`` found, and a summary in a sentence; ``notes`` are no faults."""

    problems: tuple[Problem, ...]
    summary: str
    notes: tuple[Problem, ...] = ()


def check(paths: Iterable[str], *, today: str, doctrine: str | None = None, cached: bool = True) -> Report:
    """Check each path: a pack's name or folder, a file of one, a matter, or a case or a folder of them for ``doctrine``."""
    problems: list[Problem] = []
    notes: list[Problem] = []
    said: list[str] = []
    for path in paths:
        try:
            said.append(_one(path, Found(problems, notes), today, doctrine, cached=cached))
        except BadInput as bad:
            problems.extend(bad.problems)
    if problems:
        said = [f"{count(len(problems), 'fault')} found."]
    return Report(tuple(dict.fromkeys(problems)), " ".join(said), tuple(dict.fromkeys(notes)))


@dataclass(frozen=True, slots=True)
class Found:
    """The faults and the notes, as they are found."""

    problems: list[Problem]
    notes: list[Problem]

    def anchors(self, precedents: Iterable[Precedent], folder: Path, shown: str) -> str:
        """Take what there is to say of the anchors of some cases; how they stand, to be added to a sentence."""
        told = anchors_told(precedents, folder, shown)
        self.problems.extend(told.problems)
        self.notes.extend(told.notes)
        return f"; {told.summary}" if told.summary else ""


def _one(name: str, report: Found, today: str, doctrine: str | None, *, cached: bool) -> str:
    path = Path(name)
    if name in pack_folders() or (path.is_dir() and is_pack(path)):
        return _pack(name, report, today, cached=cached)
    inside = _pack_around(path)
    of = doctrine or (str(inside) if inside is not None and path.name == "cases" else None)
    if path.is_dir() and of is not None:
        found = load_cases(path, open_pack(of, cached=cached), cached=cached)
        anchors = report.anchors(found, path / "cases" if (path / "cases").is_dir() else path, name)
        return f"{name}: {count(len(found), 'holding')}{anchors}, no fault."
    if path.suffix in SUFFIXES and inside is not None and path.parent.name != "matters":
        return _pack(str(inside), report, today, cached=cached)
    if path.suffix in SUFFIXES and path.is_file() and doctrine is not None:
        found = load_case(path, open_pack(doctrine, cached=cached), cached=cached)
        anchors = report.anchors(found, path.parent, str(path.parent))
        return f"{name}: {count(len(found), 'holding')}{anchors}, no fault."
    if path.suffix in SUFFIXES and path.is_file():
        return f"{name}: a matter for {open_matter(name, cached=cached).pack.id}, no fault."
    raise bad_option(
        f"nothing to check at '{name[:120]}'",
        "name a pack, its folder, a YAML file of one, a matter, or (with --doctrine) a folder of cases",
    )


def _pack_around(path: Path) -> Path | None:
    """The pack folder that a file or folder lies in."""
    here = path.resolve()
    return next((folder for folder in (here.parent, here.parent.parent) if is_pack(folder)), None)


def _pack(name: str, report: Found, today: str, *, cached: bool) -> str:
    pack = open_pack(name, cached=cached)
    wrong, asked = questions.problems(pack, name, today=today)
    report.problems.extend(wrong)
    anchors = report.anchors(pack.base, pack.path / "cases", f"{name}/cases")
    return f"{pack.id}: {_counts(pack)}; {count(asked, 'question')} asked{anchors}; no fault."


def _counts(pack: Pack) -> str:
    return f"{count(len(pack.base.cases()), 'case')}, {count(len(pack.matters), 'matter')}"
