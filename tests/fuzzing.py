"""How hard the fuzz tests try: $AFORTIORI_FUZZ multiplies their examples, for a nightly run of an hour."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture]


def fuzzed(examples: int) -> settings:
    """As many examples, or that many times what $AFORTIORI_FUZZ says; without a deadline, for the machine may be busy."""
    times = int(os.environ.get("AFORTIORI_FUZZ") or 1)
    return settings(max_examples=examples * times, deadline=None, suppress_health_check=SLOW)
