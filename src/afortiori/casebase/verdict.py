"""What authorities compel on facts, known or partly known: the questions of ``constraint``, for a whole base at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations
from typing import NamedTuple

from afortiori.casebase._bits import Reached, Rows, TooMany, positions, sweep
from afortiori.constraint import Authority, Conditions, coded, held, prevails, reason, speaks_for
from afortiori.doctrine import Condition, Doctrine, Factor, Formula, Leaf, Not, Rule
from afortiori.errors import Misuse
from afortiori.precedent import Facts, Precedent

MOST_STATES = 50_000
MOST_TERMS = 1_000
MOST_PAIRS = 2_000
Box = tuple[frozenset[int], ...]
Free = Mapping[str, Box]
NONE: Conditions = frozenset()
Kind = tuple[str, ...]


class Yielding(NamedTuple):
    """An authority that would have forced a side, and those that prevail over it on these facts."""

    authority: Authority
    side: str
    to: tuple[Authority, ...]


class Finding(NamedTuple):
    """What a set of authorities compels on some facts.

    ``kind`` is forced, open, conflicted or depends. ``remaining`` names each verdict that completions of the facts
    reach: the sides forced there (none: open; both: conflicted). ``by`` and ``yielded`` hold in every completion.
    ``ways`` counts, for each of ``remaining``, the completions that reach it. ``exact`` is false where the bound was reached: then ``stable`` is sound, and ``possible``, ``remaining`` and
    ``depends_on`` may name too much.

    >>> from afortiori import answers
    >>> asked = answers.question("balistreri", {"as_of": "1988-08-24"})
    >>> law, facts = asked.law, asked.asked.facts
    >>> found = law.find(facts)
    >>> found.kind, found.side, found.stable, [authority.id for authority in found.by]
    ('forced', 'duty', ('duty',), ['balistreri-v-pacifica-ca9-1988'])
    """

    kind: str
    side: str | None
    stable: tuple[str, ...]
    possible: tuple[str, ...]
    remaining: tuple[Kind, ...]
    depends_on: tuple[str, ...]
    by: tuple[Authority, ...]
    yielded: tuple[Yielding, ...]
    exact: bool = True
    ways: tuple[int, ...] = ()


def find(
    doctrine: Doctrine, authorities: Sequence[Authority], facts: Facts, model: str, *, bound: int = MOST_STATES
) -> Finding:
    """The verdict of ``authorities`` on ``facts``: exact within ``bound`` states, otherwise sound and so marked.

    >>> from afortiori import open_pack
    >>> pack = open_pack("wild-animals")
    >>> found = find(pack.doctrine, tuple(pack.base), pack.matters["popov"].facts, "reason")
    >>> found.kind
    'open'
    """
    return Columns(doctrine, authorities, model).find(facts, authorities, bound=bound)


class Columns:
    """Authorities as rows: a precedent is one box of admitted levels, a rule one box for each of its terms.

    Built once for many questions: each asks some of the authorities.
    """

    __slots__ = (
        "_authorities",
        "_boxes",
        "_doctrine",
        "_owner",
        "_place",
        "_rows",
        "_rows_of",
        "_side_rows",
        "_sides",
        "_sure",
    )

    def __init__(self, doctrine: Doctrine, authorities: Sequence[Authority], model: str) -> None:
        self._doctrine = doctrine
        self._authorities = tuple(authorities)
        self._place = {_name(authority): i for i, authority in enumerate(self._authorities)}
        boxes: list[Box] = []
        self._owner: list[int] = []
        self._rows_of: list[int] = []
        self._side_rows = {side.id: 0 for side in doctrine.sides}
        self._sides: list[str] = []
        for i, authority in enumerate(self._authorities):
            side, terms = _terms_of(doctrine, authority, model)
            rows = ((1 << len(terms)) - 1) << len(boxes)
            self._sides.append(side)
            self._rows_of.append(rows)
            self._side_rows[side] |= rows
            self._owner += [i] * len(terms)
            boxes += terms
        self._boxes = boxes
        everything = tuple(frozenset(range(len(factor.levels))) for factor in doctrine.factors)
        self._sure = {side: 1 << len(boxes) + n for n, side in enumerate(self._side_rows)}
        self._rows = Rows([*boxes, everything, everything], [len(factor.levels) for factor in doctrine.factors])
        for side, row in self._sure.items():
            self._side_rows[side] |= row

    def find(self, facts: Facts, among: Sequence[Authority], *, bound: int = MOST_STATES) -> Finding:
        """The verdict of those ``among`` the authorities on ``facts``."""
        choices = [
            tuple(factor.levels.index(level) for level in facts.possible(factor)) for factor in self._doctrine.factors
        ]
        asked = sorted(self._place[_name(authority)] for authority in among)
        possible = self._rows.possible(_union(self._rows_of[i] for i in asked), choices)
        certain = self._rows.certain(possible, choices)
        beaten_by = self._beaten(possible)
        try:
            reached = self._sweep(choices, possible, beaten_by, bound)
            exact = True
        except TooMany:
            reached, exact = self._bounds(choices, certain, possible, beaten_by), False
        return self._finding(reached, self._forcing(facts, asked, certain), beaten_by, exact=exact)

    def rows(self, among: Iterable[Authority]) -> int:
        """The rows of some of the authorities."""
        return _union(self._rows_of[self._place[_name(authority)]] for authority in among)

    def meeting(self, side: str, choices: Sequence[Sequence[int]], rows: int) -> tuple[Authority, ...]:
        """The authorities of ``rows`` that force ``side`` somewhere within the levels chosen, each once."""
        met = self._rows.possible(rows & self._side_rows[side], choices)
        return tuple(self._authorities[i] for i in dict.fromkeys(self._owner[row] for row in positions(met)))

    def bearing(self, side: str, choices: Sequence[Sequence[int]], rows: int) -> list[list[int]]:
        """For each factor and level which rows admit it, of those that may undo ``side`` within the levels chosen.

        These are the rows of the other side that meet the levels, and those for ``side`` that prevail over one of them.
        Where two levels chosen are admitted by the same, the verdict is the same at both.
        """
        met = self._rows.possible(rows, choices)
        rivals = met & ~self._side_rows[side]
        helpers = met & self._side_rows[side] if rivals else 0
        if helpers.bit_count() * rivals.bit_count() <= MOST_PAIRS:
            against = [self._authorities[self._owner[row]] for row in positions(rivals)]
            helpers = _union(
                1 << row
                for row in positions(helpers)
                if any(prevails(self._authorities[self._owner[row]], rival) for rival in against)
            )
        return [[admitting & (rivals | helpers) for admitting in column] for column in self._rows.admits]

    def boxes(self, side: str, among: Sequence[Authority]) -> Iterator[tuple[Authority, Box]]:
        """Every box by which one of ``among`` forces ``side``: the levels admitted, factor by factor."""
        asked = {self._place[_name(authority)] for authority in among}
        for owner, box in zip(self._owner, self._boxes, strict=True):
            if owner in asked and self._sides[owner] == side:
                yield self._authorities[owner], box

    def _sweep(self, choices: list[tuple[int, ...]], possible: int, beaten: dict[int, int], bound: int) -> Reached:
        def result(alive: int) -> Kind:
            standing = _standing(alive, beaten)
            return tuple(side for side, rows in self._side_rows.items() if standing & rows)

        def merge(alive: int, settled: int) -> int:
            """Once a side is sure to stand, its other rows count only where they may prevail over somebody."""
            if not settled:
                return alive
            beatable = _union(1 << row for row, foes in beaten.items() if alive & foes)
            beating = _union(foes for row, foes in beaten.items() if alive >> row & 1)
            for side, rows in self._side_rows.items():
                if settled & rows & ~beatable:
                    alive = alive & ~(rows & ~beating) | self._sure[side]
            return alive

        return sweep(self._rows, possible, choices, result, merge, bound)

    def _beaten(self, possible: int) -> dict[int, int]:
        """For each possible row, the possible rows of the other side that prevail over it, where there are any."""
        first, second = (list(positions(possible & rows)) for rows in self._side_rows.values())
        beaten: dict[int, int] = {}
        for a in first:
            for b in second:
                mine, theirs = self._authorities[self._owner[a]], self._authorities[self._owner[b]]
                if prevails(mine, theirs):
                    beaten[b] = beaten.get(b, 0) | 1 << a
                if prevails(theirs, mine):
                    beaten[a] = beaten.get(a, 0) | 1 << b
        return beaten

    def _bounds(self, choices: list[tuple[int, ...]], certain: int, possible: int, beaten: dict[int, int]) -> Reached:
        """What can be said without the sweep: sound for stability, never too little for possibility."""
        sure = {
            side: any(not possible & beaten.get(row, 0) for row in positions(certain & rows))
            for side, rows in self._side_rows.items()
        }
        may = {side: bool(possible & rows) for side, rows in self._side_rows.items()}
        first, second = self._side_rows
        kinds = [
            tuple(side for side, there in ((first, a), (second, b)) if there)
            for a in {sure[first], may[first]}
            for b in {sure[second], may[second]}
        ]
        columns = [
            c
            for c, values in enumerate(choices)
            if len(values) > 1 and any(possible & ~self._rows.admits[c][value] for value in values)
        ]
        return Reached(dict.fromkeys(kinds, 0), frozenset(columns))

    def _finding(self, reached: Reached, forcing: Sequence[int], beaten: dict[int, int], *, exact: bool) -> Finding:
        order = [side.id for side in self._doctrine.sides]
        kinds = sorted((tuple(kind) for kind in reached.results if isinstance(kind, tuple)), key=lambda k: (len(k), k))
        stable = tuple(side for side in order if all(side in kind for kind in kinds))
        possible = tuple(side for side in order if any(side in kind for kind in kinds))
        settled = len(kinds) == 1
        kind = ("open", "forced", "conflicted")[len(kinds[0])] if settled else "depends"
        standing, yielded = self._parted(forcing, beaten, kinds[0][0] if kind == "forced" else None)
        return Finding(
            kind,
            kinds[0][0] if kind == "forced" else None,
            stable,
            possible,
            tuple(kinds),
            tuple(f.id for i, f in enumerate(self._doctrine.factors) if i in reached.columns),
            standing,
            yielded,
            exact,
            tuple(reached.results[kind] for kind in kinds) if exact else (),
        )

    def _forcing(self, facts: Facts, asked: Sequence[int], certain: int) -> list[int]:
        """Those asked that force a side in every completion, or are rules that speak on the facts as known."""
        sure = {self._owner[row] for row in positions(certain)}
        for i in asked:
            authority = self._authorities[i]
            if isinstance(authority, Rule) and speaks_for(self._doctrine, authority, facts) is not None:
                sure.add(i)
        return sorted(sure)

    def _parted(
        self, forcing: Sequence[int], beaten: dict[int, int], winner: str | None
    ) -> tuple[tuple[Authority, ...], tuple[Yielding, ...]]:
        """Of those that force, the ones that stand and the ones that yield.

        Where a side wins in every completion, whoever forces the other yields in each, if not always to the same.
        """
        standing, yielded = [], []
        for i in forcing:
            rivals = forcing if winner in (None, self._sides[i]) else self._rivals(i, beaten)
            to = tuple(
                self._authorities[j]
                for j in rivals
                if self._sides[j] != self._sides[i] and prevails(self._authorities[j], self._authorities[i])
            )
            if to:
                yielded.append(Yielding(self._authorities[i], self._sides[i], to))
            else:
                standing.append(self._authorities[i])
        return tuple(standing), tuple(yielded)

    def _rivals(self, i: int, beaten: dict[int, int]) -> list[int]:
        """The authorities that may prevail over one."""
        rows = _union(foes for row, foes in beaten.items() if self._owner[row] == i)
        return sorted({self._owner[row] for row in positions(rows)})


def _name(authority: Authority) -> tuple[bool, str]:
    return isinstance(authority, Rule), authority.id


def _standing(alive: int, beaten: dict[int, int]) -> int:
    return alive & ~_union(1 << row for row, foes in beaten.items() if alive & foes)


def _union(bits: Iterable[int]) -> int:
    whole = 0
    for some in bits:
        whole |= some
    return whole


def _terms_of(doctrine: Doctrine, authority: Authority, model: str) -> tuple[str, list[Box]]:
    if isinstance(authority, Precedent):
        box = box_of(doctrine, authority, model)
        return (doctrine.sides[0].id, []) if box is None else (authority.holding or "", [box])
    if authority.formula is None or authority.side is None:
        return doctrine.sides[0].id, []
    if authority.kind == "sufficient":
        return authority.side, terms(doctrine, authority.formula, holds=True)
    return doctrine.other(authority.side), terms(doctrine, authority.formula, holds=False)


def box_of(doctrine: Doctrine, precedent: Precedent, model: str) -> Box | None:
    """The levels under which a precedent forces, factor by factor; None where its reason binds nobody.

    >>> from afortiori import open_pack
    >>> pack = open_pack("wild-animals")
    >>> box_of(pack.doctrine, pack.base.precedent("popov-v-hayashi-2002"), "reason") is None
    True
    """
    if not is_coded(doctrine, precedent, model):
        return None
    of = ("box", model, precedent.holding, precedent.values, precedent.reason)
    return doctrine.once(of, lambda: _box(doctrine, precedent, model))


def is_coded(doctrine: Doctrine, precedent: Precedent, model: str) -> bool:
    """``coded``, worked out once.

    >>> from afortiori import open_pack
    >>> pack = open_pack("wild-animals")
    >>> is_coded(pack.doctrine, pack.base.precedent("pierson-v-post-1805"), "reason")
    True
    """
    of = ("coded", model, precedent.holding, precedent.values, precedent.reason)
    return doctrine.once(of, lambda: coded(doctrine, precedent, model))


def _box(doctrine: Doctrine, precedent: Precedent, model: str) -> Box:
    """The levels at which R is met and nothing new stands against it."""
    free = doctrine.once("unopposed", lambda: _unopposed(doctrine))
    needed = by_factor(reason(doctrine, precedent, model))
    overcame = by_factor(held(doctrine, precedent, doctrine.other(precedent.holding or "")))
    return tuple(
        unopposed
        if factor.id not in needed and factor.id not in overcame
        else frozenset(
            i
            for i, level in enumerate(factor.levels)
            for there in [factor.satisfied(level)]
            for ours in [{c for c in there if c.side == precedent.holding}]
            if needed.get(factor.id, NONE) <= ours and there - ours <= overcame.get(factor.id, NONE)
        )
        for factor, unopposed in zip(doctrine.factors, free[precedent.holding or ""], strict=True)
    )


def by_factor(conditions: Conditions) -> Mapping[str, AbstractSet[Condition]]:
    """Conditions by the factor that they speak of.

    >>> by_factor(frozenset({Condition("custody", "at least", "held", "duty")})).keys()
    dict_keys(['custody'])
    """
    found: dict[str, set[Condition]] = {}
    for condition in conditions:
        found.setdefault(condition.factor, set()).add(condition)
    return found


def _unopposed(doctrine: Doctrine) -> Free:
    """For each side the levels of each factor at which the other has nothing."""
    return {
        side.id: tuple(
            frozenset(i for i, k in enumerate(f.levels) if all(c.side == side.id for c in f.satisfied(k)))
            for f in doctrine.factors
        )
        for side in doctrine.sides
    }


def terms(doctrine: Doctrine, formula: Formula, *, holds: bool) -> list[Box]:
    """A formula, or its denial, as a union of boxes of levels. Misuse past a thousand."""
    whole = tuple(frozenset(range(len(factor.levels))) for factor in doctrine.factors)
    return [box for box in _terms(doctrine, formula, whole, holds=holds) if all(box)]


def _terms(doctrine: Doctrine, formula: Formula, whole: Box, *, holds: bool) -> list[Box]:
    if isinstance(formula, Leaf):
        i, factor = _place(doctrine, formula.condition.factor)
        levels = frozenset(
            n for n, level in enumerate(factor.levels) if (formula.condition in factor.satisfied(level)) == holds
        )
        return [(*whole[:i], levels, *whole[i + 1 :])]
    if isinstance(formula, Not):
        return _terms(doctrine, formula.part, whole, holds=not holds)
    count = formula.count if holds else len(formula.parts) - formula.count + 1
    if not 0 < count <= len(formula.parts):
        return [whole] if count <= 0 else []
    found: list[Box] = []
    for chosen in combinations(formula.parts, count):
        product = [whole]
        for part in chosen:
            product = _distinct(
                tuple(x & y for x, y in zip(a, b, strict=True))
                for a in product
                for b in _terms(doctrine, part, whole, holds=holds)
            )
        found = _distinct([*found, *product])
    return found


def _distinct(boxes: Iterable[Box]) -> list[Box]:
    found = [box for box in dict.fromkeys(boxes) if all(box)]
    if len(found) > MOST_TERMS:
        raise Misuse(f"a rule's formula has more than {MOST_TERMS} alternatives")
    return found


def _place(doctrine: Doctrine, name: str) -> tuple[int, Factor]:
    return next((i, factor) for i, factor in enumerate(doctrine.factors) if factor.id == name)
