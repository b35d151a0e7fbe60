"""Measure everything, and write what came: a table with medians and ratios, and plots of growth.

``--quick`` takes a minute and small bases: it fails where answers differ, and says nothing of times.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np

from benchmarks.drawing import plot, slope
from benchmarks.generating import OPTIONS, made
from benchmarks.growth import Growth, curves
from benchmarks.measured import Measured
from benchmarks.measuring import QUICK, Sizes, measured

PAGE = Path(__file__).resolve().parents[1] / "docs" / "explanation" / "how-fast.md"
RESULTS = PAGE.parent / "benchmarks"
FROM, TO = "<!-- measured: written by make bench -->\n", "<!-- end of what was measured -->\n"
MET = {True: "yes", False: "no", None: ""}
SIZES = [1_000, 10_000, 100_000, 1_000_000, 10_000_000]


def main() -> int:
    """Run; 1 where answers differ."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small bases, answers only")
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="where the growth curves end")
    options = parser.parse_args()
    begun = time.perf_counter()
    found = []
    for line in measured(QUICK if options.quick else Sizes()):
        found.append(line)
        print(("" if line.agree else "ANSWERS DIFFER: ") + _line(line), flush=True)
    differing = [line for line in found if not line.agree]
    if not options.quick:
        grown = curves([size for size in SIZES if size <= options.largest])
        _write(found, grown, time.perf_counter() - begun)
    print(f"{len(found) - len(differing)} of {len(found)} agree; {time.perf_counter() - begun:.0f} s")
    return int(bool(differing))


def _line(line: Measured) -> str:
    return " | ".join([line.work, line.against, _target(line), _ratio(line), *_both(line)])


def _write(found: list[Measured], grown: list[Growth], taken: float) -> None:
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "results.json").write_text(
        json.dumps({"measured": [asdict(line) for line in found], "growth": [asdict(g) for g in grown]}, indent=1)
        + "\n",
        encoding="utf-8",
    )
    for name, kinds in (("query", ("query",)), ("whole", ("landmarks", "consistency"))):
        drawn = {g.name: g.curve for g in grown if g.name.startswith(kinds)}
        title = "One query" if name == "query" else "A base as a whole"
        (RESULTS / f"{name}.svg").write_text(plot(title, drawn, "cases", "time"), encoding="utf-8")
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(FROM)
    after = rest.partition(TO)[2]
    PAGE.write_text(before + FROM + _table(found, grown, taken) + TO + after, encoding="utf-8")


def _table(found: list[Measured], grown: list[Growth], taken: float) -> str:
    base = made(10_000, 26)
    lines = [
        "",
        f"One run: {os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}, numpy {np.__version__}, "
        f"{taken / 60:.0f} minutes. Of the base of 10,000 cases on 26 factors {_forced_share(base):.0%} of fresh facts are forced for a side; "
        f"the noise in the score is {base.noise}.",
        "",
        "| work | against | target | measured | met | ours | theirs |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {line.work} | {line.against} | {_target(line)} | {_ratio(line)} | {MET[line.met]} | {' | '.join(_both(line))} |"
        for line in found
    ]
    lines += ["", "| growth | sizes | greatest slope wanted | slope | met |", "|---|---|---|---|---|"]
    for g in grown:
        target = "" if g.target is None else f"{g.target}"
        lines.append(
            f"| {g.name} | {g.curve[0][0]:,} to {g.curve[-1][0]:,} | {target} | {slope(g.curve):.2f} | {MET[g.met]} |"
        )
    lines += [
        "",
        "![How long one query takes](benchmarks/query.svg)",
        "",
        "![How long a base as a whole takes](benchmarks/whole.svg)",
        "",
    ]
    missed = [(line.work + ", against " + line.against, line.why) for line in found if line.met is False]
    missed += [(g.name, g.why) for g in grown if g.met is False]
    lines += [
        "",
        *(
            f"- Not met: {work}: {why or 'no reason is known; measure again on a calm machine'}."
            for work, why in missed
        ),
        "",
    ]
    return "\n".join(lines)


def _forced_share(base: object) -> float:
    from afortiori import decide_many
    from benchmarks.generating import Base, asked

    assert isinstance(base, Base)
    return float((decide_many(base.register, asked(base, 2_000), OPTIONS).kind == 1).mean())


def _target(line: Measured) -> str:
    if line.target is None:
        return ""
    if line.least:
        return f"at least {line.target:,.0f}x" if line.target >= 10 else f"at least {line.target}x"
    return f"at most 1/{1 / line.target:.0f}" if line.target < 0.1 else f"at most {line.target}x"


def _ratio(line: Measured) -> str:
    if line.ratio < 0.1:
        return f"1/{1 / line.ratio:.0f}"
    return f"{line.ratio:,.0f}x" if line.ratio >= 10 else f"{line.ratio:.2f}x"


def _both(line: Measured) -> list[str]:
    return [_time(value) if line.unit == "s" else f"{value / 1e9:.2f} GB" for value in (line.ours, line.theirs)]


def _time(seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"


if __name__ == "__main__":
    sys.exit(main())
