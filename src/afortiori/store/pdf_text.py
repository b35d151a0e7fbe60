"""The text of a PDF, read in a process of its own with limits: PDF on standard input, JSON on standard output.

Memory and processor time are limited where the system can (not on Windows: there the time limit of the parent alone holds).
"""

from __future__ import annotations

import json
import sys

MOST_SECONDS = 60
MOST_MEMORY = 1 << 30
MOST_PAGES = 5_000
MOST_TEXT = 20_000_000


def main() -> int:
    """Read standard input; write ``{"pages": [...]}`` or ``{"fault": ...}``."""
    _limit()
    sys.stdout.write(json.dumps(_read(sys.stdin.buffer.read())))
    return 0


def _limit() -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))


def _read(data: bytes) -> dict[str, object]:
    try:
        from pypdfium2 import PdfDocument, PdfiumError
    except ImportError:
        return {"missing": True}
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
