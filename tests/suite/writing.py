"""The files of the suite, written anew: run as a program it writes them (``make suite``)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from suite.answered import answered
from suite.examples import examples
from suite.generated import Plain, equals, ranked

FOLDER = Path(__file__).resolve().parents[2] / "suite"
EQUALS = (4, 5, 6, 7, 44, 69, 90, 107, 131)
RANKED = (3, 18, 25, 35, 38, 91, 107, 110)
WIDTH = 110


def files() -> dict[str, str]:
    """Every file of the suite by its name."""
    worlds = {name: _held_to_its_source(world) for name, world in examples().items()}
    worlds |= {f"random-one-court-{number:02}": answered(equals(seed)) for number, seed in enumerate(EQUALS, 1)}
    worlds |= {f"random-several-courts-{number:02}": answered(ranked(seed)) for number, seed in enumerate(RANKED, 1)}
    return {f"{name}.json": laid_out(world) + "\n" for name, world in worlds.items()}


def _held_to_its_source(world: Plain) -> Plain:
    """A worked example answered by the oracle, which must say what its source says."""
    says = [tuple(ask.pop("says")) for ask in world["asks"]]
    found = answered(world)
    told = [(ask["expect"]["verdict"], ask["expect"]["side"]) for ask in found["asks"]]
    assert says == told, f"{world['title']}: its source says {says}, the oracle {told}"
    return found


def laid_out(value: Any, indent: int = 0) -> str:
    """JSON with a line for whatever fits into one."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + indent <= WIDTH or not isinstance(value, dict | list) or not value:
        return line
    inner, outer = " " * (indent + 2), " " * indent
    if isinstance(value, dict):
        parts = [f"{json.dumps(key)}: {laid_out(of, indent + 2)}" for key, of in value.items()]
        return "{\n" + ",\n".join(inner + part for part in parts) + f"\n{outer}}}"
    return "[\n" + ",\n".join(inner + laid_out(of, indent + 2) for of in value) + f"\n{outer}]"


if __name__ == "__main__":
    for name, text in files().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
