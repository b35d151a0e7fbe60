"""The licences of all that afortiori is built with: ``python -m docs.licences`` writes the page anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/reference/dependencies.md"
HEAD = """# Dependencies and their licences

What afortiori needs, as pinned in `requirements/`, and the licence that each distribution declares. *Base*: installed always. *Rest*: the
extras, the tests, the documentation. `make release` writes the bill of materials of the base as CycloneDX. One licence asks for care:
`krippendorff` is under the GPL; it is used by `afortiori agree` alone, where its user has installed the extra `stats`, and is not distributed with afortiori.

| distribution | licence | needed by |
|---|---|---|
"""


def rows() -> Iterator[tuple[str, str]]:
    """For each pinned distribution that is installed here, its name and its row."""
    base = set(_pinned("base"))
    for name in sorted(set(_pinned("dev"))):
        licence = _licence(name)
        if licence is not None:
            yield name, f"| {name} | {licence} | {'base' if name in base else 'rest'} |\n"


def _pinned(name: str) -> list[str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE)


def _licence(name: str) -> str | None:
    """As the distribution declares it; None where it is for another platform."""
    try:
        said = distribution(name).metadata
    except PackageNotFoundError:
        return None
    classified = [each.rpartition("::")[2].strip() for each in said.get_all("Classifier", []) if each.startswith("Lic")]
    declared = [said[key].strip().partition("\n")[0] for key in ("License-Expression", "License") if key in said]
    return declared[0] if "License-Expression" in said else ", ".join(classified) or "".join(declared) or "not declared"


if __name__ == "__main__":
    PAGE.write_text(HEAD + "".join(row for _, row in rows()), encoding="utf-8")
