"""The digests of the records on which an answer rests: of the plain data of each file, so that layout does not count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from afortiori.certificate.writing import Sources, digest
from afortiori.errors import bad_option
from afortiori.store.library import Found, pack_folders
from afortiori.store.pack import SUFFIXES, is_pack, yaml_files
from afortiori.store.parsed import parsed
from afortiori.store.yamlfile import read_bytes

MOST_KEPT = 1_000


def sources_of(found: Found, matter: str, bases: Sequence[str], *, cached: bool = True) -> Sources:
    """The digests of a doctrine, of a matter (its record), and of every case of the bases that were asked."""
    [doctrine] = [file for file in yaml_files(found.pack.path) if file.stem == "doctrine"]
    cases = {name: _cases(path, cached=cached) for name, path in base_folders(found, bases).items()}
    return Sources(of_file(doctrine, cached=cached), matter, cases)


def base_folders(found: Found, bases: Sequence[str]) -> Mapping[str, Path]:
    """The folders of cases that were asked, by name; BadInput where two names are one."""
    named = pack_folders()
    folders = [named.get(base, Path(base)) for base in bases] if bases else [found.pack.path]
    by_name = {folder.resolve().name: folder for folder in folders}
    if len(by_name) < len({folder.resolve() for folder in folders}):
        raise bad_option("a certificate names bases by their folders, and two have one name", "rename one of them")
    return by_name


@dataclass(frozen=True, slots=True)
class MatterRecord:
    """The name under which a certificate has a matter, PACK/ID for one of its pack's own, and its record's digest."""

    name: str
    digest: str


def matter_record(found: Found, named: str, *, cached: bool = True) -> MatterRecord:
    """The record of a matter: of its file, or what it was made of where it has none."""
    if found.record is not None:
        return MatterRecord(found.matter.id, digest(dict(found.record)))
    path, own = Path(named), found.pack.path / "matters"
    if path.suffix not in SUFFIXES:
        [path] = [file for file in yaml_files(own) if file.stem == found.matter.id]
    ours = path.resolve().parent == own.resolve()
    return MatterRecord(f"{found.pack.id}/{found.matter.id}" if ours else found.matter.id, of_file(path, cached=cached))


def _cases(folder: Path, *, cached: bool) -> Mapping[str, str]:
    bare = not (folder / "cases").is_dir() and not is_pack(folder)
    files = yaml_files(folder if bare else folder / "cases")
    return {file.stem: of_file(file, cached=cached) for file in files}


def of_file(file: Path, *, cached: bool = True) -> str:
    """The digest of the record in a file."""
    return _of_data(read_bytes(file, str(file)), str(file), cached=cached)


@lru_cache(MOST_KEPT)
def _of_data(data: bytes, shown: str, *, cached: bool) -> str:
    return digest(parsed(data, shown, cached=cached)[0])
