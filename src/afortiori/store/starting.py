"""``new``: a commented file to start from, which ``check`` accepts as it stands."""

from __future__ import annotations

import re
from pathlib import Path

from afortiori.doctrine import Doctrine
from afortiori.errors import BadInput, Problem, bad_option
from afortiori.store.library import open_pack
from afortiori.store.pack import SUFFIXES, is_pack

DOCTRINE = """\
# A doctrine: one legal question, its two sides, its factors, its rules. Check it with: afortiori check {folder}
name: {name}
question: What must the court decide? Write it as one question.
law: us                       # us: federal law; us-ca: California's; another country's: give the pack its own courts
# claim: the claim that a case must have decided to count on this question
sides:
  plaintiff: {{name: The plaintiff prevails, wanted_by: the plaintiff}}
  defendant: {{name: The defendant prevails, wanted_by: the defendant}}
issues:
  first-issue: {{name: First issue, definition: What the factors below bear on}}
factors:
  # A factor that is absent (neutral) or present needs no levels.
  example-factor:
    name: An example
    definition: What a court must find for this to be present.
    favours: plaintiff        # a side, or nobody: then it is recorded and never a condition
    parent: first-issue
  # Levels stand in a line, weakest first; the neutral one is the first, unless you name it.
  example-dimension:
    name: An example with levels
    definition: What each level takes.
    favours: defendant
    levels: [none, some, much]
    # neutral: some           # then levels below it favour the other side
    # order: [[none, some], [none, much]]   # instead of a line: pairs, lower then higher
rules: {{}}
#  my-rule:
#    rule: The rule in words.
#    side: plaintiff
#    necessary: {{any: [{{example-factor: present}}]}}   # or sufficient; all, any, not, at least
#    authority: Name v. Name, 1 U.S. 1, 2 (1990)
#    court: scotus
#    decided: 1990-01-01
"""

CASE = """\
# A decided case for the doctrine {doctrine}. The file's name is its id. Write only what the opinion states:
# silence is silence, and counts as absent.
name: Name v. Name
citations: []                 # [1 F.3d 1]; without one, say under 'unverified' what is still to be looked up
unverified: citation not yet looked up
court: {court}
decided: 2000-01-01           # a day, or a month (2000-01) or a year (2000): then it counts from its last day
bench: unknown                # panel, en banc, unknown
published: true               # an unpublished opinion never binds
posture: ''
disposition: ''
claim: [{claim}]
holding: not reached          # {sides}, or not reached
facts: {{}}
#  {factor}:
#    value: {level}
#    source: 1 F.3d at 2      # reporter and page
#    confidence: high         # high: read in the opinion; medium: a summary; low: never used
#    quotation: ''            # brief, and only words that you have seen
opinions: []
#  - kind: majority
#    author: ''
#    outcome: {side}
#    reason: {{{factor}: {level}}}   # leave out where the opinion states none
history: []
#  - event: reversed
#    by: a case's id, or its name and citation
#    date: 2001-01-01
#    removes: all
#    source: 2 F.3d 2
"""

MATTER = """\
# A matter for the doctrine {doctrine}: new facts. Ask: afortiori decide {path}
title: A new matter
doctrine: {doctrine}
forum: {court}
# as_of: 2000-01-01           # the law before this day; left out: today
unmentioned: unknown          # unknown, or absent (as for facts pleaded, where only what is alleged counts)
text: ''
# heading:                    # the head of a memorandum on it
#   to: ''
#   from: ''
#   client_matter: ''
#   privilege: ''             # such as: Privileged and confidential
facts:                        # for each factor one of its levels, a list of those still possible ([a, b]), or unknown
{factors}
"""


def start(kind: str, name: str, doctrine: str | None, *, cached: bool = True) -> list[str]:
    """Write the file; tells what was written. An existing file is never overwritten."""
    if kind == "doctrine":
        return _doctrine(Path(name))
    if doctrine is None:
        around = next((str(f) for f in Path(name).resolve().parents[:2] if is_pack(f)), None)
        if around is None:
            raise bad_option(f"a {kind} needs its doctrine", "give --doctrine PACK")
        doctrine = around
    path = Path(name)
    if path.suffix not in SUFFIXES:
        path = path.with_name(path.name + ".yaml")
    pack = open_pack(doctrine, cached=cached)
    court = next(iter(pack.base.courts), "scotus")
    text = _filled(CASE if kind == "case" else MATTER, pack.doctrine, court, str(path))
    _write(path, text)
    inside = any(is_pack(folder) for folder in path.resolve().parents[:2])
    with_doctrine = f" --doctrine {pack.id}" if kind == "case" and not inside else ""
    return [f"Wrote {path}. Next: afortiori check {path}{with_doctrine}"]


def _doctrine(folder: Path) -> list[str]:
    for part in ("cases", "matters", "questions"):
        try:
            (folder / part).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadInput(
                [Problem(str(folder), 0, f"cannot be written: {error.strerror}", "check the path")]
            ) from None
    title = folder.resolve().name.replace("-", " ").capitalize()
    _write(folder / "doctrine.yaml", DOCTRINE.format(folder=folder, name=_quoted(title)))
    return [f"Wrote {folder / 'doctrine.yaml'}. Next: afortiori check {folder}"]


def _filled(template: str, doctrine: Doctrine, court: str, path: str) -> str:
    factor = next((f for f in doctrine.factors if f.side), doctrine.factors[0])
    return template.format(
        doctrine=_plain(doctrine.id),
        court=court,
        claim=_quoted(doctrine.claim) if doctrine.claim else "",
        sides=" or ".join(side.id for side in doctrine.sides),
        side=doctrine.sides[0].id,
        factor=factor.id,
        level=factor.levels[-1],
        factors="\n".join(
            f"  {_plain(f.id)}: unknown{' ' * (20 - len(f.id))}  # {' '.join(', '.join(f.levels).split())}"
            for f in doctrine.factors
        ),
        path=path,
    )


def _plain(text: str) -> str:
    """A text as YAML writes it: bare where it can be."""
    return text if re.fullmatch(r"[A-Za-z][\w-]*", text) else _quoted(text)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _write(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        raise BadInput([Problem(str(path), 0, "exists already", "choose another name; nothing was written")]) from None
    except OSError as error:
        raise BadInput([Problem(str(path), 0, f"cannot be written: {error.strerror}", "check the path")]) from None
