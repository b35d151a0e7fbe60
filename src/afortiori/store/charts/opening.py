"""A base by the name that a user gives it: a pack, a folder of cases, or a chart; as plain data, and as a pack to ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from afortiori.errors import bad_option
from afortiori.store import charts
from afortiori.store.charts.importing import Imported
from afortiori.store.charts.reading import SUFFIXES, read_chart
from afortiori.store.library import open_pack, pack_folders
from afortiori.store.pack import Pack, is_pack, load_cases, plain_cases, plain_pack

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Opened:
    """A base: its doctrine and cases as the plain data of their files, the pack, and the import where it is a chart."""

    name: str
    doctrine: Row
    cases: Mapping[str, Row]
    pack: Pack
    imported: Imported | None = None


def is_chart(name: str) -> bool:
    """Whether a name is that of a file that could be a chart."""
    return Path(name).suffix.lower() in SUFFIXES and Path(name).is_file()


def open_base_or_chart(name: str, doctrine: str | None = None, *, cached: bool = True) -> Opened:
    """A base by the name of a pack, the path of a folder or of a chart; BadInput where it is none of them."""
    if is_chart(name):
        pack = open_pack(doctrine, cached=cached) if doctrine else None
        return opened(name, charts.proposal_for(read_chart(Path(name)), pack).imported, pack, cached=cached)
    folders = pack_folders()
    path = folders.get(name, Path(name))
    if path.is_dir() and is_pack(path):
        plain, cases = plain_pack(path, cached=cached)
        return Opened(name, plain, cases, open_pack(name, cached=cached))
    if path.is_dir() and doctrine:
        pack = open_pack(doctrine, cached=cached)
        base = charts.with_cases(pack, load_cases(path, pack, cached=cached))
        return Opened(name, plain_pack(pack.path, cached=cached)[0], plain_cases(path, pack, cached=cached), base)
    what = f"no base at '{name[:120]}'"
    raise bad_option(what, "name a pack, its folder, a chart, or (with --doctrine) a folder of cases")


def opened(name: str, imported: Imported, pack: Pack | None, *, cached: bool = True) -> Opened:
    """A chart that has been imported, as a base."""
    made = charts.pack_of(Path(name).stem, imported, pack)
    plain = imported.doctrine
    if plain is None:
        assert pack is not None
        plain = plain_pack(pack.path, cached=cached)[0]
    return Opened(name, plain, imported.cases, made, imported)
