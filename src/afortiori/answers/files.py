"""Questions about packs and files: what there is, what is coded, whether it is in order, whether a certificate holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from afortiori.errors import BadInput, Problem, bad_option, did_you_mean

if TYPE_CHECKING:
    from afortiori.certificate.check import Report
    from afortiori.memo.blocks import Block
    from afortiori.memo.told import Told
    from afortiori.store.pack import Pack


def check(paths: Sequence[str], *, today: str, doctrine: str | None = None, cached: bool = True) -> Told:
    """Whether packs, cases and matters are in order, and a pack's questions come out as they must.

    >>> check(["wild-animals"], today="2026-11-25").data["problems"]
    []
    """
    from afortiori.memo.blocks import Paragraph, items
    from afortiori.memo.told import Told
    from afortiori.store import checking

    report = checking.check(paths, today=today, doctrine=doctrine, cached=cached)
    said = [*map(str, report.problems), *(f"note: {note}" for note in report.notes)]
    listed = (items(*said),) if said else ()
    data = {
        "problems": [problem_data(problem) for problem in report.problems],
        "notes": [problem_data(note) for note in report.notes],
        "summary": report.summary,
    }
    return Told((*listed, Paragraph(report.summary)), data)


def problem_data(problem: Problem) -> dict[str, object]:
    """A problem as plain data: where it stands, what is wrong, what to write instead.

    >>> problem_data(Problem("a.yaml", 3, "no side", "name one"))
    {'file': 'a.yaml', 'line': 3, 'what': 'no side', 'remedy': 'name one'}
    """
    return {"file": problem.file, "line": problem.line, "what": problem.what, "remedy": problem.remedy}


def list_packs(*, cached: bool = True) -> Told:
    """The doctrine packs, with counts and matters; ``problems`` are those of packs that cannot be read.

    >>> [pack["cases"] for pack in list_packs().data["packs"] if pack["id"] == "wild-animals"]
    [5]
    """
    from afortiori.memo.reference import packs_listed
    from afortiori.memo.told import Told
    from afortiori.store.library import open_packs

    packs, broken = open_packs(cached=cached)
    rows = [(pack.doctrine, pack.base, sorted(pack.matters)) for pack in packs]
    data = {"packs": [_pack_data(pack) for pack in packs], "problems": [problem_data(problem) for problem in broken]}
    return Told(packs_listed(rows), data)


def _pack_data(pack: Pack) -> dict[str, object]:
    return {
        "id": pack.id,
        "name": pack.doctrine.name,
        "question": pack.doctrine.question,
        "cases": len(pack.base.cases()),
        "values": sum(len(precedent.values) for precedent in pack.base),
        "factors": len(pack.doctrine.factors),
        "rules": len(pack.doctrine.rules),
        "matters": sorted(pack.matters),
    }


def show(name: str, *, cached: bool = True) -> Told:
    """All that is coded of one case, factor or rule, by its id or PACK/ID; of a pack by its name, its doctrine.

    >>> show("pierson-v-post-1805").data["holdings"][0]["holding"]
    'D'
    """
    from afortiori.store.library import open_pack, open_packs, pack_folders

    if name in pack_folders():
        return _doctrine_told(open_pack(name, cached=cached))
    wanted, _, id = name.rpartition("/")
    opened, broken = ([open_pack(wanted, cached=cached)], ()) if wanted else open_packs(cached=cached)
    return _shown(_holder(opened, broken, id), id, broken)


def _doctrine_told(pack: Pack) -> Told:
    from afortiori.memo.tabling import tabled
    from afortiori.memo.told import Told

    of = pack.doctrine
    rules = [{"rule": r.id, "text": r.text, "side": r.side, "citation": r.authority} for r in of.rules]
    factors = [
        {
            "id": f.id,
            "name": f.name,
            "definition": f.definition,
            "favours": f.side,
            "levels": [*f.levels],
            "neutral": f.neutral,
            "issue": f.parent,
            "level_notes": dict(f.level_notes),
        }
        for f in of.factors
    ]
    told = {
        "name": of.name,
        "question": of.question,
        "law": of.law,
        "scope": of.scope,
        "sides": [{"id": side.id, "name": side.name, "wanted_by": side.wanted_by} for side in of.sides],
        "issues": [{"id": issue.id, "name": issue.name, "definition": issue.definition} for issue in of.issues],
        "factors": factors,
        "rules": rules,
        "readings": {reading.id: reading.text for reading in pack.readings},
        "matters": sorted(pack.matters),
        "cases": [*pack.base.cases()],
    }
    return Told(tabled(of), {"doctrine": pack.id, "problems": [], "pack": told})


def _holder(opened: Sequence[Pack], broken: Sequence[Problem], name: str) -> Pack:
    """The one pack that has what is named."""
    from afortiori.memo.reference import names

    holders = [pack for pack in opened if name in names(pack.base)]
    if len(holders) > 1:
        listed = " or ".join(f"{pack.id}/{name}" for pack in holders)
        raise bad_option(f"'{name}' stands in more than one pack", f"write {listed}")
    if not holders and broken:
        raise BadInput(
            [*broken, Problem("", 0, f"no pack that can be read has '{name[:120]}'", "mend the others first")]
        )
    if not holders:
        known = sorted({known for pack in opened for known in names(pack.base)})
        raise bad_option(f"no case, factor or rule is named '{name[:120]}'", did_you_mean(name, known))
    return holders[0]


def _shown(pack: Pack, name: str, broken: Sequence[Problem]) -> Told:
    from afortiori.interchange.values import plain
    from afortiori.memo.reference import case_shown, factor_shown, rule_shown
    from afortiori.memo.told import Told

    base = pack.base
    about = {"doctrine": pack.id, "problems": [problem_data(problem) for problem in broken]}
    if any(name == factor.id for factor in base.doctrine.factors):
        return Told(factor_shown(base, name), about | {"factor": plain(base.doctrine.factor(name))})
    rule = next((rule for rule in base.doctrine.rules if rule.id == name), None)
    if rule is not None:
        return Told(rule_shown(base, name), about | {"rule": plain(rule)})
    blocks: tuple[Block, ...] = case_shown(base, name)
    return Told(blocks, about | {"holdings": [plain(held) for held in base if name in (held.id, held.case)]})


def new(kind: str, name: str, doctrine: str | None = None, *, cached: bool = True) -> Told:
    """Write a commented file to start from: a doctrine, a case or a matter. Nothing is overwritten.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     told = new("doctrine", str(Path(folder) / "spite"))
    ...     sorted(path.name for path in (Path(folder) / "spite").iterdir())
    ['cases', 'doctrine.yaml', 'matters', 'questions']
    """
    from afortiori.memo.blocks import Paragraph
    from afortiori.memo.told import Told
    from afortiori.store.starting import start

    lines = start(kind, name, doctrine, cached=cached)
    return Told(tuple(Paragraph(line) for line in lines), {"wrote": lines})


def verify(file: str, bases: Sequence[str] = (), matter: str | None = None) -> Told:
    """Whether a certificate holds, by itself or against the records of packs and folders of cases.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from afortiori.answers.matters import certificate
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder) / "popov.json"
    ...     written = file.write_text(certificate("popov"), encoding="utf-8")
    ...     verify(str(file), ["wild-animals"]).data["verified"]
    True
    """
    from afortiori.store import certifying

    if matter and not bases:
        raise bad_option("--matter without a base", "give --base PATH as well")
    return _report_told(certifying.verify(file, bases, matter))


def _report_told(report: Report) -> Told:
    """A checker's report in words, and as data."""
    from afortiori.memo.blocks import Heading, Paragraph, items
    from afortiori.memo.told import Told

    data: dict[str, object] = {
        "verified": report.verified,
        "faults": list(report.faults),
        "says": list(report.says),
        "checked": list(report.checked),
        "trusted": list(report.trusted),
        "silent": [] if report.faults else list(report.silent),
    }
    if report.faults:
        return Told((Heading("Refused"), items(*report.faults)), data)
    blocks: tuple[Block, ...] = (
        Heading("Verified"),
        *(Paragraph(line) for line in report.says),
        Heading("What was checked", 2),
        items(*report.checked),
        Heading("What is taken on trust", 2),
        items(*report.trusted),
        Heading("What a certificate does not speak of", 2),
        items(*report.silent),
    )
    return Told(blocks, data)
