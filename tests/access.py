"""What the rules of axe find on a page that a browser shows."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe

ONLY_FAULTS = {"resultTypes": ["violations"], "preload": False}  # what passes need not be told


def broken(page: Any) -> list[tuple[str, list[str]]]:
    """Each rule that the page breaks, with the parts that break it."""
    found = Axe().run(page, options=ONLY_FAULTS).response["violations"]
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]
