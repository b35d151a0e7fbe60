"""How the law is taken: what every question lets its asker say, and a matter asked about in that way."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypedDict

from afortiori.errors import Misuse, bad_option, did_you_mean

if TYPE_CHECKING:
    from afortiori.casebase import Law
    from afortiori.store.asking import Asked, Wanted
    from afortiori.store.library import Found
    from afortiori.store.pack import Pack

About: TypeAlias = "str | Found"
"""What a question is about: a matter by its name or path, or one that has no file (``new_matter``)."""
MODELS = ("reason", "result")


class How(TypedDict, total=False):
    """How the law is taken; what is left out is as the matter says.

    ``forum`` is a court's id, or 'any'; ``as_of`` the day before which a decision counts; ``changes`` are facts set
    anew (``FACTOR=LEVEL``); ``without`` leaves out cases; ``adopted`` supposes that opinions had prevailed
    (``CASE:OPINION``); ``bases`` are asked instead of the pack's own. ``today`` stands for ``as_of`` where neither the
    asker nor the matter names a day: nothing here reads the clock. ``cached`` false neither uses nor writes compiled packs.

    >>> from afortiori import answers
    >>> how: How = {"forum": "any", "as_of": "2020-01-01", "changes": ["malice=present"]}
    >>> answers.decide("popov", **how).data["verdict"]
    'open'
    """

    forum: str | None
    as_of: str | None
    model: str
    rules: bool
    changes: Sequence[str]
    without: Sequence[str]
    adopted: Sequence[str]
    reading: str | None
    bases: Sequence[str]
    cached: bool
    today: str


class Question(NamedTuple):
    """A matter asked about: where it was found, its facts as changed, and the law as it is taken.

    >>> asked = question("popov", {"as_of": "2020-01-01"})
    >>> asked.matter, asked.law.options.as_of
    ('wild-animals/popov', '2020-01-01')
    """

    found: Found
    asked: Asked
    law: Law

    @property
    def matter(self) -> str:
        """The matter's name, PACK/NAME; of one that has no file, NAME alone."""
        id = self.found.matter.id
        return id if self.found.record is not None else f"{self.found.pack.id}/{id}"


def question(matter: About, how: How) -> Question:
    """A matter by path, by name or by PACK/NAME, or one that has no file, asked about in this way.

    BadInput with every fault at once.

    >>> question("wild-animals/popov", {"forum": "any", "as_of": "2020-01-01"}).matter
    'wild-animals/popov'
    """
    from afortiori.casebase import Law
    from afortiori.store.asking import ask
    from afortiori.store.library import open_base, open_matter

    asking = wanted(how)
    bases = how.get("bases", ())
    if isinstance(matter, str):
        found = open_matter(matter, bases=bases, cached=cached(how))
    else:
        found = matter._replace(base=open_base(matter.pack, bases, cached=cached(how))) if bases else matter
    asked = ask(found, asking, today=how.get("today", ""))
    return Question(found, asked, Law(asked.base, asked.options))


def of_index(how: How) -> bool:
    """Whether an index is among the bases to ask."""
    bases = how.get("bases")
    if not bases:
        return False
    from afortiori.store.index.sections import is_index

    return any(is_index(name) for name in bases)


def named_matter(matter: About) -> str:
    """The name of a matter; BadInput of one that has no file."""
    if isinstance(matter, str):
        return matter
    raise bad_option("an index is asked of a matter in a file", "write the matter down, and give its path")


def wanted(how: How) -> Wanted:
    """What was asked for; Misuse where something else was asked, BadInput where the model is none."""
    from afortiori.store.asking import Wanted

    unknown = sorted(set(how) - set(How.__annotations__))
    if unknown:
        raise Misuse(f"unknown argument '{unknown[0]}': " + did_you_mean(unknown[0], How.__annotations__))
    return Wanted(
        how.get("forum"),
        how.get("as_of"),
        named("model", how.get("model", "reason"), MODELS),
        how.get("rules", True),
        tuple(how.get("changes", ())),
        tuple(how.get("without", ())),
        tuple(how.get("adopted", ())),
        how.get("reading"),
    )


def cached(how: How) -> bool:
    """Whether compiled packs may be used and written."""
    return how.get("cached", True)


def law_of(pack: Pack, how: How) -> Law:
    """The law of a pack as it is taken, for a question that has no matter, and so no fact to set."""
    from afortiori.casebase import Law
    from afortiori.store.asking import ask_law, supposed_law
    from afortiori.store.library import open_base

    no_facts(how)
    asking = wanted(how)
    base = supposed_law(pack, open_base(pack, how.get("bases", ()), cached=cached(how)), asking)
    return Law(base, ask_law(base, asking, today=how.get("today", "")))


def no_facts(how: How) -> None:
    """Refuse to set facts where a question has no matter whose facts could be set."""
    if how.get("changes"):
        raise bad_option("--set has nothing to set: this asks about no matter", "leave it out, or ask about a matter")


def about(law: Law, matter: str = "") -> dict[str, Any]:
    """What an answer as data says first: what was asked, and of which law."""
    forum = law.options.forum.id if law.options.forum else "any"
    of = {"matter": matter} if matter else {}
    return {**of, "doctrine": law.doctrine.id, "forum": forum, "as_of": law.options.as_of, "model": law.options.model}


def side_named(law: Law, side: str) -> str:
    """The side, where it is one of the doctrine's."""
    return named("side", side, [known.id for known in law.doctrine.sides])


def named(kind: str, name: str, known: Collection[str]) -> str:
    """The name, where it is known; a problem with the nearest one where it is not."""
    if name not in known:
        raise bad_option(f"unknown {kind} '{name[:80]}'", did_you_mean(name, known))
    return name
