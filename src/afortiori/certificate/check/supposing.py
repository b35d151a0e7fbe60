"""What a certificate must say of a base, worked out anew from its records: under its reading, its opinions, its facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from . import rereading
from .form import Refused, Row, digest, shown
from .kernel import Doctrine, Possible, doctrine_of, truth
from .rereading import Base, Folder, rows, text, texts

UNKNOWN = ("unknown", "?")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What the base makes of a certificate's question; ``facts`` and ``title`` are None where it holds no such matter."""

    doctrine: Row
    courts: Row
    cases: Row
    rules: Row
    sources: Row
    facts: Row | None
    title: str | None


def rebuild(certificate: Row, base: Base) -> Rebuilt:
    """The law and the facts of a certificate's question from the base; Refused where it cannot be asked of it."""
    try:
        return _rebuild(certificate, base)
    except (LookupError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise Refused(
            f"the base cannot be read as the certificate asks: {type(error).__name__} {shown(error)}"
        ) from None


def _rebuild(certificate: Row, base: Base) -> Rebuilt:
    asked, name = certificate["asked"], certificate["doctrine"]["id"]
    home = base.folder(name)
    if home is None or home.doctrine is None:
        raise Refused(f"the base that was given holds no doctrine '{shown(name)}'")
    written = home.doctrine
    plain = _doctrine(name, written)
    reading = _reading(written, asked["reading"])
    dimensions = [_Dimension(id, row, plain) for id, row in rows(reading, "dimensions").items()]
    folders = _folders(base, home, asked["bases"])
    cases = _cases(folders)
    recoded = {id: _recoded(row, id, reading, dimensions) for id, row in cases.items()}
    written_rules = rows(written, "rules")
    for adopted in asked["adopted"]:
        turned = _adopt(recoded, folders, *_parted(adopted, ":"))
        written_rules = {id: row for id, row in written_rules.items() if text(row, "case") != turned or not turned}
    matter = _matter(asked["matter"], base, home)
    factors = _as_read(plain, dimensions)
    sources = {
        "doctrine": digest(written),
        "cases": {folder.name: rereading.digests(folder) for folder in folders},
        "matter": "" if matter is None else digest(matter),
    }
    return Rebuilt(
        plain | {"factors": factors},
        base.courts | rereading.own_courts(written, base.courts),
        {id: {key: value for key, value in row.items() if key != "low"} for id, row in recoded.items()},
        {id: rereading.rule(row, factors) for id, row in written_rules.items()},
        sources,
        None if matter is None else _facts(matter, asked["set"], plain, factors, dimensions),
        None if matter is None else matter["title"],
    )


def _matter(name: str, base: Base, home: Folder) -> Row | None:
    """The record of a matter: that of the file named, or the pack's own; None for one that stands in no pack."""
    pack, _, id = name.rpartition("/")
    if base.matter is not None:
        if base.matter[0] != id:
            raise Refused(f"the certificate is of the matter '{shown(id)}', not of '{shown(base.matter[0])}'")
        return base.matter[1]
    if pack and (pack != home.name or id not in home.matters):
        raise Refused(f"the base that was given holds no matter '{shown(name)}'")
    return home.matters[id] if pack else None


def _doctrine(name: str, written: Row) -> Row:
    return {
        "id": name,
        "question": written["question"],
        "law": text(written, "law", "us"),
        "claim": text(written, "claim"),
        "sides": list(written["sides"]),
        "factors": {id: rereading.factor(row) for id, row in rows(written, "factors").items()},
    }


def _reading(written: Row, name: str | None) -> Row:
    if name is None:
        return {}
    if name not in rows(written, "readings"):
        raise Refused(f"the doctrine names no reading '{shown(name)}'")
    return dict(written["readings"][name])


def _folders(base: Base, home: Folder, names: list[str]) -> list[Folder]:
    found = [base.folder(name) for name in names] if names else [home]
    lacking = [name for name, folder in zip(names, found, strict=False) if folder is None]
    if lacking:
        raise Refused("the cases were asked of other bases as well; give --base for each: " + shown(", ".join(lacking)))
    return [folder for folder in found if folder is not None]


def _cases(folders: list[Folder]) -> Row:
    found: Row = {}
    for folder in folders:
        for name, case in folder.cases.items():
            for id, row in rereading.precedents(name, case):
                if found.setdefault(id, row) != row:
                    raise Refused(f"two different cases have the id '{shown(id)}'")
    return found


def _parted(written: str, mark: str) -> tuple[str, str]:
    before, found, after = written.partition(mark)
    if not found:
        raise Refused(f"'{shown(written)}' is not in its form")
    return before, after


class _Dimension:
    """Several factors read as one: the first formula that holds of them gives the level, else it is neutral."""

    def __init__(self, id: str, row: Row, doctrine: Row) -> None:
        self.id, self.of = id, texts(row, "of")
        self.factor = rereading.factor(row)
        within = {name: doctrine["factors"][name] for name in self.of}
        self.levels = [(level, rereading.formula(part, within)) for level, part in row["where"].items()]
        self.doctrine: Doctrine = doctrine_of({"sides": doctrine["sides"], "factors": within})

    def at(self, levels: dict[str, str]) -> str:
        """Its level where its factors stand at these; those not named stand at neutral."""
        here: Possible = {name: (levels.get(name, factor.neutral),) for name, factor in self.doctrine.factors.items()}
        return next((k for k, part in self.levels if truth(self.doctrine, part, here)), str(self.factor["neutral"]))


def _as_read(plain: Row, dimensions: list[_Dimension]) -> Row:
    merged = {name for dimension in dimensions for name in dimension.of}
    kept = {name: row for name, row in plain["factors"].items() if name not in merged}
    return kept | {dimension.id: dimension.factor for dimension in dimensions}


def _recoded(row: Row, id: str, reading: Row, dimensions: list[_Dimension]) -> Row:
    """A precedent under a reading: values and reasons coded otherwise, then factors read as one."""
    values, reason = dict(row["values"]), row["reason"]
    for case, levels in rows(reading, "values").items():
        if case in (id, row["case"]):
            values |= {name: level for name, level in levels.items() if name not in row["low"]}
    otherwise = [levels for case, levels in rows(reading, "reasons").items() if case in (id, row["case"])]
    if otherwise:
        reason = [[name, level] for name, level in otherwise[0].items()]
    for dimension in dimensions:
        own = {name: values.pop(name) for name in dimension.of if name in values}
        if own:
            values[dimension.id] = dimension.at(own)
        named = {name: level for name, level in reason or () if name in dimension.of}
        if reason is not None:
            reason = [pair for pair in reason if pair[0] not in dimension.of]
            reason += [[dimension.id, dimension.at(named)]] if named else []
    return row | {"values": values, "reason": reason}


def _adopt(cases: Row, folders: list[Folder], case: str, opinion: str) -> str:
    """Put in a case's place what it would be, had another of its opinions prevailed (theory 9).

    The case is returned if it would have come out otherwise: it took nothing from other cases then, and laid down no rule.
    """
    held = [id for id, row in cases.items() if case in (id, row["case"])]
    written = [
        folder.cases[cases[id]["case"]] for id in held for folder in folders if cases[id]["case"] in folder.cases
    ]
    wanted = " ".join(_words(opinion))
    opinions = written[0].get("opinions") or [] if written else []
    named = [row for row in opinions if wanted and wanted in _names(row["kind"], text(row, "author"))]
    if len(held) != 1 or len(named) != 1:
        raise Refused(f"no one opinion is '{shown(case)}:{shown(opinion)}'")
    reason = named[0].get("reason")
    outcome = text(named[0], "outcome")
    holding = None if outcome in ("", rereading.NOT_REACHED) else outcome
    name, before = cases[held[0]]["case"], cases[held[0]]["holding"]
    cases[held[0]] = cases[held[0]] | {
        "holding": holding,
        "reason": None if reason is None else [[factor, level] for factor, level in reason.items()],
    }
    if holding == before:
        return ""
    for id, row in cases.items():
        cases[id] = row | {"history": [event for event in row["history"] if event["by"] != name]}
    return str(name)


def _names(kind: str, author: str) -> set[str]:
    """What an opinion may be called: its kind, its author, or a word of the name; a remark in brackets is no name."""
    return {kind, " ".join(_words(author)), *_words(author.partition(" (")[0])}


def _words(written: str) -> list[str]:
    bare = (word.strip(".,;:()") for word in written.casefold().split())
    return [word for word in bare if word]


def _facts(matter: Row, changes: list[str], plain: Row, factors: Row, dimensions: list[_Dimension]) -> Row:
    """The levels still possible of each factor, by the matter's record and the changes asked for."""
    absent = text(matter, "unmentioned", "unknown") == "absent"
    known: dict[str, list[str]] = {
        name: [row["neutral"]] if absent else row["levels"] for name, row in plain["factors"].items()
    }
    for name, value in (matter.get("facts") or {}).items():
        known[name] = _levels(["unknown"] if value is None else texts({"": value}, ""), plain["factors"][name])
    for change in changes:
        name, written = _parted(change, "=")
        known[name] = _levels([written] if written in UNKNOWN else written.split(","), plain["factors"][name])
    for dimension in dimensions:
        ways = product(*([(name, level) for level in known[name]] for name in dimension.of))
        known[dimension.id] = _levels(sorted({dimension.at(dict(way)) for way in ways}), dimension.factor)
    return {name: known[name] for name in factors}


def _levels(written: list[str], factor: Row) -> list[str]:
    if len(written) == 1 and written[0] in UNKNOWN:
        return list(factor["levels"])
    if not set(written) <= set(factor["levels"]) or not written:
        raise Refused(f"the facts name a level that is none: {shown(', '.join(written))}")
    return [level for level in factor["levels"] if level in written]


def differences(expected: Any, found: Any, place: str) -> Iterator[str]:
    """Every place at which the certificate does not say what the base says."""
    if expected == found:
        return  # in neither is a number, which alone could equal what is of another type
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in [*expected, *(key for key in found if key not in expected)]:
            if key not in found:
                yield f"{place}/{shown(key)}: the base has it, the certificate leaves it out"
            elif key not in expected:
                yield f"{place}/{shown(key)}: the certificate has it, the base does not"
            else:
                yield from differences(expected[key], found[key], f"{place}/{shown(key)}")
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for i, (one, other) in enumerate(zip(expected, found, strict=True)):
            yield from differences(one, other, f"{place}/{i + 1}")
    else:
        yield f"{place}: the base has {_brief(expected)}, the certificate {_brief(found)}"


def _brief(value: Any) -> str:
    return f"'{shown(value)}'" if isinstance(value, str) else shown(value)


def possible(facts: Row) -> Possible:
    """The facts of a certificate: for each factor, the levels still possible."""
    return {name: tuple(levels) for name, levels in facts.items()}
