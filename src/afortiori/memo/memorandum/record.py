"""A document as plain data, for ``--json``: its blocks as text, and what it cites."""

from __future__ import annotations

from typing import Any

from afortiori.memo.blocks import Block, Document, Fields, Heading, Items, Paragraph, Table, cited, plain

Data = dict[str, Any]


def document_record(document: Document) -> Data:
    """The document's title, language, blocks in order and authorities in the order in which they are first cited."""
    return {
        "title": document.title,
        "language": document.language,
        "date": document.date,
        "blocks": [data for block in document.blocks if (data := _block(block))],
        "authorities": [
            {
                "id": authority.key,
                "group": authority.group,
                "citation": plain(authority.long),
                "unverified": authority.unverified,
            }
            for authority in cited(document)
        ],
    }


def _block(block: Block) -> Data:
    if isinstance(block, Heading):
        return {"heading": block.text, "level": block.level}
    if isinstance(block, Paragraph):
        return {"paragraph": plain(block.text)}
    if isinstance(block, Items):
        return {"items": [plain(item.text) for item in block.items]}
    if isinstance(block, Table):
        return {"columns": list(block.columns), "rows": [[plain(cell) for cell in row] for row in block.rows]}
    return {"fields": [list(row) for row in block.rows]} if isinstance(block, Fields) else {}
