"""Where and when a precedent binds, and whom it prevails over: which standing makes another redundant (theory 8)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from afortiori.constraint import Authority, prevails

Array = Any


def stands_for(one: Authority, two: Authority, rivals: Sequence[Authority]) -> bool:
    """Whether the first is overtaken by no rival that does not overtake the second, and overtakes all that it does."""
    return all(
        (not prevails(rival, one) or prevails(rival, two)) and (not prevails(two, rival) or prevails(one, rival))
        for rival in rivals
    )


def covering(standings: Sequence[Authority], rivals: Sequence[Authority]) -> tuple[Array, Array]:
    """Groups of standings that stand for one another, which group stands for which, and the group of each standing."""
    import numpy as np

    over = np.array([[prevails(r, s) for s in standings] for r in rivals], dtype=np.float32)
    under = np.array([[prevails(s, r) for s in standings] for r in rivals], dtype=np.float32)
    over, under = over.reshape(len(rivals), len(standings)), under.reshape(len(rivals), len(standings))
    signs = np.concatenate([over, under]).T
    kinds, group = np.unique(signs, axis=0, return_inverse=True) if len(standings) else (signs, np.zeros(0, int))
    over, under = kinds[:, : len(rivals)], kinds[:, len(rivals) :]
    cover = (over @ (1 - over).T == 0) & ((1 - under) @ under.T == 0)
    return cover, group.reshape(-1)
