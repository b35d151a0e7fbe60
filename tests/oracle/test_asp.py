"""The kernel and the verdict of decided cases as a logic program, which must agree with ``find``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from strategies import World, contested_worlds, tried, worlds

from afortiori.casebase import find
from afortiori.constraint import compelled, completions
from afortiori.precedent import Precedent
from oracle.brute import last_day
from oracle.plain import plain_authorities, plain_doctrine, plain_facts

clingo: Any = pytest.importorskip("clingo", reason="clingo is not installed")

# One answer set is one completion. A condition is at(F, least, K) or at(F, most, K).
THEORY = """
geq(F, K, K) :- level(F, K).
geq(F, H, L) :- below(F, L, H).
condition(at(F, least, K), S) :- side(F, S), neutral(F, N), below(F, N, K).
condition(at(F, most, K), S) :- other(F, S), neutral(F, N), below(F, K, N).
gives(F, L, at(F, least, K)) :- condition(at(F, least, K), _), geq(F, L, K).
gives(F, L, at(F, most, K)) :- condition(at(F, most, K), _), geq(F, K, L).

% A case's facts: silence, and a value of low confidence, count as absent.
sure(C, F) :- value(C, F, L, X), X != low.
stands(C, F, L) :- value(C, F, L, X), X != low.
stands(C, F, N) :- case(C), neutral(F, N), not sure(C, F).
has(C, A, S) :- stands(C, F, L), gives(F, L, A), condition(A, S).

% The reason: what is stated, closed downward, or all that the case has for the winner.
reason(C, A) :- held_for(C, S), stated(C), ground(C, F, L), gives(F, L, A), condition(A, S), model(reason).
reason(C, A) :- held_for(C, S), has(C, A, S), not stated(C).
reason(C, A) :- held_for(C, S), has(C, A, S), model(result).
coded(C) :- reason(C, at(F, _, _)), sure(C, F).

% The kernel, on one completion.
{ here(F, L) : possible(F, L) } = 1 :- neutral(F, _).
true(A) :- here(F, L), gives(F, L, A).
missing(C, A) :- reason(C, A), not true(A).
extra(C, A) :- held_for(C, S), true(A), condition(A, O), O != S, not has(C, A, O).
forces(C, S) :- held_for(C, S), coded(C), not missing(C, A) : reason(C, A); not extra(C, A) : condition(A, _).

% Who prevails: the higher court; en banc; the earlier panel.
prevails(A, B) :- court(A, X), court(B, Y), above(X, Y).
prevails(A, B) :- court(A, X), court(B, X), circuit(X), en_banc(A), case(B), not en_banc(B).
prevails(A, B) :- court(A, X), court(B, X), circuit(X), panel(A), panel(B), day(A, D), day(B, E), D < E.
panel(C) :- case(C), not en_banc(C).
yields(B) :- forces(B, T), forces(A, S), S != T, prevails(A, B).
forced(S) :- forces(C, S), not yields(C).
above(scotus, (ca9; ca7; cand; ilnd)). above(ca9, cand). above(ca7, ilnd). circuit(ca9; ca7).
#show here/2.
#show forced/1.
#show stands_here(C) : forces(C, _), not yields(C).
#show yields/1.
"""


def program(world: World) -> str:
    """The world as facts of the logic program; ids are lower case, so that they are constants."""
    of, lines = plain_doctrine(world.doctrine), [f"model({world.model})."]
    for name, levels in plain_facts(world.doctrine, world.facts).items():
        factor = of["factors"][name]
        lines += [f"neutral({name}, {factor['neutral']}).", *(f"level({name}, {k})." for k in factor["levels"])]
        lines += [f"below({name}, {a}, {b})." for a, b in sorted(factor["order"])]
        lines += [f"possible({name}, {k})." for k in levels]
        if factor["side"] is not None:
            lines += [f"side({name}, {factor['side']}).", f"other({name}, {factor['other']})."]
    for case in plain_authorities(world.precedents):
        year, month, day = last_day(case["decided"])
        c = case["id"]
        lines += [f"case({c}).", f"court({c}, {case['court']}).", f"day({c}, {year * 10000 + month * 100 + day})."]
        lines += [f"value({c}, {f}, {k}, {confidence})." for f, (k, confidence) in case["values"].items()]
        lines += [f"held_for({c}, {case['holding']})."] if case["holding"] else []
        lines += [f"en_banc({c})."] if case["bench"] == "en banc" else []
        if case["reason"] is not None:
            lines += [f"stated({c}).", *(f"ground({c}, {f}, {k})." for f, k in case["reason"])]
    return "\n".join(lines)


def models(world: World) -> Iterator[list[tuple[str, tuple[str, ...]]]]:
    """Each answer set: its atoms by name and arguments."""
    control = clingo.Control(["0", "--warn=none"])
    control.add("base", [], THEORY + program(world))
    control.ground([("base", [])])
    with control.solve(yield_=True) as found:
        for model in found:
            yield [(atom.name, tuple(str(a) for a in atom.arguments)) for atom in model.symbols(shown=True)]


def named(atoms: list[tuple[str, tuple[str, ...]]], name: str) -> frozenset[str]:
    """The first arguments of the atoms of one name."""
    return frozenset(arguments[0] for found, arguments in atoms if found == name)


@given(worlds() | contested_worlds())
@tried(120)
def test_the_logic_program_agrees_with_find(world: World) -> None:
    """The verdicts that answer sets reach are those that ``find`` says remain for the decided cases."""
    finding = find(world.doctrine, world.precedents, world.facts, world.model)
    expected = {named(atoms, "forced") for atoms in models(world)}
    assert expected == {frozenset(kind) for kind in finding.remaining}


@given(worlds() | contested_worlds())
@tried(60)
def test_the_logic_program_agrees_with_compelled(world: World) -> None:
    """Completion by completion, the sides, the cases that stand and those that yield are the definition's."""
    cases: tuple[Precedent, ...] = world.precedents
    expected = {
        frozenset(arguments for name, arguments in atoms if name == "here"): (
            named(atoms, "forced"),
            named(atoms, "stands_here"),
            named(atoms, "yields"),
        )
        for atoms in models(world)
    }
    actual = {}
    for completion in completions(world.doctrine, world.facts):
        defined = compelled(world.doctrine, cases, completion, world.model)
        exact = frozenset((name, level) for name, (level,) in completion.narrowed)
        actual[exact] = (defined.sides, defined.by, defined.yielded)
    assert expected == actual
