"""The page on the API: each question with what is sent, an example to try, and what came back; nothing is fetched from elsewhere."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter, Response

from afortiori.workbench.page import API, Asking, page, show

if TYPE_CHECKING:
    from afortiori.workbench.api import Asked

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Tried:
    """A question as the page shows it: its name, what it is about, what may be sent, and an example of it."""

    name: str
    about: str
    fields: tuple[tuple[str, str], ...]
    example: str
    lines: int


@page(router, "/api")
def questions(at: Asking) -> Response:
    """Every question of the API, with a form on which it can be tried."""
    from afortiori.workbench.api import QUESTIONS

    listed = [_tried(question) for question in QUESTIONS]
    data = {"prefix": API, "openapi": f"{API}/openapi.json", "questions": [tried.name for tried in listed]}
    return show(at, "api.html", title="The API", data=lambda: data, prefix=API, questions=listed)


def _tried(question: Asked) -> Tried:
    fields = tuple((key, of.description or "") for key, of in question.body.model_fields.items())
    example = json.dumps(question.examples[0], indent=2, ensure_ascii=False)
    return Tried(question.name, question.body.__doc__ or "", fields, example, example.count("\n") + 1)
