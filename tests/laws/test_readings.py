"""Factors read as one dimension: levels ascribed, precedents recoded, facts partly known (theory 1)."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from builders import D, P, con, deny, doctrine, precedent, present, pro, scale
from hypothesis import given
from hypothesis import strategies as st

from afortiori.casebase import CaseBase, read_as, read_facts
from afortiori.constraint import truth
from afortiori.doctrine import AtLeast, Dimension, Doctrine, Formula, Leaf
from afortiori.precedent import Facts, Reading, Value, facts

OF = doctrine(*con("told", "public"), *pro("restricted", "order"))
WIDTH = scale("width", "none restricted free public", D)


def leaf(factor: str) -> Leaf:
    """The factor is present."""
    return Leaf(OF.factor(factor).conditions()[0])


def both(first: Leaf, second: Formula) -> AtLeast:
    """Both hold."""
    return AtLeast(2, (first, second))


READ = Dimension(
    WIDTH,
    ("told", "public", "restricted"),
    (
        ("public", leaf("public")),
        ("free", both(leaf("told"), deny(leaf("restricted")))),
        ("restricted", leaf("restricted")),
    ),
)
NEW: Doctrine = replace(OF, factors=(OF.factor("order"), WIDTH))
READING = Reading("width", "", NEW, (READ,))


def test_the_first_formula_that_holds_ascribes_the_level() -> None:
    """Public beats free beats restricted; where none holds the level is neutral, and silence stays silence."""
    said = {"a": "told public", "b": "told", "c": "told restricted", "d": "order"}
    cases = CaseBase(OF, [precedent(name, P, present(ids)) for name, ids in said.items()])
    read = read_as(cases, READING)
    held = {p.id: {value.factor: value.level for value in p.values} for p in read}
    assert {
        "a": {"width": "public"}, "b": {"width": "free"}, "c": {"width": "restricted"}, "d": {"order": "present"}
    } == held  # fmt: skip


def test_a_dimension_is_as_sure_as_its_least_sure_part() -> None:
    """What is of low confidence is never used; of the rest the least sure counts, and every source is kept."""
    values = (
        Value("told", "present", "at 1", "high"), Value("restricted", "present", "at 2", "medium"),
        Value("public", "present", "rumour", "low"),
    )  # fmt: skip
    case = replace(precedent("c", P, {}), values=values)
    [value] = read_as(CaseBase(OF, [case]), READING).precedent("c").values
    assert ("restricted", "medium") == (value.level, value.confidence)
    assert "at 1" in value.source
    assert "at 2" in value.source


def test_a_stated_reason_is_read_in_the_new_factors() -> None:
    """A reason on a merged factor becomes the level that it ascribes; other reasons stay."""
    case = replace(precedent("c", D, present("told order")), reason=(("told", "present"),))
    assert (("width", "free"),) == read_as(CaseBase(OF, [case]), READING).precedent("c").reason


def ascribed(here: Facts) -> str:
    """The level on fully known facts, straight from the definition."""
    return next((level for level, formula in READ.levels if truth(OF, formula, here)), "none")


@given(st.fixed_dictionaries({name: st.sampled_from(["absent", "present", "?"]) for name in OF.factor_ids()}))
def test_a_dimension_has_the_levels_of_every_completion(levels: dict[str, str]) -> None:
    """On facts partly known the levels still possible are exactly those that the completions ascribe."""
    known = facts(OF, {name: level for name, level in levels.items() if level != "?"})
    choices = [known.possible(factor) for factor in OF.factors]
    ends = {ascribed(facts(OF, dict(zip(OF.factor_ids(), chosen, strict=True)))) for chosen in product(*choices)}
    read = read_facts(OF, known, READING)
    assert ends == set(read.possible(WIDTH))
    assert known.levels("order") == read.levels("order")
