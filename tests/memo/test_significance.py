"""``decide`` tells of each ground that keeps a near precedent away what can be made of it, where the facts there are known."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from builders import TODAY, D, P, base, doctrine, partly, precedent

from afortiori.analysis import analyse
from afortiori.casebase import Options
from afortiori.doctrine import Doctrine, Factor, boolean
from afortiori.memo.decision import compose
from afortiori.memo.formats.text import render
from afortiori.memo.record import record
from afortiori.precedent import Facts


def under(id: str, side: str, concern: str | None, strength: str = "strong") -> Factor:
    """A boolean factor that bears on a concern."""
    return replace(boolean(id, side, D if side == P else P), parent=concern, strength=strength)


OF = doctrine(
    under("measures", P, "secrecy"),
    under("agreement", P, "secrecy", "weak"),
    under("disclosed", D, "secrecy"),
    under("bribe", P, "means"),
    under("deceit", P, "means"),
    under("plain", P, None),
)
CASE = precedent("case", P, {"measures": "present", "bribe": "present", "plain": "present", "agreement": "present"})


def told(of: Doctrine, facts: Facts) -> tuple[dict[str, Any], str]:
    """The grounds against the case by factor, as data, and the whole answer as text."""
    analysis = analyse(base(of, CASE), facts, Options(None, TODAY))
    [near] = record(analysis, "m")["nearest"][P]
    rows = {row["factor"]: (row["significance"], row["downplayed_by"]) for row in (*near["missing"], *near["extra"])}
    return rows, " ".join(render(compose(analysis, "M")).split())


def test_each_ground_is_weighed_at_its_concern() -> None:
    """What nothing answers is significant, what another factor answers is downplayed by it, what has no concern is neither."""
    absent = dict.fromkeys(OF.factor_ids(), "absent")
    rows, text = told(OF, partly(OF, absent | {"deceit": "present", "disclosed": "present"}))
    assert {
        "measures": ("significant", []),
        "agreement": ("significant", []),
        "bribe": ("downplayed", ["deceit"]),
        "plain": (None, []),
        "disclosed": ("significant", []),
    } == rows
    assert "bribe present absent missing here downplayed" in text
    assert "Downplayed: bribe. What answers here: deceit (present)." in text
    assert "disclosed (silent) present only here significant" in text
    assert "plain present absent missing here disclosed" in text


@pytest.mark.parametrize("unknown", ["deceit", "bribe"])
def test_where_a_fact_at_the_concern_is_unknown_nothing_is_made_of_it(unknown: str) -> None:
    """A fact still unknown may answer the ground: so it is not called significant."""
    known = {name: "absent" for name in OF.factor_ids() if name != unknown}
    rows, text = told(OF, partly(OF, known))
    assert (None, []) == rows["bribe"]
    assert "significant" == rows["measures"][0]
    assert "downplayed" not in text


def test_a_weak_link_that_a_strong_one_blocks_is_blocked() -> None:
    """In the case a strong factor of the other side stands at the concern: the weak one supports nothing there."""
    case = replace(CASE, values=(*CASE.values, *precedent("x", P, {"disclosed": "present"}).values))
    absent = partly(OF, dict.fromkeys(OF.factor_ids(), "absent"))
    analysis = analyse(base(OF, case), absent, Options(None, TODAY))
    [near] = record(analysis, "m")["nearest"][P]
    assert {"agreement": "blocked"}.items() <= {r["factor"]: r["significance"] for r in near["missing"]}.items()
