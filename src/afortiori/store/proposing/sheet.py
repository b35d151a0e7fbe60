"""The sheet on which a person decides proposals: a YAML file, one entry a proposal, with an empty place for the decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from afortiori.doctrine import Doctrine
from afortiori.errors import BadInput, Problem, did_you_mean
from afortiori.opinion.proposals import Proposal
from afortiori.store.charts.yamltext import inline, json_quoted
from afortiori.store.proposing.making import Opened
from afortiori.store.writing import write
from afortiori.store.yamlfile import Source, parse, read_bytes

REFUSED = "refused"
HEAD = """\
# Proposals for {file}, doctrine {doctrine}. None is in any case yet: they are sentences that may state a fact, and a person decides.
# Under 'decision' write a level to accept it, or: refused. A quotation may be shortened to words that stand there.
# Then: afortiori propose {file} --doctrine {doctrine} --decided THIS_FILE --into CASE.yaml
"""


@dataclass(frozen=True, slots=True)
class Decided:
    """A proposal with what a person decided of it: a level, 'refused', or nothing yet."""

    factor: str
    quotation: str
    decision: str
    place: tuple[str | int, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What makes two proposals one."""
        return self.factor, " ".join(self.quotation.split())


def write_sheet(name: str, opinion: Opened, doctrine: Doctrine, proposals: Iterable[Proposal]) -> int:
    """Write a sheet; decisions made on it before are kept, and what was decided is not proposed again. How many are open."""
    before = read_sheet(name, doctrine)[0] if Path(name).exists() else ()
    held = {one.key: one for one in before if one.decision}
    listed = list(proposals)
    entries = [_entry(one, doctrine, held.pop(_key(one), None)) for one in listed]
    entries += [_kept(one) for one in held.values()]
    about = {"opinion": opinion.file, "sha256": opinion.sha256, "doctrine": doctrine.id}
    text = HEAD.format(file=opinion.file, doctrine=doctrine.id)
    text += "".join(f"{key}: {json_quoted(value)}\n" for key, value in about.items())
    write(name, text + "proposals:\n" + "".join(map(_written, entries)))
    return sum(not entry["decision"] for entry in entries)


def _key(proposal: Proposal) -> tuple[str, str]:
    return proposal.factor, " ".join(proposal.quotation.split())


def _entry(one: Proposal, doctrine: Doctrine, held: Decided | None) -> dict[str, Any]:
    return {
        "factor": one.factor,
        "levels": list(doctrine.factor(one.factor).levels),
        "likely": list(one.levels[:2]),
        "quotation": one.quotation,
        "page": str(one.page) if one.page is not None else "unknown",
        "part": f"{one.part} ({one.author})" if one.author else one.part,
        "reason": one.reason,
        "by": one.by,
        "decision": held.decision if held else "",
    }


def _kept(held: Decided) -> dict[str, Any]:
    return {"factor": held.factor, "quotation": held.quotation, "decision": held.decision}


def _written(entry: Mapping[str, Any]) -> str:
    lines = [f"{key}: {_value(key, value)}".rstrip() for key, value in entry.items()]
    return "  - " + "\n    ".join(lines) + "\n"


def _value(key: str, value: Any) -> str:
    if key == "decision" and not value:
        return ""
    return inline(value) if isinstance(value, list) else json_quoted(value)


def read_sheet(name: str, doctrine: Doctrine) -> tuple[tuple[Decided, ...], Source]:
    """What stands on a sheet; BadInput with every fault."""
    plain, source = parse(read_bytes(Path(name), name), name)
    written = plain.get("proposals") if isinstance(plain, dict) else None
    if not isinstance(written, list):
        raise BadInput([Problem(name, 1, "no sheet of proposals", "name one that 'afortiori propose -o' has written")])
    if isinstance(plain, dict) and plain.get("doctrine") != doctrine.id:
        raise BadInput(
            [source.problem(("doctrine",), f"a sheet for another doctrine than '{doctrine.id}'", "name that")]
        )
    problems: list[Problem] = []
    found = tuple(_decided(written, doctrine, source, problems))
    if problems:
        raise BadInput(problems)
    return found, source


def _decided(written: Sequence[Any], doctrine: Doctrine, source: Source, problems: list[Problem]) -> Iterator[Decided]:
    for index, one in enumerate(written):
        place = ("proposals", index)
        fields = (
            {key: one.get(key) or "" for key in ("factor", "quotation", "decision")} if isinstance(one, dict) else {}
        )
        if not fields or not all(isinstance(value, str) for value in fields.values()) or not fields["quotation"]:
            problems.append(
                source.problem(place, "a proposal without factor and quotation", "write both, or delete it")
            )
        elif fields["factor"] not in doctrine.factor_ids():
            remedy = did_you_mean(str(fields["factor"]), doctrine.factor_ids())
            problems.append(
                source.problem((*place, "factor"), f"unknown factor '{str(fields['factor'])[:80]}'", remedy)
            )
        else:
            levels = [*doctrine.factor(str(fields["factor"])).levels, REFUSED]
            if fields["decision"] and fields["decision"] not in levels:
                what = f"'{str(fields['decision'])[:80]}' is no level of '{fields['factor']}'"
                problems.append(source.problem((*place, "decision"), what, f"write one of: {', '.join(levels)}"))
            yield Decided(str(fields["factor"]), str(fields["quotation"]), str(fields["decision"]), place)
