"""Two coders of one chart: how far they agree, the cells in dispute, and the verdicts that hang on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from afortiori.casebase import CaseBase, Options
from afortiori.doctrine import Doctrine
from afortiori.errors import MissingExtra
from afortiori.precedent import Facts
from afortiori.store.charts.differing import Moved, subjects_of, verdicts
from afortiori.store.charts.pairing import Pair, codes, pack_with
from afortiori.store.charts.showing import level_shown, outcome_shown

Row = dict[str, Any]
OUTCOME = "outcome"
SILENT = "not discussed"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two coders agree on a factor, over the cases that both coded.

    kappa and alpha compare with chance. They are None where both write one and the same value everywhere: then nothing can be
    said of chance.
    """

    factor: str
    name: str
    cases: int
    alike: int
    kappa: float | None
    alpha: float | None

    @property
    def raw(self) -> float:
        """The share of cases on which they agree."""
        return self.alike / self.cases if self.cases else 0.0


@dataclass(frozen=True, slots=True)
class Disputed:
    """A cell on which the two differ, where each stands, and the verdicts that change if the second's word replaces the first's."""

    case: str
    title: str
    factor: str
    name: str
    first: str
    second: str
    places: tuple[str, str]
    hang: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Alone:
    """The ids of the factors that have a column in the first chart alone, in the second alone, and in neither."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    neither: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coding:
    """All of it: the agreement on the outcome and on each factor, the cells in dispute, cases that one of them lacks.

    ``alone`` are the factors that not both code: of these there is no agreement.
    """

    agreements: tuple[Agreement, ...]
    disputed: tuple[Disputed, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    moved: tuple[Moved, ...]
    asked: int
    alone: Alone


def agreement(pair: Pair, matters: Mapping[str, Facts], options: Options) -> Coding:
    """How far two codings agree. MissingExtra without the library that reckons alpha."""
    doctrine = pair.first.pack.doctrine
    alone = _alone(pair)
    left_out = {*alone.first, *alone.second, *alone.neither}
    names = {OUTCOME: "Outcome"} | {f.id: f.name for f in doctrine.factors if f.id not in left_out}
    both = sorted((first, second) for second, first in pair.same.items())
    coded = {
        name: [(_code(pair.first.cases[a], name), _code(pair.second.cases[b], name)) for a, b in both] for name in names
    }
    agreements = tuple(measured(name, names[name], pairs) for name, pairs in coded.items())
    base = pair.first.pack.base
    before = verdicts(base, subjects_of(base, matters), options)
    disputed = []
    for (a, b), name in ((ids, name) for ids in both for name in names):
        said = _code(pair.first.cases[a], name), _code(pair.second.cases[b], name)
        if said[0] != said[1]:
            other = _with(pair, a, pair.second.cases[b], name)
            hang = moved(before, verdicts(other, subjects_of(other, matters), options), pair.first.cases)
            places = _place(pair.first.cases[a], name), _place(pair.second.cases[b], name)
            title = str(pair.first.cases[a].get("name", a))
            disputed.append(Disputed(a, title, name, names[name], *said, places, hang))
    whole = _all_of_second(pair, left_out)
    after = verdicts(whole, subjects_of(whole, matters), options)
    return Coding(
        agreements,
        tuple(disputed),
        tuple(sorted(set(pair.first.cases) - set(pair.same.values()))),
        tuple(sorted(set(pair.second.cases) - set(pair.same))),
        moved(before, after, pair.first.cases),
        len(before),
        alone,
    )


def _alone(pair: Pair) -> Alone:
    factors = pair.first.pack.doctrine.factors
    first = {factor.id for factor in factors if codes(pair.first, factor.id)}
    second = {factor.id for factor in factors if codes(pair.second, factor.id)}
    ids = [factor.id for factor in factors]
    return Alone(
        tuple(id for id in ids if id in first - second),
        tuple(id for id in ids if id in second - first),
        tuple(id for id in ids if id not in first | second),
    )


def moved(before: Mapping[str, Any], after: Mapping[str, Any], cases: Mapping[str, Row]) -> tuple[Moved, ...]:
    """The verdicts that are others now, of those asked both times."""
    return tuple(
        Moved(id, str(cases.get(id.partition("#")[0], {}).get("name", id)), before[id], after[id])
        for id in before
        if id in after and before[id].phrase != after[id].phrase
    )


def _code(plain: Row, name: str) -> str:
    return outcome_shown(plain) if name == OUTCOME else level_shown(plain, name) or SILENT


def _place(plain: Row, name: str) -> str:
    row = (plain.get("facts") or {}).get(name) or (plain.get("no_finding") or {}).get(name) or {}
    return str(row.get("source", "") or next(iter(plain.get("sources") or []), ""))


def _with(pair: Pair, id: str, other: Row, name: str) -> CaseBase:
    """The first coder's base with one cell as the second has it."""
    own = pair.first.cases[id]
    if name == OUTCOME:
        outcome = {"holding": other.get("holding", ""), "holdings": other.get("holdings") or {}, "opinions": []}
        return _replaced(pair, {id: {**own, **outcome}})
    return _replaced(pair, {id: _taking(own, other, {name}, pair.first.pack.doctrine)})


def _taking(own: Row, other: Row, names: Set[str], doctrine: Doctrine) -> Row:
    """A case with what another coding of it says of some factors; its reasons keep of these what the facts then satisfy."""
    plain = dict(own)
    for part in ("facts", "no_finding"):
        kept = {name: row for name, row in (own.get(part) or {}).items() if name not in names}
        plain[part] = kept | {name: row for name, row in (other.get(part) or {}).items() if name in names}
    held = {name: str(row["value"]) for name, row in plain["facts"].items() if name in names}
    if own.get("opinions"):
        plain["opinions"] = [_resting(opinion, names, held, doctrine) for opinion in own["opinions"]]
    if own.get("holdings"):
        plain["holdings"] = {part: _resting(row, names, held, doctrine) for part, row in own["holdings"].items()}
    return plain


def _resting(row: Row, names: Set[str], held: Mapping[str, str], doctrine: Doctrine) -> Row:
    """An opinion or a holding with a reason that these levels satisfy: a level weaker than it names stands in its place."""
    if not row.get("reason"):
        return row
    reason = {}
    for name, level in row["reason"].items():
        if name not in names or name in (row.get("facts") or {}):
            reason[name] = level
        elif name in held:
            factor = doctrine.factor(name)
            named, there = factor.satisfied(level), factor.satisfied(held[name])
            if there and (named <= there or there <= named):
                reason[name] = level if named <= there else held[name]
    return {**row, "reason": reason}


def _all_of_second(pair: Pair, left_out: Set[str]) -> CaseBase:
    """The first coder's base with every case that both have as the second coded it, but for factors that are not compared."""
    cases = {
        first: _taking(pair.second.cases[second], pair.first.cases[first], left_out, pair.first.pack.doctrine)
        for second, first in pair.same.items()
    }
    return _replaced(pair, cases)


def _replaced(pair: Pair, plains: Mapping[str, Row]) -> CaseBase:
    base = pair.first.pack.base
    new = pack_with(pair.first.pack, plains).base
    kept = [precedent for precedent in base if precedent.case not in plains]
    return CaseBase(base.doctrine, [*kept, *new], base.courts)


def measured(factor: str, name: str, pairs: Sequence[tuple[str, str]]) -> Agreement:
    """Raw agreement, Cohen's kappa and Krippendorff's alpha for nominal data; silence is a value like any other.

    >>> found = measured("warned", "Warned", [("yes", "yes"), ("no", "no"), ("yes", "no"), ("no", "no")])
    >>> found.raw, found.kappa, round(found.alpha, 3)
    (0.75, 0.5, 0.533)

    Sources: Cohen 1960; Krippendorff 2004, chapter 11.
    """
    alike = sum(a == b for a, b in pairs)
    return Agreement(factor, name, len(pairs), alike, kappa(pairs), alpha(pairs))


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa: the agreement beyond what each coder's own frequencies would bring by chance."""
    count = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[value] * second[value] for value in first)
    if not count or chance == count * count:
        return None
    alike = sum(a == b for a, b in pairs)
    return (alike * count - chance) / (count * count - chance)


def alpha(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Krippendorff's alpha for two coders and nominal values."""
    values = sorted({value for pair in pairs for value in pair})
    if len(values) < 2:
        return None
    try:
        import krippendorff
    except ImportError:
        raise MissingExtra("stats", "Krippendorff's alpha") from None
    coded = [[values.index(value) for value in coder] for coder in zip(*pairs, strict=True)]
    return float(krippendorff.alpha(reliability_data=coded, level_of_measurement="nominal"))


def without_verdicts(coding: Coding) -> Coding:
    """The figures alone."""
    return replace(coding, moved=(), disputed=tuple(replace(cell, hang=()) for cell in coding.disputed))
