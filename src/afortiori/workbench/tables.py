"""The page of a large base: what it holds, and where a matter on it begins."""

from __future__ import annotations

from fastapi import APIRouter, Response

from afortiori.store.cabinet import NoSuchMatter
from afortiori.workbench.page import Asking, page, show

router = APIRouter()


@page(router, "/tables/{name}")
def table(at: Asking, name: str) -> Response:
    """A large base: what it holds, and where a matter on it begins."""
    if name not in at.desk.tables():
        raise NoSuchMatter
    large = at.desk.large(name)
    data = {
        "name": name, "doctrine": large.of.id, "cases": len(large.register), "holdings": dict(large.holdings),
        "decided": list(large.decided),
    }  # fmt: skip
    return show(at, "table.html", title=large.pack.doctrine.name, data=lambda: data, large=large)
