"""What a program or an assistant may say: names, levels, a document's text; every argument is hostile and none is a path."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from afortiori.answers.taking import About, How
from afortiori.errors import bad_option, did_you_mean
from afortiori.store.library import new_matter, pack_folders
from afortiori.store.pack import SUFFIXES

MOST_TEXT = 2_000_000
OF_LAW = {"forum": "forum", "as-of": "as_of", "set": "changes"}
FIELDS = {
    name: name.replace("-", "_") for name in ("by", "by-issue", "against", "dated", "doctrine", "suffices", "where")
}
_OPTION = re.compile(r"--([a-z][a-z-]*)(?: ([A-Z]+(?:=[A-Z]+)?|\d{4}-\d\d-\d\d)(?![\w=]))?")
Name = Annotated[str, Field(max_length=200)]
Names = Annotated[list[Name], Field(max_length=200)]
Conditions = Annotated[str, Field(max_length=4_000, description="FACTOR=LEVEL,FACTOR=LEVEL")]
DocumentText = Annotated[str, Field(min_length=1, max_length=MOST_TEXT)]


class Argument(BaseModel):
    """An argument with just these keys."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class NewFacts(Argument):
    """Facts of a matter that has no file. What is not named is unknown, and unknown is not absent."""

    doctrine: Name
    """The doctrine's id, as the tool `doctrines` lists them."""
    facts: Annotated[dict[Name, Name | Names], Field(max_length=2_000)]
    """For each factor its level, or the levels still possible, as the tool `doctrine` lists them."""
    title: Annotated[str, Field(min_length=1, max_length=300)] = "New facts"
    """What the matter is called."""
    unmentioned: Literal["unknown", "absent"] = "unknown"
    """`absent` only for facts as pleaded, where what is not alleged does not count."""


class TakenLaw(Argument):
    """How the law is taken; what is left out is as the matter says, and the day is today where it says none."""

    forum: Name | None = None
    """The deciding court, such as `ca9`; `any` drops the selection by court."""
    as_of: Name | None = None
    """Count what was decided before this day (YYYY-MM-DD)."""
    model: Literal["reason", "result"] = "reason"
    """Each opinion's stated reason, or all its facts for the winner."""
    rules: bool = True
    """Whether rules of law count beside precedents."""
    changes: Names = []
    """Facts set anew: `FACTOR=LEVEL`, `FACTOR=A,B` for levels still possible, `FACTOR=?` for unknown."""
    without: Names = []
    """Cases or rules to leave out."""
    adopted: Names = []
    """`CASE:OPINION`: suppose that opinion had prevailed."""
    reading: Name | None = None
    """An alternative reading that the doctrine names."""


Matter = Annotated[
    Name | NewFacts, Field(description="A matter by its name (NAME or PACK/NAME), or new facts under a doctrine.")
]
Law = Annotated[TakenLaw | None, Field(description="How the law is taken; left out: as the matter says.")]


def about(matter: Name | NewFacts) -> About:
    """What a question is about; BadInput where a path is given for a name.

    >>> about("wild-animals/popov")
    'wild-animals/popov'
    """
    if isinstance(matter, NewFacts):
        record = {"title": matter.title, "facts": dict(matter.facts), "unmentioned": matter.unmentioned}
        return new_matter(doctrine(matter.doctrine), record)
    pack = matter.rpartition("/")[0]
    if pack:
        doctrine(pack)
    return _no_file(matter, "name a matter of a pack, or give new facts")


def case_named(name: str) -> str:
    """A case by its id; BadInput where a path is given.

    >>> case_named("pierson-v-post-1805")
    'pierson-v-post-1805'
    """
    return _no_file(name, "name a case of a pack")


def _no_file(name: str, instead: str) -> str:
    if PurePath(name).suffix in SUFFIXES:
        raise bad_option(f"'{name.rpartition('/')[2][:80]}' is a file", f"{instead}: no file is opened here")
    return name


def doctrine(name: str) -> str:
    """The name of a pack; BadInput where there is none, or a path is given."""
    known = pack_folders()
    if name not in known:
        raise bad_option(f"unknown doctrine pack '{name[:80]}'", did_you_mean(name, known))
    return name


def how(law: TakenLaw | None, today: str) -> How:
    """How the law is taken, on the day that it is."""
    taken = law or TakenLaw()
    return {
        "forum": taken.forum,
        "as_of": taken.as_of,
        "model": taken.model,
        "rules": taken.rules,
        "changes": taken.changes,
        "without": taken.without,
        "adopted": taken.adopted,
        "reading": taken.reading,
        "today": today,
    }


def in_fields(text: str, *, nested: bool = True) -> str:
    """What a refusal says, with the fields of a program in place of the options of the command line.

    ``nested``: how the law is taken stands in a field ``law``.

    >>> in_fields("no forum; give --forum COURT, such as ca9")
    'no forum; give "law": {"forum": "COURT"}, such as ca9'
    >>> in_fields("write a day, such as --as-of 1988-08-23", nested=False)
    'write a day, such as "as_of": "1988-08-23"'
    """

    def field(found: re.Match[str]) -> str:
        option, value = found[1], found[2]
        name = OF_LAW.get(option) or FIELDS.get(option)
        if name is None:
            return found[0]
        written = "" if value is None else f': ["{value}"]' if option == "set" else f': "{value}"'
        said = f'"{name}"{written}'
        return f'"law": {{{said}}}' if nested and option in OF_LAW and written else said

    return _OPTION.sub(field, text)
