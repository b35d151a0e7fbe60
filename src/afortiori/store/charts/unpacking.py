"""A data package opened: which of its files is the chart to read, and whether each is as its descriptor says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

from afortiori.errors import BadInput, Problem

MOST_RESOURCES = 200
SEALS = {"sha256": hashlib.sha256, "sha512": hashlib.sha512}
CHARTS = (".csv", ".tsv", ".json", ".xlsx", ".parquet")
EDITED = "changed since it was exported"
REMEDY = "export the base as a chart, edit that, and import it"


def chart_in(descriptor: bytes, file: str, read: Callable[[str], bytes]) -> tuple[str, bytes]:
    """The name and the bytes of the chart in a data package: its resource 'base', else its only one.

    ``read`` reads a file of the package by its name. BadInput, with every fault, where a file is not what its hash says.

    >>> chart_in(b'{"resources": [{"name": "x", "path": "x.csv"}]}', "datapackage.json", lambda name: b"Case")
    ('x.csv', b'Case')
    """
    resources = _resources(descriptor, file)
    names = [_name(resource, file) for resource in resources]
    held = {name: read(name) for name in dict.fromkeys(names)}
    problems = [
        Problem(name, 0, EDITED, REMEDY)
        for name, resource in zip(names, resources, strict=True)
        if not _as_sealed(held[name], resource, file)
    ]
    if problems:
        raise BadInput(problems)
    wanted = [name for name, resource in zip(names, resources, strict=True) if resource.get("name") == "base"] or names
    if len(set(wanted)) != 1:
        what = f"{len(set(wanted))} tables, and none of them is named 'base'"
        raise BadInput([Problem(file, 0, what, "import one of its tables by its own path")])
    return wanted[0], held[wanted[0]]


def _resources(descriptor: bytes, file: str) -> list[dict[str, Any]]:
    try:
        read = json.loads(descriptor.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        read = None
    found = read.get("resources") if isinstance(read, dict) else None
    if not isinstance(found, list) or not found or not all(isinstance(each, dict) for each in found):
        raise BadInput([Problem(file, 0, "no descriptor of a data package", 'write its "resources"')])
    if len(found) > MOST_RESOURCES:
        raise BadInput([Problem(file, 0, f"more than {MOST_RESOURCES} resources", "import one of its tables")])
    return found


def _name(resource: dict[str, Any], file: str) -> str:
    """The path of a resource, where it is a file beside the descriptor or below it."""
    path = resource.get("path")
    if isinstance(path, list) and len(path) == 1:
        path = path[0]
    plain = isinstance(path, str) and ":" not in path and "\\" not in path and path.isprintable()
    parts = PurePosixPath(path).parts if plain and isinstance(path, str) else ()
    if not parts or ".." in parts or parts[0] == "/" or PurePosixPath(parts[-1]).suffix.lower() not in CHARTS:
        what = f"the resource '{str(resource.get('name'))[:80]}' is no table in a file beside it"
        raise BadInput([Problem(file, 0, what, "write a path such as cases.csv")])
    return "/".join(parts)


def _as_sealed(data: bytes, resource: dict[str, Any], file: str) -> bool:
    """Whether a file has the hash that its descriptor states, if it states one; of MD5 nothing is said."""
    stated = resource.get("hash")
    if not isinstance(stated, str):
        return True
    kind, _, digest = stated.rpartition(":")
    if kind in ("", "md5"):
        return True
    if kind not in SEALS:
        raise BadInput([Problem(file, 0, f"a hash of the kind '{kind[:40]}'", "state it as sha256:...")])
    return SEALS[kind](data).hexdigest() == digest.lower()
