"""A reading as plain data and back: what a process of its own hands over."""

from __future__ import annotations

from array import array
from base64 import b64decode, b64encode
from dataclasses import astuple
from typing import Any

from afortiori.opinion.citations import Cite
from afortiori.opinion.names import Suggestion
from afortiori.opinion.normal import Normal
from afortiori.opinion.offsets import Rewritten, Step
from afortiori.opinion.pages import PageMark, Pages
from afortiori.opinion.parts import Part
from afortiori.opinion.quotations import Quotation
from afortiori.opinion.reading import Reading, Record

Plain = dict[str, Any]


def carried(reading: Reading) -> Plain:
    """A reading as plain data.

    >>> from afortiori.opinion.reading import read
    >>> reading = read(Record("See Jensen v. Conrad, 747 F.2d 185 (4th Cir.1984). *12If not."))
    >>> again = received(carried(reading))
    >>> again.citations == reading.citations, again.pages == reading.pages, again.normal.text == reading.normal.text
    (True, True, True)
    """
    normal = reading.normal
    return {
        "record": astuple(reading.record),
        "text": normal.text,
        "steps": [_step(step) for step in normal.reading.steps],
        "marks": [astuple(mark) for mark in normal.pages.marks],
        "notes": normal.pages.notes,
        "warnings": normal.warnings,
        "parts": [astuple(part) for part in reading.parts],
        "citations": [astuple(cite) for cite in reading.citations],
        "quotations": [astuple(quotation) for quotation in reading.quotations],
        "suggestions": [astuple(one) for one in reading.suggestions],
    }


def received(plain: Plain) -> Reading:
    """A reading from its plain data, which may have been JSON."""
    record = _tuples(plain["record"])
    fields = dict(zip(Record.__dataclass_fields__, record, strict=True))
    fields["parts"] = tuple(Part(*part) for part in fields["parts"])
    pages = Pages(tuple(PageMark(*mark) for mark in plain["marks"]), plain["notes"])
    steps = tuple(
        Step(_numbers(new), _numbers(old), _numbers(lengths), size) for new, old, lengths, size in plain["steps"]
    )
    return Reading(
        Record(**fields),
        Normal(Rewritten(plain["text"], steps), pages, tuple(plain["warnings"])),
        tuple(Part(*part) for part in plain["parts"]),
        tuple(Cite(*_tuples(cite)) for cite in plain["citations"]),
        tuple(Quotation(*_tuples(one)) for one in plain["quotations"]),
        tuple(Suggestion(*_tuples(one)) for one in plain["suggestions"]),
    )


def _step(step: Step) -> list[Any]:
    return [*(b64encode(run.tobytes()).decode() for run in (step.new, step.old, step.lengths)), step.size]


def _numbers(text: str) -> array[int]:
    run = array("q")
    run.frombytes(b64decode(text))
    return run


def _tuples(value: Any) -> Any:
    return tuple(_tuples(one) for one in value) if isinstance(value, list | tuple) else value
