"""Values as tables, for whoever looks at them one by one: what each kind is best seen as, and, of the rest, their fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from types import NoneType
from typing import Any

from afortiori.analysis import Analysis
from afortiori.casebase import CaseBase, Finding, Law, Selection
from afortiori.doctrine import Doctrine, Rule
from afortiori.errors import Misuse
from afortiori.guidance import Change, Step
from afortiori.memo import words
from afortiori.memo.blocks import Block, Document, Heading, Paragraph, Table, items
from afortiori.memo.decision import compose
from afortiori.precedent import Facts, Precedent

LONGEST = 200
MOST_COLUMNS = 6
# Of what has many fields, those that a table of them shows.
COLUMNS = {
    "Factor": ("id", "name", "levels", "side", "parent"),
    "Rule": ("id", "text", "kind", "authority"),
    "Matter": ("id", "title", "forum", "as_of"),
    "Reading": ("id", "text"),
    "Opinion": ("kind", "author", "outcome", "reason"),
}


def tabled(value: object) -> tuple[Block, ...]:
    """A value as blocks; Misuse where nothing shows it.

    >>> tabled(Facts((("custody", ("none",)),)))[0].rows
    (('custody', 'none'),)
    """
    return tuple(_tabled(value))


def _tabled(value: object) -> Iterator[Block]:
    if isinstance(value, Analysis):
        yield from compose(value, value.doctrine.name)
    elif isinstance(value, Document):
        yield from value.blocks
    elif isinstance(value, Doctrine):
        yield from _doctrine(value)
    elif isinstance(value, Facts):
        yield Table(
            ("Factor", "Levels still possible"), tuple((name, _said(levels)) for name, levels in value.narrowed)
        )
    elif isinstance(value, CaseBase):
        yield from (Heading(value.doctrine.name), _precedents(value))
    elif isinstance(value, Law):
        yield from _law(value)
    elif isinstance(value, Selection):
        yield from _selection(value)
    elif isinstance(value, Precedent):
        yield from _precedent(value)
    elif _has_parts(value):
        yield from _fields(value)
    elif isinstance(value, Mapping) and value:
        yield from _tabled(tuple(value.values()))
    elif isinstance(value, Sequence) and not isinstance(value, str) and value:
        yield from _rows(value)
    else:
        raise Misuse(f"nothing shows a '{type(value).__name__}'")


def _doctrine(doctrine: Doctrine) -> Iterator[Block]:
    yield Heading(doctrine.name)
    yield Paragraph(doctrine.question)
    yield items(*(f"{side.id}: {side.name} (wanted by {side.wanted_by})" for side in doctrine.sides))
    rows = tuple(
        (f.id, f.name, ", ".join(words.level(k) for k in f.levels), f.side or "nobody", f.parent or "")
        for f in doctrine.factors
    )
    yield Table(("Factor", "Name", "Levels", "Favours", "Issue"), rows, "The factors")
    if doctrine.rules:
        yield Table(
            ("Rule", "In words", "Authority"), tuple((r.id, r.text, r.authority) for r in doctrine.rules), "The rules"
        )


def _precedents(precedents: Sequence[Precedent]) -> Table:
    rows = tuple((p.id, p.citation, p.holding or "not reached", _said(p.reason or ())) for p in precedents)
    return Table(("Case", "Citation", "Holding", "Stated reason"), rows, "The precedents")


def _law(law: Law) -> Iterator[Block]:
    forum = law.options.forum.name if law.options.forum else "any court"
    yield Heading(f"{law.doctrine.name}: {forum}, as of {words.day(law.options.as_of)}")
    yield from _selection(law.selection)


def _selection(selection: Selection) -> Iterator[Block]:
    rows = (
        *((p.id, "binds", p.holding or "") for p in selection.binding),
        *((r.id, "binds", r.side or "") for r in selection.rules),
        *((p.id, "persuades", p.holding or "") for p in selection.persuasive),
        *((r.id, "persuades", r.side or "") for r in selection.persuasive_rules),
        *((removal.authority.id, "taken away", "") for removal in selection.removed),
        *((item.precedent.id, f"never forces: {item.why}", "") for item in selection.aside),
        *((p.id, "not yet decided", p.holding or "") for p in selection.not_yet),
    )
    yield Table(("Authority", "Here it", "For"), rows, "The authorities, sorted")


def _precedent(precedent: Precedent) -> Iterator[Block]:
    yield Heading(precedent.citation)
    yield Paragraph(f"{precedent.court.name}, {precedent.decided}. Holding: {precedent.holding or 'not reached'}.")
    rows = tuple((v.factor, words.level(v.level), v.confidence, v.source) for v in precedent.values)
    yield Table(("Factor", "Level", "Sure", "Where it is stated"), rows, "What the opinion states")


def _rows(values: Sequence[Any]) -> Iterator[Block]:
    first = values[0]
    if all(isinstance(value, Precedent) for value in values):
        yield _precedents(values)
    elif _has_parts(first) and all(type(value) is type(first) for value in values):
        names = COLUMNS.get(type(first).__name__) or _filled(values)
        table = tuple(tuple(_said(getattr(value, name)) for name in names) for value in values)
        yield Table(tuple(_title(name) for name in names), table)
    else:
        yield items(*(_said(value) for value in values))


def _filled(values: Sequence[Any]) -> tuple[str, ...]:
    """The first fields that say something in some row."""
    names = [name for name, _ in _parts(values[0])]
    said = [name for name in names if any(_said(getattr(value, name)) for value in values)]
    return tuple(said[:MOST_COLUMNS]) or tuple(names[:1])


def _fields(value: Any) -> Iterator[Block]:
    """A table of what can be said in a cell, then one for each sequence of values."""
    parts = _parts(value)
    series = [(name, inner) for name, inner in parts if _is_series(inner)]
    said = tuple((_title(name), _said(inner)) for name, inner in parts if not _is_series(inner))
    yield Table(("Field", "Value"), said)
    for name, inner in series:
        yield Heading(_title(name), 2)
        yield from _tabled(inner)


def _is_series(value: Any) -> bool:
    members = tuple(value.values()) if isinstance(value, Mapping) else value
    return isinstance(members, tuple) and not _has_parts(members) and bool(members) and _has_parts(members[0])


def _has_parts(value: Any) -> bool:
    """Whether a value has fields by name: a dataclass, or a named tuple."""
    return not isinstance(value, type) and (is_dataclass(value) or hasattr(value, "_fields"))


def _parts(value: Any) -> list[tuple[str, Any]]:
    names = [field.name for field in fields(value) if field.init] if is_dataclass(value) else value._fields
    return [(name, getattr(value, name)) for name in names]


def _title(name: str) -> str:
    return name.replace("_", " ").strip().capitalize()


def _said(value: Any) -> str:
    """A value in a cell: what names it, or its parts, cut where they are long."""
    said = _named(value)
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"


def _member(value: Any) -> str:
    """A value within a sequence: a pair is a name and what is said of it."""
    if isinstance(value, tuple) and not _has_parts(value) and len(value) == 2 and isinstance(value[0], str):
        return f"{value[0]}: {_named(value[1])}"
    return _named(value)


def _named(value: Any) -> str:
    for kind, named in NAMED:
        if isinstance(value, kind):
            return named(value)
    if _has_parts(value):
        name = getattr(value, "id", None) or (str(value) if "__str__" in vars(type(value)) else "")
        return name or "; ".join(filter(None, (_named(inner) for _, inner in _parts(value))))
    if isinstance(value, tuple | frozenset | list):
        members = sorted(map(str, value)) if isinstance(value, frozenset) else value
        plain = all(isinstance(member, str) for member in members)
        return (", " if plain else "; ").join(map(_member, members))
    return str(value)


# How a cell names a value, the first kind that it is.
NAMED: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    (NoneType, lambda _: ""),
    (bool, lambda value: "yes" if value else "no"),
    (Precedent, lambda value: value.citation),
    (Rule, lambda value: value.authority),
    (CaseBase, lambda value: f"{value.doctrine.id}, {words.count(len(value), 'holding')}"),
    (Law, lambda value: f"{value.doctrine.id}, as of {words.day(value.options.as_of)}"),
    (Mapping, lambda value: ", ".join(map(str, value))),
    (Facts, lambda value: words.count(len(value.narrowed), "factor") + " known"),
    (Step, lambda value: f"{value.factor}: {words.either(list(value.admits))}"),
    (Change, lambda value: f"{value.factor}: {value.after}"),
    (Finding, words.verdict),
)
