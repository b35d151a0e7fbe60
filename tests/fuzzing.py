"""How hard the fuzz tests try. $AFORTIORI_FUZZ multiplies their examples: 'ci' for a minute, 'nightly' for an hour, or a number."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

TIMES = {"": 1, "ci": 6, "nightly": 360}
SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture]


def fuzzed(examples: int) -> settings:
    """As many examples, or that many times what $AFORTIORI_FUZZ says; without a deadline, for the machine may be busy."""
    wanted = os.environ.get("AFORTIORI_FUZZ", "")
    times = TIMES.get(wanted) or int(wanted)
    return settings(max_examples=examples * times, deadline=None, suppress_health_check=SLOW)
