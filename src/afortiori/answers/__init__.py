"""Every question that a user can ask, one function a command: packs and matters by name in, words and plain data out.

Each edge (the command line, the HTTP API, the MCP server, a notebook) asks here, so that one question has one answer.

>>> from afortiori import answers
>>> told = answers.decide("balistreri", as_of="1988-08-24")
>>> told.data["verdict"], told.data["side"]
('forced', 'duty')
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from afortiori.answers.schemas import schema, schemas
from afortiori.homes import looked_up

if TYPE_CHECKING:
    from afortiori.answers.bases import audit, compare, coverage, guide
    from afortiori.answers.charting import agree, diff, export_chart, import_chart
    from afortiori.answers.claiming import CLAIMS, claim
    from afortiori.answers.corpora import cites, ingest
    from afortiori.answers.files import check, list_packs, new, show, verify
    from afortiori.answers.indexing import brief, index
    from afortiori.answers.matters import (
        argue,
        argument_graph,
        certificate,
        decide,
        effect,
        estimate,
        hypotheticals,
        impact,
        lattice,
        rationales,
        routes,
        stronger,
        thresholds,
        timeline,
    )
    from afortiori.answers.memoranda import document_of, memo
    from afortiori.answers.opinions import cite_check, read, reader
    from afortiori.answers.proposing import Sought, accept, propose, recall
    from afortiori.answers.taking import How, Question, question

__all__ = [
    "CLAIMS",
    "How",
    "Question",
    "Sought",
    "accept",
    "agree",
    "argue",
    "argument_graph",
    "audit",
    "brief",
    "certificate",
    "check",
    "cite_check",
    "cites",
    "claim",
    "compare",
    "coverage",
    "decide",
    "diff",
    "document_of",
    "effect",
    "estimate",
    "export_chart",
    "guide",
    "hypotheticals",
    "impact",
    "import_chart",
    "index",
    "ingest",
    "lattice",
    "list_packs",
    "memo",
    "new",
    "propose",
    "question",
    "rationales",
    "read",
    "reader",
    "recall",
    "routes",
    "schema",
    "schemas",
    "show",
    "stronger",
    "thresholds",
    "timeline",
    "verify",
]

# Where each name lies: looked up when it is first asked for, so that a question loads what it needs and no more.
_HOMES = {
    "bases": (
        "audit",
        "compare",
        "coverage",
        "guide",
    ),
    "charting": (
        "agree",
        "diff",
        "export_chart",
        "import_chart",
    ),
    "claiming": (
        "CLAIMS",
        "claim",
    ),
    "corpora": (
        "cites",
        "ingest",
    ),
    "files": (
        "check",
        "list_packs",
        "new",
        "show",
        "verify",
    ),
    "indexing": (
        "brief",
        "index",
    ),
    "matters": (
        "argue",
        "argument_graph",
        "certificate",
        "decide",
        "effect",
        "estimate",
        "hypotheticals",
        "impact",
        "lattice",
        "rationales",
        "routes",
        "stronger",
        "thresholds",
        "timeline",
    ),
    "memoranda": (
        "document_of",
        "memo",
    ),
    "opinions": (
        "cite_check",
        "read",
        "reader",
    ),
    "proposing": (
        "Sought",
        "accept",
        "propose",
        "recall",
    ),
    "taking": (
        "How",
        "Question",
        "question",
    ),
}

__getattr__ = looked_up("afortiori.answers", _HOMES)


def __dir__() -> list[str]:
    return __all__
