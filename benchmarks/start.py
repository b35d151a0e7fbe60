"""How long the commands take from a compiled pack, whole process, as a ratio to ``python -c pass`` in the same run."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROUNDS = 15
LIMITS = {
    "decide balistreri": 12.0,
    "--help": 8.0,
    "memo balistreri -o memo.docx": 60.0,
    "memo balistreri --for duty -o memo.docx": 60.0,
    "memo balistreri -o memo.pdf": 60.0,
    "memo balistreri --for no-duty -o memo.pdf": 60.0,
}


def seconds(command: Sequence[str], folder: Path) -> float:
    """The median wall-clock time of a command, seconds, over the rounds; the first, which compiles, is left out."""
    times = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def main() -> int:
    """Print the ratios; 1 where a limit is passed."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    failed = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare = seconds([sys.executable, "-c", "pass"], folder)
        print(f"python -c pass: {bare * 1000:.1f} ms")
        for arguments, limit in LIMITS.items():
            took = seconds([sys.executable, "-m", "afortiori", *arguments.split()], folder)
            failed |= took / bare > limit
            print(f"afortiori {arguments}: {took * 1000:.0f} ms, {took / bare:.1f} times (limit {limit:.0f})")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
