"""A small doctrine pack in YAML, as a user would write it, and the faults that reading it shows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from afortiori.errors import BadInput
from afortiori.store.pack import load_pack

DOCTRINE = """\
name: Liability for escapes
question: Does the keeper answer for what the animal did?
claim: negligence
sides:
  liable: {name: The keeper answers, wanted_by: the neighbour}
  free: {name: The keeper does not answer, wanted_by: the keeper}
issues:
  control: {name: Control}
factors:
  fence:
    name: Fence
    definition: How far the keeper fenced the animal in.
    favours: free
    levels: [none, hedge, wall]
    parent: control
  warned:
    name: Warned
    definition: Somebody warned the keeper.
    favours: liable
  distance:
    name: Distance
    definition: How near the animal was kept.
    favours: liable
    levels: [far, near, adjoining]
    neutral: near
  colour:
    name: Colour
    definition: The colour of the animal.
    favours: nobody
    levels: [brown, black]
rules:
  fenced-in:
    rule: A keeper who built a wall answers only if warned.
    side: liable
    necessary: {any: [{warned: present}, {not: {fence: wall}}]}
    authority: Elder v. Keeper, 1 U.S. 1, 2 (1980)
    case: elder
    court: scotus
    decided: 1980-05-01
courts:
  manor: {name: Manor Court, abbreviation: Manor Ct., level: trial, above: [ca9]}
"""

ELDER = """\
name: Elder v. Keeper
citations: [1 U.S. 1]
court: scotus
decided: 1980-05-01
bench: unknown
claim: [negligence]
holding: liable
facts:
  fence: {value: hedge, source: 1 U.S. at 2, confidence: high}
  warned: {value: present, source: 1 U.S. at 3, confidence: high}
  distance: {value: adjoining, source: 1 U.S. at 3, confidence: medium}
opinions:
  - kind: majority
    author: Elder
    outcome: liable
    reason: {warned: present}
"""

YOUNGER = """\
name: Younger v. Keeper
citations: [2 F.2d 2]
court: ca9
decided: 1985
holding: free
facts:
  fence: {value: wall, source: 2 F.2d at 3, confidence: high}
history:
  - event: affirmed
    by: elder
    date: 1986-03
    source: 3 U.S. 3
cites:
  - {case: elder, treatment: distinguished}
"""

GOAT = """\
title: The goat
doctrine: pack
forum: ca9
as_of: 1990-01-01
unmentioned: absent
facts:
  fence: hedge
  warned: present
  distance: [near, adjoining]
"""

OWN = """\
asks:
  - question: Does the keeper of the goat answer?
    matter: goat
    as_of: 1990-01-01
    verdict: forced
    side: liable
    source: worked out by hand
"""

FILES: Mapping[str, str] = {
    "doctrine.yaml": DOCTRINE,
    "cases/elder.yaml": ELDER,
    "cases/younger.yaml": YOUNGER,
    "matters/goat.yaml": GOAT,
    "questions/own.yaml": OWN,
}


def write(folder: Path, files: Mapping[str, str | bytes] = FILES) -> Path:
    """Write the files of a pack into a folder; returns the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def pack(folder: Path, files: Mapping[str, str | bytes] | None = None, *, id: str = "pack") -> Path:
    """The small pack in a new folder named ``id``, with some of its files written otherwise or added."""
    whole = dict(FILES) | dict(files or {})
    renamed = {
        name: text.replace("doctrine: pack", f"doctrine: {id}") if isinstance(text, str) else text
        for name, text in whole.items()
    }
    return write(folder / id, renamed)


def changed(file: str, *changes: tuple[str, str]) -> dict[str, str]:
    """One file of the small pack with passages replaced, each of which must stand there once."""
    text = FILES[file]
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        text = text.replace(old, new)
    return {file: text}


def faults(folder: Path) -> list[str]:
    """What is wrong with a pack, as a user reads it, with the folder shown as 'pack'; empty where it can be read."""
    try:
        load_pack(folder, "pack", cached=False)
    except BadInput as bad:
        return [str(problem) for problem in bad.problems]
    return []
