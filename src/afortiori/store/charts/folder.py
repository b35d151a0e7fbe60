"""The folder that an import writes: whole or not at all, and never over what a person has edited since."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from afortiori.errors import BadInput, Problem
from afortiori.store.writing import write_bytes

MAPPING = "mapping.yaml"
RECORD = ".imported.json"
OWN = ("mapping.yaml", "matters/")


def mapping_beside(folder: Path) -> Path | None:
    """The mapping of an earlier import into the folder, which the next one follows."""
    path = folder / MAPPING
    return path if path.is_file() and (folder / RECORD).is_file() else None


def write_folder(folder: Path, files: Mapping[str, bytes], *, replace: bool = False) -> list[str]:
    """Write the files; tells what was written. BadInput, and nothing written, where a person's work would be lost."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return _again(folder, files, replace=replace)
    unfinished = folder.with_name(f".{folder.name}.{os.getpid()}.tmp")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _fill(unfinished, files)
        if folder.exists():
            folder.rmdir()
        unfinished.replace(folder)
    except OSError as error:
        raise BadInput([Problem(str(folder), 0, f"cannot be written: {error.strerror}", "check the path")]) from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return [f"Wrote {folder}: {_counted(files)}."]


def write_package(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a data package into a folder that is new, empty or holds an earlier one; its descriptor, the last file, makes it whole."""
    if folder.is_dir() and any(folder.iterdir()) and not (folder / list(files)[-1]).is_file():
        what = "it holds other files"
        raise BadInput([Problem(str(folder), 0, what, "name a folder that does not exist yet, or an earlier package")])
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput([Problem(str(folder), 0, f"cannot be written: {error.strerror}", "check the path")]) from None
    for name, data in files.items():
        write_bytes(str(folder / name), data)


def remove_folder(folder: Path) -> None:
    """Take a base's folder out, whole: it has another name before anything in it goes."""
    going = folder.with_name(f".{folder.name}.{os.getpid()}.tmp")
    try:
        folder.replace(going)
    except OSError as error:
        raise BadInput([Problem(str(folder), 0, f"cannot be removed: {error.strerror}", "check the path")]) from None
    shutil.rmtree(going, ignore_errors=True)


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in {**files, RECORD: _record(files)}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _counted(files: Mapping[str, bytes]) -> str:
    cases = sum(name.startswith("cases/") for name in files)
    parts = ["the doctrine"] if "doctrine.yaml" in files else []
    return ", ".join([*parts, f"{cases} case file{'' if cases == 1 else 's'}", "the mapping"])


def _record(files: Mapping[str, bytes]) -> bytes:
    digests = {name: _digest(data) for name, data in sorted(files.items()) if not name.startswith(OWN)}
    return (json.dumps(digests, indent=0) + "\n").encode()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _again(folder: Path, files: Mapping[str, bytes], *, replace: bool) -> list[str]:
    """Import anew into a folder of an earlier import: its own files are replaced, a person's are kept."""
    before = _before(folder)
    if not replace:
        _unedited(folder, files, before)
    kept = {
        name: data for name, data in files.items() if not (name.startswith("matters/") and (folder / name).exists())
    }
    changed = {name: data for name, data in kept.items() if _held(folder / name) != data}
    gone = [name for name in before if name not in files and (folder / name).is_file()]
    for name, data in {**changed, RECORD: _record(files)}.items():
        with suppress(OSError):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_bytes(str(folder / name), data)
    for name in gone:
        (folder / name).unlink()
    told = f"Wrote into {folder}: {len(changed)} files new or changed, {len(gone)} deleted, {len(kept) - len(changed)} as they were."
    return [told]


def _before(folder: Path) -> dict[str, str]:
    try:
        record = json.loads((folder / RECORD).read_bytes())
        return {str(name): str(digest) for name, digest in record.items() if _inside(str(name))}
    except (OSError, ValueError, AttributeError):
        what = "it exists, and was not written by an import"
        raise BadInput([Problem(str(folder), 0, what, "name a folder that does not exist yet")]) from None


def _inside(name: str) -> bool:
    parts = name.split("/")
    return name == "doctrine.yaml" or (len(parts) == 2 and parts[0] == "cases" and not parts[1].startswith("."))


def _unedited(folder: Path, files: Mapping[str, bytes], before: Mapping[str, str]) -> None:
    problems = []
    for name in sorted({*before, *(name for name in files if not name.startswith(OWN))}):
        held = _held(folder / name)
        if held is not None and _digest(held) != before.get(name) and held != files.get(name):
            remedy = "say it in the chart or in mapping.yaml, or give --replace to lose the edit"
            problems.append(Problem(str(folder / name), 0, "edited since it was imported", remedy))
    if problems:
        raise BadInput(problems)


def _held(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
