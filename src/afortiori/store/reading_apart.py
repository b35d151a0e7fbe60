"""An opinion read in a process of its own with limits: its bytes on standard input, the reading as JSON on standard output.

Read *whole*, all is found. Read as a *source*, its text is made readable and the citations at its head are found, by which it is known.
Read as *text*, it is made readable and no more.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from afortiori.errors import BadInput, MissingExtra, Problem
from afortiori.store.bounds import answer, apart, limit, refused

if TYPE_CHECKING:
    from afortiori.opinion import Reading, Record

WHOLE, SOURCE, TEXT = "whole", "source", "text"
HEAD = 3_000
SAMPLE = b"Roe v. Doe, 1 F.2d 2, 3 (9th Cir. 1924)."


def read_apart(data: bytes, name: str, number: str, depth: str, *, seconds: int) -> Reading:
    """What this module reads of a file's bytes when it runs by itself: of record ``number``, from 1, or '0' where there is but one.

    BadInput where they cannot be read within the limits; MissingExtra where an extra that this needs is absent.
    """
    from afortiori.opinion.carrying import received

    told = name[-200:].replace("\0", "\ufffd").encode("utf-8", "replace").decode()
    arguments = (told, number, str(seconds), depth)
    return received(apart("afortiori.store.reading_apart", arguments, data, name, seconds=seconds, prepared=depth))


def prepare(depth: str) -> None:
    """Load what a reading so deep needs, by a reading of one line: a process forked from this one then has it."""
    from afortiori.opinion.carrying import carried
    from afortiori.store.opinions import chosen

    carried(_read(chosen(SAMPLE, "sample.txt"), depth))


def main() -> int:
    """Read the bytes on standard input as the file that the first argument names: that record of it, so long, so far."""
    name, number, seconds, depth = sys.argv[1:5]
    limit(int(seconds))
    data = sys.stdin.buffer.read()
    try:
        from afortiori.opinion.carrying import carried
        from afortiori.store.opinions import chosen

        record = chosen(data, name, number=int(number) or None)
        return answer(carried(_read(record, depth)))
    except (BadInput, MissingExtra) as error:
        return answer(refused(error))
    except MemoryError:
        what = Problem(name, 0, "reading it needs more than 1 GB of memory", "split it")
        return answer(refused(BadInput([what])))


def _read(record: Record, depth: str) -> Reading:
    from afortiori.opinion.reading import Reading, made_readable, read

    if depth == TEXT:
        return Reading(record, made_readable(record), (), (), (), ())
    return read(record) if depth == WHOLE else _source(record)


def _source(record: Record) -> Reading:
    """A record's text made readable, with the citations at its head."""
    from afortiori.opinion.reading import made_readable, read

    head = read(replace(record, text=record.text[:HEAD], parts=()))
    first = next((part.start for part in head.parts if part.kind not in ("head", "syllabus")), 0)
    own = tuple(cite for cite in head.citations if cite.kind == "case" and cite.end <= first)
    return replace(
        head, record=record, normal=made_readable(record), parts=(), citations=own, quotations=(), suggestions=()
    )


if __name__ == "__main__":
    sys.exit(main())
