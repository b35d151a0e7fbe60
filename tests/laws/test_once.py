"""What follows from a doctrine is worked out once, and bounded: neither shows in any answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from afortiori import doctrine as doctrine_module
from afortiori import open_pack
from afortiori.casebase import CaseBase, Law, Options
from afortiori.precedent import own_facts

LAW = Options(None, "2026-11-24")


@pytest.mark.parametrize("most", [1, 3, 50_000])
def test_what_is_kept_is_bounded_and_changes_no_verdict(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each case asked of the others, in both models and with its outcome turned, comes out the same however little is kept."""
    base = open_pack("trade-secrets").base
    turned = [replace(p, holding=p.holding and base.doctrine.other(p.holding), reason=None) for p in base]
    found = []
    for kept in (50_000, most):
        monkeypatch.setattr(doctrine_module, "MOST_KEPT", kept)
        anew = replace(base.doctrine)
        assert anew == base.doctrine
        for cases in (base, turned):
            law = [Law(CaseBase(anew, cases, base.courts), LAW._replace(model=model)) for model in ("result", "reason")]
            found.append([one.find(own_facts(anew, case)) for one in law for case in cases])
        assert 0 < len(anew._kept) <= kept
    assert found[:2] == found[2:]
    assert found[0] != found[1]
