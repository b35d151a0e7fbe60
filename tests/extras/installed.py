"""An interpreter that has only afortiori's own requirements and some extras: whatever else is installed cannot be imported there.

Its children have no more: the ban stands in a ``sitecustomize`` on ``PYTHONPATH``, which every interpreter loads as it starts.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
BAN = """\
import sys
BANNED = {banned!r}
class Without:
    def __init__(self, finder):
        self.finder = finder
    def find_spec(self, name, path=None, target=None):
        return None if name.partition(".")[0] in BANNED else self.finder.find_spec(name, path, target)
    def __getattr__(self, name):
        return getattr(self.finder, name)
sys.meta_path[:] = [Without(finder) for finder in sys.meta_path]
"""
ASK = """\
import io, json, sys
from contextlib import redirect_stderr, redirect_stdout
from afortiori.cli import main
told = []
for command in json.load(sys.stdin):
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = main(command)
        except SystemExit as end:
            status = end.code
    told.append([status, err.getvalue()])
print(json.dumps(told))
"""


def banned(extras: Iterable[str]) -> list[str]:
    """The modules of every distribution here that neither the base install nor these extras bring."""
    wanted = [*PROJECT["dependencies"], *(requirement for extra in extras for requirement in EXTRAS[extra])]
    kept: set[str] = set()
    for requirement in wanted:
        kept |= _closure(requirement)
    return sorted(
        module
        for module, distributions in distributions().items()
        if module != "afortiori" and not kept & {folded(name) for name in distributions}
    )


@cache
def distributions() -> Mapping[str, list[str]]:
    """The distributions here that bring each module: found by reading the list of every file that is installed."""
    return metadata.packages_distributions()


@cache
def _closure(requirement: str) -> frozenset[str]:
    """A distribution and all that it requires, by name; with whatever its own extras named here require."""
    found: set[str] = set()
    waiting = [requirement]
    while waiting:
        name, extras = _named(waiting.pop())
        if name in found:
            continue
        found.add(name)
        try:
            requires = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue
        waiting += [each for each in requires if "extra ==" not in each or any(_asks(each, extra) for extra in extras)]
    return frozenset(found)


def _asks(requirement: str, extra: str) -> bool:
    return re.search(rf"extra == ['\"]{re.escape(extra)}['\"]", requirement) is not None


def _named(requirement: str) -> tuple[str, list[str]]:
    match = re.match(r"([\w.-]+)\s*(?:\[([^\]]*)\])?", requirement)
    assert match
    return folded(match[1]), [extra.strip() for extra in (match[2] or "").split(",") if extra.strip()]


def folded(name: str) -> str:
    """A distribution's name in its one spelling."""
    return re.sub(r"[-_.]+", "-", name).lower()


def asked(commands: Sequence[Sequence[str]], extras: Iterable[str], folder: Path, where: Path) -> list[tuple[int, str]]:
    """The exit status and the problems of each command, asked in ``where``, with only these extras installed."""
    told = json.loads(ran(ASK, extras, folder, where, json.dumps(commands)))
    return [(status, problems) for status, problems in told]


def ran(code: str, extras: Iterable[str], folder: Path, where: Path, given: str = "") -> str:
    """What code prints where only these extras are installed; ``folder`` is for the ban."""
    (folder / "sitecustomize.py").write_text(BAN.format(banned=banned(extras)), encoding="utf-8")
    surroundings = os.environ | {"PYTHONPATH": os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=where,
        env=surroundings,
        input=given,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert 0 == done.returncode, done.stderr
    return done.stdout
