"""The text of a PDF, read in a process of its own with limits: PDF on standard input, JSON on standard output."""

from __future__ import annotations

import sys

from afortiori.store.bounds import answer, limit

MOST_SECONDS = 60
MOST_PAGES = 5_000
MOST_TEXT = 20_000_000


def main() -> int:
    """Read standard input; write ``{"pages": [...]}``, ``{"fault": ...}`` or ``{"missing": ...}``."""
    limit(MOST_SECONDS)
    return answer(_read(sys.stdin.buffer.read()))


def _read(data: bytes) -> dict[str, object]:
    try:
        from pypdfium2 import PdfDocument, PdfiumError
    except ImportError:
        return {"missing": ["opinions", "reading a PDF"]}
    try:
        document = PdfDocument(data)
        pages, size = [], 0
        for number in range(min(len(document), MOST_PAGES)):
            text = document[number].get_textpage().get_text_bounded()
            size += len(text)
            if size > MOST_TEXT:
                return {"fault": "it holds too much text"}
            pages.append(text)
    except PdfiumError as error:
        return {"fault": "it needs a password" if "password" in str(error).lower() else "it is no PDF that can be read"}
    except MemoryError:
        return {"fault": "it needs more than 1 GB of memory"}
    return {"pages": pages}


if __name__ == "__main__":
    sys.exit(main())
