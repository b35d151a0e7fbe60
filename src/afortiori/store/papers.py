"""The papers of a matter: its file as plain data, and how the law is taken; as the cabinet keeps them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from afortiori.analysis import Analysis
from afortiori.errors import BadInput, Problem
from afortiori.store.asking import Wanted
from afortiori.store.build import Faults, Matter, matter_of
from afortiori.store.library import Found
from afortiori.store.pack import Pack
from afortiori.store.yamlfile import Source, parse

Plain = dict[str, Any]
_PARTS = ("model", "rules", "without", "adopted", "reading", "attached")


@dataclass(frozen=True, slots=True)
class Attached:
    """A sentence of a document that states a fact: the factor and level, the words, the page ('' unknown), the document."""

    factor: str
    level: str
    quotation: str
    page: str
    document: str
    name: str


@dataclass(frozen=True, slots=True)
class Papers:
    """A matter file as plain data (``matter``), how its law is taken, and the sentences attached to its facts."""

    matter: Plain
    model: str = "reason"
    rules: bool = True
    without: tuple[str, ...] = ()
    adopted: tuple[str, ...] = ()
    reading: str = ""
    attached: tuple[Attached, ...] = ()

    @property
    def title(self) -> str:
        """The matter's title."""
        return str(self.matter["title"])

    def wanted(self) -> Wanted:
        """The law as these papers take it; forum and day are the matter's own."""
        return Wanted(None, None, self.model, self.rules, (), self.without, self.adopted, self.reading or None)

    def text(self) -> str:
        """The papers as text, to be kept; ``papers`` reads it."""
        kept = {"matter": self.matter} | {name: getattr(self, name) for name in _PARTS}
        kept["attached"] = [asdict(each) for each in self.attached]
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def papers(text: str) -> Papers:
    """Papers as they were kept."""
    plain = json.loads(text)
    return Papers(
        plain["matter"],
        plain["model"],
        plain["rules"],
        tuple(plain["without"]),
        tuple(plain["adopted"]),
        plain["reading"],
        tuple(Attached(**each) for each in plain["attached"]),
    )


def papers_of(matter: Matter, pack: Pack) -> Papers:
    """The papers of a matter that a pack holds."""
    held = {name: matter.facts.possible(pack.doctrine.factor(name)) for name in matter.stated}
    whole = {name: pack.doctrine.factor(name).levels for name in held}
    plain = {
        "title": matter.title,
        "doctrine": pack.id,
        "forum": matter.forum,
        "as_of": matter.as_of,
        "unmentioned": matter.unmentioned,
        "text": matter.text,
        "facts": {n: list(some) if some != whole[n] else ["unknown"] for n, some in held.items()},
        "events": [
            {
                "date": ("before " if event.before else "") + (event.when.text if event.when else ""),
                "text": event.text,
                "facts": dict(event.sets),
                "source": event.source,
            }
            for event in matter.events
        ],
        "heading": dict(matter.heading),
        "source": matter.source,
        "note": matter.note,
    }
    return Papers(plain)


def blank(pack: Pack, title: str, forum: str) -> Papers:
    """The papers of a new matter on which nothing is known yet."""
    empty: Plain = dict.fromkeys(("as_of", "text", "source", "note"), "")
    lists: Plain = {"facts": {}, "events": [], "heading": {}}
    return Papers({"title": title, "doctrine": pack.id, "forum": forum, "unmentioned": "unknown"} | empty | lists)


def doctrine_of_file(data: bytes, name: str) -> str:
    """The doctrine that a matter's file is for; BadInput with every fault of form."""
    return str(_checked(data, name)[0]["doctrine"])


def papers_of_file(data: bytes, name: str, pack: Pack) -> Papers:
    """The papers of a matter's file; BadInput with every fault."""
    plain, source = _checked(data, name)
    faults = Faults(source)
    matter_of("matter", plain, pack.doctrine, pack.courts, faults)
    if faults.found:
        raise BadInput(faults.found)
    return Papers(plain | {"doctrine": pack.id})


def _checked(data: bytes, name: str) -> tuple[Plain, Source]:
    from afortiori.store.schema import checked

    parsed, source = parse(data, name)
    problems: list[Problem] = []
    plain = checked("matter", parsed, source, problems)
    if plain is None:
        raise BadInput(problems)
    return plain, source


def matter(id: str, of: Papers, pack: Pack) -> Matter:
    """The matter that papers tell of; BadInput where they no longer fit the pack."""
    faults = Faults(Source(of.title))
    found = matter_of(id, of.matter, pack.doctrine, pack.courts, faults)
    if faults.found:
        raise BadInput(faults.found)
    return found


def with_facts(of: Papers, levels: Mapping[str, Sequence[str]]) -> Papers:
    """Papers with the possible levels of some factors set; ``('unknown',)`` for all of them."""
    facts = {**of.matter["facts"], **{name: list(some) for name, some in levels.items()}}
    return replace(of, matter={**of.matter, "facts": facts})


def with_parts(of: Papers, **parts: Any) -> Papers:
    """Papers with some entries of the matter's file set: its title, forum, day, text, note and so on."""
    return replace(of, matter={**of.matter, **parts})


def yaml_text(of: Papers) -> str:
    """The matter's file, as ``afortiori decide`` reads it; what such a file does not hold stands at its head as a comment."""
    from afortiori.store.charts.yamltext import written

    facts = {n: some[0] if len(some) == 1 else some for n, some in of.matter["facts"].items()}
    return "".join(f"# {line}\n" for line in beside(of)) + written({**of.matter, "facts": facts})


def beside(of: Papers) -> list[str]:
    """What a matter's file does not hold, a line each: what is supposed of the law, and the sentences attached to facts."""
    from afortiori.store.charts.yamltext import json_quoted

    options = [f"--model {of.model}"] * (of.model != "reason") + ["--no-rules"] * (not of.rules)
    options += [f"--without {name}" for name in of.without] + [f"--adopt {name}" for name in of.adopted]
    options += [f"--reading {of.reading}"] * bool(of.reading)
    lines = [f"Supposed, which this file does not hold: {json_quoted(' '.join(options))[1:-1]}"] if options else []
    for each in of.attached:
        where = f"{each.name} at {each.page}" if each.page else each.name
        said = f"{json_quoted(each.quotation)}, {json_quoted(where)}"
        lines.append(f"Attached, which this file does not hold: {each.factor}={each.level}: {said}")
    return lines


def certificate(of: Papers, analysis: Analysis, found: Found) -> str:
    """The certificate of the answer on papers: its matter is the file that ``yaml_text`` gives."""
    from afortiori.certificate.writing import Question, digest
    from afortiori.store.certifying import confirmed
    from afortiori.store.digests import sources_of

    plain, _ = parse(yaml_text(of).encode(), of.title)
    question = Question(found.matter.id, of.title, (), of.adopted, of.reading or None, ())
    return confirmed(analysis, question, sources_of(found, digest(plain), ()))
