"""An opinion read in a process of its own with limits: its bytes on standard input, the reading as JSON on standard output."""

from __future__ import annotations

import sys

from afortiori.errors import BadInput, MissingExtra, Problem
from afortiori.store.bounds import answer, limit, refused


def main() -> int:
    """Read the bytes on standard input as the file that the first argument names; the second is the record's number."""
    name, number, seconds = sys.argv[1:4]
    limit(int(seconds))
    data = sys.stdin.buffer.read()
    try:
        from afortiori.opinion.carrying import carried
        from afortiori.opinion.reading import read
        from afortiori.store.opinions import chosen

        return answer(carried(read(chosen(data, name, number=int(number) or None))))
    except (BadInput, MissingExtra) as error:
        return answer(refused(error))
    except MemoryError:
        what = Problem(name, 0, "reading it needs more than 1 GB of memory", "split it")
        return answer(refused(BadInput([what])))


if __name__ == "__main__":
    sys.exit(main())
