"""Bases made from a seed: factors present at stated rates, decided by weights, with stated noise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from afortiori import Options, Precedent, Register, When, register_of_table
from afortiori.casebase.tabular import Table
from afortiori.courts import built_in
from afortiori.doctrine import Doctrine, Side, boolean

SEED = 20_261_125
OPTIONS = Options(None, "2026-01-01", "result")
STUB = Precedent("", "", (), built_in()["scotus"], When("2000"), None, ())
PART = 500_000


@dataclass(frozen=True)
class Base:
    """A base with what made it; ``presence`` has a row a case. ``noise`` is that of the score, in its own units."""

    doctrine: Doctrine
    presence: NDArray[np.uint8]
    holding: NDArray[np.uint8]
    register: Register
    weights: NDArray[np.float64]
    rates: NDArray[np.float64]
    noise: float


def made(cases: int, factors: int, *, noise: float = 0.2, seed: int = SEED) -> Base:
    """A base of ``cases`` on so many boolean factors, half of them for each side."""
    draw = np.random.default_rng(seed + cases + factors)
    doctrine = doctrine_of(factors)
    weights = draw.gamma(2.0, 1.0, factors) * np.where(np.arange(factors) % 2 == 0, 1, -1)
    rates = draw.uniform(0.15, 0.45, factors)
    presence = np.empty((cases, factors), dtype=np.uint8)
    holding = np.empty(cases, dtype=np.uint8)
    for start in range(0, cases, PART):
        part = slice(start, min(cases, start + PART))
        presence[part] = draw.random((part.stop - start, factors), dtype=np.float32) < rates
        holding[part] = _decided(presence[part], weights, rates, draw, noise)
    table = Table(holding, presence, np.zeros(cases, dtype=np.uint8))
    return Base(doctrine, presence, holding, register_of_table(doctrine, table, [STUB]), weights, rates, noise)


def doctrine_of(factors: int) -> Doctrine:
    """A doctrine of so many boolean factors, for one side and the other in turn."""
    sides = (Side("p", "p wins", "p"), Side("d", "d wins", "d"))
    listed = tuple(boolean(f"f{i}", *(("p", "d") if i % 2 == 0 else ("d", "p"))) for i in range(factors))
    return Doctrine("made", "Made", "?", sides, listed)


def antichain(cases: int, factors: int, *, seed: int = SEED) -> Base:
    """A hard base: every case for p has as many of what it needs, so that none makes another redundant."""
    draw = np.random.default_rng(seed + cases)
    doctrine = doctrine_of(factors)
    ranks = draw.random((cases, factors), dtype=np.float32).argsort(axis=1)
    needs = ranks < factors // 2
    presence = np.where(np.arange(factors) % 2 == 0, needs, ~needs).astype(np.uint8)
    holding = np.zeros(cases, dtype=np.uint8)
    table = Table(holding, presence, np.zeros(cases, dtype=np.uint8))
    rates = np.full(factors, 0.5)
    return Base(doctrine, presence, holding, register_of_table(doctrine, table, [STUB]), np.ones(factors), rates, 0.0)


def asked(base: Base, count: int, *, hard: bool = False, seed: int = SEED) -> NDArray[np.int16]:
    """Facts to ask about, drawn as the cases were; ``hard``: those nearest to the threshold, of fifty times as many."""
    draw = np.random.default_rng(seed + 1)
    drawn = (draw.random((count * (50 if hard else 1), len(base.rates))) < base.rates).astype(np.int16)
    if not hard:
        return drawn
    distance = np.abs((drawn - base.rates) @ base.weights)
    return drawn[np.argsort(distance, kind="stable")[:count]]


def _decided(
    presence: NDArray[np.uint8],
    weights: NDArray[np.float64],
    rates: NDArray[np.float64],
    draw: np.random.Generator,
    noise: float,
) -> NDArray[np.uint8]:
    """0 (for p) where the weighted score, with its noise, is above the mean."""
    score = (presence - rates) @ weights + draw.normal(0.0, noise, len(presence))
    return np.where(score > 0, 0, 1).astype(np.uint8)
