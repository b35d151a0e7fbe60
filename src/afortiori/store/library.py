"""Where packs and matters are found by name: the packs that come with afortiori, and those of the user."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from afortiori.casebase import CaseBase
from afortiori.errors import BadInput, Problem, bad_option, did_you_mean
from afortiori.precedent import Precedent
from afortiori.store.build import Matter
from afortiori.store.pack import (
    SUFFIXES,
    Pack,
    Row,
    is_pack,
    load_cases,
    load_matter,
    load_pack,
    matter_doctrine,
    matter_from,
    yaml_files,
)

BUILT_IN = Path(__file__).parent.parent / "doctrines"
MOST_MADE = 20_000


class Found(NamedTuple):
    """A matter with the pack that it is for and the base to ask; ``record`` is what it was made of, where it has no file.

    >>> found = open_matter("popov")
    >>> found.pack.id, found.matter.id, len(found.base)
    ('wild-animals', 'popov', 5)
    """

    pack: Pack
    matter: Matter
    base: CaseBase
    record: Row | None = None


def pack_folders() -> dict[str, Path]:
    """The folder of every pack that can be named: the built-in ones, then those under $AFORTIORI_PACKS.

    Two folders of one name are an error that lists both.
    """
    places = [BUILT_IN, *(Path(part) for part in os.environ.get("AFORTIORI_PACKS", "").split(os.pathsep) if part)]
    found: dict[str, Path] = {}
    for place in places:
        folders = [place] if is_pack(place) else sorted(place.iterdir()) if place.is_dir() else []
        for folder in folders:
            if folder.is_dir() and is_pack(folder):
                name = folder.resolve().name
                if name in found:
                    raise bad_option(f"two packs are named '{name}': {found[name]} and {folder}", "rename one of them")
                found[name] = folder
    return found


def open_pack(name: str, *, cached: bool = True) -> Pack:
    """A pack by name, or by the path of its folder.

    >>> open_pack("wild-animals").doctrine.name
    'Capture of wild animals'
    """
    folders = pack_folders()
    if name in folders:
        return load_pack(folders[name], _shown(folders[name]), cached=cached)
    if Path(name).is_dir():
        return load_pack(Path(name), cached=cached)
    raise bad_option(f"unknown doctrine pack '{name[:120]}'", did_you_mean(name, folders))


def open_packs(*, cached: bool = True) -> tuple[list[Pack], tuple[Problem, ...]]:
    """Every pack that can be named and read, and the problems of those that cannot: one broken pack spoils no other.

    >>> packs, problems = open_packs()
    >>> "duty-to-protect" in [pack.id for pack in packs], problems
    (True, ())
    """
    found: list[Pack] = []
    problems: list[Problem] = []
    for name in sorted(pack_folders()):
        try:
            found.append(open_pack(name, cached=cached))
        except BadInput as bad:
            problems += bad.problems
    return found, tuple(problems)


def _shown(folder: Path) -> str:
    return folder.name if folder.parent == BUILT_IN else str(folder)


def open_matter(name: str, *, bases: Sequence[str] = (), cached: bool = True) -> Found:
    """A matter by path, by name, or by PACK/NAME, with the base to ask: its own pack's, or those named.

    >>> open_matter("wild-animals/popov").matter.title
    'Popov v. Hayashi'
    """
    path = Path(name)
    if path.suffix in SUFFIXES:
        doctrine = matter_doctrine(path, cached=cached)
        pack = _pack_of_matter(path, doctrine, cached=cached)
        matter = load_matter(path, pack, cached=cached)
    else:
        pack, matter = _by_name(name, cached=cached)
    return Found(pack, matter, open_base(pack, bases, cached=cached))


def _pack_of_matter(path: Path, doctrine: str, *, cached: bool) -> Pack:
    beside = path.resolve().parent.parent
    if is_pack(beside) and beside.name == doctrine:
        return load_pack(beside, _shown(beside), cached=cached)
    folders = pack_folders()
    if doctrine not in folders and not Path(doctrine).is_dir():
        raise BadInput([Problem(str(path), 0, f"unknown doctrine '{doctrine[:80]}'", did_you_mean(doctrine, folders))])
    return open_pack(doctrine, cached=cached)


def _by_name(name: str, *, cached: bool) -> tuple[Pack, Matter]:
    folders = pack_folders()
    wanted, _, matter = name.rpartition("/")
    if wanted:
        pack = open_pack(wanted, cached=cached)
        if matter not in pack.matters:
            raise bad_option(f"pack '{pack.id}' has no matter '{matter[:80]}'", did_you_mean(matter, pack.matters))
        return pack, pack.matters[matter]
    holders = [pack for pack in sorted(folders) if any(_matter_file(folders[pack], name))]
    if len(holders) > 1:
        listed = " and ".join(f"{pack}/{name}" for pack in holders)
        raise bad_option(f"'{name}' is a matter of more than one pack", f"write {listed}".replace(" and ", " or "))
    if not holders:
        known = [file.stem for folder in folders.values() for file in yaml_files(folder / "matters")]
        raise bad_option(f"unknown matter '{name[:120]}'", did_you_mean(name, known) + " (or give a path)")
    pack = open_pack(holders[0], cached=cached)
    return pack, pack.matters[name]


def _matter_file(folder: Path, name: str) -> list[Path]:
    return [file for file in yaml_files(folder / "matters") if file.stem == name]


def new_matter(doctrine: str, record: Row, *, id: str = "new-facts", cached: bool = True) -> Found:
    """A matter that has no file, of plain data in the shape of one; BadInput with every fault at once.

    >>> new_matter("wild-animals", {"title": "A fox", "facts": {"malice": "present"}}).matter.facts.narrowed
    (('malice', ('present',)),)
    """
    pack = open_pack(doctrine, cached=cached)
    written = {**record, "doctrine": pack.id}
    return Found(pack, matter_from(id, written, pack), pack.base, written)


def open_base(pack: Pack, bases: Sequence[str], *, cached: bool = True) -> CaseBase:
    """The base to ask: the pack's own, or all that are named: packs of the same doctrine, or folders of cases.

    >>> len(open_base(open_pack("wild-animals"), []))
    5
    """
    if not bases:
        return pack.base
    from afortiori.store.index.sections import is_index

    precedents: dict[str, Precedent] = {}
    courts = dict(pack.base.courts)
    for name in bases:
        if name in pack_folders() or is_pack(Path(name)):
            other = open_pack(name, cached=cached)
            if other.doctrine != pack.doctrine:
                raise bad_option(
                    f"'{name}' holds cases for the doctrine '{other.doctrine.id}', not for the matter's '{pack.doctrine.id}'",
                    "name a base for the same doctrine",
                )
            more = tuple(other.base)
            courts |= other.base.courts
        elif Path(name).is_dir():
            more = load_cases(Path(name), pack, cached=cached)
        elif is_index(name):
            more = _cases_of_index(name, pack)
        else:
            raise bad_option(f"no case base at '{name[:120]}'", "name a pack, or a folder of case files")
        for precedent in more:
            if precedents.setdefault(precedent.id, precedent) != precedent:
                raise bad_option(f"two different cases have the id '{precedent.id}'", "rename one of the two files")
    return CaseBase(pack.doctrine, precedents.values(), courts)


def _cases_of_index(name: str, pack: Pack) -> tuple[Precedent, ...]:
    """The cases of an index, each made; BadInput where they are too many to be."""
    from afortiori.store.index.opening import open_index

    precedents = open_index(name, pack).precedents
    if len(precedents) > MOST_MADE:
        raise bad_option(
            f"the index '{name[:120]}' holds {len(precedents):,} cases, more than the {MOST_MADE:,} that this question takes",
            "ask 'decide' or 'audit', which take an index of any size, or index fewer cases",
        )
    return tuple(precedents)


def pack_for(doctrine: str | None, *, case: str = "", factors: Sequence[str] = (), cached: bool = True) -> Pack:
    """The pack named, or the only one that has the case or the factors, or the only one there is."""
    if doctrine:
        return open_pack(doctrine, cached=cached)
    packs, broken = open_packs(cached=cached)
    holders = [
        pack
        for pack in packs
        if (not case or case in {name for p in pack.base for name in (p.id, p.case)})
        and all(factor in pack.doctrine.factor_ids() for factor in factors)
    ]
    if not holders and broken:
        what = "it is not clear which doctrine is meant, and not every pack can be read"
        raise BadInput([*broken, Problem("", 0, what, "mend them, or give --doctrine")])
    if not holders and case:
        known = sorted({name for pack in packs for name in pack.base.cases()})
        raise bad_option(f"unknown case '{case[:80]}'", did_you_mean(case, known))
    for factor in factors if not holders else ():
        names = sorted({name for pack in packs for name in pack.doctrine.factor_ids()})
        if factor not in names:
            raise bad_option(f"unknown factor '{factor[:80]}'", did_you_mean(factor, names))
    if len(holders) != 1:
        listed = ", ".join(pack.id for pack in (holders or packs))
        raise bad_option("it is not clear which doctrine is meant", f"give --doctrine with one of: {listed}")
    return holders[0]
