"""Which side a factor seems to favour, guessed from a chart's own outcomes; told with every answer until a person confirms it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from afortiori.memo.words import count
from afortiori.store.charts.importing import Imported
from afortiori.store.charts.mapping import ChartFactor, ChartMapping
from afortiori.store.charts.ranks import in_order


def with_guesses(imported: Imported) -> ChartMapping:
    """The mapping with a side guessed for each factor whose column says none. Lists of categories are left alone."""
    mapping = imported.mapping
    if mapping.doctrine or len(mapping.sides) != 2:
        return mapping
    coded = {column.factor for column in mapping.columns.values() if column.holds == "factor"}
    wanted = mapping.factors if mapping.layout == "long" else coded
    factors = {
        id: _guessed(factor, imported) if id in wanted and factor.favours == "nobody" else factor
        for id, factor in mapping.factors.items()
    }
    return replace(mapping, factors=factors)


def _guessed(factor: ChartFactor, imported: Imported) -> ChartFactor:
    """The side in whose cases the factor is found more often, if it is found less often where the other side won.

    None is guessed of levels whose order is not known: which of them favours a side more is then not known either.
    """
    if factor.neutral != factor.levels[0] or not in_order(factor.levels):
        return factor
    sides = [id for id, _, _ in imported.mapping.sides]
    cases = list(imported.cases.values())
    won = {side: [plain for plain in cases if plain["holding"] == side] for side in sides}
    found = {side: sum(_found(plain["facts"], factor) for plain in won[side]) for side in sides}
    for side, other in (sides, reversed(sides)):
        if found[side] * len(won[other]) > found[other] * len(won[side]) and found[side] > found[other]:
            told = f"found in {found[side]} of {count(len(won[side]), 'case')} for {side}"
            told += f", in {found[other]} of {len(won[other])} for {other}"
            return replace(factor, favours=side, proposed=told)
        if found[side] and not won[other]:
            return replace(
                factor, favours=side, proposed=f"found in {found[side]} of {len(won[side])} cases, all for {side}"
            )
    return factor


def _found(facts: Mapping[str, Mapping[str, str]], factor: ChartFactor) -> bool:
    row = facts.get(factor.id)
    return row is not None and row["value"] != factor.neutral
