"""How long the commands take from a compiled pack, whole process, as a ratio to ``python -c pass`` in the same run."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

ROUNDS = 15
LIMITS = {"decide balistreri": 12.0, "--help": 8.0}


def seconds(command: Sequence[str]) -> float:
    """The median wall-clock time of a command, seconds, over the rounds; the first, which compiles, is left out."""
    times = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def main() -> int:
    """Print the ratios; 1 where a limit is passed."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    bare = seconds([sys.executable, "-c", "pass"])
    print(f"python -c pass: {bare * 1000:.1f} ms")
    failed = False
    for arguments, limit in LIMITS.items():
        ratio = seconds([sys.executable, "-m", "afortiori", *arguments.split()]) / bare
        failed |= ratio > limit
        print(f"afortiori {arguments}: {ratio:.1f} times (limit {limit:.0f})")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
