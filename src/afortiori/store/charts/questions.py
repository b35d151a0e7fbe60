"""``diff`` and ``agree`` as a user asks them: two bases by name, the law to ask under, and the answer in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from afortiori.casebase import Options
from afortiori.memo.told import Told
from afortiori.memo.words import day
from afortiori.precedent import Facts
from afortiori.store.asking import Wanted, ask_law
from afortiori.store.charts.agreeing import agreement
from afortiori.store.charts.differing import difference
from afortiori.store.charts.pairing import Pair, open_pair
from afortiori.store.charts.telling_pairs import coding_told, difference_told
from afortiori.store.pack import load_matter


@dataclass(frozen=True, slots=True)
class Two:
    """Two bases to compare: their names, what they are read onto, further matters to ask about, and under which law."""

    first: str
    second: str
    doctrine: str | None = None
    mapping: str | None = None
    matters: tuple[str, ...] = ()
    forum: str = "any"
    as_of: str | None = None
    model: str = "reason"


def diff(two: Two, *, today: str, cached: bool = True) -> Told:
    """Which cases came, went or changed, and which verdicts that changes."""
    pair, options, matters = _asked(two, today=today, cached=cached)
    return difference_told(pair, difference(pair, matters, options), _law(options))


def agree(two: Two, *, today: str, cached: bool = True) -> Told:
    """How far two coders agree, the cells in dispute, and which verdicts hang on them."""
    pair, options, matters = _asked(two, today=today, cached=cached)
    return coding_told(pair, agreement(pair, matters, options), _law(options))


def _asked(two: Two, *, today: str, cached: bool) -> tuple[Pair, Options, dict[str, Facts]]:
    pair = open_pair(two.first, two.second, two.doctrine, two.mapping, cached=cached)
    wanted = Wanted(two.forum, two.as_of, two.model)
    options = ask_law(pair.second.pack.base, wanted, today=today)
    return pair, options, _matters(pair, two.matters, cached=cached)


def _matters(pair: Pair, named: Sequence[str], *, cached: bool) -> dict[str, Facts]:
    """The matters of either base, and those named by their files."""
    found = {id: matter.facts for side in (pair.first, pair.second) for id, matter in sorted(side.pack.matters.items())}
    for name in named:
        found[Path(name).stem] = load_matter(Path(name), pair.second.pack, cached=cached).facts
    return found


def _law(options: Options) -> str:
    forum = options.forum.name if options.forum else "authority not selected by court"
    return f"{forum}, the law as of {day(options.as_of)}, {options.model} model"
