"""The findings of a cite check, in words and as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath

from afortiori.errors import Problem
from afortiori.memo.blocks import Block, Heading, Item, Items, Paragraph
from afortiori.memo.told import Told
from afortiori.memo.words import count
from afortiori.opinion.cite_checking import FAULTS, IN_BASE, NOT_CHECKED, QUOTED, UNKNOWN, Finding

ORDER = (*FAULTS, UNKNOWN, NOT_CHECKED, QUOTED, IN_BASE)


def findings_told(findings: tuple[Finding, ...], *, name: str, as_of: str, problems: tuple[Problem, ...] = ()) -> Told:
    """The findings, faults first; ``problems`` are opinions at hand that could not be read."""
    blocks: list[Block] = [Heading(f"Cite check: {PurePath(name).name}"), Paragraph(summary(findings), strong=True)]
    for kind in ORDER:
        here = [finding for finding in findings if finding.kind == kind]
        if here:
            blocks += [Heading(f"{kind.capitalize()}: {len(here)}", 2), Items(tuple(map(_item, here)))]
    blocks += [Heading("Limits", 2), Paragraph(_limits(as_of)), *_unread(problems)]
    data = {
        "draft": name, "as_of": as_of, "at_fault": sum(one.at_fault for one in findings),
        "unknown": sum(one.kind == UNKNOWN for one in findings), "findings": [_row(one) for one in findings],
        "problems": [str(problem) for problem in problems],
    }  # fmt: skip
    return Told(tuple(blocks), data)


def summary(findings: tuple[Finding, ...]) -> str:
    """The result in a sentence."""
    counts = Counter(finding.kind for finding in findings)
    faults = sum(counts[kind] for kind in FAULTS)
    if not findings:
        return "No citation and no quotation is read in this draft."
    said = [f"{counts[kind]} {kind}" for kind in ORDER if counts[kind]]
    return f"{count(faults, 'fault')}: {', '.join(said)}." if faults else f"No fault: {', '.join(said)}."


def _item(finding: Finding) -> Item:
    text = finding.text if len(finding.text) <= 160 else f"{finding.text[:159].rstrip()}…"
    name = f"{finding.name}, " if finding.name and not finding.text.startswith(finding.name) else ""
    shown = f"“{text}”" if finding.quotation else f"{name}{text}"
    page = f", page {finding.page}" if finding.page is not None else ""
    below = [
        f"{finding.says}." if finding.says else "",
        f"The source's words: “{finding.words}”" if finding.words else "",
    ]
    return Item(
        f"{' '.join(shown.split())} ({finding.where}{page})" + (f" [{finding.case}]" if finding.case else ""),
        tuple(line for line in below if line),
    )


def _limits(as_of: str) -> str:
    return (
        f"Authority is taken as of {as_of}. 'In the base' says that the citation, name, court and year agree with a case of the base, not that "
        "the case stands for what the draft says. 'Unknown here' says that nothing here knows it: it may exist, or be invented. Look it up."
    )


def _unread(problems: tuple[Problem, ...]) -> Iterator[Block]:
    if problems:
        yield Paragraph("Opinions at hand that could not be read:")
        yield Items(tuple(Item(str(problem)) for problem in problems))


def _row(finding: Finding) -> dict[str, object]:
    return {
        "kind": finding.kind, "what": "quotation" if finding.quotation else "citation", "at_fault": finding.at_fault, "text": finding.text, "start": finding.start, "end": finding.end,
        "page": finding.page, "where": finding.where, "says": finding.says, "words": finding.words, "case": finding.case,
    }  # fmt: skip
